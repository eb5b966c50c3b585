"""The chart as SVG: sheets of rows with names, bars, progress, baselines and links, over one grid of days.

All sheets share one height of coordinates and show a part of it each, so that a link runs on from sheet to sheet.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from html import escape

from pmtui.actions.scheduling import Chart, Row
from pmtui.exchange.chart_scale import LEFT, WIDTH, Scale, Tick
from pmtui.model.durations import show_number
from pmtui.model.text import cell_width, clean_line, cut

ROW = 22
"""The height of a row."""
HEAD = 38
"""The height of the scale."""
_WBS, _SLACK = 10, 396
"""Where codes begin and slack ends."""
_LETTER, _BOLD = 6.4, 7.8
"""How wide a letter is, about."""
_SHADED = 2.2
"""From this many units a day on, days off are shaded."""
_CORNER = 6


class Drawing:
    """Draws one chart."""

    def __init__(self, chart: Chart) -> None:
        self.chart = chart
        self.scale = Scale(chart)
        self.height = ROW * len(chart.rows)
        longest = max((cell_width(clean_line(row.wbs)) for row in chart.rows), default=1)
        self._title = _WBS + (min(longest, 14) + 1) * _LETTER + 4
        widest = max((cell_width(slack(chart, row)) for row in chart.rows), default=1)
        self._slack = _SLACK - widest * _LETTER - 4
        self._links = list(self._elbows())

    # --- what all sheets share -----------------------------------------------------------------------------------

    def shared(self) -> str:
        """A drawing that shows nothing and holds the scale and the grid for the others to use."""
        upper, lower = self.scale.lines()
        scale = [f'<path class="line" d="M0 {HEAD - 0.5}H{WIDTH}"/>']
        scale += [*self._labels(upper, 14, "upper"), *self._labels(lower, 31, "lower")]
        scale.append(f'<text x="{_WBS}" y="31" class="lower">Task</text>')
        scale.append(f'<text x="{_SLACK}" y="31" class="lower end">Slack</text>')
        if self._has_today():
            scale.append(f'<path class="now" d="M{_n(self._today())} {HEAD}l-4 -6h8z"/>')
        grid = [*self._days_off(), self._ruled(lower, "week"), self._ruled(upper, "month")]
        if self._has_today():
            grid.append(f'<path class="today" d="M{_n(self._today())} 0V{self.height}"/>')
        return (
            '<svg class="shared" width="0" height="0" aria-hidden="true"><defs>'
            f'<g id="scale">{"".join(scale)}</g><g id="grid">{"".join(grid)}</g></defs></svg>'
        )

    @staticmethod
    def head(kind: str) -> str:
        """The scale, to stand above a sheet."""
        return f'<svg class="{kind}" viewBox="0 0 {WIDTH} {HEAD}" aria-hidden="true"><use href="#scale"/></svg>'

    def _labels(self, ticks: list[Tick], y: int, kind: str) -> Iterator[str]:
        """The labels that fit before the next line, shortened to three letters where that makes them fit."""
        letter = _BOLD if kind == "upper" else _LETTER
        for tick in ticks:
            x = self.scale.day(tick.day)
            room = (self.scale.day(tick.until) - x - 6) / letter
            label = next((label for label in (tick.label, tick.label[:3]) if cell_width(label) <= room), None)
            if label and (label == tick.label or label.isalpha()):
                yield f'<text x="{_n(x + 3)}" y="{y}" class="{kind}">{escape(label)}</text>'

    def _ruled(self, ticks: list[Tick], kind: str) -> str:
        lines = "".join(f"M{_n(self.scale.day(tick.day))} 0v{self.height}" for tick in ticks)
        return f'<path class="{kind}" d="{lines}"/>' if lines else ""

    def _days_off(self) -> Iterator[str]:
        """Weekends and holidays, a run of them as one shade."""
        if self.scale.unit < _SHADED:
            return
        began: date | None = None
        for number in range((self.scale.last - self.scale.first).days + 1):
            day = self.scale.first + timedelta(number)
            off = day < self.scale.last and not self.chart.day_shifts(day)
            if off and began is None:
                began = day
            elif began is not None and not off:
                x, wide = self.scale.day(began), self.scale.day(day) - self.scale.day(began)
                yield f'<rect class="off" x="{_n(x)}" y="0" width="{_n(wide)}" height="{self.height}"/>'
                began = None

    def _has_today(self) -> bool:
        return self.scale.first <= self.scale.today < self.scale.last

    def _today(self) -> float:
        return self.scale.day(self.scale.today) + self.scale.unit / 2

    # --- rows ----------------------------------------------------------------------------------------------------

    def sheet(self, first: int, last: int) -> str:
        """The rows from `first` to before `last` as one drawing."""
        top, height = first * ROW, (last - first) * ROW
        rows = "".join(self._row(row, place) for place, row in enumerate(self.chart.rows[first:last], first))
        near = [link for link in self._links if link[0] < last and link[1] >= first]
        links = "".join(
            f'<path class="link{kind}" d="{"".join(path for *_, own, path in near if own == kind)}"/>'
            for kind in ("", " crit")
            if any(own == kind for *_, own, _ in near)
        )
        return (
            f'<svg class="sheet" viewBox="0 {top} {WIDTH} {height}" role="img" '
            f'aria-label="Rows {first + 1} to {last} of the chart; the table below has the same figures">'
            f'<use href="#grid"/>{links}{rows}</svg>'
        )

    def _row(self, row: Row, place: int) -> str:
        y = place * ROW
        title_x = self._title + min(row.level, 12) * 12
        room = int((self._slack - title_x) / _LETTER)
        kind = "crit" if self.chart.critical(row) else ""
        return (
            f'<g class="row {kind}" data-ref="{escape(row.ref)}"><title>{escape(self._told(row))}</title>'
            f'<rect class="band" x="0" y="{y}" width="{WIDTH}" height="{ROW}"/>'
            f'<text x="{_WBS}" y="{y + 15}" class="code">{escape(cut(clean_line(row.wbs), 14))}</text>'
            f'<text x="{_n(title_x)}" y="{y + 15}" class="{"sum" if row.summary else "name"}">'
            f"{escape(cut(clean_line(row.title), room))}</text>"
            f'<text x="{_SLACK}" y="{y + 15}" class="slack end">{escape(slack(self.chart, row))}</text>'
            f"{''.join(self._marks(row, y))}</g>"
        )

    def _marks(self, row: Row, y: int) -> Iterator[str]:
        """Baseline, bar with its progress, and who does it."""
        start, finish = self.scale.at(self.chart.start(row)), self.scale.at(self.chart.finish(row))
        percent = self.chart.percent(row)
        before = self.chart.baseline(row)
        if row.milestone:
            if before:
                yield f'<path class="was" d="{_diamond(self.scale.at(before[1]), y + 11)}"/>'
            yield f'<path class="stone{" done" if percent >= 100 else ""}" d="{_diamond(finish, y + 11)}"/>'
            label, edge = day_text(self.chart.finish(row), self.chart.today), _CORNER
        else:
            if before:
                x, wide = self.scale.at(before[0]), self.scale.at(before[1]) - self.scale.at(before[0])
                yield f'<rect class="base" x="{_n(x)}" y="{y + 17}" width="{_n(max(wide, 2))}" height="2.5"/>'
            yield from self._bar(row, start, max(finish, start + 2), percent, y)
            label, edge = row.owner.name if row.owner and not row.summary else "", 0
        if label:
            yield from self._beside(cut(clean_line(label), 20), start - edge, finish + edge, y)

    @staticmethod
    def _bar(row: Row, start: float, finish: float, percent: float, y: int) -> Iterator[str]:
        wide = finish - start
        if row.summary:
            tip = min(4.0, wide / 2)
            a, b, low, tall = _n(start), _n(finish), y + 15, y + 7
            yield (
                f'<path class="all bar" d="M{a} {low}V{tall}H{b}V{low}L{_n(finish - tip)} {tall + 4}'
                f'H{_n(start + tip)}z"/>'
            )
            return
        yield f'<rect class="bar" x="{_n(start)}" y="{y + 5}" width="{_n(wide)}" height="11" rx="2"/>'
        if percent > 0:
            part = wide * min(percent, 100) / 100
            yield f'<rect class="part" x="{_n(start)}" y="{y + 5}" width="{_n(part)}" height="11" rx="2"/>'

    @staticmethod
    def _beside(label: str, start: float, finish: float, y: int) -> Iterator[str]:
        """A label right of the bar where there is room, else left of it."""
        wide = cell_width(label) * 5.8
        if finish + 5 + wide <= WIDTH:
            yield f'<text x="{_n(finish + 5)}" y="{y + 15}" class="who">{escape(label)}</text>'
        elif start - 5 - wide > LEFT:
            yield f'<text x="{_n(start - 5)}" y="{y + 15}" class="who end">{escape(label)}</text>'

    def _told(self, row: Row) -> str:
        """What the tooltip says."""
        chart = self.chart
        start, finish = (day_text(at, chart.today) for at in (chart.start(row), chart.finish(row)))
        before, percent = chart.baseline(row), chart.percent(row)
        facts = [
            f"{clean_line(row.wbs)} {clean_line(row.title)}",
            finish if row.milestone else f"{start} to {finish}, {percent:.0f} % done",
            f"baseline {day_text(before[1], chart.today)}" if before else "",
            slack(chart, row) if chart.critical(row) or percent >= 100 else f"slack {slack(chart, row)}",
            clean_line(row.owner.name) if row.owner else "",
            f"blocked: {clean_line(row.blocked)}" if row.blocked else "",
            "length guessed" if row.guessed else "",
        ]
        return "\n".join(fact for fact in facts if fact)

    # --- links ---------------------------------------------------------------------------------------------------

    def _elbows(self) -> Iterator[tuple[int, int, str, str]]:
        """Every link as its first and last row, its class and its path with the arrow's head."""
        for place, row in enumerate(self.chart.rows):
            for before, kind, _, _ in row.links:
                other = self.chart.place[before]
                source = self.chart.rows[other]
                both = self.chart.critical(source) and self.chart.critical(row)
                path = self._elbow(source, row, other * ROW + 11, place * ROW + 11, kind)
                yield min(other, place), max(other, place), " crit" if both else "", path

    def _elbow(self, source: Row, target: Row, y1: int, y2: int, kind: str) -> str:
        """From one end of the predecessor's bar to one of the successor's: straight in from the side, or, where it
        begins when the other ends, from above or below."""
        x1 = self.scale.at(self.chart.finish(source) if kind[0] == "F" else self.chart.start(source))
        x2 = self.scale.at(self.chart.finish(target) if kind[1] == "F" else self.chart.start(target))
        x1 += (_CORNER if kind[0] == "F" else -_CORNER) if source.milestone else 0
        down = 1 if y2 > y1 else -1
        if kind == "FS" and x2 + (0 if target.milestone else 4) >= x1:
            x = x2 if target.milestone else x2 + 4
            edge = y2 - down * (7 if target.milestone else 6)
            return f"M{_n(x1)} {y1}H{_n(x)}V{edge}m-3 {-3 * down}l3 {3 * down}l3 {-3 * down}"
        x2 += (-_CORNER if kind[1] == "S" else _CORNER) if target.milestone else 0
        into = "m-3 -3l3 3l-3 3" if kind[1] == "S" else "m3 -3l-3 3l3 3"
        if kind in ("SS", "FF"):
            x = min(x1, x2) - 7 if kind == "SS" else max(x1, x2) + 7
            return f"M{_n(x1)} {y1}H{_n(x)}V{y2}H{_n(x2)}{into}"
        out = 5 if kind == "FS" else -5
        return f"M{_n(x1)} {y1}h{out}V{y2 - 11 * down}H{_n(x2 - out - out / 2.5)}V{y2}H{_n(x2)}{into}"


def slack(chart: Chart, row: Row) -> str:
    """A row's slack in days, or why that does not matter; what is behind the dates it must keep says by how much."""
    days = f"{show_number(round(chart.total_slack(row) / chart.day_minutes, 1))}d"
    if chart.critical(row):
        return f"critical {days}" if chart.total_slack(row) < 0 else "critical"
    return "done" if chart.percent(row) >= 100 else days


def day_text(at: datetime, today: date) -> str:
    """A day as people read it, with the year where it is not this one."""
    return f"{at:%a %-d %b}" if at.year == today.year else f"{at:%a %-d %b %Y}"


def _diamond(x: float, y: int) -> str:
    return f"M{_n(x)} {y - _CORNER}l6 6l-6 6l-6 -6z"


def _n(value: float) -> str:
    """A coordinate with one decimal at most."""
    return f"{value:.1f}".removesuffix(".0")
