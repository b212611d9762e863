"""Names inside titles."""

from __future__ import annotations

import pytest

from tertial.swedish.names import names


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Rusta upp torget i Ekeby", {"ekeby"}),
        ("Skogsvall ska växa", set()),
        ("Utveckla SFI och LSS i Norra Ekeby", {"norra", "ekeby"}),
        ("Mål 3. Trygga äldre", set()),
        ("Öka Andelen Trygga Äldre", set()),
        ("ÖKA TRYGGHETEN I EKEBY", set()),
    ],
)
def test_names(title: str, expected: set[str]) -> None:
    """A name is a word with a capital inside the title, all capitals and sentence beginnings aside."""
    assert names(title) == expected
