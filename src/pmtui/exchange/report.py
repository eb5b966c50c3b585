"""What an import did: counts by entity, and notes that a person should read."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from pmtui.exchange.incoming import InNote

ENTITIES = ("item", "comment", "check", "label", "person", "link", "worklog", "attachment", "sprint")


@dataclass(slots=True)
class Report:
    """The outcome of an import, the same for a dry run.

    Every entity read is created, updated or unchanged, or noted.
    """

    format: str
    title: str
    dry_run: bool
    project: str = ""
    read: Counter[str] = field(default_factory=Counter)
    created: Counter[str] = field(default_factory=Counter)
    updated: Counter[str] = field(default_factory=Counter)
    unchanged: Counter[str] = field(default_factory=Counter)
    notes: dict[str, InNote] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)

    def note(self, code: str, detail: str, where: str | None = None, count: int = 1) -> None:
        """Add to a note; its first few places are named."""
        known = self.notes.setdefault(code, InNote(code, 0, detail))
        known.count += count
        if where and len(known.where) < 5:
            known.where.append(where)

    def take(self, note: InNote) -> None:
        """Add a reader's note."""
        known = self.notes.get(note.code)
        if known is None:
            self.notes[note.code] = InNote(note.code, note.count, note.detail, list(note.where[:5]))
        else:
            known.count += note.count
            known.where += note.where[: 5 - len(known.where)]

    def as_json(self) -> dict[str, Any]:
        """The document of `import --json`."""
        return {
            "format": self.format,
            "dry_run": self.dry_run,
            "project": self.project,
            **{
                name: {entity: getattr(self, name)[entity] for entity in ENTITIES}
                for name in ("read", "created", "updated", "unchanged")
            },
            "notes": [
                {"code": note.code, "count": note.count, "detail": note.detail, "where": note.where}
                for note in self.notes.values()
            ],
        }

    def lines(self) -> list[str]:
        """The report for a person."""
        verb = "would be" if self.dry_run else "were"
        lines = [self.title, f"into project {self.project}; these {verb} made:", ""]
        lines.append(f"  {'':<12}{'read':>8}{'created':>9}{'updated':>9}{'unchanged':>11}")
        for entity in ENTITIES:
            if self.read[entity] or self.created[entity] or self.updated[entity]:
                name = "people" if entity == "person" else f"{entity}s"
                counts = f"{self.created[entity]:>9}{self.updated[entity]:>9}{self.unchanged[entity]:>11}"
                lines.append(f"  {name:<12}{self.read[entity]:>8}{counts}")
        if self.notes:
            lines += ["", "Notes"]
            for note in self.notes.values():
                where = (
                    f" ({', '.join(note.where)}{', ...' if note.count > len(note.where) else ''})" if note.where else ""
                )
                lines.append(f"  {note.count:>5}  {note.detail}{where}  [{note.code}]")
        return lines
