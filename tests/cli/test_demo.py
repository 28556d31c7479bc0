"""`demo`: the tour tells the truth, fits 80 columns, and waits for nobody."""

import json
from importlib.resources import files

from kvid_composition import validate_composition, validate_composition_text
from tests.cli.harness import invoke

BUNDLE = files("kvid_composition.cli") / "demo"


def read_story() -> str:
    result = invoke("demo")
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


def test_the_first_document_has_no_issue_at_all() -> None:
    assert not validate_composition(json.loads((BUNDLE / "sound.json").read_bytes())).issues


def test_the_second_document_has_ten_faults_of_every_family() -> None:
    issues = validate_composition_text((BUNDLE / "faulty.json").read_bytes()).issues
    assert len(issues) == len({issue.code for issue in issues}) == 10
    families = {issue.code[:3] for issue in issues}
    assert families == {"DOC", "STR", "REF", "TIM", "MED", "POR"}


def test_the_tour_shows_each_fault_with_its_place() -> None:
    story = read_story()
    for issue in validate_composition_text((BUNDLE / "faulty.json").read_bytes()).issues:
        assert f"faulty.json:{issue.line}:{issue.column}:" in story
        assert issue.code in story


def test_the_report_in_the_tour_is_what_validate_prints() -> None:
    report = invoke("validate", str(BUNDLE / "faulty.json"), "--quiet").stdout
    words = report.replace(f"{BUNDLE}/", "").split()
    assert " ".join(words) in " ".join(read_story().split())


def test_the_tour_tells_what_the_merge_destroys() -> None:
    story = read_story()
    assert "items before  8  vid1, vid2, img1, gif1, txt1, cap1, aud1, sol1" in story
    assert "items after   1  txt1\n" in story
    assert "gone          7  vid1, vid2, img1, gif1, cap1, aud1, sol1" in story
    assert "7 new errors (REF101)" in story


def test_the_tour_shows_the_way_that_loses_nothing() -> None:
    after = read_story().partition("apply_operation")[2]
    assert "gone          0\n" in after
    assert "1 file is sound" in after


def test_the_tour_fits_80_columns_in_a_pipe() -> None:
    rows = read_story().splitlines()
    assert [row for row in rows if len(row) > 80 and str(BUNDLE) not in row] == []


def test_the_tour_is_plain_in_a_pipe_and_coloured_when_asked() -> None:
    assert read_story().isascii()
    assert "\x1b" not in read_story()
    assert "\x1b[1;31merror" in invoke("demo", "--color", "always").stdout
