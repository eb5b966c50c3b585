"""`pmtui post`: shown, asked, sent, kept."""

import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pmtui.settings import config_path
from tests.cli.conftest import Run
from tests.exchange.services import Said, Slack, serving

TEXT = "# Standup ORD\n\n2026-11-23\n\n## Done\n\n- 31 Cart API (Ben)\n"
BUSY = Said(503, "busy", {"Retry-After": "0"})
SHOWN = ["Standup ORD, 2026-11-23", "", "DONE", "- 31 Cart API (Ben)"]


@pytest.fixture
def slack(monkeypatch: pytest.MonkeyPatch) -> Iterator[Slack]:
    """Slack, as the channel `slack`."""
    service = Slack()
    with serving(service, "/services/T000/B000/abcdefghijklmnop"):
        monkeypatch.setenv("PMTUI_SLACK_WEBHOOK", service.url)
        yield service


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """A standup note."""
    path = tmp_path / "standup.md"
    path.write_text(TEXT)
    return path


def test_a_dry_run_shows_what_would_be_sent_and_sends_nothing(run: Run, slack: Slack, paper: Path) -> None:
    said = run("post", "slack", paper, "--dry-run")
    assert said.code == 0 and said.err == ""
    assert said.out.splitlines() == ["To slack (slack, 127.0.0.1 …mnop)", "", *SHOWN]
    assert run("post", "slack", paper, "--dry-run", "--json").json["paper"] == TEXT
    assert not slack.asked


def test_a_paper_is_shown_and_asked_about_before_it_is_sent(
    run: Run, slack: Slack, paper: Path, terminal: Callable[[str], None]
) -> None:
    terminal("stderr")
    said = run("post", "slack", paper, typed="n\n")
    assert (said.code, slack.asked) == (1, [])
    assert said.err.splitlines()[2:6] == SHOWN and "Post this to slack?" in said.err
    said = run("post", "slack", paper, typed="y\n")
    assert said.code == 0 and said.err.endswith("Standup ORD is posted to slack (127.0.0.1 …mnop)\n")
    assert len(slack.asked) == 1


def test_where_nobody_can_be_asked_nothing_is_sent_without_yes(run: Run, slack: Slack) -> None:
    assert run("post", "slack", "-", stdin=TEXT).code == 2
    assert not slack.asked
    assert run("post", "slack", "-", "--yes", stdin=TEXT).code == 0
    assert len(slack.asked) == 1


def test_a_paper_that_did_not_go_out_is_listed_and_sent_later(run: Run, slack: Slack) -> None:
    slack.script = [BUSY] * 4
    said = run("post", "slack", "-", "--yes", stdin=TEXT)
    assert (said.code, said.err.count("\n")) == (1, 1)
    assert said.err.endswith("it is in the outbox, `pmtui post --retry` sends it\n")
    assert run("post").out.splitlines() == [
        "channels: slack",
        "  1  waiting   slack       Standup ORD: 127.0.0.1 has trouble of its own (503: busy)",
    ]
    (listed,) = run("post", "--json").json["outbox"]
    assert (listed["number"], listed["state"], listed["title"]) == (1, "waiting", "Standup ORD")
    assert run("post", "--retry").code == 0
    assert run("post", "--retry").err == "nothing waits in the outbox\n"
    assert run("post").out == "channels: slack\n"


def test_a_refused_paper_is_sent_only_when_it_is_named_and_can_be_forgotten(run: Run, slack: Slack) -> None:
    slack.script = [Said(404, "no_service")]
    said = run("post", "slack", "-", "--yes", "--json", stdin=TEXT)
    assert said.code == 1 and [(each["state"], each["outbox"]) for each in said.json] == [("refused", 1)]
    assert run("post", "--retry").err == "nothing waits in the outbox\n"
    slack.script = [Said(404, "no_service")]
    assert "`pmtui post --retry 1` sends it once that is mended" in run("post", "--retry", "1").err
    assert run("post", "--drop", "2").code == 2
    assert run("post", "--drop", "1", "--yes").code == 0
    assert run("post", "--json").json["outbox"] == []


def test_a_channel_that_is_gone_keeps_its_paper(run: Run, slack: Slack, monkeypatch: pytest.MonkeyPatch) -> None:
    slack.script = [BUSY] * 4
    run("post", "slack", "-", "--yes", stdin=TEXT)
    monkeypatch.delenv("PMTUI_SLACK_WEBHOOK")
    said = run("post", "--retry")
    assert said.code == 1 and "slack lacks its webhook" in said.err
    assert [each["state"] for each in run("post", "--json").json["outbox"]] == ["waiting"]


def test_the_secret_is_nowhere_to_be_seen(run: Run, slack: Slack, tmp_path: Path) -> None:
    said = [
        run("post", "slack", "-", "--yes", stdin=TEXT),
        run("post"),
        run("post", "slack", "-", "--dry-run", stdin=TEXT),
    ]
    slack.script = [Said(400, slack.url)]
    said += [run("post", "slack", "-", "--yes", stdin=TEXT), run("post"), run("post", "--json")]
    assert not any("abcdefghijkl" in each.out + each.err for each in said)
    home = tmp_path.with_name(f"{tmp_path.name}-home")
    assert not any(b"abcdefghijkl" in path.read_bytes() for path in home.rglob("*") if path.is_file())


@pytest.mark.parametrize(
    ("words", "code", "line"),
    [
        (["slack"], 2, "say which paper"),
        (["slack", "nowhere.md"], 2, "there is no file nowhere.md"),
        (["slack", "raw.md"], 2, "raw.md is no text in UTF-8"),
        (["slack", "bare.md"], 2, "let its first line be one: # Weekly report"),
        (["team", "bare.md"], 2, "there is no channel team (there are: slack)"),
        (["slack", "--retry"], 2, "leave the channel out"),
        (["--retry", "x"], 2, "the outbox has no paper x"),
    ],
)
def test_what_cannot_be_posted_is_told_in_one_line(
    words: list[str], code: int, line: str, run: Run, slack: Slack, tmp_path: Path
) -> None:
    (tmp_path / "raw.md").write_bytes(b"# T\xff\xfe")
    (tmp_path / "bare.md").write_text("no title\n")
    said = run("post", *words)
    assert said.code == code and line in said.err and said.err.count("\n") == 1
    assert not slack.asked


def test_a_letter_is_written_for_a_mail_channel(run: Run, tmp_path: Path) -> None:
    path = config_path().with_name("channels.toml")
    path.parent.mkdir(parents=True)
    path.write_text('[sponsor]\nservice = "mail"\nto = "eli@example.com"\n')
    path.chmod(stat.S_IRUSR | stat.S_IWUSR)
    said = run("post", "sponsor", "-", "--yes", stdin=TEXT)
    assert said.code == 0 and "2026-11-23-Standup-ORD.eml; open it and send it" in said.err
    assert (tmp_path / "2026-11-23-Standup-ORD.eml").exists()
