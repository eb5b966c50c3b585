"""What risks are scored by and looked for with: `pmtui risk scales`, `categories` and `prompts`."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pmtui.cli.around import exactly
from pmtui.cli.call import Call
from pmtui.cli.output import safe, table
from pmtui.cli.schedule import project_meant
from pmtui.errors import Usage

if TYPE_CHECKING:
    from pmtui.model.riskwords import Level, Scales


def risk_scales(call: Call, words: Sequence[str]) -> int:
    """Print the definitions of a project's levels, or change them."""
    from pmtui.actions.risk_terms import scales_of

    exactly([*words], "risk scales [--set FILE]", 0, 0)
    said = call.options.set
    if said is not None:
        _set(call, "risk_scales", {"pmbok": "pmbok", "usual": "none"}.get(said) or _text(said))
        return 0
    with call.current() as plan:
        scales = scales_of(plan, project_meant(call, plan))
        if call.options.json:
            call.out.json(document(scales))
        elif call.options.toml:
            from pmtui.planning.risk import show_scales

            call.out.lines(show_scales(scales).splitlines())
        else:
            call.out.lines(_tables(call, scales))
    return 0


def _tables(call: Call, scales: "Scales") -> list[str]:
    """Probability, then impact on each dimension: what every level means."""
    rows = [("", "probability", "percent", "weight" if scales.nonlinear else "")]
    for number, level in enumerate(scales.probability, 1):
        rows.append((str(number), safe(level.words), f"{level.low:g} to {level.high:g}", _weight(scales, level)))
    lines = table(call.out, rows, 1)
    for name, levels in scales.impact.items():
        rows = [("", f"impact on {name}", "", "")]
        rows += [(str(number), safe(level.words), "", _weight(scales, level)) for number, level in enumerate(levels, 1)]
        lines += ["", *table(call.out, rows, 1)]
    how = "the product of the weights" if scales.nonlinear else "probability times the highest impact, 1 to 25"
    return [*lines, "", f"A score is {how}."]


def _weight(scales: "Scales", level: "Level") -> str:
    return f"{level.weight:g}" if scales.nonlinear else ""


def document(scales: "Scales") -> dict[str, Any]:
    """The scales as JSON."""
    return {
        "nonlinear": scales.nonlinear,
        "probability": [
            {"level": n, "words": level.words, "low": level.low, "high": level.high, "weight": level.weight}
            for n, level in enumerate(scales.probability, 1)
        ],
        "impact": {
            name: [{"level": n, "words": level.words, "weight": level.weight} for n, level in enumerate(levels, 1)]
            for name, levels in scales.impact.items()
        },
    }


def risk_categories(call: Call, words: Sequence[str]) -> int:
    """Print a project's risk breakdown, one entry a line, or put another in its place."""
    from pmtui.actions.risk_terms import categories_of

    exactly([*words], "risk categories [--set FILE]", 0, 0)
    said = call.options.set
    if said is not None:
        _set(call, "risk_categories", "none" if said == "usual" else ";".join(_text(said).splitlines()))
        return 0
    with call.current() as plan:
        found = categories_of(plan, project_meant(call, plan))
        if call.options.json:
            call.out.json([*found])
        else:
            call.out.lines(map(safe, found))
    return 0


def risk_prompts(call: Call, words: Sequence[str]) -> int:
    """Print questions that help to find risks."""
    from pmtui.model.riskwords import PROMPTS

    exactly([*words], "risk prompts", 0, 0)
    if call.options.json:
        call.out.json({name: [*questions] for name, questions in PROMPTS.items()})
        return 0
    lines: list[str] = []
    for name, questions in PROMPTS.items():
        lines += ([""] if lines else []) + [call.out.paint(name, "bold"), *(f"  {question}" for question in questions)]
    call.out.lines(lines)
    return 0


def _set(call: Call, field: str, text: str) -> None:
    """Give the project that is meant other scales or categories, as `pmtui project set` would."""
    from pmtui.actions.projects import change
    from pmtui.store.read import projects

    with call.writing() as plan:
        key = projects(plan)[project_meant(call, plan)].key
        call.tell(change(plan, key, {field: text}))


def _text(path: str) -> str:
    """What a file or stdin says; Usage where that is nothing."""
    text = sys.stdin.read() if path == "-" else Path(path).read_text(encoding="utf-8", errors="replace")
    if not text.strip():
        raise Usage(f"{safe(path)} is empty; `usual` goes back to what a project begins with")
    return text
