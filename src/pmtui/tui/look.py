"""The visual language: palettes, glyphs, people's colours and the heat of risks, as styles ready to draw with."""

from rich.color import Color, ColorType
from rich.style import Style

PALETTES: dict[str, dict[str, str]] = {
    "dark": {
        "bg": "#11151B", "surface": "#1B222C", "raise": "#222B37", "sel": "#1B3B66", "mark": "#26303D",
        "rule": "#465262",
        "dim": "#9AA6B5", "text": "#D7DEE7", "strong": "#FFFFFF", "accent": "#76BAFF", "warn": "#F4BC50",
        "alarm": "#FF8262",
        "ok": "#63CDB6",
        "bar": "#4C86C6", "bar_rest": "#2E5079", "crit": "#E39A2D", "crit_rest": "#74561F", "base": "#C3CBD6",
        "link": "#7F8C9C", "today": "#D7DEE7", "weekend": "#171C24",
    },
    "light": {
        "bg": "#FBFAF7", "surface": "#EFEDE7", "raise": "#FFFFFF", "sel": "#CFE2FA", "mark": "#E6EAF0",
        "rule": "#B9B6AD",
        "dim": "#5A6270", "text": "#242A33", "strong": "#000000", "accent": "#0B5CB5", "warn": "#825C00",
        "alarm": "#A11D12",
        "ok": "#006B5A",
        "bar": "#3C7CC4", "bar_rest": "#9DBFE6", "crit": "#B96C00", "crit_rest": "#E8BE78", "base": "#3A434F",
        "link": "#6F7680", "today": "#242A33", "weekend": "#F2F0EA",
    },
    "contrast": {
        "bg": "#000000", "surface": "#000000", "raise": "#101010", "sel": "#003A8C", "mark": "#333333",
        "rule": "#A0A0A0",
        "dim": "#D0D0D0", "text": "#FFFFFF", "strong": "#FFFFFF", "accent": "#9CD2FF", "warn": "#FFD75F",
        "alarm": "#FFB09C",
        "ok": "#7CF0D5",
        "bar": "#4C9AFF", "bar_rest": "#2F5C99", "crit": "#FFB000", "crit_rest": "#8F6500", "base": "#FFFFFF",
        "link": "#B0B0B0", "today": "#FFFFFF", "weekend": "#1C1C1C",
    },
}  # fmt: skip
"""Role to colour, for the themes with colours of their own. Contrast is held by a test."""

ANSI: dict[str, dict[str, int]] = {
    "ansi-dark": {"accent": 14, "warn": 11, "alarm": 9, "ok": 2, "bar": 4, "bar_rest": 4, "crit": 3, "crit_rest": 3},
    "ansi-light": {"accent": 4, "warn": 3, "alarm": 1, "ok": 2, "bar": 4, "bar_rest": 4, "crit": 3, "crit_rest": 3},
}
"""Role to one of the terminal's own 16 colours; grounds are the terminal's, the cursor is reversed."""

GROUNDS = ("bg", "surface", "raise", "sel", "mark", "weekend")
BARS = ("bar", "bar_rest", "crit", "crit_rest")
"""What is drawn on: the screen's grounds, and in a chart the bars, which are grounds themselves."""

PEOPLE: dict[str, list[str]] = {
    "dark": ["#90B7EA", "#EBC38C", "#DA9FC5", "#A3DBAD", "#BCA8E3", "#FCB8A1", "#6DC5CA", "#CDD08F"],
    "light": ["#335C8F", "#6B4400", "#7D446B", "#1D5B30", "#634D88", "#773822", "#006A70", "#515100"],
}
PEOPLE_ANSI = (12, 6, 5, 2, 13, 10)

HEAT: dict[str, list[tuple[str, str, str]]] = {
    "dark": [
        ("#312317", "#FFFFFF", "#1A1512"), ("#55341C", "#FFFFFF", "#241912"), ("#83451E", "#FFFFFF", "#341E12"),
        ("#D8732B", "#11151B", "#452411"), ("#F7BC57", "#11151B", "#503313"),
    ],
    "light": [
        ("#FAF2E9", "#11151B", "#F9F6F2"), ("#F4D9BB", "#11151B", "#F9F1E9"), ("#F1B27E", "#11151B", "#F9E8D8"),
        ("#A94D1C", "#FFFFFF", "#F6DBCD"), ("#6E2311", "#FFFFFF", "#EFCEC1"),
    ],
    "contrast": [
        ("#2E1F12", "#FFFFFF", "#120C07"), ("#573418", "#FFFFFF", "#1E1209"), ("#7A3F14", "#FFFFFF", "#2E1A0B"),
        ("#F08A3C", "#000000", "#40210C"), ("#FFD27A", "#000000", "#4C300E"),
    ],
}  # fmt: skip
"""For the five steps of a score: the ground where something stands and the text on it, the ground where nothing does.

Ramps of lightness, rising on dark, falling on light; at full strength only where a risk is, or the corner that nobody
is in would out-shout the cursor.
"""
HEAT_ANSI = ("text", "text", "warn", "alarm", "alarm")
"""The steps in the terminal's own colours: of the text, for there are no grounds to be had."""

THEMES = (*PALETTES, *ANSI)

UNICODE = {
    "critical": "◆", "blocked": "▪", "late": "!", "ageing": "▫", "cursor": "▌", "marked": "●", "done": "✓", "cut": "…",
    "sep": "·", "rule": "─", "rule_active": "━", "left": "‹", "right": "›", "up": "▲", "down": "▼", "new": "+",
    "bar": "▁", "bar_rest": "░", "baseline": "▁", "planned": "◇", "before": "▂", "parent": "▀", "parent_rest": "▀",
    "today": "│", "vertical": "│", "horizontal": "─", "top_left": "╭", "top_right": "╮", "bottom_left": "╰",
    "bottom_right": "╯", "branch_right": "├", "branch_left": "┤", "branch_down": "┬", "branch_up": "┴", "cross": "┼",
    "to_right": "▸", "to_left": "◂", "band": "░", "p85": "╎",
    "box_top_left": "┏", "box_top_right": "┓", "box_bottom_left": "┗", "box_bottom_right": "┛", "box_side": "┃",
    "times": "×",
}  # fmt: skip
ASCII = {
    "critical": "*", "blocked": "#", "late": "!", "ageing": "~", "cursor": ">", "marked": "+", "done": "x", "cut": "..",
    "sep": "-", "rule": "-", "rule_active": "=", "left": "<", "right": ">", "up": "^", "down": "v", "new": "+",
    "bar": "#", "bar_rest": "=", "baseline": "_", "planned": "o", "before": ":", "parent": '"', "parent_rest": "'",
    "today": "|", "vertical": "|", "horizontal": "-", "top_left": "+", "top_right": "+", "bottom_left": "`",
    "bottom_right": "'", "branch_right": "+", "branch_left": "+", "branch_down": "+", "branch_up": "+", "cross": "+",
    "to_right": ">", "to_left": "<", "band": ".", "p85": "]",
    "box_top_left": "+", "box_top_right": "+", "box_bottom_left": "+", "box_bottom_right": "+", "box_side": "|",
    "times": "x",
}  # fmt: skip


_Key = tuple[str, str, bool, bool]
"""A style as asked for: role, ground, bold, underlined."""


class Look:
    """A theme and a glyph set. `style` gives what to draw with; the same words give the same object."""

    def __init__(self, theme: str, ascii_only: bool = False, accent: str | None = None) -> None:
        self.theme = theme
        self.ansi = theme in ANSI
        self.glyph = ASCII if ascii_only else UNICODE
        self.ascii_only = ascii_only
        self._accent = accent
        self._styles: dict[_Key, Style] = {}

    @property
    def palette(self) -> dict[str, str]:
        """The roles' colours, of the dark theme where this one has none of its own."""
        colours = dict(PALETTES.get(self.theme) or PALETTES["light" if self.theme.endswith("light") else "dark"])
        if self._accent:
            colours["accent"] = self._accent
        return colours

    def style(self, role: str, ground: str = "bg", *, bold: bool = False, underline: bool = False) -> Style:
        """The style of a role on a ground (GROUNDS, BARS). `person3` is the third person's colour."""
        key = (role, ground, bold, underline)
        made = self._styles.get(key)
        if made is None:
            made = self._styles[key] = self._ansi(key) if self.ansi else self._own(key)
        return made

    def heat(self, step: int, empty: bool = False) -> Style:
        """What a score of this step (0 to 4) is drawn with, or with `empty` a cell of the map where no risk stands."""
        key = ("empty" if empty else "risk", f"heat{step}", not empty, False)
        made = self._styles.get(key)
        if made is None:
            made = self._styles[key] = self._heat(step, empty)
        return made

    def _heat(self, step: int, empty: bool) -> Style:
        if self.ansi:
            return self.style("dim") if empty else self.style(HEAT_ANSI[step], bold=True)
        ground, text, faint = HEAT[self.theme][step]
        return (
            Style(color=self.palette["text"], bgcolor=faint) if empty else Style(color=text, bgcolor=ground, bold=True)
        )

    def _own(self, key: _Key) -> Style:
        role, ground, bold, underline = key
        palette = self.palette
        if role.startswith("person"):
            tints = PEOPLE["light" if self.theme == "light" else "dark"]
            colour = tints[int(role[6:]) % len(tints)]
        else:
            colour = palette["text" if role == "dim" and ground == "sel" else role]
        return Style(color=colour, bgcolor=palette[ground], bold=bold or role == "strong", underline=underline)

    def _ansi(self, key: _Key) -> Style:
        role, ground, bold, underline = key
        bold = bold or role == "strong"
        if ground == "sel":
            return Style(reverse=True, bold=bold, underline=underline)
        if ground in BARS:
            # What a bar leaves free is drawn in the terminal's own ground: only reversed can that be a glyph's colour.
            own = _numbered(ANSI[self.theme][ground])
            return Style(color=own, reverse=True) if role in GROUNDS else Style(color=_DEFAULT, bgcolor=own, bold=bold)
        if role in ("dim", "rule", "link"):
            return Style(color=_DEFAULT, bgcolor=_DEFAULT, dim=True, underline=underline)
        colour = _DEFAULT
        if role.startswith("person"):
            place = int(role[6:]) % (len(PEOPLE_ANSI) + 1)
            colour = _numbered(PEOPLE_ANSI[place]) if place < len(PEOPLE_ANSI) else _DEFAULT
        elif role in ANSI[self.theme]:
            colour = _numbered(ANSI[self.theme][role])
        return Style(color=colour, bgcolor=_DEFAULT, bold=bold, underline=underline)


_DEFAULT = Color("default", ColorType.DEFAULT)


def _numbered(number: int) -> Color:
    return Color(f"color({number})", ColorType.STANDARD, number=number)


def luminance(colour: str) -> float:
    """The relative luminance of `#RRGGBB`, by WCAG 2."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, by WCAG 2: 1 to 21."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)
