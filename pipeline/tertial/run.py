"""The whole flow over many reports: from paths to a folder of tables, told as it goes."""

from __future__ import annotations

import hashlib
import logging
import multiprocessing
import os
import platform
import signal
import threading
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Final, Literal

from tertial import __version__, tables, workspace
from tertial.boards import local
from tertial.boards.tables import names_table_of, reread
from tertial.errors import DataError, TertialError, UnknownFormat, UsageError
from tertial.flags.across import across
from tertial.linking import link, thread
from tertial.readers import FORMATS, libreoffice, ocr, to_convert
from tertial.records import Report
from tertial.sources import (
    Asked,
    Container,
    Limits,
    Refused,
    Source,
    check,
    close,
    discover,
    roots_of,
)
from tertial.sources import Found as Discovered

log = logging.getLogger(__name__)

Writer = Callable[[tables.Tables, Path], None]
"""Writes the tables into a folder; `stores.write` is one."""

SECONDS_PER_FILE: Final = 300
"""A file that takes longer is given up, so that one report can't hold up a run over thousands."""

FILES_PER_WORKER: Final = 12
"""Below this a further process costs more to start (1.5 s) than it saves."""

LIBRARIES: Final = (
    "chardet",
    "lxml",
    "pdfplumber",
    "pyarrow",
    "pypdfium2",
    "python-docx",
    "python-oxmsg",
    "rapidfuzz",
    "scipy",
    "simplemma",
    "spacy",
)
"""Those whose version can change what comes out."""


class Outcome(StrEnum):
    """What became of a file."""

    READ = "read"
    DUPLICATE = "duplicate"
    OTHER_FORMAT = "other format"
    SKIPPED = "skipped"
    """No report by its nature: hidden, or an editor's or the operating system's own."""
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """How many files there are under the paths."""

    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Processed:
    """A file that is done with."""

    source: str
    outcome: Outcome
    sha256: str = ""
    size: int | None = None
    """Bytes; None where the file could not be opened."""
    problem: str = ""
    """Why it was not read, a sentence that names the file; empty where it was."""
    remedy: str = ""
    duplicate_of: str = ""
    warnings: tuple[str, ...] = ()
    """What is odd about where it was found; those of the report have them too."""
    report: Report | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What is done now that all files are read."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """The dataset is in its place."""

    out: Path
    counts: Mapping[str, int]
    """Files found, read and not, and rows of each table."""
    tables: tables.Tables = field(repr=False)


Event = Found | Processed | Step | Finished


def process(
    paths: Sequence[Asked],
    out: Path,
    write: Writer,
    *,
    workers: int | None = 1,
    boards: Path | None = None,
    limits: Limits | None = None,
    recognise: Literal["scanned files", "nothing"] = "nothing",
) -> Iterator[Event]:
    """Read every report under the paths and write the dataset; what happens is yielded as it does.

    The same files give the same bytes, in whatever order and with however many workers. `out` is
    replaced when all is done, and left as it was where nothing could be read.

    Args:
        paths: Files, folders, patterns and, as str, addresses that fsspec reaches.
        workers: Number of processes; None chooses by files and processors. More than one needs a main
            module that can be imported, as multiprocessing's spawn asks.
        boards: A folder with a user's own tables of boards.
        limits: How large files and archives may be.
        recognise: Whose text is recognised by OCR, as many files at once as there are workers.

    Raises:
        UsageError: A path does not exist, a table of boards is wrong, `out` can't be replaced, nothing could
            be read, or what recognises text is not installed.
    """
    _check_paths(paths, out)
    if recognise == "scanned files" and (remedy := ocr.lacking()):
        raise UsageError("There is no program that recognises text on this machine.", remedy)
    if boards is not None:
        reread(boards)
    workspace.check(out)
    everything = list(_sources(paths, out, boards, limits or Limits()))
    containers = [entry for entry in everything if isinstance(entry, Container)]
    found = [entry for entry in everything if not isinstance(entry, Container)]
    yield Found(n=len(found))
    done: list[Processed] = []
    workers = workers or _enough_workers(len(found))
    recognition = None
    if recognise == "scanned files":
        recognition = ocr.Recognition(jobs=max(1, _processors() // workers))
    for event in _read_all(found, workers, _Settings(boards, recognition)):
        done.append(event)
        yield event
    close()
    reports = [event.report for event in done if event.report is not None]
    if not reports:
        raise UsageError(
            _nothing_read(paths, done), "Nothing was written. `tertial formats` lists what can be read."
        )
    if boards is not None:
        _tell_unused(boards, reports)
    yield Step(name="linking")
    links = link(reports)
    threads = thread(reports, links)
    flags = across(reports, links, threads)
    yield Step(name="writing")
    with workspace.replacing(out) as folder:
        built = tables.build(reports, links, threads.threads, threads.of, flags)
        write(built, folder)
        _write_texts(folder, reports)
        counts = _counts(done, containers, built)
        _write_manifest(folder, done, containers, counts, boards)
    yield Finished(out=out, counts=counts, tables=built)


def _check_paths(paths: Sequence[Asked], out: Path) -> None:
    check(paths)
    place = out.resolve()
    for path in (root for asked in paths for root in roots_of(asked)):
        if _real(path).is_relative_to(place):
            raise UsageError(
                f"{path} lies in {out}, which would be replaced.", "Name another folder with --out."
            )


def _tell_unused(boards: Path, reports: Sequence[Report]) -> None:
    """Warns of a table that no report was read with, as its name may be misspelt."""
    whose = {report.document.municipality for report in reports}
    for stem in local.read(boards):
        if not any(names_table_of(stem, municipality) for municipality in whose):
            log.warning("%s: no report is of the municipality that the table %s is named after", boards, stem)


def _sources(paths: Sequence[Asked], out: Path, boards: Path | None, limits: Limits) -> Iterator[Discovered]:
    """What is under the paths; no table of boards, nor what tertial itself wrote."""
    place, own_boards = out.resolve(), boards.resolve() if boards is not None else None
    own: dict[Path, frozenset[str]] = {}
    for found in discover(paths, limits):
        name, path = found.name, found.path
        if path is not None:
            if _real(path).is_relative_to(place):
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


def _processors() -> int:
    # Only Linux tells how many processors this process may use, which in a container can be few.
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _enough_workers(n_files: int) -> int:
    return max(1, min(_processors(), n_files // FILES_PER_WORKER))


@dataclass(frozen=True, slots=True)
class _Settings:
    """What a file is read with."""

    boards: Path | None
    recognition: ocr.Recognition | None

    @property
    def seconds(self) -> int:
        """Longest time for a file."""
        return SECONDS_PER_FILE + (self.recognition.seconds if self.recognition is not None else 0)


@dataclass(frozen=True, slots=True)
class _Refusal:
    """Why a file gave no report, as it comes back from a worker."""

    problem: str
    remedy: str
    outcome: Outcome = Outcome.FAILED


_Answer = Callable[[], "Report | _Refusal"]
"""Gives what became of a file, once it is known."""
_Bytes = bytes | libreoffice.Converted


def _analyse(data: _Bytes, name: str, settings: _Settings) -> Report | _Refusal:
    """One file, whatever is wrong with it; runs in a worker."""
    from tertial.analysis import analyse

    try:
        return analyse(data, name, settings.boards, settings.recognition)
    except DataError:
        raise  # a broken table of tertial's own would spoil every file
    except UnknownFormat as error:
        return _Refusal(error.problem, error.remedy, Outcome.OTHER_FORMAT)
    except TertialError as error:
        return _Refusal(error.problem, error.remedy)
    except Exception as error:
        log.info("%s", name, exc_info=True)
        what = f"{type(error).__name__}: {error}".splitlines()[0]
        return _Refusal(
            f"{name} could not be interpreted ({what}).", "This is a fault in tertial: please report it."
        )


def _read_all(found: Iterable[Source | Refused], workers: int, settings: _Settings) -> Iterator[Processed]:
    """Each file's outcome, in order. Of files with the same bytes the first alone is read."""
    seen: dict[str, str] = {}
    unread: dict[str, Outcome] = {}
    with _Pool(workers, settings) as pool:
        waiting: deque[tuple[Processed, _Answer | None]] = deque()
        for source in found:
            waiting.append(_begin(source, seen, pool))
            while len(waiting) > pool.ahead:
                yield _end(*waiting.popleft(), unread)
        while waiting:
            yield _end(*waiting.popleft(), unread)


def _begin(source: Source | Refused, seen: dict[str, str], pool: _Pool) -> tuple[Processed, _Answer | None]:
    name = source.name
    try:
        if isinstance(source, Refused):
            if source.error is None:
                return Processed(
                    source=name, outcome=Outcome.SKIPPED, problem=f"{name} is {source.reason}."
                ), None
            raise source.error
        data = source.load()
    except TertialError as error:
        failed = Processed(source=name, outcome=Outcome.FAILED, problem=error.problem, remedy=error.remedy)
        return failed, None
    sha256 = hashlib.sha256(data).hexdigest()
    if data and sha256 in seen:
        first = seen[sha256]
        log.info("%s: passed over, the same bytes as %s", name, first)
        return Processed(
            source=name,
            outcome=Outcome.DUPLICATE,
            sha256=sha256,
            size=len(data),
            problem=f"{name} has the same bytes as {first}.",
            duplicate_of=first,
        ), None
    seen[sha256] = name
    begun = Processed(
        source=name, outcome=Outcome.READ, sha256=sha256, size=len(data), warnings=source.warnings
    )
    return begun, pool.submit(data, name)


def _end(begun: Processed, result: _Answer | None, unread: dict[str, Outcome]) -> Processed:
    """What became of a file; `unread` keeps by digest what became of those that gave no report."""
    if result is None:
        if begun.outcome is Outcome.DUPLICATE and begun.sha256 in unread:
            problem = f"{begun.source} has the same bytes as {begun.duplicate_of}, which could not be read."
            return replace(begun, outcome=unread[begun.sha256], problem=problem)
        return begun
    answer = result()
    if isinstance(answer, Report):
        return replace(begun, report=replace(answer, warnings=(*begun.warnings, *answer.warnings)))
    unread[begun.sha256] = answer.outcome
    return replace(begun, outcome=answer.outcome, problem=answer.problem, remedy=answer.remedy)


class _Pool:
    """Worker processes, each with one file at a time; with one worker, this very process.

    Files that are made Word files first go to LibreOffice many at a time, as many calls at once as workers.
    """

    def __init__(self, workers: int, settings: _Settings) -> None:
        self._workers = workers
        self._settings = settings
        self._pool: Any = None
        self._batches = libreoffice.Batches(workers, self._converted)

    @property
    def ahead(self) -> int:
        """How many files may wait for their answers; more while calls of LibreOffice are to be filled."""
        return self._workers * (4 + libreoffice.MOST_FILES * self._batches.used)

    def __enter__(self) -> _Pool:
        if self._workers > 1:
            from pebble import ProcessPool

            self._pool = ProcessPool(
                max_workers=self._workers,
                # Forking a process that has threads (Arrow's, the progress bar's) may hang.
                context=multiprocessing.get_context("spawn"),
                initializer=_start_worker,
                initargs=(logging.getLogger("tertial").getEffectiveLevel(),),
            )
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._batches.close()
        if self._pool is not None:
            if kind is None:
                self._pool.close()
            else:
                self._pool.stop()
            self._pool.join()

    def submit(self, data: bytes, name: str) -> _Answer:
        """Begins with a file; the answer is had by calling what is returned."""
        file = to_convert(data, name)
        if file is None:
            return self._read(data, name)
        answer = self._batches.add(file)
        return lambda: answer()()

    def _converted(self, made: libreoffice.Converted | TertialError, name: str) -> _Answer:
        if isinstance(made, TertialError):
            refusal = _Refusal(made.problem, made.remedy)
            return lambda: refusal
        return self._read(made, name)

    def _read(self, data: _Bytes, name: str) -> _Answer:
        if self._pool is None:
            return lambda: _analyse_in_time(data, name, self._settings)
        seconds = self._settings.seconds
        future = self._pool.schedule(_analyse, args=(data, name, self._settings), timeout=seconds)
        return lambda: _answer(future, name, seconds)


def _answer(future: Future[Report | _Refusal], name: str, seconds: int) -> Report | _Refusal:
    from pebble import ProcessExpired

    try:
        return future.result()
    except TimeoutError:
        return _too_long(name, seconds)
    except ProcessExpired:
        return _Refusal(f"{name} stopped the process that read it.", "It may need more memory than there is.")


class _TimeIsOver(BaseException):
    """A file takes too long; no Exception, as nothing on the way may take it for a fault and go on."""


def _analyse_in_time(data: _Bytes, name: str, settings: _Settings) -> Report | _Refusal:
    """One file, given up in this process as a worker is ended."""
    try:
        with _alarm(settings.seconds):
            return _analyse(data, name, settings)
    except _TimeIsOver:
        return _too_long(name, settings.seconds)


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    """Raises _TimeIsOver inside the block after so long.

    Not on Windows, which has no such signal, nor outside the main thread, nor where the caller has set an
    alarm of its own.
    """
    if (
        not hasattr(signal, "setitimer")
        or threading.current_thread() is not threading.main_thread()
        or any(signal.getitimer(signal.ITIMER_REAL))
    ):
        yield
        return
    before = signal.signal(signal.SIGALRM, _time_is_over)
    try:
        signal.setitimer(signal.ITIMER_REAL, seconds)
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _time_is_over(*_: object) -> None:
    raise _TimeIsOver


def _too_long(name: str, seconds: int) -> _Refusal:
    return _Refusal(f"{name} took more than {seconds} s.", "Split the file, or save it anew in Word.")


def _start_worker(level: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the main process ends its workers itself
    logging.basicConfig(level=level, format="%(message)s")


def _nothing_read(paths: Sequence[Asked], done: Sequence[Processed]) -> str:
    places = ", ".join(str(path) for path in paths)
    if all(event.outcome is Outcome.SKIPPED for event in done):
        return f"There are no files in {places}."
    return f"None of the {len(done)} files in {places} could be read."


def _write_texts(folder: Path, reports: Iterable[Report]) -> None:
    texts = folder / "texts"
    texts.mkdir()
    for report in reports:
        (texts / f"{report.document.document_id}.txt").write_bytes(report.text.encode("utf-8"))


def _counts(
    done: Sequence[Processed], containers: Sequence[Container], built: tables.Tables
) -> dict[str, int]:
    by = Counter(event.outcome for event in done)
    return {
        "found": len(done),
        "read": by[Outcome.READ],
        "duplicates": by[Outcome.DUPLICATE],
        "other_formats": by[Outcome.OTHER_FORMAT],
        "skipped": by[Outcome.SKIPPED],
        "failed": by[Outcome.FAILED],
        "containers": len(containers),
        **{name: table.num_rows for name, table in built.items()},
    }


def _write_manifest(
    folder: Path,
    done: Sequence[Processed],
    containers: Sequence[Container],
    counts: Mapping[str, int],
    boards: Path | None,
) -> None:
    """run.json: what was read with what, and what came out. No clock, so that runs can be compared."""
    manifest = {
        "tertial": __version__,
        "python": platform.python_version(),
        "libraries": {name: _version(name) for name in LIBRARIES} | _programs(done),
        "boards": [] if boards is None else sorted(local.read(boards)),
        "counts": counts,
        "containers": [_container_entry(container) for container in containers],
        "sources": [_source_entry(event) for event in done],
    }
    workspace.write_manifest(folder, manifest)


def _container_entry(container: Container) -> dict[str, Any]:
    return {
        "source": container.name,
        "format": container.format,
        "files": container.n_files,
        "refused": list(container.refused),
    }


def _source_entry(event: Processed) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "source": event.source,
        "outcome": event.outcome,
        "sha256": event.sha256,
        "size": event.size,
    }
    if event.report is not None:
        entry["document_id"] = event.report.document.document_id
        entry["items"] = len(event.report.items)
        entry["assessments"] = len(event.report.assessments)
        entry["warnings"] = list(event.report.warnings)
    elif event.warnings:
        entry["warnings"] = list(event.warnings)
    if event.duplicate_of:
        entry["duplicate_of"] = event.duplicate_of
    if event.problem:
        entry["reason"] = f"{event.problem} {event.remedy}".strip()
    return entry


def _programs(done: Iterable[Processed]) -> dict[str, str]:
    """The versions of other programs that made some report readable: LibreOffice, and those of OCR."""
    converted = {known.media_type for known in FORMATS if known.importing}
    documents = [event.report.document for event in done if event.report is not None]
    found = {}
    if any(document.media_type in converted for document in documents):
        found["libreoffice"] = libreoffice.version()
    return found | (ocr.versions() if any(document.reader == "ocr" for document in documents) else {})


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return ""
