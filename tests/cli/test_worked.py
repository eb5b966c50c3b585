"""Time on the command line: the timer, what git suggests, and the lines that somebody leaves for a standup."""

from pathlib import Path

import pytest

from pmtui.meetings import git
from tests.cli.conftest import Run
from tests.meetings.repositories import PATIENT, Repository
from tests.store.plans import mark


@pytest.fixture
def portal(run: Run, plan: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A repository around the plan: two commits of Ana on the branch of item 2 on Friday, and one of Ben."""
    monkeypatch.setattr(git, "PATIENCE", PATIENT)
    made = Repository(plan.parent)
    run("project", "set", "ORD", "timezone=UTC")
    run("person", "set", "ana", "git_email=ana@example.org")
    run("person", "set", "ben", "email=ben@example.org")
    made.switch("feat/2-retry", "main")
    made.commit("2026-11-20T10:00:00", "jitter")
    made.commit("2026-11-20T10:42:00", "key")
    made.commit("2026-11-20T11:00:00", "SSO realm\n\nRefs: #3, #99", "Ben <ben@example.org>")
    return made


# --- git -------------------------------------------------------------------------------------------------------------


def test_the_standup_tells_commits_and_writes_nothing(run: Run, plan: Path, portal: Repository) -> None:
    before = mark(plan)
    people = {one["code"]: one for one in run("standup", "--json").json["people"]}
    assert [one["subject"] for one in people["ana"]["commits"]] == ["jitter", "key"]
    (commit,) = people["ben"]["commits"]
    assert list(commit) == ["sha", "at", "subject", "numbers"]
    assert (commit["at"], commit["subject"], commit["numbers"]) == ("2026-11-20T11:00:00+00:00", "SSO realm", [3])
    lines = run("standup").out.splitlines()
    assert "  git      2 commits on feat/2-retry" in lines
    assert "  commits  2  Retry failed payments  Fri 10:42  2 commits, last: key" in lines
    assert mark(plan) == before


def test_log_git_lists_ones_own_proposals_and_writes_them_once(run: Run, plan: Path, portal: Repository) -> None:
    said = run("log", "--git")
    assert said.out == "2  Retry failed payments  +1.2h  Fri 20 Nov  2 commits, 10:00 to 10:42\n"
    assert "--accept" in said.err
    (one,) = run("log", "--git", "--json").json
    assert (one["number"], one["day"], one["minutes"]) == (2, "2026-11-20", 72)
    assert [commit["numbers"] for commit in one["commits"]] == [[2], [2]]
    today = run("today")
    assert today.out.splitlines()[-1] == "git suggests 2 +1.2h Fri: pmtui log --git --accept"
    assert [one["minutes"] for one in run("today", "--json").json["git"]] == [72]
    assert run("log", "--git", "--accept", "3") == (1, "", "pmtui: git suggests nothing for 3\n")
    assert run("log", "--git", "--accept", "2") == (0, "", "1h12 on 2 logged, 2 commits kept\n")
    assert run("log", "--git", "--json").json == []
    assert run("log", "--git", "--accept").code == 1
    assert f"commit {portal.git('rev-parse', '--short=7', 'HEAD~1')} key" in run("show", "2").out
    assert {"cause": "git", "field": "commit"}.items() <= run("show", "2", "--json").json["history"][0].items()


def test_the_repositories_of_the_settings_are_looked_into(
    run: Run, plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(git, "PATIENCE", PATIENT)
    shop = Repository(tmp_path / "src" / "shop")
    shop.commit("2026-11-20T10:00:00", "#2 from afar")
    run("person", "set", "ana", "email=ana@example.org")
    assert run("log", "--git", "--json").json == []
    assert run("config", "set", "repositories", f"{shop.folder}, ~/gone").code == 0
    assert run("config", "get", "repositories", "--json").json == [str(shop.folder), "~/gone"]
    said = run("log", "--git", "--json")
    assert [one["number"] for one in said.json] == [2]
    assert said.err == f"git: {Path.home() / 'gone'} cannot be read; `git -C {Path.home() / 'gone'} log` tells why\n"
    assert run("standup").err == said.err
    config = Path(run("config", "path").out.strip())
    config.write_text('repositories = ["~/gone"]  # ours\n')
    run("config", "set", "repositories", "~/a, ~/b")
    assert config.read_text() == 'repositories = ["~/a", "~/b"]  # ours\n'
    config.write_text("repositories = [1]\n")
    assert run("config", "check").code == 2


# --- the timer -------------------------------------------------------------------------------------------------------


def test_a_timer_from_start_to_done(run: Run, plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("timer") == (0, "", "no timer of yours is running; `pmtui timer 42` starts one\n")
    assert run("timer", "--json") == (0, "null\n", "")
    assert run("timer", "2", "with", "Gus").err == "timer on 2 started\n"
    monkeypatch.setenv("PMTUI_NOW", "2026-11-23T10:02:30+00:00")
    assert run("timer").out == "0:34  2  Retry failed payments  with Gus\n"
    assert run("today").out.splitlines()[0] == "Mon 23 Nov  ana  timer 2 0:34"
    assert run("today", "--json").json["timer"] == run("timer", "--json").json
    assert run("timer", "--json").json == {
        "number": 2, "ref": "2", "title": "Retry failed payments", "started": "2026-11-23T09:28:00+00:00",
        "minutes": 34, "note": "with Gus",
    }  # fmt: skip
    assert run("done", "2").err.splitlines()[-1] == "2 done; 0h34 on 2 logged"
    run("start", "4", "--timer")
    assert run("timer", "stop", "1h30").err == "1h30 on 4 logged\n"
    run("timer", "4")
    assert run("timer", "drop").err == "timer on 4 dropped, nothing logged\n"


def test_log_without_an_item_means_the_running_timers(run: Run, plan: Path) -> None:
    run("timer", "2")
    assert run("log", "45m", "review").err == "0h45 on 2 logged\n"
    assert run("log", "2h", "fri").err == "2h00 on 2 logged, Fri 20 Nov\n"
    assert run("log", "4", "2h").err == "2h00 on 4 logged\n"


# --- lines for a standup ---------------------------------------------------------------------------------------------


def test_three_lines_beforehand_asked_for_or_from_a_pipe(run: Run, plan: Path) -> None:
    asked = run("standup", "--async", typed="SSO is through\n53\n\n")
    assert asked.err == "Done: Next: In the way: kept for the next standup\n"
    assert run("standup", "--async", "gus", stdin="basket\n\nno rights\n").code == 0
    assert run("standup", "note", "--for", "ben", "off", "sick").code == 0
    people = {one["code"]: one["said"] for one in run("standup", "--json").json["people"]}
    assert people["ana"] == ["done: SSO is through", "next: 53"]
    assert (people["ben"], people["gus"]) == (["off sick"], ["done: basket", "in the way: no rights"])
    assert "  said     in the way: no rights" in run("standup").out.splitlines()


REFUSED: tuple[tuple[list[str], int, str], ...] = (
    (["log", "--git", "2"], 2, "with --accept, REFs say what to log"),
    (["log", "--git", "--accept", "--json"], 2, "--json lists"),
    (["log", "--accept", "2"], 2, "belong to --git"),
    (["log"], 2, "say how long"),
    (["log", "45m"], 2, "say which item"),
    (["log", "--git", "--accept"], 1, "git suggests nothing to log"),
    (["timer", "pause"], 2, "timer knows no pause"),
    (["timer", "stop"], 1, "no timer of yours is running"),
    (["timer", "stop", "1h", "30m"], 2, "in one word"),
    (["timer", "stop", "soon"], 2, "not a duration"),
    (["timer", "drop", "2"], 2, "takes no further word"),
    (["timer", "2", "--json"], 2, "--json shows what runs"),
    (["timer", "1,2"], 2, "on one item"),
    (["timer", "99"], 2, "99"),
    (["start", "1", "2", "--timer"], 2, "on one item"),
    (["standup", "--for", "gus"], 2, "--for belongs to note"),
    (["standup", "note", "--for", "zoe", "x"], 2, "nobody is called zoe"),
    (["standup", "--async", "zoe"], 2, "nobody is called zoe"),
    (["standup", "--async"], 2, "say what the standup is to hear"),
    (["standup", "--async", "--close"], 2, "ask for one at a time"),
)


def test_what_cannot_be_is_said_in_one_line_and_writes_nothing(run: Run, plan: Path) -> None:
    before = mark(plan)
    for words, code, said in REFUSED:
        answer = run(*words)
        assert (answer.code, answer.out) == (code, ""), words
        assert said in answer.err, words
        assert len(answer.err.splitlines()) == 1, words
    assert mark(plan) == before


def test_more_than_three_lines_are_not_cut_but_refused(run: Run, plan: Path) -> None:
    assert "three lines" in run("standup", "--async", stdin="a\nb\nc\nd\n").err
