"""`tertial run` as a user meets it: what it writes, what it says, and what it does with bad input."""

from __future__ import annotations

import csv
import json
import os
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from tertial import codebook
from tertial.cli import main
from tests.cli.conftest import Tertial
from tests.test_run import content

PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + bytes(17)
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(1024)


def test_every_table_is_there_with_texts_and_account(out: Path) -> None:
    """CSV, Parquet, SQLite, the text of each report, and run.json."""
    for name in codebook.TABLE_NAMES:
        assert (out / f"{name}.csv").is_file()
        assert (out / f"{name}.parquet").is_file()
    assert (out / "tertial.sqlite").is_file()
    assert len(list((out / "texts").glob("*.txt"))) == 2
    account = json.loads((out / "run.json").read_text(encoding="utf-8"))
    assert account["counts"]["read"] == 2


def test_what_the_reports_say_is_in_the_tidy_table(out: Path) -> None:
    """Municipality, period, item and status of every statement, without a join."""
    with (out / "observations.csv").open(encoding="utf-8", newline="") as file:
        rows = [
            (r["municipality"], r["year"], r["period"], r["title"], r["assessment"])
            for r in csv.DictReader(file)
        ]
    assert ("Almvik", "2023", "T3", "Bygg en ny ishall vid Kärnan", "genomfört") in rows
    assert ("Almvik", "2023", "T1", "Se över avgifterna för båtplatser", "ej påbörjat") in rows


def test_the_summary_tells_what_was_found_and_what_to_do(
    reports: Path, tmp_path: Path, tertial: Tertial
) -> None:
    """On standard error; nothing but data goes to standard output."""
    done = tertial("run", reports, "--out", tmp_path / "out")
    assert (done.returncode, done.stdout) == (0, "")
    for words in ("2 of 2 files read", "Almvik", "2023-T3", "genomfört", "tertial show", "tertial compare"):
        assert words in done.stderr


def test_quiet_says_nothing_when_all_is_well(reports: Path, tmp_path: Path, tertial: Tertial) -> None:
    """For scripts."""
    done = tertial("run", reports, "--out", tmp_path / "out", "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_another_process_gives_the_same_bytes(out: Path, tmp_path: Path, tertial: Tertial) -> None:
    """Python orders sets anew in each process; the dataset does not show it."""
    tertial("run", out.parent / "reports", "--out", tmp_path / "out", "--quiet")
    assert content(out) == content(tmp_path / "out")


def test_a_folder_that_may_not_be_opened(
    reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Named with what to do; the rest is read. As the superuser may open every folder, a stand-in refuses."""
    scan = os.scandir

    def refusing(path: Path) -> object:
        if Path(path).name == "sluten":
            raise PermissionError(13, "Permission denied")
        return scan(path)

    (reports / "sluten").mkdir()
    monkeypatch.setattr(os, "scandir", refusing)
    done = CliRunner().invoke(main, ["run", str(reports), "--out", str(tmp_path / "out"), "--workers", "1"])
    assert done.exit_code == 1
    assert "sluten can't be opened: the rights are missing. Ask its owner" in done.stderr
    assert json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))["counts"]["read"] == 2


def empty(path: Path) -> None:
    """A file of no bytes."""
    path.write_bytes(b"")


def picture(path: Path) -> None:
    """A picture under a text's name."""
    path.with_suffix(".txt").write_bytes(PNG)


def no_zip(path: Path) -> None:
    """A .docx that begins as a zip and breaks off."""
    path.write_bytes(b"PK\x03\x04" + bytes(60))


def no_document(path: Path) -> None:
    """A zip without a Word document in it."""
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("[Content_Types].xml", "<Types/>")


def broken_document(path: Path) -> None:
    """A Word document whose XML breaks off."""
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        file.writestr("word/document.xml", "<w:document")


def locked(path: Path) -> None:
    """A document that Office has encrypted."""
    path.write_bytes(OLE)


def link_to_nothing(path: Path) -> None:
    """A link whose target is gone, as unreadable to the superuser as to others."""
    path.symlink_to("borta")


BAD: list[Callable[[Path], None]] = [
    empty,
    picture,
    no_zip,
    no_document,
    broken_document,
    locked,
    link_to_nothing,
]


@pytest.mark.parametrize("make", BAD, ids=lambda make: make.__name__)
def test_nothing_but_a_bad_file_is_an_error(tmp_path: Path, make: Callable[[Path], None]) -> None:
    """Exit status 2, a message with the file's name, no traceback, and no dataset is written."""
    folder = tmp_path / "reports"
    folder.mkdir()
    make(folder / "dålig.docx")
    done = CliRunner().invoke(main, ["run", str(folder), "--out", str(tmp_path / "out"), "--workers", "1"])
    assert done.exit_code == 2
    assert isinstance(done.exception, SystemExit)
    assert "dålig" in done.stderr
    assert not (tmp_path / "out").exists()


def test_bad_files_are_named_and_harm_no_other(reports: Path, tmp_path: Path, tertial: Tertial) -> None:
    """Exit status 1, each bad file named with its reason, the others read, the sums right, no traceback."""
    for make in BAD:
        make(reports / f"{make.__name__}.docx")
    done = tertial("run", reports, "--out", tmp_path / "out")
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    account = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
    counts = account["counts"]
    assert counts["read"] == 2
    assert counts["found"] == 2 + len(BAD)
    assert (
        counts["read"] + counts["duplicates"] + counts["other_formats"] + counts["failed"] == counts["found"]
    )
    unread = {entry["source"].partition(".")[0]: entry for entry in account["sources"] if "reason" in entry}
    assert unread.keys() == {make.__name__ for make in BAD}
    for name, entry in unread.items():
        assert name in entry["reason"]
        assert entry["reason"] in done.stderr


def test_no_reports_at_all(tmp_path: Path, tertial: Tertial) -> None:
    """An empty folder is told as such."""
    (tmp_path / "reports").mkdir()
    done = tertial("run", tmp_path / "reports", "--out", tmp_path / "out")
    assert done.returncode == 2
    assert "no files" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_path_that_does_not_exist(reports: Path, tmp_path: Path, tertial: Tertial) -> None:
    """Named, and nothing is read: the call was wrong."""
    done = tertial("run", reports, tmp_path / "borta", "--out", tmp_path / "out")
    assert done.returncode == 2
    assert f"{tmp_path / 'borta'} does not exist" in done.stderr
    assert not (tmp_path / "out").exists()


def test_out_is_a_file(reports: Path, tmp_path: Path, tertial: Tertial) -> None:
    """The file stays as it is."""
    (tmp_path / "out").write_text("mine")
    done = tertial("run", reports, "--out", tmp_path / "out")
    assert done.returncode == 2
    assert "is a file" in done.stderr
    assert (tmp_path / "out").read_text() == "mine"


def test_out_holds_other_things(reports: Path, tmp_path: Path, tertial: Tertial) -> None:
    """A folder that tertial did not make is never replaced."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine")
    done = tertial("run", reports, "--out", tmp_path / "out")
    assert done.returncode == 2
    assert (tmp_path / "out" / "mine.txt").read_text() == "mine"


def test_reports_inside_out_are_never_replaced(reports: Path, tertial: Tertial) -> None:
    """The folder of reports can't be the place of the tables."""
    done = tertial("run", reports, "--out", reports)
    assert done.returncode == 2
    assert len(list(reports.rglob("*.txt"))) == 2


def test_a_failed_run_leaves_the_earlier_dataset(reports: Path, tmp_path: Path, tertial: Tertial) -> None:
    """It is replaced only by a whole one."""
    out = tmp_path / "out"
    assert tertial("run", reports, "--out", out).returncode == 0
    before = (out / "items.csv").read_bytes()
    (tmp_path / "empty").mkdir()
    assert tertial("run", tmp_path / "empty", "--out", out).returncode == 2
    assert (out / "items.csv").read_bytes() == before
