"""The layer under Textual: the same picture as without it, far fewer bytes, and none of it where it does not fit."""

import io
import random
import signal
import subprocess
import sys
import time
import unicodedata
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from types import SimpleNamespace

import pyte
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.color import ColorSystem
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual import _compositor
from textual.app import App
from textual.driver import Driver
from textual.geometry import Region
from textual.strip import Strip

from pmtui.tui import wire
from pmtui.tui.cells import PLAIN, UNKNOWN, Cell, Pen, glyphs, pen_change, pen_of
from pmtui.tui.terminal import Frame, TerminalScreen
from tests.tui.pty_rig import Look, Terminal, picture

APPS = Path(__file__).with_name("wire_apps.py")


class Pair:
    """One app twice, without the layer and with it, under the same keys."""

    def __init__(self, stack: ExitStack, name: str, ready: str, size: tuple[int, int], env: dict[str, str]) -> None:
        command = [sys.executable, str(APPS), name]
        self.plain, self.wired = (
            stack.enter_context(Terminal(command, size=size, env={"PMTUI_WIRE": on, **env})) for on in "01"
        )
        self.plain.wait_for(ready)
        self.wired.wait_for(ready)
        self.check()

    def press(self, *keys: str) -> tuple[int, int]:
        """Presses keys in both; returns the bytes without and with the layer. The two must then look the same."""
        before = len(self.plain.output), len(self.wired.output)
        self.plain.type(*keys)
        self.wired.type(*keys)
        self.plain.wait_for_output(before[0])
        self.wired.wait_for_output(before[1])
        self.check()
        return len(self.plain.output) - before[0], len(self.wired.output) - before[1]

    def check(self) -> None:
        """Both look the same, once both are quiet."""
        deadline = time.monotonic() + 3
        while True:
            self.plain.settle(0.05)
            self.wired.settle(0.05)
            if self.plain.picture() == self.wired.picture():
                return
            if time.monotonic() > deadline:
                pytest.fail(f"with the layer:\n{self.wired.text()}\nwithout:\n{self.plain.text()}")

    @property
    def saved(self) -> float:
        """How many times fewer bytes the layer wrote."""
        return len(self.plain.output) / len(self.wired.output)


class PairMaker:
    """Starts pairs that end with the test."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack

    def __call__(
        self, name: str, ready: str, size: tuple[int, int] = (80, 24), env: dict[str, str] | None = None
    ) -> Pair:
        return Pair(self._stack, name, ready, size, env or {})


@pytest.fixture
def pair() -> Iterator[PairMaker]:
    with ExitStack() as stack:
        yield PairMaker(stack)


# The same picture, and fewer bytes


@pytest.mark.parametrize("size", [(80, 24), (61, 15)])
def test_a_board_looks_the_same_after_random_moves(pair: PairMaker, size: tuple[int, int]) -> None:
    both = pair("board", "Column", size)
    keys = random.Random(5).choices("hjklHL", k=36)
    for i in range(0, len(keys), 6):
        both.press(*keys[i : i + 6])
    assert both.saved > 6


def test_a_cursor_press_costs_a_tenth(pair: PairMaker) -> None:
    both = pair("list", "Retry")
    plain, wired = both.press("down")
    assert plain > 5000
    assert 0 < wired < 500


@pytest.mark.parametrize(
    ("name", "ready", "keys"),
    [
        ("list", "Retry", [["down"] * 7, ["pagedown"], ["end"], ["up"], ["d"], [*"Fix 日本"], ["escape"], ["home"]]),
        ("table", "Title", [["down"] * 9, ["pagedown"], ["up"] * 3, ["pageup"]]),
        ("tabs", "Words", [["right"], ["right"], ["left"], ["left"], ["tab", "down", "down"]]),
        ("text", "three", [[*"a日本"], ["enter"], ["left"] * 3, ["e\u0301"], ["backspace"], ["down", "end", "本"]]),
    ],
)
def test_stock_widgets_look_the_same(pair: PairMaker, name: str, ready: str, keys: list[list[str]]) -> None:
    both = pair(name, ready)
    for press in keys:
        both.press(*press)
    assert both.saved > 4


def test_a_dialog_over_half_of_a_wide_character_opens_and_closes_cleanly(pair: PairMaker) -> None:
    both = pair("board", "Column", (77, 20))
    before = both.wired.picture()
    both.press("d")
    both.press("日", "x")
    both.press("escape")
    assert both.wired.picture() == before


@pytest.mark.parametrize(
    "env",
    [
        {"COLORTERM": "", "TERM": "xterm-256color"},
        {"COLORTERM": "", "TERM": "xterm"},
        {"NO_COLOR": "1"},
        {"TERM": "screen-256color"},
        {"TEXTUAL_THEME": "ansi-dark"},
    ],
    ids=["256-colours", "16-colours", "no-colour", "gnu-screen", "ansi-theme"],
)
def test_every_colour_system_looks_the_same(pair: PairMaker, env: dict[str, str]) -> None:
    both = pair("board", "Column", env=env)
    both.press("j", "l", "L")
    both.press("d")
    assert both.saved > 4


def test_hints_let_the_terminal_scroll(pair: PairMaker) -> None:
    both = pair("timeline", "日")
    keys = ["right", "down", "left", "up"]
    hinted = sum(both.press(key)[1] for key in keys)
    with Terminal([sys.executable, str(APPS), "timeline"], env={"HINTS": "0"}) as without:
        without.wait_for("日")
        before = len(without.output)
        for key in keys:
            without.press(key)
        painted = len(without.output) - before
        assert without.picture() == both.wired.picture()
    assert hinted < painted / 2


# The terminal shows something else than was written


def test_a_resized_terminal_is_drawn_anew(pair: PairMaker) -> None:
    both = pair("board", "Column")
    for columns, rows in ((50, 12), (100, 30), (80, 24)):
        for terminal in (both.plain, both.wired):
            terminal.resize(columns, rows)
            terminal.press("j")
        both.check()


def test_a_terminal_shrunk_and_back_before_anyone_looked_is_drawn_anew() -> None:
    with Terminal([sys.executable, str(APPS), "board"]) as t:
        t.wait_for("Column 3")
        t.settle()
        before = t.picture()
        t.process.send_signal(signal.SIGSTOP)
        t.wait_stopped()
        t.resize(40, 10)
        t.resize(80, 24)
        t.process.send_signal(signal.SIGCONT)
        t.settle(0.15)
        assert t.picture() == before


def test_the_screen_comes_back_after_the_editor() -> None:
    with Terminal([sys.executable, str(APPS), "board"]) as t:
        t.wait_for("Column 3")
        t.settle()
        before = t.picture()
        t.press("s")
        t.wait_for("Column 3")
        t.settle(0.15)
        assert t.picture() == before
        assert b"the editor was here" in t.output


def test_the_screen_comes_back_after_a_stop_in_the_shell() -> None:
    with Terminal([sys.executable, str(APPS), "board"]) as t:
        t.wait_for("Column 3")
        t.settle()
        before = t.picture()
        t.process.send_signal(signal.SIGTSTP)
        t.wait_stopped()
        t.scribble("\x1b[2J\x1b[Hshell$ fg")
        t.process.send_signal(signal.SIGCONT)
        t.wait_for("Column 3")
        t.settle(0.15)
        assert t.picture() == before


def test_redraw_repairs_a_scribbled_screen() -> None:
    with Terminal([sys.executable, str(APPS), "board"]) as t:
        t.wait_for("Column 3")
        t.settle()
        before = t.picture()
        t.scribble("\x1b[5HBroadcast message from root")
        t.press("j", "k")
        assert t.picture() != before
        t.press("r")
        assert t.picture() == before


def test_control_codes_in_a_widget_do_what_they_do_without_the_layer(pair: PairMaker) -> None:
    both = pair("board", "Column")
    both.press("b")
    assert "wiped" in both.wired.text()
    assert "Fix login" not in both.wired.text()
    both.wired.press("j")
    assert "Fix login" in both.wired.text()


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The layer in this process, until the test ends."""
    for owner in (_compositor.ChopsUpdate, _compositor.LayoutUpdate):
        monkeypatch.setattr(owner, "render_segments", owner.render_segments)
    monkeypatch.setattr(Driver, "resume_application_mode", Driver.resume_application_mode)
    monkeypatch.setattr(App, "_on_resize", App._on_resize)
    assert wire.install() is True


@pytest.mark.usefixtures("installed")
def test_whatever_was_shown_is_unknown_after_a_suspension() -> None:
    console = Console(color_system="truecolor", file=io.StringIO(), force_terminal=True)
    update = _compositor.LayoutUpdate([[Strip([Segment("shown before")])]], Region(0, 0, 12, 1))
    assert "shown before" in update.render_segments(console)
    assert update.render_segments(console) == ""
    Driver.resume_application_mode(SimpleNamespace(start_application_mode=lambda: None))  # type: ignore[arg-type]
    assert "shown before" in update.render_segments(console)


@pytest.mark.usefixtures("installed")
def test_installing_twice_is_installing_once() -> None:
    resume = Driver.resume_application_mode
    assert wire.install() is True
    assert Driver.resume_application_mode is resume


# Where it does not fit


def test_the_off_switch_leaves_textual_alone() -> None:
    code = (
        "from textual import _compositor; from pmtui.tui import wire; chops = _compositor.ChopsUpdate.render_segments;"
        "print(wire.install(), chops is _compositor.ChopsUpdate.render_segments)"
    )
    for switch, printed in (("0", "False True"), ("1", "True False")):
        run = subprocess.run(
            [sys.executable, "-c", code], env={"PMTUI_WIRE": switch}, capture_output=True, text=True, check=True
        )
        assert run.stdout.split() == printed.split()


@pytest.fixture
def functions() -> list[object]:
    """What install would replace, as it is now."""
    names = [(_compositor, "ChopsUpdate"), (_compositor, "LayoutUpdate")]
    updates = [getattr(getattr(owner, name, None), "render_segments", None) for owner, name in names]
    return [*updates, Driver.resume_application_mode, getattr(App, "_on_resize", None)]


@pytest.mark.parametrize(
    ("owner", "name"),
    [(_compositor, "ChopsUpdate"), (_compositor, "LayoutUpdate"), (App, "_on_resize"), (Strip, "render_ansi")],
)
def test_a_missing_private_name_is_refused_and_nothing_changes(
    monkeypatch: pytest.MonkeyPatch, functions: list[object], owner: object, name: str
) -> None:
    monkeypatch.delattr(owner, name)
    assert wire.install() is False
    assert Driver.resume_application_mode is functions[2]
    if hasattr(_compositor, "ChopsUpdate"):
        assert _compositor.ChopsUpdate.render_segments is functions[0]


def test_other_parameters_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    class ChopsUpdate:
        def __init__(self, strips: object, region: object) -> None: ...

        def render_segments(self, console: Console) -> str:
            return ""

    monkeypatch.setattr(_compositor, "ChopsUpdate", ChopsUpdate)
    assert wire.install() is False


@pytest.mark.parametrize(("version", "known"), [("8.2.8", True), ("8.9", True), ("9.0.0", False), ("0.80", False)])
def test_only_textual_8_is_known(tmp_path: Path, version: str, known: bool) -> None:
    (tmp_path / f"textual-{version}.dist-info").mkdir()
    (tmp_path / "textual_dev-1.0.dist-info").mkdir()
    assert wire._is_known_textual(tmp_path / "textual") is known


# The cells


STYLES = [
    Style.parse(style)
    for style in (
        "none", "bold", "dim bold red", "italic #102030 on #405060", "reverse blue on white", "underline on #405060",
        "strike", "color(200) on color(17)", "on #405060", "bright_white on default", "blink red on #405060",
    )
]  # fmt: skip
TEXTS = st.text("ab  \u2500日本\U0001f600é", max_size=8).map(lambda text: text.replace("b", "e\u0301"))
SEGMENTS = st.builds(Segment, TEXTS, st.sampled_from(STYLES), st.none())
STRIPS = st.lists(SEGMENTS, max_size=4).map(Strip)
WIDTH, HEIGHT = 14, 4
PAINTS = st.tuples(st.integers(0, WIDTH - 1), st.integers(0, HEIGHT - 1), STRIPS)
REGIONS = st.builds(
    lambda x, y, height, short: Region(x, y, WIDTH - x - short, height),
    st.sampled_from([0, 0, 0, 3, 5]), st.integers(0, 2), st.integers(1, HEIGHT), st.sampled_from([0, 0, 0, 1]),
)  # fmt: skip
MOVES = st.sampled_from([(0, 1), (0, -1), (0, 2), (1, 0), (-1, 0), (3, 0), (-2, 0), (1, 1), (0, 9)])
SCROLLS = st.tuples(REGIONS, MOVES)
FRAMES = st.lists(st.tuples(st.lists(SCROLLS, max_size=2), st.lists(PAINTS, max_size=4)), max_size=6)


@settings(max_examples=50, deadline=None)
@given(FRAMES, st.booleans())
def test_what_the_screen_believes_is_what_the_terminal_shows(
    frames: list[tuple[list[tuple[Region, tuple[int, int]]], list[tuple[int, int, Strip]]]], erases_in_colour: bool
) -> None:
    screen, terminal = TerminalScreen(erases_in_colour), blank_terminal()
    frame = screen.begin(WIDTH, HEIGHT)
    for y in range(HEIGHT):
        screen.paint(frame, 0, y, [(" ", PLAIN)] * WIDTH)
    feed(terminal, frame)
    for scrolls, paints in frames:
        for region, (dx, dy) in scrolls:
            screen.scroll(region, dx, dy)
        frame = screen.begin(WIDTH, HEIGHT)
        for x, y, strip in paints:
            cells = cells_of(strip)
            if cells:
                screen.paint(frame, x, y, cells)
                room = WIDTH - x
                assert screen.rows[y][x : x + len(cells)][: room - 1] == cells[: room - 1]
        feed(terminal, frame)
        assert all(is_paired(row) for row in screen.rows)
        assert believed(screen, terminal) == picture(terminal)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.lists(STRIPS, min_size=HEIGHT, max_size=HEIGHT), min_size=1, max_size=4))
def test_full_updates_look_as_textual_draws_them(pages: list[list[Strip]]) -> None:
    console = Console(color_system="truecolor", file=io.StringIO(), force_terminal=True)
    terminal, plain = blank_terminal(), blank_terminal()
    for page in pages:
        lines = [[strip.adjust_cell_length(WIDTH)] for strip in page]
        update = _compositor.LayoutUpdate(list(lines), Region(0, 0, WIDTH, HEIGHT))
        pyte.Stream(terminal).feed(wire._render_layout(update, console))
        pyte.Stream(plain).feed(_compositor.LayoutUpdate.render_segments(update, console))
        assert picture(terminal) == picture(plain)


def blank_terminal() -> pyte.Screen:
    """As Textual's driver leaves it: without automatic wrapping."""
    terminal = pyte.Screen(WIDTH, HEIGHT)
    pyte.Stream(terminal).feed("\x1b[?7l")
    return terminal


def feed(terminal: pyte.Screen, frame: Frame) -> None:
    pyte.Stream(terminal).feed(frame.text())


def cells_of(strip: Strip) -> list[Cell]:
    cells = wire._cells(strip, ColorSystem.TRUECOLOR)
    assert cells is not None
    return cells


def is_paired(row: list[Cell]) -> bool:
    """Whether each second half follows a wide character of its pen, and each wide character has one."""
    wide = [unicodedata.east_asian_width(char[0]) == "W" if char else False for char, _ in row]
    return [False, *wide[:-1]] == [char == "" for char, _ in row] and not wide[-1]


def believed(screen: TerminalScreen, shown: pyte.Screen) -> list[list[Look]]:
    """The screen's rows drawn naively, each cell by itself; what is unknown is as it is shown."""
    naive = blank_terminal()
    drawn = [
        f"\x1b[0m\x1b[{y + 1};{x + 1}H{pen_change(PLAIN, pen)[0]}{char}"
        for y, row in enumerate(screen.rows)
        for x, (char, pen) in enumerate(row)
        if char
    ]
    pyte.Stream(naive).feed("".join(drawn))
    looks, actual = picture(naive), picture(shown)
    return [
        [actual[y][x] if cell is UNKNOWN else looks[y][x] for x, cell in enumerate(row)]
        for y, row in enumerate(screen.rows)
    ]


def test_a_change_of_pen_says_only_what_changes() -> None:
    now = pen_of("1;38;2;255;255;255;48;2;0;0;0")
    assert pen_change(now, pen_of("38;2;255;255;255;48;2;0;0;0"))[0] == "\x1b[22m"
    assert pen_change(now, pen_of("1;38;2;255;255;255;44"))[0] == "\x1b[44m"
    assert pen_change(now, PLAIN)[0] == "\x1b[0m"
    assert pen_change(now, Pen(fg=None, bg="48;2;0;0;0")) == ("", now)
    assert pen_change(pen_of("1;2"), pen_of("2"))[0] in ("\x1b[22;2m", "\x1b[0;2m")


def test_a_link_is_opened_and_closed() -> None:
    link = pen_of("4", "id=1;https://example.org")
    assert pen_change(PLAIN, link)[0] == "\x1b[4m\x1b]8;id=1;https://example.org\x1b\\"
    assert pen_change(link, pen_of("4"))[0] == "\x1b]8;;\x1b\\"


def test_text_is_split_into_cells() -> None:
    assert glyphs("é─x") == ("", "é─x")
    assert glyphs("日e\u0301") == ("", ["日", "", "e\u0301"])
    assert glyphs("\u0301a") == ("\u0301", ["a"])
    assert glyphs("👩\u200d👦!") == ("", ["👩\u200d👦", "", "!"])
    assert glyphs("⚠\ufe0f") == ("", ["⚠\ufe0f", ""])
    assert glyphs("é\x07") is None


def test_after_a_joined_character_the_next_is_placed_by_itself() -> None:
    screen = TerminalScreen()
    frame = screen.begin(10, 1)
    screen.paint(frame, 0, 0, cells_of(Strip([Segment("👩\u200d👦ab")])))
    assert "👦\x1b[1;3Hab" in frame.text()


def test_a_short_gap_is_rewritten_and_a_long_one_jumped_over() -> None:
    screen = TerminalScreen()
    screen.paint(screen.begin(16, 1), 0, 0, cells_of(Strip([Segment("a-a---a-----a---")])))
    frame = screen.begin(16, 1)
    screen.paint(frame, 0, 0, cells_of(Strip([Segment("b-b---b-----b---")])))
    assert frame.text() == "\x1b[1Hb-b---b\x1b[5Cb"


def test_an_unchanged_frame_writes_nothing() -> None:
    screen = TerminalScreen()
    for written in (True, False):
        frame = screen.begin(10, 1)
        screen.paint(frame, 0, 0, cells_of(Strip([Segment("unchanged ", Style.parse("red on blue"))])))
        assert bool(frame.text()) is written


@pytest.mark.parametrize(("erases_in_colour", "style"), [(True, "on blue"), (False, "none"), (True, "none")])
def test_a_line_that_becomes_blank_is_erased(erases_in_colour: bool, style: str) -> None:
    assert written_over_text("", style, erases_in_colour).endswith("\x1b[K" + "\x1b[0m" * (style != "none"))


@pytest.mark.parametrize(("erases_in_colour", "style"), [(False, "on blue"), (True, "underline"), (True, "reverse")])
def test_a_line_is_not_erased_where_that_would_look_different(erases_in_colour: bool, style: str) -> None:
    assert " " * 20 in written_over_text("", style, erases_in_colour)


def written_over_text(text: str, style: str, erases_in_colour: bool) -> str:
    """What is sent when a line of text is replaced."""
    screen = TerminalScreen(erases_in_colour)
    screen.paint(screen.begin(20, 1), 0, 0, cells_of(Strip([Segment("something else" + "." * 6)])))
    frame = screen.begin(20, 1)
    screen.paint(frame, 0, 0, cells_of(Strip([Segment(text.ljust(20), Style.parse(style))])))
    return frame.text()


def test_a_full_screen_costs_milliseconds() -> None:
    console = Console(color_system="truecolor", file=io.StringIO(), force_terminal=True)
    styles = [Style.parse(f"#{c}{c}{c} on #101010") for c in ("20", "80", "f0")]
    pages = [
        [
            [Strip([Segment(f"{page} {y} card".ljust(12), styles[(i + y + page) % 3]) for i in range(10)], 120)]
            for y in range(40)
        ]
        for page in range(5)
    ]
    fastest = 1.0
    for page in pages * 3:
        update = _compositor.LayoutUpdate(list(page), Region(0, 0, 120, 40))
        start = time.process_time()
        wire._render_layout(update, console)
        fastest = min(fastest, time.process_time() - start)
    assert fastest < 0.02
