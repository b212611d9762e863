"""Which boards are in which state, as a text says that tells little else: `BUN klart, VON pågår`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tertial import wording
from tertial.boards import Register
from tertial.document import Span
from tertial.parsers.givers import nothing_else
from tertial.parsers.roles import column
from tertial.parsers.title_owners import known_only
from tertial.records import Passage, PassageRole
from tertial.swedish.sentences import split

ALL_BOARDS = "Alla nämnder"
LONGEST = 200
"""Characters that may hold the states of several boards."""
LONGEST_STATE = 40
"""Characters of a state before the boards that are in it; of one after its board a few less."""
_PARTS = re.compile(r"[,;/:|=]|\s-\s|(?<=\S)\s+och\s+")
_ANSWERED = re.compile(r"\?+|-")
"""What stands for an answer that nobody gave."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A status, and the boards whose it is."""

    boards: tuple[str, ...]
    """Canonical names; none where the status is the item's."""
    span: Span


def states(text: str, register: Register) -> tuple[Answer, ...]:
    """The states that a text lists, saying nothing else: `BUN klart, VON pågår` or `Klart: KS, TN`."""
    bare = text.rstrip(" .")
    first = _FIRST.match(bare) if len(bare) <= LONGEST else None
    if first is not None and any(_is_state(first[0][at.end() :]) for at in re.finditer(r"\s+", first[0])):
        read = read_states(bare, 0, register)
        answers = read[1] if read is not None else ()
        if len(answers) > 1 and all(answer.boards for answer in answers):
            return answers
    if _MAY_LIST.search(text, 0, LONGEST_STATE) is None:
        return ()  # nearly all texts
    told = []
    for start, end in split(text):
        said = in_state(text[start:end], register)
        if said is None:
            return ()
        boards = said[1] if said[1] != (ALL_BOARDS,) else ()
        told.append(Answer(boards, Span(start, start + len(said[0]))))
    return tuple(told)


def signed(text: str, register: Register) -> tuple[Answer, ...]:
    """The states that a text lists as a board and a sign by turns, saying nothing else: `KS ● BUN ▲`."""
    if len(text) > LONGEST:
        return ()
    found: list[Answer] = []
    who = ""
    for word in re.finditer(r"[^\s,;/|]+", text):
        if wording.code(word[0]) is None or not who:
            who = f"{who} {word[0].rstrip(':')}".strip()
        elif known_only(who, register):
            found.append(Answer(register.responsible(who).boards, Span(*word.span())))
            who = ""
        else:
            return ()
    return tuple(found) if len(found) > 1 and not who else ()


def by_board(answers: Iterable[Answer], at: int, role: PassageRole, label: str = "") -> list[Passage]:
    """What answers say of each board, or of the item as a whole, in a text that begins at `at`."""
    return [
        Passage(span=Span(at + one.span.start, at + one.span.end), role=role, label=label, board=board)
        for one in answers
        for board in one.boards or ("",)
    ]


_FIRST = re.compile(r"[A-ZÅÄÖ][^.:,;/()\n]{3,70}?(?=\s*[,;/]\s*\w|\soch\s)")
_MAY_LIST = re.compile(r"[:–—]\s|\s-\s")
_STATED = re.compile(r"(?P<how>[^:\n]{3,38}?)\s*(?::|\s[–—-])\s+(?P<who>\S[^\n]*)")


def in_state(text: str, register: Register) -> tuple[str, tuple[str, ...]] | None:
    """How it goes, as printed, and for which boards, where a text says nothing else: `Klart: KS, BUN`."""
    found = _STATED.fullmatch(text.strip(" ."))
    if found is None or wording.cell(found["how"]) is None or not nothing_else(found["who"], register):
        return None
    return found["how"], register.responsible(found["who"]).boards


@dataclass(frozen=True, slots=True)
class Judged:
    """A board's answer after its name and its state, or after a label that asks for its state."""

    board: str
    heading: str
    """The board's name as printed."""
    how: tuple[int, int] | None
    """Where the state stands; None where a label only asks for it."""
    told: int
    """Where the answer begins."""


_JUDGED = re.compile(
    r"(?P<who>[^\n:.,()\[\]]{2,60}?)(?:,\s+|\s*[(\[])(?P<how>[^\n:()\[\]]{3,30}?)[)\]]?(?:\s*:\s+(?=\S)|\s*$)"
)
_STATE_OF = re.compile(r"(?P<name>[A-ZÅÄÖ]\w+)\s+(?:(?:för|hos|i)\s+)?(?P<who>[^\n:.()]{2,60}?)\s*:\s+(?=\S)")


def judged(text: str, register: Register) -> Judged | None:
    """A board's answer after its state, or a label that asks for it: `SN (klart): …`, `Status SN: …`."""
    if ":" not in text[:100] and text[-1:] not in ")]":
        return None
    for pattern in (_JUDGED, _STATE_OF):
        found = pattern.match(text)
        board = register.heading(found["who"]) if found is not None else None
        if found is None or board is None:
            continue
        how = found.span("how") if pattern is _JUDGED else None
        asked = column(found["name"]) if how is None else None
        if wording.cell(text[slice(*how)]) is not None if how else asked and asked.name in _ASKED:
            return Judged(board.name, found["who"].lstrip(" •*–-"), how, found.end())
    return None


_ASKED = ("status", "forecast")


def read_states(tail: str, offset: int, register: Register) -> tuple[str, tuple[Answer, ...]] | None:
    """Who is asked and the answers; None where the text holds anything but boards and statuses.

    Args:
        offset: Where the text begins, for the places of the answers.
    """
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


def _is_state(text: str) -> bool:
    return len(text) <= LONGEST_STATE and wording.cell(text) is not None
