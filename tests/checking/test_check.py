"""One file: what is found, what of it is known, and what is shown of it."""

import json
from typing import Any

import pytest

from kvid_composition import Limits, ValidationConfig
from kvid_composition.checking.baseline import name_issue
from kvid_composition.checking.check import check_text
from kvid_composition.checking.known_issues import KnownIssue
from kvid_composition.checking.run import CheckedFile
from tests.documents import sound_document

CONFIG = ValidationConfig()


def write(*gone: str, **members: Any) -> bytes:
    """Write a sound document whose first track also lists items that are not there."""
    document = {**sound_document(), **members}
    document["tracks"][0]["items"] += gone
    return json.dumps(document, indent=2).encode()


def list_codes(file: CheckedFile) -> list[str]:
    return [issue.code for issue in file.report.issues]


def test_a_sound_file_has_nothing_to_show() -> None:
    file = check_text("a.json", write(), CONFIG, with_excerpts=True, with_corrections=True)
    assert file == CheckedFile("a.json", file.report)
    assert file.report.issues == ()


def test_the_configuration_says_which_rules_report() -> None:
    file = check_text("a", write("x", fps=0), ValidationConfig(ignore=["REF"]))
    assert list_codes(file) == ["STR103"]


def test_without_a_wish_nothing_is_shown_of_an_issue() -> None:
    file = check_text("a", write("x"), CONFIG)
    assert list_codes(file) == ["REF101"]
    assert not file.excerpts
    assert not file.corrections


def test_an_excerpt_shows_the_line_of_its_issue() -> None:
    file = check_text("a", write("x"), CONFIG, with_excerpts=True)
    (issue,) = file.report.issues
    excerpt = file.excerpts[issue]
    assert (excerpt.line, excerpt.text.strip()) == (issue.line, '"x"')


def test_excerpts_go_to_the_worst_that_can_be_shown() -> None:
    data = write("x", "y", compositionHeight=1081)
    file = check_text("a", data, CONFIG, with_excerpts=True, most=1)
    assert [issue.code for issue in file.excerpts] == ["REF101"]
    assert len(check_text("a", data, CONFIG, with_excerpts=True, most=3).excerpts) == 3
    assert not check_text("a", data, CONFIG, with_excerpts=True, most=0).excerpts


def test_a_correction_says_what_would_mend_its_issue() -> None:
    file = check_text("a", write("x", compositionHeight=1081), CONFIG, with_corrections=True)
    assert [issue.code for issue in file.corrections] == ["REF101"]
    (correction,) = file.corrections.values()
    (change,) = correction.changes
    assert (correction.is_safe, change.text) == (True, "")


def test_a_text_that_is_no_json_has_no_corrections() -> None:
    file = check_text("a", b"{", CONFIG, with_corrections=True)
    assert list_codes(file) == ["DOC101"]
    assert not file.corrections


def test_what_is_known_is_hidden_and_gets_no_excerpt() -> None:
    (issue,) = check_text("a", write("x"), CONFIG).report.issues
    file = check_text(
        "a", write("x", "y"), CONFIG, known={name_issue(issue): 1}, with_excerpts=True
    )
    (new,) = file.report.issues
    assert new.message == "There is no item 'y'."
    assert list(file.excerpts) == [new]
    assert file.hidden == {name_issue(issue): 1}


def test_what_is_known_and_not_looked_for_is_not_stale() -> None:
    (issue,) = check_text("a", write("x"), CONFIG).report.issues
    known = {name_issue(issue): 1}
    assert check_text("a", write(), CONFIG, known=known).stale == known
    assert check_text("a", write(), ValidationConfig(ignore=["REF101"]), known=known).stale == {}


def test_a_byte_that_is_no_utf_8_is_shown_as_such() -> None:
    file = check_text("a", b'{"fps": "caf\xe9"}', CONFIG, with_excerpts=True)
    (issue,) = file.report.issues
    assert issue.code == "DOC102"
    excerpt = file.excerpts[issue]
    assert excerpt.text[excerpt.start] == "\ufffd"


def test_a_byte_order_mark_does_not_shift_an_excerpt() -> None:
    file = check_text("a", b"\xef\xbb\xbf" + write("x"), CONFIG, with_excerpts=True)
    issue = file.report.issues[-1]
    excerpt = file.excerpts[issue]
    assert (issue.code, excerpt.text[excerpt.start :].strip()) == ("REF101", '"x"')


def test_of_utf_16_nothing_can_be_shown() -> None:
    file = check_text("a", '{"fps": 1}'.encode("utf-16"), CONFIG, with_excerpts=True)
    assert list_codes(file) == ["DOC102"]
    assert not file.excerpts


def test_of_a_text_that_is_too_large_nothing_can_be_shown() -> None:
    config = ValidationConfig(limits=Limits(text_bytes=10))
    file = check_text("a", write(), config, with_excerpts=True, with_corrections=True)
    assert list_codes(file) == ["DOC106"]
    assert not file.excerpts
    assert not file.corrections


@pytest.mark.parametrize("rules", [(), ("REF",)])
def test_nothing_is_stale_in_what_could_not_be_read(rules: tuple[str, ...]) -> None:
    known = {KnownIssue("REF101", "0" * 16): 1}
    file = check_text("x.json", b"{", ValidationConfig(select=rules), known=known)
    assert file.stale == {}


def test_behind_a_byte_order_mark_what_is_gone_is_stale() -> None:
    known = {KnownIssue("REF101", "0" * 16): 1}
    data = json.dumps(sound_document()).encode("utf-8-sig")
    assert check_text("x.json", data, ValidationConfig(), known=known).stale == known
