"""The names of weekdays and months in English, German, French, Spanish, Portuguese and Italian."""

from collections.abc import Sequence

_WEEKDAYS = (
    ("monday", "montag", "lundi", "lunes", "segunda", "lunedi", "mo"),
    ("tuesday", "dienstag", "mardi", "martes", "terca", "martedi", "di"),
    ("wednesday", "mittwoch", "mercredi", "miercoles", "quarta", "mercoledi", "mi"),
    ("thursday", "donnerstag", "jeudi", "jueves", "quinta", "giovedi", "do"),
    ("friday", "freitag", "vendredi", "viernes", "sexta", "venerdi", "fr"),
    ("saturday", "samstag", "sonnabend", "samedi", "sabado", "sabato", "sa"),
    ("sunday", "sonntag", "dimanche", "domingo", "domenica", "so"),
)
_MONTHS = (
    ("january", "januar", "janner", "janvier", "enero", "janeiro", "gennaio"),
    ("february", "februar", "fevrier", "febrero", "fevereiro", "febbraio"),
    ("march", "marz", "mars", "marzo", "marco", "mrz"),
    ("april", "avril", "abril", "aprile"),
    ("may", "mai", "mayo", "maio", "maggio"),
    ("june", "juni", "juin", "junio", "junho", "giugno"),
    ("july", "juli", "juillet", "julio", "julho", "luglio"),
    ("august", "aout", "agosto"),
    ("september", "septembre", "septiembre", "setembro", "settembre"),
    ("october", "oktober", "octobre", "octubre", "outubro", "ottobre"),
    ("november", "novembre", "noviembre", "novembro"),
    ("december", "dezember", "decembre", "diciembre", "dezembro", "dicembre"),
)
_NEAR_DAYS = {
    "today": 0, "heute": 0, "aujourd'hui": 0, "hoy": 0, "hoje": 0, "oggi": 0,
    "tomorrow": 1, "morgen": 1, "demain": 1, "manana": 1, "amanha": 1, "domani": 1,
    "yesterday": -1, "gestern": -1, "hier": -1, "ayer": -1, "ontem": -1, "ieri": -1,
}  # fmt: skip

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def weekday(word: str) -> int | None:
    """0 for Monday to 6 for Sunday, by name, or None; `word` folded, of three letters or more (two in German)."""
    return _place(word, _WEEKDAYS)


def month(word: str) -> int | None:
    """1 for January to 12 for December, by name or its first three letters or more, or None; `word` folded."""
    place = _place(word, _MONTHS)
    return None if place is None else place + 1


def near_day(word: str) -> int | None:
    """Days from today for today, tomorrow and yesterday, or None; `word` folded."""
    return _NEAR_DAYS.get(word)


def _place(word: str, names: Sequence[tuple[str, ...]]) -> int | None:
    """The one place whose names include `word` or begin with it; None where there is none or more than one."""
    for place, said in enumerate(names):
        if word in said:
            return place
    if len(word) < 3:
        return None
    places = [place for place, said in enumerate(names) if any(name.startswith(word) for name in said)]
    return places[0] if len(places) == 1 else None


def month_name(number: int) -> str:
    """The English name of a month, 1 to 12."""
    return _MONTHS[number - 1][0].capitalize()


def weekday_name(number: int) -> str:
    """The English name of a weekday, 0 to 6."""
    return _WEEKDAYS[number][0].capitalize()
