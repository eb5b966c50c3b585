"""What a project's past sprints brought: as it was frozen at their end, else as the log tells."""

from pmtui.actions.metrics import read_flow
from pmtui.actions.sprint_course import result_of
from pmtui.planning.burn import Result
from pmtui.store import sprints as stored
from pmtui.store.plan import Plan


def past_sprints(plan: Plan, project: str) -> list[Result]:
    """The results of the sprints that have ended, oldest first.

    The whole log is read only where one ended elsewhere, so that nothing of it was frozen.
    """
    ended = [one for one in stored.sprints(plan, [project]) if one.state == "ended"]
    frozen = stored.frozen(plan, stored.END, [one.id for one in ended])
    told = {one.id for one in ended if one.id not in frozen and one.start and one.finish}
    found = {id: result_of(one, one.at // 86_400_000) for id, one in frozen.items()}
    if told:
        from pmtui.actions.metric_burn import ended as all_ended

        flow = read_flow(plan, [project])
        found |= {one.sprint.id: one for one in all_ended(flow) if one.sprint.id in told}
    return [found[one.id] for one in ended if one.id in found]


def carried(plan: Plan, project: str) -> dict[str, int]:
    """Through how many ends of sprints items (ids) were carried, open."""
    ids = [one.id for one in stored.sprints(plan, [project])]
    made: dict[str, int] = {}
    for end in stored.frozen(plan, stored.END, ids).values():
        for one in end.items:
            if one.state == "open":
                made[one.item] = made.get(one.item, 0) + 1
    return made
