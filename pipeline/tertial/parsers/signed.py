"""Paragraphs that end in who is asked and how it goes: `Title. Comment. – KS / klart, SN / pågår`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tertial.boards import Register
from tertial.parsers.states import LONGEST, Answer, read_states
from tertial.swedish.sentences import split

OFTEN = 3
"""Fewer paragraphs that end so are no regularity."""
SHORTEST = 40
"""Characters of a paragraph that may be expected to end as the others do."""
_LAST = re.compile(
    r"(?:\s+(?:--+|[–—-])\s+|\s*/{2,}\s*)(?P<after>[^–—\n]{2,90}?)\s*\.?$"
    r"|\s+[\[(](?P<inside>[^\[\]()\n]{2,90})[\])]\s*\.?$"
)


@dataclass(frozen=True, slots=True)
class Signature:
    """What a paragraph ends in; spans are offsets into the paragraph."""

    title_end: int
    start: int
    """Where the title and its comment end."""
    responsible: str
    """Those who are asked, as printed."""
    answers: tuple[Answer, ...]


def signatures(texts: Sequence[str], register: Register) -> list[Signature | None]:
    """The signature of each paragraph of a report that signs its items; None where it does not."""
    found = [_signature(text, register) for text in texts]
    at = [n for n, one in enumerate(found) if one is not None]
    if len(at) < OFTEN or not any(one.answers for one in found if one is not None):
        return [None] * len(texts)
    between = [n for n in range(at[0], at[-1] + 1) if len(texts[n]) >= SHORTEST]
    return found if len(at) >= 0.6 * len(between) else [None] * len(texts)


def _signature(text: str, register: Register) -> Signature | None:
    last = _LAST.search(text, max(0, len(text) - LONGEST))
    if last is None or last.start() < 8:
        return None
    group = "after" if last["after"] else "inside"
    read = read_states(last[group], last.start(group), register)
    if read is None:
        return None
    responsible, answers = read
    sentences = split(text[: last.start()])
    return Signature(sentences[0][1] if sentences else last.start(), last.start(), responsible, answers)
