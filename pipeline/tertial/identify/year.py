"""Which year a report is about, where it names no period."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from typing import Final
from urllib.parse import unquote

_REFERENCE: Final = re.compile(
    r"(?:(?<![^\W\d_])[A-ZÅÄÖ]{2,5}[\s-]*)?(?<!\d)(?:19|20)\d\d[/:-]\d{2,5}(?!\d)(?:-\d\d)?"
    r"|(?:dnr|diarie\w*|SFS)\W{0,3}\S*\s?\S*\d{4}\S*"
    r"|(?<!\d)(?:19|20)\d{6}(?!\d)"
    r"|(?<!\d)\d{1,2}[./]\d{1,2}[\s.-]*20\d\d",
    re.IGNORECASE,
)
"""Numbers of cases and laws, and dates: what looks like a year and is none that a report is about."""
_SPAN: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*(?:[–—/-]|till|och)\s*((?:20)?\d\d)(?!\d)")
_YEAR: Final = re.compile(r"(?<![\d:/§.,-])(20[0-4]\d)(?![\d/]|[.,:]\d)")
_SUBJECT: Final = re.compile(
    r"rapport|redovisning|uppföljning|plan\b|budget|bokslut|berättelse|uppdrag|mål|prognos|program",
    re.IGNORECASE,
)
_DATED: Final = re.compile(
    r"sammanträd|datum|utskriv|upprätta|beslut|antag|antog|dnr|diarie|§|ändrad|protokoll", re.IGNORECASE
)
_AHEAD: Final = re.compile(
    r"\b(?:kommer|ska|skall|planeras|startar|nästa|beräknas|inför|fortsätta|senast)\b", re.IGNORECASE
)
_BEHIND: Final = re.compile(r"\b(?:resultatet?|utfallet?|värdena?|jämfört)\b[^.]{0,30}$", re.IGNORECASE)
_DAY: Final = re.compile(r"(?<!\d)(20[0-4]\d)-?(?:0[1-9]|1[0-2])-?(?:0[1-9]|[12]\d|3[01])(?!\d)")
# `avser tiden t.o.m. den 31 augusti` goes on.
_SENTENCE_END: Final = re.compile(r"(?<=[.!?])(?<!\.o\.m\.)\s(?![a-zåäö])|\n")


def sentences(text: str) -> list[str]:
    """Sentences and lines, roughly: only for looking for years and labels."""
    return [part for part in _SENTENCE_END.split(text) if part and not part.isspace()]


def spaced(name: str) -> str:
    """A file's name and the folders nearest to it, as words: "2022/T2/almvik_uppdrag.docx"."""
    parts = re.split(r"[/!\\]+", unicodedata.normalize("NFC", unquote(name)))[-3:]
    return re.sub(r"\.[A-Za-z0-9]{2,5}$", "", " ".join(parts)).replace("_", " ")


def printed(lines: Sequence[str]) -> int | None:
    """The year in a title or margin; one beside a word like rapport or plan goes before others.

    Spans of years are mandate periods or plans ahead: "Budget 2023 med plan 2024–2025" is about 2023.
    """
    found: list[tuple[bool, int]] = []
    for line in lines:
        if re.search(r"\.{4,}", line) or _DATED.search(line):
            continue
        found += [(_SUBJECT.search(line) is None, int(match[1])) for match in _YEAR.finditer(_bare(line))]
    return min(found, key=lambda hit: hit[0])[1] if found else None


_GOAL_YEAR: Final = re.compile(
    r"(?:vision|agenda|mål|mal|strategi|dnr|diarienr|färdplan|program)\W{0,3}\d{4}(?:-\d+)?", re.IGNORECASE
)
"""A year in a file's name that what it is called after ends with, or the number of a case."""


def named(names: Sequence[str], text: str | None = None) -> int | None:
    """The year that the file is named after: one that the text names too, or without a text the only one."""
    for name in names:
        found = set(re.findall(r"(?<!\d)(20[0-4]\d)(?!\d|-[01]\d)", _GOAL_YEAR.sub(" ", name)))
        borne_out = {year for year in found if text is None or year in text}
        if len(borne_out) == 1:
            return int(borne_out.pop())
    return None


def inferred(text: str) -> int | None:
    """The year that most of what the text dates points at.

    A date counts double; a year that lies ahead speaks for the one before it, a year whose result has come
    for the one after it.
    """
    counted: Counter[int] = Counter()
    for sentence in sentences(text):
        if len({match[1] for match in _YEAR.finditer(sentence)}) >= 4:
            continue  # columns of years
        for match in _DAY.finditer(sentence):
            counted[int(match[1])] += 2
        bare = _bare(sentence)
        for match in _YEAR.finditer(bare):
            ahead = _AHEAD.search(bare) is not None
            behind = _BEHIND.search(bare[: match.start()]) is not None
            counted[int(match[1]) - ahead + behind] += 1
    if not counted:
        return None
    top = max(counted.values())
    return max(year for year, n in counted.items() if n == top)


def span_start(lines: Sequence[str]) -> int | None:
    """The first year of a span in the first lines: a plan for 2021–2024 begins in 2021."""
    match = next((match for line in lines if (match := _SPAN.search(line))), None)
    return int(match[1]) if match is not None else None


def _bare(text: str) -> str:
    return _SPAN.sub(" ", _REFERENCE.sub(" ", text))
