"""Lines of a web page that belong to the site and not to the report: menus, links, dates of publishing."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from tertial.resources import read_table
from tertial.swedish.words import fold

LONGEST: Final = 80


@lru_cache(maxsize=1)
def _lines() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row['line']})" for row in read_table("page_furniture.csv")))


def is_furniture(text: str) -> bool:
    """Whether a line is nothing but what every page of a site has: `Hoppa till innehåll`, `Dela sidan`."""
    return len(text) <= LONGEST and _lines().fullmatch(fold(text).strip(" .:›»<>")) is not None
