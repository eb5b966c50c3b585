"""Importing: nothing twice, nothing lost, what was done here respected, and always one step."""

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmtui.actions import flow, history, items, links, notes, people, projects
from pmtui.actions.step import Step
from pmtui.errors import Refused, Usage
from pmtui.exchange.apply import Writer
from pmtui.exchange.importing import run
from pmtui.exchange.incoming import (
    InAttachment,
    InCheck,
    InColumn,
    Incoming,
    InComment,
    InItem,
    InLabel,
    InLink,
    InPast,
    InPerson,
    InSprint,
    InWorklog,
)
from pmtui.exchange.report import ENTITIES, Report
from pmtui.store import history as told
from pmtui.store import read
from pmtui.store.doctor import parent_loops
from pmtui.store.plan import Plan
from tests.exchange.make import card, csv_bytes
from tests.store.plans import (
    DAY,
    Clock,
    add,
    code,
    column,
    copied,
    item,
    join,
    log,
    mark,
    quick_plan,
    says_what_its_log_says,
    setting,
    tables,
    visible,
)

AT = 1_790_000_000_000
COLUMNS = [InColumn("l1", "To Do", "ready"), InColumn("l2", "Doing", "active"), InColumn("l3", "Done", "done")]


def source(*found: InItem, **parts: Any) -> Incoming:
    """A foreign board with these items."""
    whole: dict[str, Any] = {"project_key": "SHOP", "columns": COLUMNS, "items": list(found), **parts}
    return Incoming("trello", "trello", "b1", "a board", "Shop", **whole)


def one(ext: str = "A", title: str = "Pay", **parts: Any) -> InItem:
    """An item of the board's first list."""
    fields = {"title": title, **parts.pop("fields", {})}
    return InItem(ext, fields, **{"column": "l1", **parts})


def bring(plan: Plan, incoming: Incoming, into: str | None = None, dry_run: bool = False) -> Report:
    """Import what a reader has read."""
    with plan.transaction("import") as tx:
        report = Writer(Step(plan, tx), incoming, into, dry_run).write()
        if dry_run:
            tx.rollback()
    return report


def rich(title: str = "Pay") -> Incoming:
    """A board with everything that can hang on an item."""
    pay = one(
        title=title, owner="gus", assignees=["mia"], reporter="mia", watchers=["gus"], labels=["Web", "web", "API"],
        sprints=["Sprint 1"], custom={"Env": "prod"}, parent="B", raw={"any": ["thing"]},
        fields={"priority": "high", "points": 3, "due": "2026-12-01", "created_at": AT, "body": "Long text " * 9},
        checks=[InCheck("k1", "tests", "ok"), InCheck("k2", "docs")],
        comments=[InComment("c1", "gus", AT, "Hm"), InComment("c2", None, AT, "Anonymous")],
        worklogs=[InWorklog("w1", "mia", AT, 90, "calls")], attachments=[InAttachment("a1", "Plan", "https://a.b/c")],
        past=[InPast(AT, "gus", "column", "l2", "l1")],
    )  # fmt: skip
    return source(
        pay, one("B", "Epic", column="l2", fields={"type": "epic"}), one("C", "Ship", column="l3"),
        people=[InPerson("gus", "Gus Meyer", "gus@example.org", "u1"), InPerson("mia", "Mia", None, "u2")],
        labels=[InLabel("Web", "red"), InLabel("API")], sprints=[InSprint("Sprint 1", "active")],
        links=[InLink("A", "FS", "C"), InLink("B", "relates", "C")],
    )  # fmt: skip


def codes(report: Report) -> dict[str, int]:
    """The notes as counts by code."""
    return {note.code: note.count for note in report.notes.values()}


def trello(folder: Path, *cards: dict[str, Any], name: str = "board.json", **parts: Any) -> Path:
    """A Trello file with cards of the list `l1`."""
    lists = [{"id": "5a0000000000000000000001", "name": "To Do", "pos": 1}]
    path = folder / name
    path.write_text(json.dumps({"id": "b1", "name": "Shop", "lists": lists, "cards": cards, **parts}))
    return path


# --- what comes in ----------------------------------------------------------------------------------------------------


def test_everything_arrives_and_the_report_adds_up(plan: Plan) -> None:
    report = bring(plan, rich())
    assert {name: report.created[name] for name in ENTITIES} == {
        "item": 3, "comment": 2, "check": 2, "label": 2, "person": 2, "link": 2, "worklog": 1, "attachment": 1,
        "sprint": 1,
    }  # fmt: skip
    assert report.read == report.created
    assert (report.project, codes(report)) == ("ORD", {})
    pay = item(plan, "1")
    assert (pay.title, pay.priority, pay.points, pay.due, pay.created_at) == ("Pay", "high", 3, "2026-12-01", AT)
    assert (code(plan, pay.owner_id), code(plan, pay.reporter_id)) == ("gus", "mia")
    assert [code(plan, id) for id in pay.assignees] == ["mia"]
    assert set(pay.labels) == {"Web", "API"}
    assert pay.parent_id == item(plan, "2").id
    assert [column(plan, ref) for ref in "123"] == ["To Do", "Doing", "Done"]
    assert [one.state for one in read.items(plan)] == ["open", "open", "done"]
    assert [(one.text, one.state) for one in read.checks(plan, pay.id)] == [("tests", "ok"), ("docs", "open")]
    # Nobody's comment does not become that of whoever imports it.
    assert {(one.body, code(plan, one.author)) for one in read.comments(plan, pay.id)} == {
        ("Hm", "gus"), ("Anonymous", None),
    }  # fmt: skip
    assert read.customs(plan, pay.id) == {"Env": "prod"}
    assert read.attachments(plan, pay.id) == [("Plan", "https://a.b/c")]
    assert read.externals(plan, pay.id) == {pay.id: [("trello", "A")]}
    assert read.dependencies(plan) == {item(plan, "3").id: [(1, "FS", None, None)]}
    assert says_what_its_log_says(plan)


def test_the_report_is_the_same_for_people_and_programs(plan: Plan) -> None:
    report = bring(plan, rich())
    document = report.as_json()
    assert list(document) == ["format", "dry_run", "project", "read", "created", "updated", "unchanged", "notes"]
    assert list(document["created"]) == list(ENTITIES)
    lines = "\n".join(report.lines())
    assert "into project ORD; these were made:" in lines
    assert "people" in lines


def test_hostile_words_are_cleaned_before_they_are_stored(plan: Plan) -> None:
    bad = "\x1b]0;x\x07Pay\x9b31m \u202enow"
    found = one(
        title=bad, labels=[bad], custom={bad: bad}, comments=[InComment("c", None, AT, bad)],
        checks=[InCheck("k", bad, checklist=bad)], past=[InPast(AT, None, "title", bad, bad)],
        worklogs=[InWorklog("w", None, AT, 5, bad)],
        attachments=[InAttachment("a", bad, f"https://a/{bad}")], parent="Z", parent_title=bad, fields={"body": bad},
    )  # fmt: skip
    bring(plan, source(
        found, labels=[InLabel(bad, bad)], people=[InPerson("p", bad, bad)], columns=[InColumn("l1", bad, "ready")],
        sprints=[InSprint(bad, goal=bad)], project_description=bad,
    ))  # fmt: skip
    shown = {name: rows for name, rows in tables(plan).items() if name != "import_ref"}  # what the source said, as JSON
    assert not {char for rows in shown.values() for row in rows for word in row for char in str(word)} & set(
        "\x1b\x07\x9b\u202e"
    )
    assert item(plan, "1").title == "Pay now"


def test_an_import_is_no_news_and_has_its_own_cause(plan: Plan, time: Clock) -> None:
    start = time.wind(hours=1)
    bring(plan, rich())
    assert told.since(plan, start) == []
    assert plan.rows("SELECT DISTINCT t.cause FROM txn t WHERE t.at >= ? AND t.person IS NOT NULL", (start,)) == [
        ("import",)
    ]
    past = [event for event in told.of_item(plan, item(plan, "1").id) if event.at == AT]
    assert [(event.field, event.old, event.new) for event in past] == [("column", "Doing", "To Do")]


@pytest.mark.parametrize("empty", [True, False])
def test_the_only_empty_project_is_filled_else_one_is_made(plan: Plan, empty: bool) -> None:
    if not empty:
        add(plan, "Mine")
    assert bring(plan, rich()).project == ("ORD" if empty else "SHOP")
    if empty:
        assert [one.name for one in read.columns(plan).values()] == ["To Do", "Doing", "Done"]


def test_two_empty_projects_are_left_alone(plan: Plan) -> None:
    projects.add(plan, "OPS", "Operations")
    assert bring(plan, rich()).project == "SHOP"


@pytest.mark.parametrize(
    ("key", "made"), [("ORD", "SHO"), ("a-b", "SHO"), (None, "SHO"), ("LONGLONGLONGKEY", "SHO"), ("shop", "SHOP")]
)
def test_a_key_that_cannot_be_used_is_made_of_the_name(plan: Plan, key: str | None, made: str) -> None:
    add(plan, "Mine")
    assert bring(plan, source(one(), project_key=key)).project == made


def test_a_board_without_lists_gets_a_column(plan: Plan) -> None:
    bring(plan, source(one(column=None), columns=[]))
    assert column(plan, "1") == "Ready"


def test_the_order_of_the_source_is_kept_below_what_is_there(plan: Plan) -> None:
    add(plan, "Mine")
    into = item(plan, "1").project_id
    found = [one(ext, ext, order=(place, ext)) for ext, place in (("A", 3.0), ("B", 1.0), ("C", 2.0))]
    ready = [InColumn("l1", "Backlog", "backlog")]
    bring(plan, source(*found, columns=ready), into)
    ranked = sorted(read.items(plan), key=lambda item: item.rank)
    assert [item.title for item in ranked] == ["Mine", "B", "C", "A"]


# --- a dry run --------------------------------------------------------------------------------------------------------


def test_a_dry_run_is_the_real_run_rolled_back(plan: Plan, tmp_path: Path) -> None:
    path = trello(tmp_path, card(), card(id="5a0000000000000000000011", name="Ship"))
    before = mark(plan.path)
    dry = run(plan, [path], dry_run=True)
    assert mark(plan.path) == before
    wet = run(plan, [path])
    assert dry.as_json() == {**wet.as_json(), "dry_run": True}
    assert dry.lines() != wet.lines()
    assert mark(plan.path) != before
    # Of what is there already, too.
    before = mark(plan.path)
    changed = trello(tmp_path, card(name="Pay more"), card(id="5a0000000000000000000012"))
    dry = run(plan, [changed], dry_run=True)
    assert mark(plan.path) == before
    wet = run(plan, [changed])
    assert (dry.created, dry.updated) == (wet.created, wet.updated) == ({**wet.created}, {**wet.updated})
    assert wet.created["item"] == wet.updated["item"] == 1


# --- again ------------------------------------------------------------------------------------------------------------


def test_the_same_again_creates_and_changes_nothing(plan: Plan) -> None:
    first = bring(plan, rich())
    before = mark(plan.path)
    again = bring(plan, rich())
    assert mark(plan.path) == before
    assert (again.created.total(), again.updated.total()) == (0, 0)
    assert (again.unchanged, again.read, codes(again)) == (first.read, first.read, {})


def test_the_same_file_again_leaves_the_bytes_alone(plan: Plan, tmp_path: Path) -> None:
    rows = [["S-1", "Pay", "Done", "gus", "Hm"], ["S-2", "Ship", "To Do", "", ""]]
    jira = tmp_path / "jira.csv"
    jira.write_bytes(csv_bytes(["Issue key", "Summary", "Status", "Assignee", "Comment"], rows))
    for path in (trello(tmp_path, card(desc="x" * 500, idMembers=["m1"])), jira):
        run(plan, [path])
        before = mark(plan.path)
        report = run(plan, [path])
        assert mark(plan.path) == before
        assert report.created.total() == report.updated.total() == 0


def test_what_changed_at_the_source_arrives(plan: Plan) -> None:
    bring(plan, rich())
    later = rich("Pay more")
    pay = later.items[0]
    pay.fields |= {"priority": None, "points": 5}
    pay.column, pay.owner, pay.labels, pay.assignees = "l3", "mia", ["api", "New"], []
    pay.custom, pay.parent = {"Env": "test", "Team": "red"}, None
    pay.checks[1].state, pay.comments[0].body = "ok", "Hmm"
    pay.comments.append(InComment("c3", "mia", AT + DAY, "More"))
    later.labels.append(InLabel("New"))
    report = bring(plan, later)
    assert (report.updated["item"], report.updated["check"], report.updated["comment"]) == (1, 1, 1)
    assert (report.created["comment"], report.created["label"], codes(report)) == (1, 1, {})
    one = item(plan, "1")
    assert (one.title, one.priority, one.points, one.parent_id, one.state) == ("Pay more", None, 5, None, "done")
    assert (column(plan, "1"), code(plan, one.owner_id), one.assignees) == ("Done", "mia", [])
    assert set(one.labels) == {"API", "New"}
    assert read.customs(plan, one.id) == {"Env": "test", "Team": "red"}
    assert {check.state for check in read.checks(plan, one.id)} == {"ok"}
    assert {comment.body for comment in read.comments(plan, one.id)} == {"Hmm", "Anonymous", "More"}
    assert says_what_its_log_says(plan)


def test_an_edit_made_here_survives_and_is_noted(plan: Plan) -> None:
    bring(plan, rich())
    setting(plan, "1", "title=Mine", "labels-=web", "assignees-=mia", "field.Env=mine")
    notes.tick(plan, item(plan, "1").id, [1], "open")
    flow.move(plan, [item(plan, "1").id], "Doing")
    before = visible(plan)
    report = bring(plan, rich())
    assert visible(plan) == before
    assert codes(report) == {"kept-local": 4}
    assert set(report.notes["kept-local"].where) == {"A title", "A column", "A Env", "A check state"}


def test_changed_on_both_sides_the_local_value_is_kept_and_noted(plan: Plan) -> None:
    bring(plan, rich())
    setting(plan, "1", "title=Mine", "parent=none")
    later = rich("Theirs")
    later.items[0].fields["points"] = 8
    later.items[0].parent = "C"
    report = bring(plan, later)
    one = item(plan, "1")
    assert (one.title, one.points, one.parent_id) == ("Mine", 8, None)
    assert set(report.notes["kept-local"].where) == {"A title", "A parent"}


def test_the_same_change_on_both_sides_is_no_conflict(plan: Plan) -> None:
    bring(plan, rich())
    setting(plan, "1", "title=Agreed")
    assert codes(bring(plan, rich("Agreed"))) == {}


@pytest.mark.parametrize("part", ["item", "comment", "check", "link"])
def test_what_was_deleted_here_stays_deleted(plan: Plan, part: str) -> None:
    bring(plan, rich())
    pay = item(plan, "1").id
    if part == "item":
        items.delete(plan, [pay])
    elif part == "comment":
        for comment in read.comments(plan, pay):
            notes.edit_comment(plan, pay, comment.id, "")
    elif part == "check":
        notes.tick(plan, pay, [1, 2], "gone")
    else:
        links.unlink_all(plan, pay, item(plan, "3").id)
    before = visible(plan)
    report = bring(plan, rich("Pay again") if part == "item" else rich())
    assert visible(plan) == before
    assert report.created.total() == 0
    assert codes(report) == ({"kept-local": 1} if part == "item" else {})


def test_what_comes_back_from_deletion_takes_part_again(plan: Plan) -> None:
    bring(plan, rich())
    items.delete(plan, [item(plan, "1").id])
    bring(plan, rich("Pay again"))
    history.undo(plan)  # the import changed nothing, so this is the deletion
    assert item(plan, "1").title == "Pay"
    assert codes(bring(plan, rich("Pay again"))) == {}
    assert item(plan, "1").title == "Pay again"


def test_an_import_is_one_step_and_importing_again_brings_everything_back(plan: Plan) -> None:
    before = visible(plan)
    bring(plan, rich())
    whole = visible(plan)
    history.undo(plan)
    assert visible(plan) == before
    assert read.items(plan) == []
    bring(plan, rich())
    again = visible(plan)
    assert {name: len(rows) for name, rows in again.items()} == {name: len(rows) for name, rows in whole.items()}
    assert [(one.title, one.parent_id, one.owner_id, sorted(one.labels)) for one in read.items(plan)] == [
        ("Pay", item(plan, "2").id, item(plan, "1").owner_id, ["API", "Web"]), ("Epic", None, None, []),
        ("Ship", None, None, []),
    ]  # fmt: skip
    assert len(read.links(plan, item(plan, "3").id)) == 2
    assert len(read.comments(plan, item(plan, "1").id)) == 2
    assert says_what_its_log_says(plan)
    assert bring(plan, rich()).created.total() == 0


def test_undo_and_redo_of_an_import_are_exact(plan: Plan) -> None:
    before = visible(plan)
    bring(plan, rich())
    after = visible(plan)
    history.undo(plan)
    assert visible(plan) == before
    history.redo(plan)
    assert visible(plan) == after


def test_two_copies_that_import_one_file_have_it_once_after_a_union(plan: Plan, tmp_path: Path, time: Clock) -> None:
    with copied(plan, tmp_path / "copy.db", "ben") as ben:
        bring(plan, rich())
        time.wind(hours=1)
        bring(ben, rich("Pay more"))
        join(plan, ben)
        join(ben, plan)
        assert tables(plan) == tables(ben)
    assert [one.ref for one in read.items(plan)] == ["1", "2", "3"]
    assert len(read.comments(plan, item(plan, "1").id)) == 2
    assert len({one.name for one in read.people(plan).values()}) == len(read.people(plan))
    assert says_what_its_log_says(plan)


# --- people, labels, columns ------------------------------------------------------------------------------------------


def test_people_are_matched_by_e_mail_then_id_then_name(plan: Plan) -> None:
    people.add(plan, "gus", "Someone Else", email="GUS@example.org")
    people.add(plan, "m", "mia")
    people.add(plan, "pia", "Pia")
    people.change(plan, "pia", {"alias": "P. King"})
    found = source(one(owner="a"), one("B", owner="b"), one("C", owner="c"), people=[
        InPerson("a", "Gus", "gus@example.org", "u1"), InPerson("b", "MIA", None, "u2"), InPerson("c", "p. king"),
    ])  # fmt: skip
    report = bring(plan, found)
    assert (report.created["person"], report.unchanged["person"]) == (0, 3)
    assert [code(plan, item(plan, ref).owner_id) for ref in "123"] == ["gus", "m", "pia"]
    # Renamed at the source and here, they are still known by their id there.
    people.change(plan, "m", {"name": "Mia King"})
    found.people[1].name = "M. K."
    assert bring(plan, found).created["person"] == 0
    assert code(plan, item(plan, "2").owner_id) == "m"


def test_two_people_of_one_first_name_stay_two_and_only_busy_ones_are_active(plan: Plan) -> None:
    found = source(one(owner="a"), one("B", fields={"archived": 1}, owner="b"), people=[
        InPerson("a", "Gus Meyer", None, "u1"), InPerson("b", "Gus Brown", None, "u2"),
    ])  # fmt: skip
    bring(plan, found)
    assert {(one.code, one.inactive) for one in read.people(plan).values()} == {
        ("ana", False), ("gus", False), ("gusb", True),
    }  # fmt: skip


def test_labels_differ_by_more_than_case(plan: Plan) -> None:
    add(plan, "Mine #Über")
    found = source(one(labels=["über", "ÜBER", "web"]), one("B", labels=["WEB"]), labels=[
        InLabel("über"), InLabel("ÜBER"), InLabel("Web"), InLabel("WEB"), InLabel(" "),
    ])  # fmt: skip
    report = bring(plan, found)
    assert (report.read["label"], report.created["label"], report.unchanged["label"]) == (2, 1, 1)
    assert [sorted(item(plan, ref).labels) for ref in "123"] == [["Über"], ["Web", "Über"], ["Web"]]


def test_columns_are_matched_by_id_then_by_name(plan: Plan) -> None:
    into = next(iter(read.projects(plan)))
    found = source(one(), one("B", column="l2"))
    bring(plan, found, into)
    there = [one.name for one in read.columns(plan, into).values()]
    assert there == ["Backlog", "Ready", "Doing", "Review", "Done", "To Do"]
    found.columns = [InColumn("l1", "Inbox", "ready"), InColumn("l2", "Busy", "active"), InColumn("l4", "DONE", "done")]
    found.items.append(one("C", column="l4"))
    bring(plan, found, into)
    assert [column(plan, ref) for ref in "123"] == ["To Do", "Doing", "Done"]
    assert len(read.columns(plan, into)) == 6


def test_two_lists_of_one_name_stay_two(plan: Plan) -> None:
    twins = [InColumn("l1", "Doing", "active"), InColumn("l2", "doing", "active")]
    bring(plan, source(one(), one("B", column="l2"), columns=twins))
    assert item(plan, "1").column_id != item(plan, "2").column_id


# --- what lies outside the file, and circles --------------------------------------------------------------------------


def test_parents_and_links_outside_the_file_heal_when_a_later_one_brings_them(plan: Plan) -> None:
    child = one(parent="EPIC", parent_title="The epic")
    report = bring(plan, source(child, links=[InLink("A", "FS", "NEXT"), InLink("LAST", "blocks", "A")]))
    assert codes(report) == {"parent-outside": 1, "link-outside": 2}
    before = mark(plan.path)
    bring(plan, source(child, links=[InLink("A", "FS", "NEXT"), InLink("LAST", "blocks", "A")]))
    assert mark(plan.path) == before
    bring(plan, source(one("EPIC", "Epic"), one("NEXT", "Next"), one("LAST", "Last", aliases=["OLD"])))
    assert item(plan, "1").parent_id == item(plan, "2").id
    assert {(link.from_id, link.kind, link.to_id) for link in read.links(plan, item(plan, "1").id)} == {
        (item(plan, "1").id, "FS", item(plan, "3").id), (item(plan, "4").id, "blocks", item(plan, "1").id),
    }  # fmt: skip
    assert plan.rows("SELECT * FROM pending_link") == []
    # Now that both ends are known, the file says nothing new.
    report = bring(plan, source(child, links=[InLink("A", "FS", "NEXT"), InLink("OLD", "blocks", "A")]))
    assert (codes(report), report.created.total()) == ({}, 0)
    assert item(plan, "1").parent_id == item(plan, "2").id


def test_a_parent_set_here_meanwhile_is_not_overruled_by_one_that_heals(plan: Plan) -> None:
    bring(plan, source(one(parent="EPIC"), one("B", "Mine")))
    setting(plan, "1", "parent=2")
    bring(plan, source(one("EPIC", "Epic")))
    assert item(plan, "1").parent_id == item(plan, "2").id


def test_circles_of_parents_and_links_are_broken_and_noted(plan: Plan) -> None:
    ring = [one("A", parent="B"), one("B", parent="C"), one("C", parent="A"), one("D", parent="D")]
    chain = [InLink("A", "FS", "B"), InLink("B", "blocks", "C"), InLink("C", "SS", "A"), InLink("A", "relates", "A")]
    report = bring(plan, source(*ring, links=chain))
    assert codes(report) == {"parent-cycle": 2, "link-cycle": 1, "link-to-itself": 1}
    assert parent_loops(plan) == []
    assert len(plan.rows("SELECT * FROM link")) == 2
    assert says_what_its_log_says(plan)


def test_a_circle_that_healing_would_close_stays_open(plan: Plan) -> None:
    bring(plan, source(one("A", parent="B"), links=[InLink("A", "FS", "B")]))
    bring(plan, source(one("A", parent="B"), one("B", parent="A"), links=[InLink("B", "FS", "A")]))
    assert parent_loops(plan) == []
    assert len(plan.rows("SELECT * FROM link")) == 1


@settings(max_examples=30)
@given(
    st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=10),
    st.lists(st.integers(0, 6), min_size=7, max_size=7),
    st.permutations(range(7)),
    st.integers(1, 6),
)
def test_however_a_board_is_cut_into_files_it_comes_to_the_same_and_has_no_circle(
    tied: list[tuple[int, int]], parents: list[int], order: list[int], cut: int
) -> None:
    found = [one(str(place), parent=str(parents[place])) for place in range(7)]
    wanted = [InLink(str(a), "FS", str(b)) for a, b in dict.fromkeys(tied) if a < b]  # no circle in these
    with tempfile.TemporaryDirectory() as folder, quick_plan(Path(folder) / "p.db") as plan:
        for part in (order[:cut], order[cut:]):
            bring(plan, source(*(found[place] for place in part), links=wanted))
        ids = {ext: id for id, refs in read.externals(plan).items() for _, ext in refs}
        made = set(plan.rows("SELECT from_id, kind, to_id FROM link"))
        assert made == {(ids[link.source], link.kind, ids[link.target]) for link in wanted}
        assert parent_loops(plan) == []
        whole = source(*found, links=wanted)
        bring(plan, whole)
        before = mark(plan.path)
        bring(plan, whole)
        assert mark(plan.path) == before


# --- files ------------------------------------------------------------------------------------------------------------


def jira(folder: Path, name: str, *rows: tuple[str, ...]) -> Path:
    """A Jira CSV with links and parents."""
    path = folder / name
    headers = ["Issue key", "Summary", "Status", "Parent key", "Outward issue link (Blocks)"]
    path.write_bytes(csv_bytes(headers, rows))
    return path


def test_several_files_of_one_run_link_to_each_other_and_are_one_step(plan: Plan, tmp_path: Path) -> None:
    one_file = jira(tmp_path, "a.csv", ("S-1", "Pay", "To Do", "S-3", "S-2"))
    other = jira(tmp_path, "b.csv", ("S-2", "Ship", "Done", "", ""), ("S-3", "Epic", "To Do", "", "S-1"))
    report = run(plan, [one_file, other])
    assert (report.read["item"], report.created["item"]) == (3, 3)
    assert len(read.projects(plan)) == 1
    assert item(plan, "1").parent_id == item(plan, "3").id
    assert {(link.from_id, link.to_id) for link in read.links(plan, item(plan, "1").id)} == {
        (item(plan, "1").id, item(plan, "2").id), (item(plan, "3").id, item(plan, "1").id),
    }  # fmt: skip
    history.undo(plan)
    assert read.items(plan) == []


@pytest.mark.parametrize("broken", ["cut", "foreign", "missing", "folder", "empty"])
def test_one_file_that_cannot_be_read_and_nothing_at_all_is_imported(plan: Plan, tmp_path: Path, broken: str) -> None:
    good = trello(tmp_path, card())
    bad = tmp_path / "bad.json"
    if broken == "folder":
        bad.mkdir()
    elif broken != "missing":
        content = {"cut": good.read_bytes()[:-20], "foreign": b'{"hello": 1}', "empty": b""}[broken]
        bad.write_bytes(content)
    before = mark(plan.path)
    with pytest.raises(Usage, match=r"bad\.json") as refusal:
        run(plan, [good, bad])
    assert "\n" not in str(refusal.value)
    assert mark(plan.path)[0] == before[0]
    assert run(plan, [good]).created["item"] == 1


def test_no_files_and_no_such_project_are_wrong_usage(plan: Plan, tmp_path: Path) -> None:
    with pytest.raises(Usage, match="at least one file"):
        run(plan, [])
    with pytest.raises(Usage, match="no project XYZ"):
        run(plan, [trello(tmp_path, card())], into="XYZ")


def test_an_import_by_somebody_new_makes_them_a_person_once(plan: Plan, tmp_path: Path) -> None:
    path = trello(tmp_path, card())
    with Plan(plan.path, "ben") as ben:
        run(ben, [path])
        run(ben, [path])
    assert sorted(one.code for one in read.people(plan).values()) == ["ana", "ben"]
    with pytest.raises(Refused, match="nothing"):
        history.redo(plan)
    assert log(plan)
