"""Makes a paper fit a service's limits: whole sections as long as they fit, and how many more there are."""

from bisect import bisect_left
from collections.abc import Callable

from pmtui.model.paper import Block, Bullets, Figure, Paper, Section, Table

Fits = Callable[[Paper], bool]


def fitted(paper: Paper, fits: Fits) -> Paper:
    """The paper if it fits, else its first sections and a line with the number of the others.

    Where not even the first section fits, the first lines of that one. A paper of which nothing fits keeps its title.
    """
    if fits(paper):
        return paper
    whole = _most(len(paper.sections) - 1, lambda count: fits(_sections(paper, count)))
    if whole:
        return _sections(paper, whole)
    lines = sum(map(_size, paper.sections[0].blocks)) if paper.sections else 0
    return _lines(paper, _most(lines - 1, lambda count: fits(_lines(paper, count))))


def _most(limit: int, fits: Callable[[int], bool]) -> int:
    """The highest count from 1 to `limit` that fits, 0 where none does; what fits with more fits with less."""
    return bisect_left(range(1, limit + 1), True, key=lambda count: not fits(count))


def _sections(paper: Paper, count: int) -> Paper:
    more = len(paper.sections) - count
    note = Section("", (f"… and {more} more {'section' if more == 1 else 'sections'}",))
    return paper._replace(sections=(*paper.sections[:count], note))


def _lines(paper: Paper, count: int) -> Paper:
    """The paper with the first lines of its first section alone."""
    if not paper.sections:
        return paper
    first, others = paper.sections[0], len(paper.sections) - 1
    kept: list[Block] = []
    left = count
    for block in first.blocks:
        if left <= 0:
            break
        kept.append(_beginning(block, left))
        left -= _size(block)
    more = sum(map(_size, first.blocks)) - count
    also = f" and {others} more {'section' if others == 1 else 'sections'}" if others else ""
    return paper._replace(sections=(first._replace(blocks=(*kept, f"… and {more} more{also}")),))


def _size(block: Block) -> int:
    """How many lines a block has to say."""
    return 1 if isinstance(block, str | Figure) else len(block.lines if isinstance(block, Bullets) else block.rows)


def _beginning(block: Block, count: int) -> Block:
    if isinstance(block, Bullets):
        return Bullets(block.lines[:count])
    return block._replace(rows=block.rows[:count]) if isinstance(block, Table) else block
