"""Sharing: the documents of a call given to several processes that check them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kvid_composition.checking.run import Unreadable
from kvid_composition.cli.checking import (
    Outcome,
    Task,
    Wanted,
    check_sources,
    check_task,
    place_file,
    place_unreadable,
)
from kvid_composition.cli.inputs import Found, Source, measure_source
from kvid_composition.cli.jobs import plan_workers, weigh
from kvid_composition.cli.ledger import Ledger, Result
from kvid_composition.cli.pile import Pile
from kvid_composition.cli.places import find_place
from kvid_composition.cli.workers import (
    Assignment,
    Worker,
    start_workers,
    stop_workers,
    wait_for,
)
from kvid_composition.validation.config import ValidationConfig

__all__ = ["share_sources"]


def share_sources(
    sources: Sequence[Found], tracked: Iterable[Found], wanted: Wanted, jobs: int
) -> Outcome:
    """Check documents in several processes, where that takes less time; the outcome is the same.

    Args:
        sources: the documents.
        tracked: gives them as well, and shows how many are done.
        wanted: what is to be found out.
        jobs: the most processes to start.
    """
    shared = {
        number: (source, place)
        for number, source in enumerate(sources)
        if isinstance(source, Source) and (place := find_place(source))
    }
    weights = {number: weigh(measure_source(place)) for number, (_, place) in shared.items()}
    count = plan_workers(weights.values(), jobs)
    if not count:
        return check_sources(tracked, wanted)
    workers = start_workers(count)
    try:
        ledger = Ledger(sources)
        desk = _Desk(sources, shared, wanted, ledger, Pile(weights, count), workers)
        for _ in zip(tracked, desk.check_all(), strict=True):
            pass
        return ledger.sum_up()
    finally:
        stop_workers(workers)


@dataclass(frozen=True, slots=True)
class _Desk:
    """Where documents are given out and results come in. Documents go by their numbers.

    Attributes:
        sources: the documents.
        shared: those that other processes can read, and how these read them.
        wanted: what is to be found out.
        ledger: what came of them.
        pile: those that others can read, and nobody has begun.
        workers: the processes that are alive.
        configs: every configuration that a worker has had to know.
    """

    sources: Sequence[Found]
    shared: Mapping[int, tuple[Source, Source]]
    wanted: Wanted
    ledger: Ledger
    pile: Pile
    workers: list[Worker]
    configs: list[ValidationConfig] = field(default_factory=list[ValidationConfig])

    def check_all(self) -> Iterator[None]:
        """Check all documents; give a sign whenever one is done."""
        yield from self._check_here(k for k in range(len(self.sources)) if k not in self.shared)
        while self.pile or any(worker.numbers for worker in self.workers):
            for worker in self.workers:
                if worker.is_idle:
                    self._give(worker, self.pile.take_some())
            here = self._take_for_here()
            yield from self._check_here(here)
            for worker in wait_for(self.workers, 0 if here else None):
                yield from self._receive(worker)

    def _take_for_here(self) -> list[int]:
        """Take something to do while no worker is ready, or when none is left."""
        if not self.workers:
            return self.pile.take_some()
        is_starting = not any(worker.is_ready for worker in self.workers)
        return self.pile.take_light() if is_starting else []

    def _check_here(self, numbers: Iterable[int]) -> Iterator[None]:
        for number in numbers:
            source = self.sources[number]
            if isinstance(source, Source):
                task = self.wanted.plan(source, self.ledger.errors)
                self._enter(number, check_task(task, self.wanted.configure(source)))
            else:
                self._enter(number, source)
            yield

    def _enter(self, number: int, result: Result) -> None:
        source = self.sources[number]
        if isinstance(result, Unreadable):
            result = place_unreadable(result, source, self.wanted)
        else:
            result = place_file(result, source, self.wanted)
        self.ledger.enter(number, result)

    def _give(self, worker: Worker, numbers: Sequence[int]) -> None:
        tasks: list[tuple[Task, int]] = []
        for number in numbers:
            source, place = self.shared[number]
            # Of the errors before it, those are counted that are known by now. With too few, a
            # document is looked at more closely than can be shown, which changes nothing.
            task = replace(self.wanted.plan(source, self.ledger.errors), source=place)
            tasks.append((task, self._number_config(self.wanted.configure(source))))
        worker.give(Assignment(tuple(self.configs[worker.has :]), tuple(tasks)), numbers)

    def _number_config(self, config: ValidationConfig) -> int:
        """Give the number of a configuration: thousands of documents share a handful."""
        if config not in self.configs:
            self.configs.append(config)
        return self.configs.index(config)

    def _receive(self, worker: Worker) -> Iterator[None]:
        try:
            result = worker.receive()
        except EOFError:
            yield from self._bury(worker)
            return
        # The first thing that a worker sends says that it has started.
        if result is not None:
            self._enter(worker.numbers.popleft(), result)
            yield

    def _bury(self, worker: Worker) -> Iterator[None]:
        """Report the document that a worker was at when it died; others do the rest of its work."""
        self.workers.remove(worker)
        reason = worker.explain_death()
        if worker.numbers:
            number = worker.numbers.popleft()
            self._enter(number, Unreadable(self.shared[number][0].name, reason))
            self.pile.put_back(worker.numbers)
            yield
