"""`validate --baseline`: an old repository is adopted, and from then on only what is new counts."""

import json
import os
import random
from pathlib import Path
from typing import Any

import pytest

from tests.cli.harness import invoke, write_document, write_lacking
from tests.cli.repositories import commit_all, make_repository
from tests.documents import sound_document

KNOWN = Path("known.json")


pytestmark = pytest.mark.usefixtures("empty_directory")


def check(*arguments: str | Path) -> tuple[int, str, str]:
    result = invoke("validate", *arguments, "--baseline", KNOWN, "--format", "concise")
    return result.exit_code, result.stdout, result.stderr


def update(*arguments: str | Path) -> tuple[int, str, str]:
    return check(*arguments, "--update-baseline")


def list_known() -> dict[str, Any]:
    files: dict[str, Any] = json.loads(KNOWN.read_text("utf-8"))["files"]
    return files


def test_to_update_makes_the_file_and_ends_with_0() -> None:
    write_lacking("d/a.json", "x")
    write_lacking("d/b.json")
    assert update("d") == (
        0,
        "Nothing new to report in 2 files; 1 known issue not shown.\n",
        "note: known.json knows 1 issue in 1 file\n",
    )
    assert list(list_known()) == ["d/a.json"]
    assert KNOWN.read_text("utf-8").endswith("}\n")


def test_what_is_known_is_not_reported() -> None:
    write_lacking("a.json", "x")
    update("a.json")
    assert check("a.json") == (0, "Nothing new to report in 1 file; 1 known issue not shown.\n", "")


def test_what_is_new_is_reported() -> None:
    write_lacking("a.json", "x")
    update("a.json")
    write_lacking("a.json", "x", "y")
    code, shown, error = check("a.json")
    assert (code, error) == (1, "")
    assert "There is no item 'y'." in shown
    assert "There is no item 'x'." not in shown
    assert shown.endswith("1 error in 1 file; 1 known issue not shown.\n")


def test_of_three_equal_faults_the_third_is_new() -> None:
    write_lacking("a.json", "x", "x")
    update("a.json")
    assert check("a.json")[0] == 0
    write_lacking("a.json", "x", "x", "x")
    code, shown, _ = check("a.json")
    assert code == 1
    assert shown.count("REF101") == 1


def test_another_order_and_another_layout_change_nothing() -> None:
    document: dict[str, Any] = {**sound_document(), "compositionHeight": 1081}
    document["tracks"][0]["items"] += ["x", "y"]
    write_document(Path("a.json"), document)
    update("a.json")
    document["tracks"].reverse()
    keys = list(document)
    random.Random(1).shuffle(keys)
    Path("a.json").write_text(json.dumps({key: document[key] for key in keys}), "utf-8")
    code, shown, error = check("a.json", "--fail-on", "info")
    assert (code, error) == (0, "")
    assert shown == "Nothing new to report in 1 file; 3 known issues not shown.\n"


def test_what_is_gone_is_noted_and_fails_nothing() -> None:
    write_lacking("a.json", "x", "x", "y")
    update("a.json")
    write_lacking("a.json", "x")
    assert check("a.json") == (
        0,
        "Nothing new to report in 1 file; 1 known issue not shown.\n",
        (
            "note: known.json knows 2 issues that are gone (REF101 in a.json, REF101 in a.json); "
            "--update-baseline forgets them\n"
        ),
    )


def test_one_that_is_gone_is_noted_in_the_singular_and_not_when_quiet() -> None:
    write_lacking("a.json", "x")
    update("a.json")
    write_lacking("a.json")
    assert check("a.json")[2] == (
        "note: known.json knows 1 issue that is gone (REF101 in a.json); "
        "--update-baseline forgets it\n"
    )
    assert check("a.json", "--quiet") == (0, "", "")


def test_of_many_that_are_gone_some_are_named() -> None:
    write_lacking("a.json", *"vwxyz")
    update("a.json")
    write_lacking("a.json")
    assert "(REF101 in a.json, REF101 in a.json, REF101 in a.json, ...)" in check("a.json")[2]


def test_json_has_what_the_baseline_did() -> None:
    write_lacking("a.json", "x", "y")
    update("a.json")
    write_lacking("a.json", "x")
    result = invoke("validate", "a.json", "--baseline", KNOWN, "-f", "json")
    written = json.loads(result.stdout)["baseline"]
    (stale,) = written["stale"]
    assert written["hidden"] == 1
    assert (stale["path"], stale["code"], stale["count"]) == ("a.json", "REF101", 1)


def test_without_a_baseline_json_has_no_such_member() -> None:
    write_lacking("a.json")
    assert "baseline" not in json.loads(invoke("validate", "a.json", "-f", "json").stdout)


def test_to_update_forgets_what_is_gone() -> None:
    write_lacking("a.json", "x")
    write_lacking("b.json", "x")
    update("a.json", "b.json")
    write_lacking("a.json")
    assert update("a.json", "b.json")[2] == "note: known.json knows 1 issue in 1 file\n"
    assert list(list_known()) == ["b.json"]


def test_to_update_keeps_files_that_are_not_checked() -> None:
    write_lacking("a.json", "x")
    write_lacking("b.json", "x")
    update("a.json", "b.json")
    write_lacking("a.json")
    update("a.json")
    assert list(list_known()) == ["b.json"]


def test_to_update_keeps_rules_that_are_not_asked() -> None:
    write_lacking("a.json", "x", compositionHeight=1081)
    update("a.json")
    update("a.json", "--select", "MED")
    assert list(list_known()["a.json"]) == ["MED106", "REF101"]
    assert check("a.json", "--select", "MED")[2] == ""


def test_to_update_without_a_change_leaves_the_file_alone() -> None:
    write_lacking("a.json", "x")
    update("a.json")
    os.utime(KNOWN, (1, 1))
    update("a.json")
    assert KNOWN.stat().st_mtime == 1


@pytest.mark.parametrize("scope", [".", "d", "d/*.json", "*/*.json", "**/*.json", "d*"])
def test_a_file_that_is_gone_is_stale_where_it_would_have_been_checked(scope: str) -> None:
    write_lacking("d/a.json", "x")
    write_lacking("d/b.json")
    update(".")
    Path("d/a.json").unlink()
    assert "1 issue that is gone (REF101 in d/a.json)" in check(scope)[2]
    update(scope)
    assert list_known() == {}


@pytest.mark.parametrize("scope", ["e", "d/b.json", "*.json", "d/c*.json", "e/**"])
def test_a_file_that_is_gone_is_none_of_the_business_of_another_scope(scope: str) -> None:
    write_lacking("d/a.json", "x")
    for name in ("d/b.json", "d/c.json", "e/a.json", "a.json"):
        write_lacking(name)
    update(".")
    Path("d/a.json").unlink()
    assert check(scope)[2] == ""
    update(scope)
    assert list(list_known()) == ["d/a.json"]


def test_a_file_that_is_there_and_was_not_checked_is_not_gone() -> None:
    write_lacking("node_modules/a.json", "x")
    update("node_modules/a.json")
    write_lacking("b.json")
    assert check(".")[2] == ""


def test_paths_are_relative_to_the_folder_of_the_baseline(monkeypatch: pytest.MonkeyPatch) -> None:
    write_lacking("d/a.json", "x")
    update("d")
    monkeypatch.chdir("d")
    result = invoke("validate", "a.json", "--baseline", "../known.json")
    assert result.exit_code == 0
    write_lacking("b.json", "x")
    invoke("validate", ".", "--baseline", "sub/../../known.json", "--update-baseline")
    assert list(json.loads(Path("../known.json").read_text("utf-8"))["files"]) == [
        "d/a.json",
        "d/b.json",
    ]


def test_the_configuration_can_name_the_baseline(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("kvid-composition.toml").write_text('baseline = "known.json"\n')
    write_lacking("d/a.json", "x")
    monkeypatch.chdir("d")
    assert invoke("validate", ".", "--update-baseline").exit_code == 0
    assert Path("../known.json").exists()
    assert invoke("validate", "a.json").exit_code == 0


def test_the_baseline_itself_is_not_checked() -> None:
    write_lacking("a.json", "x")
    update(".")
    assert check(".")[1] == "Nothing new to report in 1 file; 1 known issue not shown.\n"


def test_a_hook_may_name_the_baseline_among_the_files_of_a_commit() -> None:
    write_lacking("a.json", "x")
    update("a.json")
    assert check("a.json", KNOWN)[1].startswith("Nothing new to report in 1 file; ")
    code, shown, note = check(KNOWN)
    assert (code, shown) == (0, "Nothing was checked.\n")
    assert note == "note: known.json is not checked: it is the baseline\n"


def test_the_baseline_is_never_written_over_by_a_report() -> None:
    write_lacking("a.json", "x")
    update("a.json")
    before = KNOWN.read_bytes()
    code, shown, error = check("a.json", "--output", "json=./known.json")
    assert (code, shown) == (2, "")
    assert error.startswith("error USAGE: ")
    assert error.endswith("known.json: this is read, and would be written over\n")
    assert KNOWN.read_bytes() == before


def test_the_staged_version_of_a_file_is_known_under_the_name_of_the_file() -> None:
    folder = make_repository(Path("repository").absolute())
    os.chdir(folder)
    write_lacking("a.json", "x")
    update("a.json")
    commit_all(folder)
    assert check(":a.json")[0] == 0


def test_the_standard_input_has_no_name_to_be_known_by() -> None:
    data = write_lacking("a.json", "x").read_bytes()
    result = invoke("validate", "-", "a.json", "--baseline", KNOWN, "--update-baseline", stdin=data)
    assert result.exit_code == 1
    assert result.stdout.endswith("1 error in 1 of 2 files; 1 known issue not shown.\n")
    assert list(list_known()) == ["a.json"]


def test_more_issues_than_a_report_holds_are_all_known() -> None:
    Path("kvid-composition.toml").write_text("[limits]\nissues = 5\n")
    write_lacking("a.json", *(f"x{number}" for number in range(50)))
    assert update("a.json")[0] == 0
    assert sum(list_known()["a.json"]["REF101"].values()) == 50
    write_lacking("a.json", *(f"x{number}" for number in range(51)))
    code, shown, _ = check("a.json")
    assert code == 1
    assert "There is no item 'x50'." in shown
    assert shown.endswith("1 error in 1 file; 50 known issues not shown.\n")


def test_a_file_that_cannot_be_read_keeps_what_is_known_of_it() -> None:
    write_lacking("a.json", "x")
    update("a.json")
    Path("a.json").unlink()
    assert update("a.json")[0] == 2
    assert list(list_known()) == ["a.json"]


def test_a_broken_text_keeps_what_is_known_of_it() -> None:
    write_lacking("a.json", "x")
    update("a.json")
    text = Path("a.json").read_text("utf-8")
    Path("a.json").write_text("{", "utf-8")
    code, shown, error = check("a.json")
    assert (code, error) == (1, "")
    assert "DOC101" in shown
    update("a.json")
    Path("a.json").write_text(text, "utf-8")
    assert check("a.json")[0] == 0


def test_a_baseline_that_is_not_there_ends_with_2_and_advice() -> None:
    write_lacking("a.json", "x")
    expected = "error UNREADABLE_BASELINE: "
    code, shown, error = check("a.json")
    assert (code, shown) == (2, "")
    assert error.startswith(expected)
    assert error.endswith("known.json: there is no such file; --update-baseline makes it\n")


@pytest.mark.parametrize("options", [(), ("--update-baseline",)])
def test_a_baseline_that_is_none_ends_with_2_and_its_place(options: tuple[str, ...]) -> None:
    write_lacking("a.json", "x")
    KNOWN.write_text('{"version": 1,\n"files": []}')
    code, shown, error = check("a.json", *options)
    assert (code, shown) == (2, "")
    assert error.startswith("error BASELINE: ")
    assert "known.json:2:10: at /files: an object is needed, not an array; remove" in error
    assert KNOWN.read_text() == '{"version": 1,\n"files": []}'


@pytest.mark.parametrize("name", [".", "x\0", "gone/known.json"])
def test_a_baseline_that_cannot_be_used_ends_with_2_and_no_traceback(name: str) -> None:
    write_lacking("a.json", "x")
    result = invoke("validate", "a.json", "--baseline", name, "--update-baseline")
    assert result.exit_code == 2
    assert result.stderr.startswith("error UN")
    assert "BASELINE: " in result.stderr or "OUTPUT: " in result.stderr


def test_to_update_without_a_baseline_is_wrong_usage() -> None:
    write_lacking("a.json", "x")
    result = invoke("validate", "a.json", "--update-baseline")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("error USAGE: --update-baseline needs --baseline FILE")
