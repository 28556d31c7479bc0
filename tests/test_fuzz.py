"""The fuzzer finds what is planted, and can be run again."""

import json
import time
from collections.abc import Callable
from itertools import chain
from random import Random
from typing import Any

import pytest

from kvid_composition import Report, validate_composition, validate_composition_text
from kvid_composition.document.values import is_array, is_object
from kvid_composition.testing.hostile.traps import HostileError
from tests import fuzz
from tests.fuzz import try_hostile_text, try_hostile_value, validate_small


def _list_parts(part: Any) -> list[Any]:
    return list(part.values()) if is_object(part) else part if is_array(part) else []


def _ask_for_length(document: Any) -> Report:
    parts = _list_parts(document)
    for part in chain(parts, *map(_list_parts, parts)):
        if issubclass(type(part), list):
            len(part)
    return validate_small(document)


def _recurse(document: Any) -> Report:
    def walk(part: Any) -> None:
        for each in _list_parts(part):
            walk(each)

    report = validate_small(document)
    if not any(issue.code in {"DOC106", "DOC107"} for issue in report.issues):
        walk(document)
    return report


def _ask_for_instance(document: Any) -> Report:
    _ = [isinstance(part, str) for part in _list_parts(document)]
    return validate_small(document)


def _look_up(document: Any) -> Report:
    for part in filter(is_object, [document, *_list_parts(document)]):
        _ = [part.get(key) for key in ("fps", "tracks", "items", "text1", "vid1", "aC", "aV")]
    return validate_small(document)


def _change(document: Any) -> Report:
    if is_object(document):
        for key in [key for key in document if type(key) is not str]:
            del document[key]
    return validate_small(document)


def _praise(document: Any) -> Report:
    return validate_small(document) if is_object(document) else Report()


def _hash_types(document: Any) -> Report:
    _ = set[type](map(type, _list_parts(document)))
    return validate_small(document)


def _list_sound_items(document: Any, report: Report) -> list[Any]:
    return list(document["items"].values()) if report.ok else []


def _gather_assets_of_any_type(document: Any) -> Report:
    report = validate_small(document)
    _ = {item.get("assetId") for item in _list_sound_items(document, report)}
    return report


def _add_fades_of_any_type(document: Any) -> Report:
    report = validate_small(document)
    for item in _list_sound_items(document, report):
        _ = item.get("audioFadeInDurationInSeconds", 0) + 1, item.get("cropLeft", 0) + 1
    return report


BROKEN: list[Callable[[Any], Report]] = [
    *(_ask_for_length, _recurse, _ask_for_instance, _look_up, _change),
    *(_praise, _hash_types, _gather_assets_of_any_type, _add_fades_of_any_type),
]


@pytest.mark.parametrize("validate", BROKEN, ids=lambda each: each.__name__.strip("_"))
def test_the_fuzzer_finds_a_planted_fault_within_some_thousand_values(
    validate: Callable[[Any], Report],
) -> None:
    def try_broken(random: Random) -> None:
        try_hostile_value(random, validate)

    def fails(target: Callable[[Random], None], seed: int) -> bool:
        return bool(fuzz.fuzz((target,), seed=seed, cases=1).failures)

    assert any(fails(try_broken, n) and not fails(try_hostile_value, n) for n in range(3000))


def _read_as_latin(data: bytes) -> Report:
    return validate_composition(json.loads(data.decode("latin-1")))


def _forget_the_report(data: bytes) -> Report:
    report = validate_composition_text(data)
    return report if report.ok else None  # type: ignore[return-value]


@pytest.mark.parametrize("validate", [_read_as_latin, _forget_the_report])
def test_the_fuzzer_finds_a_planted_fault_in_reading(validate: Callable[[bytes], Report]) -> None:
    tally = fuzz.fuzz((lambda random: try_hostile_text(random, validate),), seed=1, cases=100)
    assert tally.failures


def test_the_fuzzer_gives_the_same_cases_for_the_same_seed() -> None:
    drawn: list[float] = []
    fuzz.fuzz((lambda random: drawn.append(random.random()),), seed=7, cases=3)
    fuzz.fuzz((lambda random: drawn.append(random.random()),), seed=8, cases=1)
    assert drawn[1] == drawn[3]
    assert len({*drawn}) == 3


def test_the_fuzzer_ends_after_the_time_given() -> None:
    start = time.perf_counter()
    assert fuzz.fuzz((try_hostile_text,), seed=0, seconds=0.2).tried > 0
    assert time.perf_counter() - start < 5


def test_the_fuzzer_says_how_to_make_a_failure_again(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail_on_six(random: Random) -> None:
        if random.random() == Random(6).random():
            raise HostileError("\x1b[31msix")

    monkeypatch.setattr(fuzz, "TARGETS", {"six": (fail_on_six,)})
    assert fuzz.main(["six", "--count", "10", "--seed", "0"]) == 1
    shown = capsys.readouterr().out
    assert "failed: HostileError: \\u001b[31msix" in shown
    assert "python -m tests.fuzz six --count 1 --seed 6" in shown
    assert shown.splitlines()[-1].startswith("10 tried, 1 failed (")
    assert fuzz.main(["six", "--count", "6", "--seed", "0"]) == 0


def test_processes_share_the_cases_each_with_seeds_of_its_own(
    capfd: pytest.CaptureFixture[str],
) -> None:
    assert fuzz.main(["patches", "--count", "5", "--seed", "3", "--jobs", "2"]) == 0
    lines = sorted(line.split(",")[0] for line in capfd.readouterr().out.splitlines())
    assert lines == ["2 tried", "3 tried"]


def test_a_share_without_a_hit_is_below_three_in_all() -> None:
    assert fuzz.bound_share(0, 300) == 0.01
    assert fuzz.bound_share(0, 0) == 1


def test_a_share_with_hits_is_bounded_by_what_95_in_100_samples_keep_to() -> None:
    assert 0.1 < fuzz.bound_share(100, 1000) < 0.12
    assert fuzz.bound_share(10, 10) == 1
    # Of 1,000 samples of 200 with a share of 5 %, the bound is below it in about 50.
    below = 0
    for seed in range(1000):
        random = Random(seed)
        hits = sum(random.random() < 0.05 for _ in range(200))
        below += fuzz.bound_share(hits, 200) < 0.05
    assert 20 < below < 80
