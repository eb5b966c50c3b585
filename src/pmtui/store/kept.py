"""What an import found no place for, kept beside the entity it belongs to, for the way back."""

import base64
import json
import zlib
from collections import defaultdict
from typing import Any

from pmtui.store.plan import Plan

PIECE = 190_000
"""Characters of JSON in one piece at most, so that it stays under the log's 256 kB an entity even if packing fails."""
PACKED = 4_000
"""From how many characters on a piece is packed: time-phased figures shrink to a twentieth."""
_UNPACKED = 4 * PIECE


def pieces(record: list[Any]) -> list[str]:
    """A list as the cells of its pieces: JSON, a list where it is short, else a string that holds it packed."""
    whole = _json(record)
    if len(whole) <= PIECE:
        return [_cell(whole)]
    cells: list[str] = []
    part: list[str] = []
    size = 0
    for text in map(_json, record):
        if part and size + len(text) > PIECE:
            cells.append(_cell(f"[{','.join(part)}]"))
            part, size = [], 0
        part.append(text)
        size += len(text) + 1
    return [*cells, _cell(f"[{','.join(part)}]")]


def kept(plan: Plan, format: str) -> dict[str, dict[str, list[Any]]]:
    """What an import of a format kept: by entity and part. Pieces after the first are named part+1 and so on."""
    rows = plan.rows("SELECT entity_id, part, record FROM kept WHERE format = ?", (format,))
    found = sorted((entity, *_piece(part), cell) for entity, part, cell in rows)
    made: dict[str, dict[str, list[Any]]] = defaultdict(dict)
    for entity, part, _, cell in found:
        made[entity].setdefault(part, []).extend(_read(cell))
    return made


def sites(plan: Plan, system: str, entity: str) -> list[str]:
    """From where a system's imports brought an entity, the first one first."""
    rows = plan.rows("SELECT site FROM import_ref WHERE system = ? AND entity_id = ? ORDER BY id", (system, entity))
    return [site or "" for (site,) in rows]


def _piece(part: str) -> tuple[str, int]:
    name, _, place = part.rpartition("+")
    return (name, int(place)) if name and place.isdigit() else (part, 0)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _cell(text: str) -> str:
    if len(text) < PACKED:
        return text
    packed = base64.b85encode(zlib.compress(text.encode(), 6)).decode()
    return f'"{packed}"' if len(packed) < len(text) else text


def _read(cell: str) -> list[Any]:
    value = json.loads(cell)
    if isinstance(value, str):
        packed = base64.b85decode(value)
        # The plan may come from anywhere: no piece grows beyond what one can be.
        value = json.loads(zlib.decompressobj().decompress(packed, _UNPACKED))
    return list(value)
