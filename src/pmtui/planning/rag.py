"""Red, amber, green: the rules by which a project's areas get their colours, each with the words that say why.

What cannot be measured is "-" with the reason, never green; so is what nobody has looked at. The rules are those of
the steering reviews this program is made for: tolerances in, a colour out, and always the rule's name beside it.
"""

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from pmtui.model.durations import show_number

Colour = Literal["R", "A", "G", "-"]
AREAS = ("overall", "scope", "time", "cost", "risk", "quality", "team")
COLOURS: dict[str, Colour] = {"red": "R", "amber": "A", "green": "G"}
"""What people call the colours."""
_WORST = "RAG-"


class Thresholds(NamedTuple):
    """From where on an area turns: working days, percent, a score of levels, a count, percent, days."""

    milestone_tolerance: float = 3
    scope_growth: float = 10
    risk_score: float = 15
    severe_bugs: float = 3
    load: float = 110
    silent_days: float = 14


class Status(NamedTuple):
    """A colour, the rule that gave it, that rule's words, and the items (ids) it is about, the worst first."""

    colour: Colour
    rule: str
    words: str
    items: tuple[str, ...] = ()

    @property
    def said(self) -> str:
        """The rule with its words: `T1 M71 is 5 working days late, tolerance 3`."""
        return f"{self.rule} {self.words}"


class Promise(NamedTuple):
    """A milestone that was promised: how many working days its date is later than that (negative if ahead).

    `slack` is its total slack in working days, None where it is not known; `item` None for the project's end.
    """

    item: str | None
    name: str
    late: int
    slack: float | None = None


class Scope(NamedTuple):
    """How much work there was, how much there is, and how much of the difference was approved as changes.

    `unit` is `pt` or `items`, `since` says since when: `baseline B2`.
    """

    before: float
    now: float
    approved: float
    unit: str
    since: str


class Threat(NamedTuple):
    """An open threat: its score, whether that is at the limit, and whether something is being done about it."""

    item: str
    name: str
    score: float
    high: bool
    answered: bool


class Booked(NamedTuple):
    """Somebody's load: percent of their hours that are booked, week by week, and the hours that have no room.

    `items` are what has no room, the largest first.
    """

    name: str
    percents: tuple[int, ...]
    over: float
    items: tuple[str, ...]

    def in_a_row(self, limit: float) -> int:
        """The most weeks one after the other that are beyond the limit."""
        most = run = 0
        for percent in self.percents:
            run = run + 1 if percent > limit else 0
            most = max(most, run)
        return most


def time_status(promises: Iterable[Promise], tolerance: float) -> Status:
    """T1: red beyond the tolerance, amber beyond half of it. T2: red for negative slack beyond the tolerance.

    A due day counts as a deadline in the schedule, so that what is a day late for its own has a day of negative slack:
    that much the tolerance allows.
    """
    known = sorted(promises, key=lambda one: -one.late)
    if not known:
        return Status("-", "T1", "no open milestone has a baseline or a due day to be measured against")
    behind = sorted((one for one in known if (one.slack or 0) < -tolerance), key=lambda one: one.slack or 0)
    worst = known[0]
    late = [one for one in known if one.late > tolerance / 2]
    items = _items(late)
    said = f"{worst.name} is {_days(worst.late)} late, tolerance {show_number(tolerance)}"
    if worst.late > tolerance:
        return Status("R", "T1", said, items)
    if behind:
        slack = show_number(round(behind[0].slack or 0, 1))
        words = f"{behind[0].name} has {slack} working days of slack, tolerance {show_number(tolerance)}"
        return Status("R", "T2", words, _items(behind))
    if late:
        return Status("A", "T1", f"{said}: more than half of it", items)
    if worst.late > 0:
        return Status("G", "T1", said, _items([worst]))
    return Status("G", "T1", f"no milestone is late, tolerance {_days(tolerance)}")


def scope_status(scope: Scope | None, limit: float) -> Status:
    """S1: red where the scope has grown by more than the limit without approved changes, amber beyond half of it."""
    if scope is None or scope.before <= 0:
        return Status("-", "S1", "there was no work on the board yet to compare with")
    growth = (scope.now - scope.before - scope.approved) / scope.before * 100
    approved = f", {show_number(scope.approved)} of it approved" if scope.approved else ""
    words = (
        f"scope {show_number(scope.before)} > {show_number(scope.now)} {scope.unit} since {scope.since}{approved}: "
        f"{_percent(growth)} not approved, limit {show_number(limit)} %"
    )
    return Status("R" if growth > limit else "A" if growth > limit / 2 else "G", "S1", words)


def risk_status(
    threats: Sequence[Threat], unscored: int, exposure: float, contingency: float | None, late: Sequence[str],
    limit: float,
) -> Status:  # fmt: skip
    """R1: red for a score at the limit that nobody answers, amber where it is answered. R2: red for more exposure than
    contingency. R3: amber for late reviews, whose risks are `late` (ids).
    """
    if not threats and not unscored:
        return Status("-", "R1", "no open risk is written down; `pmtui risk add` takes one")
    if not threats:
        return Status("-", "R1", f"none of the {unscored} open risks is scored")
    high = sorted((one for one in threats if one.high), key=lambda one: (one.answered, -one.score))
    silent = [one for one in high if not one.answered]
    if silent:
        more = f" and {len(silent) - 1} more" if len(silent) > 1 else ""
        words = f"{silent[0].name} scores {silent[0].score:g} and has no active response{more}, limit {limit:g}"
        return Status("R", "R1", words, tuple(one.item for one in silent))
    if contingency is not None and exposure > contingency:
        return Status("R", "R2", f"exposure {exposure:,.0f} is more than the contingency of {contingency:,.0f}")
    if high:
        words = f"{high[0].name} scores {high[0].score:g}, limit {limit:g}, and is being answered"
        return Status("A", "R1", words, tuple(one.item for one in high))
    if late:
        words = f"{len(late)} risk {'review is' if len(late) == 1 else 'reviews are'} late"
        return Status("A", "R3", words, tuple(late))
    top = max(one.score for one in threats)
    return Status("G", "R1", f"the highest score is {top:g}, limit {limit:g}; all reviews are on time")


def quality_status(severe: Sequence[str], unchecked: Sequence[str], tracked: bool, limit: float) -> Status:
    """Q1: red for as many open severe bugs as the limit, amber for any. Q2: amber for what was finished unchecked.

    `severe` are open bugs of urgent or high priority, `unchecked` what was finished with open checks since the last
    report (ids); `tracked` says whether the project has bugs or checklists at all.
    """
    if not tracked:
        return Status("-", "Q1", "no bug has been recorded and no card has a checklist")
    count = len(severe)
    if count:
        words = f"{count} severe {'bug is' if count == 1 else 'bugs are'} open, limit {show_number(limit)}"
        return Status("R" if count >= limit else "A", "Q1", words, tuple(severe))
    if unchecked:
        count = len(unchecked)
        words = f"{count} {'card was' if count == 1 else 'cards were'} finished with open checks"
        return Status("A", "Q2", words, tuple(unchecked))
    return Status("G", "Q1", "no severe bug is open and nothing was finished with open checks")


def team_status(loads: Sequence[Booked], limit: float) -> Status:
    """L1: red for somebody booked beyond the limit two weeks in a row, amber for one such week, or for work that has no
    room before its day.
    """
    if not loads:
        return Status("-", "L1", "nobody has work with a length and a date: load follows from both")
    worst = max(loads, key=lambda one: (one.in_a_row(limit), one.over, max(one.percents)))
    top = max(worst.percents)
    percent = f"{worst.name} is booked {top} %, limit {show_number(limit)} %"
    if worst.in_a_row(limit) >= 2:
        return Status("R", "L1", f"{percent}, {worst.in_a_row(limit)} weeks in a row", worst.items)
    if worst.in_a_row(limit):
        return Status("A", "L1", f"{percent}, in one week", worst.items)
    if worst.over:
        return Status("A", "L1", f"{worst.name} has {worst.over:.1f} h more than fits before its days", worst.items)
    return Status("G", "L1", f"nobody is booked beyond {show_number(limit)} %, the most is {top} % ({worst.name})")


def overall_status(parts: dict[str, Status]) -> Status:
    """O1: the worst of what is measured, by the rules alone: an override of an area does not reach it."""
    measured = {name: one for name, one in parts.items() if one.colour != "-"}
    if not measured:
        return Status("-", "O1", "nothing can be measured yet")
    colour = min((one.colour for one in measured.values()), key=_WORST.index)
    worst = [name for name, one in measured.items() if one.colour == colour]
    if colour == "G":
        return Status("G", "O1", f"all that is measured is green: {', '.join(worst)}")
    items = tuple(dict.fromkeys(item for name in worst for item in measured[name].items))
    return Status(colour, "O1", f"the worst of what is measured: {', '.join(worst)}", items)


def _items(promises: Iterable[Promise]) -> tuple[str, ...]:
    return tuple(one.item for one in promises if one.item is not None)


def _days(count: float) -> str:
    return f"{show_number(count)} working day{'' if count == 1 else 's'}"


def _percent(value: float) -> str:
    return f"{value:+.1f} %".replace(".0 %", " %")
