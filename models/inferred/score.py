"""How well undecided texts are told with and without a model: writes scores.json and the table in README.md.

Each text of corpus/ is judged by a model that has learnt nothing of its municipality, nor of those that share
its fold, from a share on that was chosen on the other folds. corpus/hard is judged by the model of all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc

from prepare import CORPUS, HERE, LABELS, NONE, Matter, learnt, matters, signs  # isort: skip
from recipe import tell, trained  # isort: skip
from tertial.assessment.calibration import LEAST
from tertial.score.matching import fold
from tertial.score.tally import Tally

FOLDS: Final = 5
FEWEST: Final = 10
"""A share is chosen where at least so many texts got it or more."""
WAYS: Final = ("rules", "model", "rules + model")
NEVER: Final = 2.0
"""A share that no text gets."""
FIXED: Final = (0.0, 0.5, 0.7, 0.9)
"""Shares from which on the model tells where none is chosen, to see what it would come to."""

Statement = tuple[str, str, str]
"""Board, assessment and modality."""
Shares = dict[str, float]
"""By way: the share from which on the model may tell."""


@dataclass(frozen=True, slots=True)
class Judged:
    """An item, and by nämnd the label that the model expects of its text, with the share it gives it."""

    matter: Matter
    expected: dict[str, tuple[str, float]]

    def rules(self) -> set[Statement]:
        """What the rules infer."""
        rows = (row for row in self.matter.annotated.said if row["basis"] == "inferred")
        return {(fold(row["board"]), row["assessment"], row["modality"]) for row in rows}

    def model(self, way: str) -> Iterator[tuple[Statement, float]]:
        """What the model tells at most, with its share; beside the rules, of what they leave undecided."""
        decided = {board for board, _, _ in self.rules()} if way == WAYS[2] else set()
        for board, (label, share) in self.expected.items():
            if label != NONE and board not in decided:
                yield (board, label, "utfall"), share

    def told(self, way: str, least: Shares) -> set[Statement]:
        """What is inferred one way."""
        if way == WAYS[0]:
            return self.rules()
        sure = {statement for statement, share in self.model(way) if share >= least[way]}
        return sure if way == WAYS[1] else self.rules() | sure

    def people(self, *, doubtful: bool = False, basis: str = "") -> set[Statement]:
        """What people say of the item, of one basis or any."""
        return {
            (fold(row.get("board")), row["assessment"], row["modality"])
            for row in self.matter.annotated.gold["assessments"]
            if bool(row.get("doubtful")) is doubtful and row["basis"].startswith(basis)
        }


def judged(those: Iterable[Matter], nlp: Language) -> Iterator[Judged]:
    """The items, their texts judged by a model."""
    for matter in those:
        expected = {}
        for board, sentences in matter.texts.items():
            shares = nlp.get_pipe("textcat")(Doc(nlp.vocab, words=list(signs(sentences)))).cats
            best = max(shares, key=lambda label: shares[label])
            expected[board] = best, shares[best]
        yield Judged(matter, expected)


def lowest(those: Iterable[Judged], way: str) -> float:
    """The least share from which on the model is right often enough to be told."""
    those = list(those)
    pairs = sorted(
        ((share, statement in one.people()) for one in those for statement, share in one.model(way)),
        reverse=True,
    )
    least, right = NEVER, 0
    for n, (share, is_right) in enumerate(pairs, start=1):
        right += is_right
        if n >= FEWEST and (right + 1) / (n + 2) >= LEAST:
            least = share
    return least


def inferred(one: Judged, way: str, least: Shares) -> Tally:
    """What is inferred, held against what people infer; what they call explicit counts neither way."""
    tally = Tally()
    known = one.people() | one.people(doubtful=True)
    tally.add(one.people(basis="inferred"), one.told(way, least), known)
    return tally


def whole(one: Judged, way: str, least: Shares) -> Tally:
    """All that is told of the item, held against all that people tell."""
    tally = Tally()
    rows = (row for row in one.matter.annotated.said if row["basis"] != "inferred")
    said = {(fold(row["board"]), row["assessment"], row["modality"]) for row in rows}
    tally.add(one.people(), said | one.told(way, least), one.people(doubtful=True))
    return tally


Counted = Callable[[Judged, str, Shares], Tally]
Figure = Callable[[Tally], float]


def f1(tally: Tally) -> float:
    """The harmonic mean of precision and recall, 1 where there is nothing to tell and nothing told."""
    value = tally.value("assessments")
    return 1.0 if value is None else value


def precision(tally: Tally) -> float:
    """The share of what is told that is right, 1 where nothing is."""
    return tally.hit / (tally.hit + tally.extra) if tally.hit + tally.extra else 1.0


def line(
    those: Iterable[tuple[Judged, Shares]], counted: Counted = inferred, figure: Figure = f1
) -> dict[str, dict[str, float]]:
    """The number of statements of people and each way's figure, by municipality and for all."""
    tallies: dict[str, dict[str, Tally]] = defaultdict(lambda: {way: Tally() for way in WAYS})
    for one, least in those:
        for way in WAYS:
            tally = counted(one, way, least)
            tallies["all"][way].merge(tally)
            tallies[one.matter.annotated.municipality][way].merge(tally)
    return {
        name: {
            "statements": by[WAYS[0]].hit + by[WAYS[0]].miss,
            **{way: round(figure(tally), 3) for way, tally in by.items()},
        }
        for name, by in sorted(tallies.items(), key=lambda pair: (pair[0] != "all", pair[0]))
        if name == "all" or any(t.hit + t.miss + t.extra for t in by.values())
    }


def by_fold(those: list[Matter]) -> list[list[Judged]]:
    """The items, in folds by municipality, each judged by a model of the other folds."""
    municipalities = sorted({one.annotated.municipality for one in those})
    folds = []
    for n in range(FOLDS):
        out = set(municipalities[n::FOLDS])
        nlp = trained(learnt(one for one in those if one.annotated.municipality not in out), LABELS)
        folds.append(list(judged((one for one in those if one.annotated.municipality in out), nlp)))
    return folds


if __name__ == "__main__":
    own = matters(CORPUS)
    folds = by_fold(own)
    chosen = [
        {way: lowest((one for other in folds if other is not part for one in other), way) for way in WAYS[1:]}
        for part in folds
    ]
    left_out = [(one, least) for part, least in zip(folds, chosen, strict=True) for one in part]
    of_all = {way: lowest((one for one, _ in left_out), way) for way in WAYS[1:]}
    hard = [(one, of_all) for one in judged(matters(CORPUS / "hard"), trained(learnt(own), LABELS))]
    scores = {
        "left out": line(left_out),
        "left out: precision": line(left_out, figure=precision),
        "hard": line(hard),
        "hard: precision": line(hard, figure=precision),
    }
    more = {"left out: explicit too": line(left_out, whole)}
    for n, part in enumerate(folds, start=1):
        more[f"fold {n}"] = line((one, chosen[n - 1]) for one in part)
    for share in FIXED:
        told = [(one, dict.fromkeys(WAYS, share)) for one, _ in left_out]
        more[f"told from {share} on"] = line(told)
        more[f"told from {share} on: precision"] = line(told, figure=precision)
    scores |= {name: {"all": by["all"]} for name, by in more.items()}
    tell(scores, HERE, "inferred statements")
