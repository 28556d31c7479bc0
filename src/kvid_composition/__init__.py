"""Check, change and merge Remotion-style video compositions without losing anyone's work.

Documents are plain JSON values; every function takes a document or a `Composition`, gives plain
documents, and leaves its inputs as they are.
"""

from kvid_composition.lazy import defer_imports

__all__ = [
    "MISSING",
    "RULES",
    "AppliedFix",
    "AudioAsset",
    "AudioItem",
    "Caption",
    "CaptionAsset",
    "CaptionsItem",
    "ChangeError",
    "Composition",
    "CompositionDiff",
    "Conflict",
    "DeletedAsset",
    "FontStyle",
    "GifAsset",
    "GifItem",
    "HouseSchema",
    "HouseSchemaError",
    "IdentityError",
    "ImageAsset",
    "ImageItem",
    "InvalidCompositionError",
    "Issue",
    "KvidCompositionError",
    "LimitError",
    "Limits",
    "MergeInputError",
    "MergeIntegrityError",
    "MergeResult",
    "NotRepresentableError",
    "Operation",
    "OperationError",
    "PatchError",
    "PointerError",
    "Preflight",
    "Rebase",
    "Repair",
    "Report",
    "Resolution",
    "ResolutionError",
    "Severity",
    "SolidItem",
    "StrategyError",
    "StructureError",
    "TextItem",
    "Track",
    "UnknownAsset",
    "UnknownItem",
    "UnknownRuleError",
    "ValidationConfig",
    "VideoAsset",
    "VideoItem",
    "WriteError",
    "apply_changes",
    "apply_json_patch",
    "apply_merge_patch",
    "apply_operation",
    "composition_schema",
    "derive_thumbnail",
    "detach",
    "diff_compositions",
    "find_rule",
    "make_json_patch",
    "make_merge_patch",
    "merge_composition",
    "merge_three_way",
    "parse_operation",
    "plan_operation",
    "preflight_operation",
    "rebase_operation",
    "repair_composition",
    "replace_composition",
    "resolve_conflicts",
    "validate_composition",
    "validate_composition_text",
]

_HOMES = {
    "MISSING": "document.values",
    "RULES": "validation.catalogue",
    "AppliedFix": "validation.repair_result",
    "AudioAsset": "model.assets",
    "AudioItem": "model.items",
    "Caption": "model.assets",
    "CaptionAsset": "model.assets",
    "CaptionsItem": "model.items",
    "ChangeError": "diffing.change_error",
    "Composition": "model.composition",
    "CompositionDiff": "diffing.composition_diff",
    "Conflict": "merging.conflict",
    "DeletedAsset": "model.assets",
    "FontStyle": "model.items",
    "GifAsset": "model.assets",
    "GifItem": "model.items",
    "HouseSchema": "validation.house_schema",
    "HouseSchemaError": "validation.house_error",
    "IdentityError": "model.composition",
    "ImageAsset": "model.assets",
    "ImageItem": "model.items",
    "InvalidCompositionError": "validation.issues",
    "Issue": "validation.issues",
    "KvidCompositionError": "document.errors",
    "LimitError": "document.limits",
    "Limits": "document.limits",
    "MergeInputError": "merging.merge_error",
    "MergeIntegrityError": "merging.merge_error",
    "MergeResult": "merging.result",
    "NotRepresentableError": "patching.merge_patch",
    "Operation": "patching.operations",
    "OperationError": "patching.operations",
    "PatchError": "patching.patch_error",
    "PointerError": "document.pointer",
    "Preflight": "preflight.result",
    "Rebase": "rebase",
    "Repair": "validation.repair_result",
    "Report": "validation.issues",
    "Resolution": "merging.conflict",
    "ResolutionError": "merging.merge_error",
    "Severity": "validation.issues",
    "SolidItem": "model.items",
    "StrategyError": "merging.merge_error",
    "StructureError": "model.structure",
    "TextItem": "model.items",
    "Track": "model.tracks",
    "UnknownAsset": "model.assets",
    "UnknownItem": "model.items",
    "UnknownRuleError": "validation.catalogue",
    "ValidationConfig": "validation.config",
    "VideoAsset": "model.assets",
    "VideoItem": "model.items",
    "WriteError": "document.writer",
    "apply_changes": "diffing.apply",
    "apply_json_patch": "patching.patch_applier",
    "apply_merge_patch": "patching.merge_patch",
    "apply_operation": "patching.operations",
    "composition_schema": "model.schema",
    "derive_thumbnail": "thumbnail",
    "detach": "document.values",
    "diff_compositions": "diffing.diff",
    "find_rule": "validation.catalogue",
    "make_json_patch": "patching.patch_maker",
    "make_merge_patch": "patching.merge_patch",
    "merge_composition": "patching.operations",
    "merge_three_way": "merging.merge",
    "parse_operation": "patching.operations",
    "plan_operation": "plan.plan",
    "preflight_operation": "preflight.preflight",
    "rebase_operation": "rebase",
    "repair_composition": "validation.repair",
    "replace_composition": "patching.operations",
    "resolve_conflicts": "merging.resolve",
    "validate_composition": "validation.validate",
    "validate_composition_text": "validation.validate",
}
"""The module of each name; a test holds it against the imports below."""

# Not typing's: see there.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from kvid_composition.diffing.apply import apply_changes
    from kvid_composition.diffing.change_error import ChangeError
    from kvid_composition.diffing.composition_diff import CompositionDiff
    from kvid_composition.diffing.diff import diff_compositions
    from kvid_composition.document.errors import KvidCompositionError
    from kvid_composition.document.limits import LimitError, Limits
    from kvid_composition.document.pointer import PointerError
    from kvid_composition.document.values import MISSING, detach
    from kvid_composition.document.writer import WriteError
    from kvid_composition.merging.conflict import Conflict, Resolution
    from kvid_composition.merging.merge import merge_three_way
    from kvid_composition.merging.merge_error import (
        MergeInputError,
        MergeIntegrityError,
        ResolutionError,
        StrategyError,
    )
    from kvid_composition.merging.resolve import resolve_conflicts
    from kvid_composition.merging.result import MergeResult
    from kvid_composition.model.assets import (
        AudioAsset,
        Caption,
        CaptionAsset,
        DeletedAsset,
        GifAsset,
        ImageAsset,
        UnknownAsset,
        VideoAsset,
    )
    from kvid_composition.model.composition import Composition, IdentityError
    from kvid_composition.model.items import (
        AudioItem,
        CaptionsItem,
        FontStyle,
        GifItem,
        ImageItem,
        SolidItem,
        TextItem,
        UnknownItem,
        VideoItem,
    )
    from kvid_composition.model.schema import composition_schema
    from kvid_composition.model.structure import StructureError
    from kvid_composition.model.tracks import Track
    from kvid_composition.patching.merge_patch import (
        NotRepresentableError,
        apply_merge_patch,
        make_merge_patch,
    )
    from kvid_composition.patching.operations import (
        Operation,
        OperationError,
        apply_operation,
        merge_composition,
        parse_operation,
        replace_composition,
    )
    from kvid_composition.patching.patch_applier import apply_json_patch
    from kvid_composition.patching.patch_error import PatchError
    from kvid_composition.patching.patch_maker import make_json_patch
    from kvid_composition.plan.plan import plan_operation
    from kvid_composition.preflight.preflight import preflight_operation
    from kvid_composition.preflight.result import Preflight
    from kvid_composition.rebase import Rebase, rebase_operation
    from kvid_composition.thumbnail import derive_thumbnail
    from kvid_composition.validation.catalogue import RULES, UnknownRuleError, find_rule
    from kvid_composition.validation.config import ValidationConfig
    from kvid_composition.validation.house_error import HouseSchemaError
    from kvid_composition.validation.house_schema import HouseSchema
    from kvid_composition.validation.issues import InvalidCompositionError, Issue, Report, Severity
    from kvid_composition.validation.repair import repair_composition
    from kvid_composition.validation.repair_result import AppliedFix, Repair
    from kvid_composition.validation.validate import validate_composition, validate_composition_text
else:  # Not for type checkers: in a module with a `__getattr__` they would find every name.
    __getattr__, __dir__ = defer_imports(__name__, _HOMES)
