"""What a sceptical user types and pipes: nothing of it is lost, and what cannot be done is refused in one line."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run

SHELL = [sys.executable, "-m", "pmtui"]


def shell(line: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `pmtui` with this line's words and redirections, in a folder."""
    words = " ".join(SHELL)
    return subprocess.run(
        ["/bin/sh", "-c", f"{words} {line}"],
        cwd=folder,
        env={**os.environ, "PMTUI_ACTOR": "ana", **environment},
        capture_output=True,
        text=True,
        errors="replace",
        timeout=60,
        check=False,
    )


def test_every_line_of_a_long_list_becomes_a_card(run: Run, plan: Path) -> None:
    lines = [f"card {number} {'z' * 200}" for number in range(700)]  # 140 kB in all
    assert len(run("add", "-", stdin="\n".join(lines)).out.split()) == 700
    assert run("list", "title:card", "--json").json[-1]["title"] == lines[-1]


def test_a_title_that_is_too_long_goes_on_in_the_text(run: Run, plan: Path) -> None:
    words = " ".join(f"w{number}" for number in range(2_000))
    number = run("add", f"{words} #big").out.strip()
    item = run("show", number, "--json").json
    assert len(item["title"]) <= 1_000
    assert f"{item['title']}{item['body']}".replace(" ", "") == words.replace(" ", "")
    assert item["labels"] == ["big"]


@pytest.mark.parametrize(
    "words",
    [["set", "1", f"title={'x' * 1_001}"], ["block", "1", "y" * 1_001], ["check", "1", "z" * 1_001]],
)
def test_words_that_would_not_fit_are_refused_not_cut(run: Run, plan: Path, words: list[str]) -> None:
    before = run("show", "1", "--json").json
    said = run(*words)
    assert (said.code, said.err.count("\n")) == (2, 1)
    assert "room for 1,000" in said.err
    assert run("show", "1", "--json").json == before


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("list >&-", 0),
        ("add x >&-", 0),
        ("add hello <&-", 0),
        ("add - <&-", 2),
        ("delete 1 <&-", 2),
        ("<&-", 2),
        ("nonsense 2>&-", 2),
    ],
)
def test_closed_streams_are_no_accident(plan: Path, line: str, code: int) -> None:
    said = shell(line, plan.parent)
    assert said.returncode == code
    assert "internal error" not in said.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_behind_stdout_is_said_in_one_line_and_the_card_is_kept(run: Run, plan: Path) -> None:
    said = shell("add kept >/dev/full", plan.parent)
    assert said.returncode == 3
    assert said.stderr.splitlines()[-1] == "pmtui: No space left on device"
    assert "ignored" not in said.stderr  # Python's own complaint on leaving
    assert run("show", "7", "--json").json["title"] == "kept"


def test_words_in_utf_8_are_read_whatever_the_locale_says(run: Run, plan: Path) -> None:
    plain = {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    assert shell('add "ü café 漢字"', plan.parent, **plain).returncode == 0
    assert shell('set 7 body="straße"', plan.parent, **plain).returncode == 0
    item = run("show", "7", "--json").json
    assert (item["title"], item["body"]) == ("ü café 漢字", "straße")
    assert "caf?" in shell("list café", plan.parent, **plain).stdout


def test_a_file_name_that_is_no_utf_8_can_be_used(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/pl\xe4n.db"
    for words in ([b"init", name, b"--key", b"X"], [b"add", b"card", b"-f", name], [b"list", b"-f", name]):
        said = subprocess.run([*map(os.fsencode, SHELL), *words], capture_output=True, timeout=60, check=False)
        assert said.returncode == 0, said.stderr
    assert os.listdir(os.fsencode(tmp_path)) == [b"pl\xe4n.db"]


@pytest.mark.parametrize("line", ["week_start = 7", "done_days = -1", "hours_per_day = 0"])
def test_a_setting_out_of_bounds_is_named(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    (tmp_path / "pmtui").mkdir()
    (tmp_path / "pmtui" / "config.toml").write_text(line)
    said = run("config", "check")
    assert said.code == 2
    assert f"{line.partition(' ')[0]} lies between" in said.err
