"""Jira's issue links: which way each kind points, and each pair once although both ends name it."""

from collections.abc import Callable

from pmtui.exchange.categories import plain
from pmtui.exchange.incoming import InLink
from pmtui.exchange.ledger import Ledger

# By the beginning of the kind's name: our kind, for "this issue KIND the issue in the outward column".
_KINDS = (
    (
        (
            "block",
            "bloq",
            "blocc",
            "bloc",
            "gantt end to start",
            "gantt: finish-start",
            "finish-to-start",
            "end to start",
        ),
        "FS",
    ),
    (("relate", "relacion", "relaciona", "verwandt", "bezieh", "lie a", "correlat"), "relates"),
    (("duplicate", "duplic", "duplik", "doublon"), "duplicates"),
    (("cause", "causa", "verursach", "problem", "incident"), "causes"),
    (("issue split", "split", "work item split"), "spawned"),
)


def kind_of(name: str) -> str | None:
    """Our kind for a link type's name, or None where pmtui has none and the link only relates the two."""
    words = plain(name)
    return next((kind for starts, kind in _KINDS if words.startswith(starts)), None)


class Links:
    """The links of a file, each once."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._links: dict[InLink, None] = {}

    def add(self, this: str, role: str, name: str, other: str, keep: Callable[[str, str], None]) -> None:
        """A cell of an inward or outward link column on issue `this`.

        Outward (Blocks) says this issue blocks the other; inward, that the other blocks this one.
        `keep` is told the kind's own name where it is not ours.
        """
        kind = kind_of(name)
        if this == other:
            self._ledger.noted_after_all()
            self._ledger.note("link-to-itself", "links of an issue to itself, left out", this)
            return
        if kind is None:
            kind = "relates"
            keep(f"Link: {name}", other)
            self._ledger.note("link-kind-unknown", "links of kinds unknown here became plain relations", name)
        source, target = (this, other) if role == "outward" else (other, this)
        if kind == "relates" and source > target:
            source, target = target, source
        self._links[InLink(source, kind, target)] = None

    @property
    def links(self) -> list[InLink]:
        """All links, in the order of their first appearance."""
        return list(self._links)
