"""How the command line is run by tests: in a process of its own, as a user does."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Tertial = Callable[..., subprocess.CompletedProcess[str]]

REPORTS = {
    "almvik/Almvik T1 2023.txt": """Almviks kommun
Uppföljning av uppdrag, tertial 1 2023

1. Bygg en ny ishall vid Kärnan (KS)
Uppdraget pågår.
En förstudie är klar och ritningarna beställda.

2. Anlägg en stig runt sjön (KS)
Uppdraget bedöms bli genomfört under året.

3. Se över avgifterna för båtplatser (KS)
Uppdraget är inte påbörjat.
""",
    "almvik/Almvik T3 2023.txt": """Almviks kommun
Uppföljning av uppdrag, tertial 3 2023

1. Bygg en ny ishall vid Kärnan (KS)
Uppdraget är genomfört.
Hallen invigdes i november.

2. Anlägg en stig runt sjön (KS)
Uppdraget är inte genomfört.

3. Ta fram en plan för lekplatserna (KS)
Uppdraget pågår.
""",
}
"""Two reports of an invented municipality."""


@pytest.fixture(scope="session")
def tertial() -> Tertial:
    """Runs `tertial` with these arguments and gives back status, output and messages."""

    def call(*arguments: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "tertial", *(str(argument) for argument in arguments)]
        return subprocess.run(command, cwd=cwd, capture_output=True, text=True, encoding="utf-8")

    return call


def write_reports(folder: Path) -> None:
    """The two reports as files."""
    for name, text in REPORTS.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """A folder with the two reports."""
    folder = tmp_path / "reports"
    write_reports(folder)
    return folder


@pytest.fixture(scope="session")
def out(tmp_path_factory: pytest.TempPathFactory, tertial: Tertial) -> Path:
    """A dataset of the two reports."""
    folder = tmp_path_factory.mktemp("almvik")
    write_reports(folder / "reports")
    done = tertial("run", folder / "reports", "--out", folder / "out")
    assert done.returncode == 0, done.stderr
    return folder / "out"
