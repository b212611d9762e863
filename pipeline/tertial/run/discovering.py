"""What may be a report under the paths of a run, and what is tertial's or the user's own."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from tertial import workspace
from tertial.errors import UsageError
from tertial.sources import Refused, Source, discover

log = logging.getLogger(__name__)


def check_paths(paths: Sequence[Path], out: Path) -> None:
    """Refuses paths that can't be read from, or would be replaced.

    Raises:
        UsageError: One does not exist, or lies in the folder of the dataset.
    """
    place = out.resolve()
    for path in paths:
        if not os.path.lexists(path):
            raise UsageError(f"{path} does not exist.", "Check the spelling of the path.")
        if path.resolve().is_relative_to(place):
            raise UsageError(
                f"{path} lies in {out}, which would be replaced.", "Name another folder with --out."
            )


def sources(paths: Sequence[Path], out: Path, boards: Path | None) -> list[Source | Refused]:
    """What may be a report, by name; no table of boards is one, nor what tertial itself wrote."""
    return sorted(_sources(paths, out, boards), key=lambda source: source.name)


def _sources(paths: Sequence[Path], out: Path, boards: Path | None) -> Iterator[Source | Refused]:
    place, own_boards = out.resolve(), boards.resolve() if boards is not None else None
    own: dict[Path, frozenset[str]] = {}
    for source in discover(paths):
        if isinstance(source, Refused):
            if source.error is not None:
                yield source
            elif source.name.rpartition("/")[2] != workspace.STATE:
                log.info("%s: passed over, %s", source.name, source.reason)
        elif source.path.suffix.lower() == ".csv" and source.path.resolve().parent == own_boards:
            log.info("%s: passed over, a table of boards", source.name)
        elif _is_own(source.path, own):
            log.info("%s: passed over, a table of tertial's own", source.name)
        elif not source.path.resolve().is_relative_to(place):
            yield source


def _is_own(path: Path, own: dict[Path, frozenset[str]]) -> bool:
    """Whether a dataset lists the file as its own; `own` keeps what was asked of each folder."""
    for folder in (path.parent, path.parent.parent):
        if folder not in own:
            own[folder] = workspace.own_files(folder)
        if path.relative_to(folder).as_posix() in own[folder]:
            return True
    return False
