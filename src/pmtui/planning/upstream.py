"""The part of a network that a task's early dates come from."""

from pmtui.planning.network import Dependency, Network, Task


def upstream(network: Network, key: str) -> Network:
    """The network of a task, of what lies below it, and of all that comes before these, directly or not.

    The start and finish of the task are the same in it. It is the whole network where dates come from what follows as
    well: scheduled from the finish, or with a task as late as possible. KeyError for a key that is not in the network.
    """
    tasks = {task.key: task for task in network.tasks}
    if network.terms.from_finish or any(task.constraint == "ALAP" for task in network.tasks):
        tasks[key]
        return network
    children: dict[str, list[str]] = {}
    into: dict[str, list[Dependency]] = {}
    for task in network.tasks:
        if task.parent is not None:
            children.setdefault(task.parent, []).append(task.key)
    for link in network.links:
        into.setdefault(link.after, []).append(link)
    whole: set[str] = set()
    """Tasks whose dates count, with all that is below them."""
    above: set[str] = set()
    """Summaries that are only there for what they ask of a task below them."""
    todo = [key]
    while todo:
        here = todo.pop()
        if here in whole:
            continue
        whole.add(here)
        todo += children.get(here, ())
        for owner in _lineage(tasks, here):
            if owner != here and owner in above:
                break
            if owner != here:
                above.add(owner)
            todo += [link.before for link in into.get(owner, ())]
    kept = whole | above
    return Network(
        network.terms,
        [task for task in network.tasks if task.key in kept],
        [link for link in network.links if link.after in kept and link.before in whole],
        network.calendars,
    )


def _lineage(tasks: dict[str, Task], key: str) -> list[str]:
    found = [key]
    while (parent := tasks[found[-1]].parent) is not None:
        found.append(parent)
    return found
