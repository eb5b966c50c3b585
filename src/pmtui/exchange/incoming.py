"""What a foreign file holds, said in our words before any of it is written: the one form every reader yields."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pmtui.planning.calendars import CalendarException, Week, WorkWeek

Scalar = str | int | float | None


@dataclass(slots=True)
class InPerson:
    """A person of the source. `key` is unique within the file and is what everything else refers to.

    `kind` is human, material or cost; `calendar` the key of their calendar; `fields` holds values of our own fields
    of a person (max_units, rate, overtime_rate, cost_per_use, unit).
    """

    key: str
    name: str
    email: str | None = None
    ext_id: str | None = None
    kind: str = "human"
    calendar: str | None = None
    fields: dict[str, Scalar] = field(default_factory=dict)


@dataclass(slots=True)
class InCalendar:
    """A working calendar; `base` is the key of the one it is based on."""

    key: str
    name: str
    base: str | None
    week: "Week"
    weeks: "list[WorkWeek]" = field(default_factory=list)
    exceptions: "list[CalendarException]" = field(default_factory=list)


@dataclass(slots=True)
class InAssignment:
    """What a person does of an item: `units` of one, `work` in minutes, local ISO dates and times."""

    units: float | None = None
    work: float | None = None
    start: str | None = None
    finish: str | None = None


@dataclass(slots=True)
class InColumn:
    """A list, status or section. `category` is one of backlog, ready, active, wait, done.

    With `any_such` the source has no columns, and any one of the category will do.
    """

    key: str
    name: str
    category: str
    archived: bool = False
    wip_limit: int | None = None
    wip_hard: bool = False
    any_such: bool = False


@dataclass(slots=True)
class InLabel:
    """A label as defined by the source. `colour` is the source's word for it, any or none."""

    name: str
    colour: str | None = None


@dataclass(slots=True)
class InSprint:
    """A sprint; many sources know only its name."""

    name: str
    state: str | None = None
    start: str | None = None
    finish: str | None = None
    goal: str | None = None


@dataclass(slots=True)
class InComment:
    """A comment; `at` in ms UTC. `ext_id` is stable from export to export (a hash where the source has no id)."""

    ext_id: str
    author: str | None
    at: int | None
    body: str


@dataclass(slots=True)
class InCheck:
    """A checklist entry; `state` is open or ok, `checklist` the heading it stood under."""

    ext_id: str
    text: str
    state: str = "open"
    checklist: str | None = None
    due: str | None = None
    person: str | None = None


@dataclass(slots=True)
class InWorklog:
    """Time spent, in whole minutes, on the day of `at` (ms UTC)."""

    ext_id: str
    person: str | None
    at: int | None
    minutes: int
    note: str = ""


@dataclass(slots=True)
class InAttachment:
    """A file or page of which only the link is kept."""

    ext_id: str
    name: str
    url: str
    at: int | None = None
    person: str | None = None


@dataclass(slots=True)
class InPast:
    """A change the source says happened: `field` went from `old` to `new` at `at` (ms UTC).

    For field "column" the values are column keys.
    """

    at: int
    person: str | None
    field: str
    old: Scalar
    new: Scalar


@dataclass(slots=True)
class InItem:
    """One numbered thing of the source.

    `fields` holds values of our own item fields, by our names: title, body, type, priority (urgent, high, medium,
    low), points, start and due (ISO dates), estimate_o, estimate_m, estimate_p (numbers) with estimate_unit
    (m, h, d, w), effort_left and effort_spent (minutes), created_at, updated_at, completed_at (ms UTC),
    dropped (0 or 1), archived (0 or 1), url; and, of sources that schedule, the fields of a schedule.
    `order` sorts items within their column. `parent` is the ext_id of another item, in this file or not.
    `assignments` says more of some of the `assignees`, by key; `calendar` is the key of the item's calendar.
    `custom` keeps by name what has no field of ours. `raw` is the source's own record (JSON-able), `row` its place.
    """

    ext_id: str
    fields: dict[str, Scalar]
    column: str | None = None
    order: tuple[float, str] = (0.0, "")
    owner: str | None = None
    assignees: list[str] = field(default_factory=list)
    reporter: str | None = None
    watchers: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    sprints: list[str] = field(default_factory=list)
    parent: str | None = None
    parent_title: str | None = None
    aliases: list[str] = field(default_factory=list)
    custom: dict[str, str] = field(default_factory=dict)
    checks: list[InCheck] = field(default_factory=list)
    comments: list[InComment] = field(default_factory=list)
    worklogs: list[InWorklog] = field(default_factory=list)
    attachments: list[InAttachment] = field(default_factory=list)
    past: list[InPast] = field(default_factory=list)
    assignments: dict[str, InAssignment] = field(default_factory=dict)
    calendar: str | None = None
    raw: object = None
    row: int | None = None


@dataclass(slots=True, frozen=True)
class InLink:
    """`source` KIND `target`, both ext_ids. A dependency is written `predecessor FS successor`.

    `lag` is in `unit`: one of model.durations.UNITS, or % or e% of the predecessor.
    """

    source: str
    kind: str
    target: str
    lag: float | None = None
    unit: str | None = None


@dataclass(slots=True)
class InBaselineRow:
    """What one item was planned to be: local ISO dates and times, minutes, money."""

    item: str
    wbs: str
    start: str
    finish: str
    duration: float | None
    work: float | None
    cost: float | None


@dataclass(slots=True)
class InBaseline:
    """A baseline, 0 to 10, with the items it has."""

    number: int
    name: str
    rows: list[InBaselineRow] = field(default_factory=list)


@dataclass(slots=True)
class InKept:
    """What nothing maps, for the way back: the `part` of the entity that is the source's `kind` and `key`.

    `kind` is project, person, calendar, item or assignee (whose key is the item's, a colon and the person's); `record`
    is JSON-able, a list, and may be cut into several.
    """

    kind: str
    key: str
    part: str
    record: list[object]


@dataclass(slots=True)
class InNote:
    """Something a person should know about the import, grouped by `code` in the report.

    `count` source values stand behind it; `detail` is one plain sentence; `where` names rows or ids, a few of them.
    """

    code: str
    count: int
    detail: str
    where: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Accounting:
    """The sum check of a reader: every source value read is mapped, kept raw, or named in a note."""

    read: int = 0
    mapped: int = 0
    kept: int = 0
    noted: int = 0


@dataclass(slots=True)
class Incoming:
    """A whole foreign file. `system` and `site` with an ext_id are an item's identity for ever.

    One `within_site` counts its ext_ids within its site only and is no board: a board's columns stay beside its own.
    So with ext_ids does a `scheduled` one, whose items come in the outline's order; `terms` are our own fields of its
    project, `calendar` the key of the project's calendar, `stored` the start and finish the source last computed, by
    ext_id.
    """

    format: str
    system: str
    site: str
    title: str
    project_name: str
    project_key: str | None = None
    project_description: str | None = None
    people: list[InPerson] = field(default_factory=list)
    columns: list[InColumn] = field(default_factory=list)
    labels: list[InLabel] = field(default_factory=list)
    sprints: list[InSprint] = field(default_factory=list)
    items: list[InItem] = field(default_factory=list)
    links: list[InLink] = field(default_factory=list)
    calendars: list[InCalendar] = field(default_factory=list)
    baselines: list[InBaseline] = field(default_factory=list)
    kept: list[InKept] = field(default_factory=list)
    terms: dict[str, Scalar] = field(default_factory=dict)
    calendar: str | None = None
    stored: dict[str, tuple[str, str]] = field(default_factory=dict)
    scheduled: bool = False
    within_site: bool = False
    notes: list[InNote] = field(default_factory=list)
    accounting: Accounting = field(default_factory=Accounting)
