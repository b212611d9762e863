"""The verbs of titles that order something: their nouns, their forms, and where in a title they stand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
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
    same = word_list("looked into") if opening in word_list("looked into") else {opening}
    for row in read_table("own_verbs.csv"):
        if not same.isdisjoint(row["verb"].split("|")):
            for form in ("part", "sup", "sup_s", "past_s", "inf_s", "inf"):
                for phrase in filter(None, row[form].split("|")):
                    found[phrase] = (*found.get(phrase, ()), form)
            for phrase in filter(None, row["inf_s"].split("|")):
                found.setdefault(_PASSIVE_ENDS.sub("s", phrase, count=1), ("now_s",))
    return found


_PASSIVE_ENDS: Final = re.compile(r"(?<=[^aeiouyåäös])as\b")
"""What makes "byggas om" the present "byggs om"; verbs as kalla have one form for both."""


@lru_cache(maxsize=1)
def _by_opening() -> Mapping[str, tuple[tuple[str, tuple[str, ...], bool], ...]]:
    """The verbs by their first word, the longest first."""
    found: dict[str, list[tuple[str, tuple[str, ...], bool]]] = {}
    for entry in _verbs():
        found.setdefault(entry[0].partition(" ")[0], []).append(entry)
    return {first: tuple(entries) for first, entries in found.items()}


@lru_cache(maxsize=1024)
def verb(title: str) -> tuple[str, tuple[str, ...], bool] | None:
    """The verb that a title opens with, its noun forms, and whether it orders something made."""
    folded = " ".join(words(title))
    known = _by_opening().get(folded.partition(" ")[0], ())
    return next((entry for entry in known if folded == entry[0] or folded.startswith(entry[0] + " ")), None)


_ORDERS: Final = frozenset({"att", "ska", "skall", "bör"})
_EVERY: Final = frozenset({"varje", "alla", "samtliga"})
_FAR: Final = 14
"""Words before the verb of an order: "Kommunstyrelsen får i uppdrag att i samråd med … ta fram"."""


def ordered(title: str) -> str:
    """A title from the verb of its order on: "ta fram en plan" for "… får i uppdrag att ta fram en plan".

    Where the order is in the passive or a noun it is turned: "Bron ska rustas upp", "Upprustning av bron".
    """
    tokens = words(title)
    if not tokens or verb(title) is not None or regular_forms(tokens[0]):
        return title
    for n, word in enumerate(tokens[:_FAR]):
        rest = tokens[n + 1 :]
        if word in _ORDERS and len(rest) > 1 and (verb(" ".join(rest)) is not None or regular_forms(rest[0])):
            return " ".join(rest)
    start = 1 if tokens[0] == "att" else 0
    if tokens[start : start + 1] and tokens[start] in word_list("before an order"):
        for n in range(start + 1, min(len(tokens), _FAR)):  # "att senast i mars ta fram en plan"
            order = " ".join(tokens[n:])
            if tokens[n - 1] not in _SUBORDINATE and (verb(order) is not None or regular_forms(tokens[n])):
                return order
    if tokens[0] in _EVERY:  # "Varje förvaltning tar fram en plan"
        told = " ".join(tokens[2:])
        return told if verb(told) is not None else title
    return _turned(tokens) or title


def _turned(tokens: list[str]) -> str:
    """The order that a passive or a noun makes, with its verb first; empty where there is none."""
    if len(tokens) > 2 and tokens[1] == "av" and tokens[0] in _of_nouns():
        return " ".join((_of_nouns()[tokens[0]], *tokens[2:]))
    start = 1 if tokens[0] == "att" else 0
    for n in range(start + 1, min(len(tokens), _FAR)):
        if tokens[n - 1] in _SUBORDINATE:
            return ""
        done = _passives().get(" ".join(tokens[n : n + 2])) or _passives().get(tokens[n])
        if done is None:
            continue
        before = tokens[start:n]
        orders = next((i for i, word in enumerate(before) if word in _ORDERS), None)
        if done.state and (orders is None or before[-1] not in _BE):
            continue
        whom = before[:orders] if orders is not None else before
        rest = tokens[n + len(done.form.split()) :]
        if rest[:1] == ["och"] and rest[1:2] and rest[1].endswith("as"):
            return ""  # "uppdateras och övas" is more than an update
        return " ".join((done.verb, *(whom if whom != ["det"] else []), *rest)) if whom else ""
    return ""


_SUBORDINATE: Final = frozenset({"som", "där", "när", "hur", "om", "vilka", "vad", "så", "för att"})
"""After these a passive is no order: "lokaler som byggs"."""
_BE: Final = frozenset({"vara", "ha", "bli", "varit"})


@dataclass(frozen=True, slots=True)
class _Passive:
    """A form that tells of a title's object what is to be done to it."""

    form: str
    verb: str
    """The infinitive that orders it."""
    state: bool
    """A participle, which orders only after "ska vara": "ska vara antagen"."""


@lru_cache(maxsize=1)
def _passives() -> Mapping[str, _Passive]:
    """The passive forms of the verbs of orders, and their participles."""
    found: dict[str, _Passive] = {}
    for order, _, _ in _verbs():
        first, *particle = order.split()
        form = " ".join((f"{first}s", *particle))
        found.setdefault(form, _Passive(form, order, state=False))
    for infinitive in _first_conjugation():
        found.setdefault(f"{infinitive}s", _Passive(f"{infinitive}s", infinitive, state=False))
    made = (row for row in read_table("status_phrases.csv") if row["object"] == "making")
    for row in (*read_table("own_verbs.csv"), *made):
        infinitive = row["inf"].split("|")[0]
        for form in filter(None, row["part"].split("|") if infinitive else ()):
            found.setdefault(form, _Passive(form, infinitive, state=True))
    for form in word_list("of degree"):
        found.pop(form, None)
    return found


@lru_cache(maxsize=1)
def _of_nouns() -> Mapping[str, str]:
    """The verb of each noun that a title may open with before "av": rusta upp for "Upprustning av bron"."""
    named = ((place, noun, order) for order, nouns, _ in _verbs() for place, noun in enumerate(nouns))
    return {noun: order for _, noun, order in sorted(named, reverse=True)}


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
    if opening not in _first_conjugation() and not _latin(opening):
        return {}
    ends = ("d", "t", "de", "ts", "des", "s")
    kinds = (("part",), ("part", "sup"), ("part",), ("sup_s",), ("past_s",), ("inf_s",))
    return {**{opening + end: kind for end, kind in zip(ends, kinds, strict=True)}, opening: ("inf",)}


def _latin(word: str) -> bool:
    """Whether a word is a verb of the first conjugation by its ending: "sanera", "iordningställa" is not."""
    return len(word) > 5 and word.endswith("era") and word not in word_list("no own verb")


@lru_cache(maxsize=1)
def order_verbs() -> frozenset[str]:
    """The verbs of order_verbs.csv, imperatives and infinitives."""
    return frozenset(
        row[form] for row in read_table("order_verbs.csv") for form in ("imperative", "infinitive")
    )


def verbal_nouns(first: str, particle: str = "") -> set[str]:
    """The nouns that a title's verb makes: effektivisera → effektivisering, fasa ut → utfasning."""
    if particle in word_list("particles"):
        return {particle + noun for noun in verbal_nouns(first)}
    if first.endswith("era") and len(first) > 5:
        return {first[:-1] + "ing", first[:-3] + "ation"}
    first = _infinitives().get(first, first)
    if first.endswith("a") and len(first) > 3:
        stem = first.removesuffix("na").removesuffix("a")
        return {stem + "ning", stem + "ing", first[:-1] + "ande"}
    return set()


@lru_cache(maxsize=1)
def _infinitives() -> Mapping[str, str]:
    """The infinitive of each imperative of order_verbs.csv: återställa for "Återställ"."""
    return {row["imperative"]: row["infinitive"] for row in read_table("order_verbs.csv")}


def replaces(title: str, thing: str) -> bool:
    """Whether a title orders a thing exchanged, named in the same number: "Ersätt konstgräset"."""
    tokens = words(title)
    if not tokens or not tokens[0].startswith(tuple(word_list("replacing"))):
        return False
    return any(len(word) >= 4 and thing.startswith(word) for word in tokens[1:])
