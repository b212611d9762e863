"""An item while it is being found: what a layout parser hands to the step that joins all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tertial.document import Span
from tertial.parsers.content import Content
from tertial.parsers.outline import Line
from tertial.parsers.references import reference_last
from tertial.parsers.title_parts import Title
from tertial.records import Passage
from tertial.vocabulary import Kind


@dataclass(slots=True)
class Found:
    """An item with its place and what stands under it."""

    title: str
    title_span: Span
    span: Span
    parser: str
    kind: Kind | None = None
    """None where nothing near it says what it is."""
    number: str = ""
    area: str = ""
    area_line: Line | None = None
    """The heading that `area` was read from; it may be a mål of its own."""
    responsible: str = ""
    chapter_board: str = ""
    """Canonical board in whose chapter it stands."""
    chapter_heading: str = ""
    names_responsible: bool = False
    """It stands in a table that has a column for who is responsible; empty means nobody."""
    explicit: bool = False
    """Its paragraph says that it was ordered."""
    of_goal: list[Passage] = field(default_factory=list)
    """What stands in its table of how the mål above it goes (`Måluppfyllelse: …`)."""
    content: Content = field(default_factory=Content)


def titled(title: Title, title_span: Span, span: Span, parser: str) -> Found:
    """An item with what its title says of it: its name, kind and number, and who has it."""
    return Found(
        title=title.text,
        title_span=title_span,
        span=span,
        parser=parser,
        kind=title.kind,
        number=title.number,
        responsible=title.responsible,
    )


FEWEST_CITED = 3
MOST_CITED = 0.8
"""Titles, and share of them, that end with a decision where it is no part of any."""


def leave_out_decisions(found: Sequence[Found]) -> None:
    """Takes the decisions that the titles end with again and again out of them: `Se över taxan Kf § 45`."""
    cited = [(item, cut) for item in found if (cut := reference_last(item.title)) < len(item.title)]
    left = {item.title[:cut] for item, cut in cited}
    if len(cited) < max(FEWEST_CITED, MOST_CITED * len(found)) or len(left) < len(cited):
        return  # what only its decision tells from another is about the decision
    for item, cut in cited:
        if len(item.title_span) == len(item.title):
            item.title_span = Span(item.title_span.start, item.title_span.start + cut)
        item.title = item.title[:cut]
