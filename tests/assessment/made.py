"""Makes reports of one item, so that a test says only what stands under it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tertial.assessment import Context, assess
from tertial.assessment.legend import Legend
from tertial.boards import Register
from tertial.document import Document, Draft, Span
from tertial.records import Assessment, Entry, Passage
from tertial.vocabulary import Basis, DocumentType, Kind, Period

TITLE = "Ta fram en plan för X"


def document(lines: Sequence[str]) -> Document:
    """A document with a paragraph for each line."""
    draft = Draft(data="\n".join(lines).encode(), source="report.txt", media_type="text/plain", reader="made")
    for line in lines:
        draft.add("paragraph", line, gap=1)
    return draft.finish()


def context(
    made: Document,
    *,
    year: int | None = 2024,
    period: Period | None = None,
    document_type: DocumentType = DocumentType.UPPDRAGSUPPFOLJNING,
) -> Context:
    """The context of a report of an invented municipality."""
    return Context(
        year=year,
        period=period,
        register=Register.build("", year, made.text),
        document_type=document_type,
        legend=Legend.of(made),
    )


def judged(
    passages: Sequence[tuple[str, str] | tuple[str, str, dict[str, Any]]],
    *,
    title: str = TITLE,
    kind: str = "uppdrag",
    year: int | None = 2024,
    period: Period | None = None,
    responsible: str = "",
    before: Sequence[str] = (),
    document_type: DocumentType = DocumentType.UPPDRAGSUPPFOLJNING,
) -> list[Assessment]:
    """What is found under an item.

    Args:
        passages: role and text, and other fields of the Passage, in order.
        before: Lines that stand before the item, such as a legend.
    """
    made = document([*before, title, *(passage[1] for passage in passages)])
    blocks = [block.span for block in made.blocks]
    spans = blocks[len(before) + 1 :]
    entry = Entry(
        kind=Kind(kind),
        title=title,
        title_span=blocks[len(before)],
        span=Span(blocks[len(before)].start, len(made.text)),
        responsible=responsible,
        passages=tuple(
            Passage(span=span, role=passage[0], **(passage[2] if len(passage) > 2 else {}))  # type: ignore[arg-type]
            for passage, span in zip(passages, spans, strict=True)
        ),
    )
    found = assess(made, entry, "item", context(made, year=year, period=period, document_type=document_type))
    for assessment in found:
        assert made.cut(assessment.span) == assessment.evidence
        assert assessment.evidence == assessment.evidence.strip() != ""
        assert assessment.address
    return found


def said(found: Sequence[Assessment], *, basis: Basis | None = Basis.EXPLICIT) -> list[list[str]]:
    """Assessment and modality of each, and its board where it has one, in a stable order."""
    rows = [
        [str(a.assessment), str(a.modality), *([a.board] if a.board else [])]
        for a in found
        if basis is None or a.basis is basis
    ]
    return sorted(rows)
