"""E-mail: a paper as a letter in a file (.eml), which a mail program opens as a draft."""

import re
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from html import escape
from pathlib import Path

from pmtui.clock import now_ms
from pmtui.errors import Usage
from pmtui.exchange.channels import Channel
from pmtui.exchange.paper_html import body
from pmtui.model.paper import Paper, headline, to_text

_STYLE = (
    "body{font:15px/1.5 sans-serif;max-width:46em}table{border-collapse:collapse}"
    "th,td{border:1px solid #bbb;padding:2px 8px;text-align:left;vertical-align:top}"
)


def letter(paper: Paper, channel: Channel) -> bytes:
    """The letter as RFC 5322 has it: plain text, and HTML beside it. Usage names an address that is none."""
    made = EmailMessage(policy=SMTP.clone(cte_type="7bit"))
    made["Subject"] = headline(paper)
    for name in ("from", "to", "cc"):
        if channel.settings.get(name):
            _address(made, name, channel)
    made["Date"] = datetime.fromtimestamp(now_ms() // 1000, UTC)
    made["X-Unsent"] = "1"  # Outlook opens it as a letter to be sent
    made.set_content(to_text(paper))
    page = f"<html><head><style>{_STYLE}</style></head><body><h1>{escape(paper.title)}</h1>"
    dated = f"<p>{paper.date.isoformat()}</p>" if paper.date else ""
    made.add_alternative(f"<!DOCTYPE html>{page}{dated}{body(paper)}</body></html>", subtype="html")
    return made.as_bytes()


def send(paper: Paper, channel: Channel) -> Path:
    """Write the letter into the channel's folder, else into the current one; never over another file."""
    content = letter(paper, channel)
    folder = Path(channel.settings.get("folder") or ".").expanduser()
    if not folder.is_dir():
        raise Usage(f"{channel.name} has the folder {folder}, which is not there")
    name = re.sub(r"[^\w.-]+", "-", f"{paper.date or ''} {paper.title}").strip("-.")[:80] or "paper"
    for count in range(1, 1_000):
        target = folder / (f"{name}.eml" if count == 1 else f"{name} ({count}).eml")
        try:
            with target.open("xb") as file:
                file.write(content)
        except FileExistsError:
            continue
        return target
    raise Usage(f"{folder} has a thousand letters of this name; move some away")


def _address(made: EmailMessage, name: str, channel: Channel) -> None:
    words = channel.settings[name]
    made[name.capitalize()] = words
    header = made[name]
    if header.defects or not header.addresses or not all(each.username and each.domain for each in header.addresses):
        raise Usage(f"{channel.name}: {words} is no e-mail address to use as {name}")
