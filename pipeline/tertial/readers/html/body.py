"""Walks over the elements of a web page, and tells a Draft what a reader of the page sees."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from lxml import etree

from tertial.document import MARGIN_KINDS, BlockKind, Draft, Place, place_at
from tertial.errors import TooLarge
from tertial.note_marks import raised
from tertial.readers.docx import symbols
from tertial.readers.docx.emphasis import parted
from tertial.readers.docx.shading import Shading
from tertial.readers.docx.styles import Look
from tertial.readers.html import tables
from tertial.readers.html.banners import of_page
from tertial.readers.html.css import FONT_SIZES, NOTHING, Sheet, Style, declared, look
from tertial.readers.html.kinds import kind_of, leads_back, note_meant, notes, set_apart, style_name
from tertial.readers.html.line import LONGEST_TWICE, Line, as_value, chosen, label_of, said_by
from tertial.readers.html.lists import HEADINGS, Lists
from tertial.readers.html.lists import TAGS as LISTS
from tertial.readers.html.preformatted import DIVIDES, line_ends
from tertial.readers.lettering import PLAIN, lettering
from tertial.readers.page_numbers import left_out
from tertial.swedish.words import fold

MOST_BLOCKS: Final = 500_000
"""Paragraphs and cells of a page."""

_SKIPPED: Final = frozenset(
    {
        "script", "style", "head", "noscript", "template", "iframe", "object", "embed", "applet", "audio",
        "video", "canvas", "map", "select", "textarea", "datalist", "del", "col", "colgroup", "xml", "math",
        "title", "meta", "link", "sdfield",
    }
)  # fmt: skip
_BLOCKS: Final = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog",
        "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3",
        "h4", "h5", "h6", "header", "hr", "html", "label", "legend", "li", "main", "menu", "nav", "ol", "p",
        "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    }
)  # fmt: skip
_LETTERS: Final = {
    "b": Style(bold=True), "strong": Style(bold=True), "i": Style(italic=True), "em": Style(italic=True),
    "cite": Style(italic=True), "u": Style(underline=True), "th": Style(bold=True), "dt": Style(bold=True),
    "s": Style(struck=True), "strike": Style(struck=True), "sup": Style(raised=True),
}  # fmt: skip
_REVIEW: Final = frozenset({"msocomanchor", "msocomtxt", "msocommentreference"})
_SPACE: Final = re.compile(r"[ \t\r\n\f]+")


@dataclass(slots=True)
class Around:
    """What an element stands in."""

    look: Look = PLAIN
    kind: BlockKind | None = None
    """What all paragraphs are, for margins, notes and tables of contents."""
    level: int = 0
    place: Place | None = None
    shade: str = ""
    style: str = ""
    number: str = ""
    depth: int = 0
    """How deep in lists."""
    preformatted: Iterator[str] | None = None
    """What the line ends to come of preformatted text are; None in text that is wrapped anew."""
    path: str = ""


class Walk:
    """Goes through a page in the order in which it is written."""

    def __init__(self, draft: Draft, sheet: Sheet, shading: Shading, root: etree._Element, name: str) -> None:
        self._draft = draft
        self._sheet = sheet
        self._shading = shading
        self._name = name
        self._line = Line()
        self._gap = 0
        self._n_added = 0
        self._last = ""
        self._dot = ""
        self._lists = Lists()
        self._nested: list[tuple[etree._Element, Around]] = []
        self._notes = notes(root)
        self._banners = of_page(root)
        self._waiting: list[etree._Element] = []
        self.struck: list[str] = []
        """What is struck out, in order."""

    def walk(self, element: etree._Element, around: Around) -> None:
        """All that stands in an element, which is a block of its own."""
        self._inside(element, around)
        self._flush(around)

    def _inside(self, element: etree._Element, around: Around) -> None:
        counts: dict[str, int] = {}
        if element.text:
            self._letters(element.text, around)
        placed = set_apart(element)
        for child in element:
            tag = child.tag
            if isinstance(tag, str):
                tag = tag.lower()
                if child in placed and self._line.runs and not self._line.ends_in_space:
                    self._letters(" ", around)
                counts[tag] = counts.get(tag, 0) + 1
                self._element(child, tag, around, f"{around.path}/{tag}[{counts[tag]}]")
            if child.tail:
                self._letters(child.tail, around)

    def _element(self, element: etree._Element, tag: str, around: Around, path: str) -> None:
        if tag in _SKIPPED or element in self._waiting or element.get("hidden") is not None:
            if tag == "select":
                self._line.add_value(chosen(element), around.look)
            return
        style = self._sheet.style(element)
        if style.hidden or not _REVIEW.isdisjoint((element.get("class") or "").casefold().split()):
            return
        if tag == "br":
            self._break(around)
        elif tag in ("img", "svg", "input", "area"):
            unseen = around.look.hidden or around.look.struck
            self._line.add_value("" if unseen else said_by(element, tag), around.look)
        elif tag == "a" and self._refers(element, around):
            return
        elif style.element == "number":
            self._line.add_number(element)
        elif style.tabs:
            self._letters("\t", around)
        elif tag == "table":
            self._flush(around)
            self._table(element, replace(around, path=path))
        elif style.block or (tag in _BLOCKS and style.block is not False and not _is_option(element)):
            self._flush(around)
            within = self._block(element, tag, style, replace(around, path=path))
            if within is not None:
                self._inside(element, within)
                self._flush(within)
                if tag in LISTS:
                    self._lists.end()
        else:
            self._inline(element, tag, style, replace(around, path=path))

    def _inline(self, element: etree._Element, tag: str, style: Style, around: Around) -> None:
        inner = look(_LETTERS.get(tag, NOTHING), around.look)
        if tag == "font":
            size = FONT_SIZES.get(element.get("size") or "")
            inner = replace(inner, size=size) if size else inner
            colour = element.get("color")
            face = element.get("face")
            if face and (font := symbols.symbol_font(face.split(",")[0].strip())):
                inner = replace(inner, font=font)
            if colour:
                inner = look(declared(f"color:{colour}"), inner)
        around.look = look(style, inner)
        before = len(self._line.runs)
        self._inside(element, around)
        if len(self._line.runs) == before and not len(element) and not (element.text or "").strip():
            self._sign(element, style, around)

    def _block(self, element: etree._Element, tag: str, style: Style, around: Around) -> Around | None:
        """What holds inside a block; None where it is read elsewhere."""
        classes = (element.get("class") or "").casefold().split()
        around.look = look(replace(style, fill=None), look(_LETTERS.get(tag, NOTHING), around.look))
        if tag in HEADINGS:
            around.level = HEADINGS[tag]
            around.style = f"heading {around.level}"
            around.look = replace(around.look, bold=style.bold is not False)
            around.number = around.number or self._lists.of_heading(element, around.level)
        elif style.outline:
            around.level = style.outline
        elif tag == "p":
            around.style = style_name(classes)
            around.level = 1 if around.style == "title" else around.level
        if style.list_level:
            around.depth = style.list_level
        if around.kind is None:
            around.kind = kind_of(element, tag, style, classes)
            if around.kind is None and element in self._banners:
                around.kind = "footer"
        if tag in LISTS:
            around.depth, around.number = self._lists.begin(element, tag), ""
        elif tag == "li":
            around.number = self._lists.of_item(element)
        elif tag == "pre":
            around.preformatted = line_ends(tables.text_of(element))
        elif tag == "caption":
            around.style = "caption"
        if style.element in ("comment-list", "comment"):
            return None
        return around

    def _break(self, around: Around) -> None:
        """A line end; two in a row part paragraphs."""
        if self._line.runs and self._line.runs[-1][0].endswith("\n"):
            self._flush(around)
            self._gap += 1
        elif self._line.runs:
            self._line.add("\n", around.look)
        elif around.place is None:
            self._gap += 1

    def _letters(self, text: str, around: Around) -> None:
        shown = around.look
        if shown.hidden:
            return
        if shown.struck:
            self.struck.append(text)
            return
        if around.preformatted is not None and "\n" in text:
            first, *others = text.replace("\r\n", "\n").split("\n")
            self._line.add(first, shown)
            for line in others:
                self._line_end(next(around.preformatted, ""), around)
                self._line.add(line.lstrip() if self._line.runs else line, shown)
            return
        if around.preformatted is None:
            text = _SPACE.sub(_one_space, text)
        if shown.font:
            text = symbols.marks(shown.font, text)
        elif shown.raised:
            text = raised(text)
        if self._line.ends_in_space and around.preformatted is None:
            text = text.lstrip(" \n") if self._line.runs else text.lstrip(" \t\n")
        if text:
            self._line.add(text, shown)

    def _line_end(self, joint: str, around: Around) -> None:
        """A line end in preformatted text, by what `line_ends` says of it."""
        runs = self._line.runs
        if joint and runs:
            text, shown = runs[-1]
            runs[-1] = text.rstrip()[:-1] if joint == DIVIDES else text.rstrip() + joint, shown
            return
        self._gap += not any(text.strip() for text, _ in runs)
        self._flush(around)

    def _sign(self, element: etree._Element, style: Style, around: Around) -> None:
        """An element without letters says what its label says, or shows its colour."""
        said = label_of(element)
        if said:
            self._line.add_value(as_value(said), around.look)
        elif style.fill and not self._dot:
            self._dot = style.fill

    def _refers(self, element: etree._Element, around: Around) -> bool:
        """Whether a link is the sign of a foot- or endnote; the note then follows the paragraph."""
        if leads_back(element):
            return around.kind == "footnote"
        note = self._notes.pop(note_meant(element), None)
        if note is None:
            return False
        self._waiting.append(note)
        return True

    def _flush(self, around: Around) -> None:
        """Ends the paragraph that is being read; what an icon in a heading says follows by itself."""
        icons = self._line.beside() if around.level and around.kind is None else []
        (number, runs), self._line = self._line.finished(around.number), Line()
        if not any(text.strip(" \t\n") for text, _ in runs):
            return
        for letters in [runs] if around.level else parted(runs):
            self._letter(number, letters, around)
            number = ""
        for said, shown in icons:
            self._letter("", [(said, shown)], replace(around, level=0, style="", number=""))
        if self._waiting and around.place is None:
            self._follow()

    def _letter(self, number: str, runs: list[tuple[str, Look]], around: Around) -> None:
        """Adds a paragraph, or a part of one, by its letters."""
        found = lettering(runs, inside=around.place is None)
        text, lead = found.text.strip(" \t\n"), found.lead
        kind: BlockKind = around.kind or ("heading" if around.level else "list" if number else "paragraph")
        if kind in MARGIN_KINDS:
            text = left_out(text)
        if around.place is not None:
            text = text.replace("\t", " ")
            if fold(text) == self._last and len(text) <= LONGEST_TWICE:
                return  # the value once more in the same cell
            self._last = fold(text)
        if number:
            text = f"{number} {text}"
            lead = f"{number} {lead.lstrip()}" if lead else ""
            around.number = ""
        level = around.level if kind == "heading" else around.depth if kind == "list" else 0
        shade = around.shade
        if len(text) <= symbols.LONGEST_SIGN and not shade and symbols.is_sign(text):
            shade = self._shading.word(found.look.colour)
        self._add(kind, text, level, number, found.lead and lead, found.apart, found.look, shade, around)

    def _add(
        self,
        kind: BlockKind,
        text: str,
        level: int,
        number: str,
        lead: str,
        apart: str,
        shown: Look,
        shade: str,
        around: Around,
    ) -> None:
        self._draft.add(
            kind,
            text,
            level=level,
            number=number,
            style=around.style,
            bold=shown.bold,
            lead=lead,
            apart=apart,
            italic=shown.italic,
            underline=shown.underline,
            size=shown.size,
            gap=self._gap,
            place=around.place,
            shade=shade,
            element=around.path,
        )
        self._n_added += 1
        self._gap = 0
        if self._n_added > MOST_BLOCKS:
            raise TooLarge(f"{self._name} has more than {MOST_BLOCKS:,} paragraphs and cells.", "Divide it.")

    def _follow(self) -> None:
        """Notes follow their paragraph, or the table that refers to them."""
        notes, self._waiting = self._waiting, []
        for note in notes:
            self.walk(note, Around(kind="footnote", path=note.getroottree().getpath(note)))
            note.clear()

    def _table(self, table: etree._Element, around: Around) -> None:
        if tables.sets_out(table):
            for row, path, _ in tables.rows_of(table):
                for number, cell in enumerate((c for c in row if c.tag in ("td", "th")), 1):
                    if not self._sheet.style(cell).hidden:
                        within = replace(around, path=f"{around.path}/{path}/{cell.tag}[{number}]")
                        self.walk(cell, within)
            return
        if around.place is not None:
            self._nested.append((table, around))
            return
        caption = table.find("caption")
        if caption is not None:
            self.walk(caption, replace(around, style="caption", path=f"{around.path}/caption[1]"))
        grid = tables.cells(table, around.path, self._sheet)
        if any(grid):
            self._grid(grid, replace(around, number="", level=0, style=""))
            if self._waiting:
                self._follow()

    def _grid(self, rows: list[list[tables.GridCell]], around: Around) -> None:
        in_margin = around.kind in MARGIN_KINDS
        index = 0 if in_margin else self._draft.new_table()
        outer, self._nested = self._nested, []
        lists, self._lists.around = self._lists.around, []
        self._shading.tell_apart(rows)
        coloured = self._shading.coloured(rows)
        for row in rows:
            for cell in row:
                shade, told = self._shading.of(cell, rows, coloured, _lettered) if cell.fill else ("", False)
                style = self._sheet.style(cell.element)
                shown = look(
                    replace(style, fill=None), look(_LETTERS.get(str(cell.element.tag), NOTHING), around.look)
                )
                place = place_at(index, cell.row, cell.column, cell.columns, cell.rows, header=cell.header)
                within = replace(around, look=shown, place=place, shade=shade, path=cell.path)
                before, self._last, self._dot = self._n_added, "", ""
                self.walk(cell.element, within)
                if self._n_added == before and not in_margin:
                    shade = shade or self._shading.word(self._dot)
                    text = f"[{shade}]" if shade and (told or self._dot) else ""
                    self._add("paragraph", text, 0, "", "", "", PLAIN, shade, within)
                self._gap = 0
                nested, self._nested = self._nested, []
                for inner, at in nested:
                    self._grid_of(inner, at)
        self._nested, self._lists.around = outer, lists

    def _grid_of(self, table: etree._Element, around: Around) -> None:
        grid = tables.cells(table, around.path, self._sheet)
        if any(grid):
            self._grid(grid, replace(around, place=None, shade=""))


def _is_option(element: etree._Element) -> bool:
    """Whether a label is that of a box, beside which it stands in the line."""
    return element.tag == "label" and any(
        box.get("type") in ("checkbox", "radio") for box in element.iter("input")
    )


def _lettered(cell: tables.GridCell) -> bool:
    return bool(tables.text_of(cell.element).strip())


def _one_space(match: re.Match[str]) -> str:
    """White space as a browser shows it; a tab inside a line is one, as offices write it."""
    found = match.group()
    return "\t" if "\t" in found and "\n" not in found and "\r" not in found else " "
