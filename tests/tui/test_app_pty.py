"""The app in a real terminal: what it costs on the line, how it leaves, and terminals that cannot do everything."""

import shutil
import sys
import time
from pathlib import Path

import pytest

from pmtui import clock
from pmtui.actions import items, projects
from pmtui.model.quickadd import parse_line
from pmtui.settings import Settings, state_folder
from pmtui.store.plan import Plan
from pmtui.store.read import find, item
from pmtui.tui.editor import command
from tests.tui.conftest import ME, NOW
from tests.tui.pty_rig import Terminal

ENV = {"PMTUI_NOW": NOW, "PMTUI_ACTOR": ME}


def pmtui(path: Path, size: tuple[int, int] = (120, 40), *words: str, **env: str) -> Terminal:
    """The app on a plan file, in a terminal."""
    return Terminal([sys.executable, "-m", "pmtui", "-f", str(path), *words], size=size, env=ENV | env)


def ready(terminal: Terminal) -> None:
    """Wait for the first screen."""
    terminal.wait_for("? keys")
    terminal.settle()


def test_a_key_press_costs_a_few_hundred_bytes_and_a_move_a_few_thousand(demo_path: Path) -> None:
    with pmtui(demo_path) as t:
        ready(t)
        first = len(t.output)
        assert "Retry failed pay" in t.text()
        assert "Doing 6/5 !" in t.text()
        steps = [t.press(key) for key in "jjkjlhljk"]
        assert sum(steps) > 1000
        assert max(steps) < 1000
        assert t.press("L") < 6000
        assert "moved to" in t.text()
        assert first < 25_000


def test_in_80x24_a_step_through_a_long_column_costs_little(demo_path: Path) -> None:
    with pmtui(demo_path, (80, 24)) as t:
        ready(t)
        t.press("h", "h")
        steps = sorted(t.press("j") for _ in range(20))
        assert steps[10] < 500
        assert steps[-1] < 4000, "half a screen scrolls at once"


def test_q_leaves_the_terminal_as_it_was(plan_path: Path) -> None:
    with pmtui(plan_path, (80, 24)) as t:
        ready(t)
        assert b"\x1b[?1049h" in t.output
        t.type("q")
        assert t.wait() == 0
        assert b"\x1b[?1049l" in t.output
        assert b"\x1b[?25h" in t.output[t.output.rindex(b"\x1b[?1049l") - 200 :]


@pytest.mark.parametrize("keys", [("n",), ("enter", "c")], ids=["prompt", "dialog"])
def test_what_is_half_typed_when_the_app_is_left_is_there_the_next_time(plan_path: Path, keys: tuple[str, ...]) -> None:
    with pmtui(plan_path, (80, 24)) as t:
        ready(t)
        for key in keys:
            t.press(key)
        t.press(*"Half a thought", "ctrl+q")
        assert t.wait() == 0
    with pmtui(plan_path, (80, 24)) as t:
        ready(t)
        for key in keys:
            t.press(key)
        t.wait_for("Half a thought")


def test_what_is_half_typed_when_the_line_is_cut_is_there_the_next_time(plan_path: Path) -> None:
    with pmtui(plan_path, (80, 24)) as t:
        ready(t)
        t.press("n")
        t.press(*"Half a thought")
        drafts = state_folder() / "drafts.json"
        while "Half a thought" not in (drafts.read_text() if drafts.exists() else ""):
            t.settle(0.05)
        t.kill()
    with pmtui(plan_path, (80, 24)) as t:
        ready(t)
        t.press("n")
        t.wait_for("Half a thought")


def test_without_its_terminal_it_ends_even_where_nobody_tells_it(plan_path: Path) -> None:
    deaf = ["sh", "-c", 'trap "" HUP; exec "$0" -m pmtui -f "$1"', sys.executable, str(plan_path)]
    with Terminal(deaf, size=(80, 24), env=ENV) as t:
        ready(t)
        t.press("n")
        t.press(*"Half a thought")
        t.hang_up()
        t.process.wait(8)  # nobody is left to read its exit code, or what Python could not flush
    assert "Half a thought" in (state_folder() / "drafts.json").read_text()


def test_ctrl_s_saves_and_does_not_freeze_the_terminal(plan_path: Path) -> None:
    with pmtui(plan_path, (80, 24)) as t:
        ready(t)
        t.press("n")
        t.press(*"Saved", "ctrl+s")
        t.wait_for("14 added: Saved")


def test_a_dumb_terminal_gets_one_line_that_says_what_to_do(plan_path: Path) -> None:
    with pmtui(plan_path, (80, 24), TERM="dumb") as t:
        assert t.wait() == 2
        said = t.text().strip()
        assert "cannot show the app; `pmtui board`" in said
        assert "Traceback" not in said


def test_without_utf_8_everything_of_ours_is_ascii(plan_path: Path) -> None:
    env = {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "latin-1", "PYTHONCOERCECLOCALE": "0"}
    with pmtui(plan_path, (80, 24), **env) as t:
        ready(t)
        t.press("enter")
        t.press("escape")
        assert "# blocked" in t.text()
        assert not set("▌▪…─━‹›·✓") & set(t.text())


def test_the_persons_own_editor_changes_the_text_and_the_screen_comes_back(plan_path: Path, tmp_path: Path) -> None:
    script = tmp_path / "my editor.sh"
    script.write_text('#!/bin/sh\nprintf "Written in the editor.\\n" > "$1"\nprintf "\\033[2J the editor was here"\n')
    script.chmod(0o755)
    with pmtui(plan_path, (80, 24), EDITOR=f"'{script}'") as t:
        ready(t)
        before = t.text().splitlines()[:-2]
        t.press("E")
        t.wait_for("3: text saved")
        assert t.text().splitlines()[:-2] == before
        assert "the editor was here" not in t.text()
    with Plan(plan_path, ME) as plan:
        assert item(plan, find(plan, "3")).body == "Written in the editor."


@pytest.mark.parametrize(
    ("editor", "said"),
    [("no-such-editor", "did not start"), ("false", "your text is kept in"), ("vi 'x", "is no command")],
)
def test_an_editor_that_fails_loses_nothing(plan_path: Path, editor: str, said: str) -> None:
    with pmtui(plan_path, (120, 40), EDITOR=editor) as t:
        ready(t)
        t.press("E")
        t.wait_for(said)
        t.press("j")
        t.wait_for("? keys")


def test_the_setting_comes_before_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", "emacs -nw")
    monkeypatch.setenv("EDITOR", "nano")
    assert command(Settings(editor="code --wait").editor) == ["code", "--wait"]
    assert command(None) == ["emacs", "-nw"]
    monkeypatch.delenv("VISUAL")
    assert command(None) == ["nano"]
    monkeypatch.delenv("EDITOR")
    assert command(None) == ["vi"]


def test_a_resized_terminal_is_drawn_anew(plan_path: Path) -> None:
    with pmtui(plan_path, (120, 40)) as t:
        ready(t)
        t.resize(80, 24)
        t.wait_for("Done 1 ›")
        t.settle()
        assert t.row(23).endswith("? keys")
        t.resize(120, 40)
        t.wait_for("Goal  First paid order")


def test_a_plan_in_the_hands_of_two_shows_each_the_others_change(plan_path: Path) -> None:
    with pmtui(plan_path, (80, 24)) as one, pmtui(plan_path, (80, 24), PMTUI_ACTOR="ben@example.org") as other:
        ready(one)
        ready(other)
        one.press("n")
        one.press(*"From Ana in:doing", "enter")
        one.wait_for("14 added")
        other.wait_for("From Ana", timeout=4)


@pytest.fixture(scope="session")
def told_thousand(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan of a thousand tasks, each after the one before or beside it, made once."""
    path = tmp_path_factory.mktemp("thousand") / "pmtui.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PMTUI_NOW", NOW)
        patch.setenv("TZ", "UTC")
        time.tzset()
        with Plan.create(path, ME) as plan, plan.unsynced():
            projects.add(plan, "ORD", "Order portal")
            lines = [
                f"Task {n} of the great plan ~{1 + n * 7 % 5}d @{('ana', 'ben', 'chi', 'eli')[n % 4]}"
                + (f" after:{n - n % 3 - 1}" if n > 3 and n % 7 else "")
                for n in range(1, 1001)
            ]
            items.add(plan, [parse_line(line, clock.today()) for line in lines])
    return path


def timeline_of(path: Path) -> Terminal:
    """The timeline of a plan in a terminal of 120x40."""
    terminal = pmtui(path)
    ready(terminal)
    terminal.press("2")
    terminal.wait_for("slack")
    terminal.press("G")
    terminal.press("g", "g")
    return terminal


def test_on_a_timeline_of_a_thousand_rows_keys_stay_cheap_on_the_line(
    told_thousand: Path, tmp_path: Path, frozen_now: str
) -> None:
    path = Path(shutil.copy(told_thousand, tmp_path / "thousand.db"))
    with timeline_of(path) as t:
        cursor = [t.press(key) for key in "jjkjj"]
        assert "Task 4 of the" in t.text()
        assert 0 < max(cursor) <= 2_000
        t.press("k", "k")
        edits = [t.press(key, quiet=0.3) for key in "L>"]  # and all that comes after it moves
        assert " takes " in t.text()
        assert 0 < max(edits) <= 6_000
        pans = [t.press(key) for key in "llhl"]
        assert 0 < max(pans) <= 20_000
        t.press(*"j" * 30)
        scrolls = [t.press("j") for _ in range(12)]
        assert max(scrolls) <= 20_000
        assert "Task 44 of the" in t.text()


def test_what_a_terminal_shows_of_the_timeline_is_what_was_drawn(
    told_thousand: Path, tmp_path: Path, frozen_now: str
) -> None:
    path = Path(shutil.copy(told_thousand, tmp_path / "thousand.db"))
    with timeline_of(path) as t:
        for keys in ("j" * 40, "llhll", "zz", "k" * 12, "LL>", "u", "G", "k" * 45, "Z", "w", "12", "C"):
            t.press(*keys, quiet=0.12)
            shown = t.picture()[:-1]  # the last line may have a message, which the next key ends
            t.press("ctrl+l", quiet=0.1)
            assert t.picture()[:-1] == shown, keys
