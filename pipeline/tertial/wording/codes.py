"""What a report itself says that its own words, letters and signs mean: `r = rullar, m = i mål`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from tertial.swedish.words import fold
from tertial.wording.readings import Reading, plain_status

LONGEST: Final = 24
"""Characters of a code; more are words of their own."""
_IN_LINE: Final = re.compile(
    r"(?:^|(?<=[\s,;.:(]))[\"”’']?(?P<code>[^\s=,;.:]{1,20}(?: [^\s=,;.:]{1,16}){0,2})[\"”’']? ?="
    r" ?(?P<meaning>[^=;\n]{3,90}?)(?=[,;.)]\s|[,;.)]?$|\s+och\s+\S{1,20}\s*=|,? [^\s=]{1,20} ?=)"
)
_WORDED: Final = re.compile(
    r"(?:^|(?<=[,.;:]\s)|(?<=\boch\s))[\"”’']?(?P<code>[^\W\d_][\w /-]{1,22}?)[\"”’']?"
    r" (?:betyder|står för|innebär|menas)(?: att| med)? (?P<meaning>[^,;.\n]{3,90})"
)
_OF_A_LINE: Final = re.compile(
    r"(?:(?P<sign>\[[^\[\]\n]{1,3}\]|\([^()\n]\)|[^\w\s\"'()\[\]=–—-]{1,3})\s*[:=–—-]?\s+"
    r"|(?P<code>[A-ZÅÄÖa-zåäö]{1,2})\s*(?:[:=–—-]|\t+|\s{2,})\s*)(?P<meaning>\S.{2,80})"
)
_known: ContextVar[Mapping[str, Reading]] = ContextVar("codes", default=MappingProxyType({}))


def declared(lines: Iterable[str]) -> dict[str, Reading]:
    """The codes that a report explains as statuses, folded; none where it explains fewer than two.

    Numbers are left out, as any number would then be a status, and so is a code that is given two meanings.
    """
    found: dict[str, list[Reading | None]] = {}
    alone: list[tuple[str, Reading]] = []
    for text in lines:
        own = _OF_A_LINE.fullmatch(text.strip())
        if own is not None and (meaning := plain_status(own["meaning"])) is not None:
            alone.append((own["sign"] or own["code"], meaning))
        if "=" not in text and not _WORDED.search(text):
            continue
        for pattern in (_IN_LINE, _WORDED):
            for match in pattern.finditer(text):
                found.setdefault(_key(match["code"]), []).append(plain_status(match["meaning"]))
    if len(alone) >= 2:
        for code, reading in alone:
            found.setdefault(_key(code), []).append(reading)
    codes = {
        code: replace(readings[0], confidence=min(readings[0].confidence, 0.9))
        for code, readings in found.items()
        if readings[0] is not None
        and len({(r.assessment, r.modality) if r else None for r in readings}) == 1
        and not code.strip(".%").isdigit()
        and len(code) <= LONGEST
    }
    return codes if len(codes) >= 2 else {}


@contextmanager
def knowing(codes: Mapping[str, Reading]) -> Iterator[None]:
    """Lets these codes be read as statuses inside the block, which is about one report."""
    token = _known.set(codes)
    try:
        yield
    finally:
        _known.reset(token)


def code(text: str) -> Reading | None:
    """The status that a code of the report at hand stands for."""
    known = _known.get()
    return known.get(_key(text)) if known and len(text) <= LONGEST + 4 else None


def _key(text: str) -> str:
    bare = fold(text)
    return bare if bare[:1] in "[(" else bare.strip(" .,:;*\"”’'–—-")
