"""git branches: made, found again, never in anybody's way."""

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.cli.branch import slug
from pmtui.model.mentions import number_in
from tests.cli.conftest import Run

TEMPLATE = "{type}/{number}-{slug}"


def git(*words: str) -> str:
    """Run git in the current folder."""
    return subprocess.run(["git", *words], capture_output=True, text=True, check=True, timeout=30).stdout.strip()


@pytest.fixture
def repository(plan: Path) -> Path:
    """A git repository around the plan, with one commit."""
    if shutil.which("git") is None:
        pytest.skip("no git on this machine")
    git("init", "-q", "-b", "main")
    git("config", "user.email", "ana@example.org")
    git("config", "user.name", "Ana")
    (plan.parent / "code.py").write_text("one\n")
    git("add", "code.py")
    git("commit", "-q", "-m", "first")
    return plan.parent


def test_start_makes_the_items_branch(run: Run, repository: Path) -> None:
    said = run("start", "2", "--branch")
    assert said.code == 0
    assert "switched to a new branch feat/2-retry-failed-payments" in said.err
    assert git("branch", "--show-current") == "feat/2-retry-failed-payments"
    run("start", "3", "--branch")
    assert git("branch", "--show-current") == "fix/3-sso"


def test_start_finds_the_branch_again_even_after_a_new_title(run: Run, repository: Path) -> None:
    run("start", "2", "--branch")
    git("switch", "-q", "main")
    run("set", "2", "title=Something else")
    assert "switched to branch feat/2-retry-failed-payments" in run("start", "2", "--branch").err
    assert git("branch", "--show-current") == "feat/2-retry-failed-payments"


def test_a_branch_already_checked_out_is_fine(run: Run, repository: Path) -> None:
    run("start", "2", "--branch")
    said = run("start", "2", "--branch")
    assert (said.code, "already" in said.err) == (0, True)


def test_a_dirty_tree_is_reported_and_left_alone(run: Run, repository: Path) -> None:
    (repository / "code.py").write_text("two\n")
    said = run("start", "5", "--branch")
    assert said.code == 0
    assert "code.py is changed here" in said.err
    assert git("branch", "--show-current") == "main"
    assert run("show", "5", "--json").json["column"] == "Doing"


def test_a_plan_file_kept_in_git_is_no_dirt(run: Run, repository: Path) -> None:
    git("add", "pmtui.db")
    git("commit", "-q", "-m", "plan")
    run("start", "5", "--branch")
    assert git("branch", "--show-current") == "feat/5-load-plan"


def test_the_setting_and_its_opposite(run: Run, repository: Path) -> None:
    run("config", "set", "branch", "yes")
    run("start", "5", "--no-branch")
    assert git("branch", "--show-current") == "main"
    run("start", "5")
    assert git("branch", "--show-current") == "feat/5-load-plan"


def test_outside_a_repository_the_start_still_counts(run: Run, plan: Path) -> None:
    said = run("start", "5", "--branch")
    assert said.code == 0
    assert "no git" in said.err or "not installed" in said.err
    assert run("show", "5", "--json").json["column"] == "Doing"


def test_without_git_the_start_still_counts(run: Run, plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    said = run("start", "5", "--branch")
    assert (said.code, "git is not installed" in said.err) == (0, True)


def test_several_items_get_no_branch(run: Run, repository: Path) -> None:
    assert "several items" in run("start", "1-2", "--branch").err
    assert git("branch", "--show-current") == "main"


def test_the_branch_says_which_item_is_meant(run: Run, repository: Path) -> None:
    run("start", "5", "--branch")
    assert run("block", "waiting for sandbox keys").err == "5 blocked: waiting for sandbox keys\n"
    assert run("note", "agreed").code == 0
    assert run("log", "1h30", "pairing with Gus").err == "1h30 on 5 logged\n"
    assert run("show", "--json").json["number"] == 5
    assert run("done").err == "5 done\n"


def test_another_branch_says_nothing(run: Run, repository: Path) -> None:
    git("switch", "-q", "-c", "release/2.1")
    said = run("done")
    assert (said.code, "say which item" in said.err) == (2, True)


def test_a_template_without_a_number_is_refused(run: Run, repository: Path) -> None:
    run("config", "set", "branch_name", "{type}/{slag}")
    assert run("start", "5", "--branch").code == 2


@pytest.mark.parametrize(
    ("branch", "template", "number"),
    [
        ("feat/42-pay-retry", TEMPLATE, "42"),
        ("feat/42", TEMPLATE, "42"),
        ("feat/42b-pay", TEMPLATE, "42b"),
        ("feat/ORD-42-pay", TEMPLATE, "42"),
        ("42-pay", TEMPLATE, "42"),
        ("work-42_pay", "work-{number}_{slug}", "42"),
        ("main", TEMPLATE, None),
        ("release/2.1", TEMPLATE, None),
        ("v2", TEMPLATE, None),
    ],
)
def test_numbers_are_read_from_branch_names(branch: str, template: str, number: str | None) -> None:
    assert number_in(branch, template) == number


@pytest.mark.parametrize(
    ("title", "made"),
    [
        ("Retry failed payments, with jitter!", "retry-failed-payments-with-jitter"),
        ("Größe & Straße", "grosse-strasse"),
        ("日本", ""),
        ("x" * 60, "x" * 50),
    ],
)
def test_slugs_are_short_and_plain(title: str, made: str) -> None:
    assert slug(title) == made


@given(st.text())
def test_slugs_are_always_fit_for_a_branch(title: str) -> None:
    made = slug(title)
    assert len(made) <= 50
    assert made == made.strip("-")
    assert all(char.isascii() and (char.isalnum() or char == "-") for char in made)
