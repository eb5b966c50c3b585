"""A terminal with a clock: starts a program in a PTY, presses keys, and counts what that costs. Linux only."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

SIZE = (120, 40)
"""Columns and rows."""

_CONTROL = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|P[^\x1b]*\x1b\\|[()].|[=>78M])")
_QUERY = re.compile(rb"\x1b\[\?2026\$p|\x1b\[6n|\x1b\[0?c|\x1b\]11;\?")
_ANSWERS = {
    b"p": b"\x1b[?2026;2$y",
    b"n": b"\x1b[1;1R",
    b"c": b"\x1b[?62;22c",
    b"?": b"\x1b]11;rgb:0000/0000/0000\x1b\\",
}


class Paint(NamedTuple):
    """The first screen: from the start of the process to its last byte, and the processor's part of that."""

    wall_ms: float
    cpu_ms: float
    bytes: int


class Press(NamedTuple):
    """The answer to a key: its bytes, and the time from the key, pressed at `sent_ns` by the clock on the wall, to the
    last of them.
    """

    bytes: int
    last_ms: float
    sent_ns: int


class Terminal:
    """A program in a pseudo-terminal; leaving the `with` ends it."""

    def __init__(self, command: Sequence[str], env: Mapping[str, str], cwd: Path) -> None:
        self.output = bytearray()
        self._answered = 0
        self._last = self._start = time.perf_counter()
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            columns, rows = SIZE
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            os.chdir(cwd)
            os.execvpe(command[0], list(command), env)
        self._ended = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self._ended:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self._fd)

    def paint(self, *words: str, timeout: float = 60.0, quiet: float = 0.25) -> Paint:
        """Wait until all words are there and nothing more has come for `quiet` seconds.

        RuntimeError with the end of the output where they do not come within `timeout` seconds.
        """
        wanted = [word.encode() for word in words]
        while True:
            if not self._read(quiet):
                shown = _CONTROL.sub(b"", self.output)
                if all(word in shown for word in wanted):
                    return Paint((self._last - self._start) * 1000, self.cpu_ms(), len(self.output))
                if self._gone() or time.perf_counter() - self._start > timeout:
                    raise RuntimeError(f"{words} did not come: {shown[-800:].decode(errors='replace')}")

    def press(self, key: str, quiet: float = 0.06, timeout: float = 5.0) -> Press:
        """Press a key and wait until its answer has ended with `quiet` seconds of silence.

        RuntimeError where there is no answer within `timeout` seconds.
        """
        while self._read(quiet):
            pass
        before, sent, sent_ns = len(self.output), time.perf_counter(), time.time_ns()
        os.write(self._fd, key.encode())
        if not self._read(timeout):
            raise RuntimeError(f"no answer to {key!r}")
        while self._read(quiet):
            pass
        return Press(len(self.output) - before, (self._last - sent) * 1000, sent_ns)

    def send(self, keys: str, quiet: float = 0.25) -> None:
        """Press keys that are not measured, and wait until nothing has come for `quiet` seconds."""
        os.write(self._fd, keys.encode())
        while self._read(quiet):
            pass

    def leave(self, key: str, timeout: float = 20.0) -> float:
        """Press the key that quits; the milliseconds until the process has ended. RuntimeError where it does not."""
        sent = time.perf_counter()
        os.write(self._fd, key.encode())
        while not self._gone():
            if time.perf_counter() - sent > timeout:
                raise RuntimeError(f"{key!r} does not quit")
            self._read(0.002)
        return (time.perf_counter() - sent) * 1000

    def cpu_ms(self) -> float:
        """The processor time of the process and all its threads so far."""
        clock = ~self.pid << 3 | 2  # how Linux numbers the CPU clocks of other processes; getrusage waits for the end
        return time.clock_gettime(clock) * 1000

    def peak_mb(self) -> float:
        """The most memory the process has held at a time so far."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
        return int(status.partition("VmHWM:")[2].split()[0]) / 1024

    def _gone(self) -> bool:
        """Whether the process has ended."""
        self._ended = self._ended or os.waitpid(self.pid, os.WNOHANG)[0] == self.pid
        return self._ended

    def _read(self, timeout: float) -> bool:
        """Read what comes within `timeout` seconds, and answer what a terminal is asked; False where nothing came."""
        if not select.select([self._fd], [], [], timeout)[0]:
            return False
        try:
            self.output += os.read(self._fd, 1 << 16)
        except OSError:  # the other end was closed
            return False
        self._last = time.perf_counter()
        for query in _QUERY.finditer(self.output, self._answered):
            self._answered = query.end()
            os.write(self._fd, _ANSWERS[query.group()[-1:]])
        return True
