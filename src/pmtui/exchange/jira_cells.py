"""The cells in which Jira packs a whole comment, attachment or piece of logged work."""

import hashlib
import re
from collections import Counter
from dataclasses import dataclass

from pmtui.exchange.incoming import InAttachment, InComment, InItem, InWorklog
from pmtui.exchange.jira_dates import Dates
from pmtui.exchange.jira_people import People
from pmtui.exchange.ledger import Ledger
from pmtui.exchange.wiki import to_markdown
from pmtui.model.text import clean, clean_line

_SECONDS = re.compile(r"[0-9]{1,11}$")  # up to three thousand years


@dataclass(slots=True)
class CellReader:
    """Unpacks cells into an item. Malformed ones are noted, and as much of them as can be is still kept."""

    dates: Dates
    people: People
    ledger: Ledger

    def comments(self, item: InItem, cells: list[tuple[int, str]]) -> None:
        """`date;author;body`; a cell without that shape becomes a comment of nobody, whole."""
        ids = _Ids(item.ext_id)
        for index, text in cells:
            parts = text.split(";", 2)
            at = self.dates.instant(parts[0], index) if len(parts) == 3 else None
            author, body = None, text
            if at is None:
                self.ledger.note("comment-malformed", "comments without date and author, imported whole", item.ext_id)
            else:
                author, body = self.people.author(parts[1]), parts[2]
            words = clean(to_markdown(body, self.people.name_of))
            item.comments.append(InComment(ids.of(text), author, at, words))

    def worklogs(self, item: InItem, cells: list[tuple[int, str]]) -> None:
        """`comment;date;author;seconds`, the comment first: it may hold semicolons itself."""
        ids = _Ids(item.ext_id)
        for index, text in cells:
            parts = text.rsplit(";", 3)
            at = self.dates.instant(parts[1], index) if len(parts) == 4 else None
            seconds = parts[3].strip() if len(parts) == 4 else ""
            if at is None or not _SECONDS.match(seconds):
                self.ledger.noted_after_all()
                self.ledger.note("worklog-malformed", "logged work that cannot be read; kept as text", item.ext_id)
                keep(item, "Log Work", text)
                continue
            note = clean(to_markdown(parts[0], self.people.name_of))
            author = self.people.author(parts[2])
            item.worklogs.append(InWorklog(ids.of(text), author, at, whole_minutes(int(seconds)), note))

    def attachments(self, item: InItem, cells: list[tuple[int, str]]) -> None:
        """`date;author;name;url`; the name may hold semicolons."""
        ids = _Ids(item.ext_id)
        for index, text in cells:
            parts = text.split(";", 2)
            at = self.dates.instant(parts[0], index) if len(parts) == 3 else None
            name, _, url = (parts[2] if at is not None else text).rpartition(";")
            if "://" not in url:
                self.ledger.noted_after_all()
                self.ledger.note("attachment-malformed", "attachments without a link; kept as text", item.ext_id)
                keep(item, "Attachment", text)
                continue
            author = self.people.author(parts[1]) if at is not None else None
            shown = clean_line(name) or clean_line(url)
            item.attachments.append(InAttachment(ids.of(text), shown, clean_line(url, 4000), at, author))
            self.ledger.note(
                "upload-needs-login", "attachments stay where they are: only the link is kept, Jira asks for a login"
            )


class _Ids:
    """Ids for cells that have none: the same cell of the same issue gets the same one in every export."""

    def __init__(self, key: str) -> None:
        self._key = key
        self._seen: Counter[str] = Counter()

    def of(self, text: str) -> str:
        self._seen[text] += 1
        written = f"{self._key}\n{self._seen[text]}\n{text}".encode("utf-8", "surrogatepass")
        return hashlib.sha1(written, usedforsecurity=False).hexdigest()[:20]


def whole_minutes(seconds: int) -> int:
    """Minutes, rounded; time that was spent at all is a minute at least."""
    return max(1, (seconds + 30) // 60) if seconds else 0


def keep(item: InItem, name: str, text: str) -> None:
    """Put a value under its name into the custom fields: after the values there, unless it is one of them."""
    words = text if text.isascii() and text.isprintable() else clean(text)
    words = words.strip()
    before = item.custom.get(name)
    if before is None:
        item.custom[name] = words
    elif words != before and words not in before.split(", "):
        item.custom[name] = f"{before}, {words}"
