"""Columns are understood by their names in many languages, and an unknown last one is not taken for done."""

import pytest

from pmtui.exchange.categories import category_of

NAMES = {
    "done": "Done; DONE ✅; Hecho; Finalizado; Erledigt; Fertig; Terminé; Fini; Concluído; Feito; Closed; Resolved"
    "; Won't do"
    "; Released; Fatto; Klaar; Gotowe; 完了; 完成; Готово; Abgeschlossen; Completed this week; Cancelled; Listo",
    "active": "Doing; In Progress; WIP; En curso; In Arbeit; En cours; Em andamento; In corso; In Review"
    "; Testing; QA; Not done",
    "wait": "Waiting for client; Blocked; On hold; Ready for review; To be tested; En espera; Aguardando; Pending",
    "backlog": "Backlog; Ideas; Icebox; Someday; Product backlog; Ideen",
    "ready": "To Do; To-Do; TODO; Next; Ready; Por hacer; Offen; À faire; A fazer; Da fare"
    "; Selected for Development; Open",
}


@pytest.mark.parametrize(("name", "category"), [(n.strip(), c) for c, names in NAMES.items() for n in names.split(";")])
def test_names_tell(name: str, category: str) -> None:
    assert category_of(name, 3, 7) == category


def test_names_that_say_nothing_go_by_their_place() -> None:
    assert [category_of("Payments", place, 3) for place in range(3)] == ["ready", "active", "active"]


@pytest.mark.parametrize("name", ["Closet", "Finance", "Doner kebab", "Office in training to release layout"])
def test_parts_of_words_do_not_mislead(name: str) -> None:
    assert category_of(name, 1, 3) == "active"
