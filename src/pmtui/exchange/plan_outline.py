"""Which task of a plan's table is part of which: by outline level, parent, code, or the blanks before its name."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from pmtui.exchange.categories import plain


class Line(NamedTuple):
    """What a row says of its place. `title` still has the blanks before it; `ext_id` names the task."""

    ext_id: str
    title: str
    level: str = ""
    parent: str = ""
    wbs: str = ""


def parents(lines: list[Line]) -> dict[str, str]:
    """The parent's ext_id of every task that has one; the first of the ways the table knows decides for all."""
    if any(line.level.strip().isdigit() for line in lines):
        return dict(_by_depth(lines, [_level(line.level) for line in lines]))
    if any(line.parent for line in lines):
        return dict(_by_name(lines))
    if any(_codes(line.wbs)[:-1] for line in lines):
        return dict(_by_code(lines))
    return dict(_by_depth(lines, [_indent(line.title) for line in lines]))


def own_codes(lines: list[Line], above: Mapping[str, str]) -> dict[str, str]:
    """The codes that are more than the place in the outline, such as 1.2.3, tells anyway."""
    below: Counter[str] = Counter()
    numbers: dict[str, str] = {}
    for line in lines:
        parent = above.get(line.ext_id, "")
        below[parent] += 1
        numbers[line.ext_id] = f"{numbers[parent]}.{below[parent]}" if parent in numbers else str(below[parent])
    return {line.ext_id: line.wbs for line in lines if line.wbs and _codes(line.wbs) != _codes(numbers[line.ext_id])}


def _level(text: str) -> int:
    return int(text.strip()[:4]) if text.strip().isdigit() else 0


def _indent(title: str) -> int:
    """The blanks before a name; a tab counts as a step of four."""
    return sum(4 if char == "\t" else 1 for char in title[: len(title) - len(title.lstrip())])


def _by_depth(lines: list[Line], depths: list[int]) -> Iterator[tuple[str, str]]:
    """Each task belongs to the nearest one above it that is less deep."""
    above: list[tuple[int, str]] = []
    for line, depth in zip(lines, depths, strict=True):
        while above and above[-1][0] >= depth:
            above.pop()
        if above:
            yield line.ext_id, above[-1][1]
        above.append((depth, line.ext_id))


def _by_name(lines: list[Line]) -> Iterator[tuple[str, str]]:
    """Parents given by id, by code or by name."""
    known: Mapping[str, str] = {
        **{plain(line.title): line.ext_id for line in reversed(lines)},
        **{line.wbs: line.ext_id for line in reversed(lines) if line.wbs},
        **{line.ext_id: line.ext_id for line in lines},
    }
    for line in lines:
        parent = known.get(line.parent) or known.get(plain(line.parent))
        if parent and parent != line.ext_id:
            yield line.ext_id, parent


def _by_code(lines: list[Line]) -> Iterator[tuple[str, str]]:
    """1.2.3 belongs to 1.2, and to 1 where there is no 1.2."""
    by_code = {_codes(line.wbs): line.ext_id for line in reversed(lines) if line.wbs}
    for line in lines:
        code = _codes(line.wbs)[:-1]
        while code and code not in by_code:
            code = code[:-1]
        if code:
            yield line.ext_id, by_code[code]


def _codes(wbs: str) -> tuple[str, ...]:
    """The parts of a code; a dot at its end, or a zero there as in 1.0, means nothing."""
    parts = [part for part in wbs.strip().split(".") if part]
    while len(parts) > 1 and parts[-1] == "0":
        parts.pop()
    return tuple(parts)
