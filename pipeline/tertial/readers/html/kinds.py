"""What the blocks of a web page are, where they say so themselves: margins, notes, tables of contents."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from lxml import etree

from tertial.document import BlockKind
from tertial.readers.html.css import Style

_TOC: Final = re.compile(r"msotoc\d|toc\d?|table[ _-]of[ _-]contents.*|innehallsforteckning", re.IGNORECASE)
_NOTE: Final = re.compile(r"#(?:_?(?P<word>(?:ft|ed)n\d+)|(?P<office>sd(?:foot|end)note\d+)sym)")
_NOTE_ID: Final = re.compile(r"(?:ft|ed)n\d+|sd(?:foot|end)note\d+")
_BACK: Final = re.compile(r"#(?:_?(?:ft|ed)nref\d+|sd(?:foot|end)note\d+anc)")
_LONGEST_TARGET: Final = 60
_LONGEST_ID: Final = 40
_STYLES: Final = {
    "msotitle": "title",
    "msosubtitle": "subtitle",
    "msocaption": "caption",
    "msoquote": "quote",
}


def kind_of(element: etree._Element, tag: str, style: Style, classes: Sequence[str]) -> BlockKind | None:
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
    return None


def style_name(classes: Sequence[str]) -> str:
    """The name of a paragraph style of Word's, as a .docx has it."""
    return _STYLES.get(next((name for name in classes if name.startswith("mso")), ""), "")


def notes(root: etree._Element) -> dict[str, etree._Element]:
    """Foot- and endnotes by their ids."""
    return {
        id_: element
        for element in root.iter("div", "aside")
        if _NOTE_ID.fullmatch(id_ := (element.get("id") or "")[:_LONGEST_ID])
    }


def note_meant(link: etree._Element) -> str:
    """The id of the note that a link is the sign of; empty for other links."""
    found = _NOTE.fullmatch((link.get("href") or "")[:_LONGEST_TARGET])
    return (found["word"] or found["office"]) if found is not None else ""


def leads_back(link: etree._Element) -> bool:
    """Whether a link leads from a note to where it is referred to."""
    return _BACK.fullmatch((link.get("href") or "")[:_LONGEST_TARGET]) is not None


_BOXES: Final = frozenset({"div", "header", "footer", "section", "article", "aside", "nav", "main"})


def set_apart(element: etree._Element) -> set[etree._Element]:
    """The children that a page's style places beside what is before them, though no space is written between.

    A box that holds no letters of its own places its children; where each is of another class they are
    different things (a figure, its unit, what it measures), and no parts of one word.
    """
    if (element.tag not in _BOXES) or (element.text or "").strip():
        return set()
    children = [child for child in element if isinstance(child.tag, str)]
    if any((child.tail or "").strip() for child in children):
        return set()
    told = [(child, child.tag, child.get("class") or ("a" if child.tag == "a" else "")) for child in children]
    return {
        two for (_, *before), (two, *after) in pairwise(told) if before != after and before[-1] and after[-1]
    }
