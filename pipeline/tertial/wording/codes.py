"""What a report itself says that its own words, letters and signs mean: `r = rullar, m = i mål`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, Final, ParamSpec, TypeVar, cast

from tertial.swedish.words import fold
from tertial.vocabulary import Modality
from tertial.wording.readings import Reading

_P = ParamSpec("_P")
_T = TypeVar("_T")
_kept: Final[list[Any]] = []
"""What `remembered` keeps."""
LONGEST: Final = 24
"""Characters of a code; more are words of their own."""


@dataclass(frozen=True, slots=True)
class Codes:
    """The codes that a report explains as statuses, folded."""

    known: Mapping[str, Reading] = field(default_factory=dict)
    numbers: Mapping[str, Reading] = field(default_factory=dict)
    """Numbers are statuses only in a column that the explanation names: any figure would be one else."""
    columns: frozenset[str] = frozenset()
    """The words beside the explanation of numbers, of which a column's name must be one."""
    lines: frozenset[str] = frozenset()
    """The lines that explain them, and tell nothing of any matter."""
    paired: bool = False
    """Two stand in one cell: how it is, and how it is expected to be."""
    general: bool = False
    """The explanation of numbers names no column, or one of statuses: it holds for any of these."""
    stated: frozenset[str] = frozenset()
    """Statuses that stand before a colon or a dash and a comment, folded: `EJ UPPFYLLT: Bygglovet dröjer`."""
    titled: frozenset[str] = frozenset()
    """Statuses that stand before a colon or a dash and a title, line after line: `KLART – Se över taxan`."""
    apart: Mapping[str, tuple[tuple[str, Reading], ...]] = field(default_factory=dict)
    """Codes that lines give several meanings, each in its part of the report: the lines, as printed."""
    elsewhere: bool = False
    """Another line explains the same signs and gives no statuses: they tell of something else too."""
    empty: tuple[str, Reading] | None = None
    """What says of an empty place what it means, as printed, and the status that it gives."""
    opening: bool = False
    """Line after line begins with one of them and no more than a space: `K Ny simhall`."""
    closing: bool = False
    """Line after line ends in one of them after a space: `Ny simhall K`."""
    pictures: bool = False
    """Its empty boxes of a symbol font are pictures, as none is ever ticked: `[☐] Ej påbörjad`."""


_DATED: Final = re.compile(
    r"\s+(?:\d{6}|\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}|(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)[a-zå]*\.?(?:\s+(?:19|20)\d\d)?)\.?$",
    re.IGNORECASE,
)
"""When it came to be so: `V 130617`."""
_NOTE: Final = re.compile(r"(?<=\S)\[\d{1,2}\]$")
"""The number of a footnote after a code: `G[1]`."""
_TWO: Final = re.compile(r"([^\s/|→>]{1,12})\s*(?:[/|→>]|->)\s*([^\s/|→>]{1,12})")
_NOW_LATER: Final = re.compile(
    r"\b(?:nu|idag|läge|status|utfall)\b.{1,12}\b(?:prognos|helår|årets slut|slutet|31/12|årsskifte)"
)
NONE: Final = Codes()
_known: ContextVar[Codes] = ContextVar("codes", default=NONE)


def current() -> Codes:
    """The codes of the report at hand."""
    return _known.get()


def apart(text: str) -> tuple[tuple[str, Reading], ...]:
    """The lines that explain a code, each with another meaning; none where all of them agree."""
    return _known.get().apart.get(key_of(text), ())


def elsewhere() -> bool:
    """Whether the report explains its signs as something else too, as money or risks."""
    return _known.get().elsewhere


def empty() -> tuple[str, Reading] | None:
    """What an empty place means by the report at hand: the words that say so, and the status."""
    return _known.get().empty


def pictured(text: str) -> bool:
    """Whether a text begins with an empty box that the report at hand uses as a picture."""
    return _known.get().pictures and text.lstrip().startswith("[☐]")


def remembered(function: Callable[_P, _T]) -> Callable[_P, _T]:
    """A function whose answers are kept, and forgotten where what a report's own words mean is another.

    To be put on what asks for a status, so that no report is read by the codes of the one before it.
    """
    kept = lru_cache(maxsize=2048)(function)
    _kept.append(kept)
    return cast("Callable[_P, _T]", kept)


@contextmanager
def knowing(codes: Codes) -> Iterator[None]:
    """While in it, these codes are read as what they mean."""
    other = codes != _known.get()
    token = _known.set(codes)
    for kept in _kept if other else ():
        kept.cache_clear()
    try:
        yield
    finally:
        _known.reset(token)
        for kept in _kept if other else ():
            kept.cache_clear()


@contextmanager
def learning(words: Mapping[str, Reading]) -> Iterator[None]:
    """Lets these words, folded, be read as statuses too inside the block."""
    codes = _known.get()
    with knowing(replace(codes, known={**words, **codes.known})):
        yield


def code(text: str) -> Reading | None:
    """The status that a code of the report at hand stands for."""
    known = _known.get().known
    if not known or len(text) > LONGEST + 12:
        return None
    text = _NOTE.sub("", text)
    found = known.get(key_of(text)) or known.get(key_of(_DATED.sub("", text)))
    return found or _together(known, text)


def _together(known: Mapping[str, Reading], text: str) -> Reading | None:
    """The status of two signs side by side, one of which says how the plan is kept: `[●] [↓]`."""
    readings = [known.get(key_of(sign)) for sign in text.split()]
    if len(readings) != 2 or readings[0] is None or readings[1] is None:
        return None
    status, kept = sorted((readings[0], readings[1]), key=lambda reading: reading.implied)
    return replace(status, deviation=kept.deviation) if kept.implied and not status.implied else None


def now_and_later(text: str, column: str) -> list[tuple[Reading, int, int]]:
    """The two codes of a cell with their places, the second of which is a forecast: `2/3`."""
    codes = _known.get()
    found = _TWO.fullmatch(text)
    if found is None or not (codes.paired or _NOW_LATER.search(fold(column))):
        return []
    first, second = (codes.known.get(key_of(t)) or codes.numbers.get(key_of(t)) for t in found.groups())
    if first is None or second is None or key_of(text) in codes.known:
        return []
    return [(first, *found.span(1)), (replace(second, modality=Modality.PROGNOS), *found.span(2))]


def explains(text: str) -> bool:
    """Whether a line of the report at hand is one of those that explain its codes."""
    return text.strip() in _known.get().lines


def key_of(text: str) -> str:
    """A code as it is looked up: folded, without the marks around it."""
    bare = fold(text).replace("\ufe0f", "").replace(" %", "%")
    return bare if bare[:1] in "[(" else bare.strip(" .,:;\"”’'–—-") or bare
