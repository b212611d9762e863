"""Processes do what they are given; one that goes beyond its limits or dies costs no other task anything."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tertial.errors import UsageError
from tertial.run import RunLimits
from tertial.run.here import Here
from tertial.run.pool import Stopped, Workers
from tests.run import harm

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def pool() -> Iterator[Workers]:
    """Two processes under narrow limits."""
    pool = Workers(2, RunLimits(seconds=4, memory_mb=400))
    yield pool
    pool.shutdown(cancel_futures=True)


def test_answers_and_errors_come_back(pool: Workers) -> None:
    """Each to its own question, and what work raises is raised where its answer is asked for."""
    futures = [pool.submit(harm.square, n) for n in range(20)]
    failing = pool.submit(harm.raise_error, "borta")
    assert [future.result() for future in futures] == [n * n for n in range(20)]
    with pytest.raises(KeyError, match="borta"):
        failing.result()


@pytest.mark.parametrize(
    ("what", "cause", "how"),
    [
        ("hang", "time", ""),
        ("eat", "memory", ""),
        ("crash", "crash", f"signal {signal.SIGSEGV.value}"),
        ("leave", "crash", "status 3"),
    ],
)
def test_a_task_that_harms_is_given_up_and_no_other(pool: Workers, what: str, cause: str, how: str) -> None:
    """What is given before and after it is done; the answer says what happened."""
    before = [pool.submit(harm.square, n) for n in range(3)]
    harmful = pool.submit(harm.do, what)
    after = [pool.submit(harm.square, n) for n in range(3)]
    assert [future.result(60) for future in (*before, *after)] == [0, 1, 4] * 2
    with pytest.raises(Stopped) as caught:
        harmful.result(60)
    assert (caught.value.cause, caught.value.how) == (cause, how)
    assert len(multiprocessing.active_children()) <= pool.number, "what was given up is ended"


def test_a_task_is_tried_again_alone(pool: Workers, tmp_path: Path) -> None:
    """A crash that does not come twice is nobody's loss."""
    mark = tmp_path / "tried"
    assert pool.submit(crash_once, str(mark)).result(60) == "whole"
    assert mark.exists()


def crash_once(mark: str) -> str:
    """Crashes where there is no mark, and leaves one."""
    if not os.path.exists(mark):
        open(mark, "w").close()
        harm.do("crash")
    return "whole"


def test_limits_are_not_for_work_that_may_take_what_it_needs() -> None:
    """As comparing the reports of a municipality may."""
    pool = Workers(1, RunLimits(seconds=0.3))
    try:
        assert pool.unlimited.submit(harm.process_id, 1.0).result(60)
        with pytest.raises(Stopped, match="time"):
            pool.submit(harm.process_id, 5.0).result(60)
    finally:
        pool.shutdown(cancel_futures=True)


def test_processes_that_do_not_start_are_told() -> None:
    """Not waited for without end."""
    pool = Workers(2, RunLimits(), harm.fail_to_start)
    try:
        with pytest.raises(UsageError, match="can't be started"):
            pool.submit(harm.square, 2).result(60)
    finally:
        pool.shutdown(cancel_futures=True)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems have no such bond")
def test_workers_end_with_the_run_that_is_killed() -> None:
    """Also one that hangs."""
    program = (
        "import sys, time\n"
        "from tertial.run import RunLimits\nfrom tertial.run.pool import Workers\n"
        "from tests.run import harm\n"
        "if __name__ == '__main__':\n"
        "    pool = Workers(1, RunLimits())\n"
        "    print(pool.submit(harm.process_id, 0.0).result(), flush=True)\n"
        "    pool.submit(harm.do, 'hang').result()\n"
    )
    path = os.pathsep.join([str(ROOT), str(ROOT / "pipeline")])
    run = subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": path}
    )
    assert run.stdout is not None
    worker = int(run.stdout.readline())
    time.sleep(0.3)
    run.kill()
    run.wait()
    run.stdout.close()
    for _ in range(100):
        if not _lives(worker):
            return
        time.sleep(0.05)
    pytest.fail("the worker lives on")


def _lives(pid: int) -> bool:
    try:
        return " Z " not in Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return False


def test_this_process_gives_up_what_takes_too_long() -> None:
    """It can't be ended, so an alarm is set."""
    with pytest.raises(Stopped, match="time"):
        Here(RunLimits(seconds=0.05)).submit(harm.process_id, 10.0).result()
    assert Here(RunLimits(seconds=60)).submit(harm.square, 3).result() == 9


def test_the_time_limit_leaves_no_alarm_behind() -> None:
    """Neither a timer nor a handler, and an alarm of the caller's own stays as it was."""
    handler = signal.getsignal(signal.SIGALRM)
    here = Here(RunLimits(seconds=60))
    assert here.submit(signal.getitimer, signal.ITIMER_REAL).result()[0] > 0
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    assert signal.getsignal(signal.SIGALRM) is handler
    signal.setitimer(signal.ITIMER_REAL, 600)
    try:
        assert here.submit(signal.getitimer, signal.ITIMER_REAL).result()[0] > 60
        assert signal.getitimer(signal.ITIMER_REAL)[0] > 60
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
