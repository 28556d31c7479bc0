"""Mergers: this library's three-way merge and what others have for it, each called alike."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Final, Literal, TypeAlias

from kvid_composition import merge_three_way

__all__ = ["MERGERS", "Merge", "Merger", "Outcome", "Verdict", "call_merge"]

Verdict: TypeAlias = Literal["clean", "conflict", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a merge came to.

    Attributes:
        verdict: *clean* if there is nothing to decide, *failed* if there is no answer at all.
        document: the merged document; nothing to rely on unless it is clean.
        detail: what is in conflict, or what went wrong.
    """

    verdict: Verdict
    document: Any = None
    detail: str = ""


Merge: TypeAlias = Callable[[Any, Any, Any], Outcome]
"""Merges base, ours and theirs, and may change all three."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Merger:
    """A library that merges.

    Attributes:
        name: what the table calls it.
        distribution: the package that has to be installed.
        call: what is called, for those who want to do it themselves.
        load: imports it.
    """

    name: str
    distribution: str
    call: str
    load: Callable[[], Merge]

    def find_version(self) -> str | None:
        """Give the version that is installed; None if there is none."""
        try:
            return version(self.distribution)
        except PackageNotFoundError:
            return None


def call_merge(merge: Merge, base: Any, ours: Any, theirs: Any) -> Outcome:
    """Merge; an exception that the library does not use to refuse is a failure."""
    try:
        return merge(base, ours, theirs)
    except Exception as error:  # noqa: BLE001  it is counted, whatever it is
        return Outcome(verdict="failed", detail=f"{type(error).__name__}: {error}")


def _load_ours() -> Merge:
    def merge(base: Any, ours: Any, theirs: Any) -> Outcome:
        result = merge_three_way(base, ours, theirs)
        kinds = ", ".join(sorted({conflict.kind for conflict in result.conflicts}))
        verdict: Verdict = "clean" if result.clean else "conflict"
        return Outcome(verdict=verdict, document=result.document, detail=kinds)

    return merge


def _load_nbdime() -> Merge:
    nbdime: Any = import_module("nbdime")

    def merge(base: Any, ours: Any, theirs: Any) -> Outcome:
        decisions = nbdime.decide_merge(base, ours, theirs)
        document = nbdime.apply_decisions(base, decisions)
        clashes = ["/".join(map(str, each.common_path)) for each in decisions if each.conflict]
        verdict: Verdict = "conflict" if clashes else "clean"
        return Outcome(verdict=verdict, document=document, detail=", ".join(clashes))

    return merge


def _load_dictdiffer() -> Merge:
    dictdiffer: Any = import_module("dictdiffer")
    merging: Any = import_module("dictdiffer.merge")

    def merge(base: Any, ours: Any, theirs: Any) -> Outcome:
        merger = merging.Merger(base, ours, theirs, {})
        try:
            merger.run()
        except merging.UnresolvedConflictsException as error:
            return Outcome(verdict="conflict", detail=", ".join(map(str, error.content)))
        return Outcome(verdict="clean", document=dictdiffer.patch(merger.unified_patches, base))

    return merge


def _load_jsonpatch() -> Merge:
    jsonpatch: Any = import_module("jsonpatch")
    refusals = jsonpatch.JsonPatchException, jsonpatch.JsonPointerException

    def merge(base: Any, ours: Any, theirs: Any) -> Outcome:
        patch = jsonpatch.make_patch(base, theirs)
        try:
            return Outcome(verdict="clean", document=patch.apply(ours))
        except refusals as error:
            return Outcome(verdict="conflict", detail=str(error))

    return merge


MERGERS: Final = (
    Merger(
        name="kvid-composition",
        distribution="kvid-composition",
        call="`merge_three_way(base, ours, theirs)`",
        load=_load_ours,
    ),
    Merger(
        name="nbdime",
        distribution="nbdime",
        call="`apply_decisions(base, decide_merge(base, ours, theirs))`, its default strategies",
        load=_load_nbdime,
    ),
    Merger(
        name="dictdiffer",
        distribution="dictdiffer",
        call="`Merger(base, ours, theirs, {}).run()`, its unified patches applied to base",
        load=_load_dictdiffer,
    ),
    Merger(
        name="jsonpatch, rebased",
        distribution="jsonpatch",
        call="`make_patch(base, theirs)` applied to ours; what it refuses is a conflict",
        load=_load_jsonpatch,
    ),
)
"""This library, and those that it is compared with."""
