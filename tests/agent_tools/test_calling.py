"""Calling tools: an answer or an error with a code, whatever the arguments."""

import logging
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvid_composition.agent_tools.answer import Answer
from kvid_composition.agent_tools.calling import call_tool
from kvid_composition.agent_tools.catalogue import TOOLS
from kvid_composition.agent_tools.tool import Tool, Workplace, list_parameters
from kvid_composition.agent_tools.tool_error import ToolError
from kvid_composition.document.limits import LimitError
from kvid_composition.merging.merge_error import MergeIntegrityError
from kvid_composition.testing import bent_compositions, compositions, operations
from tests.agent_tools.calls import check_answer, open_place, require_tool

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=10,
)
PATHS = st.sampled_from(
    [
        "a.json",
        "bad.json",
        "list.json",
        "gone.json",
        "../a.json",
        "/etc/passwd",
        ".",
        "\0",
        "\ud800",
    ]
)
FILES = st.fixed_dictionaries({"file": PATHS | JSON})
DOCUMENTS = compositions() | bent_compositions() | FILES
BODIES = (
    compositions().flatmap(operations)
    | FILES
    | st.fixed_dictionaries({"operation": JSON, "data": JSON})
)
PICKS = st.dictionaries(st.text(max_size=12), st.sampled_from(["ours", "theirs", "keep"]))
STRATEGIES = st.sampled_from(["ours", "theirs", "base", "x"]) | st.fixed_dictionaries(
    {}, optional={"default": JSON, "kinds": JSON, "paths": JSON, "fps": JSON}
)
USUAL: Mapping[str, st.SearchStrategy[Any]] = {
    "body": BODIES,
    "picks": PICKS,
    "strategy": STRATEGIES,
    "rule": st.text(max_size=8) | st.sampled_from(["REF101", "tim", "items-overlap"]),
    "select": st.lists(st.sampled_from(["REF", "TIM101", "x"])),
    "ignore": st.lists(st.sampled_from(["REF", "TIM101"])),
    "unsafe": st.booleans(),
    "write_to": PATHS | st.just("new.json"),
}


@st.composite
def calls(draw: st.DrawFn) -> tuple[Tool, dict[str, Any]]:
    """Give a tool with arguments that are often as they should be, and sometimes anything."""
    tool = draw(st.sampled_from(TOOLS))
    known = list_parameters(tool, may_write=True)
    given_ones = [each for each in known if each.is_required or draw(st.booleans())]
    arguments = {
        each.name: draw(USUAL.get(each.name, DOCUMENTS) if draw(st.integers(0, 9)) else JSON)
        for each in given_ones
    }
    others: dict[str, Any] = draw(st.dictionaries(st.text(), JSON, max_size=1))
    return tool, arguments | (others if draw(st.integers(0, 9)) == 0 else {})


@pytest.fixture(scope="module")
def place() -> Iterator[Workplace]:
    """Give a root with files of all sorts."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "a.json").write_text('{"fps": 30, "tracks": [], "name": "\\ud800"}', "utf-8")
        (root / "bad.json").write_bytes(b'{"a": \xff')
        (root / "list.json").write_text("[1e400]", "utf-8")
        yield open_place(root, most_bytes=4_000, may_write=True)


@given(call=calls())
def test_every_call_is_answered_or_refused_with_a_code(
    place: Workplace, call: tuple[Tool, dict[str, Any]]
) -> None:
    tool, arguments = call
    outcome = call_tool(place, tool, arguments)
    if isinstance(outcome, Answer):
        check_answer(tool, outcome, place.most_bytes)
    else:
        assert outcome.code not in {"INTERNAL_ERROR", ""}
        assert outcome.hint
        assert len(outcome.write()) < 10_000


def fail_with(error: Exception) -> Tool:
    def fail(_place: Workplace, _arguments: Mapping[str, Any]) -> Answer:
        raise error

    return replace(require_tool("explain"), run=fail)


def call_failing(folder: Path, error: Exception) -> ToolError:
    outcome = call_tool(open_place(folder), fail_with(error), {"rule": "REF101"})
    assert isinstance(outcome, ToolError)
    return outcome


def test_a_fault_of_the_library_is_told_without_its_details(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        error = call_failing(tmp_path, ZeroDivisionError("secret"))
    assert error.code == "INTERNAL_ERROR"
    assert error.reason == "the tool failed (ZeroDivisionError)"
    assert "the tool explain failed" in caplog.text


@pytest.mark.parametrize(
    ("error", "code"),
    [(MergeIntegrityError(("/items/a",)), "REFUSED"), (LimitError("too much"), "OVER_LIMIT")],
)
def test_errors_of_the_library_become_errors_with_codes(
    tmp_path: Path, error: Exception, code: str
) -> None:
    refusal = call_failing(tmp_path, error)
    assert (refusal.code, refusal.reason) == (code, str(error))
