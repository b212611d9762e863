"""What is none of uppdrag, mål and aktiviteter: tables of internal control or risks, chapters of a year."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from tertial.document import Document
from tertial.parsers.flow.items import PARSER as FLOW
from tertial.parsers.found import Found
from tertial.parsers.headings import is_goal
from tertial.parsers.tables import TableReading
from tertial.parsers.titles import is_order, split_number
from tertial.resources import read_table
from tertial.swedish.words import fold
from tertial.vocabulary import Kind

FEWEST = 1
"""Items beside which a table of other things has none; where there are fewer, its rows may be the items."""


def without_other_things(
    document: Document, tables: Iterable[TableReading], found: list[Found]
) -> list[Found]:
    """The items but the rows of tables that list other things, if there are items beside them.

    What such a table is says the head of its titles (`Kontrollmoment`) or the chapter it stands in (`Intern
    kontroll`). Rows that tell somebody to do something are items whatever they stand under.
    """
    others = [reading for reading in tables if reading.found and _lists_others(document, reading)]
    rows = {id(item) for reading in others for item in reading.found}
    kept = [item for item in found if id(item) not in rows]
    if not rows or len(kept) < FEWEST:
        return found
    for reading in others:
        reading.reason = f"table {reading.table.index + 1}: a row a thing that is no item"
    return kept


def without_chapters(document: Document, tables: Iterable[TableReading], found: list[Found]) -> list[Found]:
    """The items of a yearly report but its chapters, where a table names the uppdrag in a column so called.

    A chapter has headings of its own, and text that says of something or other that it is under way; no
    status of its own, nobody who has it, and no words of an order or a mål. Where one of those told in
    running text is no chapter, none is taken for one.
    """
    told = [item for item in found if item.parser == FLOW]
    listed = any(
        reading.kind == "items"
        and reading.names_titles
        and reading.head is not None
        and reading.head.kind is Kind.UPPDRAG
        for reading in tables
    )
    if not listed or not all(_is_chapter(document, item) for item in told):
        return found
    return [item for item in found if item.parser != FLOW]


def _is_chapter(document: Document, item: Found) -> bool:
    headings = [block for block in document.body if block.kind == "heading" and block.place is None]
    at = next((n for n, block in enumerate(headings) if block.span.end >= item.title_span.end), len(headings))
    inside = at + 1 < len(headings) and headings[at + 1].level > headings[at].level
    stated = any(p.role in ("status", "forecast") for p in item.content.passages)
    given = item.responsible or item.content.responsible or item.kind is not None or item.explicit
    worded = is_order(item.title) or is_goal(item.title)
    return inside and not (stated or given or worded)


def _lists_others(document: Document, reading: TableReading) -> bool:
    if 2 * sum(is_order(item.title) for item in reading.found) > len(reading.found):
        return False
    head = reading.head if reading.kind == "items" and not reading.names_titles else None
    name = head.names.get(head.title, "") if head is not None and head.title is not None else ""
    over = document.headings_over(reading.found[0].span.start)[:1]
    return _names_others(name) or any(_names_others(heading, chapter=True) for heading in over)


def _names_others(name: str, *, chapter: bool = False) -> bool:
    """Whether a head names things that are no items, or a heading a chapter of such."""
    bare = fold(name[split_number(name)[1] :]).strip(" .:")
    return bool(bare) and any(pattern.fullmatch(bare) for pattern in _patterns(chapter))


@lru_cache(maxsize=2)
def _patterns(chapter: bool) -> tuple[re.Pattern[str], ...]:
    rows = [row for row in read_table("other_things.csv") if row["chapter"] or not chapter]
    return tuple(re.compile(row["pattern"]) for row in rows)
