"""The rows of working calendars; `actions.calendars` makes calendars of them."""

from typing import Any

from pmtui.store.plan import Plan


def calendar_rows(plan: Plan) -> list[tuple[str, str, str | None, str | None]]:
    """Every calendar: id, name, its base's id, its week's cell."""
    return plan.rows("SELECT id, coalesce(name, ''), base_id, week FROM calendar ORDER BY id")


def week_rows(plan: Plan) -> list[tuple[str, str, str, str, str]]:
    """Every dated work week in its order: the calendar's id, first and last day, the week's cell, its name."""
    return plan.rows("SELECT calendar_id, first, last, week, coalesce(name, '') FROM calendar_week ORDER BY place, id")


def exception_rows(plan: Plan) -> list[tuple[Any, ...]]:
    """Every exception in its order: the calendar's id, then the cells of a CalendarException in its fields' order."""
    return plan.rows(
        "SELECT calendar_id, first, last, coalesce(shifts, '[]'), coalesce(name, ''), coalesce(recurrence, 'daily'), "
        "coalesce(every, 1), coalesce(weekdays, '[]'), coalesce(day, 0), coalesce(month, 0), coalesce(nth, 0), "
        "coalesce(times, 0) FROM calendar_exception ORDER BY place, id"
    )


def calendar_named(plan: Plan, name: str) -> str | None:
    """The id of the calendar of this name, upper or lower case; the oldest of several."""
    return next((id for id, known, *_ in calendar_rows(plan) if known.casefold() == name.casefold()), None)


def exceptions_of(plan: Plan, calendar: str) -> list[tuple[str, str, str, str, str]]:
    """A calendar's exceptions by day: id, name, first and last day (ISO), the shifts' cell."""
    return plan.rows(
        "SELECT id, coalesce(name, ''), first, last, coalesce(shifts, '[]') FROM calendar_exception "
        "WHERE calendar_id = ? ORDER BY first, id",
        (calendar,),
    )


def last_place(plan: Plan, calendar: str) -> int:
    """The place of a calendar's last exception, -1 where it has none."""
    row = plan.one("SELECT max(place) FROM calendar_exception WHERE calendar_id = ?", (calendar,))
    return -1 if row[0] is None else int(row[0])


def exception_ids(plan: Plan) -> list[tuple[str, str]]:
    """Every exception's id and its calendar's, in the order of `exception_rows`."""
    return plan.rows("SELECT id, calendar_id FROM calendar_exception ORDER BY place, id")


def calendar_of_project(plan: Plan, project: str) -> str | None:
    """The id of the calendar that a project names; None for one that is gone, too."""
    row = plan.one("SELECT c.id FROM project p JOIN calendar c ON c.id = p.calendar_id WHERE p.id = ?", (project,))
    return row[0] if row else None


def users(plan: Plan, calendar: str) -> list[str]:
    """Who goes by a calendar, as people say them: projects' keys, people's codes, calendars' names, items' numbers."""
    return [
        name
        for (name,) in plan.rows(
            "SELECT key FROM project WHERE calendar_id = ?1 UNION ALL "
            "SELECT '@' || code FROM person WHERE calendar_id = ?1 UNION ALL "
            "SELECT name FROM calendar WHERE base_id = ?1 UNION ALL "
            "SELECT number || suffix FROM item WHERE calendar_id = ?1 AND NOT deleted",
            (calendar,),
        )
    ]


def parts(plan: Plan, calendar: str) -> list[str]:
    """The ids of a calendar's exceptions and dated work weeks."""
    return [
        id
        for (id,) in plan.rows(
            "SELECT id FROM calendar_exception WHERE calendar_id = ?1 UNION ALL "
            "SELECT id FROM calendar_week WHERE calendar_id = ?1",
            (calendar,),
        )
    ]


def users_by_calendar(plan: Plan) -> dict[str | None, list[str]]:
    """The projects' keys and the people's codes by the calendar they go by; None: projects by the built-in one."""
    made: dict[str | None, list[str]] = {}
    for calendar, name in plan.rows(
        "SELECT c.id, p.key FROM project p LEFT JOIN calendar c ON c.id = p.calendar_id "
        "WHERE coalesce(p.archived, 0) = 0 UNION ALL "
        "SELECT c.id, '@' || p.code FROM person p JOIN calendar c ON c.id = p.calendar_id"
    ):
        made.setdefault(calendar, []).append(name)
    return made
