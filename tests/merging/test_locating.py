"""Locating: where in the merged document a clash stands, and what is there."""

from typing import Any

import pytest

from kvid_composition.document.values import MISSING
from kvid_composition.merging.kinds import ConflictKind
from kvid_composition.merging.locating import MergedDocument
from kvid_composition.merging.referee import ROOT, Clash, Place
from kvid_composition.model.entity import Entity
from tests.merging.compositions import compose

_DOCUMENT = MergedDocument(
    compose(
        {"v": "a", "w": "b"},
        {"a": {"left": 3, "in": {"x": 1}}},
        {"m": {}},
        deletedAssets=[{"assetId": "x", "y": 1}, 5],
    )
)


@pytest.mark.parametrize(
    ("entity", "place", "pointer"),
    [
        (ROOT, (), ""),
        (ROOT, ("fps",), "/fps"),
        (ROOT, ("deletedAssets",), "/deletedAssets"),
        (ROOT, ("deletedAssets", "x", "y"), "/deletedAssets/0/y"),
        (ROOT, ("deletedAssets", "gone"), "/deletedAssets"),
        (Entity("item", "a"), ("in", "x"), "/items/a/in/x"),
        (Entity("item", "a/b"), (), "/items/a~1b"),
        (Entity("asset", "m"), (), "/assets/m"),
        (Entity("track", "w"), ("name",), "/tracks/1/name"),
        (Entity("track", "gone"), ("name",), "/tracks"),
    ],
)
def test_a_place_is_pointed_to(entity: Entity, place: Place, pointer: str) -> None:
    assert _DOCUMENT.point_to(entity, place) == pointer


def test_entries_of_what_is_no_list_are_pointed_to_as_they_are() -> None:
    document = MergedDocument({"deletedAssets": {"x": {"y": 1}}})
    assert document.point_to(ROOT, ("deletedAssets", "x", "y")) == "/deletedAssets/x/y"


def _read(kind: ConflictKind, entity: Entity, place: Place = (), **values: Any) -> Any:
    held: Any = {"base": MISSING, "ours": MISSING, "theirs": MISSING, **values}
    clash = Clash(kind=kind, entity=entity, place=place, message="", **held)
    return _DOCUMENT.read_provisional(clash, place)


def test_what_a_field_holds_is_read() -> None:
    assert _read("field", Entity("item", "a"), ("in", "x")) == 1
    assert _read("field", Entity("item", "a"), ("in", "x", "deeper")) is MISSING
    assert _read("field", Entity("item", "gone"), ("left",)) is MISSING
    assert _read("field", ROOT, ("fps",)) == 30
    assert _read("field", ROOT, ("deletedAssets", "x", "y")) == 1
    assert _read("item.delete_edit", Entity("track", "v")) == {"id": "v", "items": ["a"]}
    assert _read("asset.delete_edit", Entity("asset", "gone")) is MISSING


def test_the_track_of_an_item_is_read() -> None:
    assert _read("item.placement", Entity("item", "b")) == "w"
    assert _read("item.placement", Entity("item", "gone")) is None


def test_an_order_is_read_as_ids() -> None:
    assert _read("order", ROOT, ("tracks",)) == ["v", "w"]
    assert _read("order", Entity("track", "v"), ("items",)) == ["a"]


def test_of_a_unit_only_its_members_are_read() -> None:
    item = Entity("item", "a")
    held: Any = {"ours": {"from": 1, "x": 2}, "theirs": {"durationInFrames": 2}}
    assert _read("timing", item, **held) == {"from": 0, "durationInFrames": 10}
    assert _read("timing", Entity("item", "gone"), **held) is MISSING


def test_of_an_overlap_it_is_read_where_each_item_is() -> None:
    held: Any = {"ours": {"a": {}, "gone": {}}, "theirs": {"b": {}}}
    assert _read("overlap", Entity("item", "b"), **held) == {
        "a": {"from": 0, "durationInFrames": 10, "track": "v"},
        "b": {"from": 100, "durationInFrames": 10, "track": "w"},
    }


def test_a_document_without_containers_has_nothing_in_them() -> None:
    document = MergedDocument({})
    assert document.point_to(Entity("track", "v")) == "/tracks"
    clash = Clash(kind="field", entity=Entity("item", "a"), ours=1, theirs=2, message="")
    assert document.read_provisional(clash, ()) is MISSING
