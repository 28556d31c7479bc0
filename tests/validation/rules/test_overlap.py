"""TIM105: who overlaps whom, reported once an item."""

from typing import Any

import pytest

from kvid_composition import Issue, validate_composition
from kvid_composition.validation.rules.examples import sketch_composition, sketch_item


def _make(
    times: dict[str, tuple[float, float]], *tracks: list[str], **members: Any
) -> dict[str, Any]:
    items = {
        name: sketch_item(id=name, durationInFrames=duration) | {"from": start}
        for name, (start, duration) in times.items()
    }
    listed = [{"id": f"track {n}", "items": names} for n, names in enumerate(tracks)]
    return sketch_composition(tracks=listed, items=items, durationInFrames=1000, **members)


def _find(document: Any) -> list[Issue]:
    return [issue for issue in validate_composition(document).issues if issue.code == "TIM105"]


def _pairs(document: Any) -> list[tuple[str, ...]]:
    return [(issue.path, *issue.related) for issue in _find(document)]


def _prints(document: Any) -> list[str]:
    return sorted(issue.fingerprint for issue in _find(document))


def test_of_items_that_start_together_the_later_one_in_the_list_overlaps() -> None:
    times = {"a": (0.0, 10.0), "b": (0.0, 10.0)}
    assert _pairs(_make(times, ["a", "b"])) == [("/items/b", "/items/a")]
    assert _pairs(_make(times, ["b", "a"])) == [("/items/a", "/items/b")]


def test_an_item_on_two_tracks_has_one_issue() -> None:
    times = {"a": (0.0, 10.0), "b": (5.0, 10.0), "c": (2.0, 10.0)}
    assert _pairs(_make(times, ["a", "b"], ["c", "b"])) == [("/items/b", "/items/a")]
    assert _pairs(_make(times, ["c", "b"], ["a", "b"])) == [("/items/b", "/items/a")]


def test_two_items_that_overlap_on_two_tracks_have_one_issue() -> None:
    times = {"a": (0.0, 10.0), "b": (5.0, 10.0)}
    assert _pairs(_make(times, ["a", "b"], ["a", "b"])) == [("/items/b", "/items/a")]


def test_the_fingerprint_does_not_depend_on_the_order_of_items_that_start_together() -> None:
    times = {"a": (0.0, 10.0), "b": (0.0, 10.0), "c": (0.0, 9.0), "d": (4.0, 1.0)}
    expected = _prints(_make(times, ["a", "b", "c", "d"]))
    assert len(set(expected)) == 3
    for listed in (["c", "b", "a", "d"], ["d", "b", "c", "a"], ["a", "c", "d", "b"]):
        assert _prints(_make(times, listed)) == expected


def test_the_fingerprint_does_not_depend_on_the_order_of_tracks() -> None:
    times = {"a": (0.0, 10.0), "b": (0.0, 10.0), "c": (0.0, 10.0)}
    tracks = [["a", "b"], ["c", "b"], ["b", "a"]]
    assert _prints(_make(times, *tracks)) == _prints(_make(times, *reversed(tracks)))


def test_the_fingerprint_of_a_pair_does_not_depend_on_its_neighbours() -> None:
    times = {"a": (0.0, 10.0), "b": (5.0, 10.0)}
    tied = {**times, "x": (50.0, 10.0), "y": (50.0, 10.0)}
    (alone,) = _prints(_make(times, ["a", "b"]))
    assert alone in _prints(_make(tied, ["a", "b", "x", "y"]))


@pytest.mark.parametrize("start", [3.3, 0.1 + 0.2 + 3])
def test_what_sums_of_doubles_are_off_by_is_no_overlap(start: float) -> None:
    times = {"a": (1.1, 2.2), "b": (start, 10.0)}
    assert 1.1 + 2.2 > 3.3
    assert _pairs(_make(times, ["a", "b"])) == []


def test_an_item_that_lasts_nothing_overlaps_nothing() -> None:
    times = {"a": (0.0, 10.0), "b": (5.0, 0.0), "c": (5.0, -4.0), "d": (0.0, 1e-9)}
    assert _pairs(_make(times, ["a", "b", "c", "d"])) == []
    assert _pairs(_make(times, ["d", "a", "c", "b"])) == []


def test_items_of_endless_length_are_not_said_to_be_inf() -> None:
    times = {"a": (1.7e308, 1.7e308), "b": (1.75e308, 1.7e308)}
    (issue,) = _find(_make(times, ["a", "b"]))
    assert issue.message.endswith("before 'a' ends at over 1e308.")
