"""Arguments: what the schema of a tool refuses is refused, with what would be right."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from kvid_composition.agent_tools.arguments import (
    check_arguments,
    describe_parameters,
    names_file,
)
from kvid_composition.agent_tools.catalogue import TOOLS
from kvid_composition.agent_tools.tool import Tool, list_parameters
from kvid_composition.agent_tools.tool_error import ToolError
from tests.agent_tools.calls import require_tool

NAMES = sorted({each.name for tool in TOOLS for each in list_parameters(tool, may_write=True)})

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.just("ours"),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["file", "operation", "data", "a"]), inner, max_size=3)
    ),
    max_leaves=5,
)


def find_error(tool: Tool, arguments: dict[str, Any]) -> ToolError | None:
    try:
        check_arguments(tool.parameters, arguments)
    except ToolError as error:
        return error
    return None


@given(
    st.sampled_from(TOOLS), st.dictionaries(st.sampled_from([*NAMES, "other"]), VALUES, max_size=4)
)
def test_what_is_accepted_is_what_the_schema_accepts(tool: Tool, arguments: dict[str, Any]) -> None:
    schema: Any = Draft202012Validator(describe_parameters(tool.parameters))
    is_accepted = find_error(tool, arguments) is None
    # A body's own form is looked at when it is read, and its errors have codes of their own.
    if tool.name != "preflight":
        assert is_accepted == schema.is_valid(arguments)
    elif schema.is_valid(arguments):
        assert is_accepted


def test_a_missing_argument_is_named_with_what_it_is() -> None:
    error = find_error(require_tool("validate"), {})
    assert error is not None
    assert (error.code, error.place) == ("INVALID_ARGUMENT", "/document")
    assert error.reason == "this argument is missing"
    assert "The composition" in error.hint


def test_an_argument_of_another_kind_is_told_what_is_expected() -> None:
    error = find_error(require_tool("validate"), {"document": "a.json"})
    assert error is not None
    assert error.reason.startswith('this must be an object: the composition itself, or {"file"')


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("documnet", "Did you mean document?"),
        ("x" * 100_000, "It takes document, select, ignore."),
    ],
)
def test_an_unknown_argument_is_told_the_known_ones(name: str, hint: str) -> None:
    error = find_error(require_tool("validate"), {name: {}})
    assert error is not None
    assert error.hint == hint
    assert len(error.reason) < 200


def test_a_file_is_named_by_an_object_with_nothing_else() -> None:
    assert names_file({"file": "a.json"})
    assert not names_file({"file": "a.json", "tracks": []})
    assert not names_file("a.json")
