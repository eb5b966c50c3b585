"""What stands around a turn, as lines below it: the speaker's risks and decisions, the sprint, the columns."""

from datetime import date

from pmtui.meetings.around import Around, Touching
from pmtui.model.dates import show_date
from pmtui.model.durations import show_number
from pmtui.store.meetings import Work
from pmtui.tui.bottom import Line
from pmtui.tui.dialogs.sheet import Sheet, fitted
from pmtui.tui.look import Look

_TREND = {None: "dim", True: "alarm", False: "ok"}


def risks_and_decisions(sheet: Sheet[Work], around: Around, person: str, name: str, today: date, room: int) -> None:
    """The risks and decisions of a person (id), as many as there is room for; nothing where there are none."""
    touching = around.touching.get(person, [])
    if not touching or room < 3:
        return
    sheet.heading(f"Risks and decisions with {name}")
    shown = touching if len(touching) <= room - 2 else touching[: room - 3]
    for one in shown:
        sheet.stop(_touching(one, sheet.look, today, max(16, sheet.width // 3)), one.item)
    if len(shown) < len(touching):
        sheet.plain([(f"and {len(touching) - len(shown)} more", "dim")])


def strip(sheet: Sheet[Work], around: Around, room: int) -> None:
    """The sprint, and how full the columns are; nothing where there is no room for it."""
    if room < 3 or not around.board:
        return
    name, standing = around.sprint or ("Board", "")
    sheet.heading(name, standing)
    line: Line = []
    for pile in around.board:
        limit = f"/{pile.limit}" if pile.limit is not None else ""
        over = f" {sheet.look.glyph['late']}" if pile.over else ""
        line += [
            (f"{pile.name} ", "dim"),
            (f"{pile.cards}{limit}{over}", "alarm" if pile.over else "text"),
            ("   ", "dim"),
        ]
    sheet.plain(line)


def _touching(one: Touching, look: Look, today: date, cells: int) -> Line:
    sign = " "
    if one.score is not None and one.before is not None and one.score != one.before:
        sign = look.glyph["up" if one.score > one.before else "down"]
    line: Line = [
        (one.ref.rjust(4), "dim"), (f"{sign} ", _TREND[one.worse]), (fitted(one.item.title, cells, look), "text"),
        ("  ", "dim"),
    ]  # fmt: skip
    if one.score is not None:
        was = f", from {show_number(one.before)}" if one.before is not None and one.before != one.score else ""
        return [*line, (f"{show_number(one.score)}{was}", "dim")]
    if one.item.type == "risk":
        return [*line, ("not scored", "dim")]
    if one.item.due is None:
        return [*line, ("to be decided", "dim")]
    day = date.fromisoformat(one.item.due)
    late = day < today
    mark = f"{look.glyph['late']} " if late else ""
    return [*line, (f"{mark}decide by {show_date(day, today)}", "alarm" if late else "dim")]
