"""How a title is numbered and worded: its number, what a label says it is, whether it orders something."""

from __future__ import annotations

import re

from tertial.parsers.orders import opens_order
from tertial.parsers.references import reference_first
from tertial.parsers.roles import column, remembered
from tertial.swedish.sentences import split
from tertial.swedish.words import fold
from tertial.vocabulary import Kind

_THING = (
    r"(?P<thing>[Uu]ppdrag|UPPDRAG|[Mm]ål|MÅL|[Aa]ktivitet|AKTIVITET|[Åå]tgärd|ÅTGÄRD|[Ii]nsats"
    r"|[Bb]eslut|[Dd]elmål|[Nn]ämndmål"
    r"|(?:[A-ZÅÄÖ][^\W\d_]+|[A-ZÅÄÖ][^\W\d_]+[sdt] [^\W\d_]*)(?:mål|aktivitet|åtgärd|insats))"
)
_CODE = (
    r"\d{4}:\d{1,3}|\d{1,4}/(?:(?:19|20)\d\d|\d\d)(?!\d)|\d{1,3}(?:[.:]\d{1,3})*"
    r"|[A-ZÅÄÖ]{1,3}[-.]?\d{1,3}(?:[.:]\d{1,3})*"
)
NUMBERED_THING = re.compile(
    rf"^{_THING}\s*(?:nr\.?\s*)?(?P<number>{_CODE})\s*(?:\((?P<said>[^()]{{3,40}})\)\s*:)?[.:)–—-]*\s+(?=\S)"
)
_LABELLED_THING = re.compile(rf"^{_THING}\s*[:–—]\s*(?=\S)")
_NUMBER = re.compile(
    r"^(?P<number>\d{4}:\d{1,3}|\d{1,3}(?:[.:]\d{1,3})+\.?|\d{1,3}\\?[.)]|\(?[a-zA-Z]\)|\(\d{1,3}\)|§\s*\d+|#\d+"
    r"|[A-ZÅÄÖ]{1,3}[-.]?\d{1,3}(?:[.:]\d{1,3})*[a-d]?[.:]?|[A-ZÅÄÖ]{2,4} \d{1,3}[.:]|[IVX]{1,5}[.)]"
    r"|[A-ZÅÄÖ]{1,5} \d{1,3}(?=\s*\|\s)"
    r"|(?:[Nn]r|NR|[Ll]öpnr|[Pp]unkt|[Ää]rende|ÄRENDE)\.? ?\d{1,3}[.:)]?"
    r"|[A-ZÅÄÖ]\.|\d{1,2}(?=\s+[A-ZÅÄÖ\"”]))(?:\s*\|\s+|[\s:]+)(?=\S)"
)


def is_order(text: str) -> bool:
    """Whether a title tells somebody to do something: `1.2 Se över lokalbehovet`, `Att utreda …`."""
    return opens_order(text[split_number(text)[1] :])


@remembered
def like_title(text: str) -> float:
    """0–1: how much a text's words are like the title of an uppdrag: an order, `att …`, `… ska …`, a name."""
    bare = text[split_number(text)[1] :].strip(" .:\"”“'»«")
    words = fold(bare).split()
    if len(split(text)) > 2 or len(bare) > 250 or not words:
        return 0.0
    if is_order(bare) or words[0] == "att":
        return 1.0
    if re.search(r"\b(?:ska|skall|bör|(?:lovade|beslutade|uppdrag) att)\b", fold(bare)):
        return 0.9
    return 0.2 if len(words) < 2 else 0.7 if len(words) <= 16 else 0.3


@remembered
def split_number(text: str, automatic: str = "") -> tuple[str, int, Kind | None]:
    """The numbering that `text` begins with, where the rest begins, and what a label says it is.

    Args:
        automatic: The number that the word processor gave the paragraph, if any.
    """
    if automatic and text.startswith(automatic):
        start = len(automatic)
        while start < len(text) and text[start] in " \t\u00a0":
            start += 1
        number = automatic.rstrip(".):")
        return _named(text, start, number if any(c.isalnum() for c in number) else "")
    found = _thing(NUMBERED_THING, text)
    if found is not None:
        return found.group("number"), found.end(), _kind(found.group("thing"))
    found = _thing(_LABELLED_THING, text)
    if found is not None:
        rest, start, _ = split_number(text[found.end() :])
        return rest, found.end() + start, _kind(found.group("thing"))
    start = reference_first(text)
    if start:
        return text[:start].strip(" \t()[].:,–-"), start, None
    found = _NUMBER.match(text)
    if found is not None:
        return _named(text, found.end(), found.group("number").strip("().:#\\"))
    return "", 0, None


def _named(text: str, start: int, number: str) -> tuple[str, int, Kind | None]:
    """The number, the rest and the kind of a text whose numbering ends at `start`.

    `2.1 Nämndmål: Fler ska cykla`, `2.1 Mål 3: Fler ska cykla`, where the second number is the mål's own.
    """
    numbered = _thing(NUMBERED_THING, text[start:])
    if numbered is not None and numbered["said"] is None:
        return numbered["number"], start + numbered.end(), _kind(numbered["thing"])
    inner = _thing(_LABELLED_THING, text[start:])
    return (number, start, None) if inner is None else (number, start + inner.end(), _kind(inner["thing"]))


def says_between(text: str) -> bool:
    """Whether a title says something in parentheses after its number: `Uppdrag 3 (pågår): Se över taxan`."""
    found = NUMBERED_THING.match(text)
    return found is not None and found.group("said") is not None


def names_order(text: str) -> bool:
    """Whether a line says what it is and tells somebody to do something: `Uppdrag 3: Starta ett nätverk`."""
    return split_number(text)[2] is not None and is_order(text)


def _thing(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """The name of a thing that a text begins with; one of areas (`KF-mål`) is none."""
    found = pattern.match(text)
    role = column(found["thing"]) if found is not None else None
    return found if role is not None and role.name == "title" else None


def _kind(thing: str) -> Kind | None:
    role = column(thing)
    return role.kind if role is not None else None
