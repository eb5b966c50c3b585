"""`pmtui risk`: the register printed, and every way to change it, one undo step each."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from pmtui.cli.risk import VERBS
from tests.cli.conftest import Run

ROW = [
    "id", "number", "ref", "type", "project", "title", "state", "occurred", "kind", "owner", "category", "cause",
    "event", "effect", "probability", "impact", "impacts", "score", "rating", "score_before", "score_inherent",
    "score_residual", "chance", "cost", "delay_days", "emv", "emv_days", "proximity", "trigger", "trigger_date",
    "trigger_passed", "response", "fallback", "last_reviewed", "reviewed_by", "next_review", "late_days", "severity",
    "due", "resolution", "actions", "threatens",
]  # fmt: skip


@pytest.fixture
def register(run: Run, plan: Path) -> Path:
    """The plan with the risks 7 (16, late, its trigger passed), 8 (6) and the opportunity 9 (9)."""
    run("project", "set", "ORD", "currency=EUR", "contingency=14.5k", "timezone=UTC")
    assert run("risk", "add", "Vendor API slip", "@eli", "--p", "4", "--i", "4").out == "7\n"
    said = "because the plans change, it may be that the audit is late, so that payments wait 3x2 @ben"
    assert run("risk", "add", said).out == "8\n"
    assert run("risk", "add", "Reuse in shop 2 @ana", "--opportunity", "--p", "3", "--i", "3").out == "9\n"
    fields = (
        "chance=60%", "cost=10k/20k/40k", "delay=2/5/10d", "trigger=no sandbox", "trigger_date=2026-11-20",
        "next_review=2026-11-16", "response=mitigate", "residual=2x3", "proximity=2026-12-04", "category=supplier",
    )  # fmt: skip
    assert run("set", "R7", *fields).code == 0
    assert run("set", "R9", "cost=5k").code == 0
    assert run("link", "R7", "threatens", "2").code == 0
    return plan


def test_the_register_has_late_reviews_first_and_ends_with_exposure_and_contingency(run: Run, register: Path) -> None:
    lines = run("risk", "--ascii").out.splitlines()
    assert lines[0].split() == ["risk", "EMV", "P", "I", "score", "owner", "review"]
    assert [line.split()[0] for line in lines[1:4]] == ["R7", "R9", "R8"]
    assert lines[1].split() == [
        "R7", "Vendor", "API", "slip", "13.0k", "4", "4", "16", "high", "eli", "late", "7d", "trigger", "passed",
        "20", "Nov",
    ]  # fmt: skip
    assert lines[2].split()[:2] == ["R9", "+"], "an opportunity says so"
    assert "-2.0k" in lines[2], "and what it saves is below 0"
    assert lines[5:] == [
        "Exposure 11,000 EUR", "Contingency left 14,500 EUR, covers 132 %", "1 review is late",
    ]  # fmt: skip


def test_the_json_is_an_array_of_whole_risks(run: Run, register: Path) -> None:
    found = run("risk", "list", "--json").json
    assert all(list(one) == ROW for one in found)
    first = found[0]
    assert (first["number"], first["ref"], first["project"], first["owner"]) == (7, "7", "ORD", "eli")
    assert (first["score"], first["rating"], first["score_residual"], first["late_days"]) == (16, "high", 6, 7)
    assert (first["chance"], first["emv"]) == (0.6, 13_000)
    assert first["cost"] == {"o": 10_000, "m": 20_000, "p": 40_000}
    assert first["delay_days"] == {"o": 2, "m": 5, "p": 10}
    assert (first["category"], first["trigger_passed"]) == ("External / supplier", True)
    assert first["threatens"] == [{"ref": "2", "title": "Retry failed payments"}]
    assert found[1]["kind"] == "opportunity"
    assert found[2]["cause"] == "the plans change"
    assert found[2]["cost"] is None


def test_w13_the_emv_is_the_probability_times_the_cost(run: Run, plan: Path) -> None:
    for title, chance, cost in (("One", "40%", "100k"), ("Two", "60%", "20k")):
        number = run("risk", "add", title).out.strip()
        run("set", number, f"chance={chance}", f"cost={cost}")
    assert run("risk", "matrix", "--json").json["exposure"] == 52_000


def test_a_query_and_closed_narrow_and_widen_it(run: Run, register: Path) -> None:
    assert [one["number"] for one in run("risk", "@eli", "--json").json] == [7]
    assert [one["number"] for one in run("risk", "list", "shop", "--json").json] == [9]
    run("done", "8")
    assert [one["number"] for one in run("risk", "--json").json] == [7, 9]
    assert [one["number"] for one in run("risk", "--closed", "--json").json] == [7, 9, 8]
    assert "no risk is like that" in run("risk", "nonsense").out


def test_an_empty_register_says_what_to_do(run: Run, plan: Path) -> None:
    said = run("risk")
    assert said.code == 0
    assert "pmtui risk add" in said.out
    assert run("risk", "--json").json == []


def test_each_project_is_scored_by_its_own_scales(run: Run, register: Path) -> None:
    run("project", "add", "OPS", "Operations")
    run("risk", "add", "Disk full 4x4", "--project", "OPS")
    assert run("risk", "scales", "--set", "pmbok", "--project", "OPS").code == 0
    assert {one["project"]: one["score"] for one in run("risk", "--json").json if one["impact"] == 4} == {
        "ORD": 16, "OPS": 0.28,
    }  # fmt: skip
    assert "OPS Operations" in run("risk").out
    assert [one["number"] for one in run("risk", "--json", "--project", "OPS").json] == [10]
    assert [one["project"] for one in run("risk", "matrix", "--json").json] == ["ORD", "OPS"]


def test_a_risk_on_a_page_says_all_of_it(run: Run, register: Path) -> None:
    lines = run("risk", "show", "R7", "--ascii").out.splitlines()
    assert lines[0] == "R7 Vendor API slip"
    for wanted in (
        "threat, open, owner eli",
        "Probability 4  50 to 70 %",
        "Impact      4  time 4, 10 to 20 % later",
        "Score       16 high  inherent 16, residual 6",
        "EMV         60 % of 10,000/20,000/40,000 = 13,000 EUR",
        "Delay       60 % of 2/5/10d = 3.2d",
        "Trigger     no sandbox, Fri 20 Nov",
        "Threatens   2  Retry failed payments",
        "Review      late 7d",
        "trigger passed 20 Nov",
    ):
        assert wanted in lines
    said = "Because the plans change, it may be that the audit is late, so that payments wait."
    assert said in run("risk", "show", "8").out
    assert list(run("risk", "show", "7", "--json").json) == ROW
    assert run("risk", "show", "1").code == 2


def test_a_score_is_two_digits_and_a_large_change_needs_a_reason(run: Run, register: Path) -> None:
    for words in (("8", "3", "3"), ("8", "33"), ("8", "3x3")):
        assert run("risk", "score", *words).code == 0
        assert run("risk", "show", "8", "--json").json["score"] == 9
        run("undo")
        assert run("risk", "show", "8", "--json").json["score"] == 6, "one step back"
    refused = run("risk", "score", "8", "44")
    assert refused.code == 1
    assert len(refused.err.splitlines()) == 1
    said = run("risk", "score", "8", "44", "--reason", "no date yet", "--json").json
    assert (said["score"], said["score_before"], said["last_reviewed"]) == (16, 6, "2026-11-23")
    assert "^ from 6" in run("risk", "--ascii").out
    assert run("show", "8", "--json").json["comments"][0]["text"] == "no date yet"


def test_looked_at_counts_as_reviewed(run: Run, register: Path) -> None:
    assert [one["number"] for one in run("risk", "review", "--json").json] == [7], "what is due"
    assert "R7" in run("risk", "review").out
    assert [one["next_review"] for one in run("risk", "review", "R7", "8", "--json").json] == [
        "2026-11-30", "2026-12-21",
    ]  # fmt: skip
    assert run("risk", "review").out == "no review is due\n"
    run("undo")
    assert run("risk", "show", "7", "--json").json["late_days"] == 7


def test_the_walk_asks_about_each_risk_in_turn(run: Run, register: Path, terminal: Callable[[str], None]) -> None:
    terminal("stderr")
    said = run("risk", "review", typed="55\nthe vendor is silent\nwhat\n\nq\n")
    assert said.code == 0
    assert "R7 Vendor API slip  4 x 4 = 16 high  mitigate  @eli  late 7d >" in said.err
    assert "say why in a line" in said.err
    assert said.err.count("Enter unchanged") == 2, "again where an answer is not understood"
    assert "- R7 Vendor API slip: 16 > 25 (scored)" in said.out
    assert said.out.startswith("\nRisk review: 2 of 3 reviewed")
    assert "To tell: ana" in said.out, "the owner of what it threatens"
    scores = {one["number"]: one["last_reviewed"] for one in run("risk", "--json").json}
    assert scores == {7: "2026-11-23", 9: "2026-11-23", 8: None}


def test_a_walk_without_an_answer_writes_nothing(run: Run, register: Path, terminal: Callable[[str], None]) -> None:
    terminal("stderr")
    before = register.read_bytes()
    assert run("risk", "review", typed="s\nq\n").code == 0
    assert run("risk", "review", typed="").code == 0
    assert register.read_bytes() == before


def test_a_response_is_chosen_by_letter_or_word(run: Run, register: Path) -> None:
    assert run("risk", "respond", "R8", "t", "--json").json["response"] == "transfer"
    assert run("risk", "respond", "R8", "accept").code == 1, "without a fallback"
    assert run("risk", "respond", "R8", "accept", "--fallback", "mock server").code == 0
    assert run("risk", "show", "8", "--json").json["fallback"] == "mock server"
    assert run("risk", "respond", "R9", "avoid").code == 2, "opportunities are not avoided"
    assert run("risk", "respond", "R9", "exploit").code == 0


def test_a_response_action_is_a_card_that_mitigates_the_risk(run: Run, register: Path) -> None:
    said = run("risk", "action", "R7", "Build a mock server", "~3d", "@gus")
    assert said.out == "10\n"
    (action,) = run("risk", "show", "7", "--json").json["actions"]
    assert (action["ref"], action["owner"], action["state"]) == ("10", "gus", "open")
    assert [one["number"] for one in run("list", "mock", "--json").json] == [10]
    run("undo")
    assert run("risk", "show", "7", "--json").json["actions"] == []


def test_a_risk_that_happened_is_an_issue_that_keeps_its_links(run: Run, register: Path) -> None:
    said = run("risk", "happened", "R7")
    assert said.out == "10\n"
    assert [one["number"] for one in run("risk", "--json").json] == [9, 8]
    issue = run("risk", "show", "10", "--json").json
    assert (issue["type"], issue["severity"], issue["threatens"][0]["ref"]) == ("issue", "major", "2")
    assert run("risk", "happened", "R7").code == 1
    run("undo")
    assert [one["number"] for one in run("risk", "--json").json] == [7, 9, 8]


def test_the_next_review_is_a_date_in_words(run: Run, register: Path) -> None:
    assert run("risk", "next", "R7", "fri", "--json").json["next_review"] == "2026-11-27"
    assert run("risk", "next", "R7", "4", "dec", "--json").json["next_review"] == "2026-12-04"
    assert run("risk", "next", "R7", "blue").code == 2


def test_the_matrix_has_the_risks_in_their_cells(run: Run, register: Path) -> None:
    run("risk", "add", "Not thought through")
    lines = run("risk", "matrix", "--ascii").out.splitlines()
    assert lines[1].split() == ["P", "4", "l", "m", "h", "h", "R7", "h", "50", "to", "70", "%"]
    assert lines[2].split() == ["P", "3", "l", "m", "R8", "m", "R9", "h", "h", "30", "to", "50", "%"]
    assert lines[5].split() == ["1", "2", "3", "4", "5", "I"]
    assert "not scored: R10" in lines
    found = run("risk", "matrix", "--json").json
    assert len(found["cells"]) == 25
    assert [(one["score"], one["rating"], one["risks"]) for one in found["cells"] if one["risks"]] == [
        (16, "high", [7]), (9, "medium", [9]), (6, "medium", [8]),
    ]  # fmt: skip
    assert (found["contingency"], found["late_reviews"], found["unscored"]) == (14_500, 1, [10])
    for _ in range(4):
        run("risk", "add", "One of many 1x1")
    assert "4 risks" in run("risk", "matrix").out


def test_scales_are_printed_and_taken_back_after_editing(run: Run, plan: Path, tmp_path: Path) -> None:
    text = run("risk", "scales").out
    assert "4  50 to 70 %   50 to 70" in text
    assert text.count("impact on") == 4
    own = tmp_path / "scales.toml"
    own.write_text(run("risk", "scales", "--toml").out.replace("10 to 20 % later", "a month later"))
    assert run("risk", "scales", "--set", own).code == 0
    assert run("risk", "scales", "--json").json["impact"]["time"][3]["words"] == "a month later"
    gap = own.read_text().replace("low = 30", "low = 35")
    refused = run("risk", "scales", "--set", "-", stdin=gap)
    assert (refused.code, len(refused.err.splitlines())) == (2, 1)
    assert run("risk", "scales", "--set", "-").code == 2, "nothing on stdin"
    assert run("risk", "scales", "--set", "pmbok").code == 0
    assert run("risk", "scales", "--json").json["nonlinear"] is True
    run("risk", "scales", "--set", "usual")
    assert run("risk", "scales", "--json").json["nonlinear"] is False


def test_categories_and_prompts_are_lists(run: Run, plan: Path) -> None:
    assert "External / supplier" in run("risk", "categories").out.splitlines()
    assert run("risk", "categories", "--set", "-", stdin="Technical / data\nPeople\n").code == 0
    assert run("risk", "categories", "--json").json == ["Technical / data", "People"]
    assert "What would make us two weeks late?" in run("risk", "prompts").out
    assert "PESTLE" in run("risk", "prompts", "--json").json


def test_words_that_do_not_fit_are_refused_in_one_line(run: Run, register: Path) -> None:
    for words, code in (
        (["add"], 2),
        (["add", "Too much", "--p", "6"], 2),
        (["add", "Bad date ^blue"], 2),
        (["list", "--p", "3"], 2),
        (["score", "R7"], 2),
        (["score", "R7", "9", "9"], 2),
        (["score", "R7", "high"], 2),
        (["score", "1", "33"], 2),
        (["show"], 2),
        (["show", "99"], 2),
        (["respond", "R7", "panic"], 2),
        (["respond", "7-8", "avoid"], 2),
        (["action", "R7"], 2),
        (["next", "R7"], 2),
        (["scales", "more"], 2),
    ):
        said = run("risk", *words)
        assert (said.code, len(said.err.splitlines())) == (code, 1), words


def test_hostile_words_do_no_harm(run: Run, plan: Path) -> None:
    run("risk", "add", "Evil \x1b]52;c;AAAA\x07 title 4x4", "--cause", "a\x1b[31m\u202ecause", "--category", "x\ny")
    for words in (["list"], ["show", "7"], ["matrix"], ["review"], ["show", "7", "--json"]):
        out = run("risk", *words).out
        assert not set(out) & {"\x1b", "\x07", "\u202e"}
    assert json.loads(run("risk", "show", "7", "--json").out)["cause"] == "acause"


def test_every_verb_has_its_place_in_the_help(run: Run) -> None:
    text = run("risk", "--help").out
    assert all(verb in text for verb in VERBS)
