"""Which archives a run was stopped at, and where: not tried again while archive and limits are the same."""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from tertial.errors import TertialError
from tertial.run import kept, version
from tertial.run.limits import RunLimits
from tertial.run.pool import Stopped
from tertial.sources import Address
from tertial.sources.loading import opened_file

_BLOCK: Final = 1 << 20


@dataclass(slots=True)
class Memory:
    """What is kept of the archives that runs were stopped at.

    Args:
        folder: Where it is kept, a file an archive.
        reading: The version of the reading; what another was stopped at is tried anew.
    """

    folder: Path
    reading: str
    names: set[str] = field(default_factory=set)
    """Of the files that this run has used."""
    _same: dict[Path | Address, str] = field(default_factory=dict)
    """The digests of archives that were asked for."""

    def stopped(self, archive: Path | Address, name: str, at: str, limits: RunLimits) -> Stopped | None:
        """How an earlier run was stopped at an archive or a member of it; None where it is to be tried."""
        told = self._told(name)
        if told is None or (told["at"], told["limits"]) != (at, repr(limits)):
            return None
        if not told["sha256"] or told["sha256"] != self._digest(archive):
            return None
        self.names.add(self._place(name).name)
        return Stopped(told["cause"], told["how"])

    def keep(self, archive: Path | Address, name: str, at: str, limits: RunLimits, stopped: Stopped) -> None:
        """Takes down that a run was stopped."""
        told = {
            "sha256": self._digest(archive),
            "at": at,
            "limits": repr(limits),
            "cause": stopped.cause,
            "how": stopped.how,
        }
        place = self._place(name)
        kept.write_whole(place, [json.dumps(told).encode()])
        self.names.add(place.name)

    def _place(self, name: str) -> Path:
        return self.folder / version.digest(self.reading, name)

    def _told(self, name: str) -> dict[str, Any] | None:
        with suppress(OSError, ValueError):
            told = json.loads(self._place(name).read_bytes())
            if isinstance(told, dict) and told.keys() == {"sha256", "at", "limits", "cause", "how"}:
                return told
        return None

    def _digest(self, archive: Path | Address) -> str:
        """Of an archive's bytes, read only where a run was stopped; empty where they can't be."""
        if archive not in self._same:
            found = hashlib.sha256()
            try:
                with opened_file(archive)[0] as file:
                    while block := file.read(_BLOCK):
                        found.update(block)
                self._same[archive] = found.hexdigest()
            except (OSError, TertialError):
                self._same[archive] = ""
        return self._same[archive]
