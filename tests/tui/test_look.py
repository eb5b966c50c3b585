"""The look: text that can be read on every ground, glyphs one cell wide, and the terminal's own colours left alone."""

from itertools import product

import pytest
from rich.color import ColorType
from rich.style import Style

from pmtui.model.text import cell_width
from pmtui.settings import CHOICES
from pmtui.tui.look import ANSI, ASCII, BARS, HEAT, PALETTES, PEOPLE, THEMES, UNICODE, Look, contrast, luminance

GROUNDS = ("bg", "surface", "raise", "sel", "mark", "weekend")
CHART = ("bg", "mark", "weekend")
"""The grounds that a chart's rows have."""
TEXT = ("dim", "text", "strong", "accent", "warn", "alarm", "ok")
SIGNS = ("critical", "planned", "bar_rest", "today", "right", "before", "horizontal")
"""What can stand in one cell of a chart."""
PERSONS = tuple(f"person{place}" for place in range(8))
ENOUGH = 4.5


def colours(style: Style) -> tuple[str, str]:
    assert style.color is not None
    assert style.bgcolor is not None
    return style.color.get_truecolor().hex, style.bgcolor.get_truecolor().hex


@pytest.mark.parametrize("theme", PALETTES)
@pytest.mark.parametrize("ground", GROUNDS)
def test_all_text_can_be_read_on_every_ground(theme: str, ground: str) -> None:
    look = Look(theme)
    poor = {
        role: round(contrast(*colours(look.style(role, ground))), 2)
        for role in (*TEXT, *PERSONS)
        if contrast(*colours(look.style(role, ground))) < ENOUGH
    }
    assert not poor


def test_contrast_is_that_of_the_web_guidelines() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert contrast("#FFFFFF", "#777777") == contrast("#777777", "#FFFFFF")


@pytest.mark.parametrize("theme", PALETTES)
def test_the_cursor_can_be_seen(theme: str) -> None:
    palette = PALETTES[theme]
    assert contrast(palette["sel"], palette["bg"]) > 1.25
    assert len({palette[ground] for ground in ("bg", "sel", "mark")}) == 3


@pytest.mark.parametrize("theme", PALETTES)
@pytest.mark.parametrize("ground", CHART)
def test_a_chart_can_be_read_on_every_ground_it_has(theme: str, ground: str) -> None:
    palette = PALETTES[theme]
    least = {"bar": 3.0, "crit": 3.0, "bar_rest": 1.4, "crit_rest": 1.4, "base": ENOUGH, "today": ENOUGH, "link": 3.5}
    seen = {role: round(contrast(palette[role], palette[ground]), 2) for role in least}
    assert not {role: seen[role] for role in least if seen[role] < least[role]}


@pytest.mark.parametrize("theme", PALETTES)
def test_done_and_rest_and_critical_bars_differ(theme: str) -> None:
    palette = PALETTES[theme]
    assert len({palette[bar] for bar in BARS}) == 4
    for bar in ("bar", "crit"):
        assert contrast(palette[bar], palette[f"{bar}_rest"]) > 1.6


@pytest.mark.parametrize("theme", ANSI)
def test_the_terminals_own_themes_leave_a_bars_last_eighth_free(theme: str) -> None:
    look = Look(theme)
    for bar in BARS:
        free, line = look.style("bg", bar), look.style("base", bar)
        assert free.reverse and free.color is not None and free.color.number in (3, 4), "drawn in the ground's colour"
        assert line.bgcolor == free.color and not line.reverse, "the baseline on the bar"


@pytest.mark.parametrize("glyphs", [UNICODE, ASCII], ids=["unicode", "ascii"])
def test_every_glyph_is_one_cell_wide(glyphs: dict[str, str]) -> None:
    wide = {name: glyph for name, glyph in glyphs.items() if cell_width(glyph) != 1}
    assert wide == ({} if glyphs is UNICODE else {"cut": ".."})


def test_both_sets_of_glyphs_have_the_same_names_and_ascii_is_ascii() -> None:
    assert UNICODE.keys() == ASCII.keys()
    assert all(glyph.isascii() and glyph.isprintable() for glyph in ASCII.values())


@pytest.mark.parametrize("glyphs", [UNICODE, ASCII], ids=["unicode", "ascii"])
def test_marks_that_can_stand_in_one_place_differ(glyphs: dict[str, str]) -> None:
    for names in (
        ("blocked", "late", "ageing", "critical", "done"),
        ("cursor", "marked"),
        ("rule", "rule_active"),
        SIGNS,
    ):
        assert len({glyphs[name] for name in names} - {" "}) == len(names)


@pytest.mark.parametrize("theme", ANSI)
def test_the_terminals_own_themes_use_its_16_colours_and_its_ground(theme: str) -> None:
    look = Look(theme)
    for role, ground in product((*TEXT, *PERSONS, "rule"), GROUNDS):
        style = look.style(role, ground)
        for colour in (style.color, style.bgcolor):
            assert colour is None or colour.type in (ColorType.DEFAULT, ColorType.STANDARD)
        assert style.bgcolor is None or style.bgcolor.type is ColorType.DEFAULT
        assert style.reverse is (True if ground == "sel" else None)
        if style.color is not None and style.color.number is not None:
            assert style.color.number != 8, "some schemes hide bright black"


def test_people_are_never_red_yellow_or_the_accent() -> None:
    for theme in ANSI:
        look = Look(theme)
        own = {look.style(role).color for role in ("alarm", "warn", "accent")}
        people = {look.style(person).color for person in PERSONS[:6]}
        assert not own & people


def test_eight_people_have_eight_colours_and_the_ninth_begins_again() -> None:
    for theme, tints in PEOPLE.items():
        look = Look(theme)
        assert len({look.style(person).color for person in PERSONS}) == len(tints) == 8
        assert look.style("person8") == look.style("person0")


def test_the_accent_is_the_users_to_choose() -> None:
    assert Look("dark", accent="#FF00FF").style("accent").color == Look("light", accent="#FF00FF").style("accent").color


def test_the_same_words_give_the_same_style() -> None:
    look = Look("dark")
    assert look.style("dim", "sel") is look.style("dim", "sel")
    assert look.style("dim", "sel") == look.style("text", "sel"), "on the cursor nothing is dim"


def test_every_theme_can_be_set() -> None:
    assert {*THEMES, "auto"} == set(CHOICES["theme"])


@pytest.mark.parametrize("theme", HEAT)
def test_scores_can_be_read_on_every_step_of_their_heat(theme: str) -> None:
    look = Look(theme)
    for step in range(5):
        assert contrast(*colours(look.heat(step))) >= ENOUGH
        assert contrast(*colours(look.heat(step, empty=True))) >= ENOUGH


@pytest.mark.parametrize("theme", HEAT)
def test_heat_is_one_ramp_of_lightness_and_fainter_where_no_risk_stands(theme: str) -> None:
    ground = luminance(PALETTES[theme]["bg"])
    full = [abs(luminance(step[0]) - ground) for step in HEAT[theme]]
    faint = [abs(luminance(step[2]) - ground) for step in HEAT[theme]]
    assert full == sorted(full) and faint == sorted(faint)
    assert all(weak < strong for weak, strong in zip(faint, full, strict=True))
    assert HEAT.keys() == PALETTES.keys()
