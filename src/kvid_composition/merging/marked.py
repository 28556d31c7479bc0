"""The marked form: a document in which open conflicts are written down, as git leaves one behind.

It stays valid JSON, and validation reports the mark as an error (DOC111), so that nobody ships it
by accident. The first conflict has the inputs of the merge with it, so that choices are made by
merging again, exactly; what has been edited by hand meanwhile is merged with that.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from kvid_composition.document.pointer import format_pointer
from kvid_composition.document.values import JsonObject, are_identical, is_array, is_object
from kvid_composition.merging.conflict import Conflict
from kvid_composition.merging.merge import merge_three_way
from kvid_composition.merging.merge_error import MergeInputError, ResolutionError, StrategyError
from kvid_composition.merging.resolve import require_option, resolve_conflicts
from kvid_composition.merging.result import MergeResult
from kvid_composition.model.open_conflicts import OPEN_CONFLICTS
from kvid_composition.patching.patch_applier import apply_json_patch
from kvid_composition.patching.patch_error import PatchError
from kvid_composition.patching.patch_maker import make_json_patch

__all__ = ["pick_options", "read_conflicts", "write_conflicts"]

_INPUTS: Final = "inputs"


def write_conflicts(result: MergeResult) -> JsonObject:
    """Give the document of a merge with its open conflicts as the last member, if there are any.

    The first of them has a member more, `inputs`: base, ours and theirs as JSON Patches of it, the
    strategy, and what has been picked.
    """
    return _mark(result.document, result, result.conflicts)


def _mark(document: JsonObject, result: MergeResult, conflicts: Iterable[Conflict]) -> JsonObject:
    written = [conflict.to_dict() for conflict in conflicts]
    if not written:
        return document
    base, ours, theirs = result.inputs
    inputs: JsonObject = {
        "base": base,
        "ours": [*make_json_patch(base, ours)],
        "theirs": [*make_json_patch(base, theirs)],
        "strategy": result.strategy.to_dict(),
        "picks": {**result.picks},
    }
    return {**document, OPEN_CONFLICTS: [{**written[0], _INPUTS: inputs}, *written[1:]]}


def read_conflicts(document: JsonObject) -> tuple[Conflict, ...]:
    """Read the open conflicts of a document; none where it is not marked.

    Raises:
        MergeInputError: the mark has been changed so that it cannot be read.
    """
    written = document.get(OPEN_CONFLICTS, [])
    if not is_array(written):
        raise MergeInputError("ours", f"/{OPEN_CONFLICTS}", "this must be an array of conflicts")
    return tuple(
        Conflict.from_dict(each, pointer=f"/{OPEN_CONFLICTS}/{index}")
        for index, each in enumerate(written)
    )


def pick_options(document: JsonObject, picks: Mapping[str, str]) -> JsonObject:
    """Decide conflicts of a marked document.

    The merge is made once more with these choices. What is decided leaves the mark, and so does
    what the choices have solved; the last one takes the mark along. New questions may come up.

    Args:
        document: a marked document, as `write_conflicts` gave it. It may have been edited since:
            such edits stay, and a conflict whose entry has been taken out is not asked again.
        picks: the names of options, by the ids of conflicts.

    Raises:
        MergeInputError: the mark or the document cannot be read any more.
        ResolutionError: there is no such open conflict, it has no such option, or what it decides
            about has been edited by hand.
    """
    listed = {conflict.id: conflict for conflict in read_conflicts(document)}
    for id_, name in picks.items():
        require_option(listed.get(id_), id_, name)
    if not picks:
        return document
    shown = _merge_again(document)
    known = {conflict.id for conflict in shown.conflicts}
    chosen = resolve_conflicts(shown, {id_: name for id_, name in picks.items() if id_ in known})
    plain = {key: value for key, value in document.items() if key != OPEN_CONFLICTS}
    left = (each for each in chosen.conflicts if each.id in listed or each.id not in known)
    return _mark(_keep_edits(shown.document, plain, chosen, picks), chosen, left)


def _keep_edits(
    before: JsonObject, edited: JsonObject, chosen: MergeResult, picks: Mapping[str, str]
) -> JsonObject:
    """Bring what was edited by hand into what the choices give."""
    if are_identical(before, edited):
        return chosen.document
    merged = merge_three_way(before, edited, chosen.document)
    if merged.conflicts:
        id_, name = next(iter(picks.items()))
        where = merged.conflicts[0].path or "the root"
        reason = f"the document has been edited at {where}, and the choice changes it, too"
        raise ResolutionError(id_, name, reason)
    return merged.document


def _merge_again(document: JsonObject) -> MergeResult:
    """Make the merge again that a document is marked with."""
    inputs = _find_inputs(document)
    base, picks = inputs.get("base"), inputs.get("picks")
    if not is_object(base):
        raise _refuse("base")
    ours, theirs = (_apply(base, inputs.get(name), name) for name in ("ours", "theirs"))
    try:
        result = merge_three_way(base, ours, theirs, strategy=inputs.get("strategy"))
    except StrategyError as error:
        raise _refuse("strategy") from error
    if not is_object(picks) or not all(type(name) is str for name in picks.values()):
        raise _refuse("picks")
    return result.merge_again(picks)


def _find_inputs(document: JsonObject) -> dict[str, Any]:
    entries = document.get(OPEN_CONFLICTS)
    first = entries[0] if is_array(entries) and entries else None
    written = first.get(_INPUTS) if is_object(first) else None
    return written if is_object(written) else {}


def _apply(base: JsonObject, patch: Any, name: str) -> Any:
    """Give an input from its patch."""
    try:
        return apply_json_patch(base, patch)
    except PatchError as error:
        raise _refuse(name) from error


def _refuse(member: str) -> MergeInputError:
    reason = "the inputs of the merge have been changed; merge again, or decide by hand"
    pointer = format_pointer((OPEN_CONFLICTS, 0, _INPUTS, member))
    return MergeInputError("ours", pointer, reason)
