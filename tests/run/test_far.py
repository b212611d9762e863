"""What a cluster's workers are asked and answer, without a cluster."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from tertial.errors import UsageError
from tertial.readers import libreoffice
from tertial.run import RunLimits, guards
from tertial.run.abroad import Job, Reply, Told, Unseen, read_all
from tertial.run.far import Far
from tertial.run.following import Follower
from tertial.run.guards import Guards
from tertial.run.hands import Looked, looked
from tertial.run.kept import Refusal
from tertial.run.logs import LOGS
from tertial.run.near import Desk
from tertial.run.pool import Workers
from tertial.run.terms import Terms
from tertial.sources import Source
from tests.run import harm

READ = Refusal(problem="It was read.", remedy="")
RTF = b"{\\rtf1\\ansi Almviks kommun\\par}"


class Workers1:
    """In place of a cluster: a worker that sees all, and answers as it is told to."""

    number = 1

    def __init__(self, answer: Callable[[Job], Told]) -> None:
        self._answer = answer
        self.asked: list[Sequence[Job]] = []

    def submit(self, work: Any, _: Terms, given: Sequence[Any]) -> Future[Reply[Any]]:
        future: Future[Reply[Any]] = Future()
        if work is read_all:
            self.asked.append(given)
            future.set_result(Reply([self._answer(job) for job in given], ()))
        else:
            future.set_result(Reply([looked(source, hold=False) for source in given], ()))
        return future

    def result(self, future: Future[Reply[Any]]) -> Any:
        return future.result().value


@pytest.fixture
def terms(tmp_path: Path) -> Terms:
    """Of a run that asks for nothing."""
    return Terms(
        run="run 1",
        mark=tmp_path / "cluster",
        samples=(),
        python="",
        reading="",
        office="",
        recognisers=(),
        desk=Desk(boards=None, recognition=None, folder=tmp_path / "read"),
        limits=RunLimits(),
        level=logging.WARNING,
    )


def written(folder: Path, name: str, data: bytes) -> Source:
    """A file that is to be read."""
    (folder / name).write_bytes(data)
    return Source(name, folder / name)


def test_a_file_for_libreoffice_is_not_held_until_there_are_many(
    terms: Terms, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is told of what comes after it before it is done, so as the oldest it goes soon."""
    monkeypatch.setattr(libreoffice, "version", lambda: "7")
    names = [f"{n:03}.{'rtf' if n % 90 == 0 else 'txt'}" for n in range(300)]
    sources = [
        written(tmp_path, name, RTF + name.encode() if "rtf" in name else name.encode()) for name in names
    ]
    taken = 0

    def found() -> Iterator[Source]:
        nonlocal taken
        for taken, source in enumerate(sources, 1):  # noqa: B007
            yield source

    workers = Workers1(lambda _: READ)
    follower = Follower(
        hands=Far(workers, terms, Source.load),  # type: ignore[arg-type]
        limits=RunLimits(),
        folder=tmp_path / "read",
        version="",
        recognising=False,
    )
    told = []
    for event, _ in follower.follow(found()):
        told.append(event.source)
        assert taken - len(told) < 60, "what is done is told"
    assert told == names
    assert sum(map(len, workers.asked)) == 300
    assert len(workers.asked) < 60, "files go many at a time"


def far(terms: Terms, answer: Callable[[Job], Told]) -> tuple[Far, Workers1]:
    """The hands of a run whose worker answers so."""
    workers = Workers1(answer)
    return Far(workers, terms, Source.load), workers  # type: ignore[arg-type]


def test_a_file_that_a_worker_can_t_load_is_sent_along(terms: Terms, tmp_path: Path) -> None:
    """As long as this machine can load it, and it is as it was when it was looked at."""
    source = written(tmp_path, "a.txt", b"hej")
    hands, workers = far(terms, lambda job: READ if job.looked.data else Unseen())
    assert hands.read(source, unheld(source), "key").get() == READ
    assert [job.looked.data for jobs in workers.asked for job in jobs] == [None, b"hej"]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda path: path.write_bytes(b"nytt"), "a.txt was changed while the run was under way."),
        (Path.unlink, "a.txt"),
    ],
)
def test_a_file_that_is_not_as_it_was_fails_and_is_read_by_the_next_run(
    terms: Terms, tmp_path: Path, change: Callable[[Path], object], problem: str
) -> None:
    """It is named, nothing is read of it, and nothing is kept that the next run would take over."""
    source = written(tmp_path, "a.txt", b"hej")
    hands, workers = far(terms, lambda _: Unseen())
    answer = hands.read(source, unheld(source), "key")
    change(tmp_path / "a.txt")
    told = answer.get()
    assert isinstance(told, Refusal) and problem in told.problem and not told.lasting
    assert len(workers.asked) == 1


def unheld(source: Source) -> Looked:
    """What a worker sees of a file."""
    return looked(source, hold=False)


@pytest.fixture
def logging_as_before() -> Iterator[None]:
    """What a worker changes is put back."""
    logger = logging.getLogger("tertial")
    before = logger.level, logger.propagate
    yield
    logger.removeHandler(LOGS)
    logger.setLevel(before[0])
    logger.propagate = before[1]


@pytest.mark.usefixtures("logging_as_before")
def test_what_is_logged_goes_to_the_run_it_is_of() -> None:
    """Of two at once on a worker, each with a level and processes of its own; all of it, once."""
    got: dict[str, list[str]] = {"one": [], "two": []}
    both = threading.Barrier(2)

    def work(run: str, level: int) -> None:
        log = logging.getLogger("tertial.readers")
        for n in range(3):
            with LOGS.of(run, level) as logged:
                both.wait(60)
                log.info("%s tells %d", run, n)
                log.warning("%s warns %d", run, n)
                if n == 1:
                    pool = Workers(1, RunLimits())
                    pool.submit(harm.log, f"{run}'s process").result()
                    pool.shutdown()
                both.wait(60)
                got[run] += [record.getMessage() for record in logged.taken()]

    threads = [
        threading.Thread(target=work, args=given)
        for given in (("one", logging.INFO), ("two", logging.WARNING))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    LOGS.leave("one")
    LOGS.leave("two")
    warned = ["two warns 0", "two warns 1", "two's process", "two warns 2"]
    assert got["two"] == warned
    assert [line for line in got["one"] if "tells" not in line] == [
        line.replace("two", "one") for line in warned
    ]
    assert [line for line in got["one"] if "tells" in line] == [f"one tells {n}" for n in range(3)]


def test_processes_that_can_t_be_started_are_told_by_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is advised that a run on a cluster refuses."""
    monkeypatch.setattr(guards, "prepare", harm.fail_to_start)
    beside = Guards()
    with (
        beside.of("run 1", RunLimits()) as processes,
        pytest.raises(UsageError, match="can't be started") as told,
    ):
        processes.submit(harm.square, 2).result()
    beside.leave("run 1")
    assert "worker" in told.value.remedy and "--workers" not in told.value.remedy


def test_processes_that_nobody_uses_are_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    """As those of a run that was killed; while one waits for them they stay, and new ones serve who comes."""
    monkeypatch.setattr(guards, "_IDLE", 0.3)
    monkeypatch.setattr(guards, "_LOOK", 0.1)
    beside = Guards()
    with beside.of("run 1", RunLimits()) as processes:
        time.sleep(1)
        assert processes.is_open
    end = time.monotonic() + 20
    while processes.is_open and time.monotonic() < end:
        time.sleep(0.05)
    assert not processes.is_open
    with beside.of("run 1", RunLimits()) as others:
        assert others.is_open
    beside.leave("run 1")
