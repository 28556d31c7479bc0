from typing import Any

import pytest

from kvid_composition.document.compact import write_compact


def test_a_value_is_written_without_blanks_and_escapes() -> None:
    assert write_compact({"a": [1, 1.0, None], "이": "é"}) == '{"a":[1,1.0,null],"이":"é"}'


def test_a_lone_surrogate_is_left_as_it_is() -> None:
    assert write_compact("\ud800") == '"\ud800"'


def _nest(levels: int) -> Any:
    value: Any = 1
    for _ in range(levels):
        value = [value]
    return value


@pytest.mark.parametrize(
    "value", [_nest(100_000), 10**5_000, {1}, [object()]], ids=["deep", "long", "set", "object"]
)
def test_what_cannot_be_written_is_none(value: Any) -> None:
    assert write_compact(value) is None
