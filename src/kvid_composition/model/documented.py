"""What has a document: a value that can be written as plain JSON, as every model can.

Functions that take a model where they take a document ask for this: a model itself is pydantic's,
and to import that takes longer than most documents take to be checked.
"""

from typing import Any

from kvid_composition.document.values import JsonObject, is_of_class

__all__ = ["Documented", "read_plain"]


class Documented:
    """A value that has a document: the base of all models."""

    __slots__ = ()

    def to_document(self) -> JsonObject:
        """Write the value as plain JSON: each kind of model in its own way."""
        raise NotImplementedError


def read_plain(value: Any) -> Any:
    """Give the document of a model, and anything else as it is: every function takes both."""
    return value.to_document() if is_of_class(value, Documented) else value
