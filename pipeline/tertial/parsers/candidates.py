"""Whether a line may be the title of an item at all, whatever marks it bears."""

from __future__ import annotations

import re

from tertial import wording
from tertial.parsers.accounts import SURE_TITLE, only_refers
from tertial.parsers.anchors import stands_alone
from tertial.parsers.headings import is_caption, may_be_subject
from tertial.parsers.outline import Line
from tertial.parsers.roles import column
from tertial.parsers.titles import (
    like_title,
    names_order,
    says_between,
)
from tertial.swedish.sentences import split

LONGEST_TITLE = 350
_ENDS_IN_STATUS = re.compile(
    r"(?:\s*[:–—]|\s-|-(?=\s)(?! (?:och|eller|samt)\b)|\s*\[|\s*\()\s*([^:–—()\[\]]{3,60})[\])]?\s*\.?$"
)
BULLETS = "-–•*·▪◦○●■ "
"""What an entry of a list begins with, where it is typed."""
SHORTEST_TITLE = 8
"""Characters before a status that ends a line, its bullet counted."""


def _may_be_listed(line: Line) -> bool:
    """Whether a line of a list may be a title: who is responsible or a status stands on the line."""
    if line.run_in:
        return True
    found = _ENDS_IN_STATUS.search(line.text, SHORTEST_TITLE + 1)
    if found is None or wording.cell(line.text[: found.start()].lstrip(BULLETS)) is not None:
        return False  # `Pågår – arbetet är i gång` says what a status means
    return wording.states_only(found[1])


def may_be_title(line: Line, of_list: bool) -> bool:
    """Whether a line may be a title.

    Args:
        of_list: It stands in a list that is all there is under a status heading.
    """
    if (
        line.table is not None
        or line.separator
        or line.caption
        or not line.text
        or (line.listed and not of_list and not _may_be_listed(line))
    ):
        return False
    if len(line.head) > LONGEST_TITLE or sum(map(str.isalpha, line.head)) < 4:
        return False
    if line.label is not None and line.label.role.name != "title":
        return False
    if line.answer and like_title(line.text[line.answer :]) < SURE_TITLE:
        return False
    named = line.bare is not None and not (line.level and may_be_subject(line.text))
    facts = line.who_and_how is not None or line.facts is not None
    if named or line.is_board or facts or stands_alone(line):
        return False
    if line.block is not None and (line.block.kind == "footnote" or line.block.style == "caption"):
        return False
    if only_refers(line.text) or only_refers(line.head) or is_caption(line.text) or _names_columns(line.text):
        return False
    if _TALLY.match(line.head) is not None or len(_COUNTED_OFF.findall(line.head)) > 1:
        return False
    sentences = split(line.head)
    if len(sentences) > 3:
        return False
    judged = _ENDS_IN_STATUS.search(line.head, SHORTEST_TITLE + 1) if line.level else None
    if judged is not None and wording.states_only(judged[1]):
        return True  # `Färre är beroende av bilen – ej uppfyllt`
    if says_between(line.head) or names_order(line.head):
        return True
    return not (sentences and wording.sentence(line.head[sentences[0][0] : sentences[0][1]]))


_TALLY = re.compile(r"(?:antal|andel|summa|totalt?)\b[^=:]{0,40}[=:]\s*\d", re.IGNORECASE)
"""What counts things and names none: `Antal = 7 (KS, SN)`."""
_COUNTED_OFF = re.compile(r"\b(?:mål|uppdrag|åtgärd|aktivitet)(?: nr\.?)? \d{1,2}:", re.IGNORECASE)
"""What one of several things in a line begins with: `Mål 3: Hälsa, mål 4: Utbildning`."""


def _names_columns(text: str) -> bool:
    """Whether a line is the head of a table whose columns are lost: `Ansvar Läge`."""
    words = text.split()
    return 2 <= len(words) <= 5 and all((role := column(word)) and role.weight == 3 for word in words)
