"""Sentences that name their uppdrag by its title."""

from __future__ import annotations

import pytest

from tertial.assessment.sentence import without_title

TITLE = "öka andelen behöriga lärare"


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        (f"Uppdraget att {TITLE} pågår.", "Uppdraget pågår."),
        (f"Vad avser uppdraget att {TITLE}, så är arbetet avslutat.", "är arbetet avslutat."),
        (f"KF-uppdrag 3 (att {TITLE}) är klart.", "Uppdrag 3 är klart."),
        (f"Uppdraget ”{TITLE}” är vilande.", "Uppdraget är vilande."),
        (f"Nämnden har i uppdrag att {TITLE}.", f"Nämnden har i uppdrag att {TITLE}."),
        (f"Rektorerna vill {TITLE} och är klara.", f"Rektorerna vill {TITLE} och är klara."),
    ],
)
def test_the_words_of_the_title_say_nothing_of_how_it_goes(text: str, rest: str) -> None:
    """What is said of an uppdrag that is named by its title is said without the verbs of the title."""
    assert without_title(text, TITLE) == rest
