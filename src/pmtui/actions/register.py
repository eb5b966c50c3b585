"""The register as a picture of its risks: scored, in the order of the walk, with what they are worth."""

from collections import defaultdict
from collections.abc import Sequence
from copy import copy
from datetime import date
from typing import Any, NamedTuple

from pmtui.actions.risk_terms import scales_of
from pmtui.actions.step import zone_of
from pmtui.clock import local, now_ms
from pmtui.model.item import Person
from pmtui.model.riskwords import DIMENSIONS, Scales
from pmtui.planning import risk as arithmetic
from pmtui.store import lookup, read
from pmtui.store import risks as stored
from pmtui.store.plan import Plan
from pmtui.store.risks import StoredRisk

WEEK_MS = 7 * 86_400_000
_OF_EXPOSURE = (
    "risk_kind", "probability", "chance", "cost_o", "cost_m", "cost_p", "column_id", "completed_at", "dropped"
)  # fmt: skip
"""What the exposure of the past follows from."""


class Response(NamedTuple):
    """A card that mitigates a risk."""

    ref: str
    title: str
    owner: Person | None
    column: str
    state: str
    done: bool


class RiskRow:
    """One risk or issue. Scores are products of levels (or PMBOK's weights); money in the project's currency."""

    __slots__ = (
        "actions", "before", "category", "cause", "chance", "due", "effect", "emv", "emv_days", "event", "fallback",
        "id", "impact", "impacts", "inherent", "kind", "last", "last_reviewed", "late_days", "next_review", "number",
        "occurred", "owner", "probability", "proximity", "ref", "residual", "resolution", "response", "reviewed_by",
        "score", "severity", "state", "step", "threatens", "title", "trigger_date", "trigger_passed", "trigger_text",
        "type",
    )  # fmt: skip

    def __init__(self, known: StoredRisk, scales: Scales, people: dict[str, Person], today: date, zone: Any) -> None:
        said = known.said
        self.id = known.id
        self.number = known.number
        self.ref = f"{'R' if known.type == 'risk' else 'I'}{known.ref}"
        self.title = known.title
        self.type = known.type
        self.state = known.state
        self.due = known.due
        self.owner = people.get(known.owner_id or "")
        self.kind = said.get("risk_kind", "threat")
        self.cause, self.event, self.effect = (said.get(name, "") for name in ("cause", "event", "effect"))
        self.category = said.get("category", "")
        self.probability: int | None = said.get("probability")
        self.impacts = {name: said[f"impact_{name}"] for name in DIMENSIONS if f"impact_{name}" in said}
        self.impact: int | None = max(self.impacts.values(), default=None)
        self.score = _score(self.probability, self.impact, scales)
        self.step = None if self.score is None else arithmetic.step(self.score)
        self.before = _score(said.get("before_probability"), said.get("before_impact"), scales)
        self.inherent = _score(said.get("inherent_probability"), said.get("inherent_impact"), scales)
        self.residual = _score(said.get("residual_probability"), said.get("residual_impact"), scales)
        self.chance = chance_of(said, scales)
        self.emv = worth(said, "cost", self.chance)
        self.emv_days = worth(said, "delay", self.chance)
        self.proximity: str | None = said.get("proximity")
        self.trigger_text = said.get("trigger_text", "")
        self.trigger_date: str | None = said.get("trigger_date")
        self.trigger_passed = bool(
            self.trigger_date and self.state == "open" and date.fromisoformat(self.trigger_date) < today
        )
        self.response = said.get("response", "")
        self.fallback = said.get("fallback", "")
        self.severity = said.get("severity", "")
        self.resolution = said.get("resolution", "")
        self.occurred = "occurred" in said
        reviewed = said.get("last_reviewed")
        self.last_reviewed = local(reviewed, zone).date() if reviewed else None
        self.reviewed_by = people.get(said.get("reviewed_by", ""))
        raised = local(known.created_at, zone).date()
        self.next_review = (
            date.fromisoformat(said["next_review"])
            if "next_review" in said
            else arithmetic.next_review(self.score or 0, self.last_reviewed or raised)
        )
        walked = self.state == "open" and self.type == "risk"
        self.late_days = arithmetic.lateness(self.next_review, today) if walked else 0
        self.actions: list[Response] = []
        self.threatens: list[tuple[str, str]] = []
        self.last = ""

    @property
    def worse(self) -> bool | None:
        """Whether it has become worse since the review before; None where it is as it was, or not known."""
        if self.score is None or self.before is None or self.score == self.before:
            return None
        return bool((self.score > self.before) != (self.kind == "opportunity"))


class Register:
    """The risks (or issues) of some projects. `rows` are in the order of the walk, `cells` are places by (P, I)."""

    def __init__(self, plan: Plan, projects: Sequence[str], kind: str = "risk", *, closed: bool = False) -> None:
        self.projects = list(projects)
        self.kind = kind
        self.closed = closed
        self.only: set[str] | None = None
        self.zone = zone_of(plan, projects[0] if projects else None)
        self.today = local(now_ms(), self.zone).date()
        first = projects[0] if projects else ""
        self.scales = scales_of(plan, first)
        self.currency = str(lookup.project_cell(plan, first, "currency") or "") if first else ""
        amounts = [lookup.project_cell(plan, id, "contingency") for id in projects]
        known = [float(amount) for amount in amounts if isinstance(amount, int | float)]
        self.contingency: float | None = sum(known) if known else None
        self._read(plan)

    def _read(self, plan: Plan) -> None:
        self._mark = stored.mark_of(plan)
        self._people = read.people(plan)
        self._all = self._rows(plan)
        self._past_at = now_ms() - WEEK_MS
        self._past = stored.as_they_stood(plan, self.projects, self.kind, self._past_at, _OF_EXPOSURE)
        self._add_up(plan)

    def renewed(self, plan: Plan) -> "Register":
        """The register as it is now: the one that would be read anew, but only what has changed since is read."""
        mark = stored.mark_of(plan)
        ids = stored.concerned(plan, self._mark, mark)
        if ids is None or local(now_ms(), self.zone).date() != self.today:
            return Register(plan, self.projects, self.kind, closed=self.closed)
        made = copy(self)
        made._mark, made.only = mark, None
        rows = [*(row for row in self._all if row.id not in ids), *self._rows(plan, ids)]
        made._all = sorted(rows, key=lambda row: (row.number, row.ref))
        made._look_back(plan, ids)
        made._add_up(plan)
        return made

    def _look_back(self, plan: Plan, ids: set[str]) -> None:
        """How the risks stood a week ago, where only these (ids) can have changed, unless the week has moved on."""
        before, self._past_at = self._past_at, now_ms() - WEEK_MS
        passed = stored.anything_between(plan, *sorted((before, self._past_at)))
        found = stored.as_they_stood(
            plan, self.projects, self.kind, self._past_at, _OF_EXPOSURE, None if passed else ids
        )
        kept = {} if passed else {id: cells for id, cells in self._past.items() if id not in ids}
        self._past = kept | found

    def _rows(self, plan: Plan, only: set[str] | None = None) -> list[RiskRow]:
        """The rows as stored, by number, with what hangs on them; `only` these (ids)."""
        found = stored.risks(plan, self.projects, self.kind, closed=self.closed, only=only)
        rows = [RiskRow(known, self.scales, self._people, self.today, self.zone) for known in found]
        self._hang(plan, rows)
        return rows

    def _add_up(self, plan: Plan) -> None:
        self.exposure = self._exposure(self._all)
        self.exposure_before = self._exposure_then(plan)
        covered = None if self.contingency is None else arithmetic.cover(self.contingency, self.exposure)
        self.cover = None if covered is None else 100 * covered
        self.narrow(self.only)

    def narrow(self, only: set[str] | None) -> None:
        """Show only these items, or all of them with None."""
        self.only = only
        shown = [row for row in self._all if only is None or row.id in only]
        self.rows = sorted(shown, key=_walk)
        self.place = {row.id: place for place, row in enumerate(self.rows)}
        self.cells: dict[tuple[int, int], list[int]] = defaultdict(list)
        for place, row in enumerate(self.rows):
            if row.probability is not None and row.impact is not None:
                self.cells[row.probability, row.impact].append(place)
        self.late = sum(row.late_days > 0 for row in self.rows)

    def row(self, id: str) -> RiskRow | None:
        """The row of an item, None where it has none."""
        place = self.place.get(id)
        return None if place is None else self.rows[place]

    def _hang(self, plan: Plan, rows: Sequence[RiskRow]) -> None:
        """What is done about each, and what it threatens."""
        ids = [row.id for row in rows]
        acting, hit = stored.responses(plan, ids), stored.threatened(plan, ids)
        items = {id for several in acting.values() for id in several}
        names = read.refs(plan, items | {id for several in hit.values() for id in several})
        cards = {card.id: card for card in _cards(plan, items)}
        columns = {id: column.name for id, column in read.columns(plan).items()} if cards else {}
        for row in rows:
            for id in acting.get(row.id, ()):
                if (card := cards.get(id)) is not None:
                    owner = self._people.get(card.owner_id or "")
                    place = columns.get(card.column_id, "")
                    row.actions.append(Response(card.ref, card.title, owner, place, card.state, card.state == "done"))
            row.threatens = [names[id][1:] for id in hit.get(row.id, ()) if id in names]

    def tell_last(self, plan: Plan, row: RiskRow) -> str:
        """The last change of its levels in words: `P 3 to 4`, with the reason that was given."""
        told = stored.scores_over_time(plan, row.id)
        if not told or told[-1][0] == told[0][0]:
            return ""  # it stands as it was raised
        at, field, new = told[-1]
        old = next((value for _, name, value in reversed(told[:-1]) if name == field), None)
        letter = "P" if field == "probability" else f"I {field.removeprefix('impact_')}"
        said = [comment.body for comment in read.comments(plan, row.id) if abs(comment.at - at) < 1000]
        reason = f'  "{said[-1]}"' if said else ""
        return f"{local(at, self.zone):%a %d %b}  {letter} {old or '-'} to {new or '-'}{reason}"

    def _exposure(self, rows: Sequence[RiskRow]) -> float:
        return arithmetic.exposure((row.emv or 0.0, row.kind == "opportunity") for row in rows if row.state == "open")

    def _exposure_then(self, plan: Plan) -> float | None:
        """The exposure a week ago, None where no risk was known then."""
        past = self._past.values()
        done = lookup.done_columns(plan, self.projects)
        still = [cells for cells in past if cells.get("column_id") not in done and not cells.get("dropped")]
        if not past:
            return None
        return arithmetic.exposure(
            (worth(cells, "cost", chance_of(cells, self.scales)) or 0.0, cells.get("risk_kind") == "opportunity")
            for cells in still
        )


def chance_of(said: dict[str, Any], scales: Scales) -> float | None:
    """The probability, 0 to 1: as typed in percent, else the middle of its level."""
    percent, level = said.get("chance"), said.get("probability")
    if percent is not None:
        return float(percent) / 100
    return None if level is None else arithmetic.chance(level, scales)


def worth(said: dict[str, Any], stem: str, chance: float | None) -> float | None:
    """The expected value of a risk's cost or delay; None where it has no range or no probability."""
    spread = [said.get(f"{stem}_{name}") for name in "omp"]
    if chance is None or spread[1] is None:
        return None
    return arithmetic.expected(chance, (spread[0], spread[1], spread[2]))


def register(plan: Plan, projects: Sequence[str], kind: str = "risk", *, closed: bool = False) -> Register:
    """The register of some projects, or with `kind` their issues."""
    return Register(plan, projects, kind, closed=closed)


def _score(probability: int | None, impact: int | None, scales: Scales) -> float | None:
    return None if probability is None or impact is None else arithmetic.score(probability, [impact], scales)


def _walk(row: RiskRow) -> tuple[object, ...]:
    """The order of the walk; what is closed comes last."""
    return (row.state != "open", *arithmetic.order(row.late_days, row.score, row.emv), row.number)


def _cards(plan: Plan, ids: set[str]) -> list[Any]:
    from pmtui.store.board import cards

    wanted = sorted(ids)
    return [card for at in range(0, len(wanted), 500) for card in cards(plan, wanted[at : at + 500]).values()]
