"""Whose report it is, of which year and period, read from its margins, title, text and file name."""

from __future__ import annotations

from dataclasses import dataclass

from tertial.document import Document
from tertial.identify import columns, municipality, period, title
from tertial.vocabulary import Period

__all__ = ["Identity", "identify"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What a report is, as a whole."""

    municipality: str
    """Without "kommun" and genitive s; empty where nothing tells."""
    municipality_code: str
    """SCB, four digits; empty for one that is in no table."""
    title: str
    year: int | None
    """The year that the report is about."""
    period: Period | None
    period_end: str
    """ISO date; empty where the report neither states nor implies it."""
    period_label: str
    """As printed."""


def identify(document: Document) -> Identity:
    """Tell whose report it is, of which year and period.

    Margins and title are trusted before the text, the text before the name of the file or its folders, and
    these before the heads of columns.
    """
    margins = [document.cut(block.span) for block in document.margins]
    first = title.first_lines(document)
    own = document.properties.get("title", "")
    name, code = municipality.find(
        margins=margins, first=first, text=document.text, own=own, source=document.source
    )
    called = title.title(document)
    stated = period.find(
        title=called,
        margins=[line for text in margins for line in text.split("\n")],
        first=[line for text in title.first_lines(document, heads="left out") for line in text.split("\n")],
        text=document.text,
        names=[own, document.source],
        column=columns.latest(document),
    )
    return Identity(
        municipality=name,
        municipality_code=code,
        title=called,
        year=stated.year,
        period=stated.period,
        period_end=stated.end,
        period_label=stated.label,
    )
