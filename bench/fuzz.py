"""Feeds every reader with changed reports for a set time: it gives a Document or a TertialError, and in time.

`python bench/fuzz.py [SECONDS] [NAME ...]`: so many seconds (60) for each reader, or those named. atheris
guides the changes by what the readers' code does with them. Of a zip the member with the text is changed and
packed again, as a zip changed anywhere is mostly a broken one. What breaks a reader is kept in build/fuzz/.
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
from typing import Final

ROOT: Final = Path(__file__).parents[1]
BUILD: Final = ROOT / "build" / "fuzz"
SECONDS: Final = 60
SLOW: Final = 60
"""Seconds that one changed report may take."""
MEMORY_MB: Final = 2048
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A reader that is fed."""

    seeds: Callable[[], Iterable[bytes]]
    file: str
    """What the changed report is called."""
    member: str = ""
    """The member that is changed of what is a zip."""
    analysed: bool = False
    """Whether what is read is interpreted too."""


TARGETS: Final = {
    "docx": Target(seeds=lambda: reports(".docx"), file="T2.docx", member="word/document.xml"),
    "txt": Target(seeds=lambda: reports(".txt"), file="T2.txt"),
    "html": Target(seeds=pages, file="T2.html"),
    "pdf": Target(seeds=prints, file="T2.pdf"),
    "interpreting": Target(seeds=lambda: reports(".txt"), file="T2.txt", analysed=True),
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
    with atheris.instrument_imports(include=["tertial.readers", "tertial.document"]):
        from tertial.errors import TertialError

        if target.analysed:
            from tertial.analysis import analyse as taken
        else:
            from tertial.readers import read as taken
    seeds, members = BUILD / name / "seeds", dict[str, bytes]()
    seeds.mkdir(parents=True, exist_ok=True)
    for n, data in enumerate(target.seeds()):
        if target.member:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                members = {one: archive.read(one) for one in archive.namelist()}
            data = members[target.member]
        (seeds / f"{n:02}").write_bytes(data)

    def one(data: bytes) -> None:
        with suppress(TertialError):
            taken(packed(target, data, members), target.file)

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
