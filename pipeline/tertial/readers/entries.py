"""Registers typed as plain text: lines of references, who and when over orders, and dates in the margin."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from tertial.readers import wrapping
from tertial.readers.lines import Line

FEWEST: Final = 3
"""Fewer such lines are no register."""
LONGEST: Final = 110
"""Characters of a line that only says what an entry is, who has it and until when."""
FULL: Final = 0.8
"""A line is full if the next line's first word would make it longer than this part of the longest."""

_WORDS: Final = re.compile(
    r"§+|[Kk][Ff]|[Kk][Ss](?:au)?|[Kk]ommunfullmäktiges?|[Ff]ullmäktiges?|[Dd]nr|[Nn]r|[Bb]eslut|den|tid|klart?|senast|till"
    r"|t\.?o\.?m\.?|före|och|samt|alla|samtliga|nämnder|jan\w*|feb\w*|mars?|apr\w*|maj|juni?|juli?|aug\w*|sep\w*"
    r"|okt\w*|nov\w*|dec\w*|[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{1,4}|[A-ZÅÄÖ]?[a-zåäö-]*(?:nämnd(?:en)?|styrelsen?|utskottet)|[A-ZÅÄÖ]?[a-zåäö]+-"
)
_ADJECTIVE: Final = re.compile(r"\b[A-ZÅÄÖa-zåäö][a-zåäö-]+(?= nämnd)")
_SPLIT: Final = re.compile(r"[\s,;:/|.()–—-]*\s[\s,;:/|.()–—-]*|[,;:|/]")
_REFERS: Final = re.compile(
    r"§|\b[Kk][FfSs]\b\s+\d|\b[Dd]nr\b|\b\d{4}[./:]\d|\b(?:19|20)\d\d-\d\d-\d\d|\b(?:tid|klart?|senast|t\.?o\.?m)\b"
    r"|nämnd|styrelse|\b[A-ZÅÄÖ]{2,4}\b"
)
_BEGINS: Final = re.compile(
    r"(?:[Nn]r\.? )?\(?\d{1,3}(?:[.)]{1,2}\s|\s{2,}\S)|[Nn]r\.? \d|§|[Kk][Ff]\b|[Kk][Ss] (?:§|\d{4}[./])"
    r"|[Kk]ommunfullm|[Ff]ullm|[Dd]nr|(?:19|20)\d\d[-./]\d[-./\d]*\s*[^-./\d\s]|[A-ZÅÄÖ]\d"
)
"""What an entry begins with: its number, or the decision that it comes of."""
_STATED: Final = re.compile(r"\bklart?$", re.IGNORECASE)
_DATED: Final = re.compile(r"(\d{1,2}/\d{1,2}|(?:19|20)\d\d-\d\d-\d\d:?|\d{6}:?)(\s+)(?=\S)")
_HANGING: Final = re.compile(r"\(?\d{1,3}[.)]{0,2}\s+(?=\S)")
_GUTTER: Final = re.compile(r"(?<=\S)(?:\s{2,}|\t\s*)")
_COLON: Final = re.compile(r":\s+(?=\S)")
_LETTER: Final = re.compile(r"\w")


def apart(lines: Sequence[Line]) -> list[Line]:
    """The lines with the paragraphs of a register made whole, and what is set off by spaces moved up.

    Any other text as it is.
    """
    heads = [n for n, line in enumerate(lines) if _is_head(line.bare)]
    opened = {
        n for n, pair in enumerate(pairwise([*lines, Line(text="")])) if n not in heads and _opens(*pair)
    }
    heads = sorted({*heads, *opened})
    if len(heads) < FEWEST:
        return list(lines)
    last = next((n for n in range(heads[-1] + 1, len(lines)) if lines[n].gap), len(lines))
    within = range(max(heads[0] - 1, 0), last)
    limit = max(len(lines[n].text) for n in within)
    found: list[Line] = []
    ordinary = wrapping.ordinary_words(lines)
    column, before = 0, lines[0]
    """Where the lines of the paragraph at hand begin; -1 where its next line tells."""
    for n, line in enumerate(lines):
        indent = len(line.text) - len(line.bare)
        if n in heads and n not in opened:
            found.append(replace(line, text=_GUTTER.sub("  ", line.bare), begins=True))
        elif n not in within or "\t" in line.text:
            found.append(line)
        elif (dated := _DATED.match(line.bare)) is not None:
            indent = -1
            found.append(replace(line, text=f"{dated[1]} {line.bare[dated.end() :]}", begins=True))
        elif (
            n in opened
            or (n - 1 in heads and n - 1 not in opened)
            or line.gap
            or -1 < column != indent
            or not _goes_on(before, line, limit, ordinary)
        ):
            found.append(replace(line, text=line.bare, begins=True))
            indent = -1 if n in opened or _HANGING.match(line.bare) else indent
        else:
            found[-1] = replace(found[-1], text=_joint(found[-1].text, line.bare))
        column, before = indent, line
    return found


def _opens(line: Line, following: Line) -> bool:
    """Whether the order follows on the line after all that, or on the next line."""
    text = line.bare if _COLON.search(line.bare) or following.gap else f"{line.bare} {following.bare}"
    colon = _COLON.search(text)
    return colon is not None and _is_head(text[: colon.start()])


def _goes_on(before: Line, line: Line, limit: int, ordinary: frozenset[str]) -> bool:
    """Whether a line that begins where the lines of a paragraph do goes on with it: the last one is full."""
    if wrapping.STRUCTURE.match(line.bare) or not (_LETTER.search(line.bare) and _LETTER.search(before.bare)):
        return False
    ends = wrapping.ends_sentence(before.bare) or line.bare[:1].islower()
    first = line.bare.split(maxsplit=1)[0].strip(".,;:").lower()
    if not ends and first in ordinary and line.bare[:1].isupper():
        return False  # a title ends, and what is told of it begins
    # Where a title may end, the word must have had no room.
    return wrapping.is_full(before, line, limit * (FULL if ends else 1))


def _joint(before: str, after: str) -> str:
    divided = before.endswith("-") and before[-2:-1].isalpha() and after[:1].islower()
    return (
        before[:-1] + after if divided and not after.startswith(("och ", "eller ")) else f"{before} {after}"
    )


def _is_head(text: str) -> bool:
    """Whether a line holds nothing but a number, references, names of boards and dates."""
    if (
        _BEGINS.match(text) is None
        or len(text) > LONGEST
        or text[-1:] == "."
        or not any(map(str.isdigit, text))
        or _REFERS.search(text) is None
    ):
        return False
    if _STATED.search(text):
        return False
    words = [word for word in _SPLIT.split(_ADJECTIVE.sub("", text)) if word]
    return all(any(map(str.isdigit, word)) or not any(map(str.isalpha, word)) or _WORDS.fullmatch(word)
               for word in words)  # fmt: skip
