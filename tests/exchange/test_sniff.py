"""What a file is, told from its contents, and refused with a reason a person can act on."""

import json
from datetime import UTC
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.exchange import sniff as sniffing
from pmtui.exchange.sniff import read, sniff
from pmtui.model.text import Unreadable
from tests.exchange.make import CARD, LIST, adds_up, card, csv_bytes

JIRA = csv_bytes(["Issue key", "Summary"], [["ORD-1", "Pay"]])
BOARD = json.dumps(
    {"id": "b", "name": "Bö", "lists": [{"id": LIST, "name": "To Do"}], "cards": [card()]}, ensure_ascii=False
)


@pytest.mark.parametrize(
    ("data", "format"),
    [
        (JIRA, "jira-csv"),
        (BOARD.encode(), "trello"),
        (BOARD.encode("utf-8-sig"), "trello"),
        (BOARD.encode("utf-16"), "trello"),
        (b'\n {"format": "pmtui-plan"}', "pmtui-json"),
        (b"sep=;\nSummary;Issue key\n", "jira-csv"),
        (b'<?xml version="1.0"?>\n<Project xmlns="http://schemas.microsoft.com/project">', "mspdi"),
    ],
)
def test_formats_are_told_by_their_contents(data: bytes, format: str) -> None:
    assert sniff(Path("anything.txt"), data) == format
    assert sniff(Path("anything.txt"), data, format) == format


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"<!DOCTYPE html><title>Log in - Jira</title>", "web page.*Log in - Jira.*sign in"),
        (b"<html><body>", "web page"),
        (b"<?xml version='1.0'?><plan>", "XML, but not Microsoft Project's"),
        (b"PK\x03\x04", "Excel"),
        (BOARD.encode()[:60], r"JSON ends after \d+ bytes \(line 1, .*cut off"),
        (BOARD.encode()[:-1], "cut off"),
        (b'{"lists": [], "cards": [tr', "cut off"),
        (b'{"lists": [], "cards": [1,', "cut off"),
        (b'{"a": 1,}', "not valid JSON at line 1"),
        (b'{"a": 1} {"b": 2}', "not valid JSON.*Extra data"),
        (b'{"issues": [], "total": 3}', "JSON with the keys .*issues.*total.*Trello boards and its own"),
        (b"[1, 2, 3]", "a list of 3 things"),
        (b"[" * 200_000, "nested too deeply|cut off"),
        (b"Just a letter to you.\nBye.\n", "text without columns"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason) as caught:
        sniff(Path("export.csv"), data)
    assert "\n" not in str(caught.value)


def test_a_format_said_must_be_known_and_possible() -> None:
    with pytest.raises(Unreadable, match=r"does not read .*asana.*trello, jira-csv, pmtui-json"):
        sniff(Path("x"), JIRA, "asana")
    with pytest.raises(Unreadable, match="said to be jira-csv, but it looks like trello"):
        sniff(Path("x"), BOARD.encode(), "jira-csv")


def test_a_file_beyond_the_limit_is_not_even_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sniffing, "LARGEST", 10)
    path = tmp_path / "big.csv"
    path.write_bytes(JIRA)
    with pytest.raises(Unreadable, match="MB; pmtui reads files of up to"):
        read(path)


def test_files_are_read_by_format(tmp_path: Path) -> None:
    for name, data, format in (("my_board.json", BOARD.encode(), "trello"), ("jira.csv", JIRA, "jira-csv")):
        path = tmp_path / name
        path.write_bytes(data)
        incoming = read(path, zone=UTC)
        assert (incoming.format, len(incoming.items)) == (format, 1)
        assert incoming.title.startswith("this looks like")


def test_a_project_without_a_name_goes_by_the_files(tmp_path: Path) -> None:
    path = tmp_path / "order_portal.csv"
    path.write_bytes(csv_bytes(["Issue key", "Summary"], [["1", "Pay"]]))
    assert read(path).project_name == "order portal"


def test_a_missing_file_is_a_reason_too(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="No such file"):
        read(tmp_path / "none.csv")


@given(st.binary(max_size=200) | st.text(max_size=100).map(str.encode))
def test_any_bytes_are_a_format_or_a_reason(data: bytes) -> None:
    reason = ""
    try:
        assert sniff(Path("x"), data) in sniffing.FORMATS
        read(Path("x"), data=data, zone=UTC)
    except Unreadable as error:
        reason = str(error) or "\n"
    assert "\n" not in reason


# A file of each kind that has one of everything, for breaking.
WHOLE_JIRA = csv_bytes(
    ["Summary", "Issue key", "Issue id", "Status", "Parent", "Assignee", "Assignee Id", "Created", "Due date",
     "Original Estimate", "Labels", "Labels", "Inward issue link (Blocks)", "Comment", "Log Work", "Attachment",
     "Custom field (Rank)", "Custom field (Region)"],
    [
        ["Pay", "ORD-1", "101", "Done", "", "Ott, Ana (IT)", "5:1", "22/Mar/23 4:49 PM", "01/abr/23 12:00 AM", "3600",
         "api", "Web", "ORD-2", "22/Mar/23 4:49 PM;5:1;so, *yes*\nno; maybe", "did it;22/Mar/23 5:00 PM;5:1;60",
         "22/Mar/23 5:00 PM;5:1;a.png;https://example.org/a.png", "0|i0:", "{}"],
        ["Ship", "ORD-2", "102", "backlog", "101", "", "", "2023-03-22 16:49", "", "", "API", "", "", "", "", "",
         "", "EU"],
    ],
)  # fmt: skip
WHOLE_BOARD = json.dumps(
    {
        "id": "b", "name": "Bö", "labels": [{"id": "l", "name": "", "color": "red"}],
        "members": [{"id": "m", "fullName": "Ana"}],
        "lists": [{"id": LIST, "name": "To Do", "pos": 1.5, "softLimit": 3}],
        "cards": [card(idLabels=["l"], idMembers=["m", "x"], due="2024-01-02T03:04:05.000Z", dueComplete=True,
                       badges={"comments": 2},
                       attachments=[{"id": "a", "url": "https://example.org", "isUpload": True}])],
        "checklists": [{"id": "c", "idCard": CARD, "checkItems": [{"id": "i", "name": "one", "state": "complete"}]}],
        "actions": [{"id": "k", "type": "commentCard", "date": "2024-01-01T00:00:00.000Z", "idMemberCreator": "m",
                     "data": {"card": {"id": CARD}, "text": "yes"}}],
    }
).encode()  # fmt: skip
PIECES = [
    b"",
    b'"',
    b'""',
    b"\n",
    b",",
    b";",
    b"\t",
    b"\x00",
    b"\xff",
    b"{",
    b"]",
    b"null",
    b"1e999",
    b"9" * 30,
    b"\\ud800",
]


def test_the_files_to_break_are_read_when_whole() -> None:
    assert len(read(Path("x"), data=WHOLE_JIRA, zone=UTC).items[0].comments) == 1
    assert len(read(Path("x"), data=WHOLE_BOARD, zone=UTC).items[0].comments) == 1


@st.composite
def broken(draw: st.DrawFn) -> bytes:
    """A whole file in which a few pieces were replaced by others."""
    data = draw(st.sampled_from([WHOLE_JIRA, WHOLE_BOARD]))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        data = data[:start] + draw(st.sampled_from(PIECES)) + data[start + draw(st.sampled_from([0, 1, 2, 5, 40])) :]
    return data


@given(broken())
def test_a_damaged_file_is_read_with_its_books_in_order_or_refused(data: bytes) -> None:
    reason = ""
    try:
        incoming = read(Path("x"), data=data, zone=UTC)
        assert adds_up(incoming.accounting)
        assert len({item.ext_id for item in incoming.items}) == len(incoming.items)
        json.dumps([item.raw for item in incoming.items], ensure_ascii=False).encode()
    except Unreadable as error:
        reason = str(error) or "\n"
    assert "\n" not in reason


def test_half_a_character_written_as_an_escape_becomes_a_question_mark() -> None:
    data = BOARD.replace('"Pay"', r'"Pay \ud83d now \ud83d\ude00"').encode()
    assert read(Path("x"), data=data).items[0].raw["name"] == "Pay ? now \U0001f600"  # type: ignore[index]


@given(st.integers(1, len(BOARD.encode()) - 1))
def test_a_board_cut_anywhere_is_refused(end: int) -> None:
    with pytest.raises(Unreadable):
        sniff(Path("x"), BOARD.encode()[:end])
