"""What is the same matter in two reports is found again, however it is worded, divided or joined."""

from __future__ import annotations

from random import Random
from typing import Final

from tertial.flags.across import across
from tertial.linking import link, thread
from tertial.vocabulary import FlagCode
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


def test_a_matter_that_goes_on_in_other_words_is_not_dropped() -> None:
    """Hardly any matter that the next report words, divides or joins otherwise is said to have vanished."""
    dropped, going_on = 0, 0
    for seed in SEEDS:
        drawn = series(Random(seed), status="pågår/utfall Uppdraget pågår.")
        links = link(drawn.reports)
        flags = across(drawn.reports, links, thread(drawn.reports, links))
        ordinal = {item.item_id: item.ordinal for item in drawn.reports[0].items}
        kept = {before for before, _, _ in drawn.truth}
        found = [ordinal[flag.item_id] for flag in flags if flag.code is FlagCode.DROPPED_UNFINISHED]
        dropped += sum(place not in kept for place in found)
        going_on += sum(place in kept for place in found)
    assert dropped >= 15
    assert going_on <= 0.15 * dropped
