"""STR: the shape of the composition, its tracks, items and assets."""

from collections.abc import Iterable, Iterator
from typing import Final

from kvid_composition.document.display import quote_text
from kvid_composition.model.index import CompositionIndex
from kvid_composition.model.typed_table import TypedTable
from kvid_composition.validation.issues import Severity
from kvid_composition.validation.rule import Finding, Rule, define_rule
from kvid_composition.validation.rules.examples import (
    sketch_asset,
    sketch_composition,
    sketch_item,
)

__all__ = ["STRUCTURE_RULES"]

_MISSING_FIELD: Final = Rule(
    code="STR101",
    name="missing-field",
    severity=Severity.ERROR,
    summary="A required field is absent.",
    explanation="A composition needs fps, compositionWidth, compositionHeight, tracks, items and "
    "assets; a track id and items; an item id, type, from and durationInFrames; an asset id and "
    "type; a deleted asset assetId. The editor reads them without asking.",
    advice="Add the field.",
    example=sketch_composition(items={"a": {"id": "a", "type": "solid", "from": 0}}),
)

_WRONG_TYPE: Final = Rule(
    code="STR102",
    name="wrong-type",
    severity=Severity.ERROR,
    summary="A field has the wrong JSON type.",
    explanation='A number is not a text ("30"), true is not 1, and null is not the same as an '
    "absent field: only remoteUrl, remoteFileKey, background and a caption's timestampMs and "
    "confidence may be null.",
    advice="Give the field a value of its type, or remove it if it is optional.",
    see_also=("STR101",),
    example=sketch_composition(items={"a": sketch_item(opacity="1")}),
)

_OUT_OF_RANGE: Final = Rule(
    code="STR103",
    name="out-of-range",
    severity=Severity.ERROR,
    summary="A number is outside the range that its field can mean.",
    explanation="Frames per second and playback rates are above 0, the composition's width and "
    "height whole and at least 1; source offsets, fades, radii, sizes, asset durations and caption "
    "times are not negative. The renderer throws on them.",
    advice="Use a number within the range.",
    see_also=("STR102",),
    example=sketch_composition(fps=0),
)


def _find_types(tables: Iterable[TypedTable]) -> Iterator[tuple[str, str]]:
    for table in tables:
        if table.type is None:
            names, types = table.select("type")
            yield from zip(names, types, strict=True)


@define_rule(
    code="STR104",
    name="unknown-item-type",
    severity=Severity.INFO,
    summary="An item is of a type that this library does not know.",
    explanation="Editors add types of their own, such as charts. Such an item is kept as it is; "
    "its common fields are checked, the others are not.",
    advice="Check the spelling; if the type is meant, ignore this rule.",
    example=sketch_composition(items={"a": sketch_item(type="chart")}),
)
def _find_unknown_item_types(index: CompositionIndex) -> Iterator[Finding]:
    for name, kind in _find_types(index.item_tables):
        message = f"Item {quote_text(name)} is of the unknown type {quote_text(kind)}."
        yield Finding(path=("items", name, "type"), message=message)


@define_rule(
    code="STR105",
    name="unknown-asset-type",
    severity=Severity.INFO,
    summary="An asset is of a type that this library does not know.",
    explanation="Such an asset is kept as it is; its common fields are checked, the others are "
    "not, and no item type is known to fit it.",
    advice="Check the spelling; if the type is meant, ignore this rule.",
    see_also=("STR104",),
    example=sketch_composition(
        items={"a": sketch_item(type="image", assetId="pic")},
        assets={"pic": sketch_asset(type="svg")},
    ),
)
def _find_unknown_asset_types(index: CompositionIndex) -> Iterator[Finding]:
    for name, kind in _find_types(index.asset_tables):
        message = f"Asset {quote_text(name)} is of the unknown type {quote_text(kind)}."
        yield Finding(path=("assets", name, "type"), message=message)


STRUCTURE_RULES: Final = (
    _MISSING_FIELD,
    _WRONG_TYPE,
    _OUT_OF_RANGE,
    _find_unknown_item_types,
    _find_unknown_asset_types,
)
