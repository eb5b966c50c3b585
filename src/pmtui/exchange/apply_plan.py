"""Writing what a scheduling tool's file has beside items: calendars, terms, rates, outline, baselines, kept records."""

import hashlib
import json
from collections.abc import Callable, Iterator
from datetime import datetime
from random import Random
from typing import TYPE_CHECKING, Any

from pmtui.actions.calendars import exception_cells, week_cell, work_week_cells
from pmtui.exchange.hanging import KEPT
from pmtui.exchange.incoming import InBaseline, InCalendar, InKept
from pmtui.exchange.report import Report
from pmtui.model.rank import between, spread
from pmtui.model.text import clean_line
from pmtui.store import snapshots
from pmtui.store.entity import cells_of, last_write
from pmtui.store.kept import pieces
from pmtui.store.snapshots import SnapshotTask

if TYPE_CHECKING:
    from pmtui.exchange.apply import Writer


class Scheduling:
    """Writes the parts of a scheduled Incoming; `calendars` comes before the items, the rest behind them."""

    def __init__(self, writer: "Writer") -> None:
        self.writer = writer
        self.plan, self.tx = writer.act.plan, writer.tx
        self.incoming, self.report = writer.incoming, writer.report

    def calendars(self) -> dict[str, str]:
        """The ids of the calendars by the source's keys, each with its weeks and exceptions."""
        ids = {calendar.key: self.writer.named("calendar", calendar.key) for calendar in self.incoming.calendars}
        for calendar in self.incoming.calendars:
            self._calendar(calendar, ids)
        for ext in self.writer.known.keys() - {f"calendar:{key}" for key in ids}:
            if ext.startswith("calendar:"):
                self.follow(self.writer.known[ext][1], "deleted", 1, ext)
        return ids

    def _calendar(self, calendar: InCalendar, ids: dict[str, str]) -> None:
        ext, id = f"calendar:{calendar.key}", ids[calendar.key]
        cells = {"name": calendar.name, "base_id": ids.get(calendar.base or ""), "week": week_cell(calendar.week)}
        known = ext in self.writer.known  # it is not after an undone import, which left it deleted
        _, made = self.writer.ensure("calendar", calendar.key, cells, revive=not known)
        if not made and known:
            self.follow(id, "deleted", None, ext)
        weeks = [work_week_cells(id, week, place) for place, week in enumerate(calendar.weeks)]
        exceptions = [exception_cells(id, exception, place) for place, exception in enumerate(calendar.exceptions)]
        before = self.writer.known[ext][2] if ext in self.writer.known else {}
        given = self._followed(ext, "calendar", id, cells, fresh=made)
        for kind, lines in (("calendar_week", weeks), ("calendar_exception", exceptions)):
            said = _digest(json.dumps(lines))
            given[kind] = [len(lines), said]
            count, last = before.get(kind, (0, ""))
            if said != last:
                self._days(kind, calendar.key, lines, count)
        self.writer.remember(ext, id, given)

    def _days(self, kind: str, key: str, lines: list[dict[str, Any]], before: int) -> None:
        """The weeks or exceptions of a calendar, by their places; what was changed here stays."""
        for place, cells in enumerate(lines):
            id, made = self.writer.ensure(kind, f"{key}:{place}", cells)
            if not made:
                for name, value in cells.items():
                    self.follow(id, name, value, f"calendar {key} {name}")
        for place in range(len(lines), before):
            self.tx.delete(self.writer.named(kind, f"{key}:{place}"))

    def ranks(self) -> dict[str, str]:
        """The place of every item in the outline; those of an earlier import keep theirs where they can."""
        items = self.incoming.items
        known = [self.writer.known[item.ext_id][2] if item.ext_id in self.writer.known else {} for item in items]
        stay = _rising([given.get("wbs_rank") for given in known])
        if not any(stay):
            return dict(zip((item.ext_id for item in items), spread(len(items)), strict=True))
        ranks: dict[str, str] = {}
        above: list[str | None] = [None] * len(items)
        following: str | None = None
        for place in range(len(items) - 1, -1, -1):
            above[place] = following
            following = stay[place] or following
        last: str | None = None
        for item, kept, limit in zip(items, stay, above, strict=True):
            # The same on every copy of the plan: two people may import one file.
            last = kept or between(last, limit, Random(item.ext_id))
            ranks[item.ext_id] = last
        return ranks

    def rest(self) -> None:
        """Everything that refers to items and people: the terms, rates, links gone, baselines, what nothing maps."""
        writer = self.writer
        terms = {**self.incoming.terms, "calendar_id": writer.calendars.get(self.incoming.calendar or "")}
        writer.remember(writer.home, writer.project, self._followed(writer.home, "project", writer.project, terms))
        for person in self.incoming.people:
            ext, id = f"person:{person.ext_id or person.key}", writer.people[person.key]
            cells = {**person.fields, "calendar_id": writer.calendars.get(person.calendar or "")}
            writer.remember(ext, id, self._followed(ext, "person", id, cells))
        self._links_gone()
        for baseline in self.incoming.baselines:
            self._baseline(baseline)
        for kept in self.incoming.kept:
            self._keep(kept)
        gone = [ext for ext in writer.known if ":" not in ext and ext not in writer.ids]
        for ext in gone:
            self.report.note("no-longer-there", "tasks of an earlier import that the file no longer has stay here", ext)

    def follow(self, id: str, name: str, value: Any, where: str) -> bool:
        """Bring a field of an imported part up to date, unless it was changed here since."""
        last = last_write(self.plan, id, name)
        if last and last[1] != "import":
            if last[0] != value:
                self.report.note("kept-local", KEPT, where)
            return False
        return self.tx.set(id, name, value)

    def _followed(self, ext: str, kind: str, id: str, cells: dict[str, Any], fresh: bool = False) -> dict[str, Any]:
        """Bring the fields of an entity three-way, like an item's; returns what is to be remembered of them."""
        given = {name: value for name, value in cells.items() if value is not None}
        if fresh:
            return given
        last = self.writer.known[ext][2] if ext in self.writer.known else {}
        here = cells_of(self.plan, kind, id)
        for name, brought in cells.items():
            if here.get(name) == brought or brought == last.get(name):
                continue
            if here.get(name) == last.get(name):
                self.tx.set(id, name, brought)
            else:
                self.report.note("kept-local", KEPT, f"{kind} {name.removesuffix('_id')}")
        return given

    def _links_gone(self) -> None:
        """Take away the links that the source has no more; what was changed here stays."""
        writer = self.writer
        links: dict[str, list[str]] = {}
        for link in self.incoming.links:
            links.setdefault(link.target, []).append(f"{link.source}:{link.kind}:{link.target}")
        for item in self.incoming.items:
            now = sorted(links.get(item.ext_id, ()))
            before = writer.known[item.ext_id][2].get("links", ()) if item.ext_id in writer.known else ()
            for ext in set(before) - set(now):
                id = writer.named("link", ext)
                if writer.exists(id):
                    self.follow(id, "deleted", 1, f"link {ext}")
            if now:
                writer.now[item.ext_id][1]["links"] = now

    def _baseline(self, baseline: InBaseline) -> None:
        """A baseline as a snapshot, which nothing changes: where the source's is another one now, so is ours."""
        ext = f"baseline:{baseline.number}"
        lines = json.dumps([_fields(row) for row in baseline.rows], separators=(",", ":"))
        said = _digest(lines)
        before = self.writer.known.get(ext)
        if before is not None and before[2].get("said") == said:
            self.writer.remember(ext, before[1], {"said": said})
            return
        cells = {
            "project_id": self.writer.project, "kind": "baseline", "number": baseline.number, "at": self.tx.at,
            "name": baseline.name,
        }  # fmt: skip
        id, _ = self.writer.ensure("snapshot", f"{ext}:{said}", cells)
        for place, rows in enumerate(snapshots.pieces(self._frozen(baseline))):
            self.writer.ensure(
                "snapshot_part", f"{ext}:{said}:{place}", {"snapshot_id": id, "place": place, "tasks": rows}
            )
        if before is not None and before[1] != id:
            self.tx.delete(before[1])
        self.writer.remember(ext, id, {"said": said})

    def _frozen(self, baseline: InBaseline) -> Iterator[SnapshotTask]:
        """The baseline's rows as tasks of a snapshot."""
        items = {item.ext_id: item.fields for item in self.incoming.items}
        for line in baseline.rows:
            title = clean_line(str(items[line.item]["title"] or ""))
            yield SnapshotTask(
                self.writer.ids[line.item], line.wbs, title, line.start, line.finish, line.duration,
                work=line.work, cost=line.cost,
            )  # fmt: skip

    def _keep(self, kept: InKept) -> None:
        """What nothing maps, in pieces of a size that a synced log can bear."""
        entity = self._entity(kept)
        if entity is None:
            return
        ext = f"{kept.kind}:{kept.key}:{kept.part}"
        place = -1
        for place, text in enumerate(pieces(kept.record)):
            cells = {"entity_id": entity, "format": self.incoming.format, "record": text}
            cells["part"] = f"{kept.part}+{place}" if place else kept.part
            id, made = self.writer.ensure("kept", f"{ext}:{place}" if place else ext, cells)
            if not made:
                self.tx.set(id, "record", text)
        surplus = self.writer.named("kept", f"{ext}:{place + 1}")
        while self.writer.exists(surplus):
            self.tx.delete(surplus)
            place += 1
            surplus = self.writer.named("kept", f"{ext}:{place + 1}")

    def _entity(self, kept: InKept) -> str | None:
        writer = self.writer
        match kept.kind:
            case "project":
                return writer.project
            case "calendar":
                return writer.calendars.get(kept.key)
            case "person":
                return writer.people.get(kept.key)
            case "assignee":
                item, person = kept.key.split(":")
                return writer.named("assignee", f"{item}:R:{writer.people[person]}")
        return writer.ids.get(kept.key)


def compare_dates(
    report: Report,
    stored: dict[str, tuple[str, str]],
    computed: dict[str, tuple[datetime, datetime]],
    offset: Callable[[datetime], int],
) -> None:
    """Note the items, by ext_id, whose computed start or finish differs from the one the source had stored.

    `offset` is an instant on the axis of working time: 17:00 and 08:00 of the next morning are no difference.
    """
    detail = f"tasks of {len(stored)} get other dates here than the file had stored"
    for ext, (start, finish) in stored.items():
        ours = computed.get(ext)
        if ours is None:
            continue
        theirs = datetime.fromisoformat(start), datetime.fromisoformat(finish)
        if any(one != other and offset(one) != offset(other) for one, other in zip(ours, theirs, strict=True)):
            here, there = (f"{a:%Y-%m-%d %H:%M} to {b:%Y-%m-%d %H:%M}" for a, b in (ours, theirs))
            report.note("dates-differ", detail, f"task {ext}: {here} here, {there} there")


def _rising(ranks: list[str | None]) -> list[str | None]:
    """The longest row of ranks that rise from first to last, in their places; None where one does not belong to it."""
    from bisect import bisect_left

    tops: list[str] = []
    ends: list[int] = []
    back: list[int] = [-1] * len(ranks)
    for place, rank in enumerate(ranks):
        if rank is None:
            continue
        at = bisect_left(tops, rank)
        back[place] = ends[at - 1] if at else -1
        tops[at : at + 1] = [rank]
        ends[at : at + 1] = [place]
    kept: list[str | None] = [None] * len(ranks)
    at = ends[-1] if ends else -1
    while at >= 0:
        kept[at] = ranks[at]
        at = back[at]
    return kept


def _fields(row: Any) -> list[Any]:
    return [row.item, row.wbs, row.start, row.finish, row.duration, row.work, row.cost]


def _digest(text: str) -> str:
    return hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()[:16]
