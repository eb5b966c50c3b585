"""What hangs on imported items: checks, comments, time, attachments, history, labels, people; then parents and
links.
"""

import base64
import hashlib
import json
import zlib
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from pmtui.actions.links import ORDERING
from pmtui.exchange.incoming import InItem
from pmtui.model.rank import spread
from pmtui.model.text import clean, clean_line
from pmtui.store import import_refs, linking
from pmtui.store.entity import last_write

if TYPE_CHECKING:
    from pmtui.exchange.apply import Writer

KEPT = "changed or deleted here since the last import, and left so"
PIECE = 250_000
"""Characters of one entity's value at most; a longer record is kept in several."""


class Hanging:
    """Writes item by item; links and parents last, when every item is there."""

    def __init__(self, writer: "Writer") -> None:
        self.writer = writer
        self.report = writer.report
        self.people = writer.people
        self._parents: list[InItem] = []
        self._above: dict[str, str | None] = {}
        self._links: set[tuple[str, str, str]] = set()
        self._after: dict[str, list[str]] = {}

    def write(self, item: InItem, id: str) -> None:
        """Everything of one item; parts deleted here stay deleted unless the item itself is fresh."""
        fresh = id in self.writer.fresh
        ranks = spread(len(item.checks))
        for check, rank in zip(item.checks, ranks, strict=True):
            self._part("check", item, check.ext_id, fresh, {
                "item_id": id, "text": clean_line(check.text, 20_000) or "-", "state": check.state, "rank": rank,
                "checklist": check.checklist and clean_line(check.checklist, 200), "due": check.due,
                "person_id": self.people.get(check.person or ""),
            }, follow=("text", "state"))  # fmt: skip
        for comment in item.comments:
            self._part("comment", item, comment.ext_id, fresh, {
                "item_id": id, "author_id": self.people.get(comment.author or ""), "at": comment.at,
                "body": clean(comment.body),
            }, follow=("body",))  # fmt: skip
        for entry in item.worklogs:
            day = datetime.fromtimestamp(entry.at / 1000, UTC).date().isoformat() if entry.at is not None else None
            self._part("worklog", item, entry.ext_id, fresh, {
                "item_id": id, "person_id": self.people.get(entry.person or ""), "day": day, "minutes": entry.minutes,
                "note": clean_line(entry.note, 40_000), "source": "import",
            })  # fmt: skip
        for file in item.attachments:
            self._part("attachment", item, file.ext_id, fresh, {
                "item_id": id, "name": clean_line(file.name) or file.url[:200], "url": clean_line(file.url, 4_000),
                "at": file.at,
                "person_id": self.people.get(file.person or ""),
            })  # fmt: skip
        for past in item.past:
            column = past.field == "column"
            old, new = (
                self.writer.columns.get(str(value)) if column else clean(value) if isinstance(value, str) else value
                for value in (past.old, past.new)
            )
            self.writer.ensure("past", f"{item.ext_id}:{past.at}:{past.field}:{past.new}", {
                "item_id": id, "at": past.at, "person_id": self.people.get(past.person or ""),
                "field": "column_id" if column else past.field, "old": old, "new": new,
            }, past.at, revive=fresh)  # fmt: skip
        self._sets(item, id, fresh)
        self._raw(item, id)
        self._parents.append(item)

    def _part(
        self, kind: str, item: InItem, ext: str, fresh: bool, cells: dict[str, Any], follow: tuple[str, ...] = ()
    ) -> None:
        """One part; on a later import the fields in `follow` come along where they were not changed here."""
        self.report.read[kind] += 1
        id, made = self.writer.ensure(kind, f"{item.ext_id}:{ext}", cells, revive=fresh)
        if made:
            self.report.created[kind] += 1
            return
        changed = self._follow(id, cells, follow, f"{item.ext_id} {kind}")
        (self.report.updated if changed else self.report.unchanged)[kind] += 1

    def _follow(self, id: str, cells: dict[str, Any], names: tuple[str, ...], where: str) -> bool:
        """Bring some fields of a part up to date, but those that were changed here since; whether any changed."""
        changed = False
        for name in names:
            last = last_write(self.writer.act.plan, id, name)
            if last and last[1] != "import":
                if last[0] != cells[name]:
                    self.report.note("kept-local", KEPT, f"{where} {name}")
            else:
                changed = self.writer.tx.set(id, name, cells[name]) or changed
        return changed

    def _sets(self, item: InItem, id: str, fresh: bool) -> None:
        """Labels, people at work, watchers, sprints: what the source adds is added, what it takes away goes.

        What was taken off here stays off.
        """
        wanted: dict[tuple[str, str], dict[str, Any]] = {}
        for label in item.labels:
            folded = clean_line(label, 100).casefold()
            if folded:
                wanted["item_label", folded] = {"item_id": id, "name": self.writer.labels.get(folded, folded)}
        for role, keys in (("R", item.assignees), ("watcher", item.watchers)):
            for key in (key for key in keys if key in self.people):
                more = item.assignments.get(key) if role == "R" else None
                wanted["assignee", f"{role}:{self.people[key]}"] = {
                    "item_id": id, "person_id": self.people[key], "role": role, **(asdict(more) if more else {}),
                }  # fmt: skip
        for sprint in item.sprints:
            if sprint in self.writer.sprints:
                wanted["item_sprint", sprint] = {"item_id": id, "sprint_id": self.writer.sprints[sprint]}
        for (kind, word), cells in wanted.items():
            part, made = self.writer.ensure(kind, f"{item.ext_id}:{word}", cells, revive=fresh)
            if "units" in cells and not made:
                self._follow(part, cells, ("units", "work", "start", "finish"), f"{item.ext_id} assignment")
        last = self.writer.known[item.ext_id][2] if item.ext_id in self.writer.known else {}
        gone = [("item_label", clean_line(label, 100).casefold()) for label in last.get("labels", ())]
        gone += [("assignee", f"R:{self.people[key]}") for key in last.get("assignees", ()) if key in self.people]
        for kind, word in gone:
            if (kind, word) not in wanted:
                part = self.writer.named(kind, f"{item.ext_id}:{word}")
                if self.writer.exists(part):
                    self.writer.tx.delete(part)

    def _raw(self, item: InItem, id: str) -> None:
        """Keep the source's own record, so that a later version can map more of it."""
        if item.raw is None:
            return
        text = json.dumps(item.raw, ensure_ascii=False, separators=(",", ":"))
        digest = hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()
        given = self.writer.now[item.ext_id][1]
        if given.get("raw") == digest:
            return
        given["raw"] = digest
        packed = base64.b85encode(zlib.compress(text.encode(), 6)).decode()
        for part in range(0, len(packed), PIECE):
            place = part // PIECE
            raw, made = self.writer.ensure(
                "raw", f"{item.ext_id}:{place}", {"entity_id": id, "part": place, "data": packed[part : part + PIECE]}
            )
            if not made:
                self.writer.tx.set(raw, "data", packed[part : part + PIECE])

    def _resolve(self, ext: str) -> str | None:
        """The item a foreign id means, in this file or an earlier import."""
        found = self.writer.ids.get(ext)
        if found is None and ext in self.writer.known:
            found = self.writer.known[ext][1]
        return found or self.writer.aliases.get(ext)

    def parents(self) -> None:
        """Set parents; one outside the file waits for a later import, one in a circle is left out and noted."""
        self._above.update(linking.parents(self.writer.act.plan))
        for item in self._parents:
            id, given = self.writer.ids[item.ext_id], self.writer.now[item.ext_id][1]
            before = given.get("parent")
            if before == item.parent:
                continue
            parent = self._resolve(item.parent) if item.parent else None
            if item.parent and parent is None:
                self._wait(
                    item.ext_id, id, "parent", True, item.parent, clean_line(item.parent_title or "", 200) or None
                )
                self.report.note(
                    "parent-outside",
                    "parents are not in the file; they are linked when a later import brings them",
                    item.ext_id,
                )
            elif self._above.get(id) == parent:
                given["parent"] = item.parent
            elif self._above.get(id) != (self._resolve(before) if before else None):
                self.report.note("kept-local", KEPT, f"{item.ext_id} parent")
            elif parent and self._loops(id, parent):
                self.report.note(
                    "parent-cycle", "items that are their own ancestors were left without that parent", item.ext_id
                )
            else:
                self._adopt(id, parent)
                given["parent"] = item.parent

    def _adopt(self, id: str, parent: str | None) -> None:
        self.writer.tx.set(id, "parent_id", parent)
        self._above[id] = parent

    def _loops(self, id: str, parent: str) -> bool:
        """Whether the item is among the ancestors of what would be its parent."""
        at: str | None = parent
        path: set[str] = set()
        while at and at not in path:
            if at == id:
                return True
            path.add(at)
            at = self._above.get(at)
        return False

    def links(self) -> None:
        """Write links both ends of which are known; heal what waited for these items; the rest waits."""
        act, system = self.writer.act, self.writer.incoming.system
        for source, kind, target in linking.edges(act.plan):
            self._tied(source, kind, target)
        for link in self.writer.incoming.links:
            self.report.read["link"] += 1
            first, second = self._resolve(link.source), self._resolve(link.target)
            if first and second:
                ext = f"{link.source}:{link.kind}:{link.target}"
                self._link(first, link.kind, second, ext, {"lag": link.lag, "lag_unit": link.unit})
                continue
            known, ext = (first, link.target) if first else (second, link.source)
            if known:
                here = link.source if first else link.target
                self._wait(here, known, link.kind, bool(first), ext, None)
            self.report.note(
                "link-outside",
                "links to items outside the file; they are made when a later import brings them",
                f"{link.source} {link.kind} {link.target}",
            )
        act.tx.settle()
        for pending, id, kind, forward, ext in import_refs.waiting(act.plan, system):
            other = self._resolve(ext)
            if other is None or other == id:
                continue
            if kind != "parent":
                source, target = (id, other) if forward else (other, id)
                self._link(source, kind, target, f"healed:{pending}")
            elif self._above.get(id) is None and not self._loops(id, other):
                self._adopt(id, other)
            act.tx.delete(pending)

    def _link(self, source: str, kind: str, target: str, ext: str, lag: dict[str, Any] | None = None) -> None:
        if source == target:
            self.report.note("link-to-itself", "items linked to themselves were left unlinked", ext)
        elif (source, kind, target) in self._links:
            where = f"link {ext} lag"
            id = self.writer.named("link", ext)
            known = self.writer.incoming.scheduled and self.writer.exists(id)
            changed = known and self._follow(id, lag or {}, ("lag", "lag_unit"), where)
            (self.report.updated if changed else self.report.unchanged)["link"] += 1
        elif kind in ORDERING and self._reaches(target, source):
            self.report.note("link-cycle", "links that would close a circle were left out", ext)
        else:
            cells = {"from_id": source, "to_id": target, "kind": kind, **(lag or {})}
            revive = not self.writer.fresh.isdisjoint((source, target))
            _, made = self.writer.ensure("link", ext, cells, revive=revive)
            (self.report.created if made else self.report.unchanged)["link"] += 1
            if made:
                self._tied(source, kind, target)

    def _tied(self, source: str, kind: str, target: str) -> None:
        self._links.add((source, kind, target))
        if kind in ORDERING:
            self._after.setdefault(source, []).append(target)

    def _reaches(self, start: str, goal: str) -> bool:
        """Whether ordering links lead from one item to another."""
        seen, edge = {start}, [start]
        while edge:
            at = edge.pop()
            if at == goal:
                return True
            fresh = [to for to in self._after.get(at, ()) if to not in seen]
            seen.update(fresh)
            edge += fresh
        return False

    def _wait(self, here: str, id: str, kind: str, forward: bool, ext: str, title: str | None) -> None:
        cells = {
            "item_id": id, "kind": kind, "forward": int(forward), "system": self.writer.incoming.system,
            "ext_id": ext, "title": title,
        }  # fmt: skip
        self.writer.ensure("pending", f"{here}:{kind}:{forward}:{ext}", cells, revive=id in self.writer.fresh)
