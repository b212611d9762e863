"""A title that orders two things, and whether a sentence speaks of one: "Inventera … och ta fram …"."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from tertial.assessment.lexicon import word_list
from tertial.assessment.matters import Profile
from tertial.assessment.orders import order_verbs, ordered, regular_forms, verb
from tertial.assessment.stems import forms
from tertial.swedish.words import words

_AND: Final = frozenset({"och", "samt"})
_ARTICLES: Final = frozenset({"en", "ett", "ny", "nytt", "nya"})
_SUBORDINATE: Final = frozenset({"att", "som", "så", "genom", "där", "hur", "om", "vilka", "syfte"})
"""After these it is told what the thing is for: "en plan för att öka tryggheten och minska brotten"."""
_TELLING: Final = (
    "redovisa",
    "återrapport",
    "återkom",
    "rapporter",
    "presenter",
    "återredovisa",
    "informera",
)
"""What is done for whoever ordered it is no second thing."""
_DECIDING: Final = ("föreslå", "anta", "fastställ", "besluta", "uppdatera", "revidera", "aktualisera")
"""What is done with the same thing at the end adds no other to it."""
_STOP: Final = word_list("too common")
_SHORTEST: Final = 4
"""Letters that are enough to know a word by."""


def only_one(title: str, about: Profile, said: str, noun: str) -> bool:
    """Whether a sentence speaks of one of two things that a title orders, and not of the other.

    Args:
        said: The whole sentence.
        noun: What its statement is about.
    """
    one, other, orders = _halves(title, about.products)
    denied = _DENIED.search(said)
    named = words(said if denied is None else said[: denied.start()])
    if not other:
        known = about.noun(noun)
        second = _second_verb(title)
        return (
            bool(second)
            and known is not None
            and known.action
            and not any(word.startswith(second) for word in named)
        )
    if orders:
        return about.noun(noun) is not None and not any(_is_of(word, other) for word in named)
    return any(_is_of(word, one) for word in named) != any(_is_of(word, other) for word in named)


_DENIED: Final = re.compile(
    r",? (?:men|dock|fast|medan) (?=.*\b(?:inte|ej|ännu|ingen|inget|inga)\b)", re.IGNORECASE
)
"""Where the other of two things is said not to be done: "… är klar men svinnet har inte minskat"."""


@lru_cache(maxsize=512)
def _second_verb(title: str) -> str:
    """The stem of the other of two verbs of one object: minsk for "Kartlägga och minska svinnet"."""
    tokens = words(ordered(title))
    opening = verb(" ".join(tokens))
    at = len(opening[0].split()) if opening is not None else 1
    rest = tokens[at + 1 :]
    if tokens[at : at + 1] != ["och"] or len(rest) < 2 or rest[0].startswith((*_TELLING, *_DECIDING)):
        return ""
    ordered_too = verb(" ".join(rest)) is not None or rest[0] in order_verbs() or regular_forms(rest[0])
    return rest[0].removesuffix("a") if ordered_too else ""


def parts(title: str, about: Profile) -> tuple[str, str] | None:
    """The two orders that a title is made up of: "inventera lekplatserna", "ta fram en plan"."""
    return _parts(title, about.products)


@lru_cache(maxsize=512)
def _parts(title: str, products: frozenset[str]) -> tuple[str, str] | None:
    one, other, orders = _halves(title, products)
    if not one or not other:
        return None
    tokens = words(ordered(title))
    opening = verb(" ".join(tokens))
    at = next(
        n
        for n, word in enumerate(tokens)
        if word in _AND and other & set(tokens[n:]) and one & set(tokens[:n])
    )
    second = " ".join(tokens[at + 1 :])
    return " ".join(tokens[:at]), second if orders or opening is None else f"{opening[0]} {second}"


@lru_cache(maxsize=512)
def _halves(title: str, products: frozenset[str]) -> tuple[frozenset[str], frozenset[str], bool]:
    """The two things' own words, empty for a title of one; and whether they have a verb each."""
    tokens = words(ordered(title))
    opening = verb(" ".join(tokens))
    least = len(opening[0].split()) if opening is not None else 1
    for n, word in enumerate(tokens[:-1]):
        if word in _SUBORDINATE:
            break
        if word not in _AND or n <= least or tokens[n - 1].endswith("-"):
            continue
        rest = tokens[n + 1 :]
        known = verb(" ".join(rest))
        if known is not None or rest[0] in order_verbs() or regular_forms(rest[0]):
            size = len(known[0].split()) if known is not None else 1
            if len(rest) <= size or rest[0].startswith(_TELLING):
                break
            other = frozenset(word for word in rest[size:] if len(word) >= _SHORTEST) or frozenset(rest[:1])
            return _own(tokens[:n]), other - _own(tokens[:n]), True
        if opening is not None and opening[2] and (rest[0] in _ARTICLES or _both(tokens[:n], rest, products)):
            one, other = _own(tokens[:n]), _own(rest)
            return one - other, other - one, False
    return frozenset(), frozenset(), False


def _both(before: list[str], rest: list[str], products: frozenset[str]) -> bool:
    """Whether what stands on either side is to be made: "vattentjänstplan och VA-plan"."""
    return before[-1] in products and rest[0] in products


def _own(tokens: list[str]) -> frozenset[str]:
    return frozenset(word for word in tokens if word not in _STOP and len(word) >= _SHORTEST)


def _is_of(word: str, known: frozenset[str]) -> bool:
    """Whether a word of a sentence is one of a thing's, or the end of one: "planen" of "skogsvårdsplan"."""
    own = [form for form in forms(word) if len(form) >= _SHORTEST]
    return any(form in forms(other) or other.endswith(form) for other in known for form in own)
