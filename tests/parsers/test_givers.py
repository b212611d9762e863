"""Who an uppdrag is given to, where running text names it."""

from __future__ import annotations

import pytest

from tertial.boards import Register
from tertial.parsers.givers import given_to


@pytest.mark.parametrize(
    ("text", "title", "before", "who"),
    [
        (
            "Socialnämnden ska korta köerna. Tekniska nämnden hjälper till.",
            "korta köerna",
            "",
            "Socialnämnden",
        ),
        (
            "Köerna är långa. Därför ska socialnämnden tillsammans med tekniska nämnden korta köerna.",
            "korta köerna",
            "",
            "socialnämnden tillsammans med tekniska nämnden",
        ),
        (
            "Att korta köerna är socialnämndens sak. Kommunstyrelsen väntar.",
            "korta köerna",
            "",
            "socialnämndens",
        ),
        (
            "Korta köerna har stått i budgeten länge. Kommunstyrelsen avvaktar.",
            "Korta köerna",
            "",
            "Kommunstyrelsen",
        ),
        (
            "Till samma nämnd gick uppdraget att korta köerna.",
            "korta köerna",
            "Socialnämnden",
            "Socialnämnden",
        ),
        (
            "Samtliga nämnder ska korta köerna. Socialnämnden har gjort det.",
            "korta köerna",
            "",
            "Samtliga nämnder",
        ),
        (
            "Att korta köerna glömdes. Uppdraget riktar sig till alla nämnder.",
            "korta köerna",
            "",
            "alla nämnder",
        ),
        ("Kommunfullmäktige vill korta köerna. Ingen vet hur.", "korta köerna", "", ""),
        ("Korta köerna. Socialnämnden och kommunstyrelsen vill olika.", "Korta köerna", "", ""),
    ],
)
def test_given_to(text: str, title: str, before: str, who: str) -> None:
    """The sentence that names an uppdrag says who, else the only board of the paragraph does."""
    register = Register.build("", 2020, text)
    start = text.index(title)
    assert given_to(text, start, start + len(title), register, before) == who
