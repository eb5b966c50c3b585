"""`pmtui forecast`: the plan simulated beside PERT, and when items are done by weekly throughput."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run

W1 = "A 1/2/3 -;B 2/3/4 -;C 1/2/3 A;D 2/4/6 A,B;E 1/4/7 C;F 1/2/9 C;G 3/4/11 D,E;H 1/2/3 F,G"
W6 = (
    "A 1/2/3 -;B 2/3.5/8 A;C 6/9/18 B;D 4/5.5/10 C;E 1/4.5/5 C;F 4/4/10 E;G 5/6.5/11 D;H 5/8/17 E,G;I 3/7.5/9 C;"
    "J 3/9/9 F,I;K 4/4/4 J;L 1/5.5/7 J;M 1/2/3 H;N 5/5.5/9 K,L"
)
HISTORY = "1,3,5,3,7,8,0,5,3,1,8,2"


@pytest.fixture
def network(run: Run, tmp_path: Path) -> Callable[[str], dict[str, int]]:
    """Makes a plan from Monday 23 Nov 2026 on of tasks in days; their numbers by name."""

    def make(text: str) -> dict[str, int]:
        run("init", tmp_path / "pmtui.db", "--key", "ORD", "--name", "Order portal")
        run("project", "set", "ORD", "start=2026-11-23", "timezone=UTC")
        numbers: dict[str, int] = {}
        lines = []
        for place, part in enumerate(text.split(";"), 1):
            name, length, before = part.split()
            numbers[name] = place
            after = "".join(f" after:{numbers[one]}" for one in before.split(",") if one != "-")
            lines.append(f"Task {name} ~{length}d{after}")
        assert run("add", "-", stdin="\n".join(lines)).code == 0
        return numbers

    return make


Network = Callable[[str], dict[str, int]]


def test_w1_milwaukee_paper_by_pert_and_simulated(run: Run, network: Network) -> None:
    numbers = network(W1)
    words = ("forecast", "--iterations", "100000", "--json", "--by")
    found = run(*words, "2026-12-14").json  # sixteen days from the start
    assert found["pert"]["mean_days"] == 15
    assert found["pert"]["sd_days"] == pytest.approx(1.7638, abs=1e-4)
    assert found["pert"]["critical"] == [numbers[name] for name in "ACEGH"]
    assert found["probability"]["pert"] == 0.7146
    assert found["probability"]["simulated"] == pytest.approx(0.690, abs=0.01)
    other = run(*words, "2026-12-14", "--distribution", "triangular").json
    assert other["probability"]["simulated"] == pytest.approx(0.486, abs=0.01)
    late = run("forecast", "--by", "2027-01-04", "--json").json
    assert late["probability"]["pert"] > 0.99, "the wrong answer sums the variances of all activities"


def test_w6_reliable_construction_shows_both_figures_and_names_the_distribution(run: Run, network: Network) -> None:
    network(W6)
    said = run("forecast", "--by", "2027-01-26", "--seed", "42")  # 47 days
    assert re.fullmatch(
        r"ORD Order portal by Tue 26 Jan 2027: "
        r"PERT 84 %, simulated 8[0-3] % \(beta-PERT, 10,000 iterations, seed 42\)",
        said.out.splitlines()[0],
    )
    found = run("forecast", "--by", "2027-01-26", "--iterations", "100000", "--json").json
    assert found["probability"]["pert"] == 0.8413
    assert found["probability"]["simulated"] == pytest.approx(0.816, abs=0.01)
    assert found["simulated"]["p80"].startswith("2027-01-26"), "46.8 days: within the 47th"


def test_the_json_is_as_promised(run: Run, network: Network) -> None:
    network(W1)
    run("add", "Beta type:milestone after:8 ^18.12.2026")
    found = run("forecast", "--seed", "1", "--iterations", "2000", "--json").json
    assert list(found) == ["project", "deterministic_finish", "pert", "simulated", "milestones", "drivers"]
    assert list(found["pert"]) == ["mean_days", "sd_days", "critical"]
    said = ["distribution", "iterations", "seed", "p50", "p80", "p85", "p95"]
    assert list(found["simulated"]) == [*said, "p50_days", "p80_days", "p85_days", "p95_days"]
    assert (found["project"], found["deterministic_finish"]) == ("ORD", "2026-12-11T17:00:00")
    assert [found["simulated"][name] for name in ("distribution", "iterations", "seed")] == ["beta-PERT", 2000, 1]
    dates = [found["simulated"][f"p{percent}"] for percent in (50, 80, 85, 95)]
    assert dates == sorted(dates)
    (beta,) = found["milestones"]
    assert (beta["number"], beta["promised"][:10], beta["p80"]) == (9, "2026-12-18", found["simulated"]["p80"])
    assert 0 < beta["probability"] <= 1
    assert [list(one) for one in found["drivers"]] == [["number", "kind", "correlation"]] * 8
    assert found["drivers"][0] == {"number": 7, "kind": "task", "correlation": found["drivers"][0]["correlation"]}
    asked = run("forecast", "--by", "11.12.", "--json").json
    assert list(asked)[-1] == "probability"
    assert list(asked["probability"]) == ["pert", "simulated"]
    assert asked["probability"]["pert"] == 0.5


def test_the_same_seed_gives_the_same_figures_and_a_day_has_its_own(run: Run, network: Network) -> None:
    network(W1)
    words = ("forecast", "--iterations", "1000", "--json")
    assert run(*words, "--seed", "7").out == run(*words, "--seed", "7").out
    assert run(*words).out == run(*words).out
    assert run(*words).json["simulated"]["seed"] != 7


def test_risks_delay_what_they_threaten_before_and_after_their_responses(run: Run, network: Network) -> None:
    network(W1)
    number = run("risk", "add", "Vendor slips 4x4").out.strip()
    run("set", number, "delay=5/5/5d", "cost=10k", "chance=100%", "residual=1x1")
    text = run("forecast")
    assert f"R{number}: the delay hits nothing on the plan" in text.err
    assert "1 risk, after their responses" in text.out
    assert "The risks cost mean 10,000" in text.out
    run("link", f"R{number}", "threatens", "8")
    before = run("forecast", "--before-responses", "--by", "2026-12-18", "--json").json
    after = run("forecast", "--by", "2026-12-18", "--json").json
    assert before["probability"]["simulated"] < 0.55
    assert after["probability"]["simulated"] > 0.9
    text = run("forecast", "--before-responses")
    assert text.err == ""
    assert "before their responses" in text.out
    assert "with the responses" in text.out


def test_the_page_has_milestones_drivers_and_criticality_in_plain_ascii(run: Run, network: Network) -> None:
    network(W1)
    run("add", "Beta type:milestone after:8 ^18.12.2026")
    said = run("forecast", "--ascii", "--seed", "1")
    assert said.code == 0
    lines = said.out.splitlines()
    assert "9 of 8 open" not in said.out
    assert lines[1] == "scheduled to end Fri 11 Dec; 8 of 8 open tasks have a range; 0 risks"
    assert lines[3].split() == ["scheduled", "promised", "chance", "P50", "P80", "P85", "P95"]
    assert [line for line in lines if line.lstrip().startswith("by PERT")]
    assert next(line for line in lines if line.startswith("9 ")).split()[1:6] == ["Beta", "11", "Dec", "18", "Dec"]
    tornado = lines.index("What the end hangs on: rank correlation with the finish, -1 to 1")
    assert lines[tornado + 1].split()[:3] == ["7", "Task", "G"]
    assert lines[tornado + 1].endswith("####")
    assert "How often on the critical path" in lines
    assert said.out.isascii()


def test_a_plan_without_ranges_says_so(run: Run, timeline_of_one: None) -> None:
    said = run("forecast")
    assert said.code == 0
    assert "no open task has a range" in said.err


@pytest.fixture
def timeline_of_one(run: Run, tmp_path: Path) -> None:
    """A plan with one task that has no range."""
    run("init", tmp_path / "pmtui.db", "--key", "ORD")
    run("add", "Alone ~3d")


def test_what_cannot_be_simulated_is_refused_in_one_line(run: Run, network: Network) -> None:
    network(W1)
    for words, code, wanted in (
        (["--distribution", "lognormal"], 1, "too few to forecast from"),
        (["--distribution", "normal"], 2, "choose from"),
        (["--iterations", "0"], 2, "--iterations lies between"),
        (["--by", "blue"], 2, "blue"),
        (["--by", "fri", "--items", "3"], 2, "--by is of the plan's forecast"),
        (["--seed", "0", "--items", "3"], 2, "--seed is of the plan's forecast"),
    ):
        said = run("forecast", *words)
        assert (said.code, said.out, len(said.err.splitlines())) == (code, "", 1), words
        assert wanted in said.err
    run("init", "empty.db", "--key", "NEW")
    assert run("-f", "empty.db", "forecast").code == 1


def test_a_person_at_a_terminal_sees_how_far_it_is_and_may_stop_it(
    run: Run, network: Network, terminal: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    network(W1)
    terminal("stderr")
    monkeypatch.setattr("pmtui.cli.forecast_plan._PAUSE", 0.0)
    said = run("forecast", "--iterations", "3000")
    assert "simulated 2,000 of 3,000" in said.err
    assert said.err.endswith("\r"), "and the line is taken away"

    def interrupt(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("pmtui.actions.forecasting.forecast", interrupt)
    said = run("forecast")
    assert (said.code, said.err) == (130, "cancelled; nothing was changed\n")


def test_w11_when_so_many_items_are_done(run: Run) -> None:
    for items, weeks in (
        ("105", [28, 30, 32, 34]),
        ("100", [26, 28, 30, 33]),
        ("120", [32, 34, 36, 39]),
        ("100-120", [29, 31, 33, 36]),
    ):
        found = run("forecast", "--throughput", HISTORY, "--items", items, "--json").json
        assert list(found) == ["method", "unit", "p50", "p70", "p85", "p95"]
        assert found["unit"] == "weeks"
        assert [found[f"p{percent}"] for percent in (50, 70, 85, 95)] == weeks


def test_w11_how_many_items_are_done_in_eight_weeks(run: Run) -> None:
    found = run("forecast", "--throughput", HISTORY, "--weeks", "8", "--json").json
    assert list(found) == ["method", "items"]
    assert found["items"] == {"p50": 31, "p70": 27, "p85": 23, "p95": 19}


def test_throughput_needs_no_plan_and_says_its_method(run: Run) -> None:
    said = run("forecast", "--throughput", "3,5,2,4", "--items", "40")
    assert said.code == 0
    assert "P85   13 weeks, by Mon 22 Feb 2027" in said.out
    assert said.out.splitlines()[-1].endswith("exact by convolution; 4 weeks: 3, 5, 2, 4")
    assert "in 1 week are done" in run("forecast", "--throughput", "3,5,2,4", "--weeks", "1").out
    grown = run("forecast", "--throughput", "2,2,2", "--items", "10", "--growth", "1.2", "--json").json
    assert grown["p50"] == 6


def test_a_history_too_short_shows_its_raw_range(run: Run) -> None:
    said = run("forecast", "--throughput", "3,5", "--items", "40", "--json")
    assert (said.code, said.out) == (1, "")
    assert "too short" in said.err
    assert "3 to 5 items a week" in said.err
    assert run("forecast", "--throughput", "0,0,0,0,0", "--items", "4").code == 1


def test_throughput_words_that_do_not_fit_are_refused(run: Run) -> None:
    for words in (
        ["--throughput", "3,5,2"],
        ["--throughput", "3,5,x", "--items", "4"],
        ["--throughput", "3,5,2", "--items", "many"],
        ["--throughput", "3,5,2", "--items", "4", "--weeks", "8"],
        ["--throughput", "3,5,2", "--weeks", "8", "--growth", "2"],
    ):
        said = run("forecast", *words)
        assert (said.code, said.out, len(said.err.splitlines())) == (2, "", 1), words
    for words in (["--items", "5-3"], ["--items", "999999"], ["--weeks", "-1"], ["--weeks", "99999"]):
        said = run("forecast", "--throughput", "3,5,2", *words)
        assert (said.code, said.out, len(said.err.splitlines())) == (1, "", 1), words


def test_without_throughput_the_boards_own_weeks_count(run: Run, plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    short = run("forecast", "--items", "10")
    assert short.code == 1
    assert "history" in short.err
    for week, count in enumerate((2, 1, 0, 3, 1, 2)):
        monkeypatch.setenv("PMTUI_NOW", f"2026-{11 + (week > 0)}-{(25, 2, 9, 16, 23, 30)[week]:02}T10:00:00+00:00")
        for number in range(count):
            made = run("add", f"Card {week} {number}").out.strip()
            run("done", made)
    monkeypatch.setenv("PMTUI_NOW", "2027-01-05T10:00:00+00:00")
    found = run("forecast", "--items", "10", "--json").json
    assert found["method"].endswith("6 weeks: 2, 1, 0, 3, 1, 2")
    assert found["p50"] <= found["p95"]


def test_throughput_does_not_wait_for_numpy() -> None:
    words = [sys.executable, "-X", "importtime", "-m", "pmtui", "forecast", "--throughput", "3,5,2,4", "--items", "40"]
    ran = subprocess.run(words, capture_output=True, text=True, timeout=60, check=True)
    imported = {line.rpartition("|")[2].strip().partition(".")[0] for line in ran.stderr.splitlines() if "|" in line}
    assert "pmtui" in imported
    assert not imported & {"numpy", "textual", "pydantic"}
