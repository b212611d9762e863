"""One order has one meaning, whatever its title's form: "Rusta upp kajen", "Kajen ska rustas upp"."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from tests.assessment.made import judged, said

ORDERS: Final = tomllib.loads((Path(__file__).parent / "title_forms.toml").read_text(encoding="utf-8"))[
    "order"
]
TITLES: Final = (
    "{infinitive} {whole}",
    "Att {infinitive} {whole}",
    "{whole} ska {passive}",
    "{whole} skall {passive} under året",
    "{whole} {present}",
    "Tekniska nämnden får i uppdrag att {infinitive} {whole}",
    "Kommunen ska {infinitive} {whole}",
)
SHARE: Final = 4
"""One in so many is held; all of them have been tried."""
SENTENCES: Final = (
    ("{noun} pågår.", ["pågår", "utfall"]),
    ("{noun} har inte påbörjats.", ["ej påbörjat", "utfall"]),
    ("{noun} fortsätter under hösten.", ["pågår", "utfall"]),
    ("{noun} har skjutits upp.", ["vilande", "utfall"]),
    ("Vi har påbörjat {noun}.", ["pågår", "utfall"]),
    ("{named} har {supine}.", ["genomfört", "utfall"]),
    ("{named} har inte {supine}.", ["inte genomfört", "utfall"]),
    ("Konsulten har slutat och {named} har inte {supine}.", ["inte genomfört", "utfall"]),
    ("{named} kommer att {passive} under hösten.", ["genomfört", "prognos"]),
    ("{named} beräknas {passive} nästa år.", ["inte genomfört", "prognos"]),
    ("{noun} av reningsverket pågår.", None),
    ("Reningsverket har {supine}.", None),
    ("I samband med {noun} har personalen informerats.", None),
)


def drawn() -> Iterator[Any]:
    """Each title with each sentence and what it says."""
    for order in ORDERS:
        forms = {key: value for key, value in order.items() if key != "things"}
        for whole, named in order["things"]:
            for title in TITLES:
                for sentence, expected in SENTENCES:
                    words = {**forms, "whole": whole, "named": named}
                    made, text = (_capital(pattern.format(**words)) for pattern in (title, sentence))
                    yield pytest.param(made, text, [expected] if expected else [], id=f"{made}: {text}")


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


@pytest.mark.parametrize(("title", "text", "expected"), list(drawn())[::SHARE])
def test_a_sentence_means_the_same_under_each_form(title: str, text: str, expected: list[list[str]]) -> None:
    """What is said of an order holds however its title puts it, and of another thing nothing is said."""
    assert said(judged([("comment", text)], title=title, year=2022)) == expected
