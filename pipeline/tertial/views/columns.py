"""What the columns of a listing mean, in English and Swedish, for a sheet beside the rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from tertial import codebook
from tertial.resources import read_table

_YEAR: Final = re.compile(r"_(?P<year>\d{4})$")
_FIRST: Final = ("flags", "items", "transitions", "threads", "observations", "documents", "links")
"""Tables of the codebook whose columns a listing takes, the nearest first."""


def meanings(head: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """Column, meaning and betydelse; a column that is a board's own says so."""
    for name in head:
        year = _YEAR.search(name)
        en, sv = _known().get(_YEAR.sub("", name), _BOARD)
        yield (name, f"{year['year']}: {en}", f"{year['year']}: {sv}") if year else (name, en, sv)


_BOARD: Final = (
    "Whether this nämnd answers for the item; empty where the reports of the year name no such nämnd.",
    "Om denna nämnd svarar för posten; tomt där årets rapporter inte har någon sådan nämnd.",
)


@lru_cache(maxsize=1)
def _known() -> dict[str, tuple[str, str]]:
    found = {row["column"]: (row["en"], row["sv"]) for row in read_table("view_columns.csv")}
    for vocabulary in ("answer", "change", "step"):
        for value in codebook.vocabularies().get(vocabulary, ()):
            found.setdefault(value.value, (value.en, value.sv))
    tables = codebook.tables()
    for name in (*_FIRST, *(name for name in tables if name not in _FIRST)):
        for column in tables[name].columns:
            found.setdefault(column.name, (column.en, column.sv))
    return found
