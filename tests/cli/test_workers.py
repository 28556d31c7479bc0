"""Workers: real processes that check documents, and how they end."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from multiprocessing import Pipe
from pathlib import Path
from typing import Any

import pytest

from kvid_composition import ValidationConfig
from kvid_composition.checking.run import CheckedFile, Unreadable
from kvid_composition.cli.checking import Task, check_task
from kvid_composition.cli.inputs import make_source
from kvid_composition.cli.workers import (
    Assignment,
    Worker,
    start_workers,
    stop_workers,
    wait_for,
    work,
)
from tests.cli.harness import broken_document, write_document
from tests.cli.threads import FakeProcess, start_threads
from tests.documents import sound_document

ALL_RULES = ValidationConfig()
OUT_OF_MEMORY = "if memory ran out, fewer --jobs need less"
NO_REFERENCES = ValidationConfig(ignore=["REF"])


@pytest.fixture(scope="module")
def workers() -> Iterator[list[Worker]]:
    started = start_workers(2)
    yield started
    stop_workers(started)


@pytest.fixture
def worker() -> Iterator[Worker]:
    (started,) = start_threads(1)
    yield started
    started.pipe.close()


def make_task(path: Path) -> Task:
    return Task(source=make_source(str(path)), with_excerpts=True, with_corrections=True)


def receive_some(worker: Worker, count: int) -> list[object]:
    results: list[object] = []
    while len(results) < count:
        assert wait_for([worker], 60) == [worker]
        result = worker.receive()
        results += [] if result is None else [result]
    return results


def test_a_worker_finds_what_is_found_here(tmp_path: Path, workers: list[Worker]) -> None:
    tasks = [
        make_task(write_document(tmp_path / "a.json", broken_document())),
        make_task(tmp_path / "gone.json"),
        make_task(write_document(tmp_path / "b.json", sound_document())),
    ]
    for worker in workers:
        worker.give(Assignment((ALL_RULES,), tuple((task, 0) for task in tasks)), range(3))
        results = receive_some(worker, 3)
        assert results == [check_task(task, ALL_RULES) for task in tasks]
        assert [type(result) for result in results] == [CheckedFile, Unreadable, CheckedFile]


def test_a_configuration_is_sent_once(tmp_path: Path, worker: Worker) -> None:
    task = make_task(write_document(tmp_path / "a.json", broken_document()))
    worker.give(Assignment((ALL_RULES, NO_REFERENCES), ((task, 1),)), [0])
    assert worker.has == 2
    worker.give(Assignment((), ((task, 0),)), [1])
    silent, speaking = receive_some(worker, 2)
    assert isinstance(silent, CheckedFile)
    assert isinstance(speaking, CheckedFile)
    assert (silent.report.issues, len(speaking.report.issues)) == ((), 1)


def test_a_worker_is_idle_from_its_first_word_until_it_gets_work(worker: Worker) -> None:
    states = [worker.is_idle]
    wait_for([worker])
    assert worker.receive() is None
    states.append(worker.is_idle)
    worker.give(Assignment((), ()), [0])
    assert [*states, worker.is_idle] == [False, True, False]


def test_nobody_is_heard_of_when_the_time_is_up(worker: Worker) -> None:
    wait_for([worker])
    worker.receive()
    assert (wait_for([worker], 0), wait_for([], 0)) == ([], [])


@pytest.mark.parametrize(
    ("exit_code", "reason"),
    [
        (1, "the process that checked it ended with exit code 1"),
        (-15, "the process that checked it was ended by SIGTERM"),
        (-50, "the process that checked it was ended by signal 50"),
        (
            -9,
            f"the process that checked it was ended by SIGKILL; {OUT_OF_MEMORY}",
        ),
    ],
)
def test_a_death_is_explained(exit_code: int, reason: str) -> None:
    process: Any = FakeProcess(exitcode=exit_code)
    assert Worker(process, Pipe()[0]).explain_death() == reason


def test_a_worker_that_was_killed_says_so_when_it_is_heard() -> None:
    (worker,) = start_workers(1)
    worker.process.kill()
    assert wait_for([worker], 60) == [worker]
    worker.give(Assignment((), ()), [])
    with pytest.raises(EOFError):
        worker.receive()
    assert "SIGKILL" in worker.explain_death()
    stop_workers([worker])


def test_a_pipe_that_breaks_is_a_death(monkeypatch: pytest.MonkeyPatch) -> None:
    process: Any = FakeProcess()
    ours, theirs = Pipe()
    worker = Worker(process, ours)
    theirs.close()
    worker.give(Assignment((), ()), [])
    ours.close()
    with pytest.raises(EOFError):
        worker.receive()


def test_stopping_ends_a_worker_that_is_at_work() -> None:
    (worker,) = start_workers(1)
    stop_workers([worker])
    assert worker.process.exitcode == -signal.SIGKILL


def test_a_worker_ends_when_nobody_is_there_any_more() -> None:
    (worker,) = start_workers(1)
    worker.pipe.close()
    worker.process.join(60)
    assert worker.process.exitcode == 0


def test_where_no_process_can_be_started_there_are_no_workers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(_: object) -> None:
        raise BlockingIOError

    monkeypatch.setattr("multiprocessing.process.BaseProcess.start", fail)
    assert start_workers(2) == []


def test_a_worker_does_not_hear_an_interrupt(monkeypatch: pytest.MonkeyPatch) -> None:
    ignored: list[tuple[object, object]] = []

    def note(number: object, handler: object) -> None:
        ignored.append((number, handler))

    monkeypatch.setattr(signal, "signal", note)
    ours, theirs = Pipe()
    ours.close()
    work(theirs)
    assert ignored == [(signal.SIGINT, signal.SIG_IGN)]


def test_a_process_that_starts_does_not_hear_one_either() -> None:
    # Whatever starts them gets the signal, at the end.
    script = (
        "import os, signal, time\n"
        "from kvid_composition.cli import workers\n"
        "if __name__ == '__main__':\n"
        "    found = []\n"
        "    try:\n"
        "        with workers._hold_interrupts():\n"
        "            found += workers.start_workers(2)\n"
        "            os.killpg(0, signal.SIGINT)\n"
        "            time.sleep(0.2)\n"
        "    except KeyboardInterrupt:\n"
        "        for worker in found:\n"
        "            workers.wait_for([worker], 60)\n"
        "            print(worker.receive(), worker.is_ready)\n"
        "        workers.stop_workers(found)\n"
    )
    command = [sys.executable, "-c", script]
    result = subprocess.run(command, capture_output=True, check=True, start_new_session=True)
    assert (result.stdout, result.stderr) == (b"None True\n" * 2, b"")


def test_without_signals_that_can_be_held_workers_start_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delattr(signal, "pthread_sigmask")
    started = start_workers(1)
    monkeypatch.undo()
    assert wait_for(started, 60) == started
    stop_workers(started)


def test_a_worker_imports_nothing_of_the_command_line() -> None:
    script = (
        "import sys, kvid_composition.cli.workers; "
        "print([m for m in ('typer', 'rich', 'click') if m in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert result.stdout.strip() == b"[]"
