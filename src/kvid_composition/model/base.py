"""The base of all models: a frozen value that remembers how it was written."""

from typing import Any, Self, cast

from pydantic import BaseModel, ConfigDict, ModelWrapValidatorHandler, PrivateAttr, model_validator
from pydantic.alias_generators import to_camel

from kvid_composition.document.values import JsonObject, JsonValue, are_equal, is_object

__all__ = ["JsonModel"]


class JsonModel(BaseModel):
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
        alias_generator=to_camel,
        validate_by_name=True,
        validate_by_alias=True,
    )

    # The keys as they were read. Declared fields come first in pydantic's own order.
    _written: tuple[str, ...] = PrivateAttr(default=())

    @model_validator(mode="wrap")
    @classmethod
    def _remember_keys(cls, data: object, read: ModelWrapValidatorHandler[Self]) -> Self:
        model = read(data)
        if is_object(data):
            model._written = tuple(data)  # noqa: SLF001  one's own kind
        return model

    @classmethod
    def read(cls, data: object) -> Self:
        """Make a model of a JSON object, reading camelCase keys only.

        A key that is only *spelled* like a Python name (`duration_in_frames`) is an unknown
        member and stays one. `Composition.from_document` is the way in for whole documents.

        Raises:
            pydantic.ValidationError: a member is missing, of the wrong type or out of range.
        """
        return cls.model_validate(data, by_alias=True, by_name=False)

    def to_document(self) -> JsonObject:
        """Write the model as plain JSON: the exact inverse of reading it.

        Unchanged unknown members are shared with what was read; `detach()` gives a copy.
        """
        members: dict[str, object] = {}
        for name, info in type(self).model_fields.items():
            if name in self.model_fields_set or name in self._always_written():
                members[info.alias or name] = self.__dict__[name]
        members |= cast("dict[str, object]", self.__pydantic_extra__ or {})
        keys = [key for key in self._written if key in members]
        keys += [key for key in members if key not in set(keys)]
        return {key: _write_value(members[key]) for key in keys}

    def _changed(self, **members: object) -> Self:
        """Give the model with other values for some fields; they must be of the right type."""
        return self.model_copy(update=members)

    @classmethod
    def _always_written(cls) -> tuple[str, ...]:
        """Name the fields that are written though nobody set them, such as a fixed `type`."""
        return ()

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other):
            return NotImplemented
        return are_equal(self.to_document(), cast("JsonModel", other).to_document())

    __hash__ = None  # type: ignore[assignment]  # a value with members that cannot be hashed


def _write_value(value: Any) -> JsonValue:
    """Write what a field holds; plain JSON is given as it is, whatever it holds in turn."""
    if isinstance(value, tuple):
        return [_write_part(part) for part in cast("tuple[object, ...]", value)]
    if is_object(value):
        return {key: _write_part(part) for key, part in value.items()}
    return _write_part(value)


def _write_part(part: Any) -> JsonValue:
    return part.to_document() if isinstance(part, JsonModel) else cast("JsonValue", part)
