"""What a title's words make of an item: what it orders, what is made by it, and what that is done to."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from tertial.assessment.lexicon import word_list
from tertial.assessment.matters import LONG, TOO_COMMON, Profile
from tertial.assessment.orders import order_verbs, ordered, regular_forms, verb, verb_forms, verbal_nouns
from tertial.assessment.stems import root, stem
from tertial.swedish.words import words
from tertial.vocabulary import Kind

_CODE: Final = re.compile(r"^\W*(?:[A-ZÅÄÖa-zåäö]{0,4}[ .:-]?\d[\d.:/-]*[a-z]?[.:)]?\s+)+")
"""A number or code before a title: "22-03", "4.1", "U12"."""
_COUNTS: Final = word_list("counts")
_PREPOSITIONS: Final = word_list("ends a phrase")


@lru_cache(maxsize=512)
def profile(title: str, kind: Kind) -> Profile:
    """What a sentence under `title` may call the item."""
    bare = _CODE.sub("", title)
    title = ordered(bare)
    names = _names(bare)
    tokens = words(title)
    known = verb(title)
    regular = regular_forms(tokens[0]) if known is None and tokens else {}
    actions: set[str] = set()
    rest = tokens
    making = False
    if known is not None:
        actions.update(known[1])
        if known[0] in word_list("looked into"):
            actions.update(_LOOKED_INTO)
        making = known[2]
        rest = tokens[len(known[0].split()) :]
    products: set[str] = set()
    if making or (known is None and not regular and tokens and _nominal(tokens, kind)):
        products = _products(rest, names)
    if known is not None and not making and known[1]:
        making = False
    if products and known is None and kind is not Kind.MAL:
        actions.update(_BRINGING_IN)
    stems = frozenset(stem(word) for word in tokens if word not in TOO_COMMON and len(word) >= 3)
    if known is None and tokens:
        actions.update(verbal_nouns(tokens[0]), verbal_nouns(tokens[0], "".join(tokens[1:2])))
    targets = _targets(rest[1:] if known is None else rest, names) if known or regular else frozenset()
    if known is not None and known[0].startswith(_HIRING):
        targets |= {"tjänst"}
    implied = {"avtal"} - products if known is not None and known[0].startswith("upphandl") else set()
    products |= implied
    if known is not None and "förslag" in known[0].split():
        targets |= {"förslag"}
    project = any(word.startswith("projekt") or "projekt" in word for word in tokens)
    return Profile(
        kind,
        stems,
        frozenset(products - {""}),
        frozenset(actions),
        project,
        targets=targets,
        verb_forms=verb_forms(known[0]) if known is not None else regular,
        roots=frozenset(root(word) for word in tokens if word not in TOO_COMMON and len(word) > 3),
        every=not {"alla", "samtliga"}.isdisjoint(tokens),
        numbers=frozenset(tokens) & _COUNTS,
        launch=known is not None and known[0].startswith(_LAUNCH),
        event=known is not None and known[0].startswith(_EVENT),
        opening=_opening(tokens),
        nouns=frozenset(word for word in tokens if len(word) > LONG),
        renews=known is not None and known[0].startswith(_RENEWING),
        alters=any(" ".join(tokens[:n]) in word_list("alters what is there") for n in (1, 2)),
        trial=_TRIAL.search(title) is not None,
        implied=frozenset(implied),
    )


_LOOKED_INTO: Final = ("utredning", "översyn", "genomgång")
"""Nouns that stand one for another where a matter is to be looked into."""
_TRIAL: Final = re.compile(
    r"\b(?:på (?:försök|prov)|som (?:pilot|försök)|pröva|prova|testa)\b|"
    r"(?:försöks|prov|pilot)(?:verksamhet|projekt)",
    re.IGNORECASE,
)
_BRINGING_IN: Final = (
    "införande", "implementering", "inrättande", "bildande", "utbyggnad", "utrullning", "omläggning",
)  # fmt: skip
"""What is done with a thing that a title only names: "Digitala lås"."""
_HIRING: Final = ("rekryter", "anställ")
"""Verbs of orders of which a post is made: "tjänsten är tillsatt"."""
_RENEWING: Final = (
    "revider", "uppdater", "aktualiser", "se över", "gör om", "göra om", "bygg", "renover", "rusta",
)  # fmt: skip
_LAUNCH: Final = ("starta", "öppna", "etablera", "inrätta", "lansera")
_EVENT: Final = ("genomför", "anordna", "arrangera", "håll", "ordna")


def _opening(tokens: list[str]) -> str:
    """The stem of the verb that a title opens with: "märk" for "Märka" or "Märkning"."""
    if len(tokens) < 2:
        return ""
    first = re.sub(r"(?:n?ing|ande)$", "", tokens[0])
    if first != tokens[0]:
        return first if len(first) >= 3 else ""
    return tokens[0][:-1] if tokens[0].endswith("a") and len(tokens[0]) >= 4 else ""


_NOUN_END: Final = re.compile(
    r"(?:ning|ing|ande|ion|plan|policy|program|strategi|hall|skola|översyn|analys|väg|lokal|bad)(?:en|n|et|ar|er)?$"
)


def _nominal(tokens: list[str], kind: Kind) -> bool:
    """Whether a title without a known verb begins with a noun rather than with an unknown verb."""
    first = tokens[0]
    if first in {"ny", "nytt", "nya", "en", "ett"} or _NOUN_END.search(first) is not None:
        return True
    phrase = next((n for n, word in enumerate(tokens) if word in _PREPOSITIONS), len(tokens))
    said = not {"ska", "skall", "bör", "får", "kan", "är", "har"}.isdisjoint(tokens)
    if _MORE.fullmatch(first):
        return False
    named = not _maybe_verb(first) or _named_for(tokens)
    return kind is not Kind.MAL and 0 < phrase <= _SHORT and not said and named


_MORE: Final = re.compile(
    r"\w{4,}are|fler|färre|bättre|högre|lägre|större|mindre|mer|goda?|gott|"
    r"(?:öka|stärk|minska|förbättra|utveckla|fördjupa|förstärk|bibehåll)(?:d|t|de|ta|na|en|et)"
)
"""Opens a title that says how things are to be, and orders nothing made: "Effektivare inköp"."""
_SHORT: Final = 3
"""Words of a title that is no more than the name of a thing: "Gemensam bilpool", "Reglemente för …"."""


def _maybe_verb(word: str) -> bool:
    """Whether a title's first word may be the verb of an order: those of the table, and all in -a."""
    if word in order_verbs():
        return True
    return (word.endswith("a") and not word.endswith(_ADJECTIVES)) or word in {"tala", "betala"}


def _named_for(tokens: list[str]) -> bool:
    """Whether a title's first word is no verb, as it tells at once for whom it is: "Taxa för hamnen"."""
    return tokens[0] not in order_verbs() and tokens[1:2] != [] and tokens[1] in {"för", "över"}


_ADJECTIVES: Final = ("na", "ma", "ala", "iska", "liga", "iga", "bara", "ella")
"""Ends of words in -a that describe the noun after them: "Digitala lås".  "Betala" is another."""


def _targets(rest: list[str], names: frozenset[str]) -> frozenset[str]:
    """What a title's verb is to be done to: its head noun, or a definite noun before a name."""
    definite = rest[:1] if rest and rest[0].endswith(("en", "et", "erna", "arna")) else []
    return frozenset({*_products(rest, names), *definite} - {""})


_YEAR: Final = re.compile(r"(?:19|20)\d\d(?:\W+\d{2,4})?")


def _names(title: str) -> frozenset[str]:
    """The names in a title, folded: ekhaga in "Bygg en förskola i Ekhaga"; none where most words are so."""
    tokens = title.split()
    named = [word for word in tokens[1:] if _NAME.match(word)]
    return (
        frozenset(fold for word in named for fold in words(word))
        if 2 * len(named) < len(tokens)
        else frozenset()
    )


_NAME: Final = re.compile(r"[\"”'(]*[A-ZÅÄÖ][a-zåäö]")


def _products(rest: list[str], names: frozenset[str] = frozenset()) -> set[str]:
    found: set[str] = set()
    phrase: list[str] = []
    for n, word in enumerate(rest):
        if word in names and phrase:  # "Bygg cykelväg Ekby-Holm"
            continue
        if word in _PREPOSITIONS and not (word == "över" and rest[n + 1 : n + 2] and rest[n + 1].isdigit()):
            break
        if word in {"och", "samt", "eller"}:
            if rest[n - 1].endswith("-"):  # "gång- och cykelväg"
                phrase = phrase[:-1]
                continue
            if phrase:
                found.add(phrase[-1])
            phrase = []
            continue
        if not _YEAR.fullmatch(word):  # "Plan 2022–2026" is a plan
            phrase.append(word)
    if phrase:
        found.add(phrase[-1])
    return {word for word in found if len(word) >= 3 and word not in TOO_COMMON}
