"""The law of choices: an option does what its name says."""

from typing import Any, Final

from kvid_composition.document.values import MISSING
from kvid_composition.merging.conflict import Conflict, Resolution
from kvid_composition.merging.resolve import resolve_conflicts
from kvid_composition.merging.result import MergeResult
from kvid_composition.testing.edits.registers import find_place, read_entity
from kvid_composition.testing.seeded.fields import Document
from tests.merging.laws_facts import FRAMES
from tests.merging.laws_records import read_place
from tests.merging.laws_trial import Trial, are_alike, list_steps, name_subject, require

__all__ = ["require_choices"]

_GOES: Final = frozenset({"delete", "delete_items"})
_STAYS: Final = frozenset({"keep", "restore"})


def require_choices(trial: Trial) -> None:
    """After a pick, what the conflict was about is as the option says."""
    result = trial.result
    if not result.conflicts:
        return
    # One is enough for a triple: others come up in others.
    conflict = trial.random.choice(result.conflicts)
    option = trial.random.choice(conflict.options)
    resolved = resolve_conflicts(result, {conflict.id: option.name})
    wrong = _find_wrong(trial, conflict, option.name, resolved)
    label = f"{name_subject(conflict, result)} by {option.name}"
    require(not wrong, f"{label}: {wrong}")


def _find_wrong(trial: Trial, conflict: Conflict, option: str, resolved: MergeResult) -> str:
    """Say what is not as chosen, nothing if all is."""
    before, after = trial.result.document, resolved.document
    sides = {"base": trial.base, "ours": trial.ours, "theirs": trial.theirs}
    if option in _GOES | _STAYS:
        return _find_wrong_presence(conflict, option, resolved)
    match conflict.kind:
        case "field":
            steps = list_steps(conflict, before)
            values = [read_place(each, conflict.entity, steps) for each in (sides[option], after)]
        case "timing" | "type":
            keys = FRAMES if conflict.kind == "timing" else ("type", "assetId")
            values = [_read_members(each, conflict, keys) for each in (sides[option], after)]
        case "item.placement":
            name = str(conflict.entity.id)
            values = [find_place(each, name)[0] for each in (sides[option], after)]
        case "item.add_add" | "asset.add_add" | "track.add_add":
            return _find_wrong_addition(conflict, option, sides, before, after)
        case "order":
            values = [_list_common(each, sides[option], after) for each in (sides[option], after)]
        case _:
            return ""
    return "" if are_alike(values[0], values[1]) else f"{values[1]!r} instead of {values[0]!r}"


def _find_wrong_presence(conflict: Conflict, option: str, resolved: MergeResult) -> str:
    is_here = read_entity(resolved.document, conflict.entity) is not MISSING
    if option in _STAYS:
        return "" if is_here else "it is gone"
    # What something else still needs is kept, and that is said.
    speakers: list[Conflict | Resolution] = [*resolved.conflicts, *resolved.resolutions]
    is_needed = any(each.entity == conflict.entity and each.kind != "decided" for each in speakers)
    return "it is still there" if is_here and not is_needed else ""


def _find_wrong_addition(
    conflict: Conflict, option: str, sides: dict[str, Document], before: Document, after: Document
) -> str:
    held = read_entity(after, conflict.entity)
    if option == "keep_both":
        key = f"{conflict.entity.kind}s"
        return "" if len(after[key]) >= len(before[key]) + 1 else "there are not both"
    wanted = read_entity(sides[option], conflict.entity)
    keys = {*held, *wanted} - {"items"}
    wrong = [key for key in keys if not are_alike(held.get(key, MISSING), wanted.get(key, MISSING))]
    return f"other members: {wrong}" if wrong else ""


def _read_members(document: Document, conflict: Conflict, keys: tuple[str, ...]) -> Any:
    held = read_entity(document, conflict.entity)
    return {key: held[key] for key in keys if key in held}


def _list_common(document: Document, *others: Document) -> list[str]:
    ids = [{track["id"] for track in each["tracks"]} for each in others]
    return [t["id"] for t in document["tracks"] if all(t["id"] in each for each in ids)]
