"""What an import needs before its items: people, columns, labels, sprints, matched or made."""

from typing import TYPE_CHECKING

from pmtui.actions.people import code_for
from pmtui.exchange.incoming import InPerson, Scalar
from pmtui.model.rank import between
from pmtui.model.text import clean, clean_line
from pmtui.store import naming, read

if TYPE_CHECKING:
    from pmtui.exchange.apply import Writer


class Around:
    """Each method returns ids by the source's keys."""

    def __init__(self, writer: "Writer") -> None:
        self.writer = writer
        self.plan = writer.act.plan
        self.report = writer.report

    def people(self) -> dict[str, str]:
        """Matched by e-mail, then by foreign id, then by name; else made: active where they have open work."""
        writer = self.writer
        by_word: dict[str, str] = {}
        taken: set[str] = set()
        for who, code, name, email, git_email in reversed(naming.people(self.plan)):
            taken.add(code.casefold())
            by_word |= {word.casefold(): who for word in (name, email, git_email) if word}
        by_word |= {value.casefold(): person for person, value in naming.aliases(self.plan)}
        busy = {
            name
            for item in writer.incoming.items
            for name in (item.owner, *item.assignees)
            if name and not item.fields.get("archived")
        }
        found: dict[str, str] = {}
        for person in writer.incoming.people:
            self.report.read["person"] += 1
            ext = f"person:{person.ext_id or person.key}"
            name = clean_line(person.name, 200) or person.key
            id = by_word.get((person.email or "").casefold()) if person.email else None
            if id is None and ext in writer.known:
                id = writer.known[ext][1]
            id = id or by_word.get(name.casefold())
            if id is None:
                id = self._meet(person, name, taken, person.key in busy)
            else:
                self.report.unchanged["person"] += 1
            if ext not in writer.known:
                writer.remember(ext, id, {})
            found[person.key] = id
        return found

    def _meet(self, person: InPerson, name: str, taken: set[str], active: bool) -> str:
        code = code_for(self.plan, name, taken)
        taken.add(code)
        email = clean_line(person.email, 200) if person.email else None
        cells: dict[str, Scalar] = {
            "code": code,
            "name": name,
            "email": email,
            "kind": person.kind,
            "inactive": None if active else 1,
        }
        cells |= {**person.fields, "calendar_id": self.writer.calendars.get(person.calendar or "")}
        id, _ = self.writer.ensure("person", person.ext_id or person.key, cells)
        self.report.created["person"] += 1
        return id

    def columns(self) -> dict[str, str]:
        """Matched by foreign id, then by name, or by category where any will do; else made at the right end."""
        writer = self.writer
        here = read.columns(self.plan, writer.project)
        by_name = {column.name.casefold(): id for id, column in here.items()}
        last = list(here.values())[-1].rank or None if here else None
        found: dict[str, str] = {}
        for column in writer.incoming.columns:
            ext = f"column:{column.key}"
            name = clean_line(column.name, 60) or "(no name)"
            id = writer.known[ext][1] if ext in writer.known and writer.known[ext][1] in here else None
            id = id or (by_name.get(name.casefold()) if by_name.get(name.casefold()) not in found.values() else None)
            if id is None and column.any_such:
                id = next((i for i, known in here.items() if known.category == column.category), None)
            if id is None:
                last = between(last, None)
                cells = {
                    "project_id": writer.project, "name": name, "category": column.category, "rank": last,
                    "wip_limit": column.wip_limit, "wip_hard": int(column.wip_hard) or None,
                    "archived": int(column.archived) or None,
                }  # fmt: skip
                id, made = writer.ensure("column", f"{writer.project}:{column.key}", cells)
                if not made:
                    writer.tx.set(id, "archived", int(column.archived) or None)
            if ext not in writer.known or writer.known[ext][1] != id:
                writer.remember(ext, id, {})
            found[column.key] = id
        if not found:
            first = next(iter(here)) if here else writer.ensure(
                "column", f"{writer.project}:default",
                {"project_id": writer.project, "name": "Ready", "category": "ready", "rank": between(last, None)},
            )[0]  # fmt: skip
            found[""] = first
        return found

    def labels(self) -> dict[str, str]:
        """The spelling each label is known by, upper and lower case being one."""
        writer = self.writer
        spelled = {name.casefold(): name for name in reversed(naming.labels(self.plan))}
        seen: set[str] = set()
        for label in writer.incoming.labels:
            name = clean_line(label.name, 100)
            folded = name.casefold()
            if not name or folded in seen:
                continue
            seen.add(folded)
            self.report.read["label"] += 1
            if folded in spelled:
                self.report.unchanged["label"] += 1
            else:
                writer.ensure("label", folded, {"name": name, "colour": label.colour and clean_line(label.colour)})
                spelled[folded] = name
                self.report.created["label"] += 1
        return spelled

    def sprints(self) -> dict[str, str]:
        """Matched by name within the project, else made."""
        writer = self.writer
        by_name = naming.sprints(self.plan, writer.project)
        found: dict[str, str] = {}
        for sprint in writer.incoming.sprints:
            self.report.read["sprint"] += 1
            name = clean_line(sprint.name, 200)
            if name in by_name:
                found[sprint.name] = by_name[name]
                self.report.unchanged["sprint"] += 1
                continue
            cells = {
                "project_id": writer.project, "name": name, "goal": sprint.goal and clean(sprint.goal),
                "start": sprint.start, "finish": sprint.finish, "state": sprint.state,
            }  # fmt: skip
            found[sprint.name], _ = writer.ensure("sprint", f"{writer.project}:{sprint.name}", cells)
            self.report.created["sprint"] += 1
        return found
