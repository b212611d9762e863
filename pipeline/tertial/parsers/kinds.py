"""What a document is, and whether it follows anything up at all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from tertial import wording
from tertial.document import Document
from tertial.parsers.headings import is_mandate
from tertial.records import Entry
from tertial.resources import read_table
from tertial.swedish.sentences import split
from tertial.swedish.words import fold
from tertial.vocabulary import DocumentType, Kind

FIRST_LINES = 14
LONGEST_NAME = 90
"""Characters of what a document calls itself."""
_PLANS = re.compile(r"(?<!enligt )\b[\wåäö-]*plan(?:en|er)?\b")


@lru_cache(maxsize=1)
def _follows_up() -> re.Pattern[str]:
    """What a document that follows something up is called."""
    return re.compile("|".join(row["cue"] for row in read_table("followups.csv")))


@lru_cache(maxsize=1)
def _cues() -> tuple[tuple[re.Pattern[str], str, int], ...]:
    return tuple(
        (re.compile(row["cue"], re.MULTILINE), row["where"], int(row["weight"]))
        for row in read_table("not_followups.csv")
    )


def not_a_followup(document: Document) -> str:
    """The cue by which a document is minutes, a newsletter, a policy or the like; empty for none of these."""
    first = [fold(document.cut(b.span)) for b in list(document.lines())[:FIRST_LINES]]
    # What a sentence speaks of is not what the document is: `Kansliet har gått igenom protokollen …`
    called = [text for text in first if len(text) <= 90 or not text.endswith(".")]
    start = "\n".join([*called, *(fold(document.cut(b.span)) for b in document.margins)])
    title = next((text for text in first[:2] if _LETTERHEAD.fullmatch(text) is None), "")
    whole = fold(document.text[:200_000]) if len(document.text) < 2_000_000 else ""
    head = "\n".join([*first[:6], *(text for text in first[6:] if len(text) <= LONGEST_NAME)])
    follows = _follows_up().search(head) is not None or (
        "uppdrag" in head and _REPORTS.search(head) is not None
    )
    weight, reasons = 0, []
    for pattern, where, points in _cues():
        text = {"start": start, "title": title}.get(where, whole)
        found = pattern.search(text)
        if found is not None:
            named = any(
                pattern.search(line) is not None and _follows_up().search(line) is None for line in called[:3]
            )
            weight += 2 * points if named and where != "anywhere" else points
            reasons.append(found.group())
    if _counts_paragraphs(whole):
        weight, reasons = weight + 2, [*reasons, "paragraphs in a row"]
    return ", ".join(reasons) if weight >= (4 if follows else 2) else ""


_PARAGRAPH = re.compile(r"§\s?(\d{1,3})(?!\d)")
FEWEST_PARAGRAPHS = 6


def _counts_paragraphs(text: str) -> bool:
    """Whether paragraphs stand one after the other, as in minutes; decisions followed up leave gaps."""
    numbers = [int(found) for found in dict.fromkeys(_PARAGRAPH.findall(text))]
    run = most = 1
    for before, number in pairwise(numbers):
        run = run + 1 if number == before + 1 else 1
        most = max(most, run)
    return most >= FEWEST_PARAGRAPHS and most >= 0.6 * len(numbers)


_LETTERHEAD = re.compile(r"\S+(?: \S+)? (?:kommun|stad)(?: \S+){0,2}")
"""The municipality's name, and perhaps the office's, over what the document is called."""


def claims_followup(document: Document, title: str) -> bool:
    """Whether a document calls itself a follow-up, and nothing in it says that it is something else."""
    return _follows_up().search(fold(title)) is not None and not not_a_followup(document)


def calls_itself(text: str) -> bool:
    """Whether a line says what a document is of, as its title does: `Särskilda uppdrag, läget i augusti`."""
    folded = fold(text)
    named = SHORTEST_TITLE <= len(text) <= LONGEST_NAME and text[-1] not in ".:;"
    return named and (_follows_up().search(folded) is not None or _OF_ORDERS.search(folded) is not None)


SHORTEST_TITLE = 8
_OF_ORDERS = re.compile(r"(?:uppdrag|beslut)(?:en|et)?\b(?! \d+:)")
_REPORTS = re.compile(
    r"uppfölj|återrapport|återkoppl|redovis|redogör|läge(?:t|s|n)?\b"
    r"|\bsvar(?:en)? (?:på|till)\b|\bhur går det\b|hur (?:långt|det (?:går|(?:har )?gått|gick|står))"
    r"|delår|bokslut|avstäm|bevak|vad (?:som|det) (?:har )?(?:hänt|blivit|blev)|vad blev det av|besvara"
    r"|genomgång|halvår|tertial|efterkontroll|verkställ|kommit|ser det ut|svara?r?\b|vad hände"
    r"|så gick|vi gjort|\bgjort av"
)
_OF_WHAT = re.compile(
    r"(?<!grund)(?<!kärn)uppdrag|beslut|löfte|beställning|åtagande|aktivitet|åtgärd|insats"
    r"|\b(?:nämnd|kommun|effekt|inriktnings|verksamhets|utvecklings|resultat|års|del)?mål(?:en|et)?\b"
    r"|motion|att-sats|uppgift"
    r"|\blova(?:de|t)\b|\bsade?\b|\bbad\b|\bbett\b|önskemål|skulle göra|att göra|ambition|rekommendation"
    r"|\bgav\b|beställt|vi skulle|skulle vi|åtagit|balanslist|bevakningslist|verkställighetsrapport"
)


def guessing(document: Document, title: str) -> float:
    """How like titles lines must be, 0–1, to be taken for items by their form alone; 2 for never.

    Less where the document calls itself a follow-up than where only its beginning, or the name of a chapter,
    speaks of what was ordered and of how it went.
    """
    if claims_followup(document, title):
        return 0.6
    start = _beginning(document)
    if _REPORTS.search(start) is not None and _OF_WHAT.search(start) is not None:
        return 0.75
    named = _YEARLY.search(start) is not None and any(
        len(block.span) <= LONGEST_NAME and _ORDERS.search(fold(document.cut(block.span))) is not None
        for block in document.lines()
    )
    return 0.75 if named and not not_a_followup(document) else 2.0


def tells_of_a_year(document: Document) -> bool:
    """Whether a document is a report of all that a year held, where no name speaks of what was ordered.

    Its chapters have the form of titles, and text under them that tells what has been done.
    """
    if not is_yearly(document):
        return False
    names = (document.cut(block.span) for block in document.lines() if len(block.span) <= LONGEST_NAME)
    return not any(
        _OF_WHAT.search(fold(text)) and text[-1:] != "." and not is_mandate(text) for text in names
    )


def is_yearly(document: Document) -> bool:
    """Whether a document calls itself a report of all that a year, or a part of it, held."""
    return _YEARLY.search(_beginning(document)) is not None


def _beginning(document: Document) -> str:
    return fold(" ".join(document.cut(b.span) for b in list(document.lines())[:FIRST_LINES])[:2_000])


_YEARLY = re.compile(
    r"delårsrapport|tertialrapport|halvårsrapport|kvartalsrapport|årsredovisning|verksamhetsberättelse"
    r"|(?:års|verksamhets)rapport|\b(?:års)?bokslut(?:et)?\b"
)
_ORDERS = re.compile(r"\buppdrag\b")


def concerns_orders(document: Document) -> bool:
    """Whether the beginning of a document speaks of what somebody decided that others should do."""
    start = fold(document.text[:3_000])
    return _OF_WHAT.search(start) is not None or "fullmäktige" in start


def tells_of_orders(document: Document, *, widely: bool = False) -> bool:
    """Whether the beginning of a document speaks of what was ordered and of how it went.

    Args:
        widely: Also in words that say too little where no paragraph says that something was ordered.
    """
    start = fold(document.text[:3_000])
    reports = _REPORTS.search(start) or (widely and _ACCOUNTS.search(start))
    return bool(reports) and _OF_WHAT.search(start) is not None


_ACCOUNTS = re.compile(r"\b(?:rapport|berättelse|utfallet)\b|fullgjor|efterkom")


def has_status(document: Document, entry: Entry) -> bool:
    """Whether the report says of an item how it goes, as far as its layout tells."""
    for passage in entry.passages:
        text = document.cut(passage.span)
        if passage.role in ("status", "forecast") and (text or passage.shade):
            return True
        if passage.role == "comment":
            if wording.leading(text) is not None:
                return True
            if any(wording.sentence(text[start:end]) for start, end in split(text)[:3]):
                return True
    return False


def document_type(document: Document, entries: Sequence[Entry], title: str) -> DocumentType:
    """What a document is, by the kind of its items and whether it says how they go."""
    if not entries:
        return DocumentType.OVRIGT
    kinds = Counter(entry.kind for entry in entries)
    judged = Counter(entry.kind for entry in entries if has_status(document, entry))
    named = fold(title)
    if not judged or sum(judged.values()) < 0.1 * len(entries):
        told = any(p.role == "comment" for entry in entries for p in entry.passages)
        if _follows_up().search(named) is None and (_PLANS.search(named) or not told):
            return DocumentType.PLAN
        judged = kinds
    if judged[Kind.UPPDRAG] and judged[Kind.UPPDRAG] >= max(judged[Kind.AKTIVITET], judged[Kind.MAL]):
        return DocumentType.UPPDRAGSUPPFOLJNING
    if judged[Kind.AKTIVITET]:
        return DocumentType.AKTIVITETSUPPFOLJNING
    if judged[Kind.MAL] and not kinds[Kind.AKTIVITET]:
        return DocumentType.MALUPPFOLJNING
    return DocumentType.AKTIVITETSUPPFOLJNING if kinds[Kind.AKTIVITET] else DocumentType.UPPDRAGSUPPFOLJNING
