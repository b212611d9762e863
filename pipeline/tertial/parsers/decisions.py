"""Orders in an account of decisions: a paragraph each, whose first sentence says when, to whom and what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from tertial.boards import Register
from tertial.resources import read_table
from tertial.swedish.dates import MONTHS
from tertial.swedish.sentences import split

FEWEST = 3
"""Fewer paragraphs in one form are no regularity."""
SHORTEST = 60
"""Characters; a shorter paragraph tells of no decision."""
QUOTED = 36
"""The same of words quoted from the minutes: `att uppdra åt kommunstyrelsen att sälja Borgen 3`."""
SHORTEST_LEAD = 16
"""Characters; a shorter first sentence numbers what follows."""
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_WHEN = (
    rf"(?:§+ ?\d+|\d+ §|(?:den )?\d{{1,2}} (?:{_MONTH})(?: (?:\d{{4}}|samma år))?"
    r"|\d{4}-\d\d-\d\d|samma (?:dag|beslut|datum|sammanträde|möte|tillfälle|paragraf))"
)
_REFERENCE = re.compile(_WHEN, re.IGNORECASE)
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
_INFINITIVE = re.compile(
    r"(?:[a-zåäö]{2,}a|(?:[a-zåäö]{2,})?(?:ta|(?<!mäkti)ge|se|få|gå|bli|slå|stå|dra|le|be))"
)
_STOP = re.compile(r"(?:\s*\([^()]*\))?[.,:;]\s+(?=\S)")
_CITED_LAST = re.compile(r"\s*\([^()]*\)$")
_NOW_ORDERED = re.compile(r"(?:ska|skall)\s+", re.IGNORECASE)
_FULLMAKTIGE = "Kommunfullmäktige"


@lru_cache(maxsize=1)
def phrases() -> tuple[tuple[re.Pattern[str], bool], ...]:
    """What says that somebody gives another something to do, and whether it does so without a date."""
    rows = read_table("ordering_phrases.csv")
    return tuple((re.compile(row["pattern"], re.IGNORECASE), row["strength"] == "sure") for row in rows)


def decided(
    texts: Sequence[str], register: Register, *, of_orders: bool = False
) -> list[tuple[int, int] | None]:
    """Where each paragraph names what a board was to do, in a report that tells most of its text so.

    `Den 24 april 2003, § 33, anmodades skolnämnden att pröva …. Prövningen är gjord.` gives the words after
    `att`, and so does `Skolnämnden skulle enligt beslut den 24 april 2003 pröva …`.

    Args:
        of_orders: The report says that it follows orders up; their words then stand over their answers, as
            quoted from the minutes: `Kommunfullmäktige beslutar att uppdra åt skolnämnden att pröva …`.
    """
    shortest = QUOTED if of_orders else SHORTEST
    read = [_order(text, register) if len(text) >= shortest else None for text in texts]
    found = [
        place if place is not None and (place[2] or len(text) >= SHORTEST) else None
        for place, text in zip(read, texts, strict=True)
    ]
    told = sum(place is not None for place in found)
    quoted = sum(place is not None and place[2] for place in found)
    long = sum(len(text) >= SHORTEST for text in texts)
    ends = {n: place[1] for n, place in enumerate(found) if place is not None}
    answered = sum(
        len(texts[n]) - end > 3 or (n + 1 < len(texts) and n + 1 not in ends) for n, end in ends.items()
    )
    if answered < 0.5 * told:
        return [None] * len(texts)  # a budget gives orders and tells nothing of them
    if told >= FEWEST and (told >= 0.5 * long or (of_orders and quoted >= 0.3 * long)):
        return [place[:2] if place is not None else None for place in found]
    return [None] * len(texts)


def tells_after(text: str, end: int) -> int:
    """Where it begins to tell what became of the order that ends at `end`; 0 where that is its subject."""
    rest = _STOP.match(text, end)
    return rest.end() if rest is not None else len(text) if end >= len(text) - 1 else 0


def _order(text: str, register: Register) -> tuple[int, int, bool] | None:
    """Where the first sentence of a paragraph says what a board was to do; None where it does not.

    The third says whether its words say so without a date or a paragraph of the minutes.
    """
    sentences = split(text)
    if not sentences:
        return None
    start, stop = sentences[0]
    if stop - start < SHORTEST_LEAD and len(sentences) > 1:
        stop = sentences[1][1]  # `Nr 7.`
    sentence = text[start:stop].rstrip('.:;"”»')
    said = next((sure for pattern, sure in phrases() if pattern.search(sentence)), None)
    if said is None or (not said and _REFERENCE.search(sentence) is None):
        return None
    named = [m.span.end for m in register.mentions(sentence) if m.board != _FULLMAKTIGE]
    named += [m.end() for m in _ALL.finditer(sentence)]
    if not named and said:
        named = [m.end() for m in SOMEBODY.finditer(sentence)]
    if not named:
        return None
    opening = _TO.search(sentence, min(named))
    if opening is not None:
        at = opening.end()
    else:
        opening = _SHALL.search(sentence)
        if opening is None:
            return None
        cited = _CITED_LAST.search(sentence)
        begins = any(m.span.start == 0 for m in register.mentions(sentence))
        if (
            begins
            and cited is not None
            and _REFERENCE.search(cited[0])
            and _NOW_ORDERED.fullmatch(opening[0])
        ):
            return (
                start,
                start + cited.start(),
                said,
            )  # `Kommunstyrelsen skall pröva … (KF 2004-04-24, § 33)`
        at = max([opening.end(), *(end for end in named if end - opening.end() <= 80)])
        at += len(sentence[at:]) - len(sentence[at:].lstrip(" ,"))
        cites = _CITES.match(sentence, at)
        at = cites.end() if cites is not None else at
    if not infinitive(sentence[at:]):
        return None
    end = _end(sentence, at, as_subject=re.search(r"\b(?:uppdrag|uppgift)(?:et|en)\s+att\s+$", sentence[:at]))
    return (start + at, start + end, said) if end - at >= 8 else None


_NAME = r"[\w&-]+(?: [\w&-]+){0,5}?"
SOMEBODY = re.compile(
    rf"(?:^|[:.]\s+)(?!(?:Det|Den|Detta|Vi|Här)\b)(?=[A-ZÅÄÖ]){_NAME}(?= (?:får|ges|har fått|har getts)\b)"
    rf"|\b(?:[Uu]ppdra(?:s|r|ga)? åt|[Gg]er?) {_NAME}(?= (?:att|i uppdrag)\b)"
)
"""Who is given something, board or not: `Kommundirektören får i uppdrag att`, `Uppdra åt revisionen att`.

What was given long ago is told of in the past.
"""


def infinitive(text: str, *, first: bool = False) -> bool:
    """Whether one of the first words, or the first of them all, may be an infinitive."""
    return any(_INFINITIVE.fullmatch(word.strip(",")) for word in text.split()[: 1 if first else 7])


def _end(sentence: str, at: int, *, as_subject: re.Match[str] | None) -> int:
    """Where the order ends: where its sentence does, or goes on to say how it went."""
    ends = [len(sentence)]
    if (goes_on := _GOES_ON.search(sentence, at)) is not None:
        ends.append(goes_on.start())
    said = _SUBJECT.search(sentence, at) if as_subject is not None else None
    if said is not None and _SUBORDINATE.search(sentence, at, said.start()) is None:
        ends.append(said.start())
    return min(ends)
