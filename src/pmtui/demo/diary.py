"""What happened in the demo plan, and when: planning, the way of each card over the board, checks, words, changes.

An instant is `-5 09:40`, counted as in `days.py`; without a time of day it is some moment of that day's work.
"""

from typing import NamedTuple

PLANNED = [
    ("-15 11:30", "Sprint 13", [8, 14, 9, 11, 13, 10, 15, 17, 18, 19, 20, 23]),
    ("-10 10:10", "Sprint 13", [21, 22, 24, 25, 27, 28, 29, 31, 49]),
    ("-5 11:15", "Sprint 14", [47, 42, 38, 36, 40, 51, 33, 55, 57]),
    ("-2 10:30", "", [44, 53, 58, 60, 72, 76]),
]
"""Cards that Ana moved to Ready in one go, in their order, and the sprint they were taken into."""

JOURNEYS = {
    8: "-15 13:10, -14, -, -14",
    14: "-15 13:25, -15 16:40, -, -13",
    9: "-15 13:05, -13, -12, -12",
    11: "-15 14:00, -14, -13, -13",
    10: "-14, -13, -12, -11",
    13: "-15 13:40, -13, -12, -11",
    15: "-14, -12, -11, -10",
    18: "-13, -11, -10, -9",
    17: "-14 09:20, -11, -10, -8 14:05",
    19: "-11, -9, -8, -8",
    20: "-14 09:35, -10, -9, -7 15:30",
    23: "-13 09:15, -10, -9, -7 16:10",
    21: "-9, -8, -7, -6 11:20",
    22: "-10 13:20, -8, -7, -6 15:40",
    24: "-8, -7, -6, -5 13:30",
    25: "-8, -6, -5, -4 10:45",
    27: "-7, -6, -5, -4 16:20",
    28: "-6, -5, -4, -3 11:10",
    29: "-7 09:30, -5, -3, -2 15:05",
    31: "-6 09:50, -3, -2, -1 15:20",
    47: "-5 13:15, -3, -2, -1 16:45",
    49: "-10d 09:05",
    42: "-5 12:00",
    38: "-5 13:30, -2 11:40",
    36: "-5 14:00, -3, -1 10:40",
    40: "-4, -3, -2 16:00",
    51: "-4 09:45",
    33: "-3, -1 13:30",
    55: "-2 11:00",
    57: "-2 14:10",
    44: "-1 10:05",
    35: "-13, -12, -, -10",
    46: "-9, -5, -, -4",
    34: "-1 11:30",
    95: "-3 13:00, -1 17:20",
}
"""When a card entered Doing, Review, Test and Done, as far as it has come; `-` where it passed one by."""

REVIEWERS = {"ana": "gus", "ben": "chi", "chi": "ben", "dee": "chi", "eli": "gus", "fay": "ana", "gus": "eli"}
"""Who reads whose work, and moves it on to Test."""


class Checklist(NamedTuple):
    """A card's checks: when its owner wrote them down, what they are, and when the first ones were ticked, in order."""

    at: str
    texts: str
    ticked: str


CHECKLISTS = {
    9: Checklist(
        "-15 13:20", "network, database, queue, names and certificates", "-14, -13 10:00, -13 11:30, -12 09:30"
    ),
    20: Checklist(
        "-14 09:50",
        "happy path, declined card, time-out, amount in the log without the card, texts",
        "-13, -12 10:40, -10 09:10, -10 09:15, -8",
    ),
    23: Checklist("-13 09:30", "build, roll out, roll back, who may press the button", "-12, -11 17:00, -10 09:05, -9"),
    25: Checklist("-8 17:30", "wrong password, locked account, screen reader", "-7, -6 09:10, -5 09:15"),
    22: Checklist("-10 13:30", "pictures, variants, price for the customer's group", "-9, -8 09:10, -7 09:15"),
    31: Checklist("-6 10:00", "add, change, remove, merge at sign-in", "-5, -4 11:00, -4 15:40, -3 09:05"),
    47: Checklist("-5 13:30", "limits agreed, answer 429 with a time to wait, chart", "-4, -3 09:10, -3 09:12"),
    42: Checklist(
        "-5 11:50",
        "backoff with jitter, idempotency key, metrics, docs, demo data",
        "-4 16:30, -1 13:35, -1 16:05",
    ),
    36: Checklist("-5 14:20", "by brand, by price, by stock, the address keeps the filter", "-4 14:25, -3 09:20"),
    81: Checklist("-2 14:45", "people invited, cases written, data loaded, findings sorted, signed", ""),
    86: Checklist("-2 14:55", "freeze, last migration, names switched, smoke test, go or no-go, message out", ""),
    123: Checklist("-1 17:15", "database, cluster, provider's portal", ""),
}

DIARY = [
    ("-15 11:45", "ana", "describe", 20, "As a customer I pay by card and know at once whether it went through.\n\n"
     "The card's data never touch our servers: the provider's page is shown inside ours."),
    ("-15 11:50", "ana", "describe", 42, "As a customer I want a payment that failed on the way to be tried again, "
     "so that I need not order twice.\n\nAt most four attempts, the pause doubles, each a little off so that they do "
     "not come all at once. A declined card is never tried again."),
    ("-15 14:20", "ana", "link FS", 9, "23"),
    ("-15 14:21", "ana", "link FS", 13, "31"),
    ("-15 14:22", "ana", "link FS", 14, "20"),
    ("-15 14:23", "ana", "link FS", 17, "36"),
    ("-15 14:24", "ana", "link FS", 31, "42"),
    ("-15 16:10", "eli", "comment", 9, "Same size as production but one database node. Costs are with finance."),
    ("-14 10:10", "gus", "comment", 14, "Test keys are in the vault, live ones follow once the contract is signed."),
    ("-14 14:30", "chi", "comment", 10, "The product system sends prices as text, some with a comma. I convert them."),
    ("-13 09:45", "fay", "comment", 11, "Trade customers see the net price first, everybody else the gross one."),
    ("-13 15:10", "dee", "comment", 11, "Checked with the four rates and with exempt customers."),
    ("-12 11:30", "ana", "block", 20, "provider has not opened our merchant account"),
    ("-12 11:40", "eli", "comment", 20, "Called their support. They wait for a signature of ours; it is on the desk."),
    ("-12 15:00", "eli", "block", 23, "no rights on the cluster's registry"),
    ("-12 16:00", "dee", "comment", 13, "Quantity 0 removes the line, as it should. Negative ones are refused."),
    ("-11 10:15", "ana", "unblock", 20, ""),
    ("-11 16:30", "eli", "unblock", 23, ""),
    ("-11 16:35", "ben", "comment", 19, "The link works once, for thirty minutes. Old ones lead to a friendly page."),
    ("-11 17:05", "fay", "describe", 57, "The service desk finds the order, says how much and why, and sees when "
     "the money is on its way.\n\nAbove 500 EUR a second person confirms."),
    ("-9 09:40", "ana", "drop", 26, "nobody asked for it in three years"),
    ("-9 11:20", "ana", "link FS", 58, "76"),
    ("-9 11:21", "ana", "link FS", 42, "58"),
    ("-9 11:24", "ana", "link FS", 51, "53"),
    ("-9 11:25", "ana", "link relates", 42, "69"),
    ("-9 11:26", "ana", "link FS", 58, "71"),
    ("-9 11:28", "ana", "link relates", 70, "51"),
    ("-9 11:32", "ana", "link FF", 60, "57 1d"),
    ("-9 11:33", "ana", "link FS", 40, "79"),
    ("-9 11:34", "ana", "link FS", 71, "81"),
    ("-9 11:35", "ana", "link FS", 71, "79"),
    ("-9 11:36", "ana", "link FS", 81, "82"),
    ("-9 11:37", "ana", "link FS", 82, "75"),
    ("-9 11:38", "ana", "link SS", 81, "80 2d"),
    ("-9 11:39", "ana", "link FS", 84, "85"),
    ("-9 11:40", "ana", "link FS", 75, "85"),
    ("-9 11:41", "ana", "link FS", 79, "82"),
    ("-9 11:41", "ana", "link FS", 80, "85"),
    ("-9 11:41", "ana", "link FS", 85, "86"),
    ("-9 11:42", "ana", "link FS", 86, "73"),
    ("-9 11:43", "ana", "link FS", 73, "87"),
    ("-9 11:44", "ana", "link FS", 83, "73"),
    ("-9 11:45", "ana", "link FS", 7, "71"),
    ("-9 11:51", "ana", "link FS", 73, "88"),
    ("-9 14:00", "chi", "comment", 18, "We show a lorry above ten pieces and the number below. Fay likes it."),
    ("-8 10:00", "gus", "comment", 21, "Rehearsed on a copy: four minutes of standstill, the indexes come afterwards."),
    ("-8 15:15", "fay", "comment", 22, "Pictures load late on a phone. I send smaller ones."),
    ("-7 13:15", "ana", "archive", 30, ""),
    ("-7 15:35", "ana", "comment", 20, "First real payment of one cent went through."),
    ("-7 15:50", "gus", "comment", 20, "And came back as a refund a minute later."),
    ("-6 09:40", "ana", "comment", 49, "What is left of the old cron table? I count nine entries."),
    ("-6 10:05", "gus", "comment", 49, "Seven by now. The invoice run is the hard one, it wants to be alone."),
    ("-6 10:20", "gus", "set", 49, "percent=20"),
    ("-6 11:00", "gus", "move", 59, "Ready"),
    ("-6 16:00", "fay", "comment", 66, "Sales asks: three of ten orders are paid with a voucher."),
    ("-5 09:40", "ana", "describe", 51, "Staff of the service desk sign in with the account they have already.\n\n"
     "Out of scope: customers. They keep their password."),
    ("-5 11:20", "ana", "set", 42, "field.branch=feat/42-payment-retry"),
    ("-5 15:10", "chi", "set", 38, "field.branch=feat/38-order-import"),
    ("-5 16:40", "ana", "set", 42, "percent=20"),
    ("-4 10:20", "ben", "set", 51, "field.branch=feat/51-sso"),
    ("-4 11:15", "chi", "comment", 38, "Half of the files have a semicolon and a byte order mark. Both are read now."),
    ("-4 15:20", "ana", "block", 42, "the sandbox signs its messages with another key"),
    ("-4 16:31", "ben", "link blocks", 93, "51"),
    ("-4 16:35", "ana", "set", 42, "percent=40"),
    ("-4 17:15", "gus", "link causes", 61, "94"),
    ("-4 17:20", "ben", "set", 51, "percent=20"),
    ("-3 10:10", "eli", "comment", 93, "The form is in. They say two working days."),
    ("-3 13:20", "fay", "comment", 57, "Is the amount net or gross? The desk only sees gross."),
    ("-3 14:12", "ana", "link causes", 99, "66"),
    ("-3 14:13", "ana", "link satisfies", 58, "102"),
    ("-3 14:14", "ana", "link relates", 97, "66"),
    ("-3 14:15", "ana", "link relates", 100, "104"),
    ("-3 16:45", "gus", "set", 49, "percent=50"),
    ("-3 17:05", "ben", "set", 51, "percent=30"),
    ("-2 09:40", "ana", "unblock", 42, ""),
    ("-2 09:42", "ana", "comment", 42, "They sent the key at last. Blocker gone."),
    ("-2 09:43", "ana", "set", 42, "estimate=8/9/10d"),
    ("-2 10:15", "gus", "set", 49, "estimate=7/8/9d"),
    ("-2 11:05", "eli", "comment", 55, "The authority sends its proof to a mailbox that is gone. New one ordered."),
    ("-2 13:40", "gus", "set", 58, "estimate=3/4/9d"),
    ("-2 13:41", "gus", "comment", 58, "Their refund takes two calls, the answer comes hours later: twice the work."),
    ("-2 15:02", "ana", "link verifies", 79, "64"),
    ("-2 15:10", "ana", "set", 71, "due={+9}"),
    ("-2 15:11", "ana", "set", 75, "due={+22}"),
    ("-2 15:12", "ana", "set", 73, "due={+32}"),
    ("-2 15:13", "ana", "comment", 73, "Beta and Go-live move by a week: the firewall and the provider together."),
    ("-2 16:20", "ana", "place", 69, "- 1"),
    ("-2 16:21", "ana", "place", 74, "- 69"),
    ("-2 16:22", "ana", "place", 66, "69 1"),
    ("-2 16:23", "ana", "place", 91, "66 1"),
    ("-2 16:24", "ana", "place", 92, "91 1"),
    ("-3d 09:12", "ben", "block", 51, "firewall rule 8443, with IT security"),
    ("-1 09:30", "eli", "move", 106, "Ready"),
    ("-1 10:10", "ana", "place", 44, "51 55"),
    ("-1 10:11", "ana", "place", 49, "57 -"),
    ("-1 10:30", "dee", "set", 40, "estimate=3/4/5d percent=70"),
    ("-1 10:45", "dee", "set", 36, "estimate=6/8/10d percent=60"),
    ("-1 10:50", "dee", "comment", 36, "Filter by stock and by price together finds nothing. Looking."),
    ("-1 11:02", "gus", "comment", 42, "Use the idempotency key, then a second attempt costs nobody anything."),
    ("-1 11:20", "eli", "place", 111, "92 1"),
    ("-1 11:40", "fay", "comment", 33, "All eleven texts are in, two of them still too long for a phone."),
    ("-1 11:41", "fay", "set", 33, "estimate=3d percent=80"),
    ("-1 13:35", "chi", "set", 38, "percent=90"),
    ("-1 13:40", "chi", "comment", 38, "Ready to be read. The tests hold one file a quirk."),
    ("-1 15:25", "ben", "comment", 31, "Live on staging, the old basket is switched off."),
    ("-1 16:10", "ana", "set", 42, "percent=60"),
    ("-1 16:20", "chi", "set", 44, "percent=30"),
    ("-1 16:30", "fay", "set", 57, "percent=30"),
    ("-1 16:50", "ana", "comment", 47, "Sixty requests a minute and address, agreed with operations."),
    ("-1 17:02", "ben", "set", 51, "percent=45 estimate=6/8/10d"),
    ("-1 17:05", "ben", "comment", 51, "Everything but the rule for port 8443 is done on our side."),
    ("0 08:35", "dee", "comment", 40, "Draft is on the share; numbers from marketing come at noon."),
    ("0 08:50", "gus", "comment", 49, "Only the invoice run is left."),
    ("0 08:52", "gus", "set", 49, "percent=80"),
]  # fmt: skip
"""When, who, what they did, to which item, and the words that go with it: a text, a reason, what was set (several
fields are parted by blanks), the other item (and a lag), or the items above and below.
"""
