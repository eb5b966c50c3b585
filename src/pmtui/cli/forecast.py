"""`pmtui forecast`: how likely the plan's dates are; or, from weekly throughput alone, when so many items are done."""

import argparse
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from pmtui.cli.call import Call
from pmtui.cli.output import safe
from pmtui.errors import Usage

if TYPE_CHECKING:
    from pmtui.planning.distributions import Distribution
    from pmtui.planning.throughput import Scope

EPILOG = """\
The plan is simulated: every task with three points (~2/3/6d) takes another length each time, every risk with a chance
happens or not, and delays what it threatens. Without a seed all see the same figures on the same day.

  pmtui forecast --by 18.12.                       how likely that day is, and what it hangs on
  pmtui forecast --distribution triangular --before-responses
  pmtui forecast --items 40                        from what the board finished in the last 12 weeks
  pmtui forecast --throughput 3,5,2,4 --items 40   when so many items are done; needs no plan
  pmtui forecast --throughput 3,5,2,4 --weeks 8    how many are done by then
  pmtui forecast --throughput 3,5,2,4 --items 100-120 --growth 1.2"""

DISTRIBUTIONS: "dict[str, Distribution]" = {
    "beta-pert": "beta-PERT",
    "triangular": "triangular",
    "lognormal": "lognormal",
}
MOST_ITERATIONS = 1_000_000
FEWEST_ITERATIONS = 100
FEWEST_TYPED = 3
"""Weeks of throughput that somebody types; of a board's own, throughput.FEWEST_WEEKS are needed."""
_OF_PLAN = ("by", "seed", "iterations", "distribution", "before_responses")
_OF_ITEMS = ("throughput", "items", "weeks", "growth")


def options_forecast(parser: argparse.ArgumentParser) -> None:
    """The words of `forecast`."""
    parser.add_argument("--by", metavar="DATE", help="the promised day, whose probability is wanted")
    parser.add_argument("--seed", metavar="N", type=int, help="what the dice begin with, for the same figures again")
    parser.add_argument("--iterations", metavar="N", type=int, help="how often it is simulated; 10000 unless said")
    parser.add_argument(
        "--distribution", choices=DISTRIBUTIONS, type=str.casefold, metavar="NAME",
        help=f"{', '.join(DISTRIBUTIONS)} (from the team's own estimates and actual lengths)",
    )  # fmt: skip
    parser.add_argument(
        "--before-responses", action="store_true", default=None, help="as if nothing were done about the risks"
    )
    parser.add_argument("--throughput", metavar="N,N,N", help="items finished in each of the past weeks, zeros too")
    parser.add_argument("--items", metavar="N", help="so many remain, or a range: 100-120")
    parser.add_argument("--weeks", metavar="N", type=int, help="how many items are done in so many weeks")
    parser.add_argument("--growth", metavar="FACTOR", type=float, help="what --items grow by: 1.2 for a fifth more")
    parser.add_argument("--json", action="store_true", help="the forecast as one document")
    parser.epilog = EPILOG


def run_forecast(call: Call) -> int:
    """Forecast the plan, or items by their throughput."""
    options = call.options
    of_items, of_plan = (
        [name for name in names if getattr(options, name) is not None] for names in (_OF_ITEMS, _OF_PLAN)
    )
    if of_items and of_plan:
        raise Usage(
            f"--{of_plan[0].replace('_', '-')} is of the plan's forecast, --{of_items[0]} of that by throughput"
        )
    if not of_items:
        if options.iterations is not None and not FEWEST_ITERATIONS <= options.iterations <= MOST_ITERATIONS:
            raise Usage(f"--iterations lies between {FEWEST_ITERATIONS} and {MOST_ITERATIONS:,}")
        from pmtui.cli.forecast_plan import show_forecast

        show_forecast(call)
        return 0
    if (options.items is None) == (options.weeks is None):
        raise Usage("say either --items, to learn when they are done, or --weeks, to learn how many are done in them")
    if options.growth is not None and options.items is None:
        raise Usage("--growth says how --items grow; say how many there are")
    scope = _scope(options.items, options.growth) if options.items is not None else None
    weekly, fewest = _weekly(call)
    if scope is None:
        _how_many(call, weekly, fewest, options.weeks)
    else:
        _when(call, weekly, fewest, scope)
    return 0


def _weekly(call: Call) -> tuple[list[int], int]:
    """The items finished week by week, as typed or as the board has it, and how many weeks are the fewest."""
    from pmtui.planning.throughput import FEWEST_WEEKS

    said = call.options.throughput
    if said is not None:
        parts = [part.strip() for part in said.split(",")]
        if not all(re.fullmatch(r"[0-9]{1,6}", part) for part in parts):
            raise Usage(f"{safe(said)!r} is no throughput: whole numbers, one a week, such as 3,5,0,4")
        return [int(part) for part in parts], FEWEST_TYPED
    from pmtui.actions.forecasting import weekly
    from pmtui.cli.schedule import project_meant

    with call.current() as plan:
        return weekly(plan, project_meant(call, plan), week_start=call.settings.week_start), FEWEST_WEEKS


def _scope(said: str, growth: float | None) -> "Scope":
    """A number of items or a range of them."""
    from pmtui.planning.throughput import Scope

    found = re.fullmatch(r"([0-9]{1,6})(?: ?(?:-|to|\.\.) ?([0-9]{1,6}))?", said.strip())
    if found is None:
        raise Usage(f"{safe(said)!r} is no number of items: 40, or a range such as 100-120")
    return Scope(int(found[1]), int(found[2] or found[1]), 1.0 if growth is None else growth)


def _when(call: Call, weekly: Sequence[int], fewest: int, scope: "Scope") -> None:
    from datetime import timedelta

    from pmtui.model.dates import show_date
    from pmtui.planning.throughput import weeks_for

    found = weeks_for(scope, weekly, fewest=fewest).percentiles()
    if call.options.json:
        call.out.json({"method": _method(weekly), "unit": "weeks", **_keyed(found)})
        return
    items = f"{scope.low:,}" if scope.low == scope.high else f"{scope.low:,} to {scope.high:,}"
    grown = "" if scope.growth == 1 else f", times {scope.growth:g}"
    today = call.now(None).date()
    call.out.lines(
        [
            f"{items} items{grown} are done in",
            *(
                f"  P{percent}  {_weeks(weeks):>9}, by {show_date(today + timedelta(7 * weeks), today)}"
                for percent, weeks in found.items()
            ),
            _method(weekly),
        ]
    )


def _how_many(call: Call, weekly: Sequence[int], fewest: int, weeks: int) -> None:
    from pmtui.planning.throughput import items_in

    found = items_in(weeks, weekly, fewest=fewest).percentiles()
    if call.options.json:
        call.out.json({"method": _method(weekly), "items": _keyed(found)})
        return
    lines = [f"  P{percent}  {items:>4,} items or more" for percent, items in found.items()]
    call.out.lines([f"in {_weeks(weeks)} are done", *lines, _method(weekly)])


def _weeks(number: int) -> str:
    return f"{number:,} week{'' if number == 1 else 's'}"


def _method(weekly: Sequence[int]) -> str:
    """How the figures came about, with the history they stand on."""
    from pmtui.planning.throughput import METHOD

    return f"{METHOD}; {_weeks(len(weekly))}: {', '.join(map(str, weekly))}"


def _keyed(found: dict[int, int]) -> dict[str, Any]:
    return {f"p{percent}": value for percent, value in found.items()}
