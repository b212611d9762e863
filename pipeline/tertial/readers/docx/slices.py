"""Cuts the few elements that are needed out of a large part, so that the rest is never parsed.

A styles part is often larger than the document, and a report uses a dozen of its hundreds of styles.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from lxml import etree

from tertial.readers.docx.names import MAIN

_PARSER: Final = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
)
_ATTRIBUTE: Final = re.compile(r'([\w.-]+)\s*=\s*(?:"([^"]*)"|\'([^\']*)\')')
_PREFIX: Final = re.compile(rb'xmlns(?::([\w.-]+))?\s*=\s*["\']' + re.escape(MAIN.encode()) + rb'["\']')
_ROOT: Final = re.compile(rb"<(?![?!])([\w:.-]+)[^>]*>")


@dataclass(frozen=True, slots=True)
class Slice:
    """One element of a part, unparsed."""

    attributes: dict[str, str]
    """Without prefixes."""
    source: bytes


class Slices:
    """A part whose elements are parsed one by one when they are asked for.

    Args:
        blob: The part's bytes.

    Raises:
        XMLSyntaxError: The part has to be parsed as a whole, and can't be.
    """

    def __init__(self, blob: bytes) -> None:
        if b"\0" in blob[:64] or b"<!--" in blob or b"<![CDATA[" in blob:  # UTF-16, or what could hide a tag
            blob = etree.tostring(etree.fromstring(blob, _PARSER), encoding="utf-8")
        root = _ROOT.search(blob)
        prefix = _PREFIX.search(root[0]) if root else None
        self._blob = blob
        self._head = root[0] if root and prefix and not root[0].endswith(b"/>") else b""
        self._tail = b"</" + root[1] + b">" if root else b""
        self._prefix = prefix[1] + b":" if prefix and prefix[1] else b""

    def all(self, tag: str) -> list[Slice]:
        """The elements named `tag`, in order; they must not nest."""
        if not self._head:
            return []
        name = self._prefix + tag.encode()
        found = []
        closing = b"</" + name + b">"
        for match in re.finditer(rb"<" + re.escape(name) + rb"(\s[^>]*)?/?>", self._blob):
            begin, end = match.span()
            if not match[0].endswith(b"/>"):
                end = self._blob.find(closing, end) + len(closing)
            attributes = {
                key: _plain(value or other)
                for key, value, other in _ATTRIBUTE.findall((match[1] or b"").decode("utf-8", "replace"))
            }
            found.append(Slice(attributes, self._blob[begin:end]))
        return found

    def parse(self, source: bytes) -> etree._Element | None:
        """The element that a slice holds, or None where it is damaged."""
        try:
            root = etree.fromstring(self._head + source + self._tail, _PARSER)
        except (etree.XMLSyntaxError, ValueError):
            return None
        return root[0] if len(root) else None


def _plain(text: str) -> str:
    if "&" not in text:
        return text
    for entity, char in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        text = text.replace(entity, char)
    return text
