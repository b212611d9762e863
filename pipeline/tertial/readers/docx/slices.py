"""Cuts the few elements that are needed out of a large part, so that the rest is never parsed.

A styles part is often larger than the document, and a report uses a dozen of its hundreds of styles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from lxml import etree

from tertial.readers.docx.names import MAIN

_PARSER: Final = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
)
_PREFIX: Final = re.compile(rb'xmlns(?::([\w.-]+))?\s*=\s*["\']' + re.escape(MAIN.encode()) + rb'["\']')
_AFTER_NAME: Final = b" \t\r\n/>"
_ROOT: Final = re.compile(rb"<(?![?!])([\w:.-]+)[^>]*>")


@dataclass(frozen=True, slots=True)
class Slice:
    """One element of a part, unparsed."""

    head: bytes
    """Its opening tag."""
    begin: int

    def get(self, attribute: str, default: str = "") -> str:
        """The value of an attribute, which is named without its prefix."""
        found = _attribute(attribute).search(self.head)
        return _plain((found[1] or found[2] or b"").decode("utf-8", "replace")) if found else default


class Slices:
    """A part whose elements are parsed one by one when they are asked for.

    Args:
        blob: The part's bytes.

    Raises:
        XMLSyntaxError: The part has to be parsed as a whole, and can't be.
    """

    def __init__(self, blob: bytes) -> None:
        hiding = b"!" in blob and (b"<!--" in blob or b"<![CDATA[" in blob)  # what could hide a tag
        if hiding or b"\0" in blob[:64]:  # or UTF-16
            blob = etree.tostring(etree.fromstring(blob, _PARSER), encoding="utf-8")
        root = _ROOT.search(blob)
        prefix = _PREFIX.search(root[0]) if root else None
        self._blob = blob
        self._head = root[0] if root and prefix and not root[0].endswith(b"/>") else b""
        self._tail = b"</" + root[1] + b">" if root else b""
        self._prefix = prefix[1] + b":" if prefix and prefix[1] else b""

    def all(self, tag: str) -> Iterator[Slice]:
        """The elements named `tag`, in order; they must not nest."""
        if not self._head:
            return
        blob, opening = self._blob, b"<" + self._prefix + tag.encode()
        at = blob.find(opening)
        while at >= 0:
            end = blob.find(b">", at) + 1
            if blob[at + len(opening)] in _AFTER_NAME:
                yield Slice(blob[at:end], at)
            at = blob.find(opening, end)

    def parse(self, of: Slice | None) -> etree._Element | None:
        """The element that a slice holds, or None where there is none, or it is damaged."""
        if of is None:
            return None
        source = of.head
        if not source.endswith(b"/>"):
            closing = b"</" + source[1:].split(maxsplit=1)[0].rstrip(b">") + b">"
            source = self._blob[of.begin : self._blob.find(closing, of.begin) + len(closing)]
        try:
            root = etree.fromstring(self._head + source + self._tail, _PARSER)
        except (etree.XMLSyntaxError, ValueError):
            return None
        return root[0] if len(root) else None


@lru_cache(maxsize=16)
def _attribute(name: str) -> re.Pattern[bytes]:
    return re.compile(rb"""[\s:]%s\s*=\s*(?:"([^"]*)"|'([^']*)')""" % name.encode())


def _plain(text: str) -> str:
    if "&" not in text:
        return text
    for entity, char in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        text = text.replace(entity, char)
    return text
