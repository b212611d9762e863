"""How well themes are told with and without the model: writes scores.json and the table in README.md.

Each annotated item is judged by a model that has learnt nothing of its municipality, nor of those that
share its fold. Those of corpus/test are judged by the model as it stands, which has learnt of none of them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final
from unittest.mock import patch

from prepare import CORPUS, HERE, LABELS, LEARNT, Example, examples, learnt  # isort: skip
from recipe import tell, trained  # isort: skip
from tertial.themes import model, theme
from tertial.themes.pointing import pointed

FOLDS: Final = 10
WAYS: Final = ("rules", "model", "rules + model")


def judged(found: Iterable[Example]) -> Iterator[tuple[str, str]]:
    """The municipality of each item, with each way that is right; "items" for each."""
    for one in found:
        yield one.municipality, "items"
        sums = pointed(one.title, one.area, one.text, one.subject)
        by_model = model.expected(one.title, one.area, one.text)
        told = (
            max(sums, key=lambda t: sums[t], default=None),
            max(by_model, key=lambda t: by_model[t]),
            theme(one.title, one.area, one.text, one.subject),
        )
        for way, best in zip(WAYS, told, strict=True):
            if (best or "övrigt") in one.themes:
                yield one.municipality, way


def left_out(every: list[Example]) -> Iterator[tuple[str, str]]:
    """The same, each item by a model trained without the municipalities of its fold."""
    names = sorted({one.municipality for one in every})
    for fold in range(FOLDS):
        out = set(names[fold::FOLDS])
        nlp = trained(learnt(one for one in every if one.municipality not in out), LABELS)
        with patch.object(model, "_model", lambda nlp=nlp: nlp):
            yield from judged(one for one in every if one.municipality in out)


def shares(right: Iterable[tuple[str, str]]) -> dict[str, dict[str, float]]:
    """By municipality and over all: how many items, and which share of them each way gets right."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for municipality, way in right:
        counts[municipality][way] += 1
        counts["all"][way] += 1
    return {
        name: {"items": n["items"], **{way: round(n[way] / n["items"], 3) for way in WAYS}}
        for name, n in sorted(counts.items(), key=lambda pair: (pair[0] != "all", pair[0]))
    }


if __name__ == "__main__":
    scores = {
        "left out": shares(left_out(list(chain.from_iterable(map(examples, LEARNT))))),
        "test": shares(judged(examples(CORPUS / "test"))),
    }
    tell(scores, HERE, "items")
