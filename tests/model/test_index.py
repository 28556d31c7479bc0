"""The look-ups over a composition, and what they know about what is missing."""

from typing import Any

import pytest

from kvid_composition.document.pointer import Path
from kvid_composition.model.index import CompositionIndex
from kvid_composition.validation.rules.examples import sketch_composition, sketch_item


def _index(document: Any = None, *withheld: Path, opened: tuple[Path, ...] = ()) -> Any:
    return CompositionIndex(
        document=sketch_composition() if document is None else document,
        withheld=frozenset(withheld),
        opened=frozenset(opened),
        tables={},
    )


def test_in_a_whole_document_everything_is_known() -> None:
    index = _index()
    assert index.placement_is_known
    assert index.usage_is_known
    assert index.length_is_known
    assert index.places_items
    assert index.is_complete("items")
    assert index.length == 30


@pytest.mark.parametrize(
    "path", [("tracks",), ("tracks", 0), ("tracks", 0, "items"), ("tracks", 0, "items", 0)]
)
def test_placement_is_not_known_without_a_part_of_a_list(path: Path) -> None:
    index = _index(None, path)
    assert not index.placement_is_known
    assert not index.length_is_known


@pytest.mark.parametrize("path", [("tracks", 0, "id"), ("tracks", 0, "note"), ("items", "a")])
def test_placement_is_known_whatever_else_is_withheld(path: Path) -> None:
    assert _index(None, path).placement_is_known


@pytest.mark.parametrize("path", [("items",), ("items", "a"), ("items", "a", "assetId")])
def test_usage_is_not_known_without_an_asset_id(path: Path) -> None:
    document = sketch_composition()
    if path == ("items",):
        del document["items"]
    assert not _index(document, path).usage_is_known


@pytest.mark.parametrize("path", [("items", "a", "from"), ("assets", "p"), ("tracks",)])
def test_usage_is_known_whatever_else_is_withheld(path: Path) -> None:
    assert _index(None, path).usage_is_known


def test_an_opened_object_may_have_had_what_it_lacks() -> None:
    index = _index(None, opened=(("items", "a"),))
    assert index.is_withheld("items", "a", "assetId")
    assert not index.is_withheld("assets", "p", "remoteUrl")
    assert not index.usage_is_known
    assert index.placement_is_known


def test_an_opened_map_may_have_had_any_key() -> None:
    index = _index(None, opened=(("items",),))
    assert not index.is_complete("items")
    assert index.is_complete("assets")
    assert not index.usage_is_known


@pytest.mark.parametrize(
    ("document", "path", "is_known"),
    [
        (sketch_composition(), (), True),
        ({"items": {}}, (), False),
        (sketch_composition(), ("tracks", 0), True),
        (sketch_composition(tracks=[{"id": "x"}]), ("tracks", 0), False),
        (sketch_composition(tracks=[None]), ("tracks", 0), False),
        (sketch_composition(tracks=[5]), ("tracks", 0, "note"), True),
        (sketch_composition(), ("tracks", "key", "x"), True),
    ],
)
def test_placement_is_known_if_what_lost_keys_still_has_its_list(
    document: Any, path: Path, is_known: bool
) -> None:
    assert _index(document, opened=(path,)).placement_is_known == is_known


def test_the_length_is_not_known_while_an_item_that_is_placed_may_be_hidden() -> None:
    document = sketch_composition(tracks=[{"id": "main", "items": ["a", "b"]}])
    assert _index(document).length_is_known
    assert not _index(document, opened=(("items",),)).length_is_known


def test_the_length_is_not_known_without_the_time_of_a_placed_item() -> None:
    item = sketch_item()
    del item["from"]
    assert not _index(sketch_composition(items={"a": item})).length_is_known


def test_only_items_that_are_there_are_placed() -> None:
    assert not _index(sketch_composition(items={})).places_items
