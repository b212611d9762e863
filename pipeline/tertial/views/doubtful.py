"""Pairs of items that may be one matter, or may not: a queue to look through."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from tertial.dataset import Dataset, Row, municipality_reports, report_label
from tertial.linking.matters import Matter
from tertial.linking.options import LinkOptions
from tertial.linking.order import stages
from tertial.linking.pairs import Chain, Step
from tertial.linking.similarity import Rarity
from tertial.records import Report
from tertial.views.listing import By, Cell, Items, Listing

LOW: Final = 0.8
"""A link that scores less than this is to be looked at."""
NEARLY: Final = 0.1
"""By so much may what a reworded title scores fall short of a link and yet be looked at."""
TWIN: Final = 0.97
"""What the same wording scores that stands more than once, or in another board's hands."""
HEAD: Final = (
    "municipality",
    "from_report",
    "from_title",
    "to_report",
    "to_title",
    "score",
    "relation",
    "from_item_id",
    "to_item_id",
)


@dataclass(frozen=True, slots=True)
class _Pair:
    before: str
    after: str
    score: float
    relation: str
    """Empty where they are not linked."""

    @property
    def rank(self) -> tuple[bool, float, str, str]:
        """The worst first: left unlinked, the likest of all; then linked, the least like of all."""
        return bool(self.relation), self.score if self.relation else -self.score, self.before, self.after


def doubtful(dataset: Dataset, documents: Iterable[Row], by: By | None = None) -> Listing:
    """One row a pair: first those left unlinked though nearly like enough, then links of a low score.

    The worst stand first: of those left the likest, of the links the least like. A pair is left where another
    is about as good, or where the titles alone tell too little. `relation` is empty there.

    Args:
        documents: The reports of which both items must be.
        by: How many for each board, area or municipality of the later item.
    """
    items = Items.of(dataset, documents)
    municipalities = sorted({row["municipality"] for row in items.documents.values()} - {""})
    found = [
        pair
        for municipality in municipalities
        for pair in _pairs(municipality_reports(dataset, municipality))
        if pair.before in items.items and pair.after in items.items
    ]
    if by is None:
        rows = [_row(items, pair) for pair in sorted(found, key=lambda pair: pair.rank)]
        return Listing(title="Doubtful links", head=HEAD, rows=rows)
    counts: dict[str, list[Cell]] = {}
    for pair in found:
        for group in items.groups(pair.after, by):
            numbers = counts.setdefault(group, [group, 0, 0])
            numbers[2 if pair.relation else 1] = int(numbers[2 if pair.relation else 1] or 0) + 1
    return Listing(
        title="Doubtful links",
        head=(by, "unlinked", "linked"),
        rows=[numbers for _, numbers in sorted(counts.items())],
    )


def _pairs(reports: list[Report]) -> Iterator[_Pair]:
    """What is doubtful among the reports of one municipality."""
    options = LinkOptions()
    for several in stages(reports):
        titles = (item.title for stage in several for report in stage.reports for item in report.items)
        rarity = Rarity(titles)
        for _, step in Chain(several, options).steps():
            for pair in step.pairs:
                if pair.score < LOW:
                    score = round(min(max(pair.score, 0.0), 1.0), 3)
                    yield _Pair(pair.before.item_id, pair.after.item_id, score, pair.relation.value)
            yield from _left(step, rarity, options)


def _left(step: Step, rarity: Rarity, options: LinkOptions) -> Iterator[_Pair]:
    """The pairs that are like enough by their titles, or nearly, and were left."""
    after = step.left_now()
    for one in step.left_before():
        for other in after:
            if one.item.kind is other.item.kind and (
                _alike(one, other) or one.wording.telling & other.wording.telling
            ):
                score = TWIN if _alike(one, other) else step.score(one, other, rarity)
                near = score == TWIN or other.stage - one.stage <= options.lookback
                if near and score >= options.renamed - NEARLY:
                    yield _Pair(one.item_id, other.item_id, round(score, 3), "")


def _alike(one: Matter, other: Matter) -> bool:
    return one.wording.key == other.wording.key


def _row(items: Items, pair: _Pair) -> list[Cell]:
    earlier, later = items.document(pair.before), items.document(pair.after)
    return [
        earlier["municipality"],
        report_label(earlier["year"], earlier["period"]),
        items.items[pair.before]["title"],
        report_label(later["year"], later["period"]),
        items.items[pair.after]["title"],
        pair.score,
        pair.relation,
        pair.before,
        pair.after,
    ]
