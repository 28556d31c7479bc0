"""Edit scripts: each edit does what its name says, and the ledger leaves nothing out."""

import json
from dataclasses import replace
from random import Random
from typing import Any, get_args

import pytest

from kvid_composition.document.values import MISSING
from kvid_composition.model.entity import Entity
from kvid_composition.testing.edits.making import make_random_script
from kvid_composition.testing.edits.of_items import (
    ChangeSpeed,
    ChangeType,
    Restyle,
    ShiftItem,
    Slip,
    ToggleDragging,
    Transform,
    TrimHead,
    TrimTail,
)
from kvid_composition.testing.edits.of_others import (
    MarkDeleted,
    RemoveField,
    RespellNumber,
    SetField,
    UnmarkDeleted,
)
from kvid_composition.testing.edits.registers import (
    EXISTENCE,
    ORDER,
    PLACEMENT,
    Register,
    find_place,
    read_entity,
)
from kvid_composition.testing.edits.script import Edit, Script, apply_edits, play_script
from kvid_composition.testing.edits.structure import (
    AddItem,
    AddTrack,
    DuplicateItem,
    MoveItem,
    MoveTrack,
    RemoveItem,
    RemoveTrack,
    ReorderItem,
    RippleTrack,
    SplitItem,
    UnlistItem,
)
from kvid_composition.testing.seeded.compositions import make_random_composition
from kvid_composition.testing.seeded.fields import Document
from tests.strategies.edit_scripts_laws import draw_script
from tests.strategies.edit_scripts_spelling import are_one

SCRIPTS: list[Script] = [draw_script(Random(seed)) for seed in range(1000)]


def _list_entities(document: Document) -> set[Entity]:
    return {
        Entity("composition"),
        *(Entity("track", track["id"]) for track in document["tracks"]),
        *(Entity("item", name) for name in document["items"]),
        *(Entity("asset", name) for name in document["assets"]),
    }


def _list_changed_fields(script: Script) -> set[Register]:
    """Compare every field of everything, containers and the lists of tracks aside."""
    changed: set[Register] = set()
    for entity in _list_entities(script.before) | _list_entities(script.after):
        old, new = read_entity(script.before, entity), read_entity(script.after, entity)
        if MISSING in (old, new):
            changed.add(Register(entity.kind, entity.id, EXISTENCE))
            continue
        avoided = {"composition": {"tracks", "items", "assets"}, "track": {"items"}}
        for key in {*old, *new} - avoided.get(entity.kind, set()):
            if not are_one(old.get(key, MISSING), new.get(key, MISSING)):
                changed.add(Register(entity.kind, entity.id, key))
    return changed


def test_the_ledger_has_every_field_that_changed() -> None:
    for script in SCRIPTS:
        exist = {register[:2] for register in script.ledger if register.field == EXISTENCE}
        unnamed = _list_changed_fields(script) - script.ledger.keys()
        assert [register for register in unnamed if register[:2] not in exist] == []


def test_the_ledger_has_every_item_whose_track_changed() -> None:
    for script in SCRIPTS:
        sides = (script.before, script.after)
        listed = {n for side in sides for track in side["tracks"] for n in track["items"]}
        moved = {n for n in listed if len({find_place(side, n)[0] for side in sides}) > 1}
        assert {Register("item", name, PLACEMENT) for name in moved} <= script.ledger.keys()


def test_the_ledger_has_every_list_whose_order_changed() -> None:
    for script in SCRIPTS:
        for track in script.before["tracks"]:
            register = Register("track", track["id"], ORDER)
            after = read_entity(script.after, Entity("track", track["id"]))
            if register in script.ledger or after is MISSING:
                continue
            stayed = {
                name
                for name in {*track["items"]} & {*after["items"]}
                if Register("item", name, PLACEMENT) not in script.ledger
            }
            orders = [[n for n in each["items"] if n in stayed] for each in (track, after)]
            assert orders[0] == orders[1]


def test_the_ledger_says_what_was_first_and_last() -> None:
    edits = [ShiftItem(item_id="a", delta=5), ShiftItem(item_id="a", delta=-2)]
    ledger = play_script(_document(), edits).ledger
    assert ledger == {Register("item", "a", "from"): (0, 3)}


def test_scripts_leave_the_composition_that_was_given() -> None:
    for seed in range(200):
        document = make_random_composition(Random(seed))
        held = json.dumps(document)
        make_random_script(Random(seed), document)
        assert json.dumps(document) == held


def test_a_seed_gives_one_script() -> None:
    again = [draw_script(Random(seed)) for seed in range(200)]
    assert json.dumps([each.after for each in again]) == json.dumps(
        [script.after for script in SCRIPTS[:200]]
    )


def test_the_length_of_a_script_can_be_chosen() -> None:
    document = make_random_composition(Random(1), items=10)
    assert len(make_random_script(Random(1), document, length=30).edits) == 30


def test_all_edits_are_drawn() -> None:
    drawn = {type(edit) for script in SCRIPTS for edit in script.edits}
    assert drawn == {*get_args(Edit)}


def test_some_scripts_come_to_nothing() -> None:
    edited = [script for script in SCRIPTS if script.edits]
    assert any(are_one(script.before, script.after) for script in edited)


def test_what_two_scripts_add_can_be_told_apart() -> None:
    document = make_random_composition(Random(3), items=8)
    ours = make_random_script(Random(1), document, length=20, mark="ours").after
    theirs = make_random_script(Random(2), document, length=20, mark="theirs").after
    assert ours["items"].keys() & theirs["items"].keys() <= document["items"].keys()


def _document() -> Document:
    return {
        "fps": 30,
        "tracks": [
            {"id": "s", "items": ["a", "b"]},
            {"id": "t", "items": ["c"]},
        ],
        "items": {
            "a": {
                "id": "a",
                "type": "video",
                "from": 0,
                "durationInFrames": 90,
                "videoStartFromInSeconds": 1,
                "fontStyle": {"weight": 400},
            },
            "b": {"id": "b", "type": "text", "from": 90, "durationInFrames": 30},
            "c": {"id": "c", "type": "text", "from": 5, "durationInFrames": 30},
        },
        "assets": {},
    }


_SOURCE = {"videoStartFromInSeconds": 0.5}


@pytest.mark.parametrize(
    ("edit", "members"),
    [
        (ShiftItem(item_id="a", delta=4), {"from": 4}),
        (
            TrimHead(item_id="a", frames=15, source=_SOURCE),
            {"from": 15, "durationInFrames": 75, "videoStartFromInSeconds": 1.5},
        ),
        (TrimTail(item_id="a", frames=-10), {"durationInFrames": 100}),
        (Slip(item_id="a", source=_SOURCE), {"videoStartFromInSeconds": 1.5}),
        (
            ChangeSpeed(item_id="a", rate=2, stretch=True),
            {"playbackRate": 2, "durationInFrames": 45},
        ),
        (ChangeSpeed(item_id="a", rate=2, stretch=False), {"playbackRate": 2}),
        (Transform(item_id="a", amounts={"left": 5}), {"left": 5}),
        (
            Restyle(item_id="a", key="fontStyle", inner="variant", value="italic"),
            {"fontStyle": {"weight": 400, "variant": "italic"}},
        ),
        (
            ChangeType(
                item_id="a",
                type="audio",
                renamed=("videoStartFromInSeconds", "audioStartFromInSeconds"),
            ),
            {
                "type": "audio",
                "videoStartFromInSeconds": MISSING,
                "audioStartFromInSeconds": 1,
            },
        ),
        (ToggleDragging(item_id="a"), {"isDraggingInTimeline": True}),
        (SetField(target=Entity("item", "a"), key="x", value=None), {"x": None}),
        (RemoveField(target=Entity("item", "a"), key="from"), {"from": MISSING}),
        (
            RespellNumber(target=Entity("item", "a"), key="fontStyle"),
            {"fontStyle": {"weight": 400.0}},
        ),
    ],
    ids=lambda value: type(value).__name__,
)
def test_an_edit_of_an_item_writes_its_members(edit: Any, members: Document) -> None:
    before = _document()
    after = edit.apply_to(before)
    kept = {**before["items"]["a"], **members}
    kept = {key: value for key, value in kept.items() if value is not MISSING}
    assert are_one(after, {**before, "items": {**before["items"], "a": kept}})
    assert {register.field for register in edit.touches} == members.keys()


@pytest.mark.parametrize(
    ("edits", "lists"),
    [
        ([MoveItem(item_id="a", track_id="t", index=1)], {"s": ["b"], "t": ["c", "a"]}),
        ([ReorderItem(item_id="a", track_id="s", index=1)], {"s": ["b", "a"], "t": ["c"]}),
        ([UnlistItem(item_id="a")], {"s": ["b"], "t": ["c"]}),
        ([RemoveItem(item_id="a")], {"s": ["b"], "t": ["c"]}),
        ([RemoveItem(item_id="a", careless=True)], {"s": ["a", "b"], "t": ["c"]}),
        (
            [DuplicateItem(item_id="a", copy_id="d", delta=90, track_id="t", index=0)],
            {"s": ["a", "b"], "t": ["d", "c"]},
        ),
        ([SplitItem(item_id="a", new_id="d", frames=30)], {"s": ["a", "d", "b"], "t": ["c"]}),
        ([MoveTrack(track_id="t", index=0)], {"t": ["c"], "s": ["a", "b"]}),
        (
            [AddTrack(track={"id": "u", "items": []}, index=1)],
            {"s": ["a", "b"], "u": [], "t": ["c"]},
        ),
        ([RemoveTrack(track_id="s", item_ids=("a", "b"), with_items=True)], {"t": ["c"]}),
        (
            [
                AddItem(item_id="d", item={"id": "d"}, track_id="t", index=9),
                AddItem(item_id="e", item={"id": "e"}, track_id=None, index=0),
            ],
            {"s": ["a", "b"], "t": ["c", "d"]},
        ),
    ],
)
def test_an_edit_of_places_gives_these_lists(
    edits: list[Edit], lists: dict[str, list[str]]
) -> None:
    after = apply_edits(_document(), edits)
    assert [(track["id"], track["items"]) for track in after["tracks"]] == list(lists.items())


def test_a_removed_track_takes_its_items_along_or_leaves_them_on_no_track() -> None:
    removal = RemoveTrack(track_id="s", item_ids=("a", "b"), with_items=True)
    taken = removal.apply_to(_document())
    left = replace(removal, with_items=False).apply_to(_document())
    assert ({*taken["items"]}, {*left["items"]}) == ({"c"}, {"a", "b", "c"})


def test_a_split_shares_the_time_and_the_medium() -> None:
    split = SplitItem(
        item_id="a", new_id="d", frames=30, source_key="videoStartFromInSeconds", seconds=1
    )
    items = split.apply_to(_document())["items"]
    assert items["a"] == {**_document()["items"]["a"], "durationInFrames": 30}
    assert items["d"] == {
        **_document()["items"]["a"],
        "id": "d",
        "from": 30,
        "durationInFrames": 60,
        "videoStartFromInSeconds": 2,
    }


def test_a_ripple_shifts_its_items_alone() -> None:
    after = RippleTrack(track_id="s", item_ids=("b",), delta=10).apply_to(_document())
    assert {name: item["from"] for name, item in after["items"].items()} == {
        "a": 0,
        "b": 100,
        "c": 5,
    }


def test_a_note_of_a_deleted_asset_takes_the_place_of_the_former_one() -> None:
    first, second = ({"assetId": "gone", "remoteUrl": url} for url in (None, "https://a.example"))
    other = MarkDeleted(asset_id="other", entry={"assetId": "other"})
    after = apply_edits(
        _document(),
        [
            MarkDeleted(asset_id="gone", entry=first),
            other,
            MarkDeleted(asset_id="gone", entry=second),
        ],
    )
    assert after["deletedAssets"] == [other.entry, second]
    assert other.touches == {Register("composition", None, "deletedAssets")}


def test_a_note_of_a_deleted_asset_can_be_taken_back() -> None:
    marked = MarkDeleted(asset_id="gone", entry={"assetId": "gone"}).apply_to(_document())
    assert UnmarkDeleted(asset_id="gone").apply_to(marked)["deletedAssets"] == []
    assert UnmarkDeleted(asset_id="gone").apply_to(_document())["deletedAssets"] == []


def test_the_kinds_of_edits_are_the_names_of_their_classes() -> None:
    script = play_script(_document(), [ShiftItem(item_id="a", delta=5), UnlistItem(item_id="a")])
    assert script.kinds == ("ShiftItem", "UnlistItem")


def test_the_text_of_a_script_shows_the_composition_once() -> None:
    script = play_script(_document(), [ShiftItem(item_id="a", delta=5)])
    assert repr(script).count("'tracks'") == 1
