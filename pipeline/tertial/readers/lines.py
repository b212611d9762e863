"""The lines of a text file with the empty lines and page breaks between them, and no remains of HTML."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from tertial.document import normalise


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line that is not empty."""

    text: str
    """Without white space at its end, but for tabs; its indentation is kept."""
    gap: int = 0
    """Empty lines before it."""
    page: int = 0
    """From 1 where the file has form feeds, else 0."""
    turned: bool = False
    """A page break stands between it and the line before."""
    begins: bool = False
    """It begins a paragraph, whatever its words are."""
    titled: bool = False
    """It is a heading, whatever its words are."""

    @cached_property
    def bare(self) -> str:
        """Its text without white space around it."""
        return self.text.strip()


_LINE_END: Final = re.compile(r"\r\n|[\r\n\u2028\u2029\x85\x0b]")
_DIVIDED: Final = re.compile(r"\u00ad[ \t]*(?:\r\n|[\r\n])[ \t]*(?P<rest>\w\S*)(?P<more>[ \t]+(?=\S))?")

_INLINE: Final = "a|abbr|b|big|del|em|font|i|ins|mark|o:p|s|small|span|strike|strong|sub|sup|u"
_BLOCK: Final = (
    "blockquote|body|br|center|dd|div|dl|dt|h[1-6]|hr|li|ol|p|pre|section|table|tbody|td|th|thead|tr|ul"
)
_INLINE_TAG: Final = re.compile(rf"</?(?:{_INLINE})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_BLOCK_TAG: Final = re.compile(rf"</?(?:{_BLOCK})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_ENTITY: Final = re.compile(r"&(?:[A-Za-z]{2,8}|#\d{2,6}|#x[0-9A-Fa-f]{2,5});")

LINE_BREAK: Final = "\x1e"
"""Stands in a line for a line end that was written as HTML."""


def split_lines(text: str) -> list[Line]:
    """The lines of a file that are not empty, with what was between them."""
    # A word divided by a soft hyphen is made whole where it begins; in a text that was cut at a width, which
    # has more of them, the line after it stays a line.
    after = "\n" if len(_DIVIDED.findall(text)) > 1 else " "
    text = _DIVIDED.sub(lambda match: match["rest"] + (after if match["more"] else ""), text)
    pages = text.split("\f")
    found: list[Line] = []
    gap, turned = 0, False
    for number, page in enumerate(pages, start=1):
        if number > 1:
            turned = True
        for raw in _LINE_END.split(page):
            line = clean(normalise(raw)).rstrip(" \u00a0")
            if not line.strip():
                gap += 1
                continue
            if turned:
                gap = max(gap, 1)
            found.append(Line(text=line, gap=gap, page=number if len(pages) > 1 else 0, turned=turned))
            gap, turned = 0, False
        if gap:
            gap -= 1  # what follows the last line end of a page is no line
    return found


def clean(line: str) -> str:
    """A line without tags and entities of HTML, as a browser would show it; other angle brackets stay."""
    if "<" in line and ">" in line:
        line = _BLOCK_TAG.sub(LINE_BREAK, _INLINE_TAG.sub("", line))
    if "&" in line:
        line = _ENTITY.sub(lambda match: normalise(html.unescape(match.group())), line)
    return line
