"""Beginning: the app itself, `pmtui demo`, `pmtui init`."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from pmtui.cli.call import Call, ask
from pmtui.cli.output import say
from pmtui.errors import Refused, Usage
from pmtui.settings import data_plan

if TYPE_CHECKING:
    from pmtui.store.plan import Plan


def run_app(call: Call) -> int:
    """Open the app on the plan that is meant; where there is none, offer to make one."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise Usage("the app needs a terminal; `pmtui board` prints the board, `pmtui --help` lists the commands")
    path = call.path
    if not path.exists() and not _offer(call, path):
        return 0
    return _open(call, path)


def _open(call: Call, path: Path, actor: str | None = None) -> int:
    """The app, for the person who acts or, in the demo, one of its people."""
    settings = call.settings
    project = call.options.project or settings.default_project
    return call.open_app(path, actor or call.actor, settings, settings.mouse and not call.options.no_mouse, project)


def _offer(call: Call, path: Path) -> bool:
    """Ask what to do without a plan file; whether there is one now."""
    say(f"There is no plan yet at {path}.")
    say("  m  make one there      d  look at a demo      q  leave")
    answer = ask("> ").casefold()[:1]
    if answer == "d":
        _demo(call)
        return False
    if answer != "m":
        return False
    name = ask("Name of the project, such as Order portal: ")
    key = ask("Its short key, such as ORD (empty: made from the name): ")
    make(call, path, key or None, name or None, "kanban")
    return True


def options_demo(parser: argparse.ArgumentParser) -> None:
    """The words of `demo`: none."""
    parser.epilog = "What you do in the demo is thrown away when you leave it."


def run_demo(call: Call) -> int:
    """Open the ready-made plan; without a terminal print its board."""
    return _demo(call)


def _demo(call: Call) -> int:
    from tempfile import TemporaryDirectory

    from pmtui.demo.plan import make as make_demo

    with TemporaryDirectory(prefix="pmtui-demo-") as folder:
        path = Path(folder) / "demo.db"
        make_demo(path)
        if sys.stdin.isatty() and sys.stdout.isatty():
            return _open(call, path, "ana@example.org")
        from pmtui.cli.boards import drawn, viewed

        with call.reading(path) as plan:
            call.options.project = call.options.project or "ORD"
            call.out.lines(drawn(call.out, plan, viewed(call, plan), call.today(plan)))
    return 0


def options_init(parser: argparse.ArgumentParser) -> None:
    """The words of `init`."""
    from pmtui.actions.projects import TEMPLATES

    parser.add_argument("path", nargs="?", metavar="FILE", help="the plan file; a folder gets a pmtui.db")
    parser.add_argument(
        "--key", metavar="KEY", help="the project's short key, like ORD; made from the name where it is not said"
    )
    parser.add_argument("--name", metavar="NAME", help="the project's name")
    parser.add_argument(
        "--template", metavar="TEMPLATE", default="kanban", choices=list(TEMPLATES), help=", ".join(TEMPLATES)
    )
    parser.epilog = (
        '  pmtui init pmtui.db --key ORD --name "Order portal"\n'
        "  pmtui init --key OPS --name Operations --template scrum"
    )


def run_init(call: Call) -> int:
    """Make a plan file with a project, or add a project to a plan that is there."""
    options = call.options
    path = Path(options.path).expanduser() if options.path else call.path
    if path == data_plan():
        path = Path("pmtui.db")  # a new plan belongs where it is asked for, not among the user's own data
    if path.is_dir():
        path /= "pmtui.db"
    key, name = options.key, options.name
    if not key and not name:
        if not (sys.stdin.isatty() and sys.stderr.isatty()):
            raise Usage('say which project: `pmtui init --key ORD --name "Order portal"`')
        name = ask("Name of the project, such as Order portal: ")
        key = ask("Its short key, such as ORD (empty: made from the name): ")
    make(call, path, key or None, name or None, options.template)
    return 0


def make(call: Call, path: Path, key: str | None, name: str | None, template: str) -> None:
    """Make a plan file with a project, or add the project to a plan that is there; nothing is left of a failure."""
    from pmtui.actions.projects import add, free_key

    if not key and not name:
        raise Refused("a project needs a name or a key; nothing was made")
    new = not path.exists()
    plan = fresh(call, path) if new else call.writing(path)
    try:
        outcome = add(plan, key or free_key(plan, name or ""), name or str(key).upper(), template)
    except BaseException:
        if new:
            plan.close()
            path.unlink()
        raise
    outcome.message += f" in {'the new plan ' if new else ''}{path}"
    call.tell(outcome)


def fresh(call: Call, path: Path) -> "Plan":
    """A new, empty plan file; the folder of the user's own plan file is made too."""
    from pmtui.store.plan import Plan

    if path == data_plan():
        path.parent.mkdir(parents=True, exist_ok=True)
    return call.keep(Plan.create(path, call.actor))
