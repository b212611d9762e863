"""What the pipeline hands from step to step: what a parser found, and a class for each table.

Fields are named as the columns of the dataset; spans take the place of text that can be cut.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tertial.document import Span
from tertial.vocabulary import (
    Basis,
    Change,
    ClaimKind,
    DatePrecision,
    Deviation,
    DocumentType,
    FlagCode,
    Kind,
    Method,
    Modality,
    Period,
    Relation,
    Reply,
    Result,
    Severity,
    Status,
    Step,
    Theme,
    Verdict,
)

PassageRole = Literal["title", "status", "forecast", "comment", "description"]
"""What a passage is: `status` and `forecast` are cells or labelled values that hold nothing but a
status; `comment` is what the report tells; `description` is what was ordered, and never judged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A stretch of an entry's text, a paragraph or a cell, by one speaker."""

    span: Span
    role: PassageRole
    label: str = ""
    """Name of its column, or the label before it, as printed: `Prognos helår`, `Uppfyllt Ja/Nej`."""
    board: str = ""
    """Canonical name of the board that speaks; empty where the item as a whole is spoken of."""
    shade: str = ""
    """Colour of its cell as a Swedish word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of an entry that is one board's own."""

    board: str
    """Canonical name, or as printed where it resolves to none."""
    heading: str
    """As printed."""
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An item as a parser found it: where it stands, not yet how it goes."""

    kind: Kind
    title: str
    title_span: Span
    span: Span
    """From the title to the last word under it, where it is first named."""
    number: str = ""
    area: str = ""
    parent: int | None = None
    """Index in `Parsed.entries` of the mål that it belongs to."""
    responsible: str = ""
    helpers: str = ""
    """Who else takes part, as printed."""
    start_date: str = ""
    end_date: str = ""
    date_precision: DatePrecision = DatePrecision.NONE
    passages: tuple[Passage, ...] = ()
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number in a table of figures."""

    table: str
    group: str
    row: str
    column: str
    value: float
    unit: str
    span: Span
    """The cell that it was read from."""
    total: bool = False
    """The row is a sum of the rows above it in its group."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """All that the parsers found in a document."""

    parser: str
    document_type: DocumentType
    other: str = ""
    """The words by which the document is one that follows nothing up: minutes, a policy, a newsletter."""
    entries: tuple[Entry, ...] = ()
    figures: tuple[Figure, ...] = ()
    reasons: tuple[str, ...] = ()
    """Why the layout was read as it was, a sentence each; for the log."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRecord:
    """A source document."""

    document_id: str
    source: str
    media_type: str
    municipality: str
    municipality_code: str
    document_type: DocumentType
    title: str
    year: int | None
    """The year that the report is about."""
    period: Period | None
    period_end: str
    """ISO date; empty where the report neither states nor implies it."""
    period_label: str
    reader: str
    parser: str
    n_items: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An uppdrag, mål or aktivitet."""

    item_id: str
    document_id: str
    ordinal: int
    kind: Kind
    number: str
    title: str
    area: str
    parent_id: str
    theme: Theme
    responsible: str
    boards: tuple[str, ...]
    start_date: str
    end_date: str
    date_precision: DatePrecision
    text: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of an item that is one board's own."""

    item_id: str
    board: str
    heading: str
    text: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """One statement of status about an item."""

    item_id: str
    board: str
    """Canonical name; empty when the statement is about the item as a whole."""
    assessment: Status
    modality: Modality
    deviation: Deviation
    basis: Basis
    method: Method
    confidence: float
    """0–1: of those with 0.8, four in five are meant to be right."""
    evidence: str
    span: Span
    """Where it says so; `evidence` is cut from here."""
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A number in a table of figures."""

    document_id: str
    table: str
    group: str
    row: str
    column: str
    value: float
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A figure in running text, and what the document's own table says."""

    document_id: str
    item_id: str
    """Empty where it stands outside all items."""
    claim: str
    span: Span
    """Where it stands; `claim` is cut from here."""
    kind: ClaimKind
    verdict: Verdict
    claimed: float
    unit: str
    """As the text has it; shares are in per cent."""
    stated: float | None
    """What the table gives, in the unit of the text: of all readings the nearest."""
    table: str
    row: str
    columns: str
    tried: str
    """One Swedish sentence: what the figure was held against."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Two items that are the same matter in two reports, the earlier first."""

    from_item_id: str
    to_item_id: str
    relation: Relation
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """A matter followed through time."""

    thread_id: str
    municipality: str
    title: str
    first_period: str
    """`2022-T2`; only the year where the report names no period."""
    last_period: str
    n_reports: int
    outcome: Status | None
    change: Change
    missing_reports: tuple[str, ...] = ()
    """Reports that are not at hand and could explain that it is new or dropped, such as `2022-T3`."""
    titles: tuple[str, ...] = ()
    """All that it has been called, in time, each once: those of what was merged or split too."""
    item_ids: tuple[str, ...] = ()
    """Its items, in time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """How a matter went from one report to the next that it stands in."""

    thread_id: str
    municipality: str
    from_item_id: str
    to_item_id: str
    from_document_id: str
    to_document_id: str
    from_period: str
    to_period: str
    from_status: Status | None
    from_modality: Modality | None
    to_status: Status | None
    to_modality: Modality | None
    change: Step
    reworded: bool
    postponed: bool
    """Its end is later than it was."""
    new_boards: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """How a matter was expected to end, as a whole or for one board, and how it did by the year's end."""

    thread_id: str
    municipality: str
    year: int
    period: Period
    item_id: str
    board: str
    forecast: Status
    outcome: Status | None
    result: Result
    evidence: str
    outcome_item_id: str
    outcome_evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A report that one would expect, and that is not at hand."""

    municipality: str
    year: int
    period: Period
    before: str
    """The document_id of the last report at hand before it."""
    after: str
    """Of the first after it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Whether a board answers for an item."""

    document_id: str
    item_id: str
    board: str
    answer: Reply


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """What following matters through time gives for one document."""

    transitions: tuple[Transition, ...] = ()
    """Those that begin in it."""
    forecasts: tuple[Forecast, ...] = ()
    """Those that it makes."""
    gaps: tuple[Gap, ...] = ()
    """Those right after it."""
    answers: tuple[Answer, ...] = ()
    """Those of its items, by board."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """What a report tells about an item, without title, headings of boards, status cells and labels."""

    item_id: str
    text: str
    """A paragraph or cell a line, as printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """A thing that an auditor should look at."""

    document_id: str
    item_id: str
    board: str
    code: FlagCode
    severity: Severity
    message: str
    """One Swedish sentence."""
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything that one document gave, before the reports are compared with each other."""

    document: DocumentRecord
    text: str
    items: tuple[Item, ...] = ()
    sections: tuple[Section, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    measures: tuple[Measure, ...] = ()
    comments: tuple[Comment, ...] = ()
    """At most one an item, in their order."""
    claims: tuple[Claim, ...] = ()
    flags: tuple[Flag, ...] = ()
    warnings: tuple[str, ...] = ()
