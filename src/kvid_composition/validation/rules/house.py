"""HSE: what a team asks of its compositions besides, in a JSON Schema of its own."""

from typing import Final

from kvid_composition.validation.issues import Severity
from kvid_composition.validation.rule import Rule
from kvid_composition.validation.rules.examples import sketch_composition

__all__ = ["HOUSE_RULES"]

_SCHEMA_VIOLATION: Final = Rule(
    code="HSE101",
    name="schema-violation",
    severity=Severity.ERROR,
    summary="The document is not as a house schema wants it.",
    explanation="A team has rules of its own: brand colours, formats, fields that its tools need. "
    "A JSON Schema says them, and every document is held against it besides the rules.",
    advice="Change the value as the schema wants it, or the schema where the value is right.",
    example=sketch_composition(),
    example_schema={"properties": {"fps": {"enum": [25, 50]}}},
)

_SCHEMA_NOT_APPLICABLE: Final = Rule(
    code="HSE102",
    name="schema-not-applicable",
    severity=Severity.ERROR,
    summary="A house schema cannot be applied to the document.",
    explanation="A schema can refer to itself without end, or compute with numbers that are too "
    "large for it. Whether the document is as the schema wants it is then not known.",
    advice="Change the schema: its references must not lead back to the same value.",
    example=sketch_composition(),
    example_schema={"$ref": "#"},
)

HOUSE_RULES: Final = (_SCHEMA_VIOLATION, _SCHEMA_NOT_APPLICABLE)
