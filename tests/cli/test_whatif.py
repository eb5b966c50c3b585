"""`pmtui whatif`: a trial that leaves the file alone, and is one undo step when it is applied."""

from hashlib import sha256
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.test_schedule import timeline

__all__ = ["timeline"]


def test_a_trial_leaves_the_file_byte_for_byte_as_it_was(run: Run, timeline: Path) -> None:
    digest, facts = sha256(timeline.read_bytes()).hexdigest(), timeline.stat()
    said = run(
        "whatif",
        "set 2 estimate=6d",
        "link 5 FS 6 2d",
        "add 'Dry run ~1d' @newbie after:3",
        "calendar off Standard thu",
    )
    assert said.code == 0
    assert sha256(timeline.read_bytes()).hexdigest() == digest
    assert timeline.stat().st_mtime_ns == facts.st_mtime_ns
    assert not list(timeline.parent.glob("pmtui.db-*"))
    assert "nothing was changed" in said.err


def test_both_schedules_stand_side_by_side(run: Run, timeline: Path) -> None:
    said = run("whatif", "set 2 estimate=6d", "drop 5")
    lines = [" ".join(line.split()) for line in said.out.splitlines()]
    assert lines[0] == "now what if difference"
    assert lines[1] == "ORD the project ends Mon 30 Nov Wed 2 Dec +2d"
    assert "2 Build ends Fri 27 Nov Tue 1 Dec +2d" in lines
    assert "2 Build takes 4d 6d +2d" in lines
    assert "5 Train people ends Wed 25 Nov gone" in lines
    assert "tried: 2: estimate set" in said.err
    found = run("whatif", "set 2 estimate=6d", "--json").json
    assert (found["moved_by_days"], found["applied"], found["tried"]) == (2, False, ["2: estimate set"])


def test_applied_it_is_one_undo_step(run: Run, timeline: Path) -> None:
    words = ["set 2 estimate=6d", "add Rehearsal ~1d after:2", "start 1 --no-branch", "link 7 FS 6", "delete 5"]
    assert run("whatif", *words).code == 0
    tried = run("whatif", *words, "--json").json
    applied = run("whatif", *words, "--apply", "--json").json
    assert applied["applied"]
    assert applied["differences"] == tried["differences"]
    assert run("schedule", "--json").json["finish"] == tried["finish_after"]
    assert run("doctor").code == 0
    assert run("show", "7", "--json").json["title"] == "Rehearsal"
    run("undo")
    assert run("schedule", "--json").json["finish"] == tried["finish_before"]
    assert run("show", "7").code == 2
    assert run("show", "5").code == 0


def test_start_never_touches_git(run: Run, timeline: Path) -> None:
    assert run("whatif", "start 2 --branch").code == 2


@pytest.mark.parametrize(
    "words", ["list", "", "undo", "set 2 'est", "set 99 estimate=3d", "set 2 flavour=5", "link 3 FS 2", "set 2 --oops"]
)
def test_what_cannot_be_tried_is_said_in_one_line(run: Run, timeline: Path, words: str) -> None:
    before = timeline.read_bytes()
    said = run("whatif", words, "--apply")
    assert said.code in (1, 2)
    assert len(said.err.splitlines()) == 1
    assert timeline.read_bytes() == before


def test_it_is_of_the_project_whose_item_is_named(run: Run, timeline: Path) -> None:
    run("project", "add", "OPS", "Operations")
    run("add", "Rota ~2d", "--project", "OPS")
    assert run("whatif", "set 7 estimate=3d", "--json").json["project"] == "OPS"
