from typing import Any

import pytest

from kvid_composition import Composition, detach
from kvid_composition.diffing.diff import diff_compositions
from kvid_composition.document.values import MISSING
from kvid_composition.model.aspects import Impact
from tests.diffing.versions import edit, list_types, only_change, sample


def test_a_version_does_not_differ_from_itself() -> None:
    document = sample()
    assert not diff_compositions(document, document)
    assert not diff_compositions(document, detach(document), exact=True)


def test_models_are_compared_as_their_documents() -> None:
    document = sample()
    later = edit(document, "fps", to=25)
    models = (Composition.from_document(version) for version in (document, later))
    assert diff_compositions(*models) == diff_compositions(document, later)


@pytest.mark.parametrize(
    ("path", "value", "expected", "impact"),
    [
        (("fps",), 25, "FpsChanged", "structural"),
        (("compositionWidth",), 640, "DimensionsChanged", "structural"),
        (("durationInFrames",), 900, "CompositionPropertyChanged", "visible"),
        (("deletedAssets",), [], "CompositionPropertyChanged", "cosmetic"),
        (("tracks", 0, "name"), "Words", "TrackPropertyChanged", "cosmetic"),
        (("tracks", 0, "hidden"), True, "TrackPropertyChanged", "visible"),
        (("items", "a", "from"), 5, "ItemShifted", "visible"),
        (("items", "a", "durationInFrames"), 90, "ItemTrimmed", "visible"),
        (("items", "a", "videoStartFromInSeconds"), 2, "ItemSlipped", "visible"),
        (("items", "a", "playbackRate"), 2, "ItemSpeedChanged", "visible"),
        (("items", "a", "opacity"), 0.5, "ItemTransformed", "visible"),
        (("items", "a", "cropTop"), 0.5, "ItemTransformed", "visible"),
        (("items", "title", "text"), "Ho", "TextChanged", "visible"),
        (("items", "title", "color"), "red", "StyleChanged", "visible"),
        (("items", "a", "decibelAdjustment"), -3, "AudioChanged", "visible"),
        (("items", "a", "assetId"), "hill", "AssetSwapped", "visible"),
        (("items", "a", "type"), "gif", "ItemTypeChanged", "visible"),
        (("items", "a", "metadata"), {}, "ItemPropertyChanged", "visible"),
        (("items", "a", "keepAspectRatio"), True, "ItemPropertyChanged", "cosmetic"),
        (("assets", "hill", "remoteUrl"), None, "AssetRelinked", "visible"),
        (("assets", "hill", "filename"), "h.mp4", "AssetPropertyChanged", "cosmetic"),
        (("assets", "hill", "width"), 640, "AssetPropertyChanged", "visible"),
    ],
)
def test_each_field_gives_the_change_that_its_aspect_says(
    path: tuple[Any, ...], value: Any, expected: str, impact: str
) -> None:
    change = only_change(sample(), edit(sample(), *path, to=value))
    assert (change.type, change.impact) == (expected, impact)


def test_a_change_has_both_versions_of_the_fields_that_differ() -> None:
    change = only_change(sample(), edit(sample(), "items", "a", "opacity", to=0.5))
    assert (change.before, change.after) == ({"opacity": MISSING}, {"opacity": 0.5})


def test_a_change_points_at_its_only_field() -> None:
    change = only_change(sample(), edit(sample(), "items", "a", "from", to=9))
    assert (change.path, change.path_before) == ("/items/a/from", "/items/a/from")


def test_a_change_points_at_the_entity_where_the_field_is_not_there() -> None:
    change = only_change(sample(), edit(sample(), "items", "a", "opacity", to=0.5))
    assert (change.path, change.path_before) == ("/items/a/opacity", "/items/a")


def test_a_change_of_several_fields_points_at_the_entity() -> None:
    later = edit(edit(sample(), "items", "a", "left", to=1), "items", "a", "top", to=1)
    assert only_change(sample(), later).path == "/items/a"


def test_an_item_that_moved_and_was_restyled_gives_two_changes() -> None:
    later = edit(sample(), "items", "a", "borderRadius", to=4)
    later["tracks"][1]["items"].remove("a")
    later["tracks"][2]["items"].append("a")
    assert list_types(sample(), later) == ["ItemMoved", "StyleChanged"]


def test_a_moved_item_names_both_places() -> None:
    later = sample()
    later["tracks"][1]["items"].remove("b")
    later["tracks"][2]["items"].append("b")
    change = only_change(sample(), later)
    assert change.before == {"track_id": "main", "index": 1}
    assert change.after == {"track_id": "rear", "index": 0}


def test_only_the_item_that_left_the_order_is_reordered() -> None:
    later = edit(sample(), "tracks", 1, "items", to=["c", "a", "b"])
    change = only_change(sample(), later)
    assert (change.type, change.entity.id) == ("ItemReordered", "c")
    assert (change.before, change.after) == ({"index": 2}, {"index": 0})


def test_only_the_track_that_left_the_order_is_reordered() -> None:
    later = sample()
    later["tracks"].insert(0, later["tracks"].pop())
    change = only_change(sample(), later)
    assert (change.type, change.entity.id, change.path) == ("TrackReordered", "rear", "/tracks/0")


def test_a_new_item_comes_with_its_place() -> None:
    later = edit(sample(), "items", "new", to={"id": "new", "from": 0})
    later["tracks"][2]["items"].append("new")
    change = only_change(sample(), later)
    assert change.type == "ItemAdded"
    assert (change.before, change.after) == (MISSING, {"id": "new", "from": 0})
    assert change.details == {"track_id": "rear", "index": 0}


def test_an_item_that_is_put_where_its_id_was_listed_already_has_no_new_place() -> None:
    before = sample()
    before["tracks"][2]["items"].append("new")
    later = edit(before, "items", "new", to={"id": "new"})
    assert only_change(before, later).details == {"track_id": None, "index": None}


def test_an_item_that_no_track_lists_any_more_has_moved_nowhere() -> None:
    later = sample()
    later["tracks"][0]["items"] = []
    change = only_change(sample(), later)
    assert change.after == {"track_id": None, "index": None}
    assert change.path == "/items/title"


@pytest.mark.parametrize(("target", "pointer"), [(2, "/tracks/2/items/0"), (None, "/tracks/1")])
def test_an_id_without_an_item_is_pointed_at_where_it_is_listed(
    target: int | None, pointer: str
) -> None:
    before = edit(sample(), "tracks", 1, "items", to=["a", "b", "c", "ghost"])
    later = sample()
    if target is not None:
        later["tracks"][target]["items"].append("ghost")
    change = only_change(before, later)
    assert (change.type, change.path, change.path_before) == (
        "ItemMoved",
        pointer,
        "/tracks/1/items/3",
    )


def test_a_dangling_id_on_a_removed_track_is_pointed_at_among_the_tracks() -> None:
    before = edit(sample(), "tracks", 2, "items", to=["ghost"])
    later = sample()
    del later["tracks"][2]
    moved = diff_compositions(before, later).changes[-1]
    assert (moved.type, moved.path) == ("ItemMoved", "/tracks")


def test_a_removed_track_is_one_change_and_its_items_are_others() -> None:
    later = sample()
    del later["tracks"][0], later["items"]["title"]
    assert list_types(sample(), later) == ["TrackRemoved", "ItemRemoved"]


def test_what_is_gone_comes_before_what_is_there() -> None:
    later = edit(sample(), "items", "new", to={"id": "new"})
    del later["items"]["b"]
    later["items"]["a"]["opacity"] = 0
    changes = diff_compositions(sample(), later).changes
    assert [change.entity.id for change in changes] == ["b", "a", "new"]


def test_asset_changes_come_last() -> None:
    later = edit(sample(), "fps", to=24)
    later["assets"]["new"] = {"id": "new"}
    del later["assets"]["hill"]
    assert list_types(sample(), later) == ["FpsChanged", "AssetRemoved", "AssetAdded"]


def test_a_passing_state_of_the_editor_is_only_seen_exactly() -> None:
    later = edit(sample(), "items", "a", "isDraggingInTimeline", to=True)
    assert not diff_compositions(sample(), later)
    change = only_change(sample(), later, exact=True)
    assert (change.type, change.impact) == ("ItemPropertyChanged", Impact.COSMETIC)


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        (("items", "a", "from"), 0.0, "ItemPropertyChanged"),
        (("items", "a", "from"), -0.0, "ItemPropertyChanged"),
        (("fps",), 30.0, "CompositionPropertyChanged"),
    ],
)
def test_another_spelling_of_a_number_is_only_seen_exactly(
    path: tuple[Any, ...], value: float, expected: str
) -> None:
    later = edit(sample(), *path, to=value)
    assert not diff_compositions(sample(), later)
    change = only_change(sample(), later, exact=True)
    assert (change.type, change.impact) == (expected, Impact.COSMETIC)


def test_true_is_no_number() -> None:
    before = edit(sample(), "items", "a", "opacity", to=1)
    later = edit(sample(), "items", "a", "opacity", to=True)
    assert only_change(before, later).type == "ItemTransformed"


def test_an_item_of_another_type_has_the_fields_of_both() -> None:
    later = edit(sample(), "items", "a", "type", to="text")
    del later["items"]["a"]["videoStartFromInSeconds"]
    later["items"]["a"]["text"] = "Hi"
    assert list_types(sample(), later) == ["ItemSlipped", "TextChanged", "ItemTypeChanged"]


def test_a_source_under_another_key_is_no_slip() -> None:
    later = edit(sample(), "items", "a", "type", to="gif")
    del later["items"]["a"]["videoStartFromInSeconds"]
    later["items"]["a"]["gifStartFromInSeconds"] = 1
    assert list_types(sample(), later) == ["ItemRetimed", "ItemTypeChanged"]


def test_an_unknown_type_has_the_common_fields_and_an_asset() -> None:
    before = edit(sample(), "items", "a", "type", to="chart")
    later = edit(before, "items", "a", "assetId", to="hill")
    later["items"]["a"]["color"] = "red"
    later["items"]["a"]["opacity"] = 0
    assert list_types(before, later) == ["ItemTransformed", "AssetSwapped", "ItemPropertyChanged"]


@pytest.mark.parametrize("root", [None, 5, [], "text"])
def test_a_root_that_is_no_object_is_replaced_whole(root: Any) -> None:
    change = only_change(sample(), root)
    assert (change.type, change.path, change.after) == ("ContentReplaced", "", root)


def test_equal_roots_that_are_no_objects_do_not_differ() -> None:
    assert not diff_compositions([1], [1.0])
    assert diff_compositions([1], [1.0], exact=True)


@pytest.mark.parametrize("key", ["tracks", "items", "assets"])
def test_a_container_that_is_missing_is_replaced_whole(key: str) -> None:
    later = sample()
    del later[key]
    change = next(c for c in diff_compositions(sample(), later).changes if c.path == f"/{key}")
    assert (change.type, change.after) == ("ContentReplaced", MISSING)


@pytest.mark.parametrize(
    "tracks", [{}, [5], [{"id": 5}], [{"id": "a"}, {"id": "a"}], [{"items": []}]]
)
def test_tracks_that_are_not_identified_are_replaced_whole(tracks: Any) -> None:
    later = edit(sample(), "tracks", to=tracks)
    assert list_types(sample(), later) == ["ContentReplaced"]


@pytest.mark.parametrize("kind", ["items", "assets"])
def test_an_entity_that_is_no_object_is_replaced_whole(kind: str) -> None:
    name = {"items": "a", "assets": "hill"}[kind]
    change = only_change(sample(), edit(sample(), kind, name, to=[1]))
    assert (change.type, change.path) == ("ContentReplaced", f"/{kind}/{name}")


@pytest.mark.parametrize(
    "listed", [None, ["a", "a", "b", "c"], ["a", "b", "c", 5], ["a", "b", "c", {}], {"a": 1}]
)
def test_a_list_that_does_not_place_is_replaced_whole(listed: Any) -> None:
    change = diff_compositions(sample(), edit(sample(), "tracks", 1, "items", to=listed)).changes[0]
    assert (change.type, change.path, change.after) == (
        "ContentReplaced",
        "/tracks/1/items",
        listed,
    )


def test_an_item_on_two_tracks_makes_the_changed_list_opaque() -> None:
    later = edit(sample(), "tracks", 2, "items", to=["b"])
    change = only_change(sample(), later)
    assert (change.type, change.path) == ("ContentReplaced", "/tracks/2/items")


def test_a_list_that_is_broken_in_both_versions_does_not_hide_what_happens_elsewhere() -> None:
    before = edit(sample(), "tracks", 1, "items", to=["a", {}, "a"])
    later = edit(before, "tracks", 0, "items", to=[])
    later["tracks"][2]["items"].append("title")
    assert list_types(before, later) == ["ItemMoved"]


def test_a_broken_list_that_stays_is_no_change() -> None:
    before = edit(sample(), "tracks", 1, "items", to=["a", {}, "a"])
    assert list_types(before, edit(before, "tracks", 1, "name", to="x")) == ["TrackPropertyChanged"]
