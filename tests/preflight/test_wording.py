"""The words: counted, named, bounded, and harmless to a terminal."""

from typing import Any

import pytest

from kvid_composition import Issue, Severity
from kvid_composition.patching.operations import parse_operation
from kvid_composition.preflight.wording import (
    describe_issues,
    describe_losses,
    describe_operation,
)


def _issue(path: str) -> Issue:
    return Issue(
        code="REF101",
        name="track-item-missing",
        severity=Severity.ERROR,
        path=path,
        message="",
        hint="",
        fingerprint="",
    )


@pytest.mark.parametrize(
    ("lost", "said"),
    [
        (["/items/a"], "1 item (/items/a)"),
        (["/items/a", "/items/b"], "2 items"),
        (["/items/a", "/tracks/0"], "1 item and 1 track"),
        (["/tracks/0", "/items/a", "/items/b", "/assets/c"], "1 track, 2 items and 1 asset"),
        ([f"/items/{n}" for n in range(1234)], "1,234 items"),
        (["/items/\x1b[31m"], "1 item (/items/\\u001b[31m)"),
        (["/items/" + "x" * 99], f"1 item (/items/{'x' * 73}…)"),
    ],
)
def test_losses_are_counted_and_a_single_one_is_named(lost: list[str], said: str) -> None:
    assert describe_losses(lost) == said


@pytest.mark.parametrize(
    ("paths", "said"),
    [
        (["/tracks/0/items/3"], "1 new error, REF101 at /tracks/0/items/3"),
        (["", "/fps"], "2 new errors, first REF101 at the root"),
        (["/a"] * 1234, "1,234 new errors, first REF101 at /a"),
    ],
)
def test_issues_are_counted_and_the_first_is_named(paths: list[str], said: str) -> None:
    assert describe_issues([_issue(path) for path in paths], "error") == said


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("replace", {"composition": {"fps": 1}}, "replace"),
        ("merge", {"composition": {"fps": 1}}, "merge of 'fps'"),
        ("merge", {"composition": {"a": 1, "b": 2}}, "merge of 'a' and 'b'"),
        ("merge", {"composition": dict.fromkeys("abc")}, "merge of 'a', 'b' and 'c'"),
        ("merge", {"composition": dict.fromkeys("abcde")}, "merge of 'a', 'b', 'c' and 2 more"),
        ("update_item", {"itemId": "clip-7", "updates": {}}, "update_item for 'clip-7'"),
        ("delete_item", {"itemId": "\n"}, "delete_item for '\\u000a'"),
        ("add_item", {"trackId": "t", "item": {"id": "i"}}, "add_item for 'i'"),
        ("add_track", {"track": {"id": "t"}}, "add_track for 't'"),
        ("add_asset", {"asset": {"id": "x" * 99}}, f"add_asset for '{'x' * 80}…'"),
    ],
)
def test_an_operation_is_named_with_what_it_is_about(
    name: str, data: dict[str, Any], said: str
) -> None:
    assert describe_operation(parse_operation({"operation": name, "data": data})) == said
