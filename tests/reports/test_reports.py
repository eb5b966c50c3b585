"""What reports say, to whom, and that an issued one never changes."""

import pytest

from pmtui.actions import baselines, flow, sprint_course, sprints
from pmtui.actions import reports as issued
from pmtui.actions.scheduling import scheduled
from pmtui.errors import Refused, Usage
from pmtui.meetings.review import Review
from pmtui.meetings.standup import Standup
from pmtui.model.paper import Bullets, Figure, Paper, Table, to_markdown, to_text
from pmtui.reports.document import paper_of
from pmtui.reports.html import page
from pmtui.reports.making import KINDS, Made, issue, make
from pmtui.store import read
from pmtui.store.plan import Plan
from pmtui.store.reports import Report
from tests.reports.papers import HOSTILE
from tests.store.plans import Clock, add, item, mark, setting

CARDS = ("1 Cart", "2 Checkout", "3 Search", "4 SSO")


@pytest.fixture
def week(plan: Plan, time: Clock) -> Plan:
    """A week of ORD: 1 and 2 were done in it, 4 is blocked, 5 Beta was baselined and is late, D6 waits, R7 is new."""
    plan.db.execute("PRAGMA synchronous = OFF")
    time.set("2026-11-09T09:00:00")
    add(plan, "Cart in:doing @ana +3pt", "Checkout in:doing @ben +5pt", "Search in:ready +8pt ~3d")
    add(plan, "SSO in:doing @ben ~3d", "Beta type:milestone after:4 ^13.11.2026")
    baselines.save(plan, scheduled(plan, project(plan)))
    time.set("2026-11-19T10:00:00")
    add(plan, "Which realm? type:decision @ben ^20.11.2026", "Vendor API slips type:risk @ana")
    flow.done(plan, [item(plan, "1").id, item(plan, "2").id])
    flow.block(plan, [item(plan, "4").id], "firewall rule 8443")
    time.set("2026-11-23T09:00:00")
    return plan


def project(plan: Plan) -> str:
    return next(iter(read.projects(plan)))


def told(plan: Plan, kind: str = "weekly", audience: str | None = None) -> Paper:
    """A report made of the plan as it is."""
    return make(plan, project(plan), kind, audience).paper


def section(paper: Paper, title: str) -> str:
    """What stands below a heading, as text."""
    found = [one for one in paper.sections if one.title == title]
    return to_text(paper._replace(sections=tuple(found)))


def freeze(plan: Plan, made: Made) -> Report:
    """Issue a report."""
    return issued.report(plan, made.project, issue(plan, made).refs[0])


def looks(plan: Plan, report: Report) -> tuple[str, ...]:
    """An issued report in every format."""
    document = issued.document(plan, report)
    paper = paper_of(document)
    return to_text(paper), to_markdown(paper), page(paper), issued.canonical(document)


def test_the_weekly_report_says_progress_challenges_and_solutions(week: Plan) -> None:
    made = told(week)
    assert made.title == "Weekly report ORD Order portal" and str(made.date) == "2026-11-23"
    titles = [one.title for one in made.sections]
    assert titles[1:5] == ["How it stands", "Progress", "Challenges", "Solutions"]
    assert "2 items, 8 points done" in section(made, "Progress") and "1 Cart, ana, 3pt" in section(made, "Progress")
    in_the_way = section(made, "Challenges")
    assert "4 SSO, ben, firewall rule 8443, 4d" in in_the_way
    assert "M5 Beta" in in_the_way and "later than promised" in in_the_way and "R7 Vendor API slips" in in_the_way
    assert "D6 Which realm?, ben, by Fri 20 Nov" in section(made, "Solutions")
    assert "! 3 days late" in section(made, "Decisions needed")
    assert [block.title for one in made.sections for block in one.blocks if isinstance(block, Figure)] == [
        "Burn-up", "Cumulative flow", "Cycle time", "Throughput",
    ]  # fmt: skip


def test_what_is_not_measured_says_so_and_is_never_green(week: Plan) -> None:
    (table,) = (block for one in told(week).sections if one.title == "How it stands" for block in one.blocks)
    assert isinstance(table, Table)
    rows = {row[0]: row for row in table.rows}
    assert rows["Cost"][1] == "[-] not measured" and rows["Cost"][-1]
    assert rows["Time"][1] == "[R] Red" and rows["Time"][-1].startswith("T1 M5 is ")


def test_an_override_stands_beside_its_rule_with_the_reason(week: Plan) -> None:
    Review(week, project(week)).rag("time", "amber", "float in UAT")
    stands = section(told(week), "How it stands")
    assert "[A] Amber, set by ana" in stands and "[R] Red. ana: float in UAT" in stands and "rule T1 M5" in stands


def test_the_team_is_shown_who_can_show_what(week: Plan) -> None:
    made = told(week, "weekly", "team")
    assert section(made, "Demo").splitlines()[3:] == ["- ana: 1 Cart", "- ben: 2 Checkout"]
    assert not [one for one in made.sections if one.title in ("How it stands", "Money")]


@pytest.mark.parametrize("kind", ["weekly", "steering"])
def test_the_steering_committee_reads_three_minutes_and_no_cards(week: Plan, kind: str) -> None:
    several = [f"Card{number} in:doing" for number in range(30)]
    add(week, *several, *(f"Ask{number} type:decision ^18.12." for number in range(30)))
    made = told(week, kind, "steering")
    text = to_text(made)
    assert not any(card in text for card in CARDS) and "Card2" not in text
    assert "2 items, 8 points done" in text and "M5 Beta" in text and "D6 Which realm?" in text
    assert "and 23 more decisions" in text, "nothing is left out silently"
    assert len(text.split()) < 3 * 200


def test_an_issued_report_never_changes_and_the_next_one_tells_what_did(week: Plan, time: Clock) -> None:
    first = freeze(week, make(week, project(week), "weekly"))
    before = looks(week, first)
    time.wind(days=1)
    setting(week, "1", "title=Basket")
    flow.done(week, [item(week, "3").id])
    assert looks(week, first) == before and issued.verify(week, first)
    second = told(week)
    assert "Since report 1, Mon 23 Nov." in to_text(second)
    assert section(second, "Progress").splitlines()[4:] == ["  - 3 Search, 8pt"]
    assert "Last report" in section(second, "How it stands")


def test_a_report_that_was_altered_is_found_out_and_not_shown(week: Plan) -> None:
    report = freeze(week, make(week, project(week), "weekly"))
    week.db.execute("UPDATE report_part SET text = replace(text, '[R] Red', '[G] Green')")
    assert not issued.verify(week, report)
    with pytest.raises(Refused, match="has been altered"):
        looks(week, report)


def test_looking_at_reports_writes_nothing(week: Plan) -> None:
    Standup(week, [project(week)]).close()
    sprints.add(week, project(week), "Sprint 1")
    sprints.pull(week, [item(week, "3").id], sprints.sprint_named(week, project(week), "1"))
    sprint_course.start(week, sprints.sprint_named(week, project(week), "1"))
    before = mark(week.path)
    for kind, audiences in KINDS.items():
        for audience in audiences:
            assert told(week, kind, audience).sections
    assert mark(week.path) == before


def test_a_sprint_that_ended_is_told_as_it_was_frozen(plan: Plan, time: Clock) -> None:
    add(plan, "Cart in:ready @ana +3pt", "Checkout in:ready @ben +5pt")
    home = project(plan)
    sprints.add(plan, home, "Sprint 1", goal="First order")
    sprint = sprints.sprint_named(plan, home, "Sprint 1")
    sprints.pull(plan, [item(plan, "1").id, item(plan, "2").id], sprint)
    sprint_course.start(plan, sprint)
    flow.done(plan, [item(plan, "1").id])
    time.wind(days=11)
    sprint_course.end(plan, sprints.sprint_named(plan, home, "Sprint 1"), open_items="backlog")
    made = told(plan, "sprint")
    assert made.title == "Sprint report ORD Sprint 1" and "Goal: First order" in to_text(made)
    assert section(made, "Done").splitlines()[3:] == ["- 1 Cart, ana, 3pt"]
    assert section(made, "Carried over").splitlines()[3:] == ["- 2 Checkout, ben, 5pt"]
    assert "1 of 2" in section(made, "How it went") and "38 %" in section(made, "How it went")
    setting(plan, "1", "points=13")
    assert told(plan, "sprint") == made
    steering = to_text(told(plan, "sprint", "steering"))
    assert "Cart" not in steering and "38 %" in steering


def test_the_standups_report_is_its_note(week: Plan) -> None:
    _, note = Standup(week, [project(week)]).close()
    assert to_markdown(told(week, "standup")) == note


def test_a_report_of_a_sprint_or_a_standup_is_nothing_that_a_review_counts_from(week: Plan) -> None:
    Standup(week, [project(week)]).close()
    freeze(week, make(week, project(week), "standup"))
    assert "Since Mon 16 Nov, a week ago." in to_text(told(week))


def test_hostile_words_are_only_shown_wherever_they_stand(week: Plan) -> None:
    clean = HOSTILE.replace("\x1b[31m", "").replace("\u202e", "")
    setting(week, "1", f"title={clean}")
    setting(week, "4", f"title={clean}")
    setting(week, "5", f"title={clean}")
    text = page(told(week))
    assert "<script" not in text and "<img" not in text and text.count("&lt;script&gt;") >= 3


def test_a_project_of_nothing_has_a_report_that_says_what_is_missing(plan: Plan) -> None:
    made = told(plan)
    assert "Nothing was finished" in to_text(made) and "[G]" not in section(made, "How it stands")
    assert isinstance(made.sections[-1].blocks[0], Bullets) and made.sections[-1].title == "What is missing"
    for kind, audience in (("weekly", "team"), ("steering", "steering")):
        assert page(told(plan, kind, audience))


@pytest.mark.parametrize(
    ("kind", "audience", "error", "said"),
    [
        ("daily", None, Usage, "there is no daily report; there is weekly, sprint, steering, standup"),
        ("steering", "team", Usage, "a steering report is for steering"),
        ("sprint", None, Refused, "no sprint has begun yet"),
        ("standup", None, Refused, "no standup has been held yet"),
    ],
)
def test_what_is_no_report_is_refused(plan: Plan, kind: str, audience: str, error: type[Exception], said: str) -> None:
    with pytest.raises(error, match=said):
        make(plan, project(plan), kind, audience)
