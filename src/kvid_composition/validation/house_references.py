"""The references of a house schema: all have to lead to a place within it, and none is fetched."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, NoReturn, cast

from kvid_composition.document.display import quote_text
from kvid_composition.document.pointer import Path
from kvid_composition.document.values import JsonObject, detach, is_array, is_object, read_members
from kvid_composition.validation.house_error import HouseSchemaCode, HouseSchemaError

__all__ = ["find_dialect", "locate_objects", "prepare_schema"]

_NEWEST: Final = "https://json-schema.org/draft/2020-12/schema"

# What holds schemas by name or in a list.
_PARTS: Final = (
    "$defs",
    "allOf",
    "anyOf",
    "definitions",
    "dependencies",
    "dependentSchemas",
    "oneOf",
    "patternProperties",
    "prefixItems",
    "properties",
)

_REFERENCES: Final = ("$ref", "$dynamicRef", "$recursiveRef")


def find_dialect(name: str, document: JsonObject, known: tuple[str, ...]) -> str:
    """Tell which dialect a schema is written in: the newest, where it says nothing.

    Raises:
        HouseSchemaError: the dialect is not known.
    """
    said = document.get("$schema", _NEWEST)
    dialect = said.rstrip("#") if isinstance(said, str) else None
    if dialect not in known:
        shown = quote_text(said) if isinstance(said, str) else "no text"
        reason = f"the dialect is {shown}; known are {', '.join(known)}"
        raise HouseSchemaError("SCHEMA_DIALECT", name, ("$schema",), reason)
    return dialect


def locate_objects(document: Any) -> dict[int, Path]:
    """Tell of each object in a value, by its id, where it stands; no two places share one."""
    places: dict[int, Path] = {}
    pending: list[tuple[Path, Any]] = [((), document)]
    while pending:
        path, part = pending.pop()
        if is_object(part):
            places[id(part)] = path
            pending += (((*path, key), member) for key, member in part.items())
        elif is_array(part):
            pending += (((*path, position), entry) for position, entry in enumerate(part))
    return places


def prepare_schema(
    name: str,
    document: JsonObject,
    dialect: str,
    check_part: Callable[[Any, Path], None] = lambda _part, _path: None,
) -> JsonObject:
    """Copy a schema as jsonschema is to see it, and follow every reference of it.

    Where a part names its dialect, jsonschema would take its own class for it instead of ours; and
    of what is wrong by the schema `false` it forgets the place, but not by `{"not": {}}`.

    Args:
        name: how the schema is called.
        document: the schema; it has the shape of one.
        dialect: what it is written in.
        check_part: checks a part that only a reference makes a schema, and is told its place.

    Raises:
        HouseSchemaError: a reference leads out of the schema or to nothing, or a part of it is
            written in another dialect.
    """
    copy: Any = detach(document)
    walk = _Walk(name, dialect, locate_objects(copy), check_part)
    try:
        walk.prepare(copy)
        walk.follow_all(copy)
    except HouseSchemaError:
        raise
    except Exception as error:
        # Rare, and not ours: ids and references on which the library itself fails.
        reason = f"its references cannot be followed ({type(error).__name__})"
        raise HouseSchemaError("SCHEMA_REFERENCE", name, (), reason) from error
    return cast("JsonObject", copy)


class _Walk:
    """Goes through a schema, its parts, and what they refer to."""

    def __init__(
        self,
        name: str,
        dialect: str,
        places: Mapping[int, Path],
        check_part: Callable[[Any, Path], None],
    ) -> None:
        from referencing.jsonschema import specification_with  # noqa: PLC0415  on first use

        self.name = name
        self.dialect = dialect
        self.places = places
        self.check_part = check_part
        self.specification: Any = specification_with(dialect)
        self.met: set[int] = set()

    def prepare(self, document: JsonObject) -> None:
        pending: list[Any] = [document]
        while pending:
            part = pending.pop()
            said = part.pop("$schema", self.dialect)
            if said.rstrip("#") != self.dialect:
                reason = "a part of the schema is written in another dialect than the whole"
                self.refuse("SCHEMA_DIALECT", part, "$schema", reason)
            _write_out_false(part)
            pending += self.list_parts(part)

    def list_parts(self, schema: JsonObject) -> list[JsonObject]:
        """Give the schemas in a schema that are more than true or false."""
        parts = [*self.specification.subresources_of(schema)]
        # The specification passes these by where the first of them is a list of names.
        parts += read_members(schema.get("dependencies")).values()
        return [part for part in parts if is_object(part)]

    def follow_all(self, document: JsonObject) -> None:
        from referencing import Registry  # noqa: PLC0415  on first use

        resource: Any = self.specification.create_resource(document)
        targets = self.follow_within(document, Registry[Any]().resolver_with_root(resource))
        while targets:
            part, resolver = targets.pop()
            if id(part) not in self.met:
                self.check_part(part, self.places.get(id(part), ()))
                if is_object(part) and "$schema" in part:
                    reason = "what is referred to names a dialect, and only whole schemas do"
                    self.refuse("SCHEMA_DIALECT", part, "$schema", reason)
                targets += self.follow_within(part, resolver)

    def follow_within(self, schema: Any, resolver: Any) -> list[tuple[Any, Any]]:
        """Follow the references of a schema and its parts; give what they lead to."""
        targets: list[tuple[Any, Any]] = []
        pending: list[tuple[Any, Any]] = [(schema, resolver)]
        while pending:
            part, around = pending.pop()
            if id(part) not in self.met and is_object(part):
                targets += self.follow(part, around)
                for inner in self.list_parts(part):
                    resource = self.specification.create_resource(inner)
                    pending.append((inner, around.in_subresource(resource)))
            self.met.add(id(part))
        return targets

    def follow(self, part: JsonObject, resolver: Any) -> Iterator[tuple[Any, Any]]:
        from referencing.exceptions import Unresolvable  # noqa: PLC0415  on first use

        for keyword in _REFERENCES:
            reference = part.get(keyword)
            if not isinstance(reference, str):
                continue
            try:
                resolved = resolver.lookup(reference)
            except (Unresolvable, ValueError) as error:
                self.refuse("SCHEMA_REFERENCE", part, keyword, _explain(reference), error)
            else:
                yield resolved.contents, resolved.resolver

    def refuse(
        self,
        code: HouseSchemaCode,
        part: JsonObject,
        keyword: str,
        reason: str,
        cause: Exception | None = None,
    ) -> NoReturn:
        path = (*self.places[id(part)], keyword)
        raise HouseSchemaError(code, self.name, path, reason) from cause


def _write_out_false(schema: JsonObject) -> None:
    # One schema for all entries, or a list of them.
    if schema.get("items") is False:
        schema["items"] = {"not": {}}
    keywords = (*_PARTS, "items") if is_array(schema.get("items")) else _PARTS
    for keyword in keywords:
        holder: Any = schema.get(keyword)
        if is_object(holder) or is_array(holder):
            for step in list(holder) if is_object(holder) else range(len(holder)):
                if holder[step] is False:
                    holder[step] = {"not": {}}


def _explain(reference: str) -> str:
    shown = quote_text(reference)
    if reference.startswith("#"):
        return f"this refers to {shown}, and nothing is there"
    return f"this refers to {shown}, which is outside of this file; nothing is fetched"
