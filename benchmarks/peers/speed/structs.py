"""The JSON Schema of compositions as Structs of msgspec, made by reading it."""

from collections.abc import Iterable
from importlib import import_module
from typing import Annotated, Any, Final

__all__ = ["define_structs"]

_PLAIN: Final[dict[str, Any]] = {
    "string": str,
    "integer": int,
    "number": float,
    "boolean": bool,
    "null": None,
    "object": dict[str, Any],
}
_BOUNDS: Final = {"minimum": "ge", "exclusiveMinimum": "gt"}
# "type" tells structs apart, and the others are no names in Python.
_TAG: Final = "type"


def define_structs(schema: dict[str, Any]) -> Any:
    """Define the Struct of a composition.

    It checks the structure as the schema has it, but that items and assets of unknown types are
    refused: a union whose members are told apart by their tags has no place for them.
    """
    return _Workshop(schema["$defs"]).define("Composition", schema)


class _Workshop:
    def __init__(self, definitions: dict[str, Any]) -> None:
        self._msgspec: Any = import_module("msgspec")
        self._definitions = definitions
        self._structs: dict[str, Any] = {}

    def define(self, name: str, schema: dict[str, Any]) -> Any:
        """Define a Struct of an object's members."""
        members = {key: value for key, value in schema["properties"].items() if key != _TAG}
        fields = [self._define_field(key, members[key], schema) for key in members]
        tag = schema["properties"].get(_TAG, {}).get("const")
        options = {"tag_field": _TAG, "tag": tag} if tag else {}
        names = {f"{key}_": key for key in members}
        return self._msgspec.defstruct(name, fields, rename=names, kw_only=True, **options)

    def _define_field(self, key: str, member: Any, schema: dict[str, Any]) -> tuple[Any, ...]:
        kind = self._read_kind(member)
        if key in schema.get("required", ()):
            return f"{key}_", kind
        return f"{key}_", kind | self._msgspec.UnsetType, self._msgspec.UNSET

    def _read_kind(self, schema: dict[str, Any]) -> Any:
        """Give the type of what a schema allows."""
        if "$ref" in schema:
            return self._find(schema["$ref"].rpartition("/")[2])
        for parts in (schema.get("anyOf"), schema.get("oneOf")):
            if parts:
                return self._unite(self._read_kind(part) for part in parts if _is_known(part))
        match schema.get("type"):
            case None:
                return Any
            case [*names]:
                return self._unite(_PLAIN[name] for name in names)
            case name:
                return self._bound(self._fill(name, schema), schema)

    def _fill(self, name: str, schema: dict[str, Any]) -> Any:
        """Give a type with that of its entries, where the schema has one for them."""
        if name == "array":
            return list.__class_getitem__(self._read_kind(schema["items"]))
        entry = schema.get("additionalProperties")
        if name == "object" and entry:
            return dict.__class_getitem__((str, self._read_kind(entry)))
        return _PLAIN[name]

    def _find(self, name: str) -> Any:
        if name not in self._structs:
            self._structs[name] = self.define(name, self._definitions[name])
        return self._structs[name]

    def _bound(self, kind: Any, schema: dict[str, Any]) -> Any:
        bounds = {_BOUNDS[key]: schema[key] for key in _BOUNDS if key in schema}
        return Annotated[kind, self._msgspec.Meta(**bounds)] if bounds else kind

    def _unite(self, kinds: Iterable[Any]) -> Any:
        united, *others = kinds
        for kind in others:
            united |= kind
        return united


def _is_known(schema: dict[str, Any]) -> bool:
    return "/Unknown" not in schema.get("$ref", "")
