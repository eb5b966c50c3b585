"""What a project scores risks by: its scales, its risk breakdown, its contingency."""

import json
from functools import lru_cache

from pmtui.model.riskwords import CATEGORIES, SCALES, Scales
from pmtui.planning.risk import parse_scales
from pmtui.store import lookup
from pmtui.store.plan import Plan


def scales_of(plan: Plan, project: str) -> Scales:
    """The definitions that a project's risks are scored by."""
    cell = lookup.project_cell(plan, project, "risk_scales")
    return _scales(str(cell)) if cell else SCALES


def categories_of(plan: Plan, project: str) -> tuple[str, ...]:
    """The entries of a project's risk breakdown, written `Technical / interfaces`."""
    cell = lookup.project_cell(plan, project, "risk_categories")
    if cell:
        return tuple(str(name) for name in json.loads(str(cell)))
    return tuple(f"{group} / {name}" for group, names in CATEGORIES.items() for name in names)


@lru_cache(8)
def _scales(cell: str) -> Scales:
    return parse_scales(cell)
