"""The smallest triple for each kind of conflict."""

from typing import Final

from kvid_composition import MergeResult, merge_three_way
from kvid_composition.merging.kinds import ConflictKind
from tests.merging.compositions import Document, Triple, compose

__all__ = ["CLASHES", "merge_clash"]


def _item(**special: object) -> Document:
    return compose({"v": "a"}, {"a": special}, {"m": {}, "i": {"type": "image"}})


def _asset(**special: object) -> Document:
    return compose({"v": ""}, {}, {"m": special})


def _track(**special: object) -> Document:
    document = compose({"v": "a", "w": ""})
    document["tracks"][1] |= special
    return document


def _using(kind: str, items: str = "") -> Document:
    return compose({"v": items}, {"a": {"assetId": "m"}}, {"m": {"type": kind}})


CLASHES: Final[dict[ConflictKind, Triple]] = {
    "field": (_item(opacity=1), _item(opacity=0.5), _item(opacity=0.2)),
    "timing": (_item(), _item(durationInFrames=5), _item(durationInFrames=7)),
    "type": (
        _item(assetId="m"),
        _item(assetId="i", type="image"),
        _item(type="solid"),
    ),
    "item.add_add": (
        compose({"v": ""}, {}, {"m": {}}),
        compose({"v": "a"}, {"a": {"assetId": "m"}}, {"m": {}}),
        compose({"v": "a"}, {"a": {"type": "text", "from": 500}}, {"m": {}}),
    ),
    "asset.add_add": (
        compose({"v": ""}),
        compose({"v": ""}, {}, {"m": {}}),
        compose({"v": ""}, {}, {"m": {"type": "audio"}}),
    ),
    "track.add_add": (compose({"v": "a"}), _track(trackType="audio"), _track(trackType="video")),
    "item.delete_edit": (_item(), _item(opacity=1), compose({"v": ""}, {}, _item()["assets"])),
    "asset.delete_edit": (_asset(), _asset(filename="x"), compose({"v": ""})),
    "track.delete_edit": (_track(), _track(name="W"), compose({"v": "a"})),
    "item.placement": (
        compose({"u": "a", "v": "", "w": ""}),
        compose({"u": "", "v": "a", "w": ""}),
        compose({"u": "", "v": "", "w": "a"}),
    ),
    "track.delete_vs_use": (_track(), compose({"v": "a", "w": "c"}), compose({"v": "a"})),
    "asset.delete_vs_reference": (_using("video"), _using("video", "a"), compose({"v": ""})),
    "asset.type_vs_use": (_using("video"), _using("video", "a"), _using("image")),
    "order": tuple(compose(dict.fromkeys(ids, "")) for ids in ("abcde", "cabde", "abdec")),  # type: ignore[dict-item]
    "fps_vs_timing": (_item(), {**_item(), "fps": 60}, _item(durationInFrames=5)),
    "overlap": (
        compose({"v": "a"}),
        compose({"v": "ab"}),
        compose({"v": "ac"}, {"c": {"from": 105}}),
    ),
}


def merge_clash(kind: ConflictKind, *, is_mirrored: bool = False) -> MergeResult:
    """Merge the triple of a kind; mirrored, with the sides exchanged."""
    base, ours, theirs = CLASHES[kind]
    if is_mirrored:
        ours, theirs = theirs, ours
    return merge_three_way(base, ours, theirs)
