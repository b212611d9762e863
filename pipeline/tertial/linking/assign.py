"""One to one: the pairs that together score highest, ties left out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

Place = tuple[int, int]


def best_pairs(scores: Mapping[Place, float], near: float) -> list[Place]:
    """The pairs of a one-to-one assignment with the highest sum of scores.

    A pair is left out where one of the two could as well have been given another that is free, or that
    is given away for no more: the difference is under `near`.

    Args:
        scores: For each pair that is possible at all its score, above 0.
        near: The least difference that tells two candidates apart.
    """
    found: list[Place] = []
    for group in _connected(scores):
        found += group if len(group) == 1 else _assign({pair: scores[pair] for pair in group})
    chosen = {a: (b, scores[a, b]) for a, b in found}
    given = {b: (a, scores[a, b]) for a, b in found}
    tied = set()
    for (a, b), score in scores.items():
        if a in chosen and chosen[a][0] != b:
            taken = given.get(b)
            if score > chosen[a][1] - near and (taken is None or taken[1] < score + near):
                tied.add((a, chosen[a][0]))
        if b in given and given[b][0] != a:
            has = chosen.get(a)
            if score > given[b][1] - near and (has is None or has[1] < score + near):
                tied.add((given[b][0], b))
    return sorted(pair for pair in found if pair not in tied)


def _connected(scores: Mapping[Place, float]) -> list[list[Place]]:
    """The pairs in groups that have no member in common, found without comparing group with group."""
    by_before, by_after = defaultdict(list), defaultdict(list)
    for a, b in scores:
        by_before[a].append(b)
        by_after[b].append(a)
    seen: set[int] = set()
    seen_after: set[int] = set()
    groups = []
    for start in sorted(by_before):
        if start in seen:
            continue
        seen.add(start)
        group, queue = [], [start]
        while queue:
            a = queue.pop()
            group += [(a, b) for b in by_before[a]]
            for b in by_before[a]:
                if b not in seen_after:
                    seen_after.add(b)
                    queue += (fresh := [other for other in by_after[b] if other not in seen])
                    seen.update(fresh)
        groups.append(sorted(group))
    return groups


def _assign(scores: Mapping[Place, float]) -> list[Place]:
    """The best assignment of one group; scipy is imported here, as few runs come so far."""
    import numpy
    from scipy.optimize import linear_sum_assignment

    rows = sorted({a for a, _ in scores})
    columns = sorted({b for _, b in scores})
    row, column = {a: n for n, a in enumerate(rows)}, {b: n for n, b in enumerate(columns)}
    table = numpy.zeros((len(rows), len(columns)))
    for (a, b), score in scores.items():
        table[row[a], column[b]] = score
    pairs = [(rows[i], columns[j]) for i, j in zip(*linear_sum_assignment(table, maximize=True), strict=True)]
    return sorted(pair for pair in pairs if pair in scores)
