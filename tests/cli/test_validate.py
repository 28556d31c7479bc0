"""`validate`: verdict, formats, selection; and nothing hostile reaches the terminal."""

import json
from pathlib import Path
from typing import Any

import pytest

from kvid_composition.cli.inputs import STDIN
from tests.cli.harness import NAUGHTY, broken_document, invoke, write_document
from tests.documents import sound_document


@pytest.fixture(autouse=True)
def _stand_in_empty_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(name: str, document: object) -> Path:
    return write_document(Path(name), document)


def warned_document() -> dict[str, Any]:
    document = sound_document()
    document["compositionHeight"] = 1081
    return document


def test_a_sound_file_ends_with_0_and_a_friendly_line() -> None:
    result = invoke("validate", write("a.json", sound_document()))
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "1 file is sound: nothing to report.\n"


def test_an_error_ends_with_1_and_names_its_place() -> None:
    result = invoke("validate", write("a.json", broken_document()))
    assert result.exit_code == 1
    assert result.stdout == (
        "error REF101 track-item-missing: There is no item 'gone'.\n"
        "   --> a.json:11:9\n"
        "    |\n"
        ' 11 | "gone"\n'
        "    | ^^^^^^\n"
        "    = at /tracks/0/items/2\n"
        "    = hint: Remove the entry from the track, or add the item.\n"
        "    = repair: names the key under which the item stands, or drops the entry (safe)\n"
        "\n"
        "1 error in 1 file.\n"
    )


def test_a_text_that_is_no_json_is_a_finding_with_its_place() -> None:
    Path("a.json").write_text('{"fps": 30,\n}')
    result = invoke("validate", "a.json")
    assert result.exit_code == 1
    assert result.stdout.startswith("error DOC101 invalid-json: ")
    assert "--> a.json:1:11" in result.stdout


@pytest.mark.parametrize(
    ("fail_on", "code"), [("error", 0), ("warning", 1), ("info", 1), ("never", 0)]
)
def test_fail_on_sets_the_mildest_severity_that_fails(fail_on: str, code: int) -> None:
    path = write("a.json", warned_document())
    assert invoke("validate", path, "--fail-on", fail_on).exit_code == code


def test_never_does_not_even_fail_on_errors() -> None:
    path = write("a.json", broken_document())
    assert invoke("validate", path, "--fail-on", "never").exit_code == 0


def test_a_path_that_cannot_be_read_ends_with_2_and_the_others_are_reported() -> None:
    result = invoke("validate", "gone.json", write("a.json", broken_document()))
    assert result.exit_code == 2
    assert result.stderr == "error UNREADABLE_INPUT: gone.json: there is no such file\n"
    assert result.stdout.endswith("1 error in 1 file; 1 path could not be read.\n")


def test_a_pattern_without_a_match_ends_with_2() -> None:
    result = invoke("validate", "*.json")
    assert result.exit_code == 2
    assert result.stderr == "error UNREADABLE_INPUT: *.json: no file matches this pattern\n"


def test_directories_patterns_and_files_can_be_mixed() -> None:
    write("d/a.json", sound_document())
    write("e/b.json", sound_document())
    path = write("c.json", broken_document())
    result = invoke("validate", "d", "e/*.json", path)
    assert result.stdout.endswith("1 error in 1 of 3 files.\n")


def test_the_standard_input_is_read_as_bytes() -> None:
    result = invoke("validate", "-", stdin=b'\xff\xfe{"a": 1}')
    assert result.exit_code == 1
    assert result.stdout.startswith("error DOC102 invalid-encoding: ")
    assert f"--> {STDIN}:1:1" in result.stdout


def test_rules_can_be_selected_by_code_name_and_family() -> None:
    document = {**warned_document(), "durationInFrames": 0}
    path = write("a.json", document)
    for reference in ("TIM101", "duration-below-one-frame", "tim"):
        result = invoke("validate", path, "--select", reference, "--format", "json")
        issues = json.loads(result.stdout)["files"][0]["issues"]
        assert [issue["code"] for issue in issues] == ["TIM101"]


def test_rules_can_be_ignored_with_commas_and_repeated() -> None:
    document = {**warned_document(), "durationInFrames": 0, "fps": 0}
    path = write("a.json", document)
    result = invoke("validate", path, "--ignore", "TIM, MED106", "--ignore", "STR103,")
    assert result.stdout == "Nothing to report in 1 file.\n"


@pytest.mark.parametrize("option", ["--select", "--ignore"])
@pytest.mark.parametrize("reference", ["", ",", " , "])
def test_an_option_that_names_no_rule_is_wrong_usage(option: str, reference: str) -> None:
    result = invoke("validate", write("a.json", broken_document()), option, reference)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"error USAGE: {option} names no rule")


def test_an_empty_path_is_wrong_usage() -> None:
    write("a.json", sound_document())
    result = invoke("validate", "a.json", "")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("error USAGE: a PATH is empty")


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_what_only_some_rules_looked_at_is_not_called_sound(option: str) -> None:
    path = write("a.json", sound_document())
    result = invoke("validate", path, option, "REF")
    assert (result.exit_code, result.stdout) == (0, "Nothing to report in 1 file.\n")


def test_no_document_ends_the_command_and_hides_the_others() -> None:
    document = sound_document()
    document["items"]["txt1"]["assetId"] = []
    document["items"]["sol1"]["audioFadeInDurationInSeconds"] = "slow"
    result = invoke("validate", write("a.json", document), write("b.json", broken_document()))
    assert (result.exit_code, result.stderr) == (1, "")
    assert result.stdout.endswith("1 error in 1 of 2 files.\n")


def test_an_unknown_rule_ends_with_2_and_a_suggestion() -> None:
    result = invoke("validate", write("a.json", sound_document()), "--ignore", "TIM15")
    assert (result.exit_code, result.stdout) == (2, "")
    expected = "error UNKNOWN_RULE: no rule is called 'TIM15'; did you mean TIM105?\n"
    assert result.stderr == expected


def test_json_is_one_object_with_every_report() -> None:
    path = write("a.json", broken_document())
    result = invoke("validate", path, "gone.json", "--format", "json")
    written = json.loads(result.stdout)
    assert written["files"][0]["path"] == "a.json"
    assert written["files"][0]["issues"][0]["line"] == 11
    assert written["unreadable"] == [{"path": "gone.json", "reason": "there is no such file"}]
    assert written["summary"]["error"] == 1


def test_json_is_ascii_so_that_any_pipe_holds_it() -> None:
    path = write("a.json", broken_document("안녕"))
    result = invoke("validate", path, "-f", "json")
    assert result.stdout.isascii()
    assert "안녕" in json.loads(result.stdout)["files"][0]["issues"][0]["message"]


def test_json_is_never_coloured() -> None:
    path = write("a.json", broken_document())
    result = invoke("validate", path, "-f", "json", env={"FORCE_COLOR": "1"})
    assert "\x1b" not in result.stdout


def make_many() -> dict[str, Any]:
    document = sound_document()
    document["tracks"][0]["items"] += [f"gone-{number}" for number in range(1100)]
    return document


@pytest.mark.parametrize(("options", "shown"), [((), 1000), (("--max-issues", "0"), 1100)])
def test_a_thousand_issues_are_shown_unless_asked(options: tuple[str, ...], shown: int) -> None:
    result = invoke("validate", write("a.json", make_many()), *options)
    assert result.stdout.count("REF101") == shown


def test_what_is_not_shown_is_counted() -> None:
    result = invoke("validate", write("a.json", make_many()), "--max-issues", "3")
    assert "\n... and 1,097 more issues. --max-issues 0 shows all.\n" in result.stdout
    assert result.stdout.endswith("1,100 errors in 1 file.\n")


@pytest.mark.parametrize(("most", "shown"), [("0", 10_050), ("10020", 10_020)])
def test_more_issues_are_shown_than_a_report_holds_if_asked(most: str, shown: int) -> None:
    document = sound_document()
    document["tracks"][0]["items"] += ["gone"] * 10_050
    path = write("a.json", document)
    result = invoke("validate", path, "--format", "json", "--max-issues", most)
    (file,) = json.loads(result.stdout)["files"]
    assert (len(file["issues"]), file["summary"]["error"]) == (shown, 10_050)


def test_quiet_prints_issues_only() -> None:
    path, sound = write("a.json", broken_document()), write("b.json", sound_document())
    assert invoke("validate", path, "--quiet").stdout.endswith("drops the entry (safe)\n")
    assert invoke("validate", sound, "--quiet").stdout == ""


def test_colour_is_on_when_forced_and_off_in_a_pipe() -> None:
    path = write("a.json", broken_document())
    assert "\x1b[1;31merror" in invoke("validate", path, "--color", "always").stdout
    assert "\x1b" not in invoke("validate", path).stdout


def test_no_color_beats_the_option() -> None:
    path = write("a.json", broken_document())
    result = invoke("validate", path, "--color", "always", env={"NO_COLOR": "1"})
    assert "\x1b" not in result.stdout


@pytest.mark.parametrize("format_", ["text", "json"])
def test_naughty_ids_never_reach_the_terminal(format_: str) -> None:
    document = broken_document(NAUGHTY)
    document["items"][NAUGHTY + "2"] = {"id": NAUGHTY, "type": NAUGHTY}
    document["assets"][NAUGHTY] = {"id": "x", "type": NAUGHTY, "remoteUrl": NAUGHTY}
    result = invoke("validate", write("a.json", document), "--format", format_)
    assert result.exit_code == 1
    assert result.stdout.replace("\n", "").isprintable()


@pytest.mark.parametrize("format_", ["text", "json"])
def test_naughty_file_names_never_reach_the_terminal(format_: str) -> None:
    write(NAUGHTY, broken_document())
    result = invoke("validate", NAUGHTY, f"gone{NAUGHTY}", "--format", format_)
    assert result.exit_code == 2
    assert (result.stdout + result.stderr).replace("\n", "").isprintable()


def test_lone_surrogates_in_keys_do_no_harm() -> None:
    # No pointer can lead through such a key, so it ends before it.
    Path("a.json").write_text('{"\\ud800": {"a": 1, "a": 2}}')
    result = invoke("validate", "a.json")
    assert result.exit_code == 1
    assert "error DOC103" in result.stdout
    assert "--> a.json:1:21" in result.stdout
    assert result.stdout.replace("\n", "").isprintable()


def test_a_file_name_that_is_no_utf_8_is_written_as_escapes() -> None:
    name = b"\xff.json".decode("utf-8", "surrogateescape")
    write(name, broken_document())
    assert "--> \\udcff.json:11:9" in invoke("validate", ".").stdout


def test_a_path_is_needed() -> None:
    assert invoke("validate").exit_code == 2
