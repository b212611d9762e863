"""SQLite holds all tables, with keys that hold and indexes that are used."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from tertial.stores import sqlite
from tertial.tables import Tables, arrow
from tests.conftest import SPRING


@pytest.fixture
def connection(built: Tables, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """The two reports, opened for reading."""
    sqlite.write(built, tmp_path)
    opened = sqlite3.connect(tmp_path / sqlite.FILE)
    yield opened
    opened.close()


def test_rows_come_back_equal(built: Tables, connection: sqlite3.Connection) -> None:
    """Every table, missing values as NULL."""
    for name, table in built.items():
        got = connection.execute(f'SELECT * FROM "{name}" ORDER BY rowid').fetchall()
        wanted = [tuple(row.values()) for row in table.to_pylist()]
        key = str
        assert sorted(got, key=key) == sorted(wanted, key=key)


def test_references_hold(connection: sqlite3.Connection) -> None:
    """No row refers to one that isn't there, and there are references to check."""
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert len(connection.execute("PRAGMA foreign_key_list(observations)").fetchall()) == 2


def test_a_reference_to_nothing_is_refused(built: Tables, tmp_path: Path) -> None:
    """A section of an item that isn't there can't be stored."""
    stray = arrow("sections", [(f"{SPRING}-0099", "Kommunstyrelsen", "KS", "text", 0, 4)])
    with pytest.raises(sa.exc.IntegrityError):
        sqlite.write({**built, "sections": stray}, tmp_path)


def test_one_row_a_board_status_and_modality(built: Tables, tmp_path: Path) -> None:
    """The key of the statements holds for the item as a whole too, where no board is named."""
    rows = [tuple(row.values()) for row in built["assessments"].to_pylist()]
    with pytest.raises(sa.exc.IntegrityError):
        sqlite.write({**built, "assessments": arrow("assessments", [*rows, rows[0]])}, tmp_path)


def test_what_belongs_to_an_item_is_found_by_index(connection: sqlite3.Connection) -> None:
    """A look-up doesn't read the whole table."""
    plan = connection.execute("EXPLAIN QUERY PLAN SELECT * FROM assessments WHERE item_id = 'x'").fetchall()
    assert "USING INDEX" in plan[0][3]


def test_same_rows_give_the_same_bytes(built: Tables, tmp_path: Path) -> None:
    """Nothing of the time or the place gets in."""
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        sqlite.write(built, tmp_path / name)
    assert (tmp_path / "a" / sqlite.FILE).read_bytes() == (tmp_path / "b" / sqlite.FILE).read_bytes()


def test_the_work_grows_with_the_rows_and_no_faster(built: Tables, tmp_path: Path) -> None:
    """Also while a row waits for the one it refers to, which comes last."""

    def work(number: int) -> int:
        """Thousands of SQLite's steps for so many items."""
        steps = 0

        def count() -> int:
            nonlocal steps
            steps += 1
            return 0

        def watch(connection: sqlite3.Connection, _: object) -> None:
            connection.set_progress_handler(count, 1000)

        item = built["items"].to_pylist()[0]
        ids = [f"{SPRING}-{n:06}" for n in range(number)]
        items = [
            tuple({**item, "item_id": one, "parent_id": ids[-1] if one == ids[0] else None}.values())
            for one in ids
        ]
        empty = {name: table.slice(0, 0) for name, table in built.items()}
        folder = tmp_path / str(number)
        folder.mkdir()
        sa.event.listen(sa.Engine, "connect", watch)
        try:
            tables = {**empty, "documents": built["documents"], "items": arrow("items", items)}
            sqlite.write(tables, folder)
        finally:
            sa.event.remove(sa.Engine, "connect", watch)
        return steps

    assert work(4000) < 3 * work(2000)
