"""The order portal's risks: what was said of each and when, the two reviews they were walked through, what came true.

Instants and dates are those of the other tables: `-5 09:40`, `{+4}`.
"""

from typing import NamedTuple


class Said(NamedTuple):
    """What somebody wrote about a risk at one moment: its fields, by name, as they are typed."""

    at: str
    person: str
    number: int
    fields: dict[str, str]


class Answer(NamedTuple):
    """What a review said of a risk: the levels `4x4` with the reason, or `-` where it stood as it was."""

    at: str
    number: int
    levels: str
    reason: str | None = None


class Review(NamedTuple):
    """A risk review: who walked through the risks, what was answered, and when it was closed."""

    person: str
    answers: list[Answer]
    closed: str


SAID = [
    Said("-10 15:10", "chi", 50, {
        "cause": "the carrier's test account is free for thirty days",
        "event": "it runs out before our tests are through",
        "effect": "no order can be sent from staging",
        "category": "External / supplier", "inherent": "3x3", "probability": "3", "impact": "time 3, cost 2",
        "cost": "1k/2k/6k", "trigger": "the carrier writes that it ends", "trigger_date": "{-1}",
        "response": "accept", "fallback": "another thirty days from their sales",
    }),
    Said("-10 15:20", "ana", 61, {
        "cause": "the vendor has no sandbox until the contract is signed",
        "event": "the payment API arrives late",
        "effect": "Beta, 42 and 58 slip; two people wait",
        "category": "External / supplier", "inherent": "3x4", "probability": "3", "impact": "time 4, cost 3",
        "cost": "30k/40k/50k", "delay": "1/2/3d", "proximity": "{+4}",
        "trigger": "no sandbox", "trigger_date": "{+4}",
        "response": "mitigate", "residual": "2x3", "fallback": "our own mock server, costs 2d",
    }),
    Said("-10 15:24", "ana", 62, {
        "cause": "Ben alone has set up the sign-in so far",
        "event": "he is away when it breaks",
        "effect": "the service desk cannot sign in, and 51 stands still",
        "category": "Organisational / people", "inherent": "4x4", "probability": "4", "impact": "time 4, quality 3",
        "cost": "5k/15k/25k", "delay": "1/3/5d",
        "trigger": "nobody but Ben has signed in on staging", "trigger_date": "{-1}",
        "response": "mitigate", "residual": "2x3", "fallback": "two days of a consultant",
    }),
    Said("-10 15:28", "chi", 63, {
        "cause": "the old shop let people type what they liked",
        "event": "a part of the addresses does not pass our checks",
        "effect": "orders hang after Go-live until somebody mends them",
        "category": "Technical / data", "inherent": "2x5", "probability": "2", "impact": "quality 5, time 3",
        "cost": "20k/35k/50k", "delay": "1/2/4d", "proximity": "{+30}",
        "trigger": "over 3 % fail in the rehearsal", "trigger_date": "{+17}",
        "response": "mitigate", "residual": "2x3", "fallback": "the desk mends addresses by hand",
    }),
    Said("-10 15:31", "ana", 64, {
        "cause": "nobody knows what Christmas brings",
        "event": "more than 200 requests come in a second",
        "effect": "search and checkout answer too late",
        "category": "Technical / performance", "inherent": "3x3", "probability": "3", "impact": "quality 3, cost 2",
        "cost": "5k/10k/22.5k", "delay": "1/2/4d",
        "trigger": "the load test stays below 150", "trigger_date": "{+13}",
        "response": "mitigate", "residual": "1x3", "fallback": "a waiting room before the checkout",
    }),
    Said("-10 15:33", "eli", 65, {
        "cause": "three libraries came without a word on their licence",
        "event": "the audit finds one that we may not use",
        "effect": "it must be replaced before Go-live",
        "category": "External / regulation", "inherent": "2x4", "probability": "2", "impact": "cost 4, time 2",
        "cost": "10k/15k/20k", "delay": "1/2/3d", "trigger": "the auditors send a second list",
        "response": "transfer", "residual": "1x3", "fallback": "buy the commercial licence",
    }),
    Said("-10 15:36", "chi", 67, {
        "cause": "staging was filled from a copy of the old shop",
        "event": "somebody sees names and addresses who must not",
        "effect": "we report it, and testing stops for a while",
        "category": "Technical / data", "inherent": "3x3", "probability": "3", "impact": "quality 3",
        "cost": "5k/7.5k/10k", "delay": "1/1/2d", "trigger": "a real name turns up in a test",
        "response": "avoid", "residual": "1x2", "fallback": "wipe staging the same hour",
    }),
    Said("-10 15:39", "fay", 68, {
        "cause": "acceptance runs up to the last day before Christmas",
        "event": "users and testers have left already",
        "effect": "what they find waits until January",
        "category": "Organisational / resources", "inherent": "3x2", "probability": "3", "impact": "time 2",
        "cost": "2k/5k/8k", "delay": "1/2/4d", "proximity": "{+15}",
        "trigger": "fewer than six users for a session", "trigger_date": "{+12}",
        "response": "mitigate", "residual": "2x2", "fallback": "accept in two halves",
    }),
    Said("-4 11:30", "ana", 90, {
        "kind": "opportunity",
        "cause": "the second shop is to be rebuilt next year",
        "event": "it takes our basket as it is",
        "effect": "a part of what it costs comes back",
        "category": "Organisational / other projects", "inherent": "2x2", "probability": "2", "impact": "cost 2",
        "cost": "2k/4k/9k", "trigger": "their budget round", "trigger_date": "{+27}",
        "response": "enhance", "residual": "4x2",
    }),
    Said("-2 15:01", "eli", 61, {"next_review": "{-1}"}),
    Said("-2 15:01", "eli", 65, {"next_review": "{-1}"}),
]  # fmt: skip

REVIEWS = [
    Review("ana", [
        Answer("-6 15:02", 62, "3x4", "Chi sits with Ben every Tuesday now"),
        Answer("-6 15:06", 61, "-"),
        Answer("-6 15:09", 63, "-"),
        Answer("-6 15:11", 50, "-"),
        Answer("-6 15:12", 64, "-"),
        Answer("-6 15:14", 67, "2x3", "new copies carry made-up names"),
        Answer("-6 15:16", 65, "-"),
        Answer("-6 15:17", 68, "-"),
    ], "-6 15:20"),
    Review("eli", [
        Answer("-2 14:40", 61, "4x4", "vendor mail, no date"),
        Answer("-2 14:44", 63, "3x5", "of a sample, one address in nine fails"),
        Answer("-2 14:48", 64, "-"),
        Answer("-2 14:51", 68, "4x2", "two more have booked their leave"),
        Answer("-2 14:54", 90, "3x2", "their lead has asked for a demo"),
    ], "-2 14:58"),
]  # fmt: skip
"""The second one ran out of time: who knows SSO, the licences and the test data were not looked at."""

THREATENED = {
    50: [54], 61: [71, 42, 58], 62: [51], 63: [85, 73], 64: [79], 65: [73], 67: [79], 68: [81],
}  # fmt: skip
"""What each of them would hit, every one by its delay: so three in a row that R61 hits move Beta by six days."""

MITIGATED = {61: [98, 102], 63: [84], 64: [79, 72], 65: [53], 67: [29], 68: [100]}
"""The cards that are to lower each of them."""


class Occurred(NamedTuple):
    """A risk that came true: when, who said so, the risk's number, that of its issue, and what the issue says."""

    at: str
    person: str
    number: int
    issue: int
    fields: dict[str, str]


OCCURRED = Occurred(
    "-1 17:12", "eli", 50, 124,
    {"title": "Carrier's test account has run out", "parent": "6", "event": "it has run out, mid-test"},
)  # fmt: skip
