"""Where values stand in a text."""

import json
from json import JSONDecoder

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvid_composition.document.pointer import Path
from kvid_composition.document.positions import Place, Position, locate_offsets, locate_paths
from kvid_composition.document.values import JsonValue, are_same_text

SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4)
KEYS = st.sampled_from(["a", "b", "", "0", 'q"', "\\", "/", "é", "😀", "\n"])
VALUES: st.SearchStrategy[JsonValue] = st.recursive(
    SCALARS,
    lambda parts: st.lists(parts, max_size=4) | st.dictionaries(KEYS, parts, max_size=4),
    max_leaves=25,
)
LAYOUTS = st.sampled_from([None, 0, 2, "\t"])


def paths_of(value: JsonValue) -> dict[Path, JsonValue]:
    """Every path in a value, by plain recursion."""
    found: dict[Path, JsonValue] = {(): value}
    steps: list[tuple[str | int, JsonValue]] = []
    if isinstance(value, dict):
        steps = list(value.items())
    elif isinstance(value, list):
        steps = list(enumerate(value))
    for step, part in steps:
        found.update({(step, *rest): inner for rest, inner in paths_of(part).items()})
    return found


def place_of(text: str, *path: str | int) -> Place | None:
    return locate_paths(text, [path]).get(path)


def start_of(text: str, *path: str | int) -> str | None:
    place = place_of(text, *path)
    return None if place is None else text[place.value.offset :]


@given(VALUES, LAYOUTS, st.booleans())
def test_law_text_at_a_place_is_the_value_at_its_path(
    value: JsonValue, indent: int | str | None, ascii_only: bool
) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    expected = paths_of(json.loads(text))
    places = locate_paths(text, expected)
    assert places.keys() == expected.keys()
    for path, part in expected.items():
        read = JSONDecoder().raw_decode(text, places[path].value.offset)[0]
        assert are_same_text(read, part) or repr(read) == repr(part)


@given(VALUES, LAYOUTS)
def test_law_text_at_the_key_of_a_place_is_the_last_step(
    value: JsonValue, indent: int | str | None
) -> None:
    text = json.dumps(value, indent=indent)
    for path, place in locate_paths(text, paths_of(value)).items():
        if place.key is None:
            assert not path or isinstance(path[-1], int)
        else:
            assert JSONDecoder().raw_decode(text, place.key.offset)[0] == path[-1]


@given(VALUES, st.data())
def test_law_a_path_alone_is_found_where_all_paths_find_it(
    value: JsonValue, data: st.DataObject
) -> None:
    text = json.dumps(value)
    places = locate_paths(text, paths_of(value))
    path = data.draw(st.sampled_from(sorted(places, key=repr)))
    assert locate_paths(text, [path]) == {path: places[path]}


@given(st.text(alphabet="a\n\r\u2028é😀"), st.data())
def test_law_lines_and_columns_count_as_splitting_at_line_feeds_does(
    text: str, data: st.DataObject
) -> None:
    offsets = data.draw(st.lists(st.integers(0, len(text))))
    for offset, position in locate_offsets(text, offsets).items():
        lines = text[:offset].split("\n")
        assert position == Position(line=len(lines), column=len(lines[-1]) + 1, offset=offset)


@given(st.text(alphabet='{}[]",:\\ 01nault-'), st.lists(st.sampled_from(["a", 0, 1, ""])))
def test_no_text_makes_it_raise(text: str, steps: list[str | int]) -> None:
    places = locate_paths(text, [(), tuple(steps), ("a", 1), (0, "")])
    assert all(0 <= place.value.offset < len(text) for place in places.values())


@given(VALUES, st.data())
def test_no_cut_text_makes_it_raise(value: JsonValue, data: st.DataObject) -> None:
    text = json.dumps(value)
    cut = text[: data.draw(st.integers(0, len(text)))]
    assert locate_paths(cut, paths_of(value)).keys() <= paths_of(value).keys()


def test_line_column_and_offset_are_of_key_and_value() -> None:
    text = '{\r\n  "é": {"b": 1},\r\n  "c": [\n    7]}'
    assert locate_paths(text, [("é", "b"), ("c", 0), ()]) == {
        ("é", "b"): Place(
            key=Position(line=2, column=9, offset=11), value=Position(line=2, column=14, offset=16)
        ),
        ("c", 0): Place(key=None, value=Position(line=4, column=5, offset=34)),
        (): Place(key=None, value=Position(line=1, column=1, offset=0)),
    }


def test_a_path_to_nothing_is_left_out() -> None:
    text = '{"a": [1], "b": "x", "c": {}}'
    nothing: list[Path] = [("a", 1), ("a", "0"), ("b", 0), ("c", "d"), (0,), ("a", -1)]
    assert locate_paths(text, nothing) == {}


def test_the_last_of_duplicate_keys_counts() -> None:
    assert start_of('{"a": 1, "a": 2}', "a") == "2}"


def test_parts_of_an_earlier_duplicate_are_not_there() -> None:
    text = '{"a": {"b": [5]}, "a": {"c": 1}}'
    assert locate_paths(text, [("a", "b"), ("a", "b", 0)]) == {}


def test_an_array_after_a_duplicate_counts_from_zero() -> None:
    assert start_of('{"a": [1, 2], "a": [3, 4]}', "a", 1) == "4]}"


def test_an_escaped_key_is_read_before_it_is_compared() -> None:
    assert start_of(r'{"\u0061\"": 1}', 'a"') == "1}"


def test_a_key_with_a_broken_escape_hides_only_itself() -> None:
    assert start_of(r'{"\x": 1, "a": 2}', "a") == "2}"


@pytest.mark.parametrize("skipped", ["NaN", "-Infinity", "1" * 5000, "-" + "1" * 5000, '"\n"'])
def test_values_that_only_the_value_walk_refuses_are_passed(skipped: str) -> None:
    assert start_of(f'{{"s": {skipped}, "t": [{skipped}], "a": 2}}', "a") == "2}"


@pytest.mark.parametrize("inside", ["", r'"]\"["', "{}", "[1], [2]"])
def test_nesting_too_deep_for_the_parser_is_passed(inside: str) -> None:
    deep = "[" * 100_000 + inside + "]" * 100_000
    assert start_of(f"[{deep}, 2]", 1) == "2]"


def test_a_path_into_deep_nesting_is_found() -> None:
    text = "[" * 100_000 + "7" + "]" * 100_000
    assert start_of(text, *(0,) * 100_000) == "7" + "]" * 100_000


@pytest.mark.parametrize(
    "end", ["", "[" * 5000, "[" * 5000 + '"', "x", "[x", '"', "[1", '["a]', "[[1}", "[1 2]"]
)
def test_what_stands_before_a_fault_is_found(end: str) -> None:
    assert start_of('{"a": 1, "b": ' + end, "a") == '1, "b": ' + end
    assert start_of('["a", ' + end, 0) == '"a", ' + end


def test_a_text_without_a_value_has_no_places() -> None:
    assert locate_paths(" \n", [()]) == {}


def test_no_paths_give_no_places() -> None:
    assert locate_paths('{"a": 1}', []) == {}
