"""The claims of a report, each in its item, and the flags on those that its tables contradict."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tertial.document import Span
from tertial.flags.claim_words import direction, quantities
from tertial.flags.testing import tested
from tertial.records import Claim, Figure, Flag, Item, Report
from tertial.vocabulary import ClaimKind, FlagCode, Severity, Verdict


def settle(
    report: Report, figures: Sequence[Figure], flags: Sequence[Flag]
) -> tuple[tuple[Claim, ...], tuple[Flag, ...]]:
    """The claims that could be tested in the order of the text, and all flags.

    What a flag says of a sentence and what a row says of it is the same: a claim that a flag contradicts
    is wrong, and a wrong claim without a flag gets one.

    Args:
        flags: Those found so far, with their sentences as evidence.
    """
    document_id = report.document.document_id
    claims = list(tested(document_id, figures, report.text))
    starts = [claim.span.start for claim in claims]
    told: list[Claim] = []
    flagged: set[int] = set()
    for flag in flags:
        if flag.code is not FlagCode.CLAIM_MISMATCH:
            continue
        start = report.text.find(flag.evidence)
        if start < 0:
            continue
        end = start + len(flag.evidence)
        own = range(bisect_right(starts, start - 1), bisect_right(starts, end - 1))
        flagged |= set(own)
        if not own:
            told += _told(document_id, flag, start)
        elif all(claims[n].verdict is not Verdict.STAMMER_INTE for n in own):
            unsure = next((n for n in own if claims[n].verdict is Verdict.OKLART), own[0])
            claims[unsure] = replace(claims[unsure], verdict=Verdict.STAMMER_INTE, tried=flag.message)
    missing = [
        Flag(
            document_id=document_id,
            item_id="",
            board="",
            code=FlagCode.CLAIM_MISMATCH,
            severity=Severity.WARNING,
            message=claim.tried,
            evidence=claim.claim,
        )
        for n, claim in enumerate(claims)
        if claim.verdict is Verdict.STAMMER_INTE and n not in flagged
    ]
    found = sorted({c.span.start: c for c in (*told, *claims)}.values(), key=lambda c: c.span.start)
    return tuple(_in_items(found, report.items)), (*flags, *missing)


def _told(document_id: str, flag: Flag, start: int) -> Iterator[Claim]:
    """The claim that a flag contradicts, where nothing else was tried."""
    told = quantities(flag.evidence)
    if told:
        yield Claim(
            document_id=document_id,
            item_id="",
            claim=flag.evidence,
            span=Span(start, start + len(flag.evidence)),
            kind=ClaimKind.FORANDRING if direction(flag.evidence) else ClaimKind.NIVA,
            verdict=Verdict.STAMMER_INTE,
            claimed=round(told[0].value, 4),
            unit="",
            stated=None,
            table="",
            row="",
            columns="",
            tried=flag.message,
        )


def _in_items(claims: Sequence[Claim], items: Sequence[Item]) -> Iterator[Claim]:
    """The claims with the item that each stands in, the nearest that begins before it."""
    ordered = sorted(items, key=lambda item: item.span.start)
    starts = [item.span.start for item in ordered]
    for claim in claims:
        at = bisect_right(starts, claim.span.start) - 1
        inside = at >= 0 and claim.span.end <= ordered[at].span.end
        yield replace(claim, item_id=ordered[at].item_id) if inside else claim
