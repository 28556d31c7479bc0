"""Patterns for files: what each means, as gitignore has it, and what is none."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pathspec import GitIgnoreSpec
from pathspec.patterns.gitignore.base import GitIgnorePatternError

from kvid_composition.checking.file_patterns import (
    FilePatternError,
    check_pattern,
    escape_path,
    matches_pattern,
)


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("a.json", "a.json"),
        ("a.json", "x/y/a.json"),
        ("drafts", "drafts/a.json"),
        ("drafts", "x/drafts/y/a.json"),
        ("drafts/", "x/drafts/a.json"),
        ("/drafts", "drafts/a.json"),
        ("x/drafts", "x/drafts/a.json"),
        ("*.json", "x/a.json"),
        ("x/*.json", "x/a.json"),
        ("x/**/a.json", "x/a.json"),
        ("x/**/a.json", "x/y/z/a.json"),
        ("**/a.json", "x/a.json"),
        ("**/a.json", "a.json"),
        ("x/**", "x/y/a.json"),
        ("x/**/", "x/y/a.json"),
        ("**/", "x/a.json"),
        ("**", "a.json"),
        ("?.json", "a.json"),
        ("[ab].json", "b.json"),
        ("[a-c].json", "b.json"),
        ("[!a-c].json", "d.json"),
        ("[^a].json", "d.json"),
        ("[]x].json", "].json"),
        ("[a-].json", "-.json"),
        (r"[\]].json", "].json"),
        (r"\*.json", "*.json"),
        (r"\!a.json", "!a.json"),
        ("#a.json", "#a.json"),
        ("a.j(son", "a.j(son"),
        ("a**b", "a-b"),
        ("ä*", "ä.json"),
        ("*", "line\nbreak"),
    ],
)
def test_a_pattern_means_a_file(pattern: str, path: str) -> None:
    assert matches_pattern(pattern, path)


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("a.json", "aa.json"),
        ("a.json", "A.JSON"),
        ("drafts/", "x/drafts"),
        ("/drafts", "x/drafts/a.json"),
        ("x/drafts", "y/x/drafts/a.json"),
        ("x/*.json", "x/y/a.json"),
        ("x?a.json", "x/a.json"),
        ("x[!b]a.json", "x/a.json"),
        ("x/**", "x"),
        ("x/**/", "x/a.json"),
        ("**/", "a.json"),
        ("x/**/a.json", "xa.json"),
        ("[!a-c].json", "b.json"),
        (r"\*.json", "a.json"),
        ("a.json", "aXjson"),
    ],
)
def test_a_pattern_does_not_mean_another_file(pattern: str, path: str) -> None:
    assert not matches_pattern(pattern, path)


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("", "it names nothing"),
        ("/", "it names nothing"),
        ("//", "it names nothing"),
        ("a//b", "two slashes"),
        ("!a.json", "takes nothing back"),
        ("./a.json", "without '.' and '..'"),
        ("../a.json", "without '.' and '..'"),
        ("a/../b", "without '.' and '..'"),
        ("[a", "never closed"),
        ("x[/]a", "never closed"),
        ("[]", "never closed"),
        ("a\\", "behind the last backslash"),
        ("[z-a]", "ends before it begins"),
    ],
)
def test_what_is_no_pattern_is_refused_with_its_reason(pattern: str, reason: str) -> None:
    with pytest.raises(FilePatternError, match=reason) as caught:
        check_pattern(pattern)
    assert caught.value.pattern == pattern


def test_the_error_is_harmless_to_a_terminal() -> None:
    with pytest.raises(FilePatternError) as caught:
        check_pattern("!\x1b[31m" + "x" * 1000)
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 250


_STEP = st.text("ab*?[]!-^\\.#(|~& ä", min_size=1, max_size=5)


def _join(steps: list[str], start: str, end: str) -> str:
    return start + "/".join(steps) + end


_PATTERNS = st.builds(
    _join,
    st.lists(_STEP | st.just("**"), min_size=1, max_size=3),
    st.sampled_from(["", "/"]),
    st.sampled_from(["", "/"]),
)
_PATHS = st.lists(
    st.text("ab*?[]!-^\\#(|~& ä", min_size=1, max_size=4), min_size=1, max_size=4
).map("/".join)


@pytest.mark.filterwarnings("ignore:Possible (nested set|set ):FutureWarning")
@given(_PATTERNS, _PATHS)
def test_a_pattern_means_what_it_means_to_another_library(pattern: str, path: str) -> None:
    try:
        ours = matches_pattern(pattern, path)
    except FilePatternError:
        return
    # There, blanks at the end mean nothing, and `#` begins a comment. What it makes of the last is
    # not what git does; see the tables above.
    if pattern.startswith("#") or pattern.rstrip("/").endswith(" ") or pattern.endswith("**/"):
        return
    try:
        theirs = GitIgnoreSpec.from_lines([pattern]).match_file(path)
    except GitIgnorePatternError:
        return
    assert ours == theirs


@given(_PATHS, _PATHS)
def test_an_escaped_path_means_this_one_file(path: str, other: str) -> None:
    assert matches_pattern(escape_path(path), path)
    is_inside = other == path or other.startswith(f"{path}/")
    assert matches_pattern(escape_path(path), other) == is_inside


@given(st.text(max_size=12), st.text(max_size=12))
def test_any_text_is_a_pattern_or_an_error_of_ours(pattern: str, path: str) -> None:
    with suppress(FilePatternError):
        matches_pattern(pattern, path)
