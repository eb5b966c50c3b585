"""Keys that arrive in one piece, as over a slow line, are typed in their order: no letter is lost or acts elsewhere."""

from pathlib import Path

import pytest

from pmtui.store import read
from pmtui.store.plan import Plan
from tests.tui.test_app_pty import pmtui, ready

PIECES = {
    "quick add": ("nFix the login\r", "Fix the login"),
    "two cards": ("nThree\r\x1bnFour\r", "Four"),
    "a meeting and what is caught in it": ("SpWhere do we park\r", "Where do we park"),
    "a meeting by its letter": ("MsaDo it soon\r", "Do it soon"),
    "out of a dialog and on": ("\r\x1bnAfter the dialog\r", "After the dialog"),
    "a long line": (f"n{'word ' * 40}\r", ("word " * 40).strip()),
}


@pytest.mark.parametrize("piece", PIECES)
def test_keys_in_one_piece_do_what_they_do_one_by_one(plan: Plan, piece: str) -> None:
    typed, title = PIECES[piece]
    before = len(read.items(plan))
    with pmtui(plan.path) as t:
        ready(t)
        t.send(typed)
        t.wait_for(title[:20])
        t.settle(0.6)
    made = read.items(plan)[before:]
    assert made
    assert made[-1].title == title
    assert len(made) == (2 if piece == "two cards" else 1)


def test_many_keys_in_one_piece_are_drawn_once(demo_path: Path) -> None:
    """Holding a key over a slow line costs no screen for each press."""
    with pmtui(demo_path) as t:
        ready(t)
        single = t.press("j")
        burst = t.press("j" * 4 + "k" * 4 + "j" * 4)
        assert burst < 6 * max(single, 300)
