"""Reads web pages (.html, .mht): what a reader of the page sees, in order, with its marks and places.

The steps: page makes a tree of the bytes, css says how its elements look, body walks over them, tables makes
grids of its tables. No script is run and nothing is fetched.
"""

from __future__ import annotations

from typing import Final

from lxml import etree

from tertial.document import Document, Draft
from tertial.errors import BrokenFile, TooLarge
from tertial.readers import foreign, struck
from tertial.readers.docx.shading import Shading
from tertial.readers.finished import finished
from tertial.readers.html import page
from tertial.readers.html.body import Around, Walk
from tertial.readers.html.css import Sheet, colour
from tertial.readers.html.tables import text_of

MEDIA_TYPE: Final = "text/html"
ARCHIVE_TYPE: Final = "multipart/related"
LIMIT: Final = 50 * 1024 * 1024
"""Largest page, in bytes."""
_NAMED: Final = frozenset({"subject", "keywords"})


def read(data: bytes, name: str) -> Document:
    """A web page, saved alone or in a web archive, as a Document.

    Notes follow the paragraph that refers to them. Running heads and feet and menus are last.

    Raises:
        EmptyFile, TooLarge, BrokenFile: The bytes are no page that can be read.
    """
    if len(data) > LIMIT:
        raise TooLarge(
            f"{name} is {len(data) // 2**20} MB, and a web page may have {LIMIT // 2**20} MB.", "Divide it."
        )
    archive = not foreign.head(data).startswith("<")
    draft = Draft(data=data, source=name, media_type=ARCHIVE_TYPE if archive else MEDIA_TYPE, reader="html")
    pages = list(page.in_archive(data, name)) if archive else [(data, "")]
    try:
        for blob, declared in pages:
            _page(draft, page.parse(blob, name, declared), name)
    except RecursionError as error:
        raise BrokenFile(
            f"{name} can't be read: its elements are nested too deep.", "Print it as PDF."
        ) from error
    document = finished(draft, "If scripts fill the page, print it as PDF in a browser and give that.")
    if not archive and page.cut_off(data):
        raise BrokenFile(f"{name} is cut off: it ends inside a tag.", "Fetch or copy it anew.")
    return document


def _page(draft: Draft, root: etree._Element, name: str) -> None:
    sheet = Sheet("\n".join(text_of(style) for style in root.iter("style")))
    fills = {
        sheet.style(cell).fill or colour((cell.get("bgcolor") or "").lower())
        for cell in root.iter("td", "th")
    }
    body = root.find("body")
    walk = Walk(draft, sheet, Shading(fills), root, name)
    walk.walk(root if body is None else body, Around(path="body"))
    draft.warnings += struck.warnings(walk.struck)
    title = root.find("head/title")
    text = " ".join(text_of(title).split()) if title is not None else ""
    if text:
        draft.properties.setdefault("title", text)
    for meta in root.iter("meta"):
        key = (meta.get("name") or "").casefold()
        content = " ".join((meta.get("content") or "").split())
        if key in _NAMED and content:
            draft.properties.setdefault(key, content)
