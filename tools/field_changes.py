"""What a diff says when a field changes: found by making the diff, not told a second time."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from kvid_composition.diffing.changes import Change
from kvid_composition.diffing.diff import diff_compositions
from kvid_composition.model.assets import ASSET_MODELS
from kvid_composition.model.base import JsonModel
from kvid_composition.model.composition import Composition
from kvid_composition.model.entity import EntityKind
from kvid_composition.model.items import ITEM_MODELS
from kvid_composition.model.spec_reading import read_specs
from kvid_composition.model.tracks import Track

__all__ = ["change_field", "list_changes", "name_change"]

_EMPTY: Final[dict[str, Any]] = {"tracks": [], "items": {}, "assets": {}}

# What holds entities has no change of its own.
_HOLDERS: Final[Mapping[tuple[EntityKind, str], str]] = {
    ("composition", "tracks"): "those of tracks",
    ("composition", "items"): "those of items",
    ("composition", "assets"): "those of assets",
    ("track", "items"): "ItemMoved, ItemReordered",
}


def name_change(kind: EntityKind, type_: str | None, key: str) -> str:
    """Name the types of change that another value of a field makes."""
    if (kind, key) in _HOLDERS:
        return _HOLDERS[kind, key]
    return ", ".join(change.type for change in change_field(kind, type_, key)) or "none"


def change_field(kind: EntityKind, type_: str | None, key: str) -> tuple[Change, ...]:
    """Give the changes that another number in a field makes; in an id, another text."""
    values = ("a", "b") if key == "id" else (1, 2)
    before, after = (_make_document(kind, type_, {key: value}) for value in values)
    return diff_compositions(before, after).changes


def _make_document(
    kind: EntityKind, type_: str | None, members: Mapping[str, Any]
) -> dict[str, Any]:
    entity: dict[str, Any] = {"id": "a", "type": type_, "items": [], **members}
    match kind:
        case "composition":
            return {**_EMPTY, **members}
        case "track":
            return {**_EMPTY, "tracks": [entity]}
        case "item":
            return {**_EMPTY, "items": {"a": entity}}
        case "asset":
            return {**_EMPTY, "assets": {"a": entity}}


def list_changes() -> Iterator[Change]:
    """Give changes of every type: those of each field, and of what comes, goes and moves."""
    models: list[tuple[EntityKind, str | None, type[JsonModel]]] = [
        ("composition", None, Composition),
        ("track", None, Track),
        *(("item", name, model) for name, model in ITEM_MODELS.items()),
        *(("asset", name, model) for name, model in ASSET_MODELS.items()),
    ]
    for kind, type_, model in models:
        for spec in read_specs(model):
            if (kind, spec.key) not in _HOLDERS:
                yield from change_field(kind, type_, spec.key)
    for before, after in _PAIRS:
        yield from diff_compositions(before, after).changes
        yield from diff_compositions(after, before).changes


def _place(**lists: list[str]) -> dict[str, Any]:
    """Give a document with tracks that list items, each of which starts at frame 0."""
    tracks = [{"id": id_, "items": items} for id_, items in lists.items()]
    items = {id_: {"id": id_, "from": 0} for listed in lists.values() for id_ in listed}
    return {**_EMPTY, "tracks": tracks, "items": items}


def _shift(document: dict[str, Any]) -> dict[str, Any]:
    items = {id_: {**item, "from": 9} for id_, item in document["items"].items()}
    return {**document, "items": items}


_PAIRS: Final[tuple[tuple[Any, Any], ...]] = (
    (_place(), _place(one=["a"])),
    (_place(one=[], two=[]), _place(two=[], one=[])),
    (_place(one=["a"], two=[]), _place(one=[], two=["a"])),
    (_place(one=["a", "b"]), _place(one=["b", "a"])),
    (_place(one=["a", "b"]), _shift(_place(one=["a", "b"]))),
    (
        {"items": {"a": {"from": 1, "durationInFrames": 1, "playbackRate": 1}}},
        {"items": {"a": {"from": 2, "durationInFrames": 2, "playbackRate": 2}}},
    ),
    (_EMPTY, {**_EMPTY, "assets": {"a": {}}}),
    (_EMPTY, {**_EMPTY, "tracks": None}),
)
