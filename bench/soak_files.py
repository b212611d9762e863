"""Material of the soak: an archive of files that are added, changed, moved and taken away by chance."""

from __future__ import annotations

import os
import random
import re
import shutil
from pathlib import Path
from typing import Final

from bench import fuzz
from tests.sources.archives import PACKERS, seven_zipped, tarred, zipped
from tests.sources.test_documented import CASES, HARMFUL

SMALL: Final = 120
"""So many of the smallest reports of the corpus are taken; large ones would only make fewer rounds."""
MOST: Final = 40
"""Files that the archive has at most; above it some are taken away."""
ALWAYS: Final = "alltid/Almvik T1 2023.txt"
"""A report that is never touched, as a run that can read nothing is refused."""
SLOW: Final = frozenset({"more inflated than allowed in all", "a .gz that inflates without end", *HARMFUL})
"""Cases that under the usual limits only cost time, or need a library that does harm."""


class Files:
    """The archive in a folder; the same chance makes the same of it."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self.folder = folder
        self.chance = chance
        self.number = 0
        found = sorted(fuzz.ROOT.glob("corpus/reports/*/*"), key=lambda path: (path.stat().st_size, path))
        self._stock = [(path.name, path.read_bytes()) for path in found if path.is_file()][:SMALL]
        self._others = [
            (f"fil.{ending}", data)
            for ending, made in {
                "html": fuzz.pages(),
                "pdf": fuzz.prints(),
                "xlsx": fuzz.workbooks(),
                "csv": fuzz.exported(),
                "eml": fuzz.mails("eml"),
                "msg": fuzz.mails("msg"),
                "zip": fuzz.archives("zips", "tars", "7zs", "overlapping"),
            }.items()
            for data in made
        ]
        self._cases = sorted(CASES.keys() - SLOW)
        always = folder / ALWAYS
        always.parent.mkdir(parents=True)
        always.write_text(
            "Almviks kommun\nUppföljning av uppdrag T1 2023\n\n1. Bygg en ishall (KS)\nUppdraget pågår.\n",
            encoding="utf-8",
        )

    def change(self) -> str:
        """Does some things by chance; which, in short."""
        done: dict[str, int] = {}
        while len(self._all()) < MOST // 3 or self.chance.random() < 0.8:
            what = self.chance.choice((self.add, self.add, self.pack, self.harm, self.copy, self.edit))
            if len(self._all()) > MOST or self.chance.random() < 0.3:
                what = self.chance.choice((self.take, self.move))
            what()
            done[what.__name__] = done.get(what.__name__, 0) + 1
        return " ".join(f"{name} {times}" for name, times in sorted(done.items()))

    def add(self) -> None:
        """A report as it is or changed."""
        name, data = self._one()
        self._place(name).write_bytes(data)

    def pack(self) -> None:
        """An archive of reports, maybe in another."""
        data, ending = b"", ""
        for _ in range(self.chance.randint(1, 3)):
            members = [self._one() for _ in range(self.chance.randint(1, 4))]
            if data:
                members.append((f"inre.{ending}", data))
            members = list(dict(members).items())
            ending = self.chance.choice(("zip", "7z", "tar", *(f"tar.{packer}" for packer in PACKERS)))
            match ending:
                case "zip":
                    data = zipped(*members)
                case "7z":
                    data = seven_zipped(*members)
                case _:
                    data = tarred(*members)
                    data = PACKERS[ending[4:]](data) if ending != "tar" else data
        self._place(f"arkiv.{ending}").write_bytes(
            self._changed(data) if self.chance.random() < 0.2 else data
        )

    def harm(self) -> None:
        """One of the documented odd things."""
        folder = self._place("fall")
        folder.mkdir()
        CASES[self.chance.choice(self._cases)](folder)

    def copy(self) -> None:
        """The same bytes under another name."""
        path = self._some()
        if path is not None:
            shutil.copyfile(path, self._place(path.name))

    def edit(self) -> None:
        """Other bytes under the same name, of the same size or not."""
        path = self._some()
        if path is not None:
            path.write_bytes(
                self._changed(path.read_bytes()) if self.chance.random() < 0.5 else self._one()[1]
            )

    def take(self) -> None:
        """A file or a folder that goes."""
        path = self._some()
        if path is None:
            return
        folder = path.parent
        if folder != self.folder and self.chance.random() < 0.3:
            shutil.rmtree(folder)
        else:
            path.unlink()

    def move(self) -> None:
        """A file under another name, in another folder."""
        path = self._some()
        if path is not None:
            path.rename(self._place(path.name))

    def _one(self) -> tuple[str, bytes]:
        name, data = self.chance.choice(self._stock if self.chance.random() < 0.7 else self._others)
        return name, self._changed(data) if self.chance.random() < 0.3 else data

    def _changed(self, data: bytes) -> bytes:
        changed = bytearray(data)
        for _ in range(self.chance.randint(1, 5)):
            at = self.chance.randrange(len(changed) or 1)
            match self.chance.choice(("byte", "cut", "double", "end")):
                case "byte" if changed:
                    changed[at] = self.chance.randrange(256)
                case "cut":
                    del changed[at : at + self.chance.randint(1, 400)]
                case "double":
                    changed[at:at] = changed[at : at + self.chance.randint(1, 400)]
                case "end" if self.chance.random() < 0.2:
                    del changed[at:]
        return bytes(changed)

    def _place(self, name: str) -> Path:
        """Where something new is put: in a folder that may be there already, under a name of its own."""
        self.number += 1
        folder = self.folder / self.chance.choice(("", "Norrby", "Söderby/2023", "a/b c"))
        folder.mkdir(parents=True, exist_ok=True)
        stem = re.sub(r"^\d+ ", "", name)
        return folder / f"{self.number} {stem}"

    def _all(self) -> list[Path]:
        """Ordinary files, in order, but for the one that stays."""
        found = [
            Path(place) / name
            for place, _, names in os.walk(self.folder)
            for name in names
            if name[:1] != "l"
        ]
        stays = self.folder / ALWAYS
        return sorted(path for path in found if path.is_file() and not path.is_symlink() and path != stays)

    def _some(self) -> Path | None:
        found = self._all()
        return self.chance.choice(found) if found else None
