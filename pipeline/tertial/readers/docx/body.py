"""Walks over a part's paragraphs and tables, and tells a Draft what stands there."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from lxml import etree

from tertial.document import MARGIN_KINDS, BlockKind, Draft, Place, place_at
from tertial.readers.docx import names, symbols, tables
from tertial.readers.docx.emphasis import apart
from tertial.readers.docx.inline import Paragraph
from tertial.readers.docx.numbering import BULLET, Counter
from tertial.readers.docx.styles import ParagraphStyle, Styles, outline_level
from tertial.readers.docx.visible import Part

_PAGE_WORDS: Final = re.compile(r"(?:\b(?:sidan?|sid|page|av|of)\b|[\W\d_])*", re.IGNORECASE)
_PAGE_TAIL: Final = re.compile(
    r"(?:\s*(?:\b(?:sidan?|sid|page|av|of)\b\.?|\(\s*\)|[/(|]))+\s*$", re.IGNORECASE
)
_YEAR: Final = re.compile(r"\d{4}")
_LONGEST_MARGIN: Final = 500
_LONGEST_LEGEND: Final = 12
"""Rows."""
"""Characters; a longer line is no running head with a page number."""


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
    amber: str = "gul"
    """What the colour between yellow and orange is called in this document."""
    greys: set[str] = field(default_factory=set)
    """The fills that stand for the mark [grå] in a column of colours."""
    pale: set[str] = field(default_factory=set)
    """The paler of two fills of one colour that a legend tells apart."""


class Walk:
    """Goes through one part in reading order."""

    def __init__(
        self, shared: Shared, part: Part, paragraphs: dict[etree._Element, Sequence[Paragraph]]
    ) -> None:
        self._shared = shared
        self._boxes = part.boxes
        self._paragraphs = paragraphs
        self._add = shared.draft.add
        self._style_of = shared.styles.paragraph
        self._gap = 0
        self._n_added = 0
        self._nested: list[tuple[etree._Element, Around]] = []
        self._notes: list[tuple[str, str]] = []

    def blocks(self, container: etree._Element, around: Around) -> None:
        """All paragraphs and tables in a body, cell, note, header or text box."""
        for child in container:
            tag = child.tag
            if tag == names.P:
                for paragraph in self._paragraphs[child]:
                    self._paragraph(paragraph, around)
            elif tag == names.TBL:
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

    def _paragraph(self, paragraph: Paragraph, around: Around) -> None:
        text = paragraph.text.strip(" \t\n")
        if text and around.kind in MARGIN_KINDS:
            text = _without_pages(text, paragraph)
        style = self._style_of(paragraph.style)
        level = style.level if paragraph.outline is None else outline_level(paragraph.outline)
        toc = around.toc or paragraph.toc or style.toc
        kind: BlockKind = "toc" if toc else "heading" if level else "paragraph"
        number, depth = "", 0
        if (style.num_id or paragraph.num_id) and not toc and not paragraph.hidden:
            number, depth = self._number(paragraph, style)
        if kind != "heading":
            level = depth
            kind = "list" if number and not toc else kind
        place = around.place
        if place is not None and "\t" in text:
            text = text.replace("\t", " ")
        # Of numbers without text only those in cells are read: a column of automatic numbers.
        if text or (number and place is not None and number != BULLET):
            shade = around.shade
            if not shade and len(text) <= symbols.LONGEST_SIGN and symbols.is_sign(text):
                shade = self._sign_colour(paragraph)
            look = paragraph.look
            self._add(
                around.kind or kind,
                f"{number} {text}" if number else text,
                level=level,
                number=number,
                style=style.name,
                bold=look.bold,
                lead=(f"{number} {paragraph.lead.lstrip()}" if number else paragraph.lead)
                if paragraph.lead
                else "",
                italic=look.italic,
                underline=look.underline,
                apart=apart(paragraph.pieces, led=bool(paragraph.lead))
                if paragraph.pieces and _is_body(kind, place)
                else "",
                size=look.size,
                gap=self._gap,
                place=place,
                shade=shade,
            )
            self._n_added += 1
            self._gap = 0
        elif not paragraph.hidden and paragraph.element not in self._boxes:
            self._gap += 1
        if self._boxes and paragraph.element is not None:
            for box in self._boxes.get(paragraph.element, ()):
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

    def _sign_colour(self, paragraph: Paragraph) -> str:
        """The colour of the letters of a paragraph that is only a sign."""
        for colour in () if paragraph.element is None else paragraph.element.iter(names.COLOR):
            properties = colour.getparent()
            run = None if properties is None else properties.getparent()
            if run is not None and run.tag == names.R:
                named = self._shared.theme().get(colour.get(names.THEME_COLOR) or "")
                return self._shade(colour.get(names.VAL) or named or "")
        return ""

    def _shade(self, colour: str) -> str:
        word = symbols.shade(colour) if colour else ""
        if word and colour in self._shared.pale:
            return f"ljus{word}"
        return self._shared.amber if word == symbols.AMBER else word

    def _tell_apart(self, rows: Sequence[Sequence[tables.GridCell]]) -> None:
        """Learns from a legend, a small table with a fill of its own in each row, what it tells apart."""
        fills = [row[0].fill for row in rows if row[0].fill]
        if not 2 <= len(fills) == len(set(fills)) <= _LONGEST_LEGEND or any(len(row) != 2 for row in rows):
            return
        strong: dict[str, str] = {}
        for fill in fills:
            other = strong.setdefault(symbols.shade(fill), fill)
            pale, full = sorted((fill, other), key=symbols.strength)
            if pale != full and symbols.shade(fill) not in ("", symbols.AMBER):
                self._shared.pale.add(pale)
                strong[symbols.shade(fill)] = full

    def _table(self, table: etree._Element, around: Around) -> None:
        rows = tables.cells(table, self._shared.theme)
        if not rows:
            return
        in_margin = around.kind in MARGIN_KINDS
        index = 0 if in_margin else self._shared.draft.new_table()
        outer, self._nested = self._nested, []
        self._tell_apart(rows)
        coloured = {cell.column for row in rows[1:] for cell in row if self._shade(cell.fill)}
        for n, row in enumerate(rows):
            shades = [self._shade(cell.fill) for cell in row]
            # A row that is coloured from end to end as the table's head says nothing in its empty cells.
            head = any(cell.header for cell in row) or (n == 0 and len(row) > 1 and len(set(shades)) == 1)
            for cell, colour in zip(row, shades, strict=True):
                # Grey is a mark only where the column holds colours: else it is the table's dress. A table of
                # one row has no column; there it is if the same grey was a mark before, as in a legend.
                known = len(rows) == 1 < len(row) and cell.fill in self._shared.greys
                grey = not colour and symbols.is_grey(cell.fill) and (cell.column in coloured or known)
                shade = "grå" if grey and not self._letters(cell.element) else colour
                if grey and shade:
                    self._shared.greys.add(cell.fill)
                place = place_at(index, cell.row, cell.column, cell.columns, cell.rows, header=cell.header)
                within = Around(around.kind, place, shade, around.toc)
                n_before = self._n_added
                self.blocks(cell.element, within)
                if self._n_added == n_before and not in_margin:
                    self._empty_cell(within, f"[{shade}]" if shade and (known or not head) else "")
                self._gap = 0
                nested, self._nested = self._nested, []
                for inner, _ in nested:
                    self._table(inner, around)
        self._nested = outer

    def _letters(self, cell: etree._Element) -> bool:
        return any((text.text or "").strip() for text in cell.iter(names.T)) or any(
            taken.text.strip()
            for p in cell.iter(names.P)
            for taken in self._paragraphs[p]
            if taken.element is None
        )

    def _empty_cell(self, around: Around, text: str) -> None:
        """An empty cell has one block; where it is coloured, the colour is what a reader sees in it."""
        self._add(around.kind or "paragraph", text, place=around.place, shade=around.shade)
        self._n_added += 1


def _is_body(kind: BlockKind, place: Place | None) -> bool:
    return place is None and kind in ("paragraph", "list")


def _is_toc(control: etree._Element) -> bool:
    properties = control.find(names.SDT_PR)
    gallery = None if properties is None else next(properties.iter(names.GALLERY), None)
    return gallery is not None and (gallery.get(names.VAL) or "").casefold().startswith("table of contents")


def _without_pages(text: str, paragraph: Paragraph) -> str:
    """A line of a header or footer without its page number; a year alone stays."""
    if _PAGE_WORDS.fullmatch(text) and not _YEAR.search(text):
        return ""
    return _PAGE_TAIL.sub("", text) if paragraph.paged and len(text) < _LONGEST_MARGIN else text
