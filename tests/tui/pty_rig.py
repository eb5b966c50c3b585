"""A real terminal for tests: runs a command in a PTY, presses keys, and shows what a user would see.

with Terminal([sys.executable, "-m", "pmtui"], size=(80, 24), env={"PMTUI_FILE": "plan.db"}) as t:
    t.wait_for("Doing")
    assert t.press("j") < 1000          # bytes that the key press cost
    assert "Retry dashboard" in t.text()
"""

import codecs
import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import NamedTuple, Self

import pyte

KEYS = {
    "enter": "\r", "escape": "\x1b", "tab": "\t", "shift+tab": "\x1b[Z", "space": " ", "backspace": "\x7f",
    "up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D",
    "home": "\x1b[H", "end": "\x1b[F", "pageup": "\x1b[5~", "pagedown": "\x1b[6~", "delete": "\x1b[3~",
    "f1": "\x1bOP", "f2": "\x1bOQ", "f3": "\x1bOR", "f4": "\x1bOS",
}  # fmt: skip
KEYS |= {f"ctrl+{letter}": chr(ord(letter) - 96) for letter in "abcdefghijklmnopqrstuvwxyz"}

# What pyte does not know and would print, or stop at: private CSI sequences, DCS strings, marks that take no cell.
_UNKNOWN_TO_PYTE = re.compile(
    "\x1b\\[[<=>][0-9;]*[A-Za-z]|\x1b\\[\\?[0-9;]*\\$p|\x1b\\[[0-9;?]*u|\x1bP.*?\x1b\\\\|[\u200b-\u200f\ufe00-\ufe0f]",
    re.DOTALL,
)
_UNFINISHED = re.compile("\x1b(?:\\[[0-9;?<=>]*\\$?|P[^\x1b]*\x1b?|\\][^\x07\x1b]*\x1b?)?$")
_QUERY = re.compile(rb"\x1b\[\?2026\$p|\x1b\[6n|\x1b\[0?c|\x1b\]11;\?")


class Look(NamedTuple):
    """One cell as the eye sees it: a blank shows no foreground, bold or italics."""

    char: str
    fg: str
    bg: str
    style: frozenset[str]


class Terminal:
    """A command in a pseudo-terminal with a screen behind it; leaving the `with` kills the command."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        size: tuple[int, int] = (80, 24),
        env: Mapping[str, str] | None = None,
        cwd: str | os.PathLike[str] | None = None,
        timeout: float = 10.0,
    ) -> None:
        """`size` is columns, rows; `env` is added to this process's, less what would change how a program draws;
        `timeout` is in seconds, for each wait.
        """
        self.timeout = timeout
        self.output = bytearray()
        columns, rows = size
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.Stream(self._screen)
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._pending = ""
        self._answered = 0
        self._open = True
        self._fd, slave = os.openpty()
        self._set_size(slave)
        self.process = subprocess.Popen(
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=_environment() | dict(env or {}),
            cwd=cwd,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509 - tests fork without threads
        )
        os.close(slave)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()

    # What the user sees

    def text(self) -> str:
        """The screen's rows, without trailing spaces."""
        return "\n".join(self.row(y) for y in range(self._screen.lines))

    def row(self, y: int) -> str:
        """One row of the screen, without trailing spaces."""
        return "".join(self.cell(x, y).data for x in range(self._screen.columns)).rstrip()

    def cell(self, x: int, y: int) -> pyte.screens.Char:
        """The cell at a column and row: `data`, `fg`, `bg`, `bold`, `reverse`, ...; the second half of a wide character
        has empty data.
        """
        return self._screen.buffer[y][x]

    def picture(self) -> list[list[Look]]:
        """All cells as the eye sees them, to compare screens with."""
        return picture(self._screen)

    @property
    def cursor(self) -> tuple[int, int]:
        """The cursor's column and row."""
        return self._screen.cursor.x, self._screen.cursor.y

    # What the user does

    def press(self, *keys: str, quiet: float = 0.06, answer: float = 1.0) -> int:
        """Presses keys (`j`, `enter`, `ctrl+s`) at once; returns the bytes written until `quiet` seconds pass.

        0 where nothing came within `answer` seconds. What was still being written before does not count.
        """
        self.settle(quiet)
        before = len(self.output)
        self.type(*keys)
        self.wait_for_output(before, answer)
        self.settle(quiet)
        return len(self.output) - before

    def type(self, *keys: str) -> None:
        """Presses keys as `press` does, without waiting for an answer."""
        self.send("".join(KEYS.get(key, key) for key in keys))

    def send(self, text: str) -> None:
        """Types text or raw key sequences, without waiting for an answer."""
        os.write(self._fd, text.encode())

    def resize(self, columns: int, rows: int) -> None:
        """Makes the terminal another size, as a user does by dragging its corner; new cells are blank."""
        self._screen.resize(rows, columns)
        self._set_size(self._fd)

    def scribble(self, text: str) -> None:
        """Writes over the screen behind the program's back, as a stray message would."""
        self._stream.feed(text)

    # Waiting

    def wait_for(self, text: str, timeout: float | None = None) -> None:
        """Waits until the text is on the screen; AssertionError with the screen where it does not come."""
        if not self._read_until(lambda: text in self.text(), timeout or self.timeout):
            raise AssertionError(f"{text!r} did not come; the screen:\n{self.text()}")

    def wait_for_output(self, before: int, timeout: float = 0.4) -> bool:
        """Waits until more than `before` bytes have been written in all; False where nothing came in time."""
        return self._read_until(lambda: len(self.output) > before, timeout)

    def settle(self, quiet: float = 0.06) -> None:
        """Reads until the program has been silent for `quiet` seconds."""
        deadline = time.monotonic() + self.timeout
        while self._open and time.monotonic() < deadline and self._read(quiet):
            pass

    def wait(self, timeout: float | None = None) -> int:
        """Waits until the program ends; returns its exit code."""
        if not self._read_until(lambda: self.process.poll() is not None, timeout or self.timeout):
            raise AssertionError(f"the program did not end; the screen:\n{self.text()}")
        return self.process.wait()

    def wait_stopped(self) -> None:
        """Waits until the program has stopped itself (SIGTSTP, SIGSTOP)."""
        flags = os.WSTOPPED | os.WNOHANG
        if not self._read_until(lambda: os.waitid(os.P_PID, self.process.pid, flags) is not None, self.timeout):
            raise AssertionError(f"the program did not stop; the screen:\n{self.text()}")

    def hang_up(self) -> None:
        """The terminal is gone, as when its window is closed."""
        os.close(self._fd)
        self._fd = os.open(os.devnull, os.O_RDWR)
        self._open = False

    def kill(self) -> None:
        """Ends the program and its children, whatever state they are in."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1
            self._open = False

    def _read_until(self, done: Callable[[], bool], timeout: float) -> bool:
        deadline = time.monotonic() + timeout
        while not done():
            if time.monotonic() > deadline:
                return False
            if not self._open:
                time.sleep(0.01)
            self._read(0.02)
        return True

    def _read(self, timeout: float) -> bool:
        """Reads what comes within `timeout` seconds; False where nothing did."""
        if not self._open or not select.select([self._fd], [], [], timeout)[0]:
            return False
        try:
            chunk = os.read(self._fd, 1 << 16)
        except OSError:  # Linux's word for the end of a PTY
            chunk = b""
        if not chunk:
            self._open = False
            return False
        self.output += chunk
        self._show(chunk)
        self._answer_queries()
        return True

    def _show(self, chunk: bytes) -> None:
        text = self._pending + self._decoder.decode(chunk)
        unfinished = _UNFINISHED.search(text)
        end = unfinished.start() if unfinished else len(text)
        self._pending = text[end:]
        self._stream.feed(_UNKNOWN_TO_PYTE.sub("", text[:end]))

    def _answer_queries(self) -> None:
        """Answers as a common terminal: synchronised output, cursor position, VT220 with colours, black background."""
        for query in _QUERY.finditer(self.output, self._answered):
            self._answered = query.end()
            x, y = self.cursor
            answers = {b"p": "\x1b[?2026;2$y", b"n": f"\x1b[{y + 1};{x + 1}R", b"c": "\x1b[?62;22c"}
            self.send(answers.get(query.group()[-1:], "\x1b]11;rgb:0000/0000/0000\x1b\\"))

    def _set_size(self, fd: int) -> None:
        fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", self._screen.lines, self._screen.columns, 0, 0))


def _environment() -> dict[str, str]:
    """This process's environment in a plain colour terminal with UTF-8, without animations."""
    hidden = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "TMUX", "STY", "SSH_CONNECTION")
    kept = {k: v for k, v in os.environ.items() if k not in hidden and not k.startswith(("TEXTUAL", "PMTUI"))}
    kept |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
    return kept | {"TEXTUAL_ANIMATIONS": "none"}


def picture(screen: pyte.Screen) -> list[list[Look]]:
    """All cells of a pyte screen, row by row, as the eye sees them."""
    return [[_look(screen.buffer[y][x]) for x in range(screen.columns)] for y in range(screen.lines)]


def _look(cell: pyte.screens.Char) -> Look:
    style = {
        name for name in ("bold", "italics", "underscore", "strikethrough", "reverse", "blink") if getattr(cell, name)
    }
    if cell.data == " ":
        style &= {"underscore", "strikethrough", "reverse"}
    return Look(cell.data, cell.fg if cell.data != " " or style else "", cell.bg, frozenset(style))
