"""Sharing: identical parts become the same parts, and nothing else changes."""

from typing import Any

from hypothesis import given, settings

from kvid_composition import detach
from kvid_composition.document.values import are_identical
from kvid_composition.plan.sharing import share_identical
from kvid_composition.testing.drawn.shapes import bent_compositions
from tests.documents import sound_document
from tests.strategies.small_versions import small_versions


def _share(current: Any, target: Any) -> Any:
    return share_identical(current, target)


def test_an_identical_member_is_the_targets_own() -> None:
    target: Any = detach(sound_document())
    shared = _share(sound_document(), target)
    assert all(shared[key] is target[key] for key in target)


def test_an_entity_that_did_not_change_is_the_targets_own() -> None:
    target: Any = detach(sound_document())
    target["items"]["img1"]["opacity"] = 0.125
    shared = _share(sound_document(), target)
    assert [id_ for id_ in target["items"] if shared["items"][id_] is not target["items"][id_]] == [
        "img1"
    ]


def test_a_track_that_did_not_change_is_the_targets_own_though_one_came() -> None:
    target: Any = detach(sound_document())
    target["tracks"].append({"id": "new", "items": []})
    shared = _share(sound_document(), target)
    assert all(a is b for a, b in zip(shared["tracks"], target["tracks"], strict=False))
    assert len(shared["tracks"]) == len(target["tracks"]) - 1


def test_numbers_that_are_only_equal_are_not_shared() -> None:
    target = {"fps": 30.0, "items": {"a": {"n": 1, "zero": -0.0}}}
    shared = _share({"fps": 30, "items": {"a": {"n": True, "zero": -0.0}}}, target)
    assert shared == {"fps": 30, "items": {"a": {"n": True, "zero": -0.0}}}
    assert shared["fps"] is not target["fps"]
    assert shared["items"]["a"]["n"] is True


def test_the_order_of_keys_is_that_of_the_current_document() -> None:
    shared = _share({"items": {"a": 1, "b": 2}, "fps": 30}, {"fps": 30, "items": {"b": 2, "a": 3}})
    assert list(shared) == ["items", "fps"]
    assert list(shared["items"]) == ["a", "b"]


def test_members_that_are_gone_or_of_another_type_stay() -> None:
    current: Any = {"gone": 1, "items": {"gone": 2}, "tracks": [1, 2], "assets": {}}
    assert _share(current, {"items": {}, "tracks": {}, "assets": []}) == current


@given(small_versions())
def test_a_shared_document_is_identical(versions: tuple[Any, Any]) -> None:
    current, target = versions
    assert are_identical(_share(current, target), current)


@settings(max_examples=25)
@given(bent_compositions(), bent_compositions())
def test_documents_of_any_shape_can_share(current: Any, target: Any) -> None:
    assert are_identical(_share(current, target), current)
