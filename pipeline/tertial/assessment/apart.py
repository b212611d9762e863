"""Finds words of status that stand apart ("kom aldrig igång"), are stood for ("vara det") or say nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from tertial.assessment.clauses import is_finite
from tertial.assessment.lexicon import Unit, cues, heads, word_list
from tertial.assessment.matters import Profile

_REACH: Final = 4
"""Words that may stand between a verb and its particle."""
_OF_SUBJECT: Final = 6
"""Words that may stand there where the subject does, with a preposition: "lades översynen av taxan ned"."""
_CANNOT: Final = frozenset({"cannot"})
_VERB: Final = frozenset({"fin"})
_GOES: Final = frozenset({"går", "gick"})
_LIGHT: Final = word_list("light")


@lru_cache(maxsize=1)
def _parted() -> Mapping[str, tuple[str, ...]]:
    """What may follow the first word of each phrase of status that is a verb: igång for "kom"."""
    found: dict[str, list[str]] = {}
    for phrase, known in heads().items():
        verb, _, particle = phrase.partition(" ")
        if particle and any(head.form not in {"part", "inf"} for head in known):
            found.setdefault(verb, []).append(particle)
    return {verb: tuple(particles) for verb, particles in found.items()}


def without_likeness(text: str) -> str:
    """A sentence with a blank for what likens who speaks to others: "har, som enda nämnd, gjort"."""
    return _AS_WHAT.sub(lambda found: " " * len(found[0]), text)


_AS_WHAT: Final = re.compile(
    r"(?<=\bhar), (?:som|i likhet med|liksom|tillsammans med) "
    r"(?:(?!(?:har|är|var|hade|ska|kan|inte|ej)\b)[a-zåäö-]+ ){0,4}"
    r"(?!(?:har|är|var|hade|ska|kan|inte|ej)\b)[a-zåäö-]+,(?= )"
)


def arranged(units: list[Unit], about: Profile) -> list[Unit]:
    """The units of a sentence with each word of status whole, and where it says something of the item."""
    return attributes(stood_for(together(held_as(units))), about)


def held_as(units: list[Unit]) -> list[Unit]:
    """The units, "som" with the verb that it is parted from: "därför bedöms målet som uppfyllt"."""
    if all(unit.text != "som" for unit in units):
        return units
    out = list(units)
    for i, unit in enumerate(units):
        phrase = f"{unit.text} som"
        if phrase not in cues() or unit.text in _NO_JUDGING:
            continue
        for j in range(i + 1, min(len(units), i + _OF_SUBJECT)):
            other = units[j]
            if other.text == "som":
                out[i], out[j] = unit._replace(text=phrase, cues=cues()[phrase]), _SILENT
                break
            if other.heads or other.has("coord") or not other.text[0].isalpha() or is_finite(other):
                break
    return [unit for unit in out if unit is not _SILENT]


_NO_JUDGING: Final = frozenset({"att", "vara", "är", "finns", "blir", "det", "så", "den"})
"""What no "som" belongs to that stands further on."""


def together(units: list[Unit]) -> list[Unit]:
    """The units, those phrases made one that adverbs, a negation or the subject have parted."""
    out = list(units)
    for i, unit in enumerate(units):
        particles = _parted().get(unit.text, ())
        if particles or unit.text in _GOES:
            _join(units, i, particles, out)
    return [unit for unit in out if unit is not _SILENT]


def _join(units: list[Unit], i: int, particles: tuple[str, ...], out: list[Unit]) -> None:
    """Puts in `out` the phrase that begins at `i`: where it ends, or before its subject where it begins."""
    unit = units[i]
    inverted = more = False
    for j in range(i + 1, min(len(units), i + _OF_SUBJECT)):
        other = units[j]
        if j >= i + _REACH and not more:
            return
        words = [following.text for following in units[j : j + 2]]
        size = next((n for n in range(len(words), 0, -1) if " ".join(words[:n]) in particles), 0)
        if size and j > i + 1:
            phrase = " ".join((unit.text, *words[:size]))
            whole = Unit(phrase, other.start, units[j + size - 1].end, heads=heads()[phrase])
            out[j : j + size] = [_SILENT] * size
            if inverted:
                out[i] = whole._replace(start=unit.start, end=unit.end)
            else:
                out[i], out[j] = unit._replace(heads=(), cues=_VERB), whole
            return
        if other.text == "att" and unit.text in _GOES and any(u.has("neg") for u in units[i + 1 : j]):
            out[i : j + 1] = [Unit("går inte att", unit.start, other.end, _CANNOT), *[_SILENT] * (j - i)]
            return
        if other.has("neg", "adverb", "likely") or other.text in _LIGHT:
            continue
        if inverted and other.has("prep"):
            more = True
            continue
        idle = not other.text.isalpha() or other.cues or other.heads
        if i == 0 or (inverted and not more) or idle:
            return
        inverted = True


def stood_for(units: list[Unit]) -> list[Unit]:
    """The units, "det" after "vara" with the status that it stands for: "… men beräknas vara det"."""
    if all(unit.text != "det" for unit in units):
        return units
    last: Unit | None = None
    out = list(units)
    for i, unit in enumerate(units):
        if last is not None and unit.text == "det" and i and units[i - 1].text in _BEING:
            rest = units[i + 1 : i + 2]
            if not rest or rest[0].has("prep", "until", "coord", "adverb") or rest[0].text in {".", ","}:
                out[i] = unit._replace(heads=last.heads)
        elif any(head.kind in {"done", "met", "product"} and head.form == "part" for head in unit.heads):
            last = unit._replace(heads=tuple(head for head in unit.heads if head.form == "part"))
    return out


def attributes(units: list[Unit], about: Profile) -> list[Unit]:
    """The units, no word of status what only describes the item's noun before its verb: "en färdig plan"."""
    out = list(units)
    for i in range(1, min(len(units) - 2, _REACH)):
        unit = units[i]
        if units[i - 1].text not in _ARTICLES or not any(head.form == "part" for head in unit.heads):
            continue
        noun = about.noun(units[i + 1].text) if not units[i + 1].heads else None
        if noun is not None and not any(map(is_finite, units[:i])):
            out[i] = unit._replace(heads=(), cues=_VERB)
    return out


_ARTICLES: Final = frozenset({"en", "ett", "någon", "något", "att", "ingen", "inget"})
_BEING: Final = frozenset({"vara", "bli", "är", "blir"})
_SILENT: Final = Unit("", 0, 0)
