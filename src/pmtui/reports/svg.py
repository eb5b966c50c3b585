"""A report's figures as SVG that can be read aloud, copied and printed: text as text, each line named where it ends."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from html import escape

from pmtui.model.paper import Figure
from pmtui.model.pictures import Bar, Bars, Lines, Scatter, Stack, ticks
from pmtui.model.text import cell_width, clean_line, cut

WIDTH, HEIGHT = 560, 236
"""Of a drawing, in its own units; at this size its letters are as large as those of the page."""
LEFT, RIGHT, TOP, BOTTOM = 38, 452, 22, 200
"""Where the values and the days of a drawing lie; names find room behind them."""
_LETTER = 7.2
"""How wide a letter is, about."""
_LINE = 13
"""How far apart two names must be."""
_BAR, _MOST = 20, 16
"""The height of a lying bar, and how many of them are drawn."""


def drawn(figure: Figure, number: int) -> str:
    """The drawing of a figure, with its title and its line for whoever cannot see it; `number` makes its names unique.

    Nothing where the figure has no picture.
    """
    picture = figure.picture
    if picture is None:
        return ""
    height = HEIGHT
    if isinstance(picture, Bars):
        height, parts = (HEIGHT, _upright(picture)) if picture.upright else _lying(picture, figure.unit)
    elif isinstance(picture, Scatter):
        parts = _scatter(picture, figure.unit)
    elif isinstance(picture, Lines):
        parts = _lines(picture)
    else:
        parts = _stack(picture, figure.unit)
    return (
        f'<svg viewBox="0 0 {WIDTH} {height}" role="img" aria-labelledby="figure{number} said{number}">'
        f'<title id="figure{number}">{_said(figure.title)}</title><desc id="said{number}">{_said(figure.words)}</desc>'
        f"{''.join(parts)}</svg>"
    )


class _Axes:
    """Days to the right from `first` to `last` (ordinals), values upwards from 0 to `top` or just over it."""

    def __init__(self, first: int, last: int, top: float, right: int = RIGHT) -> None:
        self.first, self.last, self.right = first, max(last, first + 1), right
        self.ticks = ticks(top, 4)
        self.top = self.ticks[-1]

    def x(self, day: float) -> float:
        return LEFT + (day - self.first) / (self.last - self.first) * (self.right - LEFT)

    def y(self, value: float) -> float:
        return BOTTOM - value / self.top * (BOTTOM - TOP)

    def frame(self, unit: str, days: bool = True) -> Iterator[str]:
        """Lines across with their values, what they count, and the days below."""
        for tick in self.ticks:
            y = _n(self.y(tick))
            yield f'<path class="{"axis" if not tick else "grid"}" d="M{LEFT} {y}H{self.right}"/>'
            yield f'<text class="small end" x="{LEFT - 6}" y="{_n(self.y(tick) + 4)}">{tick:g}</text>'
        if unit:
            yield f'<text class="small" x="{LEFT}" y="{TOP - 10}">{_said(unit)}</text>'
        if days:
            yield from self._days()

    def _days(self) -> Iterator[str]:
        """The first day and the last, and Mondays between them where there is room."""
        first, last = date.fromordinal(self.first), date.fromordinal(self.last)
        weeks = next(n for n in (1, 2, 4, 8, 13, 26, 52, 104, 520) if (self.last - self.first) / 7 / n <= 6 or n == 520)
        monday = first + timedelta((7 - first.weekday()) % 7)
        between = [
            monday + timedelta(7 * weeks * place) for place in range((last - monday).days // (7 * weeks) + 1)
        ] or [first]
        kept = [day for day in between if self.x(last.toordinal()) - self.x(day.toordinal()) > 56]
        for day in [*kept, last]:
            x = _n(self.x(day.toordinal()))
            yield f'<path class="axis" d="M{x} {BOTTOM}v4"/>'
            yield f'<text class="small middle" x="{x}" y="{BOTTOM + 17}">{_day(day)}</text>'


def _lines(picture: Lines) -> Iterator[str]:
    """Lines, each with its name and its last value where it ends, and what happened below them."""
    count = len(picture.series[0].values)
    axes = _Axes(picture.first, picture.first + count - 1, max(max(one.values) for one in picture.series))
    yield from axes.frame(picture.unit)
    free = LEFT
    for day, words in picture.marks:
        x = axes.x(day)
        yield f'<path class="mark" d="M{_n(x)} {TOP}V{BOTTOM}"/>'
        wide = cell_width(words) * _LETTER
        at = min(x + 3, RIGHT - wide)
        if at >= free:
            yield f'<text class="small warn" x="{_n(at)}" y="{TOP - 10}">{_said(words)}</text>'
            free = int(at + wide + 6)
    for one in picture.series:
        points = "L".join(
            f"{_n(axes.x(picture.first + place))} {_n(axes.y(value))}" for place, value in enumerate(one.values)
        )
        yield f'<path class="line {_role(one.role)}{" dots" if one.dotted else ""}" d="M{points}"/>'
    names = [(axes.y(one.values[-1]), f"{one.name} {_value(one.values[-1])}", one.role) for one in picture.series]
    yield from _names(names)


def _stack(picture: Stack, unit: str) -> Iterator[str]:
    """Bands one above the other, each with its name and its last value at the right."""
    count = len(picture.bands[0].values)
    edges = [[0.0] * count]
    for band in picture.bands:
        edges.append([below + value for below, value in zip(edges[-1], band.values, strict=True)])
    axes = _Axes(picture.first, picture.first + count - 1, max(edges[-1]))
    names = []
    for band, below, above in zip(picture.bands, edges, edges[1:], strict=False):
        if not any(band.values):
            continue
        days = [picture.first + place for place in range(count)]
        path = [(axes.x(day), axes.y(value)) for day, value in zip(days, above, strict=True)]
        path += [(axes.x(day), axes.y(value)) for day, value in zip(reversed(days), reversed(below), strict=True)]
        points = "L".join(f"{_n(x)} {_n(y)}" for x, y in path)
        yield f'<path class="band {_role(band.role)}" d="M{points}z"/>'
        names.append((axes.y((below[-1] + above[-1]) / 2), f"{band.name} {_value(band.values[-1])}", band.role))
    yield from axes.frame(unit)
    yield from _names(names)


def _scatter(picture: Scatter, unit: str) -> Iterator[str]:
    """Dots, and levels across with their names."""
    top = max([value for _, value in (*picture.dots,)] + [value for _, value in picture.lines] + [1])
    axes = _Axes(picture.first, picture.last, top)
    yield from axes.frame(unit)
    for _, value in picture.lines:
        yield f'<path class="line link dots" d="M{LEFT} {_n(axes.y(value))}H{RIGHT}"/>'
    seen: dict[tuple[int, int], int] = {}
    for dot in picture.dots:
        seen[dot] = seen.get(dot, 0) + 1
    for (day, value), many in seen.items():
        yield f'<circle class="dot bar" cx="{_n(axes.x(day))}" cy="{_n(axes.y(value))}" r="{3 if many == 1 else 4.5}"/>'
    yield from _names([(axes.y(value), label, "link") for label, value in picture.lines])


def _upright(picture: Bars) -> Iterator[str]:
    """Bars side by side, their values above and their labels below them; the latest where not all fit."""
    shown = picture.bars[-_MOST:]
    top = max([bar.value for bar in shown] + ([picture.mark[1]] if picture.mark else []) + [1])
    axes = _Axes(0, len(shown), top, WIDTH - 8)
    yield from axes.frame("", days=False)
    step = (axes.right - LEFT) / max(len(shown), 6)
    widest = max(cell_width(cut(bar.label, 14)) for bar in shown) * _LETTER + 4
    every = -int(-widest // step)
    for place, bar in enumerate(shown):
        x, y = LEFT + place * step, axes.y(bar.value)
        yield (
            f'<rect class="fill {_role(bar.role)}" x="{_n(x + step * 0.15)}" y="{_n(y)}" width="{_n(step * 0.7)}" '
            f'height="{_n(max(BOTTOM - y, 0))}"/>'
        )
        middle = _n(x + step / 2)
        yield f'<text class="middle" x="{middle}" y="{_n(y - 4)}">{_said(bar.words)}</text>'
        if (len(shown) - 1 - place) % every == 0:
            yield f'<text class="small middle" x="{middle}" y="{BOTTOM + 17}">{_said(cut(bar.label, 14))}</text>'
    if picture.mark:
        yield f'<path class="line link dots" d="M{LEFT} {_n(axes.y(picture.mark[1]))}H{axes.right}"/>'
        yield f'<text class="small" x="{LEFT}" y="{TOP - 10}">- - {_said(picture.mark[0])} {picture.mark[1]:g}</text>'


def _lying(picture: Bars, unit: str) -> tuple[int, Iterator[str]]:
    """A row a bar: its label, the bar, its value; how high that is, and its parts."""
    shown = picture.bars[:_MOST]
    more = len(picture.bars) - len(shown)
    height = TOP + _BAR * (len(shown) + bool(more)) + 8
    return height, _rows(picture, shown, more, unit, height)


def _rows(picture: Bars, shown: Sequence[Bar], more: int, unit: str, height: int) -> Iterator[str]:
    name = min(max(cell_width(bar.label) for bar in shown), 32)
    left = 4 + name * _LETTER + 10
    long = WIDTH - 8 - max(cell_width(bar.words) for bar in shown) * _LETTER - 12 - left
    most = max([bar.value for bar in shown] + ([picture.mark[1]] if picture.mark else [])) or 1
    if unit:
        yield f'<text class="small" x="4" y="12">{_said(unit)}</text>'
    for place, bar in enumerate(shown):
        y, wide = TOP + place * _BAR, max(bar.value / most * long, 1)
        yield f'<text x="4" y="{y + 14}">{_said(cut(clean_line(bar.label), name))}</text>'
        place_and_size = f'x="{_n(left)}" y="{y + 3}" width="{_n(wide)}" height="{_BAR - 6}"'
        yield f'<rect class="fill {_role(bar.role)}" {place_and_size}/>'
        yield f'<text x="{_n(left + wide + 6)}" y="{y + 14}">{_said(bar.words)}</text>'
    if more:
        yield f'<text class="small" x="4" y="{TOP + len(shown) * _BAR + 14}">and {more} more</text>'
    if picture.mark:
        x = left + picture.mark[1] / most * long
        yield f'<path class="line link dots" d="M{_n(x)} {TOP - 4}V{height - 4}"/>'
        yield f'<text class="small middle" x="{_n(x)}" y="12">{_said(picture.mark[0])} {picture.mark[1]:g}</text>'


def _names(names: Sequence[tuple[float, str, str]]) -> Iterator[str]:
    """Names at the right, at the height of what they name, pushed apart where they would run together."""
    placed: list[tuple[float, str, str]] = []
    for y, words, role in sorted(names):
        placed.append((max(y, placed[-1][0] + _LINE) if placed else y, words, role))
    over = max(0.0, placed[-1][0] - BOTTOM) if placed else 0.0
    for place in reversed(range(len(placed))):
        y, words, role = placed[place]
        below = placed[place + 1][0] - _LINE if place + 1 < len(placed) else y - over
        placed[place] = (min(y, below), words, role)
    for y, words, role in placed:
        yield f'<path class="line {_role(role)}" d="M{RIGHT + 6} {_n(y)}h8"/>'
        yield f'<text x="{RIGHT + 18}" y="{_n(y + 4)}">{_said(cut(words, 13))}</text>'


_ROLES = ("bar", "bar_rest", "ok", "warn", "crit", "alarm", "base", "link")


def _role(role: str) -> str:
    """The class of a role in the look; of one that is not known the plain one."""
    return (role if role in _ROLES else "bar").replace("_", "-")


def _value(value: float) -> str:
    """A value beside its name: whole from ten on."""
    return f"{value:.0f}" if value >= 10 or value == int(value) else f"{value:.1f}"


def _day(day: date) -> str:
    return f"{day.day} {day:%b}"


def _said(text: str) -> str:
    return escape(clean_line(text))


def _n(value: float) -> str:
    """A coordinate with one decimal at most."""
    return f"{value:.1f}".removesuffix(".0")
