"""What is wrong by a house schema, in our own words: jsonschema's quote whole documents."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, Protocol

from kvid_composition.document.display import describe_value, quote_text

__all__ = ["SchemaFault", "pick_nearest", "word_fault"]


class SchemaFault(Protocol):
    """One thing that is wrong by a schema; what of jsonschema's `ValidationError` is read.

    Attributes:
        validator: the keyword; None where the schema is `false`.
        validator_value: what stands behind the keyword.
        instance: the value that is at fault.
        schema: the schema that holds the keyword.
        context: what is wrong by each of several alternatives.
        absolute_path: the steps to the value.
        absolute_schema_path: the steps to the keyword, references passed over in silence.
        relative_schema_path: the same, from the alternatives of which this is one.
    """

    validator: Any
    validator_value: Any
    instance: Any
    schema: Any
    context: Sequence["SchemaFault"]
    absolute_path: Iterable[str | int]
    absolute_schema_path: Iterable[str | int]
    relative_schema_path: Sequence[str | int]


_MOST_LISTED: Final = 5
_LISTED_CHARACTERS: Final = 24


def word_fault(fault: SchemaFault, label: str, subject: str | None = None) -> str:
    """Say what is wrong, as a sentence.

    Args:
        fault: the fault.
        label: how the schema is called; fit for a message.
        subject: what is at fault, where that is not the value itself.
    """
    word = _WORDS.get(fault.validator, _word_other)
    shown = subject or describe_value(fault.instance)
    return word(fault, label, f"{shown[:1].upper()}{shown[1:]}")


def pick_nearest(fault: SchemaFault) -> SchemaFault | None:
    """Of a value that fits none of several alternatives, give what keeps it from the nearest one.

    The nearest is one whose types and constants fit, with the fewest faults, and these deep inside.
    """
    alternatives: dict[str | int, list[SchemaFault]] = {}
    for inner in fault.context:
        alternatives.setdefault(inner.relative_schema_path[0], []).append(inner)
    if not alternatives:
        return None
    nearest = min(alternatives.values(), key=_rate)
    first = max(nearest, key=lambda inner: len(list(inner.absolute_path)))
    return pick_nearest(first) or first


def _rate(faults: Sequence[SchemaFault]) -> tuple[bool, int, int]:
    is_other = any(fault.validator in {"const", "type"} for fault in faults)
    return is_other, len(faults), -max(len(list(fault.absolute_path)) for fault in faults)


def _word_type(fault: SchemaFault, label: str, _subject: str) -> str:
    wanted = fault.validator_value
    names = [_TYPES.get(name, name) for name in ([wanted] if isinstance(wanted, str) else wanted)]
    return f"This is {describe_value(fault.instance)}, and {label} wants {_join(names)}."


_TYPES: Final[Mapping[str, str]] = {
    "array": "an array",
    "boolean": "true or false",
    "integer": "a whole number",
    "null": "null",
    "number": "a number",
    "object": "an object",
    "string": "a text",
}


def _join(names: Sequence[str]) -> str:
    return " or ".join(names) if len(names) < 3 else f"{', '.join(names[:-1])} or {names[-1]}"


def _word_enum(fault: SchemaFault, label: str, subject: str) -> str:
    values = fault.validator_value
    listed = ", ".join(describe_short(value) for value in values[:_MOST_LISTED])
    more = f" and {len(values) - _MOST_LISTED} more" if len(values) > _MOST_LISTED else ""
    return f"{subject} is none of the values that {label} allows: {listed}{more}."


def describe_short(value: Any) -> str:
    """Say what a value is, in few characters."""
    if isinstance(value, str):
        return quote_text(value, _LISTED_CHARACTERS)
    return describe_value(value, _LISTED_CHARACTERS)


def _word_const(fault: SchemaFault, label: str, subject: str) -> str:
    return f"{subject} stands where {label} wants {describe_value(fault.validator_value)}."


def _word_bound(comparison: str, end: str) -> Callable[..., str]:
    def word(fault: SchemaFault, label: str, subject: str) -> str:
        bound = describe_value(fault.validator_value)
        return f"{subject} is {comparison} {bound}, the {end} that {label} allows."

    return word


def _word_strict(comparison: str) -> Callable[..., str]:
    def word(fault: SchemaFault, label: str, subject: str) -> str:
        return (
            f"{subject} is {comparison} {describe_value(fault.validator_value)}, as {label} wants."
        )

    return word


def _word_by_flag(flag: str, strict: Callable[..., str], plain: Callable[..., str]) -> Any:
    """Word a bound that in draft 4 is made strict by a flag beside it."""

    def word(fault: SchemaFault, label: str, subject: str) -> str:
        return (strict if fault.schema.get(flag) is True else plain)(fault, label, subject)

    return word


def _word_multiple(fault: SchemaFault, label: str, subject: str) -> str:
    step = describe_value(fault.validator_value)
    return f"{subject} is no multiple of {step}, as {label} wants it."


def _word_size(one: str, several: str, wanted: str) -> Callable[..., str]:
    def word(fault: SchemaFault, label: str, subject: str) -> str:
        number, bound = len(fault.instance), describe_value(fault.validator_value)
        noun = one if number == 1 else several
        shown = subject if isinstance(fault.instance, str) else "This"
        return f"{shown} has {number:,} {noun}; {label} wants {wanted} {bound}."

    return word


def _word_pattern(fault: SchemaFault, label: str, subject: str) -> str:
    pattern = quote_text(fault.validator_value)
    return f"{subject} does not match the pattern {pattern} of {label}."


def _word_alternatives(fault: SchemaFault, label: str, _subject: str) -> str:
    number = len(fault.validator_value)
    if fault.context:
        return f"This fits none of the {number} alternatives that {label} allows."
    return f"This fits more than one of the {number} alternatives of {label}, which wants just one."


def _say(sentence: str) -> Callable[..., str]:
    def word(_fault: SchemaFault, label: str, _subject: str) -> str:
        return sentence.format(label=label)

    return word


def _word_not(fault: SchemaFault, label: str, _subject: str) -> str:
    if fault.validator_value == {}:
        return f"Nothing may stand here, says {label}."
    return f"This is what {label} rules out."


def _word_format(fault: SchemaFault, _label: str, subject: str) -> str:
    return f"{subject} is not of the format {quote_text(fault.validator_value)}."


def _word_other(fault: SchemaFault, label: str, _subject: str) -> str:
    return f"This is not as {label} wants it by {quote_text(str(fault.validator))}."


_NOT_ABOVE: Final = _word_strict("not above")
_NOT_BELOW: Final = _word_strict("not below")

_WORDS: Final[Mapping[Any, Callable[..., str]]] = {
    "additionalItems": _say("This has more entries than {label} provides for."),
    "anyOf": _word_alternatives,
    "const": _word_const,
    "contains": _say("No entry, or not enough of them, is such as {label} wants one to be."),
    "enum": _word_enum,
    "exclusiveMaximum": _NOT_BELOW,
    "exclusiveMinimum": _NOT_ABOVE,
    "format": _word_format,
    "items": _say("This has more entries than {label} provides for."),
    "maxContains": _say("Too many entries are such as {label} wants few of."),
    "maxItems": _word_size("entry", "entries", "at most"),
    "maxLength": _word_size("character", "characters", "at most"),
    "maxProperties": _word_size("member", "members", "at most"),
    "maximum": _word_by_flag("exclusiveMaximum", _NOT_BELOW, _word_bound("above", "most")),
    "minContains": _say("Too few entries are such as {label} wants more of."),
    "minItems": _word_size("entry", "entries", "at least"),
    "minLength": _word_size("character", "characters", "at least"),
    "minProperties": _word_size("member", "members", "at least"),
    "minimum": _word_by_flag("exclusiveMinimum", _NOT_ABOVE, _word_bound("below", "least")),
    "multipleOf": _word_multiple,
    "not": _word_not,
    "oneOf": _word_alternatives,
    "pattern": _word_pattern,
    "type": _word_type,
    "unevaluatedItems": _say("This has entries that {label} does not provide for."),
    "unevaluatedProperties": _say("This has members that {label} does not provide for."),
    "uniqueItems": _say("Two entries are equal, and {label} wants each only once."),
}
