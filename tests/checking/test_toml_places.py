"""Places of keys in a TOML text."""

import pytest

from kvid_composition.checking.toml_places import locate_key, parse_toml

TEXT = '''\
# selct is not meant here
title = """
selct = 3
"""

[tool.other]
selct = 1

[tool.ours]  # ours
ignore = [
    "selct",
    "x",
]
selct = ["a"]
limits = { selct = 3, depth = 4 }
"with.dot" = 1
deep.selct = 3
[tool.ours."per-file"]
"a b/" = ["x"]
twice = "twice"
'''


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (("title",), (2, 1)),
        (("tool", "other", "selct"), (7, 1)),
        (("tool", "ours"), (9, None)),
        (("tool", "ours", "ignore"), (10, 1)),
        (("tool", "ours", "selct"), (14, 1)),
        (("tool", "ours", "limits", "selct"), (15, 12)),
        (("tool", "ours", "limits", "depth"), (15, 23)),
        (("tool", "ours", "with.dot"), (16, 2)),
        (("tool", "ours", "deep", "selct"), (17, 6)),
        (("tool", "ours", "per-file", "a b/"), (19, 2)),
        (("tool", "ours", "per-file", "twice"), (20, None)),
        (("nowhere",), None),
        (("tool", "ours", "nowhere"), None),
        (("title", "selct"), None),
    ],
)
def test_a_key_is_where_it_is_given(
    path: tuple[str, ...], place: tuple[int, int | None] | None
) -> None:
    assert locate_key(TEXT, path) == place


def test_lines_end_as_those_of_toml_do() -> None:
    assert locate_key("a = 'x\u2028y'\r\nb = 1\r\n", ("b",)) == (2, 1)


def test_a_key_that_is_written_with_escapes_is_not_found() -> None:
    assert locate_key('"s\\u0065lct" = 1', ("selct",)) is None


def test_a_value_of_very_many_lines_is_not_waited_for() -> None:
    lines = "\n".join(f'  "{number}",' for number in range(1000))
    assert locate_key(f"names = [\n{lines}\n]\n", ("names",)) is None


def test_a_name_in_very_many_lines_is_not_looked_for_without_end() -> None:
    text = "\n".join(f"# key {number}" for number in range(1000))
    assert locate_key(f"{text}\nkey = 1\n", ("key",)) is None


@pytest.mark.parametrize("text", ["x = [", "x = 1\nx = 2", "x = " + "[" * 5000, "= 1", "x = \x00"])
def test_what_is_no_toml_is_a_value_error(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_toml(text)
