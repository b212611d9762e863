"""Reads a line that holds nothing but codes, each with what it means: `K: klart; P: pågår`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from tertial.swedish.words import fold
from tertial.wording.explanations import (
    ADDED,
    LEAST,
    QUOTE,
    Explained,
    explained,
    introduces,
    names_itself,
    pairs_of,
)

_LEAD: Final = re.compile(r"^\(?(?:(?P<lead>[^\W\d_][^:=;.]{3,40}): +)?(?=\S)")
_JOINT: Final = (
    r"(?:\s?=\s?|:\s|\s[–—-]\s|\s(?P<verb>används (?:när|för|om)|menas(?: att)?|avses(?: att)?"
    r"|innebär(?: att)?|betyder(?: att)?|står för(?: att)?|gäller när|visar(?: att)?)\s)"
)
_JOINED: Final = re.compile(
    r"[=:]|[–—-]\s|\s(?:används|menas|avses|innebär|betyder|står för|gäller när|visar)\s"
)
"""What each explanation holds, put simply."""
_PIECE: Final = re.compile(
    rf"(?P<before>(?:Med|Om det står|Symbolen|Färgen|Bokstaven|Siffran|Koden|Ordet|Tecknet) )?"
    rf"{QUOTE}(?P<code>[^\s:=;\"”“][^:=;\"”“]{{0,23}}?){QUOTE}{_JOINT}(?P<meaning>[^=]{{3,110}}?)[.)]*"
)
_BETWEEN: Final = re.compile(
    r"(?:;|(?<=[\w)]{2})\.)\s+|,\s+(?:och\s+)?(?=[^\s,]{1,12}(?: [^\s,]{1,12})?(?:\s?=\s|:\s|\s[–—-]\s))"
)
_RUNGS: Final = ("abcdefg", "gfedcba")


def row(text: str, *, led: bool = False) -> tuple[Explained, ...]:
    """The codes of a line that holds nothing but codes with what they are said to mean, two or more.

    It is for the reader to ask whether all of them are statuses. With no more than a colon or a dash between,
    the codes must be seen to be such: "TN: klart; KS: pågår" explains nothing.

    Args:
        led: A heading or a line before it says that codes are explained.
    """
    opening = _LEAD.match(text)
    if len(text) > 900 or opening is None or len(_JOINED.findall(text)) < 2:
        return ()
    lead = opening["lead"] or ""
    starts = [opening.end()] if introduces(lead) or LEADS.search(lead) else []
    for at in (*starts, opening.start("lead") if lead else opening.end()):
        between = _BETWEEN.split(text[at:].strip())
        if len(between) < 2:
            continue
        pieces = [_PIECE.fullmatch(piece) for piece in between]
        run = [piece for piece in pieces if piece is not None]
        whole = len(run) == len(pieces)
        if len(run) < 2 or not (whole or (len(run) > 2 and _together(pieces) > LEAST)):
            continue
        found = [Explained(piece["code"], piece["meaning"]) for piece in run]
        said = all(piece["verb"] or "=" in piece[0] for piece in run)
        told = led or at in starts or (not whole and LEADS.search(text) is not None)
        if len({fold(pair.code) for pair in found}) == len(found) and (
            told or (whole and (said or _seen_to_be_codes(found)))
        ):
            return (*found, *pairs_of(text, list(ADDED.finditer(text))))
    return ()


def _together(pieces: Sequence[re.Match[str] | None]) -> int:
    """How many pieces in a row explain a code; 0 where others stand between them."""
    at = [n for n, piece in enumerate(pieces) if piece is not None]
    return len(at) if at[-1] - at[0] + 1 == len(at) else 0


_NAMED: Final = re.compile(r"(?P<name>[^(:=]{2,40}?)\s*(?:\(|:|\s[–-]\s|\s)\s*(?P<codes>\S.{8,})", re.DOTALL)


def uncoded(name: str) -> str:
    """The name of a column without the codes that it explains: "Läge (K = klart, P = pågår)"."""
    if len(name) < 16:
        return name
    found = _NAMED.match(name)
    codes = found["codes"].strip("() ") if found is not None else ""
    explains = len(codes) > 8 and (len(explained(codes)) > 1 or len(row(codes, led=True)) > 1)
    return found["name"] if found is not None and explains else name


def _seen_to_be_codes(pairs: list[Explained]) -> bool:
    """Whether signs, colours, steps or numbers are explained, or letters in order or short for a meaning."""
    codes = [fold(pair.code) for pair in pairs]
    if any("".join(codes) in rungs for rungs in _RUNGS) or all(len(code) == 1 for code in codes):
        return True
    if all(not code.isalpha() or names_itself(code) for code in codes):
        return all(len(code) <= 4 or names_itself(code) for code in codes)
    short = [pair for pair in pairs if len(pair.code) <= 3 and _begins_words(pair)]
    return all(len(code) <= 3 for code in codes) and len(short) > 0.6 * len(pairs)


def _begins_words(pair: Explained) -> bool:
    """Whether the letters of a code begin words of what it means, or one of them: `G`, `IG`, `Av`."""
    letters, words = fold(pair.code), fold(pair.meaning).split()
    initials = iter(word[0] for word in words)
    return any(word.startswith(letters) for word in words) or all(letter in initials for letter in letters)


LEADS: Final = re.compile(
    r"\bså (?:här )?(?:läs|använd|tolk|förstå)\w*|\b(?:förklar|teckenförkl|symbolförkl|läsanvisning)\w*"
    r"|\b(?:betyd|inneb)\w*|\borden\b",
    re.IGNORECASE,
)
"""What leads to a list of codes: "Så läser du tabellen:"."""
