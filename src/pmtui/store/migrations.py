"""The schema's versions, as steps that sqlite-utils applies and remembers; only derived tables ever change shape."""

from typing import TYPE_CHECKING

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from pmtui.store import ids
from pmtui.store.schema import APPLICATION_ID, VERSION, statements

if TYPE_CHECKING:
    from pmtui.store.file import PlanConnection

steps = Migrations("pmtui")


@steps()
def m001_log_and_tables(db: Database) -> None:
    """The change log, the tables derived from it, and the views for people."""
    for sql in statements().values():
        db.execute(sql)
    db.execute(
        "INSERT INTO meta VALUES ('file', ?), ('min_reader', '1'), ('min_writer', '1')",
        (ids.base32(int.from_bytes(ids.entropy(16), "big"), 26),),
    )


@steps()
def m002_schedule(db: Database) -> None:
    """Calendars, constraints, snapshots. The tables are made anew from the log; an older program must not write here,
    for its rows would be too short."""
    db.execute("UPDATE meta SET value = '2' WHERE key = 'min_writer'")


@steps()
def m003_meetings(db: Database) -> None:
    """Leave, timers, commits, reports, verdicts, sprints that are planned. The tables are made anew once more."""
    db.execute("UPDATE meta SET value = '3' WHERE key = 'min_writer'")


def migrate(connection: "PlanConnection") -> None:
    """Bring a file to this program's version, in one transaction of its own."""
    steps.apply(Database(connection))
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {VERSION}")
