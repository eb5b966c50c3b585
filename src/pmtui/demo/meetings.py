"""What was said in the demo plan's meetings: the standups of every morning, the retrospectives, the reviews.

Instants and dates are those of the other tables: `-5 09:40`, `{+4}`.
"""

from typing import NamedTuple


class Standup(NamedTuple):
    """A standup of the whole team: its day, when it ended, and who was away."""

    day: str
    ended: str
    away: tuple[str, ...] = ()


STANDUPS = [
    Standup("-14", "09:44"),
    Standup("-13", "09:43"),
    Standup("-12", "09:45"),
    Standup("-11", "09:41", ("dee",)),
    Standup("-10", "09:44"),
    Standup("-9", "09:39"),
    Standup("-8", "09:42", ("eli",)),
    Standup("-7", "09:43"),
    Standup("-6", "09:41"),
    Standup("-5", "09:44", ("gus",)),
    Standup("-4", "09:42"),
    Standup("-3", "09:45"),
    Standup("-2", "09:41"),
    Standup("-1", "09:42"),
]
BEGINS = "09:30"
LEADER = "ana"
"""Who leads all meetings of this page."""


class Caught(NamedTuple):
    """What was caught in a standup: a line of a kind, about a card, and the number that it got."""

    at: str
    kind: str
    number: int
    line: str
    card: int | None = None


CAUGHT = [
    Caught("-6 09:36", "action", 89, "Send test users to Dee @ben ~2h start:{-1} ^{-1} under:5 #sso", 51),
    Caught(
        "-4 09:35",
        "action",
        93,
        "Ask IT security for the firewall rule @eli ~2d !high start:{-2} ^{0d} under:5 #sso",
        51,
    ),
    Caught("-3 09:38", "action", 96, "Pair on the cron migration @ana ~4h start:{+1} ^{+1} under:1 #infra", 49),
    Caught("-3 09:42", "parking", 97, "Refund rules for vouchers @fay #refunds", 57),
    Caught("-2 09:36", "blocker", 106, "Proof goes to a mailbox that is gone @eli ~1h ^{-1} under:1", 55),
]
TICKED = [("-1 09:34", [106, 55])]
"""What a standup found to be done, or free."""
BEFOREHAND = [("0 08:55", "gus", "At the university until noon: the invoice run goes live this afternoon")]
"""What people left for the next one to hear."""


class Retrospective(NamedTuple):
    """What a retrospective gathered and resolved: notes by kind, the votes of those who were there by words of a note.

    `same` are notes, by their words, that say what another one says. `lesson` is the number of the last why.
    """

    notes: list[tuple[str, str]]
    pulse: str
    same: dict[str, str]
    votes: dict[str, int]
    whys: list[str]
    lesson: int
    actions: dict[int, str]


RETRO = Retrospective(
    [
        ("well", "Pairing on payments"),
        ("well", "Test data was there on the first day"),
        ("well", "Fay shows the pages before they are built"),
        ("problem", "We wait for other departments"),
        ("problem", "A day and a half for rights on the registry"),
        ("problem", "Reviews lie around for days"),
        ("problem", "Three cards came in when we had begun"),
        ("idea", "One list of all that we need from others"),
        ("idea", "A fixed hour for reviews"),
        ("thanks", "Gus, for the upgrade at night"),
    ],
    "4 3 4 5 3 4 4",
    {"rights on the registry": "other departments"},
    {
        "Pairing on payments": 3, "Test data": 1, "other departments": 6, "Reviews lie around": 4,
        "Three cards came in": 1, "One list": 2, "A fixed hour": 2,
    },
    [
        "Nobody of us had rights on the registry",
        "We asked for them on the day we needed them",
        "They stand on no list of what we need",
        "Nobody makes such a list at kick-off",
    ],
    103,
    {
        104: "List of firewall rules and names at kick-off @eli ^{+4} ~4h start:{+4} under:1 #retro "
        "measure: blocked by IT security < 8h a sprint",
        105: "Review hour every day at eleven @chi ^{-1} ~1h under:1 #retro measure: median wait for review < 1d",
    },
)  # fmt: skip
"""The retrospective of Sprint 13."""
RETRO_AT = ("-3 15:00", "-3 15:12", "-3 15:24", "-3 15:36", "-3 15:45", "-3 15:52")
"""When it began, had gathered, had voted, had asked why, had resolved, and was closed."""

NOTED = (
    "-1 16:35",
    [
        ("well", "The provider sent its key at last"),
        ("problem", "Two of us wait for port 8443"),
        ("idea", "Show the refund page to the service desk early"),
    ],
)
"""What was noted for the next one, and when it was written down."""


class Review(NamedTuple):
    """A review of the order portal: what was said of it all, in lines; when it was closed, with a report or without.

    `against` is an area, the colour that she gives it against the rule, and why.
    """

    at: str
    lines: str
    ended: str
    issued: bool
    against: tuple[str, str, str] | None = None


REVIEWS = [
    Review(
        "-5 15:30",
        "Basket and prices are on staging; sign-in and logging go on in Sprint 14.\n"
        "Beta stands as approved; Go-live is two days later, for Gus is away when fixes are due.\n"
        "The payment provider has not signed yet: its live keys are still to come.",
        "-5 16:00",
        True,
    ),
    Review(
        "-1 16:40",
        "Beta and Go-live slip by a week: SSO waits for a firewall rule, refunds take twice the work.\n"
        "We ask for D70 by Wednesday: which realm; every day of waiting is a day of slip.\n"
        "We ask for a yes or no on C66: vouchers are refunded as well.",
        "-1 16:55",
        False,
        ("time", "amber", "the acceptance test has room for three of the five days"),
    ),
]
