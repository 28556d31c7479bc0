"""REF, on placement: entries of tracks, and the items that they name."""

from typing import Any

from kvid_composition import validate_composition
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
