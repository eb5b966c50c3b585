"""Adding items and setting their fields: what is understood, what is cleaned, what is refused and how."""

import pytest

from pmtui.actions import history, items, projects
from pmtui.actions.fields import NAMES
from pmtui.errors import PmtuiError, Refused, Usage
from pmtui.model.quickadd import parse_line
from pmtui.model.text import Unreadable
from pmtui.store import read
from pmtui.store.plan import Plan
from tests.store.plans import TODAY, Clock, add, code, column, item, mark, setting

ESC = "\x1b]52;c;b3V0\x07"
HOSTILE = f"{ESC}Pay\x9d0;x\x07 \u202eetis\u202c\r\nnow\u200b \x1b[2J[/red]"
HARMLESS = "Pay etis now [/red]"


def test_a_line_makes_an_item_with_all_it_says(plan: Plan) -> None:
    add(plan, "Audit log", "Platform type:epic")
    outcome_ids = add(
        plan, "Retry dashboard ~2/3/6d @gus @mia ^fri #payments #api !high +5pt in:doing type:story after:1 under:2"
    )
    one = read.items(plan, "i.id = ?", outcome_ids)[0]
    people = read.people(plan)
    assert (one.number, one.title, one.type, one.priority, one.points) == (3, "Retry dashboard", "story", "high", 5)
    assert (one.estimate_o, one.estimate_m, one.estimate_p, one.estimate_unit) == (2, 3, 6, "d")
    assert (one.due, set(one.labels), column(plan, "3")) == ("2026-11-27", {"payments", "api"}, "Doing")
    assert (code(plan, one.owner_id), [people[id].code for id in one.assignees]) == ("gus", ["mia"])
    assert code(plan, one.reporter_id) == "ana"
    assert read.dependencies(plan, one.id) == {one.id: [(1, "FS", None, None)]}
    assert one.parent_id == item(plan, "2").id


def test_several_lines_are_one_step_numbered_in_their_order(plan: Plan) -> None:
    outcome = items.add(plan, [parse_line(text, TODAY) for text in ("One", "Two", "Three")])
    assert (outcome.message, outcome.refs) == ("3 cards added: 1 to 3", ["1", "2", "3"])
    ranks = [one.rank for one in read.items(plan)]
    assert ranks == sorted(set(ranks))


@pytest.mark.parametrize("line", ["Pay project:OPS", "Pay in:nowhere", "Pay after:99", "Pay under:99", "Pay sprint:9"])
def test_a_line_that_names_what_is_not_there_makes_nothing(plan: Plan, line: str) -> None:
    before = mark(plan.path)
    with pytest.raises(Usage, match=r"there is no (project|column|item|sprint)"):
        add(plan, "Fine @zoe", line)
    assert mark(plan.path)[0] == before[0]


def test_without_a_project_the_way_out_is_said(plan: Plan) -> None:
    projects.archive(plan, "ORD")
    with pytest.raises(Refused, match="pmtui init --key"):
        add(plan, "Pay")


@pytest.mark.parametrize("field", ["title", "body", "url", "blocked", "dropped", "field.Note"])
def test_hostile_text_is_cleaned_before_it_is_stored(plan: Plan, field: str) -> None:
    add(plan, "Basket")
    setting(plan, "1", f"{field}={HOSTILE}")
    ((stored,),) = plan.rows("SELECT new FROM change WHERE field = ?", (field.replace("field.", "custom:"),))
    assert not set(stored) & set("\x1b\x9d\x07\u202e\u200b")
    assert stored.split() == HARMLESS.split()


def test_hostile_titles_labels_and_names_are_cleaned_too(plan: Plan) -> None:
    add(plan, HOSTILE)
    assert read.items(plan)[0].title == HARMLESS
    setting(plan, "1", f"labels=a{ESC}b", f"owner=Zo\u202eé{ESC} Meyer")
    one = item(plan, "1")
    assert one.labels == ["ab"]
    assert read.people(plan)[one.owner_id or ""].name == "Zoé Meyer"


@pytest.mark.parametrize(
    ("words", "field", "value"),
    [
        ("title=  Cart  ", "title", "Cart"), ("type=BUG", "type", "bug"), ("priority=!hi", "priority", "high"),
        ("prio=none", "priority", None), ("points=3,5", "points", 3.5), ("pts=", "points", None),
        ("percent=40%", "percent", 40), ("due=fri", "due", "2026-11-27"), ("due=none", "due", None),
        ("start=2026-12-01", "start", "2026-12-01"), ("est=1h30", "estimate_m", 90), ("est=1h30", "estimate_unit", "m"),
        ("left=1d", "effort_left", 480), ("url=https://a.b/c", "url", "https://a.b/c"),
        ("body=one\n\n  two\n", "body", "one\n\n  two"), ("archived=yes", "archived", True),
        ("archived=no", "archived", False), ("blocked=the bank", "blocked", "the bank"),
    ],
)  # fmt: skip
def test_fields_are_read_as_people_write_them(plan: Plan, words: str, field: str, value: object) -> None:
    add(plan, "Basket !low +1pt ^thu")
    setting(plan, "1", words)
    assert getattr(item(plan, "1"), field) == value


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        ("title=", "cannot be empty"), ("type=thing", "there is epic"), ("priority=soon", "urgent, high"),
        ("points=many", "is a number"), ("points=-1", "lies between"),
        ("points=nan", "lies between"), ("percent=101", "lies between 0 and 100"), ("archived=maybe", "yes or no"),
        ("parent=99", "no item 99"), ("column=nowhere", "there is Backlog, Ready"), ("project=OPS", "there is ORD"),
        ("sprint=9", "no sprint 9"), ("titel=x", "did you mean title?"), ("mood=sunny", "field.mood="),
        ("title+=x", "takes one value"),
    ],
)  # fmt: skip
def test_what_is_not_understood_says_what_to_do_and_changes_nothing(plan: Plan, words: str, hint: str) -> None:
    add(plan, "Basket")
    before = mark(plan.path)
    with pytest.raises(Usage, match=hint.replace("?", r"\?")) as refusal:
        setting(plan, "1", "due=fri", words)
    assert "\n" not in str(refusal.value)
    assert mark(plan.path)[0] == before[0]


@pytest.mark.parametrize(
    ("words", "hint"), [("due=someday", "try"), ("estimate=3", "needs a unit"), ("effort_left=x", "duration")]
)
def test_dates_and_estimates_that_cannot_be_read_say_how_they_are_written(plan: Plan, words: str, hint: str) -> None:
    add(plan, "Basket")
    with pytest.raises(Unreadable, match=hint):
        setting(plan, "1", words)


@pytest.mark.parametrize("name", NAMES)
def test_every_field_survives_rubbish(plan: Plan, name: str) -> None:
    add(plan, "Basket")
    for rubbish in ("", "none", "-", "@", "\x1b[2J", "9" * 400, "\ud83d\ude00"[:1].encode("utf-8", "replace").decode()):
        try:
            setting(plan, "1", f"{name}={rubbish}")
        except (PmtuiError, Unreadable) as refusal:
            assert str(refusal)
    assert item(plan, "1").title
    assert all(person.name and person.code for person in read.people(plan).values())


def test_labels_are_a_set_in_one_spelling(plan: Plan) -> None:
    add(plan, "Basket #Über", "Search")
    setting(plan, "1", "labels+=über,#api,API")
    setting(plan, "2", "labels=ÜBER")
    assert [set(item(plan, ref).labels) for ref in "12"] == [{"Über", "api"}, {"Über"}]
    assert len(item(plan, "1").labels) == 2
    setting(plan, "1", "labels-=ÜBER")
    assert item(plan, "1").labels == ["api"]
    setting(plan, "1", "labels=web,api")
    assert sorted(item(plan, "1").labels) == ["api", "web"]
    setting(plan, "1", "labels=none")
    assert item(plan, "1").labels == []


def test_assignees_are_a_set(plan: Plan) -> None:
    add(plan, "Basket @ana @gus")
    setting(plan, "1", "assignees+=mia,gus,@gus")
    assert sorted(str(code(plan, id)) for id in item(plan, "1").assignees) == ["gus", "mia"]
    setting(plan, "1", "assignees-=gus")
    assert [code(plan, id) for id in item(plan, "1").assignees] == ["mia"]
    setting(plan, "1", "assignees=")
    assert item(plan, "1").assignees == []


def test_a_field_of_ones_own_keeps_its_spelling(plan: Plan) -> None:
    add(plan, "Basket")
    setting(plan, "1", "field.Environment=prod", "field.env=test")
    assert read.customs(plan, item(plan, "1").id) == {"Environment": "prod", "env": "test"}
    setting(plan, "1", "field.env=")
    assert read.customs(plan, item(plan, "1").id) == {"Environment": "prod"}


def test_a_date_is_read_in_the_time_zone_of_the_project(plan: Plan, time: Clock) -> None:
    add(plan, "Basket")
    time.set("2026-11-23T23:30:00+00:00")
    setting(plan, "1", "due=today")
    assert item(plan, "1").due == "2026-11-23"
    projects.change(plan, "ORD", {"timezone": "Europe/Berlin"})
    setting(plan, "1", "due=today")
    assert item(plan, "1").due == "2026-11-24"


def test_an_item_goes_to_another_project_into_the_column_of_that_name(plan: Plan) -> None:
    projects.add(plan, "OPS", "Operations", "waterfall")
    add(plan, "Disk in:done", "Basket in:doing")
    setting(plan, "1", "project=ops")
    setting(plan, "2", "project=Operations")
    assert [column(plan, ref) for ref in "12"] == ["Done", "Planned"]
    assert {read.projects(plan)[one.project_id].key for one in read.items(plan)} == {"OPS"}


def test_archived_and_deleted_items_come_back(plan: Plan) -> None:
    (id,) = add(plan, "Basket")
    assert items.archive(plan, [id]).message == "1 archived"
    assert item(plan, "1").archived
    items.archive(plan, [id], away=False)
    assert not item(plan, "1").archived


def test_several_items_are_changed_in_one_step(plan: Plan) -> None:
    ids = add(plan, "One", "Two")
    items.change_ids(plan, ids, [("priority", "=", "high"), ("labels", "+=", "x")])
    assert [one.priority for one in read.items(plan)] == ["high", "high"]
    history.undo(plan)
    assert [(one.priority, one.labels) for one in read.items(plan)] == [(None, []), (None, [])]
