"""Long work beside the window: two threads at most, and a `Job` that lives on the window's thread.

A `QRunnable` that owns its signals dies on the pool's thread; a `Job` belongs to the window and
is told by the future instead. The core knows only a callable `progress(fraction, what)`, which
raises `Cancelled` once the job was told to stop. A solver reports nothing while it searches: the
threads are daemons, so that one that is still at it does not keep a closed program alive.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

from assessor.api import Cancelled

Progress = Callable[[float, str], None]
TOLD_PER_SECOND = 20
AT_ONCE = 2


class Job(QObject):
    """One piece of work in the background.

    Signals
    -------
    succeeded(object), failed(Exception), cancelled()
        How it ended, on the window's thread.
    progressed(float, str)
        How far it is, at most 20 times a second.
    """

    succeeded = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    progressed = Signal(float, str)
    _ended = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stop = threading.Event()
        self._told = 0.0
        self._future: Future[Any] | None = None
        self._thread: threading.Thread | None = None
        self._ended.connect(self._on_ended, Qt.ConnectionType.QueuedConnection)

    @property
    def is_running(self) -> bool:
        """True until the work has ended."""
        return self._future is not None and not self._future.done()

    def cancel(self) -> None:
        """Ask the work to stop at its next report."""
        self._stop.set()
        if self._future is not None:
            self._future.cancel()

    def start(self, work: Callable[[Progress], Any], turns: threading.Semaphore) -> None:
        """Begin as soon as there is a turn; the work is given a `progress` to report to."""
        future: Future[Any] = Future()
        future.add_done_callback(self._on_done)
        self._future = future
        self._thread = threading.Thread(
            target=_carry_out, args=(future, work, self._report, turns), name="job", daemon=True
        )
        self._thread.start()

    def join(self, patience_s: float | None) -> None:
        """Wait for the end of the thread, not longer than asked."""
        if self._thread is not None:
            self._thread.join(patience_s)

    def _report(self, fraction: float, what: str) -> None:
        if self._stop.is_set():
            raise Cancelled
        now = time.monotonic()
        if fraction >= 1 or now - self._told >= 1 / TOLD_PER_SECOND:
            self._told = now
            self.progressed.emit(fraction, what)

    def _on_done(self, _future: Future[Any]) -> None:
        # on the worker's thread: only the queued signal crosses over
        with suppress(RuntimeError):  # the window went away meanwhile, and its jobs with it
            self._ended.emit()

    @Slot()
    def _on_ended(self) -> None:
        assert self._future is not None
        if self._stop.is_set() or self._future.cancelled():
            self.cancelled.emit()
            return
        error = self._future.exception()
        if error is None:
            self.succeeded.emit(self._future.result())
        elif isinstance(error, Cancelled):
            self.cancelled.emit()
        else:
            self.failed.emit(error)


def _carry_out(
    future: Future[Any],
    work: Callable[[Progress], Any],
    report: Progress,
    turns: threading.Semaphore,
) -> None:
    with turns:
        if not future.set_running_or_notify_cancel():
            return
        try:
            result = work(report)
        except Exception as error:  # noqa: BLE001 — whatever went wrong is told by the window
            future.set_exception(error)
        else:
            future.set_result(result)


class Jobs(QObject):
    """Starts jobs and ends them all when the window closes."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._turns = threading.Semaphore(AT_ONCE)
        self._running: list[Job] = []

    def start(self, work: Callable[[Progress], Any]) -> Job:
        """Run `work(progress)` in the background."""
        job = Job(self)
        self._running.append(job)
        for signal in (job.succeeded, job.failed, job.cancelled):
            signal.connect(lambda *_: self._forget(job))
        job.start(work, self._turns)
        return job

    def _forget(self, job: Job) -> None:
        if job in self._running:
            self._running.remove(job)

    @property
    def are_running(self) -> bool:
        """True while any thread is still at work, also on what was cancelled."""
        return any(job.is_running for job in self._running)

    def cancel_all(self) -> None:
        """Ask everything to stop at its next report."""
        for job in self._running:
            job.cancel()

    def shut_down(self, patience_s: float | None = None) -> None:
        """Cancel everything and wait until every thread has seen it, not longer than asked."""
        self.cancel_all()
        ends = None if patience_s is None else time.monotonic() + patience_s
        for job in self._running:
            job.join(None if ends is None else max(ends - time.monotonic(), 0.0))
