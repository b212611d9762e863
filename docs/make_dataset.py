"""Writes docs/dataset.md from the codebook; run it when the codebook has changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tertial import codebook, stores

PAGE: Final = Path(__file__).parent / "dataset.md"
LEAD: Final = """\
# The dataset

<!-- Written by docs/make_dataset.py from pipeline/tertial/data/codebook.toml; change it there. -->

`tertial run` writes a folder. Begin with **observations**: one row for each statement of status, with all
context, so that no join is needed. The other tables hold what does not fit there, and have ids to join by.
`tertial vocabulary` prints what this page says (`--swedish` in Swedish).

"""
NOTES: Final = """\

- CSV is UTF-8 without a byte order mark, comma-separated. An empty field is a missing value; in Parquet and
  SQLite it is null.
- Names of columns are English and stay the same. Values are the Swedish words that the reports use.
- `start` and `end` count Unicode code points of `texts/<document_id>.txt` from 0, the end excluded, as slices
  in Python do. In R it is `substr(text, start + 1, end)`. What stands there is the evidence, to the letter.
- Ids come from the content: the same file has the same `document_id` in every run, whatever it is called. A
  `thread_id` is made of the first item of its matter, so it changes when an earlier report is added.
- A date is a whole day, such as `2022-08-31`: a date in Parquet and Excel, ISO text in CSV and SQLite.
- Codes of municipalities may begin with a zero, and a printed `number` such as `1.10` is no decimal: read CSV
  as text, and turn into numbers what you count with. In pandas it is `read_csv(path, dtype=str)`, in R
  `read.csv(path, colClasses = "character")`.
- A row of **observations** or **assessments** is a statement, and an item may have several: how it is
  (`utfall`), how it is expected to end (`prognos`), as a whole (`board` empty), for each nämnd. To count
  items, keep one row for each `item_id`, as README does.
- Some places are kept for what this version does not do: the methods `model` and `review`, the severity
  `error`.
"""


def page() -> str:
    """The whole page."""
    return "".join((LEAD, *_files(), NOTES, *_tables(), *_values()))


def _files() -> Iterator[str]:
    yield "| file | what it is |\n|---|---|\n"
    for store in stores.STORES:
        yield f"| `{store.files}` | {store.meaning} |\n"
    yield "| `tertial.xlsx`, `rapporttexter/` | with `--excel`: [a workbook](desk.md), its texts |\n"
    yield "| `texts/<document_id>.txt` | the text of each report, which `start` and `end` point into |\n"
    yield "| `run.json` | versions, each file with its SHA-256 and what became of it, counts |\n"


def _tables() -> Iterator[str]:
    for table in codebook.tables().values():
        yield f"\n## {table.name}\n\n{table.en}"
        if table.key:
            yield f" No two rows have the same {_listed(table.key)}."
        yield "\n\n| column | type | meaning |\n|---|---|---|\n"
        for column in table.columns:
            meaning = column.en
            if column.references:
                meaning += f" → `{column.references}`"
            if column.vocabulary:
                meaning += f" [Values](#{column.vocabulary})."
            yield f"| `{column.name}` | {column.type} | {meaning} |\n"


def _values() -> Iterator[str]:
    yield "\n# Values\n\nEvery column below holds one of these values, or is empty.\n"
    for name, values in codebook.vocabularies().items():
        places = ", ".join(f"`{place}`" for place in codebook.columns_of(name))
        yield f"\n## {name}\n\nIn {places}.\n\n| value | meaning | på svenska |\n|---|---|---|\n"
        for value in values:
            yield f"| `{value.value}` | {value.en} | {value.sv} |\n"


def _listed(names: tuple[str, ...]) -> str:
    quoted = [f"`{name}`" for name in names]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
