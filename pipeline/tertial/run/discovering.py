"""What may be a report under the paths of a run, and what is tertial's or the user's own."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from tertial import workspace
from tertial.errors import UsageError
from tertial.run.archives import Archives
from tertial.sources import Asked, Container, Limits, Refused, Source, check, discover, roots_of
from tertial.sources import Found as Discovered

log = logging.getLogger(__name__)


def check_paths(paths: Sequence[Asked], out: Path) -> None:
    """Refuses paths that can't be read from, or would be replaced.

    Raises:
        UsageError: One does not exist, or lies in the folder of the dataset.
    """
    check(paths)
    place = out.resolve()
    for path in (root for asked in paths for root in roots_of(asked)):
        if _real(path).is_relative_to(place):
            raise UsageError(
                f"{path} lies in {out}, which would be replaced.", "Name another folder with --out."
            )


def sources(
    paths: Sequence[Asked], out: Path, boards: Path | None, limits: Limits, archives: Archives
) -> tuple[list[Source | Refused], list[Container]]:
    """What may be a report, and the archives that some of it lies in, in an order that names alone decide.

    No table of boards is among them, nor what tertial itself wrote.
    """
    found: list[Source | Refused] = []
    containers: list[Container] = []
    for one in _discovered(paths, out, boards, limits, archives):
        if isinstance(one, Container):
            containers.append(one)
        else:
            found.append(one)
    return found, containers


def _discovered(
    paths: Sequence[Asked], out: Path, boards: Path | None, limits: Limits, archives: Archives
) -> Iterator[Discovered]:
    place, own_boards = out.resolve(), boards.resolve() if boards is not None else None
    own: dict[Path, frozenset[str]] = {}
    for found in discover(paths, limits, archives.contents):
        name, path = found.name, found.path
        if path is not None:
            if _real(path).is_relative_to(place) or workspace.is_of_a_run(path):
                continue
            if path.suffix.lower() == ".csv" and _real(path).parent == own_boards:
                log.info("%s: passed over, a table of boards", name)
                continue
            if _is_own(path, own):
                log.info("%s: passed over, a table of tertial's own", name)
                continue
        if isinstance(found, Refused) and found.error is None:
            log.info("%s: passed over, %s", name, found.reason)
        yield found


def _real(path: Path) -> Path:
    """Where a path leads, as far as it leads anywhere."""
    return Path(os.path.realpath(path))


def _is_own(path: Path, own: dict[Path, frozenset[str]]) -> bool:
    """Whether a dataset lists the file as its own; `own` keeps what was asked of each folder."""
    for folder in (path.parent, path.parent.parent):
        if folder not in own:
            own[folder] = workspace.own_files(folder)
        if path.relative_to(folder).as_posix() in own[folder]:
            return True
    return False
