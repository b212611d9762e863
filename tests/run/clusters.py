"""A scheduler of dask and some workers on this machine, each a process of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
_PATIENCE = 60.0
"""Seconds, on a machine that has much else to do."""


@dataclass
class Running:
    """A cluster that is at work."""

    folder: Path
    environment: dict[str, str]
    scheduler: subprocess.Popen[bytes]
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def address(self) -> str:
        """Of the scheduler."""
        return str(json.loads((self.folder / "scheduler.json").read_text())["address"])

    def add(self, *options: str) -> None:
        """Start one more worker."""
        name = f"worker{len(self.workers)}"
        at = ("--scheduler-file", str(self.folder / "scheduler.json"), "--host", "127.0.0.1")
        settings = ("--nthreads", "1", "--no-dashboard", "--memory-limit", "0", "--name", name)
        own = ("--local-directory", str(self.folder / name))
        self.workers.append(_start("worker", self, *at, *settings, *own, *options))

    def await_workers(self, number: int) -> None:
        """Waits until so many are there."""
        from distributed import Client

        with Client(self.address, set_as_default=False, timeout=_PATIENCE) as client:
            client.wait_for_workers(number, timeout=_PATIENCE)


@contextmanager
def cluster(
    folder: Path, *options: str, number: int = 2, nanny: str = "--no-nanny", failures: int = 1
) -> Iterator[Running]:
    """A cluster whose processes are all ended after the block.

    Args:
        folder: For what dask writes.
        options: Of the workers.
        number: Of the workers.
        nanny: Whether a worker that is lost is started anew.
        failures: So many workers may be lost at a task before the scheduler gives it up.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = os.pathsep.join(map(str, (ROOT / "pipeline", ROOT)))
    environment = {
        **os.environ,
        "PYTHONPATH": path,
        "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": str(failures),
    }
    running = Running(folder, environment, None)  # type: ignore[arg-type]
    at = ("--scheduler-file", str(folder / "scheduler.json"), "--host", "127.0.0.1", "--port", "0")
    running.scheduler = _start("scheduler", running, *at, "--no-dashboard")
    try:
        end = time.monotonic() + _PATIENCE
        while not (folder / "scheduler.json").exists() and time.monotonic() < end:
            time.sleep(0.05)
        for _ in range(number):
            running.add(nanny, *options)
        if number:
            running.await_workers(number)
        yield running
    finally:
        for process in (*running.workers, running.scheduler):
            process.send_signal(signal.SIGTERM)
        for process in (*running.workers, running.scheduler):
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _start(what: str, running: Running, *options: str) -> subprocess.Popen[bytes]:
    log = running.folder / f"{what}{len(running.workers)}.log"
    with log.open("wb") as file:
        return subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.dask_{what}", *options],
            cwd=running.folder,
            env=running.environment,
            stdout=file,
            stderr=file,
        )
