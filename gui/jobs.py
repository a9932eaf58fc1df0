"""Long work beside the window: one executor, and a `Job` that lives on the window's thread.

A `QRunnable` that owns its signals dies on the pool's thread; a `Job` belongs to the window and
is told by the future instead. The core knows only a callable `progress(fraction, what)`, which
raises `Cancelled` once the job was told to stop.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

from assessor.api import Cancelled

Progress = Callable[[float, str], None]
TOLD_PER_SECOND = 20


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

    def start(self, executor: ThreadPoolExecutor, work: Callable[[Progress], Any]) -> None:
        """Begin; the work is given a `progress` to report to."""
        self._future = executor.submit(work, self._report)
        self._future.add_done_callback(self._on_done)

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


class Jobs(QObject):
    """Starts jobs and ends them all when the window closes."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._executor = ThreadPoolExecutor(max_workers=2, thread_name_prefix="job")
        self._running: list[Job] = []

    def start(self, work: Callable[[Progress], Any]) -> Job:
        """Run `work(progress)` in the background."""
        job = Job(self)
        self._running.append(job)
        for signal in (job.succeeded, job.failed, job.cancelled):
            signal.connect(lambda *_: self._forget(job))
        job.start(self._executor, work)
        return job

    def _forget(self, job: Job) -> None:
        if job in self._running:
            self._running.remove(job)

    @property
    def are_running(self) -> bool:
        """True while any thread is still at work, also on what was cancelled."""
        return any(job.is_running for job in self._running)

    def shut_down(self, *, wait: bool = True) -> None:
        """Cancel everything; where asked, wait until every thread has seen it."""
        for job in self._running:
            job.cancel()
        self._executor.shutdown(wait=wait, cancel_futures=True)
