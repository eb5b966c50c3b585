"""The facts of a retrospective in words: one short sentence for each, as screen, command line and note say them."""

from collections.abc import Callable

from pmtui.meetings.retro_facts import Facts, Pair
from pmtui.model.durations import show_number
from pmtui.model.text import clean_line, cut

_LONG = 100
"""Hours from which on a time is told in days."""
_CAUSES = 3
"""Causes that are named before the rest is summed up."""
_REASON = 28
"""Cells of a cause."""


def told(found: Facts, sign: str = "…") -> list[tuple[str, str]]:
    """What there is to say, the most telling first: what it is about, and the words; `sign` ends what is cut."""
    said = [
        ("done", _scope(found)),
        ("blocked", _blocked(found, sign)),
        ("in column", ", ".join(f"{name} {_beside(pair, _days)}" for name, pair in found.columns)),
        ("cycle", _cycle(found)),
        ("finished", _beside(found.finished, show_number)),
        ("flow efficiency", _beside(found.flow, _percent) if found.flow.now is not None else ""),
        ("standup", _beside(found.standup, _clock) if found.standup.now is not None else ""),
        ("oldest", f"{found.oldest[0]} {clean_line(found.oldest[1])} {found.oldest[2]}d" if found.oldest else ""),
        ("unplanned", _beside(found.unplanned, show_number)),
        ("complaints", _beside(found.complaints, show_number)),
        ("risks happened", _beside(found.risks, show_number)),
        ("pulse", pulse_words(found.pulse)),
    ]
    return [(name, words) for name, words in said if words]


def pulse_words(pulse: Pair) -> str:
    """The pulse, or the last one; nothing where none was ever given."""
    now, was = (None if value is None else f"{value:.1f}" for value in pulse)
    if now is None:
        return f"was {was} of 5" if was else ""
    return f"{now} of 5 (was {was})" if was else f"{now} of 5"


def _beside(pair: Pair, show: Callable[[float], str]) -> str:
    """A figure, and what it was where that reads otherwise."""
    if pair.now is None:
        return "-"
    now = show(pair.now)
    was = "" if pair.was is None else show(pair.was)
    return f"{now} (was {was})" if was not in ("", now) else now


def _scope(found: Facts) -> str:
    scope = found.scope
    if scope is None:
        return ""
    unit = "pt" if scope.unit == "pt" else " items"
    words = [f"{show_number(scope.done)}/{show_number(scope.committed)}{unit}"]
    if scope.carried:
        words.append(f"carried {len(scope.carried)}")
    if scope.added:
        words.append(f"added {show_number(scope.added)}{unit}")
    return ", ".join(words)


def _blocked(found: Facts, sign: str) -> str:
    """The whole time, and its causes, in hours, or all in days where it is long."""
    whole = sum(hours for _, hours in found.blocked)
    if round(whole) < 1:
        return ""

    def took(hours: float) -> str:
        return f"{hours:.0f}h" if whole < _LONG else f"{hours / 24:.1f}d"

    named = [f"{cut(clean_line(cause), _REASON, sign)} {took(hours)}" for cause, hours in found.blocked[:_CAUSES]]
    rest = sum(hours for _, hours in found.blocked[_CAUSES:])
    return f"{took(whole)}: {', '.join([*named, f'other {took(rest)}'] if round(rest) >= 1 else named)}"


def _cycle(found: Facts) -> str:
    if found.cycle_p85.now is None:
        return ""
    return f"P50 {_beside(found.cycle_p50, _days)}, P85 {_beside(found.cycle_p85, _days)}"


def _days(value: float) -> str:
    return f"{value:g}d"


def _percent(value: float) -> str:
    return f"{value * 100:.0f}%"


def _clock(value: float) -> str:
    return f"{int(value) // 60}:{int(value) % 60:02}"
