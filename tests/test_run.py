"""Many reports become one dataset, the same whatever the order and the number of workers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tertial import run, stores
from tertial.errors import UsageError
from tertial.run import Finished, Found, Outcome, Processed, process
from tertial.workspace import STATE
from tests.cli.conftest import write_reports


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """The two reports of Almvik, one of them twice, and a file of another kind."""
    folder = tmp_path / "reports"
    write_reports(folder)
    (folder / "kopia.txt").write_bytes((folder / "almvik" / "Almvik T1 2023.txt").read_bytes())
    (folder / "bild.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    (folder / "tom.txt").write_bytes(b"")
    return folder


def finish(events: Iterator[run.Event]) -> tuple[list[Processed], Finished]:
    """What became of the files, and of the run."""
    told = list(events)
    last = told[-1]
    assert isinstance(last, Finished)
    return [event for event in told if isinstance(event, Processed)], last


def boards_of(finished: Finished) -> set[str]:
    """What stands in the column boards of the items."""
    return {board for batch in finished.tables["items"].to_batches() for board in batch["boards"].to_pylist()}


def content(folder: Path) -> dict[str, bytes]:
    """Every file of a dataset, without what the run keeps for the next."""
    return {
        name: path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not (name := path.relative_to(folder).as_posix()).startswith(f"{STATE}/")
    }


def test_progress_is_told_file_by_file(reports: Path, tmp_path: Path) -> None:
    """First how many there are, then each with what became of it."""
    events = list(process([reports], tmp_path / "out", stores.write, workers=1))
    assert events[0] == Found(n=5)
    done = [event for event in events if isinstance(event, Processed)]
    assert {event.source: event.outcome for event in done} == {
        "almvik/Almvik T1 2023.txt": Outcome.READ,
        "almvik/Almvik T3 2023.txt": Outcome.READ,
        "kopia.txt": Outcome.DUPLICATE,
        "bild.png": Outcome.OTHER_FORMAT,
        "tom.txt": Outcome.FAILED,
    }


def test_the_account_accounts_for_every_file(reports: Path, tmp_path: Path) -> None:
    """Found is read, duplicates, other formats, skipped and failed; each has its digest and its reason."""
    finish(process([reports], tmp_path / "out", stores.write, workers=1))
    account: dict[str, Any] = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
    counts = account["counts"]
    assert (counts["found"], counts["read"], counts["duplicates"]) == (5, 2, 1)
    assert (counts["other_formats"], counts["skipped"], counts["failed"]) == (1, 0, 1)
    assert account["quarantine"] == []
    entries = {entry["source"]: entry for entry in account["sources"]}
    assert len(entries) == 5
    assert entries["kopia.txt"]["duplicate_of"] == "almvik/Almvik T1 2023.txt"
    assert entries["kopia.txt"]["sha256"] == entries["almvik/Almvik T1 2023.txt"]["sha256"]
    assert "reason" in entries["bild.png"]
    assert "reason" not in entries["almvik/Almvik T1 2023.txt"]
    assert account["libraries"]["spacy"]


def test_a_copy_of_what_could_not_be_read_is_no_duplicate(reports: Path, tmp_path: Path) -> None:
    """It is counted as its twin is, says whose twin it is, and the account comes out even."""
    (reports / "bild igen.png").write_bytes((reports / "bild.png").read_bytes())
    for name in ("avklippt.docx", "avklippt igen.docx", "och igen.docx"):
        (reports / name).write_bytes(b"PK\x03\x04" + bytes(60))
    done, finished = finish(process([reports], tmp_path / "out", stores.write, workers=1))
    fate = {event.source: event for event in done}
    first, *twins = (fate[name] for name in ("avklippt igen.docx", "avklippt.docx", "och igen.docx"))
    assert first.outcome is Outcome.FAILED and not first.duplicate_of
    for twin in twins:
        assert twin.outcome is Outcome.FAILED
        assert twin.duplicate_of == first.source
        assert twin.problem == f"{twin.source} has the same bytes as {first.source}, which could not be read."
    assert {fate[name].outcome for name in ("bild.png", "bild igen.png")} == {Outcome.OTHER_FORMAT}
    assert fate["kopia.txt"].outcome is Outcome.DUPLICATE
    counts = finished.counts
    apart = [counts[key] for key in ("read", "duplicates", "other_formats", "failed")]
    assert (counts["found"], apart) == (9, [2, 1, 2, 4])


def test_order_and_workers_make_no_difference(reports: Path, tmp_path: Path) -> None:
    """Byte by byte the same, from one process or two, with paths in any order and files made in any order."""
    finish(process([reports], tmp_path / "one", stores.write, workers=1))
    other = tmp_path / "again" / "reports"
    for path in sorted((path for path in reports.rglob("*") if path.is_file()), reverse=True):
        copy = other / path.relative_to(reports)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    parts = [other / "tom.txt", other / "kopia.txt", other / "bild.png", other / "almvik"]
    finish(process(parts, tmp_path / "two", stores.write, workers=2))
    assert content(tmp_path / "one") == content(tmp_path / "two")


def test_what_follows_matters_stands_in_time_and_not_by_file_name(tmp_path: Path) -> None:
    """The report of 2021 comes before that of 2022, though its file is the last by name."""
    said = {"c": (2021, "pågår"), "b": (2022, "pågår"), "a": (2023, "klart")}
    for name, (year, status) in said.items():
        text = (
            f"Almviks kommun\nUppföljning av uppdrag, tertial 2 {year}\n\n"
            f"Uppdrag: Bygg en ny gångbro över ån\nAnsvarig: Tekniska nämnden\nStatus: {status}\n\n"
            f"Uppdrag: Sanera tomten vid hamnen\nAnsvarig: Kommunstyrelsen\nStatus: {status}\n"
        )
        (tmp_path / "reports").mkdir(exist_ok=True)
        (tmp_path / "reports" / f"{name}.txt").write_text(text, encoding="utf-8")
    _, finished = finish(process([tmp_path / "reports"], tmp_path / "out", stores.write, workers=1))
    rows = [row for batch in finished.tables["transitions"].to_batches() for row in batch.to_pylist()]
    assert [row["from_period"] for row in rows] == ["2021-T2"] * 2 + ["2022-T2"] * 2
    links = [row for batch in finished.tables["links"].to_batches() for row in batch.to_pylist()]
    assert [row["from_item_id"] for row in links] == [row["from_item_id"] for row in rows]


def test_a_second_run_over_the_first_gives_the_same(reports: Path, tmp_path: Path) -> None:
    """An earlier dataset under the paths is no report, and is replaced."""
    out = reports / "out"
    finish(process([reports], out, stores.write, workers=1))
    first = content(out)
    _, finished = finish(process([reports], out, stores.write, workers=1))
    assert finished.counts["found"] == 5
    assert content(out) == first
    _, finished = finish(process([reports], tmp_path / "elsewhere", stores.write, workers=1))
    assert finished.counts["found"] == 5, "a dataset in another place is no report either"


def test_a_fault_in_one_report_is_told_and_harms_no_other(
    reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever goes wrong inside, the others are read."""
    from tertial import analysis

    real = analysis.interpret

    def faulty(document: Any, boards: Path | None) -> Any:
        if "T3" in document.source:
            raise KeyError("oväntat")
        return real(document, boards)

    monkeypatch.setattr(analysis, "interpret", faulty)
    done, finished = finish(process([reports], tmp_path / "out", stores.write, workers=1))
    assert finished.counts["read"] == 1
    (fault,) = [event for event in done if "T3" in event.source]
    assert fault.outcome is Outcome.FAILED
    assert "Almvik T3 2023.txt could not be interpreted (KeyError: 'oväntat')" in fault.problem


def test_a_users_tables_of_boards(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Every worker reads with them; they are no reports; one of no report's municipality is told of."""
    reports, boards = tmp_path / "reports", tmp_path / "reports" / "boards"
    boards.mkdir(parents=True)
    for n in (1, 2):
        text = f"Almviks kommun\nUppföljning av uppdrag T{n} 2023\n\nBygg en brygga (XQZ)\nUppdraget pågår.\n"
        (reports / f"T{n}.txt").write_text(text, encoding="utf-8")
    (boards / "almvik.csv").write_text("written,board\nXQZ,Tekniska nämnden\n", encoding="utf-8")
    (boards / "storbro.csv").write_text("written,board\nXQZ,Kulturnämnden\n", encoding="utf-8")
    done, finished = finish(process([reports], tmp_path / "out", stores.write, workers=2, boards=boards))
    assert [event.source for event in done] == ["T1.txt", "T2.txt"]
    assert boards_of(finished) == {"Tekniska nämnden"}
    assert [record.args[1] for record in caplog.records if isinstance(record.args, tuple)] == ["storbro"]
    assert json.loads((tmp_path / "out" / "run.json").read_text("utf-8"))["boards"] == ["almvik", "storbro"]
    (boards / "almvik.csv").write_text("written,board\nXQZ,Socialnämnden\n", encoding="utf-8")
    _, finished = finish(process([reports], tmp_path / "out", stores.write, boards=boards))
    assert boards_of(finished) == {"Socialnämnden"}


def test_a_run_given_up_leaves_only_what_it_has_read(reports: Path, tmp_path: Path) -> None:
    """Stopped half-way, there is no dataset and no trace beside it; stopped sooner, nothing at all."""
    out = tmp_path / "out" / "deep"
    for n_events, left in ((1, []), (4, [STATE])):
        events = process([reports], out, stores.write, workers=1)
        for _ in range(n_events):
            next(events)
        events.close()  # type: ignore[attr-defined]
        assert [path.name for path in out.iterdir()] == left if left else not (tmp_path / "out").exists()
        assert not left or [path.name for path in out.parent.iterdir()] == ["deep"]


def test_nothing_to_read_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    """And the message names the place."""
    (tmp_path / "reports").mkdir()
    with pytest.raises(UsageError, match=f"no files in {tmp_path / 'reports'}"):
        list(process([tmp_path / "reports"], tmp_path / "out", stores.write, workers=1))
