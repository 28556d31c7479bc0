"""Excerpts: the right stretch of the right line, marked, short, and without secrets."""

import json
from collections.abc import Iterable
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvid_composition import Issue, validate_composition_text
from kvid_composition.checking.excerpt import Excerpt
from kvid_composition.checking.excerpts import cut_excerpts
from tests.checking.runs import make_issue

SECRET = "hunter2"


def cut(text: str, line: int, column: int) -> Excerpt:
    issue = make_issue(line=line, column=column)
    return cut_excerpts(text, [issue])[issue]


def cut_at(text: str, place: str) -> Excerpt:
    """Cut the excerpt at the first occurrence of a text."""
    offset = text.index(place)
    before = text[:offset]
    return cut(text, before.count("\n") + 1, offset - before.rfind("\n"))


def mark(excerpt: Excerpt) -> str:
    """Give what is marked."""
    return excerpt.text[excerpt.start : excerpt.start + excerpt.length]


def test_the_line_of_the_place_is_shown_without_indentation() -> None:
    excerpt = cut('{\n \t "a": 1,\n  "b": 2\n}', 2, 9)
    expected = Excerpt(line=2, text='"a": 1,', start=5, length=1, extent=1)
    assert excerpt == expected


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ('["subtitle", 1]', '"subtitle"'),
        ('["a\\"b\\\\", 1]', '"a\\"b\\\\"'),
        ("[-1.5e+3, 1]", "-1.5e+3"),
        ("[true]", "true"),
        ("[{}]", "{}"),
        ("[{ }]", "{ }"),
        ("[[] ]", "[]"),
        ('[{"a": 1}]', "{"),
        ("[[1]]", "["),
        ('["never ends', '"never ends'),
        ("[,]", ","),
        ("['a']", "'a'"),
    ],
)
def test_what_is_marked_is_the_value_or_the_bracket_that_opens_it(text: str, marked: str) -> None:
    excerpt = cut(text, 1, 2)
    assert (mark(excerpt), excerpt.extent) == (marked, len(marked))


def test_a_container_that_ends_on_another_line_is_marked_by_its_bracket() -> None:
    assert mark(cut('{"a": {\n}}', 1, 7)) == "{"


def test_the_end_of_a_line_can_be_the_place() -> None:
    excerpt = cut('{"a": 1\n', 1, 8)
    assert (excerpt.text, excerpt.start, excerpt.length) == ('{"a": 1', 7, 1)


def test_a_place_behind_the_end_of_a_line_is_its_end() -> None:
    assert cut("[1\n]", 1, 90).start == 2


def test_the_end_of_the_text_can_be_the_place() -> None:
    excerpt = cut("{\n", 2, 1)
    assert (excerpt.text, excerpt.start, excerpt.length, excerpt.extent) == ("", 0, 1, 1)


def test_a_carriage_return_before_the_line_break_is_no_part_of_the_line() -> None:
    assert cut('{\r\n  "a": 1\r\n}', 2, 8).text == '"a": 1'


def test_a_place_within_the_indentation_is_not_cut_off() -> None:
    assert cut("    x", 1, 3) == Excerpt(line=1, text="  x", start=0, length=1, extent=1)


def test_an_issue_without_line_has_no_excerpt() -> None:
    assert cut_excerpts("{}", [make_issue(line=None, column=None)]) == {}


def test_an_issue_without_column_is_at_the_first() -> None:
    issue = make_issue(line=1, column=None)
    assert cut_excerpts("[1]", [issue])[issue].start == 0


def test_a_line_that_the_text_does_not_have_has_no_excerpt() -> None:
    assert cut_excerpts("{\n}", [make_issue(line=3, column=1)]) == {}


def test_issues_come_in_their_order_and_share_places() -> None:
    first, second = make_issue(line=2, column=1), make_issue(line=1, column=1, path="/a")
    third = make_issue(line=1, column=1, path="/b")
    excerpts = cut_excerpts("[1,\n2]", [first, second, third])
    assert list(excerpts) == [first, second, third]
    assert [excerpt.line for excerpt in excerpts.values()] == [2, 1, 1]


def test_of_a_long_line_the_part_around_the_place_is_shown() -> None:
    text = json.dumps(["x" * 9] * 100 + ["here"] + ["y" * 9] * 100)
    excerpt = cut_at(text, '"here"')
    assert excerpt.is_cut_left
    assert excerpt.is_cut_right
    assert (excerpt.start, len(excerpt.text), mark(excerpt)) == (80, 240, '"here"')
    assert excerpt.text in text


def test_a_place_whose_line_begins_just_at_the_edge_is_not_cut() -> None:
    text = json.dumps(["x" * 74, "here"])
    excerpt = cut_at(text, '"here"')
    assert (excerpt.start, excerpt.is_cut_left) == (79, False)


def test_of_an_endless_value_the_beginning_is_shown() -> None:
    excerpt = cut(json.dumps(["x" * 10**6]), 1, 2)
    assert (excerpt.length, excerpt.extent, excerpt.is_cut_right) == (160, 10**6 + 2, True)


def assert_hidden(text: str, place: str) -> None:
    excerpt = cut_at(text, place)
    assert SECRET not in excerpt.text
    assert "er2" not in excerpt.text
    assert "***" in excerpt.text


@pytest.mark.parametrize(
    "url",
    [
        f"https://user:{SECRET}@example.com/a.mp4",
        f"https:\\/\\/user:{SECRET}@example.com\\/a.mp4",
        f"https:\\\\\\\\user:{SECRET}@example.com",
        f"https://us\\u0065r:{SECRET}@example.com/a.mp4",
        f'https://us\\"er:{SECRET}@example.com/a.mp4',
        f'https://us\\",er:{SECRET}@example.com/a.mp4',
        f'https://us"er:{SECRET}@example.com/a.mp4',
        f"https://us\\ner:{SECRET}@example.com/a.mp4",
        f"\\u0068ttps:\\u002f\\u002fuser:{SECRET}\\u0040example.com/a.mp4",
        f"https://user:{SECRET}{'x' * 300}@example.com/a.mp4",
        f"https://user:{SECRET}{'x' * 3000}@example.com/a.mp4",
    ],
)
@pytest.mark.parametrize("place", ['"url"', '"http', '"\\u0068', '"end"'])
@pytest.mark.parametrize("before", [0, 300])
def test_user_info_of_a_url_is_never_shown(url: str, place: str, before: int) -> None:
    text = f'{{"x": "{"x" * before}", "url": "{url}", "end": 1}}'
    if place in text and not (place == '"end"' and len(url) > 120):
        assert_hidden(text, place)


@given(st.integers(0, 900), st.integers(0, 900), st.integers(0, 60))
def test_user_info_is_never_shown_however_the_line_is_cut(
    before: int, within: int, behind: int
) -> None:
    info = f"user:{'x' * within}{SECRET}{'y' * within}"
    text = json.dumps({"a": "b" * before, "u": f"https://{info}@example.com", "c": "d" * behind})
    for offset in range(1, len(text), 7):
        shown = cut(text, 1, offset).text
        assert SECRET not in shown
        assert "yyy@" not in shown


# Without what ends a host in a browser: "/", "\\", "?", "#".
INFOS = st.text(st.sampled_from('ab:%"\n\t\x1b여😀 ,[]{}'), max_size=500)


@given(
    st.text(st.sampled_from('ab",:/@\\'), max_size=300),
    st.sampled_from(["https://", "http:", "//", "\\\\", "wss:/"]),
    INFOS,
    INFOS,
    st.booleans(),
    st.integers(0, 2**32),
)
def test_no_cut_of_any_json_shows_a_secret(
    before: str, start: str, user: str, password: str, ascii_only: bool, seed: int
) -> None:
    url = f"{start}{user}{SECRET}{password}@example.com/a"
    value = {"a": before, "u": url, "b": [before]}
    text = json.dumps(value, ensure_ascii=ascii_only)
    assert SECRET not in cut(text, 1, 1 + seed % len(text)).text


def test_a_place_within_a_user_info_is_marked_at_its_stars() -> None:
    text = f'["https://user:{SECRET}@example.com"]'
    excerpt = cut_at(text, SECRET)
    assert (mark(excerpt)[:3], "er2" in excerpt.text) == ("***", False)


def test_a_hidden_user_info_does_not_move_the_place() -> None:
    text = f'{{"url": "https://user:{SECRET}@example.com", "x": [1]}}'
    excerpt = cut_at(text, "[1]")
    assert excerpt.text == '{"url": "https://***@example.com", "x": [1]}'
    assert (mark(excerpt), excerpt.start) == ("[", excerpt.text.index("[1]"))


def test_the_extent_of_a_url_counts_its_user_info() -> None:
    url = f'"https://user:{SECRET}@example.com"'
    excerpt = cut(f"[{url}]", 1, 2)
    assert (excerpt.extent, excerpt.length) == (len(url), len('"https://***@example.com"'))


def test_an_at_sign_alone_hides_nothing() -> None:
    text = '{"a": "me@example.com", "b": "@you"}'
    assert cut(text, 1, 7).text == text


@pytest.mark.parametrize("end", ['"', '" ', '"]'])
def test_a_url_without_path_hides_nothing_behind_it(end: str) -> None:
    text = f'["https://example.com{end}, "b", "@you"{", 1" * 500}]'
    excerpt = cut_at(text, '"b"')
    assert excerpt.text.startswith(f'["https://example.com{end}, "b", "@you", 1, 1')


def test_a_host_that_is_cut_is_shown() -> None:
    text = json.dumps(["x" * 140, f"https://{'e' * 60}.com/a", "y" * 900])
    assert cut(text, 1, 2).text.endswith("https://eeeeeee")


def test_nothing_is_hidden_behind_a_string_that_the_line_was_cut_in() -> None:
    text = json.dumps(["x" * 500, "a", "b@c"])
    assert cut_at(text, '"a"').text.endswith('"a", "b@c"]')


def places_of(text: str) -> Iterable[Issue]:
    for number, line in enumerate(text.split("\n"), 1):
        for column in range(1, len(line) + 2):
            yield make_issue(line=number, column=column)


@given(st.text(st.sampled_from('ab"\\{}[],: \t\n\r1여\u0301\ud800/@'), max_size=40))
def test_every_place_of_any_text_has_an_excerpt_of_its_line(text: str) -> None:
    issues = list(places_of(text))
    excerpts = cut_excerpts(text, issues)
    assert list(excerpts) == issues
    for issue, excerpt in excerpts.items():
        line = text.split("\n")[excerpt.line - 1]
        assert excerpt.line == issue.line
        assert excerpt.text in line or "***" in excerpt.text
        assert 0 <= excerpt.start <= len(excerpt.text)
        assert excerpt.length >= 1
        assert excerpt.extent >= 1


@given(st.lists(st.one_of(st.integers(), st.text(max_size=8)), min_size=1, max_size=9))
def test_what_is_marked_is_the_value_that_the_path_leads_to(values: list[object]) -> None:
    text = json.dumps({"list": values}, indent=1)
    line = next(i for i, row in enumerate(text.split("\n"), 1) if row.startswith("  "))
    for number, value in enumerate(values):
        excerpt = cut(text, line + number, 3)
        assert "/" in str(value) or json.loads(mark(excerpt)) == value


def test_a_real_report_is_cut_at_its_places() -> None:
    text = json.dumps({"fps": 0, "tracks": [], "items": {}, "assets": {}, "compositionWidth": "x"})
    report = validate_composition_text(text)
    excerpts = cut_excerpts(text, report.issues)
    assert len(excerpts) == len(report.issues) > 2
    by_path = {issue.path: mark(excerpt) for issue, excerpt in excerpts.items()}
    assert (by_path["/fps"], by_path["/compositionWidth"], by_path[""]) == ("0", '"x"', "{")


def measure(text: str, number: int) -> float:
    step = len(text) // number
    issues = [make_issue(line=1, column=1 + step * k, path=str(k)) for k in range(number)]
    start = perf_counter()
    cut_excerpts(text, issues)
    return perf_counter() - start


def test_one_endless_line_costs_no_more_for_each_issue_than_a_short_one() -> None:
    short = measure('{"a": "b"},' * 1000, 1000)
    endless = measure('{"a": "b"},' * 400_000, 1000)
    assert endless < 20 * short + 0.5
