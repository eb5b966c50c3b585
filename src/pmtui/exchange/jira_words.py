"""Jira's own words for types, priorities, resolutions and status categories, and what they are here."""

from functools import cache

from pmtui.exchange.categories import named_category, plain

_TYPES = {
    "epic": "Epic|Initiative|Theme|Épica|Épico|Épopée|Epos|Epik|Эпик|エピック|史诗|长篇故事",
    "story": "Story|User Story|New Feature|Feature|Enhancement|Historia|Historia de usuario|História"
    "|Anwendungsfall|Récit|Récit utilisateur"
    "|Storia|Verhaal|История|Пользовательская история|ストーリー|故事|Nueva función|Nova funcionalidade"
    "|Neue Funktion|Nouvelle fonctionnalité",
    "task": "Task|Tarea|Aufgabe|Tâche|Tarefa|Attività|Compito|Taak|Zadanie|Задача|タスク|任务|To-Do|Todo"
    "|Sub-task|Subtask|Subtarea|Unteraufgabe|Teilaufgabe|Sous-tâche|Subtarefa|Sottotask|Sottoattività|Subtaak"
    "|Podzadanie|Подзадача|サブタスク|子任务",
    "bug": "Bug|Defect|Error|Fehler|Bogue|Anomalie|Erro|Defeito|Falha|Fallo|Bugfix|Błąd|Ошибка|Баг|バグ|缺陷|故障|错误",
    "risk": "Risk|Riesgo|Risiko|Risque|Risco|Rischio|Risico|Ryzyko|Риск|リスク|风险",
    "change": "Change|Change Request|[System] Change|Cambio|Änderung|Änderungsantrag|Changement|Mudança"
    "|Cambiamento|変更|变更",
    "milestone": "Milestone|Hito|Meilenstein|Jalon|Marco|Mijlpaal|Kamień milowy|Веха|マイルストーン|里程碑",
    "issue": "Issue|Incident|[System] Incident|Problem|[System] Problem|Incidencia|Incidente|Problema|Störung|Problème",
    "impediment": "Impediment|Blocker|Impedimento|Hindernis|Obstacle",
    "improvement": "Improvement|Mejora|Verbesserung|Amélioration|Melhoria|Miglioramento|Verbetering|Улучшение"
    "|改善|改进",
    "requirement": "Requirement|Requisito|Anforderung|Exigence|Требование|要件|需求",
    "decision": "Decision|Decisión|Entscheidung|Décision|Decisão|Decisione",
    "action": "Action|Action item|Acción|Maßnahme|Ação|Azione",
    "deliverable": "Deliverable|Entregable|Livrable|Entregável|Liefergegenstand",
    "document": "Document|Documento|Dokument",
    "lesson": "Lesson|Lesson learned|Lessons learned",
    "training": "Training",
    "complaint": "Complaint",
}
_PRIORITIES = {
    "urgent": "Highest|Blocker|Urgent|P0|Más alta|Muy alta|La más alta|Urgente|Höchste|Am höchsten|Blockierend"
    "|Dringend|Le plus élevé|La plus élevée"
    "|Bloquant|Mais alta|Muito alta|Altíssima|Bloqueador|Bloqueante|Bloqueadora|Massima|Più alta|Altissima"
    "|Hoogste|Najwyższy|Наивысший"
    "|Блокирующий|最高|最高级|紧急",
    "high": "High|Critical|P1|Alta|Alto|Crítica|Crítico|Hoch|Kritisch|Élevé|Élevée|Haute|Critique|Critica|Hoog"
    "|Wysoki|Высокий|Критический|高",
    "medium": "Medium|Major|Normal|P2|Media|Medio|Mayor|Mittel|Schwer|Moyen|Moyenne|Normale|Majeur|Média|Médio"
    "|Gemiddeld|Średni|Средний|中",
    "low": "Low|Minor|P3|Baja|Bajo|Menor|Niedrig|Gering|Faible|Basse|Mineur|Baixa|Baixo|Bassa|Basso|Minore"
    "|Laag|Niski|Низкий|低"
    "|Lowest|Trivial|P4|Más baja|Muy baja|La más baja|Niedrigste|Am niedrigsten|Le plus faible|La plus faible"
    "|Mais baixa|Muito baixa|Minima"
    "|Più bassa|Laagste|Najniższy|Самый низкий|最低",
}
_LEVELS = {
    "urgent": "Highest|Urgent",
    "high": "High",
    "medium": "Medium",
    "low": "Low",
}
_UNRESOLVED = "Unresolved|Sin resolver|Nicht erledigt|Non résolu|Não resolvido|Non risolto|未解決|未解决|Нет решения"
_DROPPED = (
    "won't do", "wont do", "won't fix", "wont fix", "wontfix", "duplicate", "duplicated", "cannot reproduce",
    "can't reproduce", "not a bug", "canceled", "cancelled", "declined", "rejected", "abandoned", "obsolete",
    "invalid", "incomplete", "not reproducible", "out of scope", "known error", "not done", "as designed",
    "works as designed", "no se hara", "no se realizara", "duplicado", "duplicada", "no se puede reproducir",
    "cancelado", "cancelada", "rechazado", "rechazada", "no lo haremos", "no se resolvera", "descartado",
    "descartada", "no se solucionara", "wird nicht erledigt", "wird nicht behoben", "duplikat",
    "nicht reproduzierbar", "abgebrochen", "abgelehnt", "wird nicht umgesetzt", "ne sera pas fait",
    "ne sera pas corrige", "ne pas faire", "doublon", "impossible a reproduire", "non reproductible", "annule",
    "annulee", "refuse", "nao sera feito", "nao sera corrigido", "nao sera resolvido", "nao fazer",
    "nao reproduzivel", "impossivel reproduzir", "rejeitado", "non verra eseguito", "non verra risolto",
    "duplicato", "non riproducibile", "annullato", "rifiutato", "zal niet worden gedaan", "duplicaat",
    "kan niet reproduceren", "geannuleerd", "anulowane", "не будет исправлено", "не будет сделано", "дубликат",
    "не воспроизводится", "отменено", "отклонено", "対応しない", "修正しない", "重複", "再現不可", "不会做",
    "不修复", "重复", "无法重现",
)  # fmt: skip
_STATUS_CATEGORIES = {
    "new": "To Do|New|Por hacer|Tareas por hacer|Pendiente|Zu erledigen|Offen|À faire|A faire"
    "|Tarefas pendentes|A fazer|Itens pendentes|Pendente"
    "|Da fare|Da completare|Te doen|Do zrobienia|К выполнению|Сделать|To do|作業前|未着手|待办|待处理",
    "active": "In Progress|Indeterminate|En curso|En progreso|In Arbeit|In Bearbeitung|En cours|Em andamento"
    "|Em progresso|In corso|Bezig"
    "|In behandeling|Mee bezig|W toku|В работе|В процессе|進行中|正在进行|进行中|处理中",
    "done": "Done|Complete|Listo|Hecho|Finalizado|Finalizada|Terminado|Fertig|Erledigt|Terminé|Terminée|Fini"
    "|Concluído|Itens concluídos|Concluída"
    "|Feito|Completato|Fatto|Completata|Gereed|Klaar|Voltooid|Gotowe|Готово|Выполнено|完了|完成|已完成",
}


@cache
def _index(which: str) -> dict[str, str]:
    tables = {"type": _TYPES, "priority": _PRIORITIES, "level": _LEVELS, "category": _STATUS_CATEGORIES}
    return {plain(word): ours for ours, words in tables[which].items() for word in words.split("|")}


def type_of(word: str) -> tuple[str, bool]:
    """Our item type for an issue type (task for an unknown one), and whether the word says no more than ours does."""
    ours = _index("type").get(plain(word), "task")
    return ours, plain(word) == ours


def priority_of(word: str) -> tuple[str | None, bool]:
    """Our priority, or None for an unknown word, and whether the word says no more than ours does."""
    words = plain(word)
    return _index("priority").get(words), words in _index("level")


def is_unresolved(word: str) -> bool:
    """Whether a resolution says that there is none."""
    return plain(word) in {plain(one) for one in _UNRESOLVED.split("|")}


def is_dropped(word: str) -> bool:
    """Whether a resolution says that the work was not done and will not be."""
    return plain(word).replace("’", "'") in _DROPPED


def column_category(status: str, category: str | None) -> str | None:
    """The category of a status by Jira's own category for it, in any language; else by its name; else None.

    Within "to do" the name tells a backlog from what is ready, within "in progress" waiting from working.
    """
    by_name = named_category(status)
    theirs = _index("category").get(plain(category)) if category else None
    if theirs == "new":
        return "backlog" if by_name == "backlog" else "ready"
    if theirs == "active":
        return "wait" if by_name == "wait" else "active"
    return theirs or by_name
