"""`pmtui add`: items from lines of text. The most hurried command, so it imports next to nothing."""

import argparse
import sys

from pmtui.cli.call import Call, text_of
from pmtui.errors import Usage
from pmtui.model.quickadd import parse_line, split_lines

EXAMPLES = """\
In the text: @gus owner (another one: assignee), ^fri or due:fri, ~3d or est:2/3/6d, !high, #payments, +3pt,
after:31, before:36, under:12, in:doing, type:bug, project:ORD. A backslash keeps a sign as text: \\#5.

  pmtui add "Retry dashboard ~3d @gus ^fri #payments !high after:31"
  pmtui add Write the release notes to:ana due:27.11
  git log --format=%s -5 | pmtui add -        one item a line, one step to undo"""


def options_add(parser: argparse.ArgumentParser) -> None:
    """The words of `add`."""
    parser.add_argument(
        "text", nargs="+", metavar="TEXT", help="the title and its tokens; - reads one item a line from stdin"
    )
    parser.add_argument("--column", metavar="NAME", help="the column, where the text names none")
    parser.epilog = EXAMPLES


def run_add(call: Call) -> int:
    """Add items; prints their numbers."""
    from pmtui.actions.items import add
    from pmtui.actions.places import column_named, default_project

    words = call.options.text
    text = text_of(words)
    lines = split_lines(text) if words == ["-"] else [text]
    if not lines:
        raise Usage("there was nothing to add on stdin")
    settings = call.settings
    with call.writing() as plan:
        project = call.project(plan)
        today = call.today(plan)
        parsed = [
            parse_line(
                line,
                today,
                week_start=settings.week_start,
                day_first=settings.day_first,
                hours_per_day=settings.hours_per_day,
            )
            for line in lines
        ]
        named = call.options.column
        column = column_named(plan, project or default_project(plan), named) if named else None
        outcome = add(plan, parsed, project, column)
        sys.stdout.write("".join(f"{ref}\n" for ref in outcome.refs))
        call.tell(outcome)
    return 0
