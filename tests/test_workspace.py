"""A dataset is replaced only by a whole one, and nothing else is ever replaced."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tertial.errors import UsageError
from tertial.workspace import MANIFEST, check, own_files, replacing, write_manifest


def make_dataset(folder: Path, content: str) -> None:
    """A folder that tertial might have made."""
    folder.mkdir(parents=True)
    (folder / "items.csv").write_text(content)
    write_manifest(folder, {"tertial": "0.1.0"})


def test_a_new_folder_gets_what_was_written(tmp_path: Path) -> None:
    """Folders on the way are made, and nothing is left beside."""
    out = tmp_path / "a" / "b"
    with replacing(out) as folder:
        (folder / "x").write_text("1")
    assert [path.name for path in out.iterdir()] == ["x"]
    assert [path.name for path in out.parent.iterdir()] == ["b"]


def test_an_earlier_dataset_gives_way_to_a_whole_one(tmp_path: Path) -> None:
    """No file of the old one stays."""
    out = tmp_path / "out"
    make_dataset(out, "old")
    check(out)
    with replacing(out) as folder:
        (folder / "new.csv").write_text("new")
    assert [path.name for path in out.iterdir()] == ["new.csv"]
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_what_others_put_into_a_dataset_stays(tmp_path: Path) -> None:
    """A reader's own notes and folders are moved into the new one; tertial's own old files are not."""
    out = tmp_path / "out"
    make_dataset(out, "old")
    (out / "notes.docx").write_text("mine")
    (out / "texts").mkdir()
    (out / "texts" / "comment.txt").write_text("mine too")
    with replacing(out) as folder:
        (folder / "new.csv").write_text("new")
        write_manifest(folder, {"tertial": "0.1.0"})
    names = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    assert names == {"new.csv", MANIFEST, "notes.docx", "texts/comment.txt"}
    assert own_files(out) == {"new.csv", MANIFEST}
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_an_earlier_dataset_stays_when_the_new_one_fails(tmp_path: Path) -> None:
    """An error on the way leaves everything as it was."""
    out = tmp_path / "out"
    make_dataset(out, "old")

    def fail() -> None:
        with replacing(out) as folder:
            (folder / "items.csv").write_text("half")
            raise RuntimeError("stop")

    with pytest.raises(RuntimeError):
        fail()
    assert (out / "items.csv").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_an_earlier_dataset_is_put_back_when_the_new_one_cannot_be_moved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It stands in its place as it was, nothing is left beside it, and the error names the place."""
    out = tmp_path / "out"
    make_dataset(out, "old")
    rename = Path.rename

    def refusing(path: Path, target: Path) -> Path:
        if ".new-" in path.name:
            raise OSError(28, "No space left on device")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refusing)
    with pytest.raises(UsageError, match=f"{out} can't be written: No space left"), replacing(out) as folder:
        (folder / "items.csv").write_text("new")
    assert (out / "items.csv").read_text() == "old"
    assert own_files(out) == {"items.csv", MANIFEST}
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("content", ["notes.txt", "items.csv", MANIFEST])
def test_a_folder_that_is_not_ours_is_refused(tmp_path: Path, content: str) -> None:
    """Neither a stray file nor somebody else's run.json makes a folder ours."""
    (tmp_path / content).write_text("{}")
    with pytest.raises(UsageError, match="would be replaced"):
        check(tmp_path)


def test_a_file_is_refused(tmp_path: Path) -> None:
    """Also one that stands where a folder on the way would be."""
    (tmp_path / "f").write_text("")
    for out in (tmp_path / "f", tmp_path / "f" / "out"):
        with pytest.raises(UsageError, match="is a file"):
            check(out)


def test_a_place_without_the_right_to_write_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before hours of reading, not after; as the superuser may write everywhere, a stand-in answers."""
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(UsageError, match="no right"):
        check(tmp_path / "out")


def test_a_file_of_somebody_s_by_the_name_of_a_new_one_is_kept_beside_it(tmp_path: Path) -> None:
    """A workbook that the user has put there before the first one of tertial's."""
    out = tmp_path / "out"
    with replacing(out) as folder:
        write_manifest(folder, {"tertial": "0"})
    (out / "tertial.xlsx").write_text("mine")
    with replacing(out) as folder:
        (folder / "tertial.xlsx").write_text("new")
        write_manifest(folder, {"tertial": "0"})
    assert (out / "tertial.xlsx").read_text() == "new"
    assert (out / "tertial (2).xlsx").read_text() == "mine"
