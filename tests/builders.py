"""Small Reports, built from as little as a test needs to say."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from tertial.document import Span
from tertial.records import Assessment, Comment, DocumentRecord, Figure, Item, Report, Section
from tertial.vocabulary import (
    Basis,
    DatePrecision,
    Deviation,
    DocumentType,
    Kind,
    Method,
    Modality,
    Period,
    Status,
    Theme,
)

ENDS = {"T1": "04-30", "H1": "06-30", "T2": "08-31", "T3": "12-31", "år": "12-31", "": ""}


def report(
    when: str,
    items: Sequence[str | Mapping[str, Any]],
    *,
    municipality: str = "Almvik",
    kind: str = "uppdragsuppföljning",
    title: str = "",
    source: str = "",
) -> Report:
    """A report of a period, `2022-T2` or only `2022`.

    An item is its title, or a mapping with `title` and any of `kind`, `area`, `boards`, `responsible`,
    `number`, `parent` (an item's place from 1), `end`, `text`, `comment`, `status` and `sections`. `status`
    is a list of statements, each as `[board: ]status/modality[ sentence]`; a `?` after the modality makes it
    inferred, and a sentence with `enligt plan` or `med avvikelse` says that of it.
    `sections` maps a board to what it says.
    """
    year, _, period = when.partition("-")
    source = source or f"{municipality.lower()}-{when}.txt"
    document_id = hashlib.sha256(source.encode()).hexdigest()[:16]
    pieces: list[str] = []
    built: list[Item] = []
    sections: list[Section] = []
    assessments: list[Assessment] = []
    comments: list[Comment] = []
    default = {"aktivitetsuppföljning": "aktivitet", "plan": "aktivitet", "måluppföljning": "mål"}.get(
        kind, "uppdrag"
    )
    for n, raw in enumerate(items, start=1):
        data: Mapping[str, Any] = {"title": raw} if isinstance(raw, str) else raw
        item_id = f"{document_id}-{n:04d}"
        start = _length(pieces)
        pieces.append(data["title"])
        if data.get("text"):
            pieces.append(data["text"])
        if data.get("comment"):
            pieces.append(data["comment"])
            comments.append(Comment(item_id=item_id, text=data["comment"]))
        for board, said in data.get("sections", {}).items():
            sections.append(
                Section(item_id=item_id, board=board, heading=board, text=said, span=_span(pieces, said))
            )
            pieces.append(said)
        for statement in data.get("status", ()):
            assessments.append(_assessment(item_id, statement, pieces))
        parent = data.get("parent")
        built.append(
            Item(
                item_id=item_id,
                document_id=document_id,
                ordinal=n,
                kind=Kind(data.get("kind", default)),
                number=data.get("number", ""),
                title=data["title"],
                area=data.get("area", ""),
                parent_id=f"{document_id}-{parent:04d}" if parent else "",
                theme=Theme.OVRIGT,
                responsible=data.get("responsible", ", ".join(data.get("boards", ()))),
                boards=tuple(data.get("boards", ())),
                start_date="",
                end_date=data.get("end", ""),
                date_precision=DatePrecision.DAY if data.get("end") else DatePrecision.NONE,
                text="\n".join(filter(None, (data.get("text", ""), data.get("comment", "")))),
                span=Span(start, _length(pieces)),
            )
        )
    return Report(
        document=DocumentRecord(
            document_id=document_id,
            source=source,
            media_type="text/plain",
            municipality=municipality,
            municipality_code="",
            document_type=DocumentType(kind),
            title=title,
            year=int(year) if year else None,
            period=Period(period) if period else None,
            period_end=f"{year}-{ENDS[period]}" if period else "",
            period_label=when,
            reader="txt",
            parser="flat",
            n_items=len(built),
        ),
        text="\n".join(pieces),
        items=tuple(built),
        sections=tuple(sections),
        assessments=tuple(assessments),
        comments=tuple(comments),
    )


def figures(
    rows: Sequence[Sequence[Any]], columns: Sequence[str], *, table: str = "Tabell", unit: str = ""
) -> list[Figure]:
    """The figures of a table with rows `[group, row, value …]`; one that begins with `Totalt` is a total."""
    return [
        Figure(
            table=table,
            group=group,
            row=row,
            column=column,
            value=float(value),
            unit=unit,
            span=Span(0, 0),
            total=row.startswith("Totalt"),
        )
        for group, row, *values in rows
        for column, value in zip(columns, values, strict=True)
    ]


def _assessment(item_id: str, statement: str, pieces: list[str]) -> Assessment:
    board, colon, rest = statement.partition(": ")
    if not colon or "/" in board:
        board, rest = "", statement
    status, _, rest = rest.partition("/")
    modality, _, sentence = rest.partition(" ")
    evidence = sentence or f"Detta är {status}."
    span = _span(pieces, evidence)
    pieces.append(evidence)
    return Assessment(
        item_id=item_id,
        board=board,
        assessment=Status(status),
        modality=Modality(modality.removesuffix("?")),
        deviation=next((one for one in Deviation if one and one in evidence), Deviation.NONE),
        basis=Basis.INFERRED if modality.endswith("?") else Basis.EXPLICIT,
        method=Method.RULE,
        confidence=0.6 if modality.endswith("?") else 0.95,
        evidence=evidence,
        span=span,
        address="",
    )


def _length(pieces: list[str]) -> int:
    return sum(len(piece) + 1 for piece in pieces)


def _span(pieces: list[str], text: str) -> Span:
    start = _length(pieces)
    return Span(start, start + len(text))
