"""What auditors ask of a dataset, as rows under a head: forecasts, what is gone, runs long or changed."""

from __future__ import annotations

from tertial.views.answers import answers
from tertial.views.changed import changed
from tertial.views.doubtful import doubtful
from tertial.views.flagged import dropped, flagged
from tertial.views.forecasts import forecasts
from tertial.views.gaps import gaps
from tertial.views.listing import By, Listing
from tertial.views.long_runners import long_runners

__all__ = [
    "By",
    "Listing",
    "answers",
    "changed",
    "doubtful",
    "dropped",
    "flagged",
    "forecasts",
    "gaps",
    "long_runners",
]
