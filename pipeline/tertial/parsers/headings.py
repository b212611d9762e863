"""What the words of a heading say: that it is a chapter, a frame, an area or a mål, and what it names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from tertial.parsers.roles import Label, column, is_column_only
from tertial.parsers.titles import split_number
from tertial.resources import read_table
from tertial.swedish.words import fold


@lru_cache(maxsize=1)
def _generic() -> tuple[frozenset[str], frozenset[str]]:
    rows = read_table("generic_headings.csv")
    chapter = frozenset(row["word"] for row in rows if row["use"] == "chapter")
    return chapter, chapter | frozenset(row["word"] for row in rows if row["use"] == "frame")


_AGED = re.compile(r"\b(?:äldre|tidigare|gamla|nyare)\s+(?=(?:beslut|uppdrag|motioner|ärenden|åtgärder)\b)")
"""`Äldre uppdrag` is a chapter of a report; `Äldre` are whom it is about."""
WORD = re.compile(r"[^\W\d_]+[^\W_]*(?:[-:][^\W_]+)*-?")


def _bare_words(text: str, known: Sequence[str]) -> list[str]:
    _, start, _ = split_number(text)
    names = {form for name in known if name for form in (fold(name), fold(name) + "s")}
    bare = _AGED.sub("", fold(text[start:]))
    return [w for w in WORD.findall(bare) if (w not in names and len(w) > 1) or w == "i"]


def is_chapter_name(text: str, known: Sequence[str] = ()) -> bool:
    """Whether a heading only says that uppdrag, mål or a report follow, and names no subject.

    Args:
        known: Names that say nothing of a subject, as the municipality's own.
    """
    words = _bare_words(text, known)
    other = [word for word in words if word not in _generic()[0]]
    return not other or (_beside().issuperset(other) and any(map(_ITEMS.match, words)))


@lru_cache(maxsize=1)
def _beside() -> frozenset[str]:
    """Words that name no subject beside uppdrag or mål: `Uppdrag som gäller flera nämnder`."""
    return frozenset(row["word"] for row in read_table("generic_headings.csv") if row["use"] == "beside")


_ITEMS = re.compile(r"(?:uppdrag|mål|aktivitet|beslut|beställning)(?:en|er|et|s|ar)*$")


def is_frame_name(text: str, known: Sequence[str] = ()) -> bool:
    """Whether a heading is one that every report has, or a table's: Inledning, Investeringar, tkr."""
    return _IN_UNITS.search(text) is not None or all(
        word in _generic()[1] for word in _bare_words(text, known)
    )


def names_given(text: str, known: Sequence[str] = ()) -> bool:
    """Whether a heading says that uppdrag follow and whence they come: `Uppdrag enligt nämndplanen`."""
    words = _bare_words(_HALVES.sub("", text), known)
    at = next((n for n, word in enumerate(words) if _ITEMS.match(word)), -1)
    after = words[at + 1 : at + 2]
    if at < 0 or not (after[0] in _WHENCE if after else not _ADDED.isdisjoint(words[:at])):
        return False
    others = [*words[:at], *words[at + 2 :]]
    return all(word in _generic()[0] or word in _beside() or _GIVER.fullmatch(word) for word in others)


_HALVES = re.compile(r"\w+-(?:,\s+\w+-)*\s+(?:och|samt)\s+(?=\w)")
"""What a giver's name shares with its last part: `Uppdrag från barn- och utbildningsnämnden`."""
_ADDED = frozenset({"särskilda", "givna", "riktade", "lämnade", "beslutade"})
"""What is said of uppdrag that were given beside what a board is for: `Skolnämndens särskilda uppdrag`."""
_WHENCE = frozenset({"från", "i", "enligt", "ur", "av", "utöver", "vid", "till", "givna", "lämnade"})
_GIVER = re.compile(
    r"\w*(?:budget|nämnd|nämnde|styrelse|fullmäktige|utskott|beredning|direktiv|revision|majoritet|sammanträde)"
    r"(?:e?[nt]|er|erna)?s?|(?:nämnd|verksamhets|kommun|flerårs|års|mål|drift|ekonomi|utvecklings|resurs)plan(?:en)?"
    r"|sidan|revisorerna|politiken"
)
"""Who gives uppdrag, or in what."""


def is_mandate(text: str) -> bool:
    """Whether a heading names what a board is for, and no uppdrag that were given it."""
    return _MANDATE.fullmatch(fold(text).lstrip("0123456789. ").strip(" :.")) is not None


_MANDATE = re.compile(
    r"(?:(?:\w*nämndens|\w*styrelsens|förvaltningens|verksamhetens|enhetens|bolagets|vårt|kommunens)\s+)?"
    r"(?:(?:grund|kärn|huvud)?uppdrag(?:et)?)"
    r"(?:\s*(?:,|och|enligt|i)\s*(?:verksamhet\w*|organisation\w*|ansvar\w*|roll|mandat|syfte|reglement\w*|stort))*"
)
"""What a board is for, and no uppdrag that were given it: `Nämndens uppdrag och organisation`."""


def closes_chapter(text: str, known: Sequence[str] = ()) -> bool:
    """Whether a name is a chapter's of its own wherever it stands: Intern kontroll, Tidigare uppdrag."""
    words = _bare_words(text, known)
    return is_chapter_name(text, known) or all(word in _endings() for word in words)


@lru_cache(maxsize=1)
def _endings() -> frozenset[str]:
    rows = read_table("generic_headings.csv")
    return _generic()[1] | frozenset(row["word"] for row in rows if row["use"] == "ending")


_IN_UNITS = re.compile(r"[(,] ?(?:i )?(?:tkr|mnkr|mkr|kkr|kronor)\)?[\s.:]*$", re.IGNORECASE)


@lru_cache(maxsize=1)
def _subjects() -> frozenset[str]:
    return frozenset(row["word"] for row in read_table("generic_headings.csv") if row["use"] == "subject")


def may_be_subject(text: str) -> bool:
    """Whether a name that every report has a chapter of may as well be what an item is about: `Budget`."""
    return fold(text[split_number(text)[1] :]).strip(" .:") in _subjects()


def is_chapter(text: str, known: Sequence[str] = ()) -> bool:
    """Whether a heading names no subject of its own."""
    return is_chapter_name(text, known) or is_frame_name(text, known) or names_given(text, known)


def is_caption(text: str) -> bool:
    """Whether a line names a table, a figure or an appendix: `Bilaga 3 till bokslutet`."""
    return _NUMBERED_CAPTION.match(text) is not None


CAPTIONED = re.compile(r"(?:tabell|diagram|figur|bilaga|bild|sida|graf)\b", re.IGNORECASE)
_NUMBERED_CAPTION = re.compile(rf"{CAPTIONED.pattern} \d", re.IGNORECASE)
COUNTED = re.compile(r"([A-ZÅÄÖ][^\W\d_]{2,30})\s+(\d{1,2}|[A-F])\s*[:.–-]\s+(?=\S)")
_AREA_PREFIX = re.compile(
    r"^(?:(?:över(?:gripande|siktligt)\s+)?(?:(?:mål|uppdrag|aktiviteter|åtgärder)\s+)?(?:inom|för|under|i)\s+)?"
    r"(?:(?:strategiskt?|prioriterat|målområde|mål|fokusområde|fokus|politikområde|insatsområde|utvecklingsområde"
    r"|inriktningsmål|inriktning|område|perspektiv|delområde|kf-mål|övergripande|område)(?:et|en|t)?\b\s*)+"
    r"(?:nr\s*)?(?:[A-Z]?\d{1,2}(?:[.:]\d{1,2})*|[IVX]{1,4}\b|[A-F]\b)?\s*[.:)–—-]*\s*",
    re.IGNORECASE,
)
_ROMAN = re.compile(r"^(?:[IVX]{2,5}|[VX]|I(?=\s{2}|\t|\u00a0))\s+(?=[A-ZÅÄÖ])")
"""A Roman number before a name without a stop; `I` before a single space may be a word."""
_NAMED_AREA = re.compile(
    r"(?P<name>[^\W\d_]{4,}(?: [^\W\d_]{4,})?)"
    r"(?:\s+(?:nr\s*)?(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,4}|[A-F])\s*[.:)–—-]*\s+|\s*[:–—]\s*|\s+-\s+)(?=[A-ZÅÄÖ\"”])"
)


def area_label(text: str) -> Label | None:
    """The label of a line that says by word and number or dash which area follows: `Målområde 2 Miljö`."""
    start = split_number(text)[1]
    found = _NAMED_AREA.match(text, start) if text.rstrip()[-1:] not in ".;,!?" else None
    role = column(found["name"]) if found is not None else None
    if found is None or role is None or role.name != "area" or is_column_only(found["name"]):
        return None
    return Label(role, found["name"], found.end())


def area_name(text: str) -> str:
    """A heading as the name of an area: without numbering, without `Målområde:` or `Mål inom målområde`."""
    _, start, _ = split_number(text)
    rest = _ROMAN.sub("", text[start:].strip(" \t:*"))
    thing = COUNTED.match(rest)
    if thing is not None and not start:
        rest = rest[thing.end() :]
    found = _AREA_PREFIX.match(rest)
    if found is not None and len(rest) > found.end() + 2:
        prefix = found.group()
        if re.search(r"[\d:–—-]\s*$", prefix) or re.match(r"[A-ZÅÄÖ\"”]", rest[found.end() :]):
            rest = rest[found.end() :]
    return rest.strip(" \t\n:*–—-")


_GOAL = re.compile(
    r"\b(?:ska|skall|bör|öka[rs]?|minska[rs]?|stärk[as]?|förbättra[rs]?|utveckla[rs]?)\b", re.IGNORECASE
)


def is_goal(text: str) -> bool:
    """Whether a heading or line is worded as a mål: something shall be, rise or fall, or it says `Mål`."""
    _, start, kind = split_number(text)
    if kind is not None and kind.value == "mål":
        return True
    role = column(text.partition(":")[0]) if ":" in text else None
    if role is not None and role.name == "title" and role.kind is not None and role.kind.value == "mål":
        return True
    return _GOAL.search(text[start:]) is not None and len(text) > 12
