"""Signs that a report explains as statuses, at the ends of titles and before comments: `✔ Klart i maj`."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from tertial.wording.before_titles import status_first
from tertial.wording.codes import code, current, key_of
from tertial.wording.readings import Reading


def at_ends(lines: Sequence[str], known: Mapping[str, Reading]) -> tuple[bool, bool]:
    """Whether lines begin, and end, with codes of letters again and again, and with two or more of these.

    A capital follows a small letter that is a code. Not where codes stand alone as often, or where only its
    end tells a line from another: `Bygg etapp A`.
    """
    found: tuple[list[str], list[str]] = ([], [])
    rests: list[str] = []
    letters = {key for key in known if key.isalpha() and " " not in key}
    for text in lines if len(letters) > 1 else ():
        words = text.split()
        words = words[words[:1] == ["-"] or words[:1] == ["•"] :]
        if len(words) > 2 and len(text) < _LONGEST_TITLE:
            may_open = words[0][0].isupper() or words[1][0].isupper()
            found[0].extend(words[:1] if may_open and _is_code(words[0], letters) else [])
            found[1].extend(words[-1:] if _is_code(words[-1], letters) else [])
            rests += [" ".join(words[:-1])] if found[1] and found[1][-1] == words[-1] else []
    first, last = (len(end) >= _OFTEN and len(set(end)) > 1 for end in found)
    alone = sum(key_of(text) in letters for text in lines)
    return first, last and len(set(rests)) == len(rests) and alone < _OFTEN


def _is_code(word: str, codes: Collection[str]) -> bool:
    """Whether a word is one of the codes, and no plain word: `klart` ends many a sentence."""
    return (word[0].isupper() or len(word) == 1) and key_of(word) in codes


_LONGEST_TITLE: Final = 200
_OFTEN: Final = 3
"""Lines at an end of which a code stands because it is set there."""


def sign_before(text: str) -> int:
    """Where a sign ends that the report explains as a status and that a comment follows: `✔ Klart i maj`."""
    found = _SIGN.match(text) if current().known else None
    return found.end() if found is not None and code(found[0]) is not None else 0


_SIGN: Final = re.compile(r"(?:\[[^\[\]\n]{1,12}\]|[^\w\s\"”“'’(\[«–—-]\ufe0f?)(?= +\w)")


def sign_first(text: str) -> tuple[int, int, int] | None:
    """Start and end of a sign that opens a text and that the report explains, and where the rest begins.

    A bullet may stand before it. A status in words is one too where the report sets them before its titles.
    """
    if (worded := status_first(text)) is not None:
        return worded
    known = current().known
    opened = _FIRST.match(text) if known else None
    if opened is not None and opened["sign"] in _BULLETS and (after := _FIRST.match(text, opened.end())):
        opened = after if _explained_in(after, known) else opened
    if opened is None:
        return None
    sign, joint = opened["sign"] or "", opened["joint"]
    if sign.isalpha() and len(sign) < 3 and joint == " ":
        plain = sign[0].islower() or sign in _WORDS_TOO
        if not text[opened.end()].isupper() or (plain and not current().opening):
            return None
    return (*place, opened.end()) if (place := _explained_in(opened, known)) else None


def _explained_in(found: re.Match[str], known: Mapping[str, Reading]) -> tuple[int, int] | None:
    """Where the sign of a match stands that is explained, without the brackets that are none of its own."""
    return next(
        (found.span(g) for g in ("bracketed", "printed") if found[g] and key_of(found[g]) in known), None
    )


def sign_last(text: str) -> tuple[int, int, int] | None:
    """Start and end of a sign that ends a text and that the report explains, and where the rest ends."""
    known = current().known
    closed = _LAST.search(text) if known else None
    if closed is None:
        return None
    letters = closed["joint"] == " " and (closed["sign"] or "").isalnum()
    capital = letters and (closed["sign"][0].isupper() or len(closed["sign"]) == 1)
    if letters and not (current().closing and capital):
        return None  # `Bygg etapp A`
    return (*place, closed.start()) if (place := _explained_in(closed, known)) else None


_BULLETS: Final = frozenset("-–—•*·▪●○■◦")
_WORDS_TOO: Final = frozenset("IÅÖ")
"""Letters that are words as well: `I Norrbyn`."""
_ONE_SIGN: Final = (
    r"\[[^\[\]\n]{1,14}\]|[•·▪*]|(?:[^\w\s\"”“'’()\[\],.:;]\ufe0f?){1,5}"
    r"|[^\W\d_]{1,12}"
)
_BRACKETED: Final = (
    r"[(\[{</|](?P<bracketed>[^\W_]{1,12}|[^\w\s()\[\]{}]{1,4}\ufe0f?|\[[^\[\]\n]{1,14}\])[)\]}>/|]"
)
_FIRST: Final = re.compile(
    rf"(?P<printed>{_BRACKETED}|(?P<sign>{_ONE_SIGN}))(?P<joint>\s*[:–—-]\s+|\s+)(?=\S)"
)
_LAST: Final = re.compile(
    rf"(?P<joint>\s*[:,–—-]\s+|\s+|(?<=[)\]]))(?P<printed>{_BRACKETED}|(?P<sign>{_ONE_SIGN}))\s*\.?$"
)
