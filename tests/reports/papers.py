"""Papers for tests: one with every kind of block, and strategies that make any."""

from datetime import date

from hypothesis import strategies as st

from pmtui.model.paper import INDENT, RAG, Bullets, Figure, Paper, Section, Table
from pmtui.model.pictures import Bar, Bars, Lines, Picture, Scatter, Series, Stack
from pmtui.model.text import clean_line

HOSTILE = "</title></svg><script>document.title = 'owned'</script><img src=x onerror=alert(1)>\x1b[31m\u202e & \"'"
DAY = date(2026, 11, 23)
FIRST = date(2026, 11, 2).toordinal()


def picture(kind: str, words: str = "done") -> Picture:
    """A picture of a kind."""
    rise = [float(day) for day in range(22)]
    if kind == "scatter":
        return Scatter(FIRST, FIRST + 21, [(FIRST + 3, 2), (FIRST + 3, 2), (FIRST + 9, 7)], [(words, 7)])
    if kind == "lines":
        scope = Series("scope", "base", [22.0] * 22, dotted=True)
        return Lines(FIRST, [scope, Series(words, "ok", rise)], [(FIRST + 8, "+2")], "points")
    if kind == "stack":
        return Stack(FIRST, [Series(words, "ok", rise), Series("active", "bar", [5.0] * 22)])
    return Bars([Bar(words, 3, "3d"), Bar("49 Cron", 11, "11d", "crit")], kind == "upright", ("P85", 8.0))


KINDS = ("scatter", "lines", "stack", "upright", "lying")


def paper(words: str = "SSO with Keycloak") -> Paper:
    """A paper with every kind of block, in each of which these words stand."""
    table = Table(("Item", "Days"), ((words, "+5"), ("31 Cart", "-1")))
    stands = Table(("Area", "Now", "Rule"), (("Time", RAG["R"], words), ("Cost", RAG["-"], "no budget is set")))
    figures = [Figure(f"{kind} {words}", words, picture(kind, words), table, "items") for kind in KINDS]
    return Paper(
        f"Weekly report {words}",
        DAY,
        (
            Section("", (words,)),
            Section("How it stands", (stands,)),
            Section(f"Progress {words}", (Bullets((words, f"{INDENT}below")), *figures, "After the figures.")),
        ),
    )


lines = st.text(max_size=30).map(clean_line)
words = lines.filter(bool)
tables = st.integers(1, 3).flatmap(
    lambda wide: st.builds(
        Table, st.tuples(*[lines] * wide), st.lists(st.tuples(*[lines] * wide), max_size=3).map(tuple)
    )
)
days = st.dates(date(1990, 1, 1), date(2100, 1, 1)).map(date.toordinal)
numbers = st.integers(0, 10**6) | st.floats(0, 10**6)
roles = st.sampled_from(["bar", "ok", "base", "link", "crit"])


def series(long: int) -> st.SearchStrategy[list[Series]]:
    """Lines that all have so many values."""
    values = st.lists(numbers, min_size=long, max_size=long)
    return st.lists(st.builds(Series, lines, roles, values, st.booleans()), min_size=1, max_size=3)


pictures: st.SearchStrategy[Picture] = (
    st.builds(
        Scatter,
        days,
        days,
        st.lists(st.tuples(days, st.integers(0, 99))),
        st.lists(st.tuples(lines, st.integers(0, 99))),
    )
    | st.integers(1, 5).flatmap(
        lambda long: (
            st.builds(Lines, days, series(long), st.lists(st.tuples(days, lines), max_size=3), lines)
            | st.builds(Stack, days, series(long))
        )
    )
    | st.builds(
        Bars,
        st.lists(st.builds(Bar, lines, numbers, lines, roles), min_size=1, max_size=20),
        st.booleans(),
        st.none() | st.tuples(lines, numbers),
    )
)
figures = st.builds(Figure, words, lines, st.none() | pictures, tables, lines)
bullets = st.lists(st.tuples(st.integers(0, 2), words), min_size=1, max_size=3).map(
    lambda told: Bullets(tuple(INDENT * depth + line for depth, line in told))
)
papers = st.builds(
    Paper,
    lines,
    st.none() | st.dates(),
    st.lists(
        st.builds(Section, lines, st.lists(lines | bullets | tables | figures, max_size=3).map(tuple)), max_size=3
    ).map(tuple),
    st.sampled_from(["", "https://plan.example/ord?a=1&b=2"]),
)
