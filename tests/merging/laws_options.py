"""The laws of options: each can be applied as it is, leaves nothing loose, settles its conflict."""

from kvid_composition.merging.resolve import resolve_conflicts
from kvid_composition.merging.result import MergeResult
from kvid_composition.patching.patch_applier import apply_json_patch
from kvid_composition.testing.seeded.references import list_loose_references
from tests.merging.laws_trial import Trial, are_alike, name_subject, name_subjects, require

__all__ = ["require_options", "require_picks"]

_PATIENCE = 60


def require_options(trial: Trial) -> None:
    """Every option of every conflict, applied alone, gives a sound document without it."""
    result = trial.result
    for conflict in result.conflicts:
        require(bool(conflict.options), f"no options: {name_subject(conflict, result)}")
        for option in conflict.options:
            label = f"{name_subject(conflict, result)} by {option.name}"
            document = apply_json_patch(result.document, option.patch)
            loose = list_loose_references(document) if trial.is_sound else []
            require(not loose, f"{label} leaves loose references: {loose}")
            resolved = trial.resolve(conflict, option.name)
            require(are_alike(document, resolved.document), f"{label} gives another document")
            left = resolved.find_conflict(conflict.id) is not None
            require(not left, f"{label} leaves the conflict")


def require_picks(trial: Trial) -> None:
    """One pick after another leads to a merge without conflicts, and leaves nothing loose."""
    result: MergeResult = trial.result
    for _ in range(_PATIENCE):
        if result.clean:
            return
        conflict = trial.random.choice(result.conflicts)
        option = trial.random.choice(conflict.options)
        label = f"{name_subject(conflict, result)} by {option.name}"
        result = resolve_conflicts(result, {conflict.id: option.name})
        loose = list_loose_references(result.document) if trial.is_sound else []
        require(not loose, f"after picks, {label} leaves loose references: {loose}")
    require(result.clean, f"no end: {name_subjects(result)}")
