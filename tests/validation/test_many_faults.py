"""Documents with more faults than a report holds."""

import json
import math
import tracemalloc
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from kvid_composition import (
    Limits,
    Report,
    ValidationConfig,
    validate_composition,
    validate_composition_text,
)
from kvid_composition.validation.issues import IssueCounts
from tests.documents import sound_document


def _bound(most: int, **options: Any) -> ValidationConfig:
    return ValidationConfig(limits=Limits(issues=most), **options)


def _codes(report: Report) -> dict[str, int]:
    return Counter(issue.code for issue in report.issues)


def _list_items(entries: list[Any]) -> dict[str, Any]:
    document = sound_document()
    document["tracks"].append({"id": "many", "items": entries})
    return document


def test_values_that_are_no_json_are_counted_beyond_the_bound() -> None:
    report = validate_composition(_list_items([math.nan] * 9), config=_bound(4))
    assert [issue.path[-1] for issue in report.issues] == ["0", "1", "2", "3"]
    assert report.omitted == IssueCounts(error=5)


def test_past_the_bound_a_document_is_not_looked_at_further() -> None:
    document = {**_list_items([math.nan] * 9), "fps": "30"}
    assert _codes(validate_composition(document, config=_bound(4))) == {"DOC104": 4}
    assert _codes(validate_composition(document, config=_bound(9)))["STR102"] == 1


def test_faults_of_shape_are_counted_beyond_the_bound() -> None:
    report = validate_composition(_list_items([5] * 9 + ["nobody"]), config=_bound(4))
    assert _codes(report) == {"STR102": 4}
    assert report.omitted == IssueCounts(error=5)


def test_what_the_rules_find_is_counted_beyond_the_bound() -> None:
    entries = [f"nobody{number}" for number in range(9)]
    report = validate_composition(_list_items(entries), config=_bound(4))
    assert [issue.path[-1] for issue in report.issues] == ["0", "1", "2", "3"]
    assert report.omitted == IssueCounts(error=5)


def test_repeated_keys_are_counted_beyond_the_bound() -> None:
    text = json.dumps(sound_document())[:-1] + ', "note": 1' * 10 + "}"
    report = validate_composition_text(text, config=_bound(4))
    assert _codes(report) == {"DOC103": 4}
    assert report.omitted == IssueCounts(error=5)


def test_repeated_keys_that_are_not_reported_are_not_counted() -> None:
    text = json.dumps(sound_document())[:-1] + ', "note": 1' * 10 + "}"
    assert validate_composition_text(text, config=_bound(4, ignore=["DOC103"])) == Report()


def test_an_error_is_found_behind_more_rounded_integers_than_the_bound() -> None:
    document = _list_items(["nobody"])
    document["note"] = [2**60] * 9
    document["items"]["vid1"]["left"] = 10**300
    report = validate_composition(document, config=_bound(4))
    assert _codes(report) == {"REF101": 1, "DOC110": 3}
    assert report.omitted == IssueCounts(warning=7)


@pytest.mark.parametrize("options", [{"ignore": ["DOC104"]}, {"severities": {"DOC104": "info"}}])
def test_an_error_is_found_behind_more_faults_that_are_no_errors(options: Any) -> None:
    document = _list_items([*[math.nan] * 9, "nobody"])
    report = validate_composition(document, config=_bound(4, **options))
    assert [issue.code for issue in report.errors] == ["REF101"]


def _make_nan() -> Any:
    return _list_items([math.nan] * 60_000)


def _make_rounded() -> Any:
    return [2**60] * 60_000


def _make_shapeless() -> Any:
    return _list_items([5] * 60_000)


def _make_missing() -> Any:
    return _list_items(["nobody"] * 60_000)


@pytest.mark.parametrize("make", [_make_nan, _make_rounded, _make_shapeless, _make_missing])
def test_faults_beyond_the_bound_take_no_memory(make: Callable[[], Any]) -> None:
    document, config = make(), _bound(100)
    tracemalloc.start()
    report = validate_composition(document, config=config)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(report.issues) == 100
    # An issue takes about 800 bytes: all of them would be 48 MB.
    assert peak < 8e6


def test_repeated_keys_beyond_the_bound_take_no_memory() -> None:
    text = "{" + '"a":0,' * 60_000 + '"a":0}'
    config = _bound(100)
    tracemalloc.start()
    report = validate_composition_text(text, config=config)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert report.omitted.error >= 60_000 - 100
    assert peak < 12e6
