"""What if: a copy of the plan to try changes in, both schedules side by side, then applied in one step or dropped."""

from pmtui.actions.comparing import Comparison, compared, side_of
from pmtui.actions.scheduling import Chart, scheduled
from pmtui.actions.step import Outcome, step
from pmtui.errors import Refused
from pmtui.store.copy import Copy, replay
from pmtui.store.plan import Plan


class WhatIf:
    """A trial of one project. All actions work on `copy`; the plan's file is not touched until `apply`."""

    def __init__(self, plan: Plan, project: str) -> None:
        self.project = project
        self.before = scheduled(plan, project)
        self.copy = Copy(plan)

    def close(self) -> None:
        """Drop what was tried; the plan's file is, byte for byte, as it was."""
        self.copy.close()

    def comparison(self, chart: Chart | None = None) -> Comparison:
        """The plan as it is and as it would be; `chart` is the copy's, where the caller has it."""
        after = chart or scheduled(self.copy, self.project)
        return compared(after.maker, side_of(self.before, "now"), side_of(after, "what if"))

    @property
    def touched(self) -> bool:
        """Whether anything has been tried."""
        return bool(self.copy.made())

    def apply(self, plan: Plan) -> Outcome:
        """Do in the plan itself what was tried, as one undo step. Refused where nothing was."""
        made = self.copy.made()
        if not made:
            raise Refused("nothing was tried, so there is nothing to apply")
        with step(plan) as act:
            act.outcome.items = replay(act.tx, made)
            count = len(dict.fromkeys((id, field) for id, field, _ in made))
            act.outcome.message = f"applied: {count} {'change' if count == 1 else 'changes'} in one step"
            return act.outcome
