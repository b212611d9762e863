"""CSV gives back what went in, to Python's own reader and to pandas."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tertial.dataset import open_dataset
from tertial.document import normalise
from tertial.stores import csv as store
from tertial.tables import Tables, arrow

TEXT = st.text().map(normalise)


@pytest.mark.parametrize("table", ["documents", "items", "assessments", "observations", "links"])
def test_the_standard_reader_gets_every_field(built: Tables, tmp_path: Path, table: str) -> None:
    """Quotes, commas, line ends and missing values survive."""
    store.write(built, tmp_path)
    with (tmp_path / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        got = list(csv.DictReader(file))
    wanted = built[table].to_pylist()
    assert len(got) == len(wanted)
    for row, want in zip(got, wanted, strict=True):
        for name, value in want.items():
            told = float(row[name]) if isinstance(value, float) else row[name]
            assert told == ("" if value is None else value if isinstance(value, float) else str(value))


@settings(deadline=None)  # the first run imports the store
@given(st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=4))
def test_any_text_comes_back(pairs: list[tuple[str, str]]) -> None:
    """Whatever a report says, Python and pandas read the same words."""
    rows = [("id", board, heading, "text", 0, 1) for board, heading in pairs]
    with tempfile.TemporaryDirectory() as folder:
        store.write({"sections": arrow("sections", rows)}, Path(folder))
        data = (Path(folder) / "sections.csv").read_bytes()
    got = [(row["board"], row["heading"]) for row in csv.DictReader(io.StringIO(data.decode(), newline=""))]
    assert got == pairs
    frame = pd.read_csv(io.BytesIO(data), keep_default_na=False, dtype=str)
    assert list(zip(frame["board"], frame["heading"], strict=True)) == pairs


def test_files_are_plain(built: Tables, tmp_path: Path) -> None:
    """No BOM, names unquoted, lines end with a line feed alone, and missing fields are empty."""
    store.write(built, tmp_path)
    data = (tmp_path / "measures.csv").read_bytes()
    assert data == b"document_id,table,group,row,column,value,unit\n" + (
        "aaaaaaaaaaaaaaa1,Antal anställda,Skola,Lärare,2023,12,\n".encode()
    )


def test_the_package_reads_what_it_wrote(dataset_folder: Path, built: Tables) -> None:
    """A dataset opened again has the same items."""
    items = list(open_dataset(dataset_folder).rows("items"))
    assert [row["title"] for row in items] == built["items"]["title"].to_pylist()
