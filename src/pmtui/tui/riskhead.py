"""What stands above the register: what the risks are worth, what is left against them, which reviews are late."""

from typing import TYPE_CHECKING

from rich.segment import Segment

from pmtui.model.money import show_money
from pmtui.tui.look import Look
from pmtui.tui.risklayout import Layout, filled

if TYPE_CHECKING:
    from pmtui.actions.register import Register

FIRST_MINUTE = {
    "risk": (
        ("", "No risk is known yet."),
        ("", ""),
        ("n", "adds a risk: what may happen?"),
        ("P", "asks questions that help to find some"),
        ("", ""),
        ("", "Bring a sheet:  pmtui import FILE"),
    ),
    "issue": (
        ("", "No issue is known yet."),
        ("", ""),
        ("n", "adds an issue: what has happened?"),
        ("i", "on a risk: it happened, and is an issue"),
    ),
}
"""What an empty register says: the key, the words."""


def headline(look: Look, register: "Register", layout: Layout, width: int) -> list[Segment]:
    """Exposure and what it was a week ago, contingency against it, late reviews; each whole or not at all."""
    currency = f" {register.currency}" if register.currency else ""
    left = [
        Segment(" Exposure  ", look.style("dim")),
        Segment(show_money(register.exposure) + currency, look.style("strong", bold=True)),
    ]
    late, right = register.late, []
    if late:
        said = f"{look.glyph['late']} {late} review{'' if late == 1 else 's'} late "
        right = [Segment(said, look.style("alarm"))]
    if (before := register.exposure_before) is not None:
        left = _with(left, Segment(f"   {show_money(before)} a week ago", look.style("dim")), width - _length(right))
    if register.contingency is not None:
        said = f"Contingency left {show_money(register.contingency)}"
        role = "text"
        if register.cover is not None:
            said += f", covers {register.cover:.0f} %"
            role = "warn" if register.cover < 100 else "text"
        beside = layout.left if _length(left) + 3 <= layout.left < width // 2 else _length(left) + 3
        blank = Segment(" " * (beside - _length(left)), look.style("text"))
        if beside + len(said) + 2 + _length(right) <= width:
            left += [blank, Segment(said, look.style(role))]
    return [*filled(left, width - _length(right), look.style("text")), *right]


def empty_line(look: Look, register: "Register", line: int) -> list[Segment]:
    """A line of what a register without a row says."""
    if register.only is not None:
        return [Segment(" No risk fits." if line == 0 else "", look.style("dim"))]
    said = FIRST_MINUTE["issue" if register.kind == "issue" else "risk"]
    if not 0 <= line < len(said):
        return []
    key, words = said[line]
    return [Segment(f" {key:<3}" if key else " ", look.style("strong", bold=True)), Segment(words, look.style("dim"))]


def _with(parts: list[Segment], more: Segment, room: int) -> list[Segment]:
    return [*parts, more] if _length(parts) + len(more.text) + 3 <= room else parts


def _length(parts: list[Segment]) -> int:
    return sum(len(part.text) for part in parts)
