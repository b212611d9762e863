"""Where a decision belongs when words and items have changed places."""

from __future__ import annotations

from typing import Any

import pytest

from tertial.corrections.anchoring import anchor
from tertial.corrections.ledger import Decision, Ledger, in_force
from tertial.document import Span
from tertial.records import Item
from tertial.vocabulary import DatePrecision, Kind, Theme, What

ICE, WAY = "Bygg en ishall", "Anlägg en stig"
SAID = {ICE: "Förhandlingar förs med två bolag.", WAY: "Marken är köpt."}


def made(*parts: tuple[str, str]) -> tuple[str, list[Item]]:
    """A text of titles and what is said, with its items."""
    text, items = "", []
    for n, (title, said) in enumerate(parts, start=1):
        start = len(text)
        text += f"{title}\n{said}\n"
        span = Span(start, len(text) - 1)
        items.append(
            Item(
                item_id=f"d-{n:04}",
                document_id="d",
                ordinal=n,
                kind=Kind.UPPDRAG,
                number="",
                title=title,
                area="",
                parent_id="",
                theme=next(iter(Theme)),
                responsible="",
                boards=(),
                start_date="",
                end_date="",
                date_precision=next(iter(DatePrecision)),
                text=text[span.start : span.end],
                span=span,
            )
        )
    return text, items


def decided(what: What, **more: Any) -> Decision:
    """A decision on the first item, whose words are quoted."""
    text, items = made((ICE, SAID[ICE]), (WAY, SAID[WAY]))
    start = text.find(SAID[ICE])
    given = {"item_id": items[0].item_id, "title": ICE, "start": start, "end": start + len(SAID[ICE])}
    about = given | {"quote": SAID[ICE], "before": text[:start], "after": text[start + len(SAID[ICE]) :][:40]}
    return Decision(what=what, who="Anna", when="2026-01-01T10:00:00", document_id="d", **(about | more))


@pytest.mark.parametrize("what", [What.NO_ITEM, What.BOARDS, What.TITLE])
def test_what_is_decided_of_an_item_never_lands_on_another(what: What) -> None:
    """Though its words stand in another item now."""
    text, items = made((WAY, SAID[ICE]), (ICE, SAID[WAY]))
    found = anchor(decided(what, new={"title": "Ny ishall", "boards": ""}), text, items)
    assert found is not None and found.item is not None and found.item.title == ICE


def test_a_statement_is_not_given_to_another_item() -> None:
    """Words that moved to an item with another title say nothing of this one."""
    text, items = made((WAY, SAID[ICE]), (ICE, SAID[WAY]))
    found = anchor(decided(What.STATUS), text, items)
    assert found is None or (found.item is not None and found.item.title == ICE and found.start is None)


def test_what_was_decided_of_a_part_is_lost_when_nothing_is_parted() -> None:
    """A part that is no more has no item, and the whole is left alone."""
    text, items = made((ICE, f"{SAID[ICE]} {SAID[WAY]}"))
    assert anchor(decided(What.NO_ITEM, title=WAY, item_id="d-0001-0015"), text, items) is None


def test_two_statements_that_were_missed_both_stand() -> None:
    """Nor does a pair that nobody can tell take the place of one."""
    base = {"start": None, "end": None, "quote": "", "before": "", "after": ""}
    one = decided(What.STATUS, new={"assessment": "vilande", "modality": "utfall", "board": ""}, **base)
    two = decided(What.STATUS, new={"assessment": "genomfört", "modality": "prognos", "board": ""}, **base)
    pair = decided(What.UNKNOWN, old={"asked": "link\x1fd-0001\x1fe-0001"}, **base)
    counting, differing = in_force(Ledger(decisions=(one, two, pair)))
    assert {decision.id for decision in counting} == {one.id, two.id} and not differing
