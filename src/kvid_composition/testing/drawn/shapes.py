"""Compositions for Hypothesis: sound ones of any size, and ones that only have the right shape.

`sound_compositions()` gives documents without any issue, `tangled_compositions()` the same after
items were moved onto and into one another. `shaped_compositions()` gives whatever the models can
hold: any value in any known field, unknown fields and types, any key order. All of them put known
fields on entities that do not have them, with any value: there they mean nothing.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Final

from hypothesis import strategies as st

from kvid_composition.document.values import is_array, is_object
from kvid_composition.model.assets import ASSET_MODELS, DeletedAsset, UnknownAsset
from kvid_composition.model.base import JsonModel
from kvid_composition.model.composition import Composition
from kvid_composition.model.fields import AnyKind, NumberKind
from kvid_composition.model.index import MEDIA_TYPES
from kvid_composition.model.items import ITEM_MODELS, UnknownItem
from kvid_composition.model.spec_reading import read_specs
from kvid_composition.model.specs import FieldSpec
from kvid_composition.model.tracks import Track
from kvid_composition.testing.seeded.borrowed import list_borrowed

__all__ = [
    "bent_compositions",
    "borrowed_members",
    "ids",
    "shaped_compositions",
    "small_json",
    "sound_compositions",
    "tangled_compositions",
]

Document = dict[str, Any]

_ALPHABET = st.characters(
    codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Zl", "Zp", "Cn", "Co")
)


def ids(prefix: str = "") -> st.SearchStrategy[str]:
    """Give ids that no rule minds: lower-case ASCII, with a letter in front."""
    letters = st.text("abcdefghijklmnopqrstuvwxyz0123456789-_", min_size=1, max_size=8)
    return letters.map(lambda rest: f"{prefix or 'i'}{rest}")


@cache
def small_json() -> st.SearchStrategy[Any]:
    """Give small plain JSON values of any type, for unknown fields."""
    scalars = st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-(2**53) + 1, 2**53 - 1),
        st.floats(allow_nan=False, allow_infinity=False),
        st.text(_ALPHABET, max_size=6),
    )
    keys = st.text(_ALPHABET, max_size=6).filter(lambda key: key != "__proto__")
    return st.recursive(
        scalars,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
        max_leaves=6,
    )


@st.composite
def sound_compositions(
    draw: st.DrawFn, *, max_tracks: int = 4, max_items_per_track: int = 4
) -> Document:
    """Give compositions in which validation finds nothing at all, not even an info."""
    fps = draw(st.sampled_from([24, 25, 30, 60, 29.97]))
    document: Document = {
        "fps": fps,
        "compositionWidth": 2 * draw(st.integers(1, 2000)),
        "compositionHeight": draw(st.sampled_from([1080, 1080.0, 1920])),
        "durationInFrames": 0,
        "tracks": [],
        "items": {},
        "assets": {},
    }
    counts = draw(st.lists(st.integers(1, max_items_per_track), min_size=1, max_size=max_tracks))
    names = iter(draw(st.lists(ids(), min_size=sum(counts), max_size=sum(counts), unique=True)))
    for row, count in enumerate(counts):
        track: Document = {"id": f"track-{row}", "items": []}
        track |= draw(st.sampled_from([{}, {"hidden": False, "muted": True}, {"name": "Main"}]))
        track |= draw(borrowed_members(read_specs(Track)))
        document["tracks"].append(track)
        start = draw(st.integers(0, 100))
        for _ in range(count):
            item = draw(_sound_items(next(names), start, fps))
            start += item["durationInFrames"] + draw(st.integers(0, 20))
            _settle(draw, document, item)
            document["items"][item["id"]] = item
            track["items"].append(item["id"])
        track["items"] = draw(st.permutations(track["items"]))
    ends = [item["from"] + item["durationInFrames"] for item in document["items"].values()]
    document["durationInFrames"] = max(ends) + draw(st.integers(0, 10))
    return _shuffle(draw, document | draw(borrowed_members(read_specs(Composition))))


@st.composite
def _sound_items(draw: st.DrawFn, name: str, start: int, fps: float) -> Document:
    kind = draw(st.sampled_from(sorted(ITEM_MODELS)))
    duration = draw(st.integers(1, 300))
    item: Document = {"id": name, "type": kind, "from": start, "durationInFrames": duration}
    for spec in read_specs(ITEM_MODELS[kind]):
        if spec.key not in item and spec.key != "assetId" and draw(st.booleans()):
            item[spec.key] = draw(_sound_values(spec, duration / fps))
    borrowed = draw(borrowed_members(read_specs(ITEM_MODELS[kind])))
    if type(borrowed.get("assetId")) is str:
        # An asset's id means the same on every item, whatever its type.
        del borrowed["assetId"]
    return item | borrowed


@st.composite
def tangled_compositions(draw: st.DrawFn) -> Document:
    """Give sound shapes whose items overlap, stand on several tracks, and have confusable ids."""
    document = draw(sound_compositions())
    times = st.sampled_from([0, 0, 5, 5.0, 7])
    for item in document["items"].values():
        item["from"] = draw(times)
    for name in draw(st.lists(st.sampled_from(list(document["items"])), max_size=3)):
        twin = draw(st.sampled_from([name.upper(), name.title(), name]))
        document["items"].setdefault(twin, {**document["items"][name], "id": twin})
        document["tracks"][0]["items"].append(twin)
    listed = st.lists(st.sampled_from([*document["items"], "nobody"]), max_size=4)
    for track in document["tracks"]:
        track["items"] += draw(listed)
    return document


_CAREFUL_VALUES: Final[Mapping[str, tuple[Any, ...]]] = {
    "isDraggingInTimeline": (False,),
    "opacity": (0, 0.5, 1),
    **dict.fromkeys(("cropLeft", "cropTop", "cropRight", "cropBottom"), (0, 0.25, 0.49)),
    "playbackRate": (0.5, 1, 1.0, 2),
}


def _sound_values(spec: FieldSpec, seconds: float) -> st.SearchStrategy[Any]:
    """Give values that no rule minds; `seconds` is the length of the item."""
    if spec.key in _CAREFUL_VALUES:
        return st.sampled_from(_CAREFUL_VALUES[spec.key])
    if "ade" in spec.key and spec.key.endswith("Seconds"):
        return st.sampled_from([0, seconds / 4])
    if spec.key.endswith("StartFromInSeconds"):
        return st.sampled_from([0, 1.5, 4])
    return shaped_values(spec)


def _settle(draw: st.DrawFn, document: Document, item: Document) -> None:
    """Give a media item an asset that fits: one that is there already, or a new one."""
    kind = MEDIA_TYPES.get(item["type"])
    if kind is None:
        return
    fitting = [name for name, asset in document["assets"].items() if asset["type"] == kind]
    if not fitting or draw(st.booleans()):
        asset = draw(_sound_assets(f"asset-{len(document['assets'])}", kind))
        document["assets"][asset["id"]] = asset
        fitting = [asset["id"]]
    item["assetId"] = draw(st.sampled_from(fitting))


@st.composite
def _sound_assets(draw: st.DrawFn, name: str, kind: str) -> Document:
    asset: Document = {
        "id": name,
        "type": kind,
        "filename": draw(st.sampled_from(["clip.mp4", "사진.png", "a b.gif"])),
        "remoteUrl": draw(
            st.sampled_from(
                [
                    "https://cdn.example.com/a/b.png",
                    "https://example.com/%EC%82%AC.mp4?x=1&y=2",
                    "https://EXAMPLE.com:443/사진.png",
                ]
            )
        ),
    }
    for spec in read_specs(ASSET_MODELS[kind]):
        if spec.key not in asset and draw(st.booleans()):
            asset[spec.key] = draw(shaped_values(spec))
    if "durationInSeconds" in asset:
        asset["durationInSeconds"] = 4000
    if kind == "caption" and draw(st.booleans()):
        asset |= {"remoteUrl": None, "captions": []}
    for caption in asset.get("captions", ()):
        caption |= {"startMs": 10.5, "endMs": draw(st.sampled_from([10.5, 400]))}
    return asset | draw(borrowed_members(read_specs(ASSET_MODELS[kind])))


@st.composite
def borrowed_members(draw: st.DrawFn, specs: Sequence[FieldSpec]) -> Document:
    """Give now and then a member or two that only other models declare, with any value."""
    if draw(st.integers(0, 3)) > 0:
        return {}
    keys = st.sampled_from(list_borrowed(specs))
    return {key: draw(small_json()) for key in draw(st.lists(keys, max_size=2, unique=True))}


def shaped_values(spec: FieldSpec) -> st.SearchStrategy[Any]:
    """Give values that a field can hold, absence aside."""
    if isinstance(spec.kind, AnyKind):
        return small_json()
    choices: dict[type, st.SearchStrategy[Any]] = {
        type(None): st.none(),
        str: st.text(_ALPHABET, max_size=8),
        bool: st.booleans(),
    }
    fitting = [choice for kind, choice in choices.items() if kind in spec.types]
    if float in spec.types:
        fitting.append(_numbers(spec))
    if spec.entries is not None:
        fitting.append(st.lists(shaped_values(spec.entries), max_size=3))
    elif spec.members:
        fitting.append(shaped_objects(spec.members))
    elif dict in spec.types:
        fitting.append(st.dictionaries(st.text(_ALPHABET, max_size=4), small_json(), max_size=2))
    return st.one_of(fitting)


def _numbers(spec: FieldSpec) -> st.SearchStrategy[int | float]:
    kind = spec.kind if isinstance(spec.kind, NumberKind) else None
    if kind is not None and kind.whole:
        return st.integers(1, 4000).flatmap(lambda n: st.sampled_from([n, float(n)]))
    least = None if kind is None else kind.at_least if kind.above is None else kind.above
    integers = st.integers(-(10**6) if least is None else least, 10**6)
    floats = st.floats(least, 1e9, allow_nan=False, allow_infinity=False)
    numbers: st.SearchStrategy[int | float] = integers | floats
    return numbers if kind is None else numbers.filter(kind.allows)


@st.composite
def shaped_objects(draw: st.DrawFn, specs: Sequence[FieldSpec]) -> Document:
    """Give objects with all required and some optional fields, and perhaps an unknown one."""
    made = {
        spec.key: draw(shaped_values(spec))
        for spec in specs
        if spec.is_required or draw(st.integers(0, 3)) == 0
    }
    if draw(st.integers(0, 4)) == 0:
        made[draw(st.sampled_from(["metadata", "duration_in_frames", "from_frame", "_keys"]))] = (
            draw(small_json())
        )
    return _shuffle(draw, made | draw(borrowed_members(specs)))


@st.composite
def shaped_compositions(draw: st.DrawFn) -> Document:
    """Give documents of the right shape, whatever they refer to and wherever items stand."""
    root_specs = [s for s in read_specs(Composition) if s.key not in _CONTAINERS]
    document = draw(shaped_objects(root_specs))
    document["tracks"] = draw(st.lists(shaped_objects(read_specs(Track)), max_size=3))
    document["items"] = draw(_shaped_maps(ITEM_MODELS, UnknownItem))
    document["assets"] = draw(_shaped_maps(ASSET_MODELS, UnknownAsset))
    if draw(st.booleans()):
        entries = st.lists(shaped_objects(read_specs(DeletedAsset)), max_size=2)
        document["deletedAssets"] = draw(entries)
    return _shuffle(draw, document)


_CONTAINERS = ("tracks", "items", "assets", "deletedAssets")


@st.composite
def _shaped_maps(
    draw: st.DrawFn, models: dict[str, Any], unknown: type[JsonModel]
) -> dict[str, Document]:
    entities: dict[str, Document] = {}
    for name in draw(st.lists(ids() | st.text(_ALPHABET, max_size=4), max_size=4, unique=True)):
        kind = draw(st.sampled_from([*models, "chart"]))
        entity = draw(shaped_objects(read_specs(models.get(kind, unknown))))
        entities[name] = entity | {"type": kind}
    return entities


@st.composite
def bent_compositions(draw: st.DrawFn) -> Document:
    """Give plain JSON documents that are almost of the right shape: some members are not."""
    document = draw(shaped_compositions())
    for _ in range(draw(st.integers(0, 4))):
        _bend(draw, document)
    return document


def _bend(draw: st.DrawFn, document: Document) -> None:
    """Replace, remove or add one value somewhere."""
    holder: Any = document
    while steps := _list_steps(holder):
        step = draw(st.sampled_from(steps))
        if draw(st.integers(0, 2)) > 0 and _list_steps(holder[step]):
            holder = holder[step]
            continue
        if isinstance(step, str) and draw(st.booleans()):
            del holder[step]
        else:
            holder[step] = draw(small_json())
        return


def _list_steps(holder: Any) -> list[Any]:
    if is_object(holder):
        return list(holder)
    return list(range(len(holder))) if is_array(holder) else []


def _shuffle(draw: st.DrawFn, members: Document) -> Document:
    return {key: members[key] for key in draw(st.permutations(list(members)))}
