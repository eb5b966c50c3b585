"""Reading git: what was committed in some repositories, by `git log`, which gets little time and runs nothing there.

A repository may be anybody's, so nothing that its configuration names is ever started: no pager, no hook, no file
monitor, no signature check, no transport; and git itself refuses one that belongs to somebody else.
"""

import os
import threading
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pmtui.meetings.branches import made_on
from pmtui.model.mentions import number_in
from pmtui.model.text import clean_line

if TYPE_CHECKING:
    from subprocess import Popen

PATIENCE = 0.3
"""Seconds that a standup waits for all repositories together."""
LONGEST = 10.0
"""Seconds after which git is stopped, whoever waits for it."""
_COMMITS = 2_000
"""The newest commits of a repository that are looked at."""
_BYTES = 8_000_000
_LAST = 253_402_300_800  # 1 January 10000, where datetime ends
_FIELDS = ("%H", "%P", "%at", "%aE", "%cE", "%D", "%B")
_KEPT = ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM", "GIT_CEILING_DIRECTORIES")
"""What the environment may tell git; all else of it, such as GIT_DIR within a hook, is about another repository."""
_OURS = {
    "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_ALLOW_PROTOCOL": "none", "GIT_NO_LAZY_FETCH": "1",
    "LC_ALL": "C",
}  # fmt: skip
_WEB = "noreply@github.com"
"""Who commits what was merged on a web page; the number at the end of its first line is a pull request's."""


class Commit(NamedTuple):
    """A commit that is no merge: author's instant (ms UTC) and e-mail, `message` as written, `subject` cleaned.

    `branch` is where it was made, if that can be told, `repository` the name of the repository's folder.
    """

    sha: str
    at: int
    email: str
    subject: str
    message: str
    branch: str | None
    repository: str


class Found(NamedTuple):
    """What was read, and one line for each repository that could not be."""

    commits: list[Commit]
    trouble: list[str]


def places(plan: Path, said: Sequence[str]) -> list[Path]:
    """Where to look: the repositories around the current directory and the plan file, and those of the settings."""
    try:
        around = [Path.cwd(), plan.absolute().parent]
    except OSError:  # the current directory has been deleted
        around = [plan.parent]
    found = [top for top in map(_top, around) if top is not None]
    for word in said:
        try:
            found.append(Path(word).expanduser().absolute())
        except (OSError, RuntimeError):
            found.append(Path(word))
    return list(dict.fromkeys(found))


class Reading:
    """git at work on some repositories, all at once; `wait` has what they said."""

    def __init__(self, folders: Sequence[Path], since: int, template: str) -> None:
        """Begin. `since` (ms UTC) is the oldest commit that counts, `template` how branches of items are named."""
        self.folders = list(folders)
        self._since, self._template = since, template
        self._said: dict[Path, list[Commit] | str] = {}
        self._running: dict[Path, Popen[bytes]] = {}
        self._threads = [threading.Thread(target=self._read, args=(folder,), daemon=True) for folder in self.folders]
        for thread in self._threads:
            thread.start()

    @property
    def ready(self) -> bool:
        """Whether all have answered."""
        return not any(thread.is_alive() for thread in self._threads)

    def wait(self, seconds: float | None = None) -> Found:
        """What was read within so many seconds (PATIENCE by default); whoever takes longer is stopped, and named."""
        end = time.monotonic() + (PATIENCE if seconds is None else seconds)
        for thread in self._threads:
            thread.join(max(0.0, end - time.monotonic()))
        self.stop()
        commits: list[Commit] = []
        trouble = []
        for folder in self.folders:
            said = self._said.get(folder, f"git: {folder.name} did not answer in time; its commits are not shown")
            if isinstance(said, str):
                trouble.append(clean_line(said))
            else:
                commits += said
        return Found(commits, list(dict.fromkeys(trouble)))

    def stop(self) -> None:
        """Nobody waits any more."""
        for process in list(self._running.values()):
            process.kill()

    def _read(self, folder: Path) -> None:
        try:
            raw = self._output(folder)
            self._said[folder] = _commits(raw, folder.name, self._since, self._template)
        except FileNotFoundError:
            self._said[folder] = "git is not installed; commits are not shown"
        except (OSError, ValueError):
            self._said[folder] = f"git: {folder} cannot be read; `git -C {folder} log` tells why"

    def _output(self, folder: Path) -> bytes:
        """What git says, as far as it goes; ValueError where it refuses."""
        import subprocess

        environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        environment |= {name: os.environ[name] for name in _KEPT if name in os.environ} | _OURS
        process = subprocess.Popen(
            _command(folder, self._since), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env=environment,
        )  # fmt: skip
        self._running[folder] = process
        alarm = threading.Timer(LONGEST, process.kill)
        alarm.daemon = True
        alarm.start()
        try:
            assert process.stdout is not None
            with process.stdout as stream:
                raw = stream.read(_BYTES)
            if len(raw) < _BYTES and process.wait():
                raise ValueError(folder)
            return raw
        finally:
            alarm.cancel()
            process.kill()
            process.wait()
            del self._running[folder]


def _command(folder: Path, since: int) -> list[str]:
    """`git log` over all local branches and what the remote calls its main one."""
    return [
        "git", "--no-pager", "-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}",
        "-c", "safe.bareRepository=explicit", "-C", str(folder),
        "log", "-z", "--branches", "--remotes=*/HEAD", f"--max-count={_COMMITS}",
        f"--since={datetime.fromtimestamp(since / 1000, UTC):%Y-%m-%dT%H:%M:%SZ}",
        "--no-patch", "--no-ext-diff", "--no-textconv", "--no-show-signature", "--no-color", "--encoding=UTF-8",
        "--decorate=full", "--decorate-refs=refs/heads/*", "--decorate-refs=refs/remotes/*/HEAD",
        f"--format={'%x00'.join(_FIELDS)}",
    ]  # fmt: skip


def _commits(raw: bytes, repository: str, since: int, template: str) -> list[Commit]:
    """The commits in git's answer, merges left out, oldest first."""
    cells = raw.decode("utf-8", "replace").split("\0")
    rows = list(zip(*[iter(cells)] * len(_FIELDS), strict=False))
    subjects = {sha: body.partition("\n")[0] for sha, *_, body in rows}
    tips = {branch: row[0] for row in rows for branch in _branches(row[5])}
    branches = made_on(
        {sha: parents.split() for sha, parents, *_ in rows}, tips, subjects,
        lambda branch: number_in(branch, template) is not None,
    )  # fmt: skip
    made, name = [], clean_line(repository, 100)
    for sha, parents, at, email, committer, _, body in reversed(rows):
        seconds = int(at) if at.isdigit() else 0
        if " " in parents or not since <= seconds * 1000 < _LAST * 1000:
            continue
        message = _without_request(body) if committer == _WEB else body
        subject = clean_line(subjects[sha], 200) or "no message"
        branch = branches.get(sha)
        told = clean_line(branch, 200) if branch else None
        made.append(Commit(clean_line(sha, 64), seconds * 1000, clean_line(email, 200), subject, message, told, name))
    return sorted(made, key=lambda one: one.at)


def _branches(decoration: str) -> list[str]:
    """The branches whose tip a commit is: `feat/42-slug`; a remote's main one goes by the remote's name."""
    refs = [part.removeprefix("HEAD -> ") for part in decoration.split(", ") if part]
    heads = [ref.removeprefix("refs/heads/") for ref in refs if ref.startswith("refs/heads/")]
    remotes = [ref.removeprefix("refs/remotes/") for ref in refs if ref.startswith("refs/remotes/")]
    return heads + [ref.removesuffix("/HEAD") for ref in remotes]


def _without_request(message: str) -> str:
    """A message without the number of the pull request behind its first line."""
    head, separator, rest = message.partition("\n")
    before, bracket, number = head.rstrip().rpartition(" (#")
    return (before if bracket and number.rstrip(")").isdigit() else head) + separator + rest


def _top(folder: Path) -> Path | None:
    """The repository that a folder lies in."""
    return next((place for place in (folder, *folder.parents) if (place / ".git").exists()), None)
