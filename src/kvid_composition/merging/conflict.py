"""Conflicts and resolutions: what a merge leaves to decide, and what it has decided."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any, Final

from kvid_composition.document.pointer import PointerError, parse_pointer
from kvid_composition.document.values import (
    MISSING,
    JsonObject,
    JsonValue,
    Missing,
    is_array,
    is_object,
)
from kvid_composition.merging.kinds import (
    CONFLICT_KINDS,
    ConflictKind,
    OptionName,
    ResolutionKind,
)
from kvid_composition.merging.merge_error import MergeInputError
from kvid_composition.model.entity import Entity

__all__ = ["Conflict", "Option", "Resolution"]

_VALUES: Final = ("base", "ours", "theirs", "provisional")


@dataclass(frozen=True)
class Option:
    """A way to decide a conflict.

    Attributes:
        name: which way.
        effect: what it does, as the end of a sentence that begins with the option.
    """

    name: OptionName
    effect: str
    _make: Callable[[], list[JsonObject]] = field(repr=False, compare=False)

    @cached_property
    def patch(self) -> list[JsonObject]:
        """The JSON Patch (RFC 6902) that does it to the returned document; made on first use.

        It is for this one choice alone: after it, the patches of other conflicts may not fit any
        more. `resolve_conflicts` takes any number of choices.
        """
        return self._make()

    def to_dict(self, *, with_patch: bool = True) -> JsonObject:
        """Give the option as JSON; without its patch that costs no merge."""
        patch: JsonObject = {"patch": [*self.patch]} if with_patch else {}
        return {"name": self.name, "effect": self.effect, **patch}


@dataclass(frozen=True, kw_only=True)
class Conflict:
    """Something that only the two sides can decide.

    Attributes:
        id: 12 hexadecimal digits, of what the conflict is about and of its three values: the same
            merge, made again, gives the same ones, wherever things stand in the document.
        kind: what both sides have done.
        path: JSON Pointer into the returned document.
        entity: what it is about.
        base: what base has; `MISSING` where it has nothing.
        ours: what ours has.
        theirs: what theirs has.
        provisional: what the returned document holds meanwhile.
        related: JSON Pointers to what else depends on the decision.
        cause: the ids of open conflicts without whose meanwhile this one might not be.
        options: what can be decided.
        message: what has happened, in a sentence.
    """

    id: str
    kind: ConflictKind
    path: str
    entity: Entity
    base: JsonValue | Missing
    ours: JsonValue | Missing
    theirs: JsonValue | Missing
    provisional: JsonValue | Missing
    related: tuple[str, ...] = ()
    cause: tuple[str, ...] = ()
    options: tuple[Option, ...]
    message: str

    def find_option(self, name: str) -> Option | None:
        """Give the option of this name, if it is offered."""
        return next((option for option in self.options if option.name == name), None)

    def to_dict(self, *, with_patches: bool = True) -> JsonObject:
        """Give the conflict as JSON: a value that is missing is a member that is missing.

        Args:
            with_patches: write the patches of the options, too; each of them takes a merge.
        """
        values = {key: getattr(self, key) for key in _VALUES}
        return {
            "id": self.id,
            "kind": self.kind,
            "path": self.path,
            "entity": {"kind": self.entity.kind, "id": self.entity.id},
            **{key: value for key, value in values.items() if value is not MISSING},
            "related": [*self.related],
            "cause": [*self.cause],
            "options": [option.to_dict(with_patch=with_patches) for option in self.options],
            "message": self.message,
        }

    @classmethod
    def from_dict(cls, written: Any, *, pointer: str = "") -> "Conflict":
        """Read a conflict from its JSON, which anybody may have written.

        Args:
            written: what `to_dict` gave.
            pointer: where it stands, for errors.

        Raises:
            MergeInputError: it is not the JSON of a conflict.
        """
        reader = _Reader(written, pointer)
        entity = reader.read("entity", _is_entity)
        return cls(
            id=reader.read("id", _is_text),
            kind=reader.read("kind", CONFLICT_KINDS.__contains__, _is_text),
            path=reader.read("path", _is_pointer),
            entity=Entity(entity["kind"], entity["id"]),
            related=tuple(reader.read("related", _are_pointers, _are_texts)),
            cause=tuple(reader.read("cause", _are_texts)),
            options=tuple(map(_restore_option, reader.read("options", _are_options))),
            message=reader.read("message", _is_text),
            **{key: reader.value.get(key, MISSING) for key in _VALUES},
        )


def _restore_option(written: Mapping[str, Any]) -> Option:
    return Option(written["name"], written["effect"], partial(list[JsonObject], written["patch"]))


class _Reader:
    """An object that is being read."""

    def __init__(self, value: Any, pointer: str) -> None:
        self.value: dict[str, Any] = value if is_object(value) else {}
        self._pointer = pointer

    def read(self, key: str, *accepts: Callable[[Any], bool]) -> Any:
        """Read a member that satisfies every test, the last one first."""
        value = self.value.get(key)
        if all(accept(value) for accept in reversed(accepts)):
            return value
        raise MergeInputError("ours", f"{self._pointer}/{key}", "this is not from a conflict")


def _is_text(value: Any) -> bool:
    return type(value) is str


def _are_texts(value: Any) -> bool:
    return is_array(value) and all(map(_is_text, value))


def _are_pointers(value: Any) -> bool:
    return all(map(_is_pointer, value))


def _is_pointer(value: Any) -> bool:
    if not _is_text(value):
        return False
    try:
        parse_pointer(value)
    except PointerError:
        return False
    return True


def _is_entity(value: Any) -> bool:
    kinds = ("composition", "track", "item", "asset")
    return (
        is_object(value)
        and value.get("kind") in kinds
        and (_is_text(value.get("id", 0)) or value.get("id", 0) is None)
    )


def _are_options(value: Any) -> bool:
    return is_array(value) and bool(value) and all(map(_is_option, value))


def _is_option(value: Any) -> bool:
    return (
        is_object(value)
        and _is_text(value.get("name"))
        and _is_text(value.get("effect"))
        and is_array(value.get("patch"))
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """Something that the merge has decided, or that is worth a look.

    Attributes:
        kind: what has happened.
        path: JSON Pointer into the returned document, or to where it would stand.
        entity: what it is about.
        message: what has been decided, in a sentence.
        related: JSON Pointers to what else it concerns.
        cause: the ids of open conflicts whose meanwhile asked for it.
        conflict_id: the conflict that a strategy or a pick has decided, where it was one.
        choice: the option that was taken there.
    """

    kind: ResolutionKind
    path: str
    entity: Entity
    message: str
    related: tuple[str, ...] = ()
    cause: tuple[str, ...] = ()
    conflict_id: str | None = None
    choice: OptionName | None = None

    def to_dict(self) -> JsonObject:
        """Give the resolution as JSON."""
        return {
            "kind": self.kind,
            "path": self.path,
            "entity": {"kind": self.entity.kind, "id": self.entity.id},
            "message": self.message,
            "related": [*self.related],
            "cause": [*self.cause],
            "conflict_id": self.conflict_id,
            "choice": self.choice,
        }
