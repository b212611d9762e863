"""What a paragraph opens with: the words that say what was ordered, and where they end."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from tertial.boards import Register
from tertial.parsers.outline import Line, is_legend
from tertial.parsers.titles import like_title
from tertial.resources import read_table
from tertial.swedish.sentences import split
from tertial.swedish.words import fold

SHORTEST = 40
"""Characters; a shorter line is no paragraph but a name, a place or a date."""
LONGEST_TITLE = 250
_PLACEHOLDERS = {
    "{given}": (
        r"(?:\b(?:[Uu]ppdrogs?|uppdragits?|[Åå]lades?|ålagts?|[Aa]nmodades?|anmodats?|anbefall(?:ts|des)"
        r"|[Bb]egärdes?|begärt|ombads|ombetts|[Uu]ppmanades?|uppmanats?|tillsades|förelades)"
        r"|\b[Bb]esl(?:öts?|uta(?:de|des|ts?))\b.{0,60}?"
        r"\b(?:uppdra(?:ga)?|i uppdrag|ålägga|anmoda|uppmana)"
        r"|\b(?:[Gg]avs?|[Ff]ick|fått|erhöll|erhållit|ge?tts?|givits?|lämnades?)\b.{0,90}?"
        r"\b(?:(?:i|till) (?:uppdrag|uppgift)|uppdraget)|\b[Uu]ppdrag(?:et)? (?:till|åt))"
    ),
    "{verb}": (
        r"(?:har|hade|är|var|pågår|blev|blir|får|fick|kan|kunde|bedöms|anses|ansågs|kommer|kvarstår|vilar|återstår"
        r"|finns|saknas|väntas|beräknas|måste|inväntar|avvaktar|föreligger|skedde|fortsätter|fortgår|torde|planeras"
        r"|togs|sköts|ligger|föreslås|utgår|noteras|konstateras|gick|går|bör|ska|skall|gäller|antogs|står|anser|anses|menar|finner|bedömer|skulle"
        r"|\w{3,}(?:ades|[dt]es))"
    ),
}
_REFERENCE = re.compile(
    r"(?:§+\s*\d+(?:/\d+)?"
    r"|(?:(?:K[FfSs]|Kommunfullmäktige|Fullmäktige|Beslut|Prot)\.? )?(?:19|20)\d\d-\d\d-\d\d(?:,? § ?\d+)?"
    r"|\d{1,2}[.)]|[a-z]\))[\s,:.–-]+(?=\S)"
)
_CITED_LAST = re.compile(r"\s*\((?:[^()]*§[^()]*|[^()]*\d{4}[^()]*)\)\s*$")


@dataclass(frozen=True, slots=True)
class Opening:
    """What a paragraph opens with, as offsets into its text."""

    form: str
    title: tuple[int, int]
    body: int
    """Where what is told of it begins."""


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = []
    for row in read_table("prose_openings.csv"):
        pattern = row["pattern"]
        for name, words in _PLACEHOLDERS.items():
            pattern = pattern.replace(name, words)
        rows.append((row["form"], re.compile(pattern)))
    return tuple(rows)


def opened(text: str, form: str) -> tuple[int, int] | None:
    """Where the title stands in a paragraph that opens in a form of prose_openings.csv; None elsewhere."""
    first = split(text)[0][1] if text else 0
    for name, pattern in _patterns():
        # An order is a sentence of its own; what is only named is parted from what is told of it.
        stretch = text[:first].rstrip(" .") if name in ("order", "has") else text
        found = pattern.match(stretch) if name == form else None
        if found is not None:
            return found.span("title")
    return None


def openings_of(line: Line, register: Register) -> list[Opening]:
    """All that a paragraph may open with, one of each form."""
    if line.table is not None or line.separator or line.level or line.is_board or line.listed:
        return []
    if len(line.text) < SHORTEST - 10 or is_legend(line.text) or line.label is not None:
        return []
    reference = _REFERENCE.match(line.text)
    lead = reference.end() if reference is not None else 0
    found = []
    for form in dict.fromkeys(name for name, _ in _patterns()):
        span = opened(line.text[lead:], form)
        if span is None or not _fits(line.text[lead:], span, form, register):
            continue
        start, end = lead + span[0], lead + span[1]
        cited = _CITED_LAST.search(line.text[start:end])
        end = start + cited.start() if cited is not None else end
        body = lead + split(line.text[lead:])[0][1] if form in ("order", "has") else lead
        if form in ("quoted", "cited", "dash", "noun", "colon", "shall"):
            parting = _PARTING.match(line.text, end)
            body = parting.end() if parting is not None else end
        found.append(Opening(form, (start, end), body))
    return found


def orders(sentence: str, register: Register) -> bool:
    """Whether a sentence says what somebody was to do, and who."""
    found = ((form, opened(sentence, form)) for form in ("order", "has", "shall"))
    return any(span is not None and _fits(sentence, span, "order", register) for _, span in found)


_PARTING = re.compile(r"\s*(?:\([^()]*\))?[\s.,:\"”“»«–—-]*")


_SPEAKS = re.compile(
    r"(?:De[nt]?|Detta|Dessa|Vi|Man|Här|Nu|Nämnden|Styrelsen|Under|Efter|Sedan|Enligt|Som|Även)\b"
    r"|.* (?:avser|ansvarar)\b"
)
"""What begins a sentence, and no name of a thing."""


def _fits(text: str, span: tuple[int, int], form: str, register: Register) -> bool:
    """Whether what a pattern found may be what was ordered."""
    title = text[slice(*span)]
    if not 4 <= len(title) <= LONGEST_TITLE or len(split(title)) > 1:
        return False
    if form in ("order", "has"):
        before = text[: span[0]]
        named = register.mentions(before) or re.search(r"nämnd|styrelse", before, re.IGNORECASE)
        return bool(named)
    if form in ("dash", "noun", "colon"):
        words = fold(title).split()
        verbs = re.search(rf"\b{_PLACEHOLDERS['{verb}']}\b", fold(title)) or _SPEAKS.match(title)
        board = register.opening(title) or register.heading(title)
        return len(words) <= 14 and not verbs and board is None and like_title(title) > 0
    return True
