"""A run over many files goes on whatever one of them does, and where it was when it was stopped."""

from __future__ import annotations

import gc
import json
import multiprocessing
import random
import shutil
import sys
import time
from collections.abc import Iterator
from functools import _lru_cache_wrapper, partial
from pathlib import Path
from typing import Any

import pytest

from tertial import stores
from tertial.errors import UsageError
from tertial.readers.compound import MAGIC
from tertial.run import Event, Finished, Gone, Outcome, Processed, RunLimits, archives, process
from tertial.run.pool import Workers
from tertial.sources import listed
from tertial.workspace import STATE
from tests.cli.conftest import write_reports
from tests.run import harm
from tests.sources.archives import seven_zipped, tarred, zipped
from tests.test_run import content

LIMITS = RunLimits(seconds=6, memory_mb=400)
PLACES = ("Almvik", "Borgnäs", "Norrfors")


def write_many(folder: Path, number: int) -> None:
    """Small reports of three municipalities, in turn; each tells its own number."""
    folder.mkdir(parents=True, exist_ok=True)
    for n in range(number):
        turn = n // len(PLACES)
        text = (
            f"{PLACES[n % len(PLACES)]}s kommun\n"
            f"Uppföljning av uppdrag, tertial {turn % 3 + 1} {2000 + turn // 3}\n\n"
            f"1. Bygg en ny ishall vid Kärnan (KS)\nUppdraget pågår. Diarienummer {n}.\n\n"
            "2. Anlägg en stig runt sjön (KS)\nUppdraget bedöms bli genomfört under året.\n"
        )
        (folder / f"{n:05}.txt").write_text(text, encoding="utf-8")


def run(reports: Path, out: Path, **options: Any) -> list[Event]:
    """All that a run tells."""
    return list(process([reports], out, stores.write, **options))


def files(events: list[Event]) -> dict[str, Processed]:
    """What became of each file."""
    return {event.source: event for event in events if isinstance(event, Processed)}


def account(out: Path) -> dict[str, Any]:
    """run.json."""
    return json.loads((out / "run.json").read_text(encoding="utf-8"))  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def harmful(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workers]:
    """Processes whose reader does what a report asks for."""
    pool = Workers(2, LIMITS, harm.put_in_place)
    yield pool
    pool.shutdown(cancel_futures=True)


def test_documents_that_harm_go_to_quarantine(harmful: Workers, tmp_path: Path) -> None:
    """Each with its reason, and its copy failed with it; the others are read, as is what harms once."""
    reports, out, mark = tmp_path / "reports", tmp_path / "out", tmp_path / "mark"
    write_many(reports, 6)
    clean = tmp_path / "clean"
    for name, asked in {
        "a hang": "HARM hang",
        "b crash": "HARM crash",
        "c eat": "HARM eat",
        "d crash once": f"HARM crash once {mark}",
        "e crash": "HARM crash",
    }.items():
        (reports / f"{name}.txt").write_text(f"Almviks kommun\n{asked}\n", encoding="utf-8")
    before = {path: path.read_bytes() for path in reports.iterdir()}
    events = run(reports, out, executor=harmful, workers=2, limits=LIMITS)
    told = files(events)
    assert {name for name, event in told.items() if event.quarantined} == {
        "a hang.txt",
        "b crash.txt",
        "c eat.txt",
    }
    assert told["d crash once.txt"].outcome is Outcome.READ
    books = account(out)
    reasons = {entry["source"]: entry["reason"] for entry in books["quarantine"]}
    assert "a hang.txt took more than 6 s." in reasons["a hang.txt"]
    assert "b crash.txt ended the process that read it (signal 11)." in reasons["b crash.txt"]
    assert "c eat.txt needs more than 400 MB of memory." in reasons["c eat.txt"]
    twin = told["e crash.txt"]
    assert (twin.outcome, twin.duplicate_of) == (Outcome.FAILED, "b crash.txt")
    counts = books["counts"]
    assert (counts["found"], counts["read"], counts["failed"]) == (11, 7, 4)
    assert {path: path.read_bytes() for path in reports.iterdir()} == before
    for name in ("a hang.txt", "b crash.txt", "c eat.txt", "e crash.txt"):
        (reports / name).unlink()
    run(reports, clean, executor=harmful, workers=2)
    found, wanted = content(out), content(clean)
    assert found.pop("run.json") != wanted.pop("run.json")
    assert found == wanted


def test_what_is_in_quarantine_stays_there_under_the_same_limits(harmful: Workers, tmp_path: Path) -> None:
    """It is not tried on every run, but is with other limits, and with --fresh."""
    reports, out, mark = tmp_path / "reports", tmp_path / "out", tmp_path / "mark"
    write_many(reports, 1)
    (reports / "h.txt").write_text(f"Almviks kommun\nHARM crash\n{mark}\n", encoding="utf-8")
    assert files(run(reports, out, executor=harmful, workers=2, limits=LIMITS))["h.txt"].quarantined
    again = files(run(reports, out, limits=LIMITS))["h.txt"]
    assert again.quarantined and again.reused
    assert files(run(reports, out, limits=RunLimits(seconds=60)))["h.txt"].outcome is Outcome.READ


def test_a_second_run_reads_only_what_is_new_or_changed(tmp_path: Path) -> None:
    """What went away is told, and the dataset is what it would be without any run before."""
    reports, out, clean = tmp_path / "reports", tmp_path / "out", tmp_path / "clean"
    write_many(reports, 9)
    assert not any(event.reused for event in files(run(reports, out)).values())
    assert all(event.reused for event in files(run(reports, out)).values())
    (reports / "00001.txt").unlink()
    (reports / "00002.txt").rename(reports / "ny.txt")
    changed = reports / "00003.txt"
    changed.write_text(changed.read_text("utf-8").replace("pågår", "är genomfört"), encoding="utf-8")
    (reports / "kopia.txt").write_bytes((reports / "00004.txt").read_bytes())
    events = run(reports, out)
    assert [event.source for event in events if isinstance(event, Gone)] == ["00001.txt", "00002.txt"]
    read = {name for name, event in files(events).items() if not event.reused}
    assert read == {"00003.txt", "ny.txt", "kopia.txt"}
    assert files(events)["kopia.txt"].duplicate_of == "00004.txt"
    run(reports, clean)
    assert content(out) == content(clean)
    assert not any(event.reused for event in files(run(reports, out, fresh=True)).values())
    assert content(out) == content(clean)


def test_what_is_not_used_any_more_is_not_kept(tmp_path: Path) -> None:
    """The state doesn't grow with runs."""
    reports, out = tmp_path / "reports", tmp_path / "out"
    write_many(reports, 3)
    run(reports, out)
    before = {path.relative_to(out) for path in (out / STATE).rglob("*") if path.is_file()}
    (reports / "00009.txt").write_text("Almviks kommun\nUppdraget pågår.\n", encoding="utf-8")
    run(reports, out)
    (reports / "00009.txt").unlink()
    run(reports, out)
    assert {path.relative_to(out) for path in (out / STATE).rglob("*") if path.is_file()} == before


def test_another_reading_reads_all_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was read by another tertial, or with other tables of boards, isn't taken over."""
    reports, out, boards = tmp_path / "reports", tmp_path / "out", tmp_path / "boards"
    write_many(reports, 2)
    boards.mkdir()
    (boards / "almvik.csv").write_text("written,board\nKS,Tekniska nämnden\n", encoding="utf-8")
    run(reports, out)
    assert not any(event.reused for event in files(run(reports, out, boards=boards)).values())
    assert all(event.reused for event in files(run(reports, out, boards=boards)).values())
    monkeypatch.setattr("tertial.run.version._of_package", lambda: "another")
    assert not any(event.reused for event in files(run(reports, out, boards=boards)).values())


def test_files_of_the_state_that_are_damaged_are_made_anew(tmp_path: Path) -> None:
    """Cut off anywhere, or gone."""
    reports, out, clean = tmp_path / "reports", tmp_path / "out", tmp_path / "clean"
    write_many(reports, 4)
    run(reports, clean)
    run(reports, out)
    kept = sorted(path for path in (out / STATE / "read").rglob("*") if path.is_file())
    kept[0].write_bytes(kept[0].read_bytes()[:-5])
    kept[1].write_bytes(b"")
    kept[2].unlink()
    told = files(run(reports, out))
    assert sum(event.reused for event in told.values()) == 1
    assert content(out) == content(clean)


def test_comparisons_that_are_damaged_are_made_anew(tmp_path: Path) -> None:
    """Emptied or cut off, as a power failure leaves files."""
    reports, out = tmp_path / "reports", tmp_path / "out"
    write_many(reports, 6)
    run(reports, out)
    before = (out / "threads.csv").read_bytes()
    first, second, *_ = sorted((out / STATE / "linked").iterdir())
    first.write_bytes(b"")
    second.write_bytes(second.read_bytes()[:-5])
    run(reports, out)
    assert (out / "threads.csv").read_bytes() == before


def test_two_runs_at_once_do_not_meet(tmp_path: Path) -> None:
    """The second is refused before it changes anything; when the first is done, it can be."""
    reports, out = tmp_path / "reports", tmp_path / "out"
    write_reports(reports)
    first = process([reports], out, stores.write)
    next(first)
    with pytest.raises(UsageError, match="Another run"):
        run(reports, out)
    assert isinstance(list(first)[-1], Finished)
    assert isinstance(run(reports, out)[-1], Finished)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_killed_at_any_moment_it_ends_in_the_same_bytes(tmp_path: Path) -> None:
    """SIGKILL while it reads, links, writes or moves the dataset; the user's own files in it stay."""
    reports, out, clean = tmp_path / "reports", tmp_path / "out", tmp_path / "clean"
    write_many(reports, 30)
    (reports / "kopia.txt").write_bytes((reports / "00004.txt").read_bytes())
    (reports / "trasig.docx").write_bytes(b"PK\x03\x04" + bytes(60))
    assert start(reports, clean, workers=1, seconds=300)  # also starts what forks the others
    begin = time.monotonic()
    assert start(reports, tmp_path / "timed", workers=1, seconds=300)
    usual = time.monotonic() - begin
    shutil.rmtree(tmp_path / "timed")
    expected = content(clean)
    chance = random.Random(20)
    killed = 0
    for turn in range(3):
        if turn:  # over an earlier dataset, of another file, with something of the user's in it
            (reports / f"mer {turn}.txt").write_text(f"Almviks kommun\nUppdraget {turn}.\n", encoding="utf-8")
            assert start(reports, out, workers=1, seconds=300)
            (reports / f"mer {turn}.txt").unlink()
            (out / "texts" / "min.txt").write_text("mitt")
        for _ in range(5):
            most = usual * (1.0 if turn == 0 else 0.3)
            killed += not start(reports, out, workers=1 + turn // 2, seconds=chance.uniform(0, most))
        assert start(reports, out, workers=1, seconds=300)
        found = content(out)
        assert found.pop("texts/min.txt", None) == (b"mitt" if turn else None)
        assert found == expected
        assert sorted(path.name for path in tmp_path.iterdir()) == ["clean", "out", "reports"]
    assert killed >= 6


@pytest.mark.parametrize("moved", range(7))
def test_killed_while_the_dataset_is_moved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moved: int
) -> None:
    """Between any two of the steps that put the new one into its place."""
    reports, out, clean = tmp_path / "reports", tmp_path / "out", tmp_path / "clean"
    write_many(reports, 2)
    run(reports, clean)
    run(reports, out)
    (out / "texts" / "min.txt").write_text("mitt")
    (out / "mitt").mkdir()
    (out / "mitt" / "eget.txt").write_text("mitt")
    wanted = {**content(clean), "texts/min.txt": b"mitt", "mitt/eget.txt": b"mitt"}
    rename, seen = Path.rename, []

    rmtree = shutil.rmtree

    class Killed(BaseException):
        pass

    def sparing(path: Path, **options: Any) -> None:
        if not Path(path).name.startswith(".out."):  # a kill leaves no time to tidy up on the way out
            rmtree(path, **options)

    def killing(path: Path, target: Path) -> Path:
        if len(seen) >= moved:
            raise Killed
        seen.append(path)
        return rename(path, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "rename", killing)
        patched.setattr(shutil, "rmtree", sparing)
        try:
            run(reports, out)
            assert moved == 6
        except Killed:
            assert moved < 6
    run(reports, out)
    assert content(out) == wanted
    assert sorted(path.name for path in tmp_path.iterdir()) == ["clean", "out", "reports"]


def start(reports: Path, out: Path, *, workers: int, seconds: float) -> bool:
    """A run in a process of its own, killed after so long; whether it came to its end."""
    from tests.run.ready import whole_run

    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.run.ready"])
    child = context.Process(target=whole_run, args=(reports, out, workers))
    child.start()
    child.join(seconds)
    if child.is_alive():
        child.kill()
        child.join()
    return child.exitcode == 0


def test_archives_are_opened_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By another process, in the same bytes; where there is none no process is started for them."""
    reports = tmp_path / "reports"
    write_many(reports, 8)
    members = [(path.name, path.read_bytes()) for path in sorted(reports.iterdir())]
    (reports / "Word.doc").write_bytes(MAGIC + bytes(600))
    started: list[Any] = []
    submit = Workers._submit

    def noting(pool: Workers, limits: RunLimits, work: Any, args: Any) -> Any:
        started.append(work)
        return submit(pool, limits, work, args)

    monkeypatch.setattr(Workers, "_submit", noting)
    run(reports, tmp_path / "plain", workers=2)
    assert started and listed not in started
    inner = seven_zipped(*members[4:6])
    (reports / "a.zip").write_bytes(zipped(*members[:4], ("inre.7z", inner), ("../ut.txt", b"x")))
    (reports / "b.tar").write_bytes(tarred(*members[6:], ("cut.zip", zipped(*members)[:300])))
    for path in reports.glob("0*.txt"):
        path.unlink()
    run(reports, tmp_path / "apart", workers=2)
    assert listed in started
    started.clear()
    run(reports, tmp_path / "here", workers=1)
    assert not started
    assert content(tmp_path / "apart") == content(tmp_path / "here")
    assert account(tmp_path / "apart")["counts"]["read"] == 8


def test_what_a_worker_remembers_does_not_grow_with_the_reports(tmp_path: Path) -> None:
    """Each of the functions that remember texts has a limit, and a low one where it is of reading."""
    reports = tmp_path / "reports"
    write_many(reports, 20)
    known: dict[str, int] = {}
    for n in range(2):
        run(reports, tmp_path / str(n))
        for one in gc.get_objects():
            if isinstance(one, _lru_cache_wrapper) and one.__module__.startswith("tertial."):
                name, info = f"{one.__module__}.{one.__qualname__}", one.cache_info()
                if info.maxsize is None:
                    assert known.setdefault(name, info.currsize) == info.currsize, name
                else:
                    assert info.maxsize <= (32_768 if ".linking." in name else 8_192), name
        for path in reports.iterdir():
            path.write_text(path.read_text("utf-8").replace("ishall", "simhall"), encoding="utf-8")


@pytest.mark.parametrize("when", ["HARM", "LATE"])
def test_an_archive_that_harms_is_in_quarantine_until_it_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    """As a whole, or from the member on that it was stopped at; other limits, and --fresh, try it again."""
    reports, out, limits = tmp_path / "reports", tmp_path / "out", RunLimits(seconds=20)
    write_many(reports, 3)
    members = [(path.name, path.read_bytes()) for path in sorted(reports.iterdir())[:2]]
    (reports / "00001.txt").unlink()
    (reports / "a.zip").write_bytes(zipped((f"{when} crash.txt", b"x"), *members))
    monkeypatch.setattr(archives, "Workers", partial(Workers, initializer=harm.archives_that_harm))
    lost: list[Any] = []
    lose = Workers._lose
    monkeypatch.setattr(Workers, "_lose", lambda *given: (lost.append(given), lose(*given)))

    def harmed(**options: Any) -> int:
        """Processes that were lost to a run; what it tells is the same each time."""
        lost.clear()
        told = files(run(reports, out, workers=2, **{"limits": limits, **options}))
        theirs = {name: event for name, event in told.items() if name.startswith("a.zip")}
        assert theirs and all(event.outcome is Outcome.FAILED for event in theirs.values())
        assert all(event.quarantined for event in theirs.values())
        assert {entry["source"] for entry in account(out)["quarantine"]} == theirs.keys()
        return len(lost)

    assert harmed() == 2
    before = content(out)
    assert harmed() == 0
    assert harmed() == 0
    assert content(out) == before
    assert harmed(limits=RunLimits(seconds=21)) == 2
    assert harmed(fresh=True) == 2
    (reports / "a.zip").write_bytes(zipped((f"{when} crash.txt", b"y"), *members))
    assert harmed() == 2
    (reports / "a.zip").write_bytes(zipped(("hel.txt", b"x"), *members))
    assert files(run(reports, out, workers=2, limits=limits))["a.zip!/00001.txt"].outcome is Outcome.READ
    assert not list((out / STATE / "stops").glob("*"))
