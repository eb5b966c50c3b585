"""The pages of a standup as lines: what was promised, a person's turn, the cards from right to left, the note."""

from typing import TYPE_CHECKING

from pmtui.clock import local
from pmtui.meetings.agenda import Agenda, Card, Promise, Turn
from pmtui.meetings.changed import Change, told
from pmtui.meetings.standup import Standup
from pmtui.model.daynames import WEEKDAYS
from pmtui.model.text import cell_width
from pmtui.store.meetings import Entry, Work
from pmtui.tui.bottom import Line
from pmtui.tui.cards import short_name
from pmtui.tui.dialogs.sheet import Sheet, due_words, fitted, moment
from pmtui.tui.dialogs.standuparound import risks_and_decisions, strip
from pmtui.tui.look import Look

if TYPE_CHECKING:
    from pmtui.actions.workload import Week
    from pmtui.tui.dialogs.standupgit import GitLines

WHEN, REF, KIND = 10, 5, 9
"""Cells of the day and hour of a change, of an item's number, of what a line is about."""
NAMED = 4
"""Items that a week names which does not hold them, before the rest is only counted."""
FEWEST = 3
"""Changes that are told on the smallest screen before the rest is only counted."""
COMMITTED = 3
"""Items with commits that are told, but for those that time is suggested for, which are all told."""


class Pages:
    """Draws the pages of one standup for a screen of so many cells and rows."""

    def __init__(self, standup: Standup, look: Look, width: int, rows: int) -> None:
        self.standup, self.look, self.width, self.rows = standup, look, width, rows
        self.agenda = standup.agenda
        self.title = _title_cells(self.agenda, width)
        self._page = self._sheet()

    def promises(self, captured: list[Entry]) -> Sheet[Work]:
        """What a standup opens with."""
        agenda = self.agenda
        told = "the team has not met yet; since" if agenda.first else "since the last one,"
        since = f"{told} {moment(agenda.since.since, agenda.zone, agenda.today)}"
        self._page = self._sheet()
        self._page.heading("Promises", since)
        for one in agenda.promises:
            self._page.stop(self._promise(one, one.kind), one.item)
        if not agenda.promises:
            self._page.plain([("nothing is open from earlier standups", "dim")])
        nobodys = [card for card in agenda.cards if not (card.item.owner_id or card.helpers)]
        if nobodys:
            self._page.heading("Nobody's")
            self._page.all((self._card(card), card.item) for card in nobodys)
        if agenda.left:
            self._page.heading("Gone")
            for turn in agenda.left:
                held = ", ".join(card.item.ref for card in (*turn.in_hand, *turn.blocked)) or "nothing in hand"
                self._page.plain([(turn.person.name, "text"), (f"  {held}", "dim")])
        self._captured(captured)
        return self._page

    def turn(self, turn: Turn, captured: list[Entry], git: "GitLines") -> Sheet[Work]:
        """A person's turn: what changed, what was committed, what is in hand, what is blocked and promised."""
        self._page = self._sheet()
        self._git(turn, git)
        self._in_hand(turn)
        self._waiting(turn)
        below = self._page
        self._page = self._sheet()
        self._changed(turn, max(FEWEST, self.rows - len(below.lines) - 3))
        self._page.append(below)
        self._around(turn, len(captured) + 2 if captured else 0)
        self._captured(captured)
        return self._page

    def cards(self, captured: list[Entry]) -> Sheet[Work]:
        """All that is in hand, the column nearest to done first."""
        self._page = self._sheet()
        column = ""
        for card in self.agenda.cards:
            if card.column != column:
                column = card.column
                self._page.heading(column)
            self._page.stop(self._card(card, named=False), card.item)
        if not self.agenda.cards:
            self._page.plain([("nothing is in hand", "dim")])
        self._captured(captured)
        return self._page

    # --- the parts -----------------------------------------------------------------------------------------------

    def _changed(self, turn: Turn, room: int) -> None:
        agenda = self.agenda
        self._page.heading("Changed since", moment(turn.since.since, agenda.zone, agenda.today), strong=True)
        changed, alike = told(turn.changed)
        lines: list[Line] = [[("said".ljust(WHEN + 1), "dim"), (entry.text, "strong")] for entry in turn.said]
        lines += [self._change(one) for one in changed]
        for what, works in alike:
            lines.append([(f"{what}  ".ljust(WHEN + 1), "dim"), (" ".join(one.ref for one in works), "text")])
        if len(lines) > room:
            lines = [*lines[: room - 1], [(f"and {len(lines) - room + 1} more", "dim")]]
        for line in lines or [[("nothing in the plan", "dim")]]:
            self._page.plain(line)

    def _change(self, one: Change) -> Line:
        at = local(one.at, self.agenda.zone)
        done = bool(one.path) and one.path[-1] in self.agenda.finishing
        said = f"{one.text} {self.look.glyph['done']}" if done and one.text.endswith(one.path[-1]) else one.text
        helped = [("for ", "dim"), self._who(one.helped), ("  ", "dim")] if one.helped else []
        return [
            (f"{WEEKDAYS[at.weekday()]} {at:%H:%M}".ljust(WHEN + 1), "dim"), *self._about(one.item), *helped,
            (said, "ok" if done else "text"),
        ]  # fmt: skip

    def _around(self, turn: Turn, kept: int) -> None:
        """What stands around the turn, in the lines that are left but for so many."""
        around, page = self.standup.around, self._page
        if around is not None:
            strip_lines = 3 if around.board else 0
            room = self.rows - len(page.lines) - kept - strip_lines
            risks_and_decisions(page, around, turn.person.id, short_name(turn.person), self.agenda.today, room)
            strip(page, around, self.rows - len(page.lines) - kept)

    def _git(self, turn: Turn, git: "GitLines") -> None:
        """Commits by branch, then by item: on those lines for which git suggests time the cursor can stand."""
        counted = git.heading(turn)
        if not counted:
            return
        self._page.heading("Git", counted)
        rows = git.rows(turn)
        offers = [row for row in rows if row.offer]
        others = [row for row in rows if not row.offer]
        for row in [*offers, *others[: max(0, COMMITTED - len(offers))]]:
            line: Line = [(row.when.ljust(WHEN + 1), "dim"), *self._about(row.item)]
            if row.offer:
                self._page.stop([*line, (f"{row.offer}  ", "strong"), (row.said, "dim")], row.item)
            else:
                self._page.plain([*line, (row.said, "dim")])

    def _in_hand(self, turn: Turn) -> None:
        away = turn.person.id in self.standup.away
        self._page.heading("In hand", turn.hours_words(self.agenda.today, away))
        self._page.all((self._card(card), card.item) for card in turn.in_hand)
        if turn.next is not None:
            self._page.stop([*self._about(turn.next.item), (f"{turn.next.column}, next", "dim")], turn.next.item)
        if not turn.in_hand and turn.next is None:
            self._page.plain([("nothing in hand", "dim")])
        self._booked(turn)

    def _booked(self, turn: Turn) -> None:
        """How full this week and the next are, on one line or two; nothing where nothing counts for either."""
        load = self.standup.loads.get(turn.person.id)
        if load is None or not any(week.booked for week in load.weeks):
            return
        this, following = (self._week(*pair) for pair in zip(("this", "next"), load.weeks, strict=False))
        if sum(cell_width(part) for part, _ in this + following) > self.width - 2:
            self._page.plain(this)
            self._page.plain(following)
        else:
            self._page.plain(this + following)

    def _week(self, which: str, week: "Week") -> Line:
        share = "no time for it" if week.percent is None else f"{week.percent} %"
        if not week.over:
            return [(f"{which} week ", "dim"), (share, "text"), (" booked   ", "dim")]
        refs = [row.ref for row in week.items[:NAMED]]
        if len(week.items) > NAMED:
            refs[-1] = f"{len(week.items) - NAMED + 1} more"
        together = " and ".join(filter(None, (", ".join(refs[:-1]), refs[-1])))
        return [(f"{which} week ", "dim"), (f"{self.look.glyph['late']} {share}", "alarm"),
                (f"  {together}{' together' if refs[1:] else ''}   ", "warn")]  # fmt: skip

    def _waiting(self, turn: Turn) -> None:
        self._page.heading("Blocked and promised")
        before = len(self._page.lines)
        self._page.all((self._blocked(card), card.item) for card in turn.blocked)
        self._page.all((self._promise(one, "promised"), one.item) for one in turn.promises)
        for wait in turn.waits_for:
            line: Line = [*self._about(wait.card), (f"waits for {wait.on.ref} ", "warn"), self._who(wait.on.owner_id)]
            self._page.stop(line, wait.card)
        for wait in turn.waited_by:
            line = [*self._about(wait.on), (f"holds up {wait.card.ref} ", "warn"), self._who(wait.card.owner_id)]
            self._page.stop(line, wait.on)
        if len(self._page.lines) == before:
            self._page.plain([("nothing", "dim")])

    def _captured(self, captured: list[Entry]) -> None:
        if captured:
            self._page.heading("Captured", str(len(captured)))
        for entry in captured:
            self._page.plain([(entry.kind.ljust(KIND), "dim"), (entry.text, "text"), ("  ", "dim"),
                         self._who(entry.person_id)])  # fmt: skip

    def _card(self, card: Card, named: bool = True) -> Line:
        """A card: where it stands and how long, blocked by what, due when."""
        level, look = self.agenda.level, self.look
        line = self._about(card.item)
        old = level is not None and card.age is not None and card.age > level
        if card.item.blocked:
            days = f" {card.blocked_days}d" if card.blocked_days else ""
            line.append((f"{look.glyph['blocked']} blocked{days}  ", "alarm"))
        age = f"{card.age}d" if card.age is not None else ""
        where = " ".join(filter(None, (card.column if named else "", age)))
        line.append((f"{where}{f', most take {level}' if old else ''}  ", "warn" if old else "dim"))
        line += self._due(card.item.due)
        if not named:
            line.append(self._who(card.item.owner_id))
            line.append((f"  {card.item.blocked or ''}", "dim"))
        return line

    def _blocked(self, card: Card) -> Line:
        days = f"  {card.blocked_days}d" if card.blocked_days else ""
        mark = f"{self.look.glyph['blocked']} blocked".ljust(KIND)
        return [(mark, "alarm"), (f" {card.item.ref.rjust(REF - 1)}  ", "dim"), (f"{card.item.blocked}{days}", "alarm")]

    def _promise(self, one: Promise, kind: str) -> Line:
        line: Line = [
            (f"{kind.ljust(KIND)} ", "dim"),
            *self._about(one.item),
            self._who(one.item.owner_id),
            ("  ", "dim"),
        ]
        if one.kind == "blocker":
            line.append((f"{self.look.glyph['blocked']} {one.item.blocked}", "alarm"))
        elif one.kind == "risk":
            line.append((f"{self.look.glyph['late']} trigger passed", "alarm"))
        else:
            line += self._due(one.item.due)
        if one.carried:
            mark = f" {self.look.glyph['late']}" if one.stale else ""
            line.append((f"carried x{one.carried}{mark}", "alarm" if one.stale else "dim"))
        return line

    def _about(self, item: Work) -> Line:
        return [(item.ref.rjust(REF - 1) + "  ", "dim"), (fitted(item.title, self.title, self.look), "text"),
                ("  ", "dim")]  # fmt: skip

    def _who(self, id: str | None) -> tuple[str, str]:
        person = self.agenda.people.get(id or "")
        return (short_name(person), f"person{person.order}") if person else ("", "dim")

    def _due(self, due: str | None) -> Line:
        return due_words(due, self.agenda.today, self.look)

    def _sheet(self) -> Sheet[Work]:
        return Sheet(self.look, self.width)


def _title_cells(agenda: Agenda, width: int) -> int:
    """The cells of a title: as many as the longest of the standup needs, at most a third of the screen."""
    told = [*(one.item for one in agenda.changed), *(card.item for card in (*agenda.cards, *agenda.blocked))]
    return max(16, min(width // 3, max((cell_width(one.title) for one in told), default=0)))


def note_lines(note: str) -> list[Line]:
    """The note's preview: its headings stand out, and what is below them follows at once."""
    lines: list[Line] = []
    for said in note.splitlines():
        if said.startswith("#"):
            lines.append([(said.lstrip("# "), "strong")])
        elif said or (lines and lines[-1] and lines[-1][0][1] != "strong"):
            lines.append([(said, "text")] if said else [])
    return lines
