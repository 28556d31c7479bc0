"""The base of all models: a frozen value that remembers how it was written."""

from collections.abc import Iterator
from functools import cache
from typing import Any, Final, Self, TypeGuard, cast, get_args

from pydantic import BaseModel, ConfigDict, PrivateAttr
from pydantic.alias_generators import to_camel

from kvid_composition.document.values import (
    MISSING,
    JsonObject,
    JsonValue,
    are_equal,
    is_object,
)
from kvid_composition.model.documented import Documented, read_plain

__all__ = ["JsonModel"]

_SCALARS: Final = frozenset((str, int, float, bool, type(None)))


def _name_in_json(name: str) -> str:
    # "from" is a keyword of Python. Not an alias at the field, which type checkers would take for
    # the name to be used when an item is built.
    return "from" if name == "from_frame" else to_camel(name)


class JsonModel(BaseModel, Documented):
    """A frozen model of a JSON object, camelCase in JSON and snake_case in Python.

    Unknown members are kept and come out where they stood. An absent member has the value
    `MISSING`, so that it is told from `null`, which is `None`. Two models are equal when their
    documents are: `5` equals `5.0`, and key order does not count.
    """

    model_config = ConfigDict(
        strict=True,
        frozen=True,
        extra="allow",
        allow_inf_nan=False,
        alias_generator=_name_in_json,
        validate_by_name=True,
        validate_by_alias=True,
        # Validators are built on first use: a sound document is checked without any.
        defer_build=True,
    )

    # The keys as they were read. Declared fields come first in pydantic's own order.
    _written: tuple[str, ...] = PrivateAttr(default=())

    @classmethod
    def read(cls, data: object) -> Self:
        """Make a model of a JSON object, reading camelCase keys only.

        A key that is only *spelled* like a Python name (`duration_in_frames`) is an unknown
        member and stays one. `Composition.from_document` is the way in for whole documents.

        Raises:
            pydantic.ValidationError: a member is missing, of the wrong type or out of range.
        """
        model = cls.model_validate(data, by_alias=True, by_name=False)
        model._remember_keys(cast("JsonObject", data))
        return model

    def _remember_keys(self, data: JsonObject) -> None:
        """Note here and in every model inside the keys of the object that it was read from."""
        self._written = tuple(data)
        for name, alias in _list_nesting_fields(type(self)):
            for model, source in _pair(self.__dict__[name], data.get(alias)):
                model._remember_keys(source)

    def to_document(self) -> JsonObject:
        """Write the model as plain JSON: the exact inverse of reading it.

        Unchanged unknown members are shared with what was read; `detach()` gives a copy.
        """
        written, values = self._written, self.__dict__
        members: dict[str, Any] = {
            alias: values[name]
            for name, alias in _list_fields(type(self))
            if values[name] is not MISSING
        }
        members |= self.__pydantic_extra__ or {}
        if written != tuple(members):
            keys = [key for key in written if key in members]
            members = {key: members[key] for key in dict.fromkeys((*keys, *members))}
        for key, value in members.items():
            if type(value) not in _SCALARS:
                members[key] = _write_value(value)
        return members

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, JsonModel) or type(self) is not type(other):
            return NotImplemented
        return are_equal(self.to_document(), other.to_document())

    __hash__ = None  # type: ignore[assignment]  # a value with members that cannot be hashed


@cache
def _list_fields(model: type[JsonModel]) -> tuple[tuple[str, str], ...]:
    """List the fields in the order of their declaration, each with its key in JSON."""
    return tuple((name, info.alias or name) for name, info in model.model_fields.items())


@cache
def _list_nesting_fields(model: type[JsonModel]) -> tuple[tuple[str, str], ...]:
    """List the fields that can hold models."""
    return tuple(
        (name, alias)
        for name, alias in _list_fields(model)
        if _mentions_model(model.model_fields[name].annotation)
    )


def _pair(value: Any, data: Any) -> Iterator[tuple["JsonModel", Any]]:
    """Give each model that a field holds, with the object that it was read from."""
    if isinstance(value, JsonModel):
        yield value, data
    elif _is_tuple(value):
        yield from ((part, data[i]) for i, part in enumerate(value) if isinstance(part, JsonModel))
    elif is_object(value):
        yield from ((part, data[k]) for k, part in value.items() if isinstance(part, JsonModel))


def _is_tuple(value: object) -> TypeGuard[tuple[Any, ...]]:
    return isinstance(value, tuple)


def _mentions_model(annotation: Any) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, JsonModel):
        return True
    return any(map(_mentions_model, get_args(annotation)))


def _write_value(value: Any) -> JsonValue:
    """Write what a field holds; plain JSON is given as it is, whatever it holds in turn."""
    if _is_tuple(value):
        return [read_plain(part) for part in value]
    if is_object(value):
        return {key: read_plain(part) for key, part in value.items()}
    plain: JsonValue = read_plain(value)
    return plain
