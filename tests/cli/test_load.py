"""A dataset goes into a database of the user's, at the run or afterwards."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tests.cli.conftest import Tertial


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("audit.sqlite", "no address of a database"),
        ("mysql://anna:hemligt@localhost/audit", "doesn't write to mysql"),
        ("sqlite://", "names no file"),
        ("sqlite:////no/such/folder/audit.sqlite", "There is no folder /no/such/folder"),
        ("postgresql+psycopg://anna:hemligt@127.0.0.1:1/audit", "could not be written"),
    ],
)
def test_an_address_that_leads_nowhere_is_told_before_anything_is_read(
    tertial: Tertial, tmp_path: Path, url: str, told: str
) -> None:
    """Exit status 2, a remedy, no dataset, and the password nowhere."""
    report = tmp_path / "T2.txt"
    report.write_text("Uppföljning av uppdrag T2 2023\n\nBygg en ny ishall (KS)\nUppdraget pågår.\n", "utf-8")
    done = tertial("run", str(report), "--out", str(tmp_path / "out"), "--db", url)
    assert done.returncode == 2
    assert told in done.stderr
    assert "hemligt" not in done.stderr
    assert not (tmp_path / "out").exists()


def test_a_run_loads_what_it_wrote(tertial: Tertial, tmp_path: Path) -> None:
    """`--db` at the run, and `tertial load` of the folder afterwards, give the same."""
    report = tmp_path / "Almvik T2 2023.txt"
    report.write_text("Uppföljning av uppdrag T2 2023\n\nBygg en ny ishall (KS)\nUppdraget pågår.\n", "utf-8")
    first, second = tmp_path / "a.sqlite", tmp_path / "b.sqlite"
    done = tertial("run", str(report), "--out", str(tmp_path / "out"), "--db", f"sqlite:///{first}")
    assert done.returncode == 0, done.stderr
    done = tertial("load", str(tmp_path / "out"), "--db", f"sqlite:///{second}")
    assert done.returncode == 0, done.stderr
    for path in (first, second):
        with sqlite3.connect(path) as connection:
            assert connection.execute("SELECT title, assessment FROM statements").fetchall() == [
                ("Bygg en ny ishall", "pågår")
            ]
