"""Parses a part no further than its elements are asked for.

A styles part is often larger than the document, and a report uses a few of its hundreds of styles.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

_PIECE: Final = 2_048
"""Bytes that are parsed at a time."""


def elements(blob: bytes, *tags: str) -> Iterator[tuple[etree._Element, int]]:
    """The elements named `tags` of a part, in order, each with a place in its bytes that it ends after.

    What is no proper XML ends them.
    """
    parser = etree.XMLPullParser(
        ("end",),
        tag=tags,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for at in range(0, len(blob), _PIECE):
            parser.feed(blob[at : at + _PIECE])
            for _, element in parser.read_events():
                yield element, at  # type: ignore[misc]
    except etree.XMLSyntaxError:
        return
