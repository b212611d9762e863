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

MARK: Final = "\ue000"
"""Stands in the source for plain paragraphs that were taken out, before the first's number."""
_PROLOG: Final = 100
"""Bytes in which the XML declaration and its line end stand; a later line end may stand in the text."""
_WRAP: Final = re.compile(r"[ \t]*[\r\n]+[ \t]*")


class Paragraph:
    """A paragraph as it is read, before it is known what it is.

    Defaults stand in the class: most paragraphs set few of the fields, and a report has thousands.
    """

    element: etree._Element | None = None
    """None where it was taken out of the source before that was parsed."""
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


# What to do with an element.
_TEXT, _RUN, _LETTERS, _FONTS, _PARAGRAPH, _OTHER = range(6)
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
_CODES: Final[dict[object, int]] = {
    names.T: _TEXT,
    names.MATH_T: _TEXT,
    names.R: _RUN,
    names.MATH_R: _RUN,
    **dict.fromkeys(LETTER_TAGS, _LETTERS),
    names.FONTS: _FONTS,
    names.P: _PARAGRAPH,
    **dict.fromkeys((*_CHARACTERS, *_NOTES, *_PROPERTIES, *_OTHERS), _OTHER),
}
_TAGS: Final = tuple(str(tag) for tag in _CODES)


def read(
    part: Part, blob: bytes, styles: Styles, plain: Sequence[Paragraph] = (), *, margin: bool
) -> dict[etree._Element, Sequence[Paragraph]]:
    """The paragraphs of a part, by the elements that are or stand for them; those in text boxes too.

    Args:
        part: The part, trimmed to what is visible.
        blob: The part's bytes, which tell what need not be looked for.
        plain: The paragraphs that were taken out of it; `MARK` and numbers stand for them.
        margin: Whether it is a header or footer, where page numbers are left out.
    """
    lines = Lines(styles, plain, wrapped=blob.find(b"\n", _PROLOG) >= 0)
    lines.read(part.root, Fields(drop_pages=margin, balanced=part.fields_balanced))
    for boxes in part.boxes.values():
        for box in boxes:
            lines.read(box, Fields(drop_pages=margin, balanced=False))
    return lines.found


class Lines:
    """Reads paragraphs in one flat pass over a tree.

    `iter` filters the elements in C, which is much faster than to go down from element to child. A pass by
    libxslt, in C throughout, was no faster: splitting what it writes costs as much as it saves.
    """

    def __init__(self, styles: Styles, plain: Sequence[Paragraph] = (), *, wrapped: bool = False) -> None:
        self.found: dict[etree._Element, Sequence[Paragraph]] = {}
        self._styles = styles
        self._plain = plain
        self._wrapped = wrapped

    def read(self, root: etree._Element, fields: Fields) -> None:
        """Adds the paragraphs under `root` to those found."""
        found, codes, looks_of, wrapped = self.found, _CODES, self._styles.known_looks, self._wrapped
        plain = known = looks_of("")
        paragraph = Paragraph()
        look: Look | None
        before: list[tuple[Look, str]] = []  # the pieces before the one that is being read
        n_before = 0  # letters in them
        letters, current = "", None  # the piece that is being read, and how it looks
        props: Props = ()
        running = False  # before the first run stand the properties of the paragraph and of its mark
        for element in root.iter(*_TAGS):
            tag = element.tag
            code = codes[tag]
            if code == _RUN:
                if running:
                    props = ()
                else:
                    running = True
                    if props:
                        paragraph.mark = props
                        props = ()
                continue
            if code == _TEXT:
                text = element.text
                if not text:
                    continue
                look = known.get(props) or self._styles.look(paragraph.style, props)
                if look.font:
                    text = symbols.marks(look.font, text)
                elif wrapped and "\n" in text:
                    text = _WRAP.sub(" ", text)
            elif code == _LETTERS:
                props += (tag, *element.values())  # type: ignore[arg-type]
                continue
            elif code == _PARAGRAPH:
                if props and not running:
                    paragraph.mark = props
                if current is not None or paragraph.mark or fields.active:
                    self._finish(paragraph, before, current, letters, fields)
                    if before:
                        before, n_before = [], 0
                paragraph = Paragraph()
                direct = element.text
                if direct and direct[0] == MARK:
                    begin, end = direct[1:].split(":")
                    found[element] = self._plain[int(begin) : int(end)]
                else:
                    paragraph.element = element
                    found[element] = (paragraph,)
                letters, current, known, props, running = "", None, plain, (), False
                continue
            elif not running:
                if tag == names.P_STYLE:
                    paragraph.style = element.get(names.VAL) or ""
                    known = looks_of(paragraph.style)
                else:
                    _set_property(paragraph, tag, element.get(names.VAL))
                continue
            elif code == _FONTS:
                props += (tag, symbol_font_of(element))
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
                before.append((current, letters))
                n_before += len(letters)
            current, letters = look, text
        if props and not running:
            paragraph.mark = props
        self._finish(paragraph, before, current, letters, fields)

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
        before: list[tuple[Look, str]],
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
        complete(paragraph, before, look, letters, self._styles)
        try:
            paragraph.text.encode("latin-1")  # far faster than a search, and possible for most paragraphs
        except UnicodeEncodeError:
            paragraph.text = symbols.private_marks(paragraph.text)


def complete(
    paragraph: Paragraph, before: list[tuple[Look, str]], look: Look, letters: str, styles: Styles
) -> None:
    """Gives a paragraph its letters and how they look; the same arguments as `Lines._finish`."""
    if before:
        before.append((look, letters))
        letters = "".join([text for _, text in before])
        pieces = [(look, text, text[0].isalnum() or WORD.search(text) is not None) for look, text in before]
        worded = [look for look, _, word in pieces if word]
        looks = frozenset(worded or [look for look, _ in before])
        if len(looks) > 1:
            paragraph.lead = emphasis.lead(pieces, worded[0], looks) if worded else ""
            paragraph.pieces = pieces
        look = styles.common(looks)
    paragraph.look = look
    paragraph.text = letters


def _set_property(paragraph: Paragraph, tag: object, value: str | None) -> None:
    if tag == names.NUM_ID:
        paragraph.num_id = value or "0"
    elif tag == names.ILVL:
        paragraph.ilvl = value or ""
    elif tag == names.OUTLINE:
        paragraph.outline = value or ""
