"""Compositions with something hostile in them: a value, a key, an entry, or borrowed fields."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from hypothesis import strategies as st

from kvid_composition.document.values import is_array, is_object
from kvid_composition.model.assets import ASSET_MODELS
from kvid_composition.model.items import ITEM_MODELS
from kvid_composition.model.spec_reading import read_specs
from kvid_composition.testing.hostile.values import (
    add_hostile_key,
    make_hostile_value,
    make_plain_value,
)
from kvid_composition.testing.seeded.borrowed import list_borrowed

__all__ = [
    "HostileComposition",
    "base_composition",
    "hostile_compositions",
    "make_hostile_composition",
]

Path = tuple[str | int, ...]

_BASE_TEXT = """
{
  "fps": 30,
  "compositionWidth": 1920,
  "compositionHeight": 1080,
  "durationInFrames": 150,
  "tracks": [
    {"id": "front", "name": "Titles", "hidden": false, "items": ["text1", "cap1"]},
    {"id": "back", "items": ["vid1"]},
    {"id": "fill", "items": ["sol1"]}
  ],
  "items": {
    "text1": {"id": "text1", "type": "text", "from": 0, "durationInFrames": 60,
      "text": "Hello", "fontFamily": "Inter", "fontStyle": {"variant": "normal",
      "weight": "400"}, "left": 10, "opacity": 1},
    "sol1": {"id": "sol1", "type": "solid", "from": 0, "durationInFrames": 150},
    "cap1": {"id": "cap1", "type": "captions", "from": 60, "durationInFrames": 90,
      "assetId": "aC"},
    "vid1": {"id": "vid1", "type": "video", "from": 0, "durationInFrames": 150,
      "assetId": "aV", "videoStartFromInSeconds": 0.5, "metadata": {"shots": [{"take": 3}]}}
  },
  "assets": {
    "aC": {"id": "aC", "type": "caption", "filename": "words.json",
      "captions": [{"text": "Hello", "startMs": 0, "endMs": 500, "timestampMs": 250,
      "confidence": 1}]},
    "aV": {"id": "aV", "type": "video", "filename": "clip.mp4",
      "remoteUrl": "https://cdn.example.com/clip.mp4", "durationInSeconds": 30}
  },
  "deletedAssets": [
    {"assetId": "old", "assetType": "image", "remoteUrl": "https://cdn.example.com/old.png",
      "filename": "old.png"}
  ]
}
"""


def base_composition() -> dict[str, Any]:
    """Give the sound composition in which hostile values are placed, fresh at each call."""
    document: dict[str, Any] = json.loads(_BASE_TEXT)
    return document


def _list_paths(root: Any) -> list[list[Path]]:
    """List the paths to every value, by their length."""
    levels: list[list[Path]] = [[()]]
    level: list[tuple[Path, Any]] = [((), root)]
    while level:
        deeper: list[tuple[Path, Any]] = []
        for path, value in level:
            steps: Iterable[Any] = value if is_object(value) else range(len(value))
            deeper += (((*path, step), value[step]) for step in steps)
        levels.append([path for path, _ in deeper])
        level = [(path, part) for path, part in deeper if is_object(part) or is_array(part)]
    return [paths for paths in levels if paths]


_PATHS = _list_paths(base_composition())


@dataclass(frozen=True, slots=True)
class HostileComposition:
    """A composition with something hostile in it.

    Attributes:
        document: the whole value.
        path: where the hostile part stands; for a hostile key, its object.
        how: "value" in the place of another, "key", "entry" added to an array, or "fields" of other
            types added to an entity.
    """

    document: Any = field(repr=False)  # a hostile value's own repr may raise, or never end
    path: Path
    how: str


def make_hostile_composition(random: Random) -> HostileComposition:
    """Make a sound composition and put something hostile somewhere in it."""
    if random.random() < 0.2:
        return _lend_fields(random)
    root: list[Any] = [base_composition()]
    path = random.choice(random.choice(_PATHS))
    holder: Any = root
    for step in (0, *path)[:-1]:
        holder = holder[step]
    last = (0, *path)[-1]
    part = holder[last]
    if is_object(part) and random.random() < 0.4:
        add_hostile_key(part, random, list(part))
        return HostileComposition(root[0], path, "key")
    if is_array(part) and random.random() < 0.4:
        position = random.randint(0, len(part))
        part.insert(position, make_hostile_value(random))
        return HostileComposition(root[0], (*path, position), "entry")
    holder[last] = make_hostile_value(random)
    return HostileComposition(root[0], path, "value")


def _lend_fields(random: Random) -> HostileComposition:
    """Give an entity fields that other types have, with plain JSON of any type in most of them."""
    document = base_composition()
    key = random.choice(("items", "items", "assets"))
    name = random.choice(list(document[key]))
    entity = document[key][name]
    models: dict[str, Any] = ITEM_MODELS if key == "items" else ASSET_MODELS
    borrowed = list_borrowed(read_specs(models[entity["type"]]))
    for lent in random.sample(borrowed, random.randint(1, 40)):
        entity[lent] = (
            make_plain_value(random) if random.random() < 0.97 else make_hostile_value(random)
        )
    return HostileComposition(document, (key, name), "fields")


def hostile_compositions() -> st.SearchStrategy[HostileComposition]:
    """Give compositions with something hostile in them; shrinks to a low seed."""
    return st.integers(0, 2**32 - 1).map(lambda seed: make_hostile_composition(Random(seed)))
