"""Operations read from whatever somebody sent: every Python value is read or refused."""

import json
from random import Random
from typing import Any

import pytest

from kvid_composition.document.limits import Limits
from kvid_composition.patching.patch_error import PatchError, PatchErrorCode, PatchLimitError
from kvid_composition.patching.patch_operations import PatchOperation, read_operations
from kvid_composition.testing.hostile.values import KINDS, make_hostile_value, nest

_LIMITS = Limits(nodes=2_000)


def _refuse(patch: object, limits: Limits = _LIMITS) -> PatchError:
    with pytest.raises(PatchError) as caught:
        read_operations(patch, limits)
    return caught.value


def _try_to_read(patch: object) -> str:
    """Give the message, if the patch is refused."""
    try:
        read_operations(patch, _LIMITS)
    except PatchError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("kind", KINDS)
def test_any_value_anywhere_is_read_or_refused(kind: str) -> None:
    for seed in range(20):
        value = make_hostile_value(Random(seed), kind)
        for patch in (
            value,
            [value],
            [{"op": value, "path": ""}],
            [{"op": "remove", "path": value}],
            [{"op": "move", "path": "", "from": value}],
            [{"op": "add", "path": "", "value": value}],
        ):
            message = _try_to_read(patch)
            assert len(message) < 400
            assert not message or message.isprintable()


def test_a_key_with_hooks_of_its_own_is_not_asked() -> None:
    class Key(str):
        __slots__ = ()

        def __eq__(self, other: object) -> bool:
            raise SystemExit

        __hash__ = str.__hash__

    operation: Any = {Key("op"): "remove", "path": ""}
    assert _refuse([operation]).pointer == "/0/op"


def test_operations_are_read_with_their_index_and_unescaped_tokens() -> None:
    written = [
        {"op": "add", "path": "/a~1b/~0", "value": [1], "comment": "ignored"},
        {"op": "copy", "path": "", "from": "/x/-"},
        {"op": "remove", "path": "/__proto__", "value": {1}},
    ]
    assert read_operations(written) == [
        PatchOperation(index=0, name="add", path=("a/b", "~"), value=[1]),
        PatchOperation(index=1, name="copy", path=(), source=("x", "-")),
        PatchOperation(index=2, name="remove", path=("__proto__",)),
    ]


@pytest.mark.parametrize("value", ["\ud800", {"__proto__": 1}, 2**60, {"\udfff": None}])
def test_what_is_the_documents_business_is_no_fault_of_a_patch(value: Any) -> None:
    (operation,) = read_operations([{"op": "add", "path": "", "value": value}])
    assert operation.value is value


@pytest.mark.parametrize(
    ("value", "code", "limit"),
    [
        (nest(65), "TOO_DEEP", "depth"),
        ([0] * 2_001, "TOO_LARGE", "nodes"),
        (10**400, "TOO_LARGE", "integer_digits"),
    ],
    ids=["deep", "many", "long"],
)
def test_a_value_over_a_limit_is_refused_with_its_name(
    value: Any, code: PatchErrorCode, limit: str
) -> None:
    error = _refuse([{"op": "add", "path": "", "value": value}])
    assert isinstance(error, PatchLimitError)
    assert (error.code, error.limit, error.operation_index) == (code, limit, 0)


def test_a_scalar_may_be_put_at_any_depth() -> None:
    operation: dict[str, Any] = {"op": "replace", "path": "/a" * 100, "value": 1}
    assert read_operations([operation])
    assert _refuse([{**operation, "value": list[Any]()}]).code == "TOO_DEEP"


def test_as_many_operations_as_allowed_are_read_and_not_one_more() -> None:
    operation = {"op": "remove", "path": ""}
    limits = Limits(patch_operations=3)
    assert len(read_operations([operation] * 3, limits)) == 3
    assert _refuse([operation] * 4, limits).code == "TOO_MANY_OPERATIONS"


@pytest.mark.parametrize(
    "patch",
    [
        [{"op": "\x1b[31m" * 50_000, "path": ""}],
        [{"op": "remove", "path": "\x1b[31m" * 50_000}],
        [{"op": "add", "path": "", "value": {"\x1b[31m" * 50_000: {1}}}],
    ],
)
def test_a_message_is_short_and_harmless_whatever_the_patch(patch: Any) -> None:
    message = str(_refuse(patch))
    assert len(message) < 600
    assert message.isprintable()


def test_a_message_says_which_operation_and_where() -> None:
    patch = json.loads('[{"op": "remove", "path": ""}, {"op": "spam", "path": ""}]')
    assert str(_refuse(patch)) == (
        "UNKNOWN_OPERATION in operation 1 at '/1/op': "
        "'spam' is none of add, remove, replace, move, copy, test"
    )
