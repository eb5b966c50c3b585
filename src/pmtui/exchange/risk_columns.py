"""Where a log's headings are and what its columns mean: the row with the most known words, told apart by its cells."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from pmtui.exchange import risk_headings as headings
from pmtui.exchange import risk_words as words
from pmtui.exchange.categories import plain
from pmtui.exchange.risk_scales import Scale, number_of, scale_of
from pmtui.exchange.table import Row

_ABOVE = 40
"""Rows that a title and the like may take above the headings."""
SCORED = ("probability", "impact")
IMPACTS = ("impact_time", "impact_cost", "impact_quality", "impact_scope")
SETS = tuple(f"{which}_{role}" for which in ("inherent", "residual") for role in SCORED)
LEVELLED = (*SCORED, *IMPACTS, *SETS)
_NAMING = ("title", "event", "body", "cause")
_MARKS = {
    *LEVELLED,
    "response",
    "plan",
    "fallback",
    "trigger_text",
    "severity",
    "effect",
    "kind",
    "from risk",
    "mitigates",
}
_COMMON = {"owner", "status", "due", "raised", "closed", "priority", "resolution", "id"}
_SEVERAL = ("body", "plan", "related")
"""Roles that more than one column may have."""
_TELLING = re.compile(r"descri|statement|beschreib|details?\b")
_MEASURED = {
    "impact_cost": ("cost_m", r"€|\$|£|eur|usd|gbp|chf|k\b"),
    "impact_time": ("delay_m", r"days?\b|tage?\b|d[ií]as?\b|jours?\b|\bd\b"),
}
"""Impacts that may be amounts instead of levels, and the units that show it."""


@dataclass(slots=True)
class Log:
    """A table of risks, issues, changes or actions: what its rows are by default, what its columns mean.

    `roles` and `scales` go by column; `second` tells that the later of two scores was taken for the residual one.
    """

    name: str
    kind: str
    headers: list[str]
    roles: dict[int, str]
    rows: list[Row]
    own: bool = False
    second: bool = False
    scales: dict[int, Scale] = field(default_factory=dict)


def is_surely_a_log(texts: Iterable[str]) -> bool:
    """Whether these are headings that only a risk log has: something named, its probability and its impact."""
    roles = {headings.role_of(heading) for heading in texts}
    probable = roles & {"probability", "inherent_probability", "residual_probability"}
    return bool(_names(roles) and probable and roles & {*IMPACTS, "impact", "inherent_impact", "residual_impact"})


def are_of_a_log(texts: Iterable[str], named: str | None = None) -> bool:
    """Whether these are a log's headings; `named` is the kind of log that the sheet's own name speaks of."""
    listed = list(texts)
    roles = {headings.role_of(heading) for heading in listed}
    if is_surely_a_log(listed):
        return True
    known = roles & (_MARKS | _COMMON)
    if not _names(roles):  # in a log of actions, what is to be done is the name
        return "plan" in roles and len(roles & _COMMON) >= (1 if named == "action" else 2)
    if named or any(role and role.startswith("title:") for role in roles):
        return len(known) >= 2
    return len(roles & _MARKS) >= 2


def _names(roles: set[str | None]) -> bool:
    return any(role and (role in _NAMING or role.startswith("title:")) for role in roles)


def find_log(name: str, rows: list[Row], own: tuple[str, ...] = ()) -> Log | None:
    """The log of a sheet or file, or None where no row holds a log's headings; `own` begins the headings of ours."""
    named = words.word_of("types", headings.bare(name).removesuffix(" log").removesuffix(" register"))
    best: tuple[int, int] | None = None
    for place, row in enumerate(rows[:_ABOVE]):
        texts = [text for _, text in row.cells if len(text) <= 100]
        if are_of_a_log(texts, named):
            known = sum(headings.role_of(text) is not None for text in texts)
            if best is None or known > best[0]:
                best = known, place
    if best is None:
        return None
    place = best[1]
    width = max(index for row in rows[place:] for index, _ in row.cells) + 1
    headers = _headers(rows[place], width)
    log = Log(name, "risk", headers, {}, rows[place + 1 :], tuple(headers[: len(own)]) == own and bool(own))
    found = [headings.role_of(header) for header in headers]
    if place:
        _grouped(found, rows[place - 1])
    log.second = _paired(found)
    log.kind = _kind(found, named)
    _title(found, headers, log.kind)
    for index, role in enumerate(found):
        if role and (role in _SEVERAL or role == "outcome" or role not in log.roles.values()):
            log.roles[index] = role
    _told_by_cells(log)
    return log


def _headers(row: Row, width: int) -> list[str]:
    """The headings by column, each told apart from its namesakes by a number."""
    texts = {index: " ".join(text.split()) for index, text in row.cells}
    headers: list[str] = []
    for index in range(width):
        header = texts.get(index) or f"Column {index + 1}"
        same = sum(re.sub(r" \(\d+\)$", "", known) == header for known in headers)
        headers.append(f"{header} ({same + 1})" if same else header)
    return headers


def _grouped(found: list[str | None], above: Row) -> None:
    """Heed the row above the headings, where a word such as Residual spans the columns of one score."""
    spans = dict(above.cells)
    which: str | None = None
    for index, role in enumerate(found):
        if index in spans:
            which = headings.set_of(spans[index])
        if which:
            found[index] = headings.scored(role, which) or role


def _paired(found: list[str | None]) -> bool:
    """Take the second probability and impact for the residual ones where nothing else is said of them."""
    again = [index for index, role in enumerate(found) if role in SCORED and role in found[:index]]
    if not again or any(role in SETS for role in found):
        return False
    for index in again:
        found[index] = f"residual_{found[index]}"
    return True


def _kind(found: list[str | None], named: str | None) -> str:
    """What the rows are: as the sheet's name says, or its title's heading, else by what only risks or issues have."""
    if named:
        return named
    for role in found:
        if role and role.startswith("title:"):
            return role.removeprefix("title:")
    if not _names(set(found)):
        return "action"
    scored = any(role in LEVELLED for role in found)
    return "issue" if not scored and ("severity" in found or "resolution" in found) else "risk"


def _title(found: list[str | None], headers: list[str], kind: str) -> None:
    """Choose the column that names the rows; what else could have, says more of them."""
    mine = [index for index, role in enumerate(found) if role == f"title:{kind}"]
    named = [index for index in mine if not _TELLING.search(plain(headers[index]))]
    generic = [index for index, role in enumerate(found) if role == "title"]
    others = [found.index(role) for role in ("event", "body", "cause", "plan") if role in found]
    chosen = next(iter([*named, *generic, *mine, *others]), None)
    for index in mine:
        found[index] = "event" if kind == "risk" and "event" not in found else "body"
    for index, role in enumerate(found):
        if role and role.startswith("title:"):
            found[index] = "related"
    if chosen is not None:
        found[chosen] = "title"


def _told_by_cells(log: Log) -> None:
    """Settle by their cells the columns whose headings may mean several things, and the scales of the levels."""
    for index, role in list(log.roles.items()):
        if role not in LEVELLED:
            continue
        texts = [text.strip() for row in log.rows for at, text in row.cells if at == index]
        texts = [text for text in texts if plain(text) not in words.ABSENT and not text.startswith("=")]
        scale = scale_of(log.headers[index], texts, role.endswith("probability"))
        readable = sum(scale.read(text) is not None for text in texts)
        measured, unit = _MEASURED.get(role, ("", "(?!)"))
        numbers = [number[0] for number in map(number_of, texts) if number]
        if measured and (
            re.search(unit, headings.inside(log.headers[index]), re.IGNORECASE) or max(numbers, default=0) > 10
        ):
            _become(log, index, measured)
        elif 2 * readable < len(texts) and not headings.inside(log.headers[index]):
            _become(log, index, "effect" if role in ("impact", *IMPACTS) else "")
        else:
            log.scales[index] = scale
    dimensions = [role for role in log.roles.values() if role in IMPACTS]
    for index, role in list(log.roles.items()):
        if role == "impact":
            log.roles[index] = "outcome" if "impact_time" in dimensions else "impact_time"


def _become(log: Log, index: int, role: str) -> None:
    """Give a column another role, or none where that is taken already."""
    del log.roles[index]
    if role and role not in log.roles.values():
        log.roles[index] = role
