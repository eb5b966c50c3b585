"""What was said in a retrospective, as it adds up: notes with their votes and what was joined to them, the whys."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pmtui.errors import Usage
from pmtui.model.text import quoted
from pmtui.store.meetings import Entry

NOTES = {"w": "well", "p": "problem", "i": "idea", "k": "thanks"}
"""What is gathered, by its key."""
VOTES = 3
"""Votes that everybody has."""
WHYS = 5
_FEWEST = 2
"""Letters that a note is called by at least."""


class Note(NamedTuple):
    """Something that was noted, with its votes, those of the notes `joined` to it included; `person` if it is signed.

    `code` is what it is called by on the command line: the end of its id, as long as it takes to be the only one.
    """

    id: str
    kind: str
    text: str
    person: str | None
    votes: int
    joined: tuple[Entry, ...]
    code: str


def notes(said: Sequence[Entry]) -> list[Note]:
    """The notes among the entries of a meeting, kind by kind, in each those with the most votes first.

    Their order tells nothing else: it is that of their ids, which are drawn by lot.
    """
    kinds = list(NOTES.values())
    found = {entry.id: entry for entry in said if entry.kind in kinds}
    roots = {id: _root(id, found) for id in found}
    counts: dict[str, int] = {}
    for vote in votes(said):
        if vote.about_id in roots:
            root = roots[vote.about_id]
            counts[root] = counts.get(root, 0) + 1
    made = [
        Note(
            id, found[id].kind, found[id].text, found[id].person_id, counts.get(id, 0),
            tuple(sorted((found[other] for other in found if other != id and roots[other] == id), key=lambda e: e.id)),
            _code(id, found),
        )
        for id in found if roots[id] == id
    ]  # fmt: skip
    return sorted(made, key=lambda note: (kinds.index(note.kind), -note.votes, note.id))


def votes(said: Iterable[Entry]) -> list[Entry]:
    """The votes that count: of one person, who may have voted in two copies of the plan, the first three."""
    counted: list[Entry] = []
    for vote in sorted((entry for entry in said if entry.kind == "vote"), key=lambda entry: (entry.at, entry.id)):
        if vote.person_id is None or sum(one.person_id == vote.person_id for one in counted) < VOTES:
            counted.append(vote)
    return counted


def whys(said: Iterable[Entry], note: str) -> list[Entry]:
    """The whys asked about a note (id), in their order; the last one is its root cause."""
    found = (entry for entry in said if entry.kind == "why" and entry.about_id == note)
    return sorted(found, key=lambda entry: (figure(entry.value), entry.at, entry.id))


def figure(value: str | None) -> int:
    """The figure from 1 to 5 that an entry has, as pulse or as its place among the whys; 0 for anything else."""
    return int(value) if value in ("1", "2", "3", "4", "5") else 0


def top(made: Sequence[Note]) -> Note | None:
    """What to talk about: the problem with the most votes, else whatever has the most."""
    problems = [note for note in made if note.kind == "problem"]
    return max(problems or made, key=lambda note: note.votes, default=None)


def named(made: Sequence[Note], word: str) -> Note:
    """The note that a person means by its code, or by words that stand in no other; Usage where it is not one."""
    said = word.strip().casefold()
    hits = [note for note in made if said and note.id.endswith(said) and len(said) >= _FEWEST]
    hits = hits or [note for note in made if said and said in note.text.casefold()]
    if not hits:
        raise Usage(f"no note is called {quoted(word)}; `pmtui retro` lists them with their letters")
    if len(hits) > 1:
        raise Usage(f"{quoted(word)} may be {', '.join(note.code for note in hits)}; say its letters")
    return hits[0]


def _root(id: str, found: dict[str, Entry]) -> str:
    """The note that one was joined to in the end; of a circle, which two merged copies can make, the first by id."""
    path: list[str] = []
    while id not in path:
        path.append(id)
        id = found[id].about_id or id
        if id not in found:  # what it was joined to has been deleted
            return path[-1]
    return min(path[path.index(id) :])


def _code(id: str, found: Iterable[str]) -> str:
    length = _FEWEST
    while any(other != id and other.endswith(id[-length:]) for other in found):
        length += 1
    return id[-length:]
