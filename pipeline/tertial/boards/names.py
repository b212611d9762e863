"""The shape of a board's name: its parts, its key for comparing, and its canonical form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from rapidfuzz.distance import OSA

from tertial.swedish.words import fold

Head = Literal["board", "department", "office", "unit"]
"""What the name is of: a nämnd, a förvaltning, a kontor, or an enhet, avdelning or område."""

ENDING: Final = r"(?P<ending>e?n?s?|er|erna|ernas|ers|ar|arna|et|ets)"
HEADS: Final[tuple[tuple[Head, str], ...]] = (
    ("board", r"n[äa]m+n?d"),
    ("department", r"förval\w{0,2}[tn]i?n?g"),
    ("office", r"kontor"),
    ("unit", r"avdelning|enhet|sektor"),
)
_WHOLE: Final = tuple(
    (head, re.compile(rf"(?P<before>.*?)(?P<gap>[\s-]*)(?:{tail}){ENDING}(?P<after>\s.*)?", re.DOTALL))
    for head, tail in HEADS
)
_FORMS: Final = ("förvaltningen", "förvaltning", "nämnden", "kontoret")
"""Heads as they end a name, for misprints in them; indefinite nämnd is too short to tell."""
_PLURAL: Final = frozenset({"er", "ers", "erna", "ernas", "ar", "arna"})
_GENITIVE: Final = frozenset({"s", "ens", "ns", "ers", "ernas", "ets"})
_JOINT: Final = re.compile(r"\s*-?\s*,?\s*(?<!\w)(?:och|samt|o|&)(?!\w)\s*-?\s*|\s*-?\s*,\s*|-\s+|\s+-|/")
_DASHED: Final = re.compile(r"\s-\s(?!(?:och|samt|o|&)\b)")
"""A dash, which parts a name from another thing: `Pågår - Socialnämnden`."""
_GLUED_AND: Final = re.compile(r"-(och|samt)\b")
_FULL: Final = re.compile(r"(?:nämnd|förvaltning|styrelse)(?:en|ens|n|s)?$")
_WORD: Final = re.compile(r"[^\W\d_]+(?:[-:][^\W\d_]+)*-?")
_LEAD: Final = re.compile(r"(?:den\s+)?(?P<shared>gemensam(?:ma)?)\s+|(?:kommunens|stadens|vår)\s+")
_ADJECTIVE: Final = re.compile(r"(?:teknisk|social|gemensam|medicinsk)(?:m?a)?")
_PREFIXED: Final = re.compile(
    r"(?:den\s+)?(?P<shared>gemensam(?:ma)?\s+)?"
    r"(?P<head>nämnd(?:en)?|förvaltning(?:en)?|sektorn?|område|verksamhetsområde|avdelning(?:en)?)\s+"
    r"(?P<for>för\s+)?(?P<area>.+)",
)
_LOCAL: Final = re.compile(r"(?:stads|kommun|lokal|distrikt|område)\w*")
_LINKED: Final = re.compile(r".*(?:ng|het|skap|tid|dom|sorg|skydd|nad|stöd|tion|liv|trafik|plats|bygd|drift)")
_STEMS: Final = {
    **{"skola": "skol", "förskola": "förskole", "grundskola": "grundskole", "gymnasium": "gymnasie"},
    **{"samhälle": "samhälls", "familj": "familje", "hälsa": "hälso", "stad": "stads", "kost": "kost"},
}
_INITIALISMS: Final = re.compile(r"\b(?:it|va|lss)(?=-)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A board's or department's name, taken apart."""

    parts: tuple[str, ...]
    """Folded, without hyphens: ("barn", "utbildnings")."""
    head: Head
    glued: bool = True
    """The last part and the head are one word: Socialnämnden, not Tekniska nämnden."""
    after: str = ""
    """What follows the head: "för arbetsmarknad och vuxenutbildning", "väster"."""
    shared: bool = False
    """A gemensam nämnd."""
    plural: bool = False
    genitive: bool = False
    definite: bool = False
    loose: bool = False
    """Of a form that other words have too ("årets kontor", "område kultur"): only a known key counts."""

    @property
    def key(self) -> tuple[str, ...]:
        return key(self.parts)


@lru_cache(maxsize=1 << 11)
def root(part: str) -> str:
    """A part without what binds it to the next: "omsorgs" → "omsorg", "tekniska" → "teknisk"."""
    word = fold(part).strip("- ")
    if len(word) > 4 and word.endswith("um"):
        word = word[:-2]
    if len(word) > 4 and word[-1] in "aeou":
        word = word[:-1]
    if len(word) > 4 and word[-1] == "s":
        word = word[:-1]
    return word


def key(parts: tuple[str, ...]) -> tuple[str, ...]:
    """What names of the same board have in common, however they are inflected."""
    return tuple(root(part) for part in parts)


def parts_of(text: str) -> tuple[str, ...]:
    """The parts of a coordinated first half: "Barn- och utbildnings" → ("barn", "utbildnings")."""
    text = _GLUED_AND.sub(r"- \1", fold(text))
    return tuple(part.strip(" -") for part in _JOINT.split(text) if part.strip(" -"))


@lru_cache(maxsize=1 << 11)
def parse(text: str) -> Name | None:
    """Take a name apart; None where the whole text isn't of the form of a board's or department's name."""
    folded = fold(text)
    if not folded or len(folded) > 120 or _DASHED.search(folded) is not None:
        return None
    prefixed = _PREFIXED.fullmatch(folded)
    if prefixed:
        return _prefixed(prefixed)
    shared = False
    lead = _LEAD.match(folded)
    if lead and not folded[lead.end() :].startswith("nämnd"):
        folded, shared = folded[lead.end() :], lead["shared"] is not None
    for head, pattern in _WHOLE:
        match = pattern.fullmatch(folded)
        if match:
            return _suffixed(match, head, shared=shared)
    return None


def _prefixed(match: re.Match[str]) -> Name | None:
    """Nämnden för X, förvaltningen för X, område X."""
    area = match["area"]
    words = area.split()
    if len(words) > 9 or not all(_WORD.fullmatch(word.strip(",")) or word == "&" for word in words):
        return None
    parts = parts_of(area)
    if match["head"].startswith("nämnd"):
        if not match["for"]:
            return None
        after = f"för {area.replace('&', 'och')}"
        return Name(parts=parts, head="board", glued=False, after=after, shared=match["shared"] is not None)
    department = match["head"].startswith("förvaltning")
    loose = not (department and match["for"])
    return Name(parts=parts, head="department" if department else "unit", glued=False, loose=loose)


def _suffixed(match: re.Match[str], head: Head, *, shared: bool) -> Name | None:
    """Xnämnden, X- och Ynämnden, tekniska nämnden, Xnämnden Väster."""
    before, ending, after = match["before"], match["ending"], (match["after"] or "").strip()
    if before in {"gemensam", "gemensamma", "den gemensamma"} and not after and head == "board":
        return Name(parts=("gemensam",), head=head, glued=False, shared=True, definite=True)
    parts = parts_of(before)
    if not parts or len(parts) > 6 or not all(map(_is_part, parts)):
        return None
    glued, loose = not match["gap"] or "-" in match["gap"], False
    if not glued and not _ADJECTIVE.fullmatch(parts[-1]):
        if not parts[-1].endswith("s") or len(parts[-1]) < 4:
            return None
        glued = loose = True
    if after and not (
        head == "board" and _LOCAL.fullmatch(before) and re.fullmatch(r"[^\W\d_]+(?: \w+)?", after)
    ):
        return None
    return Name(
        parts=parts,
        head=head,
        glued=glued,
        after=after,
        shared=shared,
        plural=ending in _PLURAL,
        genitive=ending in _GENITIVE,
        definite=ending in {"en", "ens", "et", "ets", "n", "ns"},
        loose=loose or head == "unit",
    )


def _is_part(text: str) -> bool:
    return len(text) >= 2 and " " not in text and not _FULL.search(text)


@lru_cache(maxsize=2048)
def mended(text: str) -> str:
    """The text with a misprint in its head set right, "Kulturnänmden" → "kulturnämnden"; empty if none.

    The head is the end of the last word; one letter of it may be wrong, lost or in its neighbour's place.
    """
    folded = fold(text)
    for head in _FORMS:
        for length in (len(head), len(head) - 1, len(head) + 1):
            end = folded[-length:]
            if end != head and len(folded) > length and " " not in end and OSA.distance(end, head) == 1:
                return folded[:-length] + head
    return ""


def compound(area: str) -> str:
    """A noun as the first half of a compound: "fritid" → "fritids", "kultur" → "kultur"."""
    if area in _STEMS:
        return _STEMS[area]
    return area + "s" if _LINKED.fullmatch(area) else area


def canonical(name: Name) -> str:
    """The full name in the definite form, with a capital: `Barn- och utbildningsnämnden`."""
    if name.after.startswith("för "):
        return f"{'Gemensamma nämnden' if name.shared else 'Nämnden'} {name.after}"
    if name.parts == ("gemensam",):
        return "Gemensamma nämnden"
    last = name.parts[-1]
    if _ADJECTIVE.fullmatch(last) and not name.glued:
        last = (last if last.endswith("a") else f"{last}a") + " nämnden"
    elif len(last) <= 2:
        last = f"{last}-nämnden"
    else:
        last = f"{last if name.glued else compound(last)}nämnden"
    first = [part if part in {"tekniska", "sociala"} else f"{part}-" for part in name.parts[:-1]]
    text = f"{', '.join(first)} och {last}" if first else last
    if name.after:
        text = f"{text} {name.after.title()}"
    text = _INITIALISMS.sub(lambda match: match[0].upper(), text)
    return text[0].upper() + text[1:]
