"""Feeds every reader with changed reports for a set time: it gives a Document or a TertialError, and in time.

`python bench/fuzz.py [SECONDS] [NAME ...]`: so many seconds (60) for each reader, or those named. atheris
guides the changes by what the readers' code does with them. Of an office program's zip one member is changed
and packed again, as a zip changed anywhere is mostly a broken one. Archives and mails are listed, and each
member is loaded: bytes, or a TertialError. What breaks a reader is kept in build/fuzz/.
"""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

ROOT: Final = Path(__file__).parents[1]
BUILD: Final = ROOT / "build" / "fuzz"
SECONDS: Final = 60
SLOW: Final = 60
"""Seconds that one changed report may take."""
MEMORY_MB: Final = 2048
INSTRUMENTED: Final = [
    *("tertial.readers", "tertial.document", "tertial.mail", "tertial.sources"),
    *("tarfile", "email", "py7zr", "olefile", "oxmsg"),
]
SMALLEST: Final = 12
"""So many of the smallest reports are changed; large ones are changed more slowly than they teach."""


def reports(ending: str) -> list[bytes]:
    """The smallest reports in corpus/ with an ending."""
    found = (ROOT / "corpus" / "reports").glob(f"*/*{ending}")
    return [path.read_bytes() for path in sorted(found, key=lambda path: path.stat().st_size)[:SMALLEST]]


def pages() -> list[bytes]:
    """Web pages of reports, drawn as the tests draw them."""
    from tests.metamorphic.web_pages import drawn

    return [drawn(seed).text.encode() for seed in range(SMALLEST)]


def prints() -> list[bytes]:
    """Small PDF files, made as the tests make them."""
    from tests.pdf_maker import Page, pdf

    lines = [
        "Uppföljning av uppdrag",
        "1. Bygg en ny ishall",
        "Status: Pågår",
        "Arbetet är inte av-",
        "slutat.",
    ]
    ruled = Page().grid([50, 200, 400], [80, 120, 160]).text(60, 100, "Uppdrag").text(210, 100, "Status")
    return [pdf(Page().lines(60, 80, lines)), pdf(ruled, Page().lines(60, 80, lines))]


def workbooks() -> list[bytes]:
    """Small workbooks with what the reader looks at: styles, dates, merged and hidden cells, comments."""
    from tests.readers.test_xlsx import made, table

    return [made(table), made({"A1": "Uppdrag", "B1": "Status", "A2": 1.5, "B2": "Pågår"}, table)]


def exported() -> list[bytes]:
    """Tables as delimited text."""
    from tests.readers.test_delimited import FOLLOWED_UP, TABLE

    return [
        text.encode(encoding)
        for text in (TABLE, FOLLOWED_UP, FOLLOWED_UP.replace(";", "\t"), TABLE.replace(";", ","))
        for encoding in ("utf-8", "cp1252", "utf-16")
    ]


def mails(kind: Literal["eml", "msg"]) -> list[bytes]:
    """Mails with and without something attached."""
    from tests.sources.archives import report, zipped
    from tests.test_mail import TOLD, kinds, nested

    which = ("eml", "msg").index(kind)
    letters = [kinds(TOLD)[which], kinds(T1__txt=report(1), a__zip=zipped(("T2.txt", report(2))))[which]]
    within = f"MIME-Version: 1.0\nTo: a\n{nested(3, 'Content-Type: message/rfc822' + chr(10) * 2 + 'To: b')}"
    return [*letters, within.encode()] if kind == "eml" else letters


def archives(*kinds: str) -> list[bytes]:
    """Archives as the tests change them, also in one another."""
    from tests.sources.test_mutated import whole

    return [whole()[kind] for kind in kinds]


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A reader that is fed."""

    seeds: Callable[[], Iterable[bytes]]
    file: str
    """What the changed report is called."""
    member: str = ""
    """The member that is changed of what is a zip."""
    steps: tuple[Literal["read", "analyse", "unpack"], ...] = ("read",)
    """What is done with it: it is read, or also interpreted; or its members are listed and loaded."""


TARGETS: Final = {
    "docx": Target(seeds=lambda: reports(".docx"), file="T2.docx", member="word/document.xml"),
    "txt": Target(seeds=lambda: reports(".txt"), file="T2.txt"),
    "html": Target(seeds=pages, file="T2.html"),
    "pdf": Target(seeds=prints, file="T2.pdf"),
    "interpreting": Target(seeds=lambda: reports(".txt"), file="T2.txt", steps=("analyse",)),
    "xlsx": Target(seeds=workbooks, file="T2.xlsx", member="xl/worksheets/sheet1.xml"),
    "styles": Target(seeds=workbooks, file="T2.xlsx", member="xl/styles.xml"),
    "csv": Target(seeds=exported, file="T2.csv"),
    "eml": Target(seeds=lambda: mails("eml"), file="T2.eml", steps=("unpack", "read")),
    "msg": Target(seeds=lambda: mails("msg"), file="T2.msg", steps=("unpack", "read")),
    "zip": Target(seeds=lambda: archives("zip", "zips", "overlapping"), file="a.zip", steps=("unpack",)),
    "tar": Target(seeds=lambda: archives("tar", "tars", "tar.gz"), file="a.tar", steps=("unpack",)),
    "7z": Target(seeds=lambda: archives("7z", "7zs"), file="a.7z", steps=("unpack",)),
}


def packed(target: Target, data: bytes, members: dict[str, bytes]) -> bytes:
    """The changed report: the zip around a changed member, or the bytes as they are."""
    if not target.member:
        return data
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, data if name == target.member else content)
    return buffer.getvalue()


def feed(name: str, seconds: int) -> None:
    """Feeds one reader in this process, until the time is over or something breaks."""
    import atheris

    sys.path.insert(0, str(ROOT))
    target = TARGETS[name]
    with atheris.instrument_imports(include=INSTRUMENTED):
        from tertial.errors import TertialError
        from tertial.readers import read
        from tertial.sources import Limits, Source, close, discover
        from tertial.sources.listing import contents  # noqa: F401 – loaded on first use
    from tertial.analysis import analyse

    seeds, members = BUILD / name / "seeds", dict[str, bytes]()
    seeds.mkdir(parents=True, exist_ok=True)
    for n, data in enumerate(target.seeds()):
        if target.member:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                members = {one: archive.read(one) for one in archive.namelist()}
            data = members[target.member]
        (seeds / f"{n:02}").write_bytes(data)

    narrow = Limits(file_mb=4, archive_mb=16, ratio=50, nesting=3, members=100)

    def unpack(data: bytes, file: str) -> None:
        path = BUILD / name / file
        path.write_bytes(data)
        for found in discover([path], narrow):
            if isinstance(found, Source):
                with suppress(TertialError):
                    assert len(found.load()) <= narrow.file_bytes
        close()

    taken = {"read": read, "analyse": analyse, "unpack": unpack}

    def one(data: bytes) -> None:
        for step in target.steps:
            with suppress(TertialError):
                taken[step](packed(target, data, members), target.file)

    limits = [f"-max_total_time={seconds}", f"-timeout={SLOW}", f"-rss_limit_mb={MEMORY_MB}"]
    kept = [f"-artifact_prefix={BUILD / name}/", "-print_final_stats=1", "-verbosity=0"]
    atheris.Setup([sys.argv[0], *limits, *kept, str(seeds)], one)
    atheris.Fuzz()


def main() -> None:
    """Feed each in a process of its own, and say how many changed reports each was given."""
    if sys.argv[1:2] == ["--feed"]:
        feed(sys.argv[2], int(sys.argv[3]))
        return
    arguments = sys.argv[1:]
    seconds = int(arguments.pop(0)) if arguments and arguments[0].isdigit() else SECONDS
    broken = False
    for name in arguments or TARGETS:
        command = [sys.executable, __file__, "--feed", name, str(seconds)]
        done = subprocess.run(command, capture_output=True, text=True, errors="replace")
        told = done.stderr + done.stdout
        given = [line.split()[-1] for line in told.splitlines() if "number_of_executed_units" in line]
        how = "broken" if done.returncode else "held"
        print(f"{name:14} {given[-1] if given else '?':>9} changed reports  {how}")
        if done.returncode:
            broken = True
            print(told[-3000:])
    sys.exit(broken)


if __name__ == "__main__":
    main()
