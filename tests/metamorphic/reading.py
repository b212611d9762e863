"""What a report in the notation of corpus/README.md gives when it is built and read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from builder.notation import Source
from builder.reports import report
from tertial.analysis import Report, analyse

Row = tuple[str, str, str]
"""A board or "", an assessment, a modality."""


def read(lines: Iterable[str], settings: dict[str, Any], name: str) -> Report:
    """The lines built with the settings of the notation, then read under a name without its ending."""
    suffix, data = report(Source(Path("report.md"), settings, "\n".join(lines)))
    return analyse(data, f"{name}{suffix}")


def rows(found: Report) -> dict[str, set[Row]]:
    """By the id of an item: what is said of it explicitly, by itself or by a board."""
    said: dict[str, set[Row]] = defaultdict(set)
    for one in found.assessments:
        if one.basis.value == "explicit":
            said[one.item_id].add((one.board, one.assessment.value, one.modality.value))
    return said


def explicit(found: Report) -> dict[str, set[tuple[str, str]]]:
    """By title: each (assessment, modality) that is explicit, whoever says it."""
    said = rows(found)
    return {item.title: {row[1:] for row in said[item.item_id]} for item in found.items}


def as_wanted(found: Report, wanted: Mapping[str, tuple[str, set[Row]]]) -> bool:
    """Whether each title is there once, with its boards and what is said of it, and nothing else.

    Args:
        wanted: By title the boards, and each ("", assessment, modality), whoever says it.
    """
    told = rows(found)
    said = [
        (item.title, (", ".join(item.boards), {("", *row[1:]) for row in told[item.item_id]}))
        for item in found.items
    ]
    return len(said) == len(wanted) and dict(said) == wanted
