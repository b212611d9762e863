"""Page numbers in running heads and feet, which are no words of a report."""

from __future__ import annotations

import re
from typing import Final

_NUMBER: Final = r"\d{1,4}(?:\s*(?:\(|/|av|of)\s*\d{1,4}\s*\)?)?"
_ALONE: Final = re.compile(
    rf"[\s\-–—|•]*(?:(?:sidan?|sid\.?|page|s\.)\s*)?{_NUMBER}[\s\-–—|•]*", re.IGNORECASE
)
_TAIL: Final = re.compile(
    r"[\s|•·–—,]*(?:\b(?:sidan?|sid\.?|page)\s*\d{1,4}(?:\s*(?:\(|/|av|of)\s*\d{1,4}\s*\)?)?"
    r"|(?<=[\s|])\d{1,4}\s*(?:\(\s*\d{1,4}\s*\)|/\s*\d{1,4}|\b(?:av|of)\s+\d{1,4}))\s*$",
    re.IGNORECASE,
)
_HEAD: Final = re.compile(
    r"^(?:(?:sidan?|sid\.?|page)\s*\d{1,4}(?:\s*(?:\(|/|av|of)\s*\d{1,4}\s*\)?)?|\d{1,4}\s*\(\s*\d{1,4}\s*\))"
    r"[\s|•·–—,]+(?=\S)",
    re.IGNORECASE,
)
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_LONGEST: Final = 500
"""Characters; a longer line is no running head."""


def is_number(text: str) -> bool:
    """Whether a line is only a page number; a year alone is none."""
    return len(text) <= 40 and _ALONE.fullmatch(text) is not None and _YEAR.fullmatch(text.strip()) is None


def left_out(text: str) -> str:
    """A running head or foot without its page number; a year stays."""
    if len(text) > _LONGEST:
        return text
    if is_number(text):
        return ""
    return _HEAD.sub("", _TAIL.sub("", text)).strip()
