"""Sizes: how many bytes the body of a PATCH takes when it is sent.

A body is measured as compact JSON in UTF-8, as a client writes it that wastes nothing; `email`,
which the API wants beside the operation, is not counted.
"""

from collections.abc import Iterator

from kvid_composition.document.compact import write_compact
from kvid_composition.document.values import JsonObject, JsonValue, is_array, is_object
from kvid_composition.patching.operations import (
    MergeComposition,
    Operation,
    ReplaceComposition,
    write_operation,
)

__all__ = ["measure_body", "takes_at_least"]


def measure_body(operation: Operation) -> int | None:
    """Give the bytes of an operation's body; None where it cannot be written as JSON.

    A lone surrogate counts as the escape that it has to be sent as.
    """
    text = write_compact(write_operation(operation))
    return None if text is None else len(text.encode("utf-8", "backslashreplace"))


def takes_at_least(operation: ReplaceComposition | MergeComposition, size: int) -> bool:
    """Tell whether an operation's body has `size` bytes or more, writing little of a larger one.

    What cannot be written at all takes more than any size.
    """
    written = 0
    for part in _list_parts(operation.composition):
        text = write_compact(part)
        # A character takes a byte at least.
        written += size if text is None else len(text)
        if written >= size:
            return True
    exact = measure_body(operation)
    return exact is None or exact >= size


def _list_parts(composition: JsonObject) -> Iterator[JsonValue]:
    """Give parts that do not overlap: entities one by one, other members whole."""
    for member in composition.values():
        if is_object(member):
            yield from member.values()
        elif is_array(member):
            yield from member
        else:
            yield member
