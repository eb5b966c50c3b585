"""What a task comes after, in the planners' notation: 12, 14SS, 15FS+2d; 16FF-50%."""

import re
from typing import NamedTuple

from pmtui.model.durations import Duration, parse_lag, show_lag
from pmtui.model.text import Unreadable, quoted

_ONE = re.compile(
    r"(?P<ref>\d{1,4}(?:\.\d{1,4})+|#?(?:[A-Za-z]\w{1,9}-)?\d{1,9}(?:(?=[fs][fs])|[b-z]?))\s*(?P<kind>fs|ss|ff|sf)?\s*(?P<lag>[+-].+)?",
    re.ASCII | re.IGNORECASE,
)


class Predecessor(NamedTuple):
    """`ref` as typed, a number or a WBS code such as 1.2.3; `lag` None where there is none."""

    ref: str
    kind: str
    lag: Duration | None


def parse_predecessors(text: str) -> list[Predecessor]:
    """Read `12, 14SS; 15FS+2d`; nothing is no predecessors. Raises Unreadable."""
    made = []
    for part in re.split(r"[;,](?!\d*[dhwm%])", text):
        if not part.strip():
            continue
        found = _ONE.fullmatch(part.strip())
        if found is None:
            raise Unreadable(f"{quoted(part.strip())}: not a predecessor; try 12, 14SS or 15FS+2d")
        lag = parse_lag(found["lag"]) if found["lag"] else None
        made.append(Predecessor(found["ref"], (found["kind"] or "FS").upper(), lag if lag and lag.amount else None))
    return made


def show_predecessor(ref: str, kind: str, lag: Duration | None) -> str:
    """`12`, `14SS`, `15FS+2d`: FS is said only where a lag follows."""
    after = show_lag(lag) if lag else ""
    return f"{ref}{'' if kind == 'FS' and not after else kind}{after}"
