"""Snapshots of a project: baselines, reports, sprints, frozen in the log, their tasks in pieces."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from pmtui.store.plan import Plan

ROWS, BYTES = 400, 190_000
"""What a piece holds at most, so that it stays well under the log's 256 kB an entity."""


class Snapshot(NamedTuple):
    """One snapshot; `number` is a baseline's, 0 to 10, `at` when it was taken, ms UTC."""

    id: str
    kind: str
    number: int | None
    at: int
    name: str
    reason: str | None = None


class SnapshotTask(NamedTuple):
    """A task in a snapshot: dates as local ISO texts, lengths in minutes, None for what that snapshot does not know.

    `links` are [predecessor's id, kind, lag, unit].
    """

    item: str
    wbs: str
    title: str
    start: str
    finish: str
    duration: float | None = None
    total_slack: float | None = None
    critical: bool | None = None
    percent: float | None = None
    work: float | None = None
    cost: float | None = None
    links: list[list[Any]] | None = None


def snapshots(plan: Plan, project: str, kind: str = "baseline") -> list[Snapshot]:
    """A project's snapshots of one kind, oldest first."""
    rows = plan.rows(
        "SELECT id, kind, number, at, coalesce(name, ''), reason FROM snapshot WHERE project_id = ? AND kind = ? "
        "ORDER BY at, number, id",
        (project, kind),
    )
    return list(map(Snapshot._make, rows))


def snapshot_tasks(plan: Plan, snapshot: str) -> dict[str, SnapshotTask]:
    """The tasks of a snapshot by item id, in its outline's order."""
    rows = plan.rows("SELECT tasks FROM snapshot_part WHERE snapshot_id = ? ORDER BY place, id", (snapshot,))
    return {task[0]: SnapshotTask(*task) for (cell,) in rows for task in json.loads(cell)}


def snapshot_parts(plan: Plan, snapshot: str) -> list[str]:
    """The ids of a snapshot's pieces."""
    return [id for (id,) in plan.rows("SELECT id FROM snapshot_part WHERE snapshot_id = ?", (snapshot,))]


def pieces(tasks: Iterable[tuple[Any, ...]]) -> Iterator[str]:
    """The tasks, or whatever rows a snapshot keeps, as the cells of its pieces."""
    rows: list[str] = []
    size = 0
    for task in tasks:
        text = json.dumps(task, ensure_ascii=False, separators=(",", ":"))
        length = len(text.encode()) + 1
        if rows and (len(rows) >= ROWS or size + length > BYTES):
            yield f"[{','.join(rows)}]"
            rows, size = [], 0
        rows.append(text)
        size += length
    if rows:
        yield f"[{','.join(rows)}]"
