"""Moments of a plan that have names: the last report, report 7, the last standup, the last review."""

import re

from pmtui.actions import reports as issued
from pmtui.actions.step import zone_of
from pmtui.clock import local, now_ms
from pmtui.errors import Refused
from pmtui.meetings.review import Review, since_report
from pmtui.meetings.review_basis import Since
from pmtui.meetings.window import STANDUP, end_of
from pmtui.model.dates import show_date
from pmtui.store import meetings as stored
from pmtui.store.plan import Plan

_KINDS = {"standup": (STANDUP,), "review": tuple(Review.KINDS.values())}


def since_named(plan: Plan, project: str, words: str) -> Since | None:
    """The moment of a project (id) that `last report`, `report 7`, `last standup` or `last review` means.

    None where the words name no such moment: then they are a date. Refused where there was none yet.
    """
    said = " ".join(words.casefold().split())
    if said == "last report" or re.fullmatch(r"report #?\d+[b-z]*", said):
        return since_report(plan, issued.report(plan, project, said.removeprefix("last ")))
    which, _, what = said.partition(" ")
    if which != "last" or what not in _KINDS:
        return None
    known = [one for kind in _KINDS[what] for one in stored.meetings(plan, project, kind)]
    # A standup that nobody closed ended with its last entry; a review that is open is still being held.
    held = [one for one in known if one.ended is not None or what == "standup"]
    if not held:
        raise Refused(f"no {what} has been held yet; `pmtui {what} --close` holds one")
    window = end_of(plan, max(held, key=lambda one: one.ended or one.started))
    zone = zone_of(plan, project)
    at = local(window.since, zone)
    return Since(window, f"the last {what}, {show_date(at.date(), local(now_ms(), zone).date())} {at:%H:%M}")
