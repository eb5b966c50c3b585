"""What a command prints: data to stdout, messages to stderr, and nothing that could harm a terminal."""

import io
import os
import re
import sys
from collections.abc import Iterable, Sequence
from typing import Any

from pmtui.model.text import cell_width, clean, clean_line, cut

STYLES = {"bold": "1", "dim": "2", "alarm": "91", "warn": "93", "ok": "32"}
"""Names of styles and their SGR codes: colours of the terminal's own palette, so that they suit its theme."""

GLYPHS = {"blocked": "▪", "done": "✓", "late": "!", "cut": "…", "dot": "·", "rule": "─", "arrow": "→"}
ASCII = {"blocked": "#", "done": "x", "late": "!", "cut": "..", "dot": "-", "rule": "-", "arrow": ">"}

_OWN = {f"\x1b[{code}m" for code in ("0", *STYLES.values())}
_CONTROLS = r"[\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"

_TITLE_CELLS = 72
"""In a pipe titles stand whole, but a single long one does not push everybody's facts out of sight."""


class Output:
    """Where a command's words go. `width` is the terminal's, or None where stdout is no terminal."""

    def __init__(self, glyphs: str = "auto") -> None:
        stream = sys.stdout
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
        encoding = (stream.encoding or "ascii").lower().replace("-", "")
        self.terminal = stream.isatty()
        self.unicode = glyphs == "unicode" or (glyphs == "auto" and encoding == "utf8")
        self.colour = self.terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
        self.width = _columns() if self.terminal else None
        self.glyphs = GLYPHS if self.unicode else ASCII

    def lines(self, lines: Iterable[str]) -> None:
        """Print lines of data, in one write; whatever slipped through unclean is cleaned here."""
        text = "\n".join(line if line.isprintable() else self._harmless(line) for line in lines)
        if text:
            sys.stdout.write(text + "\n")

    def json(self, value: Any) -> None:
        """Print one document; an array has one element a line, which is quick to write, to read and to compare."""
        from json import dumps

        plain = not self.unicode

        def lines(elements: list[Any]) -> str:
            body = ",\n".join(dumps(element, ensure_ascii=plain) for element in elements)
            return f"[\n{body}\n]" if body else "[]"

        if isinstance(value, list):
            text = lines(value) + "\n"
        elif isinstance(value, dict) and any(isinstance(part, list) for part in value.values()):
            parts = (
                f"{dumps(name)}: {lines(part) if isinstance(part, list) else dumps(part, ensure_ascii=plain)}"
                for name, part in value.items()
            )
            text = "{\n" + ",\n".join(parts) + "\n}\n"
        else:
            text = dumps(value, ensure_ascii=plain, indent=2) + "\n"
        if not text.isascii():  # JSON escapes the ASCII controls itself; a terminal obeys others too
            text = re.sub(_CONTROLS, lambda found: f"\\u{ord(found[0]):04x}", text)
        sys.stdout.write(text)

    def _harmless(self, line: str) -> str:
        """A line whose only control sequences are our own styles."""
        if not self.colour:
            return clean(line)
        return "".join(part if part in _OWN else clean(part) for part in re.split(r"(\x1b\[\d{1,2}m)", line))

    def paint(self, text: str, style: str) -> str:
        """The text in a style of STYLES, where there is colour."""
        return f"\x1b[{STYLES[style]}m{text}\x1b[0m" if self.colour and text else text

    def cut(self, text: str, cells: int) -> str:
        """The text cut to a number of cells, however few."""
        return cut(text, max(cells, 4), self.glyphs["cut"])

    def fitted(self, line: str) -> str:
        """A line cut to the terminal's width; whole where there is no terminal."""
        return line if self.width is None else self.cut(line, self.width)


def say(line: str) -> None:
    """Print a message for the person."""
    sys.stderr.write(safe(line) + "\n")


def safe(text: str) -> str:
    """One line without control characters, whatever was stored."""
    return text if text.isprintable() else clean_line(text)


def pad(text: str, cells: int) -> str:
    """The text with blanks up to a number of cells."""
    return text.ljust(cells) if text.isascii() else text + " " * (cells - cell_width(text))


def table(out: Output, rows: Sequence[Sequence[str]], flexible: int, styles: Sequence[str] = ()) -> list[str]:
    """Rows as aligned lines, two blanks between columns, columns that are empty throughout left out.

    The column `flexible` gives way where the terminal is too narrow. `styles` names one style of a whole row, or ''.
    """
    if not rows:
        return []
    columns = list(zip(*rows, strict=True))
    shown = [place for place, column in enumerate(columns) if place == flexible or any(column)]
    widths = {place: max(map(cell_width, columns[place])) for place in shown}
    widths[flexible] = min(widths[flexible], _TITLE_CELLS)
    if out.width is not None:
        others = sum(cells + 2 for place, cells in widths.items() if place != flexible)
        widths[flexible] = max(min(widths[flexible], out.width - others), 8)
    lines = []
    for row in rows:
        cells = []
        for place in shown:
            text = row[place]
            if place == flexible and out.width is not None:
                text = out.cut(text, widths[flexible])
            cells.append(pad(text, widths[place]))
        lines.append("  ".join(cells).rstrip())
    if any(styles):
        lines = [out.paint(line, style) if style else line for line, style in zip(lines, styles, strict=True)]
    return lines


def _columns() -> int:
    said = os.environ.get("COLUMNS", "")
    if said.isdigit() and int(said) > 0:
        return int(said)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or 80
    except (OSError, ValueError):
        return 80
