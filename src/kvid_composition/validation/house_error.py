"""What is wrong with a house schema itself."""

from typing import Literal, TypeAlias

from kvid_composition.document.display import cut_text, escape_text
from kvid_composition.document.errors import KvidCompositionError
from kvid_composition.document.pointer import Path, format_pointer

__all__ = ["HouseSchemaCode", "HouseSchemaError", "label_schema"]

HouseSchemaCode: TypeAlias = Literal[
    "SCHEMA_UNREADABLE",
    "SCHEMA_NOT_JSON",
    "SCHEMA_TOO_LARGE",
    "SCHEMA_DIALECT",
    "SCHEMA_INVALID",
    "SCHEMA_REFERENCE",
]
"""What is wrong: it cannot be read; is no JSON; is over a limit; says it is written in a dialect
that is unknown, or in two; is no JSON Schema; refers to something that it does not hold."""


class HouseSchemaError(KvidCompositionError):
    """A house schema that nothing can be held against.

    Attributes:
        code: of what kind it is.
        name: how the schema is called.
        pointer: JSON Pointer to the place in the schema.
        reason: what is wrong there, as a phrase.
    """

    def __init__(self, code: HouseSchemaCode, name: str, path: Path, reason: str) -> None:
        self.code: HouseSchemaCode = code
        self.name = name
        self.pointer = format_pointer(path)
        self.reason = reason
        place = f" at {escape_text(cut_text(self.pointer)[0])}" if path else ""
        super().__init__(f"{label_schema(name)}{place}: {reason}")


def label_schema(name: str) -> str:
    """Give the name of a schema for a message: short, and harmless to a terminal."""
    shown, is_whole = cut_text(name)
    return f"{escape_text(shown)}{'' if is_whole else '…'}"
