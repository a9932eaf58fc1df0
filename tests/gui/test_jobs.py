from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from gui.jobs import Job, Jobs, Progress


@pytest.fixture
def jobs() -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.shut_down()


def started(jobs: Jobs, signal: str, work: object, seen: list[object]) -> Job:
    job = jobs.start(work)  # type: ignore[arg-type]  # a callable of progress
    getattr(job, signal).connect(lambda *given: seen.append((threading.current_thread(), *given)))
    return job


def test_that_a_result_arrives_on_the_windows_thread(qtbot: QtBot, jobs: Jobs) -> None:
    seen: list[object] = []
    job = started(jobs, "succeeded", lambda _progress: 42, seen)
    qtbot.waitUntil(lambda: bool(seen), timeout=5000)
    assert seen == [(threading.main_thread(), 42)]
    assert not job.is_running


def test_that_a_failure_arrives_with_what_was_raised(qtbot: QtBot, jobs: Jobs) -> None:
    seen: list[object] = []

    def work(_progress: Progress) -> None:
        raise ValueError("no such year")

    started(jobs, "failed", work, seen)
    qtbot.waitUntil(lambda: bool(seen), timeout=5000)
    thread, error = seen[0]  # type: ignore[misc]  # a pair
    assert thread is threading.main_thread()
    assert str(error) == "no such year"


def test_that_work_stops_at_its_next_report_once_it_is_told_to(qtbot: QtBot, jobs: Jobs) -> None:
    seen: list[object] = []
    begun, may_go_on = threading.Event(), threading.Event()

    def work(progress: Progress) -> None:
        begun.set()
        may_go_on.wait(5)
        progress(0.5, "half")
        seen.append("went on")

    job = started(jobs, "cancelled", work, seen)
    assert begun.wait(5)
    job.cancel()
    may_go_on.set()
    qtbot.waitUntil(lambda: bool(seen), timeout=5000)
    assert seen == [(threading.main_thread(),)]


def test_that_progress_is_told_and_ends_at_one(qtbot: QtBot, jobs: Jobs) -> None:
    seen: list[object] = []
    listening = threading.Event()

    def work(progress: Progress) -> None:
        listening.wait(5)
        for step in range(1000):
            progress(step / 1000, "step")
        progress(1.0, "done")

    started(jobs, "progressed", work, seen)
    listening.set()
    qtbot.waitUntil(lambda: bool(seen) and seen[-1][1] == 1.0, timeout=5000)  # type: ignore[index]  # a tuple
    assert len(seen) < 50, "twenty times a second, not a thousand times"
    assert seen[-1] == (threading.main_thread(), 1.0, "done")


def test_that_closing_cancels_what_still_runs(qtbot: QtBot) -> None:
    jobs = Jobs()
    begun, ended = threading.Event(), threading.Event()

    def work(progress: Progress) -> None:
        begun.set()
        try:
            while True:
                progress(0.1, "for ever")
        finally:
            ended.set()

    jobs.start(work)
    assert begun.wait(5)
    jobs.shut_down()
    assert ended.is_set()
