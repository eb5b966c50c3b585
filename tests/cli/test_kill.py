"""What was acknowledged is there, however the process ended."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.conftest import Run

LOOP = """
import sys
from pmtui.__main__ import open_app
from pmtui.cli.main import main

for number in range(10_000):
    if main(["add", f"card {sys.argv[1]} {number}"], open_app):
        sys.exit(1)
    sys.stdout.flush()
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
def test_acknowledged_items_survive_kill_9(run: Run, plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PMTUI_NOW")
    rng = random.Random(9)
    acknowledged: set[str] = set()
    for round in range(15):
        child = subprocess.Popen(
            [sys.executable, "-c", LOOP, str(round)],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=dict(os.environ),
        )
        assert child.stdout is not None
        first = child.stdout.readline()
        assert first.strip().isdigit()
        time.sleep(rng.uniform(0, 0.08))
        child.send_signal(signal.SIGKILL)
        rest, _ = child.communicate(timeout=30)
        lines = (first + rest).decode().split("\n")
        acknowledged.update(lines[:-1])
        assert run("list", "number:1").code == 0  # rolls a torn write back, if there is one
    there = {str(item["number"]) for item in run("list", "--all", "--json").json}
    assert acknowledged <= there
    assert len(acknowledged) > 15
    assert run("doctor").code == 0
