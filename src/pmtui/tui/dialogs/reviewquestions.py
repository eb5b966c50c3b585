"""What is asked at the keys of a review: why something is decided, which colour, what is said, since when."""

from collections.abc import Callable

from pmtui.actions.decisions import VERDICTS, understood
from pmtui.actions.step import Outcome
from pmtui.clock import local, now_ms
from pmtui.meetings import review_rag
from pmtui.meetings.moments import since_named
from pmtui.meetings.review import LINES, Review, since_moment
from pmtui.meetings.review_basis import Since
from pmtui.model.dates import parse_moment, show_date
from pmtui.model.words import lettered
from pmtui.store import read
from pmtui.store.meetings import Work
from pmtui.tui.bottom import Line
from pmtui.tui.dialogs.meeting import Question


def decision(review: Review, item: str, verdict: str) -> Question:
    """Why a decision or change (id) is approved, rejected or deferred."""
    known, habits = read.item(review.plan, item), review.habits
    name = lettered(known.type, known.ref)

    def read_it(text: str) -> Line:
        if not text.strip():
            until = "  ^fri until when" if verdict == "defer" else ""
            hint = f"one line why  @who decided{until}"
            return [(f"{verdict} {name} {known.title}  ", "strong"), (hint, "dim")]
        found = understood(review.plan, item, verdict, text, habits.week_start, habits.day_first)
        line: Line = [(f"{name} {VERDICTS[verdict]}: ", "dim"), (f"{found.reason}  ", "strong")]
        line += [(f"until {show_date(found.due, review.basis.today)}  ", "ok")] if found.due else []
        return line + [(f"by {person}  ", "ok") for person in found.people]

    return Question(f"review {verdict} {item}", read_it, lambda text: review.decide(item, verdict, text))


def colour(review: Review, area: str) -> Question:
    """Another colour than the rule's: of an area by name, else of the one that the line begins with."""

    def split(text: str) -> tuple[str, str, str]:
        name, _, rest = (f"{area} {text.strip()}" if area else text.strip()).partition(" ")
        said, _, reason = rest.strip().partition(" ")
        return name, said, reason

    def read_it(text: str) -> Line:
        if not text.strip():
            form = "A float in UAT" if area else "time A float in UAT"
            return [(f"another colour{f' of {area}' if area else ''}  ", "strong"),
                    (f"{form}; none goes by the rule again", "dim")]  # fmt: skip
        name, said, reason = review_rag.understood(*split(text))
        return [(f"{name} ", "dim"), (f"[{said}] " if said else "by the rule", "ok"), (reason, "strong")]

    return Question(f"review colour {area}", read_it, lambda text: review.rag(*split(text)))


def breath(review: Review, place: int, follow: Callable[[int], None]) -> Question:
    """A line (0 to 2) of what is said of it all; `follow` asks for the next one. An empty line ends it, and is none."""
    said = list(review.breath)
    value = said[place] if place < len(said) else ""
    ended = False

    def read_it(text: str) -> Line:
        more = "empty takes it out" if value else "Enter ends"
        return [(f"line {place + 1} of {LINES}  ", "strong"), ("" if text.strip() else more, "dim")]

    def submit(text: str) -> Outcome:
        nonlocal ended
        ended = not text.strip()
        if text.strip() == value:
            return Outcome("the lines stand as they are")
        return review.say("\n".join([*said[:place], text, *said[place + 1 :]]))

    def then() -> None:
        if not ended and place + 1 < LINES:
            follow(place + 1)

    return Question(f"review line {place}", read_it, submit, value, then)


def feedback(review: Review, item: Work | None) -> Question:
    """What somebody says of what is shown, or of an item."""
    on = f" on {item.ref} {item.title}" if item else ""
    id = item.id if item else None

    def read_it(text: str) -> Line:
        return [(f"feedback{on}  ", "strong"), ("" if text.strip() else "what somebody says of it", "dim")]

    return Question(f"review feedback {id or ''}", read_it, lambda text: review.feedback(text, id))


def since(review: Review, take: Callable[[Since | None], Outcome]) -> Question:
    """From when on it tells; `take` gets it, None for the last report."""

    def read_it(text: str) -> Line:
        if not text.strip():
            form = "mon, 13.11, fri 9:30, last review, last standup, report 7; nothing: the last report"
            return [("since when  ", "strong"), (form, "dim")]
        return [("since ", "dim"), (moment(review, text).words, "ok")]

    return Question("review since", read_it, lambda text: take(moment(review, text) if text.strip() else None))


def moment(review: Review, text: str) -> Since:
    """The moment that a person's words mean; Unreadable, Usage, or Refused where it is still to come."""
    named = since_named(review.plan, review.project, text)
    if named is not None:
        return named
    habits = review.habits
    now = local(now_ms(), review.zone)
    at = parse_moment(text, now, week_start=habits.week_start, day_first=habits.day_first)
    return since_moment(review.plan, review.project, round(at.timestamp() * 1000))
