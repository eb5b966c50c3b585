"""Work that moves: start, done, move, block, unblock, drop."""

import argparse

from pmtui.cli.call import Call, is_ref, text_of
from pmtui.errors import Usage

REFS_HELP = "42, ORD-42, several, 41,42 or 41-44"


def refs_option(parser: argparse.ArgumentParser, *, needed: bool = True) -> None:
    """The items a command is about; where they are not needed, the git branch tells."""
    if needed:
        parser.add_argument("refs", nargs="+", metavar="REF", help=REFS_HELP)
    else:
        parser.add_argument("refs", nargs="*", metavar="REF", help=f"{REFS_HELP}; without one, the git branch's item")


def refs_or_branch(call: Call, words: list[str]) -> list[str]:
    """The words, or where there are none the item of the git branch; Usage where that tells nothing."""
    if words:
        return words
    from pmtui.cli.branch import item_of_branch

    ref = item_of_branch(call.settings.branch_name)
    if ref is None:
        raise Usage("say which item: this is no git branch of an item, such as feat/42-pay-retry")
    return [ref]


def refs_then_text(call: Call, words: list[str]) -> tuple[list[str], list[str]]:
    """Items and the text behind them; a first word that is no number makes all of it text on the branch's item."""
    if words and is_ref(words[0]):
        return [words[0]], words[1:]
    return refs_or_branch(call, []), words


def options_start(parser: argparse.ArgumentParser) -> None:
    """The words of `start`."""
    refs_option(parser)
    branch = parser.add_mutually_exclusive_group()
    branch.add_argument("--branch", action="store_true", default=None, help="also switch to the item's git branch")
    branch.add_argument(
        "--no-branch", action="store_false", dest="branch", help="leave git alone, whatever the settings say"
    )
    parser.add_argument("--timer", action="store_true", help="also start your timer on it; see `pmtui timer`")
    parser.epilog = (
        "  pmtui start 42 --branch      moves 42 to the first active column and switches to feat/42-pay-retry"
    )


def run_start(call: Call) -> int:
    """Begin work, and switch git branches if that is wanted."""
    from pmtui.actions.flow import start

    with call.writing() as plan:
        ids = call.ids(plan, call.options.refs)
        call.tell(start(plan, ids, timer=call.options.timer))
        wanted = call.settings.branch if call.options.branch is None else call.options.branch
        if wanted:
            from pmtui.cli.branch import switch
            from pmtui.store.read import item

            switch([item(plan, id) for id in ids], call.settings.branch_name, plan.path)
    return 0


def options_done(parser: argparse.ArgumentParser) -> None:
    """The words of `done`."""
    refs_option(parser, needed=False)
    parser.epilog = "  pmtui done 42 43     or, on the branch feat/42-pay-retry, just: pmtui done"


def run_done(call: Call) -> int:
    """Finish items."""
    from pmtui.actions.flow import done

    with call.writing() as plan:
        call.tell(done(plan, call.ids(plan, refs_or_branch(call, call.options.refs))))
    return 0


def options_move(parser: argparse.ArgumentParser) -> None:
    """The words of `move`."""
    parser.add_argument(
        "words", nargs="+", metavar="REF... COLUMN", help=f"{REFS_HELP}; last the column, by name or category"
    )
    parser.epilog = '  pmtui move 42 Review\n  pmtui move 41-44 "In progress"'


def run_move(call: Call) -> int:
    """Move items to a column."""
    from pmtui.actions.flow import move

    *words, column = call.options.words
    if not words:
        raise Usage("say which item and which column: `pmtui move 42 Review`")
    with call.writing() as plan:
        call.tell(move(plan, call.ids(plan, words), column))
    return 0


def options_block(parser: argparse.ArgumentParser) -> None:
    """The words of `block`."""
    parser.add_argument("words", nargs="+", metavar="[REF] REASON", help="the item (else the git branch's) and why")
    parser.epilog = '  pmtui block 42 "waiting for sandbox keys"\n  pmtui block 41,42 the firewall rule is missing'


def run_block(call: Call) -> int:
    """Mark items blocked."""
    from pmtui.actions.flow import block

    refs, reason = refs_then_text(call, call.options.words)
    with call.writing() as plan:
        call.tell(block(plan, call.ids(plan, refs), text_of(reason)))
    return 0


def options_unblock(parser: argparse.ArgumentParser) -> None:
    """The words of `unblock`."""
    refs_option(parser)


def run_unblock(call: Call) -> int:
    """Clear the block of items."""
    from pmtui.actions.flow import unblock

    with call.writing() as plan:
        call.tell(unblock(plan, call.ids(plan, call.options.refs)))
    return 0


def options_drop(parser: argparse.ArgumentParser) -> None:
    """The words of `drop`."""
    parser.add_argument("words", nargs="+", metavar="REF... [REASON]", help=f"{REFS_HELP}; then why, if you like")
    parser.add_argument("--reason", metavar="TEXT", default="", help="why it will not be done")
    parser.epilog = '  pmtui drop 42 "covered by 51"      pmtui move 42 Ready brings it back'


def run_drop(call: Call) -> int:
    """Decide not to do items."""
    from pmtui.actions.flow import drop

    words = call.options.words
    count = next((place for place, word in enumerate(words) if not is_ref(word)), len(words))
    with call.writing() as plan:
        # A first word that is no number is left for `ids` to complain about.
        call.tell(drop(plan, call.ids(plan, words[: count or 1]), " ".join(words[count or 1 :]) or call.options.reason))
    return 0
