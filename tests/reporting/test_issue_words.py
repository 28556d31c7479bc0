"""Names of files and places in words: short, harmless, without secrets."""

import pytest

from kvid_composition.reporting.issue_words import (
    cut_pointer,
    name_file,
    name_place,
    name_pointer,
    name_related,
)
from tests.checking.runs import make_file, make_issue


def test_a_place_is_named_as_editors_open_it() -> None:
    assert name_place(make_file("d/a b.json"), make_issue()) == "d/a b.json:3:7"


def test_the_root_is_named_in_words() -> None:
    assert (name_pointer(""), name_pointer("/a")) == ("the root", "/a")


@pytest.mark.parametrize("longest", [10, 200])
def test_an_endless_pointer_is_cut(longest: int) -> None:
    pointer = "/items/" + "x" * 10**6
    assert cut_pointer(pointer, longest) == pointer[:longest] + "…"


def test_a_pointer_that_is_just_short_enough_is_whole() -> None:
    assert cut_pointer("/abc", 4) == "/abc"


@pytest.mark.parametrize(
    "pointer",
    [
        "/items/https:~1~1user:hunter2@example.com~1a/id",
        "/items/~1~1user:hunter2@example.com",
        f"/items/https:~1~1user:hunter2{'x' * 500}@example.com",
        f"/items/{'y' * 180}https:~1~1user:hunter2@example.com",
    ],
)
def test_a_pointer_shows_no_user_info_of_a_url_in_a_key(pointer: str) -> None:
    assert "hunter2" not in cut_pointer(pointer)


def test_an_at_sign_in_a_key_is_shown() -> None:
    assert cut_pointer("/items/a@b") == "/items/a@b"


def test_two_urls_in_one_pointer_are_both_redacted() -> None:
    pointer = "/a~1~1user:password@x~1/b~1~1user:password@y"
    assert cut_pointer(pointer) == "/a~1~1***@x~1/b~1~1***@y"


def test_an_endless_file_name_is_cut() -> None:
    assert name_file("x" * 10**6) == "x" * 400 + "…"


def test_a_file_name_is_escaped() -> None:
    assert name_file("a\x1b\n\udcff") == "a\\u001b\\u000a\\udcff"


def test_five_related_places_are_all_named() -> None:
    assert name_related(tuple("abcde")) == "a, b, c, d, e"
    assert name_related(tuple("abcdef")) == "a, b, c, d, e and 1 more"
