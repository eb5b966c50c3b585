"""The retrospective: unsigned notes, votes, at most three actions, what the next one opens with, and two copies."""

from pathlib import Path

import pytest

from pmtui.actions import flow, history
from pmtui.actions.step import step
from pmtui.errors import Refused, Usage
from pmtui.exchange.paper_in import read_markdown
from pmtui.meetings.retro import GATHER, Retro, last_note
from pmtui.meetings.retro_words import told
from pmtui.model.text import Unreadable
from pmtui.store import read
from pmtui.store.dump import dump
from pmtui.store.plan import Plan
from tests.meetings.teams import acting, standup
from tests.store.plans import Clock, add, copied, item, join, mark, says_what_its_log_says, setting

ACTION = "List of rules at kickoff @eli ^fri measure: blocked by IT-Sec < 8h per sprint"


def project(plan: Plan) -> str:
    return next(iter(read.projects(plan)))


def retro(plan: Plan, anonymous: bool = True) -> Retro:
    """A retrospective of the plan's project."""
    return Retro(plan, [project(plan)], anonymous=anonymous)


def sprint(plan: Plan, name: str, first: str, last: str) -> str:
    """Plan a sprint; returns its id."""
    with step(plan) as act:
        return act.tx.create("sprint", {"project_id": project(plan), "name": name, "start": first, "finish": last})


def gathered(plan: Plan, *texts: str, kind: str = "problem") -> Retro:
    """One in which these were noted, unsigned."""
    of = retro(plan)
    for text in texts:
        of.note(kind, text)
    of.write_held()
    return of


def note(of: Retro, text: str) -> str:
    """The id of a note."""
    return next(one.id for one in of.notes if one.text == text)


@pytest.fixture
def sprint_14(plan: Plan, time: Clock) -> str:
    """Sprint 14, from 9 to 20 November, planned before it began; it is Friday the 20th, two in the afternoon."""
    time.set("2026-11-06T10:00:00")
    made = sprint(plan, "Sprint 14", "2026-11-09", "2026-11-20")
    time.set("2026-11-20T14:00:00")
    return made


# --- which period ----------------------------------------------------------------------------------------------------


def test_it_is_about_the_sprint_that_is_on(plan: Plan, sprint_14: str) -> None:
    assert retro(plan).period[:4] == (*map(type(retro(plan).today).fromisoformat, ("2026-11-09", "2026-11-20")),
                                      "Sprint 14", sprint_14)  # fmt: skip


def test_a_sprint_that_has_ended_comes_first_until_half_of_the_next_is_over(
    plan: Plan, sprint_14: str, time: Clock
) -> None:
    sprint(plan, "Sprint 15", "2026-11-23", "2026-12-04")
    time.set("2026-11-24T09:00:00")
    assert retro(plan).period.name == "Sprint 14"
    time.set("2026-12-01T09:00:00")
    assert retro(plan).period.name == "Sprint 15"
    time.set("2026-11-24T09:00:00")
    retro(plan).close()
    assert retro(plan).period.name == "Sprint 15", "each sprint has one"


def test_without_sprints_it_is_about_the_time_since_the_last_one_or_two_weeks(plan: Plan, time: Clock) -> None:
    time.set("2026-11-20T14:00:00")
    assert str(retro(plan).period.first) == "2026-11-07"
    retro(plan).close()
    time.set("2026-12-18T14:00:00")
    found = retro(plan).period
    assert (str(found.first), str(found.last), found.name) == ("2026-11-20", "2026-12-18", "since Fri 20 Nov")


def test_what_is_noted_after_the_end_is_kept_for_the_next(plan: Plan, sprint_14: str, time: Clock) -> None:
    retro(plan).close()
    gathered(plan, "thought of on the way home")
    time.set("2026-11-27T14:00:00")
    assert [one.text for one in retro(plan).notes] == ["thought of on the way home"]


# --- nobody's name ---------------------------------------------------------------------------------------------------


def test_looking_and_noting_without_a_name_write_nothing_until_gathering_ends(plan: Plan, sprint_14: str) -> None:
    before = mark(plan.path)
    of = retro(plan)
    of.place = GATHER
    assert of.facts
    assert of.preview()
    of.note("well", "pairing")
    of.note("problem", "firewall")
    assert mark(plan.path) == before
    of.go(1)
    assert mark(plan.path) != before
    assert {one.text for one in of.notes} == {"pairing", "firewall"}


def test_the_file_does_not_tell_who_wrote_a_note_where_when_or_in_which_order(
    plan: Plan, sprint_14: str, time: Clock
) -> None:
    texts = [f"note {number:02}" for number in range(20)]
    of = retro(plan)
    for text in texts:
        time.wind(seconds=20)
        of.note("problem", text)
    of.feel("2")
    of.write_held()
    whole = dump(plan)
    written = [row for row in whole["changes"] if '"text":"note ' in str(row[6]) or '"kind":"pulse"' in str(row[6])]
    (uid,) = {row[2] for row in written}
    (session,) = [row for row in whole["sessions"] if row[0] == uid]
    (txn,) = [row for row in whole["transactions"] if row[1] == uid]
    assert all('entity":"meeting"' not in str(row[6]) for row in whole["changes"] if row[2] == uid), (
        "nor which was first"
    )
    midnight = time.set("2026-11-20T00:00:00")
    assert session[1:3] == (None, None)
    assert (txn[2], txn[3], txn[4]) == (midnight, None, "rule")
    assert {row[1] >> 16 for row in written} == {midnight}, "the order of changes tells the day alone"
    alphabet = {row[0][:10] for row in written}
    assert len(alphabet) == 1, "and so do the ids"
    entries = plan.rows("SELECT text, at, person_id FROM meeting_entry WHERE kind = 'problem' ORDER BY id")
    assert [row[0] for row in entries] != texts
    assert {row[1:] for row in entries} == {(midnight, None)}
    assert plan.one("SELECT leader_id, started FROM meeting") == (None, midnight)
    assert says_what_its_log_says(plan)
    later = gathered(plan, "another")
    numbers = [s for (s,) in plan.rows("SELECT s FROM session WHERE actor IS NULL")]
    assert len(numbers) == 3
    assert max(numbers) < 0, "a session's number does not tell after which other it wrote"
    assert len(later.notes) == 21


def test_nobodys_notes_are_no_step_of_anybody_to_undo(plan: Plan, sprint_14: str) -> None:
    gathered(plan, "firewall")
    with acting(plan, "stranger@example.org") as other, pytest.raises(Refused):
        history.undo(other)
    assert len(retro(plan).notes) == 1


def test_a_note_that_is_to_be_signed_bears_its_writers_name(plan: Plan, sprint_14: str) -> None:
    of = retro(plan, anonymous=False)
    of.note("idea", "review slot at 11")
    (found,) = of.notes
    assert read.people(plan)[found.person or ""].code == "ana"


@pytest.mark.parametrize(("kind", "text", "error"), [
    ("praise", "x", Usage), ("well", "  ", Usage), ("well", "\x1b[2J\n", Usage), ("well", "x" * 2000, Unreadable),
])  # fmt: skip
def test_what_is_no_note_is_refused_in_a_line(plan: Plan, kind: str, text: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        retro(plan).note(kind, text)


@pytest.mark.parametrize("word", ["0", "6", "", "good"])
def test_the_pulse_goes_from_one_to_five(plan: Plan, word: str) -> None:
    with pytest.raises(Usage):
        retro(plan).feel(word)


# --- joining and voting ----------------------------------------------------------------------------------------------


def test_everybody_has_three_votes_and_those_of_joined_notes_count_together(plan: Plan, sprint_14: str) -> None:
    add(plan, "Retry @ana", "SSO @ben")
    of = gathered(plan, "firewall", "3 days for one port", "holiday plan")
    for text in ("firewall", "firewall", "3 days for one port", "holiday plan", "firewall", "firewall"):
        of.vote(note(of, text))
    with pytest.raises(Refused, match="2 people have 6"):
        of.vote(note(of, "firewall"))
    of.join(note(of, "3 days for one port"), note(of, "firewall"))
    assert [(one.text, one.votes, [other.text for other in one.joined]) for one in of.notes] == [
        ("firewall", 5, ["3 days for one port"]), ("holiday plan", 1, []),
    ]  # fmt: skip
    of.unvote(note(of, "holiday plan"))
    assert of.votes_left(None) == 1
    history.undo(plan)
    of.refresh()
    assert of.votes_left(None) == 0, "each is a step to undo"


def test_somebody_who_is_named_has_three_of_their_own(plan: Plan, sprint_14: str) -> None:
    of = gathered(plan, "firewall")
    with step(plan) as act:
        ben = act.person("ben")
        act.tx.set(ben, "role", "tester")
    for left in (2, 1, 0):
        of.vote(of.notes[0].id, ben)
        assert of.votes_left(ben) == left
    with pytest.raises(Refused, match="you have 3"):
        of.vote(of.notes[0].id, ben)


def test_notes_that_two_copies_joined_to_each_other_are_still_there(plan: Plan, sprint_14: str, tmp_path: Path) -> None:
    of = gathered(plan, "one", "two")
    with copied(plan, tmp_path / "other.db", "ben") as other:
        there = retro(other)
        of.join(note(of, "one"), note(of, "two"))
        there.join(note(there, "two"), note(there, "one"))
        join(plan, other)
    of.refresh()
    (found,) = of.notes
    assert {found.text, *(one.text for one in found.joined)} == {"one", "two"}


# --- whys, lessons, actions ------------------------------------------------------------------------------------------


def test_five_whys_are_asked_of_the_problem_with_most_votes_and_the_last_becomes_a_lesson(
    plan: Plan, sprint_14: str
) -> None:
    of = gathered(plan, "holiday plan", "SSO late")
    of.vote(note(of, "SSO late"))
    with pytest.raises(Refused):
        of.root_cause()
    for text in ("rule missing", "asked in week 5", "not on the list", "no list", "nobody owns @ the list"):
        of.why(text)
    with pytest.raises(Refused, match="five whys"):
        of.why("and why that")
    assert of.whys[0].text == "rule missing"
    (ref,) = of.root_cause().refs
    lesson = item(plan, ref)
    assert (lesson.type, lesson.title) == ("lesson", "nobody owns @ the list")
    assert lesson.body.splitlines()[:2] == ["Noted: SSO late", "Why: rule missing"]
    with pytest.raises(Refused):
        of.root_cause()


def test_an_action_has_one_owner_a_date_a_measure_a_label_and_goes_into_the_next_sprint(
    plan: Plan, sprint_14: str
) -> None:
    following = sprint(plan, "Sprint 15", "2026-11-23", "2026-12-04")
    (ref,) = retro(plan).act(ACTION).refs
    made = item(plan, ref)
    assert (made.type, made.title, made.labels) == ("action", "List of rules at kickoff", ["improve"])
    assert (made.due, made.sprint_id) == ("2026-11-27", following)
    assert read.people(plan)[made.owner_id or ""].code == "eli"
    assert plan.one("SELECT measure FROM item WHERE id = ?", (made.id,)) == ("blocked by IT-Sec < 8h per sprint",)


def test_owner_and_date_may_stand_behind_the_measure(plan: Plan, sprint_14: str) -> None:
    (ref,) = retro(plan).act("Review slot at 11 measure: wait < 1d @chi ^30.11").refs
    made = item(plan, ref)
    assert (made.due, plan.one("SELECT measure FROM item WHERE id = ?", (made.id,))) == ("2026-11-30", ("wait < 1d",))


@pytest.mark.parametrize(("text", "says"), [
    ("", "who, until when"),
    ("List of rules", r"an owner \(@eli\), a date \(\^fri\) and a measure"),
    ("List of rules @eli measure: blocked < 8h", r"lacks a date \(\^fri\)$"),
    ("List of rules @eli ^fri", r"lacks a measure \("),
    ("List of rules ^fri measure: blocked < 8h", r"lacks an owner \("),
    ("List of rules @eli @gus ^fri measure: blocked < 8h", "one owner: eli or gus"),
])  # fmt: skip
def test_half_an_action_is_refused_and_the_line_says_what_is_missing(plan: Plan, text: str, says: str) -> None:
    before = mark(plan.path)
    with pytest.raises(Usage, match=says):
        retro(plan).act(text)
    assert mark(plan.path) == before


def test_the_fourth_action_is_refused_until_one_is_dropped(plan: Plan, sprint_14: str) -> None:
    of = retro(plan)
    refs = [of.act(f"{number} {ACTION}").refs[0] for number in range(3)]
    with pytest.raises(Refused, match="3 actions are resolved"):
        of.act(ACTION)
    flow.drop(plan, [item(plan, refs[0]).id], "too large")
    of.refresh()
    of.act(ACTION)


def test_the_next_one_opens_with_its_actions_done_or_carried_and_asks_whether_they_helped(
    plan: Plan, sprint_14: str, time: Clock
) -> None:
    of = retro(plan)
    kept, left = (item(plan, of.act(f"{word} {ACTION}").refs[0]).id for word in ("Keep", "Leave"))
    of.close()
    time.set("2026-12-04T14:00:00")
    flow.done(plan, [kept])
    second = retro(plan)
    assert [(one.item.state, one.carried) for one in second.last] == [("done", 0), ("open", 0)]
    second.helped(kept, False)
    second.helped(kept, True)
    assert [one.helped for one in second.last] == [True, None]
    note = second.close()[1]
    assert "- [x] 1 Keep List of rules at kickoff - done, helped" in note
    assert "- [ ] 2 Leave List of rules at kickoff - carried x1" in note
    time.set("2026-12-18T14:00:00")
    third = retro(plan)
    assert [(one.item.id, one.carried) for one in third.last] == [(left, 1)], "what is done is told once"
    with pytest.raises(Usage):
        third.helped(kept, True)


# --- the end, and two copies -----------------------------------------------------------------------------------------


def test_the_note_tells_it_all_and_can_be_read_again(plan: Plan, sprint_14: str, time: Clock) -> None:
    of = gathered(plan, "waits for *firewall*", "review waits")
    of.note("thanks", "Gus thanks Ana")
    of.feel("4")
    of.vote(note(of, "waits for *firewall*"))
    of.why("no list")
    of.root_cause()
    of.act(ACTION)
    time.wind(minutes=52)
    outcome, text = of.close()
    assert outcome.message == "retrospective closed, 1 action"
    assert text == last_note(plan, project(plan))
    titles = {section.title: section.blocks for section in read_markdown(text).sections}
    assert titles[""] == ("Sprint 14, 52 minutes",)
    assert titles["Problems"][0] == (("1 vote: waits for *firewall*", "review waits"),)
    assert titles["Why: waits for *firewall*"][0] == (("Root cause: no list",),)
    assert titles["Actions"][0][0] == (
        "[ ] 2 List of rules at kickoff - eli - Fri 27 Nov - measure: blocked by IT-Sec < 8h per sprint",
    )
    assert {"Thanks", "Lessons", "Facts"} <= titles.keys()
    assert "pulse: 4.0 of 5" in titles["Facts"][0][0]
    setting(plan, "2", "title=Another")
    assert last_note(plan, project(plan)) == text, "it is frozen"
    history.undo(plan)
    history.undo(plan)
    assert retro(plan).meeting == of.meeting, "undo after closing opens it again"


def test_two_copies_that_hold_one_sprints_retrospective_hold_one(plan: Plan, sprint_14: str, tmp_path: Path) -> None:
    with copied(plan, tmp_path / "other.db", "ben") as other:
        here, there = gathered(plan, "noted here"), gathered(other, "noted there")
        assert here.meeting == there.meeting
        here.vote(here.notes[0].id)
        there.vote(there.notes[0].id)
        here.close()
        there.close()
        join(plan, other)
    text = last_note(plan, project(plan))
    assert "1 vote: noted here" in text
    assert "1 vote: noted there" in text
    assert plan.one("SELECT count(*) FROM meeting") == (1,)
    assert says_what_its_log_says(plan)


# --- the facts -------------------------------------------------------------------------------------------------------


@pytest.fixture
def told_sprint(plan: Plan, time: Clock) -> Retro:
    """Sprint 14 with 10 points committed: 5 done, blocked for 8 hours, reviewed for a day; 2 added; 5 carried."""
    time.set("2026-11-06T10:00:00")
    made = sprint(plan, "Sprint 14", "2026-11-09", "2026-11-20")
    add(plan, 'SSO in:ready +5pt sprint:"Sprint 14" @ana', 'Cart in:ready +5pt sprint:"Sprint 14" @ben')
    one, two = item(plan, "1").id, item(plan, "2").id
    time.set("2026-11-10T09:00:00")
    flow.start(plan, [one, two])
    flow.block(plan, [one], "IT-Sec")
    time.wind(hours=8)
    flow.unblock(plan, [one])
    time.set("2026-11-12T09:00:00")
    flow.move(plan, [one], "Review")
    time.set("2026-11-13T09:00:00")
    flow.done(plan, [one])
    add(plan, 'Hotfix in:doing +2pt sprint:"Sprint 14"', "Late again type:complaint")
    time.set("2026-11-16T09:30:00")
    held = standup(plan)
    time.wind(minutes=12)
    held.close()
    time.set("2026-11-20T14:00:00")
    of = retro(plan)
    assert of.period.sprint == made
    return of


def test_the_facts_are_what_the_log_tells_of_the_sprint(told_sprint: Retro) -> None:
    found = told_sprint.facts
    assert tuple(found.scope or ()) == ("pt", 10, 5, ["2", "3"], 2, ["3"])
    assert found.blocked == [("IT-Sec", 8.0)]
    assert dict(found.columns)["Doing"].now == 2.0
    assert dict(found.columns)["Review"].now == 1.0
    assert (found.finished.now, found.cycle_p50.now, found.cycle_p85.now) == (1, 4, 4)
    assert found.oldest == ("2", "Cart", 11)
    assert (found.standup.now, found.unplanned.now, found.complaints.now, found.risks.now) == (720, 1, 1, 0)
    words = dict(told(found))
    assert words["done"] == "5/10pt, carried 2, added 2pt"
    assert words["blocked"] == "8h: IT-Sec 8h"
    assert words["standup"] == "12:00"


def test_figures_stand_beside_those_of_the_last_period(told_sprint: Retro, plan: Plan, time: Clock) -> None:
    told_sprint.feel("4")
    told_sprint.close()
    sprint(plan, "Sprint 15", "2026-11-23", "2026-12-04")
    time.set("2026-12-04T14:00:00")
    found = retro(plan).facts
    assert (found.finished, found.complaints, found.pulse) == ((0, 1), (0, 1), (None, 4.0))
    assert dict(told(found))["finished"] == "0 (was 1)"


def test_a_plan_in_which_nothing_happened_has_its_facts_too(plan: Plan) -> None:
    assert dict(told(retro(plan).facts)) == {
        "finished": "0", "unplanned": "0", "complaints": "0", "risks happened": "0",
    }  # fmt: skip
