"""The laws find faults that are planted in the merge, each by the law that it breaks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from random import Random
from typing import Any

import pytest

from kvid_composition.document.values import is_object
from kvid_composition.merging.conflict import Conflict, Option
from kvid_composition.merging.kinds import OptionName
from kvid_composition.merging.merge import merge_three_way
from kvid_composition.merging.result import MergeResult, Picks
from kvid_composition.merging.strategy import MANUAL, MergeStrategy
from kvid_composition.model.entity import Entity
from kvid_composition.testing.three_ways.making import make_random_triple
from kvid_composition.validation.issues import Issue
from tests.merging.laws import LAWS
from tests.merging.laws_order import find_wrong_order
from tests.merging.laws_trial import Merge, Trial

Document = dict[str, Any]

_CASES = 600


def _breaks(law: str, merge: Merge) -> bool:
    """Tell whether a law finds something within some hundred triples."""
    for seed in range(_CASES):
        random = Random(seed)
        try:
            LAWS[law](Trial(make_random_triple(random), merge, random))
        except AssertionError:
            return True
    return False


def _change(change: Callable[[Document, Document, Document, Document], Document]) -> Merge:
    """Give a merge whose clean documents are changed, where both sides have changed something."""

    def merge(base: Document, ours: Document, theirs: Document) -> MergeResult:
        result = merge_three_way(base, ours, theirs)
        if not result.clean or len({*map(repr, (base, ours, theirs))}) < 3:
            return result
        return replace(result, document=change(result.document, base, ours, theirs))

    return merge


def _replace_items(document: Document, items: Document) -> Document:
    """Give a document with other items, listed nowhere else than before."""
    tracks = [
        {**track, "items": [name for name in track["items"] if name in items]}
        for track in document["tracks"]
    ]
    return {**document, "tracks": tracks, "items": items}


def _take_ours(_: Document, __: Document, ours: Document, ___: Document) -> Document:
    return ours


def _drop_new_items(merged: Document, base: Document, ours: Document, _: Document) -> Document:
    known = base["items"].keys() | ours["items"].keys()
    return _replace_items(merged, {k: v for k, v in merged["items"].items() if k in known})


def _revive_items(merged: Document, base: Document, ours: Document, _: Document) -> Document:
    gone = {k: v for k, v in base["items"].items() if k in ours["items"]}
    return {**merged, "items": {**gone, **merged["items"]}}


def _take_objects_whole(merged: Document, _: Document, ours: Document, __: Document) -> Document:
    """Take nested objects of ours where both have them."""
    items = {
        name: {
            key: ours["items"][name][key]
            if is_object(value) and key in ours["items"].get(name, {})
            else value
            for key, value in item.items()
        }
        for name, item in merged["items"].items()
    }
    return {**merged, "items": items}


def _forget_orders(merged: Document, _: Document, ours: Document, __: Document) -> Document:
    """Leave the tracks of ours as they stand there."""
    places = {track["id"]: place for place, track in enumerate(ours["tracks"])}
    tracks = sorted(merged["tracks"], key=lambda track: places.get(track["id"], 99))
    return {**merged, "tracks": tracks}


def _append_new(merged: Document, base: Document, _: Document, __: Document) -> Document:
    """List what is new behind all else."""
    tracks = [
        {**track, "items": sorted(track["items"], key=lambda name: name not in base["items"])}
        for track in merged["tracks"]
    ]
    return {**merged, "tracks": tracks}


def _unlist_moved(merged: Document, base: Document, ours: Document, _: Document) -> Document:
    """Leave items where ours has them."""
    homes = {name: track["id"] for track in ours["tracks"] for name in track["items"]}
    tracks = [
        {
            **track,
            "items": [
                name for name in track["items"] if homes.get(name, track["id"]) == track["id"]
            ],
        }
        for track in merged["tracks"]
    ]
    return {**merged, "tracks": tracks}


def _mix_times(merged: Document, base: Document, ours: Document, theirs: Document) -> Document:
    """Take starts of ours and lengths of theirs, whoever changed what."""
    items = {
        name: item
        | {key: ours["items"][name][key] for key in ("from",) if key in ours["items"].get(name, {})}
        for name, item in merged["items"].items()
    }
    return {**merged, "items": items}


def _drop_deleted_notes(merged: Document, _: Document, ours: Document, __: Document) -> Document:
    entries = ours.get("deletedAssets")
    return {**merged, "deletedAssets": entries} if entries else merged


def _invent(merged: Document, *_: Document) -> Document:
    items = {
        name: {**item, "opacity": 0.123} if item.get("opacity") == 0.5 else item
        for name, item in merged["items"].items()
    }
    return {**merged, "items": items}


def _swap_tracks(merged: Document, *_: Document) -> Document:
    return {**merged, "tracks": merged["tracks"][::-1]}


def _remove_used_asset(merged: Document, *_: Document) -> Document:
    used = {item.get("assetId") for item in merged["items"].values()}
    assets = {name: asset for name, asset in merged["assets"].items() if name not in used}
    return {**merged, "assets": assets}


def _list_twice(merged: Document, *_: Document) -> Document:
    tracks = [{**track, "items": track["items"] * 2} for track in merged["tracks"]]
    return {**merged, "tracks": tracks}


def _count(merged: Document, *_: Document) -> Document:
    return {**merged, "x-merges": merged.get("x-merges", 0) + 1}


def _ask_for_keys(merged: Document, _: Document, ours: Document, __: Document) -> Document:
    """Let the first key of an object decide."""
    return {**merged, "x-first": next(iter(ours["items"]), None)}


_DISTORTIONS: Mapping[str, tuple[str, Callable[..., Document]]] = {
    "ours is taken whole": ("7 no lost update", _take_ours),
    "ours is taken whole, seen in the mirror": ("3 symmetry", _take_ours),
    "merges are counted": ("4 absorption", _count),
    "new items of theirs are dropped": ("7 no lost update", _drop_new_items),
    "deleted items of theirs come back": ("7 no lost update", _revive_items),
    "deleted items come back from nowhere": ("6 no invention", _revive_items),
    "nested objects are taken whole": ("7 no lost update", _take_objects_whole),
    "the order of theirs is forgotten": ("7 no lost update", _forget_orders),
    "what is new comes last": ("7 no lost update", _append_new),
    "moves to other tracks are forgotten": ("7 no lost update", _unlist_moved),
    "starts of theirs are forgotten": ("7 no lost update", _mix_times),
    "notes of deleted assets are forgotten": ("7 no lost update", _drop_deleted_notes),
    "a value is invented": ("6 no invention", _invent),
    "an order is invented": ("6 no invention", _swap_tracks),
    "a used asset is removed": ("5 integrity", _remove_used_asset),
    "an item is listed twice": ("5 integrity", _list_twice),
    "the order of keys decides": ("10 determinism", _ask_for_keys),
}


@pytest.mark.parametrize("name", _DISTORTIONS)
def test_a_distorted_document_is_found(name: str) -> None:
    law, change = _DISTORTIONS[name]
    assert _breaks(law, _change(change))


def _mark_in_conflict(result: MergeResult, entity: Entity, path: str) -> MergeResult:
    conflict = Conflict(
        id="0123456789ab",
        kind="field",
        path=path,
        entity=entity,
        base=1,
        ours=2,
        theirs=3,
        provisional=2,
        options=(Option("ours", "", list),),
        message="",
    )
    return replace(result, conflicts=(*result.conflicts, conflict))


def _complain(base: Document, ours: Document, theirs: Document) -> MergeResult:
    """Report a conflict wherever anything has changed."""
    result = merge_three_way(base, ours, theirs)
    changed = repr(base) != repr(ours) or repr(base) != repr(theirs)
    return _mark_in_conflict(result, Entity("composition"), "/fps") if changed else result


def _complain_of_two(base: Document, ours: Document, theirs: Document) -> MergeResult:
    """Report a conflict wherever both sides have changed anything."""
    both = repr(base) != repr(ours) and repr(base) != repr(theirs)
    result = merge_three_way(base, ours, theirs)
    return _mark_in_conflict(result, Entity("composition"), "/fps") if both else result


def _complain_of_same(base: Document, ours: Document, theirs: Document) -> MergeResult:
    """Report a conflict where both sides did the same."""
    same = repr(ours) == repr(theirs) != repr(base)
    result = merge_three_way(base, ours, theirs)
    return _mark_in_conflict(result, Entity("composition"), "/fps") if same else result


def _complain_elsewhere(base: Document, ours: Document, theirs: Document) -> MergeResult:
    """Report a conflict about the first track where ours has changed the canvas of an item."""
    result = merge_three_way(base, ours, theirs)
    moved = any(
        item.get("left") != base["items"].get(name, item).get("left")
        for name, item in ours["items"].items()
    )
    document: Document = result.document
    if not moved or not document["tracks"]:
        return result
    track = document["tracks"][0]["id"]
    return _mark_in_conflict(result, Entity("track", track), "/tracks/0/name")


def _decide_silently(base: Document, ours: Document, theirs: Document) -> MergeResult:
    """Say nothing of conflicts about fields."""
    result = merge_three_way(base, ours, theirs)
    kept = tuple(each for each in result.conflicts if each.kind != "field")
    return replace(result, conflicts=kept)


def _say_nothing_of_deletions(base: Document, ours: Document, theirs: Document) -> MergeResult:
    """Delete what one side has edited, and say nothing."""
    result = merge_three_way(base, ours, theirs)
    edited = [each for each in result.conflicts if each.kind == "item.delete_edit"]
    names = {each.entity.id for each in edited}
    document: Document = result.document
    items = {k: v for k, v in document["items"].items() if k not in names}
    rest = tuple(each for each in result.conflicts if each not in edited)
    return replace(result, conflicts=rest, document=_replace_items(document, items))


def _change_input(base: Document, ours: Document, theirs: Document) -> MergeResult:
    result = merge_three_way(base, ours, theirs)
    theirs.pop("durationInFrames", None)
    return result


def _offer_nothing(base: Document, ours: Document, theirs: Document) -> MergeResult:
    """Offer options that do nothing."""
    result = merge_three_way(base, ours, theirs)
    idle = tuple(
        replace(each, options=tuple(Option(o.name, o.effect, list) for o in each.options))
        for each in result.conflicts
    )
    return replace(result, conflicts=idle)


@dataclass(frozen=True)
class _Forgetful:
    """Inputs that are merged without what has been picked."""

    versions: tuple[Document, Document, Document]
    inherited: Mapping[str, tuple[Issue, ...]]

    @property
    def documents(self) -> tuple[Document, Document, Document]:
        return self.versions

    @property
    def strategy(self) -> MergeStrategy:
        return MANUAL

    def merge(self, _: Picks) -> MergeResult:
        return _come_back(*self.versions)


def _come_back(base: Document, ours: Document, theirs: Document) -> MergeResult:
    """Forget what has been picked."""
    result = merge_three_way(base, ours, theirs)
    return replace(result, _inputs=_Forgetful((base, ours, theirs), {}))


@dataclass(frozen=True)
class _Twisted:
    """Inputs that are merged with the other side's choice."""

    result: MergeResult

    @property
    def documents(self) -> tuple[Document, Document, Document]:
        return self.result.inputs

    @property
    def strategy(self) -> MergeStrategy:
        return MANUAL

    @property
    def inherited(self) -> Mapping[str, tuple[Issue, ...]]:
        return self.result.inherited

    def merge(self, picks: Picks) -> MergeResult:
        others: dict[str, OptionName] = {"ours": "theirs", "theirs": "ours", "keep": "delete"}
        return self.result.merge_again({id_: others.get(name, name) for id_, name in picks.items()})


def _take_the_other(base: Document, ours: Document, theirs: Document) -> MergeResult:
    """Do what the other option says."""
    result = merge_three_way(base, ours, theirs)
    return replace(result, _inputs=_Twisted(result))


def _tell_untruly(base: Document, ours: Document, theirs: Document) -> MergeResult:
    """Report what base has as what theirs has."""
    result = merge_three_way(base, ours, theirs)
    untrue = tuple(replace(each, theirs=each.base) for each in result.conflicts)
    return replace(result, conflicts=untrue)


_WRONG_MERGES: Mapping[str, tuple[str, Merge]] = {
    "every change is in conflict": ("1 identity", _complain),
    "changes of both are in conflict": ("8 disjointness", _complain_of_two),
    "the same change is in conflict": ("2 idempotence", _complain_of_same),
    "a conflict elsewhere": ("9 locality", _complain_elsewhere),
    "fields are decided in silence": ("7 no lost update", _decide_silently),
    "fields are decided in silence, seen in the mirror": ("3 symmetry", _decide_silently),
    "edits of what is deleted are lost": ("7 no lost update", _say_nothing_of_deletions),
    "an input is changed": ("10 determinism", _change_input),
    "options do nothing": ("options", _offer_nothing),
    "picks are forgotten": ("picks", _come_back),
    "picks are forgotten at once": ("options", _come_back),
    "the other side is picked": ("choices", _take_the_other),
    "a conflict says what is not so": ("records", _tell_untruly),
    "a conflict is about nothing": ("records", _complain),
}


@pytest.mark.parametrize("name", _WRONG_MERGES)
def test_a_wrong_merge_is_found(name: str) -> None:
    law, merge = _WRONG_MERGES[name]
    assert _breaks(law, merge)


# Both move c, one to the front and the other behind d; theirs also puts b last.
_ORDERS = ("abcdef", "cabdef", "adefcb")


@pytest.mark.parametrize(
    ("option", "after"), [("ours", "cadefb"), ("theirs", "adefcb"), ("base", "acdefb")]
)
def test_the_order_of_an_option_may_have_what_nobody_contests(option: str, after: str) -> None:
    assert not find_wrong_order(_ORDERS, option, after)


@pytest.mark.parametrize(("option", "after"), [("ours", "cabdef"), ("theirs", "cadefb")])
def test_an_order_without_a_move_that_holds_is_found(option: str, after: str) -> None:
    assert find_wrong_order(_ORDERS, option, after)


def test_where_nothing_else_is_moved_the_order_of_an_option_is_the_order_of_its_side() -> None:
    lists = ("abcde", "cabde", "abdec")
    assert not find_wrong_order(lists, "theirs", "abdec")
    assert find_wrong_order(lists, "theirs", "abedc")
