"""Heads of tables that a new page says again, with the page's number before them: the table goes on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from tertial.readers.column_names import names_in, role, whole_role
from tertial.readers.lines import Line

_PAGE: Final = re.compile(
    r"(?:sida\s*)?\(?\d{1,3}\)?(?:\s*(?:\(|av|/)\s*\d{1,3}\)?)?|-\s?\d{1,3}\s?-", re.IGNORECASE
)
FEWEST: Final = 2
"""Columns that a head must name by names that are known, all but one of them."""


def without_heads_again(lines: Sequence[Line]) -> list[Line]:
    """Lines without a head that was said before, and the page's number over it, where a page breaks.

    Where no number and no break of page stands before it, the same head begins another table.
    """
    found: list[Line] = []
    said: set[str] = set()
    turned = False
    for line in lines:
        text = line.bare
        numbered = bool(found) and _PAGE.fullmatch(found[-1].bare) is not None
        if text in said and (numbered or line.turned):
            if numbered:
                found.pop()
            turned = True
            continue
        if _is_head(text):
            said.add(text)
        found.append(replace(line, gap=max(line.gap, 1), turned=True) if turned else line)
        turned = False
    return found


def _is_head(text: str) -> bool:
    names = names_in(text)
    known = sum(bool(role(name) or whole_role(name)) for name in names)
    return len(names) >= FEWEST and known >= max(FEWEST, len(names) - 1)
