"""Patterns and addresses are read as folders are; without an address nothing goes over the network."""

from __future__ import annotations

import json
import os
import pickle
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tertial.errors import TertialError, UnreadableSource, UsageError
from tertial.run import Processed, process
from tertial.sources import Container, Limits, Refused, Source, addresses, close, discover
from tests.sources.archives import report, tarred, zipped
from tests.sources.s3_server import Server, serving

OBJECTS = {
    "arkiv/rapporter/2022/T1.txt": report(1),
    "arkiv/rapporter/2022/T2 åäö.txt": report(2),
    "arkiv/rapporter/2023/T1.txt": report(3),
    "arkiv/rapporter/2023/T2.txt": report(4),
    "arkiv/rapporter/.dold": b"x",
    "arkiv/rapporter/gammalt.zip": zipped(("2010/T1.txt", report(5)), ("2010/T2.txt", report(6))),
    "arkiv/rapporter/äldre.tar": tarred(("T3.txt", report(7))),
    "arkiv/annat/T9.txt": report(9),
}
IN_FOLDER = [
    "2022/T1.txt",
    "2022/T2 åäö.txt",
    "2023/T1.txt",
    "2023/T2.txt",
    "gammalt.zip!/2010/T1.txt",
    "gammalt.zip!/2010/T2.txt",
    "äldre.tar!/T3.txt",
]


@pytest.fixture
def s3(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A bucket on this machine, which the environment names as anybody's would."""
    with serving(OBJECTS) as server:
        for name in [name for name in os.environ if name.startswith("AWS_")]:
            monkeypatch.delenv(name)
        monkeypatch.setenv("AWS_ENDPOINT_URL", server.url)
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", "nyckel")
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "hemlig")
        monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
        yield server


def names(*paths: str | Path, limits: Limits | None = None) -> list[str]:
    """The names of the files found, in order."""
    return [found.name for found in discover(list(paths), limits or Limits()) if isinstance(found, Source)]


def test_a_bucket_is_read_as_a_folder_is(s3: Server) -> None:
    """Names are relative to the address; archives are opened; the hidden is passed over."""
    found = list(discover(["s3://arkiv/rapporter"]))
    assert [entry.name for entry in found if isinstance(entry, Source)] == IN_FOLDER
    assert [entry.name for entry in found if isinstance(entry, Refused)] == [".dold"]
    assert [entry.name for entry in found if isinstance(entry, Container)] == ["gammalt.zip", "äldre.tar"]
    loaded = {entry.name: entry.load() for entry in found if isinstance(entry, Source)}
    assert loaded["2022/T2 åäö.txt"] == report(2)
    assert loaded["gammalt.zip!/2010/T2.txt"] == report(6)
    assert loaded["äldre.tar!/T3.txt"] == report(7)
    assert any(asked.startswith("GET arkiv/rapporter/2022/T1.txt") for asked in s3.asked), "over HTTP"
    assert not any("annat" in asked or "dold" in asked for asked in s3.asked)


def test_patterns_and_files_at_an_address(s3: Server) -> None:
    """A pattern takes what it matches, a file goes by its name; of several the address is the name."""
    assert names("s3://arkiv/rapporter/**/T1.txt") == ["2022/T1.txt", "2023/T1.txt"]
    assert names("s3://arkiv/rapporter/2023/T1.txt") == ["T1.txt"]
    assert names("s3://arkiv/rapporter/2023", "s3://arkiv/annat/T9.txt") == [
        "s3://arkiv/annat/T9.txt",
        "s3://arkiv/rapporter/2023/T1.txt",
        "s3://arkiv/rapporter/2023/T2.txt",
    ]


def test_a_source_elsewhere_can_be_read_by_another_process(s3: Server) -> None:
    """It is sent as its address, and loaded there."""
    source = next(found for found in discover(["s3://arkiv/rapporter"]) if "T2.txt" in found.name)
    assert isinstance(source, Source)
    code = "import pickle, sys; sys.stdout.buffer.write(pickle.load(sys.stdin.buffer).load())"
    done = subprocess.run([sys.executable, "-c", code], input=pickle.dumps(source), capture_output=True)
    assert done.stdout == source.load() == report(4), done.stderr


def test_what_is_not_there_is_told(s3: Server) -> None:
    """An address of nothing is wrong usage; a file that has gone since is an error of its own."""
    for address in ("s3://arkiv/borta", "s3://finns-inte/alls", "s3://arkiv/rapporter/*.pdf"):
        with pytest.raises(UsageError, match=r"s3://"):
            names(address)
    source = next(found for found in discover(["s3://arkiv/annat"]) if isinstance(found, Source))
    del s3.objects["arkiv/annat/T9.txt"]
    with pytest.raises(UnreadableSource, match=r"T9\.txt"):
        source.load()


def test_a_large_object_is_not_fetched(s3: Server) -> None:
    """Its size is asked first."""
    s3.objects["arkiv/annat/T9.txt"] = bytes(2**20) + b"x" * 2**20
    source = next(found for found in discover(["s3://arkiv/annat"], Limits(file_mb=1)))
    assert isinstance(source, Source)
    with pytest.raises(TertialError, match="may have 1 MB"):
        source.load()


def test_the_command_reads_an_address(s3: Server, tmp_path: Path) -> None:
    """From a bucket to a dataset, with limits; nothing else is written to the disk."""
    command = [sys.executable, "-m", "tertial", "run", "s3://arkiv/rapporter", "--out", str(tmp_path / "out")]
    done = subprocess.run([*command, "--limit", "nesting=2"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "7 of 8 files read (1 skipped), archives opened: 2" in done.stderr
    account = json.loads((tmp_path / "out" / "run.json").read_text("utf-8"))
    assert {"source": "gammalt.zip", "format": "zip", "files": 2, "refused": []} in account["containers"]
    assert [entry["source"] for entry in account["sources"] if entry["outcome"] == "read"] == IN_FOLDER
    assert {path.name for path in tmp_path.iterdir()} == {"out"}


def test_an_address_in_memory() -> None:
    """What fsspec reaches by itself needs no server."""
    import fsspec

    files = fsspec.filesystem("memory")
    files.pipe("/rum/a.zip", zipped(("T1.txt", report(1))))
    files.pipe("/rum/T2.txt", report(2))
    (inner, outer) = (found for found in discover(["memory://rum"]) if isinstance(found, Source))
    assert (inner.name, inner.load()) == ("a.zip!/T1.txt", report(1))
    assert (outer.name, outer.load()) == ("T2.txt", report(2))
    assert outer.path is None


def test_addresses_without_fsspec_say_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """And an address of a kind that nothing reaches is told too."""
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    with pytest.raises(UsageError, match=r"tertial\[remote\]"):
        names("s3://arkiv/rapporter")
    monkeypatch.undo()
    with pytest.raises(UsageError, match="finnsinte"):
        names("finnsinte://arkiv/rapporter")


def test_patterns(tmp_path: Path) -> None:
    """They match as in a shell with **; names begin below the fixed part, and what is litter stays so."""
    for name in ("in/almvik/2023-T1.txt", "in/almvik/2022-T1.txt", "in/b/c/2023-T2.txt", "in/b/~$2023.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(report(len(name)))
    assert names(f"{tmp_path}/in/**/2023*.txt") == ["almvik/2023-T1.txt", "b/c/2023-T2.txt"]
    assert names(Path(f"{tmp_path}/in/*")) == ["almvik/2022-T1.txt", "almvik/2023-T1.txt", "b/c/2023-T2.txt"]
    assert names(f"{tmp_path}/in/[b]") == ["b/c/2023-T2.txt"]
    (tmp_path / "in/[b]").mkdir()
    (tmp_path / "in/[b]/egen.txt").write_bytes(b"x")
    assert names(f"{tmp_path}/in/[b]") == ["egen.txt"], "a folder of that very name comes first"
    with pytest.raises(UsageError, match="matches no file"):
        names(f"{tmp_path}/in/*.pdf")


def test_without_an_address_nothing_goes_over_the_network(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Names of members and of files that look like addresses are names."""

    def refuse(*_: object) -> None:
        raise AssertionError("a connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.zip").write_bytes(zipped(("https://127.0.0.1/T1.txt", report(1))))
    events = list(process([tmp_path / "in"], tmp_path / "out", lambda *_: None))
    (file,) = (event for event in events if isinstance(event, Processed))
    assert file.source == "a.zip!/https:/127.0.0.1/T1.txt"


def test_members_in_any_order_and_from_any_process(tmp_path: Path) -> None:
    """A tar is read from its beginning again where an earlier member is asked for; each is itself."""
    members = [(f"{n}.txt", report(n)) for n in range(12)]
    inner = zipped(*members)
    (tmp_path / "a.tar").write_bytes(tarred(*members, ("i.zip", inner)))
    found = [entry for entry in discover([tmp_path]) if isinstance(entry, Source)]
    expected = [*(data for _, data in members), *(data for _, data in members)]
    for n in (0, 5, 23, 3, 3, 12, 11, 20, 0):
        assert pickle.loads(pickle.dumps(found[n])).load() == expected[n]
    (tmp_path / "a.tar").write_bytes(tarred(*reversed(members)))
    close()
    with pytest.raises(TertialError, match=r"a\.tar!/1\.txt is no longer where it was"):
        found[1].load()
    (tmp_path / "a.tar").write_bytes(tarred(*members[:2]))
    close()
    with pytest.raises(TertialError, match=r"a\.tar!/5\.txt"):
        found[5].load()


@pytest.mark.parametrize("url", ["zip::file:///a.zip", "simplecache::s3://bucket/a"])
def test_chained_addresses_are_refused(url: str) -> None:
    """Nothing is listed that could not be read."""
    with pytest.raises(UsageError, match="one address within another"):
        list(discover([url]))


@pytest.mark.parametrize("address", ["file:///rapporter", "local:///rapporter"])
def test_a_place_on_this_machine_is_given_by_its_path(address: str) -> None:
    """An address of it would get round what keeps the dataset's own folder out."""
    with pytest.raises(UsageError, match="is a place on this machine"):
        list(discover([address]))


def test_a_server_s_name_stays_in_the_address() -> None:
    """Paths of sftp don't have it; those of s3 begin with the bucket."""
    entries = {"/home/bo/T2.docx": {"type": "file"}}
    assert addresses._addressed("sftp://arkiv/home/bo", entries) == [
        ("sftp://arkiv/home/bo/T2.docx", "/home/bo/T2.docx")
    ]
    entries = {"hink/T2.docx": {"type": "file"}}
    assert addresses._addressed("s3://hink/", entries) == [("s3://hink/T2.docx", "hink/T2.docx")]
