"""The laws of planning: it gives exactly the target, it is the smallest, and it changes nothing.

The oracle tries every body that could give the target: documents are told apart by their canonical
text, and bodies are measured by writing them.
"""

import json
from collections.abc import Iterable, Iterator
from itertools import chain, combinations
from typing import Any, Final

from hypothesis import given, settings
from hypothesis import strategies as st

from kvid_composition import OperationError, apply_operation, derive_thumbnail, detach
from kvid_composition.document.values import are_same_text, is_object
from kvid_composition.patching.merge_patch import NotRepresentableError
from kvid_composition.patching.operations import OPERATION_NAMES, write_operation
from kvid_composition.plan.plan import plan_operation
from kvid_composition.testing.drawn.shapes import bent_compositions, sound_compositions
from tests.strategies.small_versions import small_versions

Document = dict[str, Any]

_ALLOWED: Final = st.lists(st.sampled_from(OPERATION_NAMES), unique=True)


def _write_canonically(document: Any) -> str:
    return json.dumps(document, sort_keys=True)


def _stand_for_the_same(a: Any, b: Any) -> bool:
    same = _write_canonically(a) == _write_canonically(b)
    return same and derive_thumbnail(a) == derive_thumbnail(b)


def _measure(body: Any) -> int:
    return len(json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode())


def _try_bodies(current: Document, target: Document, allowed: Iterable[str]) -> Iterator[int]:
    """Give the size of every body that is allowed and gives the target."""
    for name, data in _list_bodies(current, target):
        body = {"operation": name, "data": data}
        if name in allowed:
            try:
                result = apply_operation(current, body)
            except OperationError:
                continue
            if _stand_for_the_same(result, target):
                yield _measure(body)


def _list_bodies(current: Document, target: Document) -> Iterator[tuple[str, Document]]:
    yield "replace", {"composition": target}
    yield from (("merge", {"composition": part}) for part in _list_parts(target))
    for id_, item in target["items"].items():
        for part in _list_parts(item):
            yield "update_item", {"itemId": id_, "updates": part}
        for track in target["tracks"]:
            yield "add_item", {"trackId": track["id"] if "id" in _keys(track) else "", "item": item}
    ids = {entry for track in current["tracks"] for entry in _read_list(track)}
    yield from (("delete_item", {"itemId": id_}) for id_ in sorted(ids | set(current["items"])))
    yield from (("add_track", {"track": track}) for track in target["tracks"])
    yield from (("add_asset", {"asset": asset}) for asset in target["assets"].values())


def _keys(track: Any) -> list[str]:
    return list(track) if is_object(track) else []


def _read_list(track: Any) -> list[str]:
    return track["items"] if "items" in _keys(track) else []


def _list_parts(whole: Document) -> Iterator[Document]:
    """Give every choice of members."""
    choices = chain.from_iterable(combinations(whole, size) for size in range(len(whole) + 1))
    return ({key: whole[key] for key in choice} for choice in choices)


@given(small_versions(), _ALLOWED)
def test_a_plan_gives_the_target_and_no_allowed_body_that_does_is_smaller(
    versions: tuple[Document, Document], allowed: list[str]
) -> None:
    current, target = versions
    sizes = list(_try_bodies(current, target, allowed))
    try:
        plan = plan_operation(current, target, allowed=allowed)
    except NotRepresentableError:
        assert not sizes
        return
    if plan is not None:
        assert plan.name in allowed
        assert _stand_for_the_same(apply_operation(current, plan), target)
        assert _measure(write_operation(plan)) == min(sizes)


@given(small_versions(), _ALLOWED)
def test_nothing_is_planned_exactly_where_nothing_differs(
    versions: tuple[Document, Document], allowed: list[str]
) -> None:
    try:
        plan = plan_operation(*versions, allowed=allowed)
    except NotRepresentableError:
        assert not _stand_for_the_same(*versions)
    else:
        assert (plan is None) == _stand_for_the_same(*versions)


@settings(max_examples=30)
@given(bent_compositions() | sound_compositions(), bent_compositions() | sound_compositions())
def test_any_document_can_be_made_of_any_other(current: Any, target: Any) -> None:
    plan = plan_operation(current, target, allowed=OPERATION_NAMES)
    result = current if plan is None else apply_operation(current, plan)
    assert _stand_for_the_same(result, target)


@given(small_versions())
def test_planning_changes_neither_document(versions: tuple[Document, Document]) -> None:
    before: Any = detach(list(versions))
    plan_operation(*versions, allowed=OPERATION_NAMES)
    assert are_same_text(list(versions), before)


@given(small_versions())
def test_the_same_documents_give_the_same_body(versions: tuple[Document, Document]) -> None:
    copies: Any = detach(list(versions))
    plans = [plan_operation(*pair, allowed=OPERATION_NAMES) for pair in (versions, copies)]
    first, second = (None if plan is None else json.dumps(write_operation(plan)) for plan in plans)
    assert first == second
