"""How often forecasts came true: hits, misses and what can't be told, with how sure the rate is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from tertial.dataset import Dataset, Row
from tertial.score.intervals import wilson
from tertial.views.listing import By, Cell, Items, Listing
from tertial.vocabulary import Result, Status

Z: Final = 1.96
"""Of a normal distribution, 95 % lies within so many standard deviations."""

HEAD: Final = (
    "period",
    "n",
    "hits",
    "misses",
    "unresolved",
    "hit_rate",
    "low",
    "high",
    "forecast_done",
    "became_done",
    "optimism",
)
SIDE: Final = ("n", "hits", "misses", "unresolved", "hit_rate", "low", "high", "optimism")
"""What of it stands side by side for several years."""


def forecasts(dataset: Dataset, documents: Iterable[Row], by: By | None = None) -> Listing:
    """The figures of each group, reports of T1, H1 and T2 apart.

    `hit_rate` is hits among hits and misses, `low` and `high` its 95 % interval by Wilson; `forecast_done`
    and `became_done` are the shares of the same that were expected and turned out genomfört, `optimism` the
    first less the second. All are 0–1, and empty where nothing is resolved. A forecast of an item as a whole
    is its board's where it has only one, and counts once where that board makes one of its own. By
    municipality or year only those of items as a whole count, so that none counts twice.

    Args:
        documents: The reports whose forecasts count.
        by: What is put together; without it municipality, year and board, each. With a year after it
            (`board,year`) the figures of each year stand side by side, under names such as `n_2022`.
    """
    items = Items.of(dataset, documents)
    names = ("municipality", "year", "board") if by is None else tuple(by.split(","))
    told: dict[tuple[str, str], Row] = {}
    for row in dataset.rows("forecasts"):
        if row["item_id"] in items.items and (not row["board"] or "board" in names):
            given = items.items[row["item_id"]]["boards"]
            board = row["board"] or ("" if ";" in given else given)
            # What a board says of itself goes before what is said of the item, where that is its alone.
            if row["board"] or (row["item_id"], board) not in told:
                told[row["item_id"], board] = {**row, "board": board}
    groups: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in told.values():
        groups[*(row[name] for name in names), row["period"]].append(row)
    if len(names) == 2:
        return _side_by_side(names[0], groups)
    return Listing(
        title="Forecasts",
        head=(*names, *HEAD),
        rows=[[*_key(names, key), *_figures(rows)] for key, rows in sorted(groups.items())],
    )


def _key(names: Sequence[str], key: Sequence[str]) -> Iterator[Cell]:
    """The fields that tell a group, and its period; a year as a number."""
    for name, told in zip((*names, "period"), key, strict=True):
        yield int(told) if name == "year" and told else told


def _side_by_side(name: str, groups: Mapping[tuple[str, ...], Sequence[Row]]) -> Listing:
    """One row a group and period, with the same figures for each year; empty where a year has no forecast."""
    years = sorted({year for _, year, _ in groups})
    rows: list[list[Cell]] = []
    for group, period in sorted({(group, period) for group, _, period in groups}):
        figures = [
            dict(zip(HEAD[1:], _figures(groups.get((group, year, period), ())), strict=True))
            for year in years
        ]
        rows.append([group, period, *(one[shown] if one["n"] else None for one in figures for shown in SIDE)])
    head = (name, "period", *(f"{shown}_{year}" for year in years for shown in SIDE))
    return Listing(title="Forecasts", head=head, rows=rows)


def _figures(rows: Sequence[Row]) -> list[Cell]:
    hits = sum(row["result"] == Result.HIT for row in rows)
    resolved = [row for row in rows if row["result"] != Result.UNRESOLVED]
    n = len(resolved)
    counts: list[Cell] = [len(rows), hits, n - hits, len(rows) - n]
    if not n:
        return [*counts, *(None,) * 6]
    expected = sum(row["forecast"] == Status.GENOMFORT for row in resolved) / n
    became = sum(row["outcome"] == Status.GENOMFORT for row in resolved) / n
    shares = (hits / n, *wilson(hits / n, n, Z), expected, became, expected - became)
    return [*counts, *(round(share, 3) for share in shares)]
