"""Every key of the app, in one table: the bindings, the key line, the help and the palette are all made from it."""

from typing import NamedTuple

from textual.binding import Binding, BindingType


class Key(NamedTuple):
    """A key of a screen. `name` is what config.toml's [keys] calls it; `rank` orders the key line, 0 keeps it off."""

    name: str
    keys: str
    action: str
    shown: str
    words: str
    group: str
    rank: int = 0


_ITEM = (
    Key("done", "x", "app.finish", "x", "done", "Change", 4),
    Key("block", "b", "app.block", "b", "block", "Change", 5),
    Key("owner", "o", "app.owner", "o", "owner", "Change", 6),
    Key("due", "d", "app.due", "d", "due", "Change", 7),
    Key("edit", "e", "app.edit", "e", "edit title", "Change"),
    Key("editor", "E", "app.editor", "E", "text in editor", "Change"),
    Key("comment", "c", "app.comment", "c", "comment", "Change"),
)
"""What changes the item under the cursor, on every pane that has one."""

_REST = (
    Key("mark", "space", "mark", "Space", "mark", "More"),
    Key("undo", "u", "app.undo", "u", "undo", "More", 9),
    Key("redo", "ctrl+r", "app.redo", "Ctrl-R", "redo", "More"),
    Key("copy", "y", "app.copy", "y", "copy", "More"),
    Key("projects", "p", "app.projects", "p", "projects", "More", 11),
    Key("board", "1", "app.pane('board')", "1", "board", "More"),
    Key("timeline", "2", "app.pane('timeline')", "2", "timeline", "More"),
    Key("risks", "3", "app.pane('risks')", "3", "risks", "More"),
    Key("metrics", "4", "app.pane('metrics')", "4", "metrics", "More"),
    Key("standup", "S", "app.standup", "S", "standup", "More", 12),
    Key("meetings", "M", "app.meetings", "M", "meetings", "More", 14),
    Key("redraw", "ctrl+l", "app.redraw", "Ctrl-L", "draw anew", "More"),
    Key("palette", "colon,ctrl+p", "app.palette", ":", "commands", "More", 10),
    Key("help", "question_mark,f1", "app.help", "?", "keys", "More"),
    Key("quit", "q", "app.step_back", "q", "back, quit", "More"),
)
"""What works everywhere."""

BOARD = (
    Key("left", "h,left", "go(-1,0)", "h", "left column", "Move"),
    Key("down", "j,down", "go(0,1)", "j", "next card", "Move"),
    Key("up", "k,up", "go(0,-1)", "k", "card above", "Move"),
    Key("right", "l,right", "go(1,0)", "l", "right column", "Move"),
    Key("page_down", "pagedown,ctrl+f", "page(1)", "PgDn", "page down", "Move"),
    Key("page_up", "pageup,ctrl+b", "page(-1)", "PgUp", "page up", "Move"),
    Key("first", "home", "edge(0)", "gg", "first card", "Move"),
    Key("last", "G,end", "edge(1)", "G", "last card", "Move"),
    Key("find", "slash", "app.find", "/", "find", "Move", 8),
    Key("open", "enter", "app.open", "Enter", "open", "Move", 2),
    Key("new", "n", "app.new", "n", "new", "Change", 1),
    Key("move_on", "L,shift+right", "app.move(1)", "L", "move on", "Change", 3),
    Key("move_back", "H,shift+left", "app.move(-1)", "H", "move back", "Change"),
    Key("lower", "J,shift+down", "app.rank(1)", "J", "lower", "Change"),
    Key("higher", "K,shift+up", "app.rank(-1)", "K", "higher", "Change"),
    *_ITEM,
    Key("start", "s", "app.start", "s", "start", "Change"),
    Key("timer", "t", "app.timer", "t", "timer", "Change"),
    Key("archive", "a", "app.archive", "a", "archive", "Change"),
    Key("delete", "X", "app.delete", "X", "delete", "Change"),
    Key("columns", "C", "app.columns", "C", "columns", "More"),
    Key("theme", "T", "app.theme", "T", "next theme", "More"),
    *_REST,
)

TIMELINE = (
    Key("down", "j,down", "go(1)", "j", "next row", "Move"),
    Key("up", "k,up", "go(-1)", "k", "row above", "Move"),
    Key("week_back", "h,left", "pan(-7)", "h", "a week back", "Move"),
    Key("week_on", "l,right", "pan(7)", "l", "a week on", "Move"),
    Key("page_down", "pagedown,ctrl+f", "page(1)", "PgDn", "page down", "Move"),
    Key("page_up", "pageup,ctrl+b", "page(-1)", "PgUp", "page up", "Move"),
    Key("first", "home", "edge(0)", "gg", "first row", "Move"),
    Key("last", "G,end", "edge(1)", "G", "last row", "Move"),
    Key("zoom", "z", "zoom(-1)", "z", "zoom", "Move", 3),
    Key("zoom_in", "Z", "zoom(1)", "Z", "nearer", "Move"),
    Key("today", "T", "today", "T", "today", "Move", 11),
    Key("week", "w", "bar", "w", "week of the bar", "Move"),
    Key("ending", "dollar_sign", "ending", "$", "project's end", "Move"),
    Key("fold", "f", "fold", "f", "fold", "Move", 12),
    Key("fold_all", "F", "fold_all", "F", "fold all", "Move"),
    Key("find", "slash", "app.find", "/", "find", "Move", 13),
    Key("open", "enter", "app.open", "Enter", "open", "Move", 2),
    Key("new", "n", "app.new_task", "n", "new", "Change", 1),
    Key("later", "L,shift+right", "app.shift(1)", "L", "a day later", "Plan"),
    Key("earlier", "H,shift+left", "app.shift(-1)", "H", "a day earlier", "Plan", 4),
    Key("longer", "greater_than_sign,plus", "app.stretch(1)", ">", "longer", "Plan", 5),
    Key("shorter", "less_than_sign,minus", "app.stretch(-1)", "<", "shorter", "Plan"),
    Key("takes", "t", "app.takes", "t", "takes", "Plan"),
    Key("after", "a", "app.after", "a", "after", "Plan", 6),
    Key("chain", "A", "app.chain", "A", "chain the marked", "Plan"),
    Key("constraint", "s", "app.constraint", "s", "start, constraint", "Plan"),
    Key("manual", "m", "app.manual", "m", "keep its dates", "Plan"),
    Key("indent", "i", "app.indent(1)", "i", "indent", "Plan"),
    Key("outdent", "I", "app.indent(-1)", "I", "outdent", "Plan"),
    Key("lower", "J,shift+down", "app.reorder(1)", "J", "lower", "Plan"),
    Key("higher", "K,shift+up", "app.reorder(-1)", "K", "higher", "Plan"),
    Key("why", "D", "app.why", "D", "why this date", "Plan", 7),
    Key("what_if", "W", "app.what_if", "W", "what if", "Plan", 8),
    Key("baselines", "B", "app.baselines", "B", "baselines", "Plan", 9),
    Key("forecast", "P", "app.forecast", "P", "probable dates", "Plan"),
    *(key._replace(rank=0) for key in _ITEM),
    Key("archive", "", "app.archive", "", "archive", "Change"),
    Key("delete", "X", "app.delete", "X", "delete", "Change"),
    Key("critical_only", "C", "critical", "C", "critical only", "More", 10),
    Key("theme", "", "app.theme", "", "next theme", "More"),
    Key("weekends", "full_stop", "weekends", ".", "weekend shade", "More"),
    *(key._replace(rank=key.rank and key.rank + 20) for key in _REST),
)

RISKS = (
    Key("down", "j,down", "go(1)", "j", "next risk", "Move"),
    Key("up", "k,up", "go(-1)", "k", "risk above", "Move"),
    Key("page_down", "pagedown,ctrl+f", "page(1)", "PgDn", "page down", "Move"),
    Key("page_up", "pageup,ctrl+b", "page(-1)", "PgUp", "page up", "Move"),
    Key("first", "home", "edge(0)", "gg", "first risk", "Move"),
    Key("last", "G,end", "edge(1)", "G", "last risk", "Move"),
    Key("find", "slash", "app.find", "/", "find", "Move", 12),
    Key("open", "enter", "app.open", "Enter", "open", "Move", 4),
    Key("map", "m", "map", "m", "this cell only", "Move"),
    Key("turn", "V", "turn", "V", "map, list or both", "Move"),
    Key("new", "n", "app.new_risk", "n", "new", "Change", 3),
    Key("score", "s", "prefix('s')", "s 4 4", "score P I", "Change", 1),
    Key("reviewed", "v", "app.reviewed", "v", "reviewed", "Change", 2),
    Key("respond", "r", "prefix('r')", "r m", "respond", "Change", 5),
    Key("respond_card", "N", "app.response_card", "N", "response as a card", "Change", 6),
    Key("happened", "i", "app.risk_happened", "i", "it happened", "Change", 7),
    Key("next_review", "w", "app.next_review", "w", "next review", "Change", 8),
    Key("walk", "W", "app.risk_review", "W", "walk through them", "Change", 9),
    Key("forecast", "F", "app.forecast", "F", "forecast", "Change", 10),
    Key("prompts", "P", "app.risk_prompts", "P", "prompt lists", "Change"),
    *(key._replace(rank=0) for key in _ITEM),
    Key("archive", "", "app.archive", "", "archive", "Change"),
    Key("delete", "X", "app.delete", "X", "delete", "Change"),
    Key("opportunities", "O", "app.opportunities", "O", "threats, opportunities", "More"),
    Key("issues", "I", "app.issues", "I", "issues or risks", "More"),
    Key("theme", "T", "app.theme", "T", "next theme", "More"),
    *(key._replace(rank=key.rank and key.rank + 20) for key in _REST),
)

METRICS = (
    Key("down", "j,down", "go(1)", "j", "next chart", "Move", 1),
    Key("up", "k,up", "go(-1)", "k", "chart above", "Move"),
    Key("first", "home", "edge(0)", "gg", "first chart", "Move"),
    Key("last", "G,end", "edge(1)", "G", "last chart", "Move"),
    Key("page_down", "pagedown,ctrl+f", "page(1)", "PgDn", "table down", "Move"),
    Key("page_up", "pageup,ctrl+b", "page(-1)", "PgUp", "table up", "Move"),
    Key("find", "slash", "app.find", "/", "find", "Move", 5),
    Key("table", "equals_sign,enter", "turn", "=", "table", "Show", 2),
    Key("longer", "plus", "app.period(1)", "+", "longer", "Show", 3),
    Key("shorter", "minus", "app.period(-1)", "-", "shorter", "Show", 4),
    Key("theme", "T", "app.theme", "T", "next theme", "More"),
    *(key._replace(rank=key.rank and key.rank + 20) for key in _REST if key.name not in ("mark", "copy")),
)

PANES = {"b": "board", "t": "timeline", "r": "risks", "m": "metrics"}
"""`g` and a letter reach each pane; its digit does too."""


def bindings(table: tuple[Key, ...]) -> list[BindingType]:
    """Textual's bindings of a table; config.toml may give them other keys by name."""
    return [Binding(key.keys, key.action, key.words, show=False, id=key.name) for key in table if key.keys]
