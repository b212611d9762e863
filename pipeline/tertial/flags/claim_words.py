"""What sentences say beside a figure: how exact it is, up or down, a share in words; as tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from tertial.flags.series import MONEY, NUMBER, YEAR, value
from tertial.resources import read_table

_WORDS: Final = {
    "en": 1, "ett": 1, "två": 2, "tre": 3, "fyra": 4, "fem": 5, "sex": 6, "sju": 7, "åtta": 8, "nio": 9,
    "tio": 10, "elva": 11, "tolv": 12,
}  # fmt: skip
_SPELLED: Final = "|".join(_WORDS)
# A number in words counts only before what can be counted so, or after what it changed by.
_AFTER_SPELLED: Final = r"procentenhet\w*|procent|miljon\w*|fler|färre"
_NUMBER: Final = (
    rf"(?P<whole>\d{{1,3}}(?:[ \u00a0]\d{{3}})+|\d+)(?:,(?P<part>\d+))?(?![\d:/–-]|,\d|\.\d)"
    rf"|(?P<word>(?:{_SPELLED}))(?=\s(?:{_AFTER_SPELLED})\b)|(?<=med )(?P<by>(?:{_SPELLED}))(?=[\s.,;]|$)"
)
_QUANTITY: Final = re.compile(
    rf"(?<![\w,.:/§–-])(?:(?P<part_of>{_SPELLED}|\d{{1,2}})\sav\s(?P<of>{_SPELLED}|\d{{1,3}})(?!\s?\d)\b"
    rf"|{_NUMBER})\s?(?P<unit>%|[a-zåäö]+)?",
    re.IGNORECASE,
)
_DATE: Final = re.compile(
    r"januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december|år|års|åringar"
)
_MONTH: Final = re.compile(
    r"\s(?:januari|februari|mars|april|maj|ju[nl]i|augusti|(?:sept|okto|novem|decem)\w*)\b"
)
_NUMBERED: Final = re.compile(
    r"\b(?:tabell|kapitel|nummer|nr|§"
    r"|(?:uppdrag|ärend|beslut|motion)(?:en|erna|ena)(?: \d{1,3}(?:,| och))*)\s$",
    re.I,
)
_PLAIN: Final = re.compile(rf"(?<![\d,.]){NUMBER}")
_BEFORE: Final = re.compile(
    r"(?:\b(?:mål|kapitel|tabell|steg|etapp|nummer|nr|§|läsåret|årskurs|åk|tertial)\s|/)$", re.I
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure in a sentence, with how exactly it is said."""

    start: int
    end: int
    value: float
    unit: str
    """In small letters: the word after the number; `procent` for every share."""
    margin: float
    """What rounding by the digits that are printed may move it by."""
    least: float
    most: float
    """What the words around let it be, as a share of itself."""
    relative: bool = False
    """Said as a change to so much, as `halverats` is."""

    def fits(self, number: float, scale: float = 1.0, slack: float = 0.0) -> bool:
        """Whether a table's number, made to this unit by `scale`, is what is said, give or take `slack`."""
        given = abs(number * scale)
        slack = slack if self.least != self.most else 0.0
        low = self.value * (self.least - slack) - self.margin - 1e-6
        high = self.value * (self.most + slack) + self.margin + 1e-6
        return low <= given <= high


@lru_cache(maxsize=16)
def pattern(kind: str) -> re.Pattern[str]:
    """All words of a kind."""
    rows = (row["pattern"] for row in read_table("claim_words.csv") if row["kind"] == kind)
    return re.compile(rf"\b(?:{'|'.join(rows)})(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=16)
def _rows(kind: str) -> tuple[tuple[re.Pattern[str], float, float], ...]:
    return tuple(
        (
            re.compile(rf"\b(?:{row['pattern']})(?!\w)", re.IGNORECASE),
            float(row["value"]),
            float(row["upper"] or 0),
        )
        for row in read_table("claim_words.csv")
        if row["kind"] == kind
    )


def quantities(sentence: str) -> list[Quantity]:
    """The figures of a sentence in their order; years, dates and numbers of goals aside."""
    found = sorted((*_shares(sentence), *_numbers(sentence)), key=lambda q: (q.start, -q.end))
    kept: list[Quantity] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def places(sentence: str) -> Iterator[tuple[int, int, int]]:
    """Where a sentence ranks something, from where to where, and the place: 2 the second, -1 the last."""
    for told, at, _ in _rows("rank"):
        for match in told.finditer(sentence):
            yield match.start(), match.end(), int(at)


def place(sentence: str, number: float) -> int | None:
    """Where a sentence states a number, 0 where that is not sure; None where it dates or numbers a thing."""
    found = [match for match in _PLAIN.finditer(sentence) if value(match[1], match[2]) == number]
    for match in found:
        if not _NUMBERED.search(sentence[: match.start()]) and not _MONTH.match(sentence, match.end()):
            return match.start()
    return None if found else 0


def _shares(sentence: str) -> Iterator[Quantity]:
    for kind in ("share", "times"):
        for words, share, _ in _rows(kind):
            for match in words.finditer(sentence):
                least, most = _exactness(sentence, match.start(), (0.95, 1.05))
                yield Quantity(
                    match.start(), match.end(), abs(share), "procent", 0.0, least, most, kind == "times"
                )


def _numbers(sentence: str) -> Iterator[Quantity]:
    for match in _QUANTITY.finditer(sentence):
        unit = (match["unit"] or "").lower()
        if unit == "år" and YEAR.match(sentence, match.end() + 1):
            unit = ""  # 9 år 2012: nine, in that year
        if match["of"]:
            part, whole = (float(_WORDS.get(t.lower(), 0) or t) for t in (match["part_of"], match["of"]))
            if 0 < part < whole <= 100:
                least, most = _exactness(sentence, match.start(), (0.95, 1.05))
                yield Quantity(
                    match.start(), match.end("of"), 100 * part / whole, "procent", 0.0, least, most
                )
            continue
        if _BEFORE.search(sentence[: match.start()]) or _DATE.fullmatch(unit):
            continue
        spelled = match["word"] or match["by"]
        if not spelled and not match["part"] and YEAR.fullmatch(match["whole"]):
            continue
        number = float(_WORDS[spelled.lower()]) if spelled else value(match["whole"], match["part"])
        unit = "procent" if unit == "%" else "miljoner" if unit.startswith("miljon") else unit
        least, most = _exactness(sentence, match.start(), (1.0, 1.0))
        margin = 0.5 * 10.0 ** -len(match["part"] or "") if unit in (*MONEY, "procent") else 1e-6
        if match["part"]:
            margin = 0.5 * 10.0 ** -len(match["part"])
        # A hedge tells the range by itself.
        yield Quantity(
            match.start(), match.end(), number, unit, margin if least == most else margin / 2, least, most
        )


def _exactness(sentence: str, at: int, plain: tuple[float, float]) -> tuple[float, float]:
    """What the words right before a figure let it be."""
    for words, least, most in _rows("hedge"):
        for match in words.finditer(sentence, max(0, at - 25), at):
            if not sentence[match.end() : at].strip():
                return (least - 0.01, most + 0.01) if plain != (1.0, 1.0) else (least, most)
    return plain


def direction(clause: str) -> int:
    """1 for up, -1 for down, 0 where a clause says neither or both."""
    up, down = bool(pattern("up").search(clause)), bool(pattern("down").search(clause))
    return up - down
