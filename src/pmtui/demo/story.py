"""Who and what the demo plan is about: its people and projects, and every item somebody wrote down as a quick-add line.

Dates stand in braces: `{+4}` is four working days from the present, `{-2d}` two calendar days before it.
"""

from typing import NamedTuple

DOMAIN = "example.org"

PEOPLE = {
    "ana": ("Ana Lindqvist", "project lead", 8.0),
    "ben": ("Ben Okafor", "developer", 8.0),
    "chi": ("Chi Nguyen", "developer", 8.0),
    "dee": ("Dee Marsh", "tester", 8.0),
    "eli": ("Eli Rosen", "operations", 6.0),
    "fay": ("Fay Castellano", "design", 8.0),
    "gus": ("Gus Weber", "developer", 4.0),
}
"""Code: name, role, hours a day; in the order of joining."""

PROJECTS = {
    "ORD": {
        "name": "Order portal",
        "description": "Customers of the wholesale shop order, pay and get their money back by themselves.",
        "goal": "First paid order on staging",
        "start": "{-15}",
        "finish": "{+43}",
        "contingency": "14.5k",
        "currency": "EUR",
    },
    "OPS": {
        "name": "Operations",
        "description": "What keeps the servers of all shops running.",
        "goal": "Nothing expires unseen",
    },
}
TEMPLATES = {"ORD": "scrum", "OPS": "kanban"}

COLUMNS = {
    "Ready": {"wip": "5", "policy": "Estimated, its checks are known, nobody outside is asked first"},
    "Doing": {"policy": "Two cards each at most; blocked cards stay, with their reason"},
    "Review": {"policy": "Read within a day, by somebody who has not written it"},
    "Test": {"policy": "On staging, with the checks of the card"},
}
"""What the order portal's columns add to their template."""


class Batch(NamedTuple):
    """Items somebody wrote down in one go, by number."""

    at: str
    person: str
    lines: dict[int, str]


ITEMS = [
    Batch(
        "-15 09:10",
        "ana",
        {
            1: "Platform and environments type:epic @eli",
            2: "Catalogue and search type:epic @chi",
            3: "Basket and checkout type:epic @fay",
            4: "Payments and refunds type:epic @ana",
            5: "Accounts and sign-in type:epic @ben",
            6: "Order handling in the back office type:epic @chi",
            7: "Build type:epic @ana",
        },
    ),
    Batch(
        "-15 09:35",
        "ana",
        {
            8: "Repository, build and branch rules @eli ~1d +2pt under:1 #infra",
            9: "Staging environment in the cluster @eli ~2/3/5d +5pt !high under:1 #infra",
            10: "Catalogue import from the product system @chi ~2/3/6d +5pt under:2",
            11: "Prices with and without VAT @fay ~1/2/3d +2pt under:2",
            12: "Guest checkout type:story ~3/5/8d +5pt under:3",
            13: "Basket page type:story @fay ~2/3/4d +3pt under:3",
            14: "Account and keys at the payment provider @gus ~1d +2pt !high under:4 #payments",
            15: "Address form that knows its postcodes type:story @fay ~2/3/5d +3pt under:3",
            16: "Wish list type:story ~3/5/8d +5pt !low under:2",
            17: "Full-text search over the catalogue type:story @dee ~3/4/8d +5pt under:2 #search",
            18: "Stock shown on the product page type:story @chi ~1/2/4d +2pt under:2",
            19: "Password reset by mail type:story @ben ~2/3/4d +3pt under:5",
            20: "Card payment through the provider type:story @ana ~4/6/12d +8pt !high under:4 #payments",
            21: "Postgres 17 upgrade @gus ~1/2/4d +3pt under:1 #infra",
            22: "Product page type:story @fay ~2/4/6d +5pt under:2 #ux",
            23: "Deploy pipeline that can roll back @eli ~3/4/8d +5pt under:1 #infra",
            24: "Health checks @eli ~1/2/3d +2pt under:1 #infra",
            25: "Login form type:story @chi ~3/4/6d +5pt under:5 #ux",
            26: "Order confirmation by fax type:story ~2d +3pt !low under:6",
            27: "Log format @ben ~1/2/3d +3pt under:1 #infra",
            28: "Error pages @fay ~1/2/4d +3pt under:3 #ux",
            29: "Seed data for staging @gus ~1/2/4d +2pt under:1",
            30: "Dark colours for the shop type:story ~3d +3pt !low under:2 #ux",
            31: "Cart API @ben ~3/4/7d +5pt !high under:3",
            32: "Vouchers in the basket type:story ~3/5/9d +5pt under:3",
            33: "Checkout texts @fay ~1/2/3d +2pt under:3 #ux",
        },
    ),
    Batch(
        "-15 10:20",
        "eli",
        {
            34: "Rotate the signing keys project:OPS @ana ~2h +1pt ^{0d} #security",
            35: "Patch the database servers project:OPS @eli ~1d +2pt #security",
        },
    ),
    Batch(
        "-15 10:45",
        "fay",
        {
            36: "Search filters type:story @dee ~3/4/7d +5pt ^{+3} under:2 #search",
            37: "Sort search results by price type:story ~1/2/3d +2pt under:2 #search",
            38: "CSV import of orders type:story @chi ~3/5/8d +5pt under:6",
            39: "Search forgives misspelled words type:story ~3/5/10d +5pt under:2 #search",
            40: "Load test plan @dee ~1/2/3d +3pt ^{0d} under:2 #launch",
            41: "Pay by invoice type:story ~5/8/12d +8pt under:4 #payments",
            42: "Retry failed payments with jitter @ana @gus ~5/7/12d +5pt !high ^{+4} under:4 #payments",
            43: "Cards remembered for the next order type:story ~3/5/8d +5pt under:4 #payments",
            44: "Basket counts deleted lines type:bug @chi ~1/1.5/3d +2pt under:3",
            45: "Second factor at sign-in type:story ~3/5/8d +5pt under:5 #security",
        },
    ),
    Batch("-14 16:10", "eli", {46: "List of certificates and when they expire project:OPS @eli ~1d +2pt"}),
    Batch(
        "-12 14:20",
        "ana",
        {
            47: "Rate limiting at the gateway @ana ~2/3/5d +3pt under:1 #infra",
            48: "Address book type:story ~2/3/5d +3pt under:5",
            49: "Cron migration to the job queue @gus ~2/4/9d +3pt under:1 #infra",
            50: "Carrier's test account runs out type:risk @chi",
            51: "SSO with Keycloak @ben ~4/6/10d +8pt !high ^{+4} under:5 #sso #security",
            52: "Cancel an order within the hour type:story ~2/3/6d +3pt under:6",
            53: "Audit log export @ben ~2/3/4d +3pt under:6 #security",
            54: "Orders delivered in parts type:story ~5/8/14d +8pt under:6",
            55: "Stage certificate runs out @eli ~2h +1pt !urgent ^{-2d} under:1 #infra",
            56: "Delivery note as PDF type:story ~2/3/4d +3pt under:6",
            57: "Refund workflow for the service desk @fay ~2/3/5d +3pt under:4 #refunds",
            58: "Refund API for card payments @gus ~1/2/3d +5pt !high under:4 #refunds #payments",
        },
    ),
    Batch("-11 11:05", "gus", {59: "Test that a backup comes back project:OPS @gus ~1d +2pt !high start:{+1}"}),
    Batch("-11 15:30", "fay", {60: "Help text for refunds @fay ~1d +1pt under:4 #refunds #ux"}),
    Batch(
        "-10 14:05",
        "ana",
        {
            61: "Vendor API slips type:risk @eli !high",
            62: "Only Ben knows SSO type:risk @ana #sso",
            63: "Migration quality type:risk @chi !high",
            64: "Load above 200 requests per second type:risk @dee",
            65: "Licence audit finds gaps type:risk @eli",
        },
    ),
    Batch("-10 14:40", "fay", {66: "Vouchers are refunded as well type:change ~4/6/10d +8pt under:4 #refunds"}),
    Batch(
        "-10 14:55",
        "ana",
        {
            67: "Personal data in the test data type:risk @chi",
            68: "Staff away at Christmas type:risk @fay",
        },
    ),
    Batch(
        "-9 11:00",
        "ana",
        {
            69: "Dashboard of payment retries ~3/4/6d +5pt under:4 #payments",
            70: "Which identity realm? type:decision @eli !high ^{+2} #sso",
            71: "Beta type:milestone @ana ^{+4} #launch",
            72: "Rate limit by IP address @ana ~1/2/4d +3pt under:1 #infra",
            73: "Go-live type:milestone @ana ^{+27} #launch",
            74: "Nightly clean-up of expired baskets @chi ~1/2/3d +2pt !low under:3",
            75: "Users have accepted type:milestone @fay ^{+19} #launch",
            76: "Refund mail to customers type:story ~1/2/3d +2pt under:4 #refunds",
        },
    ),
    Batch(
        "-9 11:15",
        "ana",
        {
            77: "Test type:epic @dee #launch",
            78: "Roll-out type:epic @eli #launch",
            79: "Load test of search and checkout @dee ~2/3/5d +3pt under:77 #launch",
            80: "Penetration test @eli ~4/6/10d +3pt under:77 #launch #security",
            81: "User acceptance test @fay ~6/8/12d +5pt under:77 #launch",
            82: "Fix and test again @gus ~3/5/10d +5pt under:77 #launch",
            83: "Training for the service desk type:training @fay ~3/4/6d +3pt start:{+15} under:78 #launch",
            84: "Rehearsal of the data migration @chi ~2/4/7d +3pt start:{+13} under:78 #launch",
            85: "Data migration @chi ~3/5/8d +5pt under:78 #launch",
            86: "Cutover @eli ~3/4/5d +2pt under:78 #launch",
            87: "Hypercare @gus ~5d +3pt #launch",
            88: "Later type:epic @ana",
        },
    ),
    Batch(
        "-6 13:30",
        "ana",
        {
            90: "The basket serves the second shop too type:risk @ana",
            91: "Invoice as PDF type:story ~5/8/13d under:88",
            92: "Search for the back office type:story ~3/5/8d under:88 #search",
        },
    ),
    Batch("-4 17:10", "gus", {94: "Provider's sandbox answers 502 at night type:issue @gus under:4 #payments"}),
    Batch("-4 17:40", "eli", {95: "Alarm when the log disk fills up project:OPS @eli ~1/1.5/2d +2pt"}),
    Batch(
        "-3 14:00",
        "ana",
        {
            98: "Mock server for the payment API @chi ~2/3/5d +3pt start:{+1} ^{+4} under:4 #payments",
            99: "Voucher customers wait a week for their money type:complaint @fay #refunds",
            100: "Runbook for the phone on call type:document @eli ~2/3/4d +2pt start:{+5} under:1 #launch",
            101: "Money is back within 14 days of a return type:requirement @fay under:4 #refunds",
            102: "Penalty for late delivery in the contract type:action @eli ~1d start:{+6} ^{+7} under:6",
        },
    ),
    Batch("-2 13:50", "eli", {107: "Move the mail relay project:OPS @eli ~2/3/5d +3pt start:{+3}"}),
    Batch(
        "-1 10:55",
        "dee",
        {
            108: "Alerts repeat every minute type:bug @eli ~1d +1pt start:{+2} under:1 #infra",
            109: "Sold-out products come first in the search type:bug ~1/1.5/3d start:{+5} under:2 #search",
            110: "Postcode form refuses Irish codes type:bug @fay ~1d +1pt start:{+6} under:3",
            111: "Total is off by a cent with three discounts type:bug @chi ~1/2/4d +2pt !high start:{+5} under:3",
        },
    ),
    Batch(
        "-1 14:15",
        "fay",
        {
            112: "Privacy notice in the checkout @fay ~1d +1pt start:{+5} under:3 #ux",
            113: "Consent to the newsletter at sign-up ~1d !low under:88 #ux",
            114: "Checkout works with keyboard and screen reader ~2/3/5d start:{+4} under:3 #ux",
            115: "State of the order by mail type:story ~2/3/4d under:88",
            116: "Parcel tracking from the carrier type:story ~3/4/8d under:88",
        },
    ),
    Batch(
        "-1 15:05",
        "chi",
        {
            117: "Monthly export for the accountants type:story ~2/3/5d under:88",
            118: "Order again with one key type:story ~2/3/4d !low under:88",
            119: "Which carrier serves the islands? type:decision @chi ^{+8} under:6",
            120: "Build remembers its dependencies type:improvement @ben ~1d under:88 #infra",
        },
    ),
    Batch(
        "-1 16:20",
        "eli",
        {
            121: "Order list for the service desk type:story ~3/4/6d under:88",
            122: "Clear out old container images project:OPS ~4h +1pt !low start:{+8}",
        },
    ),
    Batch(
        "-1 17:10",
        "eli",
        {123: "Who may still log in where: quarterly check project:OPS @ana ~1d start:{+9} ^{+9} #security"},
    ),
]
