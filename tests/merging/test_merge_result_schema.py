"""The schema of a merge's result: it takes what is written and nothing less."""

import json
from typing import Any

import jsonschema
import pytest

from kvid_composition import MergeResult, merge_three_way
from kvid_composition.merging.kinds import CONFLICT_KINDS, RESOLUTION_KINDS, ConflictKind
from kvid_composition.merging.merge_result_schema import merge_result_schema
from tests.merging.clashes import CLASHES, merge_clash
from tests.merging.compositions import change_root, compose


def _find_faults(written: Any) -> list[str]:
    validator: Any = jsonschema.Draft202012Validator(merge_result_schema())
    return [error.message for error in validator.iter_errors(written)]


def _write(result: MergeResult) -> Any:
    return json.loads(json.dumps(result.to_dict()))


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(merge_result_schema())


def test_each_schema_is_a_new_value() -> None:
    assert merge_result_schema() == merge_result_schema()
    assert merge_result_schema()["$defs"] is not merge_result_schema()["$defs"]


@pytest.mark.parametrize("kind", CLASHES)
def test_what_is_written_fits(kind: ConflictKind) -> None:
    result = merge_clash(kind)
    assert _find_faults(_write(result)) == []
    (first, *_) = result.conflicts
    solved = result.merge_again({first.id: first.options[-1].name})
    assert _find_faults(_write(solved)) == []


def test_a_result_with_what_was_inherited_fits() -> None:
    broken = change_root(compose({"v": "ab"}), items={})
    written = _write(merge_three_way(broken, broken, change_root(broken, x=1)))
    assert written["inherited"]["base"] != []
    assert _find_faults(written) == []


@pytest.mark.parametrize("key", ["clean", "document", "conflicts", "resolutions", "inherited"])
def test_every_member_is_required(key: str) -> None:
    written = _write(merge_clash("field"))
    del written[key]
    assert _find_faults(written) == [f"'{key}' is a required property"]


VALUES = ("base", "ours", "theirs", "provisional")


@pytest.mark.parametrize("key", merge_clash("field").conflicts[0].to_dict())
def test_every_member_of_a_conflict_but_its_values_is_required(key: str) -> None:
    written = _write(merge_clash("field"))
    del written["conflicts"][0][key]
    assert _find_faults(written) == ([] if key in VALUES else [f"'{key}' is a required property"])


@pytest.mark.parametrize(
    "key", ["kind", "path", "entity", "message", "related", "cause", "conflict_id", "choice"]
)
def test_every_member_of_a_resolution_is_required(key: str) -> None:
    result = merge_clash("field")
    written = _write(result.merge_again({result.conflicts[0].id: "ours"}))
    del written["resolutions"][0][key]
    assert _find_faults(written) == [f"'{key}' is a required property"]


WRONG: list[tuple[str, Any]] = [
    ("id", "field"),
    ("kind", "quarrel"),
    ("path", 5),
    ("entity", {"kind": "planet", "id": "a"}),
    ("related", [5]),
    ("cause", ["field"]),
    ("options", []),
    ("options", [{"name": "mine", "effect": "", "patch": []}]),
    ("options", [{"name": "ours", "effect": "", "patch": [{"op": "remove"}]}]),
    ("message", None),
]


@pytest.mark.parametrize(("key", "value"), WRONG)
def test_a_conflict_of_another_shape_does_not_fit(key: str, value: Any) -> None:
    written = _write(merge_clash("field"))
    written["conflicts"][0][key] = value
    assert _find_faults(written) != []


def test_every_kind_has_a_row_that_says_something() -> None:
    for row in CONFLICT_KINDS.values():
        assert all((row.situation, row.meanwhile, row.options, *row.options.values()))
    assert all(RESOLUTION_KINDS.values())
