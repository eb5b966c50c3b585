"""A query's answer: the parsed query turned into SQL, and the ids it finds."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from pmtui.clock import local, now_ms
from pmtui.model.query import And, Field, Flag, Not, Or, Query, Word
from pmtui.model.words import PRIORITIES
from pmtui.store.plan import Plan

DAY = 86_400_000
"""Milliseconds in a day."""


@dataclass(slots=True)
class Asker:
    """Who asks, for `mine` and `@me`; `hours_per_day` turns durations into comparable minutes."""

    person: str | None
    hours_per_day: float = 8.0


def search(plan: Plan, query: Query, asker: Asker) -> tuple[str, list[Any], str]:
    """The query as SQL over the item alias `i`: a WHERE condition, its parameters, and an ORDER BY."""
    plan.db.create_function(
        "fold", 1, lambda text: text.casefold() if isinstance(text, str) else text, deterministic=True
    )
    maker = _Maker(asker)
    where = maker.node(query.where) if query.where is not None else "1"
    order = ", ".join(f"{_SORTS.get(name, 'i.number')} {'DESC' if down else 'ASC'}" for name, down in query.sort)
    return where, maker.parameters, f"{order}, i.number" if order else "i.number, i.suffix"


def ids(plan: Plan, query: Query, asker: Asker) -> list[str]:
    """The ids of the items, not deleted, that a query finds, in its order."""
    where, parameters, order = search(plan, query, asker)
    return [
        row[0]
        for row in plan.rows(f"SELECT i.id FROM item i WHERE NOT i.deleted AND ({where}) ORDER BY {order}", parameters)
    ]


def mentions_state(query: Query) -> bool:
    """Whether the query itself speaks of done, dropped or archived items, so that they are not left out."""
    return _mentions(query, ("done", "dropped", "archived"), ("state", "finished", "number"))


def mentions_column(query: Query) -> bool:
    """Whether the query speaks of columns, or categories of them: then done items are meant, if in that column."""
    return _mentions(query, (), ("status",))


def _mentions(query: Query, flags: Sequence[str], fields: Sequence[str]) -> bool:
    def spoken(node: object) -> bool:
        if isinstance(node, And | Or):
            return any(map(spoken, node.parts))
        if isinstance(node, Not):
            return spoken(node.part)
        if isinstance(node, Flag):
            return node.name in flags
        return isinstance(node, Field) and node.name in fields

    return spoken(query.where)


_RANKED = (
    "CASE i.priority "
    + " ".join(f"WHEN '{name}' THEN {place}" for place, name in enumerate(PRIORITIES))
    + " ELSE 9 END"
)
_MINUTES = (
    "(coalesce((i.estimate_o + 4 * i.estimate_m + i.estimate_p) / 6, i.estimate_m) * "
    "CASE i.estimate_unit WHEN 'm' THEN 1 WHEN 'h' THEN 60 WHEN 'd' THEN 60 * :hours WHEN 'w' THEN 300 * :hours "
    "WHEN 'mo' THEN 1200 * :hours WHEN 'em' THEN 1 WHEN 'eh' THEN 60 WHEN 'ed' THEN 1440 WHEN 'ew' THEN 10080 "
    "WHEN 'emo' THEN 43200 END)"
)
_OWN = "(SELECT code FROM person WHERE id = i.owner_id)"
_COLUMN = "(SELECT rank FROM board_column WHERE id = i.column_id)"
_SORTS = {
    "due": "i.due IS NULL, i.due", "priority": _RANKED, "created": "i.created_at", "updated": "i.updated_at",
    "started": "i.started_at", "finished": "i.finished_at", "points": "i.points", "title": "fold(i.title)",
    "number": "i.number", "owner": _OWN, "start": "i.start IS NULL, i.start", "age": "-i.started_at", "status": _COLUMN,
    "type": "i.type", "rank": f"{_COLUMN}, i.rank", "estimate": _MINUTES.replace(":hours", "8"),
}  # fmt: skip
_INSTANTS = {
    "created": "i.created_at",
    "updated": "i.updated_at",
    "started": "i.started_at",
    "finished": "i.finished_at",
}
_PERSON = (
    "EXISTS (SELECT 1 FROM person p WHERE p.id = {who} AND (fold(p.code) = ? OR fold(p.name) = ? OR fold(p.email) = ? "
    "OR fold(p.name) LIKE ? OR EXISTS (SELECT 1 FROM alias a WHERE a.person_id = p.id AND fold(a.value) = ?)))"
)
_ASSIGNED = "EXISTS (SELECT 1 FROM assignee x WHERE x.item_id = i.id AND coalesce(x.role, 'R') = 'R' AND {test})"
_LINKED = (
    "EXISTS (SELECT 1 FROM link l JOIN item o ON o.id = l.{other}_id WHERE l.{own}_id = i.id "
    "AND l.kind IN ('FS', 'SS', 'FF', 'SF', 'blocks') AND o.number = ?)"
)
_HAS = {
    "check": "EXISTS (SELECT 1 FROM check_item k WHERE k.item_id = i.id)",
    "comment": "EXISTS (SELECT 1 FROM comment k WHERE k.item_id = i.id)",
    "label": "EXISTS (SELECT 1 FROM item_label k WHERE k.item_id = i.id)",
    "link": "EXISTS (SELECT 1 FROM link k WHERE k.from_id = i.id OR k.to_id = i.id)",
    "due": "i.due IS NOT NULL", "start": "i.start IS NOT NULL", "owner": "i.owner_id IS NOT NULL",
    "estimate": "i.estimate_m IS NOT NULL", "body": "coalesce(i.body, '') <> ''", "parent": "i.parent_id IS NOT NULL",
    "points": "i.points IS NOT NULL", "priority": "i.priority IS NOT NULL", "sprint": "i.sprint_id IS NOT NULL",
}  # fmt: skip


class _Maker:
    """Walks the tree; every user's word becomes a parameter, never SQL."""

    def __init__(self, asker: Asker) -> None:
        self.asker = asker
        self.parameters: list[Any] = []

    def ask(self, sql: str, *values: Any) -> str:
        """Add the parameters of a piece of SQL, in its order."""
        self.parameters += values
        return sql

    def node(self, node: object) -> str:
        """One node as a condition in parentheses."""
        if isinstance(node, And):
            return "(" + " AND ".join(self.node(part) for part in node.parts) + ")"
        if isinstance(node, Or):
            return "(" + " OR ".join(self.node(part) for part in node.parts) + ")"
        if isinstance(node, Not):
            return f"NOT coalesce({self.node(node.part)}, 0)"
        if isinstance(node, Word):
            return self._text(node.text)
        if isinstance(node, Flag):
            return self._flag(node.name)
        assert isinstance(node, Field)
        return self._field(node.name, node.op, node.value)

    def _text(self, text: str) -> str:
        word = text.casefold()
        return self.ask(
            "(instr(fold(i.title), ?) OR instr(fold(i.body), ?) OR EXISTS (SELECT 1 FROM comment m WHERE "
            "m.item_id = i.id "
            "AND instr(fold(m.body), ?)))",
            word, word, word,
        )  # fmt: skip

    def _flag(self, name: str) -> str:
        if name == "late":
            return self.ask("(i.due < ? AND i.state = 'open')", local(now_ms()).date().isoformat())
        if name == "mine":
            return self._field("person", "=", "me")
        return {
            "blocked": "(i.blocked IS NOT NULL AND i.state = 'open')",
            "archived": "coalesce(i.archived, 0)",
            "unassigned": "i.owner_id IS NULL",
            "done": "i.state = 'done'",
            "open": "i.state = 'open'",
            "dropped": "i.state = 'dropped'",
        }[name]

    def _field(self, name: str, op: str, value: Any) -> str:
        if isinstance(value, tuple | list):
            return "(" + " OR ".join(self._field(name, op, one) for one in value) + ")"
        if op == "none":
            return f"NOT {_HAS[name]}" if name in _HAS else f"{self._column(name)} IS NULL"
        if name in _INSTANTS:
            return self._instant(_INSTANTS[name], op, value)
        if name in ("due", "start"):
            return self.ask(f"i.{name} {op} ?", value.isoformat())
        if name == "age":
            return self.ask(f"((? - i.started_at) / {DAY}.0 * 1440 {op} ? AND i.finished_at IS NULL)", now_ms(), value)
        if name == "incolumn":
            return self.ask(f"((? - i.column_since) / {DAY}.0 * 1440 {op} ?)", now_ms(), value)
        if name == "estimate":
            return self.ask(f"{_MINUTES.replace(':hours', str(float(self.asker.hours_per_day)))} {op} ?", value)
        if name in ("points", "number"):
            return self.ask(f"i.{name} {op} ?", value)
        if name == "priority":
            turned = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}.get(op, op)
            return self.ask(f"{_RANKED} {turned} ?", PRIORITIES.index(value))
        return self._word(name, str(value))

    def _word(self, name: str, value: str) -> str:
        """Fields whose values are words, names or numbers of other items."""
        word = value.casefold()
        simple: dict[str, Callable[[], str]] = {
            "person": lambda: f"({self._person('i.owner_id', word)} OR "
            f"{_ASSIGNED.format(test=self._person('x.person_id', word))})",
            "owner": lambda: self._person("i.owner_id", word),
            "reporter": lambda: self._person("i.reporter_id", word),
            "label": lambda: self.ask(
                "EXISTS (SELECT 1 FROM item_label k WHERE k.item_id = i.id AND fold(k.name) = ?)", word
            ),
            "status": lambda: self.ask(
                "EXISTS (SELECT 1 FROM board_column c WHERE c.id = i.column_id AND (fold(c.name) = ? OR "
                "c.category = ?))",
                word, word,
            ),
            "state": lambda: self.ask("i.state = ?", word),
            "type": lambda: self.ask("i.type = ?", word),
            "project": lambda: self.ask(
                "EXISTS (SELECT 1 FROM project p WHERE p.id = i.project_id AND (fold(p.key) = ? OR fold(p.name) "
                "= ?))", word, word
            ),
            "sprint": lambda: self._sprint(word),
            "parent": lambda: self.ask("(SELECT u.number FROM item u WHERE u.id = i.parent_id) = ?", int(value)),
            "after": lambda: self.ask(_LINKED.format(own="to", other="from"), int(value)),
            "before": lambda: self.ask(_LINKED.format(own="from", other="to"), int(value)),
            "has": lambda: _HAS[word],
            "title": lambda: self.ask("instr(fold(i.title), ?)", word),
            "text": lambda: self._text(value),
        }  # fmt: skip
        if name in simple:
            return simple[name]()
        custom = name.removeprefix("field.").casefold()
        return self.ask(
            "EXISTS (SELECT 1 FROM custom f WHERE f.item_id = i.id AND fold(f.name) = ? AND instr(fold(f.value), ?))",
            custom,
            word,
        )

    def _person(self, who: str, word: str) -> str:
        if word == "me":
            return self.ask(f"{who} = ?", self.asker.person or "")
        if word == "none":
            return f"{who} IS NULL"
        return self.ask(_PERSON.format(who=who), word, word, word, f"{_escaped(word)} %", word)

    def _sprint(self, word: str) -> str:
        if word == "current":
            return "EXISTS (SELECT 1 FROM sprint s WHERE s.id = i.sprint_id AND s.state = 'active')"
        return self.ask("EXISTS (SELECT 1 FROM sprint s WHERE s.id = i.sprint_id AND fold(s.name) = ?)", word)

    def _instant(self, column: str, op: str, day: Any) -> str:
        """Compare an instant with another (ms UTC), or with a whole day of the machine's zone."""
        if isinstance(day, int):
            return self.ask(f"{column} {op} ?", day)
        from datetime import datetime, timedelta

        start = round(datetime.combine(day, datetime.min.time()).astimezone().timestamp() * 1000)
        end = round(datetime.combine(day + timedelta(days=1), datetime.min.time()).astimezone().timestamp() * 1000)
        if op == "=":
            return self.ask(f"({column} >= ? AND {column} < ?)", start, end)
        return self.ask(f"{column} {op} ?", {"<": start, ">=": start, "<=": end - 1, ">": end - 1}[op])

    @staticmethod
    def _column(name: str) -> str:
        return {
            "person": "i.owner_id", "owner": "i.owner_id", "reporter": "i.reporter_id", "sprint": "i.sprint_id",
            "parent": "i.parent_id", "created": "i.created_at", "updated": "i.updated_at", "started": "i.started_at",
            "finished": "i.finished_at", "age": "i.started_at",
        }.get(name, "i.due" if name == "due" else "NULL")  # fmt: skip


def _escaped(word: str) -> str:
    return word.replace("%", "").replace("_", "")
