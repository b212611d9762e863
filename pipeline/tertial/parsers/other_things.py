"""Tables of other things than uppdrag, mål and aktiviteter: internal control, investments, risks."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from tertial.document import Document
from tertial.parsers.found import Found
from tertial.parsers.tables import TableReading
from tertial.parsers.titles import is_order, split_number
from tertial.resources import read_table
from tertial.swedish.words import fold

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
