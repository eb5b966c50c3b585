"""The plan file and other files: import, export, backup, restore, doctor, renumber."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pmtui.cli.call import Call
from pmtui.cli.output import say
from pmtui.errors import FileUnusable, Usage

if TYPE_CHECKING:
    from pmtui.store.doctor import Diagnosis


def options_import(parser: argparse.ArgumentParser) -> None:
    """The words of `import`."""
    parser.add_argument("files", nargs="+", metavar="FILE", help="what the other system exported")
    parser.add_argument(
        "--from", dest="format", metavar="FORMAT", help="which system, where the file does not tell by itself"
    )
    parser.add_argument("--into", metavar="KEY", help="the project to fill; else the only empty one, else a new one")
    parser.add_argument("--dry-run", action="store_true", help="tell what would be done, and do nothing")
    parser.add_argument("--json", action="store_true", help="the report as JSON")
    parser.epilog = "Importing a file again updates what changed in it. One import is one step for `pmtui undo`."


def run_import(call: Call) -> int:
    """Take over files of other systems, into a new plan file if there is none."""
    from tempfile import TemporaryDirectory

    from pmtui.cli.opening import fresh
    from pmtui.exchange import importing

    options = call.options
    paths = [Path(name).expanduser() for name in options.files]
    path, said = call.path, {"said": options.format, "into": options.into, "dry_run": options.dry_run}
    if path.exists():
        with call.writing() as plan:
            report = importing.run(plan, paths, **said)
    elif options.dry_run:
        with TemporaryDirectory() as folder, fresh(call, Path(folder) / "pmtui.db") as plan:
            report = importing.run(plan, paths, **said)
    else:
        with fresh(call, path) as plan:
            try:
                report = importing.run(plan, paths, **said)
            except BaseException:
                plan.close()
                path.unlink()
                raise
        say(f"{path} is a new plan")
    if options.json:
        call.out.json(report.as_json())
    else:
        call.out.lines(report.lines())
    return 0


def options_export(parser: argparse.ArgumentParser) -> None:
    """The words of `export`."""
    parser.add_argument(
        "format", metavar="FORMAT",
        choices=("json", "csv", "md", "mspdi", "plan-csv", "ical", "mermaid", "html", "xlsx"),
        help="json (complete), csv or md; of the schedule: mspdi (Microsoft Project), plan-csv, ical, mermaid, html; "
        "xlsx: the logs of risks, issues, changes and actions",
    )  # fmt: skip
    parser.add_argument("target", nargs="?", metavar="FILE", help="where to; without it, or with -, to stdout")
    parser.epilog = (
        "JSON holds everything, history included: `pmtui import` makes the same plan of it.\n\n"
        "  pmtui export csv board.csv --project ORD\n"
        "  pmtui export html plan.html"
    )


def run_export(call: Call) -> int:
    """Write the plan in another format."""
    from pmtui.exchange import exporting

    name = call.options.target
    target = Path(name).expanduser() if name not in (None, "-") else None
    with call.current() as plan:
        text = exporting.write(plan, call.options.format, target, call.options.project or None)
    if text is not None:
        sys.stdout.write(text if text.endswith("\n") else text + "\n")
    else:
        say(f"{target} written")
    return 0


def options_backup(parser: argparse.ArgumentParser) -> None:
    """The words of `backup`."""
    parser.add_argument(
        "target", nargs="?", metavar="FILE|list", help="where to; without it among the plan's backups. list: list those"
    )
    parser.add_argument("--json", action="store_true", help="the backups as an array (with list)")
    parser.epilog = "A backup is a whole plan file, checked before it counts; the plan may be in use meanwhile."


def run_backup(call: Call) -> int:
    """Make a backup and print where it is, or list the backups."""
    from pmtui.store.backup import backup

    if call.options.target == "list":
        return _list_backups(call)
    target = Path(call.options.target).expanduser() if call.options.target else None
    with call.reading() as plan:
        call.out.lines([str(backup(plan.db, plan.path, target))])
    return 0


def options_restore(parser: argparse.ArgumentParser) -> None:
    """The words of `restore`."""
    parser.add_argument(
        "backup", nargs="?", metavar="FILE|N", help="a backup file, or its number in the list; without it the list"
    )
    parser.add_argument("--yes", action="store_true", help="do not ask")
    parser.add_argument("--json", action="store_true", help="the list as an array")
    parser.epilog = (
        "The plan that is replaced is kept among the backups.\n\n"
        "  pmtui restore        lists the backups\n  pmtui restore 1      brings the newest back"
    )


def run_restore(call: Call) -> int:
    """Put a backup in the plan's place, after asking; without one named, list them."""
    from pmtui.store.backup import kept, restore

    name = call.options.backup
    if name is None:
        return _list_backups(call)
    path, backups = call.path, kept(call.path)
    source = Path(name).expanduser()
    if name.isdigit() and not source.exists():
        if not 1 <= int(name) <= len(backups):
            raise Usage(f"there is no backup {name}; `pmtui restore` lists the {len(backups)} there are")
        source = backups[int(name) - 1]
    if not source.exists():
        raise Usage(f"there is no backup {source}; `pmtui restore` lists those there are")
    call.confirm(f"Put {source.name} in the place of {path}?")
    saved = restore(source, path)
    say(f"{path} is what it was in {source.name}" + (f"; the plan before that is kept as {saved}" if saved else ""))
    return 0


def _list_backups(call: Call) -> int:
    """The plan's backups, newest first, numbered."""
    from pmtui.clock import local
    from pmtui.store.backup import kept

    path, backups = call.path, kept(call.path)
    rows: list[dict[str, Any]] = []
    for place, one in enumerate(backups, 1):
        facts = one.stat()
        made = local(round(facts.st_mtime * 1000)).isoformat(timespec="seconds")
        rows.append({"number": place, "path": str(one), "made_at": made, "bytes": facts.st_size})
    if call.options.json:
        call.out.json(rows)
    elif rows:
        call.out.lines(
            f"{row['number']:>3}  {row['made_at'][:16].replace('T', ' ')}  {row['bytes'] // 1024:>7} kB  {row['path']}"
            for row in rows
        )
    else:
        say(f"{path} has no backups yet; `pmtui backup` makes one")
    return 0


def options_doctor(parser: argparse.ArgumentParser) -> None:
    """The words of `doctor`."""
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--rebuild", action="store_true", help="make all tables anew from the log, after a backup")
    what.add_argument("--paths", action="store_true", help="list every file and folder that pmtui uses")
    parser.add_argument("--json", action="store_true", help="the findings as JSON")
    parser.epilog = "Exit code 0: healthy; 1: tables and log disagree, or the file is damaged."


def run_doctor(call: Call) -> int:
    """Examine the plan file, or mend it."""
    from pmtui.store.doctor import Diagnosis, examine, rebuild

    if call.options.paths:
        return _paths(call)
    if call.options.rebuild:
        from pmtui.store.backup import backup

        with call.writing() as plan:
            saved = backup(plan.db, plan.path)
            rebuild(plan.db)
        say(f"all tables were made anew from the log; a backup of the file before that is {saved}")
    with call.reading() as plan:
        try:
            found = examine(plan)
        except FileUnusable as error:
            found = Diagnosis(damage=[str(error).partition(";")[0]])
    if call.options.json:
        call.out.json(_as_json(call.path, found))
    else:
        call.out.lines(_told(call.path, found))
    return 0 if found.healthy else 1


def _as_json(path: Path, found: "Diagnosis") -> dict[str, Any]:
    return {
        "file": str(path),
        "healthy": found.healthy,
        "items": found.items,
        "changes": found.changes,
        "damage": found.damage,
        "strange": found.strange,
        "missing": found.missing,
        "differing": found.differing,
        "loops": found.loops,
        "repeated": found.repeated,
    }


def _told(path: Path, found: "Diagnosis") -> list[str]:
    """The findings, each with what to do about it."""
    lines = [f"damage: {line}" for line in found.damage[:10]]
    if found.damage:
        lines.append("the file is damaged: `pmtui restore` lists the backups")
    if found.missing:
        lines.append(f"missing: {', '.join(found.missing)}; `pmtui doctor --rebuild` makes what follows from the log")
    if found.strange:
        lines.append(f"not pmtui's: {', '.join(found.strange)}; remove it with sqlite3, or keep to reading")
    for name, count in found.differing.items():
        lines.append(f"{name}: {count} rows say something else than the log; `pmtui doctor --rebuild` makes them anew")
    for loop in found.loops:
        lines.append(f"a loop of parents: {', '.join(loop)}; `pmtui set {loop[0]} parent=none` opens it")
    if found.repeated:
        lines.append(
            f"numbers of several items: {', '.join(map(str, found.repeated))}; `pmtui renumber` gives new ones"
        )
    if found.healthy:
        lines.append(f"{path} is healthy: {found.items} items, {found.changes} changes in the log")
    return lines


def _paths(call: Call) -> int:
    """Everything to remove when uninstalling, there or not."""
    from pmtui.exchange.channels import channels_path
    from pmtui.settings import config_path, data_plan, state_folder

    paths = {
        "plan": call.path, "settings": config_path(), "channels": channels_path(), "own_plan": data_plan(),
        "state_and_backups": state_folder(),
    }  # fmt: skip
    if call.options.json:
        call.out.json({name: {"path": str(path), "exists": path.exists()} for name, path in paths.items()})
    else:
        call.out.lines(
            f"{name.replace('_', ' '):<18}{path}{'' if path.exists() else '  (not there)'}"
            for name, path in paths.items()
        )
    return 0


def options_renumber(parser: argparse.ArgumentParser) -> None:
    """The words of `renumber`."""
    parser.add_argument("refs", nargs="*", metavar="REF", help="such as 42b; without any, all that share a number")


def run_renumber(call: Call) -> int:
    """Give items that share a number new ones."""
    from pmtui.actions.renumber import renumber

    with call.writing() as plan:
        words = call.options.refs
        call.tell(renumber(plan, call.ids(plan, words) if words else None))
    return 0
