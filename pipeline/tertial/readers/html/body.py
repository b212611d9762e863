"""Walks over the elements of a web page, and tells a Draft what a reader of the page sees."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Final

from lxml import etree

from tertial.document import MARGIN_KINDS, BlockKind, Draft, Place, place_at
from tertial.errors import TooLarge
from tertial.readers.docx import symbols
from tertial.readers.docx.numbering import BULLET
from tertial.readers.docx.shading import Shading
from tertial.readers.docx.styles import Look
from tertial.readers.html import tables
from tertial.readers.html.css import FONT_SIZES, NOTHING, Sheet, Style, declared, look
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
}  # fmt: skip
_HEADING: Final = re.compile(r"h([1-6])")
_TOC: Final = re.compile(r"msotoc\d|toc\d?|table[ _-]of[ _-]contents.*|innehallsforteckning", re.IGNORECASE)
_NOTE: Final = re.compile(r"#(?:_?(?P<word>(?:ft|ed)n\d+)|(?P<office>sd(?:foot|end)note\d+)sym)")
_NOTE_ID: Final = re.compile(r"(?:ft|ed)n\d+|sd(?:foot|end)note\d+")
_BACK: Final = re.compile(r"#(?:_?(?:ft|ed)nref\d+|sd(?:foot|end)note\d+anc)")
_PRINTED: Final = re.compile(r"(?=.*\d)[\w.()§-]{1,20}|\(?[A-Za-z]{1,6}[.)]")
"""A number before a paragraph and no bullet."""
_REVIEW: Final = frozenset({"msocomanchor", "msocomtxt", "msocommentreference"})
_SPACE: Final = re.compile(r"[ \t\r\n\f]+")
_FILE: Final = re.compile(r"\.\w{2,4}$|[/\\_]|^(?:bild|image|picture|figur|logo)", re.IGNORECASE)
_LONGEST_ALT: Final = 40
"""Characters; a longer alternative text describes a picture, and is no value."""
_LONGEST_TWICE: Final = 60
"""Characters of a value that stands twice: once as a picture, once as letters."""


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
    preformatted: bool = False
    path: str = ""


@dataclass(slots=True)
class _List:
    """A list that is open."""

    ordered: bool
    form: str
    count: int


@dataclass(slots=True)
class _Line:
    """The paragraph that is being read."""

    runs: list[tuple[str, Look]] = field(default_factory=list)
    values: list[str] = field(default_factory=list)
    """What its pictures and elements say, folded, one for each of `runs`."""

    @property
    def ends_in_space(self) -> bool:
        return not self.runs or self.runs[-1][0][-1:] in " \t\n"


class Walk:
    """Goes through a page in the order in which it is written."""

    def __init__(self, draft: Draft, sheet: Sheet, shading: Shading, root: etree._Element, name: str) -> None:
        self._draft = draft
        self._sheet = sheet
        self._shading = shading
        self._name = name
        self._line = _Line()
        self._gap = 0
        self._n_added = 0
        self._last = ""
        self._dot = ""
        self._lists: list[_List] = []
        self._heads: dict[int, int] = {}
        self._nested: list[tuple[etree._Element, Around]] = []
        self._notes = _notes(root)
        self._waiting: list[etree._Element] = []

    def walk(self, element: etree._Element, around: Around) -> None:
        """All that stands in an element, which is a block of its own."""
        self._inside(element, around)
        self._flush(around)

    def _inside(self, element: etree._Element, around: Around) -> None:
        counts: dict[str, int] = {}
        if element.text:
            self._letters(element.text, around)
        for child in element:
            tag = child.tag
            if isinstance(tag, str):
                tag = tag.lower()
                counts[tag] = counts.get(tag, 0) + 1
                self._element(child, tag, around, f"{around.path}/{tag}[{counts[tag]}]")
            if child.tail:
                self._letters(child.tail, around)

    def _element(self, element: etree._Element, tag: str, around: Around, path: str) -> None:
        if tag in _SKIPPED or element in self._waiting or element.get("hidden") is not None:
            if tag == "select":
                self._chosen(element, around)
            return
        style = self._sheet.style(element)
        if style.hidden or not _REVIEW.isdisjoint((element.get("class") or "").casefold().split()):
            return
        if tag == "br":
            self._break(around)
        elif tag in ("img", "svg", "input", "area"):
            self._picture(element, tag, around)
        elif tag == "a" and self._refers(element, around):
            return
        elif style.element == "number":
            self._number(element)
        elif style.tabs:
            self._letters("\t", around)
        elif tag == "table":
            self._flush(around)
            self._table(element, replace(around, path=path))
        elif style.block or (tag in _BLOCKS and style.block is not False):
            self._flush(around)
            within = self._block(element, tag, style, replace(around, path=path))
            if within is not None:
                self._inside(element, within)
                self._flush(within)
                self._after(tag)
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
        heading = _HEADING.fullmatch(tag)
        if heading is not None:
            around.level = int(heading[1])
            around.style = f"heading {heading[1]}"
            around.look = replace(around.look, bold=style.bold is not False)
            around.number = around.number or self._head_number(element, around.level)
        elif style.outline:
            around.level = style.outline
        elif tag == "p":
            around.style = _style_name(classes)
            around.level = 1 if around.style == "title" else around.level
        if style.list_level:
            around.depth = style.list_level
        if around.kind is None:
            around.kind = self._kind(element, tag, style, classes)
        if tag in ("ol", "ul", "menu", "dir"):
            self._lists.append(_List(tag == "ol", element.get("type") or "1", _start(element) - 1))
            around.depth, around.number = len(self._lists), ""
        elif tag == "li":
            around.number = self._item(element)
        elif tag == "pre":
            around.preformatted = True
        elif tag == "caption":
            around.style = "caption"
        if style.element in ("comment-list", "comment"):
            return None
        return around

    def _after(self, tag: str) -> None:
        if tag in ("ol", "ul", "menu", "dir") and self._lists:
            self._lists.pop()

    def _kind(self, element: etree._Element, tag: str, style: Style, classes: list[str]) -> BlockKind | None:
        """What a block's paragraphs are, where it says so itself."""
        title = element.get("title") if tag == "div" else None
        said = style.element or title or ""
        if said in ("header", "footer"):
            return "header" if said == "header" else "footer"
        if said in ("footnote", "endnote"):
            return "footnote"
        if any(_TOC.fullmatch(name) for name in (*classes, element.get("id") or "")):
            return "toc"
        if tag == "nav" or element.get("role") in ("navigation", "banner", "contentinfo", "search"):
            return "footer"
        if (
            tag in ("header", "footer")
            and next(element.iterancestors("article", "main", "section"), None) is None
        ):
            return "footer" if tag == "footer" or next(element.iter("h1"), None) is None else None
        return None

    def _head_number(self, element: etree._Element, level: int) -> str:
        """The printed number of a heading that is an item of a list, as LibreOffice saves them.

        The lists of levels above are opened anew for each, so the counts of these are kept.
        """
        parent = element.getparent()
        if parent is None or parent.tag != "li" or not self._lists or not self._lists[-1].ordered:
            return ""
        self._heads = {at: count for at, count in self._heads.items() if at < level}
        current = self._lists[-1]
        current.count += 1
        self._heads[level] = current.count
        return ".".join(str(self._heads[at]) for at in sorted(self._heads))

    def _item(self, element: etree._Element) -> str:
        """The printed number or bullet of an item of a list."""
        if not self._lists:
            return BULLET
        current = self._lists[-1]
        if not current.ordered:
            return BULLET
        first = next((child.tag for child in element), None)
        if isinstance(first, str) and _HEADING.fullmatch(first) and not (element.text or "").strip():
            return ""  # the heading counts itself
        value = element.get("value") or ""
        current.count = int(value) if value.isdecimal() and len(value) < 7 else current.count + 1
        return f"{_counted(current.count, current.form)}."

    def _break(self, around: Around) -> None:
        """A line end; two in a row part paragraphs."""
        if self._line.runs and self._line.runs[-1][0].endswith("\n"):
            self._flush(around)
            self._gap += 1
        elif self._line.runs:
            self._append("\n", around.look)
        elif around.place is None:
            self._gap += 1

    def _letters(self, text: str, around: Around) -> None:
        shown = around.look
        if shown.hidden:
            return
        if around.preformatted and "\n" in text:
            first, *others = text.replace("\r\n", "\n").split("\n")
            self._append(first, shown)
            for line in others:
                self._gap += not self._line.runs
                self._flush(around)
                self._append(line, shown)
            return
        if not around.preformatted:
            text = _SPACE.sub(_one_space, text)
        if shown.font:
            text = symbols.marks(shown.font, text)
        if self._line.ends_in_space and not around.preformatted:
            text = text.lstrip(" \n") if self._line.runs else text.lstrip(" \t\n")
        if text:
            self._append(text, shown)

    def _append(self, text: str, shown: Look) -> None:
        value = fold(text.strip()) if len(text) <= _LONGEST_TWICE else ""
        if value and any(c.isalpha() for c in value):
            # Printed twice: as a picture's alternative text and as letters, or for screen and for ear.
            before = next((known for known in reversed(self._line.values) if known != " "), "")
            if value == before:
                return
        self._line.runs.append((text, shown))
        self._line.values.append(value or (" " if not text.strip() else ""))

    def _picture(self, element: etree._Element, tag: str, around: Around) -> None:
        """A picture says what its alternative text says, a box whether it is ticked."""
        if around.look.hidden:
            return
        if tag == "input":
            kind = (element.get("type") or "text").casefold()
            if kind in ("checkbox", "radio"):
                self._value("☒" if element.get("checked") is not None else "☐", around)
            elif kind == "text":
                self._value(element.get("value") or "", around)
            return
        said = element.get("alt") or element.get("aria-label") or element.get("title") or ""
        if tag == "svg" and not said:
            said = next((tables.text_of(child) for child in element if child.tag == "title"), "")
        self._alternative(said, around)

    def _sign(self, element: etree._Element, style: Style, around: Around) -> None:
        """An element without letters says what its label says, or shows its colour."""
        said = element.get("aria-label") or (element.get("title") if element.tag != "a" else "") or ""
        if said:
            self._alternative(said, around)
        elif style.fill and not self._dot:
            self._dot = style.fill

    def _alternative(self, said: str, around: Around) -> None:
        said = " ".join(said.split())
        if said and len(said) <= _LONGEST_ALT and not _FILE.search(said):
            self._value(said, around)

    def _value(self, said: str, around: Around) -> None:
        if said.strip():
            lead = "" if self._line.ends_in_space else " "
            self._append(lead + said.strip() + " ", around.look)

    def _chosen(self, element: etree._Element, around: Around) -> None:
        chosen = next((one for one in element.iter("option") if one.get("selected") is not None), None)
        if chosen is not None:
            self._value(tables.text_of(chosen), around)

    def _number(self, element: etree._Element) -> None:
        """The number or bullet that Word wrote before a paragraph."""
        printed = tables.text_of(element).strip(" \t\r\n\u00a0")
        number = printed if _PRINTED.fullmatch(printed) else BULLET
        self._line.runs.append((f"\x00{number}\x00", PLAIN))
        self._line.values.append("")

    def _refers(self, element: etree._Element, around: Around) -> bool:
        """Whether a link is the sign of a foot- or endnote; the note then follows the paragraph."""
        target = (element.get("href") or "")[:60]
        if _BACK.fullmatch(target):
            return around.kind == "footnote"
        found = _NOTE.fullmatch(target)
        note = self._notes.pop(found["word"] or found["office"], None) if found is not None else None
        if note is None:
            return False
        self._waiting.append(note)
        return True

    def _flush(self, around: Around) -> None:
        """Ends the paragraph that is being read."""
        line, self._line = self._line, _Line()
        number = around.number
        if line.runs and line.runs[0][0][:1] == "\x00":
            number = line.runs[0][0].strip("\x00")
            line.runs = line.runs[1:]
        runs = [(symbols.private_marks(text.replace("\x00", "")), shown) for text, shown in line.runs]
        if not any(text.strip(" \t\n") for text, _ in runs):
            return
        found = lettering(runs, inside=around.place is None)
        text, lead = found.text.strip(" \t\n"), found.lead
        kind: BlockKind = around.kind or ("heading" if around.level else "list" if number else "paragraph")
        if kind in MARGIN_KINDS:
            text = left_out(text)
        if around.place is not None:
            text = text.replace("\t", " ")
            if fold(text) == self._last and len(text) <= _LONGEST_TWICE:
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
        if self._waiting and around.place is None:
            self._follow()

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
        outer, self._nested, lists, self._lists = self._nested, [], self._lists, []
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
        self._nested, self._lists = outer, lists

    def _grid_of(self, table: etree._Element, around: Around) -> None:
        grid = tables.cells(table, around.path, self._sheet)
        if any(grid):
            self._grid(grid, replace(around, place=None, shade=""))


def _lettered(cell: tables.GridCell) -> bool:
    return bool(tables.text_of(cell.element).strip())


def _one_space(match: re.Match[str]) -> str:
    """White space as a browser shows it; a tab inside a line is one, as offices write it."""
    found = match.group()
    return "\t" if "\t" in found and "\n" not in found and "\r" not in found else " "


def _notes(root: etree._Element) -> dict[str, etree._Element]:
    """Foot- and endnotes by their ids."""
    return {
        id_: element
        for element in root.iter("div", "aside")
        if _NOTE_ID.fullmatch(id_ := (element.get("id") or "")[:40])
    }


def _style_name(classes: list[str]) -> str:
    """The name of a paragraph style of Word's, as a .docx has it."""
    name = next((name for name in classes if name.startswith("mso")), "")
    known = {"msotitle": "title", "msosubtitle": "subtitle", "msocaption": "caption", "msoquote": "quote"}
    return known.get(name, "")


def _start(element: etree._Element) -> int:
    value = element.get("start") or ""
    return int(value) if value.isdecimal() and len(value) < 7 else 1


def _counted(count: int, form: str) -> str:
    if form in ("a", "A") and 0 < count <= 26:
        return chr(ord(form) + count - 1)
    if form in ("i", "I") and 0 < count < 40:
        roman = "x" * (count // 10) + ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[count % 10]
        return roman if form == "i" else roman.upper()
    return str(count)
