"""Where sentences begin and end in a paragraph of a Swedish report."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from tertial.resources import read_table

_CLOSING: Final = "\"'”’»)\\]*"
_OPENING: Final = "\"'”’»«“‘(\\[*–—\\-"
_BULLETS: Final = "•●▪◦■\uf0b7"
# What may end a sentence: a mark and what closes after it, one without a space after, a line end, a bullet.
_STOP: Final = re.compile(
    rf"(?P<mark>[.!?…]+)(?P<close>[{_CLOSING}]*)(?=\s|$)"
    r"|(?P<glued>(?<=[a-zåäöé0-9)%][a-zåäöé0-9)%])[.!?]"
    r"(?=[A-ZÅÄÖ](?:[a-zåäö]+)?[\s,]|[A-ZÅÄÖ]\w{1,5}:\s|[A-ZÅÄÖ][a-zåäö]+- och ))"
    r"|(?P<line>(?<!\s)\s*\n\s*)"
    rf"|(?P<bullet>(?<!\s)\s*(?=[{_BULLETS}]))"
)
_TOKEN: Final = re.compile(r"[^\s(\[\"”“/]*$")
_LONGEST_TOKEN: Final = 60
_LIST_MARK: Final = re.compile(
    rf"^[\s(*{_BULLETS}]*(?:\d{{1,3}}(?:\.\d{{1,3}})*|[A-Za-zÅÄÖåäö]|[ivxIVX]{{1,4}})$"
)
_NEXT: Final = re.compile(rf"\s*[\s{_OPENING}]*(?P<first>\S)")
_LISTED: Final = re.compile(r"[:;]\s*\(?\d{1,2}$")
_DOTTED: Final = re.compile(r"(?:[a-zåäö][.-])+[a-zåäö]")
_ADDRESS: Final = re.compile(r"www\.|@|://|[A-ZÅÄÖ]")
LONGEST: Final = 2_000
"""Characters. What is longer is a list or a table run together and no sentence, and nobody judges it."""
_SHORT: Final = 4
"""Longest word that is taken for an unknown abbreviation where a full stop and a small letter follow."""


@lru_cache(maxsize=1)
def _abbreviations() -> dict[str, str]:
    """Abbreviations without their last full stop, with what must follow for a sentence to end there."""
    return {row["abbreviation"]: row["ends"] for row in read_table("abbreviations.csv")}


def split(text: str) -> list[tuple[int, int]]:
    """The sentences of a paragraph as (start, end), without white space at their ends.

    A sentence ends at a full stop, question mark or ellipsis that no abbreviation, initial, date or list
    number owns, at a line end unless a small letter goes on, and before a bullet. A full stop without a space
    after it ends one where a word with a capital follows. Between two spans stands white space only.
    """
    return list(_spans(text))


@lru_cache(maxsize=1 << 11)
def _spans(text: str) -> tuple[tuple[int, int], ...]:
    found: list[tuple[int, int]] = []
    start = _skip(text, 0)
    for match in _STOP.finditer(text):
        if match.start() <= start:
            continue
        if _ends(text, start, match):
            end = _last(text, match.end())
            if end > start:
                found.append((start, end))
            start = _skip(text, match.end())
    end = _last(text, len(text))
    if end > start:
        found.append((start, end))
    return tuple(found)


def _last(text: str, position: int) -> int:
    while position and text[position - 1].isspace():
        position -= 1
    return position


def _skip(text: str, position: int) -> int:
    while position < len(text) and text[position].isspace():
        position += 1
    return position


def _ends(text: str, start: int, match: re.Match[str]) -> bool:
    if match["bullet"] is not None:
        return match.start() > start and _has_word(text, start, match.start())
    if match["line"] is not None:
        return _line_ends(text, match)
    token = _TOKEN.search(text, max(start, match.start() - _LONGEST_TOKEN), match.start())
    word = token.group() if token else ""
    if match["glued"] is not None:
        return not _ADDRESS.search(word) and word.casefold() not in _abbreviations()
    following = _NEXT.match(text, match.end())
    if following is None:
        return True
    first = following["first"]
    if match["mark"] != "." or match["close"]:
        return not first.islower()
    before = text[max(start, match.start() - _LONGEST_TOKEN) : match.start()]
    if (len(before) == match.start() - start and _LIST_MARK.match(before)) or _LISTED.search(before):
        return False
    return _stop_ends(word.casefold().strip("*_"), first)


def _has_word(text: str, start: int, end: int) -> bool:
    return any(c.isalnum() for c in text[start:end])


def _line_ends(text: str, match: re.Match[str]) -> bool:
    """A line end inside a paragraph parts sentences but where the next line plainly goes on."""
    before = text[: match.start()].rstrip()[-1:]
    after = text[match.end() : match.end() + 1]
    return before in ".!?:;…" or not after.islower()


def _stop_ends(word: str, first: str) -> bool:
    """Whether a full stop between a word, in small letters, and the character `first` ends a sentence."""
    ends = _abbreviations().get(word)
    if ends == "never":
        return False
    if ends == "figure":
        return not first.isdigit() and not first.islower()
    if ends == "capital":
        return not first.islower()
    if (len(word) == 1 and word.isalpha()) or _DOTTED.fullmatch(word):
        return False  # initials, "t. ex.", "fr. o. m."
    if first.islower():
        # A sentence begun with a small letter by mistake; short words are abbreviations that we do not know.
        return len(word) > _SHORT and word.isalpha()
    return True
