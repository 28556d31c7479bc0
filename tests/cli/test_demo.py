"""`demo`: the tour tells the truth, fits 80 columns, and waits for nobody."""

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

from kvid_composition import merge_three_way, validate_composition, validate_composition_text
from kvid_composition.preflight.preflight import preflight_operation
from kvid_composition.reporting.cells import measure_text
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
    for options in (("--format", "concise"), ("--max-issues", "1")):
        report = invoke("validate", str(BUNDLE / "faulty.json"), *options).stdout
        words = report.replace(f"{BUNDLE}/", "").split()
        assert " ".join(words) in " ".join(read_story().split())


def find_step(number: int) -> str:
    """Give the text of a step of the tour."""
    return read_story().partition(f"\n{number}. ")[2].partition(f"\n{number + 1}. ")[0]


def test_the_tour_tells_what_the_patch_destroys() -> None:
    step = find_step(3)
    assert "BREAKS  This merge would lose 7 items" in step
    assert "  - clip.mp4  video vid1, on track 'trVid'" in step
    assert "There is no item 'cap1'." in step


def test_the_preflight_in_the_tour_is_what_preflight_prints() -> None:
    printed = invoke("preflight", str(BUNDLE / "sound.json"), str(BUNDLE / "agent-merge.json"))
    words = " ".join(find_step(3).split())
    for part in (printed.stdout.splitlines()[0], printed.stdout.splitlines()[-1]):
        assert " ".join(part.split()) in words


def test_the_better_body_of_the_tour_loses_nothing() -> None:
    document = json.loads((BUNDLE / "sound.json").read_bytes())
    body = json.loads((BUNDLE / "agent-merge.json").read_bytes())
    better = preflight_operation(document, body).better
    assert better is not None
    assert preflight_operation(document, better).verdict == "safe"


def test_the_diff_in_the_tour_is_what_diff_prints() -> None:
    printed = invoke("diff", str(BUNDLE / "sound.json"), str(BUNDLE / "edited.json"))
    assert printed.exit_code == 1
    assert " ".join(printed.stdout.split()) in " ".join(find_step(4).split())


def test_the_merge_in_the_tour_is_what_merge_prints(tmp_path: Path) -> None:
    inputs = [str(BUNDLE / f"{name}.json") for name in ("sound", "edited", "agent")]
    printed = invoke("merge", *inputs, "-o", str(tmp_path / "both.json"))
    assert printed.exit_code == 1
    assert " ".join(printed.stdout.split()) in " ".join(find_step(5).split())


def test_the_merge_in_the_tour_holds_both_and_is_sound_when_decided() -> None:
    base, ours, theirs = (
        json.loads((BUNDLE / f"{name}.json").read_bytes()) for name in ("sound", "edited", "agent")
    )
    result = merge_three_way(base, ours, theirs, strategy="theirs")
    items: Any = result.document["items"]
    logo = items["img1"]
    assert (logo["from"], logo["opacity"]) == (45, 0.8)
    assert result.clean
    assert validate_composition(result.document).ok


def test_the_edited_document_has_no_issue_at_all() -> None:
    assert not validate_composition(json.loads((BUNDLE / "edited.json").read_bytes())).issues


def test_the_tour_fits_80_columns_in_a_pipe() -> None:
    rows = read_story().splitlines()
    assert [row for row in rows if measure_text(row) > 80 and str(BUNDLE) not in row] == []


def test_the_tour_is_plain_in_a_pipe_and_coloured_when_asked() -> None:
    assert "\x1b" not in read_story()
    assert "\x1b[1;31merror" in invoke("demo", "--color", "always").stdout
