"""Walks over a part's paragraphs and tables, and tells a Draft what stands there."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Final

from lxml import etree

from tertial.document import MARGIN_KINDS, BlockKind, Draft, Place, place_at
from tertial.readers import struck
from tertial.readers.docx import names, symbols, tables
from tertial.readers.docx.inline import Lines, Paragraph
from tertial.readers.docx.numbering import BULLET, Counter
from tertial.readers.docx.shading import Shading
from tertial.readers.docx.styles import ParagraphStyle, Styles, outline_level
from tertial.readers.docx.visible import Part

_PAGE_WORDS: Final = re.compile(r"(?:\b(?:sidan?|sid|page|av|of)\b|[\W\d_])*", re.IGNORECASE)
_PAGE_TAIL: Final = re.compile(
    r"(?:\s*(?:\b(?:sidan?|sid|page|av|of)\b\.?|\(\s*\)|[/(|]))+\s*$", re.IGNORECASE
)
_YEAR: Final = re.compile(r"\d{4}")
_LONGEST_MARGIN: Final = 500
"""Characters; a longer line is no running head with a page number."""
_BODY: Final = frozenset({"paragraph", "list"})
"""Kinds whose words may be set apart inside."""


@dataclass(slots=True)
class Around:
    """What a paragraph stands in."""

    kind: BlockKind | None = None
    """What all paragraphs of the part are, for headers, footers and notes."""
    place: Place | None = None
    shade: str = ""
    toc: bool = False


@dataclass(slots=True)
class Shared:
    """What all parts of one document have in common."""

    draft: Draft
    styles: Styles
    counter: Counter
    theme: Callable[[], dict[str, str]]
    """The colours of the theme by name."""
    note: Callable[[str, str], None]
    """Reads the foot- or endnote (`footnote`, `endnote`) of an id."""
    shading: Shading = field(default_factory=Shading)


class Walk:
    """Goes through one part in reading order."""

    def __init__(self, shared: Shared, part: Part, lines: Lines) -> None:
        self._shared = shared
        self._boxes = part.boxes
        self._paragraphs = lines.paragraphs
        self.marks = lines.marks
        self._said = tables.said(chain(lines.marks, lines.boxed))
        self._add = shared.draft.add
        self._gap = 0
        self._n_added = 0
        self._nested: list[tuple[etree._Element, Around]] = []
        self._notes: list[tuple[str, str]] = []

    def blocks(self, container: etree._Element, around: Around) -> None:
        """All paragraphs and tables in a body, cell, note, header or text box."""
        paragraphs = self._paragraphs
        for child in container:
            paragraph = paragraphs.get(child)
            if paragraph is not None:
                self._paragraph(child, paragraph, around)
            elif (tag := child.tag) == names.TBL:
                if around.place is None:
                    self._table(child, around)
                    self._flush_notes()
                else:
                    self._nested.append((child, around))
            elif tag == names.SDT:
                self.blocks(child, replace(around, toc=True) if _is_toc(child) else around)
            elif tag in names.WRAPPERS:
                self.blocks(child, around)
            elif tag == names.ALT_CHUNK:
                self._shared.draft.warnings.append("A file that is embedded in the document was left out.")

    def _paragraph(self, p: etree._Element, paragraph: Paragraph, around: Around) -> None:
        part: Paragraph | None = paragraph
        while part is not None:
            self._part(p, part, around)
            part = part.rest

    def _part(self, p: etree._Element, paragraph: Paragraph, around: Around) -> None:
        text, style, place = paragraph.text.strip(" \t\n"), paragraph.style, around.place
        if paragraph.struck:
            text = struck.closed_up(text)
        if text and around.kind in MARGIN_KINDS:
            text = _without_pages(text, paragraph)
        level = style.level if paragraph.outline is None else outline_level(paragraph.outline)
        kind: BlockKind = "heading" if level else "paragraph"
        number = ""
        if style.toc or paragraph.toc or around.toc:
            kind = "toc"
            level = 0
        elif (style.num_id or paragraph.num_id) and not paragraph.hidden:
            number, depth = self._number(paragraph, style)
            if number and not level:
                kind, level = "list", depth
        # Of numbers without text only those in cells are read: a column of automatic numbers.
        if text or (number and place is not None and number != BULLET):
            shade, look, lead, apart = around.shade, paragraph.look, paragraph.lead, ""
            if len(text) <= symbols.LONGEST_SIGN and not shade and symbols.is_sign(text):
                shade = self._sign_colour(p)
            if place is not None:
                text = text.replace("\t", " ")
            elif paragraph.pieces and kind in _BODY:
                apart = paragraph.emphasis.apart(paragraph.pieces, led=bool(lead))
            if number:
                text = f"{number} {text}"
                lead = f"{number} {lead.lstrip()}" if lead else ""
            self._add(
                around.kind or kind,
                text,
                level,
                number,
                style.name,
                look.bold,
                lead,
                apart,
                look.italic,
                look.underline,
                look.size,
                self._gap,
                place,
                shade,
            )
            self._n_added += 1
            self._gap = 0
        elif not paragraph.hidden and p not in self._boxes:
            self._gap += 1
        if self._boxes and paragraph.rest is None:
            for box in self._boxes.get(p, ()):
                self.blocks(box, around)
        if paragraph.notes:
            self._notes += paragraph.notes
            if place is None:
                self._flush_notes()

    def _flush_notes(self) -> None:
        """Notes follow their paragraph; those of a table follow the table and leave its cells alone."""
        notes, self._notes = self._notes, []
        for kind, note_id in notes:
            self._shared.note(kind, note_id)

    def _number(self, paragraph: Paragraph, style: ParagraphStyle) -> tuple[str, int]:
        """The automatic number before a paragraph, and its depth from 1."""
        num_id = style.num_id if paragraph.num_id is None else paragraph.num_id
        if num_id in ("", "0"):
            return "", 0
        found = self._shared.counter.next(num_id, paragraph.ilvl, style)
        return (found[0], found[1] + 1) if found is not None and found[0] else ("", 0)

    def _sign_colour(self, p: etree._Element) -> str:
        """The colour of the letters of a paragraph that is only a sign."""
        for colour in p.iter(names.COLOR):
            properties = colour.getparent()
            run = None if properties is None else properties.getparent()
            if run is not None and run.tag == names.R:
                named = self._shared.theme().get(colour.get(names.THEME_COLOR) or "")
                return self._shared.shading.word(colour.get(names.VAL) or named or "")
        return ""

    def _table(self, table: etree._Element, around: Around) -> None:
        rows = tables.cells(table, self._said, self._shared.theme)
        if not rows:
            return
        in_margin = around.kind in MARGIN_KINDS
        index = 0 if in_margin else self._shared.draft.new_table()
        outer, self._nested = self._nested, []
        within = Around(around.kind, None, "", around.toc)
        shading = self._shared.shading
        shading.tell_apart(rows)
        coloured = shading.coloured(rows)
        for row in rows:
            for cell in row:
                within.place = place_at(
                    index, cell.row, cell.column, cell.columns, cell.rows, header=cell.header
                )
                within.shade, told = shading.of(cell, rows, coloured, _letters) if cell.fill else ("", False)
                n_before = self._n_added
                self.blocks(cell.element, within)
                if self._n_added == n_before and not in_margin:
                    self._empty_cell(within, f"[{within.shade}]" if told else "")
                self._gap = 0
                if self._nested:
                    nested, self._nested = self._nested, []
                    for inner, _ in nested:
                        self._table(inner, around)
        self._nested = outer

    def _empty_cell(self, around: Around, text: str) -> None:
        """An empty cell has one block; where it is coloured, the colour is what a reader sees in it."""
        self._add(around.kind or "paragraph", text, place=around.place, shade=around.shade)
        self._n_added += 1


def _letters(cell: tables.GridCell) -> bool:
    return any((text.text or "").strip() for text in cell.element.iter(names.T))


def _is_toc(control: etree._Element) -> bool:
    properties = control.find(names.SDT_PR)
    gallery = None if properties is None else next(properties.iter(names.GALLERY), None)
    return gallery is not None and (gallery.get(names.VAL) or "").casefold().startswith("table of contents")


def _without_pages(text: str, paragraph: Paragraph) -> str:
    """A line of a header or footer without its page number; a year alone stays."""
    if _PAGE_WORDS.fullmatch(text) and not _YEAR.search(text):
        return ""
    return _PAGE_TAIL.sub("", text) if paragraph.paged and len(text) < _LONGEST_MARGIN else text
