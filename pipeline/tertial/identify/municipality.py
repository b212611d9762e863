"""Which municipality a report is of."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from tertial.resources import read_table
from tertial.swedish.words import fold, unmarked

_NAME: Final = r"[A-ZÅÄÖ][a-zåäöéü]+(?:-[A-ZÅÄÖ][a-zåäö]+)?"
_OF: Final = re.compile(
    rf"(?<![\w-])(?P<name>(?:{_NAME}\s)?{_NAME})\s+(?P<what>[Kk]ommuns?|[Ss]tads?)(?![\w-])"
    r"|(?<![\w-])(?P<caps>(?:[A-ZÅÄÖ-]{3,}\s)?[A-ZÅÄÖ-]{2,})\s+(?:KOMMUN|STAD)S?(?![\w-])"
    r"|\bRegion\s+(?P<region>Gotlands?)\b"
    rf"|\b[Kk]ommun(?:namn)?:\s*(?P<label>{_NAME})\b"
)
_SITE: Final = re.compile(r"(?:www\.|@|https?://)(?:[a-z0-9-]+\.)?(?P<site>[a-z-]{3,})\.se\b")
_NEIGHBOUR: Final = re.compile(
    r"(?:grannkommun\w*|tillsammans med|samverkan med|samarbete med|likt|liksom|jämfört med|exempelvis"
    r"|t\.ex\.|såsom|bland annat|från|och|,|/|arbeta i|jobbar i)\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
_WITH: Final = re.compile(r"\bmed\s+$", re.IGNORECASE)
_NO_PLACE: Final = re.compile(
    r"\s+(?:universitet|län\b|högskola|tingsrätt|universitets|regionen|stift)", re.IGNORECASE
)
_OTHER_BODY: Final = re.compile(
    r"(?:[Hh]ögskolan|[Uu]niversitetet|[Ll]änsstyrelsen|[Tt]ingsrätten|[Rr]egion)\s+(?:i\s+)?$"
)
_KEEPS_S: Final = re.compile(r".*(?:ås|näs|fors|hus|os|is|us|lös|nös|ess)")
_OF_A_PLACE: Final = re.compile(
    r"(?:Norra|Södra|Östra|Västra|Stora|Lilla|Nya|Gamla|Övre|Nedre|Upplands|Sankt)"
)
_SHORT: Final = 110


@lru_cache(maxsize=1)
def _no_names() -> frozenset[str]:
    return frozenset(fold(row["word"]) for row in read_table("not_places.csv"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Municipality:
    """A row of data/municipalities.csv."""

    name: str
    code: str
    ordinary_word: bool
    """The name is an ordinary word or surname too, so it needs "kommun" or "stad" beside it."""


@lru_cache(maxsize=1)
def table() -> dict[str, Municipality]:
    """Municipalities by folded name, and by what else they are called (Falu kommun, Region Gotland)."""
    found: dict[str, Municipality] = {}
    for row in read_table("municipalities.csv"):
        place = Municipality(name=row["name"], code=row["code"], ordinary_word=bool(row["ordinary_word"]))
        for name in (row["name"], row["also"]):
            if name:
                found.setdefault(fold(name), place)
    return found


@lru_cache(maxsize=1)
def _plain() -> dict[str, str]:
    """Names as they stand in addresses and file names: "ostersund" → "Östersund"."""
    return {re.sub(r"[^a-z]", "", unmarked(place.name)): place.name for place in table().values()}


@lru_cache(maxsize=1)
def _anywhere() -> re.Pattern[str]:
    names = sorted(
        {place.name for place in table().values() if not place.ordinary_word}, key=len, reverse=True
    )
    return re.compile(rf"(?<![\w-])(?P<name>{'|'.join(map(re.escape, names))})s?(?![\w-])")


def find(
    *, margins: Sequence[str], first: Sequence[str], text: str, own: str, source: str
) -> tuple[str, str]:
    """Name and code; both empty where nothing tells, the code empty for a municipality in no table.

    Args:
        margins: Running heads and feet.
        first: The first lines.
        text: All of it.
        own: The title that the file gives itself, which may be that of a template.
        source: Its place and name.
    """
    lines = "\n".join(line for line in first if len(line) <= _SHORT)
    short = "\n".join(line for line in lines.split("\n") if not line.endswith("."))
    for zone in ("\n".join(margins), short):
        best = _best(_count(zone, text, unknown_from=1))
        if best:
            return _with_code(best)
    counted = _count(text, text, unknown_from=2)
    named = _best(counted) or next(
        filter(None, (_best(_count(zone, text, unknown_from=1)) for zone in (lines, own))), ""
    )
    return _with_code(named or from_source(source, text) or _first_of(counted))


def _with_code(name: str) -> tuple[str, str]:
    place = table().get(fold(name))
    return (place.name, place.code) if place else (name, "")


def _best(counted: Counter[str]) -> str:
    """The name that is spoken of most strongly; none where two are equal."""
    if not counted:
        return ""
    (name, most), *others = counted.most_common(2)
    return "" if others and others[0][1] == most else name


def _first_of(counted: Counter[str]) -> str:
    strong = [name for name, n in counted.items() if n >= 3]
    return strong[0] if strong else ""


def _count(zone: str, text: str, *, unknown_from: int) -> Counter[str]:
    """How strongly each name is spoken of: 3 for "X kommun", 2 for an address, 1 for the bare name."""
    counted: Counter[str] = Counter()
    unknown: Counter[str] = Counter()
    for match in _OF.finditer(zone):
        printed = match["name"] or match["label"] or match["region"] or match["caps"].title()
        known = _known(printed)
        around = zone[max(0, match.start() - 40) : match.start()]
        if known:
            counted[known] += 1 if _NEIGHBOUR.search(around) else 3
        elif not _WITH.search(around):
            unknown[_invented(printed, text)] += 1 + _is_letterhead(match)
    for match in _anywhere().finditer(zone):
        around = zone[max(0, match.start() - 40) : match.start()]
        if (
            not _NEIGHBOUR.search(around)
            and not _OTHER_BODY.search(around)
            and not _NO_PLACE.match(zone, match.end())
        ):
            counted[match["name"]] += 1
    for match in _SITE.finditer(zone):
        name = _plain().get(match["site"].replace("-", ""))
        if name:
            counted[name] += 2
    for name, n in unknown.items():
        if name and n >= unknown_from:
            counted[name] += 3 * n
    return counted


def _is_letterhead(match: re.Match[str]) -> bool:
    """Whether a name is all that stands on its line, as over the report it is of; others are spoken of."""
    before, after = match.string[: match.start()], match.string[match.end() :]
    return before[-1:] in ("", "\n") and after[:1] in ("", "\n")


def _known(printed: str) -> str:
    """The municipality of the table that "Borås", "Östersunds" or "Nya Ånge" ends with, else empty."""
    words = printed.split()
    for n in range(len(words)):
        name = fold(" ".join(words[n:]))
        for form in (name, name.removesuffix("s")):
            if form in table():
                return table()[form].name
    return ""


def _invented(printed: str, text: str) -> str:
    """The bare name of a municipality that is in no table, or empty where it is an ordinary word."""
    words = printed.split()
    if len(words) > 1 and not _OF_A_PLACE.fullmatch(words[0]):
        words = words[-1:]
    name = " ".join(words)
    if fold(words[-1]) in _no_names() or re.search(rf"(?<!\w){re.escape(words[-1].lower())}(?!\w)", text):
        return ""
    if not name.endswith("s"):
        return name
    bare = name[:-1]
    if re.search(rf"(?<!\w){re.escape(bare)}(?!\w)", text):
        return bare
    if re.search(rf"(?<!\w){re.escape(name)}(?!\w|\s+(?:[Kk]ommun|[Ss]tad))", text) and _KEEPS_S.fullmatch(
        name
    ):
        return name
    return name if _KEEPS_S.fullmatch(name) else bare


def from_source(source: str, text: str) -> str:
    """The municipality that the file or one of its folders is named after, the innermost first."""
    for part in reversed(re.split(r"[/!\\]+", source)):
        stem = re.sub(r"\.[a-zA-Z0-9]{2,5}$", "", part)
        words = [word for word in re.split(r"[\W_\d]+", unicodedata.normalize("NFC", stem)) if word]
        for size in (2, 1):
            for n in range(len(words) - size + 1):
                found = _named_by(" ".join(words[n : n + size]), text)
                if found:
                    return found
    return ""


def _named_by(words: str, text: str) -> str:
    bare = unmarked(words).replace(" ", "").removesuffix("kommun").removesuffix("stad")
    for form in (bare, bare.removesuffix("s")):
        name = _plain().get(form)
        if name and len(form) >= 3 and not table()[fold(name)].ordinary_word:
            return name
    if len(words) < 5 or " " in words:
        return ""
    proper = words[0].upper() + words[1:].lower()
    if re.search(rf"(?<!\w){re.escape(proper)}s?(?!\w)", text) and not re.search(
        rf"(?<!\w){re.escape(words.lower())}(?!\w)", text
    ):
        starts = re.findall(rf"(?<=[^\W_] ){re.escape(proper)}s?(?!\w)", text)
        return proper if starts else ""
    return ""
