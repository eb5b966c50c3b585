"""The review: colours by rule with overrides beside them, what changed since the last report, pages that open items."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pmtui.actions import flow, leave, people, projects, risks
from pmtui.actions.history import undo
from pmtui.actions.notes import add_checks
from pmtui.actions.terms import THRESHOLDS
from pmtui.actions.thresholds import thresholds
from pmtui.errors import Refused, Usage
from pmtui.meetings.moments import since_named
from pmtui.meetings.review import Review
from pmtui.meetings.review_document import document
from pmtui.meetings.review_shapes import PAGES
from pmtui.model.text import Unreadable
from pmtui.planning.leave import Absence
from pmtui.planning.rag import Thresholds
from pmtui.store import meetings as stored
from pmtui.store.plan import Plan
from tests.meetings.reviews import area, colours, day, issue, milestone, project, promised, refs, review
from tests.store.plans import Clock, add, copied, join, log, setting


def test_a_project_without_any_history_has_no_colour_and_says_what_is_missing(plan: Plan) -> None:
    of = review(plan)
    assert set(colours(of).values()) == {"-"}
    assert all(one.status.words for one in of.summary.areas)
    for name in of.pages:
        of.page(name)
    assert of.milestones.missing[0].startswith("no milestone is open")
    assert "no task has a cost" in of.money.missing[0]
    assert of.since.words == "Mon 16 Nov, a week ago"


def test_looking_at_all_pages_writes_nothing(plan: Plan) -> None:
    promised(plan)
    before = log(plan)
    for audience in PAGES:
        json.dumps(document(review(plan, audience)))
    assert log(plan) == before


def test_time_is_red_by_rule_and_the_pm_s_amber_stands_beside_it_with_its_reason(plan: Plan, time: Clock) -> None:
    promised(plan)
    assert area(review(plan), "time").status.colour == "G"
    setting(plan, "1", "estimate=10d")
    of = review(plan)
    of.rag("time", "amber", "float in UAT")
    found = area(of, "time")
    assert found.status.said == "T1 M2 is 5 working days late, tolerance 3", "C5: 27 Nov to 4 Dec 2026"
    assert found.override is not None
    assert (found.override.colour, found.override.reason, found.override.code) == ("A", "float in UAT", "ana")
    assert colours(of)["overall"] == "R", "an override does not reach the overall colour"
    (told,) = [one for one in document(of)["areas"] if one["name"] == "time"]
    assert (told["colour"], told["rule"], told["override"]["colour"]) == ("R", "T1", "A")
    time.wind(minutes=1)
    of.rag("time", "none", "")
    assert area(of, "time").override is None


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (("tme", "amber", "x"), "did you mean time"),
        (("time", "pink", "x"), "there is red, amber, green, and none"),
        (("time", "amber", " "), "say why time is amber"),
    ],
)
def test_an_override_that_is_not_understood_begins_no_meeting(plan: Plan, words: tuple[str, ...], error: str) -> None:
    before = log(plan)
    with pytest.raises((Usage, Refused), match=error):
        review(plan).rag(*words)
    assert log(plan) == before


def test_an_override_holds_for_all_reports_of_the_day_and_no_longer(plan: Plan, time: Clock) -> None:
    of = review(plan)
    of.rag("team", "green", "all are here")
    of.say("One\n\nTwo")
    issue(plan)
    assert area(review(plan, "steering"), "team").override
    assert review(plan, "steering").breath == ("One", "Two")
    time.wind(days=1)
    assert not area(review(plan), "team").override
    assert review(plan).breath == ()


def test_what_is_said_of_it_all_has_three_lines_at_most(plan: Plan) -> None:
    of = review(plan)
    with pytest.raises(Usage, match="3 lines say it all; these are 4"):
        of.say("a\nb\nc\nd")
    with pytest.raises(Unreadable):
        of.say("x" * 400)
    assert of.meeting is None
    of.say("First paid order\x1b[31m on staging")
    assert review(plan).breath == ("First paid order on staging",)
    assert review(plan, "steering").breath == ("First paid order on staging",), "another audience's, while it has none"


def test_thresholds_are_the_project_s_own(plan: Plan) -> None:
    assert Thresholds._fields == THRESHOLDS
    promised(plan)
    setting(plan, "1", "estimate=10d")
    projects.change(plan, "ORD", {"milestone_tolerance": "6", "scope_growth": "25%"})
    assert area(review(plan), "time").status.colour == "A"
    projects.change(plan, "ORD", {"milestone_tolerance": "none"})
    assert area(review(plan), "time").status.colour == "R"
    assert thresholds(plan, project(plan)) == Thresholds(scope_growth=25)
    for text in ("soon", "-1", "1e9"):
        with pytest.raises(Usage, match="milestone_tolerance"):
            projects.change(plan, "ORD", {"milestone_tolerance": text})


def test_a_milestone_that_is_open_after_its_day_is_late_by_the_day_it_is(plan: Plan, time: Clock) -> None:
    promised(plan)
    flow.done(plan, [review(plan).basis.chart.rows[0].id])  # type: ignore[union-attr]
    time.set("2026-12-02T09:00:00")
    assert milestone(review(plan), "M2").late == 3


def test_milestones_show_baseline_last_report_now_and_their_trend(plan: Plan, time: Clock) -> None:
    promised(plan)
    issue(plan)
    time.wind(days=1)
    setting(plan, "1", "estimate=8d")
    issue(plan)
    time.wind(days=1)
    setting(plan, "1", "estimate=10d")
    of = review(plan)
    (found,) = of.milestones.milestones
    assert (found.baseline, found.before, found.now) == (day("2026-11-27"), day("2026-12-02"), day("2026-12-04"))
    assert (found.late, found.moved, found.over) == (5, 2, True)
    assert [said for _, said in found.trend] == [day("2026-11-27"), day("2026-12-02"), day("2026-12-04")]
    assert found.direction == "slipping"
    assert of.summary.odds is not None, "page one has the odds of the last report"
    (odds,) = of.milestones.odds
    assert odds.item == found.item
    assert (odds.promised, odds.p85_before) == (found.baseline, day("2026-12-02"))
    assert odds.chance_before == of.summary.odds.chance


def test_what_changed_is_told_since_the_last_report_of_the_audience_else_of_any(plan: Plan, time: Clock) -> None:
    add(plan, "A +3pt", "B +5pt", "C +1pt", "D +2pt")
    issue(plan, "steering")
    flow.done(plan, [review(plan).basis.chart.rows[0].id])  # type: ignore[union-attr]
    setting(plan, "2", "points=8")
    setting(plan, "3", "dropped=not needed")
    add(plan, "E +2pt", "What now? type:decision")
    of = review(plan, "steering")
    assert of.since.words == "report 1, Mon 23 Nov"
    assert {name: tuple(one) for name, one in of.summary.changed.sums.items()} == {
        "done": (1, 3), "added": (1, 2), "removed": (1, 1), "estimates": (1, 3),
    }  # fmt: skip
    assert of.summary.changed.done == [], "the steering committee sees no cards"
    found = review(plan).flow.changed
    assert (refs(found.done), refs(found.added), refs(found.removed)) == (["1"], ["5"], ["3"])
    assert [(one.ref, one.before, one.now) for one in found.estimates] == [("2", "5pt", "8pt")]
    assert (found.before.points, found.now.points, found.now.points_done) == (11, 15, 3)
    issue(plan)
    assert not any(one.items for one in review(plan).summary.changed.sums.values())
    assert review(plan, "steering").since.words.startswith("report 1"), "it has one of its own"


def test_what_was_undone_has_not_changed(plan: Plan) -> None:
    (id,) = add(plan, "A +3pt")
    issue(plan)
    flow.done(plan, [id])
    undo(plan)
    setting(plan, "1", "points=5")
    setting(plan, "1", "points=3")
    assert not any(one.items for one in review(plan).summary.changed.sums.values())


def test_what_an_import_told_is_no_change(plan: Plan, tmp_path: Path) -> None:
    with copied(plan, tmp_path / "other.db", "ben"):
        pass
    issue(plan)
    with plan.transaction("import") as tx:
        home = project(plan)
        column = next(iter(review(plan).basis.categories))
        cells = {"number": 1, "type": "task", "title": "From afar", "project_id": home, "column_id": column}
        tx.create("item", {**cells, "rank": "m", "points": 5.0})
    changed = review(plan).summary.changed
    assert not any(one.items for one in changed.sums.values())
    assert changed.before.points == changed.now.points == 5


def test_scope_grows_against_the_baseline_but_for_what_an_approved_change_brought(plan: Plan) -> None:
    promised(plan)
    add(plan, "More +4pt")
    assert area(review(plan), "scope").status.said.startswith("S1 scope 5 > 9 pt since baseline B0: +80 %")
    add(plan, "Vouchers too type:change")
    setting(plan, "3", "parent=4")
    of = review(plan)
    (asked,) = of.decisions.waiting
    of.decide(asked.item, "approve", "the sponsor wants it")
    assert area(of, "scope").status.colour == "G"
    assert ", 4 of it approved" in area(of, "scope").status.words


def test_quality_sees_severe_bugs_and_what_was_finished_unchecked(plan: Plan) -> None:
    (bug, card) = add(plan, "Total is off type:bug !high", "Retry")
    assert area(review(plan), "quality").status.said == "Q1 1 severe bug is open, limit 3"
    flow.done(plan, [bug])
    add_checks(plan, card, ["tested"])
    assert area(review(plan), "quality").status.colour == "G"
    flow.done(plan, [card])
    found = area(review(plan), "quality").status
    assert (found.rule, found.items) == ("Q2", (card,))


def test_risks_show_what_they_scored_at_the_last_report(plan: Plan) -> None:
    (vendor, gone, old) = add(plan, "Vendor type:risk @eli", "Sandbox type:risk", "Old type:risk")
    for id in (vendor, gone, old):
        risks.score(plan, [id], 3, 4)
    setting(plan, "1", "cost=10k", "chance=50%")
    issue(plan)
    risks.score(plan, [vendor], 4, 4, "no date in the mail")
    risks.happened(plan, gone)
    flow.done(plan, [old])
    (new,) = add(plan, "New type:risk")
    risks.score(plan, [new], 1, 1)
    setting(plan, "1", "cost=20k")
    page = review(plan).risks
    assert [(one.ref, one.score, one.before, one.mark) for one in page.open] == [
        ("R1", 16, 12, "^"), ("R5", 1, None, "+"),
    ]  # fmt: skip
    assert (refs(page.occurred), refs(page.closed)) == (["R2"], ["R3"])
    assert (page.exposure, page.exposure_before) == (10_000, 5_000)
    assert area(review(plan), "risk").status.said.startswith("R1 R1 scores 16 and has no active response")
    risks.respond(plan, vendor, "mitigate")
    assert area(review(plan), "risk").status.colour == "A"


def test_decisions_stand_late_ones_first_and_are_taken_in_the_meeting(plan: Plan) -> None:
    add(plan, "Realm? type:decision @eli ^27.11.2026", "Carrier? type:decision ^20.11.2026", "Vouchers type:change")
    setting(plan, "1", "waiting_cost=1d slip per day")
    of = review(plan, "steering")
    waiting = of.decisions.waiting
    assert [(one.ref, one.late, one.decider) for one in waiting] == [("D2", 3, ""), ("D1", 0, "eli"), ("C3", 0, "")]
    assert waiting[1].waiting_cost == "1d slip per day"
    with pytest.raises(Refused):
        of.decide(waiting[1].item, "approve", "")
    assert of.meeting is None
    of.decide(waiting[1].item, "approve", "one realm @eli")
    (taken,) = of.decisions.taken
    assert (taken.ref, taken.verdict, taken.people, taken.reason) == ("D1", "approved", ("eli",), "one realm")
    assert refs(of.decisions.waiting) == ["D2", "C3"]
    (decided,) = {row[0] for row in plan.rows("SELECT meeting FROM txn WHERE meeting IS NOT NULL")}
    assert decided == of.meeting


def test_who_has_left_is_still_called_by_name_and_what_they_hold_is_listed(plan: Plan) -> None:
    add(plan, "Realm? type:decision @eli", "SSO in:doing @eli")
    people.retire(plan, "eli")
    of = review(plan)
    assert of.decisions.waiting[0].decider == "eli"
    assert refs(of.next.left) == ["D1", "2"]


def test_people_stand_with_their_leave_and_the_load_that_colours_the_team(plan: Plan) -> None:
    add(plan, "Migration in:doing @ana ~15d ^27.11.2026")
    leave.add(plan, "ana", Absence(day("2026-11-26"), day("2026-11-27")), "school")
    of = review(plan)
    assert (area(of, "team").status.colour, area(of, "team").status.rule) == ("A", "L1")
    (ana,) = of.next.people
    assert ana.leave == ("Thu 26 Nov to Fri 27 Nov, school",)
    assert ana.over
    assert ana.load[0].endswith("% !")


def test_the_next_period_has_actions_what_is_silent_and_what_comes(plan: Plan, time: Clock) -> None:
    add(plan, "Cron in:doing", "Ask for the rule type:action @eli ^24.11.2026", "Rule type:action @ben ^18.12.2026")
    time.set("2026-12-09T09:00:00")
    add(plan, "SSO in:doing", "Go live type:milestone", "Refund late type:complaint", "Ask early type:lesson")
    setting(plan, "5", "constraint=fnet 18.12.2026", "due=18.12.2026")
    of = review(plan)
    of.feedback("users miss the export")
    page = of.next
    assert (refs(page.overdue), refs(page.actions), refs(page.silent)) == (["A2"], ["A3"], ["1"])
    assert page.silent[0].fact == "not changed for 16 days"
    assert (refs(page.due), refs(page.complaints), refs(page.lessons)) == (["M5"], ["K6"], ["L7"])
    assert [one.fact for one in page.feedback] == ["users miss the export"]


def test_every_line_of_every_page_opens_an_item_that_is_there(plan: Plan, time: Clock) -> None:
    promised(plan)
    add(plan, "SSO in:doing @ben +3pt", "Old", "Realm? type:decision", "Vendor type:risk @eli", "Bug type:bug !urgent")
    issue(plan)
    time.wind(days=8)
    setting(plan, "4", "dropped=no")
    risks.happened(plan, review(plan).risks.open[0].item)
    add(plan, "Ask type:action ^24.11.2026", "New +1pt")
    known = {id for (id,) in plan.rows("SELECT id FROM item")}

    def lines(value: Any) -> Iterator[str | None]:
        if hasattr(value, "item"):
            yield value.item
        if hasattr(value, "items") and hasattr(value, "rule"):
            yield from value.items
        for part in value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ():
            yield from lines(part)

    for audience, pages in PAGES.items():
        of = review(plan, audience)
        found = [id for name in pages for id in lines(of.page(name))]
        assert len(found) > 5
        assert set(found) <= known


def test_two_copies_hold_one_review_and_a_merge_has_what_either_said(plan: Plan, tmp_path: Path, time: Clock) -> None:
    promised(plan)
    with copied(plan, tmp_path / "other.db", "ben") as other:
        of = review(plan)
        of.rag("team", "amber", "two are ill")
        time.wind(minutes=1)
        review(other).rag("quality", "red", "users complain")
        join(plan, other)
    assert set(review(plan).overrides) == {"team", "quality"}
    assert [one.id for one in stored.meetings(plan, project(plan), "review")] == [of.meeting]


def test_closing_keeps_a_note_of_colours_overrides_decisions_and_captures(plan: Plan, time: Clock) -> None:
    add(plan, "Realm? type:decision")
    of = review(plan)
    of.rag("team", "amber", "two are ill")
    of.decide(of.decisions.waiting[0].item, "reject", "no money")
    of.capture("action", "Ask the vendor @eli")
    time.wind(minutes=30)
    _, note = of.close()
    for line in (
        "- team [-] L1 nobody has work with a length and a date",
        "ana says [A]: two are ill",
        "D1 Realm?: rejected by ana: no money",
    ):
        assert line in note
    assert "- A2 Ask the vendor - eli" in note
    assert review(plan).meeting is None, "the next one is another"
    since = since_named(plan, project(plan), "last review")
    assert since is not None
    assert since.window.since == time.now


def test_moments_have_names(plan: Plan) -> None:
    for words, error in (("last report", "no report"), ("last review", "no review"), ("last standup", "no standup")):
        with pytest.raises((Refused, Usage), match=error):
            since_named(plan, project(plan), words)
    assert since_named(plan, project(plan), "13.11") is None
    issue(plan)
    for words in ("report 1", "Last  Report"):
        since = since_named(plan, project(plan), words)
        assert since is not None
        assert since.report is not None


def test_a_report_that_was_altered_or_holds_something_else_breaks_no_review(plan: Plan) -> None:
    promised(plan)
    issue(plan)
    issue(plan)
    (first, second) = (id for (id,) in plan.rows("SELECT id FROM report_part ORDER BY id"))
    with plan.transaction() as tx:
        tx.set(first, "text", "[")
        tx.set(second, "text", '{"review":{"areas":[7],"milestones":{"a":1},"odds":[{"p50":"soon"}]}}')
    of = Review(plan, project(plan))
    assert of.summary.odds is None
    assert milestone(of, "M2").before is None
    assert of.milestones.milestones


def test_a_plan_that_goes_in_a_circle_is_told_and_all_else_is_there(plan: Plan, tmp_path: Path) -> None:
    add(plan, "A", "B after:1")
    with copied(plan, tmp_path / "other.db", "ben") as other:
        ids = [id for (id,) in plan.rows("SELECT id FROM item ORDER BY number")]
        with other.transaction() as tx:
            tx.create("link", {"from_id": ids[1], "to_id": ids[0], "kind": "FS"})
        join(plan, other)
    of = review(plan)
    assert area(of, "time").status.words.startswith("the plan goes in a circle: ")
    assert of.summary.missing
    for name in of.pages:
        of.page(name)
    json.dumps(document(of))
