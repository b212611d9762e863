"""Records to the tables of the dataset: which record gives which row, in which order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from tertial import codebook
from tertial.records import Assessment, Flag, Item, Link, Report, Section, Thread

if TYPE_CHECKING:
    import pyarrow as pa

_NONE: Final[Sequence[None]] = (None,)
"""What stands in for the statements of an item that has none."""

Row = tuple[Any, ...]
"""The values of a row in the order of the table's columns; None or empty text is a missing value."""

Tables = Mapping[str, "pa.Table"]
"""All tables of a dataset by name, in the order of the codebook."""


def build(
    reports: Sequence[Report],
    links: Sequence[Link],
    threads: Sequence[Thread],
    thread_of: Mapping[str, str],
    flags: Iterable[Flag] = (),
) -> Tables:
    """The tables of these reports, documents in the order of their source.

    Args:
        thread_of: The thread_id of each item_id.
        flags: Those found by comparing reports; each report's own are taken from it.
    """
    ordered = sorted(reports, key=lambda report: (report.document.source, report.document.document_id))
    place = {item.item_id: n for n, item in enumerate(i for report in ordered for i in report.items)}
    rows: dict[str, list[Row]] = {name: [] for name in codebook.tables()}
    for report in ordered:
        _add_report(rows, report, thread_of)
    rows["links"] = [
        (link.from_item_id, link.to_item_id, link.relation, round(link.score, 4))
        for link in sorted(links, key=lambda link: (place[link.from_item_id], place[link.to_item_id]))
    ]
    rows["threads"] = [_thread_row(thread) for thread in threads]
    rows["flags"] = [_flag_row(flag) for flag in _in_order(ordered, flags, place)]
    return {name: arrow(name, found) for name, found in rows.items()}


def arrow(name: str, rows: Sequence[Row]) -> pa.Table:
    """Rows as an Arrow table of the codebook's types; empty text becomes a missing value."""
    import pyarrow as pa

    schema = arrow_schema(name)
    columns = zip(*rows, strict=True) if rows else ((),) * len(schema)
    arrays = [
        pa.array([None if value == "" else value for value in column], type=field.type)
        for field, column in zip(schema, columns, strict=True)
    ]
    return pa.Table.from_arrays(arrays, schema=schema)


@lru_cache(maxsize=16)
def arrow_schema(name: str) -> pa.Schema:
    """The Arrow schema of a table; each field carries its meaning, which Parquet keeps."""
    import pyarrow as pa

    types = {"text": pa.string(), "date": pa.string(), "integer": pa.int64(), "number": pa.float64()}
    table = codebook.tables()[name]
    return pa.schema(
        [
            pa.field(c.name, types[c.type], metadata={"meaning": c.en, "betydelse": c.sv})
            for c in table.columns
        ],
        metadata={"meaning": table.en, "betydelse": table.sv},
    )


def _add_report(rows: dict[str, list[Row]], report: Report, thread_of: Mapping[str, str]) -> None:
    document = report.document
    stated: dict[str, list[Assessment]] = defaultdict(list)
    for assessment in report.assessments:
        stated[assessment.item_id].append(assessment)
    rows["documents"].append(
        (
            document.document_id,
            document.source,
            document.media_type,
            document.municipality,
            document.municipality_code,
            document.document_type,
            document.title,
            document.year,
            document.period,
            document.period_end,
            document.period_label,
            document.reader,
            document.parser,
            document.n_items,
        )
    )
    for item in report.items:
        rows["items"].append(_item_row(item))
        rows["assessments"] += [_assessment_row(assessment) for assessment in stated[item.item_id]]
        rows["observations"] += [
            _observation_row(report, item, assessment, thread_of.get(item.item_id, ""))
            for assessment in stated[item.item_id] or _NONE
        ]
    rows["sections"] += [_section_row(section) for section in report.sections]
    rows["measures"] += [
        (m.document_id, m.table, m.group, m.row, m.column, m.value, m.unit) for m in report.measures
    ]


def _item_row(item: Item) -> Row:
    return (
        item.item_id,
        item.document_id,
        item.ordinal,
        item.kind,
        item.number,
        item.title,
        item.area,
        item.parent_id,
        item.theme,
        item.responsible,
        ";".join(item.boards),
        item.start_date,
        item.end_date,
        item.date_precision,
        item.text,
        item.span.start,
        item.span.end,
    )


def _section_row(section: Section) -> Row:
    return (
        section.item_id,
        section.board,
        section.heading,
        section.text,
        section.span.start,
        section.span.end,
    )


def _assessment_row(assessment: Assessment) -> Row:
    return (
        assessment.item_id,
        assessment.board,
        assessment.assessment,
        assessment.modality,
        assessment.deviation,
        assessment.basis,
        assessment.method,
        round(assessment.confidence, 3),
        assessment.evidence,
        assessment.span.start,
        assessment.span.end,
        assessment.address,
    )


def _observation_row(report: Report, item: Item, assessment: Assessment | None, thread_id: str) -> Row:
    document = report.document
    context = (
        document.municipality,
        document.municipality_code,
        document.year,
        document.period,
        document.document_type,
        item.kind,
        thread_id,
        item.item_id,
        item.title,
        item.area,
        item.theme,
    )
    if assessment is None:
        return (*context, *("",) * 5, None, *("",) * 2, document.source)
    return (
        *context,
        assessment.board,
        assessment.assessment,
        assessment.modality,
        assessment.deviation,
        assessment.basis,
        round(assessment.confidence, 3),
        assessment.evidence,
        assessment.address,
        document.source,
    )


def _thread_row(thread: Thread) -> Row:
    return (
        thread.thread_id,
        thread.municipality,
        thread.title,
        thread.first_period,
        thread.last_period,
        thread.n_reports,
        thread.outcome,
        thread.change,
    )


def _flag_row(flag: Flag) -> Row:
    return (
        flag.document_id,
        flag.item_id,
        flag.board,
        flag.code,
        flag.severity,
        flag.message,
        flag.evidence,
    )


def _in_order(reports: Sequence[Report], across: Iterable[Flag], place: Mapping[str, int]) -> list[Flag]:
    """All flags by document, then item, those on a document as a whole first."""
    documents = {report.document.document_id: n for n, report in enumerate(reports)}
    found = [*(flag for report in reports for flag in report.flags), *across]
    return sorted(
        found,
        key=lambda f: (
            documents[f.document_id],
            place.get(f.item_id, -1),
            f.code,
            f.board,
            f.message,
            f.evidence,
        ),
    )
