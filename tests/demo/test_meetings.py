"""The demo plan's meetings: every screen of theirs is full at its first look, and what it shows has happened."""

import pytest

from pmtui import clock
from pmtui.actions import timer
from pmtui.actions.reports import reports, verify
from pmtui.actions.workload import PersonLoad, workload
from pmtui.meetings.planning import Planning
from pmtui.meetings.retro import Retro, last_note
from pmtui.meetings.review import Review
from pmtui.meetings.standup import Standup
from pmtui.store import meetings as stored
from pmtui.store.plan import Plan


@pytest.fixture
def standup(plan: Plan, portal: str) -> Standup:
    """This morning's standup, not held yet."""
    return Standup(plan, [portal])


def test_the_last_standup_ended_on_friday_at_0942_and_there_was_one_on_every_day(
    plan: Plan, portal: str, standup: Standup
) -> None:
    held = stored.meetings(plan, portal, "standup")
    assert f"{clock.local(standup.agenda.since.since):%a %d %b %H:%M}" == "Fri 20 Nov 09:42"
    assert len({clock.local(one.started).date() for one in held}) == len(held) == 14
    assert all(one.note and one.ended and 9 * 60 <= (one.ended - one.started) // 1000 <= 15 * 60 for one in held)


def test_the_standup_opens_with_promises_one_carried_twice_and_one_due_today(standup: Standup) -> None:
    found = {one.item.ref: (one.kind, one.carried, one.item.due) for one in standup.agenda.promises}
    assert found == {
        "89": ("action", 5, "2026-11-20"), "93": ("action", 3, "2026-11-23"), "96": ("action", 2, "2026-11-24"),
        "51": ("blocker", 0, "2026-11-27"), "62": ("risk", 0, None),
    }  # fmt: skip


def test_what_a_standup_caught_hangs_on_its_card_and_what_blocked_one_is_gone(plan: Plan, portal: str) -> None:
    caught = "SELECT i.number, e.kind, i.state FROM meeting_entry e JOIN item i ON i.id = e.item_id WHERE e.kind IN "
    said = plan.rows(f"{caught} ('action', 'parking', 'blocker') AND i.number <> 104 AND i.number <> 105 ORDER BY 1")
    assert said == [
        (89, "action", "open"), (93, "action", "open"), (96, "action", "open"), (97, "parking", "open"),
        (106, "blocker", "done"),
    ]  # fmt: skip
    assert plan.one("SELECT blocked FROM item WHERE number = 55") == (None,)


def test_ben_is_off_this_afternoon_and_gus_has_left_a_word(standup: Standup) -> None:
    turns = {turn.person.code: turn for turn in standup.agenda.turns}
    assert turns["ben"].hours_words(standup.agenda.today, away=False) == "4h today, leave from 13:00"
    assert [entry.text[:17] for entry in turns["gus"].said] == ["At the university"]
    assert not any(turn.excused for turn in turns.values())


def test_one_sprint_has_ended_one_is_on_and_one_is_planned(plan: Plan) -> None:
    sprints = plan.rows("SELECT name, state, start, finish, goal FROM sprint ORDER BY start")
    assert [row[:4] for row in sprints] == [
        ("Sprint 13", "ended", "2026-11-02", "2026-11-13"),
        ("Sprint 14", "active", "2026-11-16", "2026-11-27"),
        ("Sprint 15", "planned", "2026-11-30", "2026-12-11"),
    ]
    assert [row[4] for row in sprints[1:]] == ["First paid order on staging", "Customers can refund a paid order"]
    left = "SELECT count(*) FROM item i JOIN sprint s ON s.id = i.sprint_id WHERE s.name = ? AND i.state = 'open'"
    assert [plan.one(left, (row[0],))[0] for row in sprints] == [0, 11, 8]


def test_planning_the_next_sprint_has_something_to_say_of_every_kind(plan: Plan, portal: str) -> None:
    view = Planning(plan, [portal]).view
    assert (view.sprint.name, view.points, view.velocity[-1].points_done) == ("Sprint 15", 21, 53)
    assert 0.7 < (view.velocity[-1].say_do or 0) < 0.9
    assert "1 sprint of history" in view.pace.missing
    assert [check.kind for check in view.checks] == ["dependency", "capacity", "owner", "ready"]
    assert {load.person.code for load in view.loads if load.over} == {"gus"}
    assert {load.person.code for load in view.loads if load.leave} == {"ben", "gus"}
    ready = [one.item.number for one in view.backlog.candidates if one.ready]
    assert {53, 58, 60, 72, 76} <= set(ready) and len(ready) < len(view.backlog.candidates) / 2


def test_everybody_has_work_and_only_gus_a_little_too_much_of_it(plan: Plan) -> None:
    def most(one: PersonLoad) -> int:
        return max(week.percent or 0 for week in one.weeks[:2])

    loads = {one.person.code: one for one in workload(plan)}
    assert {code for code, one in loads.items() if one.excesses} == {"gus"}
    assert 100 < most(loads["gus"]) <= 125
    assert all(most(one) >= 50 for one in loads.values())


def test_the_last_retrospective_is_whole_and_nobody_has_signed_a_note(plan: Plan, portal: str) -> None:
    note = last_note(plan, portal)
    assert "Sprint 13, 52 minutes" in note
    assert all(word in note for word in ("6 votes: ", "Root cause: ", "pulse: 3.9 of 5", " 104 ", " 105 "))
    kinds = "('well', 'problem', 'idea', 'thanks', 'pulse', 'vote')"
    assert plan.rows(f"SELECT 1 FROM meeting_entry WHERE kind IN {kinds} AND person_id IS NOT NULL") == []


def test_the_next_one_opens_with_its_actions_one_done_and_with_notes(plan: Plan, portal: str) -> None:
    retro = Retro(plan, [portal])
    assert (retro.period.name, retro.place) == ("Sprint 14", 0)
    assert [(one.item.number, one.item.state, bool(one.measure)) for one in retro.last] == [
        (104, "open", True),
        (105, "done", True),
    ]
    assert [note.kind for note in retro.notes] == ["well", "problem", "idea"]


def test_the_review_counts_from_the_report_of_a_week_ago_and_its_colours_teach(plan: Plan, portal: str) -> None:
    (known,) = reports(plan, portal)
    assert (known.kind, known.audience, verify(plan, known)) == ("weekly", "project", True)
    review = Review(plan, portal)
    assert review.since.words == "report 1, Mon 16 Nov"
    areas = {area.name: (area.status.colour, area.status.rule, area.before) for area in review.summary.areas}
    assert areas == {
        "overall": ("R", "O1", "R"), "scope": ("G", "S1", "G"), "time": ("R", "T1", "A"), "cost": ("-", "C1", "-"),
        "risk": ("R", "R2", "R"), "quality": ("A", "Q1", "G"), "team": ("A", "L1", "A"),
    }  # fmt: skip
    assert {area.name: area.override.colour for area in review.summary.areas if area.override} == {"time": "A"}
    assert len(review.summary.breath) == 3


def test_the_review_asks_for_decisions_and_shows_that_dates_slip(plan: Plan, portal: str) -> None:
    review = Review(plan, portal)
    asked = {one.ref: (one.due and one.due.isoformat(), one.waiting_cost) for one in review.decisions.waiting}
    assert asked["D70"] == ("2026-11-25", "a day of slip a day")
    assert asked["C66"][1]
    page = review.milestones
    assert [(one.ref, len(one.trend), one.direction) for one in page.milestones] == [
        ("M71", 2, "slipping"), ("M75", 2, "slipping"), ("M73", 2, "slipping"),
    ]  # fmt: skip
    assert all(one.chance < (one.chance_before or 0) for one in page.odds)
    assert [line.ref for line in review.next.lessons] == ["L103"]
    assert [line.ref for line in review.next.complaints] == ["K99"]


def test_a_timer_runs_and_others_have_run(plan: Plan) -> None:
    now = timer.running(plan)
    assert now is not None
    assert (plan.one("SELECT number FROM item WHERE id = ?", (now.item_id,)), timer.elapsed(now)) == ((42,), 23)
    assert plan.one("SELECT count(*) FROM time_entry WHERE source = 'timer'") == (3,)
