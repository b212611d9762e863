"""An item while it is being found: what a layout parser hands to the step that joins all of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from tertial.document import Span
from tertial.parsers.content import Content
from tertial.parsers.outline import Line
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
