"""The real reports beside the repository give gold's municipality, year and period."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tertial.document import Draft
from tertial.identify import identify

SHARED = Path(__file__).parents[2] / "shared"
SEEDS = sorted((SHARED / "seeds").glob("*.txt"))


@pytest.mark.skipif(not SEEDS, reason="the real reports are not at hand")
@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.stem)
def test_identity(seed: Path) -> None:
    """A real report's municipality, year and period are found without help from its file's name."""
    draft = Draft(data=seed.read_bytes(), source="report.txt", media_type="text/plain", reader="text")
    for line in seed.read_text(encoding="utf-8").split("\n"):
        draft.add("paragraph", line)
    gold = json.loads((SHARED / "gold" / f"{seed.stem}.json").read_text(encoding="utf-8"))["document"]
    found = identify(draft.finish())
    assert found.municipality == gold["municipality"]
    assert found.municipality_code
    assert found.year == gold["year"]
    assert str(found.period or "") == gold["period"]
