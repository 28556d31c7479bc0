"""The marked form: a document in which open conflicts are written down, as git leaves one behind.

It stays valid JSON, and validation reports the mark as an error (DOC111), so that nobody ships it
by accident. Options are picked without the inputs of the merge, which nobody has any more.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Any, Final

from kvid_composition.document.pointer import format_pointer, parse_index, parse_pointer
from kvid_composition.document.values import MISSING, JsonObject, is_array, is_object
from kvid_composition.merging.conflict import Conflict, Option
from kvid_composition.merging.entities import UNIT_KEYS
from kvid_composition.merging.locating import MergedDocument
from kvid_composition.merging.merge import merge_three_way
from kvid_composition.merging.merge_error import MergeInputError, ResolutionError
from kvid_composition.merging.overlaps import do_overlap
from kvid_composition.merging.resolve import require_option
from kvid_composition.merging.result import MergeResult
from kvid_composition.merging.timing import TIME_KEYS
from kvid_composition.merging.versions import OPEN_CONFLICTS, Version, read_version
from kvid_composition.model.identity import identify_tracks
from kvid_composition.patching.patch_applier import apply_json_patch
from kvid_composition.patching.patch_error import PatchError
from kvid_composition.patching.patch_maker import make_json_patch

__all__ = ["pick_options", "read_conflicts", "write_conflicts"]

_DEPENDED_ON: Final = frozenset((*UNIT_KEYS, *TIME_KEYS))
"""Members of items that other things depend on: assets, and what plays at the same time."""


def write_conflicts(result: MergeResult) -> JsonObject:
    """Give the document of a merge with its open conflicts as the last member, if there are any."""
    return _mark(result.document, result.conflicts)


def _mark(document: JsonObject, conflicts: Iterable[Conflict]) -> JsonObject:
    written = [conflict.to_dict() for conflict in conflicts]
    return {**document, OPEN_CONFLICTS: [*written]} if written else document


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
    """Decide conflicts of a marked document, one after another.

    What is decided leaves the mark, the last one takes the mark along. The options of the others
    are made to fit the document as it is then; those that a choice leaves nothing to do go as well.

    Args:
        document: a marked document, as `write_conflicts` gave it. It may have been edited since.
        picks: the names of options, by the ids of conflicts.

    Raises:
        MergeInputError: the document cannot be read as one that has been merged.
        ResolutionError: there is no such open conflict, it has no such option, or the document has
            been edited so that the option does not fit any more.
    """
    conflicts = {conflict.id: conflict for conflict in read_conflicts(document)}
    plain = {key: value for key, value in document.items() if key != OPEN_CONFLICTS}
    # Whether or not this choice needs it: what cannot be merged cannot be decided either.
    read_version("ours", plain)
    progress = _Progress(plain, plain)
    for id_, name in picks.items():
        require_option(conflicts.get(id_), id_, name)
        if not progress.has_solved(conflicts[id_]):
            progress = progress.choose(conflicts[id_], name)
    left = (each for id_, each in conflicts.items() if id_ not in picks)
    return _mark(progress.after, [progress.refresh(e) for e in left if not progress.has_solved(e)])


@dataclass(frozen=True)
class _Progress:
    """How far the choices have come.

    Attributes:
        before: the document before the first choice, for which all options were made.
        after: the document after the last one.
        chosen: the conflicts that were decided.
        touched: what the choices have changed, as far as that was members of items only, which
            nothing else depends on; None where it was more.
    """

    before: JsonObject
    after: JsonObject
    chosen: frozenset[str] = frozenset()
    touched: frozenset[tuple[str, ...]] | None = frozenset()

    @cached_property
    def _version(self) -> Version:
        return read_version("ours", self.after)

    @cached_property
    def _finished(self) -> MergedDocument:
        return MergedDocument(self.after)

    def choose(self, conflict: Conflict, name: str) -> "_Progress":
        """Decide one conflict more."""
        wanted = _apply(conflict, name, self.before)
        if self.after is not self.before:
            wanted = merge_three_way(self.before, self.after, wanted, strategy="theirs").document
        touched = _list_touched(conflict, name)
        return _Progress(
            self.before,
            wanted,
            self.chosen | {conflict.id},
            None if touched is None or self.touched is None else self.touched | touched,
        )

    def has_solved(self, conflict: Conflict) -> bool:
        """Tell whether the choices leave nothing of a conflict."""
        if not self.chosen:
            return False
        if conflict.kind == "overlap" and len(conflict.related) == 1:
            other = "".join(parse_pointer(conflict.related[0])[-1:])
            return not do_overlap(self._version, str(conflict.entity.id), other)
        pointer = "/".join(conflict.path.split("/")[:3])
        return not self.chosen.isdisjoint(conflict.cause) and _read(self.after, pointer) is MISSING

    def refresh(self, conflict: Conflict) -> Conflict:
        """Make a conflict fit the document after the choices."""
        path = self._follow(conflict.path)
        return replace(
            conflict,
            options=tuple(self._rebase(conflict, option) for option in conflict.options),
            path=path,
            provisional=self._read_provisional(conflict, path),
            related=tuple(map(self._follow, conflict.related)),
            cause=tuple(id_ for id_ in conflict.cause if id_ not in self.chosen),
        )

    def _read_provisional(self, conflict: Conflict, path: str) -> Any:
        """Read what the document holds of a conflict by now."""
        if conflict.entity.kind == "composition" and conflict.kind != "order":
            return _read(self.after, path)
        return self._finished.read_provisional(conflict, parse_pointer(path)[2:])

    def _rebase(self, conflict: Conflict, option: Option) -> Option:
        """Make an option do to the document what it did to the one before the choices."""
        touched = _list_touched(conflict, option.name)
        if touched is not None and self.touched is not None and not touched & self.touched:
            return option
        try:
            wanted = _apply(conflict, option.name, self.before)
        except ResolutionError:
            # The document has been edited: whoever picks this option will be told.
            return option
        merged = merge_three_way(self.before, self.after, wanted, strategy="theirs")
        patch = make_json_patch(self.after, merged.document)
        return Option(option.name, option.effect, partial(list[JsonObject], patch))

    def _follow(self, pointer: str) -> str:
        """Follow a track to the index that it has after the choices."""
        steps = parse_pointer(pointer)
        index = parse_index(steps[1]) if steps[:1] == ("tracks",) and len(steps) > 1 else None
        if index is None:
            return pointer
        old, new = (list(identify_tracks(d.get("tracks")) or {}) for d in (self.before, self.after))
        if index >= len(old) or old[index] not in new:
            return "/tracks"
        return format_pointer(("tracks", new.index(old[index]), *steps[2:]))


def _list_touched(conflict: Conflict, name: str) -> frozenset[tuple[str, ...]] | None:
    """List the items of which an option changes members that nothing else depends on.

    None where it does more: what it does then has to be merged with what other choices do.
    """
    option = conflict.find_option(name)
    touched: set[tuple[str, ...]] = set()
    for operation in option.patch if option else ():
        steps = _read_steps(operation)
        if len(steps) < 3 or steps[0] != "items" or steps[2] in _DEPENDED_ON:
            return None
        touched.add(steps[:2])
    return frozenset(touched)


def _read_steps(operation: Any) -> tuple[str, ...]:
    path = operation.get("path") if is_object(operation) and "from" not in operation else None
    return parse_pointer(path) if isinstance(path, str) and path.startswith("/") else ()


def _apply(conflict: Conflict, name: str, document: JsonObject) -> JsonObject:
    option = conflict.find_option(name)
    try:
        applied: Any = apply_json_patch(document, option.patch if option else [])
    except PatchError as error:
        reason = f"the document has been edited, and this option does not fit any more ({error})"
        raise ResolutionError(conflict.id, name, reason) from error
    result: JsonObject = applied
    return result


def _read(document: JsonObject, pointer: str) -> Any:
    held: Any = document
    for step in parse_pointer(pointer):
        index = parse_index(step)
        if is_array(held) and index is not None and index < len(held):
            held = held[index]
        else:
            held = held.get(step, MISSING) if is_object(held) else MISSING
    return held
