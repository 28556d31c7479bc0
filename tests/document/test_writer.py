"""Writing JSON in the style of the text that it came from."""

import enum
import json
from collections.abc import Callable
from contextlib import suppress
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvid_composition.document.errors import KvidCompositionError
from kvid_composition.document.limits import Limits
from kvid_composition.document.reader import read_json
from kvid_composition.document.values import JsonValue, are_same_text
from kvid_composition.document.writer import (
    DEFAULT_STYLE,
    TextStyle,
    WriteError,
    detect_style,
    write_json,
    write_text,
)
from kvid_composition.testing.hostile import traps
from kvid_composition.testing.hostile.traps import (
    CALLS,
    HOOKS,
    HostileError,
    RaisingName,
    make_pretender,
    make_trap,
)
from kvid_composition.testing.hostile.values import HostileValue, hostile_values

WRAPPERS: list[Callable[[object], object]] = [
    lambda value: value,
    lambda value: [value],
    lambda value: {"a": {}, "b": value},
]
TEXTS = st.text(st.characters(codec="utf-8"), max_size=6) | st.sampled_from(
    ["\x7f", "\\u00e9", "\\", '"', "\u2028", "\x00", ", : ", "😀"]
)
FLOATS = st.floats(allow_nan=False, allow_infinity=False)
SCALARS = st.none() | st.booleans() | st.integers() | FLOATS | TEXTS
VALUES: st.SearchStrategy[JsonValue] = st.recursive(
    SCALARS,
    lambda parts: st.lists(parts, max_size=4) | st.dictionaries(TEXTS, parts, max_size=4),
    max_leaves=25,
)
STYLES = st.builds(
    TextStyle,
    indent=st.none() | st.text(" \t", max_size=4),
    item_separator=st.sampled_from([",", ", "]),
    key_separator=st.sampled_from([":", ": "]),
    ascii_only=st.booleans(),
    final_newline=st.booleans(),
    newline=st.sampled_from(["\n", "\r\n"]),
)


def refuse(value: object, style: TextStyle = DEFAULT_STYLE, limits: Limits | None = None) -> str:
    with pytest.raises(WriteError) as caught:
        write_json(cast("JsonValue", value), style, limits or Limits())
    return str(caught.value)


@given(VALUES, STYLES)
def test_law_reading_what_was_written_gives_the_same_text(
    value: JsonValue, style: TextStyle
) -> None:
    reading = read_json(write_json(value, style))
    assert reading.faults == ()
    assert are_same_text(reading.value, value)


@given(VALUES, STYLES)
def test_law_written_as_json_dumps_writes(value: JsonValue, style: TextStyle) -> None:
    text = json.dumps(
        value,
        indent=style.indent,
        ensure_ascii=style.ascii_only,
        separators=(style.item_separator, style.key_separator),
    )
    ending = "\n" if style.final_newline else ""
    assert write_json(value, style) == (text + ending).replace("\n", style.newline)


@given(VALUES, st.sampled_from([None, 0, 2, 4, "\t"]), st.booleans(), st.sampled_from(["", "\n"]))
def test_law_reading_and_writing_in_the_detected_style_changes_nothing(
    value: JsonValue, indent: int | str | None, ascii_only: bool, ending: str
) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only) + ending
    assert write_json(json.loads(text), detect_style(text)) == text


@given(VALUES)
def test_law_a_compact_text_stays_compact(value: JsonValue) -> None:
    text = json.dumps(value, separators=(",", ":"))
    style = detect_style(text)
    assert write_json(json.loads(text), style) == text
    assert style.indent is None or text in {"{}", "[]"} or text[0] not in "[{"


@given(VALUES, STYLES)
def test_law_writing_is_stable_under_detection(value: JsonValue, style: TextStyle) -> None:
    text = write_json(value, style)
    again = write_json(value, detect_style(text))
    assert write_json(value, detect_style(again)) == again


@given(st.text())
def test_no_text_makes_detection_raise(text: str) -> None:
    assert isinstance(detect_style(text), TextStyle)


def test_the_default_is_two_spaces_and_characters_as_they_are() -> None:
    assert write_json({"a": ["é", {}], "b": []}) == (
        '{\n  "a": [\n    "é",\n    {}\n  ],\n  "b": []\n}\n'
    )


def test_integer_float_and_the_sign_of_zero_are_kept() -> None:
    assert write_json([1, 1.0, -0.0, 0], TextStyle(indent=None)) == "[1,1.0,-0.0,0]\n"


@pytest.mark.parametrize(
    ("text", "style"),
    [
        ("{}", TextStyle(final_newline=False)),
        ('{\r\n\t"a": 1\r\n}\r\n', TextStyle(indent="\t", newline="\r\n")),
        ('{\n"a":1}\n', TextStyle(indent="", key_separator=":")),
        ("[1, 2]\n", TextStyle(indent=None, item_separator=", ")),
        ("[1,2]\n", TextStyle(indent=None, key_separator=":")),
        ('{"a":1}\n', TextStyle(indent=None, key_separator=":")),
        ('{"a": 1}\n', TextStyle(indent=None, item_separator=", ")),
        ('{"a,:": 1,"b": 2}\n', TextStyle(indent=None)),
        ("[\n  1, 2]\n", TextStyle()),
        ('\n\n {\n \r "a": 1}\n', TextStyle(indent="  ")),
        (r'"\u00e9"' + "\n", TextStyle(ascii_only=True)),
        (r'"\u007f"' + "\n", TextStyle(ascii_only=True)),
        (r'"\u0001"' + "\n", TextStyle()),
        (r'"\\u00e9"' + "\n", TextStyle()),
        (r'"\\\u00e9"' + "\n", TextStyle(ascii_only=True)),
        (r'"\u00e9 é"' + "\n", TextStyle()),
    ],
)
def test_style_is_what_the_text_shows(text: str, style: TextStyle) -> None:
    assert detect_style(text) == style


def test_an_indent_is_only_spaces_and_tabs() -> None:
    with pytest.raises(ValueError, match="spaces and tabs, not '--'"):
        TextStyle(indent="--")


class Color(enum.StrEnum):
    RED = "red"


class Age(int):
    pass


REFUSED: list[tuple[object, str]] = [
    ({"a": [1, float("nan")]}, "'/a/1': JSON has no NaN and no infinity"),
    ({"a": {"b": float("-inf")}}, "'/a/b': JSON has no NaN and no infinity"),
    ([{1}], "'/0': a Python set is no JSON value"),
    ((1, 2), "'': a Python tuple is no JSON value"),
    ([[], b""], "'/1': a Python bytes is no JSON value"),
    ({"a": {"b": Color.RED}}, "'/a/b': a Python Color is no JSON value"),
    ([Age(1)], "'/0': a Python Age is no JSON value"),
    ({"a": {1: 2}}, "'/a': a key that is not a plain string"),
    ({"a": {}, Color.RED: []}, "'': a key that is not a plain string"),
    ([10**5000], "'/0': an integer with more digits than Python writes"),
    ([1, True, 0.5, None, "é", "\ud800"], "'/5': a lone surrogate, which UTF-8 cannot hold"),
    ({"\ud800": {}}, "'': a lone surrogate, which UTF-8 cannot hold"),
    ("\ud800", "'': a lone surrogate, which UTF-8 cannot hold"),
    ({"\x1b": {"é": [{}, object()]}}, "'/\\x1b/\\xe9/1': a Python object is no JSON value"),
]


@pytest.mark.parametrize(("value", "message"), REFUSED)
def test_what_is_not_json_is_refused_with_its_place(value: object, message: str) -> None:
    assert refuse(value) == message


@pytest.mark.parametrize("wrap", WRAPPERS)
# Made in the test: pytest would look for a mock behind such a class, which raises.
@pytest.mark.parametrize(
    "make",
    [lambda: traps.RaisingClass(), lambda: traps.RaisingDict(), lambda: traps.RaisingClass],  # noqa: PLW0108  pytest would look at the class
    ids=["object", "dict", "class"],
)
def test_a_class_that_cannot_be_hashed_or_compared_is_refused(
    make: Callable[[], object], wrap: Callable[[object], object]
) -> None:
    CALLS.clear()
    assert refuse(wrap(make())).endswith(" is no JSON value")
    assert CALLS == []


def test_a_key_whose_class_cannot_be_hashed_is_refused() -> None:
    assert refuse({"a": {traps.RaisingClass(): 1}}) == "'/a': a key that is not a plain string"


@pytest.mark.parametrize("claimed", [dict, list, str, int, float, bool, type(None)])
def test_a_class_that_passes_for_a_type_of_json_is_refused(claimed: type) -> None:
    assert refuse([1, make_pretender(claimed)()]) == "'/1': a Python Pretender is no JSON value"


@pytest.mark.parametrize("base", [dict, list, str, int, float, object])
def test_no_code_of_a_subclass_runs(base: type) -> None:
    trap = make_trap(base, HOOKS, HostileError)()
    CALLS.clear()
    refuse({"a": [1, trap], "b": {}})
    assert CALLS == []


@given(hostile_values())
def test_law_any_python_value_is_written_or_refused(hostile: HostileValue) -> None:
    CALLS.clear()
    with suppress(WriteError):
        write_json(cast("JsonValue", hostile.value), limits=Limits(nodes=2000))
    assert CALLS == []


@pytest.mark.parametrize(
    ("name", "shown"),
    [("\x1b[31mred", "\\u001b[31mred"), ("x" * 100, "x" * 80), (RaisingName("Odd"), "Odd")],
    ids=["escape", "long", "hostile"],
)
def test_the_name_of_a_foreign_class_is_harmless_and_short(name: str, shown: str) -> None:
    with pytest.raises(WriteError) as caught:
        write_json(cast("JsonValue", type(name, (), {})()))
    assert caught.value.reason == f"a Python {shown} is no JSON value"


def test_a_lone_surrogate_can_be_written_as_its_escape() -> None:
    assert write_json("\ud800", TextStyle(ascii_only=True)) == '"\\ud800"\n'


def test_only_ascii_does_not_excuse_other_faults() -> None:
    style = TextStyle(ascii_only=True)
    assert refuse(["\ud800", float("nan")], style) == "'/1': JSON has no NaN and no infinity"


def test_a_cycle_is_refused() -> None:
    cycle: list[object] = [1]
    cycle.append(cycle)
    assert "a container that holds itself" in refuse(cycle)


def test_nesting_beyond_the_limit_is_refused_with_its_place() -> None:
    limits = Limits(depth=2)
    assert write_json([[1]], TextStyle(indent=None), limits) == "[[1]]\n"
    too_deep: JsonValue = [[1, []]]
    assert refuse(too_deep, limits=limits).startswith("'/0/1': deeper than 2 levels")


def test_any_depth_can_be_written_if_the_limit_allows_it() -> None:
    value: JsonValue = 1
    for _ in range(5_000):
        value = [value]
    text = write_json(value, TextStyle(indent=None), Limits(depth=5_000))
    assert text == "[" * 5_000 + "1" + "]" * 5_000 + "\n"


def test_shared_parts_that_expand_beyond_the_node_limit_are_refused() -> None:
    value: JsonValue = [1]
    for _ in range(60):
        value = [value, value]
    assert "the document has more than 1000 values" in refuse(value, limits=Limits(nodes=1000))


def test_the_error_is_one_of_the_librarys() -> None:
    error = WriteError(("a", 0), "wrong")
    assert isinstance(error, KvidCompositionError)
    assert (error.path, error.reason, str(error)) == (("a", 0), "wrong", "'/a/0': wrong")


def test_a_text_of_any_size_keeps_its_style() -> None:
    style = TextStyle(indent=None, item_separator=", ", final_newline=False)
    assert write_text({"a": ["안녕", 1]}, style) == '{"a": ["안녕", 1]}'


def test_half_of_an_emoji_is_written_as_an_escape_in_any_style() -> None:
    assert write_text({"a": "\ud83d"}) == '{\n  "a": "\\ud83d"\n}\n'


def test_what_was_read_can_be_written_even_if_it_grew_over_a_limit() -> None:
    value: JsonValue = []
    for _ in range(100):
        value = [value]
    assert read_json(write_text(value)).value == value
