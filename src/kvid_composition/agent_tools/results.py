"""Results: changed documents, given back whole, as a patch, and as a file where that is wanted."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from kvid_composition.agent_tools.answer import Budget, measure_value
from kvid_composition.agent_tools.given import write_to_file
from kvid_composition.agent_tools.tool import Workplace
from kvid_composition.agent_tools.tool_error import ToolError
from kvid_composition.document.values import JsonObject, JsonValue
from kvid_composition.patching.patch_maker import make_json_patch

__all__ = ["FRAME", "Changed", "write_file"]

FRAME: Final[JsonObject] = {"document": None, "patch": None, "withheld": ["document", "patch"]}
"""What an answer has in the place of a document that does not fit."""

_LONGEST_NAME: Final = 1_000
"""Bytes of a file's name: it stands in every answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A document that came of another.

    Attributes:
        before: the one that it came of.
        document: what it is now.
    """

    before: JsonValue
    document: JsonValue

    def write_patch(self, budget: Budget) -> JsonObject:
        """Write the patch if it fits, and leaves room for the document."""
        patch: list[JsonValue] = [*make_json_patch(self.before, self.document)]
        return {"patch": budget.take(patch, half=True)}

    def add_document(self, written: JsonObject, budget: Budget) -> JsonObject:
        """Add to the patch the document if it fits, and what of the two did not."""
        document = budget.take(self.document)
        withheld: list[JsonValue] = []
        if document is None and self.document is not None:
            withheld.append("document")
        if written["patch"] is None:
            withheld.append("patch")
        return {**written, "document": document, "withheld": withheld}


def write_file(
    place: Workplace, arguments: Mapping[str, Any], write: Callable[[], str]
) -> str | None:
    """Write the text of a result where the call wants it; give the file.

    Raises:
        ToolError: it cannot be written.
    """
    file: str | None = arguments.get("write_to")
    if file is not None:
        if (measure_value(file) or 0) > _LONGEST_NAME:
            hint = f"Give a name of at most {_LONGEST_NAME:,} bytes."
            raise ToolError("UNWRITABLE_FILE", "/write_to", "the name is too long", hint)
        write_to_file(place.root, file, write)
    return file
