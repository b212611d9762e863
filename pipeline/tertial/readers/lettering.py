"""Letters that look alike or not, made a paragraph's text with what it sets apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import lru_cache
from operator import attrgetter
from typing import Any, Final

from tertial.readers.docx.emphasis import emphasis, held
from tertial.readers.docx.styles import Look

PLAIN: Final = Look()
_VALUES: Final = attrgetter(*(each.name for each in fields(Look)))


@lru_cache(maxsize=2048)
def _one(values: tuple[Any, ...]) -> Look:
    return Look(*values)


def one(look: Look) -> Look:
    """The one object that stands for all looks that are alike, as `is` compares them."""
    return _one(_VALUES(look))


@dataclass(frozen=True, slots=True)
class Lettering:
    """A paragraph's letters, as `Draft.add` takes them."""

    text: str
    look: Look = PLAIN
    """What all its words have in common."""
    lead: str = ""
    apart: str = ""


def lettering(runs: Iterable[tuple[str, Look]], *, inside: bool) -> Lettering:
    """The letters of a paragraph, run by run.

    Args:
        inside: Whether words may be set apart inside it: it is body text, and in no table.
    """
    pieces: list[str] = []
    looks: list[Look] = []
    for text, look in ((text, one(look)) for text, look in runs):
        if looks and look is looks[-1]:
            pieces[-1] += text
        elif text:
            pieces.append(text)
            looks.append(look)
    if len(pieces) < 2:
        return Lettering(pieces[0], looks[0]) if pieces else Lettering("")
    found = emphasis(tuple(looks), tuple(map(held, pieces)))
    lead = found.lead(pieces)
    apart = found.apart(pieces, led=bool(lead)) if inside else ""
    return Lettering("".join(pieces), found.look, lead, apart)
