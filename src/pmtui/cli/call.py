"""One call of pmtui: what was asked for, the plan file it means, and who asks."""

import argparse
import re
import sys
from collections.abc import Callable, Sequence
from datetime import date, datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pmtui.cli.output import Output, safe, say
from pmtui.clock import local, now_ms
from pmtui.errors import Refused, Usage
from pmtui.settings import Settings, actor, load, plan_path

if TYPE_CHECKING:
    from pmtui.actions.step import Outcome
    from pmtui.store.plan import Plan

App = Callable[[Path, str, Settings, bool, str | None], int]
"""Opens the app: plan file, who acts, settings, whether the mouse works, a project's key; returns the exit code."""

REF = r"#?\d+[b-z]?[a-z]?|[A-Z]\d+|[A-Za-z][A-Za-z0-9_]*-\d+[b-z]?[a-z]?"
"""What is taken for an item's number where text may stand in its place: 42, #42, ORD-42, R61, but not v2."""
_REFS = rf"(?:{REF}|\d+-\d+)(?:,(?:{REF}|\d+-\d+))*,?"
_MOST = 1000


class Call:
    """What a command is given. Plans it opened are closed by `close`."""

    def __init__(self, options: argparse.Namespace, open_app: App) -> None:
        self.options: Any = options
        self.open_app = open_app
        self._settings: Settings | None = None
        self._out: Output | None = None
        self._plans: list[Plan] = []

    @property
    def settings(self) -> Settings:
        """The user's settings; Usage where config.toml is wrong."""
        if self._settings is None:
            self._settings = load()
            if self.options.ascii:
                self._settings = self._settings._replace(glyphs="ascii")
        return self._settings

    @property
    def out(self) -> Output:
        """Where data goes."""
        if self._out is None:
            self._out = Output(self.settings.glyphs)
        return self._out

    @property
    def path(self) -> Path:
        """The plan file that is meant, there or not."""
        return plan_path(self.options.file)

    @property
    def actor(self) -> str:
        """What the person who acts is called."""
        return actor(self.settings)

    def reading(self, path: Path | None = None) -> "Plan":
        """The plan, open for reading only; FileUnusable where it cannot be."""
        return self._open(path, write=False)

    def current(self) -> "Plan":
        """The plan for reading, with all tables of this version: of an older file, a copy in memory that has them."""
        from pmtui.store.copy import Copy
        from pmtui.store.file import outdated

        plan = self.reading()
        return self.keep(Copy(plan)) if outdated(plan.db) else plan

    def writing(self, path: Path | None = None) -> "Plan":
        """The plan, open for changes; FileUnusable where it cannot be."""
        return self._open(path, write=True)

    def keep(self, plan: "Plan") -> "Plan":
        """Have a plan closed in the end."""
        self._plans.append(plan)
        return plan

    def close(self) -> None:
        """Close what was opened."""
        for plan in self._plans:
            plan.close()

    def _open(self, path: Path | None, *, write: bool) -> "Plan":
        from pmtui.store.plan import Plan

        plan = self.keep(Plan(path or self.path, self.actor, write=write))
        if plan.newer:
            say(f"{plan.path} was made by a newer pmtui: what this one does not know is not shown")
        return plan

    def tell(self, outcome: "Outcome") -> None:
        """Say what an action did."""
        for line in (*outcome.warnings, outcome.message):
            if line:
                say(line)

    def project(self, plan: "Plan") -> str | None:
        """The id of the project said by --project (Usage where it is not there), else by the settings, else None."""
        from pmtui.actions.places import project_named

        word = self.options.project
        if word:
            return project_named(plan, word)
        try:
            return project_named(plan, self.settings.default_project) if self.settings.default_project else None
        except Usage:  # the settings are for all plans, and this one has no such project
            return None

    def person(self, plan: "Plan") -> str | None:
        """The id of the person who asks, None where the plan does not know them."""
        from pmtui.actions.people import known_as

        return known_as(plan, plan.actor, None)

    def now(self, zone: tzinfo | None) -> datetime:
        """The present instant in a zone."""
        return local(now_ms(), zone)

    def today(self, plan: "Plan") -> date:
        """The present day in the time zone of the project that is meant."""
        from pmtui.actions.step import today_in

        return today_in(plan, self.project(plan))

    def ids(self, plan: "Plan", words: Sequence[str], *, deleted: bool = False) -> list[str]:
        """The ids of items by the words a person said; Usage names the first that is not there."""
        from pmtui.store.read import find

        return list(dict.fromkeys(find(plan, ref, deleted=deleted) for ref in numbers(words)))

    def confirm(self, question: str) -> None:
        """Ask before what is hard to take back; Refused on a no, Usage where nobody can be asked."""
        if self.options.yes:
            return
        if not (sys.stdin.isatty() and sys.stderr.isatty()):
            raise Usage(f"{question} Say --yes where nobody can be asked")
        if ask(f"{question} [y/N] ").casefold() not in ("y", "yes"):
            raise Refused("nothing was changed")


def ask(prompt: str) -> str:
    """A line from the person; Refused where they end the input instead."""
    sys.stderr.write(prompt)
    sys.stderr.flush()
    line = sys.stdin.readline()
    if not line:
        raise Refused("nothing was changed")
    return line.strip()


def typed(text: str) -> str:
    """A person's text where the locale's encoding could not read it: UTF-8 all the same."""
    if text.isascii() or not any("\ud800" <= char <= "\udfff" for char in text):
        return text
    return text.encode(sys.getfilesystemencoding(), "surrogateescape").decode("utf-8", "replace")


def text_of(words: Sequence[str]) -> str:
    """Words as one text; a single dash stands for what comes on stdin."""
    return typed(sys.stdin.read() if list(words) == ["-"] else " ".join(words).strip())


def is_ref(word: str) -> bool:
    """Whether a word is an item's number, a range or a list of them, rather than text."""
    return re.fullmatch(_REFS, word.strip()) is not None


def numbers(words: Sequence[str]) -> list[str]:
    """Items as said: several words, `41-44` and `41,42` spread out; Usage where a range is none."""
    refs: list[str] = []
    for word in words:
        for part in filter(None, (part.strip() for part in word.split(","))):
            span = re.fullmatch(r"#?(\d{1,9})-#?(\d{1,9})", part)
            if span is None:
                refs.append(part)
                continue
            first, last = int(span[1]), int(span[2])
            if not first <= last < first + _MOST:
                raise Usage(
                    f"{safe(part)} is no range of items; write the smaller number first, at most {_MOST} at once"
                )
            refs += map(str, range(first, last + 1))
    if not refs:
        raise Usage("say which item: a number such as 42")
    return list(dict.fromkeys(refs))
