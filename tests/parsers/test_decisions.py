"""Paragraphs of an account of decisions."""

from __future__ import annotations

import pytest

from tertial.boards import Register
from tertial.parsers.decisions import SHORTEST, decided

TOLD = (
    "Den 12 mars 2004, § 14, uppdrog fullmäktige åt tekniska nämnden att låta mäta upp kajerna. De är mätta.",
    "Samma dag, § 15, anmodades socialnämnden att pröva en ny form för hemsändning. Nämnden har inte börjat.",
    "Den 3 juni 2005, § 41, fick kultur- och fritidsnämnden i uppdrag att flytta biblioteket. Det är gjort.",
)


@pytest.mark.parametrize(
    "empty",
    ["", " " * SHORTEST, "\u00a0\n" * SHORTEST, "\t" * SHORTEST],
    ids=["nothing", "spaces", "lines", "tabs"],
)
def test_a_paragraph_without_a_sentence_hides_no_other(empty: str) -> None:
    """White space between the paragraphs, however long, is no order, and the orders around it are found."""
    register = Register.build("", 2006, "\n".join(TOLD))
    texts = [TOLD[0], empty, *TOLD[1:]]
    ordered = [
        text[slice(*place)] if place is not None else ""
        for text, place in zip(texts, decided(texts, register), strict=True)
    ]
    assert ordered == [
        "låta mäta upp kajerna",
        "",
        "pröva en ny form för hemsändning",
        "flytta biblioteket",
    ]
