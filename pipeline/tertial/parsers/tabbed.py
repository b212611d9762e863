"""Tables that somebody set with tabs, a paragraph a row, as tables of cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from tertial.document import Block, Document, Place, Span
from tertial.parsers.roles import column

FEWEST: Final = 2
"""Rows under the head; fewer show no column."""
_CELL: Final = re.compile(r"[^\t]+")
_EACH: Final = re.compile(r"[^\t]*(?:\t|$)")


def in_columns(document: Document) -> Document:
    """The document with a table for each row of paragraphs in which tabs part what a head names.

    A head has three names or more, of which one names the things and another how they go or who has them;
    a row has as many parts. A column may be empty where each tab parts two.
    """
    made: dict[int, list[list[Span]]] = {}
    blocks = document.blocks
    at = 0
    while at < len(blocks):
        rows = _table(document, at)
        if rows:
            made[at] = rows
        at += max(1, len(rows))
    return replace(document, blocks=tuple(_placed(blocks, made))) if made else document


def _table(document: Document, at: int) -> list[list[Span]]:
    """The cells of each row of the table that begins with a block; none where none does."""
    head = _parts(document, at, _CELL)
    if len(head) < 3:
        return []
    roles = {role.name for span in head if (role := column(document.cut(span).strip())) is not None}
    if "title" not in roles or not roles & {"status", "comment", "responsible", "forecast"}:
        return []
    found: list[list[Span]] = []
    for pattern in (_EACH, _CELL):
        width = len(_parts(document, at, pattern))
        rows = []
        for n in range(at, len(document.blocks)):
            cells = _parts(document, n, pattern)
            if len(cells) != width:
                break
            rows.append(cells)
        found = max(found, rows, key=len)
    return found if len(found) > FEWEST else []


def _parts(document: Document, n: int, pattern: re.Pattern[str]) -> list[Span]:
    """The stretches of a paragraph between its tabs; none of a block in a table or of another kind."""
    block = document.blocks[n]
    if block.place is not None or block.kind not in ("paragraph", "list"):
        return []
    text = document.cut(block.span)
    if "\t" not in text:
        return []
    found = []
    for part in pattern.finditer(text):
        if part.start() == len(text) and text[-1:] != "\t":
            continue
        end = part.end() - part.group().endswith("\t")
        found.append(Span(block.span.start + part.start(), block.span.start + end))
    return found


def _placed(blocks: tuple[Block, ...], made: dict[int, list[list[Span]]]) -> Iterator[Block]:
    """The blocks with a block for each cell, and all tables numbered as they stand."""
    numbers: dict[int, int] = {}
    covered = {at + n: (at, n) for at, rows in made.items() for n in range(len(rows))}
    index = -1
    for n, block in enumerate(blocks):
        if n in covered:
            at, row = covered[n]
            index += n == at
            for c, span in enumerate(made[at][row]):
                place = Place(table=index, row=row, column=c, header=row == 0)
                plain = replace(block, kind="paragraph", number="", lead=0, apart=None, level=0)
                yield replace(plain, span=span, place=place)
        elif block.place is not None:
            if block.place.table not in numbers:
                index += 1
                numbers[block.place.table] = index
            yield replace(block, place=replace(block.place, table=numbers[block.place.table]))
        else:
            yield block
