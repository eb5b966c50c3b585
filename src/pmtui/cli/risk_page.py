"""`pmtui risk show`: everything about one risk or issue on a page."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from pmtui.cli.around import exactly
from pmtui.cli.call import Call
from pmtui.cli.output import Output, safe
from pmtui.cli.risk_register import of_risk, rating, review, trend, trigger

if TYPE_CHECKING:
    from pmtui.actions.register import Register, RiskRow
    from pmtui.store.plan import Plan


def risk_show(call: Call, words: Sequence[str]) -> int:
    """Print a risk or an issue."""
    (ref,) = exactly([*words], "risk show REF")
    with call.current() as plan:
        made, row = of_risk(plan, call.ids(plan, [ref])[0])
        if call.options.json:
            from pmtui.cli.risk_shapes import documents

            call.out.json(documents(plan, made, [row])[0])
        else:
            call.out.lines(page(call.out, plan, made, row))
    return 0


def page(out: Output, plan: "Plan", made: "Register", row: "RiskRow") -> list[str]:
    """A risk as lines: its sentence, how it is scored and worth, what is done about it, when it was looked at."""
    from pmtui.store.risks import some_risks

    said = some_risks(plan, [row.id])[0].said
    owner = f", owner {safe(row.owner.code)}" if row.owner else ""
    lines = [out.paint(f"{row.ref} {safe(row.title)}", "bold"), f"{_kind(row)}, {_state(row)}{owner}"]
    if row.cause or row.event or row.effect:
        lines.append(sentence(row))
    facts = [*_scored(out, made, row), *_worth(made, row, said), *_done(made, row), *_reviewed(plan, made, row)]
    lines.append("")
    lines += [f"{name:<12}{safe(text)}" for name, text in facts if text]
    if row.trigger_passed:
        lines.append(out.paint(trigger(made, row), "alarm"))
    return lines


def sentence(row: "RiskRow") -> str:
    """Cause, event and effect as one sentence."""
    words = ""
    for link, part in (
        ("because ", row.cause),
        (", it may be that ", row.event or row.title),
        (", so that ", row.effect),
    ):
        words += f"{link}{safe(part)}" if part else ""
    words = words.removeprefix(", ")
    return f"{words[:1].upper()}{words[1:]}."


def _kind(row: "RiskRow") -> str:
    return f"{row.severity} issue".lstrip() if row.type == "issue" else row.kind


def _state(row: "RiskRow") -> str:
    return "occurred" if row.occurred else row.state


def _scored(out: Output, made: "Register", row: "RiskRow") -> Iterator[tuple[str, str]]:
    """Levels with what they mean, and the scores now, at first and as it should become."""
    scales = made.scales
    if row.probability is not None:
        yield "Probability", f"{row.probability}  {scales.probability[row.probability - 1].words}"
    several = (f"{name} {level}, {scales.impact[name][level - 1].words}" for name, level in row.impacts.items())
    if row.impact is not None:
        yield "Impact", f"{row.impact}  {'; '.join(several)}"
    if row.score is not None:
        others = {"inherent": row.inherent, "residual": row.residual}
        told = (f"{name} {score:g}" for name, score in others.items() if score is not None)
        yield "Score", "  ".join(filter(None, (rating(row.score), trend(out, row), ", ".join(told))))


def _worth(made: "Register", row: "RiskRow", said: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The expected values, with how they come about."""
    from pmtui.model.durations import show_number
    from pmtui.model.money import show_amount

    if row.chance is None:
        return
    percent = f"{show_number(round(row.chance * 100, 2))} %"
    saves = "saves " if row.kind == "opportunity" else ""
    if row.emv is not None:
        amounts = "/".join(show_amount(value) for value in _points(said, "cost"))
        yield "EMV", f"{saves}{percent} of {amounts} = {show_amount(row.emv, made.currency)}"
    if row.emv_days is not None:
        days = "/".join(show_number(value) for value in _points(said, "delay"))
        yield "Delay", f"{saves}{percent} of {days}d = {show_number(round(row.emv_days, 2))}d"


def _points(said: dict[str, Any], stem: str) -> list[float]:
    return [said[name] for name in (f"{stem}_o", f"{stem}_m", f"{stem}_p") if said.get(name) is not None]


def _done(made: "Register", row: "RiskRow") -> Iterator[tuple[str, str]]:
    """What it is about, and what is done."""
    yield "Category", row.category
    yield "Proximity", _day(made, row.proximity)
    yield "Trigger", ", ".join(filter(None, (row.trigger_text, _day(made, row.trigger_date))))
    yield "Response", row.response
    yield "Fallback", row.fallback
    for card in row.actions:
        owner = card.owner.code if card.owner else ""
        yield "Action", "  ".join(filter(None, (card.ref, card.title, owner, card.column)))
    for ref, title in row.threatens:
        yield "Threatens", f"{ref}  {title}"
    yield "Due", _day(made, row.due)
    yield "Resolution", row.resolution


def _reviewed(plan: "Plan", made: "Register", row: "RiskRow") -> Iterator[tuple[str, str]]:
    """When it was looked at, by whom, and when it will be."""
    if row.type != "risk":
        return
    yield "Review", review(made, row) if row.state == "open" else ""
    if row.last_reviewed:
        by = f" by {row.reviewed_by.code}" if row.reviewed_by else ""
        yield "Reviewed", f"{_day(made, row.last_reviewed.isoformat())}{by}"
    yield "Last change", made.tell_last(plan, row)


def _day(made: "Register", iso: str | None) -> str:
    from pmtui.model.dates import show_date

    return show_date(date.fromisoformat(iso), made.today) if iso else ""
