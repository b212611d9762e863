"""Runs over an archive that changes, killed at any moment and started again; the books are checked.

`python -m bench.soak [MINUTES] [--seed N]`: 60 minutes, and a seed by chance. Each round changes the archive
(files of corpus/, changed ones, nested archives, the odd things of docs/archives.md), starts `tertial run`
with options by chance, kills it with all of its processes, or its leading process or one worker alone, and
lets it come to its end. From time to time the bytes are compared with those of an undisturbed run into
another folder. A fault ends it, and leaves build/soak/SEED as it was. The same seed makes the same archives
in the first rounds; when a run is killed depends on the machine.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

from bench.soak_books import faults
from bench.soak_files import Files
from tertial.workspace import STATE

ROOT: Final = Path(__file__).parents[1]
MINUTES: Final = 60
COMPARED: Final = 4
"""In so many rounds the bytes are compared once."""
LONGEST: Final = 900
"""Seconds that one run may take."""
GONE: Final = 10
"""Seconds after which no process of a run that was killed may be left."""

Whom = Literal["all", "leading process", "worker"]


class Fault(Exception):
    """What must not happen."""


@dataclass(slots=True)
class Soak:
    """The rounds of one seed."""

    seed: int
    folder: Path
    chance: random.Random
    usual: float = 20.0
    """Seconds that the last whole run took."""
    kills: dict[str, int] = field(default_factory=dict)
    n_runs: int = 0
    n_compared: int = 0
    files: Files = field(init=False)

    def __post_init__(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        self.files = Files(self.folder / "reports", self.chance)

    @property
    def out(self) -> Path:
        return self.folder / "out"

    def round(self) -> str:
        """One round, as a line that tells of it.

        Raises:
            Fault: Something does not hold.
        """
        changed = self.files.change()
        limits = self.limits()
        killed = []
        for _ in range(self.chance.choice((0, 1, 1, 2, 3))):
            whom = self.chance.choice(("all", "all", "leading process", "worker"))
            before = sum(self.kills.values())
            self.run([*self.options(), *limits], whom)
            killed.append(whom if sum(self.kills.values()) > before else "too late")
        own = self.folder / "own.sqlite" if self.chance.random() < 0.3 else None
        last = [*self.options(), *limits, *(["--db", f"sqlite:///{own}"] if own else [])]
        begin = time.monotonic()
        self.whole(self.out, last)
        self.usual = time.monotonic() - begin
        wrong = faults(self.files.folder, self.out, own, self.temporary())
        if self.chance.randrange(COMPARED) == 0:
            wrong += self.differences(limits)
        if wrong:
            raise Fault("\n".join(wrong[:40]))
        compared = ", compared" if (self.folder / "clean").exists() else ""
        shutil.rmtree(self.folder / "clean", ignore_errors=True)
        told = [changed, " ".join(last), f"killed: {', '.join(killed) or 'no'}"]
        return f"{'; '.join(told)}; {self.usual:.0f} s{compared}"

    def differences(self, limits: list[str]) -> list[str]:
        """What an undisturbed run into another folder has otherwise."""
        clean = self.folder / "clean"
        self.whole(clean, ["--workers", str(self.chance.randint(1, 2)), *limits])
        self.n_compared += 1
        ours, theirs = content(self.out), content(clean)
        return [
            f"{name} differs from that of an undisturbed run"
            for name in sorted(ours.keys() | theirs.keys())
            if ours.get(name) != theirs.get(name)
        ]

    def options(self) -> list[str]:
        """What makes no difference to what comes out."""
        workers = ["--workers", self.chance.choice("123")]
        return [*workers, "--quiet", *(["--fresh"] if self.chance.random() < 0.15 else [])]

    def limits(self) -> list[str]:
        """What does; the same in all runs of a round."""
        some = ("nesting=2", "file_mb=1", "members=50", "seconds=200", "memory_mb=1500")
        chosen = self.chance.sample(some, self.chance.choice((0, 0, 1, 2)))
        return [part for one in chosen for part in ("--limit", one)]

    def whole(self, out: Path, options: list[str]) -> None:
        """A run that nobody disturbs."""
        shutil.rmtree(self.temporary())
        status = self.run(options, None, out)
        if status not in (0, 1):
            said = (self.folder / "said.txt").read_text(errors="replace")[-3000:]
            raise Fault(f"a run ended with status {status}: {said}")
        self.n_runs += 1

    def run(self, options: list[str], whom: Whom | None, out: Path | None = None) -> int | None:
        """A run of which somebody is killed meanwhile; its exit status where it came to its end."""
        command = [
            sys.executable,
            "-m",
            "tertial",
            "run",
            str(self.files.folder),
            "--out",
            str(out or self.out),
        ]
        environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT / "pipeline"),
            "TMPDIR": str(self.temporary()),
        }
        with (self.folder / "said.txt").open("wb") as said:
            process = subprocess.Popen(
                [*command, *options], stdout=said, stderr=said, env=environment, start_new_session=True
            )
        try:
            status = waited(process, LONGEST if whom is None else self.chance.uniform(0, 1.1 * self.usual))
            if status is None and whom == "worker":
                self.kill_worker(process.pid)
                status = waited(process, LONGEST)
            if status is None and whom not in ("all", "leading process"):
                raise Fault(f"a run took more than {LONGEST} s")
            if status is None and whom == "leading process":  # its workers must end by themselves
                self.count(whom)
                process.kill()
                process.wait()
            elif status is None:
                self.count("all")
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
            self.gone(process.pid)
            return status
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def count(self, whom: Whom) -> None:
        """Takes down that somebody was killed."""
        self.kills[whom] = self.kills.get(whom, 0) + 1

    def kill_worker(self, leader: int) -> None:
        """Kills one worker of a run, where it has any."""
        workers = [pid for pid, parent in group(leader) if parent == leader and is_worker(pid)]
        if workers:
            self.count("worker")
            with suppress(ProcessLookupError):
                os.kill(self.chance.choice(workers), signal.SIGKILL)

    def gone(self, leader: int) -> None:
        """Raises a Fault if processes of a run that ended are left."""
        until = time.monotonic() + GONE
        while left := group(leader):
            if time.monotonic() > until:
                raise Fault(f"processes are left: {left}")
            time.sleep(0.05)

    def temporary(self) -> Path:
        place = self.folder / "tmp"
        place.mkdir(exist_ok=True)
        return place


def waited(process: subprocess.Popen[bytes], seconds: float) -> int | None:
    """The exit status of a process that ends in so long."""
    try:
        return process.wait(seconds)
    except subprocess.TimeoutExpired:
        return None


def content(out: Path) -> dict[str, bytes]:
    """The files of a dataset."""
    return {
        name: path.read_bytes()
        for path in out.rglob("*")
        if path.is_file() and not (name := path.relative_to(out).as_posix()).startswith(f"{STATE}/")
    }


def group(leader: int) -> list[tuple[int, int]]:
    """The processes of a run that live, each with its parent."""
    found = []
    for entry in Path("/proc").iterdir():
        with suppress(OSError, ValueError, IndexError):
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
            if int(fields[2]) == leader and fields[0] != "Z" and int(entry.name) != leader:
                found.append((int(entry.name), int(fields[1])))
    return found


def is_worker(pid: int) -> bool:
    """Whether a process reads for a run, and does not only keep its accounts of shared resources."""
    with suppress(OSError):
        return b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()
    return False


def main() -> None:
    """Round after round until the time is over."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("minutes", nargs="?", type=float, default=MINUTES)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    given = parser.parse_args()
    soak = Soak(given.seed, ROOT / "build" / "soak" / str(given.seed), random.Random(given.seed))
    until = time.monotonic() + 60 * given.minutes
    number = 0
    print(f"seed {soak.seed}, in {soak.folder}", flush=True)
    while time.monotonic() < until:
        number += 1
        try:
            print(f"{number:4}  {soak.round()}", flush=True)
        except Fault as fault:
            sys.exit(f"round {number} of seed {soak.seed}: {fault}\n{soak.folder} is left as it was.")
    shutil.rmtree(soak.folder)
    killed = ", ".join(f"{whom} {times}" for whom, times in sorted(soak.kills.items()))
    runs = f"{soak.n_runs} whole runs, {soak.n_compared} compared"
    print(f"seed {soak.seed}: {number} rounds, {runs}; killed: {killed}")


if __name__ == "__main__":
    main()
