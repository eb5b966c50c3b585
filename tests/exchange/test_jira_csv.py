"""Jira's CSV: one test a quirk, each on a file of a few cells made by hand."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.exchange.incoming import InLink
from pmtui.exchange.jira_csv import read_jira_csv
from pmtui.model.text import Unreadable
from tests.exchange.make import adds_up, codes, csv_bytes, issue, jira, note

BASE = ["Issue key", "Summary"]
ANA, BEN = "5b10a2844c20165700ede21a", "712020:457e8c06-53a2-4d88-bf67-4796f6d22ded"


def ms(text: str) -> int:
    return round(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() * 1000)


# --- columns by position -------------------------------------------------------------------------------------------


def test_every_comment_of_repeated_columns_is_read() -> None:
    cells = [f"22/Mar/23 4:4{n} PM;{ANA};text {n}; with; semicolons\nand lines" for n in range(5)]
    item = issue(["Comment"] * 6, *cells, "")
    assert [comment.body for comment in item.comments] == [f"text {n}; with; semicolons\nand lines" for n in range(5)]
    assert item.comments[0].at == ms("2023-03-22T16:40")


def test_equal_comments_are_two_and_ids_stay_from_export_to_export() -> None:
    cell = f"22/Mar/23 4:49 PM;{ANA};yes"
    first, again = issue(["Comment"] * 2, cell, cell), issue(["Comment"] * 3, cell, cell, f"23/Mar/23 1:00 PM;{ANA};no")
    ids = [comment.ext_id for comment in first.comments]
    assert len(set(ids)) == 2
    assert [comment.ext_id for comment in again.comments][:2] == ids


def test_a_malformed_comment_is_kept_whole_and_noted() -> None:
    read = jira([*BASE, "Comment"], ["ORD-1", "Pay", "no date; just words"])
    assert [(c.author, c.at, c.body) for c in read.items[0].comments] == [(None, None, "no date; just words")]
    assert codes(read)["comment-malformed"] == 1


def test_logged_work_has_its_comment_first_and_seconds_last() -> None:
    item = issue(["Log Work"], f"did a; and b;22/Mar/23 8:30 AM;{ANA};900")
    (entry,) = item.worklogs
    assert (entry.note, entry.at, entry.person, entry.minutes) == ("did a; and b", ms("2023-03-22T08:30"), ANA, 15)


def test_malformed_work_is_noted_and_kept_as_text() -> None:
    read = jira([*BASE, "Log Work"], ["ORD-1", "Pay", "half an hour"])
    assert read.items[0].worklogs == []
    assert read.items[0].custom["Log Work"] == "half an hour"
    assert codes(read)["worklog-malformed"] == 1
    assert read.accounting.noted == 1


def test_work_of_more_seconds_than_there_are_is_malformed() -> None:
    endless = f"did it;22/Mar/23 5:00 PM;{ANA};{'9' * 5000}"
    assert "Log Work" in issue(["Log Work"], endless).custom


def test_attachments_are_links() -> None:
    item = issue(["Attachment"], f"28/Feb/23 3:35 PM;{ANA};a;b.png;https://x.example/a%3Bb.png")
    (file,) = item.attachments
    assert (file.name, file.url, file.person) == ("a;b.png", "https://x.example/a%3Bb.png", ANA)


def test_custom_fields_of_one_name_are_joined_each_value_once() -> None:
    heading = "Custom field (Asset type)"
    item = issue([heading] * 4, "disk", "", "fan", "disk")
    assert item.custom == {"Asset type": "disk, fan"}


def test_unknown_columns_stay_under_their_heading() -> None:
    assert issue(["Satisfaction rating"], "5").custom == {"Satisfaction rating": "5"}


def test_a_second_column_of_a_single_thing_is_kept() -> None:
    read = jira([*BASE, "Start date", "Custom field (Start date)"], ["ORD-1", "Pay", "2024-01-02", "2024-01-03"])
    assert read.items[0].fields["start"] == "2024-01-02"
    assert read.items[0].custom == {"Start date": "2024-01-03"}
    assert codes(read)["column-twice"] == 1


# --- languages -----------------------------------------------------------------------------------------------------

LANGUAGES = {
    "es": [
        "Clave de incidencia",
        "Resumen",
        "Estado",
        "Categoría de estado",
        "Persona asignada",
        "Etiquetas",
        "Creada",
        "Enlace de incidencia saliente (Blocks)",
        "Clave principal",
        "Campo personalizado (Clasificación)",
        "04/ago/26 11:30 PM",
    ],
    "de": [
        "Vorgangsschlüssel",
        "Zusammenfassung",
        "Status",
        "Statuskategorie",
        "Zugewiesene Person",
        "Stichwörter",
        "Erstellt",
        "Ausgehende Vorgangsverknüpfung (Blocks)",
        "Übergeordneter Schlüssel",
        "Benutzerdefiniertes Feld (Rang)",
        "04/Aug/26 23:30",
    ],
    "fr": [
        "Clé de ticket",
        "Résumé",
        "État",
        "Catégorie d'état",
        "Personne assignée",
        "Étiquettes",
        "Création",
        "Lien de ticket sortant (Blocks)",
        "Clé parent",
        "Champs personnalisés (Rang)",
        "04/août/26 23:30",
    ],
    "pt": [
        "Chave da item",
        "Resumo",
        "Status",
        "Categoria do status",
        "Responsável",
        "Categorias",
        "Criado",
        "Link de item de saída (Blocks)",
        "Chave pai",
        "Campo personalizado (Classificação)",
        "04/ago/26 11:30 PM",
    ],
    "it": [
        "Chiave ticket",
        "Riepilogo",
        "Stato",
        "Categoria di stato",
        "Assegnatario",
        "Etichette",
        "Creato",
        "Link ticket in uscita (Blocks)",
        "Chiave padre",
        "Campo personalizzato (Classificazione)",
        "04/ago/26 23:30",
    ],
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_headings_and_months_are_read_in_many_languages(language: str) -> None:
    *headings, date = LANGUAGES[language]
    done = {"es": "Listo", "de": "Fertig", "fr": "Terminé", "pt": "Itens concluídos", "it": "Completato"}[language]
    row = ["ORD-2", "Pay", "X", done, "Ana", "api", date, "ORD-9", "ORD-1", "0|i0:"]
    read = jira(headings, row)
    (item,) = read.items
    assert (item.ext_id, item.fields["title"], item.labels, item.parent) == ("ORD-2", "Pay", ["api"], "ORD-1")
    assert item.fields["created_at"] == ms("2026-08-04T23:30")
    assert [column.category for column in read.columns] == ["done"]
    assert [person.name for person in read.people] == ["Ana"]
    assert read.links == [InLink("ORD-2", "FS", "ORD-9")]
    assert item.order == (0.0, "0|i0:")
    assert item.custom == {}


def test_an_unknown_language_is_read_by_what_is_in_the_columns() -> None:
    headings = ["Samandrag", "Lykel", "Id", "Slag", "Stode", "Prosjektlykel", "Prosjekt", "Ansvar", "Svar"]
    headings += ["Inn (Blocks)", "Ut (Blocks)", "Eige (A)", "Eige (B)", "Eige (C)", "Ord", "Tid", "Fil"]
    row = [
        "Pay the bill",
        "ORD-1",
        "10001",
        "Task",
        "Done",
        "ORD",
        "Orders",
        "Ana",
        "",
        "ORD-2",
        "ORD-3",
        "1",
        "2",
        "3",
    ]
    row += [
        f"22/Mar/23 4:49 PM;{ANA};hello",
        f"x;22/Mar/23 4:49 PM;{ANA};60",
        f"22/Mar/23 4:49 PM;{ANA};a;https://x.example",
    ]
    read = jira(headings, row)
    (item,) = read.items
    assert (item.ext_id, item.fields["title"], item.column) == ("ORD-1", "Pay the bill", "done")
    assert set(read.links) == {InLink("ORD-2", "FS", "ORD-1"), InLink("ORD-1", "FS", "ORD-3")}
    assert (len(item.comments), len(item.worklogs), len(item.attachments)) == (1, 1, 1)
    assert item.custom == {"A": "1", "B": "2", "C": "3", "Ansvar": "Ana"}
    assert note(read, "header-guessed").count >= 8


def test_a_file_without_key_or_summary_is_refused_naming_the_headings() -> None:
    with pytest.raises(Unreadable, match=r"issue key or the summary.*‘?Name.*Section"):
        read_jira_csv(csv_bytes(["Name", "Section"], [["a", "b"]]), UTC, "x")


# --- words ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "ours", "kept"),
    [
        ("Epic", "epic", False),
        ("Task", "task", False),
        ("Bug", "bug", False),
        ("Historia", "story", True),
        ("Sub-task", "task", True),
        ("Unteraufgabe", "task", True),
        ("Risk", "risk", False),
        ("[System] Change", "change", True),
        ("Hito", "milestone", True),
        ("Test Execution", "task", True),
    ],
)
def test_issue_types_become_ours_and_keep_their_own_word(word: str, ours: str, kept: bool) -> None:
    item = issue(["Issue Type"], word)
    assert item.fields["type"] == ours
    assert item.custom == ({"Issue Type": word} if kept else {})


@pytest.mark.parametrize(
    ("word", "ours", "kept"),
    [
        ("Highest", "urgent", False),
        ("Blocker", "urgent", True),
        ("High", "high", False),
        ("Critical", "high", True),
        ("Major", "medium", True),
        ("Medium", "medium", False),
        ("Minor", "low", True),
        ("Lowest", "low", True),
        ("Alta", "high", True),
        ("Niedrig", "low", True),
        ("Whenever", None, True),
    ],
)
def test_priorities_become_ours_and_keep_their_own_word(word: str, ours: str | None, kept: bool) -> None:
    item = issue(["Priority"], word)
    assert item.fields["priority"] == ours
    assert item.custom == ({"Priority": word} if kept else {})


@pytest.mark.parametrize("word", ["Won't Do", "Duplicate", "Cannot Reproduce", "Duplicado", "Wird nicht erledigt"])
def test_work_resolved_without_being_done_is_dropped(word: str) -> None:
    item = issue(["Resolution", "Resolved"], word, "22/Mar/23 4:40 PM")
    assert item.fields["dropped"] == 1
    assert item.custom["Resolution"] == word
    assert item.fields["completed_at"] == ms("2023-03-22T16:40")


def test_done_work_is_not_dropped() -> None:
    item = issue(["Resolution"], "Done")
    assert "dropped" not in item.fields
    assert issue(["Resolution"], "Unresolved").custom == {}


def test_a_title_of_several_lines_continues_in_the_body() -> None:
    (item,) = jira([*BASE, "Description"], ["ORD-1", "\tPay\nand wait", "h1. Why"]).items
    assert (item.fields["title"], item.fields["body"]) == ("Pay", "and wait\n\n# Why")


def test_mentions_are_names_from_anywhere_in_the_file() -> None:
    headings = [*BASE, "Description", "Watchers", "Watchers", "Watchers Id", "Watchers Id"]
    read = jira(headings, ["ORD-1", "A", f"ask [~accountid:{BEN}]"], ["ORD-2", "B", "", "Ana", "Ben Ott", ANA, BEN])
    assert read.items[0].fields["body"] == "ask @Ben Ott"
    assert read.items[1].watchers == [ANA, BEN]


# --- status --------------------------------------------------------------------------------------------------------


def test_columns_are_statuses_in_the_order_of_work() -> None:
    headings = [*BASE, "Status", "Status Category"]
    rows = [
        ("Done", "Done"),
        ("Blocked", "In Progress"),
        ("Backlog", "To Do"),
        ("Selected", "To Do"),
        ("Doing", "In Progress"),
    ]
    read = jira(headings, *[[f"ORD-{n}", "x", *row] for n, row in enumerate(rows)])
    assert [(column.name, column.category) for column in read.columns] == [
        ("Backlog", "backlog"),
        ("Selected", "ready"),
        ("Doing", "active"),
        ("Blocked", "wait"),
        ("Done", "done"),
    ]


def test_statuses_spelled_two_ways_are_one_column_and_noted() -> None:
    read = jira([*BASE, "Status"], ["ORD-1", "x", "backlog"], ["ORD-2", "y", "Backlog"])
    assert [column.name for column in read.columns] == ["backlog"]
    assert note(read, "status-merged").where == ["Backlog, backlog"]


def test_the_change_of_status_category_is_history() -> None:
    item = issue(["Status", "Status Category Changed"], "Done", "22/Mar/23 4:40 PM")
    (past,) = item.past
    assert (past.at, past.field, past.old, past.new) == (ms("2023-03-22T16:40"), "column", None, "done")


# --- people --------------------------------------------------------------------------------------------------------


def test_names_and_ids_are_paired_by_position() -> None:
    headings = [*BASE, "Assignee", "Assignee Id", "Reporter", "Reporter Id", "Creator", "Creator Id"]
    read = jira(headings, ["ORD-1", "x", "Ana Ruiz", ANA, "Ben Ott", BEN, "Ben Ott", BEN])
    item = read.items[0]
    assert (item.owner, item.assignees, item.reporter) == (ANA, [], BEN)
    assert {person.key: (person.name, person.ext_id) for person in read.people} == {
        ANA: ("Ana Ruiz", ANA),
        BEN: ("Ben Ott", BEN),
    }


def test_authors_known_by_id_alone_are_shortened_ids() -> None:
    read = jira([*BASE, "Comment"], ["ORD-1", "x", f"22/Mar/23 4:49 PM;{BEN};hm"])
    assert [(person.key, person.name) for person in read.people] == [(BEN, "Jira user f6d22ded")]


def test_a_name_with_a_comma_is_one_person() -> None:
    read = jira([*BASE, "Assignee"], ["ORD-1", "x", "Ruiz, Ana (Databases)"])
    assert [person.name for person in read.people] == ["Ruiz, Ana (Databases)"]


def test_user_names_of_older_jiras_are_one_person_everywhere() -> None:
    read = jira([*BASE, "Assignee", "Comment"], ["ORD-1", "x", "aruiz", "22/Mar/23 4:49 PM;aruiz;hm"])
    assert len(read.people) == 1
    assert read.items[0].comments[0].author == read.items[0].owner


def test_unassigned_is_nobody() -> None:
    read = jira([*BASE, "Assignee"], ["ORD-1", "x", "Unassigned"])
    assert (read.people, read.items[0].owner) == ([], None)


# --- family and links ----------------------------------------------------------------------------------------------


def test_a_parent_by_id_becomes_its_key_even_further_down() -> None:
    headings = [*BASE, "Issue id", "Parent", "Parent summary"]
    read = jira(headings, ["ORD-2", "kid", "11", "10", "Boss"], ["ORD-1", "Boss", "10", "", ""])
    assert (read.items[0].parent, read.items[0].parent_title) == ("ORD-1", "Boss")
    assert read.items[1].aliases == ["id:10"]


def test_a_parent_outside_the_file_stays_by_its_id() -> None:
    item = issue(["Parent", "Parent summary"], "10011", "Elsewhere")
    assert (item.parent, item.parent_title) == ("id:10011", "Elsewhere")


def test_the_parents_key_wins_over_id_and_epic_which_stay_visible() -> None:
    item = issue(["Parent", "Parent key", "Custom field (Epic Link)"], "10011", "ORD-7", "ORD-8")
    assert item.parent == "ORD-7"
    assert item.custom == {"Epic Link": "ORD-8"}


def test_an_epic_is_a_parent_where_there_is_no_other() -> None:
    item = issue(["Custom field (Epic Link)", "Epic Link Summary"], "ORD-8", "Big")
    assert (item.parent, item.parent_title, item.custom) == ("ORD-8", "Big", {})


def test_blocks_points_from_the_blocker_and_is_counted_once() -> None:
    headings = [*BASE, "Inward issue link (Blocks)", "Outward issue link (Blocks)"]
    read = jira(headings, ["ORD-1", "first", "", "ORD-2"], ["ORD-2", "second", "ORD-1", ""])
    assert read.links == [InLink("ORD-1", "FS", "ORD-2")]


def test_other_links_keep_their_direction() -> None:
    headings = [*BASE, "Outward issue link (Duplicate)", "Inward issue link (Problem/Incident)"]
    headings += ["Outward issue link (Relates)", "Inward issue link (Relates)", "Outward issue link (Cloners)"]
    read = jira(headings, ["ORD-5", "x", "ORD-1", "ORD-2", "ORD-3", "ORD-3", "ORD-4"])
    assert set(read.links) == {
        InLink("ORD-5", "duplicates", "ORD-1"),
        InLink("ORD-2", "causes", "ORD-5"),
        InLink("ORD-3", "relates", "ORD-5"),
        InLink("ORD-4", "relates", "ORD-5"),
    }
    assert note(read, "link-kind-unknown").where == ["Cloners"]
    assert read.items[0].custom == {"Link: Cloners": "ORD-4"}


# --- numbers, lists, order -----------------------------------------------------------------------------------------


def test_estimates_are_seconds() -> None:
    item = issue(["Original estimate", "Remaining Estimate", "Time Spent"], "5400", "120", "3600")
    assert (item.fields["estimate_m"], item.fields["estimate_unit"]) == (1.5, "h")
    assert (item.fields["effort_left"], item.fields["effort_spent"]) == (2, 60)


def test_the_filled_field_of_points_is_taken_and_a_difference_noted() -> None:
    fields = ["Custom field (Story Points)", "Custom field (Story point estimate)"]
    assert issue(fields, "", "8.0").fields["points"] == 8
    read = jira([*BASE, *fields], ["ORD-1", "x", "3", "8,5"])
    assert read.items[0].fields["points"] == 3
    assert read.items[0].custom == {"Story point estimate": "8.5"}
    assert codes(read)["points-differ"] == 1


def test_unreadable_numbers_and_dates_are_kept_as_text_and_noted() -> None:
    read = jira([*BASE, "Time Spent", "Created", "Due date"], ["ORD-1", "x", "two days", "yesterday", "31/Feb/24"])
    (item,) = read.items
    assert item.custom == {"Time Spent": "two days", "Created": "yesterday", "Due date": "31/Feb/24"}
    assert not {"created_at", "due", "effort_spent"} & item.fields.keys()
    assert codes(read) == {"date-unreadable": 2, "number-unreadable": 1}
    assert read.accounting.noted == 3


def test_numbers_and_dates_beyond_all_bounds_are_kept_as_text() -> None:
    item = issue(["Time Spent", "Due date"], "9" * 40, "0001-01-01T00:00+14:00")
    assert item.custom == {"Time Spent": "9" * 40, "Due date": "0001-01-01T00:00+14:00"}


def test_labels_that_differ_in_case_are_one() -> None:
    read = jira(
        [*BASE, "Labels", "Labels", "Components"], ["ORD-1", "x", "API", "ui", "Core"], ["ORD-2", "y", "api", "", ""]
    )
    assert [label.name for label in read.labels] == ["API", "ui", "component/Core"]
    assert read.items[1].labels == ["API"]


def test_all_sprints_stay_in_order_and_versions_are_a_field() -> None:
    read = jira([*BASE, "Sprint", "Sprint", "Fix versions", "Fix versions"], ["ORD-1", "x", "S 2", "S 1", "1.0", "1.1"])
    assert read.items[0].sprints == ["S 2", "S 1"]
    assert [sprint.name for sprint in read.sprints] == ["S 2", "S 1"]
    assert read.items[0].custom == {"Fix versions": "1.0, 1.1"}


def test_rank_orders_where_there_is_one_else_the_file() -> None:
    ranked = jira(
        [*BASE, "Custom field (Rank)"], ["ORD-1", "x", "0|i02:"], ["ORD-2", "y", ""], ["ORD-3", "z", "0|i01:"]
    )
    assert [i.ext_id for i in sorted(ranked.items, key=lambda item: item.order)] == ["ORD-3", "ORD-1", "ORD-2"]
    plain = jira(BASE, ["ORD-2", "x"], ["ORD-1", "y"])
    assert [i.ext_id for i in sorted(plain.items, key=lambda item: item.order)] == ["ORD-2", "ORD-1"]


# --- the file as a whole -------------------------------------------------------------------------------------------


def test_columns_left_out_on_purpose_are_listed_once() -> None:
    read = jira([*BASE, "Votes", "Σ Time Spent", "Custom field (Development)"], ["ORD-1", "x", "0", "60", "{}"])
    assert note(read, "not-imported").count == 3
    assert "Votes (1)" in note(read, "not-imported").detail
    assert read.items[0].custom == {}


def test_issues_of_other_projects_say_so() -> None:
    headings = [*BASE, "Project key", "Project name"]
    rows = [["ORD-1", "a", "ORD", "Orders"], ["OPS-1", "b", "OPS", "Ops"], ["ORD-2", "c", "ORD", "Orders"]]
    read = jira(headings, *rows)
    assert (read.project_key, read.project_name) == ("ORD", "Orders")
    assert [item.custom.get("Project") for item in read.items] == [None, "Ops", None]
    assert codes(read)["several-projects"] == 1


def test_rows_twice_are_taken_once_and_headings_between_rows_are_none() -> None:
    read = jira(BASE, ["ORD-1", "a"], BASE, ["ORD-1", "a"])
    assert [item.ext_id for item in read.items] == ["ORD-1"]
    assert codes(read) == {"headings-repeated": 1, "row-twice": 1}
    assert adds_up(read.accounting)


def test_two_issues_under_one_key_are_two() -> None:
    read = jira(BASE, ["ORD-1", "a"], ["ORD-1", "b"])
    assert [item.ext_id for item in read.items] == ["ORD-1", "ORD-1 (2)"]
    assert codes(read) == {"key-twice": 1}


def test_a_row_without_a_key_is_known_by_its_summary() -> None:
    read = jira([*BASE, "Votes"], ["", "idea", ""], ["", "", "3"])
    assert [item.ext_id for item in read.items] == ["summary:idea"]
    assert codes(read)["row-without-key"] == 2


def test_the_timelines_export_has_keys_as_parents_and_american_dates() -> None:
    headings = ["Key", "Parent", "Summary", "Start date", "Inferred start date", "Inferred due date"]
    rows = [["ORD-2", "ORD-1", "a", "", "5/6/25", "5/17/25"], ["ORD-1", "", "b", "6/1/25", "5/1/25", ""]]
    read = read_jira_csv(csv_bytes(headings, rows, "\t"), UTC, "x")
    assert (read.items[0].parent, read.items[0].fields["start"], read.items[0].fields["due"]) == (
        "ORD-1",
        "2025-05-06",
        "2025-05-17",
    )
    assert read.items[1].fields["start"] == "2025-06-01"
    assert read.items[1].custom == {"Inferred start date": "5/1/25"}
    assert codes(read) == {"dates-inferred": 2}


def test_the_users_order_of_day_and_month_settles_what_the_file_leaves_open() -> None:
    headings, row = [*BASE, "Due date"], ["ORD-1", "x", "5/6/25"]
    assert jira(headings, row, day_first=True).items[0].fields["due"] == "2025-06-05"
    read = jira(headings, row, day_first=False)
    assert read.items[0].fields["due"] == "2025-05-06"
    assert codes(read)["date-order-guessed"] == 1


def test_the_assumed_zone_is_said_once() -> None:
    read = jira([*BASE, "Created", "Updated"], ["ORD-1", "x", "22/Mar/23 4:40 PM", "23/Mar/23 4:40 PM"])
    assert (note(read, "time-zone-assumed").count, "UTC" in note(read, "time-zone-assumed").detail) == (2, True)


def test_the_row_itself_is_kept() -> None:
    (item,) = jira([*BASE, "Votes"], ["ORD-1", "x", "0"]).items
    assert item.raw == [("Issue key", "ORD-1"), ("Summary", "x"), ("Votes", "0")]
    assert item.row == 2


HEADINGS = st.sampled_from(
    [
        "Status",
        "Status Category",
        "Assignee",
        "Assignee Id",
        "Reporter",
        "Watchers",
        "Watchers Id",
        "Labels",
        "Comment",
        "Log Work",
        "Attachment",
        "Sprint",
        "Parent",
        "Parent key",
        "Created",
        "Due date",
        "Inferred due date",
        "Time Spent",
        "Resolution",
        "Votes",
        "Custom field (A)",
        "Custom field (Rank)",
        "Custom field (Story Points)",
        "Custom field (Story point estimate)",
        "Custom field (Epic Link)",
        "Inward issue link (Blocks)",
        "Outward issue link (Relates)",
        "Outward issue link (X)",
        "Issue Type",
        "Priority",
        "Environment",
        "Fix versions",
        "Summary",
        "Issue key",
        "Issue id",
        "Project key",
        "Σ Time Spent",
        "Nonsense",
    ]
)
CELLS = st.one_of(
    st.just(""),
    st.text('ab ;,"\n1/{}*', max_size=8),
    st.sampled_from(
        ["ORD-1", "ORD-2", "OPS-3", "10", "3600", "-1", "22/Mar/23 4:49 PM", "5/6/25", "{}", "Done", "To Do"]
    ),
    st.sampled_from(
        [f"22/Mar/23 4:49 PM;{ANA};hm", f"x;22/Mar/23 4:49 PM;{ANA};60", f"22/Mar/23 4:49 PM;{ANA};f;https://x.example"]
    ),
)


@st.composite
def files(draw: st.DrawFn) -> tuple[list[str], list[list[str]]]:
    """A Jira file of any columns in any order, with a key and a summary somewhere."""
    headings = draw(st.permutations([*draw(st.lists(HEADINGS, max_size=12)), *BASE]))
    rows = draw(st.lists(st.lists(CELLS, min_size=len(headings), max_size=len(headings) + 1), max_size=6))
    return headings, rows


@given(files())
def test_every_cell_of_any_file_is_mapped_kept_or_noted(file: tuple[list[str], list[list[str]]]) -> None:
    headings, rows = file
    read = jira(headings, *rows)
    assert read.accounting.read == sum(1 for row in rows for cell in row if cell.strip())
    assert adds_up(read.accounting)
    people = {person.key for person in read.people}
    for item in read.items:
        assert {item.owner, item.reporter, *item.watchers, *(c.author for c in item.comments)} - {None} <= people
        assert item.column is None or item.column in {column.key for column in read.columns}
    assert len({item.ext_id for item in read.items}) == len(read.items)
