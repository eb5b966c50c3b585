"""`pmtui review` and `pmtui decide`: what they print, what they write and what not, and how they say no."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.store.plans import mark

DOCUMENT = [
    "project", "audience", "today", "since", "thresholds", "areas", "breath", "summary", "changed", "milestones",
    "odds", "missing", "baseline", "method", "money", "flow", "risks", "decisions", "next",
]  # fmt: skip


@pytest.fixture
def asked(run: Run, plan: Path) -> Path:
    """The plan with a decision, 7, a milestone, 8, and a baseline that has been left by five working days."""
    run("project", "set", "ORD", "timezone=UTC")
    run("add", "-", stdin="Which realm? type:decision @eli ^25.11.2026\nBeta type:milestone")
    run("set", "8", "constraint=fnet 27.11.2026")
    run("baseline", "save", "Approved")
    run("set", "8", "constraint=fnet 4.12.2026")
    return plan


def test_the_first_page_says_how_it_stands_and_why(run: Run, asked: Path) -> None:
    lines = run("review", "--ascii").out.splitlines()
    assert lines[:2] == ["Review ORD Order portal  week 48  for project  page 1/7 Summary", "since Mon 16 Nov, a week ago"]
    assert lines[2] == "Overall [R]  Scope [G]  Time [R]  Cost [-]  Risk [-]  Quality [G]  Team [G]"
    assert "  time     [R]  T1  M8 is 5 working days late, tolerance 3" in lines
    assert "  M8  Beta  Fri 27 Nov               Fri 4 Dec  +5wd     !  0d" in lines
    assert "  D7  Which realm?  by Wed 25 Nov  eli" in lines


def test_an_override_is_shown_beside_the_rule_with_its_reason(run: Run, asked: Path) -> None:
    assert run("review", "rag", "time", "amber", "float in UAT").err == "time A, against the rule: float in UAT\n"
    lines = run("review").out.splitlines()
    assert "Time [R] ana says [A]" in lines[2]
    assert "           [A]      ana: float in UAT" in lines
    (time,) = [one for one in run("review", "--json").json["areas"] if one["name"] == "time"]
    assert (time["colour"], time["override"]["colour"], time["override"]["person"]) == ("R", "A", "ana")


def test_the_json_has_all_pages_or_the_one_that_is_asked_for(run: Run, asked: Path) -> None:
    whole = run("review", "--json").json
    assert list(whole) == DOCUMENT
    assert whole["since"] == {"at": "2026-11-16T09:28:00+00:00", "words": "Mon 16 Nov, a week ago", "report": None}
    (beta,) = whole["milestones"]
    assert (beta["number"], beta["ref"], beta["baseline"], beta["now"]) == (8, "M8", "2026-11-27", "2026-12-04")
    (asked_for,) = whole["decisions"]["waiting"]
    assert (asked_for["number"], asked_for["decider"], asked_for["due"]) == (7, "eli", "2026-11-25")
    assert "risks" not in run("review", "--json", "--page", "decisions").json
    assert list(run("review", "--for", "steering", "--json").json)[-3:] == ["money", "risks", "decisions"]


def test_pages_go_by_number_and_name_and_each_audience_has_its_own(run: Run, asked: Path) -> None:
    assert "Milestones against B0 Approved, tolerance 3wd" in run("review", "--page", "2").out
    assert "Cards by column" in run("review", "--page", "flow").out
    every = run("review", "--page", "all", "--for", "steering").out
    assert [f"page {place}/5" in every for place in range(1, 6)] == [True] * 5
    assert "Cards by column" not in every


def test_looking_writes_nothing(run: Run, asked: Path) -> None:
    before = mark(asked)
    for words in (["--page", "all"], ["--json"], ["--for", "team"], ["--since", "fri"]):
        assert run("review", *words).code == 0
    assert mark(asked) == before


def test_what_is_said_of_it_all_stands_on_the_first_page(run: Run, asked: Path) -> None:
    run("review", "say", "-", stdin="Beta slips.\nWe need D7.\n")
    assert run("review").out.splitlines()[4:6] == ["  Beta slips.", "  We need D7."]


def test_a_decision_is_recorded_shown_and_taken_back(run: Run, asked: Path) -> None:
    said = run("decide", "D7", "approve", "one", "realm", "for", "both", "@eli")
    assert (said.code, said.err) == (0, "7 approved: one realm for both\n")
    assert "  decided    approved by eli, Mon 23 Nov 09:28: one realm for both" in run("show", "7").out.splitlines()
    shown = run("show", "7", "--json").json
    assert (shown["verdict"], shown["decided_by"], shown["state"]) == ("approved", ["eli"], "done")
    assert "one realm for both" in run("review", "--page", "decisions").out
    assert run("undo").code == 0
    assert run("show", "7", "--json").json["verdict"] is None


def test_what_waiting_costs_is_a_field(run: Run, asked: Path) -> None:
    run("set", "7", "waiting_cost=1d slip per day", "measure=one login")
    lines = run("show", "7").out.splitlines()
    assert "  waiting    1d slip per day" in lines
    assert "  measure    one login" in lines
    assert "1d slip per day" in run("review").out


REFUSED = [
    ("review --page 9", 2, "there is no page 9; for project there is 1 summary, 2 milestones, 3 money,"),
    ("review --for nobody", 2, "nobody is no audience; there is project, steering, team"),
    ("review --since tomorrow", 2, "tomorrow is still to come"),
    ("review --since report", 2, "report: not a date"),
    ("review --since last\tstandup", 1, "no standup has been held yet"),
    ("review --since last\treport", 2, "no report has been issued yet"),
    ("review paint it red", 2, "review knows no paint; there is rag, say, feedback"),
    ("review rag time", 2, "the form is `pmtui review rag AREA red|amber|green|none REASON`"),
    ("review rag time amber", 1, "say why time is amber against the rule"),
    ("review feedback", 2, "say what the feedback is"),
    ("decide 7 postpone later", 2, "the form is `pmtui decide REF approve|reject|defer REASON`"),
    ("decide 2 approve fine", 1, "2 is a task; what is decided are decisions and changes"),
    ("decide 99 approve fine", 2, "there is no item 99"),
]
"""What is typed (a tab for a blank within a word), the exit code, how the one line begins."""


def test_what_is_not_understood_is_said_in_one_line_and_writes_nothing(run: Run, asked: Path) -> None:
    before = mark(asked)
    for words, code, line in REFUSED:
        said = run(*(word.replace("\t", " ") for word in words.split(" ")))
        assert (said.code, said.out) == (code, ""), words
        assert said.err.startswith(f"pmtui: {line}"), words
        assert said.err.count("\n") == 1, words
    assert mark(asked) == before


def test_hostile_titles_do_no_harm(run: Run, asked: Path) -> None:
    run("add", "\x1b]0;owned\x07Realm\x1b[31m? type:decision")
    run("review", "say", "\x1b[2Jgone")
    said = run("review", "--page", "all")
    assert said.code == 0
    assert "\x1b" not in said.out


def test_a_plan_without_a_project_is_refused_in_one_line(run: Run, asked: Path) -> None:
    run("project", "remove", "ORD")
    said = run("review")
    assert (said.code, said.err.count("\n")) == (1, 1)


def test_closing_prints_the_note_and_the_next_review_may_count_from_it(run: Run, asked: Path) -> None:
    run("review", "rag", "team", "amber", "two are ill")
    said = run("review", "--close")
    assert said.out.startswith("# Review ORD for project\n")
    assert "ana says [A]: two are ill" in said.out
    assert run("review", "--since", "last review").out.splitlines()[1] == "since the last review, Mon 23 Nov 09:28"
