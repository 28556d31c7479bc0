"""Rebasing an operation: it was made for one version, and is to be sent to a newer one."""

from typing import Any

import pytest

from kvid_composition import (
    Composition,
    MergeInputError,
    OperationError,
    Rebase,
    StrategyError,
    apply_operation,
    detach,
    parse_operation,
    rebase_operation,
)
from kvid_composition.patching.operations import AddItem, UpdateItem
from tests.documents import sound_document
from tests.merging.compositions import Document, compose


def _at(left: int = 0, top: int = 0, tracks: str = "ab") -> Document:
    return compose({"v": tracks}, {"a": {"left": left, "top": top}})


def _require(rebase: Rebase, latest: Document, expected: Document) -> None:
    """Hold that what is to be sent now makes the expected version of the newest one."""
    assert rebase.clean
    assert rebase.conflicts == ()
    assert rebase.operation is not None
    assert rebase.result.document == expected
    assert apply_operation(latest, rebase.operation) == expected


BODIES: list[dict[str, Any]] = [
    {"operation": "update_item", "data": {"itemId": "a", "updates": {"left": 5}}},
    {"operation": "merge", "data": {"composition": {"items": _at(left=5)["items"]}}},
    {"operation": "replace", "data": {"composition": _at(left=5)}},
]


@pytest.mark.parametrize("body", BODIES, ids=lambda body: str(body["operation"]))
def test_an_operation_keeps_what_others_have_done_meanwhile(body: dict[str, Any]) -> None:
    latest = {**_at(top=7, tracks="abc"), "x": 1}
    before = detach([_at(), body, latest])
    rebase = rebase_operation(_at(), body, latest)
    _require(rebase, latest, {**_at(left=5, top=7, tracks="abc"), "x": 1})
    assert [_at(), body, latest] == before


def test_an_operation_of_the_same_name_is_sent_where_that_is_smallest() -> None:
    latest = _at(top=7)
    rebase = rebase_operation(_at(), UpdateItem("a", {"left": 5}), latest)
    assert rebase.operation == parse_operation(BODIES[0])


def test_a_whole_composition_becomes_a_smaller_body() -> None:
    latest = {**_at(top=7), "x": 1}
    rebase = rebase_operation(_at(), BODIES[2], latest)
    assert rebase.operation is not None
    assert rebase.operation.name == "merge"


def test_nothing_is_sent_where_others_have_done_it_already() -> None:
    rebase = rebase_operation(_at(), BODIES[0], _at(left=5, top=7))
    assert rebase.clean
    assert rebase.operation is None
    assert rebase.result.document == _at(left=5, top=7)


def test_nothing_is_sent_while_something_is_to_be_decided() -> None:
    rebase = rebase_operation(_at(), BODIES[0], _at(left=9))
    assert not rebase.clean
    assert rebase.operation is None
    (conflict,) = rebase.conflicts
    assert (conflict.path, conflict.ours, conflict.theirs) == ("/items/a/left", 5, 9)


@pytest.mark.parametrize(("strategy", "left"), [("ours", 5), ("theirs", 9), ("base", 0)])
def test_mine_is_ours_for_a_strategy(strategy: str, left: int) -> None:
    latest = _at(left=9, top=7)
    rebase = rebase_operation(_at(), BODIES[0], latest, strategy=strategy)
    assert rebase.clean
    assert rebase.result.document == _at(left=left, top=7)
    assert (rebase.operation is None) is (strategy == "theirs")


def test_what_a_pick_decides_can_be_sent_after_all() -> None:
    rebase = rebase_operation(_at(), BODIES[0], _at(left=9))
    solved = rebase.result.merge_again({rebase.conflicts[0].id: "ours"})
    assert solved.document == _at(left=5)


def test_models_are_taken_as_their_documents() -> None:
    document = sound_document()
    latest = {**document, "fps": 60}
    models = (Composition.from_document(each) for each in (document, latest))
    base, newest = models
    rebase = rebase_operation(base, UpdateItem("img1", {"opacity": 0.5}), newest)
    assert rebase.operation is not None
    assert apply_operation(latest, rebase.operation) == rebase.result.document


def test_an_operation_that_does_not_fit_its_base_is_refused() -> None:
    with pytest.raises(OperationError):
        rebase_operation(_at(), AddItem("nowhere", {"id": "z"}), _at())
    with pytest.raises(OperationError):
        rebase_operation(_at(), {"operation": "dance"}, _at())


def test_a_version_whose_ids_do_not_tell_what_is_what_is_refused() -> None:
    with pytest.raises(MergeInputError):
        rebase_operation(_at(), BODIES[0], compose({"v": "a", "w": "a"}))


def test_a_strategy_that_says_nothing_is_refused() -> None:
    with pytest.raises(StrategyError):
        rebase_operation(_at(), BODIES[0], _at(), strategy="mine")
