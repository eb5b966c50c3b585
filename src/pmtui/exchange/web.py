"""One request to a service: with a time limit, tried again where that helps, and with errors a person can act on.

The standard library's client does it: these are single small requests in a thread, and a further client would cost
every installation its size and this command its start-up.
"""

import json
import time
from collections.abc import Callable, Mapping
from datetime import UTC
from email.utils import parsedate_to_datetime
from http.client import HTTPException, HTTPMessage
from typing import IO, Any, NamedTuple
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from pmtui import __version__
from pmtui.clock import now_ms
from pmtui.errors import Usage
from pmtui.model.text import clean_line, cut

TIMEOUT = 10.0
"""Seconds for one attempt."""
_WAITS = (1.0, 2.0, 4.0)
"""Seconds before each further attempt, where the service does not say how long."""
_PATIENCE = 60.0
"""A longer wait than this is left to the person."""
_MOST = 16_000_000
_LOCAL = ("localhost", "127.0.0.1", "::1")

Pause = Callable[[float], None]


class Answer(NamedTuple):
    """What a service answered, whatever its status."""

    status: int
    text: str

    def words(self, cells: int = 160) -> str:
        """The beginning of the answer on one line, safe to show."""
        return cut(clean_line(self.text[:4_000]), cells) or "nothing"


class Unsent(Exception):
    """A request that came to nothing. `again` says whether trying later helps, `unsure` whether it may have arrived."""

    def __init__(self, message: str, *, again: bool = False, unsure: bool = False) -> None:
        super().__init__(message)
        self.again = again
        self.unsure = unsure


class Web(NamedTuple):
    """How requests are made; tests shorten the times."""

    timeout: float = TIMEOUT
    pause: Pause = time.sleep

    def ask(self, method: str, url: str, content: Any = None, headers: Mapping[str, str] | None = None) -> Answer:
        """The answer to a request with `content` as JSON; Unsent where there is none, or it is 429 or 5xx to the end.

        Tried four times in all, after the pause that a service asks for or 1, 2, 4 seconds. What may have arrived is
        not repeated: a paper is rather missing than there twice.
        """
        data = None if content is None else json.dumps(content, ensure_ascii=False).encode()
        sent = {"User-Agent": f"pmtui/{__version__}", "Accept": "application/json, text/plain", **(headers or {})}
        if data is not None:
            sent["Content-Type"] = "application/json; charset=utf-8"
        request = Request(checked(url), data, sent, method=method)
        host = host_of(url)
        for wait in (*_WAITS, None):
            answer, asked = self._once(request, host)
            if answer.status != 429 and answer.status < 500:
                return answer
            pause = asked if asked is not None else wait
            if wait is None or pause is None or pause > _PATIENCE:
                raise Unsent(_busy(host, answer, asked), again=True)
            self.pause(pause)
        raise AssertionError("the last attempt either answers or raises")

    def _once(self, request: Request, host: str) -> tuple[Answer, float | None]:
        """An answer, and how many seconds the service asks to wait before the next attempt."""
        opener = build_opener(_Stay)
        end = time.monotonic() + self.timeout
        try:
            try:
                response = opener.open(request, timeout=self.timeout)
            except HTTPError as error:
                response = error
            with response:
                status, found = int(response.status or 0), response.headers
                text = _body(response, end).decode("utf-8", "replace")
        except URLError as error:
            raise _unreached(host, error.reason, self.timeout) from None
        except (OSError, HTTPException) as error:
            raise _unanswered(host, error, self.timeout, request.get_method()) from None
        if 300 <= status < 400:
            target = host_of(found.get("Location", "")) or "somewhere else"
            raise Unsent(
                f"{host} sends requests on to {target}, which is not followed; put the new address in its place"
            )
        return Answer(status, text), _seconds(found.get("Retry-After"))


def checked(url: str) -> str:
    """The address, if a secret may travel to it: https, or this machine itself; Usage without naming it otherwise."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
        (host or "").encode("idna")
    except ValueError:  # a host that cannot be one, or a port
        host, parts = None, urlsplit("")
    if not host or "@" in parts.netloc or not url.isascii() or not url.isprintable() or " " in url:
        raise Usage("the address of the service is none; it looks like https://host/...")
    if parts.scheme != "https" and not (parts.scheme == "http" and host in _LOCAL):
        raise Usage(f"the address at {host} does not begin with https://, and secrets go nowhere else")
    return url


def host_of(url: str) -> str:
    """The host of an address, which is all of it that may be shown."""
    try:
        return clean_line(urlsplit(url).hostname or "", 100)
    except ValueError:
        return ""


class _Stay(HTTPRedirectHandler):
    """Follows no redirect: a secret or a paper is not carried to where nobody sent it."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        """No request; the answer itself is what the caller gets."""
        return None


def _body(response: Any, end: float) -> bytes:
    """The answer's body; TimeoutError where it trickles past the end, HTTPException where it is not whole."""
    parts, size = [], 0
    while part := response.read1(65_536):
        parts.append(part)
        size += len(part)
        if time.monotonic() > end:
            raise TimeoutError
        if size > _MOST:
            raise HTTPException
    if response.length:  # of what was promised, this much is missing
        raise HTTPException
    return b"".join(parts)


def _unreached(host: str, reason: object, timeout: float) -> Unsent:
    """Why a request did not go out whole: whatever the reason, nothing has arrived."""
    import socket
    import ssl

    if isinstance(reason, ssl.SSLCertVerificationError):
        why = clean_line(reason.verify_message or "it cannot be verified").rstrip(".")
        return Unsent(f"the certificate of {host} does not fit ({why}); nothing was sent")
    if isinstance(reason, ssl.SSLError):
        return Unsent(
            f"{host} does not speak TLS as it should ({clean_line(reason.reason or 'SSL')}); nothing was sent"
        )
    if isinstance(reason, socket.gaierror):
        return Unsent(f"{host} is not found; is there a network?", again=True)
    if isinstance(reason, TimeoutError):
        return Unsent(f"{host} cannot be reached within {timeout:g} s; is there a network?", again=True)
    if isinstance(reason, ConnectionRefusedError):
        return Unsent(f"{host} refuses the connection", again=True)
    words = reason.strerror if isinstance(reason, OSError) else None
    return Unsent(f"{host} cannot be reached ({clean_line(words or type(reason).__name__)})", again=True)


def _unanswered(host: str, reason: Exception, timeout: float, method: str) -> Unsent:
    """Why a request that went out has no answer: unless it only asked, it may have done its work."""
    late = isinstance(reason, TimeoutError)
    said = f"{host} did not answer within {timeout:g} s" if late else f"{host} broke the connection off"
    if method == "GET":
        return Unsent(said, again=True)
    return Unsent(f"{said}; the paper may have arrived", unsure=True)


def _busy(host: str, answer: Answer, asked: float | None) -> str:
    if answer.status == 429:
        wait = f"; it asks to wait {asked:.0f} s" if asked is not None else ""
        return f"{host} takes no more for now (429){wait}"
    return f"{host} has trouble of its own ({answer.status}: {answer.words(80)})"


def _seconds(said: str | None) -> float | None:
    """Retry-After in seconds, be it a number or a date; None where it is neither."""
    if not said:
        return None
    if said.strip().isdecimal():
        return float(said[:9])
    try:
        moment = parsedate_to_datetime(said)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, moment.timestamp() - now_ms() / 1000)
