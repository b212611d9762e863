"""Which `header` and `footer` of a web page are its own, and which only open and close a card in it."""

from __future__ import annotations

from collections import Counter
from typing import Final

from lxml import etree

from tertial.readers.html.tables import text_of

_OWN: Final = ("article", "main", "section", "aside", "li", "td", "th", "fieldset", "dialog", "details")
"""Elements whose heads and feet are theirs."""
_HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
_SHARE: Final = 0.5
"""Part of a page's letters around its own head and foot."""


def of_page(root: etree._Element) -> frozenset[etree._Element]:
    """The `header` without a heading and the `footer` that stand alone of their kind in most of the page.

    What they stand in holds all its headings too: a card holds some of them.
    """
    found: set[etree._Element] = set()
    first = root.find("body")
    body = root if first is None else first
    whole, headings = _length(body), _headings(body)
    for tag in ("header", "footer"):
        homes = [(one, _home(one)) for one in body.iter(tag)]
        alike = Counter(home for _, home in homes)
        found |= {
            one
            for one, home in homes
            if alike[home] == 1
            and (home is body or (_length(home) >= _SHARE * whole and _headings(home) == headings))
            and next(one.iterancestors(*_OWN), None) is None
            and (tag == "footer" or next(one.iter(*_HEADINGS), None) is None)
        }
    return frozenset(found)


def _home(element: etree._Element) -> etree._Element:
    """What an element stands in, without boxes that hold nothing else."""
    own = _length(element)
    home = element.getparent()
    while home is not None and home.tag != "body" and _length(home) == own:
        home = home.getparent()
    return element if home is None else home


def _headings(element: etree._Element) -> int:
    return sum(1 for _ in element.iter(*_HEADINGS))


def _length(element: etree._Element) -> int:
    return len("".join(text_of(element).split()))
