"""Completion scripts: right for their shells, complete in their commands."""

import shutil
import subprocess
from pathlib import Path

import pytest

from pmtui.cli.commands import COMMANDS
from tests.cli.conftest import Run


@pytest.mark.parametrize(("shell", "check"), [("bash", "-n"), ("zsh", "-n"), ("fish", "--no-execute")])
def test_scripts_name_every_command_and_parse(run: Run, tmp_path: Path, shell: str, check: str) -> None:
    said = run("completion", shell)
    assert said.code == 0
    assert [name for name in COMMANDS if name not in said.out] == []
    if shutil.which(shell):
        script = tmp_path / "script"
        script.write_text(said.out)
        done = subprocess.run([shell, check, str(script)], capture_output=True, text=True, timeout=30, check=False)
        assert (done.returncode, done.stderr) == (0, "")


def test_bash_completes_commands_options_and_items(run: Run, plan: Path, tmp_path: Path) -> None:
    if shutil.which("bash") is None:
        pytest.skip("no bash on this machine")
    script = tmp_path / "script"
    script.write_text(
        run("completion", "bash").out
        + """
pmtui() { printf '41\\ta\\n42\\tb\\n'; }
ask() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=(); _pmtui; echo "${COMPREPLY[@]}"; }
ask pmtui unb
ask pmtui list --al
ask pmtui -f x.db done 4
ask pmtui completion f
"""
    )
    done = subprocess.run(["bash", str(script)], capture_output=True, text=True, timeout=30, check=True)
    assert done.stdout.splitlines() == ["unblock", "--all", "41 42", "fish"]


def test_items_for_completion(run: Run, plan: Path) -> None:
    assert run("completion", "items").out.splitlines()[0] == "1\tAudit log"
