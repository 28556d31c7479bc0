"""Reading and writing baselines: the same again, or a word on where and what to do."""

import json

import jsonschema
import pytest

from kvid_composition.checking.baseline import Baseline
from kvid_composition.checking.baseline_reader import BaselineError, read_baseline, write_baseline
from kvid_composition.checking.baseline_schema import baseline_schema
from kvid_composition.checking.known_issues import KnownIssue

A, B = KnownIssue("REF101", "0a"), KnownIssue("TIM105", "0b")
SOME = Baseline({"b/한국어.json": {A: 2}, "a.json": {B: 1, A: 1}})


def test_a_baseline_has_an_issue_on_each_line_and_ends_with_a_line() -> None:
    assert write_baseline(SOME) == (
        "{\n"
        '  "version": 1,\n'
        '  "files": {\n'
        '    "a.json": {\n'
        '      "REF101": {\n'
        '        "0a": 1\n'
        "      },\n"
        '      "TIM105": {\n'
        '        "0b": 1\n'
        "      }\n"
        "    },\n"
        '    "b/한국어.json": {\n'
        '      "REF101": {\n'
        '        "0a": 2\n'
        "      }\n"
        "    }\n"
        "  }\n"
        "}\n"
    )


@pytest.mark.parametrize("baseline", [SOME, Baseline()])
def test_what_is_written_is_read_again(baseline: Baseline) -> None:
    assert read_baseline(write_baseline(baseline).encode()) == baseline


def test_a_name_that_utf_8_cannot_hold_is_written_as_an_escape() -> None:
    baseline = Baseline({"\udcff.json": {A: 1}})
    assert "\\udcff" in write_baseline(baseline)
    assert read_baseline(write_baseline(baseline).encode()) == baseline


def test_a_byte_order_mark_does_no_harm() -> None:
    assert read_baseline(b"\xef\xbb\xbf" + write_baseline(SOME).encode()) == SOME


@pytest.mark.parametrize("baseline", [SOME, Baseline()])
def test_what_is_written_is_what_the_schema_says(baseline: Baseline) -> None:
    jsonschema.validate(json.loads(write_baseline(baseline)), baseline_schema())


@pytest.mark.parametrize(
    ("text", "pointer", "place", "reason"),
    [
        ("", "", (1, 1), "this is no baseline: "),
        ("[]", "", (1, 1), "an object is needed, not an array"),
        ("{}", "", (1, 1), "this is no baseline, since it has no version"),
        ('{"version": 1}', "", (1, 1), "the member 'files' is missing"),
        (
            '{"version": 2, "files": {}}',
            "/version",
            (1, 13),
            "this version of the library knows baselines of version 1, not 2",
        ),
        ('{"version": true, "files": {}}', "/version", (1, 13), "this version of the library"),
        ('{"version": 1,\n "files": []}', "/files", (2, 11), "an object is needed, not an array"),
        (
            '{"version": 1, "files": {}, "x/y": 0}',
            "/x~1y",
            (1, 36),
            "there is no such member in a baseline",
        ),
        ('{"version": 1, "files": {"a": 1}}', "/files/a", (1, 31), "an object is needed, not 1"),
        (
            '{"version": 1, "files": {"a": {"REF101": null}}}',
            "/files/a/REF101",
            (1, 42),
            "an object is needed, not null",
        ),
        (
            '{"version": 1, "files": {"a": {"REF101": {"0a": 0}}}}',
            "/files/a/REF101/0a",
            (1, 49),
            "a count is an integer from 1, not 0",
        ),
        (
            '{"version": 1, "files": {"a": {"REF101": {"0a": true}}}}',
            "/files/a/REF101/0a",
            (1, 49),
            "a count is an integer from 1, not true",
        ),
        (
            '{"version": 1, "files": {"a": {}, "a": {}}}',
            "/files/a",
            (1, 35),
            "this is no baseline: the key",
        ),
        ("<<<<<<< ours\n{}", "", (1, 1), "this is no baseline: "),
    ],
)
def test_what_is_no_baseline_is_refused_with_place_and_advice(
    text: str, pointer: str, place: tuple[int, int], reason: str
) -> None:
    with pytest.raises(BaselineError) as raised:
        read_baseline(text.encode())
    error = raised.value
    assert error.pointer == pointer
    assert error.position is not None
    assert (error.position.line, error.position.column) == place
    assert error.reason.startswith(reason)
    assert error.reason.endswith("remove the file, and write a new one with --update-baseline")


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(BaselineError, match="0xFF is not UTF-8"):
        read_baseline(b"\xff")


def test_an_error_says_the_place_and_the_reason() -> None:
    with pytest.raises(BaselineError, match=r"^at /version: this version of the library"):
        read_baseline(b'{"version": 0}')
    with pytest.raises(BaselineError, match=r"^this is no baseline"):
        read_baseline(b"{}")


@pytest.mark.parametrize("count", [0, -1, 1.5, "1", None, True])
def test_the_schema_refuses_the_counts_that_the_reader_refuses(count: object) -> None:
    written = {"version": 1, "files": {"a": {"REF101": {"0a": count}}}}
    with pytest.raises(BaselineError):
        read_baseline(json.dumps(written).encode())
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(written, baseline_schema())
