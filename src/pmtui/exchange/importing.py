"""Importing files: sniffed, read, written in one undo step; a dry run is the same run, rolled back."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pmtui.actions.places import project_named
from pmtui.actions.step import Step, zone_of
from pmtui.errors import Refused, Usage
from pmtui.exchange.report import Report
from pmtui.model.text import Unreadable
from pmtui.store.plan import Plan

if TYPE_CHECKING:
    from pmtui.exchange.apply import Writer


def run(
    plan: Plan,
    paths: Sequence[Path],
    said: str | None = None,
    into: str | None = None,
    dry_run: bool = False,
    day_first: bool | None = None,
) -> Report:
    """Import files into one project, as one undo step; several files of one export link to each other.

    `said` is the format where sniffing should not decide, `into` a project's key. Usage for a file that cannot be read,
    and then nothing at all is imported.
    """
    from pmtui.exchange.sniff import read, sniff

    target = project_named(plan, into) if into else None
    report: Report | None = None
    act: Step | None = None
    with plan.transaction("import") as tx:
        for path in paths:
            data = _bytes(path)
            try:
                if sniff(path, data, said) == "pmtui-json":
                    from pmtui.exchange.lossless import bring

                    made = bring(plan, tx, data, dry_run)
                else:
                    from pmtui.exchange.apply import Writer

                    act = act or Step(plan, tx)  # a plan of our own brings its people, and needs no actor
                    incoming = read(path, said, zone=zone_of(plan, target), day_first=day_first, data=data)
                    writer = Writer(act, incoming, target, dry_run)
                    made = writer.write()
                    if incoming.stored:
                        _compare(plan, writer)
                    target = writer.project
            except Unreadable as error:
                raise Usage(f"{path}: {error}") from None
            report = made if report is None else _joined(report, made)
        if dry_run:
            tx.rollback()
    if report is None:
        raise Usage("name at least one file to import")
    return report


def _compare(plan: Plan, writer: "Writer") -> None:
    """Compare the dates a source had stored with those computed here: what a person trusts an import by."""
    from pmtui.actions.scheduling import scheduled
    from pmtui.exchange.apply_plan import compare_dates
    from pmtui.planning.axis import BeyondReach, NoWorkingTime

    try:
        chart = scheduled(plan, writer.project)
        rows = {ext: chart.row(id) for ext, id in writer.ids.items()}
        computed = {ext: (chart.start(row), chart.finish(row)) for ext, row in rows.items() if row is not None}
        compare_dates(writer.report, writer.incoming.stored, computed, chart.maker.axis.offset)
    except (Refused, NoWorkingTime, BeyondReach) as error:
        writer.report.note("not-scheduled", f"the plan cannot be scheduled as it is: {error}")


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except IsADirectoryError:
        raise Usage(f"{path} is a folder; name the files in it") from None
    except OSError as error:
        raise Usage(f"{path} cannot be read: {error.strerror}") from None
    except MemoryError:
        raise Refused(f"{path} is too large to read") from None


def _joined(one: Report, other: Report) -> Report:
    for name in ("read", "created", "updated", "unchanged"):
        getattr(one, name).update(getattr(other, name))
    for note in other.notes.values():
        one.take(note)
    one.title += f"; {other.title}"
    return one
