"""The outline of a Trello board export: everything optional, odd values made harmless, unknown members left alone."""

import json
import math
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

_MOST = 2**31


def _text(value: object) -> str:
    """A string as it is, nothing as the empty one, anything else as JSON."""
    if value is None or isinstance(value, str):
        return value or ""
    return json.dumps(value, ensure_ascii=False)


def _flag(value: object) -> bool:
    return value is True or value in ("true", "complete", 1)


def _number(value: object) -> int:
    """A whole number of a size that counts something; 0 for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= _MOST:
        return 0
    return int(value)


def _place(value: object) -> float | None:
    """A position: a number of any size (also as text), "top" or "bottom"; None where there is none."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float | str):
        try:
            place = {"top": -1e300, "bottom": 1e300}.get(value) if value in ("top", "bottom") else float(value)
        except (ValueError, OverflowError):
            return None
        return place if place is not None and math.isfinite(place) else None
    return None


def _objects(value: object) -> list[Any]:
    """The objects of a list; strays between them are counted by `strays`."""
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def _texts(value: object) -> list[str]:
    return [entry for entry in value if isinstance(entry, str) and entry] if isinstance(value, list) else []


def _object(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


T = TypeVar("T")
Text = Annotated[str, BeforeValidator(_text)]
Flag = Annotated[bool, BeforeValidator(_flag)]
Number = Annotated[int, BeforeValidator(_number)]
Place = Annotated[float | None, BeforeValidator(_place)]
Texts = Annotated[list[str], BeforeValidator(_texts)]
Object = Annotated[dict[str, Any], BeforeValidator(_object)]
Many = Annotated[list[T], BeforeValidator(_objects)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="ignore")

    id: Text = ""


class List(_Part):
    """A list of the board."""

    name: Text = ""
    closed: Flag = False
    pos: Place = None
    softLimit: Number = 0


class Label(_Part):
    """A label; `uses` is missing in exports of the API."""

    name: Text = ""
    color: Text = ""
    uses: Number = 0


class Member(_Part):
    """A person; actions name their author in the same form."""

    fullName: Text = ""
    username: Text = ""
    email: Text = ""


class CheckItem(_Part):
    """An entry of a checklist; `state` is complete or incomplete."""

    name: Text = ""
    state: Text = ""
    pos: Place = None
    due: Text = ""
    idMember: Text = ""


class Checklist(_Part):
    """A checklist; exports have them beside the cards, the API inside."""

    name: Text = ""
    idCard: Text = ""
    pos: Place = None
    checkItems: Many[CheckItem] = Field(default_factory=list)


class Attachment(_Part):
    """A link, or a file that lies at Trello (`isUpload`)."""

    name: Text = ""
    url: Text = ""
    date: Text = ""
    idMember: Text = ""
    isUpload: Flag = False


class CheckState(BaseModel):
    """The old way to say that a check item is done: on the card."""

    idCheckItem: Text = ""
    state: Text = ""


class FieldValue(_Part):
    """A custom field's value on a card; all of `value` are strings, a choice is in `idValue`."""

    idCustomField: Text = ""
    value: Object = Field(default_factory=dict)
    idValue: Text = ""


class Option(_Part):
    """One choice of a custom field."""

    value: Object = Field(default_factory=dict)


class CustomField(_Part):
    """The definition of a custom field."""

    name: Text = ""
    type: Text = ""
    options: Many[Option] = Field(default_factory=list)


class Badges(BaseModel):
    """What the card's front shows; only the comments are not to be had elsewhere."""

    comments: Number = 0


class Card(_Part):
    """A card."""

    name: Text = ""
    desc: Text = ""
    pos: Place = None
    closed: Flag = False
    idList: Text = ""
    idChecklists: Texts = Field(default_factory=list)
    idMembers: Texts = Field(default_factory=list)
    idLabels: Texts = Field(default_factory=list)
    labels: Many[Label] = Field(default_factory=list)
    start: Text = ""
    due: Text = ""
    dueComplete: Flag = False
    dateLastActivity: Text = ""
    isTemplate: Flag = False
    cardRole: Text = ""
    mirrorSourceId: Text = ""
    idShort: Number = 0
    url: Text = ""
    shortUrl: Text = ""
    badges: Annotated[Badges, BeforeValidator(_object)] = Field(default_factory=Badges)
    attachments: Many[Attachment] = Field(default_factory=list)
    checklists: Many[Checklist] = Field(default_factory=list)
    checkItemStates: Many[CheckState] = Field(default_factory=list)
    customFieldItems: Many[FieldValue] = Field(default_factory=list)


class Action(_Part):
    """One entry of the board's history; its `data` differs from type to type."""

    type: Text = ""
    date: Text = ""
    idMemberCreator: Text = ""
    memberCreator: Annotated[Member, BeforeValidator(_object)] = Field(default_factory=Member)
    data: Object = Field(default_factory=dict)


class Board(_Part):
    """A whole export."""

    name: Text = ""
    desc: Text = ""
    closed: Flag = False
    labelNames: Object = Field(default_factory=dict)
    lists: Many[List] = Field(default_factory=list)
    cards: Many[Card] = Field(default_factory=list)
    labels: Many[Label] = Field(default_factory=list)
    members: Many[Member] = Field(default_factory=list)
    checklists: Many[Checklist] = Field(default_factory=list)
    actions: Many[Action] = Field(default_factory=list)
    customFields: Many[CustomField] = Field(default_factory=list)
