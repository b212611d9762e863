"""Which reports lie between two bounds of a municipality, and what is at hand where a bound is not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tertial.dataset import Dataset, Row, report_label, report_order
from tertial.errors import UsageError
from tertial.swedish.words import fold
from tertial.vocabulary import Period

_BOUND: Final = re.compile(r"(\d{4})(?:-(T1|T2|T3|H1|år))?", re.IGNORECASE)
_LAST: Final = 12
"""The month that a year ends with."""
_MOST: Final = 40
"""So many periods are listed: those of one municipality, hardly those of all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The reports between two bounds."""

    reports: tuple[Row, ...]
    """Their rows of documents, in the order of the table."""
    remarks: tuple[str, ...]
    """A sentence for each bound that names a report which is not at hand, with those that are."""


def choose(
    dataset: Dataset, municipality: str = "", first: str = "", last: str = "", *, fewest: int = 1
) -> Chosen:
    """The reports of a municipality, or of all where none is named, within these bounds.

    Args:
        first: The earliest report, `2022-T2` or a whole year `2022`; empty for no bound.
        last: The latest report, likewise.
        fewest: So many periods of one municipality there must be between bounds: a change needs two.

    Raises:
        UsageError: There are not so many, or a bound is no report; it says which there are.
    """
    low = _bound(first, "from", default=(0, 0))
    high = _bound(last, "to", default=(9999, _LAST))
    own = _of(dataset, municipality)
    remarks = [
        f"There is no report {bound} of {_whose(own, municipality)}: {_nearest(own, at)}."
        for bound, at in ((first.strip(), low), (last.strip(), high))
        if "-" in bound and all(report_order(row)[:2] != at for row in own)
    ]
    chosen = [row for row in own if low <= report_order(row)[:2] <= high]
    periods: dict[str, set[tuple[int, int]]] = {}
    for row in chosen:
        periods.setdefault(row["municipality"], set()).add(report_order(row)[:2])
    most = max((len(times) for times in periods.values()), default=0)
    if most < (fewest if first or last else 1):
        there = (
            "None" if not most else f"Only {' and '.join(_labels(chosen))}" if municipality else "One only"
        )
        needs = "" if fewest == 1 else f", and to tell a change it takes {fewest}"
        raise UsageError(
            f"{there} of the reports of {_whose(own, municipality)} lies between"
            f" {first or 'the first'} and {last or 'the last'}{needs}.",
            " ".join([*remarks, _at_hand(own)]),
        )
    return Chosen(reports=tuple(chosen), remarks=tuple(f"{remark} {_at_hand(own)}" for remark in remarks))


def _of(dataset: Dataset, municipality: str) -> list[Row]:
    documents = list(dataset.rows("documents"))
    name = fold(municipality).removesuffix(" kommun")
    asked = {name, name.removesuffix("s")} if name != fold(municipality) else {name}
    own = [row for row in documents if not municipality or fold(row["municipality"]) in asked]
    if not own:
        known = sorted({row["municipality"] for row in documents if row["municipality"]})
        raise UsageError(
            f"There are no reports of {municipality} in {dataset.folder}.",
            f"There are of {', '.join(known)}." if known else "No report there tells whose it is.",
        )
    return own


def _whose(own: Sequence[Row], municipality: str) -> str:
    return own[0]["municipality"] if municipality else "any municipality"


def _labels(documents: Sequence[Row]) -> list[str]:
    """The periods of some reports in time, each once."""
    dated = {(report_order(row)[:2], report_label(row["year"], row["period"])) for row in documents}
    return list(dict.fromkeys(label for _, label in sorted(dated)))


def _at_hand(own: Sequence[Row]) -> str:
    labels = _labels(own)
    few = ", ".join(labels) if len(labels) <= _MOST else f"{len(labels)} from {labels[0]} to {labels[-1]}"
    return f"At hand are {few}."


def _nearest(own: Sequence[Row], at: tuple[int, int]) -> str:
    """The reports nearest in time to a moment; an earlier and a later where both are as near."""

    def apart(row: Row) -> int:
        year, month, _ = report_order(row)
        return abs(12 * (year - at[0]) + month - at[1])

    least = min(map(apart, own))
    labels = _labels([row for row in own if apart(row) == least])
    return f"the nearest {'is' if len(labels) == 1 else 'are'} {' and '.join(labels)}"


def _bound(text: str, option: str, default: tuple[int, int]) -> tuple[int, int]:
    if not text:
        return default
    found = _BOUND.fullmatch(text.strip())
    if not found:
        raise UsageError(f"--{option} {text} is no report.", "Write it as 2022-T2, or only the year.")
    if not found[2]:
        return int(found[1]), 0 if option == "from" else _LAST
    period = next(period for period in Period if period.casefold() == found[2].casefold())
    return int(found[1]), period.month
