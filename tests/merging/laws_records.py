"""The law of records: a conflict says truly what is in conflict, and survives being written."""

import json
import re
from typing import Any, Final

from kvid_composition.document.pointer import parse_pointer
from kvid_composition.document.values import MISSING, is_object
from kvid_composition.merging.conflict import Conflict
from kvid_composition.merging.result import MergeResult
from kvid_composition.model.entity import Entity
from kvid_composition.testing.edits.registers import find_place, read_entity
from kvid_composition.testing.seeded.fields import Document
from tests.merging.laws_facts import DELETED, map_deleted
from tests.merging.laws_trial import Trial, are_alike, list_steps, name_subject, require

__all__ = ["read_place", "require_records"]

_ID: Final = re.compile(r"[0-9a-f]{12}")
_WITH_BASE: Final = frozenset({"field", "timing", "type", "item.placement", "order"})


def require_records(trial: Trial) -> None:
    """Every conflict has an id of its own, true values, and causes and pointers that lead on."""
    result = trial.result
    ids = [conflict.id for conflict in result.conflicts]
    require(len({*ids}) == len(ids), f"an id twice: {ids}")
    paths = [conflict.path for conflict in result.conflicts]
    require(paths == sorted(paths), f"not sorted by path: {paths}")
    for conflict in result.conflicts:
        label = str(name_subject(conflict, result))
        require(_ID.fullmatch(conflict.id) is not None, f"{label} has the id {conflict.id!r}")
        require({*conflict.cause} <= {*ids} - {conflict.id}, f"{label} comes from nowhere")
        for pointer in conflict.related:
            parse_pointer(pointer)
        _require_options(conflict, label)
        if conflict.kind == "field":
            _require_values(trial, result, conflict, label)
        if conflict.kind == "item.placement":
            _require_places(trial, conflict, label)
        _require_writing(conflict, label)


def _require_options(conflict: Conflict, label: str) -> None:
    names = [option.name for option in conflict.options]
    require(len({*names}) == len(names) > 1, f"{label} has the options {names}")
    if conflict.kind in _WITH_BASE:
        has_base = conflict.base is not MISSING
        require(("base" in names) == has_base, f"{label} has the options {names}")


def _require_values(trial: Trial, result: MergeResult, conflict: Conflict, label: str) -> None:
    """Hold the values against those of the documents."""
    documents = (trial.base, trial.ours, trial.theirs, result.document)
    told = (conflict.base, conflict.ours, conflict.theirs, conflict.provisional)
    steps = list_steps(conflict, result.document)
    held = [read_place(each, conflict.entity, steps) for each in documents]
    truly = all(map(are_alike, told, held))
    require(truly, f"{label} says {told}, and it is {held}")
    require(not are_alike(conflict.ours, conflict.theirs), f"{label} is in conflict with itself")


def _require_places(trial: Trial, conflict: Conflict, label: str) -> None:
    name = str(conflict.entity.id)
    held = [find_place(each, name)[0] for each in (trial.base, trial.ours, trial.theirs)]
    base = held[0] if name in trial.base["items"] else MISSING
    told = (conflict.base, conflict.ours, conflict.theirs)
    truly = all(map(are_alike, told, (base, *held[1:])))
    require(truly, f"{label} says {told}, and it is {held}")


def read_place(document: Document, entity: Entity, steps: tuple[str, ...]) -> Any:
    """Read a member of an entity; entries of `deletedAssets` go by their assets."""
    value = read_entity(document, entity)
    if entity.kind == "composition" and steps[:1] == (DELETED,) and len(steps) > 1:
        entries = map_deleted(document.get(DELETED, MISSING)) or {}
        value, steps = entries.get(steps[1], MISSING), steps[2:]
    for step in steps:
        value = value.get(step, MISSING) if is_object(value) else MISSING
    return value


def _require_writing(conflict: Conflict, label: str) -> None:
    written = conflict.to_dict()
    text = json.dumps(written, allow_nan=False)
    again = Conflict.from_dict(json.loads(text)).to_dict()
    require(json.dumps(again) == text, f"{label}, written and read, is another")
