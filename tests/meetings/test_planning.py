"""Sprint planning and refinement: what is shown before anybody decides, and what every verb writes."""

from datetime import date

import pytest

from pmtui.actions import flow, leave, links, notes, sprint_course, sprints
from pmtui.errors import Refused, Usage
from pmtui.meetings.backlog import circles
from pmtui.meetings.planning import Planning, estimate_words, votes
from pmtui.meetings.retro import Retro
from pmtui.model.text import Unreadable
from pmtui.planning.leave import Absence
from pmtui.store import read
from pmtui.store import sprints as stored
from pmtui.store.meetings import entries, meetings
from pmtui.store.plan import Plan
from pmtui.store.undo import undo
from tests.store.plans import Clock, add, column, item, mark, says_what_its_log_says, setting

VELOCITY = (24, 21, 25, 19, 23)
BACKLOG = [
    "Refund API @gus ~2/3/6d +5pt",  # 1
    "Audit log @ben ~3d +3pt",  # 2
    "Refund mail +3pt",  # 3
    "Help text @ana +1pt",  # 4
    "Rate limit @ana",  # 5
    "Invoice PDF ~8d +13pt",  # 6
]


def id_of(plan: Plan, ref: str) -> str:
    """An item's id by its number."""
    return read.find(plan, ref)


def planning(plan: Plan, sprint: str | None = None) -> Planning:
    """A planning of the plan's one project."""
    return Planning(plan, list(read.projects(plan)), sprint)


@pytest.fixture
def backlog(plan: Plan) -> Plan:
    """The plan with six items, of which 1, 2 and 4 have acceptance criteria, and one milestone."""
    plan.db.execute("PRAGMA synchronous = OFF")
    add(plan, *BACKLOG, "Beta type:milestone")
    for ref in "124":
        notes.add_checks(plan, id_of(plan, ref), ["It works"], "Acceptance criteria")
    return plan


def held(plan: Plan, time: Clock) -> None:
    """Five sprints of the past, with the points of VELOCITY; afterwards it is Monday, 30 November 2026."""
    project = next(iter(read.projects(plan)))
    for place, points in enumerate(VELOCITY):
        time.set(f"2026-{9 + place // 2:02d}-{1 + place % 2 * 14:02d}T09:00:00")
        (done,) = add(plan, f"Past {place} +{points}pt")
        day = date(2026, 9 + place // 2, 1 + place % 2 * 14)
        sprints.add(plan, project, f"Sprint {10 + place}", day, day.replace(day=day.day + 11))
        sprint = sprints.sprint_named(plan, project, f"{10 + place}")
        sprints.pull(plan, [done], sprint)
        sprint_course.start(plan, sprint)
        flow.done(plan, [done])
        sprint_course.end(plan, sprint._replace(state="active"))
    time.set("2026-11-30T09:00:00")


def test_looking_writes_nothing_and_proposes_the_next_sprint(backlog: Plan) -> None:
    before = mark(backlog.path)
    view = planning(backlog).view
    assert (view.sprint.id, view.sprint.name, view.sprint.start) == ("", "Sprint 1", "2026-11-23")
    assert [one.item.ref for one in view.backlog.outside] == list("123456"), "a milestone is nothing to pull in"
    assert view.days == 10
    assert mark(backlog.path) == before


def test_ready_is_criteria_an_estimate_and_nothing_before_it(backlog: Plan, time: Clock) -> None:
    links.link(backlog, id_of(backlog, "2"), "FS", id_of(backlog, "4"))
    lacks = {one.item.ref: one.lacks for one in planning(backlog).view.backlog.outside}
    assert lacks == {
        "1": (), "2": (), "3": ("no acceptance criteria",), "4": ("waits for 2",),
        "5": ("no acceptance criteria", "no estimate"), "6": ("no acceptance criteria",),
    }  # fmt: skip
    sprints.add(backlog, next(iter(read.projects(backlog))), "Later", date(2027, 1, 11), date(2027, 1, 22))
    (wait,) = next(one for one in planning(backlog).view.backlog.outside if one.item.ref == "4").waits
    assert (wait.item.ref, wait.finish, wait.fine) == ("2", date(2026, 11, 25), True), "it is done before that begins"


def test_the_lines_of_the_forecast_fall_where_no_more_fits(backlog: Plan, time: Clock) -> None:
    held(backlog, time)
    of = planning(backlog)
    for ref in "12":
        of.toggle(id_of(backlog, ref))
    view = of.view
    assert (view.pace.history, view.pace.p85, view.pace.p50) == (VELOCITY, 19, 23)
    assert (view.amount, view.chance) == (8, 1.0)
    assert view.fits(view.pace.p85 or 0) == (3, 12), "3, 4 and 5 fit, 6 with its 13pt does not"
    setting(backlog, "6", "points=11")
    assert planning(backlog).view.fits(23) == (4, 23)
    assert of.sprint.name == "Sprint 15"


def test_without_points_the_items_of_past_weeks_forecast_the_sprint(plan: Plan, time: Clock) -> None:
    for week in range(6):
        time.set(f"2026-{10 + week // 4:02d}-{5 + week % 4 * 7:02d}T09:00:00")
        flow.done(plan, add(plan, *[f"Done {week} {place}" for place in range(3)]))
    time.set("2026-11-16T09:00:00")
    add(plan, "One", "Two", "Three")
    view = planning(plan).view
    assert view.pace.unit == "items"
    assert view.pace.method.startswith("2 weeks like any of the last")
    assert view.pace.p50 == 6


def test_a_young_team_is_told_how_little_is_known(backlog: Plan) -> None:
    view = planning(backlog).view
    assert "no whole week of history" in view.pace.missing
    assert (view.chance, view.pace.p50) == (None, None)


def test_what_is_open_in_another_sprint_is_not_to_be_taken(backlog: Plan) -> None:
    project = next(iter(read.projects(backlog)))
    sprints.add(backlog, project, "Sprint 1")
    sprints.pull(backlog, [id_of(backlog, "1")], sprints.sprint_named(backlog, project, "1"))
    sprint_course.start(backlog, sprints.sprint_named(backlog, project, "1"))
    view = planning(backlog).view
    assert (view.sprint.name, [one.ref for one in view.backlog.elsewhere]) == ("Sprint 2", ["1"])
    assert [one.item.ref for one in view.backlog.outside] == list("23456")


def test_a_retrospective_tells_of_an_ended_sprint_what_was_frozen(backlog: Plan, time: Clock) -> None:
    of = planning(backlog)
    for ref in "12":
        of.toggle(id_of(backlog, ref))
    of.commit("Refunds")
    time.set("2026-12-04T16:00:00")
    flow.done(backlog, [id_of(backlog, "2")])
    sprint_course.end(backlog, of.sprint, open_items="backlog")
    time.set("2026-12-07T09:00:00")
    scope = Retro(backlog, [of.project]).facts.scope
    assert scope is not None
    assert (scope.committed, scope.done, scope.carried, scope.added_items) == (8, 3, ["1"], [])


def test_capacity_is_the_calendar_less_leave_times_focus(backlog: Plan) -> None:
    leave.add(backlog, "gus", Absence(date(2026, 11, 24), date(2026, 12, 3), None))
    of = planning(backlog)
    of.toggle(id_of(backlog, "1"))
    setting(backlog, "1", "estimate=3d")
    of.refresh()
    loads = {one.person.code: one for one in of.view.loads}
    gus = loads["gus"]
    assert (gus.days, gus.hours, gus.planned, gus.leave) == (2, 2 * 8 * 0.8, 24, 8)
    assert gus.over == pytest.approx(11.2)
    assert loads["ana"].hours == 10 * 8 * 0.8
    assert "gus over by 11.2h" in [one.text.casefold() for one in of.view.checks]
    sprints.change(backlog, of.sprint, {"focus": "50%"})
    of.refresh()
    assert next(one.hours for one in of.view.loads if one.person.code == "ana") == 40


def test_warnings_are_live(backlog: Plan) -> None:
    links.link(backlog, id_of(backlog, "6"), "FS", id_of(backlog, "2"))
    of = planning(backlog)
    for ref in "235":
        of.toggle(id_of(backlog, ref))
    assert [one.text for one in of.view.checks] == [
        "no goal",
        "2 waits for 6, forecast Wed 2 Dec",
        "no owner: 3",
        "no acceptance criteria: 3 5",
        "no estimate: 5",
    ]
    of.set_goal("Refunds")
    of.toggle(id_of(backlog, "6"))
    assert [one.kind for one in of.view.checks][:2] == ["owner", "ready"], "6 is in the sprint itself now"


def test_a_planning_from_the_first_pull_to_the_commitment(backlog: Plan) -> None:
    of = planning(backlog)
    of.toggle(id_of(backlog, "1"))
    of.toggle(id_of(backlog, "3"))
    of.toggle(id_of(backlog, "3"))
    assert [one.item.ref for one in of.view.backlog.inside] == ["1"]
    of.capture("action", "Ask the bank @gus")
    with pytest.raises(Refused, match="needs a goal first"):
        of.commit()
    outcome = of.commit("Customers can refund")
    assert outcome.message == "Sprint 1 started: 1 item, 5pt committed"
    sprint = stored.sprint(backlog, of.sprint.id)
    assert (sprint.state, sprint.goal) == ("active", "Customers can refund")
    (meeting,) = meetings(backlog, of.project, "planning")
    assert meeting.ended is not None
    assert meeting.note is not None
    for words in ("# Planning Sprint 1", "Goal: Customers can refund", "1 Refund API, 5pt - ", "action: Ask the bank"):
        assert words in meeting.note
    assert backlog.one("SELECT count(*) FROM txn WHERE meeting = ?", (meeting.id,))[0] >= 4
    undo(backlog, item(backlog, "1").created_by)
    assert stored.sprint(backlog, sprint.id).state == "planned"
    assert stored.sprint(backlog, sprint.id).goal is None, "one step"


def test_rank_moves_within_the_column(backlog: Plan) -> None:
    of = planning(backlog)
    of.rank(id_of(backlog, "3"), -1)
    of.rank(id_of(backlog, "3"), -1)
    of.rank(id_of(backlog, "1"), 1)
    assert [one.item.ref for one in of.view.backlog.outside] == list("321456")
    with pytest.raises(Refused, match="3 is the first of Backlog"):
        of.rank(id_of(backlog, "3"), -1)
    with pytest.raises(Refused, match="6 is the last of Backlog"):
        of.rank(id_of(backlog, "6"), 1)


def test_refining_one_item(backlog: Plan) -> None:
    of = planning(backlog)
    five = id_of(backlog, "5")
    with pytest.raises(Refused, match="5 is not ready: no acceptance criteria, no estimate"):
        of.ready(five)
    of.add_criteria(five, "429 beyond the limit; the limit is configurable")
    of.estimate(five, "3pt 1/2/4d")
    of.set_owner(five, "gus")
    of.ready(five)
    now = item(backlog, "5")
    assert (now.points, now.estimate_o, now.estimate_p, column(backlog, "5")) == (3, 1, 4, "Ready")
    assert [one.checklist for one in read.checks(backlog, five)] == ["Acceptance"] * 2
    assert of.view.backlog.outside[0].item.ref == "5", "what is ready comes before the backlog"
    with pytest.raises(Refused, match="in Ready already"):
        of.ready(five)


def test_what_is_lacking_can_be_waived_with_a_reason(backlog: Plan) -> None:
    of = planning(backlog)
    assert "waived: no acceptance criteria" in of.ready(id_of(backlog, "3"), "a spike").message
    assert of.meeting is not None
    assert [(one.kind, one.text) for one in entries(backlog, of.meeting)] == [
        ("waived", "no acceptance criteria: a spike")
    ]


def test_votes_are_kept_and_the_middle_one_is_taken(backlog: Plan) -> None:
    of = planning(backlog)
    five = id_of(backlog, "5")
    assert of.vote(five, "ana 5 ben 3 8 5").message == "5: 5pt, votes 3 5 5 8, the middle one is taken"
    assert item(backlog, "5").points == 5
    assert sorted(one.text for one in of.votes_on(five)) == ["3", "5", "5", "8"]
    assert of.vote(five, "3 3").message == "5: 3pt, all agree"
    for wrong in ("5", "ana", "5 ben", "5 zoe 3"):
        with pytest.raises(Usage):
            votes(backlog, wrong)


def test_a_part_that_is_split_off_keeps_links_and_divides_the_points(backlog: Plan) -> None:
    for source, target in (("2", "6"), ("6", "3")):
        links.link(backlog, id_of(backlog, source), "FS", id_of(backlog, target), "2d")
    setting(backlog, "6", "owner=ben", "labels=pdf", "estimate=4/8/12d")
    of = planning(backlog)
    of.toggle(id_of(backlog, "6"))
    assert of.split(id_of(backlog, "6"), "Invoice in colour +5pt").message == "6 split: 8 Invoice in colour"
    whole, part = item(backlog, "6"), item(backlog, "8")
    assert (whole.points, part.points) == (8, 5)
    assert (round(whole.estimate_m or 0, 2), round(part.estimate_m or 0, 2)) == (4.92, 3.08)
    assert (part.owner_id, part.labels, part.sprint_id) == (whole.owner_id, ["pdf"], of.sprint.id)
    ends = {(one.kind, one.from_id, one.to_id, one.lag) for one in read.links(backlog, part.id)}
    assert ends == {
        ("FS", id_of(backlog, "2"), part.id, 2), ("FS", part.id, id_of(backlog, "3"), 2),
        ("spawned", whole.id, part.id, None),
    }  # fmt: skip
    assert [one.body for one in read.comments(backlog, part.id)] == ["Split from 6 Invoice PDF"]
    with pytest.raises(Refused, match="6 has 8pt"):
        of.split(whole.id, "All of it +8pt")
    undo(backlog, part.created_by)
    assert (item(backlog, "6").points, item(backlog, "8").deleted) == (13, True)
    assert says_what_its_log_says(backlog)


def test_what_is_snoozed_comes_back_on_its_day(backlog: Plan, time: Clock) -> None:
    of = planning(backlog)
    of.snooze(id_of(backlog, "5"), "mon")
    assert "5" not in [one.item.ref for one in of.view.backlog.candidates]
    assert [one.ref for one in of.view.backlog.snoozed] == ["5"]
    assert "5" not in [one.candidate.item.ref for one in of.view.queue]
    time.set("2026-11-30T09:00:00")
    of.refresh()
    assert "5" in [one.candidate.item.ref for one in of.view.queue]
    with pytest.raises(Usage, match="is not to come"):
        of.snooze(id_of(backlog, "5"), "today")


def test_the_refinement_queue_names_its_reasons(backlog: Plan, time: Clock) -> None:
    queue = {one.candidate.item.ref: one.reasons for one in planning(backlog).view.queue}
    assert queue == {
        "3": ("no acceptance criteria",),
        "5": ("no acceptance criteria", "no estimate"),
        "6": ("no acceptance criteria", "13pt, over 8pt", "8d, over 5d"),
    }
    time.wind(days=61)
    assert "61d old" in planning(backlog).view.queue[0].reasons


def test_circles_are_found_whatever_leads_into_them() -> None:
    assert circles({"a": ["b"], "b": ["c"], "c": ["b"], "d": ["a"]}) == {"b": ["b", "c"], "c": ["c", "b"]}
    assert circles({"a": ["a"]}) == {"a": ["a"]}
    assert not circles({"a": ["b", "c"], "b": ["c"]})


def test_dropping_needs_a_reason_and_a_planning_is_taken_up_where_it_was(backlog: Plan) -> None:
    of = planning(backlog)
    with pytest.raises(Usage, match="say why it is dropped"):
        of.drop(id_of(backlog, "6"), " ")
    assert of.meeting is None, "nothing has begun"
    of.drop(id_of(backlog, "6"), "nobody asked")
    assert item(backlog, "6").dropped == "nobody asked"
    again = planning(backlog)
    assert (again.meeting, again.sprint.id) == (of.meeting, of.sprint.id)


def test_a_sprint_that_is_taken_away_meanwhile_comes_back_with_the_next_pull(backlog: Plan) -> None:
    of = planning(backlog)
    of.toggle(id_of(backlog, "1"))
    sprints.remove(backlog, of.sprint)
    of.refresh()
    assert (of.sprint.id, of.view.backlog.inside) == ("", [])
    of.toggle(id_of(backlog, "2"))
    assert [one.item.ref for one in of.view.backlog.inside] == ["2"]


def test_a_file_of_an_older_version_can_be_looked_at_and_is_brought_up_to_date_by_the_first_pull(backlog: Plan) -> None:
    sprints.add(backlog, next(iter(read.projects(backlog))), "Sprint 1")
    for table, field in (("sprint", "focus"), ("item", "snoozed"), ("snapshot", "sprint_id")):
        backlog.db.execute(f"ALTER TABLE {table} DROP COLUMN {field}")
    for table in ("leave", "timer", "git_commit", "report", "report_part"):
        backlog.db.execute(f"DROP TABLE {table}")
    backlog.db.execute("PRAGMA user_version = 2")
    with Plan(backlog.path, "ana") as old:
        before = mark(old.path)
        of = planning(old)
        assert (of.sprint.name, len(of.view.backlog.outside)) == ("Sprint 1", 6)
        assert mark(old.path) == before
        of.toggle(id_of(old, "1"))
        assert ([one.item.ref for one in of.view.backlog.inside], old.outdated) == (["1"], False)


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("5", [("points", "5")]),
        ("0.5pt", [("points", "0.5")]),
        ("3d", [("estimate", "3d")]),
        ("5 2/3/6d", [("points", "5"), ("estimate", "2/3/6d")]),
    ],
)
def test_an_estimate_is_points_or_a_length(text: str, fields: list[tuple[str, str]]) -> None:
    assert estimate_words(text) == fields
    with pytest.raises((Usage, Unreadable)):
        estimate_words("much")
