"""Changing what a project scores its risks by: its scales, its risk breakdown, its contingency and currency."""

import json
from collections.abc import Iterable

from pmtui.actions.risk_terms import scales_of
from pmtui.actions.step import Outcome, Step, step
from pmtui.errors import Refused, Usage
from pmtui.model.money import parse_money
from pmtui.model.text import quoted, whole_line
from pmtui.planning.risk import parse_scales, show_scales
from pmtui.store.plan import Plan

LONGEST_LIST = 200
"""Entries of a risk breakdown."""


def set_scales(plan: Plan, project: str, said: str) -> Outcome:
    """Give a project other scales: a text as `show_scales` writes it, or `usual` for what it began with.

    `pmbok` keeps the definitions and scores by the product of their weights, `levels` by that of the levels. Raises
    Unreadable where the text is none or its scales are not valid.
    """
    if said == "usual":
        cell = None
    elif said in ("pmbok", "levels"):
        cell = show_scales(scales_of(plan, project)._replace(nonlinear=said == "pmbok"))
    else:
        cell = show_scales(parse_scales(said))
    return _set(plan, project, "risk_scales", cell, "scales of risk")


def set_categories(plan: Plan, project: str, names: Iterable[str]) -> Outcome:
    """Give a project another risk breakdown, or with no names the usual one again. Unreadable, Refused."""
    wanted = list(dict.fromkeys(filter(None, (whole_line(name, 100) for name in names))))
    if len(wanted) > LONGEST_LIST:
        raise Refused(f"{len(wanted)} categories are more than anybody looks through; {LONGEST_LIST} are the most")
    cell = json.dumps(wanted, ensure_ascii=False) if wanted else None
    return _set(plan, project, "risk_categories", cell, "categories of risk")


def _set(plan: Plan, project: str, field: str, cell: str | None, name: str) -> Outcome:
    with step(plan) as act:
        act.tx.set(project, field, cell)
        act.outcome.message = f"{name} {'as usual' if cell is None else 'set'}"
        return act.outcome


def contingency(act: Step, project: str, text: str) -> None:
    """The money that is left for risks, or none."""
    amount = None if text in ("", "none") else parse_money(text)
    if amount is not None and amount < 0:
        raise Usage(f"{quoted(text)}: what is left for risks is not below 0")
    act.tx.set(project, "contingency", amount)


def currency(act: Step, project: str, text: str) -> None:
    """The currency that all amounts of a project are in, by its three letters, or none."""
    word = text.upper()
    if word not in ("", "NONE") and not (len(word) == 3 and word.isascii() and word.isalpha()):
        raise Usage(f"{quoted(text)} is no currency; it is written in three letters, such as EUR")
    act.tx.set(project, "currency", None if word in ("", "NONE") else word)


MONEY = {"contingency": contingency, "currency": currency}
"""The fields of a project that `pmtui project set` takes."""
