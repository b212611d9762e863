"""A run over an invented municipality's reports, and one whose words are out to do harm."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from tertial.cli import main

CORPUS = Path(__file__).parents[2] / "corpus" / "reports"

HARM = """Farliga kommun
Uppföljning av uppdrag, tertial {n} 202{n}

1. <script>document.title = "taget"</script> Bygg en bro (KS)
Uppdraget är genomfört. <img src=x onerror="document.title='taget'"> & mer

2. HYPERLINK("http://exempel.example","Klicka") i titeln (KS)
+46 63 14 30 00 är numret. Uppdraget pågår. ' OR 1=1; DROP TABLE items; --

3. {{{{ 7*7 }}}} {{% raise %}} Anlägg en stig (TN)
Uppdraget bedöms inte bli genomfört under året.
"""


def made_run(place: Path) -> Path:
    """Runs over both in a place of their own; the folder of the dataset."""
    reports = place / "reports"
    shutil.copytree(CORPUS / "stortjarna", reports / "stortjarna")
    for n, mark in ((1, "="), (2, "+")):
        (reports / f"{mark}farliga T{n}.txt").write_text(HARM.format(n=n), encoding="utf-8")
    made = CliRunner().invoke(
        main, ["run", "--quiet", str(reports), "--out", str(place / "out"), "--workers", "1"]
    )
    assert made.exit_code == 0, made.output
    return place / "out"


@pytest.fixture(scope="session")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a run; read only."""
    return made_run(tmp_path_factory.mktemp("desk"))
