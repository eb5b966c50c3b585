"""`pmtui risk list`: the register as a table, and the lines that say what it comes to."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pmtui.cli.call import Call
from pmtui.cli.output import Output, safe, table
from pmtui.errors import Usage

if TYPE_CHECKING:
    from pmtui.actions.register import Register, RiskRow
    from pmtui.store.plan import Plan

NOTHING = (
    'there is no open risk; `pmtui risk add "Vendor slips 4x3 @eli"` adds one, `pmtui risk prompts` helps to think'
)
NO_SUCH = "no risk is like that"


def risk_list(call: Call, words: Sequence[str]) -> int:
    """Print the register of the project that is said, else of all that have one; an empty one is no error."""
    with call.current() as plan:
        found = registers(call, plan, " ".join(words), closed=bool(call.options.closed))
        if call.options.json:
            from pmtui.cli.risk_shapes import documents

            call.out.json([document for made in found for document in documents(plan, made, made.rows)])
            return 0
        for place, made in enumerate(found):
            call.out.lines(([""] if place else []) + headed(call.out, plan, made, several=len(found) > 1))
            call.out.lines(listed(call.out, made, made.rows) if made.rows else [NO_SUCH if words else NOTHING])
            call.out.lines(["", *(call.out.paint(line, "bold") for line in totals(made))])
    return 0


def registers(call: Call, plan: "Plan", query: str = "", *, closed: bool = False) -> "list[Register]":
    """The register of each project that has one, else of the first, narrowed by a query: each has its own scales.

    Refused where the plan has no project.
    """
    from pmtui.actions.places import default_project
    from pmtui.actions.register import register
    from pmtui.store.lookup import open_projects

    said = call.project(plan) if call.options.project else None
    projects = [said] if said else open_projects(plan) or [default_project(plan)]
    found = [register(plan, [project], closed=closed) for project in projects]
    found = [made for made in found if made.rows] or found[:1]
    if query:
        from pmtui.cli.reading import asked
        from pmtui.store.listing import items

        wanted, asker = asked(call, plan, query, everything=closed)
        only = {item.id for item in items(plan, wanted, asker)}
        for made in found:
            made.narrow(only)
    return found


def of_risk(plan: "Plan", id: str) -> "tuple[Register, RiskRow]":
    """A risk or an issue, open or not, with the register it stands in. Usage for any other item."""
    from pmtui.actions.register import register
    from pmtui.store.lookup import project_of
    from pmtui.store.read import item

    known = item(plan, id)
    if known.type not in ("risk", "issue"):
        raise Usage(f"{known.ref} is no risk but a {safe(known.type)}; `pmtui show {known.ref}` shows it")
    made = register(plan, [project_of(plan, id)], known.type, closed=True)
    row = made.row(id)
    assert row is not None
    return made, row


def headed(out: Output, plan: "Plan", made: "Register", *, several: bool) -> list[str]:
    """The project's key and name, where more than one is shown."""
    if not several:
        return []
    from pmtui.store.read import projects

    known = projects(plan)[made.projects[0]]
    return [out.paint(f"{known.key} {safe(known.name or '')}".rstrip(), "bold")]


def listed(out: Output, made: "Register", rows: "Sequence[RiskRow]") -> list[str]:
    """The rows as aligned lines: number, title, worth, levels, score and its trend, owner, review, trigger."""
    cells, styles = [("", "", "risk", "EMV", "P I", "score", "", "owner", "review", "")], ["dim"]
    for row in rows:
        cells.append(
            (
                row.ref, "+" if row.kind == "opportunity" else "", safe(row.title), worth(row),
                f"{row.probability or '-'} {row.impact or '-'}" if row.probability or row.impact else "",
                rating(row.score), trend(out, row), safe(row.owner.code) if row.owner else "", review(made, row),
                trigger(made, row),
            )
        )  # fmt: skip
        styles.append("dim" if row.state != "open" else "alarm" if row.trigger_passed or row.late_days else "")
    return table(out, cells, 2, styles if out.colour else ())


def worth(row: "RiskRow") -> str:
    """The expected value, below 0 where it saves; or, without a cost, the expected delay."""
    from pmtui.model.durations import show_number
    from pmtui.model.money import show_money

    sign = -1 if row.kind == "opportunity" else 1
    if row.emv is not None:
        return show_money(sign * row.emv)
    return "" if row.emv_days is None else f"{show_number(round(sign * row.emv_days, 1))}d"


def rating(score: float | None) -> str:
    """A score with the word for it: 16 high."""
    from pmtui.planning.risk import severity_word

    return "" if score is None else f"{score:g} {severity_word(score)}"


def trend(out: Output, row: "RiskRow") -> str:
    """Where the score has gone since the last review, with what it was; empty where it stands as it stood."""
    from pmtui.planning.risk import trend as way

    signs = ("▲", "▼") if out.unicode else ("^", "v")
    turn = way(row.score, row.before)
    return f"{signs[turn < 0]} from {row.before:g}" if turn else ""


def review(made: "Register", row: "RiskRow") -> str:
    """When it is next looked at, or by how many days that is late."""
    from pmtui.model.dates import show_date

    if row.state != "open":
        return "occurred" if row.occurred else "closed"
    return f"late {row.late_days}d" if row.late_days else show_date(row.next_review, made.today, long=False)


def trigger(made: "Register", row: "RiskRow") -> str:
    """That its trigger date has passed, and when."""
    from datetime import date

    from pmtui.model.dates import show_date

    if not row.trigger_passed or row.trigger_date is None:
        return ""
    return f"trigger passed {show_date(date.fromisoformat(row.trigger_date), made.today, long=False)}"


def totals(made: "Register") -> list[str]:
    """Exposure, contingency and late reviews, of the whole register whatever the query shows."""
    from pmtui.model.money import show_amount

    lines = [f"Exposure {show_amount(made.exposure, made.currency)}"]
    if made.exposure_before is not None:
        lines[0] += f", {show_amount(made.exposure_before)} a week ago"
    if made.contingency is not None:
        covers = "" if made.cover is None else f", covers {made.cover:.0f} %"
        lines.append(f"Contingency left {show_amount(made.contingency, made.currency)}{covers}")
    if made.late:
        lines.append(f"{made.late} review{' is' if made.late == 1 else 's are'} late")
    return lines
