"""The tables as CSV: UTF-8 without BOM, commas, LF, quotes where needed, missing values empty."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from tertial.tables import Tables

ROWS_A_TIME: Final = 20_000

_SPECIAL: Final = '[",\n\r]'


def write(tables: Tables, folder: Path) -> None:
    """A file for each table.

    Arrow's own writer is as fast, but puts quotes round every text.
    """
    for name, table in tables.items():
        with (folder / f"{name}.csv").open("wb") as file:
            file.write((",".join(table.schema.names) + "\n").encode())
            for batch in table.to_batches(max_chunksize=ROWS_A_TIME):
                fields = [_fields(column) for column in batch.columns]
                lines = pc.binary_join_element_wise(*fields, ",")
                file.write("".join(f"{line}\n" for line in lines.to_pylist()).encode())


def _fields(column: pa.Array) -> pa.Array:
    """The column's values as they stand in the file."""
    if not pa.types.is_string(column.type):
        return pc.fill_null(pc.cast(column, pa.string()), "")
    quoted = pc.binary_join_element_wise("", pc.replace_substring(column, '"', '""'), "", '"')
    return pc.fill_null(pc.if_else(pc.match_substring_regex(column, _SPECIAL), quoted, column), "")
