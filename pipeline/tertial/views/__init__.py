"""What auditors ask of a dataset, as rows under a head: forecasts, what is gone, runs long or changed."""

from __future__ import annotations

from tertial.views.changed import changed
from tertial.views.dropped import dropped
from tertial.views.forecasts import forecasts
from tertial.views.listing import By, Listing
from tertial.views.long_runners import long_runners

__all__ = ["By", "Listing", "changed", "dropped", "forecasts", "long_runners"]
