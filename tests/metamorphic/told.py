"""Draws comments at random: what is said of an order, by which of its names, and how it is put."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, Final

DATA: Final[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "told.toml").read_text(encoding="utf-8"))
_NOT: Final = re.compile(r"^(?P<verb>\S+) (?P<not>(?:ännu )?(?:inte(?: längre)?|aldrig)) (?P<rest>.+)$")
_VERB: Final = re.compile(r"^(?P<verb>\S+)(?P<rest>.*)$")
_NEUTER: Final = re.compile(
    r"\b(?P<be>är|blev|bli|blir|vara)(?P<mid>(?: (?:helt|inte|ännu|längre))*) (?P<word>\w+t)\b"
)
_COMMON: Final = {"klart": ("klar", "klara"), "aktuellt": ("aktuell", "aktuella"), "av": ("av", "av")}


@dataclass(frozen=True)
class Comment:
    """A comment under a title, and what it says of the item."""

    title: str
    text: str
    says: frozenset[tuple[str, str]]


def comment(draw: Random, *, of_another: bool = False) -> Comment:
    """One comment.

    Args:
        of_another: It speaks of another matter than the title's, and so says nothing of the item.
    """
    order = draw.choice(DATA["order"])
    frame = draw.choice(DATA["frame"])
    said = draw.choice(frame["texts"])
    names = [*DATA["whole"]["names"], *order["done"], *(order["made"] if "klart" in said else [])]
    name = draw.choice(DATA["whole"]["others"] if of_another else names)
    text = _dressed(draw, _agreeing(said, name), name)
    after = draw.choice(DATA["dress"]["next"])
    says = frozenset() if of_another else frozenset((status, modality) for status, modality in frame["say"])
    return Comment(order["title"], f"{text[0].upper()}{text[1:]}. {after}".strip(), says)


def _agreeing(said: str, name: str) -> str:
    """A frame in the gender and number of the name that it is said of."""
    head = name.split()[0]
    if head.endswith("et"):
        return said
    many = head.endswith("na")

    def form(match: re.Match[str]) -> str:
        word = match["word"]
        stem = word.removesuffix("t")
        regular = (f"{stem}d", f"{stem}de" if stem.endswith("a") else f"{stem}da")
        one, more = _COMMON.get(word, regular)
        return f"{match['be']}{match['mid']} {more if many else one}"

    return _NEUTER.sub(form, said)


def _dressed(draw: Random, said: str, name: str) -> str:
    """A frame as a sentence of its own, under another, inverted after an adverbial or with an aside."""
    plain = said.replace("{x}", name)
    if not said.startswith("{x} "):
        return plain
    told = said.removeprefix("{x} ")
    way = draw.choice(("plain", "plain", "under", "inverted", "aside"))
    if way == "under":
        turned = _NOT.match(told)
        order = f"{turned['not']} {turned['verb']} {turned['rest']}" if turned else told
        return str(draw.choice(DATA["dress"]["before"])).replace("{sub}", f"{name} {order}")
    if way == "inverted":
        parts = _VERB.match(told)
        assert parts is not None
        return f"{draw.choice(DATA['dress']['inverted'])} {parts['verb']} {name}{parts['rest']}"
    if way == "aside":
        return f"{name}, {draw.choice(DATA['dress']['aside'])}, {told}"
    return plain
