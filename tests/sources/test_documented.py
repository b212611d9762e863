"""What docs/archives.md says of each odd thing is what becomes of it."""

from __future__ import annotations

import gzip
import io
import os
import re
import socket
import struct
import tarfile
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import fields
from functools import partial
from pathlib import Path
from typing import Any, Final

import py7zr
import pytest

from tertial.run import Finished, Outcome, Processed, RunLimits, archives, process
from tertial.run.pool import Workers
from tertial.sources import Container, Limits, discover
from tests.run import harm
from tests.sources import archives as a
from tests.sources.archives import report, seven_zipped, tarred, zipped

PAGE: Final = Path(__file__).parents[2] / "docs" / "archives.md"
LIMITS: Final = Limits(file_mb=3, archive_mb=110, ratio=20, nesting=3, members=50, name_chars=200)

Make = Callable[[Path], str]
"""Makes the case in a folder, and gives a pattern of the names that it is about."""
CASES: dict[str, Make] = {}


def rows() -> Iterator[tuple[str, str, str]]:
    """Case, outcome and message of each row of the page's last table."""
    table = PAGE.read_text("utf-8").partition("## What each odd thing gives")[2]
    for line in table.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 3 and not cells[0].startswith(("case", "---", "**")):
            yield cells[0], cells[1], cells[2]


def case(name: str) -> Callable[[Make], Make]:
    """Takes a function as the maker of a case."""

    def keep(make: Make) -> Make:
        CASES[name] = make
        return make

    return keep


def archive(name: str, data: Callable[[], bytes], about: str, file: str = "fall.zip") -> None:
    """A case that is one archive."""

    def make(folder: Path) -> str:
        (folder / file).write_bytes(data())
        return about

    CASES[name] = make


def noise(n: int) -> bytes:
    """Bytes that can't be packed, the same each time."""
    import random

    return random.Random(n).randbytes(n)


def broken_member() -> bytes:
    """A zip of which one member's packed bytes are changed."""
    data = bytearray(zipped(("hel.txt", report(1)), ("trasig.txt", report(2) + noise(2000))))
    at = data.index(b"trasig.txt") + 400
    data[at : at + 8] = bytes(8)
    return bytes(data)


def broken_seven() -> bytes:
    """A 7z of one member, stored, of which a bit is turned."""
    data = bytearray(
        seven_zipped(("trasig.txt", report(2) + noise(5000)), filters=[{"id": py7zr.FILTER_COPY}])
    )
    data[3000] ^= 0xFF
    return bytes(data)


def cut_zip() -> bytes:
    """A zip that ends in its last member."""
    data = zipped(("hel.txt", report(1)), ("rest.txt", report(2) + noise(4000)))
    return data[: data.index(b"rest.txt") + 1000]


def unlisted_zip() -> bytes:
    """A zip that ends before its list of members."""
    data = zipped(("hel.txt", report(1)), ("hel2.txt", report(2)))
    return data[: data.index(b"PK\x01\x02")]


def cut_tar() -> bytes:
    """A tar that ends in its last member."""
    return tarred(("hel.txt", report(1)), ("rest.txt", report(2) + noise(40_000)))[: 512 * 20]


def deep(n: int, data: bytes) -> bytes:
    """A file in so many archives."""
    for i in range(n):
        data = zipped((f"{i}.zip", data))
    return data


def bombs() -> bytes:
    """Zips that inflate well, in a zip."""
    inner = zipped(*((f"{i}.txt", bytes(2_900_000)) for i in range(10)))
    return zipped(*((f"{i}.zip", inner + bytes([i])) for i in range(10)))


def long_header() -> bytes:
    """A tar with a name of three million letters."""
    info = tarfile.TarInfo("x" * 3_000_000)
    return a.tar_of([(tarfile.TarInfo("hel.txt"), report(1)), (info, report(2))])


def windows_name(page: str) -> Callable[[], bytes]:
    """A zip with a Swedish name in this code page, which is not told."""
    return lambda: a.zipped_raw("Åtgärder för år.txt".encode(page), report(1))


two = (("hel.txt", report(1)), ("T2.txt", report(2)))
archive("a report in a zip in a zip", lambda: zipped(("a.zip", zipped(*two))), r"fall.zip!/a.zip!/hel.txt")
archive("a report in .7z", lambda: seven_zipped(*two), r"fall.7z!/T2.txt", "fall.7z")
archive("a report in .tar", lambda: tarred(*two), r"fall.tar!/T2.txt", "fall.tar")
for _ending, _pack in a.PACKERS.items():
    archive(
        f"a report in .tar.{_ending}",
        lambda pack=_pack: pack(tarred(*two)),  # type: ignore[misc]
        r"fall\.tar\.\w+!/T2.txt",
        f"fall.tar.{_ending}",
    )
archive("a single report packed by gzip", lambda: gzip.compress(report(1)), "T1.txt.gz!/T1.txt", "T1.txt.gz")
archive("an archive with the name of a text", lambda: tarred(*two), "fall.txt!/hel.txt", "fall.txt")
archive("a zip that is called .docx", lambda: zipped(*two), "fall.docx!/hel.txt", "fall.docx")
archive("a member of another format", lambda: zipped(("b.txt", b"\x89PNG\r\n\x1a\n" + bytes(40))), ".*b.txt")
archive("a hidden member, or macOS's notes", lambda: zipped(("__MACOSX/._a.txt", b"x")), ".*MACOSX/._a.txt")
archive("an empty archive", lambda: zipped(), "fall.zip")
archive("`..` in a member's name", lambda: zipped(("../../etc/T1.txt", report(1))), r".*\.\./etc/T1.txt")
archive("an absolute path", lambda: zipped(("/etc/T1.txt", report(1))), ".*etc/T1.txt")
archive("a drive letter", lambda: tarred(("C:\\T1.txt", report(1))), ".*C:/T1.txt")
archive("a name that is too long", lambda: zipped(("x" * 300, report(1))), ".*xxx")
archive("a symbolic link in a zip", lambda: a.zip_with_link("l.txt", "/etc/passwd"), ".*l.txt")
for _name, _kind in (
    ("a symbolic link in a tar", tarfile.SYMTYPE),
    ("a hard link in a tar", tarfile.LNKTYPE),
    ("a device in a tar", tarfile.CHRTYPE),
):
    archive(
        _name,
        lambda kind=_kind: a.tar_of([(a.special("l.txt", kind, "/etc/passwd"), b"")]),  # type: ignore[misc]
        ".*l.txt",
    )
archive(
    "two members of the same name",
    lambda: tarred(("a/T1.txt", report(1)), ("./a/T1.txt", report(2))),
    ".*T1.txt",
)
archive(
    "names that differ only in capitals",
    lambda: zipped(("T1.txt", report(1)), ("t1.TXT", report(2))),
    ".*t1.TXT",
)
archive(
    "names that differ only in Unicode form",
    lambda: zipped(("Å.txt", report(1)), (unicodedata.normalize("NFD", "Å.txt"), report(2))),
    r".*Å \[2\].txt",
)
archive("a name in CP437 or CP850", windows_name("cp437"), "fall.zip!/Åtgärder för år.txt")
archive("a name in Windows-1252", windows_name("cp1252"), "fall.zip!/Åtgärder för år.txt")
archive("a name in UTF-8 that is not marked as such", windows_name("utf-8"), "fall.zip!/Åtgärder för år.txt")
archive(
    "a name in Windows-1252 in a tar",
    lambda: tarred((os.fsdecode("Åtgärder.txt".encode("cp1252")), report(1)), form=tarfile.GNU_FORMAT),
    "fall.zip!/Åtgärder.txt",
)
archive(
    "a name with control characters",
    lambda: zipped(("a\x1b[31m.txt", report(1))),
    r"fall.zip!/a\ufffd\[31m.txt",
)
archive("an encrypted member of a zip", lambda: a.zipped_raw(b"T1.txt", report(1), flags=1), ".*T1.txt")
archive("an encrypted .7z", lambda: seven_zipped(*two, password="hemligt"), ".*!/hel.txt")
archive(
    "a .7z whose list is encrypted",
    lambda: seven_zipped(*two, password="hemligt", header_encryption=True),
    "fall.zip",
)
archive("a zip cut off in its last member", cut_zip, "fall.zip")
archive("a zip without its list of members", unlisted_zip, "fall.zip")
archive("a tar cut off in its last member", cut_tar, "fall.zip")
archive("a .tar.gz that is cut off", lambda: gzip.compress(cut_tar())[:-300], "fall.zip")
archive("a .7z that is cut off", lambda: seven_zipped(*two)[:-30], "fall.zip")
archive("a member of a zip with broken bytes", broken_member, ".*trasig.txt")
archive("a member of a .7z with broken bytes", broken_seven, ".*trasig.txt")
archive(
    "an inner archive that is damaged", lambda: zipped(("i.7z", seven_zipped(*two)[:-30]), *two), ".*i.7z"
)
archive("members that share their bytes", lambda: a.overlapping(5), r".*\d.txt")
archive(
    "a zip that inflates without end",
    lambda: zipped(*((f"{i}.txt", bytes(2_900_000)) for i in range(40))),
    "fall.zip",
)
archive("a .gz that inflates without end", lambda: gzip.compress(bytes(108 * 2**20)), "fall.zip!?.*")
archive("archives nested too deep", lambda: deep(4, report(1)), ".*zip")
archive("zip bombs nested in each other", bombs, "fall.zip")
archive("too many members", lambda: zipped(*((f"{i}.txt", b"x") for i in range(60))), "fall.zip")
archive("a member that is too large", lambda: zipped(("stor.txt", noise(3_500_000))), ".*stor.txt")
archive(
    "more inflated than allowed in all",
    lambda: tar_of_sizes(6_000_000),
    "fall.zip",
)
archive("a name of many megabytes in a tar", long_header, "fall.zip")


@case("a member of a zip packed by bzip2 or LZMA, whatever size it tells")
def _(folder: Path) -> str:
    for method, file in ((zipfile.ZIP_BZIP2, "a.zip"), (zipfile.ZIP_LZMA, "b.zip")):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", method) as archive:
            archive.writestr("T1.txt", bytes(30_000_000))
        (folder / file).write_bytes(packed.getvalue().replace(struct.pack("<L", 30_000_000), b"\x64\0\0\0"))
    return r".\.zip!/T1.txt"


def endless(kind: bytes, stored: int) -> bytes:
    """A tar of a whole file, and a member of 2**50 bytes of which so many are there."""
    info = tarfile.TarInfo("hal")
    info.type = kind
    info.size = stored or 2**50
    head = bytearray(info.tobuf(tarfile.GNU_FORMAT))
    if kind == tarfile.GNUTYPE_SPARSE:
        head[483:495] = b"\x80" + (2**50).to_bytes(11, "big")
    head[148:156] = b" " * 8
    head[148:156] = b"%06o\0 " % sum(head)
    return bytes(head) + bytes(stored) + tarred(("hel.txt", report(1)))


archive(
    "a sparse file in a tar",
    lambda: gzip.compress(endless(tarfile.GNUTYPE_SPARSE, 2 * 2**20)),
    ".*!/hal",
    "fall.tar.gz",
)


def pax_sparse(**told: str) -> bytes:
    """A tar of a file of which PAX headers say that it has holes."""
    info = tarfile.TarInfo("hal")
    info.pax_headers = {f"GNU.sparse.{key}": value for key, value in told.items()}
    stored = b"1\n0\n512\n".ljust(512, b"\0") + b"x" * 512
    return a.tar_of([(info, stored), (tarfile.TarInfo("hel.txt"), report(1))], form=tarfile.PAX_FORMAT)


@case("a sparse file by the headers of PAX in a tar")
def _(folder: Path) -> str:
    size = str(2**50)
    for name, headers in {
        "0.0.tar": {"size": size, "numblocks": "1", "offset": "0", "numbytes": "512"},
        "0.1.tar": {"size": size, "numblocks": "1", "map": "0,512", "name": "annan"},
        "1.0.tar": {"major": "1", "minor": "0", "name": "annan", "realsize": size},
        "9.9.tar": {"major": "9", "minor": "9", "name": "annan", "realsize": size},
    }.items():
        (folder / name).write_bytes(pax_sparse(**headers))
    return r".*!/(?:hal|annan)"


archive(
    "a member of a tar that tells a size without end",
    lambda: gzip.compress(endless(b"Z", 0)),
    "fall.tar.gz",
    "fall.tar.gz",
)


def tar_of_sizes(n_noise: int) -> bytes:
    """A packed tar that is no bomb by its ratio, and still too large."""
    return gzip.compress(
        tarred(*((f"{i}", bytes(2_900_000)) for i in range(42)), ("brus", noise(n_noise))), 1
    )


@case("a report that stands in two archives")
def _(folder: Path) -> str:
    (folder / "a.zip").write_bytes(zipped(("T1.txt", report(1))))
    (folder / "b.tar").write_bytes(tarred(("T1 igen.txt", report(1))))
    return "b.tar!/T1 igen.txt"


def written(name: str, file: str, data: bytes, about: str = "") -> None:
    """A case that is one file."""

    def make(folder: Path) -> str:
        path = folder / file
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
        return about or re.escape(file)

    CASES[name] = make


written("a hidden file", ".dold.txt", report(1))
written("a hidden folder, counted as one thing", ".dold/T1.txt", report(1), r"\.dold")
written("an editor's temporary file", "~$T1.docx", b"x")
written("an empty file", "tom.docx", b"")
written("only white space", "tom.txt", b" \r\n\t ")
written("NUL bytes in a text", "nul.txt", report(1).replace(b"\n\n", b"\n\x00\n"))
written("a text of nothing but NUL bytes", "nul.txt", bytes(200))
written("a file over the limit", "stor.txt", bytes(3 * 2**20 + 1))
written("a file name with a line end in it", "a\nb.txt", report(1), "a\ufffdb.txt")


@case("a link to a file elsewhere")
def _(folder: Path) -> str:
    elsewhere = folder.parent / "utanför.txt"
    elsewhere.write_bytes(report(1))
    (folder / "l.txt").symlink_to(elsewhere)
    return "l.txt"


@case("a link to nothing")
def _(folder: Path) -> str:
    (folder / "l.txt").symlink_to(folder / "borta")
    return "l.txt"


@case("a link to itself")
def _(folder: Path) -> str:
    (folder / "l.txt").symlink_to(folder / "l.txt")
    return "l.txt"


@case("a link to a folder above")
def _(folder: Path) -> str:
    (folder / "l").symlink_to(folder)
    return "l.*"


@case("a named pipe")
def _(folder: Path) -> str:
    os.mkfifo(folder / "r.txt")
    return "r.txt"


@case("a socket")
def _(folder: Path) -> str:
    here = os.getcwd()
    os.chdir(folder)  # the path of a socket may only be short
    try:
        with socket.socket(socket.AF_UNIX) as server:
            server.bind("s.txt")
    finally:
        os.chdir(here)
    return "s.txt"


@case("a device")
def _(folder: Path) -> str:
    (folder / "d.txt").symlink_to("/dev/null")
    return "d.txt"


@case("a file name that is no UTF-8")
def _(folder: Path) -> str:
    (folder / os.fsdecode("år.txt".encode("cp1252"))).write_bytes(report(1))
    return "år.txt"


@case("file names that differ only in Unicode form")
def _(folder: Path) -> str:
    for n, form in enumerate(("NFC", "NFD")):
        (folder / unicodedata.normalize(form, "Å.txt")).write_bytes(report(n))  # type: ignore[arg-type]
    return r"Å \[2\].txt"


for _name, _harm in (
    ("an archive that takes too long to open", "hang"),
    ("an archive that needs too much memory to open", "eat"),
    ("an archive that crashes what opens it", "crash"),
):
    archive(
        _name,
        lambda harm=_harm: zipped((f"HARM {harm}.txt", b""), *two),  # type: ignore[misc]
        r"fall\.zip",
    )
archive(
    "an archive that does one of these when a member is read",
    lambda: zipped(("LATE crash.txt", report(1)), *two),
    r"fall\.zip!/.*",
)
HARMFUL: Final = frozenset(list(CASES)[-4:])

LOCKED: Final = {
    "a file without the right to read it": "l.txt",
    "a folder without the right to list it": "l",
}


def guarded(monkeypatch: pytest.MonkeyPatch, folder: Path, name: str) -> str:
    """A file or folder without rights, also where the tests run as who may read all."""
    path = folder / name
    if path.suffix:
        path.write_bytes(report(1))
    else:
        path.mkdir()
    scandir, opened = os.scandir, Path.open

    def denied(given: Path, *args: Any, **options: Any) -> Any:
        if not isinstance(given, int) and Path(given).name == name:
            raise PermissionError(13, "Permission denied")
        return (opened if args or options else scandir)(given, *args, **options)

    monkeypatch.setattr(os, "scandir", denied)
    monkeypatch.setattr(Path, "open", denied)
    return name


@pytest.mark.parametrize(("name", "outcome", "said"), list(rows()), ids=[name for name, _, _ in rows()])
def test_each_row_of_the_page_holds(
    name: str, outcome: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What becomes of the case is what the page says; the others are read; the books balance."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "annan.txt").write_bytes(report(7))
    about = guarded(monkeypatch, folder, LOCKED[name]) if name in LOCKED else CASES[name](folder)
    options: dict[str, Any] = {}
    if name in HARMFUL:
        monkeypatch.setattr(archives, "Workers", partial(Workers, initializer=harm.archives_that_harm))
        options = {"workers": 2, "limits": RunLimits(seconds=10, memory_mb=400)}
    told = list(process([folder], tmp_path / "out", lambda *_: None, source_limits=LIMITS, **options))
    files = [event for event in told if isinstance(event, Processed)]
    mine = [event for event in files if re.fullmatch(about, event.source, re.DOTALL)]
    assert next(event for event in files if event.source == "annan.txt").outcome is Outcome.READ
    finished = told[-1]
    assert isinstance(finished, Finished)
    parts = ("read", "duplicates", "other_formats", "skipped", "failed")
    assert finished.counts["found"] == sum(finished.counts[part] for part in parts) == len(files)
    assert not any("\x1b" in event.source or "\n" in event.source for event in files)
    match outcome:
        case "listed as a container":
            assert not mine and finished.counts["containers"] == 1
        case "not counted":
            assert not mine
        case "read with a warning":
            (event,) = mine
            assert event.outcome is Outcome.READ and event.report is not None
            assert said in event.report.warnings[0]
        case _:
            assert mine and {event.outcome.value for event in mine} == {outcome}
            assert all(said in event.problem for event in mine)
            assert outcome in ("read", "skipped") or mine[0].remedy or outcome == "duplicate"


def test_every_case_has_its_row() -> None:
    """No case is tested that the page does not tell."""
    assert {name for name, _, _ in rows()} == CASES.keys() | LOCKED.keys()


def test_the_limits_of_the_page_are_those_of_the_program() -> None:
    """Each limit and its value."""
    told = dict(re.findall(r"^\| `(\w+)` \| (\d+) \|", PAGE.read_text("utf-8"), re.MULTILINE))
    assert told == {field.name: str(getattr(Limits(), field.name)) for field in fields(Limits)}


def test_what_is_refused_is_listed_with_its_archive(tmp_path: Path) -> None:
    """By name, with the archive that it lies in; what is whole is read."""
    (tmp_path / "a.zip").write_bytes(zipped(("../ut.txt", b"x"), ("T1.txt", report(1))))
    (container,) = (found for found in discover([tmp_path]) if isinstance(found, Container))
    assert (container.name, container.format, container.n_files) == ("a.zip", "zip", 2)
    assert container.refused == ("a.zip!/../ut.txt",)


def test_a_list_that_would_fill_the_memory_is_not_read(tmp_path: Path) -> None:
    """A zip that says that its list is larger than allowed names could be is refused by what it says."""
    data = zipped(*((f"{i}.txt", b"x") for i in range(60)))
    end = data.rindex(b"PK\x05\x06")
    few = data[:end] + struct.pack(
        "<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, *struct.unpack_from("<2L", data, end + 12), 0
    )
    (tmp_path / "a.zip").write_bytes(few)
    found = list(discover([tmp_path], LIMITS))
    assert len(found) == 1 and "holds more than 50 files" in str(getattr(found[0], "error", ""))
