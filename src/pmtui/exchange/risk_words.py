"""The words in the cells of logs: levels, statuses, responses, kinds, severities, in the languages they come in."""

import re
from functools import cache

from pmtui.exchange.categories import named_category, plain
from pmtui.model.riskwords import SEVERITIES

LEVELS = {
    5: "very high|critical|extreme|severe|catastrophic|almost certain|certain|near certain|very likely|frequent"
    "|highly likely|expected|sehr hoch|kritisch|katastrophal|fast sicher|sehr wahrscheinlich|existenzbedrohend|muy alto"
    "|muy alta|critico|critica|catastrofico|extremo|casi seguro|muy probable|tres eleve|tres elevee|tres fort|critique"
    "|catastrophique|quasi certain|presque certain|tres probable|muito alto|muito alta|quase certo|muito provavel|vh",
    4: "high|major|significant|serious|likely|probable|hoch|gross|bedeutend|erheblich|wahrscheinlich|alto|alta|mayor"
    "|importante|significativo|eleve|elevee|fort|forte|majeur|majeure|important|significatif|maior|provavel|h",
    3: "medium|moderate|possible|average|occasional|med|mod|mittel|moderat|moglich|medio|media|moderado|moderada"
    "|posible|moyen|moyenne|modere|moderee|possivel|m",
    2: "low|minor|unlikely|improbable|seldom|niedrig|gering|klein|unwahrscheinlich|bajo|baja|menor|faible|mineur"
    "|mineure|peu probable|baixo|baixa|improvavel|poco probable|pouco provavel|l",
    1: "very low|negligible|insignificant|trivial|rare|remote|very unlikely|highly unlikely|minimal|none|sehr niedrig"
    "|sehr gering|unbedeutend|vernachlassigbar|selten|sehr unwahrscheinlich|muy bajo|muy baja|insignificante|raro"
    "|remoto|muy improbable|tres faible|negligeable|insignifiant|tres improbable|muito baixo|muito baixa|desprezivel"
    "|muito improvavel|vl",
}  # fmt: skip
"""Words for the levels 1 to 5 of probability and impact, without accents."""

RESPONSES = {
    "avoid": "avoid|avoidance|eliminate|vermeiden|evitar|eviter|prevent",
    "transfer": "transfer|transference|ubertragen|verlagern|uberwalzen|transferir|transferer",
    "mitigate": "mitigate|mitigation|reduce|reduction|treat|vermindern|mindern|reduzieren|mitigar|reducir|attenuer"
    "|reduire|reduzir",
    "accept": "accept|acceptance|tolerate|retain|akzeptieren|tragen|aceptar|accepter|aceitar",
    "escalate": "escalate|escalation|eskalieren|escalar|escalader|remonter",
    "exploit": "exploit|nutzen|explotar|exploiter|explorar",
    "share": "share|teilen|compartir|partager|compartilhar",
    "enhance": "enhance|verstarken|mejorar|ameliorer|melhorar",
}  # fmt: skip
KINDS = {
    "opportunity": "opportunity|positive|chance|oportunidad|opportunite|oportunidade",
    "threat": "threat|negative|bedrohung|gefahr|amenaza|menace|ameaca",
}
TYPES = {
    "risk": "risk|risks|risiko|risiken|riesgo|riesgos|risque|risques|risco|riscos|r",
    "issue": "issue|issues|problem|probleme|problema|problemas|i",
    "change": "change|changes|change request|change requests|anderung|anderungen|cambio|cambios|mudanca|mudancas|c",
    "action": "action|actions|action item|massnahme|massnahmen|accion|acciones|acao|acoes|a",
    "decision": "decision|decisions|entscheidung|decisiones|decisao|d",
}  # fmt: skip
STATUSES = {
    "occurred": r"\boccurr?ed\b|\bmateriali[sz]ed\b|\breali[sz]ed\b|\bhappened\b|became an issue|converted to issue"
    r"|^issue$|\beingetreten\b|\bmaterializad[oa]\b|\bocurrid[oa]\b|\bocorrid[oa]\b|\bsurvenu|\bavere\b",
    "dropped": r"\bcancell?ed\b|\brejected\b|\bwithdrawn\b|\bdeclined\b|\bobsolete\b|\babgelehnt\b|\bverworfen\b"
    r"|\brechazad|\bcancelad|\brejete|\bannule|\brejeitad",
    "done": r"\bclosed?\b|\bretired\b|\bmitigated\b|\bresolved\b|\bexpired\b|\bcomplete|\bdone\b|\bimplemented\b"
    r"|\bpassed\b|\bgeschlossen\b|\berledigt\b|\babgeschlossen\b|\bgemindert\b|\bbehoben\b|\bgelost\b"
    r"|\bcerrad[oa]|\bmitigad[oa]|\bresuelt|\bclos|\bferme|\bresolu|\battenue|\bfechad[oa]|\bencerrad|\bresolvid",
}  # fmt: skip
"""Patterns of statuses, without accents, that say more than which column; the first that fits counts."""


ABSENT = frozenset(["", "na", "n/a", "n.a.", "nil", "none", "-", "–", "—", "tbd", "?", "k.a.", "s/o", "nan"])
"""What people write where there is nothing."""


_PLAIN = (
    "open|new|closed|done|in progress|active|offen|neu|geschlossen|in bearbeitung|abierto|abierta|cerrado|cerrada"
    "|ouvert|ouverte|ferme|clos|aberto|aberta|fechado|fechada"
)
PLAIN = frozenset(["", *_PLAIN.split("|")])
"""Statuses that say nothing more than the column an entry comes to stand in."""


@cache
def _listed(kind: str) -> dict[str, str]:
    words = {"responses": RESPONSES, "kinds": KINDS, "types": TYPES}[kind]
    return {word: name for name, listed in words.items() for word in listed.split("|")}


def word_of(kind: str, text: str) -> str | None:
    """Which of our `responses`, `kinds` or `types` a cell says, or None."""
    return _listed(kind).get(plain(text))


@cache
def _levels() -> dict[str, int]:
    return {word: level for level, words in LEVELS.items() for word in words.split("|")}


def level_of(text: str) -> int | None:
    """The level, 1 to 5, of a word for one; None for others."""
    return _levels().get(plain(text))


def status_of(text: str) -> str | None:
    """What a status says beyond its name: occurred, dropped or done."""
    words = plain(text)
    if re.search(r"\b(?:not|nicht|no|non|pas|nao)\b", words):
        return None
    return next((name for name, pattern in STATUSES.items() if re.search(pattern, words)), None)


def severity_of(text: str) -> str | None:
    """How severe an issue is, of our words; from words for levels, or Sev 1 (the worst) to Sev 4."""
    words = plain(text)
    found = re.fullmatch(r"(?:s|sev|severity)[ -]?([1-4])", words)
    if found:
        return SEVERITIES[int(found[1]) - 1]
    if words in SEVERITIES:
        return words
    level = level_of(words)
    return SEVERITIES[min(5 - level, 3)] if level else None


def severity_for(impact: int) -> str:
    """How severe the issue is that a risk of this impact (0 for none) became."""
    return SEVERITIES[min(5 - impact, 3)]


def category_of(status: str) -> str:
    """The category of column that the status of something not yet over means; what says nothing is ready."""
    found = named_category(status)
    return "ready" if found in (None, "backlog", "done") else found
