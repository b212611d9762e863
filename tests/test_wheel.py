"""What is installed is the whole package, with its tables."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "pipeline" / "tertial"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_carries_every_module_and_table(wheel: Path) -> None:
    """Each file of the package and each trained model is in it, and nothing else but its description."""
    ours = {
        f"tertial/{path.relative_to(PACKAGE).as_posix()}"
        for path in PACKAGE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    for model in (ROOT / "models").glob("*/model"):
        ours |= {
            f"tertial/models/{model.parent.name}/{path.relative_to(model).as_posix()}"
            for path in model.rglob("*")
            if path.is_file()
        }
    names = set(zipfile.ZipFile(wheel).namelist())
    assert ours <= names
    assert all(".dist-info/" in name for name in names - ours)


def test_the_command_works_from_the_wheel_alone(wheel: Path, tmp_path: Path) -> None:
    """A report is read with the wheel's own tables, far from the checkout."""
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    report = tmp_path / "Almviks kommun T2 2023.txt"
    report.write_text(
        "Uppföljning av uppdrag T2 2023\n\nBygg en ny ishall (KS)\nUppdraget pågår.\n", encoding="utf-8"
    )
    code = "import sys, tertial; print(tertial.__file__); from tertial.cli import main; main(sys.argv[1:])"
    done = subprocess.run(
        [sys.executable, "-c", code, "run", str(report), "--out", str(tmp_path / "out")],
        env={"PYTHONPATH": str(tmp_path / "site")},
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(str(tmp_path / "site"))
    assert (tmp_path / "out" / "items.csv").is_file()
