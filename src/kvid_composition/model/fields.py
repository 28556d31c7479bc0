"""The kinds of fields: for each, once, its unit, its bounds and its JSON type.

A kind stands as metadata in the annotation of a model's field. Everything that has to know fields
derives from it: the strict pydantic schema, the JSON Schema, the column check and the docs table.

The column check needs no pydantic, which takes longer to import than most documents take to be
checked; so the methods that pydantic calls import what they give it.
"""

# ruff: noqa: PLC0415

from collections.abc import Sequence
from dataclasses import dataclass
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    ClassVar,
    Final,
    Literal,
    TypeAlias,
    TypeVar,
    Union,
    get_args,
)

from kvid_composition.document.values import Missing, is_array

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema

__all__ = [
    "WRONG_NUMBER",
    "WRONG_VALUE",
    "AnyKind",
    "AnyObject",
    "AnyValue",
    "Array",
    "Bytes",
    "Decibels",
    "Degrees",
    "FieldKind",
    "Flag",
    "FlagKind",
    "Frames",
    "FramesPerSecond",
    "Maybe",
    "Milliseconds",
    "Number",
    "NumberKind",
    "ObjectKind",
    "Pixels",
    "PlaybackRate",
    "Ratio",
    "Seconds",
    "SignedPixels",
    "Text",
    "TextKind",
    "Time",
    "Unit",
    "UnknownTypeKind",
    "Weight",
    "WeightKind",
    "WholePixels",
]

Number: TypeAlias = int | float
"""An integer or a finite float, kept as it was given: `5` stays `5`, and `5.0` stays `5.0`."""

Unit = Literal["", "frames", "fps", "s", "ms", "px", "ratio", "degrees", "dB", "bytes"]


WRONG_VALUE: Final = "wrong_value"
WRONG_NUMBER: Final = "wrong_number"


def _say(expected: str, schema: "CoreSchema", error_type: str = WRONG_VALUE) -> "CoreSchema":
    """Give one fault one error, whatever the schema inside would say about it."""
    from pydantic_core import core_schema

    return core_schema.custom_error_schema(
        schema,
        custom_error_type=error_type,
        custom_error_message="must be {expected}",
        custom_error_context={"expected": expected},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberKind:
    """A number, with its unit and bounds.

    Attributes:
        unit: what it counts.
        at_least: the smallest value allowed.
        above: the value that it must exceed.
        whole: only whole numbers; `1920.0` is one.
    """

    unit: Unit = ""
    at_least: int | None = None
    above: int | None = None
    whole: bool = False

    types = frozenset((int, float))

    @property
    def expected(self) -> str:
        """Say what the field takes, as the end of the sentence "It must be ..."."""
        noun = "a whole number" if self.whole else "a number"
        if self.above is not None:
            return f"{noun} above {self.above}"
        return noun if self.at_least is None else f"{noun}, {self.at_least} or more"

    @property
    def is_free(self) -> bool:
        """Tell whether any number will do."""
        return self.at_least is None and self.above is None and not self.whole

    def allows(self, value: Number) -> bool:
        """Tell whether a number will do."""
        return self.is_within(value) and (not self.whole or value % 1 == 0)

    def is_within(self, value: Number) -> bool:
        """Tell whether a number is within the bounds."""
        if self.above is not None:
            return value > self.above
        return self.at_least is None or value >= self.at_least

    def __get_pydantic_core_schema__(
        self, source: object, handler: "GetCoreSchemaHandler"
    ) -> "CoreSchema":
        from pydantic_core import core_schema

        bounds: Any = {"ge": self.at_least, "gt": self.above, "strict": True}
        if self.whole:
            bounds["multiple_of"] = 1
        # Left to right, integers first: a strict float schema would turn 5 into 5.0.
        number = core_schema.union_schema(
            [
                core_schema.int_schema(**bounds),
                core_schema.float_schema(allow_inf_nan=False, **bounds),
            ],
            mode="left_to_right",
        )
        return _say(self.expected, number, WRONG_NUMBER)

    def __get_pydantic_json_schema__(
        self, schema: "CoreSchema", handler: "GetJsonSchemaHandler"
    ) -> "JsonSchemaValue":
        described: JsonSchemaValue = {"type": "integer" if self.whole else "number"}
        if self.at_least is not None:
            described["minimum"] = self.at_least
        if self.above is not None:
            described["exclusiveMinimum"] = self.above
        if self.unit:
            described["x-unit"] = self.unit
        return described


@dataclass(frozen=True, slots=True, kw_only=True)
class TextKind:
    """A text, possibly empty. Open-ended on purpose: `align` and the like gain values over time."""

    types = frozenset((str,))
    expected = "a text"

    def __get_pydantic_core_schema__(
        self, source: object, handler: "GetCoreSchemaHandler"
    ) -> "CoreSchema":
        from pydantic_core import core_schema

        return _say(self.expected, core_schema.str_schema(strict=True))

    def __get_pydantic_json_schema__(
        self, schema: "CoreSchema", handler: "GetJsonSchemaHandler"
    ) -> "JsonSchemaValue":
        return {"type": "string"}


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownTypeKind:
    """The `type` of an entity that this library has no model for.

    Attributes:
        known: the types that have a model of their own.
    """

    known: frozenset[str]

    types = frozenset((str,))
    expected = "a text that is no known type"

    def __get_pydantic_core_schema__(
        self, source: object, handler: "GetCoreSchemaHandler"
    ) -> "CoreSchema":
        from pydantic_core import core_schema

        text = core_schema.str_schema(strict=True)
        return _say(
            self.expected, core_schema.no_info_after_validator_function(self._refuse_known, text)
        )

    def _refuse_known(self, value: str) -> str:
        if value in self.known:
            raise ValueError(value)
        return value

    def __get_pydantic_json_schema__(
        self, schema: "CoreSchema", handler: "GetJsonSchemaHandler"
    ) -> "JsonSchemaValue":
        return {"type": "string", "not": {"enum": sorted(self.known)}}


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagKind:
    """True or false."""

    types = frozenset((bool,))
    expected = "true or false"

    def __get_pydantic_core_schema__(
        self, source: object, handler: "GetCoreSchemaHandler"
    ) -> "CoreSchema":
        from pydantic_core import core_schema

        return _say(self.expected, core_schema.bool_schema(strict=True))

    def __get_pydantic_json_schema__(
        self, schema: "CoreSchema", handler: "GetJsonSchemaHandler"
    ) -> "JsonSchemaValue":
        return {"type": "boolean"}


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightKind:
    """A font weight: editors write both `"400"` and `400`."""

    types = frozenset((str, int, float))
    expected = "a text or a number"

    def __get_pydantic_core_schema__(
        self, source: object, handler: "GetCoreSchemaHandler"
    ) -> "CoreSchema":
        from pydantic_core import core_schema

        choices: list[CoreSchema | tuple[CoreSchema, str]] = [
            core_schema.str_schema(strict=True),
            core_schema.int_schema(strict=True),
            core_schema.float_schema(strict=True, allow_inf_nan=False),
        ]
        return _say(self.expected, core_schema.union_schema(choices, mode="left_to_right"))

    def __get_pydantic_json_schema__(
        self, schema: "CoreSchema", handler: "GetJsonSchemaHandler"
    ) -> "JsonSchemaValue":
        return {"type": ["string", "number"]}


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectKind:
    """An object whose members are not ours to know."""

    types = frozenset((dict,))
    expected = "an object"

    def __get_pydantic_core_schema__(
        self, source: object, handler: "GetCoreSchemaHandler"
    ) -> "CoreSchema":
        from pydantic_core import core_schema

        return _say(self.expected, core_schema.dict_schema(strict=True))

    def __get_pydantic_json_schema__(
        self, schema: "CoreSchema", handler: "GetJsonSchemaHandler"
    ) -> "JsonSchemaValue":
        return {"type": "object"}


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyKind:
    """Anything, null too: editors write the field, and no document shows what they mean by it."""

    types: ClassVar[frozenset[type]] = frozenset((dict, list, str, int, float, bool, type(None)))
    expected = "any value"

    def __get_pydantic_core_schema__(
        self, source: object, handler: "GetCoreSchemaHandler"
    ) -> "CoreSchema":
        from pydantic_core import core_schema

        return core_schema.any_schema()

    def __get_pydantic_json_schema__(
        self, schema: "CoreSchema", handler: "GetJsonSchemaHandler"
    ) -> "JsonSchemaValue":
        return {}


FieldKind: TypeAlias = (
    NumberKind | TextKind | UnknownTypeKind | FlagKind | WeightKind | ObjectKind | AnyKind
)
"""All kinds there are."""


@dataclass(frozen=True, slots=True)
class _MayBeAbsent:
    """Takes `Missing` out of the type to be read: it stands for an absent field."""

    def __get_pydantic_core_schema__(
        self, source: object, handler: "GetCoreSchemaHandler"
    ) -> "CoreSchema":
        present = tuple(part for part in get_args(source) if part is not Missing)
        return handler.generate_schema(Union[present])  # noqa: UP007  built at run time


_T = TypeVar("_T")

Maybe = Annotated[_T | Missing, _MayBeAbsent()]
"""A field that may be absent; its Python value is `MISSING` then. `null` is another thing."""


@dataclass(frozen=True, slots=True)
class _ReadAsTuple:
    """Reads a list or tuple, and nothing else, into a tuple: models are frozen."""

    def __get_pydantic_core_schema__(
        self, source: object, handler: "GetCoreSchemaHandler"
    ) -> "CoreSchema":
        from pydantic_core import core_schema

        (entry,) = get_args(source)
        entries = core_schema.tuple_variable_schema(handler.generate_schema(entry), strict=True)
        return core_schema.no_info_before_validator_function(_freeze_array, entries)


def _freeze_array(value: object) -> object:
    return tuple(value) if is_array(value) else value


Array = Annotated[Sequence[_T], _ReadAsTuple()]
"""A JSON array: a list or a tuple where it is given, a tuple where it is held."""

Text = Annotated[str, TextKind()]
Flag = Annotated[bool, FlagKind()]
Weight = Annotated[str | int | float, WeightKind()]
AnyObject = Annotated[dict[str, Any], ObjectKind()]
AnyValue = Annotated[Any, AnyKind()]

Time = Annotated[Number, NumberKind(unit="frames")]
"""A point on the timeline; before 0 and between frames the renderer accepts it too."""

Frames = Annotated[Number, NumberKind(unit="frames")]
"""A number of frames. That an item needs one frame at least is a rule, not a shape (TIM101)."""

FramesPerSecond = Annotated[Number, NumberKind(unit="fps", above=0)]
Seconds = Annotated[Number, NumberKind(unit="s", at_least=0)]
Milliseconds = Annotated[Number, NumberKind(unit="ms", at_least=0)]
WholePixels = Annotated[Number, NumberKind(unit="px", at_least=1, whole=True)]
Pixels = Annotated[Number, NumberKind(unit="px", at_least=0)]
SignedPixels = Annotated[Number, NumberKind(unit="px")]
Ratio = Annotated[Number, NumberKind(unit="ratio")]
PlaybackRate = Annotated[Number, NumberKind(unit="ratio", above=0)]
Degrees = Annotated[Number, NumberKind(unit="degrees")]
Decibels = Annotated[Number, NumberKind(unit="dB")]
Bytes = Annotated[Number, NumberKind(unit="bytes", at_least=0)]
