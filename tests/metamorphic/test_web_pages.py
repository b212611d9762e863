"""What pages of municipal sites print of goals and uppdrag comes out as they say it."""

from __future__ import annotations

from typing import Final

import pytest

from tertial.analysis import analyse
from tests.metamorphic.reading import explicit
from tests.metamorphic.web_pages import FORMS, Page, pages

SEEDS: Final = range(5000, 5120)
SHARE: Final = 0.96
"""Share of the pages of a form that must come out whole."""
DRAWN: Final = tuple(pages(SEEDS))


def _said(page: Page) -> dict[str, list[tuple[str, str]]]:
    said = explicit(analyse(page.text.encode(), "sida.txt"))
    return {title.rstrip("."): sorted(told) for title, told in said.items()}


@pytest.mark.parametrize("form", sorted(FORMS))
def test_pages_of_each_form_say_what_they_say(form: str) -> None:
    """Nearly all pages of a form give their titles, each with its status, and nothing else."""
    own = [page for page in DRAWN if page.form == form]
    wrong = [page.text for page in own if _said(page) != page.expected]
    assert len(own) >= 10
    assert len(wrong) <= (1 - SHARE) * len(own), wrong[0]
