"""Where entries stand in a text, from end to end."""

import json
from typing import Any

import pytest

from kvid_composition.document.text_places import Entry, TextPlaces, locate_entries


def locate(text: str, *path: str | int, value: Any = None) -> TextPlaces:
    """Look for the entry at a path, and give the container that holds it."""
    document = json.loads(text) if value is None else value
    root = places = TextPlaces([document])
    part: Any = [document]
    for step in (0, *path[:-1]):
        part = part[step]
        places = places.look_into(step, part)
    places.wanted.setdefault(path[-1])
    locate_entries(text, root)
    return places


def cut(text: str, entry: Entry) -> tuple[str, str, str]:
    """Give key, value and the whole of an entry."""
    key = text[entry.start : entry.key_end]
    return key, text[entry.value : entry.end], text[entry.start : entry.end]


def test_a_member_is_found_with_its_key_and_its_end() -> None:
    text = '{"a": 1, "b" : [1, {"c": 2}] , "d": 3}'
    places = locate(text, "b")
    entry = places.entries[places.numbers["b"]]
    assert cut(text, entry) == ('"b"', '[1, {"c": 2}]', '"b" : [1, {"c": 2}]')


def test_an_element_has_no_key() -> None:
    text = "[1, [2] , 3]"
    places = locate(text, 1)
    assert cut(text, places.entries[1]) == ("", "[2]", "[2]")


def test_the_neighbours_the_first_and_the_last_two_are_found_as_well() -> None:
    text = json.dumps(list(range(20)))
    assert sorted(locate(text, 9).entries) == [0, 8, 9, 10, 18, 19]


def test_the_brackets_are_found() -> None:
    text = '  {"a": [ 1 ] }'
    places = locate(text, "a", 0)
    assert (text[places.opening - 1], text[places.closing]) == ("[", "]")


def test_the_gap_before_an_entry_reaches_to_the_entry_or_bracket_before() -> None:
    text = "[ 1 , 2 ]"
    places = locate(text, 1)
    assert [places.read_gap(text, number) for number in (0, 1)] == [" ", " , "]


def test_the_document_itself_is_an_entry() -> None:
    root = TextPlaces([1])
    root.wanted[0] = None
    locate_entries(" 1.0 ", root)
    assert root.entries[0] == Entry(1, 1, 1, 4)


def test_a_container_that_is_looked_into_is_an_entry_as_well() -> None:
    text = '{"a": [1, [2]], "b": 3}'
    places = locate(text, "a", 1, 0)
    assert (places.opening, places.closing) == (11, 12)


def test_a_depth_beyond_the_stack_is_no_obstacle() -> None:
    depth = 5_000
    value: Any = []
    for _ in range(depth):
        value = [value]
    text = "[" * (depth + 1) + "]" * (depth + 1)
    places = locate(text, *[0] * depth, value=value)
    assert places.opening == depth


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"a": 1, "a": 2}', {"a": 2}),
        ('{"b": 2}', {"a": 1, "b": 2}),
        ('{"a": }', {"a": 1}),
        ('{"a": 1', {"a": 1}),
        ("[1]", {"a": 1}),
    ],
)
def test_a_text_that_says_something_else_is_refused(text: str, value: Any) -> None:
    with pytest.raises(ValueError, match="is not that of the value"):
        locate(text, "a", value=value)


def test_no_text_is_refused() -> None:
    with pytest.raises(ValueError, match="offset 1 "):
        locate_entries(" ", TextPlaces([1]))
