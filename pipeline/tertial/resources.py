"""Finds tertial's own tables and models, in a checkout and in a wheel."""

from __future__ import annotations

import csv
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from tertial.errors import DataError

PACKAGE = Path(__file__).parent


def data_path(*parts: str) -> Path:
    """The path of a file or folder under data/; it may not exist."""
    return PACKAGE.joinpath("data", *parts)


def has_table(*parts: str) -> bool:
    """Whether there is such a file under data/."""
    return data_path(*parts).is_file()


@lru_cache(maxsize=64)
def read_table(*parts: str) -> tuple[dict[str, str], ...]:
    """The rows of a CSV table under data/, as dicts of stripped text.

    Raises:
        DataError: The table is not there, or a row has more cells than the head.
    """
    path = data_path(*parts)
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
    except OSError as error:
        raise DataError(f"tertial's table {'/'.join(parts)} is missing.", "Install tertial again.") from error
    for n, row in enumerate(rows, start=2):
        if None in row:
            raise DataError(
                f"{'/'.join(parts)}, row {n} has more cells than the head.", "Quote cells with commas."
            )
    return tuple({key: (value or "").strip() for key, value in row.items()} for row in rows)


@lru_cache(maxsize=16)
def read_toml(*parts: str) -> dict[str, Any]:
    """A TOML file under data/.

    Raises:
        DataError: The file is not there or is no TOML.
    """
    try:
        return tomllib.loads(data_path(*parts).read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise DataError(
            f"tertial's table {'/'.join(parts)} can't be read.", "Install tertial again."
        ) from error


def model_dir(name: str) -> Path:
    """The folder of a trained model: in a wheel beside the package's modules, in a checkout under models/.

    Raises:
        DataError: The model is in neither.
    """
    for folder in (PACKAGE / "models" / name, PACKAGE.parents[1] / "models" / name / "model"):
        if (folder / "config.cfg").is_file():
            return folder
    raise DataError(f"tertial's model {name} is missing.", "Install tertial again.")
