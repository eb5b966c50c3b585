"""git, from the developer's side: the branch an item is worked on, and the item a branch is about."""

import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from pmtui.cli.output import say
from pmtui.errors import Usage
from pmtui.model.item import Item
from pmtui.model.mentions import number_in

_KINDS = {"story": "feat", "task": "feat", "bug": "fix", "document": "docs"}
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
_PLACES = ("type", "number", "slug")


def branch_for(item: Item, template: str) -> str:
    """The name of an item's branch; Usage where the template says something unknown."""
    values = {"type": _KINDS.get(item.type, "chore"), "number": item.ref, "slug": slug(item.title)}
    unknown = [name for name in re.findall(r"\{(.*?)\}", template) if name not in _PLACES]
    if unknown or "{number}" not in template:
        raise Usage("the setting branch_name holds {number}, and {type} and {slug} if wanted: {type}/{number}-{slug}")
    return re.sub(r"\{(\w+)\}", lambda match: values[match[1]], template).strip("-/")


def slug(title: str) -> str:
    """A title as a part of a branch name: ASCII words with dashes, at most 50 characters."""
    plain = unicodedata.normalize("NFKD", title.lower().translate(_LETTERS)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:50].rstrip("-")


def current_branch(folder: Path | None = None) -> str | None:
    """The branch checked out here, read from git's own file; None outside a repository or on no branch."""
    here = folder or Path.cwd()
    git = next((place / ".git" for place in (here, *here.parents) if (place / ".git").exists()), None)
    try:
        if git is not None and git.is_file():  # a worktree's .git says where the real one is
            git = git.parent / git.read_text(encoding="utf-8").partition("gitdir:")[2].strip()
        head = (git / "HEAD").read_text(encoding="utf-8").strip() if git is not None else ""
    except (OSError, UnicodeDecodeError):
        return None
    return head.removeprefix("ref: refs/heads/") if head.startswith("ref: refs/heads/") else None


def item_of_branch(template: str) -> str | None:
    """The number of the item that the current branch is about."""
    branch = current_branch()
    return number_in(branch, template) if branch else None


def switch(items: Sequence[Item], template: str, plan: Path) -> None:
    """Switch to the item's branch, made if need be; whatever stands in the way is said and nothing is switched."""
    if len(items) != 1:
        say("no branch: several items were started")
        return
    name = branch_for(items[0], template)
    if current_branch() == name:
        say(f"on branch {name} already")
        return
    top = _git("rev-parse", "--show-toplevel")
    if top is None or top[0]:
        say("no branch: this is no git repository" if top else "no branch: git is not installed")
        return
    dirty = _changed(Path(top[1].strip()), plan)
    if dirty:
        files = f"{dirty[0]} is" if len(dirty) == 1 else f"{len(dirty)} files are"
        say(f"no branch: {files} changed here; commit or stash, then `git switch` to {name}")
        return
    known = _git("for-each-ref", "--format=%(refname:short)", "refs/heads/")
    branches = known[1].split() if known else []
    # A title may have changed since: the branch that has the number is the one.
    there = (
        name if name in branches else next((one for one in branches if number_in(one, template) == items[0].ref), None)
    )
    switched = _git("switch", there) if there else _git("switch", "-c", name)
    if switched is None or switched[0]:
        reason = (switched[2].strip().splitlines() or ["git refused"])[-1] if switched else "git is not installed"
        say(f"no branch: {reason}")
    else:
        say(f"switched to branch {there}" if there else f"switched to a new branch {name}")


def _changed(top: Path, plan: Path) -> list[str]:
    """Tracked files that are changed, but for the plan file, which every command changes."""
    status = _git("status", "--porcelain", "-z", "--untracked-files=no")
    names = [entry[3:] for entry in status[1].split("\0") if entry[2:3] == " "] if status else []
    return [name for name in names if (top / name).resolve() != plan.resolve()]


def _git(*words: str) -> tuple[int, str, str] | None:
    """Run git; exit code, stdout and stderr, None where there is no git."""
    import subprocess

    try:
        run = subprocess.run(
            ["git", *words], capture_output=True, text=True, encoding="utf-8", errors="replace", timeout=30, check=False
        )
    except FileNotFoundError:
        return None
    except subprocess.TimeoutExpired:
        return 1, "", "git did not answer for 30 s"
    return run.returncode, run.stdout, run.stderr
