"""Real exports, counted here without the readers, must come out of the readers with the same counts."""

import csv
import json
from collections import Counter
from datetime import UTC
from pathlib import Path
from typing import Any

import pytest

from pmtui.exchange.incoming import Incoming
from pmtui.exchange.sniff import read
from tests.exchange.make import adds_up

KINDS = {
    "Etiquetas": "Labels",
    "Clave de incidencia": "Issue key",
    "Key": "Issue key",
    "Informador": "Reporter",
    "Creador": "Creator",
    "Persona asignada": "Assignee",
    "Interesados": "Watchers",
    "Enlace a la incidencia interna (Blocks)": "Inward issue link (Blocks)",
    "Enlace de incidencia saliente (Blocks)": "Outward issue link (Blocks)",
}
JIRA = ["cloud-all-fields.csv", "cloud-small.csv", "cloud-spanish.csv", "timeline-export.tsv"]
TRELLO = ["board-1.json", "board-2.json", "board-3.json", "board-4.json"]


def counts(incoming: Incoming) -> Counter[str]:
    """What a reader found, by kind."""
    found = Counter(
        item=len(incoming.items), label=len(incoming.labels), person=len(incoming.people), link=len(incoming.links)
    )
    for item in incoming.items:
        found.update(comment=len(item.comments), check=len(item.checks), worklog=len(item.worklogs))
        found.update(attachment=len(item.attachments))
    return found


def counted_csv(path: Path) -> tuple[Counter[str], int]:
    """The same kinds counted in the cells, and how many cells are filled."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        headers, *rows = csv.reader(file, delimiter="\t" if path.suffix == ".tsv" else ",")
    cells = [(KINDS.get(h, h), row[i], row) for row in rows for i, h in enumerate(headers) if row[i].strip()]
    key = next(i for i, header in enumerate(headers) if KINDS.get(header, header) == "Issue key")
    links = set()
    for header, text, row in cells:
        if header.startswith(("Inward", "Outward")):
            pair = (text, row[key]) if header.startswith("Inward") else (row[key], text)
            links.add(tuple(sorted(pair)) if "Relates" in header else pair)
    people = {text for header, text, _ in cells if header in ("Assignee", "Reporter", "Creator", "Watchers")}
    found = Counter(item=len(rows), person=len(people), link=len(links))
    found["label"] = len({text.casefold() for header, text, _ in cells if header == "Labels"})
    for header, kind in (("Comment", "comment"), ("Log Work", "worklog"), ("Attachment", "attachment")):
        found[kind] = sum(1 for other, _, _ in cells if other == header)
    return found, len(cells)


def counted_board(board: dict[str, Any]) -> Counter[str]:
    """The same kinds counted in the JSON."""
    cards = {card["id"]: card for card in board["cards"]}
    used = {label["id"] for card in cards.values() for label in card.get("labels", [])}
    labels = {
        (label["name"] or label["color"]).casefold()
        for label in board.get("labels", [])
        if label["name"] or label["id"] in used
    }
    people = {member["id"] for member in board["members"]} | {action["idMemberCreator"] for action in board["actions"]}
    people |= {id for card in cards.values() for id in card.get("idMembers", [])}
    return Counter(
        item=len(cards),
        person=len(people),
        label=len(labels),
        comment=sum(1 for action in board["actions"] if action["type"] == "commentCard"),
        check=sum(len(checklist["checkItems"]) for checklist in board["checklists"]),
        attachment=sum(len(card.get("attachments", [])) for card in cards.values()),
    )


@pytest.mark.parametrize("name", JIRA)
def test_jira_exports_come_through_whole(samples: Path, name: str) -> None:
    path = samples / "jira-csv" / name
    incoming = read(path, zone=UTC)
    wanted, cells = counted_csv(path)
    assert +counts(incoming) == +wanted
    assert incoming.accounting.read == cells
    assert adds_up(incoming.accounting)


@pytest.mark.parametrize("name", TRELLO)
def test_trello_boards_come_through_whole(samples: Path, name: str) -> None:
    path = samples / "trello" / name
    incoming = read(path, zone=UTC)
    assert +counts(incoming) == +counted_board(json.loads(path.read_bytes()))
    assert adds_up(incoming.accounting)


def test_no_sample_has_a_date_that_is_not_read(samples: Path) -> None:
    for path in [*(samples / "jira-csv").iterdir(), *(samples / "trello").iterdir()]:
        assert not {"date-unreadable", "number-unreadable"} & {note.code for note in read(path, zone=UTC).notes}, (
            path.name
        )
