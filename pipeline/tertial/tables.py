"""Records to the tables of the dataset: which record gives which row, in which order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

from tertial import codebook
from tertial.records import (
    Assessment,
    Claim,
    DocumentRecord,
    Flag,
    Followed,
    Forecast,
    Item,
    Link,
    Report,
    Section,
    Thread,
    Transition,
)

if TYPE_CHECKING:
    import pyarrow as pa

_NONE: Final[Sequence[None]] = (None,)
"""What stands in for the statements of an item that has none."""

BETWEEN_TITLES: Final = " | "
"""Parts the titles of a thread, which may hold semicolons."""

Row = tuple[Any, ...]
"""The values of a row in the order of the table's columns; None or empty text is a missing value."""


class Rows(Protocol):
    """The rows of a table, some at a time; `pa.Table` is one."""

    @property
    def schema(self) -> Any: ...

    @property
    def num_rows(self) -> int: ...

    def to_batches(self, max_chunksize: int | None = None) -> Iterable[Any]:
        """Arrow's batches, none of more rows than that."""
        ...


Tables = Mapping[str, Rows]
"""All tables of a dataset by name, in the order of the codebook."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A table in a file of Arrow's; only what is asked for is read."""

    path: Path
    num_rows: int

    @property
    def schema(self) -> pa.Schema:
        import pyarrow as pa

        with pa.OSFile(str(self.path)) as file:
            return pa.ipc.open_file(file).schema

    def to_batches(self, max_chunksize: int | None = None) -> Iterator[pa.RecordBatch]:
        """Its batches in order, each read when its turn comes."""
        import pyarrow as pa

        with pa.OSFile(str(self.path)) as file:
            reader = pa.ipc.open_file(file)
            for n in range(reader.num_record_batches):
                batch = reader.get_batch(n)
                size = max_chunksize or max(batch.num_rows, 1)
                for start in range(0, batch.num_rows, size):
                    yield batch.slice(start, size)

    def read(self) -> pa.Table:
        """All of it."""
        import pyarrow as pa

        return pa.Table.from_batches(self.to_batches(), self.schema)


def build(
    reports: Sequence[Report],
    links: Sequence[Link],
    threads: Sequence[Thread],
    thread_of: Mapping[str, str],
    flags: Iterable[Flag] = (),
    followed: Mapping[str, Followed] | None = None,
) -> Mapping[str, pa.Table]:
    """The tables of these reports: documents in the order of their source, what follows matters in time.

    Args:
        thread_of: The thread_id of each item_id.
        flags: Those found by comparing reports; each report's own are taken from it.
        followed: By document_id, what following matters gave.
    """
    from tertial.linking.order import in_order, in_time  # linking is heavy, and commands only read tables

    ordered = sorted(reports, key=lambda report: (report.document.source, report.document.document_id))
    across: dict[str, list[Flag]] = defaultdict(list)
    for flag in flags:
        across[flag.document_id].append(flag)
    rows: dict[str, list[Row]] = {name: [] for name in codebook.tables()}
    for report in ordered:
        for name, some in rows_of(report, thread_of, across[report.document.document_id]).items():
            rows[name] += some
    for report in in_time(reports):
        given = (followed or {}).get(report.document.document_id, Followed())
        for name, some in followed_rows(given).items():
            rows[name] += some
    rows["links"] = link_rows(in_order(links, reports))
    rows["threads"] = [thread_row(thread) for thread in threads]
    return {name: arrow(name, found) for name, found in rows.items()}


def arrow(name: str, rows: Sequence[Row]) -> pa.Table:
    """Rows as an Arrow table of the codebook's types; empty text becomes a missing value."""
    import pyarrow as pa

    schema = arrow_schema(name)
    columns = zip(*rows, strict=True) if rows else ((),) * len(schema)
    arrays = [_array(column, field.type) for field, column in zip(schema, columns, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)


def _array(column: Sequence[Any], kind: pa.DataType) -> pa.Array:
    """The values as Arrow has them; pa.array would first load pandas, where there is one."""
    import numpy as np
    import pyarrow as pa

    values = [None if value == "" else value for value in column]
    if pa.types.is_string(kind):
        builder = pa.lib.StringBuilder()
        builder.append_values(values)
        return builder.finish()
    there = np.packbits(np.array([value is not None for value in values], bool), bitorder="little")
    numbers = np.array([value or 0 for value in values], kind.to_pandas_dtype())
    return pa.Array.from_buffers(kind, len(values), [pa.py_buffer(there), pa.py_buffer(numbers)])


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


def rows_of(
    report: Report, thread_of: Mapping[str, str], across: Iterable[Flag] = ()
) -> dict[str, list[Row]]:
    """The rows of one report, for each table but links and threads, which come of several.

    Args:
        thread_of: The thread_id of each item_id.
        across: The flags on it that were found by comparing reports.
    """
    stated: dict[str, list[Assessment]] = defaultdict(list)
    for assessment in report.assessments:
        stated[assessment.item_id].append(assessment)
    return {
        "documents": [_document_row(report.document)],
        "items": [_item_row(item) for item in report.items],
        "sections": [_section_row(section) for section in report.sections],
        "assessments": [_assessment_row(one) for item in report.items for one in stated[item.item_id]],
        "measures": [
            (m.document_id, m.table, m.group, m.row, m.column, m.value, m.unit) for m in report.measures
        ],
        "claims": [_claim_row(claim) for claim in report.claims],
        "flags": [_flag_row(flag) for flag in _flags_in_order(report, across)],
        "observations": [
            _observation_row(report, item, assessment, thread_of.get(item.item_id, ""))
            for item in report.items
            for assessment in stated[item.item_id] or _NONE
        ],
    }


def link_rows(links: Iterable[Link]) -> list[Row]:
    """The rows of links, in the order given."""
    return [(link.from_item_id, link.to_item_id, link.relation, round(link.score, 4)) for link in links]


def followed_rows(followed: Followed) -> dict[str, list[Row]]:
    """The rows that following matters gives for a document, in the order given."""
    return {
        "transitions": [_transition_row(one) for one in followed.transitions],
        "forecasts": [_forecast_row(one) for one in followed.forecasts],
        "gaps": [(g.municipality, g.year, g.period, g.before, g.after) for g in followed.gaps],
        "answers": [(a.document_id, a.item_id, a.board, a.answer) for a in followed.answers],
    }


def _transition_row(one: Transition) -> Row:
    return (
        one.thread_id,
        one.municipality,
        one.from_item_id,
        one.to_item_id,
        one.from_document_id,
        one.to_document_id,
        one.from_period,
        one.to_period,
        one.from_status,
        one.from_modality,
        one.to_status,
        one.to_modality,
        one.change,
        int(one.reworded),
        int(one.postponed),
        ";".join(one.new_boards),
    )


def _forecast_row(one: Forecast) -> Row:
    return (
        one.thread_id,
        one.municipality,
        one.year,
        one.period,
        one.item_id,
        one.board,
        one.forecast,
        one.outcome,
        one.result,
        one.evidence,
        one.outcome_item_id,
        one.outcome_evidence,
    )


def _document_row(document: DocumentRecord) -> Row:
    return (
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


def _claim_row(claim: Claim) -> Row:
    return (
        claim.document_id,
        claim.item_id,
        claim.claim,
        claim.span.start,
        claim.span.end,
        claim.kind,
        claim.verdict,
        claim.claimed,
        claim.unit,
        claim.stated,
        claim.table,
        claim.row,
        claim.columns,
        claim.tried,
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


def thread_row(thread: Thread) -> Row:
    """The row of a thread."""
    return (
        thread.thread_id,
        thread.municipality,
        thread.title,
        thread.first_period,
        thread.last_period,
        thread.n_reports,
        thread.outcome,
        thread.change,
        ";".join(thread.missing_reports),
        BETWEEN_TITLES.join(thread.titles),
        ";".join(thread.item_ids),
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


def _flags_in_order(report: Report, across: Iterable[Flag]) -> list[Flag]:
    """All flags on a report by item, those on it as a whole first."""
    place = {item.item_id: n for n, item in enumerate(report.items)}
    return sorted(
        (*report.flags, *across),
        key=lambda f: (place.get(f.item_id, -1), f.code, f.board, f.message, f.evidence),
    )
