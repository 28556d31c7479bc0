"""Renaming: giving an entity of theirs another id, with everything that names it."""

from typing import Any

import pytest

from kvid_composition import detach
from kvid_composition.merging.renaming import rename_entities
from kvid_composition.merging.versions import Side, read_version
from kvid_composition.model.entity import Entity, EntityKind
from tests.merging.compositions import Document, change_root, compose


def _rename(kind: EntityKind, id_: str, theirs: Document, *, base: Document, ours: Document) -> Any:
    old = read_version("base", base)
    sides = [
        Side("ours", old, read_version("ours", ours)),
        Side("theirs", old, read_version("theirs", theirs)),
    ]
    before = detach(theirs)
    renamed = rename_entities(sides[0], sides[1], [Entity(kind, id_)])
    assert theirs == before
    assert (renamed.name, renamed.base) == ("theirs", old)
    return renamed.version.document


def test_an_item_takes_its_place_on_the_track_along() -> None:
    theirs = compose({"v": "ab", "w": "c"}, {"a": {"left": 1}})
    renamed = _rename("item", "a", theirs, base=compose(), ours=compose())
    assert renamed["tracks"][0]["items"] == ["a-theirs", "b"]
    assert [*renamed["items"]] == ["a-theirs", "b", "c"]
    assert renamed["items"]["a-theirs"] == {**theirs["items"]["a"], "id": "a-theirs"}
    assert renamed["tracks"][1] is theirs["tracks"][1]


def test_an_asset_takes_its_users_along() -> None:
    theirs = compose(
        {"v": "ab"}, {"a": {"assetId": "m"}, "b": {"assetId": "n"}}, {"m": {}, "n": {}}
    )
    renamed = _rename("asset", "m", theirs, base=compose(), ours=compose())
    assert [*renamed["assets"]] == ["m-theirs", "n"]
    assert renamed["assets"]["m-theirs"]["id"] == "m-theirs"
    assert [item["assetId"] for item in renamed["items"].values()] == ["m-theirs", "n"]


def test_a_track_takes_its_items_along() -> None:
    theirs = compose({"v": "ab", "w": "c"})
    renamed = _rename("track", "v", theirs, base=compose(), ours=compose())
    assert [track["id"] for track in renamed["tracks"]] == ["v-theirs", "w"]
    assert renamed["tracks"][0]["items"] == ["a", "b"]
    assert renamed["items"] is theirs["items"]


def test_the_new_id_is_one_that_nothing_has() -> None:
    theirs = compose({"v": ["a", "a-theirs"]})
    ours, base = compose({"v": ["a", "a-theirs-2"]}), compose({"v": ["a-theirs-3"]})
    renamed = _rename("item", "a", theirs, base=base, ours=ours)
    assert "a-theirs-4" in renamed["items"]


def test_an_id_that_is_listed_without_an_item_is_taken_as_well() -> None:
    ours = change_root(compose({"v": ["a-theirs"]}), items={})
    renamed = _rename("item", "a", compose({"v": "a"}), base=compose(), ours=ours)
    assert [*renamed["items"]] == ["a-theirs-2"]


@pytest.mark.parametrize("kind", ["item", "asset"])
def test_what_is_no_object_is_renamed_by_its_key_alone(kind: EntityKind) -> None:
    theirs = {**compose(), "items": {"a": 5}, "assets": {"a": 5}}
    renamed = _rename(kind, "a", theirs, base=compose(), ours=compose())
    assert renamed[f"{kind}s"] == {"a-theirs": 5}


def test_maps_and_lists_that_are_not_there_are_passed_by() -> None:
    asset = {"assets": {"m": {"id": "m", "type": "video"}}}
    assert _rename("asset", "m", asset, base={}, ours={})["assets"].keys() == {"m-theirs"}
    item: Document = {"items": {"a": {"id": "a"}}}
    assert _rename("item", "a", item, base={}, ours={})["items"].keys() == {"a-theirs"}
    track: Document = {"tracks": [{"id": "v"}]}
    assert _rename("track", "v", track, base={}, ours={})["tracks"] == [{"id": "v-theirs"}]


def test_tracks_without_a_list_stay_so() -> None:
    theirs: Document = {"tracks": [{"id": "v"}], "items": {"a": {"id": "a"}}}
    assert _rename("item", "a", theirs, base={}, ours={})["tracks"] == [{"id": "v"}]


def test_several_are_renamed_one_after_another() -> None:
    old = read_version("base", {})
    theirs = Side("theirs", old, read_version("theirs", compose({"v": "ab"})))
    ours = Side("ours", old, read_version("ours", {}))
    renamed = rename_entities(ours, theirs, [Entity("item", "a"), Entity("track", "v")])
    assert renamed.version.lists == {"v-theirs": ["a-theirs", "b"]}
