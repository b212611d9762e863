"""What stands in a line: the letters, marks and references of one paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from lxml import etree

from tertial.note_marks import raised
from tertial.readers.docx import names, symbols
from tertial.readers.docx.emphasis import Emphasis, Pieces, emphasis, held, parted
from tertial.readers.docx.fields import Fields
from tertial.readers.docx.styles import (
    LETTER_TAGS,
    PLAIN,
    Look,
    ParagraphStyle,
    Props,
    Styles,
    symbol_font_of,
)
from tertial.readers.docx.tables import MARKS
from tertial.readers.docx.visible import Part

_PROLOG: Final = 100
"""Bytes in which the XML declaration and its line end stand; a later line end may stand in the text."""
_WRAP: Final = re.compile(r"[ \t]*[\r\n]+[ \t]*")


class Paragraph:
    """A paragraph as it is read, before it is known what it is.

    Defaults stand in the class: most paragraphs set few of the fields, and a report has thousands.
    """

    style: ParagraphStyle
    text: str = ""
    num_id: str | None = None
    """The list it names itself; "0" takes the style's numbering away."""
    ilvl: str = ""
    outline: str | None = None
    look: Look = PLAIN
    """What all its words have in common."""
    lead: str = ""
    """What it begins with in bold or set apart otherwise, where the rest is not so."""
    pieces: Sequence[str] = ()
    """Its letters, parted where they begin to look otherwise; empty where all look alike."""
    emphasis: Emphasis = Emphasis(PLAIN)
    """What its pieces set apart."""
    hidden: bool = False
    """Its mark is hidden text: without letters it takes no line."""
    toc: bool = False
    """It stands in the result of a field that makes a table of contents."""
    struck: bool = False
    """Struck words were left out of it."""
    paged: bool = False
    """A page number was left out of it."""
    rest: Paragraph | None = None
    """What comes after it in the same paragraph of the file, under a line of its own in bold."""
    notes: tuple[tuple[str, str], ...] = ()
    """Foot- and endnotes it refers to: `footnote` or `endnote`, and the note's id."""


_CHARACTERS: Final[dict[object, str]] = {
    names.TAB: "\t",
    names.PTAB: "\t",
    names.BR: "\n",
    names.CR: "\n",
    names.NO_BREAK_HYPHEN: "-",
}
_NOTES: Final[dict[object, str]] = {names.FOOTNOTE_REFERENCE: "footnote", names.ENDNOTE_REFERENCE: "endnote"}
_PROPERTIES: Final = frozenset({names.P_STYLE, names.NUM_ID, names.ILVL, names.OUTLINE})
_OTHERS: Final = (names.SYM, names.FIELD_CHAR, names.FIELD_CODE)
_LETTERS: Final = frozenset(LETTER_TAGS)
_MARKS: Final = frozenset({names.SECTION, *MARKS})
_RUNS: Final = (names.R, names.MATH_R)
_KINDS: Final[dict[object, str]] = {
    names.T: names.T,
    **{tag: tag for tag in (names.P, *LETTER_TAGS, *sorted(_PROPERTIES), *_OTHERS, *sorted(_MARKS))},
    **{str(tag): str(tag) for tag in (*_CHARACTERS, *_NOTES)},
    names.MATH_T: names.T,
}
"""Elements that matter, and as which; the most frequent first. `is` compares the values."""
_TAGS: Final = tuple(map(str, _KINDS))


@dataclass(frozen=True, slots=True)
class Lines:
    """What a part holds."""

    paragraphs: dict[etree._Element, Paragraph]
    """By their elements; those in text boxes too."""
    marks: list[etree._Element]
    """Sections, fills and what rows and cells say of themselves, in order; without those in text boxes."""
    boxed: list[etree._Element]
    """Those in text boxes."""
    struck: list[str]
    """What is struck out, in order."""


def read(part: Part, blob: bytes, styles: Styles, *, left_out: frozenset[str]) -> Lines:
    """The lines of a part.

    Args:
        part: The part, trimmed to what is visible.
        blob: The part's bytes, which tell what need not be looked for.
        left_out: Names of fields whose results are left out.
    """
    flat = _Pass(styles, wrapped=blob.find(b"\n", _PROLOG) >= 0)
    marks = flat.read(part.root, Fields(left_out, balanced=part.fields_balanced))
    boxed: list[etree._Element] = []
    for box in chain.from_iterable(part.boxes.values()):
        boxed += flat.read(box, Fields(left_out, balanced=False))
    return Lines(flat.found, marks, boxed, flat.struck)


class _Pass:
    """Reads paragraphs in one flat pass over a tree.

    `iter` filters the elements in C, which is much faster than to go down from element to child. A pass by
    libxslt, in C throughout, was no faster: splitting what it writes costs as much as it saves.
    """

    def __init__(self, styles: Styles, *, wrapped: bool) -> None:
        self.found: dict[etree._Element, Paragraph] = {}
        self.struck: list[str] = []
        self._styles = styles
        self._wrapped = wrapped
        self._fonts: dict[tuple[str, ...], str] = {}

    def read(self, root: etree._Element, fields: Fields) -> list[etree._Element]:
        """Adds the paragraphs under `root` to those found, and gives the marks under it."""
        found, styles, wrapped, fonts = self.found, self._styles, self._wrapped, self._fonts
        kinds, t, p, fonts_tag, letter_tags = _KINDS, names.T, names.P, names.FONTS, _LETTERS
        body = style = styles.paragraph("")
        known = style.looks
        paragraph, at = Paragraph(), root
        paragraph.style = style
        looks: list[Look] = []  # of the pieces before the one that is being read
        pieces: list[str] = []
        letters, current = "", None  # the piece that is being read, and how it looks
        props: Props = ()  # of the latest run that has some
        marks: list[etree._Element] = []
        run = properties = None  # that run, and the element in which they stand
        mute = 0
        for element in root.iter(*_TAGS):
            tag = kinds[element.tag]
            if tag is t:
                text = element.text
                if not text:
                    continue
                if props and element.getparent() is not run:
                    run, props = None, self._props(element)
                look = known.get(props) or styles.look(style, props)
                if look.font:
                    text = symbols.marks(look.font, text)
                elif look.raised:
                    text = raised(text)
                elif wrapped and "\n" in text:
                    text = _WRAP.sub(" ", text)
            elif tag in letter_tags:
                parent = element.getparent()
                if parent is not properties and parent is not None:
                    properties, above = parent, parent.getparent()
                    if above is not run:
                        run, props = above, ()
                if tag is fonts_tag:
                    key: tuple[str, ...] = tuple(element.values())  # type: ignore[arg-type]
                    props += (tag, fonts.get(key) or self._font(element, key))
                else:
                    props += (tag, *element.values())  # type: ignore[arg-type]
                continue
            elif tag is p:
                if pieces or current is None or fields.active:
                    self._finish(paragraph, at, looks, pieces, current, letters, fields)
                    looks, pieces, mute = [], [], fields.mute
                else:
                    paragraph.look, paragraph.text = current, symbols.private_marks(letters)
                paragraph, at = Paragraph(), element
                found[element] = paragraph
                paragraph.style = style = body
                current, known, props = None, body.looks, ()
                continue
            elif tag in _PROPERTIES:
                if tag is names.P_STYLE:
                    paragraph.style = style = styles.paragraph(element.get(names.VAL) or "")
                    known = style.looks
                else:
                    _set_property(paragraph, tag, element.get(names.VAL))
                continue
            elif tag in _MARKS:
                marks.append(element)
                continue
            else:
                if props and element.getparent() is not run:
                    run, props = None, self._props(element)
                look = known.get(props) or styles.look(style, props)
                text = _CHARACTERS.get(tag)
                if text is None:
                    n_letters = sum(map(len, pieces)) + (len(letters) if current else 0)
                    text = self._other(paragraph, element, look, fields, n_letters)
                    mute = fields.mute
                elif tag is names.TAB and next(element.iterancestors(names.TABS), None) is not None:
                    continue  # where a paragraph's tabs stop
            if mute or not text:
                continue
            if look is current:
                letters += text
            elif look.struck and not look.hidden:
                self.struck.append(text)
                paragraph.struck = True
            elif not look.hidden:
                if current is not None:
                    looks.append(current)
                    pieces.append(letters)
                current, letters = look, text
        self._finish(paragraph, at, looks, pieces, current, letters, fields)
        return marks

    def _props(self, element: etree._Element) -> Props:
        """The properties of the run that an element stands in, where they were not met just before it.

        Right in a run there are none then; what else it stands in may have parted it from them.
        """
        parent = element.getparent()
        if parent is None or parent.tag in _RUNS:
            return ()
        run = next(element.iterancestors(*_RUNS), None)
        return () if run is None else self._set_in(run.find(names.R_PR))

    def _set_in(self, properties: etree._Element | None) -> Props:
        """All that a `w:rPr` sets."""
        props: Props = ()
        for element in () if properties is None else properties.iter(*LETTER_TAGS):
            if element.tag == names.FONTS:
                props += (names.FONTS, symbol_font_of(element))
            else:
                props += (_KINDS[element.tag], *element.values())  # type: ignore[arg-type]
        return props

    def _font(self, fonts: etree._Element, values: tuple[str, ...]) -> str:
        """What `symbol_font_of` says; remembered where none of the fonts is a symbol font."""
        if any(symbols.symbol_font(value) for value in values):
            return symbol_font_of(fonts)
        self._fonts[values] = "text"
        return "text"

    def _other(
        self, paragraph: Paragraph, element: etree._Element, look: Look, fields: Fields, n_letters: int
    ) -> str:
        """An inserted symbol, a step of a field, or a reference to a note; the text it shows."""
        tag = element.tag
        if tag == names.SYM:
            return symbols.by_code(element.get(names.FONT), element.get(names.CHAR))
        if tag == names.FIELD_CHAR:
            return fields.turn(element, n_letters)
        if tag == names.FIELD_CODE:
            fields.add_code(element.text or "")
        elif tag in _NOTES and not look.hidden and not fields.mute:
            paragraph.notes += ((_NOTES[tag], element.get(names.ID) or ""),)
        return ""

    def _finish(
        self,
        paragraph: Paragraph,
        element: etree._Element,
        looks: list[Look],
        pieces: list[str],
        look: Look | None,
        letters: str,
        fields: Fields,
    ) -> None:
        """Completes a paragraph; a look counts for it only where all its words have it.

        Args:
            looks: How its pieces look, but for the last.
            pieces: The letters of these.
            look: How the last piece looks; None where the paragraph has no letters.
            letters: Those of the last piece.
        """
        if fields.active:
            paragraph.toc, paragraph.paged = fields.toc, fields.paged
            fields.end_paragraph()
        if look is None:
            mark = self._set_in(element.find(f"{names.P_PR}/{names.R_PR}")) if len(element) else ()
            if mark:
                look = paragraph.style.looks.get(mark) or self._styles.look(paragraph.style, mark)
                paragraph.hidden = look.hidden
            return
        if not pieces:
            paragraph.look, paragraph.text = look, symbols.private_marks(letters)
            return
        pieces.append(letters)
        looks.append(look)
        first, *others = [list(zip(pieces, looks, strict=True))]
        if not paragraph.style.level:
            first, *others = parted(first)
        for letters_of in reversed(others):
            rest = Paragraph()
            rest.style, rest.num_id, rest.struck = paragraph.style, "0", paragraph.struck
            rest.notes, rest.rest = paragraph.notes, paragraph.rest
            paragraph.notes, paragraph.rest = (), rest
            _letter(rest, letters_of)
        _letter(paragraph, first)


def _letter(paragraph: Paragraph, letters: Pieces) -> None:
    """Gives a paragraph its letters, and what they set apart."""
    looks, pieces = tuple(look for _, look in letters), [text for text, _ in letters]
    found = emphasis(looks, tuple(map(held, pieces)))
    paragraph.lead = found.lead(pieces)
    paragraph.emphasis, paragraph.pieces, paragraph.look = found, pieces, found.look
    paragraph.text = symbols.private_marks("".join(pieces))


def _set_property(paragraph: Paragraph, tag: object, value: str | None) -> None:
    if tag == names.NUM_ID:
        paragraph.num_id = value or "0"
    elif tag == names.ILVL:
        paragraph.ilvl = value or ""
    elif tag == names.OUTLINE:
        paragraph.outline = value or ""
