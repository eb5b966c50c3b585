"""A project's thresholds: from where on its areas turn amber and red, where it has its own."""

import json
from typing import TYPE_CHECKING

from pmtui.errors import Usage
from pmtui.planning.rag import Thresholds
from pmtui.store import lookup

if TYPE_CHECKING:
    from pmtui.actions.step import Step
    from pmtui.store.plan import Plan

_MOST = 1_000.0


def thresholds(plan: "Plan", project: str) -> Thresholds:
    """The thresholds of a project (id): its own, else the usual ones."""
    own = _own(plan, project)
    return Thresholds()._replace(**{name: value for name, value in own.items() if name in Thresholds._fields})


def set_threshold(act: "Step", project: str, name: str, text: str) -> None:
    """Set one, as a person types it; nothing or `none` goes back to the usual value."""
    word = text.casefold().removesuffix("%").strip()
    keep(act, project, name, None if word in ("", "none", "-") else _number(name, word))


def keep(act: "Step", project: str, name: str, value: float | None) -> None:
    """Keep a number among a project's own, or, with None, forget it."""
    act.tx.settle()
    own = _own(act.plan, project)
    own.pop(name, None)
    if value is not None:
        own[name] = value
    cell = json.dumps(dict(sorted(own.items())), separators=(",", ":")) if own else None
    act.tx.set(project, "thresholds", cell)


def _number(name: str, word: str) -> float:
    try:
        value = float(word.removesuffix("d").replace(",", "."))
    except ValueError:
        raise Usage(f"{name} is a number, such as {getattr(Thresholds(), name):g}, not {word!r}") from None
    if not 0 <= value <= _MOST:
        raise Usage(f"{name} lies between 0 and {_MOST:g}, not at {word}")
    return value


def focus(plan: "Plan", project: str) -> float | None:
    """The share of the working hours that a project's sprints get; None where nobody said."""
    return _own(plan, project).get("focus")


def _own(plan: "Plan", project: str) -> dict[str, float]:
    """What a project says itself; what another program wrote there and makes no sense is left out."""
    cell = lookup.project_cell(plan, project, "thresholds")
    try:
        said = json.loads(str(cell)) if cell else {}
    except ValueError:
        return {}
    if not isinstance(said, dict):
        return {}
    return {name: float(value) for name, value in said.items() if isinstance(value, int | float)}
