"""The page for stakeholders: right dates at the right places, nothing that runs or asks, hostile words only shown."""

import re
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from pmtui.actions.scheduling import Chart
from pmtui.exchange.chart_html import SHEET, page
from pmtui.exchange.chart_scale import LEFT, RIGHT, Scale
from pmtui.exchange.chart_svg import Drawing, slack
from pmtui.exchange.exporting import write
from pmtui.exchange.incoming import InLink
from pmtui.model.text import clean_line
from pmtui.store.plan import Plan
from tests.browser import Page, browse, corner, pages_of
from tests.exchange.charts import HOSTILE, bring, portal, source, task


def compared(chart: Chart, days: int) -> Chart:
    """The chart compared with a plan in which everything was some days sooner."""
    chart.compared = {
        row.id: (chart.start(row) - timedelta(days), chart.finish(row) - timedelta(days)) for row in chart.rows
    }
    return chart


def test_the_heading_says_when_it_ends_and_how_far_that_slipped(plan: Plan) -> None:
    chart = portal(plan)
    words = " ".join(Page(page(chart)).words)
    assert "Order portal" in words and "Finish Mon 14 Dec 2026" in words and "As of Mon 23 Nov 2026" in words
    assert "baseline" not in words
    assert "Against the baseline 7 days later" in " ".join(Page(page(compared(chart, 7))).words)
    assert "Against the baseline as planned" in " ".join(Page(page(compared(chart, 0))).words)
    assert "Against the baseline 1 day sooner" in " ".join(Page(page(compared(chart, -1))).words)


def test_the_table_says_what_the_chart_shows(plan: Plan) -> None:
    text = page(portal(plan))
    row = re.search(r"<tr[^>]*><td>2\.1</td>.*?</tr>", text)
    assert row is not None
    cells = re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row[0])
    assert cells == ["2.1", "Checkout", "ana", "2026-12-08", "2026-12-14", "0 %", "critical", "1.2 FS+1d"]


def test_what_is_late_for_its_date_says_by_how_much_and_what_is_done_says_so(plan: Plan) -> None:
    over = task("1", "Dig", 1, percent=100.0, actual_start="2026-11-30T08:00", actual_finish="2026-11-30T17:00")
    chart = bring(plan, source([over, task("2", "Fill", 5, due="2026-12-02")]))
    assert [slack(chart, row) for row in chart.rows] == ["done", "critical -2d"]


def test_nothing_in_it_runs_or_asks_for_anything(plan: Plan) -> None:
    text = page(compared(portal(plan, HOSTILE), 3))
    found = Page(text)
    for tag, attributes in found.elements:
        assert tag not in ("script", "img", "iframe", "object", "embed", "link", "base", "form", "a", "foreignobject")
        assert not [name for name in attributes if name.startswith("on") or name in ("src", "srcset", "style")]
        assert (attributes.get("href") or "#").startswith("#")
    assert "url(" not in text and "@import" not in text and "http:" not in text and "https:" not in text
    policy = next(a["content"] or "" for _, a in found.elements if a.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'; style-src 'sha256-") and "unsafe" not in policy


def test_a_hostile_title_is_only_shown(plan: Plan) -> None:
    chart = portal(plan, HOSTILE)
    text = page(chart)
    assert "<script" not in text and "<img" not in text and "\x1b" not in text and "\u202e" not in text
    assert clean_line(HOSTILE) in Page(text).words, "whole in the table"


def test_a_project_of_nothing_is_a_page_that_says_so(plan: Plan) -> None:
    assert "There is nothing in the plan yet." in Page(write(plan, "html", None) or "").words


def test_every_row_is_on_one_sheet_and_links_run_on(plan: Plan) -> None:
    count = 2 * SHEET
    items = [task(str(n), f"Task {n}") for n in range(count)]
    chart = bring(plan, source(items, [InLink("0", "FS", str(count - 1))]))
    text = page(chart)
    assert re.findall(r'data-ref="(\d+)"', text) == [row.ref for row in chart.rows]
    sheets = text.split('class="sheet"')[1:]
    assert len(sheets) == 3 and all('class="link' in sheet for sheet in sheets)


@pytest.mark.parametrize("days", [1, 20, 100, 500, 3_000, 50_000])
def test_a_scale_has_room_for_its_labels_at_every_length(plan: Plan, days: int) -> None:
    chart = bring(plan, source([task("1", "Dig", 1, start="2026-11-30"), task("2", "Fill", days * 5 / 7)]))
    scale = Scale(chart)
    upper, lower = scale.lines()
    for ticks in (upper, lower):
        places = [scale.day(tick.day) for tick in ticks]
        assert places == sorted(set(places)) and all(LEFT <= place < RIGHT for place in places)
    assert 2 <= len(lower) <= 60
    assert scale.at(chart.start(chart.rows[0])) >= LEFT and scale.at(chart.ended) <= RIGHT


def test_a_day_of_work_fills_its_day_and_the_next_task_begins_where_it_ends(plan: Plan) -> None:
    chart = bring(plan, source([task("1", "Dig"), task("2", "Fill")], [InLink("1", "FS", "2")]))
    scale = Scale(chart)
    dig, fill = chart.rows
    assert scale.at(chart.start(dig)) == scale.day(date(2026, 11, 30))
    assert scale.at(chart.finish(dig)) == pytest.approx(scale.day(date(2026, 12, 1)))
    assert scale.at(chart.start(fill)) == pytest.approx(scale.at(chart.finish(dig)))
    assert scale.at(datetime(2026, 12, 1, 3)) == scale.day(date(2026, 12, 1)), "before work begins is its beginning"


@pytest.mark.parametrize("kind", ["FS", "SS", "FF", "SF"])
def test_every_kind_of_link_ends_at_the_right_end_of_the_bar(plan: Plan, kind: str) -> None:
    chart = bring(plan, source([task("1", "Dig", 3), task("2", "Fill", 9)], [InLink("1", kind, "2")]))
    drawing = Drawing(chart)
    path = re.search(r'class="link[^"]*" d="M([\d.]+) ([\d.]+)', drawing.sheet(0, 2))
    assert path is not None
    dig = chart.rows[0]
    end = chart.finish(dig) if kind[0] == "F" else chart.start(dig)
    assert float(path[1]) == pytest.approx(drawing.scale.at(end), abs=0.1) and float(path[2]) == 11


def test_a_large_plan_stays_light(plan: Plan) -> None:
    items = [task(str(n), f"Task number {n} of many", owner="Dora") for n in range(400)]
    chart = compared(bring(plan, source(items, [InLink(str(n), "FS", str(n + 1)) for n in range(0, 399, 3)])), 3)
    assert len(page(chart).encode()) < 1_100 * 400


# --- in a browser ----------------------------------------------------------------------------------------------------


MEASURE = """<script>
const boxes = [...document.querySelectorAll('[data-ref]')].map(row => {
  const bar = row.querySelector('.bar, .stone').getBoundingClientRect();
  return [row.dataset.ref, bar.left, bar.right].join(' ');
});
const sheet = document.querySelector('.sheet').getBoundingClientRect();
document.body.append(Object.assign(document.createElement('output'),
  {textContent: [sheet.left, sheet.width].join(' ') + ';' + boxes.join(';')}));
</script>"""


def test_bars_stand_in_the_browser_where_their_dates_say(plan: Plan, tmp_path: Path) -> None:
    chart = portal(plan)
    text = page(chart)
    policy = re.search(r'<meta http-equiv="Content-Security-Policy"[^>]*>', text)
    assert policy is not None
    probe = tmp_path / "probe.html"
    probe.write_text(text.replace(policy[0], "").replace("</body>", f"{MEASURE}</body>"), encoding="utf-8")
    measured = re.search(r"<output>(.*?)</output>", browse(probe, "--dump-dom").stdout)
    assert measured is not None
    sheet, *bars = [part.split() for part in measured[1].split(";")]
    left, wide = map(float, sheet)
    scale = Scale(chart)
    spans = {ref: (float(start), float(end)) for ref, start, end in bars}
    assert len(spans) == len(chart.rows)
    for row in chart.rows:
        start, end = ((x - left) * 1280 / wide for x in spans[row.ref])
        if row.milestone:
            assert (start + end) / 2 == pytest.approx(scale.at(chart.finish(row)), abs=0.5)
        else:
            assert start == pytest.approx(scale.at(chart.start(row)), abs=1.5)
            assert end == pytest.approx(scale.at(chart.finish(row)), abs=1.5)


def test_the_page_opens_without_a_word_of_complaint_and_asks_for_nothing(plan: Plan, tmp_path: Path) -> None:
    portal(plan, HOSTILE)
    path = tmp_path / "plan.html"
    write(plan, "html", path)
    opened = browse(path, "--dump-dom")
    assert "CONSOLE" not in opened.stderr
    assert opened.stdout.count('data-ref="') == 7 and "<script" not in opened.stdout


def test_a_script_smuggled_into_the_page_would_not_run(plan: Plan, tmp_path: Path) -> None:
    path = tmp_path / "plan.html"
    smuggled = "<script>document.title = 'owned'</script><img src='x' onerror=\"document.title = 'owned'\"></body>"
    path.write_text(page(portal(plan)).replace("</body>", smuggled), encoding="utf-8")
    opened = browse(path, "--dump-dom")
    assert "<title>Order portal" in opened.stdout and "owned</title>" not in opened.stdout
    assert "Content Security Policy" in opened.stderr, "the policy is what stops it, and the browser says so"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_follows_the_readers_scheme(plan: Plan, tmp_path: Path, scheme: str) -> None:
    path, picture = tmp_path / "plan.html", tmp_path / "plan.png"
    path.write_text(page(portal(plan)), encoding="utf-8")
    browse(path, f"--blink-settings=preferredColorScheme={1 - ['light', 'dark'].index(scheme)}",
           f"--screenshot={picture}")  # fmt: skip
    ground = corner(picture.read_bytes())
    assert ground == ((0xFB, 0xFA, 0xF7) if scheme == "light" else (0x11, 0x15, 0x1B))


def test_it_prints_on_as_many_pages_as_it_has_sheets(plan: Plan, tmp_path: Path) -> None:
    items = [task(str(n), f"Task {n}") for n in range(3 * SHEET - 10)]
    path, paper = tmp_path / "plan.html", tmp_path / "plan.pdf"
    text = page(bring(plan, source(items)))
    path.write_text(re.sub(r"<table>.*</table>", "", text, flags=re.DOTALL), encoding="utf-8")
    browse(path, f"--print-to-pdf={paper}", "--no-pdf-header-footer")
    assert pages_of(paper.read_bytes()) == 3
