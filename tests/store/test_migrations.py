"""Files of older versions: read as they are, brought up with a backup, and closed to older programs afterwards."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

from pmtui.actions.scheduling import scheduled
from pmtui.store import read
from pmtui.store.doctor import examine
from pmtui.store.plan import Plan
from pmtui.store.schema import KINDS, VERSION
from tests.store.plans import add, setting

SINCE_2 = {
    "project": (
        "start_time", "finish_time", "from_finish", "calendar_id", "minutes_per_day", "minutes_per_week",
        "days_per_month", "day_start", "day_finish", "critical_slack", "multiple_critical", "links_over_constraints",
        "status_date", "currency", "risk_scales", "risk_categories", "contingency",
    ),
    "person": ("calendar_id", "max_units", "rate", "overtime_rate", "cost_per_use", "unit"),
    "item": (
        "wbs_rank", "wbs_code", "due_time", "constraint_kind", "constraint_at", "actual_start", "actual_finish",
        "resume", "remaining", "manual", "manual_start", "manual_finish", "inactive", "calendar_id", "lone_calendar",
        "leveling_delay", "work", "fixed_cost", "cost",
    ),
    "assignee": ("units", "work", "start", "finish"),
}  # fmt: skip
"""The columns that version 1 did not have."""
TABLES_SINCE_2 = (
    "calendar", "calendar_week", "calendar_exception", "snapshot", "snapshot_part", "kept", "risk", "meeting",
    "meeting_entry",
)  # fmt: skip
SINCE_3 = {
    "project": ("thresholds",),
    "item": ("snoozed", "measure", "waiting_cost", "verdict", "verdict_reason", "decided_at", "decided_by"),
    "snapshot": ("sprint_id",),
    "meeting": ("sprint_id",),
    "meeting_entry": ("about_id", "value"),
    "sprint": ("focus",),
}
"""The columns that version 2 did not have."""
TABLES_SINCE_3 = ("report", "report_part", "leave", "timer", "git_commit")


def made_by_version_2(path: Path) -> None:
    """Take from a file all that version 3 brought."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        for (view,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'view'").fetchall():
            db.execute(f"DROP VIEW {view}")
        for table in TABLES_SINCE_3:
            db.execute(f"DROP TABLE {table}")
        db.execute("DROP INDEX meeting_entry_meeting")
        for table, columns in SINCE_3.items():
            for column in columns:
                db.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
        db.execute("DELETE FROM _sqlite_migrations WHERE name = 'm003_meetings'")
        db.execute("UPDATE meta SET value = '2' WHERE key = 'min_writer'")
        db.execute("PRAGMA user_version = 2")


def made_by_version_1(path: Path) -> None:
    """Take from a file all that versions 2 and 3 brought."""
    made_by_version_2(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        for (view,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'view'").fetchall():
            db.execute(f"DROP VIEW {view}")
        for table in TABLES_SINCE_2:
            db.execute(f"DROP TABLE {table}")
        for table, columns in SINCE_2.items():
            for column in columns:
                db.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
        db.execute("DELETE FROM _sqlite_migrations WHERE name = 'm002_schedule'")
        db.execute("UPDATE meta SET value = '1' WHERE key = 'min_writer'")
        db.execute("PRAGMA user_version = 1")


def test_a_file_of_version_1_is_read_as_it_is_and_brought_up_by_the_first_change(plan: Plan) -> None:
    add(plan, "One ~2d @gus", "Two after:1")
    path = plan.path
    plan.close()
    made_by_version_1(path)
    before = path.read_bytes()
    with Plan(path, "ana") as old:
        assert [item.title for item in read.items(old)] == ["One", "Two"]
        chart = scheduled(old, next(iter(read.projects(old))))
        assert [chart.duration(row) for row in chart.rows] == [960, 480]
    assert path.read_bytes() == before
    with Plan(path, "ana", write=True) as new:
        setting(new, "1", "constraint=MSO 30.11.2026")
        found = examine(new)
        assert (found.healthy, found.items) == (True, 2)
        assert new.one("PRAGMA user_version") == (VERSION,)
        assert new.one("SELECT value FROM meta WHERE key = 'min_writer'") == ("3",)


def test_a_file_of_version_2_is_read_as_it_is_and_brought_up_by_the_first_change(plan: Plan) -> None:
    add(plan, "One ~2d @gus", "Two after:1")
    path = plan.path
    plan.close()
    made_by_version_2(path)
    before = path.read_bytes()
    with Plan(path, "ana") as old:
        assert old.outdated
        assert [item.title for item in read.items(old)] == ["One", "Two"]
    assert path.read_bytes() == before
    with Plan(path, "ana", write=True) as new:
        setting(new, "1", "due=30.11.2026")
        found = examine(new)
        assert (found.healthy, found.items) == (True, 2)
        assert new.one("PRAGMA user_version") == (VERSION,)
        assert new.one("SELECT value FROM meta WHERE key = 'min_writer'") == ("3",)


def test_the_schemas_of_older_versions_are_remembered_right() -> None:
    new = {table: set(fields) for table, fields in KINDS.values()}
    for table, columns in (*SINCE_2.items(), *SINCE_3.items()):
        assert set(columns) <= new[table]
    assert {*TABLES_SINCE_2, *TABLES_SINCE_3} <= {*new, "risk"}
    assert all(re.fullmatch(r"[a-z_]+", name) for columns in SINCE_2.values() for name in columns)
