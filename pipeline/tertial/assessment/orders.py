"""The verbs of titles that order something: their nouns, their forms, and where in a title they stand."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from tertial.assessment.lexicon import word_list
from tertial.resources import read_table
from tertial.swedish.words import words


@lru_cache(maxsize=1)
def _verbs() -> tuple[tuple[str, tuple[str, ...], bool], ...]:
    found = [
        (verb, tuple(row["nouns"].split("|")), row["making"] == "yes")
        for row in read_table("title_verbs.csv")
        for verb in row["verb"].split("|")
    ]
    return tuple(sorted(found, key=lambda entry: (-len(entry[0]), entry[0])))


@lru_cache(maxsize=256)
def verb_forms(opening: str) -> Mapping[str, tuple[str, ...]]:
    """Forms of the verb that a title opens with, which under that title tell that it is done."""
    found: dict[str, tuple[str, ...]] = {}
    for row in read_table("own_verbs.csv"):
        if opening in row["verb"].split("|"):
            for form in ("part", "sup", "sup_s", "past_s", "inf_s", "inf"):
                for phrase in filter(None, row[form].split("|")):
                    found[phrase] = (*found.get(phrase, ()), form)
    return found


def verb(title: str) -> tuple[str, tuple[str, ...], bool] | None:
    """The verb that a title opens with, its noun forms, and whether it orders something made."""
    folded = " ".join(words(title))
    return next(
        (entry for entry in _verbs() if folded == entry[0] or folded.startswith(entry[0] + " ")), None
    )


_ORDERS: Final = frozenset({"att", "ska", "skall", "bör"})
_EVERY: Final = frozenset({"varje", "alla", "samtliga"})
_FAR: Final = 14
"""Words before the verb of an order: "Kommunstyrelsen får i uppdrag att i samråd med … ta fram"."""


def ordered(title: str) -> str:
    """A title from the verb of its order on: "ta fram en plan" for "… får i uppdrag att ta fram en plan"."""
    tokens = words(title)
    if not tokens or verb(title) is not None or regular_forms(tokens[0]):
        return title
    for n, word in enumerate(tokens[:_FAR]):
        rest = tokens[n + 1 :]
        if word in _ORDERS and len(rest) > 1 and (verb(" ".join(rest)) is not None or regular_forms(rest[0])):
            return " ".join(rest)
    if tokens[0] in _EVERY:  # "Varje förvaltning tar fram en plan"
        told = " ".join(tokens[2:])
        return told if verb(told) is not None else title
    return title


@lru_cache(maxsize=1)
def _first_conjugation() -> frozenset[str]:
    """The verbs of orders that are inflected as kalla and that have an end: never "öka" nor "stärka"."""
    return frozenset(
        row["infinitive"]
        for row in read_table("order_verbs.csv")
        if row["imperative"] == row["infinitive"] and row["infinitive"].endswith("a")
    ) - word_list("no own verb")


def regular_forms(opening: str) -> Mapping[str, tuple[str, ...]]:
    """Forms of a title's verb that is inflected as kalla: asfalterad, asfalterats for "Asfaltera"."""
    if opening not in _first_conjugation():
        return {}
    ends = ("d", "t", "de", "ts", "des", "s")
    kinds = (("part",), ("part", "sup"), ("part",), ("sup_s",), ("past_s",), ("inf_s",))
    return {**{opening + end: kind for end, kind in zip(ends, kinds, strict=True)}, opening: ("inf",)}


@lru_cache(maxsize=1)
def order_verbs() -> frozenset[str]:
    """The verbs of order_verbs.csv, imperatives and infinitives."""
    return frozenset(
        row[form] for row in read_table("order_verbs.csv") for form in ("imperative", "infinitive")
    )


def verbal_nouns(first: str) -> set[str]:
    """The nouns that a title's verb makes: effektivisera → effektivisering, pröva → prövning."""
    if first.endswith("era") and len(first) > 6:
        return {first[:-1] + "ing"}
    if first in order_verbs() and first.endswith("a") and len(first) > 4:
        return {first[:-1] + "ning"}
    return set()
