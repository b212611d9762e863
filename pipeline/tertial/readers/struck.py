"""What a report has struck out: it is left out of the text, and said to be."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

_SHOWN: Final = 3
"""Stretches that a warning names."""
_LONGEST: Final = 60
"""Characters that it shows of each."""

_MARKED: Final = re.compile(
    r"(?P<room> ?)(?:~~(?=[^\s~])(?P<marked>[^~\n]{1,500})(?<=\S)~~"
    r"|<(?P<tag>s|strike|del)>(?P<tagged>[^<>\n]{1,500})</(?P=tag)>)(?P<ends>(?=[\s.,;:!?]|\Z))?",
    re.IGNORECASE,
)
"""As Markdown and remains of HTML have it."""
_TWO_SPACES: Final = re.compile(r"(?<=\S)  +(?=\S)")


def taken_out(text: str) -> tuple[str, list[str]]:
    """A plain text without what it marks as struck out, and this."""
    if "~~" not in text and "</" not in text:
        return text, []
    found = [match["marked"] or match["tagged"] for match in _MARKED.finditer(text)]
    return _MARKED.sub(lambda match: "" if match["ends"] is not None else match["room"], text), found


def closed_up(text: str) -> str:
    """A text from which words were taken, with one space where they had one on either side."""
    return _TWO_SPACES.sub(" ", text)


def warnings(struck: Iterable[str]) -> list[str]:
    """What a run says of struck words, the first of them named; nothing where there are none.

    Args:
        struck: The stretches in the order of the report.
    """
    worded = [shown for text in struck if any(map(str.isalnum, shown := " ".join(text.split())))]
    if not worded:
        return []
    named = [one if len(one) <= _LONGEST else f"{one[: _LONGEST - 1].rstrip()}…" for one in worded[:_SHOWN]]
    more = " …" if len(worded) > _SHOWN else ""
    listed = ", ".join(f"“{one}”" for one in named)
    return [f"{len(worded)} stretch(es) of struck-out words were left out: {listed}{more}"]
