"""The canvas against what is on it."""

from typing import Any

from tests.merging.compositions import Document, compose, list_notes, merge_ways


def _on(width: int, item: Document, **root: Any) -> Document:
    return compose({"v": "a"}, {"a": item}, compositionWidth=width, **root)


def test_another_canvas_and_another_place_both_hold_and_are_noted() -> None:
    base, wide, placed = _on(1080, {"left": 0}), _on(1920, {"left": 0}), _on(1080, {"left": 9})
    for result in merge_ways(base, wide, placed):
        assert result.clean
        assert list_notes(result) == ["dimensions_vs_geometry"]
        assert result.resolutions[0].related == ("/items/a",)
        assert result.document == _on(1920, {"left": 9})


def test_both_may_have_changed_canvas_and_places() -> None:
    base = compose({"v": "ab"}, {"a": {"left": 0}, "b": {"left": 0}})
    one = compose({"v": "ab"}, {"a": {"left": 1}, "b": {"left": 0}}, compositionWidth=1)
    other = compose({"v": "ab"}, {"a": {"left": 0}, "b": {"left": 1}}, compositionHeight=1)
    for result in merge_ways(base, one, other):
        assert result.clean
        notes = [note.related for note in result.resolutions if note.kind[:10] == "dimensions"]
        assert sorted(notes) == [("/items/a",), ("/items/b",)]


def test_a_canvas_alone_is_not_worth_a_note() -> None:
    for result in merge_ways(_on(1080, {}), _on(1920, {}), _on(1080, {"text": "Hi"})):
        assert list_notes(result) == []


def test_places_alone_are_not_worth_a_note() -> None:
    for result in merge_ways(
        _on(1, {"left": 0}), _on(1, {"left": 5}), _on(1, {"left": 0, "top": 1})
    ):
        assert list_notes(result) == ["merged"]
