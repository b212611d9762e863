"""Paragraphs that end in who is asked and how it goes: `Title. Comment. – KS / klart, SN / pågår`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tertial import wording
from tertial.boards import Register
from tertial.document import Span
from tertial.parsers.titles import known_only
from tertial.swedish.sentences import split

OFTEN = 3
"""Fewer paragraphs that end so are no regularity."""
SHORTEST = 40
"""Characters of a paragraph that may be expected to end as the others do."""
_LAST = re.compile(
    r"(?:\s+(?:--+|[–—-])\s+|\s*/{2,}\s*)(?P<after>[^–—\n]{2,90}?)\s*\.?$"
    r"|\s+[\[(](?P<inside>[^\[\]()\n]{2,90})[\])]\s*\.?$"
)
LONGEST = 200
"""Characters that may hold a signature."""
_PARTS = re.compile(r"[,;/:|=]|\s-\s|(?<=\S)\s+och\s+")
_ANSWERED = re.compile(r"\?+|-")
"""What stands for an answer that nobody gave."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A status at the end of a paragraph, and the boards whose it is."""

    boards: tuple[str, ...]
    """Canonical names; none where the status is the item's."""
    span: Span


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
    read = _read(last[group], last.start(group), register)
    if read is None:
        return None
    responsible, answers = read
    sentences = split(text[: last.start()])
    return Signature(sentences[0][1] if sentences else last.start(), last.start(), responsible, answers)


def stated(text: str, register: Register) -> tuple[Answer, ...]:
    """The states of two boards or more that a text lists, saying nothing else: `BUN klart, VON pågår`."""
    first = _FIRST.match(text) if len(text) <= LONGEST else None
    if first is None or not any(_is_state(first[0][at.end() :]) for at in re.finditer(r"\s+", first[0])):
        return ()  # nearly all texts
    read = _read(text, 0, register)
    answers = read[1] if read is not None else ()
    return answers if len(answers) > 1 and all(answer.boards for answer in answers) else ()


_FIRST = re.compile(r"[A-ZÅÄÖ][^.:,;/()\n]{3,70}?(?=\s*[,;/]\s*\w|\soch\s)")
LONGEST_STATE = 30


def _is_state(text: str) -> bool:
    return len(text) <= LONGEST_STATE and wording.cell(text) is not None


def _read(tail: str, offset: int, register: Register) -> tuple[str, tuple[Answer, ...]] | None:
    """Who is asked and the answers; None where the text holds anything but boards and statuses."""
    names: list[str] = []
    groups: list[tuple[list[str], list[Span]]] = []
    for start, end in _tokens(tail, register):
        word = tail[start:end]
        if known_only(word, register):
            if not groups or groups[-1][1]:
                groups.append(([], []))
            groups[-1][0].append(word)
            names.append(word)
        elif not groups or (wording.cell(word) is None and not _ANSWERED.fullmatch(word)):
            return None
        else:
            groups[-1][1].append(Span(offset + start, offset + end))
    if not names:
        return None
    answers = [
        Answer(() if len(groups) == 1 else _boards(asked, register), span)
        for asked, said in groups
        for span in said
        if not _ANSWERED.fullmatch(tail[span.start - offset : span.end - offset])
    ]
    return ", ".join(dict.fromkeys(names)), tuple(answers)


def _boards(names: Sequence[str], register: Register) -> tuple[str, ...]:
    return tuple(board for name in names for board in register.responsible(name).boards)


def _tokens(tail: str, register: Register) -> list[tuple[int, int]]:
    """Start and end of what stands between signs, and of a board and the status after it: `KS klart`."""
    cuts = [0, *(n for part in _PARTS.finditer(tail) for n in part.span()), len(tail)]
    found = []
    for start, end in zip(cuts[::2], cuts[1::2], strict=True):
        word = tail[start:end]
        start += len(word) - len(word.lstrip())
        end = start + len(word.strip())
        for space in re.finditer(r"\s+", tail[start:end]):
            name, rest = tail[start : start + space.start()], tail[start + space.end() : end]
            if _is_state(rest) and known_only(name, register):
                found.append((start, start + space.start()))
                start += space.end()
                break
        if start < end:
            found.append((start, end))
    return found
