"""One report from bytes to records: reader, municipality and period, items, boards, statements of status."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tertial import readers, themes, wording
from tertial.assessment import Context, assess, explained, learn, meaning, silent, unread
from tertial.boards import Register
from tertial.document import Document, Span
from tertial.doubts import doubts
from tertial.errors import counted
from tertial.flags.settling import settle
from tertial.flags.within import within
from tertial.identify import Identity, identify
from tertial.parsers import parse
from tertial.parsers.legends import explaining, used
from tertial.parsers.titles import is_order
from tertial.readers.libreoffice import Converted
from tertial.records import (
    Assessment,
    Comment,
    DocumentRecord,
    Entry,
    Item,
    Measure,
    Parsed,
    Report,
    Section,
)
from tertial.vocabulary import DocumentType

if TYPE_CHECKING:
    from tertial.readers.ocr import Recognition

log = logging.getLogger(__name__)


def analyse(
    data: bytes | Converted,
    source: str,
    boards: Path | None = None,
    recognition: Recognition | None = None,
) -> Report:
    """Everything that one file gives by itself; links and threads come of many.

    Args:
        data: All bytes of the file, or what LibreOffice made of it.
        source: The name that it goes by in the dataset; folder and file name may tell the municipality.
        boards: A folder with a user's own tables of boards.
        recognition: How text in pictures of pages is recognised; None where it is not.

    Raises:
        TertialError: The bytes are of no known format, or can't be read.
    """
    return interpret(readers.read(data, source, recognition), boards)


def interpret(document: Document, boards: Path | None = None) -> Report:
    """Everything that a document that has been read gives by itself."""
    lines = explaining(document, meaning)
    codes = wording.declared(lines, meaning, document.text, used(document), orders=is_order)
    with wording.knowing(codes):
        return _interpret(document, boards)


def _interpret(document: Document, boards: Path | None) -> Report:
    identity = identify(document)
    register = Register.build(identity.municipality, identity.year, document.text, boards)
    parsed = parse(document, register, identity)
    for reason in parsed.reasons:
        log.info("%s: %s", document.source, reason)
    log.info("%s: parser %s, %s", document.source, parsed.parser, counted(len(parsed.entries), "item"))
    record = _record(document, identity, parsed)
    items = tuple(_items(document, parsed, register, record))
    sections = tuple(_sections(document, parsed.entries, items))
    context = Context.build(document, identity, register, parsed.document_type)
    told = [
        _distinct(assess(document, entry, item.item_id, context))
        for entry, item in zip(parsed.entries, items, strict=True)
    ]
    told = _by_learnt(document, parsed, items, context, told)
    told = _left_empty(document, parsed, items, told)
    judged = frozenset(n for n, statements in enumerate(told) if statements)
    report = Report(
        document=record,
        text=document.text,
        items=items,
        sections=sections,
        assessments=tuple(statement for statements in told for statement in statements),
        measures=tuple(_measures(document, parsed)),
        comments=tuple(_comments(document, parsed.entries, items)),
        warnings=(*document.warnings, *doubts(document, parsed, context, judged)),
    )
    claims, flags = settle(report, parsed.figures, within(report, parsed.figures, register), register)
    return replace(report, claims=claims, flags=flags)


def _by_learnt(
    document: Document,
    parsed: Parsed,
    items: Sequence[Item],
    context: Context,
    told: list[list[Assessment]],
) -> list[list[Assessment]]:
    """The statements, and those of items that say nothing else than a word that is learnt from the others."""
    words = learn(document, parsed.entries, told)
    if not words:
        return told
    with wording.learning(words):
        return [
            _distinct(assess(document, entry, item.item_id, context))
            if silent(statements) and not words.keys().isdisjoint(unread(document, entry, statements))
            else statements
            for entry, item, statements in zip(parsed.entries, items, told, strict=True)
        ]


def _left_empty(
    document: Document, parsed: Parsed, items: Sequence[Item], told: list[list[Assessment]]
) -> list[list[Assessment]]:
    """The statements, and those of items without the sign that most have, where the legend explains that."""
    meant = wording.empty()
    signed = [any(p.role in ("status", "forecast") for p in entry.passages) for entry in parsed.entries]
    if meant is None or sum(signed) < 0.5 * len(signed):
        return told
    kinds = {entry.kind for entry, own in zip(parsed.entries, signed, strict=True) if own}
    return [
        [explained(document, item.item_id, *meant)]
        if not own and item.kind in kinds and silent(statements)
        else statements
        for item, own, statements in zip(items, signed, told, strict=True)
    ]


def _record(document: Document, identity: Identity, parsed: Parsed) -> DocumentRecord:
    plans = parsed.document_type is DocumentType.PLAN  # a plan reports on no period
    return DocumentRecord(
        document_id=document.document_id,
        source=document.source,
        media_type=document.media_type,
        municipality=identity.municipality,
        municipality_code=identity.municipality_code,
        document_type=parsed.document_type,
        title=identity.title,
        year=identity.year,
        period=None if plans else identity.period,
        period_end="" if plans else identity.period_end,
        period_label="" if plans else identity.period_label,
        reader=document.reader,
        parser=parsed.parser,
        n_items=len(parsed.entries),
    )


def item_id(document_id: str, ordinal: int) -> str:
    """The identity of a document's item; ordinals count from 1."""
    return f"{document_id}-{ordinal:04d}"


def _items(document: Document, parsed: Parsed, register: Register, record: DocumentRecord) -> Iterator[Item]:
    for ordinal, entry in enumerate(parsed.entries, start=1):
        text = _text(document, entry)
        yield Item(
            item_id=item_id(document.document_id, ordinal),
            document_id=document.document_id,
            ordinal=ordinal,
            kind=entry.kind,
            number=entry.number,
            title=entry.title,
            area=entry.area,
            parent_id="" if entry.parent is None else item_id(document.document_id, entry.parent + 1),
            theme=themes.theme(entry.title, entry.area, text, record.title),
            responsible=entry.responsible,
            boards=_boards(register, entry),
            start_date=entry.start_date,
            end_date=entry.end_date,
            date_precision=entry.date_precision,
            text=text,
            span=entry.span,
        )


def _boards(register: Register, entry: Entry) -> tuple[str, ...]:
    """The boards that an item is given to, those that take part last; who else takes part is no board.

    Where nobody is named, those that answer it have it.
    """
    if not (entry.responsible or entry.helpers):
        answering = [part.board for part in entry.parts] + [told.board for told in entry.passages]
        return tuple(dict.fromkeys(filter(None, answering)))
    leading = register.responsible(entry.responsible).boards
    others = register.responsible(entry.helpers) if entry.helpers else None
    helping = [board for board in others.boards if board not in others.unknown] if others else []
    return tuple(dict.fromkeys((*leading, *helping)))


def _text(document: Document, entry: Entry) -> str:
    """What stands from the title on; where an item is told of in several places, those in their order."""
    if all(passage.span in entry.span for passage in entry.passages):
        return document.cut(entry.span)
    spans: list[Span] = []
    for span in [entry.span, *sorted(passage.span for passage in entry.passages)]:
        if not any(span in known for known in spans):
            spans.append(span)
    return "\n".join(document.cut(span) for span in sorted(spans))


def _sections(document: Document, entries: Sequence[Entry], items: Sequence[Item]) -> Iterator[Section]:
    for entry, item in zip(entries, items, strict=True):
        for part in entry.parts:
            yield Section(
                item_id=item.item_id,
                board=part.board,
                heading=part.heading,
                text=document.cut(part.span),
                span=part.span,
            )


def _comments(document: Document, entries: Sequence[Entry], items: Sequence[Item]) -> Iterator[Comment]:
    for entry, item in zip(entries, items, strict=True):
        told = [document.cut(passage.span) for passage in entry.passages if passage.role == "comment"]
        if told:
            yield Comment(item_id=item.item_id, text="\n".join(told))


def _measures(document: Document, parsed: Parsed) -> Iterator[Measure]:
    for figure in parsed.figures:
        yield Measure(
            document_id=document.document_id,
            table=figure.table,
            group=figure.group,
            row=figure.row,
            column=figure.column,
            value=figure.value,
            unit=figure.unit,
        )


def _distinct(found: Sequence[Assessment]) -> list[Assessment]:
    """One row for each board, status and modality, as the table's key asks: the surest."""
    best: dict[tuple[str, str, str], Assessment] = {}
    for assessment in found:
        key = (assessment.board, assessment.assessment, assessment.modality)
        if key not in best or assessment.confidence > best[key].confidence:
            best[key] = assessment
    return list(best.values())
