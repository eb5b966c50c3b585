"""Commits in the standup and the time they suggest: whose they are, what is proposed, accepted, and never twice."""

from pathlib import Path

import pytest

from pmtui.actions import history, notes, people
from pmtui.actions.proposals import Proposal
from pmtui.clock import instant_ms
from pmtui.errors import Refused
from pmtui.meetings.commits import News, news, summary
from pmtui.meetings.git import Commit, Found
from pmtui.meetings.standup import Standup
from pmtui.store.history import of_item
from pmtui.store.plan import Plan
from tests.meetings.repositories import TEMPLATE, Repository, made, read
from tests.meetings.teams import friday, person, standup, texts, turn
from tests.store.plans import Clock, add, copied, join, says_what_its_log_says

SATURDAY = "2026-11-21T"


@pytest.fixture
def cards(plan: Plan, time: Clock) -> list[str]:
    """Cards 1 of Ana and 2 of Ben, both known to git, in a plan whose team met on Friday; it is Monday now."""
    time.set("2026-11-19T10:00:00")
    ids = add(plan, "Retry in:doing @ana", "SSO in:doing @ben")
    people.change(plan, "ana", {"git_email": "ana@example.org"})
    people.change(plan, "ben", {"alias": "ben@home.example.org"})
    friday(time, plan)
    time.set("2026-11-23T09:30:00")
    return ids


def ms(clock: str) -> int:
    return instant_ms(f"{SATURDAY}{clock}:00+00:00")


TWO = [made(ms("10:00"), "jitter #1"), made(ms("10:42"), "key #1")]
"""Ana's hour and two tenths."""


def known(plan: Plan, commits: list[Commit]) -> Standup:
    """A standup that git has told these commits."""
    of = standup(plan)
    of.take(Found(commits, []), TEMPLATE)
    return of


def offers(of: Standup, code: str) -> list[tuple[int, int]]:
    """What git suggests to somebody: numbers and minutes."""
    return [(one.number, one.minutes) for one in of.suggested(turn(of, code))]


def logged(plan: Plan) -> list[tuple[str, int, str]]:
    """The time sheet: who, minutes, whence."""
    return plan.rows(
        "SELECT p.code, t.minutes, t.source FROM time_entry t JOIN person p ON p.id = t.person_id ORDER BY t.minutes"
    )


def accept(of: Standup, code: str) -> str:
    return of.accept(of.suggested(turn(of, code))).message


def test_a_commit_belongs_to_who_is_known_by_its_e_mail_and_to_the_items_it_names(plan: Plan, cards: list[str]) -> None:
    of = known(
        plan,
        [
            *TWO,
            made(ms("11:00"), "realm", "ben@home.example.org", "feat/2-sso"),
            made(ms("11:10"), "ORD-1 and #2", "ben@home.example.org", "feat/9-gone"),
            made(ms("11:20"), "for #77, see below", "ben@home.example.org", "feat/2-sso"),
            made(ms("11:30"), "clean up", "ben@home.example.org", "main"),
            made(ms("12:00"), "of a stranger #1", "zoe@example.org"),
        ],
    )
    assert {code: [one.numbers for one in of.news.commits[person(plan, code)]] for code in ("ana", "ben")} == {
        "ana": [(1,), (1,)],
        "ben": [(2,), (1, 2), (2,), ()],
    }
    assert len(of.news.commits) == 2
    assert summary(of.news.commits[person(plan, "ben")]) == "2 commits on feat/2-sso, 1 on feat/9-gone, 1 on main"


def test_commits_are_told_from_the_window_on_but_time_is_proposed_for_whole_days(plan: Plan, cards: list[str]) -> None:
    before, after = instant_ms("2026-11-20T09:12:00+00:00"), instant_ms("2026-11-20T10:00:00+00:00")
    of = known(plan, [made(before, "before the standup #1"), made(after, "after it #1")])
    ana = turn(of, "ana")
    assert [one.subject for one in of.news.since(ana.person.id, ana.since.since)] == ["after it #1"]
    assert offers(of, "ana") == [(1, 78)]
    assert offers(known(plan, [made(before, "before the standup #1")]), "ana") == [], "that was Friday's"


def test_accepting_logs_the_time_and_keeps_the_commits_in_one_step_of_the_meeting(plan: Plan, cards: list[str]) -> None:
    of = known(plan, TWO)
    assert offers(of, "ana") == [(1, 72)]
    assert accept(of, "ana") == "1h12 on 1 logged, 2 commits kept"
    assert offers(of, "ana") == []
    assert logged(plan) == [("ana", 72, "git")]
    assert [(e.field, e.new, e.at) for e in of_item(plan, cards[0]) if e.cause == "git"] == [
        ("commit", f"{TWO[0].sha[:7]} jitter #1", TWO[0].at), ("commit", f"{TWO[1].sha[:7]} key #1", TWO[1].at),
    ]  # fmt: skip
    history.undo(plan)
    of.refresh()
    assert logged(plan) == []
    assert offers(of, "ana") == [(1, 72)], "and it can be accepted again"
    accept(of, "ana")
    assert logged(plan) == [("ana", 72, "git")]
    assert says_what_its_log_says(plan)


def test_what_somebody_else_accepts_for_the_speaker_is_the_speakers_time(plan: Plan, cards: list[str]) -> None:
    of = known(plan, [made(ms("11:00"), "realm #2", "ben@home.example.org")])
    accept(of, "ben")
    assert logged(plan) == [("ben", 30, "git")]
    assert texts(of, "ben") == ["2 time 30m"]
    assert texts(of, "ana") == []


def test_nothing_is_proposed_twice_whatever_became_of_the_commits(plan: Plan, cards: list[str]) -> None:
    accept(known(plan, TWO), "ana")
    rebased = [one._replace(sha=f"b{one.sha[1:]}", subject=f"{one.subject}, again") for one in TWO]
    assert offers(known(plan, rebased), "ana") == []
    with pytest.raises(Refused, match="git suggests nothing to log"):
        known(plan, rebased).accept([])


def test_later_commits_of_the_day_add_to_what_was_accepted(plan: Plan, cards: list[str]) -> None:
    accept(known(plan, TWO), "ana")
    more = [*TWO, made(ms("11:30"), "and the alert #1")]
    of = known(plan, more)
    assert offers(of, "ana") == [(1, 48)]
    accept(of, "ana")
    assert logged(plan) == [("ana", 120, "git")], "one entry a day and item"
    history.undo(plan)
    assert logged(plan) == [("ana", 72, "git")]


def test_what_was_logged_by_hand_that_day_is_not_proposed(
    plan: Plan, cards: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    notes.log_time(plan, cards[0], 45, "2026-11-21")
    notes.log_time(plan, cards[0], 45, "2026-11-20")
    sunday = made(instant_ms("2026-11-22T10:00:00+00:00"), "on Sunday #1")
    assert offers(known(plan, [*TWO, sunday]), "ana") == [(1, 30)]


def test_commits_from_the_future_suggest_nothing(plan: Plan, cards: list[str]) -> None:
    assert offers(known(plan, [made(instant_ms("2026-11-23T10:00:00+00:00"), "not yet #1")]), "ana") == []


def test_two_copies_that_accept_the_same_hold_it_once_when_merged(
    plan: Plan, cards: list[str], tmp_path: Path, time: Clock
) -> None:
    with copied(plan, tmp_path / "copy.db", "ana") as other:
        accept(known(plan, TWO), "ana")
        time.wind(minutes=1)
        accept(known(other, TWO), "ana")
        join(plan, other)
        assert logged(plan) == [("ana", 72, "git")]
        assert plan.one("SELECT count(*) FROM git_commit") == (2,)
        assert offers(known(plan, TWO), "ana") == []
        assert says_what_its_log_says(plan)


def test_another_copy_neither_proposes_nor_forgets_what_was_accepted(
    plan: Plan, cards: list[str], tmp_path: Path
) -> None:
    with copied(plan, tmp_path / "copy.db", "ben") as other:
        accept(known(plan, TWO), "ana")
        join(other, plan)
        of = standup(other)  # on a computer that has no repository
        assert summary(of.news.commits[person(other, "ana")]) == "2 commits"
        assert offers(known(other, TWO), "ana") == []


def test_git_itself_tells_a_standup(plan: Plan, cards: list[str], tmp_path: Path) -> None:
    portal = Repository(tmp_path / "portal")
    portal.switch("feat/1-retry", "main")
    portal.commit(f"{SATURDAY}10:00:00", "jitter")
    portal.commit(f"{SATURDAY}10:42:00", "key")
    of = standup(plan)
    told: News = news(plan, read(portal.folder, since=of.git_since()), of.git_since(), TEMPLATE, of.zone)
    (one,) = told.proposals[person(plan, "ana")]
    assert isinstance(one, Proposal)
    assert (one.ref, one.day, one.hours, len(one.commits)) == ("1", "2026-11-21", "+1.2h", 2)
