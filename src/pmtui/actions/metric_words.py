"""How metrics speak of items, days and counts."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from pmtui.model.dates import show_date

if TYPE_CHECKING:
    from pmtui.actions.metrics import Flow


def called(flow: "Flow", id: str) -> tuple[str, str]:
    """An item's number and title."""
    name = flow.names[id]
    return name.ref, name.title


def refs(flow: "Flow", ids: Iterable[str]) -> str:
    return ", ".join(flow.names[id].ref for id in ids)


def day_words(flow: "Flow", day: int) -> str:
    return show_date(date.fromordinal(day), date.fromordinal(flow.today))


def count_words(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
