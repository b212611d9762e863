"""Writes the snapshots anew: `python -m tests.snapshots`."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.snapshots import observed, write

with tempfile.TemporaryDirectory() as folder:
    for report, rows in observed(Path(folder) / "out").items():
        write(report, rows)
