"""What ties tasks of Microsoft Project to each other, and to what was planned once: links and baselines."""

from pmtui.exchange.incoming import InBaseline, InBaselineRow, InLink
from pmtui.exchange.ledger import Ledger
from pmtui.exchange.mspdi_cycles import Circles
from pmtui.exchange.mspdi_model import MspBaseline, MspLink, MspTask
from pmtui.exchange.mspdi_tasks import Terms, stamp
from pmtui.exchange.mspdi_values import LINK_KINDS, MOST_PERCENT, unit_of

SHOWN = 8
"""Tasks of a circle that a note names."""


def links_of(tasks: list[MspTask], parents: dict[str, str | None], terms: Terms, ledger: Ledger) -> list[InLink]:
    """Links between tasks of the file, without those that close a circle; `parents` has every task that is there."""
    links: dict[tuple[str, str], InLink] = {}
    for task in tasks:
        for link in task.links:
            where = f"{link.predecessor} to {task.uid}"
            if link.cross_project:
                ledger.note("link-to-another-project", "links to tasks of other projects were left out", where)
            elif str(link.predecessor) not in parents:
                ledger.note("link-to-nothing", "links to tasks that are not in the file were left out", where)
            elif (str(link.predecessor), str(task.uid)) in links:
                ledger.note("link-twice", "second links between the same tasks were left out", where)
            else:
                if unit_of(link.lag_format).endswith("%") and abs(link.lag or 0) > MOST_PERCENT:
                    ledger.note("too-long", f"lags of more than {MOST_PERCENT} percent were left out", where)
                    link.lag = None
                made = _link(str(link.predecessor), str(task.uid), link, terms)
                links[made.source, made.target] = made
    clear, circles = Circles(parents).sort(list(links.values()))
    for _, path in circles:
        shown = path if len(path) <= SHOWN else [*path[: SHOWN - 1], "...", path[-1]]
        ledger.note("link-cycle", "links that would close a circle were left out", " > ".join(shown))
    return clear


def _link(before: str, after: str, link: MspLink, terms: Terms) -> InLink:
    """A link, finish to start where it says nothing else, its lag in the file's unit."""
    unit, lag = unit_of(link.lag_format), link.lag or 0
    amount = float(lag) if unit.endswith("%") else terms.amount(lag, unit)
    kind = LINK_KINDS[1 if link.kind is None else link.kind]
    return InLink(before, kind, after, amount or None, unit if amount else None)


def baselines_of(tasks: list[MspTask], numbers: dict[int, str], ledger: Ledger) -> list[InBaseline]:
    """The baselines 0 to 10 that have a date anywhere; `numbers` are outline numbers, for tasks without a WBS code."""
    found: dict[int, list[InBaselineRow]] = {}
    for task in tasks:
        for line in task.baselines:
            number = line.number or 0
            if not 0 <= number <= 10:
                ledger.note("baseline-left-out", "baselines beyond 10 were left out", f"task {task.uid}")
            elif line.start is not None or line.finish is not None:
                found.setdefault(number, []).append(_row(task, line, task.wbs or numbers.get(task.uid or 0, "")))
    names = {number: f"Baseline {number}" if number else "Baseline" for number in found}
    return [InBaseline(number, names[number], rows) for number, rows in sorted(found.items())]


def _row(task: MspTask, line: MspBaseline, wbs: str) -> InBaselineRow:
    start, finish = stamp(line.start or line.finish), stamp(line.finish or line.start)
    return InBaselineRow(
        str(task.uid), wbs, str(start), str(finish),
        None if line.duration is None else line.duration / 10, None if line.work is None else line.work / 10,
        None if line.cost is None else line.cost / 100,
    )  # fmt: skip
