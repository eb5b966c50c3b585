"""Reading git: which commits, on which branch, within which time; and that nothing of a repository is ever run."""

import os
import stat
import time
from pathlib import Path

import pytest

from pmtui.meetings.branches import made_on
from pmtui.meetings.git import LONGEST, Reading, places
from tests.meetings.repositories import BEN, SINCE, TEMPLATE, Repository, read, told


@pytest.fixture
def portal(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "portal")


def program(path: Path, *lines: str) -> Path:
    """A shell script that can be run."""
    path.write_text("\n".join(["#!/bin/sh", *lines, ""]))
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def test_commits_of_all_local_branches_since_an_instant_oldest_first(portal: Repository) -> None:
    portal.commit("2026-11-20T09:00:00", "on the trunk\n\nand why", BEN)
    sha = portal.git("rev-parse", "HEAD")
    portal.switch("feat/51-sso", "main")
    portal.commit("2026-11-20T10:00:00", "realm for staging")
    portal.switch("feat/31", "main")
    portal.commit("2026-11-20T11:00:00", "cart")
    found = read(portal.folder)
    assert told(portal.folder) == [
        ("on the trunk", "main"), ("realm for staging", "feat/51-sso"), ("cart", "feat/31"),
    ]  # fmt: skip
    first = found.commits[0]
    assert (first.sha, first.at, first.email) == (sha, SINCE + 9 * 3_600_000, "ben@example.org")
    assert (first.message.strip(), first.repository) == ("on the trunk\n\nand why", "portal")


def test_a_branch_that_was_merged_and_deleted_keeps_its_commits(portal: Repository) -> None:
    portal.switch("feat/51-sso", "main")
    portal.commit("2026-11-20T10:00:00", "realm")
    portal.switch("main")
    portal.merge("feat/51-sso", "2026-11-20T12:00:00")
    portal.git("branch", "-D", "feat/51-sso")
    assert told(portal.folder) == [("realm", "feat/51-sso")], "and the merge itself is nobody's work"


def test_what_was_fast_forwarded_is_on_the_trunk(portal: Repository) -> None:
    portal.switch("feat/51-sso", "main")
    portal.commit("2026-11-20T10:00:00", "realm")
    portal.switch("main")
    portal.merge("feat/51-sso", "2026-11-20T12:00:00", "--ff-only")
    assert told(portal.folder) == [("realm", "main")]


def test_in_a_clone_of_one_branch_the_trunk_is_the_remotes(portal: Repository, tmp_path: Path) -> None:
    portal.commit("2026-11-20T09:00:00", "on the trunk")
    portal.switch("feat/51-sso", "main")
    portal.commit("2026-11-20T10:00:00", "realm")
    portal.switch("main")
    portal.git("clone", "-q", "-b", "feat/51-sso", str(portal.folder), str(tmp_path / "clone"))
    assert told(tmp_path / "clone") == [("on the trunk", "origin"), ("realm", "feat/51-sso")]


def test_of_stacked_branches_a_commit_belongs_to_the_lower_one() -> None:
    parents = {"c": ["b"], "b": ["a"], "a": ["main"], "main": ["old"]}
    tips = {"main": "main", "feat/1": "a", "feat/2": "c", "main-copy": "main"}
    found = made_on(parents, tips, {}, lambda branch: branch.startswith("feat"))
    assert found == {"main": "main", "a": "feat/1", "b": "feat/2", "c": "feat/2"}


def test_nothing_that_a_repository_names_is_run(
    portal: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sprung = tmp_path / "sprung"
    trap = program(tmp_path / "trap", f"touch {sprung}", "cat")
    signer = program(
        tmp_path / "signer", "cat > /dev/null", "echo '[GNUPG:] SIG_CREATED ' >&2",
        "printf -- '-----BEGIN PGP SIGNATURE-----\\n-----END PGP SIGNATURE-----\\n'",
    )  # fmt: skip
    portal.git("-c", f"gpg.program={signer}", "commit", "-q", "-S", "--allow-empty", "-m", "signed")
    for name in ("core.fsmonitor", "core.pager", "pager.log", "gpg.program", "diff.external", "core.sshCommand"):
        portal.git("config", name, str(trap))
    portal.git("config", "log.showSignature", "true")
    portal.git("log")
    assert sprung.exists(), "a plain git log walks into it"
    sprung.unlink()
    for name in ("GIT_EXTERNAL_DIFF", "GIT_PAGER", "GIT_SSH_COMMAND"):
        monkeypatch.setenv(name, str(trap))
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    assert [one.subject for one in read(portal.folder).commits] == ["signed"]
    assert not sprung.exists()


def test_subjects_of_others_are_made_harmless(portal: Repository) -> None:
    portal.git("config", "i18n.commitEncoding", "UTF-8")
    portal.commit("2026-11-20T10:00:00", "evil \x1b]0;title\x07\x1b[31mred\u202e end", "Mal\x1b[2J <m\x1b@x.org>")
    (one,) = read(portal.folder).commits
    assert one.subject == "evil red end"
    assert one.email.isprintable()


def test_a_pull_requests_number_is_taken_away_where_the_web_page_wrote_it(portal: Repository) -> None:
    portal.commit("2026-11-20T10:00:00", "Retry (#118)\n\n#42", committer="noreply@github.com")
    portal.commit("2026-11-20T11:00:00", "Retry (#118)")
    assert [one.message.split() for one in read(portal.folder).commits] == [["Retry", "#42"], ["Retry", "(#118)"]]


def test_a_slow_git_is_not_waited_for_and_is_named_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path / "git", "exec sleep 30")
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    begun = time.monotonic()
    reading = Reading([tmp_path / "one", tmp_path / "two"], SINCE, TEMPLATE)
    found = reading.wait(0.05)
    assert time.monotonic() - begun < LONGEST / 2
    assert found.commits == []
    assert found.trouble == [
        f"git: {name} did not answer in time; its commits are not shown" for name in ("one", "two")
    ]
    for thread in reading._threads:
        thread.join(LONGEST)
    assert reading.ready, "and it was stopped"


def test_what_cannot_be_read_costs_one_line_and_the_others_are_told(portal: Repository, tmp_path: Path) -> None:
    portal.commit("2026-11-20T10:00:00", "cart")
    (tmp_path / "empty").mkdir()
    (tmp_path / "broken" / ".git").mkdir(parents=True)
    found = read(tmp_path / "missing", tmp_path / "empty", tmp_path / "broken", portal.folder)
    assert [one.subject for one in found.commits] == ["cart"]
    assert [line.partition(" cannot be read; ")[0] for line in found.trouble] == [
        f"git: {tmp_path / name}" for name in ("missing", "empty", "broken")
    ]


def test_a_repository_without_commits_is_no_trouble(tmp_path: Path) -> None:
    portal = Repository(tmp_path)
    portal.git("update-ref", "-d", "HEAD")
    assert read(tmp_path) == ([], [])


def test_without_git_it_is_said_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert read(tmp_path / "one", tmp_path / "two").trouble == ["git is not installed; commits are not shown"]


def test_looked_into_are_the_repositories_of_the_folder_of_the_plan_and_of_the_settings(
    portal: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = portal.folder / "src" / "deep"
    inside.mkdir(parents=True)
    monkeypatch.chdir(inside)
    plan = tmp_path / "plans" / "pmtui.db"
    assert places(plan, []) == [portal.folder]
    assert places(portal.folder / "pmtui.db", ["~/shop", str(portal.folder)]) == [portal.folder, Path.home() / "shop"]
    monkeypatch.chdir(tmp_path)
    assert places(plan, []) == []
