"""Borrowed fields: names that some model declares, on entities whose own model does not.

An editor's chart may have a `fadeInDurationInSeconds` of "slow", and a text an `assetId` of null:
nobody knows what they mean there, so nothing is wrong with them, and no rule may look at them.
"""

from collections.abc import Iterable, Iterator

from kvid_composition.model.assets import ASSET_MODELS, Caption, DeletedAsset, UnknownAsset
from kvid_composition.model.base import JsonModel
from kvid_composition.model.composition import Composition
from kvid_composition.model.items import ITEM_MODELS, FontStyle, UnknownItem
from kvid_composition.model.spec_reading import read_specs
from kvid_composition.model.specs import FieldSpec
from kvid_composition.model.tracks import Track

__all__ = ["KNOWN_FIELDS", "MODELS", "list_borrowed"]

MODELS: tuple[type[JsonModel], ...] = (
    Composition,
    Track,
    DeletedAsset,
    Caption,
    FontStyle,
    *ITEM_MODELS.values(),
    UnknownItem,
    *ASSET_MODELS.values(),
    UnknownAsset,
)
"""Every model of a JSON object."""


def _list_fields() -> Iterator[str]:
    for model in MODELS:
        yield from (spec.key for spec in read_specs(model))


KNOWN_FIELDS: tuple[str, ...] = tuple(sorted(set(_list_fields())))
"""The names of all fields that some model declares."""


def list_borrowed(specs: Iterable[FieldSpec]) -> list[str]:
    """List the known fields that are not among those of one model."""
    own = {spec.key for spec in specs}
    return [key for key in KNOWN_FIELDS if key not in own]
