"""Takes out of a part's tree what a reader of the printed page does not see.

After it the letters of a paragraph are those of its `w:t`, in order, but for hidden runs and field codes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from tertial.readers.docx import names


@dataclass(slots=True)
class Part:
    """A part's tree, trimmed."""

    root: etree._Element
    boxes: dict[etree._Element, list[etree._Element]] = field(default_factory=dict)
    """Text boxes by the paragraph in which they are anchored, taken out of the tree."""
    fields_balanced: bool = True
    """Each complex field that begins also ends."""


def trim(root: etree._Element) -> Part:
    """A part without deletions, earlier formatting, fallbacks and hidden rows; text boxes set apart."""
    part = Part(root)
    joined: list[etree._Element] = []
    for element in list(root.iter(*_TAGS)):
        parent = element.getparent()
        if parent is not None:
            _HANDLERS.get(element.tag, _drop)(element, parent, part, joined)
    for paragraph in joined:
        _join(paragraph)
    depth = 0
    for mark in root.iter(names.FIELD_CHAR):
        kind = mark.get(names.FIELD_CHAR_TYPE)
        depth += (kind == "begin") - (kind == "end")
        part.fields_balanced = part.fields_balanced and depth >= 0
    part.fields_balanced = part.fields_balanced and depth == 0
    return part


Handler = Callable[[etree._Element, etree._Element, Part, list[etree._Element]], None]


def _drop(element: etree._Element, parent: etree._Element, part: Part, joined: list[etree._Element]) -> None:
    parent.remove(element)


def _deletion(
    element: etree._Element, parent: etree._Element, part: Part, joined: list[etree._Element]
) -> None:
    """A deletion of text; or, as a property, of a row or of a paragraph's mark."""
    above = parent.getparent()
    if parent.tag == names.TR_PR:
        _row(parent)
    elif parent.tag == names.R_PR and above is not None and above.tag == names.P_PR:
        paragraph = above.getparent()
        if paragraph is not None and paragraph.tag == names.P:
            joined.append(paragraph)
    elif parent.tag != names.R_PR:
        parent.remove(element)


def _row(properties: etree._Element) -> None:
    row = properties.getparent()
    if row is not None and row.tag == names.TR:
        _remove(row)


def _cell(element: etree._Element, parent: etree._Element, part: Part, joined: list[etree._Element]) -> None:
    above = parent.getparent()
    if parent.tag == names.TC_PR and above is not None and above.tag == names.TC:
        _remove(above)


def _hidden(
    element: etree._Element, parent: etree._Element, part: Part, joined: list[etree._Element]
) -> None:
    if parent.tag == names.TR_PR and names.is_on(element.get(names.VAL)):
        _row(parent)


def _choice(
    element: etree._Element, parent: etree._Element, part: Part, joined: list[etree._Element]
) -> None:
    if element.getprevious() is not None:
        parent.remove(element)  # a second choice, or the fallback after one


def _box(element: etree._Element, parent: etree._Element, part: Part, joined: list[etree._Element]) -> None:
    anchor = next(element.iterancestors(names.P), None)
    if anchor is not None:
        parent.remove(element)
        part.boxes.setdefault(anchor, []).append(element)


def _simple_field(
    element: etree._Element, parent: etree._Element, part: Part, joined: list[etree._Element]
) -> None:
    """A simple field is put as a complex one, so that there is one way to read them."""
    at = parent.index(element)
    code = etree.Element(names.R)
    etree.SubElement(code, names.FIELD_CODE).text = element.get(names.INSTRUCTION) or ""
    parent[at : at + 1] = [_field_mark("begin"), code, _field_mark("separate"), *element, _field_mark("end")]


def _field_mark(kind: str) -> etree._Element:
    run = etree.Element(names.R)
    etree.SubElement(run, names.FIELD_CHAR).set(names.FIELD_CHAR_TYPE, kind)
    return run


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _join(paragraph: etree._Element) -> None:
    """Where a paragraph's mark is deleted, its text goes on in the next paragraph."""
    following = paragraph.getnext()
    content = [child for child in paragraph if child.tag != names.P_PR]
    if following is not None and following.tag == names.P:
        first = following.find(names.P_PR)
        at = 0 if first is None else 1
        following[at:at] = content
        _remove(paragraph)
    elif next(paragraph.iter(names.T), None) is None:
        _remove(paragraph)


_HANDLERS: Final[dict[object, Handler]] = {
    names.DEL: _deletion,
    names.MOVE_FROM: _deletion,
    names.CELL_DEL: _cell,
    names.HIDDEN: _hidden,
    names.CHOICE: _choice,
    names.FALLBACK: _choice,
    names.TEXT_BOX: _box,
    names.SIMPLE_FIELD: _simple_field,
}
_TAGS: Final = (*(str(tag) for tag in _HANDLERS), names.RUBY_TEXT, *names.CHANGES)
