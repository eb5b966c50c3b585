"""`pmtui report`: made in every format, issued, listed, verified, posted; and the moments that others count from."""

import hashlib
import json
import sqlite3
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.test_posting import slack
from tests.exchange.services import Slack
from tests.store.plans import mark

__all__ = ["slack"]


@pytest.fixture
def busy(run: Run, plan: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The plan a week later, in which 6 was done."""
    monkeypatch.setenv("PMTUI_NOW", "2026-11-27T15:00:00+00:00")
    assert run("done", "6").code == 0
    return plan


def test_a_preview_is_printed_and_nothing_is_written(run: Run, busy: Path) -> None:
    before = mark(busy)
    said = run("report")
    assert said.code == 0 and said.err == ""
    assert said.out.startswith("Weekly report ORD Order portal, 2026-11-27\n") and "- 6 Basket, gus" in said.out
    assert run("report", "weekly", "--for", "steering").out.count("Basket") == 0
    assert mark(busy) == before


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("r.md", "# Weekly report ORD"),
        ("r.HTML", "<!DOCTYPE html>"),
        ("r.txt", "Weekly report ORD"),
        ("r.json", '{"date":"2026-11-27"'),
        ("report", "Weekly report ORD"),
    ],
)
def test_the_files_name_says_the_format(run: Run, busy: Path, tmp_path: Path, name: str, begins: str) -> None:
    said = run("report", "-o", tmp_path / name)
    assert (said.code, said.out) == (0, "")
    assert (tmp_path / name).read_text().startswith(begins)
    assert run("report", "-o", tmp_path / name, "--to", "md").code == 0
    assert (tmp_path / name).read_text().startswith("# Weekly report ORD")


def test_an_issued_report_has_a_number_and_the_hash_of_its_json(run: Run, busy: Path, tmp_path: Path) -> None:
    said = run("report", "weekly", "--issue", "-o", tmp_path / "r.json")
    digest = hashlib.sha256((tmp_path / "r.json").read_bytes()).hexdigest()
    assert said.err == f"report 1 of ORD issued, sha256 {digest}\n"
    assert run("report", "show", "1", "--json").out.encode() == (tmp_path / "r.json").read_bytes()
    assert json.loads((tmp_path / "r.json").read_text())["review"]["audience"] == "project"
    (listed,) = run("report", "list", "--json").json
    assert (listed["number"], listed["kind"], listed["audience"], listed["sha256"]) == (1, "weekly", "project", digest)
    assert listed["at"] == "2026-11-27T15:00:00+00:00" and digest[:12] in run("report", "list").out
    assert (
        f"Report 1 of ORD, issued 2026-11-27 15:00 by ana, for the project. SHA-256 {digest}"
        in run("report", "show", "--to", "html").out
    )


def test_a_card_is_changed_and_the_old_report_is_not(run: Run, busy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("report", "weekly", "--issue")
    before = [run("report", "show", "1", "--to", wanted).out for wanted in ("md", "html", "text", "json")]
    monkeypatch.setenv("PMTUI_NOW", "2026-11-30T09:00:00+00:00")
    run("set", "6", "title=Basket of gold")
    run("done", "1")
    assert [run("report", "show", "1", "--to", wanted).out for wanted in ("md", "html", "text", "json")] == before
    assert run("report", "verify").code == 0
    text = run("report").out
    assert "Since report 1, Fri 27 Nov" in text and "- 1 Audit log, ben" in text and "- 6 Basket" not in text


def test_an_altered_report_is_detected(run: Run, busy: Path) -> None:
    run("report", "weekly", "--issue")
    run("report", "steering", "--issue")
    with sqlite3.connect(busy) as db:
        db.execute("UPDATE report_part SET text = replace(text, 'Weekly', 'Merry')")
    said = run("report", "verify")
    assert said.code == 1 and "ALTERED" in said.out and "altered since issued: report 1;" in said.err
    assert [one["whole"] for one in run("report", "verify", "--json").json] == [False, True]
    assert run("report", "verify", "2").code == 0
    assert (run("report", "show", "1").code, run("report", "show", "2").code) == (1, 0)


def test_moments_with_names_say_since_when(run: Run, busy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("report", "--issue")
    monkeypatch.setenv("PMTUI_NOW", "2026-11-30T09:00:00+00:00")
    run("review", "--close")
    run("done", "1")
    for words in ("last report", "Report 1", "last  review"):
        changes = run("changes", "--since", words, "--json").json
        assert [one["number"] for one in changes if one["field"] == "column"][-1:] == [1], words
        assert "- 1 Audit log, ben" in run("report", "--since", words).out, words
        assert run("standup", "--since", words).code == 0
    assert "- 6 Basket" in run("report", "--since", "23.11.2026").out


def test_the_standups_note_is_a_report_too(run: Run, busy: Path) -> None:
    run("standup", "--close")
    page = run("standup", "--last", "--to", "html")
    assert page.out.startswith("<!DOCTYPE html>") and page.out == run("report", "standup", "--to", "html").out
    assert run("report", "standup", "--to", "md").out == run("standup", "--last").out


def test_a_report_is_shown_and_posted_with_its_figures_in_words(run: Run, busy: Path, slack: Slack) -> None:
    said = run("report", "weekly", "--post", "slack", "--dry-run")
    assert said.code == 0 and said.out.startswith("To slack (slack, ") and "Weekly report ORD" in said.out
    assert not slack.asked
    run("report", "weekly", "--issue")
    assert run("post", "slack", "--report", "1", "--yes").code == 0
    (asked,) = slack.asked
    sent = asked.body.decode()
    assert "Weekly report ORD" in sent and "Cumulative flow: " in sent
    assert "scope changes" not in sent, "the tables of figures are left to the page"


def test_nothing_is_issued_for_a_channel_that_is_not_there(run: Run, busy: Path) -> None:
    before = mark(busy)
    said = run("report", "weekly", "--issue", "--post", "nowhere")
    assert said.code == 2 and "there is no channel nowhere" in said.err
    assert mark(busy) == before


@pytest.mark.parametrize(
    ("words", "code", "line"),
    [
        (["daily"], 2, "there is no daily report"),
        (["weekly", "now"], 2, "now is a word too many"),
        (["steering", "--for", "team"], 2, "a steering report is for steering"),
        (["sprint", "--since", "mon"], 2, "a sprint report has its own beginning"),
        (["weekly", "--sprint", "1"], 2, "a weekly report is about no sprint"),
        (["--since", "last report"], 2, "no report has been issued yet"),
        (["--since", "1.1.2027"], 2, "still to come"),
        (["--since", "last review"], 1, "no review has been held yet"),
        (["show", "3"], 2, "no report has been issued yet"),
        (["list", "--issue"], 2, "--issue belongs to a report that is made"),
        (["-o", "nowhere/r.md"], 3, "cannot be written"),
        (["standup"], 1, "no standup has been held yet"),
        (["sprint"], 1, "no sprint has begun yet"),
    ],
)
def test_what_cannot_be_is_told_in_one_line(words: list[str], code: int, line: str, run: Run, plan: Path) -> None:
    before = mark(plan)
    said = run("report", *words)
    assert (said.code, said.out, said.err.count("\n")) == (code, "", 1)
    assert line in said.err
    assert mark(plan) == before
