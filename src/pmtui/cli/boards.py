"""`pmtui board`: the columns side by side as text, and as JSON."""

import argparse
import os
from datetime import date
from typing import TYPE_CHECKING, Any

from pmtui.cli.call import Call
from pmtui.cli.output import Output, pad, safe
from pmtui.model.text import cell_width

if TYPE_CHECKING:
    from pmtui.store.board import BoardColumn, BoardView, Card
    from pmtui.store.plan import Plan

_NARROWEST = 18
_WIDEST = 34
_GAP = 2
_PIPED = 120
"""Cells where there is no terminal to ask."""
_DAY = 86_400_000


def options_board(parser: argparse.ArgumentParser) -> None:
    """The words of `board`."""
    parser.add_argument("query", nargs="*", metavar="QUERY", help="narrows the board; see `pmtui list --help`")
    parser.add_argument("--json", action="store_true", help="the columns and their cards")
    parser.epilog = (
        "Done columns show the last days only (done_days in the settings, 14).\n\n"
        "  pmtui board --project ORD\n  pmtui board @me"
    )


def run_board(call: Call) -> int:
    """Print the board of the project that is meant, else of all."""
    with call.reading() as plan:
        view = viewed(call, plan, " ".join(call.options.query))
        if call.options.json:
            call.out.json(as_json(plan, view))
        else:
            call.out.lines(drawn(call.out, plan, view, call.today(plan)))
    return 0


def viewed(call: Call, plan: "Plan", query: str = "") -> "BoardView":
    """The board that is meant, narrowed by a query."""
    from pmtui.clock import now_ms
    from pmtui.store.board import board
    from pmtui.store.read import projects

    only = None
    if query.strip():
        from pmtui.cli.reading import asked
        from pmtui.store.search import ids

        only = set(ids(plan, *asked(call, plan, query)))
    project = call.project(plan)
    shown = [project] if project else [id for id, one in projects(plan).items() if not one.archived]
    return board(plan, shown, now_ms() - call.settings.done_days * _DAY, only)


def as_json(plan: "Plan", view: "BoardView") -> dict[str, Any]:
    """The board as one document: projects, and columns with their cards in order."""
    from pmtui.cli.shapes import Shapes

    shapes = Shapes(plan)
    return {
        "projects": [shapes.projects[id].key for id in view.project_ids],
        "columns": [
            {
                "name": column.name,
                "category": column.category,
                "wip_limit": column.wip_limit,
                "cards": [
                    {
                        "number": card.number, "ref": card.ref, "type": card.type,
                        "project": shapes.projects[card.project_id].key, "title": card.title, "state": card.state,
                        "owner": shapes.code(card.owner_id), "priority": card.priority, "points": card.points,
                        "due": card.due, "blocked_reason": card.blocked,
                        "blocked_since": shapes.instant(card.blocked_since, card.project_id),
                        "started_at": shapes.instant(card.started_at, card.project_id),
                        "finished_at": shapes.instant(card.finished_at, card.project_id), "waits_for": list(card.waits),
                    }
                    for card in column.cards
                ],
            }
            for column in view.columns
        ],
    }  # fmt: skip


def drawn(out: Output, plan: "Plan", view: "BoardView", today: date) -> list[str]:
    """The board as lines; columns that do not fit beside each other stand below."""
    from pmtui.store.read import people

    columns = view.columns
    if not columns:
        return ['There is no project here yet; `pmtui init --key ORD --name "Order portal"` adds one.']
    said = os.environ.get("COLUMNS", "")
    width = out.width or (int(said) if said.isdigit() and int(said) else _PIPED)
    beside = max(1, min(len(columns), (width + _GAP) // (_NARROWEST + _GAP)))
    cells = min((width + _GAP) // beside - _GAP, _WIDEST)
    codes = {id: person.code for id, person in people(plan).items()}
    lines: list[str] = []
    for start in range(0, len(columns), beside):
        band = columns[start : start + beside]
        texts = [_column(out, column, codes, cells, today) for column in band]
        if start:
            lines.append("")
        for row in range(max(map(len, texts))):
            line = ""
            for place, text in enumerate(texts):
                if row < len(text):
                    words, style = text[row]
                    line = pad_to(line, place * (cells + _GAP)) + (out.paint(words, style) if style else words)
            lines.append(line)
    return lines


def pad_to(line: str, cells: int) -> str:
    """The line with blanks up to a cell, escape sequences not counted."""
    if "\x1b" not in line:
        return pad(line, cells)
    import re

    return line + " " * (cells - cell_width(re.sub(r"\x1b\[[0-9;]*m", "", line)))


def _column(
    out: Output, column: "BoardColumn", codes: dict[str, str], cells: int, today: date
) -> list[tuple[str, str]]:
    """A column's lines with their styles: name and count, a rule, its cards."""
    count, limit = len(column.cards), column.wip_limit
    over = limit is not None and column.category != "done" and count > limit
    total = f"{count}/{limit}" if limit is not None else str(count)
    head = f"{out.cut(safe(column.name), cells - len(total) - 3)} {total}{' !' if over else ''}"
    lines = [(head, "alarm" if over else "bold"), (out.glyphs["rule"] * cells, "dim")]
    for card in column.cards:
        lines += _card(out, card, codes.get(card.owner_id or "", ""), cells, today)
    return lines


def _card(out: Output, card: "Card", owner: str, cells: int, today: date) -> list[tuple[str, str]]:
    """A card: number, title and owner, and below what makes it urgent; a long title pushes the owner down there."""
    done = card.state == "done"
    number = f"{card.ref:>3} " + (f"{out.glyphs['done']} " if done else "")
    title = safe(card.title)
    beside = cells - cell_width(number) - (cell_width(owner) + 1 if owner else 0)
    if done or cell_width(title) <= beside:
        head, owner = f"{number}{pad(out.cut(title, beside), beside)} {owner}".rstrip(), ""
    else:
        head = number + out.cut(title, cells - cell_width(number))
    fact, style = _fact(out, card, today) if not done else ("", "")
    lines = [(head, "dim" if done else "")]
    if fact or owner:
        room = cells - 4 - (cell_width(owner) + 1 if owner else 0)
        lines.append((f"    {pad(out.cut(fact, room), room)} {owner}".rstrip(), style))
    return lines


def _fact(out: Output, card: "Card", today: date) -> tuple[str, str]:
    """The most pressing thing about a card, and its style."""
    from pmtui.model.dates import relative

    if card.blocked:
        return f"{out.glyphs['blocked']} {safe(card.blocked)}", "alarm"
    if card.due and card.due <= today.isoformat():
        words = relative(date.fromisoformat(card.due), today)
        return (f"{out.glyphs['late']} {words}", "alarm") if card.due < today.isoformat() else (f"due {words}", "warn")
    return (f"after {', '.join(card.waits)}", "dim") if card.waits else ("", "")
