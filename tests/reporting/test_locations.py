"""Locations: relative to the checkout, on POSIX and on Windows, as names and as URIs."""

from urllib.parse import unquote_to_bytes, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvid_composition.reporting.locations import locate_file, write_uri
from kvid_composition.reporting.render_settings import RenderSettings

NOWHERE = RenderSettings()
HERE = RenderSettings(directory="/repo/sub", root="/repo")
WINDOWS = RenderSettings(directory="C:\\repo\\sub", root="C:\\repo")


@pytest.mark.parametrize(
    ("path", "settings", "name"),
    [
        ("a.json", NOWHERE, "a.json"),
        ("./d/../a.json", NOWHERE, "a.json"),
        ("/x/a.json", NOWHERE, "/x/a.json"),
        ("a.json", HERE, "sub/a.json"),
        ("../a.json", HERE, "a.json"),
        ("/repo/a.json", HERE, "a.json"),
        ("/repository/a.json", HERE, "/repository/a.json"),
        ("../../x/a.json", HERE, "/x/a.json"),
        ("../a.json", RenderSettings(directory="/repo/sub"), "/repo/a.json"),
        ("../a.json", NOWHERE, "../a.json"),
        ("/repo/sub/a.json", RenderSettings(directory="/repo/sub"), "a.json"),
        ("/repo/a.json", RenderSettings(root="/repo/"), "a.json"),
        ("a.json", RenderSettings(directory="/"), "a.json"),
        ("a\\b.json", HERE, "sub/a\\b.json"),
        ("d\\a.json", WINDOWS, "sub/d/a.json"),
        ("d/a.json", WINDOWS, "sub/d/a.json"),
        ("c:\\REPO\\a.json", WINDOWS, "a.json"),
        ("D:\\x\\a.json", WINDOWS, "D:/x/a.json"),
        ("..\\..\\x\\a.json", WINDOWS, "C:/x/a.json"),
        ("D:\\x\\a.json", NOWHERE, "D:/x/a.json"),
        ("\\\\server\\share\\a.json", NOWHERE, "//server/share/a.json"),
        ("<stdin>", HERE, "<stdin>"),
        ("HEAD:a.json", NOWHERE, "HEAD:a.json"),
        ("a:\\b", HERE, "sub/a:\\b"),
    ],
)
def test_a_file_is_named_as_seen_from_the_root(
    path: str, settings: RenderSettings, name: str
) -> None:
    assert locate_file(path, settings) == name


@pytest.mark.parametrize(
    ("path", "uri", "is_relative"),
    [
        ("d/a.json", "d/a.json", True),
        ("a b%41#?.json", "a%20b%2541%23%3F.json", True),
        ("HEAD:a.json", "HEAD%3Aa.json", True),
        ("여름.json", "%EC%97%AC%EB%A6%84.json", True),
        ("\udcff.json", "%FF.json", True),
        ("\ud800.json", "%5Cud800.json", True),
        ("a\\b.json", "a%5Cb.json", True),
        ("\x1b\n.json", "%1B%0A.json", True),
        ("<stdin>", "%3Cstdin%3E", True),
        ("/x/a b.json", "file:///x/a%20b.json", False),
        ("D:\\x\\a b.json", "file:///D:/x/a%20b.json", False),
        ("\\\\server\\share\\a.json", "file://server/share/a.json", False),
    ],
)
def test_a_file_is_a_uri_that_says_whether_it_is_relative(
    path: str, uri: str, is_relative: bool
) -> None:
    assert write_uri(path, NOWHERE) == (uri, is_relative)


@given(st.lists(st.text("ab :%#?여\\\x1b", min_size=1), min_size=1, max_size=3).map("/".join))
def test_a_relative_uri_has_neither_scheme_nor_query_and_leads_to_the_file(path: str) -> None:
    name = locate_file(path, HERE)
    uri, is_relative = write_uri(path, HERE)
    parts = urlsplit(uri)
    assert (is_relative, uri.isascii(), parts.path) == (True, True, uri)
    assert unquote_to_bytes(uri).decode() == name


@pytest.mark.parametrize(
    ("path", "settings", "uri"),
    [
        ("../../x/a b.json", HERE, "file:///x/a%20b.json"),
        ("..\\..\\x\\a.json", WINDOWS, "file:///C:/x/a.json"),
    ],
)
def test_a_file_outside_of_the_root_is_a_whole_uri(
    path: str, settings: RenderSettings, uri: str
) -> None:
    assert write_uri(path, settings) == (uri, False)


def test_a_name_that_no_system_opens_is_cut() -> None:
    assert locate_file("x" * 10**6, NOWHERE) == "x" * 4096 + "…"
