"""A dataset to be reviewed: an invented municipality's reports, and one whose words are out to do harm."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.report.conftest import made_run


@pytest.fixture(scope="session")
def desk_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a run; read only."""
    return made_run(tmp_path_factory.mktemp("review"))


@pytest.fixture
def desk(desk_made: Path, tmp_path: Path) -> Path:
    """The same, to be decided on."""
    return Path(shutil.copytree(desk_made, tmp_path / "out"))
