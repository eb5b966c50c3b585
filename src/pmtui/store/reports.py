"""Issued reports as stored: who got what and when, the frozen text in pieces, and the hash of exactly that text."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from pmtui.store.derive import suffix_of
from pmtui.store.plan import Plan

PIECE = 190_000
"""Bytes of text in one piece at most, so that it stays under the log's 256 kB an entity."""


class Report(NamedTuple):
    """An issued report; instants in ms UTC, `since` from when on it tells; `clock` the log's own when it was issued.

    `number` counts within its project; of two that two copies of the plan gave one number, the later is `8b`.
    """

    id: str
    project_id: str
    kind: str
    audience: str
    number: int
    suffix: str
    title: str
    at: int
    since: int | None
    person_id: str | None
    meeting_id: str | None
    sprint_id: str | None
    sha256: str
    clock: int

    @property
    def ref(self) -> str:
        """The number as people say it: 8, or 8b."""
        return f"{self.number}{self.suffix}"


def reports(plan: Plan, project: str) -> list[Report]:
    """The reports that a project (id) has issued, oldest first."""
    rows = plan.rows(
        "SELECT r.id, r.project_id, coalesce(r.kind, ''), coalesce(r.audience, ''), r.number, coalesce(r.title, ''), "
        "r.at, r.since, r.person_id, r.meeting_id, r.sprint_id, coalesce(r.sha256, ''), "
        "(SELECT max(c.hlc) FROM change c WHERE c.id = r.id) AS clock FROM report r WHERE r.project_id = ? "
        "AND r.number IS NOT NULL AND r.at IS NOT NULL ORDER BY r.at, clock, r.id",
        (project,),
    )
    held: Counter[int] = Counter()
    suffixes = {}
    for row in sorted(rows):
        suffixes[row[0]] = suffix_of(held[row[4]])
        held[row[4]] += 1
    return [Report._make((*row[:5], suffixes[row[0]], *row[5:])) for row in rows]


def text_of(plan: Plan, report: str) -> str:
    """The frozen text of a report (id), as it was issued."""
    rows = plan.rows("SELECT coalesce(text, '') FROM report_part WHERE report_id = ? ORDER BY place, id", (report,))
    return "".join(text for (text,) in rows)


def pieces(text: str) -> Iterator[str]:
    """A text cut into pieces that the log takes."""
    part: list[str] = []
    size = 0
    for start in range(0, len(text), 1000):  # characters take up to four bytes
        some = text[start : start + 1000]
        length = len(some.encode())
        if part and size + length > PIECE:
            yield "".join(part)
            part, size = [], 0
        part.append(some)
        size += length
    yield "".join(part)


def fingerprint(text: str) -> str:
    """The SHA-256 of a text in UTF-8, in hexadecimal: what `sha256sum` says of it."""
    return hashlib.sha256(text.encode()).hexdigest()
