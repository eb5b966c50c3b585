"""Items as JSON: the shapes that product and scripts agree on."""

from collections.abc import Sequence
from datetime import tzinfo
from typing import Any

from pmtui.actions.step import zone_of
from pmtui.clock import local
from pmtui.model.item import Event, Item
from pmtui.store import read
from pmtui.store.plan import Plan


class Shapes:
    """Turns records into JSON-able values; the words for ids are read once."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.codes = {id: person.code for id, person in read.people(plan).items()}
        self.projects = read.projects(plan)
        self.columns = {id: column.name for id, column in read.columns(plan).items()}
        self.sprints = read.sprints(plan)
        self._zones: dict[str | None, tzinfo | None] = {}

    def zone(self, project: str | None) -> tzinfo | None:
        """The time zone of a project."""
        if project not in self._zones:
            self._zones[project] = zone_of(self.plan, project)
        return self._zones[project]

    def instant(self, ms: int | None, project: str | None = None) -> str | None:
        """An instant with its offset, in the project's zone."""
        if ms is None:
            return None
        return local(ms, self.zone(project)).isoformat(timespec="milliseconds" if ms % 1000 else "seconds")

    def code(self, person: str | None) -> str | None:
        """A person's code."""
        return self.codes.get(person) if person else None

    def items(self, found: Sequence[Item]) -> list[dict[str, Any]]:
        """Items as `list --json` prints them."""
        single = found[0].id if len(found) == 1 else None
        after, external = read.dependencies(self.plan, single), read.externals(self.plan, single)
        parents = read.refs(self.plan, (item.parent_id for item in found if item.parent_id))
        return [self._item(item, after.get(item.id, []), external.get(item.id, []), parents) for item in found]

    def _item(
        self,
        item: Item,
        after: list[tuple[int, str, float | None, str | None]],
        external: list[tuple[str, str]],
        parents: dict[str, tuple[int, str, str]],
    ) -> dict[str, Any]:
        zone = item.project_id
        project = self.projects.get(item.project_id)
        return {
            "id": item.id,
            "number": item.number,
            "ref": item.ref,
            "type": item.type,
            "project": project.key if project else None,
            "title": item.title,
            "body": item.body,
            "column": self.columns.get(item.column_id),
            "state": item.state,
            "priority": item.priority,
            "owner": self.code(item.owner_id),
            "assignees": sorted(filter(None, map(self.code, item.assignees))),
            "labels": sorted(item.labels, key=str.casefold),
            "points": item.points,
            "estimate": None
            if item.estimate_m is None
            else {"o": item.estimate_o, "m": item.estimate_m, "p": item.estimate_p, "unit": item.estimate_unit},
            "start": item.start,
            "due": item.due,
            "created_at": self.instant(item.created_at, zone),
            "started_at": self.instant(item.started_at, zone),
            "finished_at": self.instant(item.finished_at, zone),
            "blocked_since": self.instant(item.blocked_since, zone),
            "blocked_reason": item.blocked,
            "parent": parents[item.parent_id][0] if item.parent_id in parents else None,
            "depends_on": [
                {"number": number, "kind": kind, "lag": lag(size, unit)} for number, kind, size, unit in after
            ],
            "sprint": self.sprints.get(item.sprint_id) if item.sprint_id else None,
            "percent": item.percent,
            "external": [{"system": system, "id": id} for system, id in external],
            "archived": bool(item.archived),
        }

    def whole(self, item: Item) -> dict[str, Any]:
        """An item with all that hangs on it, as `show --json` prints it."""
        from pmtui.store.history import of_item

        plan, zone = self.plan, item.project_id
        found = read.links(plan, item.id)
        ends = read.refs(plan, (end for link in found for end in (link.from_id, link.to_id)))
        return {
            **self.items([item])[0],
            "reporter": self.code(item.reporter_id),
            "updated_at": self.instant(item.updated_at, zone),
            "column_since": self.instant(item.column_since, zone),
            "blocked_by": self.code(item.blocked_by),
            "dropped_reason": item.dropped,
            "effort_spent_minutes": item.effort_spent,
            "effort_left_minutes": item.effort_left,
            "url": item.url,
            "comments": [
                {"author": self.code(comment.author), "at": self.instant(comment.at, zone), "text": comment.body}
                for comment in read.comments(plan, item.id)
            ],
            "checks": [{"text": check.text, "state": check.state} for check in read.checks(plan, item.id)],
            "links": [
                {
                    "from": ends[one.from_id][0],
                    "kind": one.kind,
                    "to": ends[one.to_id][0],
                    "lag": lag(one.lag, one.lag_unit),
                }
                for one in found
            ],
            "attachments": [{"name": name, "url": url} for name, url in read.attachments(plan, item.id)],
            "history": [self.event(event, zone) for event in of_item(plan, item.id)],
            "custom": read.customs(plan, item.id),
        }

    def event(self, event: Event, project: str | None = None) -> dict[str, Any]:
        """A line of history."""
        return {
            "at": self.instant(event.at, project),
            "person": self.code(event.person),
            "cause": event.cause.partition(" ")[0],
            "field": event.field,
            "old": event.old,
            "new": event.new,
        }


def lag(size: float | None, unit: str | None) -> str | None:
    """A link's lag as it is typed: 2d, -1d; None where there is none."""
    from pmtui.model.durations import show_number

    return f"{show_number(size)}{unit or 'd'}" if size else None
