"""Workers that are threads of this process: as the real ones, without the time to start them."""

from multiprocessing import Pipe
from threading import Thread
from typing import Any

import pytest

from kvid_composition.cli import jobs, sharing
from kvid_composition.cli.workers import Worker, serve

__all__ = ["FakeProcess", "start_threads", "use_threads"]


class FakeProcess:
    """Stands for a process that serves in a thread, or that has died already."""

    def __init__(self, thread: Thread | None = None, exitcode: int = 0) -> None:
        self.thread = thread
        self.exitcode = exitcode

    def kill(self) -> None: ...

    def join(self) -> None:
        if self.thread:
            self.thread.join()


def start_threads(count: int) -> list[Worker]:
    return [_start_thread() for _ in range(count)]


def _start_thread() -> Worker:
    ours, theirs = Pipe()

    def work() -> None:
        with theirs:
            serve(theirs)

    thread = Thread(target=work, daemon=True)
    thread.start()
    process: Any = FakeProcess(thread)
    return Worker(process, ours)


def use_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every call of `validate` with several jobs use threads, however little there is to do."""
    monkeypatch.setattr(sharing, "start_workers", start_threads)
    monkeypatch.setattr(jobs, "_WEIGHT_OF_START", 1)
