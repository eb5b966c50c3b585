"""`pmtui risk`: the words of the risk register; each verb leads to the room where it is done."""

import argparse
from importlib import import_module
from typing import NamedTuple

from pmtui.cli.call import Call
from pmtui.errors import Usage

EPILOG = """\
QUERY and the tokens in TEXT are those of `pmtui list` and `pmtui add`. A risk is a title, or a sentence: because a
cause, it may be that an event, so that an effect. Levels go from 1 to 5; `pmtui risk scales` says what each one means.

  pmtui risk                                  the register: late reviews first, then by score
  pmtui risk add "Vendor API slip @eli" --p 4 --i 4
  pmtui risk add "because there is no sandbox it may be that the API is late so that the beta slips 4x4"
  pmtui set R61 cost=10k/20k/40k delay=2/5/10d chance=60% trigger="no sandbox" trigger_date=fri
  pmtui risk score R61 44 --reason "no date in the vendor's mail"
  pmtui risk review R61 R62                   looked at, unchanged; alone it asks about each in turn
  pmtui risk respond R61 accept --fallback "mock server"
  pmtui risk action R61 "Build a mock server ~3d @gus ^fri"
  pmtui risk happened R61                     it becomes an issue
  pmtui risk scales --toml > scales.toml      and, edited: pmtui risk scales --set scales.toml"""


class Verb(NamedTuple):
    """A word after `risk`. Its room `cli/<module>.py` holds `risk_<verb>(call, words)`; `options` are its own."""

    module: str
    options: tuple[str, ...]


_CHANGING = "risk_changing"
_ADD = ("opportunity", "p", "i", "cause", "event", "effect", "category")
VERBS = {
    "list": Verb("risk_register", ("closed",)), "show": Verb("risk_page", ()), "matrix": Verb("risk_matrix", ()),
    "add": Verb(_CHANGING, _ADD), "score": Verb(_CHANGING, ("reason",)), "respond": Verb(_CHANGING, ("fallback",)),
    "action": Verb(_CHANGING, ()), "happened": Verb(_CHANGING, ()), "next": Verb(_CHANGING, ()),
    "review": Verb("risk_review", ()), "scales": Verb("risk_scales", ("toml", "set")),
    "categories": Verb("risk_scales", ("set",)), "prompts": Verb("risk_scales", ()),
}  # fmt: skip


def options_risk(parser: argparse.ArgumentParser) -> None:
    """The words of `risk`."""
    parser.add_argument("words", nargs="*", metavar=f"[{'|'.join(VERBS)}] WORD", help="list, where no verb is said")
    parser.add_argument("--closed", action="store_true", default=None, help="list: the closed ones too")
    parser.add_argument(
        "--opportunity", action="store_true", default=None, help="add: something that would help, not harm"
    )
    for name, word in (("p", "probability"), ("i", "impact")):
        parser.add_argument(f"--{name}", metavar="1-5", type=int, help=f"add: the level of its {word}")
    for name in ("cause", "event", "effect", "category"):
        parser.add_argument(f"--{name}", metavar="TEXT", help=f"add: its {name}")
    parser.add_argument("--reason", metavar="TEXT", help="score: why; needed where a score changes by 4 or more")
    parser.add_argument("--fallback", metavar="TEXT", help="respond: what is done if it comes, or none")
    parser.add_argument("--toml", action="store_true", default=None, help="scales: in the form that --set reads")
    parser.add_argument(
        "--set", metavar="WHAT", help="scales: a FILE, - for stdin, pmbok, usual; categories: a FILE, one a line"
    )
    parser.add_argument("--json", action="store_true", help="what there is, or what was changed, as JSON")
    parser.epilog = EPILOG


def run_risk(call: Call) -> int:
    """Do what the verb says."""
    words = list(call.options.words)
    name = words.pop(0) if words and words[0] in VERBS else "list"
    for option in dict.fromkeys(option for verb in VERBS.values() for option in verb.options):
        if getattr(call.options, option) is not None and option not in VERBS[name].options:
            wanted = " or ".join(f"risk {verb}" for verb, one in VERBS.items() if option in one.options)
            raise Usage(f"--{option} belongs to `pmtui {wanted}`, not to `risk {name}`")
    return int(getattr(import_module(f"pmtui.cli.{VERBS[name].module}"), f"risk_{name}")(call, words))
