"""Exceptions survive being copied and handed to another process."""

import copy
import pickle
from collections.abc import Callable
from functools import partial

import pytest

import kvid_composition as kvid
from kvid_composition.document.pointer import parse_pointer
from kvid_composition.document.writer import write_json


def _raise_identity() -> None:
    kvid.Composition.empty().with_item(
        kvid.SolidItem(id="a", from_frame=0, duration_in_frames=1), "nowhere"
    )


RAISING: dict[str, Callable[[], object]] = {
    "IdentityError": _raise_identity,
    "InvalidCompositionError": lambda: kvid.validate_composition({}).raise_for_errors(),
    "OperationError": lambda: kvid.apply_operation({}, {"operation": "rename"}),
    "PointerError": lambda: parse_pointer("no slash"),
    "StructureError": lambda: kvid.Composition.from_document({}),
    "UnknownRuleError": lambda: kvid.find_rule("TIM15"),
    "WriteError": lambda: write_json({"a": {1}}),  # type: ignore[dict-item]
}
"""By exception, what raises it."""


def _catch(call: Callable[[], object]) -> kvid.KvidCompositionError:
    with pytest.raises(kvid.KvidCompositionError) as caught:
        call()
    return caught.value


def test_each_of_these_raises_what_it_says() -> None:
    assert {name: type(_catch(call)).__name__ for name, call in RAISING.items()} == {
        name: name for name in RAISING
    }


def _pickle(protocol: int, error: Exception) -> object:
    return pickle.loads(pickle.dumps(error, protocol))


COPIES: dict[str, Callable[[Exception], object]] = {
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
    **{
        f"pickle {protocol}": partial(_pickle, protocol)
        for protocol in range(pickle.HIGHEST_PROTOCOL + 1)
    },
}


@pytest.mark.parametrize("way", COPIES)
@pytest.mark.parametrize("name", RAISING)
def test_an_exception_keeps_class_message_and_what_it_carries(name: str, way: str) -> None:
    error = _catch(RAISING[name])
    error.add_note("while testing")
    twin = COPIES[way](error)
    assert type(twin) is type(error)
    assert isinstance(twin, kvid.KvidCompositionError)
    assert str(twin) == str(error)
    assert twin.args == error.args
    assert repr(vars(twin)) == repr(vars(error))


def test_the_bare_family_can_be_copied_too() -> None:
    assert str(pickle.loads(pickle.dumps(kvid.KvidCompositionError("why")))) == "why"


FAMILY: list[type[kvid.KvidCompositionError]] = [
    value
    for value in (getattr(kvid, name) for name in kvid.__all__)
    if isinstance(value, type) and issubclass(value, kvid.KvidCompositionError)
]


@pytest.mark.parametrize("way", COPIES)
@pytest.mark.parametrize("kind", FAMILY)
def test_any_exception_of_the_face_can_be_copied(
    kind: type[kvid.KvidCompositionError], way: str
) -> None:
    # Whatever the arguments are that a class is made of: what it is, is its message and members.
    error = kind.__new__(kind, "why")
    vars(error)["path"] = ("items", 0)
    twin = COPIES[way](error)
    assert isinstance(twin, kvid.KvidCompositionError)
    assert type(twin) is kind
    assert (twin.args, vars(twin)) == (("why",), {"path": ("items", 0)})
