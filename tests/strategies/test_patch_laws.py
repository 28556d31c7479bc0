"""The fuzzer of JSON Patches finds what is planted, and nothing in the code as it is."""

from collections.abc import Callable
from operator import eq
from random import Random
from typing import Any

import jsonpatch
import pytest

from kvid_composition.document.sequences import Rearrangement
from kvid_composition.patching.draft import Draft
from kvid_composition.patching.patch_applier import apply_json_patch
from kvid_composition.patching.patch_maker import make_json_patch
from kvid_composition.patching.patch_steps import Step
from tests.fuzz import TARGETS, fuzz
from tests.strategies.patch_laws import try_any_patch, try_made_patch

_CASES = 3_000


def _fails(*targets: Callable[[Random], None]) -> bool:
    """Tell whether the fuzzer finds something within some thousand cases."""
    return any(fuzz(targets, seed=seed, cases=20).failures for seed in range(1, _CASES, 20))


def test_ten_thousand_cases_keep_the_laws() -> None:
    tally = fuzz(TARGETS["patches"], seed=1, cases=10_000)
    assert list(map(repr, tally.failures.values())) == []


def _parse_any_integer(token: str) -> int | None:
    return int(token) if token.lstrip("-").isdecimal() else None


def _find_one_too_many(moves: Rearrangement, index: int) -> int:
    return index


def _do_nothing(*_: Any) -> None:
    pass


def _say_nothing(*_: Any) -> Any:
    return iter(())


def _count_none(*_: Any) -> int:
    return 0


def _write_without_source(step: Step) -> dict[str, Any]:
    written: dict[str, Any] = {"op": step.name, "path": "/".join(("", *map(str, step.path)))}
    if step.source is not None:
        written["from"] = "/".join(("", *map(str, step.source)))
    return written if step.name in {"remove", "move"} else {**written, "value": step.value}


_PATCHING = "kvid_composition.patching"
_FAULTS: dict[str, tuple[Any, ...]] = {
    "== for identical members": ("kvid_composition.document.comparison.are_identical", eq),
    "== for identical entries": (f"{_PATCHING}.value_patch.are_identical", eq),
    "== for identical roots": (f"{_PATCHING}.patch_maker.are_identical", eq),
    "== for equal in a test": (f"{_PATCHING}.patch_applier.are_equal", eq),
    "no guards": (Step, "write_guard", _say_nothing),
    "pointers without escapes": (Step, "write", _write_without_source),
    "indices of another moment": (Rearrangement, "locate", _find_one_too_many),
    "waiting entries not counted": (Rearrangement, "_count_settled", _count_none),
    "a copy that is no copy": (Draft, "disown", _do_nothing),
    "odd indices": (f"{_PATCHING}.draft.parse_index", _parse_any_integer),
    "no end of an array": (f"{_PATCHING}.draft._END", "end"),
}


@pytest.mark.parametrize("name", _FAULTS)
def test_a_fault_planted_in_the_code_is_found(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(*_FAULTS[name])
    assert _fails(*TARGETS["patches"])


def _apply_in_place(document: Any, patch: Any) -> Any:
    return jsonpatch.JsonPatch(patch).apply(document, in_place=True)


def _replace_always(before: Any, after: Any, *, guards: bool = False) -> list[Any]:
    test = [{"op": "test", "path": "", "value": before}] if guards else []
    return [*test, {"op": "replace", "path": "", "value": after}]


def _keep_what_is_gone(before: Any, after: Any, *, guards: bool = False) -> list[Any]:
    patch = make_json_patch(before, after, guards=guards)
    return [step for step in patch if step["op"] != "remove"]


def _patch_as_they_do(before: Any, after: Any, *, guards: bool = False) -> list[Any]:
    patch: list[Any] = jsonpatch.make_patch(before, after, generate_test_ops=guards).patch
    return patch


@pytest.mark.parametrize("make", [_replace_always, _keep_what_is_gone, _patch_as_they_do])
def test_a_wrong_maker_is_found(make: Callable[..., list[Any]]) -> None:
    assert _fails(lambda random: try_made_patch(random, make))


def test_an_applier_that_changes_its_input_is_found() -> None:
    assert _fails(lambda random: try_any_patch(random, _apply_in_place))


def _skip_tests(document: Any, patch: Any) -> Any:
    return apply_json_patch(document, [step for step in patch if step["op"] != "test"])


def _apply_what_applies(document: Any, patch: Any) -> Any:
    for step in patch:
        try:
            document = apply_json_patch(document, [step])
        except Exception:  # noqa: BLE001  the fault that is planted
            break
    return document


@pytest.mark.parametrize("apply", [_skip_tests, _apply_what_applies])
def test_a_wrong_applier_is_found(apply: Callable[[Any, Any], Any]) -> None:
    assert _fails(lambda random: try_any_patch(random, apply))
