"""What `tertial run` tells while it goes on, and the limits it takes."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tertial.cli import main, progress
from tertial.cli.limits import limited
from tertial.cli.progress import Pace
from tertial.run import Found, Outcome, Processed, RunLimits
from tertial.run.reading import prepare
from tertial.sources import Limits

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def plain_logging() -> Iterator[None]:
    """Each call sets up logging as a process of its own would."""
    root = logging.getLogger()
    before = root.handlers[:]
    root.handlers[:] = []
    yield
    root.handlers[:] = before


def run(reports: Path, out: Path, *options: str) -> Result:
    """`tertial run` in this process."""
    return CliRunner().invoke(main, ["run", str(reports), "--out", str(out), "--workers", "1", *options])


def told(result: Result) -> list[dict[str, Any]]:
    """The lines of --json-log."""
    return [json.loads(line) for line in result.stderr.splitlines()]


def test_every_event_is_a_line_of_json(
    reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each with its time and the fields that docs/many_files.md names, and nothing else is said."""
    monkeypatch.setattr(progress, "SECONDS_BETWEEN", 0.0)
    (reports / "tom.txt").write_bytes(b"")
    done = run(reports, tmp_path / "out", "--json-log")
    assert (done.exit_code, done.stdout) == (1, "")
    lines = told(done)
    events = ["found", *["file", "progress"] * 3, "step", "step", "finished"]
    assert [line["event"] for line in lines] == events
    page = (ROOT / "docs" / "many_files.md").read_text(encoding="utf-8")
    rows = {row.split("`")[1]: row for row in page.splitlines() if row.startswith("| `")}
    for line in lines:
        assert all(f"`{name}`" in rows[line["event"]] for name in line.keys() - {"event", "time"}), line
    assert lines[0]["files"] == 3
    (empty,) = [line for line in lines if line.get("source") == "tom.txt"]
    assert (empty["outcome"], empty["quarantined"]) == ("failed", False)
    assert "tom.txt is empty" in empty["reason"]
    books = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
    assert lines[-1]["counts"] == books["counts"]


def test_a_second_run_tells_what_is_unchanged_and_gone(reports: Path, tmp_path: Path) -> None:
    """To people and to programs; with --fresh nothing is taken over."""
    run(reports, tmp_path / "out", "--quiet")
    (gone,) = reports.rglob("*T1*.txt")
    gone.unlink()
    done = run(reports, tmp_path / "out")
    assert "gone almvik/Almvik T1 2023.txt" in done.stderr or f"gone {gone.name}" in done.stderr
    assert "1 file is unchanged" in done.stderr
    assert not re.search(r"\b1 (?:files|items|links|matters|figures|reports)\b", done.stderr)
    last = told(run(reports, tmp_path / "out", "--json-log"))[-1]
    assert (last["unchanged"], last["gone"]) == (1, 0)
    assert told(run(reports, tmp_path / "out", "--json-log", "--fresh"))[-1]["unchanged"] == 0


def test_a_run_that_fails_says_so_in_json(tmp_path: Path) -> None:
    """With the exit status of wrong usage, and without a traceback."""
    (tmp_path / "reports").mkdir()
    done = run(tmp_path / "reports", tmp_path / "out", "--json-log")
    assert done.exit_code == 2
    assert (told(done)[-1]["event"], "no files" in told(done)[-1]["problem"]) == ("error", True)


def test_a_limit_is_set_by_name(reports: Path, tmp_path: Path) -> None:
    """Several are, and the last of a name holds; one that is unknown or no number is refused."""
    given = ["seconds=5", "memory_mb=900", "nesting=2", "seconds=7.5"]
    set_so = (RunLimits(seconds=7.5, memory_mb=900), Limits(nesting=2))
    assert limited(given, RunLimits(), Limits()) == set_so
    for wrong, words in (
        ("minutes=5", "The limits are seconds, memory_mb, file_mb"),
        ("seconds=", "Give a number above 0"),
        ("nesting=1.5", "Give a whole number above 0"),
    ):
        done = run(reports, tmp_path / "out", "--limit", wrong)
        assert done.exit_code == 2
        assert words in done.stderr
    done = run(reports, tmp_path / "out", "--limit", "seconds=0.000001", "--json-log")
    assert done.exit_code == 2, "none could be read"
    assert "took more than 1e-06 s" in done.stderr


def test_the_pace_is_that_of_what_is_read_now() -> None:
    """Files that an earlier run has read say nothing of how long the others will take."""
    now = [100.0]
    pace = Pace(lambda: now[0])
    pace.see(Found(n=10))
    assert pace.left is None
    for n in range(6):
        pace.see(Processed(source=str(n), outcome=Outcome.READ, reused=n < 2))
    now[0] += 8
    assert (pace.rate, pace.left) == (0.5, 8.0)
    assert str(pace) == "6 of 10 files, 0.5 a second, 8 s left: 6 read, 2 unchanged"


@pytest.mark.parametrize("option", ["--quiet", "--json-log"])
def test_ctrl_c_says_that_the_run_can_go_on(
    option: str, reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With an exit status of its own, and without a traceback; what was read is kept."""

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(import_module("tertial.run.process"), "gather", stopped)
        done = run(reports, tmp_path / "out", option)
    assert done.exit_code == 130
    assert "goes on from there" in done.stderr and "Traceback" not in done.stderr
    assert told(run(reports, tmp_path / "out", "--json-log"))[-1]["unchanged"] == 2


def test_only_the_user_s_files_are_told_of(caplog: pytest.LogCaptureFixture) -> None:
    """Not what a process reads to be ready."""
    with caplog.at_level(logging.INFO, "tertial"):
        prepare()
    assert not caplog.records
