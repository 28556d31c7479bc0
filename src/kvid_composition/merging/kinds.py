"""The decision table: every kind of conflict and of resolution, with what is done about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal, TypeAlias

__all__ = [
    "CONFLICT_KINDS",
    "RESOLUTION_KINDS",
    "ConflictKind",
    "KindOfConflict",
    "OptionName",
    "ResolutionKind",
]

OptionName: TypeAlias = Literal[
    "ours",
    "theirs",
    "base",
    "keep",
    "delete",
    "keep_both",
    "restore",
    "delete_items",
    "rescale",
    "keep_frames",
    "shift",
]

ConflictKind: TypeAlias = Literal[
    "field",
    "timing",
    "type",
    "item.add_add",
    "asset.add_add",
    "track.add_add",
    "item.delete_edit",
    "asset.delete_edit",
    "track.delete_edit",
    "item.placement",
    "track.delete_vs_use",
    "asset.delete_vs_reference",
    "asset.type_vs_use",
    "order",
    "fps_vs_timing",
    "overlap",
]

ResolutionKind: TypeAlias = Literal[
    "merged",
    "deleted",
    "delete_noted",
    "timing.edges",
    "stored_length",
    "transient",
    "restored",
    "listing_dropped",
    "reference_reverted",
    "order.merged",
    "order.both_moved",
    "order.anchor",
    "dimensions_vs_geometry",
    "decided",
]


@dataclass(frozen=True, slots=True)
class KindOfConflict:
    """A row of the table.

    Attributes:
        situation: what both sides have done.
        meanwhile: what the returned document holds until somebody decides.
        options: what can be decided, by name; the first is what the document holds meanwhile,
            unless `meanwhile` says otherwise.
    """

    situation: str
    meanwhile: str
    options: Mapping[OptionName, str]


_SIDES: Final[dict[OptionName, str]] = {
    "ours": "takes what ours has",
    "theirs": "takes what theirs has",
    "base": "goes back to what base has",
}
_TWO_SIDES: Final[dict[OptionName, str]] = {key: _SIDES[key] for key in ("ours", "theirs")}
_KEEP_OR_DELETE: Final[dict[OptionName, str]] = {
    "keep": "keeps it as it was edited",
    "delete": "deletes it all the same",
}


def _delete_with(consequence: str) -> Mapping[OptionName, str]:
    """Give the options of a deletion that takes more along."""
    options: dict[OptionName, str] = {**_KEEP_OR_DELETE}
    options["delete"] += f"; {consequence}"
    return MappingProxyType(options)


def _add_add(noun: str, users: str) -> KindOfConflict:
    options: dict[OptionName, str] = {
        **_TWO_SIDES,
        "keep_both": f"keeps both; that of theirs, with {users}, gets another id",
    }
    return KindOfConflict(
        f"Both added {noun} with the same id, and they are not the same thing.",
        "ours",
        MappingProxyType(options),
    )


CONFLICT_KINDS: Final[Mapping[ConflictKind, KindOfConflict]] = MappingProxyType(
    {
        "field": KindOfConflict(
            "Both changed one field to different values.", "ours", MappingProxyType(_SIDES)
        ),
        "timing": KindOfConflict(
            "Both changed when an item plays, and its start and its end cannot each be taken from "
            "the side that moved it.",
            "start, length and start in the medium of ours, never half of each",
            MappingProxyType(_SIDES),
        ),
        "type": KindOfConflict(
            "Both changed what an item is, its type together with its asset.",
            "type and asset of ours",
            MappingProxyType(_SIDES),
        ),
        "item.add_add": _add_add("an item", "its place on a track"),
        "asset.add_add": _add_add("an asset", "the items that use it"),
        "track.add_add": _add_add("a track", "its items"),
        "item.delete_edit": KindOfConflict(
            "One deleted an item that the other edited or put on another track.",
            "the edited item",
            MappingProxyType(_KEEP_OR_DELETE),
        ),
        "asset.delete_edit": KindOfConflict(
            "One deleted an asset that the other edited.",
            "the edited asset",
            _delete_with(
                "new items that use it go with it, others go back to the asset that they have on "
                "the side that deleted it"
            ),
        ),
        "track.delete_edit": KindOfConflict(
            "One deleted a track whose own fields the other edited.",
            "the edited track, with the items that are still there and the new ones",
            _delete_with(
                "new items on it go with it, moved ones go back to where they are on the side that "
                "deleted it"
            ),
        ),
        "item.placement": KindOfConflict(
            "Both put an item on another track, and not on the same one.",
            "the track of ours",
            MappingProxyType(_SIDES),
        ),
        "track.delete_vs_use": KindOfConflict(
            "One deleted a track on which the other put items.",
            "the track, with the items that are still there and the new ones",
            MappingProxyType(
                {
                    "restore": "keeps the track for these items",
                    "delete": "deletes the track; moved items go back to where they are on the "
                    "side that deleted it, new ones go with it",
                }
            ),
        ),
        "asset.delete_vs_reference": KindOfConflict(
            "One deleted an asset, or listed it as deleted, that the other now uses.",
            "the asset, and no entry of it in `deletedAssets`",
            MappingProxyType(
                {
                    "restore": "keeps the asset for these items",
                    "delete_items": "deletes the asset; new items go with it, others go back to "
                    "the asset that they have on the side that deleted it",
                }
            ),
        ),
        "asset.type_vs_use": KindOfConflict(
            "One changed the type of an asset that the other now uses as what it was.",
            "the changed asset; items go back to the asset that they had, new ones wait",
            MappingProxyType(
                {
                    "ours": "takes the asset's type of ours, and of the items only what fits",
                    "theirs": "takes the asset's type of theirs, and of the items only what fits",
                }
            ),
        ),
        "order": KindOfConflict(
            "Both moved the same track, one to the front and the other to the back.",
            "the order of ours",
            MappingProxyType(_SIDES),
        ),
        "fps_vs_timing": KindOfConflict(
            "One changed the frame rate, the other when items play, in frames of the old rate.",
            "all frames as they are",
            MappingProxyType(
                {
                    "keep_frames": "keeps all frames as they are",
                    "rescale": "converts the times of these items to the new rate",
                }
            ),
        ),
        "overlap": KindOfConflict(
            "Two items overlap on one track that overlap on neither side.",
            "both items as merged, one over the other",
            MappingProxyType(
                {
                    "ours": "puts both where ours has them; one that ours lacks goes",
                    "theirs": "puts both where theirs has them; one that theirs lacks goes",
                    "shift": "plays theirs at the first free place at or after its start",
                }
            ),
        ),
    }
)
"""Every kind of conflict."""

RESOLUTION_KINDS: Final[Mapping[ResolutionKind, str]] = MappingProxyType(
    {
        "merged": "Both changed one entity, in different fields or in the same way: both hold.",
        "deleted": "One deleted what the other left alone, or both did: it is deleted.",
        "delete_noted": "One deleted what the other only reordered, took off its track, or touched "
        "in passing: it is deleted.",
        "timing.edges": "One moved the start of an item and the other its end: both hold.",
        "stored_length": "Both changed the stored length: the larger one, or the end of the last "
        "item where the base's stored length covered it.",
        "transient": "Both changed a passing state of the editor: it is off.",
        "restored": "One deleted what is still needed by something that is kept: it stays.",
        "listing_dropped": "An entry of `deletedAssets` for an asset that is in use is dropped.",
        "reference_reverted": "The choice of an asset's type leaves no use for an item of the "
        "other side: the item goes back, or goes.",
        "order.merged": "Both changed the order of a list: every change of both holds.",
        "order.both_moved": "Both moved one item within its track, in different directions: every "
        "pair that a side turned round stays turned round.",
        "order.anchor": "One put something between two neighbours that the other separated: it "
        "stands behind its left one.",
        "dimensions_vs_geometry": "One changed the size of the canvas, the other where things are "
        "on it: both hold, to be looked at.",
        "decided": "A conflict that the strategy, or a pick, has decided.",
    }
)
"""Every kind of decision that needs nobody."""
