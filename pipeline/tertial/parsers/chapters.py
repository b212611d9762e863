"""Boards' chapters that answer the items of a table by their numbers: `A. Sjukfrånvaron` under each board."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tertial.boards import Register
from tertial.document import Document, Span
from tertial.parsers.content import ContentReader, pieces
from tertial.parsers.found import Found
from tertial.parsers.outline import Line, rank
from tertial.parsers.titles import split_number
from tertial.records import Part
from tertial.swedish.words import fold

FEWEST = 3
"""Fewer answers, or those of a single board, are no regularity."""
ALIKE = 0.5
"""Least share of the numbers whose heading has a word of its item's title."""
LONGEST = 120


@dataclass(frozen=True, slots=True)
class _Answer:
    """A line under a board's chapter that begins with the number of an item."""

    line: Line
    chapter: Line
    item: Found
    words: str
    """What follows the number on a heading; empty where the answer itself does."""
    start: int
    """Where the answer begins on the line; its length where the answer is in the lines after it."""


def take_answers(
    document: Document,
    register: Register,
    all_lines: Sequence[Line],
    parents: Sequence[tuple[Line, ...]],
    items: Iterable[Found],
) -> frozenset[int]:
    """Give each numbered item of a table what the boards say of it in their chapters; the lines it took."""
    numbered: dict[str, list[Found]] = defaultdict(list)
    for item in items:
        if item.number and not item.chapter_board:
            numbered[_key(item.number)].append(item)
    known = {number: found[0] for number, found in numbered.items() if len(found) == 1}
    answers = _answers(all_lines, parents, known) if known else []
    if len(answers) < FEWEST or len({answer.chapter.index for answer in answers}) < 2 or not _agree(answers):
        return frozenset()
    taken: set[int] = set()
    opening = {answer.line.index for answer in answers}
    for answer in answers:
        end = answer.line.index + 1
        while end < len(all_lines) and end not in opening and not _ends(all_lines[end]):
            end += 1
        _take(document, register, answer, all_lines[answer.line.index + 1 : end])
        taken |= set(range(answer.line.index, end))
    return frozenset(taken)


def _answers(
    all_lines: Sequence[Line], parents: Sequence[tuple[Line, ...]], known: dict[str, Found]
) -> list[_Answer]:
    """The lines under boards' chapters that begin with a number of an item, once in each chapter."""
    found: list[_Answer] = []
    seen: Counter[tuple[int, str]] = Counter()
    for line in all_lines:
        chapter = next((over for over in reversed(parents[line.index]) if over.is_board), None)
        if chapter is None or line.table is not None or line.separator or line.block is None:
            continue
        number, start = _number(line)
        item = known.get(_key(number)) if number else None
        if item is None:
            continue
        rest = line.text[start:].strip()
        heading = bool(line.level) or not rest
        if not heading and (number.isdigit() or line.listed):
            continue  # `2. Vi har …` may be any list
        seen[chapter.index, _key(number)] += 1
        words = rest if heading else ""
        found.append(_Answer(line, chapter, item, words, len(line.text) if heading else start))
    twice = {chapter for (chapter, _), times in seen.items() if times > 1}
    return [answer for answer in found if answer.chapter.index not in twice]


_ALONE = re.compile(
    r"(?:uppdrag|mål|nr\.?)?\s*((?:[A-ZÅÄÖ]{1,3}[-.]?)?\d{1,3}|[A-ZÅÄÖ])[.):]?", re.IGNORECASE
)
_LETTERED = re.compile(r"(?:uppdrag )?([A-ZÅÄÖ]{1,3}[-.]?\d{0,3})\s*(?:[:–—-]|\)|\.)\s+(?=\S)", re.IGNORECASE)


def _number(line: Line) -> tuple[str, int]:
    """The number that a line begins with and where its words begin: `A. Heltid`, `Uppdrag 3`."""
    assert line.block is not None
    number, start, _ = split_number(line.text, line.block.number)
    if number:
        return number, start
    alone = _ALONE.fullmatch(line.text.strip()) if len(line.text) <= LONGEST else None
    if alone is not None:
        return alone[1], len(line.text)
    lettered = _LETTERED.match(line.text)
    return (lettered[1], lettered.end()) if lettered is not None else ("", 0)


def _key(number: str) -> str:
    return fold(number).strip(" .:)(")


def _agree(answers: Sequence[_Answer]) -> bool:
    """Whether what the headings say beside the numbers is said of the same things in the table."""
    headed: dict[str, bool] = {}
    for answer in answers:
        if answer.words:
            like = _like(answer.words, answer.item.title)
            headed[answer.item.number] = headed.get(answer.item.number, False) or like
    return not headed or sum(headed.values()) >= ALIKE * len(headed)


def _like(heading: str, title: str) -> bool:
    """Whether a word of the heading, or the beginning that it shares with one, is in the title."""
    said = re.findall(r"\w{2,}", fold(title))
    return any(
        word == other or (len(word) > 5 and word[:5] == other[:5])
        for word in re.findall(r"\w{2,}", fold(heading))
        for other in said
    )


def _ends(line: Line) -> bool:
    return bool(line.level) or line.is_board or line.table is not None or rank(line) > 0


def _take(document: Document, register: Register, answer: _Answer, after: Sequence[Line]) -> None:
    """Add one board's answer to the item: what it says, and the section that it is."""
    board = register.heading(answer.chapter.text)
    if board is None:
        return
    spans = [(line.span, "", False) for line in after if line.block is not None and not line.separator]
    if answer.start < len(answer.line.text):
        spans.insert(0, (Span(answer.line.span.start + answer.start, answer.line.span.end), "", False))
    read = ContentReader(document, register, speaker=board.name).read(pieces(document, spans))
    said = [passage for passage in read.passages if passage.role != "description"] or read.passages
    answer.item.content.passages += read.passages
    if said:
        heading = answer.chapter.text[split_number(answer.chapter.text)[1] :].strip(" :*")
        place = Span(min(p.span.start for p in said), max(p.span.end for p in said))
        answer.item.content.parts.append(Part(board=board.name, heading=heading, span=place))
