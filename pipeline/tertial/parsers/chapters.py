"""Boards' chapters that answer what is listed once for all of them, by its number: `A. Sjukfrånvaron`."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from tertial.boards import Register
from tertial.document import Document, Span
from tertial.parsers.anchors import title_key
from tertial.parsers.content import ContentReader
from tertial.parsers.found import Found
from tertial.parsers.headings import is_frame_name, is_goal
from tertial.parsers.outline import Line
from tertial.parsers.pieces import pieces
from tertial.parsers.title_parts import status_last, take_apart
from tertial.parsers.titles import is_order, split_number
from tertial.records import Part, Passage
from tertial.swedish.sentences import split
from tertial.swedish.words import fold

FEWEST = 3
"""Fewer answers, or those of a single board, are no regularity."""
ALIKE = 0.5
"""Least share of the numbers whose heading has a word of its item's title."""
LONGEST, LONGEST_TITLE = 120, 200
PARSER = "chapters"


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
    stop: int = -1
    """Where it ends on the line; -1 where it goes on to the next answer or heading."""
    status: Span | None = None
    """Where the status stands on the line that a heading ends with: `Uppdrag 3 [Pågår]`."""


def take_answers(
    document: Document,
    register: Register,
    all_lines: Sequence[Line],
    parents: Sequence[tuple[Line, ...]],
    items: Iterable[Found],
) -> frozenset[int]:
    """Give each numbered item what the boards say of it in their chapters; the lines that it took."""
    numbered: dict[str, list[Found]] = defaultdict(list)
    for item in items:
        if item.number and not item.chapter_board:
            numbered[_key(item.number)].append(item)
    for found in numbered.values():  # a table goes before a list
        found[:] = [item for item in found if item.parser != PARSER] or found
    known = {number: found[0] for number, found in numbered.items() if len(found) == 1}
    answers = _without_own(_answers(all_lines, parents, known)) if known else []
    if len(answers) < FEWEST or len({answer.chapter.index for answer in answers}) < 2 or not _agree(answers):
        return frozenset()
    taken: set[int] = set()
    opening = {answer.line.index for answer in answers}
    for answer in answers:
        end = answer.line.index + 1
        while (
            answer.stop < 0
            and end < len(all_lines)
            and end not in opening
            and not _ends(all_lines[end], all_lines[end - 1])
        ):
            end += 1
        _take(document, register, answer, all_lines[answer.line.index + 1 : end])
        taken |= set(range(answer.line.index, end))
    for item in {id(answer.item): answer.item for answer in answers}.values():
        _as_its_own(item, register)
    return frozenset(taken)


def _as_its_own(item: Found, register: Register) -> None:
    """Where an item is given to one board alone and only that answers, the answer is the whole's."""
    content, given = item.content, register.responsible(item.responsible or item.content.responsible).boards
    if len(given) == 1 and [part.board for part in content.parts] == list(given):
        content.parts.clear()
        content.passages[:] = [replace(p, board="") if p.board == given[0] else p for p in content.passages]


def declared(all_lines: Sequence[Line], register: Register) -> list[Found]:
    """What is listed with letters or numbers before the boards' chapters, an item each if they answer it."""
    first = next((line.index for line in all_lines if line.is_board), 0)
    found: list[Found] = []
    for line in all_lines[:first]:
        if line.table is not None or line.separator or line.block is None or len(line.text) > LONGEST_TITLE:
            continue
        number, start = _number(line, line.text)
        if not number or is_frame_name(line.text[start:]):
            continue
        title = take_apart(line.text[start:].strip(), register)
        lead = len(line.text[start:]) - len(line.text[start:].lstrip())
        at = line.span.start + start + lead
        found.append(
            Found(
                title=title.text.rstrip("."),
                title_span=Span(at + title.span.start, at + title.span.end),
                span=line.span,
                parser=PARSER,
                kind=title.kind,
                number=number,
                responsible=title.responsible,
            )
        )
    worded = sum(is_order(item.title) or is_goal(item.title) for item in found)
    return found if worded >= 0.5 * len(found) else []  # and no contents: `1. Verksamhet 2. Ekonomi`


def _answers(
    all_lines: Sequence[Line], parents: Sequence[tuple[Line, ...]], known: dict[str, Found]
) -> list[_Answer]:
    """The lines under boards' chapters that begin with a number of an item, once in each chapter."""
    found: list[_Answer] = []
    titles = {title_key(item.title): item for item in known.values() if item.parser == PARSER}
    seen: Counter[tuple[int, str]] = Counter()
    last: Line | None = None
    for line in all_lines:
        last = line if line.is_board and titles else last  # whose chapter it is by the order alone
        chapter = next((over for over in reversed(parents[line.index]) if over.is_board), last)
        if chapter in (None, line) or line.table is not None or line.separator or line.block is None:
            continue
        text, status = _without_status(line)
        number, start = _number(line, text)
        item = known.get(_key(number)) if number else None
        if item is None:
            pointed = list(_pointed(line, text, status, chapter, known, titles))
            found += (a for a in pointed if not seen[chapter.index, _key(a.item.number)])
            seen |= Counter({(chapter.index, _key(a.item.number)): 1 for a in pointed})
            continue
        rest = text[start:].strip()
        heading = bool(line.level) or not rest
        counts = number.isdigit() and _NAMES_IT.match(line.text) is None
        if not heading and (counts or (line.listed and item.parser != PARSER)):
            continue  # `2. Vi har …` may be any list
        seen[chapter.index, _key(number)] += 1
        words = rest if heading else ""
        found.append(_Answer(line, chapter, item, words, len(line.text) if heading else start, status=status))
    twice = {chapter for (chapter, _), times in seen.items() if times > 1}
    return [answer for answer in found if answer.chapter.index not in twice]


def _without_status(line: Line) -> tuple[str, Span | None]:
    """The text of a heading before the status that it ends with, and where this stands on the line."""
    last = status_last(line.text, shortest=1) if line.level else None
    return (line.text, None) if last is None else (line.text[: last[2]], Span(*last[:2]))


def _pointed(
    line: Line,
    text: str,
    status: Span | None,
    chapter: Line,
    known: dict[str, Found],
    titles: dict[str, Found],
) -> Iterator[_Answer]:
    """The sentences that point at what they answer: `Lokalerna (A)`, `Gemensamt uppdrag B är …`.

    What only points is no part of the answer: `Lokalytor (A).`, `Uppdrag A, lokaler:`; nor is the title.
    """
    named = titles.get(title_key(text)) if titles and len(text) <= LONGEST_TITLE else None
    if named is not None:
        yield _Answer(line, chapter, named, text, len(line.text), status=status)
        return
    pointing = [(m, item) for m in _POINTS.finditer(line.text) if (item := known.get(_key(m[1] or m[2])))]
    sentences = split(line.text) if pointing else []
    starts = [next(s for s, e in sentences if s <= m.start() < e) for m, _ in pointing]
    for n, (start, (m, item)) in enumerate(zip(starts, pointing, strict=True)):
        if start in starts[:n]:
            return
        lead = _LED.match(line.text, m.end())
        words = line.text[start : m.start()].strip() + line.text[m.end() : lead.end() if lead else m.end()]
        led = lead is not None and m.end() - start <= LONGEST_LEAD
        stop = starts[n + 1] if n + 1 < len(starts) else len(line.text)
        yield _Answer(line, chapter, item, words, lead.end() if lead and led else start, stop)


_POINTS = re.compile(
    r"\b(?:[Uu]ppdrag|[Mm]ål)(?:et)? ([A-ZÅÄÖ]{1,2}\d{0,2}|\d{1,2})\b(?!\.\d)"
    r"|\((?:[^()]{0,30}\s)?([A-ZÅÄÖ]\d{0,2})\)"
)
_LED = re.compile(r"\)?(?:, [^.:,]{3,40})?(?:(?:[.:]|\s[–-])\s+|\s+(?=[A-ZÅÄÖ]))")
LONGEST_LEAD = 60


def _without_own(answers: list[_Answer]) -> list[_Answer]:
    """The answers; none to what is listed in the text unless several boards answer most of that."""
    chapters: dict[str, set[int]] = defaultdict(set)
    for answer in answers:
        if answer.item.parser == PARSER:
            chapters[answer.item.number].add(answer.chapter.index)
    shared = sum(len(own) > 1 for own in chapters.values()) > 0.5 * len(chapters)
    return answers if shared else [answer for answer in answers if answer.item.parser != PARSER]


_ALONE = re.compile(
    r"(?:uppdrag|mål|nr\.?)?\s*((?:[A-ZÅÄÖ]{1,3}[-.]?)?\d{1,3}|[A-ZÅÄÖ])[.):]?", re.IGNORECASE
)
_LETTERED = re.compile(
    r"(?:[-–•*] )?(?:uppdrag )?([A-ZÅÄÖ]{1,3}[-.]?\d{0,3}|\d{1,2}(?=:))\s*(?:[:–—-]|\)|\.)\s+(?=\S)",
    re.IGNORECASE,
)


def _number(line: Line, text: str) -> tuple[str, int]:
    """The number that a text begins with and where its words begin: `A. Heltid`, `Uppdrag 3`, `G2: Klart`."""
    assert line.block is not None
    number, start, _ = split_number(text, line.block.number)
    if number:
        return number, start
    alone = _ALONE.fullmatch(text.strip()) if len(text) <= LONGEST else None
    if alone is not None:
        return alone[1], len(text)
    lettered = _LETTERED.match(text) or (_BARE.match(text) if line.level or line.listed else None)
    return (lettered[1], lettered.end()) if lettered is not None else ("", 0)


_BARE = re.compile(r"(?:[-–•*] )?([A-ZÅÄÖ]{1,2}\d{0,2})\s+(?=[A-ZÅÄÖ])")
_NAMES_IT = re.compile(r"(?:gemensamt )?(?:uppdrag|mål) ", re.IGNORECASE)


def _key(number: str) -> str:
    return fold(number).strip(" .:)(")


def _agree(answers: Sequence[_Answer]) -> bool:
    """Whether what the headings say beside the numbers is said of the same things, or always in one way."""
    headed: dict[str, bool] = {}
    called = Counter((answer.item.number, fold(answer.words)) for answer in answers)
    for answer in answers:
        if answer.words:
            listed = answer.item.parser == PARSER and called[answer.item.number, fold(answer.words)] > 1
            like = listed or _like(answer.words, answer.item.title)
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


def _ends(line: Line, before: Line) -> bool:
    """Whether a line opens something else than what is told: a heading, a table, a name over text."""
    named = len(line.text) <= LONGEST and line.text[-1:] not in ".,:;!?)" and before.text[-1:] in ".!?)"
    return bool(line.level) or line.is_board or line.table is not None or (named and not line.listed)


def _take(document: Document, register: Register, answer: _Answer, after: Sequence[Line]) -> None:
    """Add one board's answer to the item: what it says, and the section that it is."""
    board = register.heading(answer.chapter.text)
    if board is None:
        return
    spans = [(line.span, "", False) for line in after if line.block is not None and not line.separator]
    at, whole = answer.line.span.start, len(answer.line.text)
    if answer.start < whole:
        stop = answer.stop if answer.stop >= 0 else whole
        spans.insert(0, (Span(at + answer.start, at + stop), "", False))
    read = ContentReader(document, register, speaker=board.name).read(pieces(document, spans))
    if answer.status is not None:
        stated = Span(at + answer.status.start, at + answer.status.end)
        read.passages.insert(0, Passage(span=stated, role="status", board=board.name))
    said = [passage for passage in read.passages if passage.role != "description"] or read.passages
    answer.item.content.passages += read.passages
    if said:
        heading = answer.chapter.text[split_number(answer.chapter.text)[1] :].strip(" :*")
        place = Span(min(p.span.start for p in said), max(p.span.end for p in said))
        answer.item.content.parts.append(Part(board=board.name, heading=heading, span=place))
