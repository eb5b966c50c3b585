"""The query language: one line of words becomes a small tree, or one line that says what is wrong."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.model.fields import FLAGS, HAS, NAMES, SORTS, Value
from pmtui.model.query import And, Field, Flag, Node, Not, Or, Query, Word, parse_query
from pmtui.model.text import Unreadable

MONDAY = date(2026, 11, 23)
FRIDAY = date(2026, 11, 27)
NOW = 1_795_422_480_000
HOUR = 3_600_000


def read(text: str) -> Query:
    return parse_query(text, MONDAY, NOW)


def where(text: str) -> Node | None:
    return read(text).where


def test_the_query_of_the_manual_is_understood() -> None:
    query = read("@ana #api !high due<fri status:doing -label:ops blocked age>5d type:risk sprint:current sort:due")
    assert query.sort == (("due", False),)
    assert query.where == And(
        (
            Field("person", "=", "ana"),
            Field("label", "=", "api"),
            Field("priority", "=", "high"),
            Field("due", "<", FRIDAY),
            Field("status", "=", "doing"),
            Not(Field("label", "=", "ops")),
            Flag("blocked"),
            Field("age", ">", 5 * 24 * 60.0),
            Field("type", "=", "risk"),
            Field("sprint", "=", "current"),
        )
    )


def test_nothing_said_finds_everything() -> None:
    assert read("") == read('  "" ') == Query(None, ())


def test_words_stand_together_and_or_binds_weaker() -> None:
    a, b, c = Word("a"), Word("b"), Word("c")
    assert where("a b") == where("a and b") == And((a, b))
    assert where("a b or c") == Or((And((a, b)), c))
    assert where("a (b OR c)") == And((a, Or((b, c))))
    assert where('"a b" c') == And((Word("a b"), c))
    assert where('"or"') == Word("or")


def test_not_has_two_forms_and_two_undo_each_other() -> None:
    assert where("not a") == where("-a") == where("- a") == Not(Word("a"))
    assert where("-(a b)") == Not(And((Word("a"), Word("b"))))
    assert where('-"a b"') == Not(Word("a b"))
    assert where("not not a") == Word("a")
    assert where("e-mail -5 --force") == And((Word("e-mail"), Word("-5"), Word("--force")))


def test_parentheses_within_a_word_belong_to_it() -> None:
    assert where("(f(x) or g())") == Or((Word("f(x)"), Word("g()")))


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("to:gus", Field("owner", "=", "gus")),
        ("owner=me", Field("owner", "=", "me")),
        ("@me", Field("person", "=", "me")),
        ("@none", Field("person", "none", None)),
        ('@"Ana Lee"', Field("person", "=", "Ana Lee")),
        ("reporter:ana", Field("reporter", "=", "ana")),
        ("label:a,b", Field("label", "=", ("a", "b"))),
        ('tag:"a,b"', Field("label", "=", "a,b")),
        ("prio>=high", Field("priority", ">=", "high")),
        ("!!", Field("priority", "=", "urgent")),
        ("due:fri", Field("due", "=", FRIDAY)),
        ("^fri", Field("due", "=", FRIDAY)),
        ('due<="27 nov"', Field("due", "<=", FRIDAY)),
        ("due:<=27.11", Field("due", "<=", FRIDAY)),
        ("due<7d", Field("due", "<", date(2026, 11, 30))),
        ("due:none", Field("due", "none", None)),
        ("no:due", Not(Field("has", "=", "due"))),
        ("has:checklist", Field("has", "=", "check")),
        ("created>-7d", Field("created", ">", date(2026, 11, 16))),
        ("updated<mon", Field("updated", "<", date(2026, 11, 16))),
        ("updated>-2h", Field("updated", ">", NOW - 2 * HOUR)),
        ("finished:today", Field("finished", "=", MONDAY)),
        ("started:none", Field("started", "none", None)),
        ("est>3d", Field("estimate", ">", 3 * 8 * 60.0)),
        ("~3d", Field("estimate", "=", 3 * 8 * 60.0)),
        ("pts>=0.5", Field("points", ">=", 0.5)),
        ("in>3d", Field("incolumn", ">", 3 * 24 * 60.0)),
        ("in:doing", Field("status", "=", "doing")),
        ("status!=done", Not(Field("status", "=", "done"))),
        ("state:dropped", Field("state", "=", "dropped")),
        ("type:ri", Field("type", "=", "risk")),
        ("project:ORD", Field("project", "=", "ORD")),
        ('sprint:"Sprint 14"', Field("sprint", "=", "Sprint 14")),
        ("parent:12", Field("parent", "=", 12)),
        ("under:none", Field("parent", "none", None)),
        ("after:ORD-31", Field("after", "=", 31)),
        ("before:31", Field("before", "=", 31)),
        ("number>40", Field("number", ">", 40)),
        ("title:a,b", Field("title", "=", "a,b")),
        ('text:"two words"', Field("text", "=", "two words")),
        ("field.Cost:3", Field("field.Cost", "=", "3")),
        ("overdue", Flag("late")),
        ("is:blocked", Flag("blocked")),
        ("UNASSIGNED", Flag("unassigned")),
        ("42", Or((Field("number", "=", 42), Word("42")))),
        ("#42", Or((Field("number", "=", 42), Word("#42")))),
        ("R61", Or((Field("number", "=", 61), Word("R61")))),
        ("ORD-42", Or((And((Field("number", "=", 42), Field("project", "=", "ORD"))), Word("ORD-42")))),
        ("http://example.org", Word("http://example.org")),
        ("10:30", Word("10:30")),
        ("Note:", Word("Note:")),
        ("C++", Word("C++")),
    ],
)
def test_each_form_means_one_thing(said: str, meant: Node) -> None:
    assert where(said) == meant


def test_order_takes_several_fields_each_way() -> None:
    assert read("sort:due,-prio x sort:-title").sort == (("due", False), ("priority", True), ("title", True))


def test_the_project_s_hours_and_the_person_s_habits_count() -> None:
    assert parse_query("est>1d", MONDAY, NOW, hours_per_day=6).where == Field("estimate", ">", 360.0)
    assert parse_query("due:3/4", MONDAY, NOW, day_first=False).where == Field("due", "=", date(2027, 3, 4))


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("statsu:x", "statsu: no such field .*; did you mean status"),
        ("has:comennt", "did you mean comment"),
        ("is:bloked", "did you mean blocked"),
        ("sort:deu", "did you mean due"),
        ("type:rsik", "did you mean risk"),
        ("a (b or c", "this parenthesis is not closed"),
        ("a) b", "nothing is open for this"),
        ("()", "something is missing after"),
        ("a or", "something is missing after or"),
        ("or a", "something is missing before or"),
        ("a and and b", "something is missing after and"),
        ("not", "something is missing after not"),
        ('"a b', "the quote is not closed"),
        ("due < fri", "no blanks around it, as in due<fri"),
        ("due:", "due:: the value is missing"),
        ("due:soonish", "soonish: not a date"),
        ("created>7d", "say created>-7d .* or created<-7d"),
        ("updated>-5m", "minutes or months"),
        ("age:5d", "say age>5d or age<5d"),
        ("age>5", "a duration needs a unit"),
        ("status>x", "status has no order"),
        ("points<1,2", "only one value"),
        ("sort>due", "sort is no condition"),
        ("after:none", "not an item's number"),
        ("(" * 100 + "a" + ")" * 100, "deeper than"),
        ("x" * 3000, "longer than"),
    ],
)
def test_a_query_that_cannot_be_read_says_why(said: str, told: str) -> None:
    with pytest.raises(Unreadable, match=told):
        read(said)


def test_an_error_knows_its_place() -> None:
    with pytest.raises(Unreadable) as caught:
        read("late due:soonish")
    assert (caught.value.start, caught.value.end) == (5, 16)


SIGNS = [*'()-"@#!^~:,\\ <=\x00', ">=", "!=", "not ", "or ", "and ", "sort:", "field.", "is:", "no:"]
VALUES = ["due", "est", "fri", "3d", "none", "me", "42", "ORD-42", "word", "é", "-7d", "m", "-2h"]
PIECES = st.sampled_from([*SIGNS, *VALUES, *(f"{name}:" for name in NAMES), *(f"{name}>" for name in NAMES)])
QUERIES = st.lists(PIECES, max_size=15).map("".join) | st.text(max_size=40)
OPERATORS = ("=", "<", "<=", ">", ">=", "none")


def leaves(node: Node) -> list[Word | Flag | Field]:
    """The leaves of a tree."""
    if isinstance(node, And | Or):
        assert len(node.parts) > 1
        return [leaf for part in node.parts for leaf in leaves(part)]
    return leaves(node.part) if isinstance(node, Not) else [node]


@given(QUERIES)
def test_any_text_is_a_tree_of_known_words_or_refused(text: str) -> None:
    try:
        query = read(text)
    except Unreadable:
        return
    assert {name for name, _ in query.sort} <= set(SORTS.values())
    for leaf in leaves(query.where) if query.where else []:
        if isinstance(leaf, Flag):
            assert leaf.name in FLAGS.values()
        elif isinstance(leaf, Word):
            assert leaf.text
        else:
            check_field(leaf)


def check_field(leaf: Field) -> None:
    """A field holds what the table in the module's docstring promises."""
    kinds: dict[str, type | tuple[type, ...]] = dict.fromkeys(("due", "start"), date)
    kinds |= dict.fromkeys(("created", "updated", "started", "finished"), (date, int))
    kinds |= dict.fromkeys(("age", "incolumn", "estimate", "points"), float)
    kinds |= dict.fromkeys(("number", "parent", "after", "before"), int)
    assert leaf.op in OPERATORS
    assert (leaf.value is None) == (leaf.op == "none")
    values: tuple[Value | None, ...] = leaf.value if isinstance(leaf.value, tuple) else (leaf.value,)
    for value in values if leaf.op != "none" else ():
        assert isinstance(value, kinds.get(leaf.name, str))
        assert leaf.name != "has" or value in HAS.values()
