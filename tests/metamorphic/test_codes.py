"""A code means what the document says it means, wherever and however it says so."""

from __future__ import annotations

from typing import Any, Final

import pytest

from tests.metamorphic.codes import SCHEMES, Scheme, codes, lines, readings
from tests.metamorphic.reading import explicit, read

CASES: Final = [
    (scheme, layout, kind)
    for scheme in SCHEMES
    for layout in scheme.get("layouts", ("table", "card", "text"))
    for kind in scheme.get("formats", ("docx", "txt"))
]


def said(scheme: Scheme, layout: str, kind: str) -> dict[str, set[tuple[str, str]]]:
    """By title: each (assessment, modality) that is explicit."""
    settings: dict[str, Any] = {"format": kind}
    if scheme["where"] in ("header", "footer"):
        settings[scheme["where"]] = scheme["legend"]
    return explicit(read(lines(scheme, layout), settings, "Granhult 2022 T2"))


@pytest.mark.parametrize(
    ("scheme", "layout", "kind"), CASES, ids=[f"{s['name']}, {layout}, {kind}" for s, layout, kind in CASES]
)
def test_a_code_means_what_the_document_says(scheme: Scheme, layout: str, kind: str) -> None:
    """Every matter comes out with the status that the legend gives its code, and no other matter comes."""
    got = said(scheme, layout, kind)
    wrong = {
        title: (code, set(got.get(title, {"no item"})))
        for title, _, code, _ in codes(scheme)
        if got.get(title) not in readings(scheme["said"][code])
    }
    assert not wrong
    assert len(got) == len(list(codes(scheme)))
