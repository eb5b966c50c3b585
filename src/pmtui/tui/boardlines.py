"""The board's lines that are no cards: heads, rules, the goal, what an empty column says, the card to come."""

from rich.segment import Segment
from textual.strip import Strip

from pmtui.model.text import cell_width, cut
from pmtui.store.board import BoardColumn
from pmtui.tui.look import Look
from pmtui.tui.strips import strip

BELONGS = {
    "backlog": "ideas, not promised",
    "ready": "what comes next",
    "active": "L brings work here",
    "wait": "what waits for others",
    "done": "x finishes a card",
}
"""What an empty column says, by category."""

FIRST_MINUTE = (
    ("", "Nothing on this board yet."),
    ("", ""),
    ("n", "makes a card: Retry dashboard ~3d @gus ^fri #payments"),
    ("C", "names the columns and their limits"),
    ("?", "shows every key"),
    ("", ""),
    ("", "Bring a Trello board or a Jira export:  pmtui import FILE"),
)


def column_head(look: Look, column: BoardColumn, step: int) -> list[Segment]:
    """Name, count against the limit, points; each whole or not at all, the name cut last."""
    width = step - 2
    count = len(column.cards)
    over = column.wip_limit is not None and count > column.wip_limit
    said = f"{count}/{column.wip_limit}" if column.wip_limit is not None else str(count)
    said += f" {look.glyph['late']}" if over else ""
    points = f"{column.cards.points:g} pt" if column.cards.points else ""
    name = cut(column.name, width - len(said) - 1, look.glyph["cut"])
    left = cell_width(name) + 1 + len(said)
    if left + 1 + len(points) > width:
        points = ""
    return [
        Segment(" " + name + " ", look.style("strong", bold=True)),
        Segment(said, look.style("alarm" if over else "dim", bold=over)),
        Segment(" " * (width - left - len(points)), look.style("text")),
        Segment(points, look.style("dim")),
        Segment(" ", look.style("text")),
    ]


def column_rule(
    look: Look, columns: list[BoardColumn], place: int, visible: range, step: int, position: str, active: int = -1
) -> list[Segment]:
    """The line below a head: heavy where the cursor is; it names what lies out of view, or the cursor's place."""
    heavy = place == active
    glyph = look.glyph
    line, role = (glyph["rule_active"], "accent") if heavy else (glyph["rule"], "rule")
    width = step - 2
    before = after = ""
    if place == visible[0] and place > 0:
        hidden = columns[place - 1]
        count = f" {len(hidden.cards)} "
        before = f"{glyph['left']} {cut(hidden.name, width - len(count) - 6, glyph['cut'])}{count}"
    if place == visible[-1] and place < len(columns) - 1:
        hidden = columns[place + 1]
        count = f" {len(hidden.cards)} {glyph['right']}"
        after = f" {cut(hidden.name, max(0, width - cell_width(before) - len(count) - 3), glyph['cut'])}{count}"
    elif position and len(position) + len(before) + 4 < width:
        after = f" {position}"
    rule = line * max(0, width - cell_width(before) - cell_width(after))
    return [
        Segment(" " + before, look.style("dim")),
        Segment(rule, look.style(role)),
        Segment(after + " ", look.style("dim")),
    ]


def goal_line(look: Look, goal: str, width: int) -> Strip:
    """The project's goal, or the query that narrows the board."""
    if not goal:
        return Strip.blank(width, look.style("text"))
    label, _, words = goal.partition("\t")
    said = cut(words, width - len(label) - 4, look.glyph["cut"])
    return strip(
        [Segment(f" {label}  ", look.style("dim")), Segment(said, look.style("text"))], width, look.style("text")
    )


def ghost_lines(
    look: Look, ghost: tuple[str, list[str]] | None, step: int, column: BoardColumn | None = None
) -> list[list[Segment]]:
    """The card to come while it is typed; or what belongs in an empty column; or just a blank line."""
    blank = [Segment(" " * step, look.style("text"))]
    if ghost is not None:
        title, facts = ghost
        room = step - 6
        first = cut(title, room, look.glyph["cut"])
        second = ""
        for fact in facts:
            longer = f"{second}  {fact}" if second else fact
            if cell_width(longer) <= room:
                second = longer
        return [
            [
                Segment(look.glyph["new"], look.style("accent", bold=True)),
                Segment("    " + first, look.style("accent")),
                Segment(" " * (step - 5 - cell_width(first)), look.style("text")),
            ],
            [Segment("     " + second + " " * (step - 5 - cell_width(second)), look.style("dim"))],
        ]
    if column is not None:
        words = cut(BELONGS.get(column.category, ""), step - 2, look.glyph["cut"])
        return [[Segment(" " + words.ljust(step - 1), look.style("dim"))], blank, blank]
    return [blank]


def empty_lines(look: Look, row: int, width: int) -> Strip:
    """The first minute: three keys that matter, and how to bring a board."""
    if not 0 <= row < len(FIRST_MINUTE):
        return Strip.blank(width, look.style("text"))
    key, words = FIRST_MINUTE[row]
    head = Segment(f"  {key:<3}" if key else "  ", look.style("strong", bold=True))
    return strip([head, Segment(words, look.style("dim"))], width, look.style("text"))
