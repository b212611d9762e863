"""Who is asked, when and how it goes, set one after the other (`KS, SN 2015 Pågår`): the mark of a row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from tertial import wording
from tertial.boards import Register
from tertial.readers.lines import Line
from tertial.swedish.dates import parse_range

MOST_WORDS: Final = 6
"""Words of a value at most: a board's name, a date, a status."""
MOST_LINES: Final = 4
ANY_YEAR: Final = 2000
"""Stands for a year that is not printed: whether something is a date is all that is asked."""

_DATES: Final = frozenset({"start", "end", "when"})
_CODE: Final = re.compile(r"[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{0,6}[A-ZÅÄÖ](?![\w-])")
_ALL: Final = re.compile(r"(?:Alla|Samtliga)(?: (?:kommunens )?(?:nämnder|förvaltningar)(?:na)?)?(?![\w-])")
_BOARD: Final = re.compile(
    r"[A-ZÅÄÖ][a-zåäö]{1,3}(?![\w-])|[A-ZÅÄÖ][\w-]*-(?= (?:och|samt)(?: |$))"
    r"|[A-ZÅÄÖ][\w-]*(?:nämnden|styrelsen|förvaltningen|kontoret|utskottet)(?![\w-])"
    r"|[A-ZÅÄÖ][a-zåäö]+(?= (?:nämnd|förvaltning|utskott)(?:en|et)?(?![\w-]))|(?:Nämnden|Styrelsen)(?= för )"
    r"|(?:Tekniska|Sociala|Humanistiska|Gemensamma)$"
)
"""May begin the name of a board."""
_FUNCTION: Final = re.compile(
    r"[A-ZÅÄÖ][\w-]*(?:chef|direktör|strateg|samordnare|controller|ledare|sekreterare)(?:en|n)?(?![\w-])"
)
_AND: Final = re.compile(r"\s*[,/;+&]\s*|\s+(?:och|samt)\s+")
_ASIDE: Final = re.compile(r"\s*\([^()]{2,40}\)")
_NONE: Final = re.compile(r"[-–—](?=\s|$)")
_WORD: Final = re.compile(r"\S+")
_ALWAYS: Final = re.compile(
    r"(?:löpande|tills vidare|årligen|årsvis|kontinuerligt|ständigt|snarast)(?![\w-])", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Mark:
    """The short cells of a row: where they begin and end, by line and place in it, and what they say."""

    line: int
    begin: int
    last: int
    end: int
    cells: tuple[str, ...]


class Marks:
    """Finds the marks of rows in lines."""

    def __init__(
        self, lines: Sequence[Line], first: int, stop: int, roles: Sequence[str], register: Register
    ) -> None:
        """Begin.

        Args:
            first: Index of the first line that may hold one.
            stop: Index after the last.
            roles: What the short columns are, left to right.
        """
        self._lines = lines
        self._first = first
        self._stop = stop
        self._short = roles
        self._register = register

    def marks(self) -> Iterator[Mark]:
        """The marks in order."""
        n = self._first
        while n < self._stop:
            mark = next(filter(None, (self._mark(n, at) for at in self._places(self._lines[n].text))), None)
            if mark is not None:
                yield mark
                n = mark.last
            n += 1

    def value(self, role: str, text: str, here: int, ends: Sequence[int]) -> int:
        """Where the value of a short column ends that begins there in lines set as one; `here` for none."""
        return self._value(role, text, here, ends, any_word=False)

    def _places(self, text: str) -> Iterator[int]:
        """Where the short cells may begin in a line: at its start, or where a board is named in it."""
        for found in re.finditer(r"(?<!\S)\S", text):
            at = found.start()
            if not text[:at].strip() or any(
                form.match(text, at) for form in (_CODE, _ALL, _FUNCTION, _BOARD)
            ):
                yield at

    def _mark(self, n: int, at: int) -> Mark | None:
        """The short cells that begin there; None where nothing of the kind does."""
        pieces, ends = [self._lines[n].text[at:].rstrip()], []
        for line in self._lines[n + 1 : min(n + MOST_LINES, self._stop)]:
            if line.gap or line.turned or not line.text:
                break
            pieces.append(line.bare)
        text = ""
        for piece in pieces:
            text += (" " if text else "") + piece
            ends.append(len(text))
        here, cells, filled = 0, list[str](), set[str]()
        for role in self._short:
            here = len(text) - len(text[here:].lstrip())
            stop = self._value(role, text, here, ends, any_word=bool(filled))
            value = "" if _NONE.fullmatch(text[here:stop]) else text[here:stop].strip()
            cells.append(re.sub(r"(?<=\d-) (?=\d)", "", value))
            if stop > here:
                filled.add(role)
            here = stop
        if "responsible" in self._short and "responsible" not in filled:
            return None
        said = next((cell for cell, role in zip(cells, self._short, strict=True) if role == "status"), "")
        dated = filled.intersection(_DATES) or not _DATES.intersection(self._short)
        if len(filled) < 2 or not (dated or said[:1].isupper()) or not self._closes(text, here, ends):
            return None
        row = next(r for r, end in enumerate(ends) if here <= end)
        begun = ends[row - 1] + 1 if row else 0
        offset = at if not row else len(self._lines[n + row].text) - len(self._lines[n + row].text.lstrip())
        return Mark(n, at, n + row, offset + here - begun, tuple(cells))

    def _closes(self, text: str, here: int, ends: Sequence[int]) -> bool:
        """Whether the cells end with their line, or a comment begins after them."""
        after = text[here:].lstrip()
        return here in ends or after[:1].isupper() or after[:1].isdigit() or after[:1] in '"”('

    def _value(self, role: str, text: str, here: int, ends: Sequence[int], *, any_word: bool) -> int:
        """Where the value ends that begins there; `here` where none does."""
        none = _NONE.match(text, here)
        if none is not None:
            return none.end()
        if role == "responsible":
            return self._boards(text, here)
        date = self._date(text, here)
        if role in ("status", "forecast") and date == here:  # `Klart` may stand over dates
            return self._status(text, here, ends, any_word=any_word)
        return date

    def _date(self, text: str, here: int) -> int:
        always = _ALWAYS.match(text, here)
        if always is not None:
            return always.end()
        dated = (e for e in _word_ends(text, here) if not _ends_open(text[here:e]))
        return next((e for e in dated if parse_range(text[here:e], ANY_YEAR)), here)

    def _boards(self, text: str, here: int) -> int:
        stop = here
        while True:
            found = _ALL.match(text, here) or _CODE.match(text, here) or _FUNCTION.match(text, here)
            end = found.end() if found is not None else 0
            if not end:
                ends = reversed(list(_word_ends(text, here)))
                end = next((e for e in ends if self._is_board(text[here:e].rstrip(",/;"))), 0)
                end -= bool(end) and text[end - 1] in ",/;"
            if not end:
                return stop
            aside = _ASIDE.match(text, end)
            stop = aside.end() if aside is not None else end
            more = _AND.match(text, stop)
            if more is None:
                return stop
            here = more.end()

    def _is_board(self, text: str) -> bool:
        return not any(map(str.isdigit, text)) and self._register.resolve(text) is not None

    def _status(self, text: str, here: int, ends: Sequence[int], *, any_word: bool) -> int:
        first = next((end for end in ends if end > here), here)
        if text[first + 1 : first + 2].isupper() and wording.cell(text[here:first]) is not None:
            return first  # `Pågår` on a line of its own over `Försenat. Den som …`
        for end in _word_ends(text, here):
            if any(map(str.isdigit, text[here:end])) and not text[here : here + 1].isdigit():
                continue  # `Pågår 27 av 31`
            if wording.cell(text[here:end]) is not None and self._closes(text, end, ends):
                return end
        line_end = next((end for end in ends if end > here), here)
        words = text[here:line_end]
        # A word of the house's own at the end of the line: `KS 2015 Borttaget`.
        if any_word and here - 1 not in ends and len(words.split()) <= 3 and words[-1:].isalpha():
            return line_end
        return here


def _ends_open(text: str) -> bool:
    return text[-1] in "-–—" and text[-2:-1].isspace()


def _word_ends(text: str, here: int) -> Iterator[int]:
    """Where the first words from a place on end, the longest stretch first."""
    return reversed([found.end() for found in islice(_WORD.finditer(text, here), MOST_WORDS)])
