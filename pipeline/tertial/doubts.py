"""What of a report was not read: what a user should look at before leaning on its rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Final

from tertial import wording
from tertial.assessment import Context, states
from tertial.document import Document, Span
from tertial.errors import counted
from tertial.records import Entry, Parsed, Passage
from tertial.vocabulary import DocumentType, Kind

LEFT_OUT = 5
"""Statements of status outside all items that make a report one to look at: summaries hold up to four."""
SILENT = 0.4
"""Share of the items without any statement that makes a report one to look at."""
FEWEST = 2
"""Items without any statement from which on their share tells something."""
LONGEST = 60
"""Characters of a text that is quoted."""
_EXPLAINED: Final = re.compile(r"[\W_]*(?P<status>[^\n\t:=–—]{3,40}?)(?:\s*[\t:=–—]|\s+-\s|\s+\d+\s*$)")
"""A status and what it means or how often it is given: `Klart – uppdraget är slutfört`, `Färdigt 5`."""


def doubts(document: Document, parsed: Parsed, context: Context, judged: Collection[int]) -> Iterator[str]:
    """Sentences for the user, each telling what was not read and what to do; none where all seems well.

    Args:
        document: The report.
        parsed: What the parsers found in it.
        context: As its entries were judged.
        judged: Indexes in `parsed.entries` of the entries that have a statement.
    """
    if parsed.other:
        return
    if not parsed.entries:
        yield (
            "No items were found in it, and nothing tells that it is minutes, a policy or the like: look "
            "whether it follows something up, and please tell how its items are marked."
        )
        return
    outside = _left_out(document, parsed, context)
    if len(outside) >= LEFT_OUT:
        yield (
            f"{len(outside)} statements of status stand outside its {counted(len(parsed.entries), 'item')}, "
            f"first {_quote(document, outside[0])}. Items may be missing: compare with the report."
        )
    parents = {entry.parent for entry in parsed.entries}  # a mål may be told of by its aktiviteter alone
    asked = [n for n in range(len(parsed.entries)) if n not in parents]
    silent = [parsed.entries[n] for n in asked if n not in judged]
    if parsed.document_type is DocumentType.PLAN:
        return
    if len(silent) >= max(FEWEST, SILENT * len(asked)):
        words = Counter(word for entry in silent for word in _unread(document, entry))
        told = ", ".join(f"{word!r} ({n})" for word, n in words.most_common(5))
        have = "has" if len(silent) == 1 else "have"
        yield f"{len(silent)} of its {counted(len(asked), 'item')} {have} no statement of status: " + (
            f"what these words mean is not known: {told}."
            if told
            else "look whether they are its items, and in which words it says how they go."
        )


def _left_out(document: Document, parsed: Parsed, context: Context) -> list[Span]:
    """The lines outside all items that would be judged, if they stood in one; not all where they are few."""
    context = replace(context, document_type=DocumentType.UPPDRAGSUPPFOLJNING)
    outside = list(_outside(document, parsed))
    found: list[Span] = []
    for left, span in zip(range(len(outside), 0, -1), outside, strict=True):
        if len(found) + left < LEFT_OUT:
            break
        entry = Entry(
            kind=Kind.UPPDRAG,
            title="",
            title_span=Span(span.start, span.start),
            span=span,
            passages=(Passage(span=span, role="comment"),),
        )
        if states(document, entry, context):
            found.append(span)
    return _unexplained(document, found)


def _unexplained(document: Document, found: list[Span]) -> list[Span]:
    """Those that don't explain or count the statuses, each status once."""
    explained: dict[Span, str] = {}
    for span in found:
        match = _EXPLAINED.match(document.cut(span))
        if match is not None and wording.cell(match["status"]) is not None:
            explained[span] = match["status"].casefold()
    if len(set(explained.values())) < len(explained):
        return found  # the same status again and again: of items
    return [span for span in found if span not in explained]


def _outside(document: Document, parsed: Parsed) -> Iterator[Span]:
    """The lines outside all items."""
    known = sorted(
        {span for entry in parsed.entries for span in (entry.span, *(p.span for p in entry.passages))}
        | {part.span for entry in parsed.entries for part in entry.parts}
        | {figure.span for figure in parsed.figures}
    )
    at, end = 0, -1
    for block in document.lines():
        span = block.span
        while at < len(known) and known[at].start < span.end:
            end = max(end, known[at].end)
            at += 1
        if end <= span.start:
            yield span


def _unread(document: Document, entry: Entry) -> Iterator[str]:
    """The status cells and labelled statuses of an entry, as printed; none of them was understood."""
    for passage in entry.passages:
        text = document.cut(passage.span).strip()
        if passage.role in ("status", "forecast") and 0 < len(text) <= LONGEST and wording.cell(text) is None:
            yield " ".join(text.split())


def _quote(document: Document, span: Span) -> str:
    text = " ".join(document.cut(span).split())
    return f"{text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + '…'!r}"
