"""Tools: what an agent can call, with all that it is told about them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kvid_composition.agent_tools.allowed_root import AllowedRoot
from kvid_composition.agent_tools.answer import Answer
from kvid_composition.agent_tools.arguments import TEXT, Parameter, describe_parameters
from kvid_composition.document.values import JsonObject
from kvid_composition.validation.config import DEFAULT_CONFIG, ValidationConfig

__all__ = ["WRITE_TO", "Tool", "Workplace", "list_parameters"]


def _configure_default(_file: Path | None) -> ValidationConfig:
    return DEFAULT_CONFIG


@dataclass(frozen=True, slots=True, kw_only=True)
class Workplace:
    """What the tools of one server work with; nothing is kept from one call to the next.

    Attributes:
        root: the folder whose files they may read.
        most_bytes: the bound of an answer.
        may_write: results may be written to files of the root.
        configure: gives the rules that hold for a file; None for a document given by value.
    """

    root: AllowedRoot
    most_bytes: int
    may_write: bool = False
    configure: Callable[[Path | None], ValidationConfig] = _configure_default


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """Something that an agent can call.

    Attributes:
        name: what it is called by.
        title: what people see.
        description: when to call it, what comes back, and what to do then; written for an agent.
        parameters: what it takes.
        describe_answer: gives the JSON Schema of the content of its answers.
        run: answers a call whose arguments fit the parameters; raises ToolError and the errors of
            the library.
        gives_document: the result is a document, which can be written where that is allowed.
    """

    name: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    describe_answer: Callable[[], JsonObject]
    run: Callable[[Workplace, Mapping[str, Any]], Answer]
    gives_document: bool = False

    def describe_arguments(self, *, may_write: bool) -> JsonObject:
        """Give the JSON Schema of its arguments."""
        return describe_parameters(list_parameters(self, may_write=may_write))


WRITE_TO = Parameter(
    name="write_to",
    kind=TEXT,
    description=(
        "Path of a *.json file within the allowed root. The resulting document is written there, "
        "whole, in the place of what is there now. Leave it out to write nothing."
    ),
)


def list_parameters(tool: Tool, *, may_write: bool) -> tuple[Parameter, ...]:
    """Give what a tool takes where tools may write, or where they may not."""
    return (*tool.parameters, WRITE_TO) if tool.gives_document and may_write else tool.parameters
