"""Confluence Cloud: a paper as a block of its own on a page, in storage format; what people wrote around it stays."""

import json
import re
from base64 import b64encode
from html import escape
from html.entities import name2codepoint
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

from pmtui.exchange.channels import Channel, Secret
from pmtui.exchange.paper_html import body
from pmtui.exchange.web import Answer, Unsent, Web
from pmtui.model.paper import Paper, headline
from pmtui.model.text import clean_line

CHARACTERS = 1_000_000
"""Of our block; far above any paper, far below what a page takes."""

_ANCHOR = (
    '<p><ac:structured-macro ac:name="anchor"><ac:parameter ac:name="">{}</ac:parameter></ac:structured-macro></p>'
)
_BEGIN, _END = "pmtui-begin", "pmtui-end"
# Confluence adds attributes to the macro; the paragraph around it is ours only where nothing else is in it.
_MACRO = (
    r'<ac:structured-macro\b(?=[^>]*\sac:name="anchor")[^>]*>\s*<ac:parameter\b[^>]*>\s*{}\s*</ac:parameter>\s*'
    r"</ac:structured-macro>"
)
_FOUND = {
    name: re.compile(rf"<p\b[^>]*>\s*{_MACRO.format(name)}\s*</p>|{_MACRO.format(name)}") for name in (_BEGIN, _END)
}
_ROOT = '<page xmlns:ac="ac" xmlns:ri="ri" xmlns:at="at">{}</page>'


class _Page(NamedTuple):
    """A page as it is: its id, version and storage format."""

    id: str
    version: int
    storage: str


class _Site(NamedTuple):
    """Where the page is and who asks."""

    channel: Channel
    web: Web

    def ask(self, method: str, path: str, content: Any = None) -> Answer:
        """The answer of the site's second API; Unsent where it does not know us."""
        login = self._login()
        url = self.channel.settings["url"].rstrip("/") + "/api/v2/" + path
        answer = self.web.ask(method, url, content, {"Authorization": f"Basic {login.reveal()}"})
        answer = answer._replace(text=login.hidden(answer.text))
        if answer.status in (401, 403):
            who = self.channel.settings["email"]
            raise Unsent(f"Confluence does not let {who} in ({answer.status}); is the token still good?")
        return answer

    def results(self, path: str) -> list[dict[str, Any]]:
        """What a search of the site found."""
        answer = self.ask("GET", path)
        found = _json(answer).get("results")
        if answer.status != 200 or not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
            raise _refused(answer)
        return found

    def _login(self) -> Secret:
        assert self.channel.secret is not None
        pair = f"{self.channel.settings['email']}:{self.channel.secret.reveal()}"
        return Secret(b64encode(pair.encode()).decode())


def block(paper: Paper) -> str:
    """The paper in storage format, between the two anchors by which it is found again."""
    inside = f"<h2>{escape(headline(paper))}</h2>\n{body(paper, 3)}"
    return f"{_ANCHOR.format(_BEGIN)}\n{inside}\n{_ANCHOR.format(_END)}"


def fits(paper: Paper) -> bool:
    """Whether the page takes the whole paper."""
    return len(block(paper)) <= CHARACTERS


def replaced(storage: str, ours: str) -> str:
    """A page's storage format with our block in the place of the old one, or at its end.

    Unsent where the anchors are not one pair in this order, or lie so that people's text would break.
    """
    begins, ends = (list(_FOUND[name].finditer(storage)) for name in (_BEGIN, _END))
    if not begins and not ends:
        made = f"{storage}\n{ours}" if storage.strip() else ours
    elif len(begins) == len(ends) == 1 and begins[0].end() <= ends[0].start():
        made = storage[: begins[0].start()] + ours + storage[ends[0].end() :]
    else:
        raise Unsent(f"the page's anchors {_BEGIN} and {_END} are no longer one pair; remove them, and post again")
    if not well_formed(made):
        raise Unsent(f"the page's anchors {_BEGIN} and {_END} lie within other text; remove them, and post again")
    return made


def well_formed(storage: str) -> bool:
    """Whether it is XHTML: Confluence itself is harsh with some errors and silent about others."""
    from xml.etree.ElementTree import ParseError

    from defusedxml.ElementTree import fromstring

    named = re.sub(r"&(\w+);", _character, storage)
    try:
        fromstring(_ROOT.replace("{}", named))
    except ParseError:
        return False
    return True


def send(paper: Paper, channel: Channel, web: Web) -> str:
    """Put the paper on the page, which is made where there is none; how it went: "posted" or "unchanged".

    Somebody may save the page meanwhile: then it is read anew and our block alone is put in again, once.
    """
    site, ours = _Site(channel, web), block(paper)
    space = _space(site)
    for _ in range(2):
        page = _page(site, space)
        if page is None:
            answer = site.ask("POST", "pages", _content(channel, ours) | {"spaceId": space})
        else:
            made = replaced(page.storage, ours)
            if _same(page.storage, ours):
                return "unchanged"
            version = {"number": page.version + 1, "message": f"pmtui: {headline(paper)}"}
            changed = _content(channel, made) | {"id": page.id, "spaceId": space, "version": version}
            answer = site.ask("PUT", f"pages/{quote(page.id, safe='')}", changed)
        if answer.status in (200, 201):
            return "posted"
        if answer.status != 409:
            raise _refused(answer)
    raise Unsent("the page was changed by others twice while this was sent; post again in a moment", again=True)


def _content(channel: Channel, storage: str) -> dict[str, Any]:
    body = {"representation": "storage", "value": storage}
    return {"status": "current", "title": channel.settings["page"], "body": body}


def _space(site: _Site) -> str:
    key = site.channel.settings["space"]
    found = site.results("spaces?" + urlencode({"keys": key}))
    if not found:
        raise Unsent(f"Confluence has no space {key}, or does not show it to {site.channel.settings['email']}")
    return str(found[0].get("id", ""))


def _page(site: _Site, space: str) -> _Page | None:
    """The page with the channel's title, None where there is none: titles are unique in a space."""
    asked = {"space-id": space, "title": site.channel.settings["page"], "status": "current", "body-format": "storage"}
    found = site.results("pages?" + urlencode(asked))
    if not found:
        return None
    try:
        page = found[0]
        return _Page(str(page["id"]), int(page["version"]["number"]), str(page["body"]["storage"]["value"]))
    except (KeyError, TypeError, ValueError):
        raise Unsent(
            "Confluence answers something else than a page; is the address right (https://SITE/wiki)?"
        ) from None


def _same(storage: str, ours: str) -> bool:
    """Whether the page has our block word by word; what Confluence adds to the anchors does not count."""
    begin, end = _FOUND[_BEGIN].search(storage), _FOUND[_END].search(storage)
    if begin is None or end is None:
        return False
    inside = ours[len(_ANCHOR.format(_BEGIN)) : -len(_ANCHOR.format(_END))]
    return storage[begin.end() : end.start()].split() == inside.split()


def _character(found: re.Match[str]) -> str:
    """A named character of HTML as XML knows it."""
    name = found[1]
    return f"&#{name2codepoint[name]};" if name in name2codepoint else found[0]


def _json(answer: Answer) -> dict[str, Any]:
    try:
        found = json.loads(answer.text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _refused(answer: Answer) -> Unsent:
    """Confluence's own reason, where it gives one."""
    errors = _json(answer).get("errors")
    first = errors[0] if isinstance(errors, list) and errors and isinstance(errors[0], dict) else {}
    words = clean_line(str(first.get("title") or _json(answer).get("message") or ""), 160) or answer.words()
    return Unsent(f"Confluence refuses it: {words} ({answer.status})")
