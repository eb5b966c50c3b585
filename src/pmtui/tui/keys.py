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
    Key("done", "x", "app.finish", "x", "done", "Change", 4),
    Key("block", "b", "app.block", "b", "block", "Change", 5),
    Key("owner", "o", "app.owner", "o", "owner", "Change", 6),
    Key("due", "d", "app.due", "d", "due", "Change", 7),
    Key("edit", "e", "app.edit", "e", "edit title", "Change"),
    Key("editor", "E", "app.editor", "E", "text in editor", "Change"),
    Key("comment", "c", "app.comment", "c", "comment", "Change"),
    Key("start", "s", "app.start", "s", "start", "Change"),
    Key("archive", "a", "app.archive", "a", "archive", "Change"),
    Key("delete", "X", "app.delete", "X", "delete", "Change"),
    Key("mark", "space", "mark", "Space", "mark", "More"),
    Key("undo", "u", "app.undo", "u", "undo", "More", 9),
    Key("redo", "ctrl+r", "app.redo", "Ctrl-R", "redo", "More"),
    Key("copy", "y", "app.copy", "y", "copy", "More"),
    Key("projects", "p", "app.projects", "p", "projects", "More", 11),
    Key("columns", "C", "app.columns", "C", "columns", "More"),
    Key("theme", "T", "app.theme", "T", "next theme", "More"),
    Key("redraw", "ctrl+l", "app.redraw", "Ctrl-L", "draw anew", "More"),
    Key("palette", "colon,ctrl+p", "app.palette", ":", "commands", "More", 10),
    Key("help", "question_mark,f1", "app.help", "?", "keys", "More"),
    Key("quit", "q", "app.step_back", "q", "back, quit", "More"),
)

PANES = {"b": ("board", "Board")}
"""`g` and a letter reach each pane; its digit does too."""


def bindings(table: tuple[Key, ...]) -> list[BindingType]:
    """Textual's bindings of a table; config.toml may give them other keys by name."""
    return [Binding(key.keys, key.action, key.words, show=False, id=key.name) for key in table]
