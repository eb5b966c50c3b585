"""Makes the demo plan: its story is acted out once more, by its people and at its times, through the real actions.

So the file has a true history: ages, cycle times, charts and undo find what they would in a plan of three weeks. The
same present in the same time zone makes the same file.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import time
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

from pmtui import clock
from pmtui.actions import baselines, columns, flow, items, links, notes, outline, projects, risks, timer, working_time
from pmtui.actions.scheduling import Chart, scheduled
from pmtui.demo import approval, story
from pmtui.demo import risks as register
from pmtui.demo.days import Days, days_off
from pmtui.demo.diary import CHECKLISTS, DIARY, JOURNEYS, READY, REVIEWERS
from pmtui.demo.holding import Holding
from pmtui.demo.sprinting import Sprinting
from pmtui.model.quickadd import parse_line
from pmtui.store import ids
from pmtui.store.log import Session
from pmtui.store.plan import Plan

SEED = 14
WORKING_HOURS = range(9 * 60 + 5, 17 * 60 + 15, 5)
"""Minutes of the day at which something may happen whose time of day is not told."""
LOGGED = 0.7
"""How often a day's work on a card is written down."""


class Event(NamedTuple):
    """Something a person did, at an instant in ms since 1970."""

    at: int
    person: str
    act: Callable[[], object]


def make(path: Path) -> None:
    """Make the demo plan in a new file; its history ends at the present. Raises FileUnusable where `path` is there."""
    with _repeatable() as chance, Plan.create(path, f"ana@{story.DOMAIN}") as plan, plan.unsynced():
        Telling(plan, Days(clock.now_ms()), chance).tell()


@contextmanager
def _repeatable() -> Iterator[random.Random]:
    """Let all chance come from one seed: identities, the random part of ranks, and what the story leaves open."""
    state = random.getstate()
    random.seed(SEED)  # ranks draw from the module's own generator
    try:
        with ids.drawn_from(random.Random(SEED).randbytes):
            yield random.Random(SEED)
    finally:
        random.setstate(state)


class Telling:
    """Turns the story's tables into events, and acts them out in the order of time."""

    def __init__(self, plan: Plan, days: Days, chance: random.Random) -> None:
        self.plan = plan
        self.days = days
        self.chance = chance
        self.events: list[Event] = []
        self.items: dict[int, str] = {}
        self.owners: dict[int, str] = {}
        self.projects: dict[str, str] = {}
        self.sessions = {code: Session("pmtui") for code in story.PEOPLE}
        self.sprints = Sprinting(plan, days, self.items, self.projects)
        self.meetings = Holding(plan, days, self.items, self.projects)

    def tell(self) -> None:
        """Write everything into the plan."""
        self._gather()
        for event in sorted(self.events, key=lambda event: event.at):
            with clock.at(event.at):
                self.plan.actor = f"{event.person}@{story.DOMAIN}"
                self.plan.session = self.sessions[event.person]
                event.act()

    def _gather(self) -> None:
        """The tables as events; those of one instant happen in the order of this list."""
        for place, code in enumerate(story.PEOPLE):
            self._on(f"-15 08:{30 + place}", "ana", self._meet, code)
        for key in story.PROJECTS:
            self._on("-15 08:40", "ana", self._begin_project, key)
        self._on("-15 08:45", "ana", self._take_days_off)
        for batch in story.ITEMS:
            self._on(batch.at, batch.person, self._add, batch.lines)
            for number, line in batch.lines.items():
                self.owners[number] = parse_line(self.days.dated(line), self.days.today).owner or ""
        for at, person, said, numbers in approval.TYPED:
            self._on(at, person, self._set, numbers, said)
        for at, person, number, places in approval.ORDER:
            self._on(at, person, self._reorder, number, places)
        self._on(approval.APPROVED.at, approval.APPROVED.person, self._approve)
        for at, numbers in READY:
            self._on(at, "ana", self._make_ready, numbers)
        for number, checklist in CHECKLISTS.items():
            owner = self.owners[number]
            self._on(checklist.at, owner, self._do, "checks", number, checklist.texts)
            for place, at in enumerate(self._timed(checklist.ticked), 1):
                self._on(at, owner, self._do, "tick", number, str(place))
        for number, journey in JOURNEYS.items():
            self._travel(number, journey)
        for at, person, verb, number, words in DIARY:
            self._on(at, person, self._do, verb, number, words)
        self.sprints.gather(self._on)
        self._gather_risks()
        self.meetings.gather(self._on)

    def _gather_risks(self) -> None:
        """What was said of the risks, and what came true."""
        for said in register.SAID:
            self._on(said.at, said.person, self._describe_risk, said.number, said.fields)
        for number, hit in register.THREATENED.items():
            self._on("-9 11:29", "ana", self._tie, [number], "threatens", hit)
        for number, cards in register.MITIGATED.items():
            self._on("-3 14:10", "ana", self._tie, cards, "mitigates", [number])
        came = register.OCCURRED
        self._on(came.at, came.person, self._occur, came)

    def _on(self, at: str, person: str, act: Callable[..., object], *given: Any) -> None:
        self.events.append(Event(self.days.instant(at), person, partial(act, *given)))

    def _timed(self, said: str) -> list[str]:
        """Moments parted by commas, each with a time of day; those of one day that have none get some, in order."""
        moments = [moment.strip() for moment in said.split(",") if moment.strip()]
        untold = Counter(moment for moment in moments if " " not in moment and moment != "-")
        minutes = {day: sorted(self.chance.sample(WORKING_HOURS, count)) for day, count in untold.items()}
        return [
            f"{moment} {time(*divmod(minutes[moment].pop(0), 60)):%H:%M}" if moment in minutes else moment
            for moment in moments
        ]

    def _travel(self, number: int, journey: str) -> None:
        """A card's way over the board, and the time its owner wrote down while it was in hand."""
        owner = self.owners[number]
        stops = self._timed(journey)
        for column, at in zip(("Doing", "Review", "Test", "Done"), stops, strict=False):
            if at != "-":
                person = REVIEWERS[owner] if column == "Test" else owner
                self._on(at, person, self._do, "move", number, column)
        first, last = (self.days.instant(stop) for stop in (stops[0], stops[1] if len(stops) > 1 else "0 00:00"))
        for back in range(-15, 0):
            evening = f"{back} 17:{20 + number % 40}"
            if first <= self.days.instant(evening) < last and self.chance.random() < LOGGED:
                self._on(evening, owner, self._do, "log", number, str(self.chance.randrange(60, 330, 30)))

    def _meet(self, code: str) -> None:
        name, role, hours = story.PEOPLE[code]
        email = f"{code}@{story.DOMAIN}"
        with self.plan.transaction("rule") as tx:
            tx.create(
                "person",
                {
                    "code": code, "name": name, "email": email, "git_email": email, "kind": "human", "role": role,
                    "hours_per_day": hours,
                },
            )  # fmt: skip

    def _begin_project(self, key: str) -> None:
        fields = {name: self.days.dated(text) for name, text in story.PROJECTS[key].items()}
        (self.projects[key],) = projects.add(self.plan, key, fields.pop("name"), story.TEMPLATES[key]).items
        projects.change(self.plan, key, fields)
        if key == "ORD":
            for name, values in story.COLUMNS.items():
                columns.change(self.plan, self.projects[key], name, values)

    def _add(self, lines: dict[int, str]) -> None:
        outcome = items.add(self.plan, [parse_line(self.days.dated(line), self.days.today) for line in lines.values()])
        assert outcome.refs == [str(number) for number in lines], "the story counts as the plan does"
        self.items.update(zip(lines, outcome.items, strict=True))

    def _make_ready(self, numbers: Sequence[int]) -> None:
        flow.move(self.plan, [self.items[number] for number in numbers], "Ready")

    def _do(self, verb: str, number: int, words: str) -> None:
        """One entry of the diary; see there for what the words of each verb are."""
        plan, id = self.plan, self.items[number]
        name, _, kind = verb.partition(" ")
        deeds: dict[str, Callable[[], object]] = {
            "move": lambda: self._move(id, words),
            "comment": lambda: notes.comment(plan, [id], words),
            "describe": lambda: items.describe(plan, id, words),
            "set": lambda: self._set([number], words),
            "field": lambda: items.change_ids(plan, [id], [(kind, "=", words)]),
            "link": lambda: self._link(id, kind, words),
            "place": lambda: self._place(id, words),
            "checks": lambda: notes.add_checks(plan, id, words.split(", ")),
            "tick": lambda: notes.tick(plan, id, [int(words)]),
            "log": lambda: notes.log_time(plan, id, int(words), clock.today().isoformat()),
            "timer": lambda: timer.start(plan, id),
            "stop": lambda: timer.stop(plan),
            "block": lambda: flow.block(plan, [id], words),
            "unblock": lambda: flow.unblock(plan, [id]),
            "drop": lambda: flow.drop(plan, [id], words),
            "archive": lambda: items.archive(plan, [id]),
        }
        deeds[name]()

    def _move(self, id: str, column: str) -> None:
        if column == "Doing":
            flow.start(self.plan, [id])
        elif column == "Done":
            flow.done(self.plan, [id])
        else:
            flow.move(self.plan, [id], column)

    def _set(self, numbers: Sequence[int], words: str) -> None:
        pairs = (pair.split("=") for pair in self.days.dated(words).split())
        ids = [self.items[number] for number in numbers]
        items.change_ids(self.plan, ids, [(field, "=", value) for field, value in pairs])

    def _link(self, id: str, kind: str, words: str) -> None:
        other, _, lag = words.partition(" ")
        links.link(self.plan, id, kind, self.items[int(other)], lag or None)

    def _place(self, id: str, words: str) -> None:
        above, below = (None if word == "-" else self.items[int(word)] for word in words.split())
        flow.place_between(self.plan, id, above, below)

    def _take_days_off(self) -> None:
        """The calendar of the order portal, with the days off of its winter."""
        working_time.add(self.plan, approval.CALENDAR)
        for first, last, name in days_off(self.days.day("-15").year):
            working_time.except_days(self.plan, approval.CALENDAR, first, last, (), name)
        working_time.use(self.plan, approval.CALENDAR, project=self.projects["ORD"])

    def _chart(self) -> Chart:
        return scheduled(self.plan, self.projects["ORD"])

    def _reorder(self, number: int, places: int) -> None:
        outline.reorder(self.plan, self._chart(), [self.items[number]], places)

    def _approve(self) -> None:
        """The schedule of that day becomes the first baseline."""
        baselines.save(self.plan, self._chart(), None, approval.APPROVED.name, approval.APPROVED.reason)

    def _describe_risk(self, number: int, fields: dict[str, str]) -> None:
        said = [(field, "=", self.days.dated(words)) for field, words in fields.items()]
        items.change_ids(self.plan, [self.items[number]], said)

    def _tie(self, ends: list[int], kind: str, others: list[int]) -> None:
        for end, other in product(ends, others):
            links.link(self.plan, self.items[end], kind, self.items[other], None)

    def _occur(self, came: register.Occurred) -> None:
        outcome = risks.happened(self.plan, self.items[came.number])
        assert outcome.refs == [str(came.issue)], "the story counts as the plan does"
        self.items[came.issue] = outcome.items[1]
        self._describe_risk(came.issue, came.fields)
