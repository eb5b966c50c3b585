"""The plan file: schema, change log, reading, writing, undo, doctor, backups. The only room that knows SQL."""
