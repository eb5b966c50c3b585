"""Importing another system's file: a wide and long Jira export, made up here."""

import csv
import json
import random
from collections import Counter
from collections.abc import Iterator
from functools import partial
from itertools import count
from pathlib import Path

from benchmarks.measure import BIN, Ran, Row, Scale, in_turns, middle, run, surroundings
from benchmarks.plan import lines

_ALWAYS = (
    "Summary", "Issue key", "Issue id", "Issue Type", "Status", "Status Category", "Project key", "Project name",
    "Priority", "Created", "Updated", "Reporter", "Creator",
)  # fmt: skip
_SOMETIMES = (
    "Description", "Assignee", "Resolution", "Resolved", "Due date", "Original estimate", "Remaining Estimate",
    "Time Spent", "Environment", "Parent",
)  # fmt: skip
_REPEATED = {
    "Comment": 20, "Labels": 6, "Component/s": 3, "Fix Version/s": 2, "Sprint": 3, "Attachment": 5, "Log Work": 4,
    "Watchers": 4, "Inward issue link (Blocks)": 3, "Outward issue link (Blocks)": 3, "Outward issue link (Relates)": 3,
    "Custom field (Story Points)": 1, "Custom field (Rank)": 1,
}  # fmt: skip
_STATUSES = (("To Do", "To Do"), ("Selected", "To Do"), ("In Progress", "In Progress"), ("Review", "In Progress"),
             ("Done", "Done"))  # fmt: skip
_TALK = (
    "Looked at this with *Ben*; the second call comes too late.",
    "Can be seen here:\n# open the order\n# press _pay_ twice\n\nBoth are booked.",
    "Agreed with finance, see {{refunds.yaml}}.\nWill be in the next release; [~ana] tells them.",
    "No news; waiting for the \"new\" certificate.",
)  # fmt: skip
_NAMES = ("Ana Ott", "Ben Lund", "Chi Pham", "Dora Vogt", "Emre Kaya")


def rows(scale: Scale, folder: Path) -> Iterator[Row]:
    """The row of the import: every round into a new plan."""
    env = surroundings(folder)
    source = make_export(folder / "jira.csv", scale.items, scale.columns)
    numbers = count()

    def once() -> Ran:
        plan = folder / f"imported-{next(numbers)}.db"
        ran = run([str(BIN / "pmtui"), "-f", str(plan), "import", str(source), "--json"], env, folder)
        plan.unlink()
        made = json.loads(ran.output)["created"]["item"]
        if made != scale.items:
            raise RuntimeError(f"{made} of {scale.items} issues were imported")
        return ran

    read = "import csv, sys; print(sum(1 for row in csv.reader(open(sys.argv[1], newline='', encoding='utf-8'))))"
    bare = [str(BIN / "python"), "-c", read, str(source)]
    ran = in_turns(scale.rounds, {"csv": partial(run, bare, env, folder), "import": once})
    figures = {name: middle(ran["import"], name) for name in ("wall_ms", "cpu_ms", "peak_mb")}
    size = {"file_mb": source.stat().st_size / 1e6}
    yield Row(
        "import", f"importing a Jira CSV of {scale.items} issues in {scale.columns} columns", {**figures, **size},
        {"wall_ms": 15_000, "peak_mb": 400},
        "Python's csv module reading the file", {name: middle(ran["csv"], name) for name in ("wall_ms", "cpu_ms")},
    )  # fmt: skip


def make_export(path: Path, issues: int, columns: int) -> Path:
    """Write an export of so many issues and columns, 25 to 60 cells of each row filled, many of them repeated."""
    headers = [*_ALWAYS, *_SOMETIMES, *(name for name, times in _REPEATED.items() for _ in range(times))]
    headers += [f"Custom field (Extra {number})" for number in range(1, columns - len(headers) + 1)]
    places: dict[str, list[int]] = {}
    for place, header in enumerate(headers):
        places.setdefault(header, []).append(place)
    chance = random.Random(20_261_123)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(headers)
        for number, line in enumerate(lines(issues), 1):
            cells = [""] * len(headers)
            used: Counter[str] = Counter()
            for header, text in _issue(chance, number, line.title, issues):
                if used[header] < len(places[header]):
                    cells[places[header][used[header]]] = text
                    used[header] += 1
            for place in chance.sample(
                range(places["Custom field (Rank)"][-1] + 1, len(headers)), chance.randint(10, 21)
            ):
                cells[place] = chance.choice(("Yes", "2.5", "North", "12/Mar/26 4:10 PM", f"{number % 97}"))
            writer.writerow(cells)
    return path


def _issue(chance: random.Random, number: int, title: str, issues: int) -> Iterator[tuple[str, str]]:
    """Heading and cell of what one issue has."""
    status, category = chance.choice(_STATUSES)
    who, other = chance.sample(_NAMES, 2)
    at = f"{chance.randint(1, 28):02}/{chance.choice(('Jan', 'Feb', 'Mar'))}/26 {chance.randint(1, 12)}:05 PM"
    kind, rank = chance.choice(("Story", "Bug", "Task", "Epic")), chance.choice(("High", "Medium", "Low"))
    always = (title, f"ORD-{number}", str(10_000 + number), kind, status, category, "ORD", "Order portal", rank, at, at)
    yield from zip(_ALWAYS, (*always, who, other), strict=True)
    yield "Custom field (Rank)", f"0|i{number:05}:"
    yield "Description", f"h2. {title}\n\nSeen by *{other}*.\n{chance.choice(_TALK)}"
    yield "Assignee", who
    if category == "Done":
        yield "Resolution", "Done"
        yield "Resolved", at
    if chance.random() < 0.4:
        yield "Due date", at
        yield "Original estimate", str(3600 * chance.randint(1, 40))
    if chance.random() < 0.5:
        yield "Custom field (Story Points)", f"{chance.choice((1, 2, 3, 5, 8))}.0"
    for _ in range(chance.randint(0, 6)):
        yield "Comment", f"{at};{chance.choice(_NAMES)};{chance.choice(_TALK)}"
    for _ in range(chance.randint(0, 4)):
        yield "Labels", chance.choice(("api", "ops", "payments", "ui", "docs", "later"))
    for _ in range(chance.randint(0, 2)):
        yield "Sprint", f"Sprint {chance.randint(1, 12)}"
        yield "Watchers", chance.choice(_NAMES)
        yield "Log Work", f"worked on it;{at};{who};{60 * chance.randint(5, 200)}"
        yield "Attachment", f"{at};{who};shot.png;https://jira.example.org/{number}/shot.png"
    if number > 1 and chance.random() < 0.3:  # only to earlier ones, so that there are no circles
        kind = chance.choice(("Inward issue link (Blocks)", "Outward issue link (Relates)"))
        yield kind, f"ORD-{chance.randint(max(1, number - 50), number - 1)}"
