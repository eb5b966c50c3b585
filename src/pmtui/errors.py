"""The ways pmtui says no: one class per exit code, each carrying one clear line for a person."""


class PmtuiError(Exception):
    """Base of all refusals. `str(error)` is the line shown to the person; `exit_code` is the process's."""

    exit_code = 1


class Refused(PmtuiError):
    """A rule forbids it, or a check found something (exit 1)."""

    exit_code = 1


class Usage(PmtuiError):
    """The words were wrong, or nothing goes by that name (exit 2)."""

    exit_code = 2


class FileUnusable(PmtuiError):
    """The plan file cannot be used: locked, damaged, foreign, read-only or too new to write (exit 3)."""

    exit_code = 3
