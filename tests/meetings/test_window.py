"""The standup's window, whatever the clock does: nothing that was done is lost between two standups."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from pmtui.actions import notes
from pmtui.meetings.window import Window
from tests.meetings.teams import held, standup
from tests.store.plans import add, clock, quick_plan

DAYS = st.lists(st.one_of(st.just("hold"), st.just("work"), st.integers(0, 2_000)), max_size=12)


def told(steps: list[str | int]) -> tuple[list[str], list[str]]:
    """What was done, and what the standups told of it; numbers are minutes by which the clock moves."""
    with TemporaryDirectory() as folder, clock() as time, quick_plan(Path(folder) / "pmtui.db") as plan:
        (card,) = add(plan, "SSO in:doing @ana")
        held(plan)
        done, heard = list[str](), list[str]()
        for step in [*steps, "hold"]:
            if step == "work":
                done.append(f'comment "{len(done)}"')
                notes.comment(plan, [card], str(len(done) - 1))
            elif step == "hold":
                of = standup(plan)
                heard += [change.text for turn in of.agenda.turns for change in turn.changed]
                of.close()
            else:
                time.wind(minutes=int(step))
    return done, heard


@settings(max_examples=25)
@given(DAYS)
def test_everything_is_told_exactly_once(steps: list[str | int]) -> None:
    done, heard = told(steps)
    assert sorted(heard) == sorted(done)


@settings(max_examples=25)
@given(st.lists(st.one_of(st.just("hold"), st.just("work"), st.integers(-2_000, 2_000)), max_size=12))
def test_a_clock_that_jumps_back_loses_nothing(steps: list[str | int]) -> None:
    done, heard = told(steps)
    assert set(heard) >= set(done)


def test_a_window_someone_chose_begins_with_its_instant() -> None:
    assert Window(1_000).holds(1_000, 0)
    assert not Window(1_000).holds(999, 2**60)
