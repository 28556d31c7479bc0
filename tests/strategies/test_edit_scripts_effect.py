"""The net effect that the oracle computes, on examples that were worked out by hand."""

from typing import Any

import pytest

from kvid_composition.document.values import MISSING
from kvid_composition.model.entity import Entity
from kvid_composition.testing.edits.of_items import (
    ChangeSpeed,
    ChangeType,
    Restyle,
    ShiftItem,
    Slip,
    ToggleDragging,
    TrimHead,
    TrimTail,
)
from kvid_composition.testing.edits.of_others import (
    ChangeDimensions,
    ChangeFps,
    RenameAsset,
    RenameTrack,
    RespellNumber,
    SetField,
)
from kvid_composition.testing.edits.script import Edit, play_script
from kvid_composition.testing.edits.structure import (
    AddItem,
    MoveItem,
    RemoveItem,
    RemoveTrack,
    RippleTrack,
    SplitItem,
)
from kvid_composition.testing.seeded.fields import Document
from tests.strategies.edit_scripts_claims import count_longest_rise
from tests.strategies.edit_scripts_effect import expect_changes, group_ripples
from tests.strategies.edit_scripts_spelling import are_alike, are_one
from tests.strategies.edit_scripts_time import classify_time

_A = Entity("item", "a")


def _document() -> Document:
    return {
        "fps": 30,
        "compositionWidth": 1920,
        "compositionHeight": 1080,
        "tracks": [{"id": "s", "items": ["a", "b"]}, {"id": "t", "items": ["c", "nobody"]}],
        "items": {
            "a": {"id": "a", "type": "video", "from": 0, "durationInFrames": 90, "playbackRate": 2},
            "b": {"id": "b", "type": "text", "from": 90, "durationInFrames": 30},
            "c": {"id": "c", "type": "text", "from": 5, "durationInFrames": 30},
        },
        "assets": {"x": {"id": "x", "type": "image"}},
    }


def _name_changes(edits: list[Edit], *, exact: bool = False, group: bool = True) -> list[str]:
    script = play_script(_document(), edits)
    changes = expect_changes(script, exact=exact)
    changes = group_ripples(script, changes) if group else changes
    return sorted(
        f"{'/'.join(sorted(c.types))} {c.entity.id} {c.written['impact']}" for c in changes
    )


@pytest.mark.parametrize(
    ("edits", "changes"),
    [
        ([], []),
        ([ShiftItem(item_id="a", delta=5)], ["ItemShifted a visible"]),
        ([ShiftItem(item_id="a", delta=5), ShiftItem(item_id="a", delta=-5)], []),
        ([TrimTail(item_id="a", frames=5)], ["ItemTrimmed a visible"]),
        (
            [
                TrimHead(item_id="a", frames=15, source={"videoStartFromInSeconds": 1}),
                TrimTail(item_id="a", frames=15),
            ],
            ["ItemTrimmed a visible"],
        ),
        ([TrimHead(item_id="a", frames=15, source={})], ["ItemRetimed a visible"]),
        ([TrimHead(item_id="b", frames=15, source={})], ["ItemTrimmed b visible"]),
        ([Slip(item_id="a", source={"videoStartFromInSeconds": 1})], ["ItemSlipped a visible"]),
        ([ChangeSpeed(item_id="a", rate=3, stretch=True)], ["ItemSpeedChanged a visible"]),
        (
            [ChangeSpeed(item_id="a", rate=3, stretch=True), TrimTail(item_id="a", frames=9)],
            ["ItemRetimed a visible"],
        ),
        ([SetField(target=_A, key="from", value=None)], ["ItemRetimed a visible"]),
        ([ToggleDragging(item_id="a")], []),
        (
            [RippleTrack(track_id="s", item_ids=("a", "b"), delta=10)],
            ["TrackRippled s visible"],
        ),
        (
            [RippleTrack(track_id="s", item_ids=("a", "b"), delta=0.5)],
            ["ItemShifted a visible", "ItemShifted b visible"],
        ),
        ([ChangeType(item_id="b", type="solid")], ["ItemTypeChanged b visible"]),
        ([ChangeFps(fps=25), ChangeFps(fps=30.0)], []),
        ([ChangeDimensions(width=1, height=2)], ["DimensionsChanged None structural"]),
        ([RenameTrack(track_id="s", name="x")], ["TrackPropertyChanged s cosmetic"]),
        ([RenameAsset(asset_id="x", filename="x")], ["AssetPropertyChanged x cosmetic"]),
        (
            [MoveItem(item_id="a", track_id="t", index=0), ShiftItem(item_id="a", delta=1)],
            ["ItemMoved a visible", "ItemShifted a visible"],
        ),
        (
            [SplitItem(item_id="a", new_id="d", frames=30)],
            ["ItemAdded d structural", "ItemTrimmed a visible"],
        ),
        ([RemoveItem(item_id="a")], ["ItemRemoved a structural"]),
        (
            [
                RemoveItem(item_id="b"),
                AddItem(
                    item_id="b",
                    item={"id": "b", "type": "text", "from": 95, "durationInFrames": 30},
                    track_id="s",
                    index=0,
                ),
            ],
            ["ItemShifted b visible"],
        ),
        (
            [AddItem(item_id="d", item={}, track_id="s", index=0), RemoveItem(item_id="d")],
            [],
        ),
        (
            [RemoveTrack(track_id="t", item_ids=("c", "nobody"), with_items=False)],
            ["ItemMoved c visible", "ItemMoved nobody visible", "TrackRemoved t structural"],
        ),
        (
            [RemoveTrack(track_id="t", item_ids=("c", "nobody"), with_items=True)],
            ["ItemMoved nobody visible", "ItemRemoved c structural", "TrackRemoved t structural"],
        ),
        (
            [Restyle(item_id="b", key="fontSize", value=1), Restyle(item_id="b", key="x", value=1)],
            ["ItemPropertyChanged b visible", "StyleChanged b visible"],
        ),
    ],
)
def test_edits_come_to(edits: list[Edit], changes: list[str]) -> None:
    assert _name_changes(edits) == changes


def test_passing_states_and_other_spellings_are_seen_at_the_exact_level() -> None:
    edits: list[Edit] = [
        ToggleDragging(item_id="a"),
        RespellNumber(target=_A, key="from"),
        RespellNumber(target=Entity("composition"), key="fps"),
    ]
    assert _name_changes(edits) == []
    assert _name_changes(edits, exact=True) == [
        "CompositionPropertyChanged None cosmetic",
        "ItemPropertyChanged a cosmetic",
    ]


def test_a_ripple_can_be_left_apart() -> None:
    ripple = RippleTrack(track_id="s", item_ids=("a", "b"), delta=10)
    shifts = ["ItemShifted a visible", "ItemShifted b visible"]
    assert _name_changes([ripple], group=False) == shifts


def test_a_change_says_what_was_and_what_is() -> None:
    script = play_script(_document(), [SetField(target=_A, key="x", value=None)])
    (change,) = expect_changes(script, exact=False)
    assert change.written == {
        "entity": {"kind": "item", "id": "a"},
        "path": "/items/a/x",
        "path_before": "/items/a",
        "impact": "visible",
        "before": {},
        "after": {"x": None},
    }


def test_an_addition_to_a_list_that_names_it_already_has_no_place() -> None:
    item: Document = {"id": "nobody"}
    addition = AddItem(item_id="nobody", item=item, track_id=None, index=0)
    (change,) = expect_changes(play_script(_document(), [addition]), exact=False)
    assert (change.written["track_id"], change.written["index"]) == (None, None)


@pytest.mark.parametrize(
    ("moved", "names"),
    [
        (1, {"ItemTrimmed"}),
        (1 + 0.4 / 15, {"ItemTrimmed"}),
        (1 + 0.6 / 15, {"ItemRetimed"}),
        (1 + 0.5 / 15, {"ItemTrimmed", "ItemRetimed"}),
    ],
)
def test_the_source_may_be_off_by_half_a_frame(moved: float, names: set[str]) -> None:
    old = {"type": "video", "from": 0, "durationInFrames": 90, "playbackRate": 2}
    new = {**old, "from": 15, "durationInFrames": 75, "videoStartFromInSeconds": moved}
    changed = frozenset({"from", "durationInFrames", "videoStartFromInSeconds"})
    assert classify_time(old, new, changed, (30, 30)) == names
    assert classify_time(old, new, changed, (30, 25)) == {"ItemRetimed"}


@pytest.mark.parametrize(
    ("start", "length", "name"),
    [
        (10, 20, "ItemTrimmed"),
        (10, 10, "ItemTrimmed"),
        (-10, 60, "ItemTrimmed"),
        (10, 25, "ItemRetimed"),
        (10, 40, "ItemRetimed"),
    ],
)
def test_the_edges_of_a_still_go_opposite_ways(start: int, length: int, name: str) -> None:
    old = {"type": "text", "from": 0, "durationInFrames": 30}
    new = {**old, "from": start, "durationInFrames": length}
    changed = frozenset({"from", "durationInFrames"})
    assert classify_time(old, new, changed, (30, 30)) == {name}


@pytest.mark.parametrize(
    ("numbers", "length"),
    [([], 0), ([1], 1), ([2, 1], 1), ([0, 2, 1, 3], 3), ([3, 0, 1, 2], 3), ([4, 3, 2, 1, 0], 1)],
)
def test_the_longest_rise_is_counted(numbers: list[int], length: int) -> None:
    assert count_longest_rise(numbers) == length


_VALUES: list[Any] = [0, 0.0, -0.0, False, None, "", [], {}, [0], [0.0], {"a": 1}, MISSING, 10**16]


@pytest.mark.parametrize("a", _VALUES, ids=repr)
def test_a_value_is_identical_to_itself_alone(a: Any) -> None:
    assert [repr(b) for b in _VALUES if are_one(a, b)] == [repr(a)]


def test_equal_numbers_are_alike_and_true_is_none() -> None:
    zeros = [value for value in _VALUES if are_alike(value, 0)]
    assert [repr(zero) for zero in zeros] == ["0", "0.0", "-0.0"]
    assert are_alike([{"a": 1.0}], [{"a": 1}])
    assert not are_alike(True, 1)
    assert not are_alike(1e16, 10**16 + 1)
