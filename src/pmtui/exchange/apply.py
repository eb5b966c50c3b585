"""Writing a foreign file into the plan: identity, three-way re-import, parents and links, everything that hangs
on items.
"""

import hashlib
import json
from typing import Any

from pmtui.actions.places import default_project
from pmtui.actions.projects import create as create_project
from pmtui.actions.projects import free_key
from pmtui.actions.step import Step
from pmtui.errors import Refused
from pmtui.exchange.apply_plan import Scheduling
from pmtui.exchange.around import Around
from pmtui.exchange.hanging import KEPT, Hanging
from pmtui.exchange.incoming import Incoming, InItem
from pmtui.exchange.report import Report
from pmtui.model.rank import between, spread
from pmtui.model.text import clean, clean_line
from pmtui.store import import_refs, lookup, naming
from pmtui.store.entity import is_deleted, is_known, item_cells
from pmtui.store.ids import fixed_ulid
from pmtui.store.read import columns

NOT_FIELDS = {"labels", "assignees", "aliases", "parent", "raw", "links", "created_at", "updated_at"}
"""What a reference keeps that is compared elsewhere, or not at all."""

LINES = ("title", "priority", "type", "estimate_unit", "start", "due", "url")


class Writer:
    """Writes one Incoming within a step. `project` is the id of the project it went into."""

    def __init__(self, act: Step, incoming: Incoming, project: str | None, dry_run: bool) -> None:
        self.act, self.tx, self.incoming = act, act.tx, incoming
        self.report = Report(incoming.format, incoming.title, dry_run)
        for note in incoming.notes:
            self.report.take(note)
        self.known: dict[str, tuple[str, str, dict[str, Any]]] = {
            ext: (ref, entity, json.loads(given) if given else {})
            for ref, entity, ext, given in import_refs.known(
                act.plan, incoming.system, incoming.site if incoming.scheduled or incoming.within_site else None
            )
        }
        self.aliases = {alias: entity for _, entity, given in self.known.values() for alias in given.get("aliases", ())}
        self._refuse_another_site()
        self.now: dict[str, tuple[str, dict[str, Any]]] = {}
        self.home = f"project:{incoming.site or incoming.project_key or incoming.project_name}"
        self.project = self._same(project) if project else self._project()
        self.report.project = lookup.key_of(act.plan, self.project) or ""
        self.ids: dict[str, str] = {}
        self.calendars: dict[str, str] = {}
        self.outline: dict[str, str] = {}
        self.fresh: set[str] = set()

    def _refuse_another_site(self) -> None:
        """Two Jira sites may both have a SCRUM-1, and the export names no site; but the ids behind the keys differ."""
        shared = other = 0
        for item in self.incoming.items:
            before = self.known[item.ext_id][2].get("aliases") if item.ext_id in self.known else None
            if before and item.aliases:
                shared += 1
                other += not set(before) & set(item.aliases)
        if 2 * other > shared:
            raise Refused(
                f"{other} of these keys were imported before for other issues: this seems to come from another site; "
                "import it into a plan file of its own"
            )

    def write(self) -> Report:
        """Write everything; the report says what became of it."""
        scheduling = Scheduling(self) if self.incoming.scheduled else None
        if scheduling is not None:
            self.calendars = scheduling.calendars()
            self.outline = scheduling.ranks()
        around = Around(self)
        self.people = around.people()
        self.columns = around.columns()
        self.labels = around.labels()
        self.sprints = around.sprints()
        self.tx.settle()
        ranks = self._ranks()
        hanging = Hanging(self)
        for item in self.incoming.items:
            self._item(item, ranks[item.ext_id])
            hanging.write(item, self.ids[item.ext_id])
        self.aliases |= {alias: self.ids[item.ext_id] for item in self.incoming.items for alias in item.aliases}
        self.tx.settle()
        hanging.parents()
        hanging.links()
        if scheduling is not None:
            scheduling.rest()
        self._keep()
        self.tx.settle()  # the next file of this run looks its neighbours up
        return self.report

    # --- identity ------------------------------------------------------------------------------------------------

    def ensure(self, kind: str, ext: str, cells: dict[str, Any], ms: int = 0, revive: bool = True) -> tuple[str, bool]:
        """The entity the source calls `ext`, made where it is missing; True where it was made or brought back."""
        id = self.named(kind, ext, ms)
        if not self.exists(id):
            self.tx.create(kind, cells, id)
            return id, True
        if is_deleted(self.act.plan, id) and revive:
            self.tx.set(id, "deleted", None)
            for name, value in cells.items():
                if name != "number":
                    self.tx.set(id, name, value)
            return id, True
        return id, False

    def named(self, kind: str, ext: str, ms: int = 0) -> str:
        """The id of what the source calls `ext`: the same on every copy of the plan."""
        return fixed_ulid(ms, self.incoming.system, self.incoming.site, kind, ext)

    def exists(self, id: str) -> bool:
        """Whether the log knows an entity, deleted or not."""
        return is_known(self.act.plan, id)

    def remember(self, ext: str, entity: str, given: dict[str, Any]) -> None:
        """Keep what the source says of an entity, for the next import to compare with; written by `_keep`."""
        self.now[ext] = (entity, given)

    def _keep(self) -> None:
        """Write what was to be remembered, where it is news."""
        for ext, (entity, given) in self.now.items():
            text = json.dumps(given, ensure_ascii=False, sort_keys=True)
            if ext in self.known:
                ref, _, before = self.known[ext]
                if before != json.loads(text):
                    self.tx.set(ref, "given", text)
            else:
                source = {"system": self.incoming.system, "site": self.incoming.site, "ext_id": ext}
                self.ensure("ref", f"ref:{ext}", {"entity_id": entity, **source, "given": text})

    def _project(self) -> str:
        """The project of an earlier import of this source, else the only empty one, else a new one."""
        incoming = self.incoming
        if (before := self._before()) is not None:
            return before
        empty = lookup.empty_projects(self.act.plan)
        if len(empty) == 1:
            id = empty[0]
            for column in columns(self.act.plan, id) if not incoming.within_site else ():
                if lookup.last_rank(self.act.plan, column) is None:  # not even a deleted card would miss it
                    self.tx.delete(column)
        else:
            key = (incoming.project_key or "").upper()
            taken = naming.key_taken(self.act.plan, key)
            usable = key.isalnum() and key[:1].isalpha() and len(key) <= 10 and not taken
            id = create_project(
                self.act, key if usable else free_key(self.act.plan, incoming.project_name or key),
                incoming.project_name, None,
                description=clean(incoming.project_description or "") or None,
            )  # fmt: skip
        self.tx.settle()
        assert default_project(self.act.plan)
        self.remember(self.home, id, {})
        return id

    def _before(self) -> str | None:
        """The project that an earlier import of this source went into."""
        project = self.known[self.home][1] if self.home in self.known else None
        return project if project and lookup.key_of(self.act.plan, project) else None

    def _same(self, project: str) -> str:
        """The project said; Refused where the source's items are in another one already."""
        before = self._before()
        if before not in (None, project):
            key = lookup.key_of(self.act.plan, before)
            raise Refused(f"this was imported into {key} before, and its items stay there; leave the --into away")
        self.remember(self.home, project, {})
        return project

    # --- items ---------------------------------------------------------------------------------------------------

    def _ranks(self) -> dict[str, str]:
        """Every item's rank: in the source's order within its column, below what is there already."""
        by_column: dict[str | None, list[InItem]] = {}
        for item in self.incoming.items:
            by_column.setdefault(item.column, []).append(item)
        ranks: dict[str, str] = {}
        for column, members in by_column.items():
            members.sort(key=lambda item: item.order)
            last = lookup.last_rank(self.act.plan, self.columns.get(column or "", ""))
            if last is None:
                ranks |= dict(zip((item.ext_id for item in members), spread(len(members)), strict=True))
                continue
            for item in members:
                last = between(last, None)
                ranks[item.ext_id] = last
        return ranks

    def _cells(self, item: InItem) -> dict[str, Any]:
        """The item's fields as we store them, people, column and sprint resolved."""
        cells: dict[str, Any] = {name: value for name, value in item.fields.items() if value not in (None, "")}
        for name in LINES:
            if isinstance(cells.get(name), str):
                cells[name] = clean_line(cells[name])
        cells["title"] = cells.get("title") or "(no title)"
        if isinstance(cells.get("body"), str):
            cells["body"] = clean(cells["body"])
        if cells.get("dropped") in (0, "0", False):
            del cells["dropped"]
        elif "dropped" in cells:
            cells["dropped"] = item.custom.get("Resolution") or "dropped"
        if not cells.get("archived"):
            cells.pop("archived", None)
        cells["column_id"] = self.columns.get(item.column or "") or next(iter(self.columns.values()))
        cells["owner_id"] = self.people.get(item.owner or "")
        cells["reporter_id"] = self.people.get(item.reporter or "")
        cells["sprint_id"] = self.sprints.get(item.sprints[-1]) if item.sprints else None
        cells["calendar_id"] = self.calendars.get(item.calendar or "")
        cells["wbs_rank"] = self.outline.get(item.ext_id)
        cells |= {f"custom:{clean_line(name, 100)}": clean(value) for name, value in item.custom.items()}
        return {name: value for name, value in cells.items() if value is not None}

    def _item(self, item: InItem, rank: str) -> None:
        """Write one item; what is new, or brought back after an undone import, is fresh."""
        self.report.read["item"] += 1
        cells = self._cells(item)
        given = self.known.get(item.ext_id)
        if given is None:
            born = item.fields.get("created_at")
            first = {"number": self.tx.next_number(), "type": "task", "rank": rank, "project_id": self.project, **cells}
            id, made = self.ensure("item", item.ext_id, first, int(born) if isinstance(born, int | float) else 0)
            self.ids[item.ext_id] = id
            self.report.created["item"] += 1
            self.remember(item.ext_id, id, self._given(item, cells, {}))
            if made:
                self.fresh.add(id)
            return
        _, id, last = given
        self.ids[item.ext_id] = id
        if is_deleted(self.act.plan, id):
            self.report.note("kept-local", KEPT, f"{item.ext_id} deleted")
            self.report.unchanged["item"] += 1
            self.remember(item.ext_id, id, dict(last))  # should it come back here, the source's news is still news
            return
        changed = self._three_way(item, id, last, cells)
        (self.report.updated if changed else self.report.unchanged)["item"] += 1
        self.remember(item.ext_id, id, self._given(item, cells, last))

    @staticmethod
    def _given(item: InItem, cells: dict[str, Any], last: dict[str, Any]) -> dict[str, Any]:
        """What the source says of an item now, to be compared with next time."""
        kept: dict[str, Any] = {name: last[name] for name in ("parent", "raw") if name in last}
        sets = {"labels": item.labels, "assignees": item.assignees, "aliases": item.aliases}
        fields = {name: digest(value) for name, value in cells.items()}
        return {**fields, **kept, **{name: value for name, value in sets.items() if value}}

    def _three_way(self, item: InItem, id: str, last: dict[str, Any], cells: dict[str, Any]) -> bool:
        """Bring what changed at the source, keep what was changed here; a field changed here is noted."""
        changed = False
        now = item_cells(self.act.plan, id)
        for name in {*cells, *last} - NOT_FIELDS:
            brought, before, here = cells.get(name), last.get(name), now.get(name)
            if here == brought:
                continue
            if name == "column_id" and now["project_id"] != self.project:
                self.report.note("kept-local", KEPT, f"{item.ext_id} column, being in another project")
            elif digest(here) == before:
                changed = self.tx.set(id, name, brought) or changed
            else:
                self.report.note(
                    "kept-local", KEPT,
                    f"{item.ext_id} {name.removesuffix('_id').removeprefix('custom:')}",
                )  # fmt: skip
        return changed


def digest(value: Any) -> Any:
    """A value as it is remembered: itself, or a hash where it is a long text and only equality matters."""
    if isinstance(value, str) and len(value) > 40:
        return f"#{hashlib.sha1(value.encode(), usedforsecurity=False).hexdigest()[:16]}"
    return value
