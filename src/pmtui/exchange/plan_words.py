"""The words of plans in spreadsheets: headings, link kinds, constraints and units in the languages plans come in."""

from functools import cache

from pmtui.exchange.categories import plain

HEADINGS = {
    "id": "ID|Ref|No|No.|Nr|Nr.|#|Task ID|Vorgangsnummer|N°|Núm.",
    "uid": "Unique ID|UID|Eindeutige Nr.|N° unique|Id. única",
    "title": (
        "Name|Title|Task|Task Name|Task Title|Activity|Activity Name|Vorgangsname|Vorgang|Aufgabe|Titel"
        "|Nom|Nom de la tâche|Tâche|Nombre|Nombre de tarea|Tarea|Nome|Nome da tarefa|Tarefa|Nome attività|Attività"
        "|Taaknaam|Taak|Naam"
    ),
    "level": (
        "Outline Level|Level|Indent|Indent Level|Gliederungsebene|Ebene|Niveau hiérarchique|Niveau"
        "|Nivel de esquema|Nivel|Nível da estrutura de tópicos|Livello struttura|Overzichtsniveau"
    ),
    "wbs": (
        "WBS|WBS Code|Outline Number|PSP|PSP-Code|Gliederungsnummer|Code WBS|N° hiérarchique|EDT|Número de esquema|EAP"
        "|Número da estrutura de tópicos|Numero struttura|Overzichtsnummer"
    ),
    "parent": "Parent|Parent Task|Parent ID|Summary Task|Übergeordneter Vorgang|Tâche parente|Tarea principal",
    "duration": "Duration|Dauer|Durée|Duración|Duração|Durata|Duur",
    "estimate": "Estimate",
    "start": (
        "Start|Start Date|Begin|Begin date|Planned Start|Anfang|Beginn|Anfangstermin|Début|Date de début|Comienzo"
        "|Inicio|Fecha de inicio|Início|Data de início|Inizio|Data inizio|Begindatum"
    ),
    "finish": (
        "Finish|Finish Date|End|End date|Planned Finish|Ende|Endtermin|Fertig stellen|Fin|Date de fin|Fecha de fin"
        "|Término|Data de término|Fine|Data fine|Einddatum|Einde"
    ),
    "predecessors": "Predecessors|Predecessor|Depends on|Dependencies|Vorgänger|Prédécesseurs|Predecesoras"
    "|Predecessoras|Predecessori|Voorafgaande taken",
    "unique predecessors": "Unique ID Predecessors",
    "wbs predecessors": "WBS Predecessors",
    "owner": "Owner|Coordinator|Responsible|Lead|Verantwortlich|Koordinator|Responsable|Responsável",
    "resources": (
        "Resource Names|Resources|Resource|Assigned To|Assignee|Assignees|Ressourcennamen|Ressourcen|Noms ressources"
        "|Ressources|Nombres de los recursos|Recursos|Nomes dos recursos|Nomi risorse|Risorse|Resourcenamen"
    ),
    "percent": (
        "% Complete|Percent Complete|Percent|Complete|Completion|% Done|Progress|% Abgeschlossen|Fortschritt"
        "|% achevé|Avancement|% completado|Progreso|% concluída|% concluído|% completamento|% voltooid"
    ),
    "notes": "Notes|Note|Description|Comments|Notizen|Beschreibung|Remarques|Notas|Descripción|Anotações|Notities",
    "milestone": "Milestone|Is Milestone|Meilenstein|Jalon|Hito|Marco|Cardine|Mijlpaal",
    "deadline": "Deadline|Due|Due Date|Stichtag|Échéance|Fecha límite|Prazo final|Scadenza",
    "constraint": "Constraint|Constraint Type|Einschränkungsart|Type de contrainte|Tipo de restricción",
    "constraint date": "Constraint Date|Einschränkungstermin|Date de la contrainte|Fecha de restricción",
    "type": "Type",
    "actual start": "Actual Start|Ist-Anfang|Tatsächlicher Anfang|Début réel|Comienzo real|Início real",
    "actual finish": "Actual Finish|Ist-Ende|Tatsächliches Ende|Fin réelle|Fin real|Término real",
    "mode": "Task Mode|Vorgangsmodus|Mode Tâche|Modo de tarea",
    "active": "Active|Aktiv|Actif|Activo",
    "outcome": (
        "Slack|Total Slack|Free Slack|Critical|Successors|Unique ID Successors|WBS Successors|Work|Cost|Coordinate"
        "|Task Color|Assignments"
    ),
}
"""Headings by role, as Microsoft Project, GanttProject and people write them; the first column of a role counts.

Outcomes are computed by whoever wrote them and stay in the raw record."""

KINDS = {
    "FS": "FS EA FD FC FI TI EB",
    "SS": "SS AA DD CC II BB",
    "FF": "FF EE TT",
    "SF": "SF AE DF CF IF IT BE",
}
"""Link kinds as Microsoft Project shortens them in English, German, French, Spanish, Italian, Portuguese, Dutch."""

UNITS = {
    "m": "m min mins minute minutes minuten minuto minutos minuti minuut",
    "h": "h hr hrs hour hours std std. stunde stunden heure heures hora horas ora ore uur uren",
    "d": "d dy day days t tag tage jour jours j dia dias giorno giorni g dag dagen",
    "w": "w wk wks week weeks woche wochen wo sem semaine semaines semana semanas settimana settimane weken",
    "mo": "mo mon mons month months monat monate mois mes meses mese mesi maand maanden",
}

CONSTRAINTS = {
    "ASAP": "as soon as possible|so früh wie möglich|dès que possible|lo antes posible|o mais breve possível",
    "ALAP": "as late as possible|so spät wie möglich|le plus tard possible|lo más tarde posible",
    "SNET": "start no earlier than|anfang nicht früher als|début au plus tôt le|no comenzar antes del",
    "SNLT": "start no later than|anfang nicht später als|début au plus tard le|no comenzar después del",
    "FNET": "finish no earlier than|ende nicht früher als|fin au plus tôt le|no finalizar antes del",
    "FNLT": "finish no later than|ende nicht später als|fin au plus tard le|no finalizar después del",
    "MSO": "must start on|muss anfangen am|doit commencer le|debe comenzar el",
    "MFO": "must finish on|muss enden am|doit finir le|debe finalizar el",
}
"""Constraints by Microsoft Project's words for them."""

YES = "yes y true 1 x ja j wahr oui o vrai si s verdadero sim verdadeiro vero waar"
NO = "no n false 0 nein falsch non faux falso nao nee onwaar -"
"""Words for yes and no, without accents."""

MANUAL = ("manual", "manuell")
"""How the words for a task whose dates were typed to stay begin, without accents."""

_PLAN_LIKE = ("duration", "predecessors", "finish", "level", "wbs", "percent")
"""Headings of which a plan has at least one beside its tasks' names; with two of them it is surely one."""


@cache
def _roles() -> dict[str, str]:
    return {plain(word): role for role, words in HEADINGS.items() for word in words.split("|")}


def role_of(heading: str) -> str | None:
    """What a heading means, what stands in brackets behind it left aside; None for an unknown one."""
    words = plain(heading.replace("_", " ").replace("\ufeff", ""))
    return _roles().get(words) or _roles().get(words.partition("(")[0].strip())


def are_of_a_plan(headings: list[str]) -> bool:
    """Whether these are the headings of a plan: a name, and two things only plans have."""
    roles = {role_of(heading) for heading in headings}
    return "title" in roles and len(roles.intersection(_PLAN_LIKE)) >= 2


def kind_of(word: str) -> str | None:
    """The kind of link of a short form such as FS or EA."""
    return next((kind for kind, words in KINDS.items() if word.upper() in words.split()), None)


@cache
def unit_of(word: str) -> str | None:
    """Our unit of a word, elapsed ones included: days, Tage, ed, eday."""
    bare = plain(word).rstrip(".")
    for stem, mark in ((bare, ""), (bare.removeprefix("elapsed ").removeprefix("e"), "e")):
        if mark and stem == bare:
            break
        for unit, words in UNITS.items():
            if stem in words.split():
                return f"{mark}{unit}"
    return None


def constraint_of(word: str) -> str | None:
    """A constraint by its letters or its words."""
    said = plain(word)
    return next(
        (code for code, words in CONSTRAINTS.items() if said == code.lower() or said in map(plain, words.split("|"))),
        None,
    )
