"""A status over a group: a heading or a row across that says how all under it go."""

from __future__ import annotations

import re
from typing import Final

from tertial.swedish.words import fold
from tertial.wording.cells import cell, value
from tertial.wording.codes import remembered
from tertial.wording.readings import Reading
from tertial.wording.told import status_words

_LONGEST: Final = 100
_THING: Final = (
    r"(?:[a-zåäö]+)?(?:uppdrag|mål|aktiviteter|åtgärder|insatser|beslut|ärenden|motioner|medborgarförslag|punkter)"
    r"(?:en|na|a)?"
)
_WHICH: Final = r"(?:bifallna|antagna|tidigare|äldre|nya|givna|lämnade|beslutade|politiska|särskilda)"
_GIVEN: Final = (
    r"(?:(?:nämnderna|kommunstyrelsen|fullmäktige) )?(?:(?:har|är|som|blev) )?"
    r"(?:lämna|giv|get|tillkom|beslut|bifall|tilldel|rikta|antag|ställ|fördel)[a-zåäö]*\b(?! in\b)"
)
"""What says when or by whom things were ordered: "Uppdrag som lämnats under året"."""
_FRAME: Final = re.compile(
    r"^(?:(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[a-h][.)]) )?(?P<said>.*?)"
    r"(?:,? \(?\d{1,3}(?: ?(?:st|stycken))?\)?)?[ :.]*$"
)
"""Number before, count after: "2. Avslutade uppdrag (12 st)"."""
_BEFORE: Final = re.compile(
    rf"^(?P<when>(?:under|i|per) (?:[a-zåäö]+|20\d\d)(?: 20\d\d)? )?"
    rf"(?P<status>(?!(?:(?:in)?planera\w*|kommande) (?!uppdrag)).+?) {_THING}(?P<tail> .+)?$"
)
_AFTER: Final = re.compile(
    rf"^(?:(?:(?:de|övriga|samtliga|alla|kommunfullmäktiges|fullmäktiges|nämndens) )?(?:{_WHICH} )?{_THING} "
    r"(?:som |(?!är|har|kommer|bedöms|(?:lämnade|givna|meddelade|beslutade) (?:under|år|i|av|från|till|\d)))|"
    rf"(?:följande|nedanstående|dessa) {_THING} (?:som )?)(?P<status>(?!{_GIVEN}).+)$"
)
"""With "som" or without a verb: "Uppdragen är genomförda" is a sentence and no heading."""
_UNNAMED: Final = re.compile(
    r"^(?:det här|detta|sådant (?:som|vi)|vad vi|det (?:som|vi)|vi|här är)\b .*(?<![.!?])$"
)
"""What a group of matters left unnamed is called: "Det som inte blev av", "Vi väntar på andra"."""


@remembered
def over_group(text: str) -> Reading | None:
    """The status that a heading with a word for what stands under it gives: "Ej verkställda beslut".

    "Uppdrag som inte har påbörjats" and "Avslutade uppdrag under 2023 (12 st)" too; "Pågående projekt i
    centrum" says of which they are, and is none.
    """
    framed = _FRAME.match(fold(text)) if len(text) <= _LONGEST else None
    if framed is None:
        return None
    after = _AFTER.match(framed["said"])
    if after is not None or (_UNNAMED.match(framed["said"]) and not text.rstrip().endswith(".")):
        clauses = status_words(after["status"] if after is not None else framed["said"])
        return next(filter(None, map(value, clauses)), None)
    before = _BEFORE.match(framed["said"])
    if before is None:
        return None
    return value(f"{before['status']}{before['tail'] or ''}")


def status_over(text: str) -> Reading | None:
    """The status that a heading or a row across gives to the items under it."""
    return cell(text) or over_group(text)
