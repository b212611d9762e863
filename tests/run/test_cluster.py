"""A cluster does the work of a run: the same bytes, whatever becomes of a worker, and nothing by half."""

from __future__ import annotations

import logging
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from tertial import stores
from tertial.cli import main
from tertial.errors import UsageError
from tertial.run import Event, Outcome, Processed, RunLimits, process
from tertial.run.near import Desk
from tertial.run.terms import Terms, check, python
from tertial.run.version import of_reading
from tertial.sources import Source
from tests.run.clusters import Running, cluster
from tests.run.test_many_files import account, files, run, write_many
from tests.test_run import content

pytest.importorskip("distributed")
pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="workers are killed and looked at"
)

HERE = Path(__file__).parent


def write_mixed(folder: Path) -> None:
    """Reports in folders and an archive, copies, what can't be read, and what LibreOffice converts."""
    write_many(folder, 60)
    (folder / "000 kopia.txt").write_bytes((folder / "00050.txt").read_bytes())
    (folder / "trasig.docx").write_bytes(b"PK\x03\x04" + bytes(60))
    (folder / "trasig igen.docx").write_bytes(b"PK\x03\x04" + bytes(60))
    (folder / "bild.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(20))
    (folder / ".dold.txt").write_text("dold")
    (folder / "borta.txt").symlink_to(folder / "finns ej.txt")
    (folder / "gammal.rtf").write_bytes(b"{\\rtf1\\ansi Almviks kommun\\par 1. Bygg en brygga\\par}")
    with zipfile.ZipFile(folder / "arkiv.zip", "w") as archive:
        for n in range(3):
            archive.writestr(
                f"2013/T{n + 1}.txt", (folder / f"{n:05}.txt").read_text("utf-8") + f"Mer {n}.\n"
            )
        archive.writestr("kopia.txt", (folder / "00003.txt").read_text("utf-8"))


def test_a_worker_is_killed_in_the_middle_and_the_bytes_are_the_same(tmp_path: Path) -> None:
    """Of all files of the dataset, with a user's own boards, and again when all is known already."""
    reports, out, here, boards = (tmp_path / name for name in ("reports", "out", "here", "boards"))
    write_mixed(reports)
    boards.mkdir()
    (boards / "almvik.csv").write_text("written,board\nKS,Tekniska nämnden\n", encoding="utf-8")
    local = files(run(reports, here, boards=boards))
    told: list[Event] = []
    with cluster(tmp_path / "dask") as running:
        for event in process([reports], out, stores.write, boards=boards, cluster=running.address):
            told.append(event)
            if len(told) == 20:
                running.workers[0].kill()
                running.workers[0].wait()
        after = sum(isinstance(event, Processed) for event in told[20:])
        assert after > 30, "it was killed in the middle"
        assert content(out) == content(here)
        assert {name: event.outcome for name, event in files(told).items()} == {
            name: event.outcome for name, event in local.items()
        }
        assert not list((out / ".tertial").glob("cluster*"))
        again = files(run(reports, out, boards=boards, cluster=running.address))
        assert content(out) == content(here)
    assert all(e.reused for e in again.values() if e.outcome is Outcome.READ)


@pytest.fixture(scope="module")
def harmful(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Workers that read as reports ask for, and are started anew when they are lost."""
    with cluster(
        tmp_path_factory.mktemp("dask"),
        "--preload",
        str(HERE / "harmful_worker.py"),
        nanny="--nanny",
        failures=0,
    ) as running:
        yield running


def write_asking(folder: Path, asked: dict[str, str]) -> None:
    """Reports that do what is asked."""
    folder.mkdir(exist_ok=True)
    for name, what in asked.items():
        (folder / name).write_text(f"Almviks kommun\n{what}\n", encoding="utf-8")


def test_documents_that_harm_go_to_quarantine_and_the_run_goes_on(harmful: Running, tmp_path: Path) -> None:
    """Also one that takes the workers themselves with it; what is lost with it is read all the same."""
    reports, out = tmp_path / "reports", tmp_path / "out"
    write_many(reports, 8)
    asked = {"00000 hang.txt": "HARM hang", "b crash.txt": "HARM crash", "c fell.txt": "HARM fell"}
    write_asking(reports, asked)
    told = files(run(reports, out, cluster=harmful.address, limits=RunLimits(seconds=2)))
    assert {name for name, event in told.items() if event.quarantined} == set(asked)
    reasons = {entry["source"]: entry["reason"] for entry in account(out)["quarantine"]}
    assert "took more than 2 s" in reasons["00000 hang.txt"]
    assert "(signal 11)" in reasons["b crash.txt"]
    assert "(and its worker, 2 times)" in reasons["c fell.txt"]
    assert account(out)["counts"]["read"] == 8


def test_what_is_under_way_ends_with_the_run(harmful: Running, tmp_path: Path) -> None:
    """As by Ctrl-C: no process is left at a document, and the workers serve the next run."""
    reports, out = tmp_path / "reports", tmp_path / "out"
    write_asking(reports, {"a.txt": "", "b hang.txt": f"HARM hang once {tmp_path / 'mark'}"})
    call = [
        sys.executable,
        "-m",
        "tertial",
        "run",
        str(reports),
        "--out",
        str(out),
        "--dask",
        harmful.address,
    ]
    with subprocess.Popen(call, env=harmful.environment, stderr=subprocess.PIPE) as command:
        await_true(lambda: (tmp_path / "mark").exists())
        assert readers()
        command.send_signal(signal.SIGINT)
        assert b"Traceback" not in command.communicate(timeout=120)[1]
    await_true(lambda: not readers())
    assert files(run(reports, out, cluster=harmful.address))["b hang.txt"].outcome is Outcome.READ


def readers() -> list[str]:
    """Processes of tertial's that a worker of dask has started."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            parent = Path(f"/proc/{(path.parent / 'stat').read_text().rpartition(')')[2].split()[1]}")
            line, of = path.read_bytes(), (parent / "environ").read_bytes()
        except OSError:
            continue
        if b"spawn_main" in line and b"DASK_PARENT" in of and bytes(HERE.parents[1]) in of:
            found.append(path.parent.name)
    return found


def await_true(what: object, seconds: float = 120) -> None:
    """Waits until something holds."""
    end = time.monotonic() + seconds
    while not what():  # type: ignore[operator]
        assert time.monotonic() < end
        time.sleep(0.1)


def test_the_scheduler_is_lost_and_what_was_read_is_kept(tmp_path: Path) -> None:
    """The command ends in two sentences, and the next goes on from there, with a cluster or without."""
    reports, out, here = tmp_path / "reports", tmp_path / "out", tmp_path / "here"
    write_many(reports, 200)
    run(reports, here)
    with cluster(tmp_path / "dask", number=1) as running:
        call = [sys.executable, "-m", "tertial", "run", str(reports), "--out", str(out)]
        with subprocess.Popen(
            [*call, "--dask", running.address], env=running.environment, stderr=subprocess.PIPE, text=True
        ) as command:
            await_true(lambda: len(list((out / ".tertial" / "read").glob("*/*"))) >= 10, 60)
            running.scheduler.kill()
            running.scheduler.wait()
            told = command.communicate(timeout=60)[1].splitlines()
    assert command.returncode == 2
    assert "connection with the dask scheduler" in told[0] and len(told) == 2
    assert not (out / "run.json").exists()
    assert sum(event.reused for event in files(run(reports, out)).values()) >= 10
    assert content(out) == content(here)


def test_a_worker_that_comes_late_takes_over_and_one_that_is_lost_is_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The first worker goes when the second has come: what it was at is done, in the same bytes."""
    reports, out, here = tmp_path / "reports", tmp_path / "out", tmp_path / "here"
    write_many(reports, 60)
    run(reports, here)
    with cluster(tmp_path / "dask", number=1) as running:
        events = process([reports], out, stores.write, cluster=running.address)
        for n, _ in enumerate(events):
            if n == 10:
                break
        running.add("--no-nanny")
        running.await_workers(2)
        running.workers[0].kill()
        running.workers[0].wait()
        assert sum(isinstance(event, Processed) for event in events) > 40
    assert content(out) == content(here)
    lost = [one.getMessage() for one in caplog.records if "was lost" in one.getMessage()]
    assert len(lost) == 1 and "The worker tcp://" in lost[0]


def test_a_worker_that_comes_late_and_differs_ends_the_run(tmp_path: Path) -> None:
    """It is asked before its first file what the others were asked at the start."""
    reports, out = tmp_path / "reports", tmp_path / "out"
    write_many(reports, 60)
    with cluster(tmp_path / "dask", number=1) as running:
        events = process([reports], out, stores.write, cluster=running.address)
        for n, _ in enumerate(events):
            if n == 10:
                break
        running.add("--no-nanny", "--preload", str(HERE / "other_worker.py"))
        running.await_workers(2)
        running.workers[0].kill()
        running.workers[0].wait()
        with pytest.raises(UsageError, match=r"worker tcp://\S+ .* has another version of tertial"):
            list(events)
    assert not (out / "run.json").exists()


def test_a_worker_with_another_libreoffice_reads_what_needs_none(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That it has another is told at the start; the run ends where it would convert a file."""
    reports, out = tmp_path / "reports", tmp_path / "out"
    write_many(reports, 2)
    with cluster(tmp_path / "dask", "--preload", str(HERE / "other_office_worker.py"), number=1) as running:
        told = files(run(reports, out, cluster=running.address))
        assert {event.outcome for event in told.values()} == {Outcome.READ}
        assert "has LibreOffice 1.2.3, and this machine" in caplog.text
        (reports / "a.rtf").write_bytes(b"{\\rtf1\\ansi Almviks kommun\\par 1. Bygg en brygga\\par}")
        with pytest.raises(UsageError, match=r"worker tcp://\S+ .* has LibreOffice 1.2.3, and this machine"):
            run(reports, out, cluster=running.address)
        # Those that are left alone are waited for, not for ever.
        monkeypatch.setattr("tertial.run.cluster._EMPTY", 2.0)
        monkeypatch.setattr("tertial.run.cluster._LOOK", 0.5)
        (reports / "a.rtf").unlink()
        write_many(reports, 60)
        events = process([reports], out, stores.write, cluster=running.address)
        for n, _ in enumerate(events):
            if n == 10:
                break
        running.workers[0].kill()
        running.workers[0].wait()
        with pytest.raises(UsageError, match=r"All workers of tcp://\S+ are gone"):
            list(events)
    assert account(out)["counts"]["read"] == 2


def test_what_no_cluster_is_behind_is_told_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An address where nobody answers, or that is none, a scheduler without workers, workers that differ."""
    reports, out = tmp_path / "reports", tmp_path / "out"
    write_many(reports, 1)
    monkeypatch.setattr("tertial.run.cluster._CONNECT", 2)
    begin = time.monotonic()
    with pytest.raises(UsageError, match="No dask scheduler can be reached"):
        run(reports, out, cluster="tcp://127.0.0.1:9")
    for address in ("127.0.0.1", "tcp://127.0.0.1", "hej", "hej://du:1"):
        with pytest.raises(UsageError, match="is no address of a dask scheduler"):
            run(reports, out, cluster=address)
    assert time.monotonic() - begin < 20
    with cluster(tmp_path / "dask", number=0) as running:
        with pytest.raises(UsageError, match="has no workers"):
            run(reports, out, cluster=running.address)
        running.add("--no-nanny", "--preload", str(HERE / "other_worker.py"))
        running.await_workers(1)
        with pytest.raises(UsageError, match=r"worker tcp://\S+ .* has another version of tertial"):
            run(reports, out, cluster=running.address)
    assert not out.exists()


def test_without_dask_it_is_told_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As an extra of tertial's."""
    write_many(tmp_path / "reports", 1)
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UsageError) as caught:
        run(tmp_path / "reports", tmp_path / "out", cluster="tcp://127.0.0.1:9")
    assert "tertial[dask]" in caught.value.remedy


def test_workers_here_and_there_exclude_each_other(tmp_path: Path) -> None:
    """The command says which to leave out."""
    write_many(tmp_path / "r", 1)
    call = ["run", str(tmp_path / "r"), "--out", str(tmp_path / "o"), "--dask", "tcp://a:1", "--workers", "2"]
    told = CliRunner().invoke(main, call)
    assert (told.exit_code, "--workers" in told.output) == (2, True)


@pytest.fixture
def terms(tmp_path: Path) -> Terms:
    """Such as this process fulfils."""
    (tmp_path / "read").mkdir()
    (tmp_path / "cluster").write_text("run 1")
    (tmp_path / "a.txt").write_text("hej")
    return Terms(
        run="run 1",
        mark=tmp_path / "cluster",
        samples=((Source("a.txt", tmp_path / "a.txt"), 3),),
        python=python(),
        reading=of_reading(None),
        office="",
        recognisers=(),
        desk=Desk(boards=None, recognition=None, folder=tmp_path / "read"),
        limits=RunLimits(),
        level=logging.WARNING,
    )


def test_a_worker_refuses_what_would_give_other_bytes(terms: Terms, tmp_path: Path) -> None:
    """It names itself and what differs."""
    check(terms, "w1")
    elsewhere, other = Source("b.txt", tmp_path / "b.txt"), Source("a.txt", tmp_path / "a.txt")
    (tmp_path / "another run").write_text("run 2")
    for changed, what in (
        (replace(terms, python="Python 3.9.1 on win32"), "and this machine Python 3.9.1 on win32"),
        (replace(terms, reading="another"), "another version of tertial"),
        (replace(terms, recognisers=(("tesseract", "99"),)), "and this machine tesseract 99"),
        (replace(terms, desk=replace(terms.desk, boards=tmp_path / "none")), "tables of boards"),
        (replace(terms, mark=tmp_path / "missing" / "cluster"), "does not see"),
        (replace(terms, mark=tmp_path / "another run"), "does not see"),
        (replace(terms, samples=((elsewhere, 3),)), "can't read what this machine reads"),
        (replace(terms, samples=((other, 4),)), "sees another file"),
    ):
        with pytest.raises(UsageError, match=what) as caught:
            check(changed, "w1")
        assert "w1" in caught.value.problem and caught.value.remedy
