"""The claims of a report, each in its item, and the flags on those that its tables contradict."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from tertial.boards import Register
from tertial.document import Span
from tertial.flags.claim_words import place
from tertial.flags.claims import claims as claims_of
from tertial.flags.testing import tested
from tertial.flags.wrong import Wrong
from tertial.records import Claim, Figure, Flag, Item, Report
from tertial.vocabulary import FlagCode, Severity, Verdict


def settle(
    report: Report, figures: Sequence[Figure], flags: Sequence[Flag], register: Register | None = None
) -> tuple[tuple[Claim, ...], tuple[Flag, ...]]:
    """The claims that could be tested in the order of the text, and all flags.

    What a flag says of a figure and what a row says of it is the same: each claim that is flagged has a row
    of its own that is wrong, and each wrong claim has a flag.

    Args:
        flags: Those found so far.
        register: Tells which board a row is about that is named by its code.
    """
    document_id = report.document.document_id
    claims = list(tested(document_id, figures, report.text))
    starts = [claim.span.start for claim in claims]
    taken = set(starts)
    told: list[Claim] = []
    found: list[Flag] = []
    flagged: set[int] = set()
    for wrong in claims_of(figures, report.text, register):
        start = report.text.find(wrong.sentence)
        figure = place(wrong.sentence, wrong.value)
        if start < 0 or figure is None:
            continue  # a date, or the number of a table or decision
        found.append(_flag(document_id, wrong.sentence, wrong.message, wrong.severity))
        whole = Span(start, start + len(wrong.sentence))
        own = range(bisect_right(starts, start - 1), bisect_right(starts, whole.end - 1))
        flagged |= set(own)
        at = _place(claims, own, wrong)
        if at is not None:
            claims[at] = _claim(wrong, claims[at].span, report)
            continue
        if own or start in taken:
            whole = Span(start + figure, whole.end)
        if whole.start not in taken:
            taken.add(whole.start)
            told.append(_claim(wrong, whole, report))
    missing = [
        _flag(document_id, claim.claim, claim.tried, Severity.WARNING)
        for n, claim in enumerate(claims)
        if claim.verdict is Verdict.STAMMER_INTE and n not in flagged
    ]
    ordered = sorted((*told, *claims), key=lambda claim: claim.span.start)
    return tuple(_in_items(ordered, report.items)), (*flags, *found, *missing)


def _place(claims: Sequence[Claim], own: Iterable[int], wrong: Wrong) -> int | None:
    """The claim of a sentence that is the wrong one: of the same figure, else one that is not settled."""
    same = [n for n in own if abs(claims[n].claimed - wrong.value) < 1e-6]
    if same:
        return min(same, key=lambda n: claims[n].verdict is not Verdict.STAMMER_INTE)
    if any(claims[n].verdict is Verdict.STAMMER_INTE for n in own):
        return None
    return next((n for n in own if claims[n].verdict is Verdict.OKLART), next(iter(own), None))


def _claim(wrong: Wrong, span: Span, report: Report) -> Claim:
    return Claim(
        document_id=report.document.document_id,
        item_id="",
        claim=report.text[span.start : span.end],
        span=span,
        kind=wrong.kind,
        verdict=Verdict.STAMMER_INTE,
        claimed=round(wrong.value, 4),
        unit=wrong.unit,
        stated=round(wrong.stated, 4),
        table=wrong.table,
        row=wrong.row,
        columns=";".join(wrong.columns),
        tried=wrong.message,
    )


def _flag(document_id: str, sentence: str, message: str, severity: Severity) -> Flag:
    return Flag(
        document_id=document_id,
        item_id="",
        board="",
        code=FlagCode.CLAIM_MISMATCH,
        severity=severity,
        message=message,
        evidence=sentence,
    )


def _in_items(claims: Sequence[Claim], items: Sequence[Item]) -> Iterator[Claim]:
    """The claims with the item that each stands in, the nearest that begins before it."""
    ordered = sorted(items, key=lambda item: item.span.start)
    starts = [item.span.start for item in ordered]
    for claim in claims:
        at = bisect_right(starts, claim.span.start) - 1
        inside = at >= 0 and claim.span.end <= ordered[at].span.end
        yield replace(claim, item_id=ordered[at].item_id) if inside else claim
