"""One row of a Jira export as an item: every cell is mapped, kept under its own name, or noted."""

import re

from pmtui.exchange import jira_words
from pmtui.exchange.categories import plain
from pmtui.exchange.incoming import InItem, InPast
from pmtui.exchange.jira_cells import CellReader, keep, whole_minutes
from pmtui.exchange.jira_headers import KEY
from pmtui.exchange.jira_row import RowCells
from pmtui.exchange.jira_shared import Shared, Status
from pmtui.exchange.table import Row
from pmtui.exchange.wiki import to_markdown
from pmtui.model.text import clean, clean_line

_LONGEST_BODY = 100_000
_LIKE_KEY = re.compile(r"[^\s;,]+-\d+$")


class Issue:
    """The reading of one row. Each method takes the cells of the roles it knows; whatever is left stays by name."""

    def __init__(self, row: Row, key: str, shared: Shared) -> None:
        self.shared = shared
        self.ledger = shared.ledger
        self.item = InItem(key, {}, row=row.number)
        self.item.raw = [(shared.columns[index].header, text) for index, text in row.cells]
        self.row = RowCells(row, self.item, shared)
        self._cells = CellReader(shared.dates, shared.people, shared.ledger)

    def read(self) -> InItem:
        """The item of the row; the ledger has every cell of it when this returns."""
        self._identity()
        self._words()
        self._status()
        self._dates()
        self._effort()
        self._people()
        self._family()
        self._lists()
        self._cells.comments(self.item, self.row.take("comment"))
        self._cells.worklogs(self.item, self.row.take("worklog"))
        self._cells.attachments(self.item, self.row.take("attachment"))
        self.row.keep_rest()
        return self.item

    def _identity(self) -> None:
        issue_key = self.row.one("key")[1].strip()
        _, issue_id = self.row.one("id")
        if issue_id:
            self.item.aliases.append(f"id:{issue_id.strip()}")
        key = clean_line(self.row.one("project key")[1])
        if not key and KEY.match(issue_key):
            key = issue_key.rpartition("-")[0]
        project = key, clean_line(self.row.one("project name")[1])
        self.shared.projects[project] += 1
        self.shared.project_of[self.item.ext_id] = project
        _, description = self.row.one("project description")
        if description:
            self.shared.descriptions.setdefault(project, clean(description))

    def _words(self) -> None:
        """Title, description, type, priority and resolution."""
        fields = self.item.fields
        _, summary = self.row.one("summary")
        _, description = self.row.one("description")
        title, _, rest = summary.strip().replace("\r\n", "\n").partition("\n")
        fields["title"] = clean_line(title)
        if not fields["title"]:
            fields["title"] = self.item.ext_id
            self.ledger.note("no-title", "issues without a summary go by their key", self.item.ext_id)
        body = to_markdown(description, self.shared.people.name_of) if description else ""
        body = "\n\n".join(part for part in (rest.strip(), body) if part)
        if len(body) > _LONGEST_BODY:
            self.ledger.note("text-cut", "descriptions too long to keep whole; the raw row has them", self.item.ext_id)
        fields["body"] = clean(body)
        _, environment = self.row.one("environment")
        if environment:
            self.ledger.kept_after_all()
            keep(self.item, "Environment", to_markdown(environment, self.shared.people.name_of))
        self._type()
        _, priority = self.row.one("priority")
        if priority:
            ours, exact = jira_words.priority_of(priority)
            fields["priority"] = ours
            if not exact:
                self._in_their_words("Priority", priority, ours is not None)
        _, resolution = self.row.one("resolution")
        if resolution and not jira_words.is_unresolved(resolution):
            dropped = jira_words.is_dropped(resolution)
            if dropped:
                fields["dropped"] = 1
            self._in_their_words("Resolution", resolution, dropped)

    def _type(self) -> None:
        _, word = self.row.one("type")
        ours, exact = jira_words.type_of(word) if word else ("task", True)
        self.item.fields["type"] = ours
        if not exact:
            self._in_their_words("Issue Type", word, True)

    def _in_their_words(self, name: str, word: str, mapped: bool) -> None:
        """Keep Jira's own word beside ours where it says more."""
        keep(self.item, name, word)
        if not mapped:
            self.ledger.kept_after_all()

    def _status(self) -> None:
        _, word = self.row.one("status")
        _, category = self.row.one("status category")
        index, changed = self.row.one("status changed")
        name = clean_line(word)
        if name:
            key = name.casefold()
            status = self.shared.statuses.setdefault(key, Status(name, category or None, set()))
            status.category = status.category or category or None
            status.spellings.add(name)
            self.item.column = key
        if changed:
            at = self.row.instant(index, changed)
            if at is not None and self.item.column:
                self.item.past.append(InPast(at, None, "column", None, self.item.column))

    def _dates(self) -> None:
        fields = self.item.fields
        for role, ours in (("created", "created_at"), ("updated", "updated_at"), ("resolved", "completed_at")):
            index, text = self.row.one(role)
            at = self.row.instant(index, text) if text else None
            if at is not None:
                fields[ours] = at
        for ours in ("start", "due"):
            index, text = self.row.one(ours)
            day = self.row.day(index, text) if text else None
            index, inferred = self.row.one(f"inferred {ours}")
            if inferred and day:
                self.ledger.kept_after_all()
                keep(self.item, self.shared.columns[index].name, inferred)
            elif inferred:
                day = self.row.day(index, inferred)
                self.ledger.note("dates-inferred", "start and due dates Jira inferred from sprints or children")
            if day:
                fields[ours] = day

    def _effort(self) -> None:
        """Points; the estimate in hours, remaining and spent in minutes (Jira writes all three in seconds)."""
        fields = self.item.fields
        points, estimate = self.row.number("points"), self.row.number("point estimate")
        if points is not None and estimate is not None and points != estimate:
            self.ledger.note("points-differ", "two story point fields differ; the first was taken", self.item.ext_id)
            self.ledger.kept_after_all()
            keep(self.item, "Story point estimate", f"{estimate:g}")
        best = points if points is not None else estimate
        if best is not None:
            fields["points"] = best
        seconds = self.row.number("original estimate")
        if seconds is not None:
            fields["estimate_m"], fields["estimate_unit"] = seconds / 3600, "h"
        for role, ours in (("remaining", "effort_left"), ("spent", "effort_spent")):
            seconds = self.row.number(role)
            if seconds is not None:
                fields[ours] = whole_minutes(round(seconds))

    def _people(self) -> None:
        item = self.item
        owners, reporters = self.row.persons("assignee"), self.row.persons("reporter")
        creators, item.watchers = self.row.persons("creator"), self.row.persons("watchers")
        item.owner = owners[0] if owners else None
        item.assignees = owners[1:]
        item.reporter = next(iter(reporters or creators), None)
        if creators and creators[0] != item.reporter:
            keep(item, "Creator", self.shared.people.name_of(creators[0]).removeprefix("name:"))

    def _family(self) -> None:
        """The parent: by key, else by id, else the epic; what is not used of these is kept by name."""
        item = self.item
        candidates = []
        for role in ("parent key", "parent", "epic link", "parent link"):
            index, text = self.row.one(role)
            if text:
                candidates.append((index, _reference(text)))
        title, epic_title = self.row.one("parent summary")[1], self.row.one("epic summary")[1]
        chosen = next((ref for _, ref in candidates if ref), None)
        item.parent = chosen if chosen != item.ext_id else None
        for index, ref in candidates:
            role = self.shared.columns[index].role
            if ref != chosen and not (role == "parent" and ref and ref.startswith("id:")):
                self.ledger.kept_after_all()
                keep(item, self.shared.columns[index].name, self.row.by_column[index])
        if item.parent:
            item.parent_title = clean_line(title or epic_title) or None

    def _lists(self) -> None:
        """Labels, components, versions, sprints, rank and links."""
        item, shared = self.item, self.shared
        words = [clean_line(text) for _, text in self.row.take("labels")]
        words += [f"component/{clean_line(text)}" for _, text in self.row.take("components")]
        item.labels = list(dict.fromkeys(shared.labels.setdefault(plain_label(word), word) for word in words if word))
        for role, name in (("fix versions", "Fix versions"), ("affects versions", "Affects versions")):
            for _, text in self.row.take(role):
                self.ledger.kept_after_all()
                keep(item, name, text)
        item.sprints = list(dict.fromkeys(clean_line(text) for _, text in self.row.take("sprint")))
        shared.sprints.update(dict.fromkeys(item.sprints))
        _, rank = self.row.one("rank")
        number = item.row or 0
        if shared.ranked:
            item.order = (0.0, rank.strip()) if rank else (1.0, f"{number:09}")
        else:
            item.order = (float(number), "")
        for role in ("inward", "outward"):
            for index, text in self.row.take(role):
                shared.links.add(item.ext_id, role, shared.columns[index].name, text.strip(), self._link_kind)

    def _link_kind(self, name: str, other: str) -> None:
        keep(self.item, name, other)


def plain_label(label: str) -> str:
    """What makes two labels one: the same letters, in whatever case."""
    return label.casefold()


def _reference(text: str) -> str | None:
    """A parent as an ext_id: an issue key, or `id:` and an issue id; None for anything else."""
    text = text.strip()
    if _LIKE_KEY.match(text):
        return text
    return f"id:{text}" if plain(text).isdecimal() else None
