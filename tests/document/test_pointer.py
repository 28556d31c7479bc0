"""JSON Pointer, to the letter of RFC 6901."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvid_composition.document.errors import KvidCompositionError
from kvid_composition.document.pointer import (
    Path,
    PointerError,
    format_pointer,
    parse_pointer,
    resolve_path,
)
from kvid_composition.document.values import is_array, is_object
from kvid_composition.testing.drawn.plain_json import json_keys, json_values

# RFC 6901 section 5, the example document and its table.
_RFC_DOCUMENT: dict[str, Any] = {
    "foo": ["bar", "baz"],
    "": 0,
    "a/b": 1,
    "c%d": 2,
    "e^f": 3,
    "g|h": 4,
    "i\\j": 5,
    'k"l': 6,
    " ": 7,
    "m~n": 8,
}

_RFC_TABLE: list[tuple[str, Path, Any]] = [
    ("", (), _RFC_DOCUMENT),
    ("/foo", ("foo",), ["bar", "baz"]),
    ("/foo/0", ("foo", 0), "bar"),
    ("/", ("",), 0),
    ("/a~1b", ("a/b",), 1),
    ("/c%d", ("c%d",), 2),
    ("/e^f", ("e^f",), 3),
    ("/g|h", ("g|h",), 4),
    ("/i\\j", ("i\\j",), 5),
    ('/k"l', ('k"l',), 6),
    ("/ ", (" ",), 7),
    ("/m~0n", ("m~n",), 8),
]


@pytest.mark.parametrize(("pointer", "path", "value"), _RFC_TABLE)
def test_the_table_of_the_rfc(pointer: str, path: Path, value: Any) -> None:
    assert resolve_path(_RFC_DOCUMENT, parse_pointer(pointer)) == (path, value)
    assert format_pointer(path) == pointer


@given(st.lists(json_keys() | st.sampled_from(["~", "~1", "~01", "/", ""])))
def test_parse_is_the_inverse_of_format(tokens: list[str]) -> None:
    assert parse_pointer(format_pointer(tokens)) == tuple(tokens)


@given(st.text("a~/01", max_size=8))
def test_format_is_the_inverse_of_parse_where_there_is_one(pointer: str) -> None:
    try:
        tokens = parse_pointer(pointer)
    except PointerError:
        # RFC 6901 section 3: what starts without "/", or has a "~" that escapes nothing.
        escaped = pointer.replace("~0", "").replace("~1", "")
        assert pointer[0] != "/" or "~" in escaped
    else:
        assert format_pointer(tokens) == pointer


@given(json_values(), st.data())
def test_resolving_a_path_gives_the_path_and_its_value(document: Any, data: st.DataObject) -> None:
    path: list[str | int] = []
    value: Any = document
    while is_object(value) or is_array(value):
        steps: list[Any] = list(value) if is_object(value) else list(range(len(value)))
        if not steps or not data.draw(st.integers(0, 3)):
            break
        step: Any = data.draw(st.sampled_from(steps))
        path.append(step)
        value = value[step]
    found, part = resolve_path(document, parse_pointer(format_pointer(path)))
    assert found == tuple(path)
    assert [type(step) for step in found] == [type(step) for step in path]
    assert part is value


def test_an_index_is_written_as_digits() -> None:
    assert format_pointer(("tracks", 0, "items", 12)) == "/tracks/0/items/12"


@pytest.mark.parametrize("pointer", ["foo", "#/foo", "0", " /foo", "~0"])
def test_a_pointer_starts_with_a_slash(pointer: str) -> None:
    with pytest.raises(PointerError, match="starts with '/'") as caught:
        parse_pointer(pointer)
    assert caught.value.pointer == pointer


@pytest.mark.parametrize("pointer", ["/~", "/a~2", "/~~0", "/a~/b"])
def test_a_tilde_escapes_something(pointer: str) -> None:
    with pytest.raises(PointerError, match="must be written '~0'"):
        parse_pointer(pointer)


@pytest.mark.parametrize("token", ["-", "-1", "+1", "01", "1.0", "", "a", " 0", "0\n", "\u0661"])
def test_an_index_is_digits_without_a_leading_zero(token: str) -> None:
    with pytest.raises(PointerError, match="an array index is 0, or digits"):
        resolve_path([1, 2], [token])


@pytest.mark.parametrize("token", ["2", "10", "1" * 18, "1" * 19, "9" * 5000])
def test_an_index_is_inside_the_array(token: str) -> None:
    with pytest.raises(PointerError, match="the array has 2 entries") as caught:
        resolve_path({"a": [1, 2]}, ["a", token])
    assert caught.value.pointer == f"/a/{token}"


def test_a_key_is_one_of_the_object() -> None:
    with pytest.raises(PointerError) as caught:
        resolve_path({"a": {"b": 1}}, ["a", "c/d"])
    assert caught.value.pointer == "/a/c~1d"
    assert caught.value.reason == "no such key"
    assert str(caught.value) == "'/a/c~1d': no such key"


@pytest.mark.parametrize("value", ["text", 5, 2.5, True, None])
def test_a_scalar_has_no_parts(value: Any) -> None:
    with pytest.raises(PointerError, match="only objects and arrays have parts"):
        resolve_path(value, ["0"])


def test_an_error_of_a_pointer_is_one_of_the_library() -> None:
    assert issubclass(PointerError, KvidCompositionError)
