"""The command line as a whole: help, options, exit codes, and never a traceback."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pmtui import __version__
from pmtui.cli import adding
from pmtui.cli.commands import COMMANDS
from pmtui.cli.main import overview, parser_of
from tests.cli.conftest import Opened, Run


def process(*words: str, stdin: str | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    """A real pmtui process."""
    return subprocess.run(
        [sys.executable, "-m", "pmtui", *words],
        input=stdin, capture_output=True, text=True, timeout=60, check=False,
        env={**os.environ, "PMTUI_ACTOR": "ana", **environment},
    )  # fmt: skip


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_that_names_all_its_words(run: Run, name: str) -> None:
    said = run(name, "--help")
    assert said.code == 0
    assert COMMANDS[name].help.split(":")[0][1:] in " ".join(said.out.split())
    parser = parser_of(COMMANDS[name])
    unexplained = [
        action.dest for action in parser._actions if not action.help and not (action.metavar or action.choices)
    ]
    assert unexplained == []


def test_the_overview_lists_every_command(run: Run) -> None:
    said = run("--help")
    assert said.code == 0
    assert said.out.rstrip("\n") == overview()
    assert all(f"  {name} " in said.out for name in COMMANDS)


def test_help_is_a_command_too(run: Run) -> None:
    assert run("help").out == run("--help").out
    assert run("help", "add").out == run("add", "--help").out


def test_version(run: Run) -> None:
    assert run("--version") == (0, f"pmtui {__version__}\n", "")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["lits"], "did you mean list"),
        (["42"], "pmtui show 42"),
        (["list", "--foo"], "pmtui list --help"),
        (["add"], "required: TEXT"),
        (["--foo"], "--foo"),
        (["export", "xml"], "invalid choice"),
        (["move", "42"], "which column"),
        (["set", "42"], "which field"),
    ],
)
def test_wrong_words_get_one_line_and_2(run: Run, plan: Path, words: list[str], told: str) -> None:
    said = run(*words)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("pmtui: ")
    assert told in said.err
    assert said.err.count("\n") == 1


def test_global_options_stand_before_or_behind_the_command(run: Run, plan: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    run("init", other, "--key", "OPS", "--name", "Operations")
    assert run("-f", other, "add", "x", "--project", "OPS").out == "1\n"
    assert run("list", "--file", other, "--json").json[0]["project"] == "OPS"
    assert run("--project", "OPS", "-f", other, "list", "--json").json[0]["title"] == "x"
    assert run("list", "--project", "NO").code == 2


def test_options_may_stand_between_words(run: Run, plan: Path) -> None:
    assert run("column", "add", "Test", "--category", "active", "wip=2").code == 0
    assert {"name": "Test", "wip_limit": 2} in [
        {"name": one["name"], "wip_limit": one["wip_limit"]} for one in run("column", "--json").json
    ]


def test_without_a_terminal_the_app_says_so_in_a_line(run: Run, plan: Path, opened: Opened) -> None:
    said = run()
    assert said.code == 2
    assert "needs a terminal" in said.err
    assert opened == []


def test_a_mistake_of_ours_is_one_line_and_70(run: Run, plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(call: object) -> int:
        raise KeyError("what\x1b[31m")

    monkeypatch.setattr(adding, "run_add", broken)
    said = run("add", "x")
    assert said.code == 70
    assert said.err.startswith("pmtui: internal error (KeyError")
    assert "\x1b" not in said.err
    monkeypatch.setenv("PMTUI_DEBUG", "1")
    with pytest.raises(KeyError):
        run("add", "x")


@pytest.mark.parametrize(
    ("error", "code"), [(KeyboardInterrupt(), 130), (PermissionError(13, "Permission denied", "x"), 3)]
)
def test_interruptions_and_the_systems_refusals_are_quiet(
    run: Run, plan: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int
) -> None:
    def stopped(call: object) -> int:
        raise error

    monkeypatch.setattr(adding, "run_add", stopped)
    said = run("add", "x")
    assert said.code == code
    assert said.err.count("\n") <= 1


def test_a_closed_pipe_is_quiet(run: Run, plan: Path) -> None:
    run("add", "-", stdin="\n".join(f"card {number} {'x' * 200}" for number in range(500)))
    script = f"{sys.executable} -m pmtui list | head -1"
    done = subprocess.run(script, shell=True, capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout.startswith("1 ")
    assert done.stderr == ""


def test_output_that_is_not_utf8_is_ascii_and_does_not_crash(run: Run, plan: Path) -> None:
    run("add", "Zwölf Boxkämpfer 日本")
    run("block", "3", "no key")
    done = process("board", PYTHONIOENCODING="ascii:strict", PYTHONUTF8="0")
    assert done.returncode == 0
    assert done.stdout.isascii()
    assert "# no key" in done.stdout
    assert "Zw?lf" in process("list", PYTHONIOENCODING="ascii:strict").stdout


def test_ascii_on_request(run: Run, plan: Path) -> None:
    run("done", "1")
    assert run("board", "--ascii").out.isascii()
    assert not run("board").out.isascii()


def test_colour_only_on_a_terminal_and_never_with_no_color(
    run: Run, plan: Path, terminal: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "\x1b" not in run("list").out
    terminal("stdout")
    assert "\x1b[91m" in run("list").out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in run("list").out


def test_titles_are_cut_to_a_terminal_and_whole_in_a_pipe(
    run: Run, plan: Path, terminal: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    long = "A title of many words " * 8
    run("add", long)
    assert long.strip() in run("list").out
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setenv("NO_COLOR", "1")
    terminal("stdout")
    said = run("list").out
    assert "…" in said
    assert max(map(len, said.splitlines())) <= 60


def test_the_hurried_commands_import_nothing_heavy(run: Run, plan: Path) -> None:
    heavy = (
        "textual",
        "pydantic",
        "sqlite_utils",
        "dateutil",
        "zoneinfo",
        "subprocess",
        "email",
        "shutil",
        "tempfile",
        "rich",
    )
    script = (
        "import sys; from pmtui.__main__ import main; "
        "sys.argv = ['pmtui', 'add', 'x', '^fri', '~3d', '@gus']; code = main(); "
        f"print([name for name in {heavy!r} if name in sys.modules]); sys.exit(code)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout == "7\n[]\n"


def test_the_module_runs_as_a_program(run: Run, plan: Path) -> None:
    done = process("next")
    assert (done.returncode, done.stdout) == (0, "4  Help text  ana\n")
