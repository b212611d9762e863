"""Joins a phrase whose words stand apart, "kom aldrig igång", and gives "vara det" the word it stands for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from tertial.assessment.lexicon import Unit, heads, word_list

_REACH: Final = 4
"""Words that may stand between a verb and its particle."""
_CANNOT: Final = frozenset({"cannot"})
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


def together(units: list[Unit]) -> list[Unit]:
    """The units, those phrases made one that adverbs or a negation have parted; it stands where it ends."""
    out = list(units)
    for i, unit in enumerate(units):
        particles = _parted().get(unit.text)
        if particles is None and unit.text not in _GOES:
            continue
        for j in range(i + 1, min(len(units), i + _REACH)):
            other = units[j]
            if j > i + 1 and other.text in (particles or ()):
                phrase = f"{unit.text} {other.text}"
                out[i] = unit._replace(heads=())
                out[j] = Unit(phrase, other.start, other.end, heads=heads()[phrase])
                break
            if other.text == "att" and unit.text in _GOES and any(u.has("neg") for u in units[i + 1 : j]):
                out[i : j + 1] = [
                    Unit("går inte att", unit.start, other.end, _CANNOT),
                    *[_SILENT] * (j - i),
                ]
                break
            if not (other.has("neg", "adverb", "likely") or other.text in _LIGHT):
                break
    return [unit for unit in out if unit is not _SILENT]


def stood_for(units: list[Unit]) -> list[Unit]:
    """The units, "det" after "vara" with the status that it stands for: "… men beräknas vara det"."""
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


_BEING: Final = frozenset({"vara", "bli", "är", "blir"})
_SILENT: Final = Unit("", 0, 0)
