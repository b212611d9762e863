"""What reading depends on beside the report: tertial's code and data, its libraries, the user's tables."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterator
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

from tertial.boards import local
from tertial.resources import PACKAGE

LIBRARIES: Final = (
    "chardet",
    "lxml",
    "pdfplumber",
    "pyarrow",
    "pypdfium2",
    "python-docx",
    "python-oxmsg",
    "rapidfuzz",
    "scipy",
    "simplemma",
    "spacy",
)
"""Those whose version can change what comes out."""

_NO_MATTER: Final = frozenset({"__pycache__", "cli", "stores"})
"""Folders of the package that no reading depends on."""


def libraries() -> dict[str, str]:
    """The version of each of LIBRARIES; empty where it is not installed."""
    return {name: _version(name) for name in LIBRARIES}


def of_reading(boards: Path | None) -> str:
    """A digest that changes when a report may be read otherwise than before."""
    own = sorted(local.read(boards).items()) if boards is not None else []
    return digest(_of_package(), repr(own))


def digest(*parts: str) -> str:
    """A short name for some texts."""
    return hashlib.blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=20).hexdigest()


@lru_cache(maxsize=1)
def _of_package() -> str:
    found = hashlib.blake2b(digest_size=20)
    for folder, path in _files():
        data = path.read_bytes()
        found.update(f"{path.relative_to(folder).as_posix()} {len(data)}\n".encode())
        found.update(data)
    return digest(found.hexdigest(), platform.python_version(), repr(libraries()))


def _files() -> Iterator[tuple[Path, Path]]:
    """All code and data of the package, and its trained models, each with the folder it is found from."""
    folders = [PACKAGE, *sorted(PACKAGE.parents[1].glob("models/*/model"))]
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if _NO_MATTER.isdisjoint(path.relative_to(folder).parts) and path.is_file():
                yield folder, path


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return ""
