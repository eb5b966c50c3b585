"""What a column is for, told from its name in the languages people name columns in."""

import re
import unicodedata

_WAIT = (
    r"waiting|on hold|blocked|block(?:er|ers)\b|pending|parked|paused|stalled|impediment|ready (?:for|to) |ready4"
    r"|awaiting"
    r"|to be (?:reviewed|tested|verified|deployed|released)|^to (?:review|test|verify|deploy|release)\b"
    r"|espera|bloquead|pendiente de|listo para|en pausa|aguardando|pendente|impedid|pausad|pronto para"
    r"|wartet|wartend|warten|blockiert|zuruckgestellt|en attente|bloque|in attesa|bloccat|sospes|wacht|geblokkeerd"
    r"|oczekuj|zablokow|wstrzyman|ожидан|заблок|保留|等待|阻塞"
)
_NOT_DONE = (
    r"\b(?:not|nicht|no|non|pas|nao|niet|nie|un)[ -]?(?:yet )?(?:done|finished|complete|resolved|erledigt|fertig)"
)
_DONE = (
    r"\bdone\b|\bclosed?\b|\bcompleted?\b|\bfinished\b|\bfinish\b|\bresolved\b|\breleased\b|\bshipped\b|\bdeployed\b"
    r"|\bdelivered\b|\baccepted\b|\bcancell?ed\b|\brejected\b|\bobsolete\b|\bwon'?t (?:do|fix)\b|\bin production\b"
    r"|^live$"
    r"|\barchived?\b|\babandoned\b|\bduplicated?\b"
    r"|\bhech[oa]s?\b|\bterminad|\bfinalizad|\bcompletad|\bcerrad[oa]|\bresuelt|\bentregad|\bpublicad|\bcancelad"
    r"|\blist[oa]s?$"
    r"|\bconcluid|\bfeit[oa]s?\b|\bpront[oa]s?$|\bentregues?$|\bfechad|\bresolvid|\bencerrad"
    r"|\berledigt|\bfertig|\babgeschlossen|\bgeschlossen|\bgelost\b|\bbeendet|\bverworfen|\bausgeliefert"
    r"|\btermines?\b|\bterminees?\b|\bfinie?s?\b|\bfaite?s?$|\bclos(?:e|es)?$|\bfermee?s?\b|\bresolue?s?\b"
    r"|\blivree?s?\b|\bannulee?s?\b"
    r"|\bfatt[oi]\b|\bcompletat|\bconclus|\bchius|\bfinit[oi]\b|\brisolt|\bannullat"
    r"|\bklaar\b|\bgereed$|\bafgerond|\bvoltooid|\bgesloten|\bgotowe|\bzrobione|\bzakonczon|\bzamkniet|\bukonczon"
    r"|\bklart?$|\bfardig|\bferdig|\bfaerdig|\bvalmis|\bhotovo|\btamamlan"
    r"|完了|完成|已完成|关闭|готово|выполнен|закрыт|сделан|заверш|решен"
)
_BACKLOG = (
    r"backlog|\bideas?\b|icebox|ice box|someday|wish ?list|parking lot|\binbox\b|brainstorm|\blater\b|\bfuture\b"
    r"|suggestions?\b"
    r"|\bideias?\b|algun dia|ideen\b|ideensammlung|\bidees?\b|\bidee\b|themenspeicher|arbeitsvorrat|pomysly|идеи"
    r"|アイデア|待办池"
)
_READY = (
    r"^to[ -]?do\b|\btodos?\b|\bto do\b|\bready\b|^next\b|\bup next\b|\bopen\b|^new$|\bselected for\b|\bplanned\b"
    r"|\bscheduled\b"
    r"|\bthis (?:week|sprint|month)\b|^sprint\b|\bqueue\b|\breopened\b|\btasks?$"
    r"|por hacer|pendientes?\b|abiert[oa]|nuev[oa]s?$|tareas por|\boffen\b|zu erledigen|\bgeplant|a faire"
    r"|\bouverte?s?$|nouveaux?$"
    r"|\ba fazer\b|\babert[oa]|\bda fare\b|\bapert[oi]\b|\bte doen\b|\bdo zrobienia|att gora|a gjore|yapilacak"
    r"|未着手|待办|待处理|新建|к выполнению|сделать|открыт"
)
_ACTIVE = (
    r"\bdoing\b|in[ -]progress|\bwip\b|\bdevelop|\bimplement|\breview|\btest|\bqa\b|\bverif|\bvalidat|\bstarted\b"
    r"|\bongoing\b|\bworking\b"
    r"|en curso|en progreso|haciendo|revision|prueba|in arbeit|in bearbeitung|prufung|en cours|\brecette\b"
    r"|em andamento|fazendo|em progresso"
    r"|\bem teste|in corso|in lavorazione|\bbezig\b|in behandeling|w toku|\bpagaende\b|\bdevam\b|進行中|进行中"
    r"|в работе|в процессе"
)
_RULES = (
    ("active", re.compile(_NOT_DONE)),
    ("wait", re.compile(_WAIT)),
    ("backlog", re.compile(_BACKLOG)),
    ("active", re.compile(r"\b(?:doing|wip)\b|in[ -]progress|em andamento|en curso|in arbeit|en cours")),
    ("done", re.compile(_DONE)),
    ("ready", re.compile(_READY)),
    ("active", re.compile(_ACTIVE)),
)


def plain(text: str) -> str:
    """Case, accents and runs of blanks taken away, for comparing words people typed."""
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(text.casefold().split())


def named_category(name: str) -> str | None:
    """The category a name speaks of (backlog, ready, active, wait or done), or None when it says nothing."""
    words = plain(name)
    return next((category for category, rule in _RULES if rule.search(words)), None)


def category_of(name: str, position: int, total: int) -> str:
    """The category of the column at `position` (from 0) of `total` open ones.

    A name that says nothing is ready for the first column and active elsewhere. The last one is not assumed to be
    done: a board of topics has no done column, and finishing all its cards would be a lie.
    """
    found = named_category(name)
    if found:
        return found
    return "ready" if position == 0 and total > 0 else "active"
