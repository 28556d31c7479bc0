"""Sharing: the outcome of several workers is that of none."""

from collections.abc import Callable
from multiprocessing import Pipe
from pathlib import Path
from typing import Any

import pytest

from kvid_composition import ValidationConfig
from kvid_composition.checking.run import Unreadable
from kvid_composition.cli import pile, sharing
from kvid_composition.cli.checking import Outcome, Wanted, check_sources
from kvid_composition.cli.inputs import Found, make_source
from kvid_composition.cli.parcels import pack
from kvid_composition.cli.sharing import share_sources
from kvid_composition.cli.workers import Worker
from tests.cli.harness import broken_document, write_document
from tests.cli.threads import FakeProcess, start_threads, use_threads
from tests.documents import sound_document

CONFIGS = {"c": ValidationConfig(ignore=["REF"])}
WANTED = Wanted(
    configure=lambda source: CONFIGS.get(source.name, ValidationConfig()),
    most=3,
    with_excerpts=True,
)


@pytest.fixture(autouse=True)
def _stand_in_empty_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def sources() -> list[Found]:
    """Give files that are sound, broken and not there, and what was not found."""
    for name in "abc":
        write_document(Path(name), broken_document(name))
    write_document(Path("d"), sound_document())
    names = [*"abcd", "gone"]
    return [*map(make_source, names), Unreadable("pattern*", "no file matches this pattern")]


def share(sources: list[Found], jobs: int = 2) -> Outcome:
    return share_sources(sources, iter(sources), WANTED, jobs)


def list_outcome(outcome: Outcome) -> tuple[object, ...]:
    return list(outcome.files.items()), outcome.unreadable


def test_little_work_is_done_here(sources: list[Found], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(sharing, "start_workers")
    assert list_outcome(share(sources)) == list_outcome(check_sources(sources, WANTED))


@pytest.mark.parametrize("jobs", [2, 3, 8])
def test_workers_find_the_same_in_the_same_order(
    jobs: int, sources: list[Found], monkeypatch: pytest.MonkeyPatch
) -> None:
    use_threads(monkeypatch)
    assert list_outcome(share(sources, jobs)) == list_outcome(check_sources(sources, WANTED))


def test_whoever_shows_the_progress_is_asked_once_for_each_document(
    sources: list[Found], monkeypatch: pytest.MonkeyPatch
) -> None:
    use_threads(monkeypatch)
    asked: list[Found] = []

    def track() -> Any:
        for source in sources:
            asked.append(source)
            yield source
        asked.append(Unreadable("end", "all are done"))

    share_sources(sources, track(), WANTED, 2)
    assert asked == [*sources, Unreadable("end", "all are done")]


def test_where_no_worker_could_be_started_all_is_done_here(
    sources: list[Found], monkeypatch: pytest.MonkeyPatch
) -> None:
    use_threads(monkeypatch)
    monkeypatch.setattr(sharing, "start_workers", give([]))
    assert list_outcome(share(sources)) == list_outcome(check_sources(sources, WANTED))


class DyingWorker(Worker):
    """A worker that is killed as soon as it has something to do."""

    def receive(self) -> Any:
        if self.numbers:
            raise EOFError
        return super().receive()


def give(workers: list[Worker]) -> Callable[[int], list[Worker]]:
    """Let these workers be what is started."""

    def start(_: int) -> list[Worker]:
        return workers

    return start


def start_with_dying(dying: int, living: int) -> list[Worker]:
    """Give workers of which some die, and those that live slow to start."""
    killed: Any = FakeProcess(exitcode=-9)
    found: list[Worker] = []
    for _ in range(dying):
        ours, theirs = Pipe()
        theirs.send_bytes(pack(None))
        found.append(DyingWorker(killed, ours))
        # An end that is closed is heard at once.
        theirs.close()
    return [*found, *start_threads(living)]


@pytest.mark.parametrize(("dying", "living"), [(1, 1), (1, 0)])
def test_a_worker_that_dies_costs_the_document_that_it_was_at(
    dying: int, living: int, sources: list[Found], monkeypatch: pytest.MonkeyPatch
) -> None:
    use_threads(monkeypatch)
    monkeypatch.setattr(sharing, "start_workers", give(start_with_dying(dying, living)))
    # While workers start, something is done here.
    monkeypatch.setattr(pile, "_LIGHT", 0)
    outcome, expected = share(sources), check_sources(sources, WANTED)
    lost = [path for path in outcome.unreadable if "SIGKILL" in path.reason]
    assert len(lost) == dying
    assert [path for path in outcome.unreadable if path not in lost] == list(expected.unreadable)
    found = {source.name for source in outcome.files} | {path.path for path in lost}
    assert found == {source.name for source in expected.files}


def test_a_worker_that_dies_before_it_is_ready_costs_nothing(
    sources: list[Found], monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, theirs = Pipe()
    theirs.close()
    process: Any = FakeProcess(exitcode=1)
    use_threads(monkeypatch)
    monkeypatch.setattr(sharing, "start_workers", give([Worker(process, ours)]))
    assert list_outcome(share(sources)) == list_outcome(check_sources(sources, WANTED))


def test_equal_configurations_are_sent_once(
    sources: list[Found], monkeypatch: pytest.MonkeyPatch
) -> None:
    started = start_threads(2)
    use_threads(monkeypatch)
    monkeypatch.setattr(sharing, "start_workers", give(started))
    monkeypatch.setattr(pile, "_LIGHT", 0)
    share(sources)
    assert max(worker.has for worker in started) == 2
