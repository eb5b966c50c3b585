"""Telling what a file is before it is read, and refusing what pmtui cannot read with the reason."""

import json
import re
from datetime import tzinfo
from pathlib import Path
from typing import Any

from pmtui.exchange.encoding import Encoding, encoding_of
from pmtui.exchange.incoming import Incoming
from pmtui.model.text import Unreadable, quoted
from pmtui.store.collector import no_collector

FORMATS = ("trello", "jira-csv", "pmtui-json", "mspdi", "plan-csv", "risk-csv", "xlsx")
LARGEST = 200 * 1024 * 1024
_TITLE = re.compile(r"<title[^>]*>([^<]{1,200})", re.IGNORECASE)
_HALF = re.compile(r"\\u[dD][89a-fA-F]")
_HEAD = 4096


def sniff(path: Path, data: bytes, said: str | None = None) -> str:
    """The format of a file, one of FORMATS, from its contents.

    `said` is the format its owner named, which only has to be possible. Raises Unreadable with the reason.
    """
    return _look(data, said)[0]


def read(
    path: Path,
    said: str | None = None,
    zone: tzinfo | None = None,
    day_first: bool | None = None,
    data: bytes | None = None,
) -> Incoming:
    """Read a foreign file. `data` is its contents where the caller has them already.

    Dates and times without a zone are taken in `zone` (None: the machine's own); `day_first` settles dates such as
    5/6/25 where the file does not (None: by its language). Raises Unreadable; also for pmtui's own JSON, which is not
    foreign.
    """
    if data is None:
        data = _bytes(path)
    with no_collector():
        return _read(path, data, said, zone, day_first)


def _read(path: Path, data: bytes, said: str | None, zone: tzinfo | None, day_first: bool | None) -> Incoming:
    format, document = _look(data, said)
    name = " ".join(path.stem.replace("_", " ").split()) or "Imported"
    if format == "trello" and isinstance(document, dict):
        from pmtui.exchange.trello import read_trello

        return read_trello(document, zone, name)
    if format == "jira-csv":
        from pmtui.exchange.jira_csv import read_jira_csv

        return read_jira_csv(data, zone, name, day_first)
    if format == "plan-csv":
        from pmtui.exchange.plan_csv_in import read_plan_csv

        return read_plan_csv(data, zone, name, day_first)
    if format == "risk-csv":
        from pmtui.exchange.risk_log import read_risk_csv

        return read_risk_csv(data, zone, name, day_first)
    if format == "xlsx":
        from pmtui.exchange.risk_log import read_xlsx

        return read_xlsx(data, zone, name, day_first)
    if format == "mspdi":
        from pmtui.exchange.mspdi import read_mspdi

        return read_mspdi(data, zone, name)
    raise Unreadable("this is a plan written by pmtui itself, not a foreign file")


def _bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise Unreadable(_too_large(size))
        return path.read_bytes()
    except OSError as error:
        raise Unreadable(f"it cannot be read: {error.strerror}") from None


def _too_large(size: int) -> str:
    return f"it has {size / 1024 / 1024:.0f} MB; pmtui reads files of up to {LARGEST // 1024 // 1024} MB"


def _look(data: bytes, said: str | None) -> tuple[str, Any]:
    """The format, and the document where it is JSON."""
    if said is not None and said not in FORMATS:
        raise Unreadable(f"pmtui does not read {quoted(said)}; it reads {', '.join(FORMATS)}")
    if len(data) > LARGEST:
        raise Unreadable(_too_large(len(data)))
    if _is_book(data):
        if said not in (None, "xlsx"):
            raise Unreadable(f"it was said to be {said}, but it is an Excel workbook")
        return "xlsx", None
    encoding = encoding_of(data)
    head = data[:_HEAD].decode(encoding.name, "replace").replace("\x00", "").lstrip("\ufeff \t\r\n")
    document: Any = None
    if head.startswith("<"):
        format = _markup(head)
    elif head.startswith(("{", "[")):
        document = _parsed(data, encoding)
        format = _json_format(document)
    else:
        format = _table_format(head, said)
    if said is not None and said != format:
        raise Unreadable(f"it was said to be {said}, but it looks like {format}")
    return format, document


def _is_book(data: bytes) -> bool:
    """Whether it is a workbook; only what begins like one pays for a look inside."""
    if not data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return False
    from pmtui.exchange.xlsx_table import is_book

    return is_book(data)


def _markup(head: str) -> str:
    """The format of XML that is Microsoft Project's; Unreadable says what other markup is."""
    if re.search(r"<(?:\w+:)?Project[\s>]", head):
        return "mspdi"
    if not re.match(r"<!doctype html|<html|<head|<body|<script|<div|<table|<!--", head, re.IGNORECASE):
        raise Unreadable("it is XML, but not Microsoft Project's, which is the only XML that pmtui reads")
    title = _TITLE.search(head)
    named = f" ({quoted(title[1])})" if title else ""
    raise Unreadable(f"it is a web page{named}, not an export; sign in and export again")


def _parsed(data: bytes, encoding: Encoding) -> Any:
    """The JSON document, or Unreadable with the place where it breaks."""
    text = data.decode(encoding.name, encoding.errors)
    if encoding.nuls:
        text = text.replace("\x00", "")
    try:
        document = json.loads(text, strict=False)
        if _HALF.search(text):  # half a character may be written as an escape, but nothing can store it
            document = json.loads(json.dumps(document, ensure_ascii=False).encode("utf-8", "replace"))
        return document
    except RecursionError:
        raise Unreadable("its JSON is nested too deeply to read") from None
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        if _cut_off(error, text):
            size = len(text.encode("utf-8", "replace"))
            raise Unreadable(f"the JSON ends after {size:,} bytes ({place}): it looks cut off") from None
        raise Unreadable(f"it is not valid JSON at {place}: {error.msg}") from None
    except ValueError:  # a number of thousands of digits
        raise Unreadable("its JSON holds a number too long to read") from None


def _cut_off(error: json.JSONDecodeError, text: str) -> bool:
    """Whether reading failed because the text ended: at its end, or in a string, word or number without end."""
    if error.msg.startswith("Unterminated string"):
        return True
    rest = text[error.pos :].strip()
    begun = any(word.startswith(rest) for word in ("true", "false", "null")) or re.fullmatch(r"[-+.\deE]+", rest)
    return error.msg != "Extra data" and bool(begun or re.fullmatch(r"\\?u?[0-9a-fA-F]{0,3}", rest))


def _json_format(document: object) -> str:
    """Which JSON it is; Unreadable names what was found instead."""
    if not isinstance(document, dict):
        kind = f"a list of {len(document)} things" if isinstance(document, list) else "a single value"
        raise Unreadable(f"this is JSON, {kind}; pmtui reads Trello boards and its own")
    if document.get("format") == "pmtui-plan":
        return "pmtui-json"
    if isinstance(document.get("cards"), list) and isinstance(document.get("lists"), list):
        return "trello"
    keys = ", ".join(quoted(key) for key in list(document)[:6]) or "none"
    more = ", ..." if len(document) > 6 else ""
    raise Unreadable(f"this is JSON with the keys {keys}{more}; pmtui reads Trello boards and its own")


def _table_format(head: str, said: str | None) -> str:
    """Which table it is: a log or a plan, by its headings or because its owner says so, else Jira's."""
    from pmtui.exchange.plan_csv_in import is_plan
    from pmtui.exchange.risk_log import is_log

    if said == "risk-csv" or (said is None and is_log(head, surely=True)):
        return "risk-csv"
    if said == "plan-csv" or (said is None and is_plan(head)):
        return "plan-csv"
    if said is None and is_log(head):
        return "risk-csv"
    if said in (None, "jira-csv"):
        _demand_table(head, said is not None)
    return "jira-csv"


def _demand_table(head: str, said: bool) -> None:
    """Refuse text that has no line of headings; which headings those are is for the reader to judge."""
    from pmtui.exchange.table import delimiter_of

    lines = [line for line in head.splitlines() if line.strip()]
    if lines and lines[0].lower().startswith("sep="):
        return
    if not said and lines and delimiter_of(lines[0]) not in lines[0]:
        raise Unreadable(
            f"it is text without columns ({quoted(lines[0])}); pmtui reads CSV of Jira, of plans and of "
            "risk logs, Trello's JSON and its own"
        )
