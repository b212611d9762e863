"""Who an uppdrag is given to, where it is named inside a sentence: `Socialnämnden ska …`."""

from __future__ import annotations

import re
from itertools import pairwise

from tertial.boards import Register
from tertial.swedish.sentences import split

_ALL = re.compile(r"\b(?:alla|samtliga) nämnder\b", re.IGNORECASE)
_THE_SAME = re.compile(r"\b(?:samma nämnd(?:er)?|nämnden|nämndens|styrelsen)\b", re.IGNORECASE)
GIVES = "Kommunfullmäktige"
"""Gives uppdrag, and gets none."""
_JOINED = re.compile(
    r"[\s,]*(?:och|samt|jämte|tillsammans med|i samarbete med|i samverkan med)?[\s,]*", re.IGNORECASE
)


_GIVEN = re.compile(r"\b(?:ska|skall|skulle|bör|uppdrag\w*|har att|uppgift|åligger|sak)\b", re.IGNORECASE)


def is_given(text: str, start: int, end: int, register: Register) -> bool:
    """Whether the sentence around what stands from `start` to `end` says that a board is to do it."""
    at, stop = next(((s, e) for s, e in split(text) if s <= start < e), (0, len(text)))
    around = f"{text[at:start]} \n {text[end : max(stop, end)]}"
    named = _ALL.search(around) is not None or bool(_named(around, register))
    return named and _GIVEN.search(around) is not None


def given_to(text: str, start: int, end: int, register: Register, before: str) -> str:
    """Who is to do what `text` names from `start` to `end`, as printed; empty where nobody is said to.

    The sentence that names it says who, before the name or after it; else a board that is the only one of
    the paragraph.

    Args:
        before: Who the uppdrag before this one was given to, for `samma nämnd`.
    """
    sentence = next(((s, e) for s, e in split(text) if s <= start < e), (0, len(text)))
    named = _named(text, register)
    here = [span for span in named if sentence[0] <= span[0] < max(sentence[1], end)]
    outside = [span for span in here if not start <= span[0] < end]
    for stretch in (text[sentence[0] : start], text[end : max(sentence[1], end)]):
        if (all_ := _ALL.search(stretch)) is not None:
            return all_.group()
    first = [span for span in outside if span[0] < start] or outside
    if first:
        return _printed(text, first)
    if before and _THE_SAME.search(text, sentence[0], start):
        return before
    if (all_ := _ALL.search(text, end)) is not None:
        return all_.group()
    rest = [span for span in named if not start <= span[0] < end]
    boards = {span[2] for span in rest}
    return _printed(text, rest[:1]) if len(boards) == 1 else ""


def _named(text: str, register: Register) -> list[tuple[int, int, str]]:
    return [
        (mention.span.start, mention.span.end, mention.board)
        for mention in register.mentions(text)
        if mention.board != GIVES
    ]


def _printed(text: str, named: list[tuple[int, int, str]]) -> str:
    """The names as one stretch of the text where nothing but `och` is between them, else parted by commas."""
    parts = [text[named[0][0] : named[0][1]]]
    for (_, stop, _), (start, end, _) in pairwise(named):
        between = text[stop:start]
        joint = between if _JOINED.fullmatch(between) and between.strip() else ", "
        parts += [joint, text[start:end]]
    return "".join(parts)
