"""The plan file's tables: the log, which is the truth, and what is derived from it; and the views for people."""

APPLICATION_ID = 0x706D7475
"""'pmtu', bytes 68 to 71 of every plan file."""
VERSION = 3
"""PRAGMA user_version of the files this program makes; a higher one is read, and written unless min_writer forbids."""

LOG = {
    "meta": "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
    "session": (
        "CREATE TABLE session (s INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, actor TEXT, host TEXT, app TEXT) STRICT"
    ),
    "txn": (
        "CREATE TABLE txn (id INTEGER NOT NULL, s INTEGER NOT NULL, at INTEGER NOT NULL, person TEXT, "
        "cause TEXT NOT NULL, meeting TEXT, PRIMARY KEY (id, s)) STRICT, WITHOUT ROWID"
    ),
    "change": (
        "CREATE TABLE change (id TEXT NOT NULL, hlc INTEGER NOT NULL, s INTEGER NOT NULL, txn INTEGER NOT NULL, "
        "field TEXT NOT NULL, old ANY, new ANY, prev TEXT, PRIMARY KEY (id, hlc, s)) STRICT, WITHOUT ROWID"
    ),
}
"""Append-only. `change.field` is '*' for a creation (new = JSON of all first values, with "entity", its kind);
`deleted` for a tombstone.

`hlc` is ms << 16 | counter and only orders; `txn` is the hlc of the transaction's first change, `s` its session (local
to this file: other copies know a session by its uid); `prev` names every head this write has seen, as 'hlc.uid,...'.
"""

KINDS: dict[str, tuple[str, dict[str, str]]] = {
    "project": (
        "project",
        {
            "key": "TEXT", "name": "TEXT", "description": "TEXT", "goal": "TEXT", "start": "TEXT", "finish": "TEXT",
            "timezone": "TEXT", "method": "TEXT", "url": "TEXT", "rank": "TEXT", "archived": "INTEGER",
            "start_time": "TEXT", "finish_time": "TEXT", "from_finish": "INTEGER", "calendar_id": "TEXT",
            "minutes_per_day": "INTEGER", "minutes_per_week": "INTEGER", "days_per_month": "INTEGER",
            "day_start": "TEXT", "day_finish": "TEXT", "critical_slack": "REAL", "multiple_critical": "INTEGER",
            "links_over_constraints": "INTEGER", "status_date": "TEXT", "currency": "TEXT",
            "risk_scales": "TEXT", "risk_categories": "TEXT", "contingency": "REAL", "thresholds": "TEXT",
        },
    ),
    "column": (
        "board_column",
        {
            "project_id": "TEXT", "name": "TEXT", "category": "TEXT", "rank": "TEXT", "wip_limit": "INTEGER",
            "wip_hard": "INTEGER", "starts_clock": "INTEGER", "stops_clock": "INTEGER", "policy": "TEXT",
            "archived": "INTEGER",
        },
    ),
    "person": (
        "person",
        {
            "code": "TEXT", "name": "TEXT", "email": "TEXT", "git_email": "TEXT", "kind": "TEXT", "role": "TEXT",
            "hours_per_day": "REAL", "inactive": "INTEGER", "calendar_id": "TEXT", "max_units": "REAL",
            "rate": "REAL", "overtime_rate": "REAL", "cost_per_use": "REAL", "unit": "TEXT",
        },
    ),
    "alias": ("alias", {"person_id": "TEXT", "value": "TEXT"}),
    "item": (
        "item",
        {
            "number": "INTEGER", "type": "TEXT", "title": "TEXT", "body": "TEXT", "project_id": "TEXT",
            "column_id": "TEXT", "rank": "TEXT", "parent_id": "TEXT", "priority": "TEXT", "points": "REAL",
            "estimate_o": "REAL", "estimate_m": "REAL", "estimate_p": "REAL", "estimate_unit": "TEXT", "start": "TEXT",
            "due": "TEXT", "percent": "REAL", "effort_left": "INTEGER", "effort_spent": "INTEGER", "owner_id": "TEXT",
            "reporter_id": "TEXT", "sprint_id": "TEXT", "blocked": "TEXT", "dropped": "TEXT", "archived": "INTEGER",
            "completed_at": "INTEGER", "url": "TEXT", "wbs_rank": "TEXT", "wbs_code": "TEXT", "due_time": "TEXT",
            "constraint_kind": "TEXT", "constraint_at": "TEXT", "actual_start": "TEXT", "actual_finish": "TEXT",
            "resume": "TEXT", "remaining": "REAL", "manual": "INTEGER", "manual_start": "TEXT",
            "manual_finish": "TEXT", "inactive": "INTEGER", "calendar_id": "TEXT", "lone_calendar": "INTEGER",
            "leveling_delay": "REAL", "work": "REAL", "fixed_cost": "REAL", "cost": "REAL", "snoozed": "TEXT",
            "measure": "TEXT", "waiting_cost": "TEXT", "verdict": "TEXT", "verdict_reason": "TEXT",
            "decided_at": "INTEGER", "decided_by": "TEXT",
        },
    ),
    "assignee": (
        "assignee",
        {
            "item_id": "TEXT", "person_id": "TEXT", "role": "TEXT", "units": "REAL", "work": "REAL", "start": "TEXT",
            "finish": "TEXT",
        },
    ),
    "calendar": ("calendar", {"name": "TEXT", "base_id": "TEXT", "week": "TEXT"}),
    "calendar_week": (
        "calendar_week",
        {"calendar_id": "TEXT", "name": "TEXT", "first": "TEXT", "last": "TEXT", "week": "TEXT", "place": "INTEGER"},
    ),
    "calendar_exception": (
        "calendar_exception",
        {
            "calendar_id": "TEXT", "name": "TEXT", "first": "TEXT", "last": "TEXT", "shifts": "TEXT",
            "recurrence": "TEXT", "every": "INTEGER", "weekdays": "TEXT", "day": "INTEGER", "month": "INTEGER",
            "nth": "INTEGER", "times": "INTEGER", "place": "INTEGER",
        },
    ),
    "snapshot": (
        "snapshot",
        {
            "project_id": "TEXT", "kind": "TEXT", "number": "INTEGER", "at": "INTEGER", "name": "TEXT",
            "reason": "TEXT", "sprint_id": "TEXT",
        },
    ),
    "snapshot_part": ("snapshot_part", {"snapshot_id": "TEXT", "place": "INTEGER", "tasks": "TEXT"}),
    "meeting": (
        "meeting",
        {
            "project_id": "TEXT", "kind": "TEXT", "started": "INTEGER", "ended": "INTEGER", "since": "INTEGER",
            "leader_id": "TEXT", "note": "TEXT", "facts": "TEXT", "sprint_id": "TEXT",
        },
    ),
    "meeting_entry": (
        "meeting_entry",
        {
            "meeting_id": "TEXT", "kind": "TEXT", "item_id": "TEXT", "person_id": "TEXT", "text": "TEXT",
            "at": "INTEGER", "seconds": "INTEGER", "about_id": "TEXT", "value": "TEXT",
        },
    ),
    "report": (
        "report",
        {
            "project_id": "TEXT", "kind": "TEXT", "audience": "TEXT", "number": "INTEGER", "title": "TEXT",
            "at": "INTEGER", "since": "INTEGER", "person_id": "TEXT", "meeting_id": "TEXT", "sprint_id": "TEXT",
            "sha256": "TEXT",
        },
    ),
    "report_part": ("report_part", {"report_id": "TEXT", "place": "INTEGER", "text": "TEXT"}),
    "leave": ("leave", {"person_id": "TEXT", "first": "TEXT", "last": "TEXT", "part": "TEXT", "note": "TEXT"}),
    "timer": ("timer", {"item_id": "TEXT", "person_id": "TEXT", "started": "INTEGER", "note": "TEXT"}),
    "commit": (
        "git_commit",
        {
            "item_id": "TEXT", "person_id": "TEXT", "sha": "TEXT", "subject": "TEXT", "at": "INTEGER",
            "repository": "TEXT",
        },
    ),
    "kept": ("kept", {"entity_id": "TEXT", "format": "TEXT", "part": "TEXT", "record": "TEXT"}),
    "label": ("label", {"name": "TEXT", "colour": "TEXT"}),
    "item_label": ("item_label", {"item_id": "TEXT", "name": "TEXT"}),
    "check": (
        "check_item",
        {
            "item_id": "TEXT", "text": "TEXT", "state": "TEXT", "rank": "TEXT", "checklist": "TEXT", "due": "TEXT",
            "person_id": "TEXT",
        },
    ),
    "comment": ("comment", {"item_id": "TEXT", "author_id": "TEXT", "at": "INTEGER", "body": "TEXT"}),
    "link": ("link", {"from_id": "TEXT", "to_id": "TEXT", "kind": "TEXT", "lag": "REAL", "lag_unit": "TEXT"}),
    "worklog": (
        "time_entry",
        {
            "item_id": "TEXT", "person_id": "TEXT", "day": "TEXT", "minutes": "INTEGER", "note": "TEXT",
            "source": "TEXT",
        },
    ),
    "attachment": (
        "attachment",
        {"item_id": "TEXT", "name": "TEXT", "url": "TEXT", "at": "INTEGER", "person_id": "TEXT"},
    ),
    "sprint": (
        "sprint",
        {
            "project_id": "TEXT", "name": "TEXT", "goal": "TEXT", "start": "TEXT", "finish": "TEXT", "state": "TEXT",
            "focus": "REAL",
        },
    ),
    "item_sprint": ("item_sprint", {"item_id": "TEXT", "sprint_id": "TEXT"}),
    "past": (
        "past",
        {"item_id": "TEXT", "at": "INTEGER", "person_id": "TEXT", "field": "TEXT", "old": "ANY", "new": "ANY"},
    ),
    "ref": (
        "import_ref",
        {"entity_id": "TEXT", "system": "TEXT", "site": "TEXT", "ext_id": "TEXT", "given": "TEXT"},
    ),
    "pending": (
        "pending_link",
        {"item_id": "TEXT", "kind": "TEXT", "forward": "INTEGER", "system": "TEXT", "ext_id": "TEXT", "title": "TEXT"},
    ),
}  # fmt: skip
"""Every kind of entity: its table and its fields. A kind or field unknown here stays in the log, untouched.

The kind "raw", the records an import came from, is left to the log on purpose: nothing reads it until a later version
maps more of them.
"""

RISK = {
    "risk_kind": "TEXT", "cause": "TEXT", "event": "TEXT", "effect": "TEXT", "category": "TEXT",
    "probability": "INTEGER", "impact_time": "INTEGER", "impact_cost": "INTEGER", "impact_quality": "INTEGER",
    "impact_scope": "INTEGER", "inherent_probability": "INTEGER", "inherent_impact": "INTEGER",
    "before_probability": "INTEGER", "before_impact": "INTEGER",
    "residual_probability": "INTEGER", "residual_impact": "INTEGER", "chance": "REAL", "cost_o": "REAL",
    "cost_m": "REAL", "cost_p": "REAL", "delay_o": "REAL", "delay_m": "REAL", "delay_p": "REAL", "proximity": "TEXT",
    "trigger_text": "TEXT", "trigger_date": "TEXT", "response": "TEXT", "fallback": "TEXT", "next_review": "TEXT",
    "last_reviewed": "INTEGER", "reviewed_by": "TEXT", "occurred": "INTEGER", "severity": "TEXT", "resolution": "TEXT",
}  # fmt: skip
"""What an item says of itself as a risk or an issue. These are fields of the item; their table is `risk`, which has a
row for the items that have any.

Levels are 1 to 5; `chance` is in percent, `cost_..` in the project's currency and `delay_..` in working days, each
optimistic, likely and pessimistic (an opportunity's are what it saves); days are ISO, `last_reviewed` in ms UTC.
`before_..` is how it stood at the review before the last one.
"""

COMPUTED: dict[str, dict[str, str]] = {
    "item": {
        "suffix": "TEXT NOT NULL DEFAULT ''", "state": "TEXT", "created_at": "INTEGER", "created_by": "TEXT",
        "updated_at": "INTEGER", "started_at": "INTEGER", "finished_at": "INTEGER", "column_since": "INTEGER",
        "blocked_since": "INTEGER", "blocked_by": "TEXT", "deleted": "INTEGER NOT NULL DEFAULT 0",
    },
    "comment": {"created_at": "INTEGER", "created_by": "TEXT"},
}  # fmt: skip
"""Columns that follow from the log (times in ms UTC, `*_by` a person's id), beside the fields themselves."""

INDEXES = {
    "change_hlc": "CREATE INDEX change_hlc ON change (hlc, s)",
    "item_board": (
        "CREATE INDEX item_board ON item (column_id, rank, deleted, state, archived, finished_at, points, type)"
    ),
    "item_number": "CREATE INDEX item_number ON item (number)",
    "item_finished": "CREATE INDEX item_finished ON item (finished_at, started_at) WHERE finished_at IS NOT NULL",
    "item_parent": "CREATE INDEX item_parent ON item (parent_id)",
    "assignee_item": "CREATE INDEX assignee_item ON assignee (item_id)",
    "item_label_item": "CREATE INDEX item_label_item ON item_label (item_id)",
    "check_item_item": "CREATE INDEX check_item_item ON check_item (item_id)",
    "comment_item": "CREATE INDEX comment_item ON comment (item_id)",
    "link_from": "CREATE INDEX link_from ON link (from_id)",
    "link_to": "CREATE INDEX link_to ON link (to_id)",
    "time_entry_item": "CREATE INDEX time_entry_item ON time_entry (item_id)",
    "attachment_item": "CREATE INDEX attachment_item ON attachment (item_id)",
    "item_sprint_item": "CREATE INDEX item_sprint_item ON item_sprint (item_id)",
    "past_item": "CREATE INDEX past_item ON past (item_id)",
    "calendar_exception_calendar": "CREATE INDEX calendar_exception_calendar ON calendar_exception (calendar_id)",
    "snapshot_part_snapshot": "CREATE INDEX snapshot_part_snapshot ON snapshot_part (snapshot_id, place)",
    "report_part_report": "CREATE INDEX report_part_report ON report_part (report_id, place)",
    "meeting_entry_meeting": "CREATE INDEX meeting_entry_meeting ON meeting_entry (meeting_id)",
    "git_commit_item": "CREATE INDEX git_commit_item ON git_commit (item_id)",
    "kept_entity": "CREATE INDEX kept_entity ON kept (entity_id)",
    "item_type": "CREATE INDEX item_type ON item (type) WHERE type IN ('risk', 'issue')",
    "import_ref_ext": "CREATE INDEX import_ref_ext ON import_ref (system, ext_id)",
    "import_ref_entity": "CREATE INDEX import_ref_entity ON import_ref (entity_id)",
}

VIEWS = {
    "v_item": (
        "CREATE VIEW v_item AS SELECT i.number || i.suffix AS ref, p.key AS project, i.type, i.title, c.name AS "
        '"column", '
        "i.state, i.priority, i.points, o.code AS owner, i.start, i.due, i.blocked AS blocked_reason, "
        "datetime(i.created_at / 1000, 'unixepoch') AS created_utc, datetime(i.started_at / 1000, 'unixepoch') "
        "AS started_utc, "
        "datetime(i.finished_at / 1000, 'unixepoch') AS finished_utc, i.archived, i.id "
        "FROM item i LEFT JOIN project p ON p.id = i.project_id LEFT JOIN board_column c ON c.id = i.column_id "
        "LEFT JOIN person o ON o.id = i.owner_id WHERE NOT i.deleted"
    ),
    "v_board": (
        'CREATE VIEW v_board AS SELECT p.key AS project, c.name AS "column", c.category, c.wip_limit, i.number '
        "|| i.suffix AS ref, "
        "i.title, o.code AS owner, i.priority, i.points, i.due, i.blocked AS blocked_reason, "
        "datetime(i.column_since / 1000, 'unixepoch') AS in_column_since_utc "
        "FROM item i JOIN board_column c ON c.id = i.column_id JOIN project p ON p.id = i.project_id "
        "LEFT JOIN person o ON o.id = i.owner_id "
        "WHERE NOT i.deleted AND i.state <> 'dropped' AND coalesce(i.archived, 0) = 0 "
        "ORDER BY p.key, c.rank, i.rank, i.id"
    ),
    "v_risk": (
        "CREATE VIEW v_risk AS SELECT i.number || i.suffix AS ref, p.key AS project, coalesce(r.risk_kind, 'threat') "
        "AS kind, i.title, r.cause, r.event, r.effect, r.category, r.probability, "
        "max(coalesce(r.impact_time, 0), coalesce(r.impact_cost, 0), coalesce(r.impact_quality, 0), "
        "coalesce(r.impact_scope, 0)) AS impact, r.probability * max(coalesce(r.impact_time, 0), "
        "coalesce(r.impact_cost, 0), coalesce(r.impact_quality, 0), coalesce(r.impact_scope, 0)) AS score, "
        "r.residual_probability * r.residual_impact AS residual, r.response, r.fallback, r.trigger_text, "
        "r.trigger_date, o.code AS owner, r.next_review, datetime(r.last_reviewed / 1000, 'unixepoch') "
        "AS last_reviewed_utc, i.state, i.id FROM item i LEFT JOIN risk r ON r.id = i.id "
        "LEFT JOIN project p ON p.id = i.project_id LEFT JOIN person o ON o.id = i.owner_id "
        "WHERE i.type = 'risk' AND NOT i.deleted ORDER BY i.state <> 'open', score DESC, i.number"
    ),
    "v_baseline": (
        "CREATE VIEW v_baseline AS SELECT p.key AS project, s.number AS baseline, s.name, "
        "datetime(s.at / 1000, 'unixepoch') AS at_utc, json_extract(t.value, '$[1]') AS wbs, "
        "i.number || i.suffix AS ref, json_extract(t.value, '$[2]') AS title, json_extract(t.value, '$[3]') AS start, "
        "json_extract(t.value, '$[4]') AS finish, json_extract(t.value, '$[5]') AS duration_minutes, "
        "json_extract(t.value, '$[6]') AS total_slack_minutes, json_extract(t.value, '$[7]') AS critical, "
        "json_extract(t.value, '$[8]') AS percent, json_extract(t.value, '$[0]') AS id "
        "FROM snapshot s JOIN snapshot_part part ON part.snapshot_id = s.id JOIN json_each(part.tasks) t "
        "LEFT JOIN item i ON i.id = json_extract(t.value, '$[0]') LEFT JOIN project p ON p.id = s.project_id "
        "WHERE s.kind = 'baseline' ORDER BY p.key, s.number, part.place, t.key"
    ),
    "v_change": (
        "CREATE VIEW v_change AS SELECT datetime(t.at / 1000, 'unixepoch') AS at_utc, p.code AS person, t.cause, "
        "i.number || i.suffix AS ref, h.field, h.old, h.new, h.id AS entity_id, n.uid AS session, h.hlc "
        "FROM change h JOIN txn t ON t.id = h.txn AND t.s = h.s JOIN session n ON n.s = h.s "
        "LEFT JOIN person p ON p.id = t.person LEFT JOIN item i ON i.id = h.id ORDER BY h.hlc, n.uid"
    ),
}


def derived_tables() -> dict[str, str]:
    """The CREATE statements of all derived tables, by name.

    `custom` holds items' custom fields; `part` names whatever hangs on an item, deleted or not, for its history.
    """
    made = {}
    for kind, (table, fields) in KINDS.items():
        columns = {**fields, **COMPUTED.get(kind, {})}
        listed = ", ".join(f"{name} {sql}" for name, sql in columns.items())
        made[table] = f"CREATE TABLE {table} (id TEXT PRIMARY KEY, {listed}) STRICT, WITHOUT ROWID"
    said = ", ".join(f"{name} {sql}" for name, sql in RISK.items())
    made["risk"] = f"CREATE TABLE risk (id TEXT PRIMARY KEY, {said}) STRICT, WITHOUT ROWID"
    made["custom"] = (
        "CREATE TABLE custom (item_id TEXT NOT NULL, name TEXT NOT NULL, value ANY, PRIMARY KEY (item_id, name)) "
        "STRICT, WITHOUT ROWID"
    )
    made["part"] = (
        "CREATE TABLE part (item_id TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (item_id, id)) STRICT, WITHOUT ROWID"
    )
    return made


def statements() -> dict[str, str]:
    """Every table, index and view of a plan file, by name, in the order in which they can be made."""
    return {**LOG, **derived_tables(), **INDEXES, **VIEWS}
