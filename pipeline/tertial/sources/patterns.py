"""Patterns such as reports/**/2023*.docx, where the shell has not expanded them."""

from __future__ import annotations

import glob
import os
import re
from pathlib import Path
from typing import Final

_SIGNS: Final = re.compile(r"[*?\[]")


def is_pattern(path: str | os.PathLike[str]) -> bool:
    """Whether a path has signs of a pattern, and no file goes by it as it stands."""
    return _SIGNS.search(os.fspath(path)) is not None and not os.path.lexists(path)


def matches(pattern: str | os.PathLike[str]) -> list[Path]:
    """What a pattern stands for, in order of names; hidden files only where it names the dot."""
    return sorted(Path(os.path.abspath(path)) for path in glob.glob(os.fspath(pattern), recursive=True))


def fixed_part(pattern: str | os.PathLike[str]) -> Path:
    """The folder above the first sign of a pattern."""
    parts = Path(pattern).parts
    first = next(n for n, part in enumerate(parts) if _SIGNS.search(part))
    return Path(os.path.abspath(Path(*parts[:first])))
