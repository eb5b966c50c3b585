"""Mermaid: tasks in sections with their state and dates, and no title that means anything to Mermaid."""

import html
import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from pmtui.exchange.exporting import write
from pmtui.exchange.mermaid import escaped, gantt
from pmtui.model.text import clean_line
from pmtui.store.plan import Plan
from tests.exchange.charts import HOSTILE, bring, portal, source, task

LINE = re.compile(r"    [\w .,()/+*!?='#;-]+ :(?:done, |active, |crit, |milestone, )*t\d+, [\d: -]+, (?:0d|[\d: -]+)")


def test_tasks_stand_in_sections_with_state_and_dates(plan: Plan) -> None:
    text = gantt(portal(plan))
    assert text.splitlines()[:4] == [
        "gantt", "    title ORD Order portal", "    dateFormat YYYY-MM-DD HH:mm", "    axisFormat %d %b",
    ]  # fmt: skip
    assert "    section 1 Analysis\n    1.1 Ask the shops :crit, t2, 2026-11-30 08:00, 2026-12-02 17:00\n" in text
    assert "    section 2 Build\n    2.1 Checkout :crit, t5, 2026-12-08 08:00, 2026-12-14 17:00\n" in text
    assert "    2.3 Go live :crit, milestone, t7, 2026-12-14 17:00, 0d\n" in text


def test_work_begun_and_done_is_marked(plan: Plan) -> None:
    chart = bring(
        plan,
        source(
            [
                task("1", "Over", 1, percent=100.0, actual_start="2026-11-20T08:00", actual_finish="2026-11-20T17:00"),
                task("2", "Begun", 2, percent=50.0, actual_start="2026-11-23T08:00"),
            ]
        ),
    )
    lines = gantt(chart).splitlines()
    assert lines[4].startswith("    1 Over :done, ") and "active, " in lines[5]
    assert not [line for line in lines if "section" in line], "what belongs to no summary needs no section"


def test_a_hostile_title_stays_a_title(plan: Plan) -> None:
    text = gantt(portal(plan, HOSTILE))
    body = [line for line in text.splitlines()[4:] if not line.startswith("    section ")]
    assert len(body) == 5 and all(LINE.fullmatch(line) for line in body)
    title = body[1].partition(" :")[0].strip()
    shown = html.unescape(re.sub(r"#(\d+);", r"&#\1;", title))
    assert shown == f"1.2 {clean_line(HOSTILE)}"


@given(st.text(max_size=80))
def test_what_is_escaped_says_the_same_and_breaks_no_line(words: str) -> None:
    text = escaped(words)
    assert not set(text) & set(':%{}<>`\n\r"')
    assert html.unescape(re.sub(r"#(\d+);", r"&#\1;", text)) == clean_line(words)


def test_a_markdown_file_gets_a_fence_and_another_none(plan: Plan, tmp_path: Path) -> None:
    portal(plan)
    write(plan, "mermaid", tmp_path / "plan.md")
    write(plan, "mermaid", tmp_path / "plan.mmd")
    fenced, bare = ((tmp_path / name).read_text() for name in ("plan.md", "plan.mmd"))
    assert fenced == f"```mermaid\n{bare}```\n" and bare.startswith("gantt\n")
    assert write(plan, "mermaid", None) == bare
