"""Documents that were given: named so that who gave them finds the place, and written back."""

from pathlib import Path

import pytest

from kvid_composition.agent_tools.allowed_root import AllowedRoot
from kvid_composition.agent_tools.given import Given, take_given, write_to_file
from kvid_composition.agent_tools.tool_error import ToolError
from kvid_composition.document.writer import WriteError


def test_a_place_in_a_value_is_a_place_in_the_arguments() -> None:
    assert Given("ours", {}).locate("/tracks/0") == "/ours/tracks/0"


def test_a_place_in_a_file_names_the_file(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("{}", "utf-8")
    root = AllowedRoot.open(tmp_path)
    given = take_given(root, {"ours": {"file": "a.json"}}, "ours")
    assert given.locate("/tracks/0") == "a.json#/tracks/0"


def test_a_file_over_the_limit_is_refused(tmp_path: Path) -> None:
    with (tmp_path / "a.json").open("wb") as file:
        file.truncate(64 * 1024 * 1024 + 1)
    with pytest.raises(ToolError) as refusal:
        take_given(AllowedRoot.open(tmp_path), {"ours": {"file": "a.json"}}, "ours")
    assert (refusal.value.code, refusal.value.place) == ("DOC106", "a.json")


def test_a_result_that_is_no_json_is_not_written(tmp_path: Path) -> None:
    def refuse() -> str:
        raise WriteError(("fps",), "infinity is no number")

    with pytest.raises(ToolError) as refusal:
        write_to_file(AllowedRoot.open(tmp_path), "a.json", refuse)
    assert (refusal.value.code, refusal.value.place) == ("UNWRITABLE_FILE", "/write_to")
    assert "infinity is no number" in refusal.value.reason
    assert list(tmp_path.iterdir()) == []
