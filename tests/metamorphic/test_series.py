"""What is the same matter in two reports is found again, however it is worded, divided or joined."""

from __future__ import annotations

from random import Random
from typing import Final

from tertial.linking import link
from tests.metamorphic.series import outcome, series

SEEDS: Final = range(500, 540)
LEAST_FOUND: Final = 0.85
LEAST_TRUE: Final = 0.98


def test_matters_are_followed_through_reports_drawn_at_random() -> None:
    """Most links are found, hardly one is invented, and no unchanged title is lost."""
    right, missing, invented = 0, [], []
    for seed in SEEDS:
        drawn = series(Random(seed))
        ordinal = {item.item_id: item.ordinal for report in drawn.reports for item in report.items}
        found = {
            (ordinal[one.from_item_id], ordinal[one.to_item_id], one.relation.value)
            for one in link(drawn.reports)
        }
        here, lacking, too_many = outcome(drawn, found)
        right += here
        missing += lacking
        invented += too_many
    assert right >= LEAST_FOUND * (right + len(missing)), missing
    assert right >= LEAST_TRUE * (right + len(invented)), invented
    assert not [one for one in missing if one.startswith("same")]
