"""The books of a run: what became of each file, a line each while it goes on, and run.json in the end."""

from __future__ import annotations

import json
import platform
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Final

from tertial import __version__, tables, workspace
from tertial.boards import local
from tertial.readers import FORMATS, libreoffice, ocr
from tertial.run.events import Outcome, Processed, Summary
from tertial.run.version import libraries
from tertial.sources import Container

_OUTCOMES: Final = {
    "read": Outcome.READ,
    "duplicates": Outcome.DUPLICATE,
    "other_formats": Outcome.OTHER_FORMAT,
    "skipped": Outcome.SKIPPED,
    "failed": Outcome.FAILED,
}
"""The counts that found is the sum of."""


class Books:
    """Takes down what becomes of each file; the list is on disk, so that it may be long."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.by: Counter[Outcome] = Counter()
        self._programs: dict[str, str] = {}
        """The versions of other programs that made some report readable: LibreOffice, and those of OCR."""
        self._types = {known.media_type for known in FORMATS if known.importing}
        self._file = path.open("w", encoding="utf-8")

    def __enter__(self) -> Books:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self._file.close()

    def enter(self, event: Processed) -> None:
        """Take down a file."""
        self.by[event.outcome] += 1
        if event.report is not None:
            self._note_programs(event.report)
        entry = {"quarantined": True, **_entry(event)} if event.quarantined else _entry(event)
        self._file.write(json.dumps(entry) + "\n")

    def _note_programs(self, report: Summary) -> None:
        if report.media_type in self._types and "libreoffice" not in self._programs:
            self._programs["libreoffice"] = libreoffice.version()
        if report.reader == "ocr" and "tesseract" not in self._programs:
            self._programs |= ocr.versions()

    def counts(self, containers: Sequence[Container], built: tables.Tables) -> dict[str, int]:
        """Files found, read and not, and rows of each table."""
        return {
            "found": self.by.total(),
            **{name: self.by[outcome] for name, outcome in _OUTCOMES.items()},
            "containers": len(containers),
            **{name: table.num_rows for name, table in built.items()},
        }

    def write_manifest(
        self, folder: Path, counts: Mapping[str, int], containers: Sequence[Container], boards: Path | None
    ) -> None:
        """run.json: what was read with what, and what came out. No clock, so that runs can be compared."""
        self._file.flush()
        manifest = {
            "tertial": __version__,
            "python": platform.python_version(),
            "libraries": libraries() | self._programs,
            "boards": [] if boards is None else sorted(local.read(boards)),
            "counts": counts,
            "containers": [_container_entry(container) for container in containers],
            "quarantine": (
                {"source": entry["source"], "reason": entry["reason"]}
                for entry in entries(self.path)
                if entry.get("quarantined")
            ),
            "sources": (
                {key: value for key, value in entry.items() if key != "quarantined"}
                for entry in entries(self.path)
            ),
        }
        workspace.write_manifest(folder, manifest)


def entries(path: Path) -> Iterator[dict[str, Any]]:
    """What was taken down of each file, in order, up to a torn line; nothing where there are no books."""
    try:
        with path.open(encoding="utf-8") as file:
            for line in file:
                yield json.loads(line)
    except (FileNotFoundError, ValueError):
        return


def _container_entry(container: Container) -> dict[str, Any]:
    return {
        "source": container.name,
        "format": container.format,
        "files": container.n_files,
        "refused": list(container.refused),
    }


def _entry(event: Processed) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "source": event.source,
        "outcome": event.outcome,
        "sha256": event.sha256,
        "size": event.size,
    }
    if event.report is not None:
        entry["document_id"] = event.report.document_id
        entry["items"] = event.report.n_items
        entry["assessments"] = event.report.n_assessments
        entry["warnings"] = list(event.report.warnings)
    elif event.warnings:
        entry["warnings"] = list(event.warnings)
    if event.duplicate_of:
        entry["duplicate_of"] = event.duplicate_of
    if event.problem:
        entry["reason"] = f"{event.problem} {event.remedy}".strip()
    return entry
