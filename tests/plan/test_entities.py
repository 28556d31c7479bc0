"""Single entities: what nearly is, and what is not, a change that one operation could say."""

from typing import Any

import pytest

from kvid_composition import detach
from kvid_composition.plan.entities import propose_operation
from kvid_composition.plan.sharing import share_identical
from tests.documents import sound_document


def _propose(before: Any, after: Any) -> Any:
    """Propose for members of which all differ."""
    return propose_operation(share_identical(before, after), after, list(after))


ITEM: dict[str, Any] = {"id": "a"}


CASES: list[Any] = [
    ({"fps": 1}, {"fps": 2}),
    ({"fps": 1, "items": {"a": 1}}, {"fps": 2, "items": {"a": {}}}),
    ({"items": 1}, {"items": {}}),
    ({"items": {}}, {"items": []}),
    ({}, {"items": {}}),
    ({"items": {"a": 1}}, {"items": {"a": {}}}),
    ({"items": {"a": {}}}, {"items": {"a": 1}}),
    ({"items": {"a": {}, "b": {}}}, {"items": {"a": ITEM, "b": ITEM}}),
    ({"items": {"a": {}, "b": {}}}, {"items": {}}),
    ({"items": {}}, {"items": {"a": ITEM, "b": ITEM}}),
    ({"items": {"a": ITEM}}, {"items": {"b": ITEM}}),
    ({"items": {}}, {"items": {"a": ITEM}}),
    ({"items": {}, "tracks": []}, {"items": {"a": ITEM}, "tracks": [{"id": "t"}]}),
    ({"items": {}, "tracks": [5]}, {"items": {"a": ITEM}, "tracks": [6]}),
    ({"items": {}, "tracks": [{"id": 5}]}, {"items": {"a": ITEM}, "tracks": [{}]}),
    ({"items": {}, "tracks": [{"id": "t"}]}, {"items": {"a": 5}, "tracks": [{}]}),
    ({"items": {}, "tracks": {}}, {"items": {"a": ITEM}, "tracks": [{}]}),
    ({"tracks": {}}, {"tracks": [{}]}),
    ({"tracks": []}, {"tracks": {}}),
    ({"tracks": []}, {"tracks": [5]}),
    ({"tracks": []}, {"tracks": [{}, {}]}),
    ({"tracks": [{"id": "t"}]}, {"tracks": [{"id": "u"}]}),
    ({"tracks": [{"items": ["a", "b"]}]}, {"tracks": [{"items": []}]}),
    ({"tracks": [{"items": [1]}]}, {"tracks": [{"items": [{}]}]}),
    ({"assets": {}}, {"assets": []}),
    ({"assets": 1}, {"assets": {"a": ITEM}}),
    ({"assets": {}}, {"assets": {"a": 5}}),
    ({"assets": {"a": {}}}, {"assets": {"a": ITEM}}),
    ({"assets": {}}, {"assets": {"a": ITEM, "b": ITEM}}),
]


@pytest.mark.parametrize(
    ("before", "after"), CASES, ids=lambda document: "".join(str(document).split())
)
def test_nothing_is_proposed_for(before: Any, after: Any) -> None:
    assert _propose(before, after) is None


def test_items_and_tracks_that_are_in_another_order_of_keys_are_no_change() -> None:
    document: Any = sound_document()
    copy: Any = detach(document)
    assert propose_operation(share_identical(document, copy), copy, ["items"]) is None
