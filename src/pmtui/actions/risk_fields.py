"""The fields of a risk or an issue as people type them: levels, ranges of cost and delay, triggers, responses."""

from collections.abc import Callable
from typing import Any, Literal

from pmtui.actions.fields import NOTHING, Editor
from pmtui.actions.risk_terms import categories_of
from pmtui.actions.step import today_in
from pmtui.errors import Usage
from pmtui.model.dates import parse_date
from pmtui.model.durations import show_number
from pmtui.model.riskwords import DIMENSIONS, LEVELS, RESPONSES, RISK_KINDS, SEVERITIES
from pmtui.model.text import whole_line
from pmtui.planning.risk import parse_range


def level(editor: Editor, field: str, text: str) -> None:
    """A level from 1 to 5, or none."""
    if text in NOTHING:
        editor.set(field, None)
        return
    if not text.isdigit() or int(text) not in LEVELS:
        raise Usage(f"{field} goes from 1 to 5, not {text!r}")
    editor.set(field, int(text))


def impact(editor: Editor, text: str) -> None:
    """One impact for every dimension: `4`; or each of its own: `time 4, cost 2`."""
    if text in NOTHING or text.isdigit():
        for name in DIMENSIONS:
            level(editor, f"impact_{name}", text if name == "time" or text in NOTHING else "none")
        return
    for part in text.replace(";", ",").split(","):
        name, _, said = part.strip().partition(" ")
        if name not in DIMENSIONS:
            raise Usage(f"{name!r} is no dimension of impact; there is {', '.join(DIMENSIONS)}")
        level(editor, f"impact_{name}", said.strip(" =:"))


def pair(editor: Editor, stem: str, text: str) -> None:
    """Probability and impact at once: `2x3`, `2 3`."""
    if text in NOTHING:
        both = ["none", "none"]
    else:
        both = [part for part in text.replace("x", " ").replace("*", " ").split() if part]
        both = list(both[0]) if len(both) == 1 and len(both[0]) == 2 else both
        if len(both) != 2:
            raise Usage(f"{stem} is probability and impact, such as 2x3, not {text!r}")
    for name, said in zip(("probability", "impact"), both, strict=True):
        level(editor, f"{stem}_{name}", said)


def spread(editor: Editor, stem: Literal["cost", "delay"], text: str) -> None:
    """One figure or three, optimistic, likely and pessimistic: `24k`, `10k/20k/40k`, `2/5/10d`."""
    found = (None, None, None) if text in NOTHING else parse_range(text, stem)
    for name, value in zip("omp", found, strict=True):
        editor.set(f"{stem}_{name}", value)


def choice(editor: Editor, field: str, text: str, known: tuple[str, ...]) -> None:
    """One of a few words, or its beginning."""
    if text in NOTHING:
        editor.set(field, None)
        return
    begun = [word for word in known if word.startswith(text.casefold())]
    if len(begun) != 1:
        raise Usage(f"{text!r} is no {field.removeprefix('risk_')}; there is {', '.join(known)}")
    editor.set(field, begun[0])


def category(editor: Editor, text: str) -> None:
    """An entry of the risk breakdown, by its end; another one is taken as it is typed."""
    line = None if text in NOTHING else whole_line(text)
    if line:
        known = categories_of(editor.act.plan, editor.project)
        near = [name for name in known if name.casefold().endswith(line.casefold())]
        line = near[0] if len(near) == 1 else line
    editor.set("category", line)


def line(editor: Editor, field: str, text: str) -> None:
    """A line of text, or none."""
    editor.set(field, None if text in NOTHING else whole_line(text))


def day(editor: Editor, field: str, text: str) -> None:
    """A date in words, or none."""
    value = None if text in NOTHING else parse_date(text, today_in(editor.act.plan, editor.project)).isoformat()
    editor.set(field, value)


def chance(editor: Editor, text: str) -> None:
    """A probability in percent, where the level is not enough, or none; 0.4 without its sign is refused."""
    if text in NOTHING:
        editor.set("chance", None)
        return
    try:
        value = float(text.replace(",", ".").rstrip("% "))
    except ValueError:
        raise Usage(f"chance is a number of percent, not {text!r}") from None
    if not 0 <= value <= 100:
        raise Usage(f"chance lies between 0 and 100 %, not at {text}")
    if 0 < value < 1 and "%" not in text:
        raise Usage(f"chance is a number of percent: write {value * 100:g}% or {value:g}%, not {text}")
    editor.set("chance", value)


def _level(name: str) -> Callable[[Editor, str], None]:
    return lambda editor, text: level(editor, name, text)


def _line(name: str) -> Callable[[Editor, str], None]:
    return lambda editor, text: line(editor, name, text)


def _day(name: str) -> Callable[[Editor, str], None]:
    return lambda editor, text: day(editor, name, text)


FIELDS: dict[str, Callable[[Editor, str], None]] = {
    "kind": lambda editor, text: choice(editor, "risk_kind", text, RISK_KINDS),
    "cause": _line("cause"), "event": _line("event"), "effect": _line("effect"), "category": category,
    "probability": _level("probability"), "impact": impact, "chance": chance,
    **{f"impact_{name}": _level(f"impact_{name}") for name in DIMENSIONS},
    "residual": lambda editor, text: pair(editor, "residual", text),
    "inherent": lambda editor, text: pair(editor, "inherent", text),
    "cost": lambda editor, text: spread(editor, "cost", text),
    "delay": lambda editor, text: spread(editor, "delay", text),
    "proximity": _day("proximity"), "trigger": _line("trigger_text"), "trigger_date": _day("trigger_date"),
    "response": lambda editor, text: choice(editor, "response", text, RESPONSES), "fallback": _line("fallback"),
    "next_review": _day("next_review"),
    "severity": lambda editor, text: choice(editor, "severity", text, SEVERITIES), "resolution": _line("resolution"),
}  # fmt: skip

OF_RISKS = (
    "kind", "cause", "event", "effect", "category", "probability", "impact", "chance", "cost", "delay", "trigger",
    "trigger_date", "proximity", "response", "fallback", "residual", "next_review",
)  # fmt: skip
OF_ISSUES = ("severity", "resolution", "cause", "effect", "fallback", "category")
"""The fields of a page, in the order in which they are talked about."""


def texts(said: dict[str, Any]) -> dict[str, str]:
    """The fields of a risk or an issue as they would be typed, "" for those that say nothing."""
    made = {name: str(said[cell]) for name, cell in _CELLS.items() if cell in said}
    levels = {name: said[f"impact_{name}"] for name in DIMENSIONS if f"impact_{name}" in said}
    if levels:
        only = levels.get("time") if len(levels) == 1 else None
        made["impact"] = str(only) if only else ", ".join(f"{name} {value}" for name, value in levels.items())
    for stem in ("residual", "inherent"):
        if f"{stem}_probability" in said:
            made[stem] = f"{said[f'{stem}_probability']}x{said.get(f'{stem}_impact', '?')}"
    for stem, unit in (("cost", ""), ("delay", "d")):
        points = [said.get(f"{stem}_{name}") for name in "omp"]
        if points[1] is not None:
            shown = [show_number(value) for value in points if value is not None]
            made[stem] = "/".join(shown) + unit
    if "chance" in said:
        made["chance"] = f"{show_number(said['chance'])}%"
    return {name: made.get(name, "") for name in FIELDS}


_CELLS = {
    "kind": "risk_kind", "cause": "cause", "event": "event", "effect": "effect", "category": "category",
    "probability": "probability", "proximity": "proximity", "trigger": "trigger_text", "trigger_date": "trigger_date",
    "response": "response", "fallback": "fallback", "next_review": "next_review", "severity": "severity",
    "resolution": "resolution",
}  # fmt: skip
