"""A risk in one line: because a cause, it may be that an event, so that an effect; levels as 4x3."""

import re
from typing import NamedTuple

_LEVELS = re.compile(r"(?<!\S)(?:p)?([1-5])\s*[x*]\s*(?:i)?([1-5])(?!\S)", re.IGNORECASE)
_SENTENCE = re.compile(
    r"^\s*because\s+(?P<cause>.+?),?\s+(?:it may be that|there is a risk that|it could be that)\s+(?P<event>.+?)"
    r"(?:,?\s+(?:so that|so|and then|which means)\s+(?P<effect>.+?))?\s*$",
    re.IGNORECASE | re.DOTALL,
)


class RiskLine(NamedTuple):
    """What a line says: `line` is left for the quick-add parser, whose title it is; `cells` are a risk's fields."""

    line: str
    cells: dict[str, str | int]


def parse_risk(text: str) -> RiskLine:
    """Read `Vendor slips 4x3 @eli`, or `because no sandbox, it may be that the API is late, so that Beta slips 4x4`."""
    cells: dict[str, str | int] = {}
    found = _LEVELS.search(text)
    if found:
        cells["probability"], cells["impact_time"] = int(found[1]), int(found[2])
        text = f"{text[: found.start()].rstrip()} {text[found.end() :].lstrip()}".strip()
    sentence = _SENTENCE.match(text)
    if sentence is None:
        return RiskLine(text, cells)
    tokens = re.compile(r"(?<!\S)[@#!~^]\S+")
    parts = {name: tokens.sub("", said or "").strip(" ,.") for name, said in sentence.groupdict().items()}
    cells |= {name: " ".join(said.split()) for name, said in parts.items() if said}
    title = parts["event"][:1].upper() + parts["event"][1:]
    return RiskLine(" ".join([title, *tokens.findall(text)]), cells)
