"""What stands in a line: the letters, marks and references of one paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from tertial.readers.docx import flatten as flat
from tertial.readers.docx import names, symbols
from tertial.readers.docx.fields import Fields
from tertial.readers.docx.styles import MIXED, PLAIN, Look, Styles
from tertial.readers.docx.visible import Part

_PROLOG: Final = 100
"""Bytes in which the XML declaration and its line end stand; a later line end may stand in the text."""
_SYMBOL_FONTS: Final = (b"dings", b'"Symbol"')
_WORD: Final = re.compile(r"[^\W_]")
_MARK_BYTE: Final = b"\xee"
"""With it begin the private characters, `flatten`'s marks among them, in UTF-8."""

_WORDED_RUN: Final = re.compile(f"{flat.RUN}([^{flat.TEXT}{flat.RUN}]*){flat.TEXT}[^{flat.RUN}\\w]*(?:_[^{flat.RUN}\\w]*)*\\w")
_BEFORE_LETTERS: Final = re.compile(f"{flat.RUN}[^{flat.TEXT}{flat.RUN}]*{flat.TEXT}?|{flat.TEXT}")


class Shape:
    """What a paragraph's properties say; all paragraphs with the same properties share one."""

    def __init__(self) -> None:
        self.style = ""
        """Id of the style; empty for the default one."""
        self.num_id: str | None = None
        """The list it names itself; "0" takes the style's numbering away."""
        self.ilvl = ""
        self.outline: str | None = None
        self.hidden = False
        """Its mark is hidden text: without letters it takes no line."""
        self.looks: dict[str, Look] = {}
        """How its letters look, by the properties of their run."""
        self.common: dict[frozenset[str], Look] = {}
        """How all its words look, by the properties of the runs that hold them."""


class Paragraph:
    """A paragraph as it is read, before it is known what it is.

    Defaults stand in the class: most paragraphs set few of the fields, and a report has thousands.
    """

    shape: Shape = Shape()
    text: str = ""
    look: Look = PLAIN
    """What all its words have in common."""
    toc: bool = False
    """It stands in the result of a field that makes a table of contents."""
    paged: bool = False
    """A page number was left out of it."""
    notes: tuple[tuple[str, str], ...] = ()
    """Foot- and endnotes it refers to: `footnote` or `endnote`, and the note's id."""


_NOTES: Final = {flat.FOOTNOTE: "footnote", flat.ENDNOTE: "endnote"}


def read(part: Part, blob: bytes, styles: Styles, *, margin: bool) -> dict[etree._Element, Paragraph]:
    """The paragraphs of a part, by their elements; those in text boxes too.

    Args:
        part: The part, trimmed to what is visible.
        blob: The part's bytes, which tell what need not be looked for.
        margin: Whether it is a header or footer, where page numbers are left out.

    Raises:
        XSLTApplyError: The elements are nested too deep.
    """
    found: dict[etree._Element, Paragraph] = {}
    lines = _Lines(styles, fonts=any(font in blob for font in _SYMBOL_FONTS))
    if blob.find(b"\n", _PROLOG) >= 0 or _MARK_BYTE in blob or b"\0" in blob[:4]:
        for root in (part.root, *(box for boxes in part.boxes.values() for box in boxes)):
            flat.clean(root)
    fields = Fields(drop_pages=margin, balanced=part.fields_balanced)
    lines.read(part.root, fields, found)
    for boxes in part.boxes.values():
        for box in boxes:
            lines.read(box, Fields(drop_pages=margin, balanced=False), found)
    return found


class _Lines:
    """Reads the flat paragraphs of one part."""

    def __init__(self, styles: Styles, *, fonts: bool) -> None:
        self._styles = styles
        self._fonts = fonts
        self._shapes: dict[str, Shape] = {}

    def read(self, root: etree._Element, fields: Fields, found: dict[etree._Element, Paragraph]) -> None:
        """Adds the paragraphs under `root` to those found."""
        field_marks = root.iter(names.FIELD_CHAR)
        shapes = self._shapes
        for element, line in zip(root.iter(names.P), flat.flatten(root, fonts=self._fonts), strict=False):
            head, _, runs = line.partition(flat.RUN)
            shape = shapes.get(head) or self._shape(head)
            found[element] = paragraph = Paragraph()
            paragraph.shape = shape
            if not runs:
                continue
            if not fields.active and flat.SPECIAL not in line:
                # One search for all runs: most paragraphs are nothing but letters.
                worded = frozenset(_WORDED_RUN.findall(line))
                look = shape.common.get(worded) or self._common(shape, worded)
                if look.plain:
                    self._finish(paragraph, _BEFORE_LETTERS.sub("", line[len(head) :]), look)
                    continue
            self._runs(paragraph, runs.split(flat.RUN), fields, field_marks)

    def _runs(
        self, paragraph: Paragraph, runs: list[str], fields: Fields, field_marks: Iterator[etree._Element]
    ) -> None:
        """Joins the letters of several runs, or of one that holds more than letters."""
        shape = paragraph.shape
        pieces: list[str] = []
        looks: list[Look] = []
        for run in runs:
            properties, _, letters = run.partition(flat.TEXT)
            look = shape.looks.get(properties) or self._look(shape, properties)
            if flat.TEXT in letters:
                letters = letters.replace(flat.TEXT, "")
            for n, piece in enumerate(letters.split(flat.SPECIAL)) if flat.SPECIAL in letters else ((0, letters),):
                text = piece
                if n % 2:
                    text = self._special(paragraph, piece, look, fields, field_marks, sum(map(len, pieces)))
                elif look.font:
                    text = symbols.marks(look.font, piece)
                if text and not look.hidden and not fields.mute:
                    pieces.append(text)
                    looks.append(look)
        if fields.active:
            paragraph.toc, paragraph.paged = fields.toc, fields.paged
            fields.end_paragraph()
        if not pieces:
            return
        look = looks[0]
        if len(set(looks)) > 1:
            worded = frozenset(look for piece, look in zip(pieces, looks, strict=True) if _WORD.search(piece))
            look = self._styles.common(worded or frozenset(looks))
        self._finish(paragraph, "".join(pieces), look)

    def _finish(self, paragraph: Paragraph, letters: str, look: Look) -> None:
        try:
            letters.encode("latin-1")  # far faster than a search, and possible for most paragraphs
        except UnicodeEncodeError:
            letters = symbols.private_marks(flat.strip(letters))
        paragraph.text = letters
        paragraph.look = look

    def _special(
        self,
        paragraph: Paragraph,
        special: str,
        look: Look,
        fields: Fields,
        field_marks: Iterator[etree._Element],
        n_letters: int,
    ) -> str:
        """An inserted symbol, a step of a field, or a reference to a note; the text it shows."""
        kind, value = special[:1], special[1:]
        if kind == flat.SYMBOL:
            font, _, code = value.partition(flat.CUT)
            return symbols.by_code(font, code)
        if kind == flat.FIELD_MARK:
            mark = next(field_marks, None)
            return "" if mark is None else fields.turn(mark, n_letters)
        if kind == flat.FIELD_CODE:
            fields.add_code(value)
        elif kind in _NOTES and not look.hidden and not fields.mute:
            paragraph.notes += ((_NOTES[kind], value),)
        return ""

    def _common(self, shape: Shape, worded: frozenset[str]) -> Look:
        """How all runs with words look; not plain where they must be read one by one."""
        looks = frozenset(shape.looks.get(one) or self._look(shape, one) for one in worded)
        if looks and all(look.plain for look in looks):
            look = self._styles.common(looks)
        else:
            look = MIXED
        shape.common[worded] = look
        return look

    def _look(self, shape: Shape, properties: str) -> Look:
        """How letters with these properties look in a paragraph of this shape."""
        look = self._styles.look(shape.style, properties)
        shape.looks[properties] = look
        return look

    def _shape(self, head: str) -> Shape:
        """What the properties of a paragraph say; paragraphs with the same share it."""
        shape = Shape()
        mark = []
        for word in head.split(flat.PROPERTY)[1:]:
            kind, value = word[:1], word[1:]
            if kind == flat.P_STYLE:
                shape.style = value
            elif kind == flat.NUM_ID:
                shape.num_id = value or "0"
            elif kind == flat.ILVL:
                shape.ilvl = value
            elif kind == flat.OUTLINE:
                shape.outline = value
            else:
                mark.append(flat.PROPERTY + word)
        shape.hidden = bool(mark) and self._styles.look(shape.style, "".join(mark)).hidden
        self._shapes[head] = shape
        return shape
