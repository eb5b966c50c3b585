"""Real git repositories for tests: commits at given instants, by given people, on given branches."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from pmtui.meetings.git import Commit, Found, Reading

TEMPLATE = "{type}/{number}-{slug}"
SINCE = 1_795_132_800_000  # 20 November 2026
ANA, BEN = "Ana <ana@example.org>", "Ben <ben@example.org>"
PATIENT = 20.0
"""Seconds that tests wait for git on a busy machine."""


class Repository:
    """A repository in a folder, with one commit on main on 19 November."""

    def __init__(self, folder: Path) -> None:
        if shutil.which("git") is None:
            pytest.skip("no git on this machine")
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.git("init", "-q", "-b", "main")
        self.commit("2026-11-19T08:00:00", "first")

    def git(self, *words: str, **environment: str) -> str:
        """Run git here; what it said."""
        told = {"GIT_AUTHOR_NAME": "Ana", "GIT_AUTHOR_EMAIL": "ana@example.org"}
        told |= {name.replace("AUTHOR", "COMMITTER"): value for name, value in told.items()}
        command = ["git", "-C", str(self.folder), *words]
        ran = subprocess.run(
            command, capture_output=True, text=True, check=True, timeout=30, env=os.environ | told | environment
        )
        return ran.stdout.strip()

    def commit(self, at: str, message: str, author: str = ANA, committer: str = "ana@example.org") -> None:
        """Commit nothing but a message, at an instant (ISO, UTC)."""
        when = {"GIT_AUTHOR_DATE": f"{at}Z", "GIT_COMMITTER_DATE": f"{at}Z", "GIT_COMMITTER_EMAIL": committer}
        self.git("commit", "-q", "--allow-empty", "--no-verify", "--author", author, "-m", message, **when)

    def switch(self, branch: str, base: str | None = None) -> None:
        """Go to a branch, a new one where `base` says from where."""
        self.git("switch", "-q", *(["-c", branch, base] if base else [branch]))

    def merge(self, branch: str, at: str, *words: str) -> None:
        """Merge a branch into this one."""
        when = {"GIT_AUTHOR_DATE": f"{at}Z", "GIT_COMMITTER_DATE": f"{at}Z"}
        self.git("merge", "-q", *(words or ("--no-ff", "--no-edit")), branch, **when)


def read(*folders: Path, since: int = SINCE) -> Found:
    """What git says of some folders, however long it takes."""
    return Reading(folders, since, TEMPLATE).wait(PATIENT)


def told(*folders: Path) -> list[tuple[str, str | None]]:
    """The subjects of the commits there, oldest first, and their branches."""
    return [(one.subject, one.branch) for one in read(*folders).commits]


def made(at: int, message: str, email: str = "ana@example.org", branch: str | None = None, sha: str = "") -> Commit:
    """A commit as git tells it, without git."""
    return Commit(sha or f"{at:040x}", at, email, message.partition("\n")[0], message, branch, "portal")
