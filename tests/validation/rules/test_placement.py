"""REF, on placement: entries of tracks, and the items that they name."""

from typing import Any

from kvid_composition import find_rule, validate_composition
from kvid_composition.document.edits import RemoveValue, SetValue
from kvid_composition.model.index import CompositionIndex
from kvid_composition.validation.rule import Remedy
from kvid_composition.validation.rules.examples import sketch_composition, sketch_item


def _places(document: Any) -> list[tuple[str, str]]:
    return [(issue.code, issue.path) for issue in validate_composition(document).issues]


def _prints(document: Any, code: str) -> list[str]:
    issues = validate_composition(document).issues
    return sorted(issue.fingerprint for issue in issues if issue.code == code)


def _list(*tracks: list[str]) -> dict[str, Any]:
    listed = [{"id": f"track {n}", "items": names} for n, names in enumerate(tracks)]
    return sketch_composition(tracks=listed)


def test_an_id_that_no_item_has_is_missing_once_an_entry_and_no_repeat() -> None:
    assert _places(_list(["a", "g", "g"], ["g"])) == [
        ("REF101", "/tracks/0/items/1"),
        ("REF101", "/tracks/0/items/2"),
        ("REF101", "/tracks/1/items/0"),
    ]


def test_a_repeat_is_none_while_the_items_are_withheld() -> None:
    document = {**_list(["a", "a"], ["a"]), "items": 5}
    assert _places(document) == [("STR102", "/items")]


def test_the_fingerprint_of_an_item_on_two_tracks_does_not_depend_on_their_order() -> None:
    tracks = [["a"], ["a", "a"], ["a"]]
    expected = _prints(_list(*tracks), "REF106")
    assert len(set(expected)) == 2
    document = _list(*tracks)
    document["tracks"].reverse()
    assert _prints(document, "REF106") == expected
    twice = _prints(_list(["a"], ["a"]), "REF106")
    assert set(twice) < set(expected)


def test_the_fingerprints_of_two_items_on_two_tracks_differ() -> None:
    document = _list(["a", "b"], ["a", "b"])
    document["items"]["b"] = sketch_item(id="b") | {"from": 30}
    document["durationInFrames"] = 60
    assert len(set(_prints(document, "REF106"))) == 2


def _plan(code: str, document: Any) -> list[Remedy | None]:
    """Plan the fixes of all that a rule finds."""
    index = CompositionIndex(document=document, tables={})
    rule = find_rule(code)
    assert rule.find is not None
    assert rule.fix is not None
    return [*rule.fix.plan(index, list(rule.find(index)))]


def _edits(code: str, document: Any) -> list[Any]:
    remedies = _plan(code, document)
    return [remedy.edits[0] for remedy in remedies if remedy]


def test_an_id_under_another_key_is_named_once_and_dropped_where_it_is_listed_again() -> None:
    document = _list(["b", "b"], ["b"])
    document["items"]["a"]["id"] = "b"
    assert _edits("REF101", document) == [
        SetValue(("tracks", 0, "items", 0), "a"),
        RemoveValue(("tracks", 0, "items", 1)),
        RemoveValue(("tracks", 1, "items", 0)),
    ]


def test_an_id_is_dropped_where_its_item_is_listed_already() -> None:
    document = _list(["b"], ["a"])
    document["items"]["a"]["id"] = "b"
    assert _edits("REF101", document) == [RemoveValue(("tracks", 0, "items", 0))]


def test_an_id_that_two_items_have_names_neither() -> None:
    document = _list(["x"])
    document["items"] = {"a": sketch_item(id="x"), "b": sketch_item(id="x")}
    assert _edits("REF101", document) == [RemoveValue(("tracks", 0, "items", 0))]


def test_whatever_is_done_about_an_entry_that_names_nothing_is_safe() -> None:
    assert [remedy.is_safe for remedy in _plan("REF101", _list(["gone"])) if remedy] == [True]


def test_a_removed_item_is_taken_off_from_the_rear() -> None:
    document = _list(["a", "b", "a"], ["b", "a"])
    document["items"] = {"a": sketch_item(type="image", assetId="gone"), "b": sketch_item(id="b")}
    (remedy,) = _plan("REF102", document)
    assert remedy is not None
    assert not remedy.is_safe
    assert remedy.edits == (
        RemoveValue(("tracks", 1, "items", 1)),
        RemoveValue(("tracks", 0, "items", 2)),
        RemoveValue(("tracks", 0, "items", 0)),
        RemoveValue(("items", "a")),
    )
    assert remedy.summary == "removes item 'a' and takes it off its tracks"
