"""Recognises a status as it is printed: in a cell, a form, before a comment, over a group, as a sentence."""

from __future__ import annotations

from tertial.wording.asked import (
    answered,
    asks,
    dated_at_years_end,
    expected,
    foresees,
    is_answer,
    is_forecast,
    of_years_end,
    plain_answer,
    ticked,
    yes_or_no,
)
from tertial.wording.before_comments import before_comment, stated
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
    apart,
    code,
    elsewhere,
    empty,
    explains,
    knowing,
    learning,
    now_and_later,
    remembered,
)
from tertial.wording.declaring import Meaning, declared
from tertial.wording.explanations import Explained, explained
from tertial.wording.forms import Choice, Form, form
from tertial.wording.headings import over_group, status_over
from tertial.wording.readings import Reading, deviation_after, expand, function_words
from tertial.wording.scales import names_numbers, numbered
from tertial.wording.sentences import sentence, states_only
from tertial.wording.signs import sign_before, sign_first, sign_last
from tertial.wording.told import foretold, lies_ahead, only_present, plain_meaning, plain_status, unmeasured
from tertial.wording.used import DATE, Used

__all__ = [
    "DATE",
    "LONGEST_CELL",
    "Choice",
    "Codes",
    "Explained",
    "Form",
    "Meaning",
    "Reading",
    "Used",
    "answered",
    "apart",
    "asks",
    "before_comment",
    "cell",
    "choice_unfilled",
    "code",
    "dated_at_years_end",
    "declared",
    "deviation_after",
    "elsewhere",
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
    "is_forecast",
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
    "states_only",
    "status_over",
    "ticked",
    "uncoded",
    "unmeasured",
    "value",
    "yes_or_no",
]
