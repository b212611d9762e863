"""What stands in a line: the letters, marks and references of one paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from lxml import etree

from tertial.readers.docx import emphasis, names, symbols
from tertial.readers.docx.emphasis import WORD, Piece
from tertial.readers.docx.fields import Fields
from tertial.readers.docx.styles import LETTER_TAGS, PLAIN, Look, Props, Styles, symbol_font_of
from tertial.readers.docx.visible import Part

_PROLOG: Final = 100
"""Bytes in which the XML declaration and its line end stand; a later line end may stand in the text."""
_WRAP: Final = re.compile(r"[ \t]*[\r\n]+[ \t]*")


class Paragraph:
    """A paragraph as it is read, before it is known what it is.

    Defaults stand in the class: most paragraphs set few of the fields, and a report has thousands.
    """

    text: str = ""
    style: str = ""
    """Id of its style; empty for the default one."""
    num_id: str | None = None
    """The list it names itself; "0" takes the style's numbering away."""
    ilvl: str = ""
    outline: str | None = None
    look: Look = PLAIN
    """What all its words have in common."""
    lead: str = ""
    """What it begins with in bold or set apart otherwise, where the rest is not so."""
    pieces: Sequence[Piece] = ()
    """Its pieces, where their words do not all look alike."""
    mark: Props = ()
    """Properties of its mark."""
    hidden: bool = False
    """Its mark is hidden text: without letters it takes no line."""
    toc: bool = False
    """It stands in the result of a field that makes a table of contents."""
    paged: bool = False
    """A page number was left out of it."""
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
_PROPERTIES: Final = (names.P_STYLE, names.NUM_ID, names.ILVL, names.OUTLINE)
_OTHERS: Final = (names.SYM, names.FIELD_CHAR, names.FIELD_CODE)
_LETTERS: Final = frozenset(LETTER_TAGS)
_KINDS: Final[dict[object, str]] = {
    names.R: names.R,
    names.T: names.T,
    **{tag: tag for tag in (names.P, *LETTER_TAGS, *_PROPERTIES, *_OTHERS)},
    **{str(tag): str(tag) for tag in (*_CHARACTERS, *_NOTES)},
    names.MATH_R: names.R,
    names.MATH_T: names.T,
}
"""Elements that matter, and as which; the most frequent first. `is` compares the values."""
_TAGS: Final = tuple(map(str, _KINDS))


def read(part: Part, blob: bytes, styles: Styles, *, margin: bool) -> dict[etree._Element, Paragraph]:
    """The paragraphs of a part, by their elements; those in text boxes too.

    Args:
        part: The part, trimmed to what is visible.
        blob: The part's bytes, which tell what need not be looked for.
        margin: Whether it is a header or footer, where page numbers are left out.
    """
    lines = _Lines(styles, wrapped=blob.find(b"\n", _PROLOG) >= 0)
    lines.read(part.root, Fields(drop_pages=margin, balanced=part.fields_balanced))
    for boxes in part.boxes.values():
        for box in boxes:
            lines.read(box, Fields(drop_pages=margin, balanced=False))
    return lines.found


class _Lines:
    """Reads paragraphs in one flat pass over a tree.

    `iter` filters the elements in C, which is much faster than to go down from element to child. A pass by
    libxslt, in C throughout, was no faster: splitting what it writes costs as much as it saves.
    """

    def __init__(self, styles: Styles, *, wrapped: bool) -> None:
        self.found: dict[etree._Element, Paragraph] = {}
        self._styles = styles
        self._wrapped = wrapped
        self._fonts: dict[tuple[str, ...], str] = {}

    def read(self, root: etree._Element, fields: Fields) -> None:
        """Adds the paragraphs under `root` to those found."""
        found, looks_of, wrapped, fonts = self.found, self._styles.known_looks, self._wrapped, self._fonts
        kinds, r, t, p, fonts_tag, letter_tags = _KINDS, names.R, names.T, names.P, names.FONTS, _LETTERS
        plain = known = looks_of("")
        paragraph = Paragraph()
        look: Look | None
        before: list[Piece] = []  # the pieces before the one that is being read
        n_before = 0  # letters in them
        letters, current = "", None  # the piece that is being read, and how it looks
        props: Props = ()
        running = False  # before the first run stand the properties of the paragraph and of its mark
        for element in root.iter(*_TAGS):
            tag = kinds[element.tag]
            if tag is t:
                text = element.text
                if not text:
                    continue
                look = known.get(props) or self._styles.look(paragraph.style, props)
                if look.font:
                    text = symbols.marks(look.font, text)
                elif wrapped and "\n" in text:
                    text = _WRAP.sub(" ", text)
            elif tag is r:
                if not running:
                    running = True
                    if props:
                        paragraph.mark = props
                props = ()
                continue
            elif tag is fonts_tag:
                if running:
                    key: tuple[str, ...] = tuple(element.values())  # type: ignore[arg-type]
                    props += (tag, fonts.get(key) or self._font(element, key))
                continue
            elif tag in letter_tags:
                props += (tag, *element.values())  # type: ignore[arg-type]
                continue
            elif tag is p:
                if props and not running:
                    paragraph.mark = props
                if current is not None or paragraph.mark or fields.active:
                    self._finish(paragraph, before, current, letters, fields)
                    if before:
                        before, n_before = [], 0
                paragraph = found[element] = Paragraph()
                letters, current, known, props, running = "", None, plain, (), False
                continue
            elif not running:
                if tag is names.P_STYLE:
                    paragraph.style = element.get(names.VAL) or ""
                    known = looks_of(paragraph.style)
                else:
                    _set_property(paragraph, tag, element.get(names.VAL))
                continue
            else:
                look = known.get(props) or self._styles.look(paragraph.style, props)
                text = _CHARACTERS.get(tag) or self._other(
                    paragraph, element, look, fields, n_before + len(letters)
                )
            if not text or look.hidden or fields.mute:
                continue
            if look is current:
                letters += text
                continue
            if current is not None:
                before.append(_piece(current, letters))
                n_before += len(letters)
            current, letters = look, text
        if props and not running:
            paragraph.mark = props
        self._finish(paragraph, before, current, letters, fields)

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
        before: list[Piece],
        look: Look | None,
        letters: str,
        fields: Fields,
    ) -> None:
        """Completes a paragraph; a look counts for it only where all its words have it.

        Args:
            before: Its pieces but for the last.
            look: How the last piece looks; None where the paragraph has no letters.
            letters: Those of the last piece.
        """
        if fields.active:
            paragraph.toc, paragraph.paged = fields.toc, fields.paged
            fields.end_paragraph()
        if look is None:
            if paragraph.mark:
                known = self._styles.known_looks(paragraph.style)
                look = known.get(paragraph.mark) or self._styles.look(paragraph.style, paragraph.mark)
                paragraph.hidden = look.hidden
            return
        if before:
            before.append(_piece(look, letters))
            letters = "".join([text for _, text, _ in before])
            worded = [look for look, _, word in before if word]
            looks = frozenset(worded or [look for look, _, _ in before])
            if len(looks) > 1:
                paragraph.lead = emphasis.lead(before, worded[0], looks) if worded else ""
                paragraph.pieces = before
            look = self._styles.common(looks)
        paragraph.look = look
        try:
            letters.encode("latin-1")  # far faster than a search, and possible for most paragraphs
        except UnicodeEncodeError:
            letters = symbols.private_marks(letters)
        paragraph.text = letters


def _piece(look: Look, letters: str) -> Piece:
    return look, letters, letters[0].isalnum() or WORD.search(letters) is not None


def _set_property(paragraph: Paragraph, tag: object, value: str | None) -> None:
    if tag == names.NUM_ID:
        paragraph.num_id = value or "0"
    elif tag == names.ILVL:
        paragraph.ilvl = value or ""
    elif tag == names.OUTLINE:
        paragraph.outline = value or ""
