"""What is around the items: columns, projects, people, comments, checks, time."""

import pytest

from pmtui.actions import columns, history, notes, people, projects
from pmtui.actions.renumber import renumber
from pmtui.errors import Refused, Usage
from pmtui.store import read
from pmtui.store.plan import Plan
from tests.store.plans import add, code, column, item, mark, setting


def project(plan: Plan) -> str:
    """The id of the first project."""
    return next(iter(read.projects(plan)))


def names(plan: Plan) -> list[str]:
    """The columns of the first board, from the left."""
    return [one.name for one in read.columns(plan, project(plan)).values() if not one.archived]


# --- columns ----------------------------------------------------------------------------------------------------------


def test_a_new_column_stands_before_the_done_ones_unless_it_is_one(plan: Plan) -> None:
    columns.add(plan, project(plan), "Test")
    columns.add(plan, project(plan), "Live", "done", {"wip": "9"})
    columns.add(plan, project(plan), "Ideas", "backlog", {"place": "1"})
    assert names(plan) == ["Ideas", "Backlog", "Ready", "Doing", "Review", "Test", "Done", "Live"]
    columns.change(plan, project(plan), "Test", {"place": "99"})
    columns.change(plan, project(plan), "Ready", {"place": "1", "name": "Prepared", "policy": "estimated"})
    assert names(plan) == ["Prepared", "Ideas", "Backlog", "Doing", "Review", "Done", "Live", "Test"]


@pytest.mark.parametrize(
    ("values", "hint"),
    [
        ({"wip": "many"}, "a number of cards or none"), ({"hard": "perhaps"}, "yes, no or auto"),
        ({"category": "odd"}, "backlog, ready, active, wait, done"), ({"place": "0"}, "from 1"),
        ({"name": " \x1b[0m"}, "needs a name"), ({"colour": "red"}, "a column has no colour"),
    ],
)  # fmt: skip
def test_a_column_says_what_it_can_be(plan: Plan, values: dict[str, str], hint: str) -> None:
    before = mark(plan.path)
    with pytest.raises(Usage, match=hint):
        columns.change(plan, project(plan), "Doing", {"policy": "x", **values})
    assert mark(plan.path)[0] == before[0]


@pytest.mark.parametrize("name", ["Doing", "doing", " DOING "])
def test_two_columns_never_share_a_name(plan: Plan, name: str) -> None:
    with pytest.raises(Refused, match="already a column"):
        columns.add(plan, project(plan), name)
    with pytest.raises(Refused, match="already a column"):
        columns.change(plan, project(plan), "Review", {"name": name})
    columns.change(plan, project(plan), "Doing", {"name": "doing"})  # its own name is free for itself
    assert "doing" in names(plan)


def test_a_column_with_cards_says_where_they_may_go(plan: Plan) -> None:
    add(plan, "One in:doing", "Two in:doing")
    with pytest.raises(Refused, match="still holds 2 cards; say where they go"):
        columns.remove(plan, project(plan), "Doing")
    with pytest.raises(Usage, match="another column"):
        columns.remove(plan, project(plan), "Doing", "doing")
    outcome = columns.remove(plan, project(plan), "Doing", "Review")
    assert outcome.message == "column Doing removed, 2 cards moved to Review"
    assert (names(plan), column(plan, "1")) == (["Backlog", "Ready", "Review", "Done"], "Review")
    columns.add(plan, project(plan), "Doing")  # the name is free again
    history.undo(plan)
    history.undo(plan)
    assert (names(plan), column(plan, "1")) == (["Backlog", "Ready", "Doing", "Review", "Done"], "Doing")


def test_an_empty_column_just_goes(plan: Plan) -> None:
    columns.remove(plan, project(plan), "Review")
    assert names(plan) == ["Backlog", "Ready", "Doing", "Done"]


# --- projects ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["ord", "ORD"])
def test_a_key_belongs_to_one_project(plan: Plan, key: str) -> None:
    with pytest.raises(Refused, match="already a project ORD"):
        projects.add(plan, key, "Other")
    projects.add(plan, "ops", "Operations")
    with pytest.raises(Refused, match="already a project ORD"):
        projects.change(plan, "OPS", {"key": key})
    projects.change(plan, "OPS", {"key": "ops2", "name": "Ops", "start": "1.12.2026", "timezone": "Europe/Berlin"})
    one = list(read.projects(plan).values())[1]
    assert (one.key, one.name, one.start, one.timezone) == ("OPS2", "Ops", "2026-12-01", "Europe/Berlin")


@pytest.mark.parametrize("key", ["", "1X", "A-B", "ABCDEFGHIJK", "ÄB", "A\x1b"])
def test_what_is_no_key_says_what_one_is(plan: Plan, key: str) -> None:
    with pytest.raises(Usage, match="a letter, then up to nine"):
        projects.add(plan, key, "Other")
    with pytest.raises(Usage, match="a letter, then up to nine"):
        projects.change(plan, "ORD", {"key": key})


@pytest.mark.parametrize(
    ("values", "hint"), [({"timezone": "Berlin"}, "Europe/Berlin"), ({"colour": "x"}, "has no colour")]
)
def test_a_project_says_what_it_can_be(plan: Plan, values: dict[str, str], hint: str) -> None:
    with pytest.raises(Usage, match=hint):
        projects.change(plan, "ORD", values)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Order portal", "ORD2"), ("Site reliability and operations", "SRO"), ("Zürich", "ZUR"), ("日本", "PRJ"),
        ("", "PRJ"), ("4", "PRJ"), ("X", "XPR"), ("42 Orders", "ORD2"),
    ],
)  # fmt: skip
def test_a_free_key_is_made_of_the_name(plan: Plan, name: str, key: str) -> None:
    assert projects.free_key(plan, name) == key
    projects.add(plan, projects.free_key(plan, name), name)


def test_an_archived_project_is_no_longer_the_default_and_can_come_back(plan: Plan) -> None:
    projects.add(plan, "OPS", "Operations")
    assert "archived=no" in projects.archive(plan, "ord").message
    add(plan, "Disk")
    assert read.projects(plan)[item(plan, "1").project_id].key == "OPS"
    projects.change(plan, "ORD", {"archived": "no"})
    add(plan, "Basket")
    assert read.projects(plan)[item(plan, "2").project_id].key == "ORD"


@pytest.mark.parametrize("template", projects.TEMPLATES)
def test_every_template_can_start_and_finish_work(plan: Plan, template: str) -> None:
    projects.add(plan, "NEW", "New", template)
    made = [one for one in read.columns(plan).values() if read.projects(plan)[one.project_id].key == "NEW"]
    assert {"active", "done"} <= {one.category for one in made}
    assert [(one.name, one.category, one.wip_limit) for one in made] == projects.TEMPLATES[template]


# --- people -----------------------------------------------------------------------------------------------------------


def test_a_person_goes_by_code_name_first_name_e_mail_and_alias(plan: Plan) -> None:
    people.add(plan, "@Gus", "Gus Meyer", email="gus@example.org", git_email="g@laptop")
    people.change(plan, "gus", {"alias": "Gustav"})
    wanted = people.known_as(plan, "gus", None)
    assert wanted
    for word in ("@gus", "GUS", "Gus Meyer", "gus", "GUS@example.org", "g@laptop", "gustav", " @gus "):
        assert people.known_as(plan, word, None) == wanted
    assert people.known_as(plan, "me", wanted) == wanted
    for word in ("", "@", "meyer", "nobody"):
        assert people.known_as(plan, word, None) is None


def test_a_first_name_that_two_have_means_neither(plan: Plan) -> None:
    people.add(plan, "gm", "Gus Meyer")
    people.add(plan, "gb", "Gus Brown")
    assert people.known_as(plan, "gus", None) is None


@pytest.mark.parametrize("word", ["zoe", "@zoe", "Zoe"])
def test_an_unknown_name_becomes_a_person_and_that_is_said(plan: Plan, word: str) -> None:
    add(plan, "Basket")
    outcome = setting(plan, "1", f"owner={word}")
    assert code(plan, item(plan, "1").owner_id) == "zoe"
    assert outcome.warnings == [f"{word.removeprefix('@')} is new here and was added as @zoe"]
    history.undo(plan)
    assert item(plan, "1").owner_id is None
    assert people.known_as(plan, "zoe", None)


def test_an_unknown_e_mail_becomes_a_person_known_by_it(plan: Plan) -> None:
    add(plan, "Basket")
    setting(plan, "1", "owner=zoe.k@example.org")
    one = read.people(plan)[item(plan, "1").owner_id or ""]
    assert (one.code, one.name, one.email) == ("zoe", "zoe.k", "zoe.k@example.org")


@pytest.mark.parametrize("word", ["@", "\x1b[0m", "@\u200b"])
def test_a_name_without_a_letter_names_nobody(plan: Plan, word: str) -> None:
    add(plan, "Basket")
    with pytest.raises(Usage, match="names nobody"):
        setting(plan, "1", f"owner={word}")


def test_the_actor_becomes_a_person_once(plan: Plan, ben: Plan) -> None:
    add(ben, "One")
    add(ben, "Two")
    assert sorted(one.code for one in read.people(plan).values()) == ["ana", "ben"]


def test_a_refused_step_leaves_no_new_person(plan: Plan) -> None:
    add(plan, "Basket")
    with pytest.raises(Usage):
        setting(plan, "1", "owner=zoe", "points=many")
    assert people.known_as(plan, "zoe", None) is None


@pytest.mark.parametrize(
    ("name", "made"),
    [("Gus Meyer", "gusm"), ("Gus", "gus2"), ("Meyer, Gus", "gusm"), ("Élodie", "elodie"), ("李", "someone")],
)
def test_codes_are_short_plain_and_free(plan: Plan, name: str, made: str) -> None:
    people.add(plan, "gus", "Gus")
    assert people.code_for(plan, name) == made


def test_a_code_belongs_to_one_person(plan: Plan) -> None:
    people.add(plan, "gus", "Gus Meyer")
    people.add(plan, "mia", "Mia")
    with pytest.raises(Refused, match="already a person called gus"):
        people.add(plan, "gus")
    with pytest.raises(Refused, match="already a person called gus"):
        people.change(plan, "mia", {"code": "gus"})
    with pytest.raises(Usage, match="no code for a person"):
        people.add(plan, "a b")
    with pytest.raises(Usage, match="nobody is called zoe"):
        people.change(plan, "zoe", {"name": "Zoe"})
    with pytest.raises(Usage, match="a person has no colour"):
        people.change(plan, "mia", {"colour": "red"})
    with pytest.raises(Usage, match="a number of hours"):
        people.change(plan, "mia", {"hours_per_day": "few"})


def test_people_are_never_removed_but_retired(plan: Plan) -> None:
    add(plan, "Basket @gus")
    people.retire(plan, "gus")
    (gus,) = [one for one in read.people(plan).values() if one.code == "gus"]
    assert gus.inactive
    assert item(plan, "1").owner_id == gus.id


def test_who_says_who_they_are_is_not_asked_again(plan: Plan) -> None:
    add(plan, "Basket @gus")
    for login, name in (("gm@laptop", "gus"), ("zk", "Zoe King")):
        people.introduce(plan, login, name)
        with Plan(plan.path, login) as other:
            add(other, "More")
    assert sorted(one.code for one in read.people(plan).values()) == ["ana", "gus", "zoe"]
    assert [code(plan, one.reporter_id) for one in read.items(plan)] == ["ana", "gus", "zoe"]


# --- what is written on items -----------------------------------------------------------------------------------------


def test_comments_are_signed_dated_cleaned_and_kept_when_changed(plan: Plan, ben: Plan) -> None:
    (id,) = add(plan, "Basket")
    notes.comment(ben, [id], " Looks\n\x1b[31mgood\x1b[0m \n")
    (one,) = read.comments(plan, id)
    assert (one.body, code(plan, one.author)) == ("Looks\ngood", "ben")
    notes.edit_comment(ben, id, one.id, "Looks great")
    assert [comment.body for comment in read.comments(plan, id)] == ["Looks great"]
    notes.edit_comment(ben, id, one.id, " ")
    assert read.comments(plan, id) == []
    history.undo(ben)
    history.undo(ben)
    assert [comment.body for comment in read.comments(plan, id)] == ["Looks\ngood"]
    with pytest.raises(Usage, match="needs some text"):
        notes.comment(plan, [id], "\x1b[0m")


def test_checks_keep_their_order_and_go_by_their_place(plan: Plan) -> None:
    (id,) = add(plan, "Basket")
    notes.add_checks(plan, id, ["tests", "", "docs"])
    notes.add_checks(plan, id, ["changelog"])
    assert notes.tick(plan, id, [1, 3]).message == "1: tests, changelog ticked"
    notes.tick(plan, id, [2], "gone")
    notes.tick(plan, id, [1], "open")
    first = read.checks(plan, id)[0]
    notes.rename_check(plan, id, first.id, "all tests")
    assert [(one.text, one.state) for one in read.checks(plan, id)] == [("all tests", "open"), ("changelog", "ok")]
    with pytest.raises(Usage, match="has 2 checks, there is no 3"):
        notes.tick(plan, id, [3])
    with pytest.raises(Usage, match="needs some text"):
        notes.add_checks(plan, id, [" "])
    with pytest.raises(Usage, match="needs some text"):
        notes.rename_check(plan, id, first.id, " ")


@pytest.mark.parametrize("minutes", [0, -5, 24 * 60 + 1])
def test_time_worked_fits_into_a_day(plan: Plan, minutes: int) -> None:
    (id,) = add(plan, "Basket")
    assert notes.log_time(plan, id, 90, "2026-11-23", "calls").message == "1h30 on 1 logged"
    with pytest.raises(Refused, match="between a minute and 24 hours"):
        notes.log_time(plan, id, minutes, "2026-11-23")


def test_numbers_that_nobody_shares_are_kept(plan: Plan) -> None:
    (id,) = add(plan, "Basket")
    assert renumber(plan).message == "no two items share a number"
    with pytest.raises(Refused, match="1 shares its number with no older item"):
        renumber(plan, [id])
