"""The law of choices: an option does what its name says."""

from typing import Any, Final

from kvid_composition.document.pointer import format_pointer, parse_pointer
from kvid_composition.document.values import MISSING
from kvid_composition.merging.conflict import Conflict, Resolution
from kvid_composition.merging.result import MergeResult
from kvid_composition.testing.edits.registers import find_place, read_entity
from kvid_composition.testing.seeded.fields import Document
from tests.merging.laws_facts import DELETED, FRAMES, map_deleted
from tests.merging.laws_order import find_wrong_order
from tests.merging.laws_records import read_place
from tests.merging.laws_trial import Trial, are_alike, list_steps, name_subject, require

__all__ = ["require_choices"]

_GOES: Final = frozenset({"delete", "delete_items"})
_STAYS: Final = frozenset({"keep", "restore"})


def require_choices(trial: Trial) -> None:
    """After a pick, what the conflict was about is as the option says."""
    result = trial.result
    for conflict in result.conflicts:
        for option in conflict.options:
            resolved = trial.resolve(conflict, option.name)
            wrong = _find_wrong(trial, conflict, option.name, resolved)
            label = f"{name_subject(conflict, result)} by {option.name}"
            require(not wrong, f"{label}: {wrong}")


def _find_wrong(trial: Trial, conflict: Conflict, option: str, resolved: MergeResult) -> str:
    """Say what is not as chosen, nothing if all is."""
    before: Document = trial.result.document
    after: Document = resolved.document
    sides = {"base": trial.base, "ours": trial.ours, "theirs": trial.theirs}
    if option in _GOES | _STAYS:
        return _find_wrong_presence(trial, conflict, option, resolved)
    match conflict.kind:
        case "item.add_add" | "asset.add_add" | "track.add_add":
            return _find_wrong_addition(conflict, option, sides, before, after)
        case "overlap":
            return _find_wrong_overlap(conflict, option, sides, after)
        case "fps_vs_timing":
            return _find_wrong_rate(trial, conflict, option, after)
        case "order":
            lists = [[t["id"] for t in each["tracks"]] for each in (*sides.values(), after)]
            return find_wrong_order(lists[:3], option, lists[3])
        case _:
            wanted, held = (_read_chosen(each, conflict, trial) for each in (sides[option], after))
            is_held = are_alike(wanted, held) or _is_told_of_misfit(conflict, resolved)
            return "" if is_held else f"{held!r} instead of {wanted!r}"


def _is_told_of_misfit(conflict: Conflict, resolved: MergeResult) -> bool:
    """Tell whether it is said that an item does not fit what its asset is until that is decided."""
    item = format_pointer(("items", str(conflict.entity.id)))
    return any(
        each.kind == "reference_reverted" and item in each.related for each in resolved.resolutions
    )


def _read_chosen(document: Document, conflict: Conflict, trial: Trial) -> Any:
    """Read what a conflict is about, in a side or in what came out."""
    match conflict.kind:
        case "field":
            steps = list_steps(conflict, trial.result.document)
            return read_place(document, conflict.entity, steps)
        case "timing":
            return _read_members(document, conflict, FRAMES)
        case "type":
            return _read_members(document, conflict, ("type", "assetId"))
        case "item.placement":
            return find_place(document, str(conflict.entity.id))[0]
        case _:
            return None


def _find_wrong_presence(
    trial: Trial, conflict: Conflict, option: str, resolved: MergeResult
) -> str:
    is_here = read_entity(resolved.document, conflict.entity) is not MISSING
    if option in _STAYS:
        return "" if is_here else "it is gone"
    if _is_only_listed(trial, conflict):
        return _find_wrong_listing(str(conflict.entity.id), resolved.document)
    # What something else still needs is kept, and that is said.
    speakers: list[Conflict | Resolution] = [*resolved.conflicts, *resolved.resolutions]
    is_needed = any(each.entity == conflict.entity and each.kind != "decided" for each in speakers)
    return "it is still there" if is_here and not is_needed else ""


def _is_only_listed(trial: Trial, conflict: Conflict) -> bool:
    """Tell whether a side has deleted an asset by listing it, and left it in the library."""
    return conflict.entity.kind == "asset" and all(
        read_entity(each, conflict.entity) is not MISSING for each in (trial.ours, trial.theirs)
    )


def _find_wrong_listing(asset_id: str, document: Document) -> str:
    """Say what is wrong with an asset that is to be listed as deleted, and used by nothing."""
    entries = map_deleted(document.get(DELETED, MISSING)) or {}
    if asset_id not in entries:
        return "it is not listed as deleted"
    items = document["items"].values()
    return "it is used" if any(item.get("assetId") == asset_id for item in items) else ""


def _find_wrong_addition(
    conflict: Conflict, option: str, sides: dict[str, Document], before: Document, after: Document
) -> str:
    held = read_entity(after, conflict.entity)
    if option == "keep_both":
        # What the one that waits had kept alive may go with it.
        is_there = _count_new(conflict, sides["base"], after) > _count_new(
            conflict, sides["base"], before
        )
        return "" if is_there else "there are not both"
    wanted = read_entity(sides[option], conflict.entity)
    keys = {*held, *wanted} - {"items"}
    wrong = [key for key in keys if not are_alike(held.get(key, MISSING), wanted.get(key, MISSING))]
    return f"other members: {wrong}" if wrong else ""


def _count_new(conflict: Conflict, base: Document, document: Document) -> int:
    """Count the entities of a kind that the base has not."""
    ids = [_list_ids(conflict.entity.kind, each) for each in (base, document)]
    return len(ids[1] - ids[0])


def _list_ids(kind: str, document: Document) -> set[str]:
    if kind == "track":
        return {track["id"] for track in document["tracks"]}
    return {*document[f"{kind}s"]}


def _find_wrong_overlap(
    conflict: Conflict, option: str, sides: dict[str, Document], after: Document
) -> str:
    """Say which of the two items is not where the side has it, or that they still overlap."""
    told: Any = conflict.provisional
    if option == "shift":
        first, second = (_read_span(after, name) for name in told)
        apart = first is None or second is None or first[0] >= second[1] or second[0] >= first[1]
        return "" if apart else f"they overlap: {first} and {second}"
    for name in told:
        wanted, held = (_locate(each, name) for each in (sides[option], after))
        if not are_alike(wanted, held):
            return f"{name!r} is {held}, and on that side {wanted}"
    return ""


def _locate(document: Document, name: str) -> Any:
    item = document["items"].get(name)
    if item is None:
        return None
    return [*(item.get(key) for key in FRAMES), find_place(document, name)[0]]


def _read_span(document: Document, name: str) -> tuple[float, float] | None:
    if name not in document["items"]:
        return None
    start, length = (document["items"][name].get(key) for key in FRAMES)
    are_numbers = all(type(value) is int or type(value) is float for value in (start, length))
    return (start, start + length) if are_numbers else None


def _find_wrong_rate(trial: Trial, conflict: Conflict, option: str, after: Document) -> str:
    """Say which item is not as it was, or not where the new rate puts its edges."""
    before: Document = trial.result.document
    ratio = 1.0 if option == "keep_frames" else after["fps"] / trial.base["fps"]
    margin = 0.0 if option == "keep_frames" else 0.5
    for pointer in conflict.related:
        name = str(parse_pointer(pointer)[1])
        spans = [_read_span(each, name) for each in (before, after)]
        if _is_told_in_both_rates(trial, name) or spans[0] is None or spans[1] is None:
            continue
        # Meanwhile it plays as the side has it that changed the rate.
        if any(each.kind == "timing" and each.entity.id == name for each in trial.result.conflicts):
            continue
        # At least one frame stays, whatever the end.
        edges = zip(spans[0], spans[1], strict=True) if spans[1][1] - spans[1][0] > 1 else ()
        if any(abs(new - old * ratio) > margin + 1e-6 for old, new in edges):
            return f"{name!r} was at {spans[0]}, and is at {spans[1]}"
    return ""


def _is_told_in_both_rates(trial: Trial, name: str) -> bool:
    """Tell whether both sides have retimed an item: nobody knows what frames its times are in."""
    spans = [_read_span(each, name) for each in (trial.base, trial.ours, trial.theirs)]
    return spans[0] not in spans[1:]


def _read_members(document: Document, conflict: Conflict, keys: tuple[str, ...]) -> Any:
    held = read_entity(document, conflict.entity)
    return {key: held[key] for key in keys if key in held}
