"""Workers: processes that check documents, each at the other end of a pipe."""

import signal
from collections import deque
from collections.abc import Generator, Iterable
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from kvid_composition.checking.run import CheckedFile, Unreadable
from kvid_composition.cli.checking import Task, check_task
from kvid_composition.cli.parcels import pack, unpack
from kvid_composition.validation.config import ValidationConfig

__all__ = ["Assignment", "Worker", "serve", "start_workers", "stop_workers", "wait_for", "work"]


@dataclass(frozen=True, slots=True)
class Assignment:
    """What a worker is to do next.

    Attributes:
        configs: configurations that it does not have yet; they follow those that it has.
        tasks: documents, each with the number of its configuration.
    """

    configs: tuple[ValidationConfig, ...]
    tasks: tuple[tuple[Task, int], ...]


@dataclass(eq=False, slots=True)
class Worker:
    """A process that checks documents, as seen by the one that gives them to it.

    Attributes:
        process: the process.
        pipe: our end of the pipe to it.
        is_ready: it has said that it has started.
        has: how many configurations it has.
        numbers: the numbers of the documents that it has, in its order.
    """

    process: BaseProcess
    pipe: "Connection[bytes, bytes]"
    is_ready: bool = False
    has: int = 0
    numbers: deque[int] = field(default_factory=deque[int])

    @property
    def is_idle(self) -> bool:
        """Tell whether it waits for work, and so reads what is sent to it at once."""
        return self.is_ready and not self.numbers

    def give(self, assignment: Assignment, numbers: Iterable[int]) -> None:
        """Send it what to do; if it has died, `receive` will say so."""
        self.has += len(assignment.configs)
        self.numbers.extend(numbers)
        with suppress(OSError):
            self.pipe.send_bytes(pack(assignment))

    def receive(self) -> CheckedFile | Unreadable | None:
        """Take what it sends: the result of its next document, or None for that it is ready.

        Raises:
            EOFError: it has died.
        """
        try:
            result: CheckedFile | Unreadable | None = unpack(self.pipe.recv_bytes())
        except OSError as error:
            raise EOFError from error
        self.is_ready = True
        return result

    def explain_death(self) -> str:
        """Say how it died, as a phrase, when it has."""
        self.process.join()
        code = self.process.exitcode or 0
        if code >= 0:
            return f"the process that checked it ended with exit code {code}"
        name = signal.Signals(-code).name if -code in set(signal.Signals) else f"signal {-code}"
        memory = "; if memory ran out, fewer --jobs need less" if name == "SIGKILL" else ""
        return f"the process that checked it was ended by {name}{memory}"


def start_workers(count: int) -> list[Worker]:
    """Start so many workers, or fewer where the system lets no more be started."""
    workers: list[Worker] = []
    # A new process is spawned on every system: what is the same everywhere can be tested anywhere,
    # and a copy of this process could hold a lock for ever that a thread of it had taken.
    context = get_context("spawn")
    with suppress(OSError), _hold_interrupts():
        for _ in range(count):
            ours, theirs = context.Pipe()
            process = context.Process(target=work, args=(theirs,), daemon=True)
            process.start()
            theirs.close()
            workers.append(Worker(process, ours))
    return workers


def stop_workers(workers: Iterable[Worker]) -> None:
    """End workers at once, whatever they do."""
    with _hold_interrupts():
        for worker in workers:
            worker.process.kill()
            worker.pipe.close()
        for worker in workers:
            worker.process.join()


def wait_for(workers: Iterable[Worker], timeout: float | None = None) -> list[Worker]:
    """Give the workers that have sent something or have died, as soon as there are some.

    Args:
        workers: those to wait for.
        timeout: for how many seconds at most; None for as long as it takes.
    """
    waiting = list(workers)
    heard = wait([worker.pipe for worker in waiting], timeout)
    return [worker for worker in waiting if worker.pipe in heard]


@contextmanager
def _hold_interrupts() -> Generator[None, None, None]:
    """Let Ctrl-C wait until this is over; processes that are started meanwhile never get it.

    A terminal sends it to all of them, and each would say where it was interrupted. On Windows
    there is no such thing as holding a signal.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    # What is spawned needs this process of Python's, which is started with the first; to start it
    # would let signals through. Windows has no such thing.
    from multiprocessing.resource_tracker import ensure_running  # noqa: PLC0415

    ensure_running()
    held = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, held)


def work(pipe: "Connection[bytes, bytes]") -> None:
    """Be a worker, in a process of one's own."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    serve(pipe)


def serve(pipe: "Connection[bytes, bytes]") -> None:
    """Check what comes through a pipe, document by document, until nobody is at its other end."""
    configs: list[ValidationConfig] = []
    with suppress(EOFError, ConnectionError):
        pipe.send_bytes(pack(None))
        while True:
            assignment: Assignment = unpack(pipe.recv_bytes())
            configs += assignment.configs
            for task, number in assignment.tasks:
                pipe.send_bytes(pack(check_task(task, configs[number])))
