"""The standup: whose news are told and since when, what is caught in it, and how it is taken up and merged."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from pmtui.actions import flow, history, items, leave, notes, people, risks
from pmtui.actions.capacity import DayOff
from pmtui.actions.step import step
from pmtui.errors import Refused, Usage
from pmtui.exchange.paper_in import read_markdown
from pmtui.meetings.changed import told
from pmtui.meetings.moments import since_named
from pmtui.meetings.standup import Standup, last_note, say_beforehand
from pmtui.model.quickadd import parse_line
from pmtui.planning.leave import Absence
from pmtui.store import read
from pmtui.store.plan import Plan
from pmtui.store.read import find
from tests.meetings.teams import acting, friday, held, person, standup, texts, turn
from tests.store.plans import TODAY, Clock, add, column, copied, item, join, mark, says_what_its_log_says, setting


@pytest.fixture
def card(plan: Plan, time: Clock) -> str:
    """Card 1, which Ben has in hand since Thursday; cards 2 of Ana and 3 of Chi are ready."""
    time.set("2026-11-19T10:00:00")
    (id, *_) = add(plan, "SSO in:doing @ben", "Retry in:ready @ana", "Basket in:ready @chi")
    time.set("2026-11-23T09:30:00")
    return id


def project(plan: Plan) -> str:
    return next(iter(read.projects(plan)))


def says(plan: Plan, actor: str, ref: str, text: str) -> None:
    with acting(plan, actor) as other:
        notes.comment(other, [item(other, ref).id], text)


def test_c4_the_window_begins_where_the_last_standup_ended(plan: Plan, card: str, time: Clock) -> None:
    time.set("2026-11-20T09:30:00")
    last, note = standup(plan), ""
    for at in ("2026-11-20T09:35:00", "2026-11-20T15:20:00", "2026-11-22T21:00:00", "2026-11-23T09:29:00"):
        if at > "2026-11-20T09:42" and not note:
            time.set("2026-11-20T09:42:00")
            note = last.close()[1]
        time.set(at)
        with acting(plan, "ben") as other:
            setting(other, "1", f"percent={at[11:13]}")
    time.set("2026-11-23T09:30:00")
    of = standup(plan)
    assert texts(of, "ben") == ["1 progress 9 > 15%", "1 progress 15 > 21%", "1 progress 21 > 9%"]
    assert "## Moved\n\n- 1 SSO 0 > 9%\n" in note, "what happened during Friday's belongs to Friday's note"
    named = since_named(plan, project(plan), "last standup")
    assert named is not None and named.window.since == of.agenda.since.since


def test_c4_who_was_away_begins_at_the_last_standup_they_attended(plan: Plan, card: str, time: Clock) -> None:
    time.set("2026-11-19T09:30:00")
    held(plan)
    time.set("2026-11-19T15:00:00")
    says(plan, "ben", "1", "half way")
    says(plan, "chi", "3", "not yet")
    time.set("2026-11-20T09:42:00")
    held(plan, "ben")
    time.set("2026-11-23T09:30:00")
    of = standup(plan)
    assert texts(of, "ben") == ['1 comment "half way"']
    assert texts(of, "chi") == []
    time.wind(minutes=10)
    held(plan, "ben")
    time.wind(days=1)
    assert texts(standup(plan), "ben") == ['1 comment "half way"'], "and still does on the second day"
    held(plan)
    time.wind(days=1)
    assert texts(standup(plan), "ben") == []


def test_a_team_that_never_met_hears_of_friday_on_a_monday(plan: Plan, card: str, time: Clock) -> None:
    time.set("2026-11-20T15:20:00")
    says(plan, "ben", "1", "late on Friday")
    time.set("2026-11-23T09:30:00")
    of = standup(plan)
    assert of.agenda.first
    assert texts(of, "ben") == ['1 comment "late on Friday"']


def test_an_empty_plan_has_a_standup_without_turns(plan: Plan) -> None:
    of = standup(plan)
    assert of.card is None
    assert "# Standup ORD" in of.preview()


def test_what_is_done_after_a_clock_jumped_back_is_told(plan: Plan, card: str, time: Clock) -> None:
    friday(time, plan)
    time.set("2026-11-20T08:50:00")
    says(plan, "ben", "1", "an hour earlier, as it seems")
    time.set("2026-11-23T09:30:00")
    assert texts(standup(plan), "ben") == ['1 comment "an hour earlier, as it seems"']


def test_what_happens_in_the_instant_of_the_end_is_told_once(plan: Plan, card: str, time: Clock) -> None:
    says(plan, "ben", "1", "before")
    held(plan)
    says(plan, "ben", "1", "after")
    assert texts(standup(plan), "ben") == ['1 comment "after"']


def test_the_credit_goes_to_who_did_it(plan: Plan, card: str, time: Clock) -> None:
    friday(time, plan)
    time.set("2026-11-20T15:20:00")
    with acting(plan, "ben") as other:
        flow.done(other, [card])
        setting(other, "1", "owner=dee")
    of = standup(plan)
    assert texts(of, "ben") == ["1 Doing > Done", "1 owner ben > dee"]
    assert [one.helped for one in turn(of, "ben").changed] == [None, None], "it was his own card"
    assert "## Done since Fri 20 Nov\n\n- 1 SSO (ben)\n" in of.preview()


def test_work_on_the_card_of_another_is_help(plan: Plan, card: str, time: Clock) -> None:
    friday(time, plan)
    says(plan, "ana", "1", "use port 8443")
    (change,) = turn(standup(plan), "ana").changed
    assert change.helped == person(plan, "ben")


def test_what_was_taken_back_is_not_told(plan: Plan, card: str, time: Clock) -> None:
    friday(time, plan)
    with acting(plan, "ben") as other:
        flow.done(other, [card])
        history.undo(other)
        assert texts(standup(plan), "ben") == []
        history.redo(other)
    assert texts(standup(plan), "ben") == ["1 Doing > Done"]


def test_looking_and_navigating_write_nothing_and_ask_nothing(plan: Plan, card: str, time: Clock) -> None:
    before = mark(plan.path)
    of = standup(plan)
    asked: list[str] = []
    plan.db.set_trace_callback(asked.append)
    for _ in range(5):
        of.go(1)
    of.go(-1)
    of.shuffle()
    of.turn_over()
    of.go(1)
    of.watch.pause()
    seen = (of.current, of.card, of.watch.total)
    plan.db.set_trace_callback(None)
    assert seen
    assert asked == []
    assert mark(plan.path) == before


def test_turns_go_in_any_order_past_those_who_are_away(plan: Plan, card: str) -> None:
    of = standup(plan)
    ana, ben, chi = (person(plan, name) for name in ("ana", "ben", "chi"))
    assert (of.place, of.current) == (-1, None), "it begins with the promises"
    assert set(of.order) == {ana, ben, chi}
    of.go(1)
    first = of.speaker
    of.mark_away(of.order[1])
    of.go(1)
    assert of.speaker == of.order[2]
    of.go(1)
    assert of.at_end
    of.jump(first or "")
    assert of.speaker == first
    with pytest.raises(Usage):
        of.jump("nobody")


def test_a_shuffle_is_the_same_in_every_copy_and_keeps_the_speaker(plan: Plan, card: str) -> None:
    one, other = standup(plan), standup(plan)
    one.go(1)
    speaker = one.speaker
    one.shuffle()
    other.order.reverse()
    other.shuffle()
    assert one.order == other.order
    assert one.speaker == speaker


def test_cards_go_from_right_to_left_blocked_and_oldest_first(plan: Plan, card: str, time: Clock) -> None:
    old, blocked, review = add(plan, "Old in:doing", "Stuck in:doing", "Read in:review")
    flow.block(plan, [blocked], "no rights")
    assert [of.item.ref for of in standup(plan).agenda.cards] == ["6", "5", "1", "4"]
    assert {of.item.id: of.age for of in standup(plan).agenda.cards} == {review: 1, blocked: 1, old: 1, card: 5}


def test_a_blocker_sets_the_field_and_is_an_action_for_who_can_remove_it(plan: Plan, card: str) -> None:
    of = standup(plan)
    of.jump(person(plan, "ben"))
    outcome = of.capture("blocker", "firewall ticket INC4711 stuck @eli ^today", card)
    action = item(plan, outcome.refs[0])
    assert item(plan, "1").blocked == "firewall ticket INC4711 stuck"
    assert (action.type, action.title, action.due) == ("action", "firewall ticket INC4711 stuck", "2026-11-23")
    assert action.owner_id == person(plan, "eli")
    assert [(link.from_id, link.kind, link.to_id) for link in read.links(plan, card)] == [(action.id, "blocks", card)]
    assert [(entry.kind, entry.item_id, entry.person_id) for entry in of.captured] == [
        ("blocker", action.id, person(plan, "ben"))
    ]
    assert [(wait.card.ref, wait.on.ref) for wait in turn(of, "ben").waits_for] == [("1", outcome.refs[0])]
    history.undo(plan)
    of.refresh()
    assert of.captured == []
    assert item(plan, "1").blocked is None
    assert item(plan, outcome.refs[0]).deleted, "one step takes back all of it"
    assert says_what_its_log_says(plan)


def test_a_blocker_without_a_name_goes_to_who_has_what_the_card_waits_for(plan: Plan, card: str, time: Clock) -> None:
    of = standup(plan)
    assert item(plan, of.capture("blocker", "no rights", card).refs[0]).owner_id == person(plan, "ben")
    time.wind(minutes=1)
    add(plan, "Firewall rule in:doing @gus before:1")
    assert item(plan, of.capture("blocker", "port 8443", card).refs[0]).owner_id == person(plan, "gus")


def test_by_card_an_action_belongs_to_the_owner_of_the_card(plan: Plan, card: str) -> None:
    of = standup(plan)
    of.turn_over()
    assert item(plan, of.capture("action", "ask the bank", card).refs[0]).owner_id == person(plan, "ben")


def test_who_has_nothing_to_do_can_be_away_and_hears_of_it_later(plan: Plan, card: str, time: Clock) -> None:
    people.add(plan, "dee")
    held(plan)
    time.wind(hours=2)
    with acting(plan, "dee") as other:
        notes.comment(other, [card], "on my way to the airport")
        time.wind(days=1)
    assert "2 of 4 present, away: chi, Dee" in held(plan, "dee", "chi")
    time.wind(days=1)
    assert texts(standup(plan), "dee") == ['1 comment "on my way to the airport"']


@pytest.mark.parametrize(("text", "on", "said"), [("  ", True, "a reason"), ("no rights", False, "cursor on the card")])
def test_a_blocker_needs_a_reason_and_a_card(plan: Plan, card: str, text: str, on: bool, said: str) -> None:
    before = mark(plan.path)
    with pytest.raises(Usage, match=said):
        standup(plan).capture("blocker", text, card if on else None)
    assert mark(plan.path) == before, "a refused capture begins no meeting"


@pytest.mark.parametrize(
    ("kind", "link"),
    [
        ("action", "relates"), ("parking", "relates"), ("decision", "relates"), ("lesson", "relates"),
        ("risk", "threatens"), ("issue", "threatens"),
    ],
)  # fmt: skip
def test_every_capture_is_an_item_linked_to_the_card(plan: Plan, card: str, kind: str, link: str) -> None:
    of = standup(plan)
    made = item(plan, of.capture(kind, "something said", card).refs[0])
    assert (made.type, made.title) == (kind, "something said")
    assert [(one.from_id, one.kind) for one in read.links(plan, card)] == [(made.id, link)]
    assert {row[0] for row in plan.rows("SELECT meeting FROM txn WHERE cause = 'user' AND meeting NOT NULL")} == {
        of.meeting
    }


def test_an_action_belongs_to_who_speaks_and_a_risk_is_said_in_one_sentence(plan: Plan, card: str) -> None:
    of = standup(plan)
    of.jump(person(plan, "chi"))
    assert item(plan, of.capture("action", "call the bank").refs[0]).owner_id == person(plan, "chi")
    of.capture("risk", "because there is no sandbox, it may be that the API is late 4x3", card)
    assert plan.one("SELECT cause, probability, inherent_impact FROM risk") == ("there is no sandbox", 4, 3)


def test_ticks_and_moves_are_part_of_the_meeting(plan: Plan, card: str, time: Clock) -> None:
    (action,) = add(plan, "Send test users type:action @ben ^20.11.2026")
    flow.block(plan, [card], "no rights")
    time.wind(days=2)
    of = standup(plan)
    assert [(one.kind, one.item.ref) for one in of.agenda.promises] == [("action", "4"), ("blocker", "1")]
    of.tick(action)
    of.tick(card)
    review = next(id for id, one in read.columns(plan).items() if one.name == "Review")
    of.move([card], [review])
    assert of.agenda.promises == []
    assert (item(plan, "4").state, item(plan, "1").blocked, column(plan, "1")) == ("done", None, "Review")
    note = of.close()[1]
    assert "## Actions: 1 closed\n\n- [x] 4 Send test users - ben\n" in note
    assert "1 SSO > Review" in note
    (risk,) = risks.add(plan, parse_line("Vendor slips", TODAY), {}).items
    with pytest.raises(Refused, match="no promise"):
        of.tick(risk)


def test_a_promise_that_is_not_kept_is_carried_and_marked_at_the_third_time(plan: Plan, card: str, time: Clock) -> None:
    of = standup(plan)
    of.capture("action", "test users to Dee @ben")
    assert of.agenda.promises == [], "what was promised today is no promise of yesterday"
    assert "## Actions: 1 new\n\n- [ ] 4 test users to Dee - ben\n" in of.close()[1]
    for day in range(4):
        time.wind(days=1)
        of = standup(plan)
        (promise,) = of.agenda.promises
        assert (promise.carried, promise.stale) == (day, day >= 3)
        assert [one.item.ref for one in turn(of, "ben").promises] == ["4"]
        assert f"4 test users to Dee - ben - carried x{day + 1}" in of.close()[1]


def test_a_risk_whose_trigger_has_passed_is_looked_at_first(plan: Plan, card: str) -> None:
    ref = risks.add(plan, parse_line("Vendor slips", TODAY), {"trigger_date": "2026-11-20"}).refs[0]
    assert [(one.kind, one.item.ref) for one in standup(plan).agenda.promises] == [("risk", ref)]


def test_a_meeting_of_today_is_taken_up_where_it_was(plan: Plan, card: str, time: Clock) -> None:
    of = standup(plan)
    chi = person(plan, "chi")
    of.mark_away(person(plan, "ben"))
    of.jump(chi)
    time.wind(seconds=90)
    of.capture("parking", "refund rules for vouchers")
    time.wind(seconds=30)
    again = standup(plan)  # the laptop was closed in between
    assert (again.meeting, again.speaker, again.started) == (of.meeting, chi, of.started)
    assert again.watch.of(chi) == 90
    assert again.away == {person(plan, "ben")}
    assert [entry.text for entry in again.captured] == ["refund rules for vouchers"]
    time.wind(seconds=40)
    note = again.close()[1]
    assert "2 of 3 present, away: ben" in note
    assert "## Parking lot\n\n- 4 refund rules for vouchers\n" in note
    assert "Longest turn: chi, 2:10" in note
    assert plan.one("SELECT count(*) FROM meeting") == (1,)


def test_a_meeting_that_was_never_closed_counts_as_held(plan: Plan, card: str, time: Clock) -> None:
    standup(plan).capture("action", "call the bank @ben")
    time.wind(days=1)
    says(plan, "ben", "1", "the next day")
    of = standup(plan)
    assert of.meeting is None
    assert texts(of, "ben") == ['1 comment "the next day"']
    assert [one.item.ref for one in of.agenda.promises] == ["4"]


def test_undoing_the_end_opens_the_meeting_again(plan: Plan, card: str, time: Clock) -> None:
    held(plan)
    history.undo(plan)
    of = standup(plan)
    assert of.meeting is not None
    note = of.close([person(plan, "ben")])[1]
    assert "2 of 3 present" in note
    assert plan.one("SELECT count(*) FROM meeting") == (1,)
    assert last_note(plan, project(plan)) == note


def test_two_copies_of_one_standup_become_one_note_with_both_in_it(
    plan: Plan, card: str, time: Clock, tmp_path: Path
) -> None:
    friday(time, plan)
    time.set("2026-11-23T09:30:00")
    with copied(plan, tmp_path / "other.db", "ben") as other:
        one = standup(plan)
        one.capture("action", "call the bank @chi")
        time.wind(minutes=1)
        two = standup(other)
        two.jump(person(other, "ben"))
        two.capture("decision", "we take realm A", card)
        time.wind(minutes=9)
        one.close([person(plan, "ben")])
        time.wind(minutes=1)
        two.close()
        assert one.meeting == two.meeting, "both began the same standup"
        join(plan, other)
        join(other, plan)
        for file in (plan, other):
            note = last_note(file, project(file))
            assert note.startswith("# Standup ORD\n\n2026-11-23\n\n09:30 to 09:41, 3 of 3 present\n")
            assert "call the bank - chi" in note
            assert "we take realm A" in note
            assert note.count("## Actions: 1 new") == 1
            assert says_what_its_log_says(file)
        time.wind(days=1)
        says(plan, "ben", "1", "next day")
        assert texts(standup(plan), "ben") == ['1 comment "next day"']


def test_two_people_at_one_standup_in_one_file_write_one_note(plan: Plan, card: str, time: Clock) -> None:
    one = standup(plan)
    with acting(plan, "ben") as other:
        two = standup(other)
        two.capture("action", "from the other screen @chi")
        one.capture("action", "from this screen @chi")
        time.wind(minutes=5)
        two.close()
        time.wind(minutes=1)
        note = one.close()[1]
    assert "from the other screen" in note and "from this screen" in note
    assert plan.one("SELECT count(*) FROM meeting") == (1,)


def test_a_second_standup_of_a_day_is_one_of_its_own(plan: Plan, card: str, time: Clock) -> None:
    held(plan)
    time.wind(hours=5)
    assert "14:30 to 14:30" in held(plan)
    assert plan.one("SELECT count(*) FROM meeting") == (2,)


def test_a_line_given_beforehand_is_shown_at_ones_turn_and_stands_in_the_note(
    plan: Plan, card: str, time: Clock
) -> None:
    friday(time, plan)
    time.set("2026-11-22T20:00:00")
    with acting(plan, "ben") as other:
        say_beforehand(other, "SSO is through,\ntoday 53")
        with pytest.raises(Usage):
            say_beforehand(other, "  ")
    time.set("2026-11-23T09:30:00")
    of = standup(plan)
    assert [entry.text for entry in turn(of, "ben").said] == ["SSO is through, today 53"]
    assert "- ben: SSO is through, today 53" in of.close([person(plan, "ben")])[1]
    time.wind(days=1)
    assert turn(standup(plan), "ben").said == [], "it was told once"


def test_who_has_left_has_no_turn_but_their_cards_are_not_forgotten(plan: Plan, card: str) -> None:
    people.retire(plan, "ben")
    of = standup(plan)
    assert "ben" not in {turn.person.code for turn in of.agenda.turns}
    (left,) = of.agenda.left
    assert [card.item.ref for card in left.in_hand] == ["1"]


def test_capacity_is_the_hours_agreed_on_days_that_are_worked(plan: Plan, card: str, time: Clock) -> None:
    people.change(plan, "chi", {"hours_per_day": "4"})
    of = standup(plan)
    assert [turn(of, name).capacity for name in ("ana", "ben", "chi")] == [8, 8, 4]
    time.set("2026-11-22T09:30:00")
    assert turn(standup(plan), "chi").capacity == 0, "not on a Sunday"


def test_in_hand_next_and_blocked_are_by_owner_and_helper(plan: Plan, card: str) -> None:
    setting(plan, "1", "assignee+=chi")
    items.change(plan, ["2"], [("due", "=", "fri")])
    of = standup(plan)
    assert [card.item.ref for card in turn(of, "chi").in_hand] == ["1"]
    assert turn(of, "ana").next.item.ref == "2"  # type: ignore[union-attr]
    flow.block(plan, [card], "no rights")
    of.refresh()
    assert [card.item.ref for card in turn(of, "ben").blocked] == ["1"]


def test_the_note_is_frozen(plan: Plan, card: str, time: Clock) -> None:
    note = held(plan)
    flow.done(plan, [card])
    setting(plan, "1", "title=Something else")
    assert last_note(plan, project(plan)) == note


def test_without_a_standup_there_is_no_last_note(plan: Plan) -> None:
    with pytest.raises(Refused, match="no standup has been held yet"):
        since_named(plan, project(plan), "last standup")
    with pytest.raises(Refused, match="standup --close"):
        last_note(plan, project(plan))


def test_a_standup_of_one_project_tells_of_no_other(plan: Plan, card: str) -> None:
    from pmtui.actions import projects

    shop = projects.add(plan, "SHP", "Shop").items[0]
    held(plan)
    add(plan, "Window project:SHP in:doing @zoe")
    assert "zoe" not in {turn.person.code for turn in Standup(plan, [project(plan)]).agenda.turns}
    of = Standup(plan, [shop])
    assert [turn.person.code for turn in of.agenda.turns] == ["ana", "zoe"]
    assert of.agenda.first, "that team has not met yet"


def test_words_of_a_hostile_file_are_plain_text_in_the_note(plan: Plan, card: str) -> None:
    with plan.transaction() as tx:
        tx.set(card, "title", "SSO\x1b[31m\n# Done")
        tx.set(card, "blocked", "\x1b]0;x\x07no rights")
    note = held(plan)
    assert "\x1b" not in note
    assert "\n# Done" not in note
    assert read_markdown(note).title == "Standup ORD"


# --- leave -----------------------------------------------------------------------------------------------------------


def on_leave(plan: Plan, who: str, first: date, last: date, part: str | None = None) -> None:
    leave.add(plan, who, Absence(first, last, part))


def test_who_is_on_leave_all_day_is_away_without_a_key_and_still_shown(plan: Plan, card: str) -> None:
    on_leave(plan, "ben", TODAY, TODAY + timedelta(4))
    of = standup(plan)
    ben = person(plan, "ben")
    assert of.away == {ben}
    assert ben in of.order
    assert turn(of, "ben").hours_words(TODAY, away=True) == "away, on leave until Fri 27 Nov"
    assert turn(of, "ana").hours_words(TODAY, away=False) == "8h today"
    of.go(1)
    of.go(1)
    assert of.speaker == person(plan, "chi"), "the walk goes past them"
    assert ", 2 of 3 present, away: ben\n" in of.close()[1]


def test_who_is_on_leave_can_be_brought_back_and_stays_so_when_it_is_taken_up(plan: Plan, card: str) -> None:
    on_leave(plan, "ben", TODAY, TODAY)
    of = standup(plan)
    of.mark_away(person(plan, "ben"))
    of.capture("parking", "Who is on call")
    of.refresh()
    assert of.away == set()
    again = standup(plan)
    assert again.away == set()
    assert "3 of 3 present" in again.close()[1]


def test_leave_that_is_entered_or_taken_back_during_the_standup_counts(plan: Plan, card: str) -> None:
    of = standup(plan)
    on_leave(plan, "ben", TODAY, TODAY)
    of.refresh()
    assert of.away == {person(plan, "ben")}
    history.undo(plan)
    of.refresh()
    assert of.away == set()


def test_half_a_day_of_leave_leaves_half_of_the_hours_and_says_when(plan: Plan, card: str) -> None:
    on_leave(plan, "ben", TODAY, TODAY, "pm")
    on_leave(plan, "chi", TODAY, TODAY, "am")
    of = standup(plan)
    assert of.away == set()
    assert turn(of, "ben").hours_words(TODAY, away=False) == "4h today, leave from 13:00"
    assert turn(of, "chi").hours_words(TODAY, away=False) == "4h today, leave until 13:00"


def test_leave_over_a_weekend_goes_on_behind_it(plan: Plan, card: str) -> None:
    on_leave(plan, "ben", TODAY, TODAY + timedelta(4))
    on_leave(plan, "ben", TODAY + timedelta(7), TODAY + timedelta(8))
    on_leave(plan, "ben", TODAY + timedelta(14), TODAY + timedelta(14))
    off = turn(standup(plan), "ben").leave
    assert off == DayOff(TODAY + timedelta(8))


def test_c4_who_is_on_leave_on_friday_hears_on_monday_from_the_last_standup_they_attended(
    plan: Plan, card: str, time: Clock
) -> None:
    time.set("2026-11-19T09:30:00")
    held(plan)
    time.set("2026-11-19T15:00:00")
    says(plan, "ben", "1", "half way")
    on_leave(plan, "ben", date(2026, 11, 20), date(2026, 11, 20))
    time.set("2026-11-20T09:42:00")
    assert "away: ben" in held(plan)
    time.set("2026-11-23T09:30:00")
    assert texts(standup(plan), "ben") == ['1 comment "half way"']
    assert texts(standup(plan), "chi") == []


def test_what_somebody_did_to_many_items_alike_is_one_line(plan: Plan, card: str, time: Clock) -> None:
    time.set("2026-11-20T09:00:00")
    add(plan, "Four in:ready", "Five in:ready")
    friday(time, plan)
    time.set("2026-11-20T15:00:00")
    with step(plan) as act:
        sprint = act.tx.create("sprint", {"project_id": project(plan), "name": "Sprint 15"})
        for ref in ("2", "3", "4"):
            act.tx.set(find(plan, ref), "sprint_id", sprint)
    setting(plan, "5", "left=30h")
    add(plan, "Six")
    setting(plan, "6", "due=2026-12-01")
    (did,) = (one.changed for one in standup(plan).agenda.turns if one.changed)
    lines, alike = told(did)
    assert [(line.item.ref, line.text) for line in lines] == [("5", "left 30h")]
    assert {what: [one.ref for one in works] for what, works in alike} == {
        "sprint Sprint 15": ["2", "3", "4"], "added": ["6"],
    }  # fmt: skip
