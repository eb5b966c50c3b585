"""`pmtui decide`: approve, reject or defer a decision or a change, with the reason and who decided."""

import argparse

from pmtui.cli.call import Call, text_of
from pmtui.errors import Usage

VERBS = ("approve", "reject", "defer")


def options_decide(parser: argparse.ArgumentParser) -> None:
    """The words of `decide`."""
    parser.add_argument("ref", metavar="REF", help="a decision or a change; several with commas: 70,72")
    parser.add_argument("verdict", metavar="|".join(VERBS), help="what is decided")
    parser.add_argument("reason", nargs="+", metavar="REASON", help="one line why; @eli who decided, ^fri until when")
    parser.epilog = (
        "What is approved or rejected is done; what is deferred waits on, until the day that is said. Who decided is\n"
        "whom the line names, else you. `pmtui undo` takes it back.\n\n"
        "  pmtui decide D70 approve one realm for both brands @eli\n"
        "  pmtui decide C66 reject no money left this year @eli @fay\n"
        "  pmtui decide 72 defer the vendor answers on Thursday ^fri"
    )


def run_decide(call: Call) -> int:
    """Decide."""
    from pmtui.actions.decisions import decide

    options, settings = call.options, call.settings
    near = [verb for verb in VERBS if verb.startswith(options.verdict.casefold())]
    if len(near) != 1:
        raise Usage(f"the form is `pmtui decide REF {'|'.join(VERBS)} REASON`")
    with call.writing() as plan:
        ids, line = call.ids(plan, [options.ref]), text_of(options.reason)
        call.tell(decide(plan, ids, near[0], line, week_start=settings.week_start, day_first=settings.day_first))
    return 0
