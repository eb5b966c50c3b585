"""The note of a review: what was said of it all, how the areas stand, what was decided, what was caught."""

from collections.abc import Sequence

from pmtui.clock import local
from pmtui.meetings.review_basis import Basis
from pmtui.meetings.review_shapes import Area, Taken
from pmtui.model.paper import Bullets, Paper, Section, to_markdown
from pmtui.model.text import clean_line
from pmtui.store.meetings import Entry

_CAUGHT = {
    "action": "Actions", "blocker": "Blockers", "decision": "Decisions to take", "risk": "Risks", "issue": "Issues",
    "parking": "Parking lot", "lesson": "Lessons", "feedback": "Feedback",
}  # fmt: skip


def note(
    basis: Basis, breath: Sequence[str], areas: Sequence[Area], taken: Sequence[Taken], entries: Sequence[Entry],
    started: int,
) -> str:  # fmt: skip
    """The note in Markdown; `entries` are the meeting's own, `started` in ms UTC."""
    begun = local(started, basis.zone)
    project = basis.chart.project.key if basis.chart else ""
    sections = [
        Section("", tuple(clean_line(line) for line in breath) or (f"Since {basis.since.words}",)),
        _bullets("How it stands", [line for area in areas for line in _area(area)]),
        _bullets("Decided", [_decided(one) for one in taken]),
        *(
            _bullets(heading, [_caught(basis, one) for one in entries if one.kind == kind])
            for kind, heading in _CAUGHT.items()
        ),
    ]
    title = clean_line(f"Review {project} for {basis.audience}")
    return to_markdown(Paper(title, begun.date(), tuple(one for one in sections if one.blocks)))


def _bullets(heading: str, lines: Sequence[str]) -> Section:
    return Section(heading, (Bullets(tuple(lines)),) if lines else ())


def _area(area: Area) -> list[str]:
    """An area with its rule, and below it what a person says against it."""
    lines = [f"{area.name} [{area.status.colour}] {clean_line(area.status.said)}"]
    said = area.override
    return [*lines, f"  {clean_line(said.person)} says [{said.colour}]: {clean_line(said.reason)}"] if said else lines


def _decided(one: Taken) -> str:
    by = f" by {', '.join(one.people)}" if one.people else ""
    return clean_line(f"{one.ref} {one.title}: {one.verdict}{by}: {one.reason}")


def _caught(basis: Basis, entry: Entry) -> str:
    """A captured item: number, title, owner; a line that made none as it was said."""
    known = basis.work.get(entry.item_id or "")
    if known is None or entry.kind == "feedback":
        about = f"{known.ref} {known.title}: " if known else ""
        return clean_line(f"{about}{entry.text} - {basis.name(entry.person_id)}")
    line = basis.line(known)
    owner = f" - {line.owner}" if line.owner else ""
    due = f" - {line.due.isoformat()}" if line.due else ""
    return clean_line(f"{line.ref} {line.title}{owner}{due}")
