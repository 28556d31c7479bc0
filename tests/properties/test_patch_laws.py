"""The laws of JSON Patches (RFC 6902) and merge patches (RFC 7396), of any two JSON values."""

import inspect
import json
import os
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from random import Random
from typing import Any, Final, TypeAlias

import jsonpatch
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvid_composition import (
    NotRepresentableError,
    PatchError,
    apply_json_patch,
    apply_merge_patch,
    detach,
    make_json_patch,
    make_merge_patch,
)
from kvid_composition.document.pointer import parse_pointer, resolve_path
from kvid_composition.document.values import are_equal, are_identical, is_object
from kvid_composition.testing.drawn.plain_json import json_values
from kvid_composition.testing.drawn.shapes import bent_compositions, shaped_compositions
from kvid_composition.testing.hostile.values import nest
from kvid_composition.testing.seeded.patches import make_any_patch, make_versions, mutate
from tests.strategies.patch_laws import arrange, spell_in_order

Versions: TypeAlias = tuple[Any, Any]


@st.composite
def _mutated(draw: st.DrawFn) -> Versions:
    """Give a document and what some edits made of it."""
    before = draw(bent_compositions() | json_values(max_leaves=10))
    random = Random(draw(st.integers(0, 2**32)))
    after = detach(before)
    for _ in range(draw(st.integers(0, 4))):
        after = mutate(random, after)
    return before, after


versions: Final = st.one_of(
    st.tuples(json_values(max_leaves=8), json_values(max_leaves=8)),
    st.tuples(shaped_compositions(), shaped_compositions()),
    st.integers(0, 2**32).map(lambda seed: make_versions(Random(seed))),
    _mutated(),
)


@given(versions, st.booleans())
def test_round_trip_a_patch_gives_the_document_that_is_wanted(pair: Versions, guards: bool) -> None:
    before, after = pair
    result = apply_json_patch(before, make_json_patch(before, after, guards=guards))
    assert are_identical(result, after)


@given(versions)
def test_order_keys_that_stay_keep_their_places(pair: Versions) -> None:
    before, after = pair
    result = apply_json_patch(before, make_json_patch(before, after))
    assert spell_in_order(result) == spell_in_order(arrange(before, after))


@given(versions)
def test_agreement_jsonpatch_makes_the_same_of_a_patch(pair: Versions) -> None:
    before, after = pair
    patch = jsonpatch.JsonPatch(make_json_patch(before, after, guards=True))
    assert are_identical(patch.apply(before), after)


@given(versions)
def test_agreement_a_patch_that_jsonpatch_makes_applies(pair: Versions) -> None:
    before, after = pair
    patch = jsonpatch.make_patch(before, after)
    assert are_identical(apply_json_patch(before, patch.patch), patch.apply(before))


@given(versions)
def test_emptiness_a_patch_is_empty_for_identical_documents_only(pair: Versions) -> None:
    before, after = pair
    assert (not make_json_patch(before, after)) == are_identical(before, after)
    assert make_json_patch(after, detach(after)) == []


@given(versions, st.booleans())
def test_beginnings_every_beginning_of_a_patch_applies(pair: Versions, guards: bool) -> None:
    before, after = pair
    patch = make_json_patch(before, after, guards=guards)
    for end in range(len(patch)):
        apply_json_patch(before, patch[:end])


@given(versions)
def test_inverse_the_patch_back_undoes_a_patch(pair: Versions) -> None:
    before, after = pair
    there = apply_json_patch(before, make_json_patch(before, after))
    assert are_identical(apply_json_patch(there, make_json_patch(after, before)), before)


@given(versions, st.integers(0, 2**32))
def test_guards_a_guarded_patch_takes_away_nothing_else(pair: Versions, seed: int) -> None:
    before, after = pair
    patch = make_json_patch(before, after, guards=True)
    assert [step for step in patch if step["op"] != "test"] == make_json_patch(before, after)
    here, there = before, mutate(Random(seed), detach(before))
    try:
        apply_json_patch(there, patch)
    except PatchError:
        return
    for step in patch:
        if step["op"] in {"remove", "replace"}:
            tokens = parse_pointer(str(step["path"]))
            assert are_equal(resolve_path(here, tokens)[1], resolve_path(there, tokens)[1])
        here, there = (apply_json_patch(document, [step]) for document in (here, there))


@given(versions, st.integers(0, 2**32))
def test_purity_neither_documents_nor_patches_are_changed(pair: Versions, seed: int) -> None:
    before, after = pair
    patch = make_any_patch(Random(seed), before)
    texts = json.dumps([before, after, patch])
    made = make_json_patch(before, after)
    written = json.dumps(made)
    apply_json_patch(before, made)
    with suppress(PatchError):
        apply_json_patch(before, patch)
    assert json.dumps([before, after, patch]) == texts
    assert json.dumps(made) == written


@given(versions, st.integers(0, 2**32))
def test_purity_a_result_can_be_patched_without_changing_what_it_shares(
    pair: Versions, seed: int
) -> None:
    before, after = pair
    made = make_json_patch(before, after)
    result = apply_json_patch(before, made)
    texts = json.dumps([before, made, result])
    with suppress(PatchError):
        apply_json_patch(result, make_any_patch(Random(seed), result))
    assert json.dumps([before, made, result]) == texts


_MAKE_SOME: Final = """
import json
from random import Random
from kvid_composition import make_json_patch
from kvid_composition.testing.seeded.patches import make_versions
for seed in range(300):
    print(json.dumps(make_json_patch(*make_versions(Random(seed)))))
"""


def test_determinism_the_same_documents_give_the_same_patch_whatever_the_hash_seed() -> None:
    outputs = {
        subprocess.run(
            [sys.executable, "-c", _MAKE_SOME],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(outputs) == 1


@given(versions)
def test_merge_patch_gives_the_document_that_is_wanted_or_cannot_be_made(pair: Versions) -> None:
    before, after = pair
    try:
        patch = make_merge_patch(before, after)
    except NotRepresentableError as error:
        value = resolve_path(after, parse_pointer(error.pointer))[1]
        assert value is None
        return
    result = apply_merge_patch(before, patch)
    assert are_identical(result, after)
    assert spell_in_order(result) == spell_in_order(arrange(before, after))


@given(versions)
def test_merge_patch_is_refused_only_for_a_new_null(pair: Versions) -> None:
    before, after = pair
    is_refused = False
    try:
        make_merge_patch(before, after)
    except NotRepresentableError:
        is_refused = True
    assert is_refused == (is_object(after) and _has_new_null(before, after))


def _has_new_null(before: Any, after: Any) -> bool:
    """Tell whether a member, at any depth of objects, is null that was not."""
    old = before if is_object(before) else {}
    return any(
        (value is None and (key not in old or old[key] is not None))
        or (is_object(value) and _has_new_null(old.get(key), value))
        for key, value in after.items()
    )


_Lists: TypeAlias = tuple[tuple[str, ...], ...]


def _search(start: _Lists, names: str) -> dict[_Lists, int]:
    """Find the fewest single edits (add, remove, move) to every arrangement of names in lists."""
    distances = {start: 0}
    queue = deque([start])
    while queue:
        lists = queue.popleft()
        for following in _edit_once(lists, names):
            if following not in distances:
                distances[following] = distances[lists] + 1
                queue.append(following)
    return distances


def _edit_once(lists: _Lists, names: str) -> Iterator[_Lists]:
    listed = {name for each in lists for name in each}
    for name in names:
        rest = tuple(tuple(other for other in each if other != name) for each in lists)
        if name in listed:
            yield rest
        for row, each in enumerate(rest):
            for index in range(len(each) + 1):
                grown = (*each[:index], name, *each[index:])
                yield (*rest[:row], grown, *rest[row + 1 :])


def _put(lists: _Lists) -> Any:
    return {"tracks": [{"id": str(n), "items": list(each)} for n, each in enumerate(lists)]}


@pytest.mark.parametrize(
    ("start", "names"),
    [
        ((("a", "b", "c", "d"),), "abcdefg"),
        ((("a", "b", "c", "d", "e", "f", "g"),), "abcdefg"),
        ((("a", "b"), ("c",)), "abcd"),
        ((("a", "b", "c", "d"), ()), "abcd"),
        ((("a",), ("b",), ("c",)), "abcd"),
    ],
)
def test_optimum_no_search_finds_fewer_steps_for_lists_of_ids(start: _Lists, names: str) -> None:
    found = _search(start, names)
    rest = 1 if len(found) < 3_000 else 7
    for lists, distance in [*found.items()][::rest]:
        patch = make_json_patch(_put(start), _put(lists))
        assert len(patch) == distance, (start, lists)


@given(st.permutations(range(20)))
def test_optimum_only_what_is_outside_a_longest_rising_run_moves(order: list[int]) -> None:
    lists = tuple(map(str, range(20))), tuple(map(str, order))
    patch = make_json_patch(*(_put((each,)) for each in lists))
    assert len(patch) == 20 - _measure_longest_rise(order)


def _measure_longest_rise(numbers: list[int]) -> int:
    lengths: list[int] = []
    for index, number in enumerate(numbers):
        lengths.append(
            1 + max((lengths[i] for i in range(index) if numbers[i] < number), default=0)
        )
    return max(lengths)


def _descend(frames: int, call: Callable[[], Any]) -> Any:
    return _descend(frames - 1, call) if frames else call()


@pytest.mark.parametrize("frames", [0, 900])
@pytest.mark.parametrize("arrays", [False, True])
def test_depth_values_nested_5000_deep_are_patched_from_any_stack(
    arrays: bool, frames: int
) -> None:
    used = len(inspect.stack(0))
    before, after = ({"a": nest(5_000, arrays=arrays, core=core), "b": core} for core in (1, 2))
    patch = _descend(max(0, frames - used), lambda: make_json_patch(before, after, guards=True))
    assert [step["path"] for step in patch if step["op"] == "replace"][-1] == "/b"
    with pytest.raises(PatchError, match="TOO_DEEP"):
        _descend(max(0, frames - used), lambda: apply_json_patch(before, patch))
    merged = _descend(
        max(0, frames - used),
        lambda: apply_merge_patch(before, make_merge_patch(before, after)),
    )
    assert are_identical(merged, after)
