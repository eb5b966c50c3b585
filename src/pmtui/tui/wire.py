"""Sends the terminal only the cells that changed; the one room for Textual's private names.

Textual re-sends every region it drew anew, each piece with its full colours, whatever the terminal already shows.
`install` puts a `TerminalScreen` under its compositor, one for each app.
"""

import os
from inspect import signature
from itertools import repeat
from operator import attrgetter
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

import textual
from rich.color import ColorSystem
from rich.console import Console
from rich.style import Style
from textual import _compositor, events
from textual.app import App
from textual.driver import Driver
from textual.geometry import Region
from textual.strip import Strip

from pmtui.tui.cells import PLAIN, Cell, Pen, blank_pen, glyphs, pen_of
from pmtui.tui.terminal import Frame, TerminalScreen

# What this file relies on: the functions it replaces or calls, and their parameters after the first.
_EXPECTED: tuple[tuple[object, str, list[str]], ...] = (
    (_compositor, "ChopsUpdate.__init__", ["chops", "spans", "chop_ends"]),
    (_compositor, "ChopsUpdate.render_segments", ["console"]),
    (_compositor, "LayoutUpdate.__init__", ["strips", "region"]),
    (_compositor, "LayoutUpdate.render_segments", ["console"]),
    (App, "_on_resize", ["event"]),
    (Driver, "resume_application_mode", []),
    (Strip, "render_ansi", ["color_system"]),
    (Strip, "render", ["console"]),
)

_screens: WeakKeyDictionary[Console, TerminalScreen] = WeakKeyDictionary()


def install() -> bool:
    """Puts the layer under every app of this process; calling it again does nothing more.

    False, and nothing changed, with `PMTUI_WIRE=0` or when Textual is not one that this file knows.
    """
    if os.environ.get("PMTUI_WIRE") == "0" or not _is_known_textual(Path(textual.__file__).parent):
        return False
    if _compositor.ChopsUpdate.render_segments is not _render_chops:
        _compositor.ChopsUpdate.render_segments = _render_chops  # type: ignore[method-assign, assignment]
        _compositor.LayoutUpdate.render_segments = _render_layout  # type: ignore[method-assign, assignment]
        _forget_on_resume()
        _forget_on_resize()
    return True


def redraw(app: App[Any]) -> None:
    """Sends the whole screen again: for the user's redraw key, when something else wrote to the terminal."""
    _screens.pop(app.console, None)
    app.refresh()


def hint(app: App[Any], region: Region, dx: int = 0, dy: int = 0) -> None:
    """Tells that what a region of the screen shows has moved by dx columns or dy rows: the terminal can move it itself.

    Call it as a widget's content scrolls, in screen coordinates, before its refresh. The region reaches the right
    edge; to move rows it spans the full width. A hint that does not fit is ignored, a wrong one costs only bytes.
    """
    if (screen := _screens.get(app.console)) is not None:
        screen.scroll(region, dx, dy)


def _is_known_textual(package: Path) -> bool:
    """Whether the Textual in this folder is one that this file was written for: 8.x, with the names it relies on.

    The version is that of the folder beside it; asking importlib.metadata would cost every start 10 ms.
    """
    versions = [path.name.removeprefix("textual-") for path in package.parent.glob("textual-[0-9]*.dist-info")]
    if any(not version.startswith("8.") for version in versions) or not hasattr(Style, "_ansi"):
        return False
    for owner, name, parameters in _EXPECTED:
        try:
            function = attrgetter(name)(owner)
        except AttributeError:
            return False
        if list(signature(function).parameters)[1:] != parameters:
            return False
    return True


def _screen(console: Console) -> TerminalScreen:
    """The screen of an app, by its console. GNU screen is the terminal that erases without colour."""
    if console not in _screens:
        _screens[console] = TerminalScreen(not os.environ.get("TERM", "").startswith("screen"))
    return _screens[console]


def _render_chops(update: _compositor.ChopsUpdate, console: Console) -> str:
    """Textual's partial update. Strips that it touches are painted whole: what is unchanged costs nothing."""
    screen = _screen(console)
    width = max((ends[-1] for ends in update.chop_ends if ends), default=0)
    frame = screen.begin(width, len(update.chops))
    for y, left, right in update.spans:
        for (x, strip), end in zip(update.chops[y].items(), update.chop_ends[y], strict=False):
            if strip is not None and x < right and end > left:
                _paint(screen, frame, (x, y), strip, console)
    return frame.text()


def _render_layout(update: _compositor.LayoutUpdate, console: Console) -> str:
    """Textual's update of the whole screen."""
    screen = _screen(console)
    frame = screen.begin(update.region.right, update.region.bottom)
    for y, strips in enumerate(update.strips, update.region.y):
        x = update.region.x
        for strip in strips:
            _paint(screen, frame, (x, y), strip, console)
            x += strip.cell_length
    return frame.text()


def _paint(screen: TerminalScreen, frame: Frame, at: tuple[int, int], strip: Strip, console: Console) -> None:
    """Paints a strip; one with control codes goes out as Textual would send it, and what it did is unknown."""
    x, y = at
    cells = _cells(strip, console._color_system or ColorSystem.TRUECOLOR)
    if cells is None:
        frame.move(x, y)
        frame.raw(strip.render(console))
        screen.forget()
    elif cells and x < screen.width:
        screen.paint(frame, x, y, cells)


def _cells(strip: Strip, system: ColorSystem) -> list[Cell] | None:
    """A strip's cells; None where it has control codes, whose effect on the screen nobody can know."""
    cells: list[Cell] = []
    for text, style, control in strip:
        if control:
            return None
        pen = PLAIN if style is None else _pen(style, system)
        if text.isascii() and text.isprintable():
            cells += zip(text, repeat(blank_pen(pen) if text.isspace() else pen))
            continue
        split = glyphs(text)
        if split is None:
            return None
        marks, characters = split
        if marks and cells:
            base = -1 if cells[-1][0] else -2
            cells[base] = (cells[base][0] + marks, cells[base][1])
        cells += zip(characters, repeat(pen))
    return cells


def _pen(style: Style, system: ColorSystem) -> Pen:
    """A style's pen, with the codes Textual would send for it."""
    sgr = Strip.render_ansi(style, system) if style._ansi is None else style._ansi
    return pen_of(sgr, f"id={style.link_id};{style.link}" if style.link else "")


def _forget_on_resume() -> None:
    """After App.suspend and SIGCONT the terminal shows what another program left."""
    resume = Driver.resume_application_mode

    def resume_application_mode(self: Driver) -> None:
        resume(self)
        for screen in _screens.values():
            screen.forget()

    Driver.resume_application_mode = resume_application_mode  # type: ignore[method-assign]


def _forget_on_resize() -> None:
    """A resized terminal cuts or reflows what it shows, also when it is back at its size before Textual looks.

    A terminal that reports its size in band (with pixels) reports each one in turn, and one at the start.
    """
    on_resize = App._on_resize

    async def _on_resize(self: App[Any], event: events.Resize) -> None:
        if self.console in _screens and (event.pixel_size is None or event.size != self.size):
            redraw(self)
        await on_resize(self, event)

    App._on_resize = _on_resize  # type: ignore[method-assign]
