"""Recognises a status as it is printed: in a cell, a form, before a comment, over a group, as a sentence."""

from __future__ import annotations

from tertial.wording.cells import LONGEST_CELL, cell, choice_unfilled, leading
from tertial.wording.codes import declared, knowing
from tertial.wording.forms import Choice, Form, form
from tertial.wording.headings import over_group, status_over
from tertial.wording.readings import Reading, expand, plain_status
from tertial.wording.sentences import sentence

__all__ = [
    "LONGEST_CELL",
    "Choice",
    "Form",
    "Reading",
    "cell",
    "choice_unfilled",
    "declared",
    "expand",
    "form",
    "knowing",
    "leading",
    "over_group",
    "plain_status",
    "sentence",
    "status_over",
]
