"""Documents that were read: what can be worked on, and what a changed one is written like."""

from typing import Any

import pytest

from kvid_composition.checking.documents import (
    Document,
    Refusal,
    find_unusable,
    interpret_bytes,
    name_place,
    write_like,
)
from kvid_composition.document.positions import Position


def read(data: bytes) -> Document:
    document = interpret_bytes("a.json", data)
    assert isinstance(document, Document)
    return document


def test_what_is_json_is_a_document() -> None:
    assert read(b'{"a": 1}') == Document("a.json", '{"a": 1}', {"a": 1})


@pytest.mark.parametrize(
    ("data", "code", "place"),
    [(b"{", "DOC101", "a.json:1:2"), (b'{"a":\n 1e999}', "DOC104", "a.json:2:2")],
)
def test_what_is_none_is_refused_with_its_place(data: bytes, code: str, place: str) -> None:
    found = interpret_bytes("a.json", data)
    assert isinstance(found, Refusal)
    assert (found.code, found.place) == (code, place)
    assert str(found) == f"{found.place}: {found.reason}"


@pytest.mark.parametrize("value", [{}, [], None, {"a": "\ud800"}, {"a": 2**60}])
def test_what_is_json_can_be_worked_on(value: Any) -> None:
    assert find_unusable(value) is None


@pytest.mark.parametrize(("value", "code"), [(float("nan"), "DOC104"), ({"a": 10**400}, "DOC106")])
def test_what_is_no_json_cannot_be_worked_on(value: Any, code: str) -> None:
    fault = find_unusable(value)
    assert fault is not None
    assert fault.code == code


def test_a_place_has_line_and_column_where_they_are_known() -> None:
    assert name_place("a.json", Position(offset=9, line=2, column=3)) == "a.json:2:3"
    assert name_place("a.json", None) == "a.json"


def test_what_has_not_changed_is_the_very_text() -> None:
    document = read(b'{"a":  1.50}')
    assert write_like(document, {"a": 1.5}) == '{"a":  1.50}'


def test_what_has_changed_is_written_in_the_style_of_the_text() -> None:
    assert write_like(read(b'{\n\t"a": 1\n}\n'), {"a": 2}) == '{\n\t"a": 2\n}\n'
