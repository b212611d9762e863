"""Archives with bytes changed, cut and doubled: files or a TertialError, and never more than the limits."""

from __future__ import annotations

import time
import tracemalloc
from functools import lru_cache
from pathlib import Path
from typing import Final

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tertial.errors import TertialError
from tertial.sources import Container, Limits, Refused, Source, close, discover
from tests.sources.archives import PACKERS, overlapping, report, seven_zipped, tarred, zipped

LIMITS: Final = Limits(file_mb=1, archive_mb=4, ratio=50, nesting=3, members=40, name_chars=100)
MEMBERS: Final = (
    ("2023/T1.txt", report(1)),
    ("åäö.txt", report(2) * 9),
    ("tom.txt", b""),
    ("b.bin", bytes(999)),
)


@lru_cache(maxsize=1)
def whole() -> dict[str, bytes]:
    """One of each kind, also in one another."""
    made = {"zip": zipped(*MEMBERS), "tar": tarred(*MEMBERS), "7z": seven_zipped(*MEMBERS)}
    made |= {f"tar.{ending}": pack(made["tar"]) for ending, pack in PACKERS.items()}
    made["one.gz"] = PACKERS["gz"](report(3))
    inner = [(f"inre.{kind}", data) for kind, data in made.items()]
    made |= {"zips": zipped(*inner), "tars": tarred(*inner), "7zs": seven_zipped(*inner)}
    made["overlapping"] = overlapping(6)
    return made


KINDS: Final = (
    "zip",
    "tar",
    "7z",
    "tar.gz",
    "tar.bz2",
    "tar.xz",
    "tar.zst",
    "one.gz",
    "zips",
    "tars",
    "7zs",
    "overlapping",
)


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """An archive with some bytes changed, and maybe a part cut out, doubled or lost at its end."""
    data = bytearray(whole()[draw(st.sampled_from(KINDS))])
    for _ in range(draw(st.integers(0, 8))):
        at = draw(st.integers(0, len(data) - 1))
        match draw(st.sampled_from(("byte", "long", "end"))):
            case "byte":
                data[at] = draw(st.integers(0, 255))
            case "long":
                data[at : at + 4] = draw(
                    st.sampled_from((b"\xff" * 4, bytes(4), b"\x00\x00\x00\x80", b"7777"))
                )
            case _:
                data[-1 - at % min(len(data), 80)] ^= 1 << draw(st.integers(0, 7))
    begin, end = sorted((draw(st.integers(0, len(data))), draw(st.integers(0, len(data)))))
    match draw(st.sampled_from(("as it is", "as it is", "cut", "lose", "double"))):
        case "cut":
            data = data[:end]
        case "lose":
            del data[begin:end]
        case "double":
            data[begin:begin] = data[begin:end]
    return bytes(data)


@settings(
    deadline=None,
    max_examples=300,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=mutated())
@example(data=b"PK\x03\x04")
@example(data=b"PK\x05\x06" + bytes(18))
@example(data=b"7z\xbc\xaf\x27\x1c" + bytes(30))
@example(data=b"\x1f\x8b\x08")
@example(data=b"BZh9")
@example(data=b"\x28\xb5\x2f\xfd")
@example(data=b"a" + bytes(256) + b"ustar" + bytes(600))
def test_changed_archives(data: bytes, tmp_path: Path) -> None:
    """Whatever is changed, each thing found is loaded or told, in bounded time and size."""
    (tmp_path / "a.zip").write_bytes(data)
    begin = time.perf_counter()
    found = list(discover([tmp_path], LIMITS))
    assert found and len(found) <= 4 * LIMITS.members
    total = 0
    for entry in found:
        assert entry.name.startswith("a.zip") and entry.name.encode()
        if isinstance(entry, Refused):
            assert entry.error is None or entry.error.problem.endswith(".")
        elif isinstance(entry, Source):
            try:
                total += len(entry.load())
            except TertialError as error:
                assert error.problem and error.remedy
    close()
    assert total <= 4 * LIMITS.archive_mb * 2**20
    assert time.perf_counter() - begin < 20


@pytest.mark.parametrize("kind", KINDS)
def test_whole_archives_are_read_to_the_last_byte(kind: str, tmp_path: Path) -> None:
    """What is tested changed is read in full unchanged, but for what is over the limit on purpose."""
    (tmp_path / f"a.{kind}").write_bytes(whole()[kind])
    found = list(discover([tmp_path]))
    assert any(isinstance(entry, Container) for entry in found)
    loaded = [entry.load() for entry in found if isinstance(entry, Source)]
    if kind == "overlapping":
        assert not loaded
    elif kind == "one.gz":
        assert loaded == [report(3)]
    else:
        times = 8 if kind.endswith("s") else 1
        assert [data for data in loaded if data == report(1)] == [report(1)] * (times - (times > 1))
        assert not any(isinstance(entry, Refused) for entry in found)


@pytest.mark.parametrize("kind", ["zip", "tar", "tar.gz", "tar.zst", "7z"])
def test_memory_is_that_of_the_largest_member(kind: str, tmp_path: Path) -> None:
    """Ten times the members take no more at the peak; nothing is written beside the archive."""

    def peak(n: int) -> int:
        folder = tmp_path / str(n)
        folder.mkdir()
        members = [(f"{i:03}.txt", bytes([65 + i % 20]) * 400_000) for i in range(n)]
        tar = tarred(*members) if "tar" in kind else b""
        match kind:
            case "zip":
                data = zipped(*members)
            case "7z":
                data = seven_zipped(*members)
            case "tar":
                data = tar
            case _:
                data = PACKERS[kind.removeprefix("tar.")](tar)
        (folder / "a").write_bytes(data)
        del members, tar, data
        tracemalloc.start()
        n_loaded = sum(
            len(entry.load()) == 400_000 for entry in discover([folder]) if isinstance(entry, Source)
        )
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        close()
        assert n_loaded == n
        assert [path.name for path in folder.iterdir()] == ["a"]
        return most

    few = peak(8)
    assert peak(80) < 1.25 * few + 200_000
