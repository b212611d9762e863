"""What a server that forks runs loads once, so that a run begins at once."""

from __future__ import annotations

from pathlib import Path

from tertial import stores
from tertial.run import process
from tertial.run.reading import prepare

prepare()


def whole_run(reports: Path, out: Path, workers: int) -> None:
    """All of a run."""
    for _ in process([reports], out, stores.write, workers=workers):
        pass
