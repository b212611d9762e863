"""What the report page tells of a municipality: matters side by side, each in full, and what to look at."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tertial.compare import Comparison, ReportColumn, side_by_side
from tertial.compare import Matter as Compared
from tertial.dataset import Dataset, Row, report_label, report_order
from tertial.report.changes import added, removed
from tertial.report.names import Lang
from tertial.report.texts import Mark, Paragraph, link, paragraphs, said_of
from tertial.views import forecasts, gaps
from tertial.views.flagged import SEVERITIES
from tertial.views.listing import Listing
from tertial.vocabulary import FlagCode, Modality, Status, Step

NONE: Final = ""
"""Stands for no status among statuses."""
STATUSES: Final = (*(status.value for status in Status), NONE)
GONE: Final = (FlagCode.DROPPED_UNFINISHED, FlagCode.DROPPED_PROMISED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What one report tells of a matter."""

    label: str
    source: str
    title: str
    title_added: tuple[tuple[str, bool], ...]
    """The title in stretches, each with whether it is new since the report before."""
    boards: tuple[str, ...]
    page: str
    """Where the item stands in the report's text."""
    paragraphs: tuple[Paragraph, ...]
    removed: tuple[str, ...]
    """What the report before said and this one does not."""
    flags: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterPage:
    """A matter in full."""

    id: str
    row: Compared
    told: tuple[Told, ...]
    boards: tuple[str, ...]
    years: tuple[str, ...]
    statuses: tuple[str, ...]
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagRow:
    """A flag with what it is about."""

    flag: Row
    label: str
    title: str
    matter: str
    """The id of the matter; empty where it is about none."""
    other: str
    """The words that the flag's words are held against; empty where its message has them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """A municipality's part of the report."""

    id: str
    municipality: str
    comparison: Comparison
    matters: tuple[MatterPage, ...]
    flags: tuple[FlagRow, ...]
    gone: tuple[FlagRow, ...]
    statuses: Sequence[tuple[str, Sequence[int]]]
    """For each report, how many matters have each status of `STATUSES`, as outcome."""
    by_board: Sequence[tuple[str, Sequence[int]]]
    """The same for each board, of its latest report."""
    steps: Sequence[tuple[str, str, Sequence[int]]]
    """From report, to report, and how many matters took each step."""
    forecasts: Listing
    gaps: Listing


def overview(part: Dataset, municipality: str, number: int, lang: Lang) -> Overview | None:
    """What there is to tell of a municipality; None where its reports have no items.

    Args:
        part: The rows of this municipality alone.
        municipality: Its name.
        number: Its place, for ids that no other municipality's have.
        lang: Of what is said about statements.
    """
    documents = sorted(part.rows("documents"), key=report_order)
    if not any(row["n_items"] != "0" for row in documents):
        return None
    comparison = side_by_side(part, documents)
    matters = tuple(_matters(part, comparison, number, lang))
    flags = tuple(_flags(part, documents, matters))
    standings = [
        [matter.standings[n] for matter in comparison.matters if matter.standings[n]]
        for n in range(len(comparison.reports))
    ]
    return Overview(
        id=f"k{number}",
        municipality=municipality,
        comparison=comparison,
        matters=matters,
        flags=flags,
        gone=tuple(one for one in flags if one.flag["code"] in GONE),
        statuses=[
            (report.label, _counted([_first(standing.outcome) for standing in several if standing]))
            for report, several in zip(comparison.reports, standings, strict=True)
        ],
        by_board=list(_by_board(comparison)),
        steps=list(_steps(part)),
        forecasts=forecasts(part, documents, "board,year"),
        gaps=gaps(part, documents),
    )


def _first(outcome: str) -> str:
    """The first of the statuses that a standing has."""
    return outcome.split(" / ")[0]


def _counted(statuses: Sequence[str]) -> list[int]:
    counts = Counter(statuses)
    return [counts[status] for status in STATUSES]


def _by_board(comparison: Comparison) -> Iterator[tuple[str, list[int]]]:
    """Of the matters in the latest report that has any of it, each board's own status, else the whole's."""
    found: dict[str, list[str]] = defaultdict(list)
    for matter in comparison.matters:
        standing = matter.standings[-1]
        if standing is None:
            continue
        own = dict(standing.boards)
        for board in dict.fromkeys([*filter(None, matter.boards.split(";")), *own]):
            found[board].append(own.get(board, _first(standing.outcome)))
    for board, statuses in sorted(found.items()):
        yield board, _counted([status if status in STATUSES else NONE for status in statuses])


def _steps(part: Dataset) -> Iterator[tuple[str, str, list[int]]]:
    """How many matters took which step, between reports in the order of the table, which is that of time."""
    found: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for row in part.rows("transitions"):
        found[row["from_period"], row["to_period"]][row["change"]] += 1
    for (before, after), counts in found.items():
        yield before, after, [counts[step] for step in Step]


def _matters(part: Dataset, comparison: Comparison, number: int, lang: Lang) -> Iterator[MatterPage]:
    items = {row["item_id"]: row for row in part.rows("items")}
    said: dict[str, list[Row]] = defaultdict(list)
    for row in part.rows("assessments"):
        said[row["item_id"]].append(row)
    flags: dict[str, list[Row]] = defaultdict(list)
    for row in part.rows("flags"):
        flags[row["item_id"]].append(row)
    texts = {report.document_id: part.text(report.document_id) or "" for report in comparison.reports}
    for n, matter in enumerate(comparison.matters):
        told: list[Told] = []
        before: list[Row] = []
        for report, standing in zip(comparison.reports, matter.standings, strict=True):
            if standing is None:
                continue
            own = [items[item_id] for item_id in standing.item_ids]
            for item in own:
                text = texts[report.document_id]
                told.append(_told(item, before, text, said, flags, report.label, report.source, lang, texts))
            before = own
        ids = [item_id for standing in matter.standings if standing for item_id in standing.item_ids]
        yield MatterPage(
            id=f"k{number}m{n}",
            row=matter,
            told=tuple(told),
            boards=tuple(sorted({board for one in told for board in one.boards})),
            years=tuple(sorted({report.period[:4] for report in _having(comparison, matter)})),
            statuses=tuple(sorted({row["assessment"] for item_id in ids for row in said[item_id]}) or [NONE]),
            codes=tuple(sorted({row["code"] for item_id in ids for row in flags[item_id]})),
        )


def _having(comparison: Comparison, matter: Compared) -> Iterator[ReportColumn]:
    for report, standing in zip(comparison.reports, matter.standings, strict=True):
        if standing is not None:
            yield report


def _told(
    item: Row,
    before: Sequence[Row],
    text: str,
    said: dict[str, list[Row]],
    flags: dict[str, list[Row]],
    label: str,
    source: str,
    lang: Lang,
    texts: dict[str, str],
) -> Told:
    start, end = int(item["start"]), int(item["end"])
    body = text[start:end] or item["text"]
    earlier = "\n".join(_body(row, texts) for row in before)
    marks = [
        Mark(
            start=max(0, int(row["start"]) - start),
            end=min(len(body), int(row["end"]) - start),
            kind="statement",
            says=said_of(row, lang),
        )
        for row in said[item["item_id"]]
        if start <= int(row["start"]) < end
    ]
    if before:
        marks += [Mark(start=one, end=other, kind="new", says="") for one, other in added(earlier, body)]
    titles = " / ".join(row["title"] for row in before)
    own = {row["board"] for row in said[item["item_id"]]} | set(item["boards"].split(";"))
    return Told(
        label=label,
        source=source,
        title=item["title"],
        title_added=tuple(_stretches(item["title"], added(titles, item["title"]) if before else [])),
        boards=tuple(sorted(own - {""})),
        page=link(item["document_id"], item_id=item["item_id"]),
        paragraphs=tuple(paragraphs(body, marks)),
        removed=tuple(removed(earlier, body)) if before else (),
        flags=tuple(flags[item["item_id"]]),
    )


def _body(item: Row, texts: dict[str, str]) -> str:
    return texts[item["document_id"]][int(item["start"]) : int(item["end"])] or item["text"]


def _stretches(text: str, new: Sequence[tuple[int, int]]) -> Iterator[tuple[str, bool]]:
    at = 0
    for start, end in new:
        if start > at:
            yield text[at:start], False
        yield text[start:end], True
        at = end
    if at < len(text):
        yield text[at:], False


def _flags(part: Dataset, documents: Sequence[Row], matters: Sequence[MatterPage]) -> Iterator[FlagRow]:
    """The worst first, in each severity as the reports stand in time."""
    matter_of = {
        item_id: matter.id
        for matter in matters
        for standing in matter.row.standings
        if standing
        for item_id in standing.item_ids
    }
    titles = {row["item_id"]: row["title"] for row in part.rows("items")}
    ends = {(row["item_id"], row["board"]): row["outcome_evidence"] for row in part.rows("forecasts")}
    wholes: dict[str, str] = {}
    for row in part.rows("assessments"):
        if not row["board"] and row["assessment"] == Status.GENOMFORT:
            first = row["modality"] == Modality.UTFALL or row["item_id"] not in wholes
            wholes[row["item_id"]] = row["evidence"] if first else wholes[row["item_id"]]
    place = {row["document_id"]: n for n, row in enumerate(documents)}
    ranks = {severity.value: n for n, severity in enumerate(SEVERITIES)}
    rows = sorted(part.rows("flags"), key=lambda row: (ranks[row["severity"]], place[row["document_id"]]))
    for row in rows:
        document = documents[place[row["document_id"]]]
        other = ""
        if row["code"] == FlagCode.FORECAST_MISSED:
            other = ends.get((row["item_id"], ""), "")
        elif row["code"] == FlagCode.CONTRADICTION:
            other = wholes.get(row["item_id"], "")
        yield FlagRow(
            flag=row,
            label=report_label(document["year"], document["period"]),
            title=titles.get(row["item_id"], ""),
            matter=matter_of.get(row["item_id"], ""),
            other=other if other != row["evidence"] else "",
        )
