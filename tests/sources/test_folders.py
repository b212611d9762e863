"""Files are found in an order of their own, and what can't be had is told."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest

from tertial.errors import TooLarge, UnreadableSource, UsageError
from tertial.sources import Limits, Refused, Source, clean_name, discover


def write(folder: Path, *names: str) -> None:
    """Files of these names, folders and all."""
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")


def names(*paths: Path) -> list[str]:
    """The names of the files found, in order."""
    return [found.name for found in discover(paths) if isinstance(found, Source)]


def refused(*paths: Path) -> dict[str, Refused]:
    """What was refused, by name."""
    return {found.name: found for found in discover(paths) if isinstance(found, Refused)}


def test_the_order_is_that_of_the_names(tmp_path: Path) -> None:
    """Folders are walked by name, whatever order they were written in."""
    write(tmp_path, "b/2.txt", "a.txt", "B/1.txt", "b/10.txt", "c.docx")
    assert names(tmp_path) == ["a.txt", "B/1.txt", "b/10.txt", "b/2.txt", "c.docx"]


def test_names_are_relative_to_what_the_paths_share(tmp_path: Path) -> None:
    """One folder is the root itself; of several the folder above them is; a file alone goes by its name."""
    write(tmp_path, "x/almvik/1.txt", "x/bergsta/1.txt")
    assert names(tmp_path / "x/almvik") == ["1.txt"]
    assert names(tmp_path / "x/almvik", tmp_path / "x/bergsta") == ["almvik/1.txt", "bergsta/1.txt"]
    assert names(tmp_path / "x/bergsta", tmp_path / "x/almvik") == ["almvik/1.txt", "bergsta/1.txt"]
    assert names(tmp_path / "x/almvik/1.txt") == ["1.txt"]
    assert names(tmp_path / "x/almvik/1.txt", tmp_path / "x/bergsta") == ["almvik/1.txt", "bergsta/1.txt"]


def test_a_file_that_is_reached_twice_is_found_once(tmp_path: Path) -> None:
    """A folder and a file in it, given together, give the file once."""
    write(tmp_path, "a/1.txt")
    assert names(tmp_path, tmp_path / "a", tmp_path / "a/1.txt") == ["a/1.txt"]


def test_names_are_composed(tmp_path: Path) -> None:
    """A name that macOS took apart is put together."""
    write(tmp_path, unicodedata.normalize("NFD", "Östersjö/Å.txt"))
    assert names(tmp_path) == ["Östersjö/Å.txt"]


def test_a_name_that_is_no_utf8() -> None:
    """A name in Windows-1252, as old archives have them, is read as such, so that any store takes it."""
    assert clean_name(os.fsdecode(b"\xe5r.txt")) == "år.txt"


def test_what_is_no_report_is_passed_over_and_told(tmp_path: Path) -> None:
    """Hidden files, Word's lock files and the system's own are listed without an error."""
    write(tmp_path, "a.txt", ".DS_Store", "~$a.docx", "Thumbs.db", ".git/config", "__MACOSX/._a.txt")
    assert names(tmp_path) == ["a.txt"]
    assert set(refused(tmp_path)) == {".DS_Store", "~$a.docx", "Thumbs.db", ".git", "__MACOSX"}
    assert all(found.error is None and found.reason for found in refused(tmp_path).values())


def test_a_hidden_folder_that_is_asked_for_is_read(tmp_path: Path) -> None:
    """What is named on the command line is never passed over."""
    write(tmp_path, ".arkiv/a.txt")
    assert names(tmp_path / ".arkiv") == ["a.txt"]


def test_links_are_followed_and_loops_end(tmp_path: Path) -> None:
    """A link to a folder above ends nowhere; a folder that a link reaches too keeps its own name."""
    write(tmp_path, "in/z/1.txt", "utanför/2.txt")
    (tmp_path / "in/a").symlink_to(tmp_path / "in/z")
    (tmp_path / "in/loop").symlink_to(tmp_path / "in")
    (tmp_path / "in/ut").symlink_to(tmp_path / "utanför")
    assert names(tmp_path / "in") == ["ut/2.txt", "z/1.txt"]


def test_a_broken_link_is_told(tmp_path: Path) -> None:
    """A link that points nowhere is an error of its own, and stops nothing."""
    write(tmp_path, "a.txt")
    (tmp_path / "b.txt").symlink_to(tmp_path / "borta.txt")
    found = refused(tmp_path)["b.txt"]
    assert isinstance(found.error, UnreadableSource)
    assert "points nowhere" in found.error.problem
    assert names(tmp_path) == ["a.txt"]


def test_a_pipe_is_not_opened(tmp_path: Path) -> None:
    """A pipe would wait for ever, so it is refused."""
    os.mkfifo(tmp_path / "rör.txt")
    assert isinstance(refused(tmp_path)["rör.txt"].error, UnreadableSource)


def test_a_folder_that_cannot_be_listed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder without rights is an error of its own, and the others are read."""
    write(tmp_path, "a.txt", "låst/b.txt")
    scandir = os.scandir

    def guarded(path: Path) -> object:
        if Path(path).name == "låst":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", guarded)
    error = refused(tmp_path)["låst"].error
    assert isinstance(error, UnreadableSource)
    assert "rights" in error.problem and error.remedy
    assert names(tmp_path) == ["a.txt"]


def test_a_path_that_does_not_exist_is_wrong_usage(tmp_path: Path) -> None:
    """The message names the path."""
    with pytest.raises(UsageError, match=r"finns-inte does not exist"):
        list(discover([tmp_path / "finns-inte"]))


def test_an_empty_folder_gives_nothing(tmp_path: Path) -> None:
    """Nothing is no error here; the run tells it."""
    assert list(discover([tmp_path])) == []


def test_load_gives_the_bytes(tmp_path: Path) -> None:
    """A source's bytes are those of its file."""
    write(tmp_path, "a.txt")
    (source,) = discover([tmp_path])
    assert isinstance(source, Source)
    assert source.load() == b"a.txt"


def test_a_file_that_has_vanished_is_told(tmp_path: Path) -> None:
    """Between finding and reading a file may go; that is an error with its name."""
    source = Source("a.txt", tmp_path / "a.txt")
    with pytest.raises(UnreadableSource, match=r"a\.txt can't be read: it is gone"):
        source.load()


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    """Over the limit nothing is read, and the message says the limit and how it is changed."""
    (tmp_path / "a.txt").write_bytes(bytes(2**20 + 1))
    (source,) = discover([tmp_path], Limits(file_mb=1))
    assert isinstance(source, Source)
    with pytest.raises(TooLarge, match=r"may have 1 MB.*file_mb"):
        source.load()
