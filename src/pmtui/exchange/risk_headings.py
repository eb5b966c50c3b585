"""The headings of risk, issue, change and action logs, in the languages they come in, and what they mean."""

import re
from functools import cache

from pmtui.exchange.categories import plain

TITLES = {
    "risk": (
        "Risk|Risks|Risk Title|Risk Name|Risk Summary|Risk Statement|Risk Description|Description of Risk"
        "|Threat|Vulnerability|Risiko|Risiken|Risikobezeichnung|Risikotitel|Risikobeschreibung|Riesgo|Riesgos"
        "|Nombre del riesgo|Descripción del riesgo|Risque|Risques|Intitulé du risque|Description du risque"
        "|Risco|Riscos|Nome do risco|Descrição do risco"
    ),
    "issue": (
        "Issue|Issues|Issue Title|Issue Name|Issue Summary|Issue Description|Description of Issue|Problem"
        "|Problem Statement|Problembeschreibung|Problema|Descripción del problema|Problème|Description du problème"
        "|Descrição do problema"
    ),
    "change": (
        "Change|Change Title|Change Name|Change Request|Change Description|Description of Change|Änderung"
        "|Änderungsantrag|Änderungsbeschreibung|Cambio|Solicitud de cambio|Descripción del cambio|Changement"
        "|Demande de changement|Demande de modification|Mudança|Solicitação de mudança|Descrição da mudança"
    ),
    "action": "Action Item|Action Title|Action Description|Aktionspunkt|Acción|Ação|Tarefa de ação",
}
"""Headings of the column that names the entries, which also tell what the entries are."""

HEADINGS = {
    "id": (
        "ID|Ref|Ref.|Reference|No|No.|Nr|Nr.|#|Number|Risk ID|Risk No|Risk No.|Risk #|Risk Number|Issue ID|Issue No"
        "|Issue No.|Issue #|Change ID|Change No|CR ID|CR #|Action ID|Action No|Action #|Log ID|RAID ID|Risiko-ID"
        "|Risiko-Nr|Risiko-Nr.|Lfd. Nr.|N°|Nº|Núm.|Número|ID del riesgo|ID riesgo|ID du risque|ID do risco|ID risco"
    ),
    "title": "Title|Name|Summary|Headline|Subject|Titel|Bezeichnung|Kurzbeschreibung|Título|Titre|Intitulé|Nome|Nombre",
    "body": (
        "Description|Details|Detail|Beschreibung|Descripción|Descrição|Long Description|Notes|Comments|Comment|Remarks"
        "|Bemerkung|Bemerkungen|Notizen|Kommentar|Kommentare|Notas|Comentarios|Comentários|Observaciones|Observações"
        "|Remarques|Commentaires"
    ),
    "type": "Type|Item Type|Entry Type|RAID|RAID Type|Kind|Log Type|Art|Typ|Tipo|Nature",
    "kind": (
        "Risk Type|Risk Kind|Threat/Opportunity|Threat or Opportunity|Risikoart|Tipo de riesgo|Type de risque"
        "|Tipo de risco"
    ),
    "cause": "Cause|Causes|Root Cause|Risk Cause|Ursache|Ursachen|Causa|Causas|Causa raíz|Cause racine|Causa raiz",
    "event": "Event|Risk Event|Ereignis|Risikoereignis|Evento|Evento de riesgo|Événement|Evento de risco",
    "effect": (
        "Effect|Effects|Consequence|Consequences|Impact Description|Risk Effect|Risk Impact|Auswirkung (Beschreibung)"
        "|Folge|Folgen|Konsequenz|Konsequenzen|Efecto|Efectos|Consecuencia|Consecuencias|Effet|Effets|Conséquence"
        "|Conséquences|Efeito|Efeitos|Consequência|Consequências"
    ),
    "category": "Category|Risk Category|Kategorie|Risikokategorie|Categoría|Catégorie|Categoria|RBS|Risk Area|Area",
    "probability": (
        "Probability|Likelihood|Prob|Prob.|P|L|Likelihood of Occurrence|Probability of Occurrence|Risk Probability"
        "|Probability Score|Likelihood Score|Current Probability|Current Likelihood|Wahrscheinlichkeit"
        "|Eintrittswahrscheinlichkeit|EW|Probabilidad|Probabilité|Vraisemblance|Probabilidade"
    ),
    "impact": (
        "Impact|Impacts|I|Risk Impact Score|Impact Score|Impact Rating|Severity of Impact|Current Impact|Overall Impact"
        "|Auswirkung|Auswirkungen|Schadensausmaß|Schadenshöhe|Tragweite|Impacto|Gravité|Impact global"
    ),
    "impact_time": (
        "Impact Time|Time Impact|Impact on Time|Schedule Impact|Impact Schedule|Impact on Schedule|Auswirkung Zeit"
        "|Auswirkung Termin|Impacto en plazo|Impacto en tiempo|Impact délai|Impact délais|Impacto no prazo"
    ),
    "impact_cost": (
        "Impact Cost|Cost Impact|Impact on Cost|Budget Impact|Financial Impact|Auswirkung Kosten|Impacto en coste"
        "|Impacto en costo|Impact coût|Impact coûts|Impacto no custo"
    ),
    "impact_quality": (
        "Impact Quality|Quality Impact|Impact on Quality|Technical Impact|Auswirkung Qualität|Impacto en calidad"
        "|Impact qualité|Impacto na qualidade"
    ),
    "impact_scope": (
        "Impact Scope|Scope Impact|Impact on Scope|Auswirkung Umfang|Impacto en alcance|Impact périmètre"
        "|Impacto no escopo"
    ),
    "outcome": (
        "Score|Risk Score|Risk Rating|Rating|Risk Level|Level|Exposure|Risk Exposure|Risk Factor|Risk Value|PxI|P x I"
        "|P*I|P×I|LxI|Inherent Score|Residual Score|Inherent Risk Score|Residual Risk Score|Inherent Risk|Residual Risk"
        "|EMV|EMV Cost|EMV Days|Expected Monetary Value|Risikowert|Risikostufe|Risikohöhe|Risikozahl"
        "|Puntuación|Nivel de riesgo|Valor del riesgo|Criticité|Niveau de risque|Score du risque|Nível de risco"
        "|Pontuação|Grau de risco"
    ),
    "chance": "Chance|EMV Probability",
    "cost_o": "Cost Low|Cost Optimistic|Minimum Cost|Min Cost",
    "cost_m": "Cost|Cost Likely|Most Likely Cost|Cost Estimate|Cost if it Occurs|Kosten|Coste|Costo|Coût|Custo",
    "cost_p": "Cost High|Cost Pessimistic|Maximum Cost|Max Cost",
    "delay_o": "Delay Low|Delay Optimistic|Minimum Delay|Min Delay",
    "delay_m": "Delay|Delay Likely|Most Likely Delay|Verzug|Verzögerung|Retraso|Retard|Atraso",
    "delay_p": "Delay High|Delay Pessimistic|Maximum Delay|Max Delay",
    "proximity": "Proximity|Timing|Zeitliche Nähe|Nähe|Proximidad|Proximité|Proximidade",
    "trigger_text": (
        "Trigger|Triggers|Early Warning|Early Warning Sign|Warning Signs|Risk Trigger|Auslöser|Frühwarnindikator"
        "|Disparador|Desencadenante|Déclencheur|Gatilho"
    ),
    "trigger_date": "Trigger Date|Auslösedatum|Fecha de disparo|Date de déclenchement|Data do gatilho",
    "response": (
        "Response|Response Type|Response Strategy|Strategy|Risk Response|Risk Strategy|Treatment|Risk Treatment"
        "|Risikostrategie|Strategie|Reaktion|Respuesta|Estrategia|Stratégie|Réponse|Resposta|Estratégia"
    ),
    "plan": (
        "Mitigation|Mitigations|Mitigation Plan|Mitigation Strategy|Mitigation Action|Mitigation Actions|Response Plan"
        "|Risk Mitigation|Action|Actions|Action Plan|Control|Controls|Countermeasure|Countermeasures|Remediation"
        "|Recommendation|Treatment Plan|Maßnahme|Maßnahmen|Gegenmaßnahme|Gegenmaßnahmen|Mitigación"
        "|Plan de mitigación|Plan de respuesta|Medidas|Mesure|Mesures|Plan d'action|Plan de réponse|Atténuation"
        "|Mitigação|Plano de mitigação|Plano de resposta|Medida"
    ),
    "fallback": (
        "Fallback|Fallback Plan|Contingency|Contingency Plan|Plan B|Notfallplan|Rückfallplan|Ausweichplan"
        "|Contingencia|Plan de contingencia|Plan de secours|Plan de contingence|Contingência|Plano de contingência"
    ),
    "owner": (
        "Owner|Risk Owner|Issue Owner|Action Owner|Change Owner|Asset Owner|Responsible|Responsible Person|Assigned To"
        "|Assignee|Lead|Who|Verantwortlich|Verantwortlicher|Eigentümer|Risikoeigner|Risikoverantwortlicher|Zuständig"
        "|Responsable|Propietario|Propriétaire|Pilote|Responsável|Proprietário"
    ),
    "assignees": "Assignees|Participants|Involved|Beteiligte|Beteiligt|Participantes",
    "reporter": (
        "Raised By|Reported By|Identified By|Reporter|Requested By|Requester|Originator|Gemeldet von|Erfasst von"
        "|Identificado por|Reportado por|Signalé par|Identifié par|Levantado por"
    ),
    "status": "Status|Risk Status|Issue Status|Current Status|Statut|État|Estado|Situação",
    "state": "State",
    "priority": "Priority|Priorität|Prioridad|Priorité|Prioridade",
    "severity": "Severity|Issue Severity|Schweregrad|Severidad|Gravedad|Sévérité|Severidade|Gravidade",
    "resolution": (
        "Resolution|Solution|Decision|Outcome|Resolution Plan|Lösung|Entscheidung|Resolución|Solución|Décision"
        "|Résolution|Resolução|Solução"
    ),
    "raised": (
        "Raised|Date Raised|Raised On|Date Identified|Identified On|Date Logged|Date Opened|Opened|Created|Created On"
        "|Date Created|Date Reported|Erfasst am|Gemeldet am|Datum|Fecha|Fecha de identificación|Fecha de registro"
        "|Date d'identification|Identifié le|Data de identificação|Data de registro"
    ),
    "due": (
        "Due|Due Date|Target Date|Deadline|Target Resolution Date|Resolve By|By When|Planned Date|Fällig|Fällig am"
        "|Termin|Zieldatum|Fecha límite|Fecha objetivo|Échéance|Date cible|Prazo|Data limite|Data alvo"
    ),
    "closed": (
        "Closed|Closed On|Date Closed|Close Date|Closure Date|Date Resolved|Resolved On|Resolution Date|Completed On"
        "|Geschlossen am|Erledigt am|Fecha de cierre|Date de clôture|Data de fechamento|Data de encerramento"
    ),
    "next_review": (
        "Next Review|Next Review Date|Review Date|Nächste Prüfung|Nächste Überprüfung|Próxima revisión"
        "|Fecha de revisión|Prochaine revue|Date de revue|Próxima revisão|Data de revisão"
    ),
    "last_reviewed": (
        "Last Reviewed|Last Review|Last Review Date|Last Updated|Letzte Prüfung|Última revisión|Dernière revue"
        "|Última revisão"
    ),
    "occurred": "Occurred|Occurred On|Date Occurred",
    "related": (
        "Related|Related To|Related Risk|Related Risks|Related Issue|Related Issues|Related Items|Linked Risk"
        "|Linked Risks|Linked Issue|Links|See Also|Dependencies|Verknüpft|Verwandte Risiken|Relacionado|Relacionados"
        "|Lié à|Risques liés"
    ),
    "mitigates": "Mitigates",
    "from risk": "From Risk|Spawned By",
    "labels": "Labels|Tags|Etiquetas|Schlagworte|Étiquettes",
}  # fmt: skip
"""Headings by what they mean; outcomes follow from the levels and are computed here."""

SETS = {
    "inherent": "inherent|gross|initial|before mitigation|pre mitigation|pre-mitigation|raw|brutto|inhärent"
    "|vor massnahmen|inherente|inicial|inherent risk|brut|initiale|before|bruto",
    "residual": "residual|net|after mitigation|post mitigation|post-mitigation|target|netto|restrisiko|nach massnahmen"
    "|residuel|residuelle|after|final|cible|alvo|objetivo|rest",
    "": "current|aktuell|actual|actuel|actuelle|atual",
}  # fmt: skip
"""Words before, behind or above a heading that say which of several scores it belongs to."""

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_INSIDE = re.compile(r"[(\[](.*?)[)\]]")


def bare(heading: str) -> str:
    """A heading without its brackets, underscores, camel case and accents: `riskScore (1-25)` is risk score."""
    words = _CAMEL.sub(" ", _INSIDE.sub(" ", heading.replace("\ufeff", ""))).replace("_", " ")
    return plain(words).strip(" :*").removesuffix("?")


def inside(heading: str) -> str:
    """What stands in a heading's brackets: the scale, a unit."""
    return " ".join(_INSIDE.findall(heading))


@cache
def _roles() -> dict[str, str]:
    named = {f"title:{kind}": words for kind, words in TITLES.items()}
    return {bare(word): role for role, words in {**named, **HEADINGS}.items() for word in words.split("|")}


@cache
def _sets() -> list[tuple[str, str]]:
    listed = [(word, which) for which, words in SETS.items() for word in words.split("|")]
    return sorted(listed, key=lambda pair: -len(pair[0]))


def role_of(heading: str) -> str | None:
    """What a heading means; `title:risk` and the like name the entries, `residual_impact` is one of another score."""
    words = bare(heading)
    role = _roles().get(words)
    for first in re.split(r"\s*/\s*", words) if role is None and "/" in words else ():
        role = role or _roles().get(first)
    if role in ("probability", "impact") and (which := set_of(inside(heading))):
        return scored(role, which)
    if role is None and (which := set_of(words)) is not None:
        rest = next(
            words.removeprefix(w).removesuffix(w).strip(" -:")
            for w, s in _sets()
            if s == which and _begins_or_ends(words, w)
        )
        role = scored(_roles().get(rest.removeprefix("risk ").strip()), which)
    return role


def set_of(text: str) -> str | None:
    """Which score a heading or the cell above it speaks of: inherent, residual, "" for the current one."""
    words = bare(text)
    return next((which for word, which in _sets() if _begins_or_ends(words, word)), None)


def _begins_or_ends(words: str, word: str) -> bool:
    return words == word or words.startswith((f"{word} ", f"{word}-")) or words.endswith((f" {word}", f"-{word}"))


def scored(role: str | None, which: str) -> str | None:
    """The role of a level that belongs to a certain score: a probability of the residual one."""
    if role in ("probability", "impact", "outcome"):
        return role if role == "outcome" or not which else f"{which}_{role}"
    return None
