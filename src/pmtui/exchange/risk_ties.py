"""Links between the entries of a log: what its columns of references name, and rows that its texts speak of."""

from collections.abc import Iterator

from pmtui.exchange import risk_headings as headings
from pmtui.exchange import risk_words as words
from pmtui.exchange.categories import plain
from pmtui.exchange.incoming import InItem, InLink
from pmtui.exchange.risk_cells import references_in
from pmtui.exchange.risk_columns import Log
from pmtui.exchange.risk_row import LogRow

_PROSE = ("body", "plan", "cause", "event", "effect", "fallback", "trigger_text", "resolution", "title")
_Rows = list[tuple[LogRow, InItem, Log]]


def links_of(rows: _Rows) -> list[InLink]:
    """The links of a file whose both ends are in it; a reference to anything else stays the text it is."""
    known = {item.ext_id for _, item, _ in rows}
    kinds = list(dict.fromkeys(log.kind for _, _, log in rows))
    made: dict[InLink, None] = {}
    tied: set[frozenset[str]] = set()
    for entry, item, log in rows:
        for link in _named(entry, item, log, known, kinds):
            made.setdefault(link)
            tied.add(frozenset((link.source, link.target)))
    for entry, item, log in rows:
        for target in _spoken_of(entry, log, known, kinds):
            pair = frozenset((item.ext_id, target))
            if len(pair) == 2 and pair not in tied:
                tied.add(pair)
                made.setdefault(InLink(item.ext_id, "relates", target))
    return list(made)


def _named(entry: LogRow, item: InItem, log: Log, known: set[str], kinds: list[str]) -> Iterator[InLink]:
    """The links of the columns that hold nothing but references; a cell that names others stays an own field."""
    for role in ("mitigates", "from risk", "related"):
        first = "risk" if role != "related" else log.kind
        found: list[str] = []
        missing = False
        for header, text in entry.all(role):
            heads = [kind for word in headings.bare(header).split() if (kind := words.word_of("types", word))]
            for piece in text.replace(";", ",").replace("\n", ",").split(","):
                said = references_in(piece) or [(None, piece.strip())]
                ids = [_found(kind, id, [*heads, first, *kinds], known) for kind, id in said]
                found += filter(None, ids)
                missing = missing or None in ids
        if missing:
            entry.give_back(role)
        for other in dict.fromkeys(found):
            if other == item.ext_id:
                continue
            if role == "mitigates":
                yield InLink(item.ext_id, "mitigates", other)
            elif role == "from risk":
                yield InLink(other, "spawned", item.ext_id)
            else:
                yield InLink(min(item.ext_id, other), "relates", max(item.ext_id, other))


def _spoken_of(entry: LogRow, log: Log, known: set[str], kinds: list[str]) -> Iterator[str]:
    for role in _PROSE:
        for kind, id in references_in(entry.text(role)):
            if found := _found(kind, id, [log.kind, *kinds], known):
                yield found


def _found(kind: str | None, id: str, order: list[str], known: set[str]) -> str | None:
    """The entry that a reference means: of the kind it says, else of the first kind that has such an id."""
    said = words.word_of("types", kind) if kind else None
    for name in [said] if said else order:
        for written in (id, id.upper(), plain(id)):
            if f"{name}:{written}" in known:
                return f"{name}:{written}"
    return None
