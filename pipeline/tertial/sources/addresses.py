"""Places that are not on this machine's disks, reached by fsspec: s3://…, memory://…, https://… ."""

from __future__ import annotations

import importlib.util
import os
import re
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO, Final, cast

from tertial.errors import TertialError, UnreadableSource, UsageError
from tertial.sources.limits import Limits
from tertial.sources.names import clean_name, file_litter
from tertial.sources.records import Address, Refused, Source

_ADDRESS: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]+)(?:::|://)")
_WITHIN: Final = re.compile(r"[A-Za-z][\w+.\-]*::")
"""How an address within another begins: zip::s3://…"""
_HERE: Final = frozenset({"file", "local"})
_ONE_FILE: Final = frozenset({"http", "https"})
"""What has no folders; a page of links is not followed."""
_CONNECT_SECONDS, _REQUEST_SECONDS = 20, 60


def is_address(path: str | os.PathLike[str]) -> bool:
    """Whether a path is an address such as s3://bucket/folder."""
    return isinstance(path, str) and _ADDRESS.match(path) is not None


def found_at(url: str, limits: Limits, *, alone: bool) -> list[Source | Refused]:
    """The files at an address: it is a file, a folder that is read with all in it, or a pattern.

    Args:
        alone: Nothing else is read, so that names need not tell where a file lies.

    Raises:
        UsageError: Nothing is there, it can't be reached, or what reaches it isn't installed.
    """
    match = _ADDRESS.match(url)
    if match is not None and match[1].casefold() in _HERE:
        raise UsageError(
            f"{url} is a place on this machine.", "Give its path, without what stands before it."
        )
    if _WITHIN.match(url) is not None:
        raise UsageError(
            f"{url} is one address within another, and is not read.",
            "Give the address of the archive itself; what is in it is read.",
        )
    try:
        files, root = _files(url)
    except TertialError:
        raise
    except Exception as error:
        raise UsageError(*_told(url, error)) from error
    if not files:
        raise UsageError(f"There are no files at {url}.", "Check the address.")
    found: list[Source | Refused] = []
    for address, path in files:
        inner = path.removeprefix(root).strip("/") or path.rpartition("/")[2]
        name = clean_name(inner if alone else address)
        if kind := file_litter(inner):
            found.append(Refused(name, kind))
        else:
            found.append(Source(name, Address(address), limits))
    return found


def _files(url: str) -> tuple[list[tuple[str, str]], str]:
    """The address and the path of each file, and the path that they have in common."""
    match = _ADDRESS.match(url)
    scheme = match[1].casefold() if match else ""
    filesystem, path = _filesystem(url)
    if scheme in _ONE_FILE:
        return [(url, url)], url.rpartition("/")[0]
    if any(sign in path for sign in "*?["):
        fixed = re.split(r"[*?\[]", path)[0].rpartition("/")[0]
        entries = filesystem.glob(path, detail=True)
        return _addressed(url, _whole(filesystem, entries)), fixed
    if filesystem.isfile(path):
        return [(url, path)], path.rpartition("/")[0]
    return _addressed(url, filesystem.find(path, detail=True)), path.rstrip("/")


def _whole(filesystem: Any, entries: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Entries, with all that is in those that are folders."""
    found: dict[str, dict[str, Any]] = {}
    for path, info in entries.items():
        if info.get("type") == "directory":
            found |= filesystem.find(path, detail=True)
        else:
            found[path] = info
    return found


def _addressed(url: str, entries: dict[str, dict[str, Any]]) -> list[tuple[str, str]]:
    """The address and the path of each file; a server's name is in the one, and not always in the other."""
    scheme, _, rest = url.partition("://")
    place = rest.partition("/")[0]
    files = sorted(path for path, info in entries.items() if info.get("type") == "file")
    found = []
    for path in files:
        bare = path.lstrip("/")
        inside = bare if bare.startswith(place) else f"{place}/{bare}"
        found.append((path if "://" in path else f"{scheme.casefold()}://{inside}", path))
    return found


def opened(url: str) -> tuple[BinaryIO, int]:
    """A file at an address, and its size in bytes; 0 where the server doesn't tell it."""
    filesystem, path = _filesystem(url)
    stream = filesystem.open(path, "rb")
    size = getattr(stream, "size", None)
    if callable(size):
        size = size()
    return cast(BinaryIO, stream), int(size or 0)


def unreachable(url: str, error: Exception) -> UnreadableSource:
    """The error for a file that can't be had."""
    return UnreadableSource(*_told(url, error))


def _told(url: str, error: Exception) -> tuple[str, str]:
    if isinstance(error, FileNotFoundError):
        return f"There is nothing at {url}.", "Check the address."
    if isinstance(error, ImportError):
        return f"{url} can't be reached: {error}.", "Install what it asks for."
    if isinstance(error, PermissionError):
        return f"{url} can't be read: the rights are missing.", "Check who you are logged in as there."
    what = (str(error).splitlines() or [""])[0][:200]
    return (
        f"{url} can't be reached ({type(error).__name__}: {what}).",
        "Check the address, the network and your credentials.",
    )


def _filesystem(url: str) -> tuple[Any, str]:
    """What reaches an address, and the path there."""
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        raise UsageError(
            f"{url} can't be reached without fsspec.", "Install it with: pip install 'tertial[remote]'."
        ) from error
    if re.match(r"s3a?://", url) and importlib.util.find_spec("s3fs") is None:
        settings = (name for name in os.environ if name.startswith("AWS_"))
        filesystem = _s3(tuple(sorted((name, os.environ[name]) for name in settings)))
        return filesystem, url.partition("://")[2].rstrip("/")
    return cast(tuple[Any, str], url_to_fs(url))


@lru_cache(maxsize=4)
def _s3(settings: tuple[tuple[str, str], ...]) -> Any:
    """S3 by pyarrow, which needs no further package; the environment says what it does to s3fs too."""
    from fsspec.implementations.arrow import ArrowFSWrapper
    from pyarrow.fs import S3FileSystem

    known = dict(settings)
    options: dict[str, Any] = {"connect_timeout": _CONNECT_SECONDS, "request_timeout": _REQUEST_SECONDS}
    if endpoint := known.get("AWS_ENDPOINT_URL_S3") or known.get("AWS_ENDPOINT_URL"):
        options["scheme"], _, place = endpoint.rpartition("://")
        options["scheme"] = options["scheme"] or "https"
        options["endpoint_override"] = place.rstrip("/")
    if region := known.get("AWS_REGION") or known.get("AWS_DEFAULT_REGION"):
        options["region"] = region
    told_who = {"AWS_ACCESS_KEY_ID", "AWS_PROFILE", "AWS_ROLE_ARN", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"}
    if told_who.isdisjoint(known) and not (Path.home() / ".aws").exists():
        options["anonymous"] = True
    return ArrowFSWrapper(S3FileSystem(**options))
