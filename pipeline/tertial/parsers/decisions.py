"""Orders in an account of decisions: a paragraph each, whose first sentence says when, to whom and what."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tertial.boards import Register
from tertial.swedish.dates import MONTHS
from tertial.swedish.sentences import split

FEWEST = 3
"""Fewer paragraphs in one form are no regularity."""
SHORTEST = 60
"""Characters; a shorter paragraph tells of no decision."""
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_WHEN = (
    rf"(?:§+ ?\d+|\d+ §|(?:den )?\d{{1,2}} (?:{_MONTH})(?: (?:\d{{4}}|samma år))?"
    r"|\d{4}-\d\d-\d\d|samma (?:dag|beslut|datum|sammanträde|möte|tillfälle|paragraf))"
)
_REFERENCE = re.compile(_WHEN, re.IGNORECASE)
_GIVES = re.compile(
    r"\b(?:uppdr(?:a|ar|agit|og|ogs|ogos|ages|as)|(?:i )?uppdrag(?:et|en)?|uppgift(?:en)?"
    r"|anmoda(?:de|des|s|t|ts)|begär(?:de|des|t|ts)?|ålig(?:ger|gat)|ålåg|ålägg(?:a|er|s)|åla(?:de|des|gt|gts)"
    r"|ombads?|bads?|tillsa(?:de|des|gts)|ska|skall|skulle|har (?:sedan|enligt|genom))\b",
    re.IGNORECASE,
)
"""That somebody gives another something to do, in an account of older or later days."""
_ALL = re.compile(r"\b(?:alla|samtliga) nämnder(?:na)?\b", re.IGNORECASE)
_TO = re.compile(r"(?<!för )(?<!så )(?<!genom )(?<!utan )\batt(?:,\s[^,]{4,90},)?\s+", re.IGNORECASE)
"""A condition may stand between: `att, i den mån medel finns, rusta …`."""
_SHALL = re.compile(r"\b(?:ska|skall|skulle)\s+", re.IGNORECASE)
_CITES = re.compile(
    rf"(?:(?:enligt|genom|sedan|i|vid)\s[^,]{{0,40}}?)?{_WHEN}(?:,\s*{_WHEN})*,?\s+", re.IGNORECASE
)
_FINITE = (
    r"(?:är|har|kan|var|blev|blir|får|gäller|finns|skall|ska|pågår|återstår|kvarstår|utgår|bör|torde"
    r"|föreligger)"
)
_GOES_ON = re.compile(rf",\s+{_FINITE}\b")
_SUBJECT = re.compile(rf"\s+{_FINITE}\b")
_SUBORDINATE = re.compile(r"\b(?:om|huruvida|hur|som|där|när|vilk\w+|vad)\b", re.IGNORECASE)
_INFINITIVE = re.compile(r"(?:[a-zåäö]{2,}a|ta|ge|se|få|gå|bli|stå)")
_STOP = re.compile(r"[.,:;]\s+(?=\S)")
_FULLMAKTIGE = "Kommunfullmäktige"


def decided(texts: Sequence[str], register: Register) -> list[tuple[int, int] | None]:
    """Where each paragraph names what a board was to do, in a report that tells most of its text so.

    `Den 24 april 2003, § 33, anmodades skolnämnden att pröva …. Prövningen är gjord.` gives the words after
    `att`, and so does `Skolnämnden skulle enligt beslut den 24 april 2003 pröva …`.
    """
    found = [_order(text, register) if len(text) >= SHORTEST else None for text in texts]
    told = sum(place is not None for place in found)
    long = sum(len(text) >= SHORTEST for text in texts)
    return found if told >= FEWEST and told >= 0.5 * long else [None] * len(texts)


def tells_after(text: str, end: int) -> int:
    """Where it begins to tell what became of the order that ends at `end`; 0 where that is its subject."""
    rest = _STOP.match(text, end)
    return rest.end() if rest is not None else len(text) if end >= len(text) - 1 else 0


def _order(text: str, register: Register) -> tuple[int, int] | None:
    """Where the first sentence of a paragraph says what a board was to do; None where it does not."""
    start, stop = split(text)[0]
    sentence = text[start:stop].rstrip(".:;")
    if _REFERENCE.search(sentence) is None or _GIVES.search(sentence) is None:
        return None
    named = [m.span.end for m in register.mentions(sentence) if m.board != _FULLMAKTIGE]
    named += [m.end() for m in _ALL.finditer(sentence)]
    if not named:
        return None
    opening = _TO.search(sentence, min(named))
    if opening is not None:
        at = opening.end()
    else:
        opening = _SHALL.search(sentence)
        if opening is None:
            return None
        at = max([opening.end(), *(end for end in named if end - opening.end() <= 80)])
        at += len(sentence[at:]) - len(sentence[at:].lstrip(" ,"))
        cites = _CITES.match(sentence, at)
        at = cites.end() if cites is not None else at
    words = sentence[at:].split()[:7]
    if not any(_INFINITIVE.fullmatch(word) for word in words):
        return None
    end = _end(sentence, at, as_subject=re.search(r"\b(?:uppdrag|uppgift)(?:et|en)\s+att\s+$", sentence[:at]))
    return (start + at, start + end) if end - at >= 8 else None


def _end(sentence: str, at: int, *, as_subject: re.Match[str] | None) -> int:
    """Where the order ends: where its sentence does, or goes on to say how it went."""
    ends = [len(sentence)]
    if (goes_on := _GOES_ON.search(sentence, at)) is not None:
        ends.append(goes_on.start())
    said = _SUBJECT.search(sentence, at) if as_subject is not None else None
    if said is not None and _SUBORDINATE.search(sentence, at, said.start()) is None:
        ends.append(said.start())
    return min(ends)
