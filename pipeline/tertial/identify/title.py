"""What a report calls itself."""

from __future__ import annotations

import re
from typing import Final, Literal

from tertial.document import Block, Document
from tertial.identify.columns import is_head

_LINES: Final = 12
_LETTERS: Final = 900
_LONG: Final = 200
_TITLE_STYLES: Final = frozenset({"title", "titel", "rubrik", "huvudrubrik", "dokumentrubrik"})
_SUBJECT: Final = re.compile(
    r"rapport|redovisning|uppföljning|plan\b|budget|bokslut|berättelse|uppdrag|måluppf|prognos|program|protokoll",
    re.IGNORECASE,
)
_NONE: Final = re.compile(
    r"[\W\d_]*|.{0,3}|(?:[A-ZÅÄÖ][\w-]*\s){1,2}(?:kommuns?|stads?|KOMMUN|STAD)|Sida\s.*|\d{4}-\d{2}-\d{2}"
    r"|(?:Datum|Dnr|Diarie\w*|Version|Sammanträdesdatum|Handläggare)\b.*|.*\.{4,}.*|Innehåll\w*|\[.*\]",
)

_BODY: Final = re.compile(
    r"(?:[\d.]+\s+)?[A-ZÅÄÖ](?:[a-zåäö,-]+ ){0,5}[a-zåäö-]*"
    r"(?:nämnden|styrelsen|förvaltningen|kontoret|utskottet)"
)
"""A nämnd's name, over what is its own."""


def first_lines(document: Document, *, heads: Literal["kept", "left out"] = "kept") -> list[str]:
    """The texts of the first blocks, a page's head at most, without the table of contents.

    Args:
        heads: Whether the heads of a table's columns are kept.
    """
    return [
        document.cut(block.span).strip()
        for block in _first(document)
        if heads == "kept" or not _is_head(document, block)
    ]


def _is_head(document: Document, block: Block) -> bool:
    place = block.place
    table = next((t for t in document.tables if place is not None and t.index == place.table), None)
    return place is not None and table is not None and is_head(table, place.row)


def _first(document: Document) -> list[Block]:
    found: list[Block] = []
    length = 0
    for block in document.body:
        if block.kind == "toc" or not document.cut(block.span).strip():
            continue
        found.append(block)
        length += len(block.span)
        if len(found) >= _LINES or length > _LETTERS:
            break
    return found


def title(document: Document) -> str:
    """The title; the first line where none is marked, the file's own property where there is no text."""
    blocks = [b for b in _first(document) if len(b.span) <= _LONG and not _NONE.fullmatch(_text(document, b))]
    if any(block.place is None for block in blocks):
        blocks = [block for block in blocks if not _is_head(document, block)]
    if not blocks:
        rest = _first(document)
        return _one_line(document.properties.get("title", "") or (_text(document, rest[0]) if rest else ""))
    largest = max(block.size for block in blocks)
    ranked = [(_rank(block, _text(document, block), largest) - n, -n) for n, block in enumerate(blocks)]
    return _one_line(_text(document, blocks[-max(ranked)[1]]))


def _rank(block: Block, text: str, largest: float) -> int:
    rank = 8 if block.style in _TITLE_STYLES else 0
    rank += 3 if block.kind == "heading" and block.level <= 1 else 0
    rank += 3 if block.size and block.size == largest else 0
    rank += 1 if block.bold else 0
    rank += 2 if _SUBJECT.search(text) else 0
    rank -= 6 if block.kind == "heading" and _BODY.fullmatch(text) else 0
    return rank - (4 if text.endswith(".") or block.place is not None else 0)


def _text(document: Document, block: Block) -> str:
    return document.cut(block.span).strip()


def _one_line(text: str) -> str:
    text = re.sub(r"\s+", " ", text.strip("*#_ \t"))
    return text if len(text) <= _LONG else text[: _LONG - 1].rstrip() + "…"
