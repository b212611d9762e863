"""Why an item is linked, and what it was not linked to."""

from __future__ import annotations

from tertial.linking import link
from tertial.linking.explain import explain
from tests.builders import report


def test_a_link_tells_what_spoke_for_it() -> None:
    """A reworded title tells the words that both name, seen from either side."""
    reports = [
        report("2022-T1", [{"title": "Bygga en ny simhall i Norrby", "boards": ["Tekniska nämnden"]}]),
        report("2022-T2", [{"title": "Uppföra simhall i Norrby", "boards": ["Tekniska nämnden"]}]),
    ]
    before, after = (one.items[0].item_id for one in reports)
    (earlier,) = explain(reports, after)
    assert (earlier.item_id, earlier.direction) == (before, "earlier")
    assert earlier.relation is not None
    assert round(earlier.score, 3) == link(reports)[0].score
    assert any("simhall" in reason for reason in earlier.speaks_for)
    assert "a nämnd in common" in earlier.speaks_for
    (later,) = explain(reports, before)
    assert (later.item_id, later.direction) == (after, "later")


def test_the_next_best_is_told_with_the_word_that_parts_it() -> None:
    """A twin that was not taken names the noun that differs."""
    reports = [
        report(f"2022-T{n}", ["Bygga en ny simhall i Norrby", "Bygga en ny ishall i Norrby"]) for n in (1, 2)
    ]
    taken, other = explain(reports, reports[1].items[0].item_id)
    assert (taken.item_id, other.item_id) == tuple(item.item_id for item in reports[0].items)
    assert other.relation is None
    assert other.score < taken.score
    assert not other.tie
    assert "only the earlier names ishall" in other.speaks_against


def test_a_tie_is_put_up_for_review() -> None:
    """Two that are as good are both told, marked as a tie, and neither is linked."""
    name = "kvaliteten i maten på Solgården"
    reports = [
        report("2022-T1", [f"Höja {name}", f"Förbättra {name}"]),
        report("2022-T2", [f"Stärka {name}", f"Utveckla {name}"]),
    ]
    assert link(reports) == []
    told = explain(reports, reports[1].items[0].item_id)
    assert {one.item_id for one in told} == {item.item_id for item in reports[0].items}
    assert all(one.tie and one.relation is None for one in told)


def test_the_order_of_reports_changes_nothing() -> None:
    """The same is told whichever report comes first."""
    titles = ["Bygga en ny simhall i Norrby", "Bygga en ny ishall i Norrby"]
    reports = [report(f"2022-T{n}", titles) for n in (1, 2, 3)]
    item_id = reports[1].items[1].item_id
    assert explain(reports, item_id) == explain(reports[::-1], item_id)
