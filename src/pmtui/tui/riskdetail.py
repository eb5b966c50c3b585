"""What the bottom says of a risk: its score and trend, its worth, its review, its trigger."""

from datetime import date

from pmtui.actions.register import Register, RiskRow
from pmtui.model.dates import show_date
from pmtui.model.money import show_money
from pmtui.model.riskwords import DIMENSIONS
from pmtui.tui.bottom import Line
from pmtui.tui.cards import short_name
from pmtui.tui.look import Look

_GAP = ("   ", "dim")


def first_line(register: Register, row: RiskRow, look: Look) -> Line:
    """Number, title, owner, score, worth, review, trigger: each whole."""
    line: Line = [(f"{row.ref}  ", "dim"), (row.title, "strong")]
    if row.owner is not None:
        line += [_GAP, (short_name(row.owner), f"person{row.owner.order}")]
    if row.score is not None:
        line += [_GAP, score_words(row, look)]
    if row.emv is not None:
        line += [_GAP, (f"{show_money(row.emv)} {register.currency}".rstrip(), "text")]
    if row.trigger_passed:
        line += [_GAP, (f"{look.glyph['late']} trigger passed {_day(row.trigger_date, register)}", "alarm")]
    if row.late_days:
        line += [_GAP, (f"{look.glyph['late']} review late {row.late_days}d", "alarm")]
    elif row.type == "risk":
        line += [_GAP, (f"review {show_date(row.next_review, register.today)}", "text")]
    if row.severity:
        line += [_GAP, (row.severity, "warn" if row.severity in ("critical", "major") else "text")]
    if row.emv_days:
        line += [_GAP, (f"{row.emv_days:.1f}".removesuffix(".0") + "d expected", "dim")]
    return line


def more_lines(register: Register, row: RiskRow, look: Look) -> list[Line]:
    """The levels in each dimension and how they stood; what it threatens, when it was reviewed."""
    second: Line = [("     ", "dim")]
    if row.probability is not None:
        words = register.scales.probability[row.probability - 1].words
        second += [("P ", "dim"), (f"{row.probability} {words}", "text"), _GAP]
    for name in DIMENSIONS:
        if name in row.impacts:
            second += [(f"{name} ", "dim"), (f"{row.impacts[name]}", "text"), ("  ", "dim")]
    for label, score in (("inherent", row.inherent), ("residual", row.residual)):
        if score is not None:
            second += [_GAP, (f"{label} ", "dim"), (f"{score:g}", "text")]
    if row.category:
        second += [_GAP, (row.category, "dim")]
    third: Line = [("     ", "dim")]
    if row.threatens:
        said = ", ".join(f"{ref} {title}" for ref, title in row.threatens[:3])
        third += [("Threatens  ", "dim"), (said, "text"), _GAP]
    if row.last_reviewed:
        who = f" by {short_name(row.reviewed_by)}" if row.reviewed_by else ""
        third += [("Reviewed  ", "dim"), (f"{ago(row.last_reviewed, register.today)}{who}", "text")]
    return [second, third]


def score_words(row: RiskRow, look: Look) -> tuple[str, str]:
    """The score with its trend: `16▲ was 12`."""
    assert row.score is not None
    if row.before is None or row.before == row.score:
        return (f"{row.score:g}", "text")
    worse = (row.score > row.before) == (row.kind == "threat")
    glyph = look.glyph["up" if row.score > row.before else "down"]
    return (f"{row.score:g}{glyph} was {row.before:g}", "alarm" if worse else "ok")


def decisive(row: RiskRow) -> str:
    """The dimension that its impact comes from, and that a new score is of; time where none has been said."""
    return max(row.impacts, key=lambda name: row.impacts[name], default="time")


def ago(day: date, today: date) -> str:
    """How long ago a day of the past is: today, yesterday, 4d ago."""
    days = (today - day).days
    return {0: "today", 1: "yesterday"}.get(days, f"{days}d ago")


def _day(iso: str | None, register: Register) -> str:
    return show_date(date.fromisoformat(iso), register.today) if iso else ""
