"""House schemas: a team's own JSON Schema, which documents are held against besides the rules.

The one module that imports jsonschema, and only when there is such a schema: that takes longer than
importing everything else. Nothing is ever fetched: the registry of other documents is empty.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Final, Protocol, cast

from kvid_composition.document.limits import DEFAULT_LIMITS
from kvid_composition.document.pointer import Path
from kvid_composition.document.values import JsonObject, JsonValue, detach, is_array, is_object
from kvid_composition.document.walk import iterate_value_faults
from kvid_composition.validation.house_error import HouseSchemaCode, HouseSchemaError
from kvid_composition.validation.house_references import (
    find_dialect,
    locate_objects,
    prepare_schema,
)
from kvid_composition.validation.house_words import SchemaFault, pick_nearest, word_fault

__all__ = ["HouseSchema", "HouseSchemaError", "SchemaValidator"]

_VALIDATORS: Final[Mapping[str, str]] = {
    "https://json-schema.org/draft/2020-12/schema": "Draft202012Validator",
    "https://json-schema.org/draft/2019-09/schema": "Draft201909Validator",
    "http://json-schema.org/draft-07/schema": "Draft7Validator",
    "http://json-schema.org/draft-06/schema": "Draft6Validator",
    "http://json-schema.org/draft-04/schema": "Draft4Validator",
}

# What depends on everything below a value, so that nobody knows while a part of it is withheld.
_DEPENDS_ON_ALL: Final = (
    "anyOf",
    "const",
    "contains",
    "dependencies",
    "dependentRequired",
    "dependentSchemas",
    "enum",
    "if",
    "minProperties",
    "not",
    "oneOf",
    "unevaluatedItems",
    "unevaluatedProperties",
    "uniqueItems",
)


class SchemaValidator(Protocol):
    """What holds a document against a schema."""

    def iter_errors(self, instance: Any) -> Iterator[SchemaFault]:
        """Give what is wrong with a plain JSON value, fault by fault; may raise nearly anything."""
        ...


@dataclass(frozen=True, kw_only=True)
class HouseSchema:
    """A JSON Schema that was found to be sound; made by `from_document`.

    Attributes:
        name: how it is called in issues: the file, as it was named.
        document: the schema. Must not be changed.
    """

    name: str
    document: JsonObject

    @classmethod
    def from_document(cls, name: str, schema: object) -> "HouseSchema":
        """Take a JSON Schema of draft 4, 6, 7, 2019-09 or 2020-12 (where it says nothing).

        `format` is an annotation, as draft 2020-12 has it: it asks for nothing.

        Args:
            name: how it is to be called in issues.
            schema: any Python value. It is copied.

        Raises:
            HouseSchemaError: it is no such schema, or refers to something outside of it.
        """
        document = _take_document(name, schema)
        dialect = find_dialect(name, document, tuple(_VALIDATORS))
        _check_shape(name, document, dialect)

        def check_part(part: Any, path: Path) -> None:
            _check_shape(name, part, dialect, path)

        prepare_schema(name, document, dialect, check_part)
        return cls(name=name, document=document)

    def make_validator(self, opened: frozenset[int] = frozenset()) -> SchemaValidator:
        """Make what holds documents against the schema.

        Args:
            opened: the ids of the objects and arrays below which something is withheld. What
                depends on all that is below them is not asked of them.
        """
        kind = _find_kind(self._dialect)
        made: SchemaValidator
        made = _make_validator(_spare(kind, opened) if opened else kind, self._prepared)
        return made

    def locate(self, fault: SchemaFault) -> Path:
        """Tell where in the schema stands what a fault of its validator is about."""
        around = self._places.get(id(fault.schema))
        keyword = fault.validator
        if around is None or keyword is None:
            return tuple(fault.absolute_schema_path)
        # `{"not": {}}` may have been written as `false`.
        return around if fault.schema == {"not": {}} else (*around, keyword)

    @cached_property
    def _dialect(self) -> str:
        return find_dialect(self.name, self.document, tuple(_VALIDATORS))

    @cached_property
    def _prepared(self) -> JsonObject:
        return prepare_schema(self.name, self.document, self._dialect)

    @cached_property
    def _places(self) -> Mapping[int, Path]:
        return locate_objects(self._prepared)


def _take_document(name: str, schema: object) -> JsonObject:
    fault = next(iterate_value_faults(schema, DEFAULT_LIMITS), None)
    if fault is not None and fault.code != "DOC110":
        code: HouseSchemaCode
        code = "SCHEMA_TOO_LARGE" if fault.code in {"DOC105", "DOC106"} else "SCHEMA_NOT_JSON"
        raise HouseSchemaError(code, name, fault.path, f"this is {fault.detail}")
    if not is_object(schema):
        # True and false are schemas as well, and ask for nothing or for the impossible.
        raise HouseSchemaError("SCHEMA_INVALID", name, (), "a house schema is an object")
    return cast("JsonObject", detach(schema))


def _check_shape(name: str, schema: Any, dialect: str, place: Path = ()) -> None:
    """Hold a schema against the schema of schemas."""
    from jsonschema import FormatChecker, exceptions  # noqa: PLC0415  on first use

    untyped: Any = exceptions
    kind = _find_kind(dialect)
    # Other formats depend on what else is installed.
    checker = FormatChecker(formats=("regex",))
    judge = _make_validator(kind, kind.META_SCHEMA, format_checker=checker)
    try:
        fault: Any = untyped.best_match(judge.iter_errors(schema))
    except RecursionError as error:
        raise HouseSchemaError("SCHEMA_TOO_LARGE", name, place, "it nests too deeply") from error
    if fault is not None:
        reason = word_fault(pick_nearest(fault) or fault, "JSON Schema").removesuffix(".")
        raise HouseSchemaError("SCHEMA_INVALID", name, (*place, *fault.absolute_path), reason)


@lru_cache
def _find_kind(dialect: str) -> Any:
    import jsonschema  # noqa: PLC0415  on first use

    kind: Any = getattr(jsonschema, _VALIDATORS[dialect])
    return _extend(kind, {"uniqueItems": _check_unique})


def _make_validator(kind: Any, schema: Any, **options: Any) -> Any:
    from referencing import Registry  # noqa: PLC0415  on first use

    return kind(schema, registry=Registry[Any](), **options)


def _spare(kind: Any, opened: frozenset[int]) -> Any:
    """Ask some values no more what depends on all that is below them."""

    def spare(ask: Any) -> Any:
        def ask_whole(validator: Any, value: Any, instance: Any, schema: Any) -> Any:
            return () if id(instance) in opened else ask(validator, value, instance, schema)

        return ask_whole

    known = {key: kind.VALIDATORS[key] for key in _DEPENDS_ON_ALL if key in kind.VALIDATORS}
    return _extend(kind, {key: spare(ask) for key, ask in known.items()})


def _extend(kind: Any, keywords: Mapping[str, Any]) -> Any:
    from jsonschema import validators  # noqa: PLC0415  on first use

    untyped: Any = validators
    return untyped.extend(kind, keywords)


def _check_unique(_validator: Any, wanted: Any, instance: Any, _schema: Any) -> Iterator[Any]:
    """Look for equal entries in one pass: jsonschema compares each object with each other one."""
    from jsonschema import ValidationError  # noqa: PLC0415  on first use

    if wanted and is_array(instance):
        kinds = {_freeze(entry) for entry in instance}
        if len(kinds) < len(instance):
            yield ValidationError("two entries are equal")


def _freeze(value: JsonValue) -> object:
    """Give something that can be hashed, and is equal where JSON values are equal."""
    if is_object(value):
        return "object", frozenset((key, _freeze(member)) for key, member in value.items())
    if is_array(value):
        return "array", tuple(map(_freeze, value))
    # In Python, True equals 1.
    return (value, type(value) is bool)
