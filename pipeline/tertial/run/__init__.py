"""The whole flow over many reports: from paths to a folder of tables, told as it goes."""

from __future__ import annotations

from tertial.run.events import Corrections, Event, Finished, Found, Gone, Outcome, Processed, Step, Summary
from tertial.run.limits import RunLimits
from tertial.run.process import Writer, process

__all__ = [
    "Corrections",
    "Event",
    "Finished",
    "Found",
    "Gone",
    "Outcome",
    "Processed",
    "RunLimits",
    "Step",
    "Summary",
    "Writer",
    "process",
]
