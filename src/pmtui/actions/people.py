"""People: who is meant by a name, and adding, changing and retiring them."""

import re
import unicodedata
from typing import Any

from pmtui.actions.step import Outcome, step
from pmtui.errors import Refused, Usage
from pmtui.model.text import clean_line, quoted
from pmtui.store import naming
from pmtui.store.plan import Plan

FIELDS = ("code", "name", "email", "git_email", "kind", "role", "hours_per_day", "inactive")


def known_as(plan: Plan, word: str, me: str | None) -> str | None:
    """The id of the person a word means: code, e-mail, alias or name, upper or lower case, else a unique first name."""
    said = word.strip().removeprefix("@").casefold()
    if not said:
        return None
    if said == "me" and me:
        return me
    first: set[str] = set()
    for id, code, name, email, git_email in naming.people(plan):
        if said in {(known or "").casefold() for known in (code, name, email, git_email)}:
            return id
        if (name or "").casefold().split(" ")[0] == said:
            first.add(id)
    for person, value in naming.aliases(plan):
        if value.casefold() == said:
            return person
    return first.pop() if len(first) == 1 else None


def code_for(plan: Plan, name: str, taken: set[str] | None = None) -> str:
    """A short free code for a name: `gus` for Gus Meyer, `gusm` where there is a Gus already, then `gus2`."""
    if taken is None:
        taken = {code.casefold() for _, code, *_ in naming.people(plan)}
    plain = unicodedata.normalize("NFKD", name.partition("@")[0]).encode("ascii", "ignore").decode().lower()
    words: list[str] = re.findall(r"[a-z0-9]+", plain) or ["someone"]
    if "," in name and len(words) > 1:
        words = [*words[1:], words[0]]
    stem = words[0][:12]
    candidates = [stem, *(stem + word[0] for word in words[1:]), *(f"{stem}{number}" for number in range(2, 10_000))]
    return next(candidate for candidate in candidates if candidate not in taken)


def add(plan: Plan, code: str, name: str | None = None, **cells: Any) -> Outcome:
    """Add a person; Refused where the code is taken."""
    code = clean_line(code.removeprefix("@"), 40).casefold()
    if not re.fullmatch(r"[\w.-]+", code):
        raise Usage(f"{code!r} is no code for a person: letters, digits, dots and dashes, like gus")
    with step(plan) as act:
        if known_as(plan, code, None):
            raise Refused(f"there is already a person called {code}")
        act.tx.create(
            "person", {"code": code, "name": clean_line(name or code.capitalize(), 200), "kind": "human", **cells}
        )
        act.outcome.message = f"{code} added"
        return act.outcome


def change(plan: Plan, word: str, values: dict[str, str]) -> Outcome:
    """Set fields of a person; `alias=...` adds one more name they are known by."""
    with step(plan) as act:
        id = known_as(plan, word, act.me)
        if id is None:
            raise Usage(f"nobody is called {word}; `pmtui person` lists everybody")
        for field, value in values.items():
            if field == "alias":
                act.tx.create("alias", {"person_id": id, "value": clean_line(value, 200)})
            elif field not in FIELDS:
                raise Usage(f"a person has no {field}; there are {', '.join(FIELDS)} and alias")
            elif field == "code" and known_as(plan, value, None) not in (None, id):
                raise Refused(f"there is already a person called {value}")
            else:
                act.tx.set(id, field, _typed(field, value))
        act.outcome.message = f"{word} changed"
        return act.outcome


def retire(plan: Plan, word: str) -> Outcome:
    """People are never removed, history needs their names: they become inactive."""
    outcome = change(plan, word, {"inactive": "yes"})
    outcome.message = f"{word} is inactive now; their name stays in the history"
    return outcome


def _typed(field: str, value: str) -> Any:
    if field == "inactive":
        return 1 if value.casefold() in ("1", "yes", "true") else None
    if field == "hours_per_day":
        try:
            hours = float(value)
        except ValueError:
            hours = -1.0
        if not 0 <= hours <= 24:
            raise Usage(f"hours_per_day is a number of hours, 0 to 24, not {quoted(value)}")
        return hours
    return clean_line(value, 200) or None


def introduce(plan: Plan, actor: str, name: str) -> Outcome:
    """Tie a login or e-mail to a person, known or new, so that it is never asked again."""
    known = known_as(plan, name, None)
    with plan.transaction("rule") as tx:
        if known is None:
            code = code_for(plan, name)
            known = tx.create("person", {"code": code, "name": clean_line(name, 200), "kind": "human"})
        tx.create("alias", {"person_id": known, "value": actor})
    return Outcome(f"welcome, {clean_line(name, 200)}")
