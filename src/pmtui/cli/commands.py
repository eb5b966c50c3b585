"""The table of commands: what there is, in which room it lives, and what it does in one line."""

from typing import NamedTuple


class Command(NamedTuple):
    """A command. Its room `cli/<module>.py` holds `options_<name>(parser)` and `run_<name>(call) -> exit code`."""

    name: str
    module: str
    help: str


GROUPS: tuple[tuple[str, tuple[Command, ...]], ...] = (
    (
        "begin",
        (
            Command("demo", "opening", "open a ready-made plan in a temporary copy"),
            Command("init", "opening", "make a plan file, or add a project to one"),
            Command("import", "files", "take over a file of another system"),
        ),
    ),
    (
        "look",
        (
            Command("list", "reading", "list items, all open ones or those a query finds"),
            Command("show", "page", "show an item with everything on it"),
            Command("board", "boards", "print the board"),
            Command("today", "day", "print my day: what is late, in hand, blocked, and next"),
            Command("next", "day", "name the next item to start"),
            Command("metrics", "metrics", "tell how work flows: cycle times, throughput, age, burn-up, blocked time"),
            Command("changes", "reading", "tell what changed, lately or of an item"),
        ),
    ),
    (
        "plan",
        (
            Command("schedule", "schedule", "print the schedule, compare it, tell why a date is what it is"),
            Command("baseline", "baselines", "list, save, show and remove baselines"),
            Command("calendar", "calendars", "list and change working calendars, take over public holidays"),
            Command("whatif", "whatif", "try changes on a copy and see what they do to the schedule"),
            Command("sprint", "sprints", "list, plan, start and end sprints, refine the backlog"),
            Command("risk", "risk", "print the risk register; add, score, review and answer risks"),
            Command("forecast", "forecast", "say how likely a date is, or when the open items are done"),
        ),
    ),
    (
        "meet",
        (
            Command("standup", "standup", "print what the standup is about, hold it, print its note"),
            Command("review", "review", "print how the project stands since the last report, and why; hold the review"),
            Command("decide", "deciding", "approve, reject or defer a decision or a change"),
            Command("retro", "retro", "print the facts of a sprint; note, vote, resolve actions, close"),
            Command("report", "reports", "make the weekly, sprint or steering report, issue it, show issued ones"),
        ),
    ),
    (
        "work",
        (
            Command("add", "adding", "add an item from one line of text"),
            Command("start", "moving", "begin work on items, with a git branch if wanted"),
            Command("done", "moving", "finish items"),
            Command("move", "moving", "move items to another column"),
            Command("block", "moving", "mark items blocked, with the reason"),
            Command("unblock", "moving", "clear the block"),
            Command("drop", "moving", "decide not to do items"),
            Command("set", "changing", "change fields: set 42 due=fri owner=ana"),
            Command("note", "changing", "write a comment"),
            Command("check", "changing", "show or change the checklist"),
            Command("log", "changing", "record time spent, or what git suggests"),
            Command("timer", "timer", "run a timer on an item; stopped, it records the time"),
            Command("link", "changing", "link two items: link 31 FS 42"),
            Command("unlink", "changing", "remove a link"),
            Command("archive", "changing", "take items off the board, or bring them back"),
            Command("delete", "changing", "delete items"),
            Command("undo", "changing", "take back your last step"),
            Command("redo", "changing", "bring back what undo took back"),
        ),
    ),
    (
        "arrange",
        (
            Command("project", "around", "list, add, change and archive projects"),
            Command("column", "around", "list, add, change and remove columns"),
            Command("person", "around", "list, add, change and retire people"),
            Command("leave", "leave", "list, enter, change and remove the days that people are off"),
            Command("config", "config", "list, change and check your settings"),
            Command("completion", "shells", "print the completion script for a shell"),
        ),
    ),
    (
        "keep",
        (
            Command("export", "files", "write the plan as JSON, CSV or Markdown"),
            Command("post", "posting", "send a paper to Slack, Teams, Confluence or into an e-mail"),
            Command("backup", "files", "make a backup, or list them"),
            Command("restore", "files", "put a backup in the plan's place"),
            Command("doctor", "files", "check the plan file, mend it, list all files of pmtui"),
            Command("renumber", "files", "give items that share a number new ones"),
        ),
    ),
)

COMMANDS = {command.name: command for _, group in GROUPS for command in group}
