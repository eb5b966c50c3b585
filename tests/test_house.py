"""The house rules that no linter knows: size, docstrings, what may be named, start-up, the wheel, the README."""

import ast
import os
import pwd
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "pmtui"
MODULES = sorted(SOURCE.rglob("*.py"))
LONGEST_MODULE = 400  # lines
SQL = re.compile(r"SELECT |INSERT |UPDATE |DELETE FROM|\bplan\.(?:rows|one)\(|\.execute(?:many)?\(")
"""Statements, and the calls that would run them."""
SLOW_TO_IMPORT = {"dateutil", "pydantic", "sqlite_utils", "textual"}

# Put together from pieces, so that this file does not name what it looks for.
REGISTRIES = [
    "py" + "pi.org",
    "python" + "hosted.org",
    "npm" + "js.org",
    "npm" + "js.com",
    "deb" + "ian.org",
    "crates" + ".io",
]
INSTALLER_SETTINGS = ["--index" + "-url", "--extra-index" + "-url", "--find" + "-links", "--trusted" + "-host"]
WORKPLACES = ["/wo" + "rk", "/ro" + "ot", "/op" + "t", str(ROOT), pwd.getpwuid(os.getuid()).pw_dir]


def tracked_files() -> list[Path]:
    """All files of the checkout that git has or would take."""
    if not shutil.which("git") or not (ROOT / ".git").exists():
        pytest.skip("needs git and a checkout")
    asked = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(asked, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\0")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def text_of(path: Path) -> str:
    """The text of a file, empty where it holds none."""
    raw = path.read_bytes()
    return "" if b"\0" in raw else raw.decode(errors="replace")


def forbidden_names() -> re.Pattern[str]:
    """Matches a registry's host, an installer's setting, or an absolute path of somebody's machine."""
    words = "|".join(map(re.escape, REGISTRIES + INSTALLER_SETTINGS))
    folders = "|".join(re.escape(folder) for folder in WORKPLACES if folder.strip("/"))
    return re.compile(rf"{words}|(?<![\w.~/)}}\]])(?:{folders})(?![\w.-])", re.IGNORECASE)


def pmtui(*arguments: str, flags: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    """Runs one command of the command line and hands back what it said; fails the test where it was refused."""
    command = [sys.executable, *flags, "-m", "pmtui", *arguments]
    ran = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=60, check=False)
    assert ran.returncode == 0, ran.stderr
    return ran


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_module_says_what_lives_in_it_and_stays_short(module: Path) -> None:
    text = module.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(text)), "the module has no docstring"
    assert len(text.splitlines()) <= LONGEST_MODULE


def test_no_file_names_a_registry_or_a_path_of_somebodys_machine() -> None:
    pattern = forbidden_names()
    found = [
        f"{path.relative_to(ROOT)}:{number}: {hit.group()}"
        for path in tracked_files()
        for number, line in enumerate(text_of(path).splitlines(), 1)
        if (hit := pattern.search(line))
    ]
    assert not found


@pytest.mark.parametrize(
    "line",
    [
        "see https://" + REGISTRIES[0] + "/simple",
        INSTALLER_SETTINGS[2] + "=wheels",
        f"cd {WORKPLACES[0]}/main",
        f'"{WORKPLACES[3]}"',
    ],
)
def test_the_search_for_such_names_finds_them(line: str) -> None:
    assert forbidden_names().search(line)


@pytest.mark.parametrize("line", ["home/desk/plan.db", "tmp_path / 'work'", "https://example.org/optional/rooted"])
def test_the_search_for_such_names_leaves_other_text_alone(line: str) -> None:
    assert not forbidden_names().search(line)


def test_only_the_store_knows_sql() -> None:
    knowing = [module.relative_to(SOURCE) for module in MODULES if SQL.search(text_of(module))]
    assert Path("store/plan.py") in knowing, "the search finds what there is to find"
    assert not [path for path in knowing if path.parts[0] != "store"]


@pytest.mark.parametrize(
    "command",
    [["--version"], ["--help"], ["list"], ["add", "Retry dashboard ~3d @gus ^fri #payments !high"]],
    ids=lambda command: command[0],
)
def test_a_command_imports_only_what_it_needs(command: list[str]) -> None:
    pmtui("init", "pmtui.db", "--key", "ORD", "--name", "Order portal")
    timings = pmtui(*command, flags=("-X", "importtime")).stderr
    imported = {line.rpartition("|")[2].strip().partition(".")[0] for line in timings.splitlines() if "|" in line}
    assert "pmtui" in imported
    assert not imported & SLOW_TO_IMPORT


@pytest.mark.slow
def test_the_wheel_brings_its_looks_and_starts_in_an_empty_environment(tmp_path: Path) -> None:
    def python(*arguments: str) -> None:
        subprocess.run([sys.executable, "-m", *arguments], cwd=tmp_path, check=True, capture_output=True)

    python("build", "--wheel", "--no-isolation", "--outdir", "dist", str(ROOT))
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    looks = {f"pmtui/styles/{path.name}" for path in (ROOT / "styles").glob("*.tcss")}
    assert looks
    assert looks <= set(zipfile.ZipFile(wheel).namelist())

    python("venv", "--without-pip", "empty")
    python("pip", "--python", "empty/bin/python", "install", "--quiet", "--no-deps", "--no-index", str(wheel))
    said = subprocess.run(["empty/bin/pmtui", "--version"], cwd=tmp_path, check=True, capture_output=True, text=True)
    version = ast.literal_eval(re.findall(r"^__version__ = (.+)$", (SOURCE / "__init__.py").read_text(), re.M)[0])
    assert version in said.stdout


def test_the_readme_needs_two_commands_and_the_changelog_knows_this_version() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    code = re.findall(r"```.*?```|`[^`\n]+`", readme, re.DOTALL)
    assert {name for part in code for name in re.findall(r"\bmake ([a-z]+)", part)} == {"run", "test"}
    assert (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").strip()
