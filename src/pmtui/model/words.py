"""The fixed vocabulary of a plan: types, priorities, categories, kinds of link; and how an item is referred to."""

import re
from typing import NamedTuple

from pmtui.model.text import Unreadable, quoted

PRIORITIES = ("urgent", "high", "medium", "low")
"""Most pressing first."""

ITEM_TYPES = (
    "epic", "story", "task", "bug", "summary", "milestone", "impediment", "action", "decision", "risk", "issue",
    "change", "requirement", "deliverable", "document", "complaint", "lesson", "training", "need", "concern",
    "parking", "improvement",
)  # fmt: skip
WORK_TYPES = (
    "epic", "story", "task", "bug", "summary", "milestone", "impediment", "action", "change", "deliverable",
    "document", "training", "improvement",
)  # fmt: skip
"""What takes time and so stands on the timeline; the rest are entries of registers."""
SCOPE_TYPES = ("epic", "story", "task", "bug", "deliverable", "document", "training", "improvement")
"""The work a project is made for, and so its scope: no milestones, no meetings' actions, no changes asked for."""
LETTERS = {
    "milestone": "M", "risk": "R", "issue": "I", "decision": "D", "change": "C", "action": "A", "complaint": "K",
    "lesson": "L", "requirement": "Q",
}  # fmt: skip
"""The letter before the number of what stands in a register; of other items the number alone is said."""
DECIDED_TYPES = ("decision", "change")
"""What somebody has to decide on; its due day is that of the decision, and no deadline of any work."""
CONSTRAINTS = {
    "ASAP": "as soon as possible", "ALAP": "as late as possible", "SNET": "not before", "SNLT": "start by",
    "FNET": "finish not before", "FNLT": "finish by", "MSO": "start on", "MFO": "finish on",
}  # fmt: skip
"""What can be said of a task's dates, and how it is said: start or finish no earlier than, no later than, must."""
COLUMN_CATEGORIES = ("backlog", "ready", "active", "wait", "done")
LINK_KINDS = (
    "FS", "SS", "FF", "SF", "blocks", "mitigates", "threatens", "causes", "satisfies", "verifies", "delivers",
    "duplicates", "relates", "spawned", "member",
)  # fmt: skip
LINK_WORDS = {
    "FS": ("before", "after"), "blocks": ("blocks", "waits for"), "mitigates": ("mitigates", "mitigated by"),
    "threatens": ("threatens", "threatened by"), "causes": ("causes", "caused by"),
    "satisfies": ("satisfies", "satisfied by"), "verifies": ("verifies", "verified by"),
    "delivers": ("delivers", "delivered by"), "duplicates": ("duplicates", "duplicated by"),
    "relates": ("relates to", "relates to"), "spawned": ("spawned", "spawned by"),
    "member": ("member of", "has member"),
}  # fmt: skip
"""How a link reads from its first end and from its second; the other kinds are said by their letters."""

REF = r"(?:#|(?P<key>[A-Za-z][A-Za-z0-9]{1,9})-|[A-Za-z])?(?P<number>[1-9][0-9]{0,8})(?P<suffix>[b-z][a-z]?)?"
"""42, #42, ORD-42, R61 (key and letter are decoration), and 42b for the second holder of a number."""


class Ref(NamedTuple):
    """An item as referred to; `suffix` ('', b, c, ...) tells the holders of one number apart, `key` is decoration."""

    number: int
    suffix: str = ""
    key: str | None = None

    def __str__(self) -> str:
        """The number as people say it, unique in the file: 42, or 42b."""
        return f"{self.number}{self.suffix}"


def lettered(type: str, ref: str) -> str:
    """A number with its type's letter: R61, M71, and 42 for a task."""
    return f"{LETTERS.get(type, '')}{ref}"


def parse_ref(text: str) -> Ref:
    """The item that `42`, `#42`, `ORD-42`, `R61` or `42b` refers to; raises Unreadable."""
    found = re.fullmatch(REF, text.strip(), re.ASCII)
    if found is None:
        raise Unreadable(f"{quoted(text)}: not an item's number; try 42, #42, ORD-42 or 42b")
    key = found["key"]
    return Ref(int(found["number"]), found["suffix"] or "", key.upper() if key else None)


def nearest(word: str, known: tuple[str, ...]) -> str | None:
    """The known word that `word` was probably meant to be, or None."""
    from difflib import get_close_matches

    close = get_close_matches(word.casefold(), known, 1, 0.6)
    return close[0] if close else None


def one_of(word: str, known: tuple[str, ...], what: str) -> str:
    """The known word that `word` is, or clearly begins; raises Unreadable naming the nearest one, or the first few."""
    folded = word.casefold()
    if folded in known:
        return folded
    begun = [name for name in known if folded and name.startswith(folded)]
    if len(begun) == 1:
        return begun[0]
    near = nearest(word, known)
    hint = f"did you mean {near}?" if near else f"try {', '.join(known[:6])}"
    raise Unreadable(f"{quoted(word)}: not a {what}; {hint}")
