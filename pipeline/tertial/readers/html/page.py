"""The tree of a web page out of its bytes, saved alone or in a web archive (.mht); nothing is fetched."""

from __future__ import annotations

import codecs
import email
import email.policy
import re
from collections.abc import Iterator
from email.message import Message
from typing import Final

from lxml import etree
from lxml import html as lxml_html

from tertial.errors import BrokenFile, TooLarge
from tertial.readers.encoding import decode

_DECLARED: Final = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_HEAD: Final = 4096
"""Bytes in which a page says how it is encoded."""
_DEPTH: Final = re.compile("depth", re.IGNORECASE)
_MOST_PARTS: Final = 10_000
_ENDS_OPEN: Final = re.compile(r"<[^<>]{0,2000}\Z")


def parse(data: bytes, name: str, declared: str = "") -> etree._Element:
    """The root of a page.

    Args:
        declared: The encoding that stands outside the page, in a mail's header.

    Raises:
        TooLarge: Its elements are nested deeper than 256.
        BrokenFile: There is no element in it.
    """
    text = _decoded(data, declared)
    parser = lxml_html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        # A NUL ends a text for libxml2, and a lone surrogate has no bytes.
        root = lxml_html.document_fromstring(
            text.replace("\x00", "").encode("utf-8", "replace"), parser=parser
        )
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError) as error:
        if _DEPTH.search(str(error)):
            raise _too_deep(name) from error
        raise BrokenFile(f"{name} holds no web page.", "Save the page anew.") from error
    if any(_DEPTH.search(str(entry.message)) for entry in parser.error_log.filter_from_errors()):
        raise _too_deep(name)
    return root


def _too_deep(name: str) -> TooLarge:
    return TooLarge(
        f"{name} has elements that are nested deeper than 256.", "Open it in a browser and print it as PDF."
    )


def _decoded(data: bytes, declared: str) -> str:
    """The characters; what the bytes show goes before what the page says of them."""
    guessed = decode(data)
    if guessed.encoding.startswith("utf") and not guessed.repaired:
        return guessed.text
    said = _DECLARED.search(data[:_HEAD])
    for encoding in (declared, said[1].decode("ascii", "replace") if said is not None else ""):
        try:
            # ISO-8859-1 means Windows-1252 on the web.
            known = codecs.lookup(encoding).name
            return data.decode("cp1252" if known in ("iso8859-1", "ascii") else known)
        except (LookupError, ValueError, TypeError, AttributeError):
            continue
    return guessed.text


def in_archive(data: bytes, name: str) -> Iterator[tuple[bytes, str]]:
    """The pages in a web archive, each with its declared encoding: the page itself first, then its frames.

    Raises:
        BrokenFile: There is no page in it.
        TooLarge: It has more parts than a page has.
    """
    found: list[tuple[bytes, str]] = []
    try:
        message = email.message_from_bytes(data, policy=email.policy.compat32)
        for number, part in enumerate(message.walk()):
            if number > _MOST_PARTS:
                raise TooLarge(f"{name} has more than {_MOST_PARTS} parts.", "Save the page anew.")
            if part.get_content_type() == "text/html":
                payload = part.get_payload(decode=True)
                if isinstance(payload, bytes) and payload.strip():
                    found.append((payload, _charset(part)))
    except (ValueError, LookupError, RecursionError, AssertionError, TypeError, AttributeError) as error:
        raise BrokenFile(f"{name} is a damaged web archive.", "Save the page anew.") from error
    if not found:
        raise BrokenFile(f"{name} is a web archive without a page.", "Save the page anew.")
    yield from found


def _charset(part: Message) -> str:
    return str(part.get_param("charset") or "")


def cut_off(data: bytes) -> bool:
    """Whether a page ends in the middle of a tag."""
    return _ENDS_OPEN.search(decode(data[-_HEAD:]).text) is not None
