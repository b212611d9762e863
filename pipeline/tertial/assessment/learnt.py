"""What a house's own words mean, learnt from the comments beside them: only what these say themselves."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from tertial.assessment.legend import name
from tertial.document import Document
from tertial.records import Assessment, Entry
from tertial.swedish.words import fold
from tertial.vocabulary import Basis, Deviation, Modality, Status
from tertial.wording import Reading, is_answer, not_applicable

LEAST: Final = 2
"""So many items must say the same in plain words beside a word before it means that for the others."""
_SURE: Final = 0.62
_WORD: Final = re.compile(r"(?=.{4})[^\W\d_]+(?: [^\W\d_-]+){0,3}[.!]?")


def learn(
    document: Document, entries: Sequence[Entry], told: Sequence[Sequence[Assessment]]
) -> Mapping[str, Reading]:
    """The words of status cells that no rule reads, each with what the comments beside it say.

    Two items or more must state one and the same status of how it is, and no item another. A colour or a
    sign is learnt from a legend alone, and a column of one word says nothing of how anything goes.

    Args:
        told: The statements of each entry.
    """
    said: dict[str, list[Status]] = defaultdict(list)
    words: set[str] = set()
    for entry, statements in zip(entries, told, strict=True):
        stated = {one.assessment for one in statements if _of_whole(one)}
        for word in unread(document, entry, statements):
            words.add(word)
            said[word] += stated
    return {
        word: Reading(found[0], Modality.UTFALL, Deviation.NONE, _SURE)
        for word, found in said.items()
        if len(words) > 1 and len(found) >= LEAST and len(set(found)) == 1
    }


def silent(statements: Sequence[Assessment]) -> bool:
    """Whether an item says nothing in so many words of how it is as a whole."""
    return not any(map(_of_whole, statements))


def unread(document: Document, entry: Entry, statements: Sequence[Assessment]) -> list[str]:
    """The words, folded, of the status cells of an entry in which no statement was found."""
    found = []
    for passage in entry.passages:
        text = document.cut(passage.span).strip()
        if passage.role != "status" or passage.board or not _WORD.fullmatch(text) or len(text) > 40:
            continue
        if any(one.span in passage.span for one in statements) or is_answer(text) or name(text):
            continue
        if fold(text) not in not_applicable():
            found.append(fold(text).rstrip(".!"))
    return found


def _of_whole(one: Assessment) -> bool:
    return not one.board and one.basis is Basis.EXPLICIT and one.modality is Modality.UTFALL
