"""What the measurements share: versions, a process of its own for each, memory of processes together."""

from __future__ import annotations

import importlib
import json
import os
import platform
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parents[1]

CORPUS: Final = ROOT / "corpus" / "reports"

_EVERY: Final = 0.1
"""Seconds between two looks at the memory; a look costs some milliseconds a process."""


@dataclass(slots=True)
class Peak:
    """The most memory that processes had in use at a time, in MiB; zero where the system does not tell."""

    lead: float = 0.0
    """Of this process alone."""
    together: float = 0.0
    """Of it and all that it started; pages that several share are counted once (proportional set size)."""
    _over: threading.Event = field(default_factory=threading.Event)

    def look(self) -> None:
        """Takes what is in use now into account."""
        sizes = {pid: _proportional(pid) for pid in _family(os.getpid())}
        self.lead = max(self.lead, sizes.get(os.getpid(), 0.0))
        self.together = max(self.together, sum(sizes.values()))

    def _watch(self) -> None:
        while not self._over.wait(_EVERY):
            self.look()


@contextmanager
def watched() -> Iterator[Peak]:
    """The memory of this process and its children while the block lasts, looked at ten times a second."""
    peak = Peak()
    thread = threading.Thread(target=peak._watch, daemon=True)
    peak.look()
    thread.start()
    try:
        yield peak
        peak.look()
    finally:
        peak._over.set()
        thread.join()


def peak_so_far() -> float:
    """The most memory that this process has had in use, in MiB; zero where the system does not tell.

    Not getrusage's, which a process inherits from the one that started it.
    """
    try:
        lines = Path("/proc/self/status").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) / 1024


def _proportional(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:  # it has ended, or this is not Linux
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def _family(pid: int) -> list[int]:
    """A process and all that descend from it."""
    found = [pid]
    for one in found:
        for children in Path(f"/proc/{one}/task").glob("*/children"):
            try:
                found += map(int, children.read_text().split())
            except OSError:
                continue
    return found


def apart(module: str, *arguments: str) -> Any:
    """What `job(*arguments)` of a module of bench gives as JSON, in a process of its own.

    A peak of memory never goes down, and what one measurement has loaded the next would not have to.
    """
    environment = {**os.environ, "ARROW_DEFAULT_MEMORY_POOL": "system"}  # as `tertial run` sets it
    call = [sys.executable, "-m", "bench.measuring", module, *arguments]
    done = subprocess.run(call, check=True, env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout.splitlines()[-1])


@contextmanager
def timed() -> Iterator[dict[str, float]]:
    """Seconds by the clock and of the processor that the block takes, as `wall` and `cpu`."""
    took: dict[str, float] = {}
    wall, cpu = time.perf_counter(), time.process_time()
    yield took
    took |= {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu}


def versions(*packages: str) -> str:
    """What was measured, for the head of a table."""
    told = [f"Python {platform.python_version()}"]
    for name in packages:
        try:
            told.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            told.append(f"{name} is not installed")
    return f"{', '.join(told)}; {os.cpu_count()} processors"


if __name__ == "__main__":
    print(json.dumps(importlib.import_module(sys.argv[1]).job(*sys.argv[2:])))
