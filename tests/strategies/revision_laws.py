"""The law of `since`: whatever an edit does, the report is that of looking at everything.

The edits are drawn so that they touch what rules look at across entities: who stands on which
track, who uses which asset, ids that resemble each other, times, the root, the order of maps.
"""

from collections.abc import Callable
from contextlib import suppress
from random import Random
from typing import Any, Final, TypeAlias

from kvid_composition import Report, ValidationConfig, validate_composition
from kvid_composition.document.limits import Limits
from kvid_composition.document.values import is_array, is_object
from kvid_composition.testing.edits.making import make_random_script
from kvid_composition.testing.seeded.broken import (
    break_composition,
    damage_composition,
    loosen_composition,
)
from kvid_composition.testing.seeded.compositions import make_random_composition
from kvid_composition.testing.seeded.fields import pick

__all__ = ["revise_composition", "share_parts", "try_revisions"]

Document: TypeAlias = dict[str, Any]
Edit: TypeAlias = Callable[[Random, Any], None]
Validate: TypeAlias = Callable[..., Report]

_CONFIGS: Final = (
    *(None,) * 6,
    ValidationConfig(ignore=("REF106",)),
    ValidationConfig(select=("TIM", "REF107", "REF111"), severities={"TIM105": "error"}),
    ValidationConfig(limits=Limits(issues=3)),
    ValidationConfig(limits=Limits(nodes=400)),
)


def share_parts(before: Any, after: Any) -> Any:
    """Give `after` with the very parts of `before` where they are the same, tracks by their ids."""
    if is_object(before) and is_object(after):
        return {
            key: share_parts(before[key], part) if key in before else part
            for key, part in after.items()
        }
    if is_array(before) and is_array(after):
        return [next((old for old in before if _is_same(old, part)), part) for part in after]
    return before if _is_same(before, after) else after


def _is_same(a: Any, b: Any) -> bool:
    return repr(a) == repr(b)


def try_revisions(random: Random, validate: Validate = validate_composition) -> None:
    """Edit a composition a few times, and look again after each edit.

    Raises:
        AssertionError: a report differs from that of looking at everything.
    """
    before = make_random_composition(random, items=random.randrange(1, 25))
    for _ in range(random.randrange(3)):
        before = revise_composition(random, before)
    config = pick(random, _CONFIGS)
    report = validate(before, config=config)
    for _ in range(random.randrange(1, 4)):
        after = share_parts(before, revise_composition(random, before))
        whole = validate(after, config=config)
        revised = validate(after, config=config, since=(before, report))
        assert revised == whole
        assert revised.basis == whole.basis
        before, report = after, revised


def revise_composition(random: Random, document: Document) -> Document:
    """Edit a composition in one to four places; the given one stays as it is."""
    draw = random.random()
    if draw < 0.2:
        with suppress(LookupError, TypeError, AttributeError, ValueError):
            return make_random_script(random, document, length=random.randrange(1, 4)).after
    if draw < 0.35:
        return loosen_composition(random, document)
    if draw < 0.4:
        return break_composition(random, document)
    return damage_composition(random, document, _EDITS)


def _set_field(random: Random, document: Any) -> None:
    item = pick(random, list(document["items"].values()))
    key, values = pick(random, _FIELDS)
    item[key] = pick(random, values)


_FIELDS: Final[tuple[tuple[str, tuple[Any, ...]], ...]] = (
    ("from", (0, -1, 0.5, 10, 40, 1000)),
    ("durationInFrames", (0, 1, 29.5, 30, 400)),
    ("opacity", (0, 0.5, 3)),
    ("type", ("image", "video", "audio", "captions", "text", "chart")),
    ("fadeInDurationInSeconds", (0, 5)),
    ("audioFadeOutDurationInSeconds", (0, 50)),
    ("playbackRate", (0.5, 4)),
    ("cropLeft", (0, 0.6)),
    ("cropRight", (0, 0.6)),
    ("isDraggingInTimeline", (True, False)),
    ("id", ("a", "b")),
    ("note", (None, [1], {"a": 1})),
)


def _use_asset(random: Random, document: Any) -> None:
    item = pick(random, list(document["items"].values()))
    item["assetId"] = pick(random, [*document["assets"], "", "gone", "Gone"])


def _use_no_asset(random: Random, document: Any) -> None:
    pick(random, list(document["items"].values())).pop("assetId", None)


def _set_asset_field(random: Random, document: Any) -> None:
    asset = pick(random, list(document["assets"].values()))
    key, values = pick(random, _ASSET_FIELDS)
    asset[key] = pick(random, values)


_ASSET_FIELDS: Final[tuple[tuple[str, tuple[Any, ...]], ...]] = (
    ("type", ("image", "video", "audio", "caption", "svg")),
    ("durationInSeconds", (0.1, 5)),
    ("remoteUrl", (None, "blob:x", "http://example.com/a.png", "https://localhost/a.png")),
    ("filename", (None, "a.png")),
    ("captions", ([], [{"text": "a", "startMs": 9, "endMs": 1}])),
)


def _add_asset(random: Random, document: Any) -> None:
    name = pick(random, _NAMES)
    document["assets"][name] = {"id": name, "type": pick(random, ("image", "video"))}


def _remove_asset(random: Random, document: Any) -> None:
    del document["assets"][pick(random, list(document["assets"]))]


_NAMES: Final = ("", "gone", "GONE", "7", "new", "NEW", "n\u202ew", "é", "e\u0301", "É")


def _add_item(random: Random, document: Any) -> None:
    name = pick(random, _NAMES)
    item = {"id": name, "type": "solid", "from": random.randrange(60), "durationInFrames": 30}
    document["items"][name] = item
    if random.random() < 0.7:
        listed = pick(random, document["tracks"])["items"]
        listed.insert(random.randrange(len(listed) + 1), name)


def _remove_item(random: Random, document: Any) -> None:
    del document["items"][pick(random, list(document["items"]))]


def _list_item(random: Random, document: Any) -> None:
    listed = pick(random, document["tracks"])["items"]
    listed.insert(random.randrange(len(listed) + 1), pick(random, [*document["items"], "gone"]))


def _unlist_item(random: Random, document: Any) -> None:
    listed = pick(random, document["tracks"])["items"]
    listed.remove(pick(random, listed))


def _move_item(random: Random, document: Any) -> None:
    source, target = (pick(random, document["tracks"])["items"] for _ in range(2))
    target.append(source.pop(random.randrange(len(source))))


def _add_track(random: Random, document: Any) -> None:
    tracks = document["tracks"]
    track: Document = {"id": pick(random, ("t", "T", "u\u202e")), "items": []}
    tracks.insert(random.randrange(len(tracks) + 1), track)


def _repeat_track(random: Random, document: Any) -> None:
    tracks = document["tracks"]
    tracks.insert(random.randrange(len(tracks) + 1), pick(random, tracks))


def _remove_track(random: Random, document: Any) -> None:
    document["tracks"].remove(pick(random, document["tracks"]))


def _swap_tracks(random: Random, document: Any) -> None:
    tracks = document["tracks"]
    tracks.append(tracks.pop(random.randrange(len(tracks))))


def _rename_track(random: Random, document: Any) -> None:
    pick(random, document["tracks"])["id"] = pick(random, document["tracks"])["id"]


def _set_root(random: Random, document: Any) -> None:
    key, values = pick(random, _ROOT)
    document[key] = pick(random, values)


_ROOT: Final[tuple[tuple[str, tuple[Any, ...]], ...]] = (
    ("durationInFrames", (0, 1, 30.5, 100, 5000)),
    ("compositionWidth", (640, 641)),
    ("fps", (25, 30, 30.0)),
    ("_mergeConflicts", ([],)),
    ("custom", ({}, {"a": [1]})),
)


def _drop_root(random: Random, document: Any) -> None:
    del document[pick(random, ("durationInFrames", "_mergeConflicts", "custom", "deletedAssets"))]


def _delete_asset(random: Random, document: Any) -> None:
    asset = pick(random, [*document["assets"], "gone"])
    document.setdefault("deletedAssets", []).append({"assetId": asset})


def _reorder_map(random: Random, document: Any) -> None:
    key = pick(random, ("items", "assets"))
    entries = list(document[key].items())
    random.shuffle(entries)
    document[key] = dict(entries)


_EDITS: Final[tuple[Edit, ...]] = (
    *(_set_field,) * 4,
    *(_use_asset, _use_no_asset, _set_asset_field, _add_asset, _remove_asset),
    *(_add_item, _remove_item, _list_item, _unlist_item, _move_item),
    *(_add_track, _repeat_track, _remove_track, _swap_tracks, _rename_track),
    *(_set_root, _drop_root, _delete_asset, _reorder_map),
)
