"""A risk as a page for a room: the sentence, the levels with their definitions, worth, response, trigger, the map."""

from pmtui.actions.register import Register, RiskRow
from pmtui.meetings.risk_review import Summary
from pmtui.model.dates import show_date
from pmtui.model.money import show_money
from pmtui.model.riskwords import DIMENSIONS, Level
from pmtui.model.text import cell_width
from pmtui.tui.bottom import Line
from pmtui.tui.cards import short_name
from pmtui.tui.look import Look
from pmtui.tui.riskdetail import decisive, score_words

LABEL = 14


def page(register: Register, row: RiskRow, look: Look, width: int) -> list[Line]:
    """All there is to say of a risk, in the order in which it is talked about."""
    lines: list[Line] = [[]]
    for label, words in (("Because", row.cause), ("it may be that", row.event), ("so that", row.effect)):
        if words:
            lines += _wrapped(label, words, width)
    if row.threatens:
        said = ", ".join(f"{ref} {title}" for ref, title in row.threatens[:4])
        lines += _wrapped("Threatens", said, width)
    about: Line = [_label("")]
    if row.owner:
        about += [("owner ", "dim"), (short_name(row.owner), f"person{row.owner.order}"), ("   ", "dim")]
    if row.category:
        about += [(row.category, "text"), ("   ", "dim")]
    about += [(row.kind, "dim")]
    lines += [about, []]
    lines += _levels("Probability", register.scales.probability, row.probability, width)
    lines += _levels("Impact", register.scales.impact[decisive(row)], row.impact, width)
    if len(row.impacts) > 1:
        said = "   ".join(f"{name} {row.impacts[name]}" for name in DIMENSIONS if name in row.impacts)
        lines.append([_label(""), (said, "dim")])
    lines += [_score_line(row, look), _worth_line(register, row), []]
    response: Line = [_label("Response"), (row.response or "none yet", "text" if row.response else "warn")]
    if row.residual is not None:
        response += [("   down to ", "dim"), (f"{row.residual:g}", "text")]
    lines.append(response)
    for action in row.actions[:6]:
        owner = (f"  {short_name(action.owner)}", f"person{action.owner.order}") if action.owner else ("", "dim")
        mark = look.glyph["done"] if action.done else " "
        lines.append(
            [_label(""), (f"{mark} {action.ref} ", "dim"), (action.title, "text"), owner, (f"  {action.column}", "dim")]
        )
    if row.trigger_text or row.trigger_date:
        day = f" by {_day(row.trigger_date, register)}" if row.trigger_date else ""
        passed = f"   {look.glyph['late']} passed" if row.trigger_passed else ""
        lines.append([_label("Trigger"), (f"{row.trigger_text}{day}", "text"), (passed, "alarm")])
    if row.fallback:
        lines += _wrapped("Fallback", row.fallback, width)
    lines += [[], _review_line(register, row, look)]
    if row.last:
        lines.append([_label("Last"), (row.last, "dim")])
    return lines


def summary_lines(found: Summary, look: Look) -> list[Line]:
    """What a review came to."""
    better = found.exposure_after <= found.exposure_before
    lines: list[Line] = [
        [],
        [
            _label("Exposure"), (show_money(found.exposure_before), "text"), (" > ", "dim"),
            (f"{show_money(found.exposure_after)} {found.currency}".rstrip(), "ok" if better else "alarm"),
        ],
    ]  # fmt: skip
    if found.cover is not None:
        lines.append([_label("Contingency"), (f"covers {found.cover:.0f} %", "text")])
    lines += [[], [_label("Changed"), ("" if found.changes else "nothing: all stand as they were", "dim")]]
    for one in found.changes:
        worse = (one.after or 0) > (one.before or 0)
        lines.append(
            [
                _label(""), (f"{one.ref} ", "dim"), (f"{one.title}  ", "text"),
                (f"{_score(one.before)} > {_score(one.after)}", "alarm" if worse else "ok"), (f"  {one.what}", "dim"),
            ]
        )  # fmt: skip
    if found.told:
        lines += [[], [_label("To tell"), ("", "dim")]]
        for person, refs in found.told:
            lines.append([_label(""), (person.name, f"person{person.order}"), (f"  {', '.join(refs)}", "dim")])
    lines += [[], [_label(""), ("The note is kept in the plan.", "dim")]]
    return lines


def _levels(label: str, levels: tuple[Level, ...], chosen: int | None, width: int) -> list[Line]:
    """The five levels with their meanings, the chosen one strong, over as many lines as they need.

    The meanings are never left out: by them people score the same thing.
    """
    lines: list[Line] = [[_label(label)]]
    used = LABEL + 2
    for place, level in enumerate(levels, 1):
        here = place == chosen
        mark = f"[{place}] " if here else f"{place} "
        taken = len(mark) + cell_width(level.words)
        if used + taken > width - 2 and len(lines[-1]) > 1:
            lines.append([_label("")])
            used = LABEL + 2
        lines[-1] += [(mark, "strong" if here else "dim"), (f"{level.words}  ", "text" if here else "dim")]
        used += taken + 2
    return lines


def _score_line(row: RiskRow, look: Look) -> Line:
    line: Line = [_label("Score")]
    line.append(score_words(row, look) if row.score is not None else ("not scored yet: two digits do it", "warn"))
    if row.inherent is not None:
        line += [("   inherent ", "dim"), (f"{row.inherent:g}", "text")]
    return line


def _worth_line(register: Register, row: RiskRow) -> Line:
    line: Line = [_label("Worth")]
    if row.emv is not None and row.chance is not None:
        currency = f" {register.currency}" if register.currency else ""
        line += [
            (f"{row.chance:.0%}", "text"),
            (" of what it costs = ", "dim"),
            (f"{show_money(row.emv)}{currency}", "strong"),
        ]
    if row.emv_days is not None:
        line += [("   ", "dim"), (f"{row.emv_days:.1f}".removesuffix(".0") + " working days", "text")]
    return line if len(line) > 1 else [_label("Worth"), ("no range of cost or delay yet", "dim")]


def _review_line(register: Register, row: RiskRow, look: Look) -> Line:
    line: Line = [_label("Review")]
    if row.last_reviewed is not None:
        who = f" by {short_name(row.reviewed_by)}" if row.reviewed_by else ""
        line.append((f"last {show_date(row.last_reviewed, register.today)}{who}", "text"))
    else:
        line += [("never yet", "text")]
    line += [("   next ", "dim"), (show_date(row.next_review, register.today), "text")]
    if row.late_days:
        line.append((f"   {look.glyph['late']} late {row.late_days}d", "alarm"))
    return line


def _wrapped(label: str, words: str, width: int) -> list[Line]:
    """A text over as many lines as it needs, its label before the first."""
    from textwrap import wrap

    rows = wrap(words, max(20, width - LABEL - 3)) or [""]
    return [[_label(label if place == 0 else ""), (row, "text")] for place, row in enumerate(rows)]


def _label(words: str) -> tuple[str, str]:
    return (f"{words.rjust(LABEL)}  ", "dim")


def _score(value: float | None) -> str:
    return "-" if value is None else f"{value:g}"


def _day(iso: str, register: Register) -> str:
    from datetime import date

    return show_date(date.fromisoformat(iso), register.today)
