"""Recognises a status as it is printed: in a cell, a form, before a comment, over a group, as a sentence."""

from __future__ import annotations

from tertial.wording.asked import (
    answered,
    asks,
    expected,
    foresees,
    is_answer,
    of_years_end,
    plain_answer,
    ticked,
    yes_or_no,
)
from tertial.wording.cells import (
    LONGEST_CELL,
    cell,
    choice_unfilled,
    foretell,
    leading,
    not_applicable,
    of_matter,
    value,
)
from tertial.wording.code_rows import uncoded
from tertial.wording.codes import (
    Codes,
    Meaning,
    before_comment,
    code,
    declared,
    empty,
    explains,
    knowing,
    learning,
    names_numbers,
    now_and_later,
    numbered,
    remembered,
    sign_before,
    sign_first,
    sign_last,
    stated,
)
from tertial.wording.explanations import Explained, explained
from tertial.wording.forms import Choice, Form, form
from tertial.wording.headings import over_group, status_over
from tertial.wording.readings import Reading, deviation_after, expand, function_words
from tertial.wording.sentences import sentence
from tertial.wording.told import foretold, lies_ahead, only_present, plain_meaning, plain_status, unmeasured
from tertial.wording.used import Used

__all__ = [
    "LONGEST_CELL",
    "Choice",
    "Codes",
    "Explained",
    "Form",
    "Meaning",
    "Reading",
    "Used",
    "answered",
    "asks",
    "before_comment",
    "cell",
    "choice_unfilled",
    "code",
    "declared",
    "deviation_after",
    "empty",
    "expand",
    "expected",
    "explained",
    "explains",
    "foresees",
    "foretell",
    "foretold",
    "form",
    "function_words",
    "is_answer",
    "knowing",
    "leading",
    "learning",
    "lies_ahead",
    "names_numbers",
    "not_applicable",
    "now_and_later",
    "numbered",
    "of_matter",
    "of_years_end",
    "only_present",
    "over_group",
    "plain_answer",
    "plain_meaning",
    "plain_status",
    "remembered",
    "sentence",
    "sign_before",
    "sign_first",
    "sign_last",
    "stated",
    "status_over",
    "ticked",
    "uncoded",
    "unmeasured",
    "value",
    "yes_or_no",
]
