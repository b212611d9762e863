"""Readings whose titles are torn out of text: what a copy out of a PDF mixed up is read as nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from typing import Final

from tertial import wording
from tertial.document import Document
from tertial.parsers.titles import is_order
from tertial.records import Entry

FEWEST: Final = 3
"""Fewer torn titles are chance."""
MOST: Final = 0.5
"""A reading in which more than this part of the titles is torn is none."""

_ENDS_OPEN: Final = re.compile(
    r"(?:[a-zåäö][-\u2010\u00ad]|,|\b(?:och|eller|samt|att|som|för|till|från|med|av|på|i|inom|hos|mellan|mot"
    r"|genom|utan|via|än|den|det|de|en|ett))$"
)
_NEW_SENTENCE: Final = re.compile(r"[a-zåäö]{3}[.!?] ?[A-ZÅÄÖ][a-zåäö]")
_GOES_ON: Final = re.compile(r"\s*\n\s*[a-zåäö]")
_CAPITAL: Final = re.compile(r"(?<=[\wåäö,] )(?=[A-ZÅÄÖ])")


def is_torn(document: Document, entries: Sequence[Entry]) -> bool:
    """Whether most titles of a reading are pieces of sentences, go on after their end or state a status."""
    if document.media_type != "text/plain":
        return False  # a Word file keeps its paragraphs and cells
    after = Counter(_first_below(document, entry) for entry in entries)
    labels = {word for word, count in after.items() if count > MOST * len(entries)}
    torn = sum(_is_torn(document, entry, labels) for entry in entries)
    return torn >= FEWEST and torn > MOST * len(entries)


def _first_below(document: Document, entry: Entry) -> str:
    """The first word on the line after a title, where that begins with a small letter; else nothing."""
    after = document.text[entry.title_span.end : entry.title_span.end + 60]
    return after.split()[0] if _GOES_ON.match(after) else ""


def _is_torn(document: Document, entry: Entry, labels: Collection[str]) -> bool:
    title = entry.title.strip()
    if _ENDS_OPEN.search(title) or _NEW_SENTENCE.search(title):
        return True
    if title[:1].islower() and not is_order(title):
        before = document.text[max(0, entry.title_span.start - 40) : entry.title_span.start]
        return before.rstrip(" \t")[-1:] in ("", "\n")  # what is named inside a sentence begins no line
    after = document.text[entry.title_span.end : entry.title_span.end + 60]
    states = wording.leading(after.strip()) or wording.sign_first(after.strip())
    if _first_below(document, entry) not in {"", *labels} and states is None:
        return True
    return any(_says_how(title[at:]) for at in (0, *(found.end() for found in _CAPITAL.finditer(title))))


def _says_how(text: str) -> bool:
    """Whether a text begins with a state and goes on with a capital: a row's cells in one line."""
    found = wording.leading(text)
    after = text[found[1] :].lstrip() if found is not None else ""
    return after[:1].isupper() or after[:1].isdigit()
