"""A trial: a triple, the merge that is on trial, and the merges that several laws look at."""

import pickle
from collections.abc import Callable
from functools import cached_property
from itertools import islice
from random import Random
from typing import Any, Final, TypeAlias

from kvid_composition.document.pointer import parse_pointer
from kvid_composition.document.values import MISSING, are_equal, is_array, is_object
from kvid_composition.merging.conflict import Conflict, Resolution
from kvid_composition.merging.merge import merge_three_way
from kvid_composition.merging.resolve import resolve_conflicts
from kvid_composition.merging.result import MergeResult
from kvid_composition.testing.seeded.fields import Document
from kvid_composition.testing.three_ways.triple import Triple

__all__ = [
    "Merge",
    "Subject",
    "Trial",
    "are_alike",
    "list_steps",
    "name_subject",
    "name_subjects",
    "require",
]

_DELETED: Final = "deletedAssets"

Merge: TypeAlias = Callable[[Document, Document, Document], MergeResult]
Subject: TypeAlias = tuple[str, str, str | None, str]


def require(condition: bool, message: str) -> None:
    """Raise an error that says what does not hold."""
    if not condition:
        raise AssertionError(message)


def are_alike(a: Any, b: Any) -> bool:
    """Tell whether two values are equal, or both absent."""
    if a is b:
        return True
    if a is MISSING or b is MISSING:
        return False
    return are_equal(a, b)


class Trial:
    """A triple and a merge; each merge of the three versions is made once."""

    def __init__(
        self, triple: Triple, merge: Merge = merge_three_way, random: Random | None = None
    ) -> None:
        self.triple, self.merge = triple, merge
        self.random = Random(1) if random is None else random
        self.base, self.ours, self.theirs = triple.versions
        self._resolved: dict[tuple[str, str], MergeResult] = {}
        # Faster than JSON, and as strict.
        self.bytes = pickle.dumps(triple.versions)

    @cached_property
    def is_sound(self) -> bool:
        """Whether none of the inputs has a loose reference."""
        return self.triple.is_sound

    @cached_property
    def result(self) -> MergeResult:
        """The merge of ours and theirs."""
        return self.merge(self.base, self.ours, self.theirs)

    @cached_property
    def mirrored(self) -> MergeResult:
        """The merge with the sides exchanged."""
        return self.merge(self.base, self.theirs, self.ours)

    def resolve(self, conflict: Conflict, option: str) -> MergeResult:
        """Give the merge with one option chosen."""
        if (conflict.id, option) not in self._resolved:
            resolved = resolve_conflicts(self.result, {conflict.id: option})
            self._resolved[conflict.id, option] = resolved
        return self._resolved[conflict.id, option]

    def require_purity(self) -> None:
        """Make sure that no merge has changed an input."""
        require(pickle.dumps(self.triple.versions) == self.bytes, "an input was changed")


def name_subjects(result: MergeResult) -> list[Subject]:
    """Name what each conflict is about, wherever it stands in the document."""
    return [name_subject(conflict, result) for conflict in result.conflicts]


def name_subject(conflict: Conflict, result: MergeResult) -> Subject:
    """Name what one conflict is about."""
    place = "/".join(list_steps(conflict, result.document))
    return conflict.kind, conflict.entity.kind, conflict.entity.id, place


def list_steps(speaker: Conflict | Resolution, document: Document) -> tuple[str, ...]:
    """List the members that lead from an entity to what a conflict or note is about.

    An entry of `deletedAssets` is named by its asset: its index depends on what else is listed, and
    an entry that is not there has none.
    """
    steps = parse_pointer(speaker.path)
    inner = tuple(map(str, steps if speaker.entity.kind == "composition" else steps[2:]))
    if inner[:1] != (_DELETED,) or not isinstance(speaker, Conflict):
        return inner
    entries = document.get(_DELETED)
    if is_array(entries) and len(inner) > 1:
        return inner[0], str(entries[int(inner[1])].get("assetId")), *inner[2:]
    values = (speaker.base, speaker.ours, speaker.theirs)
    names = (str(each.get("assetId")) for each in values if is_object(each))
    return (_DELETED, *islice(names, 1)) if len(inner) == 1 else inner
