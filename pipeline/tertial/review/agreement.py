"""How well two people agree, and how often tertial says what people say."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from tertial.corrections.ledger import Decision, Ledger, standing
from tertial.score.intervals import wilson
from tertial.vocabulary import What

_Z: Final = 1.96
_RIGHT: Final = {
    What.CONFIRM: "right",
    What.STATUS: "wrong",
    What.DISMISS: "wrong",
    What.UNKNOWN: "unknown",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Two people on the same places."""

    column: str
    n: int
    same: float
    """Share of the places, 0–1, that they say the same of."""
    kappa: float | None
    """Cohen's; None where both only ever use one value, so that chance can't be told."""
    alpha: float | None
    """Krippendorff's, for names; None likewise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Right:
    """How often what was said was right, by people's decisions."""

    what: str
    n: int
    right: float
    low: float
    high: float
    """The 95 % interval of `right` by Wilson."""


def of_people(mine: Ledger, theirs: Ledger) -> dict[tuple[str, str], list[Agreement]]:
    """How far each two people agree, whichever of two ledgers their decisions stand in.

    Where both ledgers are of one and the same person they are compared as they are: a second coding by the
    same hand.
    """
    own: dict[str, dict[str, Decision]] = defaultdict(dict)
    for one in sorted((*mine.decisions, *theirs.decisions), key=lambda one: one.when):
        own[one.who][one.id] = one
    if len(own) < 2:
        (who,) = own or ("",)
        return {(who, who): agreement(mine.decisions, theirs.decisions)}
    told = {who: list(several.values()) for who, several in own.items()}
    return {(one, other): agreement(told[one], told[other]) for one, other in combinations(sorted(told), 2)}


def agreement(one: Sequence[Decision], other: Sequence[Decision]) -> list[Agreement]:
    """How far two people say the same of the places that both have decided on, by column."""
    first, second = _last(one), _last(other)
    shared = sorted(first.keys() & second.keys())
    found = []
    for column in ("right or wrong", "status", "modality", "board"):
        pairs = [(_value(first[place], column), _value(second[place], column)) for place in shared]
        told = [(a, b) for a, b in pairs if a is not None and b is not None]
        if told:
            found.append(
                Agreement(
                    column=column,
                    n=len(told),
                    same=sum(a == b for a, b in told) / len(told),
                    kappa=kappa(told),
                    alpha=alpha(told),
                )
            )
    return found


def kappa(pairs: Sequence[tuple[Hashable, Hashable]]) -> float | None:
    """Cohen's kappa of two people's values for the same things (Cohen 1960)."""
    n = len(pairs)
    observed = sum(a == b for a, b in pairs) / n
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    by_chance = sum(first[value] * second[value] for value in first) / n**2
    return None if by_chance == 1 else (observed - by_chance) / (1 - by_chance)


def alpha(pairs: Sequence[tuple[Hashable, Hashable]]) -> float | None:
    """Krippendorff's alpha of two people's values, none of them missing, by the nominal metric."""
    n = 2 * len(pairs)
    values = Counter(value for pair in pairs for value in pair)
    expected = n * n - sum(count**2 for count in values.values())
    if not expected:
        return None
    differing = 2 * sum(a != b for a, b in pairs)
    return 1 - (n - 1) * differing / expected


def right(ledger: Ledger) -> list[Right]:
    """How often statements and flags that people decided on were right; *can't tell* is left out."""
    places: dict[tuple[str, ...], Decision] = {}
    for one in standing(ledger.decisions):
        places[one.place] = one
    counts: dict[str, list[bool]] = {"statements": [], "flags": []}
    for one in places.values():
        if one.what in (What.CONFIRM, What.STATUS, What.DISMISS) and one.place[0] in ("statement", "flag"):
            if one.what is What.STATUS and not one.old.get("assessment"):
                continue  # a statement that was missed was never said
            counts[f"{one.place[0]}s"].append(one.what is What.CONFIRM)
    found = []
    for what, told in counts.items():
        if told:
            share = sum(told) / len(told)
            low, high = wilson(share, len(told), _Z)
            found.append(Right(what=what, n=len(told), right=share, low=low, high=high))
    return found


def _last(decisions: Sequence[Decision]) -> Mapping[tuple[str, ...], Decision]:
    return {one.place: one for one in standing(decisions)}


def _value(decision: Decision, column: str) -> str | None:
    """What a decision says of a column; None where it says nothing of it."""
    if column == "right or wrong":
        return _RIGHT.get(decision.what)
    if decision.place[0] != "statement" or decision.what not in (What.CONFIRM, What.STATUS):
        return None
    told = decision.old if decision.what is What.CONFIRM else decision.new
    return told.get({"status": "assessment"}.get(column, column), "")
