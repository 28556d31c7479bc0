"""The three-way merge: from a base and two versions that grew from it to one that holds both."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from operator import attrgetter
from typing import Final

from kvid_composition.document.pointer import format_pointer
from kvid_composition.document.values import (
    MISSING,
    JsonObject,
    JsonValue,
    are_identical,
    is_object,
)
from kvid_composition.merging.assembly import assemble_document
from kvid_composition.merging.conflict import Conflict, Option, Resolution
from kvid_composition.merging.draft import Draft, Forced
from kvid_composition.merging.entities import UNIT_KEYS, merge_entities
from kvid_composition.merging.fitting import fit_types
from kvid_composition.merging.geometry import note_dimensions
from kvid_composition.merging.integrity import list_inherited, require_integrity
from kvid_composition.merging.kinds import CONFLICT_KINDS
from kvid_composition.merging.locating import MergedDocument
from kvid_composition.merging.overlaps import settle_overlaps
from kvid_composition.merging.placement import close_tracks, place_items
from kvid_composition.merging.rates import settle_rate
from kvid_composition.merging.referee import Clash, Note, Referee
from kvid_composition.merging.references import close_assets, drop_deleted_entries
from kvid_composition.merging.registers import Held, Unsettled, settle
from kvid_composition.merging.renaming import rename_entities
from kvid_composition.merging.result import MergeResult, Picks
from kvid_composition.merging.root import cover_length, merge_root
from kvid_composition.merging.strategy import MANUAL, MergeStrategy, StrategyLike, read_strategy
from kvid_composition.merging.timing import LENGTH, TIME_KEYS
from kvid_composition.merging.versions import DELETED, Side, read_version
from kvid_composition.model.documented import Documented
from kvid_composition.patching.patch_maker import make_json_patch
from kvid_composition.validation.issues import Issue

__all__ = ["merge_three_way"]

_DEPENDED_ON: Final = frozenset((key,) for key in ("id", DELETED, *UNIT_KEYS, *TIME_KEYS))
"""Members on which something else depends, so that one more merge has to say what follows."""


def merge_three_way(
    base: JsonObject | Documented,
    ours: JsonObject | Documented,
    theirs: JsonObject | Documented,
    *,
    strategy: StrategyLike = None,
) -> MergeResult:
    """Merge two versions that grew from one: no edit is lost, and no conflict is invented.

    What only one side changed is taken. What both changed is merged part by part, down to single
    fields, edges in time and pairs in an order; what is left are conflicts, each with options that
    are ready to be applied. References are closed: what is kept has the track and the asset that
    it needs. Inputs are never changed; the document may share parts with them.

    Args:
        base: the version that both grew from; `{}` where there is none.
        ours: one version, which gives the order of keys.
        theirs: the other one.
        strategy: decisions that are taken beforehand: `"ours"`, `"theirs"` or `"base"` for what is
            in conflict, or an object with `default`, `kinds`, `paths` and `fps`.

    Raises:
        MergeInputError: ids in an input do not tell what is what (an item on two tracks, an id
            twice), or conflicts are still open in it.
        StrategyError: the strategy names something that does not exist.
    """
    settings = read_strategy(strategy)
    old = read_version("base", base)
    inputs = _Inputs(
        ours=Side("ours", old, read_version("ours", ours)),
        theirs=Side("theirs", old, read_version("theirs", theirs)),
        strategy=settings,
    )
    return inputs.merge({})


@dataclass(frozen=True)
class _Inputs:
    """What is merged, once or again with more choices."""

    ours: Side
    theirs: Side
    strategy: MergeStrategy

    @property
    def documents(self) -> tuple[JsonObject, JsonObject, JsonObject]:
        """Base, ours and theirs."""
        return self.ours.base.document, self.ours.version.document, self.theirs.version.document

    @property
    def inherited(self) -> Mapping[str, tuple[Issue, ...]]:
        """The errors of references that the inputs have; looked for once."""
        return self._inherited

    @cached_property
    def _inherited(self) -> Mapping[str, tuple[Issue, ...]]:
        return list_inherited(self.ours, self.theirs)

    def _decide(self, picks: Picks) -> tuple[JsonObject, Referee]:
        """Make the document that some choices give."""
        referee = Referee(self.strategy, picks)
        document, theirs = _make_document(self.ours, self.theirs, referee)
        # What was wrong with something is wrong with it under another id: so theirs as merged.
        require_integrity(document, self.ours, theirs)
        return document, referee

    def merge(self, picks: Picks) -> MergeResult:
        """Merge with some choices."""
        document, referee = self._decide(picks)
        finished = MergedDocument(document)
        are_times_free = self._are_times_free(referee)
        conflicts = [
            self._write_conflict(finished, clash, picks, are_times_free=are_times_free)
            for clash in referee.open.values()
        ]
        resolutions = [_write_resolution(finished, note) for note in referee.list_notes()]
        # By path, then by kind. As one key they would be so many tuples: those wake the garbage
        # collector, which took a twentieth of a merge where 50,000 items are deleted.
        resolutions.sort(key=attrgetter("kind"))
        resolutions.sort(key=attrgetter("path"))
        return MergeResult(
            document=document,
            conflicts=tuple(sorted(conflicts, key=lambda each: (each.path, each.kind, each.id))),
            resolutions=tuple(resolutions),
            picks=dict(picks),
            _inputs=self,
        )

    def _are_times_free(self, referee: Referee) -> bool:
        """Tell whether nothing follows from when an item plays, but for new questions."""
        lengths = [document.get(LENGTH, MISSING) for document in self.documents]
        is_settled = not isinstance(settle(lengths[0], lengths[1], lengths[2]), Unsettled)
        decided = {decision.clash.kind for decision in referee.decisions.values()}
        is_untold = decided.isdisjoint(("overlap", "fps_vs_timing"))
        return is_settled and is_untold and self.strategy == MANUAL

    def _write_conflict(
        self, finished: MergedDocument, clash: Clash, picks: Picks, *, are_times_free: bool
    ) -> Conflict:
        effects = CONFLICT_KINDS[clash.kind].options
        now = finished.read_provisional(clash, clash.place)
        pointer = finished.point_to(clash.entity, clash.place)
        is_free = clash.kind == "field" and clash.place[:1] not in _DEPENDED_ON
        # What came to a list stands there by its start, so its timing says more.
        came = any(clash.entity.id in side.moved for side in (self.ours, self.theirs))
        is_free = is_free or (clash.kind == "timing" and are_times_free and not came)
        return Conflict(
            id=clash.id,
            kind=clash.kind,
            path=pointer,
            entity=clash.entity,
            base=clash.base,
            ours=clash.ours,
            theirs=clash.theirs,
            provisional=now,
            related=tuple(map(finished.point_to, clash.related)),
            cause=clash.cause,
            message=clash.message,
            options=tuple(
                Option(
                    name,
                    effects[name],
                    partial(_replace_members, pointer, now, clash.choose_held(name))
                    if is_free
                    else partial(self._make_patch, finished.document, {**picks, clash.id: name}),
                )
                for name in clash.options
            ),
        )

    def _make_patch(self, document: JsonValue, picks: Picks) -> list[JsonObject]:
        """Make the patch that leads from a document to what the choices give."""
        return make_json_patch(document, self._decide(picks)[0])


def _replace_members(pointer: str, now: Held, wanted: Held) -> list[JsonObject]:
    """Make the patch of what nothing else depends on: a member, or the times of an item."""
    if not is_object(now) or not is_object(wanted):
        return _replace_member(pointer, now, wanted)
    return [
        operation
        for key in dict.fromkeys((*now, *wanted))
        for operation in _replace_member(
            f"{pointer}{format_pointer((key,))}", now.get(key, MISSING), wanted.get(key, MISSING)
        )
    ]


def _replace_member(pointer: str, now: Held, wanted: Held) -> list[JsonObject]:
    if are_identical(now, wanted):
        return []
    if wanted is MISSING:
        return [{"op": "remove", "path": pointer}]
    return [{"op": "add" if now is MISSING else "replace", "path": pointer, "value": wanted}]


def _write_resolution(finished: MergedDocument, note: Note) -> Resolution:
    return Resolution(
        kind=note.kind,
        path=finished.point_to(note.entity, note.place),
        entity=note.entity,
        message=note.message,
        related=tuple(map(finished.point_to, note.related)),
        cause=note.cause,
        conflict_id=note.conflict_id,
        choice=note.choice,
    )


def _make_document(ours: Side, theirs: Side, referee: Referee) -> tuple[JsonObject, Side]:
    """Make the merged document, again as long as decisions have consequences for one another.

    Returns:
        The document, and theirs as it was merged: with other ids where both are to be kept.
    """
    forced = Forced()
    while True:
        referee.start_again()
        draft = Draft.begin(ours, theirs, referee, forced)
        before = forced.count()
        _merge_parts(draft)
        if forced.renamed:
            theirs = rename_entities(ours, theirs, forced.renamed)
            forced = Forced()
            referee.forget_lasting()
        elif forced.count() == before:
            cover_length(draft)
            note_dimensions(draft)
            return assemble_document(draft), theirs


def _merge_parts(draft: Draft) -> None:
    merge_root(draft)
    merge_entities(draft, "item")
    merge_entities(draft, "track")
    place_items(draft)
    close_tracks(draft)
    merge_entities(draft, "asset")
    close_assets(draft)
    fit_types(draft)
    drop_deleted_entries(draft)
    settle_rate(draft)
    settle_overlaps(draft)
