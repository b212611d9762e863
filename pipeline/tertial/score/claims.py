"""Compares the figures in running text that were tested with those that a careful reader could test."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tertial.dataset import Row
from tertial.score.matching import Gold, fold
from tertial.score.tally import Tally
from tertial.vocabulary import Verdict

_VERDICTS: Final = {True: Verdict.STAMMER, False: Verdict.STAMMER_INTE}


def judge_claims(tally: Tally, source: str, wanted: Sequence[Gold], rows: Sequence[Row]) -> None:
    """Counts each of gold's claims that a row of its own overlaps with the same verdict.

    A row of the same verdict in a claim that has its own already counts neither way, as one sentence may
    hold several figures; nor does a row that is unclear, nor what gold calls doubtful or does not judge.
    """
    wanted = [claim for claim in wanted if "right" in claim]
    judged = [row for row in rows if row["verdict"] != Verdict.OKLART]
    free = set(range(len(judged)))
    found = []
    for claim in wanted:
        near = [n for n, row in enumerate(judged) if _overlap(claim["text"], row["claim"])]
        same = [n for n in near if judged[n]["verdict"] == _VERDICTS[claim["right"]]]
        own = min((n for n in same if n in free), key=lambda n: len(judged[n]["claim"]), default=None)
        if own is not None:
            free.discard(own)
            found.append(claim)
            tally.hit += 1
        elif claim.get("doubtful"):
            free -= set(near)
        else:
            tally.miss += 1
            tally.cases.append(f"missing  {source}: {claim['right']} {claim['text']!r}")
    for n in sorted(free):
        row = judged[n]
        if not any(
            _overlap(claim["text"], row["claim"]) and row["verdict"] == _VERDICTS[claim["right"]]
            for claim in found
        ):
            tally.extra += 1
            tally.cases.append(f"invented {source}: {row['verdict']} {row['claim']!r}")


def _overlap(one: str, other: str) -> bool:
    """Whether one text holds the other, as gold may cut a sentence elsewhere."""
    a, b = fold(one).rstrip(" .,"), fold(other).rstrip(" .,")
    return bool(a and b) and (a in b or b in a)
