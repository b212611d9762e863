"""What a document may take before it is given up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class RunLimits:
    """What the reading of one document may take."""

    seconds: float = 300.0
    """By the clock, from when a process begins with it."""
    memory_mb: float = 2048.0
    """Resident memory of the process that reads it, in MiB, of which tertial itself takes about 250."""


UNLIMITED: Final = RunLimits(seconds=float("inf"), memory_mb=float("inf"))
"""For work whose size is not a single document's."""
