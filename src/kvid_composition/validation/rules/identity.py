"""REF, on identity: an id names one thing, and the map and the object agree on it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from kvid_composition.document.display import quote_text
from kvid_composition.model.index import CompositionIndex
from kvid_composition.model.typed_table import TypedTable
from kvid_composition.validation.issues import Severity
from kvid_composition.validation.rule import (
    Finding,
    Fix,
    Remedy,
    define_rule,
    plan_each,
    set_value,
)
from kvid_composition.validation.rules.examples import sketch_composition, sketch_item

__all__ = ["IDENTITY_RULES"]


def _set_id_to_key(_index: CompositionIndex, finding: Finding) -> Remedy:
    key = str(finding.path[1])
    return set_value(finding.path, key, f"sets `id` to {quote_text(key)}", is_safe=True)


def _find_mismatches(noun: str, key: str, tables: Iterable[TypedTable]) -> Iterator[Finding]:
    for table in tables:
        names, ids = table.select("id")
        if list(names) == list(ids):
            continue
        for name, id_ in zip(names, ids, strict=True):
            if name != id_:
                yield Finding(
                    path=(key, name, "id"),
                    message=f"{noun} {quote_text(name)} says that its id is {quote_text(id_)}.",
                )


@define_rule(
    code="REF103",
    name="key-id-mismatch",
    severity=Severity.ERROR,
    summary="An item or asset stands under a key that is not its id.",
    explanation="Tracks and items refer to the key; editors that look up by `id` find another "
    "entity or none.",
    advice="Set `id` to the key under which it stands.",
    see_also=("REF101", "REF102"),
    example=sketch_composition(items={"a": sketch_item(id="b")}),
    fix=Fix(summary="sets `id` to the key", safety="safe", plan=plan_each(_set_id_to_key)),
)
def _find_key_id_mismatches(index: CompositionIndex) -> Iterator[Finding]:
    yield from _find_mismatches("Item", "items", index.item_tables)
    yield from _find_mismatches("Asset", "assets", index.asset_tables)


def _rename_tracks(index: CompositionIndex, findings: Sequence[Finding]) -> Iterator[Remedy]:
    taken = {track.id for track in index.tracks}
    numbers: defaultdict[str | None, int] = defaultdict(lambda: 2)
    for finding in findings:
        id_ = finding.reference
        while (name := f"{id_}-{numbers[id_]}") in taken:
            numbers[id_] += 1
        taken.add(name)
        yield set_value(finding.path, name, f"renames it to {quote_text(name)}", is_safe=False)


@define_rule(
    code="REF104",
    name="duplicate-track-id",
    severity=Severity.ERROR,
    summary="Two tracks have the same id.",
    explanation="Whoever edits a track by its id edits the first one only.",
    advice="Give the later track an id of its own.",
    compares=("tracks",),
    example=sketch_composition(
        tracks=[{"id": "main", "items": ["a"]}, {"id": "main", "items": ["b"]}],
        items={"a": sketch_item(), "b": sketch_item(id="b")},
    ),
    fix=Fix(summary="renames the later track", safety="unsafe", plan=_rename_tracks),
)
def _find_duplicate_track_ids(index: CompositionIndex) -> Iterator[Finding]:
    first: dict[str, int] = {}
    for entries in index.tracks:
        if entries.id is None or first.setdefault(entries.id, entries.position) == entries.position:
            continue
        yield Finding(
            path=("tracks", entries.position, "id"),
            message=f"An earlier track has the id {quote_text(entries.id)} too.",
            related=(("tracks", first[entries.id], "id"),),
            reference=entries.id,
        )


IDENTITY_RULES: Final = (_find_key_id_mismatches, _find_duplicate_track_ids)
