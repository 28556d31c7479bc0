"""Edits of a document in its text: what is not touched keeps its very text."""

import json
import time
from itertools import pairwise
from typing import Any

import pytest

from kvid_composition.document.edits import Edit, RemoveValue, SetValue, apply_edits
from kvid_composition.document.text_edits import (
    TextSplice,
    apply_splices,
    edit_text,
    plan_alternatives,
    plan_splices,
)
from kvid_composition.document.writer import TextStyle, WriteError, write_json


def edit(text: str, *edits: Edit) -> str:
    return edit_text(text, json.loads(text), edits)


def test_a_scalar_alone_is_replaced() -> None:
    text = '{ "a" : 1e2 ,\r\n\t"b":\t1.50, "c": "\\u00e9" }'
    edited = edit(text, SetValue(("b",), 2))
    assert edited == '{ "a" : 1e2 ,\r\n\t"b":\t2, "c": "\\u00e9" }'


LINES = '{\n  "a": 1,\n  "b": {\n    "x": [1, 2]\n  },\n  "c": 3\n}\n'


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("a", '{\n  "b": {\n    "x": [1, 2]\n  },\n  "c": 3\n}\n'),
        ("b", '{\n  "a": 1,\n  "c": 3\n}\n'),
        ("c", '{\n  "a": 1,\n  "b": {\n    "x": [1, 2]\n  }\n}\n'),
    ],
)
def test_a_member_that_is_taken_out_takes_its_comma_and_its_line(key: str, expected: str) -> None:
    assert edit(LINES, RemoveValue((key,))) == expected


@pytest.mark.parametrize(
    ("index", "expected"),
    [
        (0, "[2,\n 3, 4]"),
        (1, "[1,\n 3, 4]"),
        (2, "[1, 2,\n 4]"),
        (3, "[1, 2,\n 3]"),
    ],
)
def test_where_lines_hold_several_entries_each_keeps_its_line(index: int, expected: str) -> None:
    assert edit("[1, 2,\n 3, 4]", RemoveValue((index,))) == expected


def test_commas_that_begin_lines_stay_there() -> None:
    assert edit("[ 1\n, 2\n, 3 ]", RemoveValue((1,))) == "[ 1\n, 3 ]"


def test_neighbours_are_taken_out_together() -> None:
    edits = RemoveValue((1,)), RemoveValue((1,)), RemoveValue((3,))
    assert edit("[0, 1, 2, 3, 4, 5, 6]", *edits) == "[0, 3, 4, 6]"


@pytest.mark.parametrize("text", ["[ 1 , 2 ]", "[\n  1,\n  2\n]", "[1,2]"])
def test_an_array_of_which_nothing_stays_is_written_empty(text: str) -> None:
    assert edit(text, RemoveValue((0,)), RemoveValue((0,))) == "[]"


def test_an_object_of_which_nothing_stays_is_written_empty() -> None:
    assert edit('{"a": {\n  "x": 1\n}}', RemoveValue(("a", "x"))) == '{"a": {}}'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"a":1,"b":2}', '{"a":1,"b":2,"c":3}'),
        ('{"a": 1, "b": 2}', '{"a": 1, "b": 2, "c": 3}'),
        ('{ "a" : 1 , "b" : 2 }', '{ "a" : 1 , "b" : 2 , "c" : 3 }'),
        ('{\n  "a": 1\n}', '{\n  "a": 1,\n  "c": 3\n}'),
        ('{\r\n\t"a": 1\r\n}', '{\r\n\t"a": 1,\r\n\t"c": 3\r\n}'),
        ('{"a": 1}', '{"a": 1, "c": 3}'),
        ('{"a":1}', '{"a":1,"c":3}'),
        ("{}", '{\n  "c": 3\n}'),
    ],
)
def test_a_new_member_is_written_as_its_neighbours_are(text: str, expected: str) -> None:
    assert edit(text, SetValue(("c",), 3)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{\n "o": {}\n}', '{\n "o": {\n  "c": [\n   3\n  ]\n }\n}'),
        ('{\n "o": {"x": 1}\n}', '{\n "o": {"x": 1, "c": [3]}\n}'),
        ('{\n "p": 1, "o": {}\n}', '{\n "p": 1, "o": {"c": [3]}\n}'),
        ('{\n "p":1, "o": {}\n}', '{\n "p":1, "o": {"c":[3]}\n}'),
        ('{"o":{}}', '{"o":{"c":[3]}}'),
        ('{\n"o": {"x":1}, "y": [\n   {}\n  ]}', '{\n"o": {"x":1, "c":[3]}, "y": [\n   {}\n  ]}'),
    ],
)
def test_what_is_new_takes_several_lines_where_it_begins_one(text: str, expected: str) -> None:
    assert edit(text, SetValue(("o", "c"), [3])) == expected


def test_a_member_that_is_taken_out_and_put_back_is_the_last() -> None:
    edits = RemoveValue(("a",)), SetValue(("a",), 9)
    assert edit('{\n  "a": 1,\n  "b": 2\n}', *edits) == '{\n  "b": 2,\n  "a": 9\n}'


def test_the_last_member_that_is_replaced_by_another_leaves_no_comma_too_many() -> None:
    edits = RemoveValue(("b",)), SetValue(("c",), 3)
    assert edit('{\n  "a": 1,\n  "b": 2\n}', *edits) == '{\n  "a": 1,\n  "c": 3\n}'


def test_of_an_object_of_which_nothing_stays_new_members_take_the_places() -> None:
    edits = RemoveValue(("a",)), RemoveValue(("b",)), SetValue(("c",), 3), SetValue(("d",), 4)
    assert edit('{ "a": 1 ,"b": 2 }', *edits) == '{ "c": 3 ,"d": 4 }'


def test_an_object_that_is_put_in_place_of_a_scalar_is_indented_with_its_line() -> None:
    edited = edit('{\r\n  "a": {\r\n    "x": 1\r\n  }\r\n}', SetValue(("a", "x"), {"y": [1]}))
    assert edited == (
        '{\r\n  "a": {\r\n    "x": {\r\n      "y": [\r\n        1\r\n      ]\r\n    }\r\n  }\r\n}'
    )


def test_the_whole_document_can_be_replaced() -> None:
    assert edit(" [1, 2] \n", SetValue((), {"a": 1})) == ' {"a": 1} \n'


def test_a_text_in_ascii_stays_in_ascii() -> None:
    assert edit('["\\uc548"]', SetValue((0,), "녕")) == '["\\ub155"]'


def test_half_of_a_pair_is_written_as_its_escape() -> None:
    assert edit('["é"]', SetValue((0,), "\ud83c")) == '["\\ud83c"]'


def test_no_edit_changes_nothing() -> None:
    assert plan_splices(LINES, json.loads(LINES), []) == []


def test_splices_are_in_the_order_of_the_text() -> None:
    edits = SetValue(("c",), 4), SetValue(("b", "x", 1), 3), RemoveValue(("a",))
    splices = plan_splices(LINES, json.loads(LINES), edits)
    assert all(one.end <= other.start for one, other in pairwise(splices))
    assert apply_splices(LINES, splices) == '{\n  "b": {\n    "x": [1, 3]\n  },\n  "c": 4\n}\n'


def test_alternatives_are_planned_each_for_itself() -> None:
    edits: list[list[Edit]] = [[RemoveValue((0,))], [RemoveValue((0,))], [SetValue((1,), 9)], []]
    planned = plan_alternatives("[1, 2]", [1, 2], edits)
    assert planned[0] == planned[1] == [TextSplice(1, 4, "")]
    assert planned[2:] == [[TextSplice(4, 5, "9")], []]


@pytest.mark.parametrize("edits", [[RemoveValue(("z",))], [SetValue(("a", "b"), 1)]])
def test_a_path_that_leads_nowhere_is_refused(edits: list[Edit]) -> None:
    with pytest.raises(KeyError):
        edit('{"a": 1}', *edits)


def test_a_text_that_says_a_key_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="not that of the value"):
        edit('{"a": 1, "a": 2}', SetValue(("a",), 3))


def test_a_value_that_is_no_json_is_refused() -> None:
    wrong: Any = {1}
    with pytest.raises(WriteError):
        edit("[1]", SetValue((0,), wrong))


@pytest.mark.parametrize("indent", [None, "  "])
def test_ten_thousand_edits_take_no_more_than_the_text_is_longer(indent: str | None) -> None:
    style = TextStyle(indent=indent)
    seconds = [_time_edits(number, style) for number in (1_000, 10_000)]
    # Ten times as much; thirty times would be a sign of something that grows faster.
    assert seconds[1] < 30 * seconds[0] + 0.5


def _time_edits(number: int, style: TextStyle) -> float:
    value: Any = {"items": {f"i{k}": {"id": f"i{k}", "opacity": 2} for k in range(2 * number)}}
    edits: list[Edit] = [SetValue(("items", f"i{k}", "opacity"), 1) for k in range(number)]
    edits += [RemoveValue(("items", f"i{number + k}")) for k in range(number)]
    text = write_json(value, style)
    start = time.perf_counter()
    edited = edit_text(text, value, edits)
    seconds = time.perf_counter() - start
    assert edited == write_json(apply_edits(value, edits), style)
    return seconds
