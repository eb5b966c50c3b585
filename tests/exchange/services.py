"""Stand-ins for the services that papers go to: local servers that hold every message to the service's limits."""

import base64
import json
import re
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlsplit
from xml.etree.ElementTree import ParseError

from defusedxml.ElementTree import fromstring

CERTIFICATE = Path(__file__).with_name("localhost.pem")


class Said(NamedTuple):
    """An answer: status, body, headers, and seconds it takes; `trickle` sends the body a byte at a time."""

    status: int
    body: str = ""
    headers: dict[str, str] = {}  # noqa: RUF012 - never written to
    after: float = 0
    trickle: float = 0


class Asked(NamedTuple):
    """A request as it came."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The document in it."""
        return json.loads(self.body)


class Service:
    """Answers by its own rules (`answer`), after whatever a test put into `script`."""

    def __init__(self) -> None:
        self.url = ""
        self.script: list[Said] = []
        self.asked: list[Asked] = []

    def answer(self, asked: Asked) -> Said:
        """A service that takes everything."""
        return Said(200, "ok")

    def next(self, asked: Asked) -> Said:
        """What the script says, then the rules."""
        self.asked.append(asked)
        return self.script.pop(0) if self.script else self.answer(asked)


class Slack(Service):
    """An incoming webhook."""

    def answer(self, asked: Asked) -> Said:
        """`ok`, or the word that Slack refuses with."""
        if not asked.headers.get("content-type", "").startswith("application/json"):
            return Said(400, "invalid_payload")
        message = asked.json
        blocks = message.get("blocks", [])
        if not message.get("text"):
            return Said(400, "no_text")
        texts = [text for block in blocks for text in self._texts(block)]
        if len(blocks) > 50 or None in texts:
            return Said(400, "invalid_blocks")
        return Said(400, "msg_blocks_too_long") if sum(map(len, filter(None, texts))) > 13_200 else Said(200, "ok")

    @staticmethod
    def _texts(block: dict[str, Any]) -> list[str | None]:
        """A block's texts; None for one that breaks a rule."""
        limit = {"header": 150, "section": 3_000, "context": 2_000}.get(block["type"])
        found = block["elements"] if block["type"] == "context" else [block["text"]]
        if limit is None or len(found) > 10:
            return [None]
        made: list[str | None] = []
        for each in found:
            text = each["text"]
            plain = each["type"] == "plain_text"
            torn = re.search(r"&(?!(?:amp|lt|gt);)|<(?!https?://[^\s<>]+(?:\|[^<>|]+)?>)", text)
            kind = "plain_text" if block["type"] == "header" else "mrkdwn"
            right = each["type"] == kind and 1 <= len(text) <= limit and (plain or not torn)
            made.append(text if right else None)
        return made


class Teams(Service):
    """A Workflows webhook: it accepts what it will never show, so `shown` has what its flow would."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[dict[str, Any]] = []

    def answer(self, asked: Asked) -> Said:
        """202 for anything up to 28 kB."""
        if len(asked.body) > 28_000:
            return Said(413, "Request Entity Too Large")
        message = asked.json
        cards = message.get("attachments") or []
        if message.get("type") == "message" and cards and all(self._right(card) for card in cards):
            self.shown.append(cards[0]["content"])
        return Said(202)

    def _right(self, attachment: dict[str, Any]) -> bool:
        card = attachment.get("content", {})
        right = attachment.get("contentType") == "application/vnd.microsoft.card.adaptive"
        right = right and card.get("type") == "AdaptiveCard" and card.get("version") in ("1.2", "1.3", "1.4")
        actions = all(each["type"] == "Action.OpenUrl" and each["url"] for each in card.get("actions", []))
        return right and actions and all(map(self._element, card.get("body", [])))

    def _element(self, element: dict[str, Any]) -> bool:
        if element["type"] == "ColumnSet":
            items = [item for column in element["columns"] for item in column["items"]]
            return bool(items) and all(map(self._element, items))
        return bool(element["type"] == "TextBlock" and element["text"])


class Confluence(Service):
    """The second API of Confluence Cloud, with one space; pages by title."""

    def __init__(self) -> None:
        super().__init__()
        self.pages: dict[str, dict[str, Any]] = {}

    def page(self, title: str, storage: str) -> None:
        """A page that people wrote."""
        body = {"storage": {"value": storage, "representation": "storage"}}
        made = {"id": str(100 + len(self.pages)), "title": title, "version": {"number": 1}, "body": body}
        self.pages[title] = made

    def storage(self, title: str) -> str:
        """What is on a page."""
        return str(self.pages[title]["body"]["storage"]["value"])

    def answer(self, asked: Asked) -> Said:
        """Documented answers to the four requests there are."""
        login = "Basic " + base64.b64encode(b"ana@example.com:a-token-of-many-characters").decode()
        if asked.headers.get("authorization") != login:
            return Said(401, '{"errors":[{"title":"Unauthorized"}]}')
        parts = urlsplit(asked.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if asked.method == "GET":
            return self._found(parts.path, query)
        content = asked.json
        title, storage = content["title"], content["body"]["value"]
        if content["spaceId"] != "98306" or content["body"]["representation"] != "storage":
            return Said(404, '{"errors":[{"title":"Not Found"}]}')
        try:
            fromstring(f'<x xmlns:ac="ac" xmlns:ri="ri">{re.sub("&[a-z]+dash;|&nbsp;", " ", storage)}</x>')
        except ParseError:
            return Said(400, '{"errors":[{"title":"Error parsing xhtml"}]}')
        kept = re.sub(
            r'(<ac:structured-macro ac:name="anchor")>', r'\1 ac:schema-version="1" ac:macro-id="8f">', storage
        )
        if asked.method == "POST":
            if title in self.pages:
                return Said(400, '{"errors":[{"title":"A page with this title already exists"}]}')
            self.page(title, kept)
            return Said(200, "{}")
        page = self.pages[title]
        if not asked.path.endswith(page["id"]) or content["version"]["number"] != page["version"]["number"] + 1:
            return Said(409, '{"errors":[{"title":"Version must be incremented"}]}')
        page["version"] = {"number": content["version"]["number"]}
        page["body"]["storage"]["value"] = kept
        return Said(200, "{}")

    def _found(self, path: str, query: dict[str, str]) -> Said:
        found: list[dict[str, Any]] = []
        if path.endswith("/api/v2/spaces"):
            found = [{"id": "98306", "key": "PM"}] if query.get("keys") == "PM" else []
        elif (
            path.endswith("/api/v2/pages")
            and query.get("space-id") == "98306"
            and query.get("body-format") == "storage"
        ):
            found = [self.pages[query["title"]]] if query["title"] in self.pages else []
        return Said(200, json.dumps({"results": found}))


@contextmanager
def serving(service: Service, path: str = "", *, tls: bool = False) -> Iterator[None]:
    """The service on a port of its own, at `service.url`; with `tls`, under a certificate for localhost."""

    class Handler(BaseHTTPRequestHandler):
        def _serve(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            headers = {name.lower(): value for name, value in self.headers.items()}
            said = service.next(Asked(self.command, self.path, headers, body))
            time.sleep(said.after)
            content = said.body.encode()
            try:
                self.send_response(said.status)
                for name, value in {"Content-Length": str(len(content)), **said.headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                for byte in [bytes([each]) for each in content] if said.trickle else [content]:
                    time.sleep(said.trickle)
                    self.wfile.write(byte)
            except OSError:  # the client had enough, which is what is tested
                self.close_connection = True

        do_GET = do_POST = do_PUT = _serve

        def log_message(self, format: str, *args: object) -> None:
            """Tests are silent."""

    class Server(ThreadingHTTPServer):
        def handle_error(self, request: object, client_address: object) -> None:
            """A client that turns away from a certificate is what is tested."""

    with Server(("127.0.0.1", 0), Handler) as server:
        if tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(CERTIFICATE)
            server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        service.url = f"{'https' if tls else 'http'}://127.0.0.1:{server.server_port}{path}"
        try:
            yield
        finally:
            server.shutdown()
            thread.join()
