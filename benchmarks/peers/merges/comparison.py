"""The comparison: every merger that is installed, on the same triples and the same small cases."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from random import Random
from statistics import median
from time import perf_counter
from typing import Any

from benchmarks.peers.merges.cases import CASES, Case
from benchmarks.peers.merges.lost_edits import list_lost_edits
from benchmarks.peers.merges.mergers import Merge, Merger, Outcome, call_merge
from benchmarks.peers.merges.references import list_broken_references
from kvid_composition.testing.three_ways.making import make_random_triple
from kvid_composition.testing.three_ways.triple import Triple

__all__ = ["Comparison", "Tally", "compare_mergers", "judge_case", "make_triples", "tally_merges"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What a merger made of all triples.

    Attributes:
        name: the merger.
        version: of the package.
        clean: merges with nothing to decide.
        conflicts: merges with something to decide.
        failed: merges without an answer.
        broken: clean ones in which a reference is broken.
        lost: clean ones in which an edit of one side is lost.
        milliseconds: a merge takes, in the median.
        cases: what it says to each of the small cases.
    """

    name: str
    version: str
    clean: int
    conflicts: int
    failed: int
    broken: int
    lost: int
    milliseconds: float
    cases: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """All tallies of a run.

    Attributes:
        count: how many triples there were.
        seed: where chance began.
        tallies: by merger.
        absent: the mergers that are not installed.
    """

    count: int
    seed: int
    tallies: tuple[Tally, ...]
    absent: tuple[Merger, ...]


def compare_mergers(mergers: Sequence[Merger], *, count: int, seed: int) -> Comparison:
    """Let each merger merge the same triples."""
    installed = [merger for merger in mergers if merger.find_version()]
    return Comparison(
        count=count,
        seed=seed,
        tallies=tally_merges(installed, make_triples(count, seed)),
        absent=tuple(merger for merger in mergers if merger not in installed),
    )


def make_triples(count: int, seed: int) -> list[Triple]:
    """Make triples of all mixes in which no version has a broken reference."""
    random = Random(seed)
    triples: list[Triple] = []
    while len(triples) < count:
        triple = make_random_triple(random)
        if not any(map(list_broken_references, triple.versions)):
            triples.append(triple)
    return triples


def tally_merges(mergers: Sequence[Merger], triples: Sequence[Triple]) -> tuple[Tally, ...]:
    """Merge triples, and count what came of it.

    The mergers take turns: whatever else the machine has to do slows all of them down.
    """
    merges = [merger.load() for merger in mergers]
    rounds = [[_time_merge(merge, triple) for merge in merges] for triple in triples]
    return tuple(
        _count(merger, merge, triples, timed)
        for merger, merge, timed in zip(mergers, merges, zip(*rounds, strict=True), strict=True)
    )


def _count(
    merger: Merger, merge: Merge, triples: Sequence[Triple], timed: Iterable[tuple[Outcome, float]]
) -> Tally:
    outcomes, seconds = zip(*timed, strict=True)
    verdicts = [outcome.verdict for outcome in outcomes]
    clean = [
        (triple, outcome.document)
        for triple, outcome in zip(triples, outcomes, strict=True)
        if outcome.verdict == "clean"
    ]
    return Tally(
        name=merger.name,
        version=merger.find_version() or "",
        clean=len(clean),
        conflicts=verdicts.count("conflict"),
        failed=verdicts.count("failed"),
        broken=sum(bool(list_broken_references(document)) for _, document in clean),
        lost=sum(bool(list_lost_edits(triple, document)) for triple, document in clean),
        milliseconds=median(seconds) * 1000,
        cases=tuple(judge_case(case, merge) for case in CASES),
    )


def _time_merge(merge: Merge, triple: Triple) -> tuple[Outcome, float]:
    base, ours, theirs = _copy(triple.versions)
    start = perf_counter()
    outcome = call_merge(merge, base, ours, theirs)
    seconds = perf_counter() - start
    return replace(outcome, document=_copy(outcome.document)), seconds


def _copy(value: Any) -> Any:
    """Copy JSON by way of a text: no two parts are shared, and no library's own kinds of objects.

    What is not JSON becomes a text that says what it was.
    """
    return json.loads(json.dumps(value, default=repr))


def judge_case(case: Case, merge: Merge) -> str:
    """Tell what a merger says to a small case, and whether that is right."""
    outcome = call_merge(merge, *_copy((case.base, case.ours, case.theirs)))
    document = _copy(outcome.document)
    if outcome.verdict == "failed":
        return f"fails: {outcome.detail}"
    if outcome.verdict == "conflict":
        return "a conflict"
    if document == case.wanted:
        return "clean, and right"
    faults = list_broken_references(document) or [_locate(case.added, document)]
    return f"clean, but wrong: {', '.join(faults)}"


def _locate(name: str, document: Any) -> str:
    tracks = [str(track["id"]) for track in document["tracks"] if name in track["items"]]
    return f"{name} is on {' and '.join(tracks) or 'no track'}"
