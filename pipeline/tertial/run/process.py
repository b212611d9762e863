"""From paths to a dataset: discover, read, compare, gather, write; each a module of its own."""

from __future__ import annotations

import logging
import os
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final, Literal

from tertial import tables, workspace
from tertial.boards import local
from tertial.boards.tables import names_table_of, reread
from tertial.corrections import ledger
from tertial.errors import UsageError, counted
from tertial.readers import ocr
from tertial.run import correcting, kept, state, version
from tertial.run.archives import opening
from tertial.run.books import Books, entries
from tertial.run.cluster import Cluster
from tertial.run.comparing import Decided, Group, whole
from tertial.run.discovering import check_paths, sources
from tertial.run.events import Corrections, Event, Finished, Found, Gone, Outcome, Processed, Step
from tertial.run.far import far
from tertial.run.following import Follower
from tertial.run.gathering import Document, gather, groups
from tertial.run.hands import Hands, Load
from tertial.run.here import Here
from tertial.run.limits import RunLimits
from tertial.run.near import Desk, Near
from tertial.run.pool import Workers
from tertial.run.reading import prepare
from tertial.run.state import State
from tertial.run.stops import Memory
from tertial.sources import Asked, Container, Limits, Refused, Source, close

log = logging.getLogger(__name__)

Writer = Callable[[tables.Tables, Path], None]
"""Writes the tables into a folder; `stores.write` is one."""

FILES_PER_WORKER: Final = 12
"""Below this a further process costs more to start (1.5 s) than it saves."""


def process(
    paths: Sequence[Asked],
    out: Path,
    write: Writer,
    *,
    workers: int | None = 1,
    boards: Path | None = None,
    source_limits: Limits | None = None,
    recognise: Literal["scanned files", "nothing"] = "nothing",
    limits: RunLimits | None = None,
    fresh: bool = False,
    executor: Executor | None = None,
    cluster: str | None = None,
    corrections: Sequence[Path] = (),
) -> Iterator[Event]:
    """Read every report under the paths and write the dataset; what happens is yielded as it does.

    The same files give the same bytes, in whatever order and with however many workers, also where a run
    was killed and is started again: what it had read is kept in `out` and not read anew while neither the
    file nor tertial changes. The dataset in `out` is replaced when all is done, and left as it was where
    nothing could be read.

    Args:
        paths: Files, folders, archives, patterns and, as str, addresses that fsspec reaches.
        workers: Number of processes that read; None chooses by files and processors. They need a main
            module that can be imported, as multiprocessing's spawn asks. One more opens archives, where
            there are any. With 1 this very process reads; then a document may take all memory, or crash
            the run.
        boards: A folder with a user's own tables of boards.
        source_limits: How large files and archives may be.
        recognise: Whose text is recognised by OCR, as many files at once as there are workers.
        limits: What one document may take.
        fresh: Read all files anew, also those that an earlier run has read.
        executor: Does the work in place of processes of the run's own; sees to limits itself.
        corrections: Ledgers of decisions to apply beside the dataset's own, `corrections.jsonl` in `out`.
        cluster: Address of a dask scheduler whose workers do the work; they must see the paths and `out`.

    Raises:
        UsageError: A path does not exist, a table of boards is wrong, `out` can't be replaced or another run
            writes there, what recognises text is not installed, a cluster can't do the work, or nothing
            could be read.
    """
    check_paths(paths, out)
    if recognise == "scanned files" and (remedy := ocr.lacking()):
        raise UsageError("There is no program that recognises text on this machine.", remedy)
    if boards is not None:
        reread(boards)
    workspace.check(out)
    with state.opened(out) as kept_here:
        done = False
        if fresh:
            kept_here.forget()
        try:
            allowed = limits or RunLimits()
            memory = Memory(kept_here.stops, version.of_reading(boards))
            apart = cluster is not None or (executor is None and workers != 1)
            with _joined(cluster) as joined, opening(allowed, memory, apart=apart) as archives:
                found, containers = sources(paths, out, boards, source_limits or Limits(), archives)
                number = joined.number if joined else workers or _enough_workers(len(found))
                recognition = None
                if recognise == "scanned files":
                    jobs = 1 if joined else max(1, _processors() // number)
                    recognition = ocr.Recognition(jobs=jobs)
                    allowed = replace(allowed, seconds=allowed.seconds + recognition.seconds)
                one = _Run(kept_here, out, boards, allowed, recognition, memory, corrections)
                if joined:
                    working: AbstractContextManager[Hands] = far(
                        joined, kept_here, found, one.desk, allowed, one.version, archives.load
                    )
                else:
                    working = _working(executor, workers, number, allowed, one.desk, archives.load)
                with working as hands:
                    yield from one.events(paths, found, containers, write, hands)
            done = True
        finally:
            close()
            if not done and not any(kept_here.read.glob("*/*")):
                kept_here.remove()


class _Run:
    """One run over some paths."""

    def __init__(
        self,
        kept_here: State,
        out: Path,
        boards: Path | None,
        limits: RunLimits,
        recognition: ocr.Recognition | None,
        memory: Memory,
        ledgers: Sequence[Path],
    ) -> None:
        self.memory = memory
        self.state = kept_here
        self.out = out
        self.boards = boards
        self.limits = limits
        self.version = memory.reading
        found = Path(os.path.abspath(boards)) if boards is not None else None  # wherever a worker was started
        self.desk = Desk(boards=found, recognition=recognition, folder=kept_here.read)
        self.ledgers = ledgers
        self.documents: list[Document] = []
        self.decided: Mapping[str, tuple[Decided, ...]] = {}

    def events(
        self,
        paths: Sequence[Asked],
        found: Sequence[Source | Refused],
        containers: Sequence[Container],
        write: Writer,
        hands: Hands,
    ) -> Iterator[Event]:
        """What `process` yields."""
        yield Found(n=len(found))
        names = {source.name for source in found}
        for entry in entries(self.state.last_books):
            if entry["source"] not in names:
                yield Gone(source=entry["source"])
        with Books(self.state.books) as books:
            follower = Follower(
                hands=hands,
                limits=self.limits,
                folder=self.state.read,
                version=self.version,
                recognising=self.desk.recognition is not None,
            )
            for event, key in follower.follow(found):
                books.enter(event)
                self._remember(event, key)
                yield event
            if not self.documents:
                self.state.remove()
                raise UsageError(
                    _nothing_read(paths, len(found) - books.by[Outcome.SKIPPED]),
                    "Nothing was written. `tertial formats` lists what can be read.",
                )
            self._tell_unused()
            yield Step(name="linking")
            corrected = self._corrected()
            if corrected is not None:
                yield Corrections(counts=corrected.counts, problems=corrected.problems)
            compared = self._compared(hands)
            yield Step(name="writing")
            with workspace.replacing(self.out) as folder:
                rows = corrected.rows if corrected is not None else ()
                built = gather(self.documents, compared, self.state.read, self.state.tables, rows)
                self._write_texts(folder)
                write(built, folder)
                counts = books.counts(containers, built)
                books.write_manifest(folder, counts, containers, self.boards)
        linked = frozenset(path.name for path in compared.values())
        used = {*follower.keys, *(document.key for document in self.documents)}
        self.state.tidy(used, linked, self.memory.names)
        yield Finished(out=self.out, counts=counts, tables=built)

    def _remember(self, event: Processed, key: str) -> None:
        told = event.report
        if told is not None:
            self.documents.append(
                Document(
                    source=event.source,
                    document_id=told.document_id,
                    key=key,
                    municipality=told.municipality,
                    dated=told.dated,
                    position=told.position,
                )
            )

    def _corrected(self) -> correcting.Corrected | None:
        """What people have decided, applied; None where there is no ledger."""
        own = self.out / ledger.FILE
        ledgers = [*([own] if own.is_file() else []), *self.ledgers]
        if not ledgers:
            return None
        found = correcting.correct(ledgers, self.documents, self.state.read, self.boards)
        self.documents = list(found.documents)
        self.decided = found.decided
        return found

    def _compared(self, hands: Hands) -> dict[Group, Path]:
        """Where the comparison of each group is kept; groups that are unchanged stay."""
        found: dict[Group, Path] = {}
        under_way: deque[Callable[[], None]] = deque()
        for group in groups(self.documents, decided=self.decided):
            place = self.state.linked / group.name(self.version)
            found[group] = place
            if not whole(place):
                under_way.append(hands.compare(group, place))
            while len(under_way) > 2 * hands.number:
                under_way.popleft()()
        for ended in under_way:
            ended()
        return found

    def _write_texts(self, folder: Path) -> None:
        (folder / "texts").mkdir()
        for document in self.documents:
            text = kept.text(self.state.read, document.key)
            (folder / "texts" / f"{document.document_id}.txt").write_bytes(text)

    def _tell_unused(self) -> None:
        """Warns of a table that no report was read with, as its name may be misspelt."""
        if self.boards is None:
            return
        whose = {document.municipality for document in self.documents}
        for stem in local.read(self.boards):
            if not any(names_table_of(stem, municipality) for municipality in whose):
                log.warning(
                    "%s: no report is of the municipality that the table %s is named after", self.boards, stem
                )


@contextmanager
def _working(
    executor: Executor | None,
    workers: int | None,
    number: int,
    limits: RunLimits,
    desk: Desk,
    load: Load,
) -> Iterator[Hands]:
    """What does the work: the executor given, this process, or others that are ended in any case."""
    pool = None
    if executor is None:
        executor = Here(limits) if workers == 1 else (pool := Workers(number, limits, prepare))
    near = Near(executor, number, desk, load)
    try:
        yield near
    finally:
        near.close()
        if pool is not None:
            pool.shutdown(cancel_futures=True)


@contextmanager
def _joined(address: str | None) -> Iterator[Cluster | None]:
    """The cluster, if there is one."""
    if address is None:
        yield None
        return
    cluster = Cluster(address)
    try:
        yield cluster
    finally:
        cluster.close()


def _processors() -> int:
    # Only Linux tells how many processors this process may use, which in a container can be few.
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _enough_workers(n_files: int) -> int:
    return max(1, min(_processors(), n_files // FILES_PER_WORKER))


def _nothing_read(paths: Sequence[Asked], n_found: int) -> str:
    places = ", ".join(str(path) for path in paths)
    if not n_found:
        return f"There are no files in {places}."
    return f"None of the {counted(n_found, 'file')} in {places} could be read."
