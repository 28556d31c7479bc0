"""What the strict reader makes of bytes and texts."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from json import JSONDecodeError
from math import inf, isnan
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvid_composition.document import reader
from kvid_composition.document.limits import DEFAULT_LIMITS, Limits
from kvid_composition.document.reader import Reading, read_json
from kvid_composition.document.values import MISSING, JsonValue, are_same_text

KEYS = st.sampled_from(["a", "b", "", 'q"', "é", "\n"])
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4)
VALUES: st.SearchStrategy[JsonValue] = st.recursive(
    SCALARS,
    lambda parts: st.lists(parts, max_size=4) | st.dictionaries(KEYS, parts, max_size=4),
    max_leaves=25,
)
NEAR_JSON = st.text(alphabet="{}[]\",:\\/#' \n\x00+-.01eEunaltrsf\ufeff\ud800é", max_size=12)


@dataclass(frozen=True)
class Members:
    """An object whose keys may repeat."""

    pairs: list[tuple[str, object]]


TREES: st.SearchStrategy[object] = st.recursive(
    SCALARS,
    lambda parts: st.lists(parts) | st.builds(Members, st.lists(st.tuples(KEYS, parts))),
)


def write_tree(tree: object) -> str:
    if isinstance(tree, Members):
        pairs = (f"{json.dumps(key)}: {write_tree(part)}" for key, part in tree.pairs)
        return "{" + ", ".join(pairs) + "}"
    if isinstance(tree, list):
        return "[" + ", ".join(map(write_tree, cast("list[object]", tree))) + "]"
    return json.dumps(tree)


def count_repeats(tree: object) -> int:
    if isinstance(tree, Members):
        repeats = len(tree.pairs) - len({key for key, _ in tree.pairs})
        return repeats + sum(count_repeats(part) for _, part in tree.pairs)
    return sum(map(count_repeats, cast("list[object]", tree))) if isinstance(tree, list) else 0


def find_failure(text: str) -> int | None:
    try:
        json.loads(text)
    except JSONDecodeError as error:
        return error.pos
    return None


@st.composite
def spoiled_texts(draw: st.DrawFn) -> str:
    """A JSON text with a piece replaced."""
    text = json.dumps(draw(VALUES))
    start = draw(st.integers(0, len(text)))
    return text[:start] + draw(NEAR_JSON) + text[draw(st.integers(start, len(text))) :]


def show(reading: Reading) -> list[tuple[str, str, int, int]]:
    """Code, place in the value, line and column of every fault."""
    return [
        (f.code, "/".join(map(str, f.path)), f.position.line, f.position.column)
        for f in reading.faults
        if f.position
    ]


def detail_of(data: bytes | str, limits: Limits = DEFAULT_LIMITS) -> str:
    (fault,) = read_json(data, limits).faults
    return fault.detail


def call_deep(frames: int, action: Callable[[], Reading]) -> Reading:
    return action() if frames == 0 else call_deep(frames - 1, action)


@given(VALUES, st.booleans(), st.sampled_from([None, 2]))
def test_law_a_text_of_json_dumps_reads_as_json_loads_reads_it(
    value: JsonValue, ascii_only: bool, indent: int | None
) -> None:
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    for data in (text, text.encode("utf-8", "replace")):
        reading = read_json(data)
        assert reading.faults == ()
        assert repr(reading.value) == repr(json.loads(data))


@given(st.binary(max_size=20) | spoiled_texts() | NEAR_JSON | st.text())
def test_law_no_input_raises_and_a_missing_value_has_a_fault(data: bytes | str) -> None:
    reading = read_json(data)
    assert reading.value is not MISSING or reading.faults
    for fault in reading.faults:
        assert fault.detail.isprintable()
        assert fault.position is not None


@given(spoiled_texts() | NEAR_JSON)
def test_law_a_value_is_what_json_loads_gives_and_a_fault_is_where_it_fails(text: str) -> None:
    text = text.lstrip("\ufeff")
    reading = read_json(text)
    failure = find_failure(text)
    if failure is None:
        assert repr(reading.value) == repr(json.loads(text))
        return
    assert reading.value is MISSING
    position = reading.faults[-1].position
    assert position is not None
    assert position.offset <= failure
    # Only a trailing comma is blamed instead of the bracket after it.
    assert not text[position.offset : failure].strip(", \t\n\r")


@given(VALUES)
def test_law_the_slow_way_reads_as_the_fast_one(value: JsonValue) -> None:
    text = f"[{json.dumps(value)}, {'1' * 5000}]"
    reading = read_json(text)
    assert reading.faults == ()
    assert isinstance(reading.value, list)
    assert repr(reading.value[0]) == repr(json.loads(json.dumps(value)))


@given(spoiled_texts() | NEAR_JSON)
def test_law_the_slow_way_fails_where_the_fast_one_fails(text: str) -> None:
    fast = read_json(f'["{"1" * 5000}", {text}')
    slow = read_json(f"[{'1' * 5002}, {text}")
    assert slow.faults == fast.faults
    assert (slow.value is MISSING) == (fast.value is MISSING)


@given(TREES)
def test_law_each_key_after_its_first_in_an_object_is_one_fault(tree: object) -> None:
    text = write_tree(tree)
    reading = read_json(text)
    assert [fault.code for fault in reading.faults] == ["DOC103"] * count_repeats(tree)
    assert repr(reading.value) == repr(json.loads(text))


def test_bytes_bytearray_and_text_read_alike() -> None:
    text = '{"é": [1, 2.0]}'
    expected = Reading(text=text, value={"é": [1, 2.0]}, faults=())
    assert read_json(text) == expected
    assert read_json(text.encode()) == expected
    assert read_json(bytearray(text.encode())) == expected


def test_a_byte_order_mark_is_a_fault_and_reading_goes_on() -> None:
    for data in ('\ufeff{"a": 1}', b'\xef\xbb\xbf{"a": 1}'):
        reading = read_json(data)
        assert (reading.text, reading.value) == ('{"a": 1}', {"a": 1})
        assert show(reading) == [("DOC102", "", 1, 1)]


def test_a_byte_order_mark_does_not_hide_other_faults() -> None:
    assert show(read_json('\ufeff{"a": 1,\n "a": 2}')) == [
        ("DOC102", "", 1, 1),
        ("DOC103", "a", 2, 2),
    ]
    assert show(read_json("\ufeff\ufeff1")) == [("DOC102", "", 1, 1), ("DOC101", "", 1, 1)]


@pytest.mark.parametrize("prefix", [b"", b"\xef\xbb\xbf"])
def test_bytes_that_are_not_utf_8_are_placed_by_characters(prefix: bytes) -> None:
    data = prefix + '{"é":\n "é'.encode() + b'\xe9"}'
    reading = read_json(data)
    assert (reading.text, reading.value) == (None, MISSING)
    assert show(reading) == [("DOC102", "", 2, 4)]
    assert detail_of(data) == "the byte 0xE9 is not UTF-8 here"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le"])
def test_other_unicode_encodings_are_named(encoding: str) -> None:
    assert detail_of('{"a": 1}'.encode(encoding)) == (
        f"the text is in {encoding[:6].upper()}, not in UTF-8"
    )


def test_surrogates_encoded_as_bytes_are_not_utf_8() -> None:
    assert show(read_json(b'"\xed\xa0\x80"')) == [("DOC102", "", 1, 2)]


def test_a_lone_surrogate_in_a_text_is_left_to_the_value_walk() -> None:
    for text in ('"\ud800"', r'"\ud800"'):
        assert read_json(text) == Reading(text=text, value="\ud800", faults=())


@pytest.mark.parametrize("data", [b'"12345678"', '"12345678"', '"éééé"', '"\ud800\ud800 "'])
def test_size_is_counted_in_bytes_of_utf_8(data: bytes | str) -> None:
    size = len(data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass"))
    assert read_json(data, Limits(text_bytes=size)).faults == ()
    reading = read_json(data, Limits(text_bytes=size - 1))
    assert (reading.text, reading.value) == (None, MISSING)
    (fault,) = reading.faults
    assert (fault.code, fault.path, fault.position) == ("DOC106", (), None)
    assert fault.detail == f"the text is larger than {size - 1} bytes"


def test_numbers_that_json_has_not_are_left_to_the_value_walk() -> None:
    reading = read_json("[Infinity, -Infinity, 1e400, NaN]")
    assert reading.faults == ()
    assert isinstance(reading.value, list)
    nan = reading.value.pop()
    assert reading.value == [inf, -inf, inf]
    assert isinstance(nan, float)
    assert isnan(nan)


def test_an_integer_that_python_refuses_has_a_stand_in_over_the_limit() -> None:
    digits = "7" * 5000
    reading = read_json(f'{{"a": [{digits}, -{digits}, {"7" * 310}], "b": 1}}')
    assert reading.faults == ()
    assert reading.value == {"a": [10**309, -(10**309), int("7" * 310)], "b": 1}


def test_a_repeated_key_is_placed_and_the_last_value_kept() -> None:
    reading = read_json('{"a": 1, "b": [{"c": 1, "c": 2}],\n"a": 3, "a": 4}')
    assert reading.value == {"a": 4, "b": [{"c": 2}]}
    assert isinstance(reading.value, dict)
    assert list(reading.value) == ["a", "b"]
    assert show(reading) == [
        ("DOC103", "b/0/c", 1, 25),
        ("DOC103", "a", 2, 1),
        ("DOC103", "a", 2, 9),
    ]


def test_keys_that_differ_only_in_their_escapes_are_the_same_key() -> None:
    reading = read_json(r'{"a": 1, "\u0061": 2}')
    assert show(reading) == [("DOC103", "a", 1, 10)]


def test_a_message_quotes_at_most_eighty_characters_of_a_key() -> None:
    key = "\x1b" + "k" * 100
    text = f"{{{json.dumps(key)}: 1, {json.dumps(key)}: 2}}"
    shown = r"'\x1b" + "k" * 79 + "'..."
    assert detail_of(text) == f"the key {shown} is already in this object"
    assert detail_of('{"a":1,"a":2}') == "the key 'a' is already in this object"


def test_a_text_deeper_than_the_parser_can_go_is_refused_where_the_limit_is_passed() -> None:
    text = '{"a": [1,\n ' + "[" * 100_000 + "]" * 100_000 + "]}"
    reading = read_json(text)
    assert (reading.text, reading.value) == (text, MISSING)
    (fault,) = reading.faults
    assert (fault.code, fault.path) == ("DOC105", ("a", 1, *(0,) * 62))
    assert show(reading)[0][2:] == (2, 64)
    assert fault.detail == "nested deeper than 64 levels"


def test_an_object_deeper_than_the_limit_is_refused_too() -> None:
    reading = read_json('{"a":' * 100_000 + "1" + "}" * 100_000)
    assert reading.faults[0].path == ("a",) * 64


def test_any_depth_can_be_read_if_the_limit_allows_it() -> None:
    text = "[" * 50_000 + "7" + "]" * 50_000
    reading = read_json(text, Limits(depth=50_000))
    assert reading.faults == ()
    value: JsonValue = 7
    for _ in range(50_000):
        value = [value]
    assert are_same_text(reading.value, value)


def test_a_fault_before_the_depth_is_what_is_reported() -> None:
    assert show(read_json("[1 2" + "[" * 100_000)) == [("DOC101", "", 1, 4)]
    assert show(read_json('[{"a":1,"a":2},' + "[" * 100_000)) == [
        ("DOC103", "0/a", 1, 9),
        ("DOC105", f"1{'/0' * 63}", 1, 79),
    ]


@pytest.mark.parametrize("depth", [1, 40, 64])
def test_a_caller_deep_on_the_stack_reads_as_any_other(depth: int) -> None:
    text = '{"a": [' * (depth // 2) + '{"b": [2.0]}' + "]}" * (depth // 2)
    limits = Limits(depth=70)
    # Whatever the runner's own depth, one of these comes close to the end of the stack.
    for frames in range(700, 900, 10):
        assert call_deep(frames, lambda: read_json(text, limits)) == read_json(text, limits)


@pytest.mark.parametrize(
    ("text", "column", "detail"),
    [
        ("", 1, "the text is empty"),
        (" \t", 3, "the text is empty"),
        ('{"a": 1', 8, "the text ends before the document does"),
        ("[1, ", 5, "the text ends before the document does"),
        ("{", 2, "the text ends before the document does"),
        ('{"a" ', 6, "the text ends before the document does"),
        ('["abc', 2, "a string that is never closed"),
        ('["a\nb"]', 4, "a line break in a string: close it, or write \\n"),
        ('["a\x1bb"]', 4, r"the control character '\x1b' in a string: write an escape"),
        (r'["\u12"]', 4, r"four hexadecimal digits must follow \u"),
        (r'["\x"]', 3, "a backslash that starts no escape: write it twice"),
        ("[1, 2,]", 6, "a comma after the last entry"),
        ("[1, 2 , ]", 7, "a comma after the last entry"),
        ('{"a": 1,}', 8, "a comma after the last entry"),
        ("[,1]", 2, "a comma with nothing before it"),
        ("[1,,2]", 4, "a comma with nothing before it"),
        ("[1, // one\n2]", 5, "a comment, which JSON does not have"),
        ("{} /* end */", 4, "a comment, which JSON does not have"),
        ("# head\n1", 1, "a comment, which JSON does not have"),
        ("{'a': 1}", 2, """the quotation mark "'": JSON has only \""""),
        ("[“a”]", 2, "the quotation mark '“': JSON has only \""),
        ("[01]", 3, "a number in a form that JSON does not have"),
        ("[1.]", 3, "a number in a form that JSON does not have"),
        ("[0xFF]", 3, "a number in a form that JSON does not have"),
        ("[.5]", 2, "a number in a form that JSON does not have"),
        ("[+1]", 2, "a number in a form that JSON does not have"),
        ("[-]", 2, "a number in a form that JSON does not have"),
        ("{a: 1}", 2, "the key 'a' without double quotes"),
        ("{[]: 1}", 2, "a key in double quotes must stand here"),
        ('{"a" 1}', 6, "the colon after a key is missing"),
        ("[1]]", 4, "a closing bracket too many"),
        ("{} {}", 4, "more text after the end of the document"),
        ("[1}", 3, "the bracket '}' does not close the one that is open"),
        ('["a" "b"]', 6, "the comma between two entries is missing"),
        ('{"a": }', 7, "a value is missing"),
        ("[True]", 2, "'True' is no JSON value; a string needs quotes"),
        ("[" + "x" * 200, 2, f"'{'x' * 80}' is no JSON value; a string needs quotes"),
        ('["a": 1]', 5, "the character ':' must not stand here"),
        ("[\x00]", 2, r"the character '\x00' must not stand here"),
    ],
)
def test_a_syntax_error_says_what_is_wrong_and_where(text: str, column: int, detail: str) -> None:
    reading = read_json(text)
    assert (reading.text, reading.value) == (text, MISSING)
    assert show(reading) == [("DOC101", "", 1, column)]
    assert detail_of(text) == detail


def test_the_words_of_newer_pythons_are_understood() -> None:
    error = JSONDecodeError("Illegal trailing comma before end of array", "[1 , ]", 3)
    found = reader._explain_syntax(error)  # pyright: ignore[reportPrivateUsage]
    assert (found.offset, found.detail) == (3, "a comma after the last entry")


def test_a_syntax_error_after_a_repeated_key_is_found() -> None:
    assert show(read_json('{"a": {"b": 1, "b": 1}, "a" 1}')) == [("DOC101", "", 1, 29)]


@given(TREES, st.integers(0, 4))
def test_law_repeated_keys_beyond_the_limit_are_only_counted(tree: object, most: int) -> None:
    text = write_tree(tree)
    whole, bounded = read_json(text), read_json(text, Limits(issues=most))
    assert bounded.faults == whole.faults[:most]
    assert bounded.omitted == len(whole.faults[most:])
    assert repr(bounded.value) == repr(whole.value)


def test_repeated_keys_beyond_the_limit_are_counted_in_the_slow_way_too() -> None:
    text = f'[{"1" * 5000}, {{"a": 1, "b": 1, "a": 2, "b": 2, "b": 3}}]'
    reading = read_json(text, Limits(issues=2))
    assert [fault.path for fault in reading.faults] == [(1, "a"), (1, "b")]
    assert reading.omitted == 1


def test_a_repeated_key_does_not_hide_a_value_that_is_too_deep() -> None:
    text = '{"a": 1, "a": ' + "[" * 100 + "]" * 100 + "}"
    reading = read_json(text)
    assert [fault.code for fault in reading.faults] == ["DOC103"]
    assert reading.value == json.loads(text)


def test_a_repeated_key_is_sought_no_further_than_its_place(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    offsets: list[int] = []
    parser = reader._SlowParser  # pyright: ignore[reportPrivateUsage]
    take_value = parser.take_value

    def note_and_take(self: Any, offset: int) -> Any:
        offsets.append(offset)
        return take_value(self, offset)

    monkeypatch.setattr(parser, "take_value", note_and_take)
    read_json('{"a": 1, "a": [2, 3]}')
    assert offsets == [0, 6]
