"""Posting: what each service is sent keeps its limits, and whatever it answers, the paper is safe."""

import json
import os
import re
import socket
import sys
from collections.abc import Iterator
from datetime import date
from email import message_from_bytes
from email.policy import default
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings

from pmtui.errors import Refused, Usage
from pmtui.exchange import outbox, post_confluence, post_slack, post_teams
from pmtui.exchange.channels import Channel, Secret, channel, channels_path, names
from pmtui.exchange.post_confluence import replaced
from pmtui.exchange.posting import Result, as_sent, preview, send
from pmtui.exchange.web import Unsent, Web, checked
from pmtui.model.paper import Bullets, Paper, Section, Table, to_text
from tests.exchange.services import CERTIFICATE, Asked, Confluence, Said, Service, Slack, Teams, serving
from tests.exchange.test_paper import PAPER, papers

PATH = "/services/T0000000/B0000000/abcdefghijklmnopqrstuvwx"
TOKEN = "a-token-of-many-characters"
LONG = Paper(
    "Weekly report",
    date(2026, 11, 23),
    tuple(
        Section(f"Part {part}", (Bullets(tuple(f"{n} R&D <b> é漢 {'x' * 60}" for n in range(9))),))
        for part in range(90)
    ),
)


class Pauses(list[float]):
    """Pauses that were asked for, none of them taken."""

    def __call__(self, seconds: float) -> None:
        self.append(seconds)


@pytest.fixture
def pauses() -> Pauses:
    """What was waited for."""
    return Pauses()


@pytest.fixture
def web(pauses: Pauses) -> Web:
    """Requests that lose no time."""
    return Web(timeout=0.4, pause=pauses)


@pytest.fixture
def slack() -> Iterator[Slack]:
    """Slack, here."""
    service = Slack()
    with serving(service, PATH):
        yield service


@pytest.fixture
def teams() -> Iterator[Teams]:
    """Teams, here."""
    service = Teams()
    with serving(service, "/workflows/0123456789abcdef/triggers/manual?sig=abcdefghijklmnop"):
        yield service


@pytest.fixture
def confluence() -> Iterator[Confluence]:
    """Confluence, here."""
    service = Confluence()
    with serving(service, "/wiki"):
        yield service


def to(service: Service, name: str | None = None) -> Channel:
    """The channel to a service that runs here."""
    kind = name or type(service).__name__.lower()
    if kind == "confluence":
        where = {"url": service.url, "space": "PM", "page": "Weekly", "email": "ana@example.com"}
        return Channel("wiki", kind, where, Secret(TOKEN))
    return Channel("team", kind, {}, Secret(service.url))


def waiting() -> list[str]:
    """The states of what is in the outbox."""
    return [entry.state for entry in outbox.entries()]


# What the services are sent


def test_slack_posts_a_paper_with_its_words_escaped(slack: Slack, web: Web) -> None:
    result = send(PAPER, to(slack), web)
    assert result == Result("posted", "Standup ORD is posted to team (127.0.0.1 …uvwx)")
    message = slack.asked[0].json
    assert message["text"] == "Standup ORD, 2026-11-23"
    texts = [block["text"]["text"] for block in message["blocks"] if block["type"] == "section"]
    assert texts[1] == "*Done*\n• 31 Cart API (Ben)\n    • with R&amp;D &lt;review&gt;\n• 2 snake_case *name*"
    assert texts[-1] == "<https://plan.example/ord?a=1&amp;b=2|Open>"
    assert waiting() == []


def test_teams_shows_the_card_it_accepts_and_accepted_is_not_called_posted(teams: Teams, web: Web) -> None:
    result = send(PAPER, to(teams), web)
    assert result.state == "accepted" and "accepted" in result.line and "posted" not in result.line
    (card,) = teams.shown
    assert card["body"][0]["text"] == "Standup ORD"
    assert card["actions"][0]["url"] == PAPER.link
    assert any(element.get("text") == "• 2 snake\\_case \\*name\\*" for element in card["body"])


@pytest.mark.parametrize("kind", ["slack", "teams"])
def test_a_paper_over_the_limit_is_cut_between_sections_with_n_more(
    kind: str, slack: Slack, teams: Teams, web: Web
) -> None:
    service = slack if kind == "slack" else teams
    where = to(service)
    result = send(LONG, where, web)
    assert result.done and result.line.endswith("cut to what fits")
    sent = as_sent(LONG, where)
    kept = len(sent.sections) - 1
    assert 5 < kept < 90 and sent.sections[:kept] == LONG.sections[:kept]
    assert f"… and {90 - kept} more sections" in service.asked[0].body.decode()
    assert "cut, for it is too long" in preview(LONG, where) and to_text(sent) in preview(LONG, where)
    assert not isinstance(service, Teams) or service.shown


@settings(max_examples=60)
@given(papers)
def test_no_paper_breaks_a_rule_of_slack_or_teams(paper: Paper) -> None:
    many = paper._replace(sections=paper.sections * 12, title=paper.title * 9)
    stub = Channel("x", "slack", {}, Secret("https://hooks.example/x"))
    for service, module in ((Slack(), post_slack), (Teams(), post_teams)):
        sent = as_sent(many, stub._replace(service=type(service).__name__.lower()))
        body = json.dumps(module.payload(sent)).encode() if isinstance(service, Slack) else None
        body = body or json.dumps(module.payload(sent), ensure_ascii=False).encode()
        said = service.answer(Asked("POST", "/", {"content-type": "application/json"}, body))
        assert said.body == "ok" if isinstance(service, Slack) else service.shown


def test_a_single_line_longer_than_slacks_sections_goes_on_in_the_next(slack: Slack, web: Web) -> None:
    address = "https://x.example/" + "a" * 40
    paper = Paper("T", None, (Section("S", (f"{'&<' * 700} {address}", Table(("A",), (("`" * 4_000,),)))),))
    assert send(paper, to(slack), web).state == "posted"
    texts = [block["text"]["text"] for block in slack.asked[0].json["blocks"][1:]]
    assert sum(text.count("&amp;") for text in texts) == 700 and any(f"<{address}>" in text for text in texts)


def test_mentions_in_a_paper_call_nobody(slack: Slack, web: Web) -> None:
    send(Paper("T", None, (Section("", ("<!channel> <@U1> @here",)),)), to(slack), web)
    block = slack.asked[0].json["blocks"][1]
    assert block["text"] == {"type": "mrkdwn", "text": "&lt;!channel&gt; &lt;@U1&gt; @here", "verbatim": True}


# Confluence


def test_confluence_makes_the_page_where_there_is_none_and_leaves_it_where_nothing_is_new(
    confluence: Confluence, web: Web
) -> None:
    assert send(PAPER, to(confluence), web).state == "posted"
    assert "R&amp;D &lt;review&gt;" in confluence.storage("Weekly")
    assert send(PAPER, to(confluence), web).state == "unchanged"
    assert [each.method for each in confluence.asked].count("PUT") == 0


def test_confluence_replaces_its_own_block_and_nothing_else(confluence: Confluence, web: Web) -> None:
    before, after = (
        "<p>Written&nbsp;by Ana &ndash; keep</p>",
        '<p>Below <ac:link><ri:user ri:userkey="x" /></ac:link></p>',
    )
    confluence.page("Weekly", before)
    send(PAPER, to(confluence), web)
    confluence.pages["Weekly"]["body"]["storage"]["value"] += after
    assert send(PAPER._replace(title="Next"), to(confluence), web).state == "posted"
    page = confluence.storage("Weekly")
    assert page.startswith(before) and page.endswith(after)
    assert "Next, 2026-11-23" in page and "Standup ORD" not in page
    assert page.count("pmtui-begin") == page.count("pmtui-end") == 1
    assert confluence.pages["Weekly"]["version"]["number"] == 3


class Busy(Confluence):
    """Somebody saves the page each time before we do."""

    def __init__(self, times: int) -> None:
        super().__init__()
        self.times = times

    def answer(self, asked: object) -> Said:
        """The page, changed by another as soon as it was read."""
        said = super().answer(asked)  # type: ignore[arg-type]
        if getattr(asked, "method", "") == "GET" and "/pages" in getattr(asked, "path", "") and self.times:
            self.times -= 1
            page = self.pages["Weekly"]
            page["version"] = {"number": page["version"]["number"] + 1}
            page["body"]["storage"]["value"] += "<p>and more</p>"
        return said


@pytest.mark.parametrize(("times", "state"), [(1, "posted"), (9, "waiting")])
def test_a_page_saved_by_others_meanwhile_is_read_anew_once(times: int, state: str, web: Web) -> None:
    service = Busy(times)
    service.page("Weekly", "<p>Human</p>")
    with serving(service, "/wiki"):
        result = send(PAPER, to(service, "confluence"), web)
    assert result.state == state
    assert service.storage("Weekly").count("<p>and more</p>") == min(times, 2)
    assert waiting() == ([] if state == "posted" else ["waiting"])


BEGIN, END = post_confluence.block(Paper("T", None, ())).split("\n")[0], post_confluence.block(PAPER).split("\n")[-1]


@pytest.mark.parametrize(
    "storage",
    [
        f"{BEGIN}<p>x</p>",
        f"<p>x</p>{END}",
        f"{END}{BEGIN}",
        f"{BEGIN}{END}{BEGIN}{END}",
        f"<p>text {BEGIN[3:-4]} more</p>{END}",
    ],
)
def test_a_page_whose_anchors_were_moved_is_left_alone(storage: str) -> None:
    with pytest.raises(Unsent, match="remove them, and post again"):
        replaced(storage, post_confluence.block(PAPER))


def test_confluence_says_what_is_wrong_with_login_space_and_address(confluence: Confluence, web: Web) -> None:
    where = to(confluence)
    wrong = send(PAPER, where._replace(secret=Secret("another-token-of-mine")), web)
    assert wrong.line == "Confluence does not let ana@example.com in (401); is the token still good?"
    lost = send(PAPER, where._replace(settings={**where.settings, "space": "NO"}), web)
    assert lost.line == "Confluence has no space NO, or does not show it to ana@example.com"
    confluence.script = [Said(200, "<html>")]
    assert send(PAPER, where, web).line == "Confluence refuses it: <html> (200)"
    assert waiting() == ["refused"] * 3


# E-mail


def test_a_letter_is_a_draft_with_text_and_html(tmp_path: Path, frozen_now: str) -> None:
    where = Channel(
        "sponsor", "mail", {"to": "Eli Ö <eli@example.com>, b@example.com", "from": "ana@example.com"}, None
    )
    paper = PAPER._replace(title="Störung / R&D: <beta>")
    result = send(paper, where)
    again = send(paper, where)
    files = sorted(tmp_path.iterdir())
    assert [path.name for path in files] == ["2026-11-23-Störung-R-D-beta (2).eml", "2026-11-23-Störung-R-D-beta.eml"]
    assert result.state == "written" and files[1].name in result.line and files[0].name in again.line
    raw = files[1].read_bytes()
    assert b"\n" not in raw.replace(b"\r\n", b"") and raw.isascii() and max(map(len, raw.split(b"\r\n"))) <= 998
    letter = message_from_bytes(raw, policy=default)
    assert letter["Subject"] == "Störung / R&D: <beta>, 2026-11-23"
    assert letter["X-Unsent"] == "1" and [each.addr_spec for each in letter["To"].addresses][1] == "b@example.com"
    assert letter["Date"].datetime.isoformat() == frozen_now
    text, page = letter.get_body(("plain",)), letter.get_body(("html",))
    assert text is not None and page is not None
    assert text.get_content().splitlines() == to_text(paper).splitlines()
    assert "<h1>Störung / R&amp;D: &lt;beta&gt;</h1>" in page.get_content()


@pytest.mark.parametrize("address", ["nobody", "a@b\ufffd@c", "@example.com", "a b@example.com"])
def test_a_letter_to_no_address_is_not_written(address: str, tmp_path: Path) -> None:
    with pytest.raises(Usage, match="is no e-mail address"):
        send(PAPER, Channel("sponsor", "mail", {"to": address}, None))
    assert not list(tmp_path.iterdir())


# What services answer


@pytest.mark.parametrize(
    ("said", "state", "line", "tries"),
    [
        (Said(200, "invalid_blocks"), "refused", "Slack refuses it: invalid_blocks (200)", 1),
        (Said(404, "no_service"), "refused", "Slack refuses it: the webhook is gone; make a new one (no_service)", 1),
        (Said(403, "<b>\x1b[31mNo\n way"), "refused", "Slack refuses it: <b>No way (403)", 1),
        (Said(500, "oops"), "waiting", "127.0.0.1 has trouble of its own (500: oops)", 4),
        (Said(503), "waiting", "127.0.0.1 has trouble of its own (503: nothing)", 4),
        (Said(429), "waiting", "127.0.0.1 takes no more for now (429)", 4),
        (
            Said(429, "", {"Retry-After": "900"}),
            "waiting",
            "127.0.0.1 takes no more for now (429); it asks to wait 900 s",
            1,
        ),
        (
            Said(307, "", {"Location": f"https://evil.example{PATH}"}),
            "refused",
            "127.0.0.1 sends requests on to evil.example, which is not followed; put the new address in its place",
            1,
        ),
        (
            Said(200, "ok", after=0.9),
            "unsure",
            "127.0.0.1 did not answer within 0.4 s; the paper may have arrived",
            1,
        ),
        (
            Said(200, "ok" * 20, trickle=0.05),
            "unsure",
            "127.0.0.1 did not answer within 0.4 s; the paper may have arrived",
            1,
        ),
        (Said(200, "ok", {"Content-Length": "9"}), "unsure", None, 1),
    ],
    ids=lambda value: f"{value.status}" if isinstance(value, Said) else None,
)
def test_whatever_the_service_answers_one_line_says_it_and_the_paper_is_safe(
    said: Said, state: str, line: str | None, tries: int, slack: Slack, web: Web
) -> None:
    slack.script = [said] * 9
    result = send(PAPER, to(slack), web)
    assert result.state == state and not result.done
    assert result.line == (line or "127.0.0.1 broke the connection off; the paper may have arrived")
    assert len(slack.asked) == tries
    (entry,) = outbox.entries()
    assert (entry.paper, entry.state, entry.line, entry.name) == (PAPER, state, result.line, result.entry)


@pytest.mark.parametrize(
    ("said", "state"),
    [
        (Said(202), "accepted"),
        (Said(200, "1"), "accepted"),
        (Said(200, "Webhook message delivery failed with error: Microsoft Teams returned HTTP 413"), "refused"),
        (Said(404, '{"error":{"code":"WorkflowNotFound"}}'), "refused"),
        (Said(400, "Bad payload"), "refused"),
    ],
)
def test_what_teams_answers_is_read_for_what_it_means(said: Said, state: str, teams: Teams, web: Web) -> None:
    teams.script = [said]
    assert send(PAPER, to(teams), web).state == state


def test_a_busy_service_is_tried_again_after_the_pause_it_asks_for(
    slack: Slack, web: Web, pauses: Pauses, frozen_now: str
) -> None:
    later = {"Retry-After": "Mon, 23 Nov 2026 09:28:07 GMT"}
    slack.script = [Said(429, "", {"Retry-After": "30"}), Said(500), Said(503, "", later)]
    assert send(PAPER, to(slack), web).state == "posted"
    assert pauses == [30.0, 2.0, 7.0]
    assert len({asked.body for asked in slack.asked}) == 1


def test_without_a_network_the_paper_waits_and_goes_out_later(slack: Slack, web: Web) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        dead = to(slack)._replace(secret=Secret(f"http://127.0.0.1:{taken.getsockname()[1]}{PATH}"))
        result = send(PAPER, dead, web)
    assert (result.state, result.line) == ("waiting", "127.0.0.1 refuses the connection")
    assert send(PAPER, to(slack), web, result.entry).state == "posted"
    assert waiting() == []


@pytest.mark.parametrize(
    ("host", "trusted", "line"),
    [
        ("localhost", False, "signed certificate"),
        ("127.0.0.1", True, "IP address mismatch"),
        ("localhost", True, ""),
    ],
)
def test_a_certificate_that_does_not_fit_gets_nothing(
    host: str, trusted: bool, line: str, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    service = Slack()
    with serving(service, PATH, tls=True):
        where = to(service)._replace(secret=Secret(service.url.replace("127.0.0.1", host)))
        result = send(PAPER, where, web)
    if line:
        assert result.state == "refused" and not service.asked
        assert result.line.startswith(f"the certificate of {host} does not fit (") and line in result.line
        assert waiting() == ["refused"]
    else:
        assert result.state == "posted"


# The outbox


def test_the_outbox_is_the_users_own_and_knows_no_secret(slack: Slack, web: Web) -> None:
    slack.script = [Said(410, f"gone: {slack.url} {PATH} {PATH.rpartition('/')[2]}")]
    result = send(PAPER, to(slack), web)
    assert result.line == "Slack refuses it: gone: …uvwx /…uvwx …uvwx (410)"
    (file,) = (Path(os.environ["XDG_STATE_HOME"]) / "pmtui" / "outbox").iterdir()
    assert file.stat().st_mode & 0o777 == 0o600 and file.parent.stat().st_mode & 0o777 == 0o700
    assert "abcdefgh" not in file.read_text()


def test_a_paper_is_kept_when_pmtui_is_broken_off_while_sending(slack: Slack) -> None:
    def stop(seconds: float) -> None:
        raise KeyboardInterrupt

    slack.script = [Said(500)]
    with pytest.raises(KeyboardInterrupt):
        send(PAPER, to(slack), Web(pause=stop))
    assert [(entry.paper, entry.state) for entry in outbox.entries()] == [(PAPER, "unsure")]


def test_a_paper_in_another_processs_hands_is_not_sent_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PMTUI_NOW", "2026-11-23T09:00:00")
    name = outbox.put(PAPER, "team")
    monkeypatch.setenv("PMTUI_NOW", "2026-11-23T09:04:00")
    with pytest.raises(Refused, match="is being sent by another pmtui"):
        outbox.claim(name)
    monkeypatch.setenv("PMTUI_NOW", "2026-11-23T09:06:00")
    (entry,) = outbox.entries()
    assert entry.line == "pmtui ended while sending it; it may have arrived"
    assert outbox.claim(name).paper == PAPER
    with pytest.raises(Refused, match="is being sent by another pmtui"):
        outbox.claim(name)


def test_a_damaged_paper_in_the_outbox_is_told_not_hidden(slack: Slack, web: Web) -> None:
    slack.script = [Said(404)]
    send(PAPER, to(slack), web)
    (file,) = (Path(os.environ["XDG_STATE_HOME"]) / "pmtui" / "outbox").iterdir()
    file.write_text("{half")
    (entry,) = outbox.entries()
    assert entry.state == "refused" and "is damaged" in entry.line


# Channels and their secrets


def config(text: str, mode: int = 0o600) -> Path:
    """A channels.toml."""
    path = channels_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(mode)
    return path


def test_the_environment_alone_sets_up_a_channel(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PMTUI_SLACK_WEBHOOK", f"https://hooks.example{PATH}")
    found = channel("slack")
    assert found.secret is not None and found.secret.reveal().endswith(PATH) and names() == ["slack"]
    assert PATH not in repr(found) and "abcdef" not in str(found) + preview(PAPER, found)


def test_the_file_names_channels_and_the_environment_goes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    config(
        '[team]\nservice = "teams"\nwebhook = "https://a.example/workflows/x"\n'
        '[wiki]\nservice = "confluence"\nurl = "https://a.example/wiki"\nspace = "PM"\npage = "W"\nemail = "a@b.c"\n'
        '[sponsor]\nservice = "mail"\nto = ["a@b.c", "d@e.f"]\n'
    )
    monkeypatch.setenv("PMTUI_TEAM_WEBHOOK", "https://b.example/workflows/x")
    monkeypatch.setenv("PMTUI_WIKI_TOKEN", TOKEN)
    assert names() == ["team", "wiki", "sponsor"]
    assert "b.example" in channel("team").address
    assert channel("wiki").settings["space"] == "PM"
    assert channel("sponsor").settings["to"] == "a@b.c, d@e.f"


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o666])
def test_a_file_that_others_may_read_is_refused(mode: int) -> None:
    path = config('[slack]\nwebhook = "https://a.example/x"\n', mode)
    with pytest.raises(Refused, match=re.escape(f"`chmod 600 {path}` closes it")):
        channel("slack")


@pytest.mark.parametrize(
    ("text", "name", "line"),
    [
        ("", "nowhere", "there is no channel nowhere"),
        ("", "no way", "letters, digits and dashes"),
        ("", "slack", "lacks its webhook; say it in PMTUI_SLACK_WEBHOOK"),
        ('[a]\nservice = "irc"', "a", "is one of slack, teams, confluence, mail"),
        ('[a]\nservice = "slack"\nwebhook = "https://x.example/secretsecret"\ncolour = "red"', "a", "has no 'colour'"),
        ('[a]\nservice = "slack"\nwebhook = "http://x.example/secretsecret"', "a", "does not begin with https://"),
        ('[a]\nservice = "slack"\nwebhook = "secretsecret"', "a", "the address of the service is none"),
        ('[a]\nservice = "slack"\nwebhook = 7', "a", "webhook of a is to be text"),
        ("[a]\nwebhook = secretsecret", "a", "is no TOML, see line 2"),
        ('[a]\nwebhook = "secretsecret', "a", "is no TOML"),
        ('a = "secretsecret"', "a", "every channel is a table"),
        ('[a]\nservice = "mail"', "a", "a lacks to; say it in"),
    ],
)
def test_a_channel_that_is_set_up_wrongly_is_told_without_its_secret(text: str, name: str, line: str) -> None:
    config(text)
    with pytest.raises(Usage, match=re.escape(line)) as caught:
        channel(name)
    assert "secretsecret" not in str(caught.value) and "\n" not in str(caught.value)


class Locked(Exception):
    """What a keyring says that does not open."""


def test_the_keyring_is_asked_where_it_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = {("pmtui", "slack.webhook"): "https://hooks.example/kept"}

    def get(service: str, name: str) -> str | None:
        if name.startswith("teams"):
            raise Locked("with https://hooks.example/kept")
        return kept.get((service, name))

    keyring: Any = ModuleType("keyring")
    keyring.__spec__ = ModuleSpec("keyring", None)
    keyring.get_password, keyring.errors = get, SimpleNamespace(KeyringError=Locked)
    monkeypatch.setitem(sys.modules, "keyring", keyring)
    assert channel("slack").address.startswith("hooks.example")
    with pytest.raises(Usage, match=r"the keyring does not open \(Locked\); unlock it"):
        channel("teams")


def test_a_connector_that_microsoft_switched_off_is_refused_with_the_way_out(web: Web) -> None:
    old = Channel("team", "teams", {}, Secret("https://contoso.webhook.office.com/webhookb2/x"))
    with pytest.raises(Usage, match="make a webhook with the Workflows app"):
        send(PAPER, old, web)


@pytest.mark.parametrize(
    "url",
    [
        "https://[::1/x",
        "https://a b/x",
        "https:///x",
        "ftp://a/x",
        "https://ä.example/",
        "x",
        "https://a:b@c/",
        f"https://{'a' * 70}.example/",
    ],
)
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(Usage):
        checked(url)
