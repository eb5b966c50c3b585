"""The one door for papers that leave: what a channel will show of one, and sending it there."""

from typing import NamedTuple

from pmtui.exchange import outbox
from pmtui.exchange.channels import Channel
from pmtui.exchange.paper_cut import fitted
from pmtui.exchange.web import Unsent, Web
from pmtui.model.paper import Paper, to_text, undrawn

WORDS = {
    "posted": "{title} is posted to {channel}",
    "accepted": "{title} was accepted by {channel}; whether it is shown, Teams does not tell: look there",
    "unchanged": "{title} is on {channel} already, word by word",
    "written": "{title} is written to {path}; open it and send it",
}


class Result(NamedTuple):
    """How it went: `state` is posted, accepted, unchanged or written, else waiting, unsure or refused.

    `line` says it in one line. What did not go out is in the outbox, under `entry`.
    """

    state: str
    line: str
    entry: str | None = None

    @property
    def done(self) -> bool:
        """Whether nothing is left to do with it here."""
        return self.state in WORDS


def as_said(paper: Paper, channel: Channel) -> Paper:
    """The paper in words and tables, for no channel draws; in a chat a line says what a figure does."""
    return undrawn(paper, brief=channel.service in ("slack", "teams"))


def as_sent(paper: Paper, channel: Channel) -> Paper:
    """The paper as far as the service takes it, with how much more there is; Usage where the channel is of no use."""
    paper = as_said(paper, channel)
    if channel.service == "slack":
        from pmtui.exchange.post_slack import fits
    elif channel.service == "teams":
        from pmtui.exchange.post_teams import check, fits

        check(channel)
    elif channel.service == "confluence":
        from pmtui.exchange.post_confluence import fits
    else:
        return paper
    return fitted(paper, fits)


def preview(paper: Paper, channel: Channel) -> str:
    """What will be sent, as plain text, below a line that says where to and how much of it."""
    sent = as_sent(paper, channel)
    cut = "" if sent == as_said(paper, channel) else "; cut, for it is too long for one message"
    return f"To {channel.name} ({channel.service}, {channel.address}){cut}\n\n{to_text(sent)}"


def send(paper: Paper, channel: Channel, web: Web | None = None, entry: str | None = None) -> Result:
    """Send a paper, or what fits of it, and say how it went. It is in the outbox before, and until it went out.

    `entry` names the outbox's copy where it is there already. Usage where channel and paper do not fit at all.
    """
    paper = as_said(paper, channel)
    sent = as_sent(paper, channel)
    if channel.service == "mail":
        return _write(paper, channel, entry)
    name = outbox.claim(entry).name if entry else outbox.put(paper, channel.name)
    try:
        state = _deliver(sent, channel, web or Web())
    except Unsent as error:
        state = "unsure" if error.unsure else "waiting" if error.again else "refused"
        line = channel.secret.hidden(str(error)) if channel.secret else str(error)
        outbox.mark(name, state, line)
        return Result(state, line, name)
    except BaseException:
        outbox.mark(name, "unsure", "the sending was broken off; it may have arrived")
        raise
    outbox.drop(name)
    words = WORDS[state].format(title=paper.title, channel=f"{channel.name} ({channel.address})")
    return Result(state, words + (", cut to what fits" if sent != paper else ""))


def _write(paper: Paper, channel: Channel, entry: str | None) -> Result:
    from pmtui.exchange.post_mail import send

    path = send(paper, channel)
    if entry:
        outbox.drop(entry)
    return Result("written", WORDS["written"].format(title=paper.title, path=path))


def _deliver(paper: Paper, channel: Channel, web: Web) -> str:
    if channel.service == "slack":
        from pmtui.exchange.post_slack import send
    elif channel.service == "teams":
        from pmtui.exchange.post_teams import send
    else:
        from pmtui.exchange.post_confluence import send
    return send(paper, channel, web)
