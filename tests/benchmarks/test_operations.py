"""What is timed is what it is said to be."""

import json
from collections.abc import Iterator
from inspect import getmembers, isfunction
from typing import Any

import pytest

from benchmarks import operations
from benchmarks.compositions import make_composition
from benchmarks.operations import CHANGES, CONFLICTS, Prepare

TEXT = json.dumps(make_composition(1000), ensure_ascii=False)


def call(prepare: Prepare) -> Any:
    return prepare(TEXT)()


def test_the_yardsticks_parse_and_compare() -> None:
    assert call(operations.prepare_parsing) == json.loads(TEXT)
    assert call(operations.prepare_comparison) is True


def test_sound_documents_are_validated_without_an_issue() -> None:
    assert not call(operations.prepare_validation).issues
    assert not call(operations.prepare_text_validation).issues


def test_one_in_a_hundred_items_is_broken() -> None:
    assert len(call(operations.prepare_broken_validation).issues) >= 10


def test_what_is_validated_again_gives_the_full_report() -> None:
    assert call(operations.prepare_revalidation).ok


@pytest.mark.parametrize(
    "prepare", [operations.prepare_diff, operations.prepare_shared_diff], ids=["apart", "shared"]
)
def test_a_diff_is_of_all_changes(prepare: Prepare) -> None:
    assert len(call(prepare).changes) == CHANGES


def test_a_patch_is_of_all_changes_and_is_applied() -> None:
    assert len(call(operations.prepare_patch_making)) == CHANGES
    _, after = operations.prepare_versions(TEXT)
    assert call(operations.prepare_patch_applying) == after


def test_a_patch_of_all_kinds_removes_and_adds() -> None:
    kinds = {operation["op"] for operation in call(operations.prepare_mixed_patch_making)}
    assert {"add", "remove", "replace"} <= kinds


@pytest.mark.parametrize(
    "prepare",
    [
        operations.prepare_merge,
        operations.prepare_shared_merge,
        operations.prepare_field_merge,
    ],
    ids=["apart", "shared", "fields"],
)
def test_merges_are_clean(prepare: Prepare) -> None:
    assert call(prepare).clean


def test_contested_merges_are_in_conflict() -> None:
    assert len(call(operations.prepare_contested_merge).conflicts) == CONFLICTS


def test_a_preflight_is_of_tracks_only() -> None:
    preflight = call(operations.prepare_preflight)
    assert preflight.diff.changes
    assert not preflight.lost


def test_the_first_asset_gives_the_thumbnail() -> None:
    document = json.loads(TEXT)
    assert call(operations.prepare_thumbnail) == document["assets"]["asset-000000"]["remoteUrl"]


def test_a_repair_mends_all_that_was_broken() -> None:
    repair = call(operations.prepare_repair)
    assert len(repair.applied) >= CHANGES
    assert repair.report.ok


def list_calls() -> Iterator[Prepare]:
    for name, function in getmembers(operations, isfunction):
        makes_a_call = name not in {"prepare_versions", "prepare_sides"}
        if name.startswith("prepare_") and makes_a_call:
            yield function


@pytest.mark.parametrize("prepare", [*list_calls()], ids=lambda prepare: prepare.__name__)
def test_a_call_can_be_repeated(prepare: Prepare) -> None:
    repeated = prepare(TEXT)
    assert repr(repeated()) == repr(repeated())
