"""Calling tools in tests: every answer is held against its schema and its bound."""

import json
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from kvid_composition.agent_tools.allowed_root import AllowedRoot
from kvid_composition.agent_tools.answer import Answer
from kvid_composition.agent_tools.calling import call_tool
from kvid_composition.agent_tools.catalogue import find_tool
from kvid_composition.agent_tools.tool import Tool, Workplace
from kvid_composition.agent_tools.tool_error import ToolError

__all__ = [
    "MOST_BYTES",
    "call",
    "check_answer",
    "measure_answer",
    "open_place",
    "refuse",
    "require_tool",
]

MOST_BYTES = 50_000


def open_place(
    folder: Path, *, most_bytes: int = MOST_BYTES, may_write: bool = False, **settings: Any
) -> Workplace:
    """Give a place whose allowed root is a folder."""
    root = AllowedRoot.open(folder)
    return Workplace(root=root, most_bytes=most_bytes, may_write=may_write, **settings)


def require_tool(name: str) -> Tool:
    tool = find_tool(name)
    assert tool is not None
    return tool


def call(place: Workplace, name: str, **arguments: Any) -> Answer:
    """Call a tool that answers."""
    tool = require_tool(name)
    answer = call_tool(place, tool, arguments)
    assert isinstance(answer, Answer), answer
    check_answer(tool, answer, place.most_bytes)
    return answer


def check_answer(tool: Tool, answer: Answer, most_bytes: int) -> None:
    schema: Any = Draft202012Validator(tool.describe_answer())
    schema.validate(answer.content)
    assert measure_answer(answer) <= most_bytes


def measure_answer(answer: Answer) -> int:
    """Give the size of an answer on its way, without what the protocol puts around it."""
    parts = (answer.content, answer.text)
    return sum(
        len(json.dumps(p, ensure_ascii=False, separators=(",", ":")).encode()) for p in parts
    )


def refuse(place: Workplace, name: str, **arguments: Any) -> ToolError:
    """Call a tool that refuses."""
    error = call_tool(place, require_tool(name), arguments)
    assert isinstance(error, ToolError), error
    return error
