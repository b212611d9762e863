"""Places to Sources: folders, patterns, addresses and archives give files, each with a name and its bytes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from tertial.errors import UsageError
from tertial.sources.addresses import found_at, is_address
from tertial.sources.folders import Walk, base_of
from tertial.sources.limits import DEFAULT, Limits
from tertial.sources.loading import close
from tertial.sources.names import clean_name
from tertial.sources.patterns import fixed_part, is_pattern, matches
from tertial.sources.records import Address, Container, Found, Inside, Place, Refused, Source

__all__ = [
    "Address",
    "Container",
    "Found",
    "Inside",
    "Limits",
    "Place",
    "Refused",
    "Source",
    "check",
    "clean_name",
    "close",
    "discover",
    "listed",
    "roots_of",
]

Asked = str | os.PathLike[str]
"""A path, a pattern or, as a str, an address."""


Contents = Callable[[Source, int], list[Found]]
"""What `listed` says of a file that seems an archive of so many bytes."""


def listed(source: Source) -> list[Found]:
    """A file; or, where its bytes are those of an archive, the archive and all that is in it."""
    from tertial.sources.listing import contents

    return contents(source)


def discover(
    paths: Sequence[Asked], limits: Limits = DEFAULT, contents: Contents = lambda source, _: listed(source)
) -> Iterator[Found]:
    """Every file under the paths, each once, in an order that depends on names alone.

    Names are relative to the folder given, or to what several paths have in common; a single file goes by its
    own name. Links are followed; a folder that is reached twice is read where it really stands. An archive
    stands before what is in it, which comes in the archive's order and is named `archive.zip!/folder/name`.

    Args:
        contents: Opens a file that seems an archive; another process may.

    Raises:
        UsageError: A path does not exist, or an address can't be reached.
    """
    check(paths)
    alone = len(paths) == 1
    found: list[Source | Refused] = []
    for path in dict.fromkeys(str(path) for path in paths if is_address(path)):
        found += found_at(path, limits, alone=alone)
    local = [path for path in paths if not is_address(path)]
    if local:
        asked = [(root, is_pattern(path)) for path in local for root in roots_of(path)]
        bases = {fixed_part(path) if is_pattern(path) else Path(os.path.abspath(path)) for path in local}
        found += Walk(base_of(sorted(bases)), limits).all_of(asked)
    ordered = sorted(found, key=lambda found: (found.name.casefold(), found.name))
    yield from _distinct(_with_contents(ordered, contents))


def check(paths: Iterable[Asked]) -> None:
    """Refuses a path that does not exist and a pattern that nothing matches.

    Raises:
        UsageError: There is such a path.
    """
    for path in paths:
        if not is_address(path) and not roots_of(path):
            what = "matches no file" if is_pattern(path) else "does not exist"
            raise UsageError(
                f"{os.fspath(path)} {what}.", "Check the spelling, or give the folder that holds the reports."
            )


def roots_of(path: Asked) -> list[Path]:
    """The files and folders on this machine that a path or pattern stands for; an address has none."""
    if is_address(path):
        return []
    if is_pattern(path):
        return matches(path)
    return [Path(os.path.abspath(path))] if os.path.lexists(path) else []


def _with_contents(found: Iterable[Source | Refused], contents: Contents) -> Iterator[Found]:
    from tertial.sources.listing import size_of_archive

    for entry in found:
        size = size_of_archive(entry) if isinstance(entry, Source) else None
        if isinstance(entry, Source) and size is not None:
            yield from contents(entry, size)
        else:
            yield entry


def _distinct(found: Iterable[Found]) -> Iterator[Found]:
    """The same; of names that differ only in form or case the later have a warning, and their own name."""
    seen: dict[str, str] = {}
    for entry in found:
        if not isinstance(entry, Source):
            yield entry
            continue
        folded = entry.name.casefold()
        first = seen.get(folded)
        if first is None:
            seen[folded] = entry.name
            yield entry
        elif first != entry.name:
            yield replace(
                entry,
                warnings=(
                    *entry.warnings,
                    f"its name differs from {first} only in capitals: is it a version of the same file?",
                ),
            )
        else:
            name = _numbered(entry.name, seen)
            seen[name.casefold()] = name
            told = f"its name differs from {first} only in how letters are coded, so it is called {name}"
            yield replace(entry, name=name, warnings=(*entry.warnings, told))


def _numbered(name: str, seen: dict[str, str]) -> str:
    folder, slash, last = name.rpartition("/")
    stem, dot, ending = last.rpartition(".")
    n = 2
    while True:
        changed = f"{stem} [{n}].{ending}" if dot else f"{last} [{n}]"
        if f"{folder}{slash}{changed}".casefold() not in seen:
            return f"{folder}{slash}{changed}"
        n += 1
