"""`validate` in formats for CI: every issue stands at its file in the checkout."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from tests.cli.harness import broken_document, invoke, write_document
from tests.cli.repositories import commit_all, make_repository
from tests.reporting.workflow_commands import read_commands


@pytest.fixture(autouse=True)
def _stand_in_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE", "CI_PROJECT_DIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(make_repository(tmp_path / "repository"))
    write_document(Path("sub", "a.json"), broken_document())
    commit_all(Path(), "fix: all")


def _read_artifact(place: Any) -> dict[str, str]:
    artifact: dict[str, str] = place["physicalLocation"]["artifactLocation"]
    return artifact


def read_sarif(shown: str) -> dict[str, str]:
    (run,) = json.loads(shown)["runs"]
    (notice,) = run["invocations"][0]["toolExecutionNotifications"] or [None]
    return _read_artifact((notice or run["results"][0])["locations"][0])


def read_github(shown: str) -> str:
    return read_commands(shown)[0].properties["file"]


def read_gitlab(shown: str) -> str:
    path: str = json.loads(shown)[0]["location"]["path"]
    return path


def read_junit(shown: str) -> str:
    return next(ET.fromstring(shown).iter("testcase")).attrib["file"]


NAMES: dict[str, Callable[[str], str]] = {
    "github": read_github,
    "gitlab": read_gitlab,
    "junit": read_junit,
}


def name_in_reports(argument: str | Path) -> str:
    """Give the name under which all formats report a file of the checkout."""
    names = {read(invoke("validate", argument, "-f", each).stdout) for each, read in NAMES.items()}
    artifact = read_sarif(invoke("validate", argument, "-f", "sarif").stdout)
    assert artifact.pop("uriBaseId") == "%SRCROOT%"
    (name,) = {*names, *artifact.values()}
    return name


@pytest.mark.parametrize("format_", NAMES)
def test_a_file_outside_of_the_checkout_is_named_in_full(format_: str, tmp_path: Path) -> None:
    file = write_document(tmp_path / "outside" / "b.json", broken_document())
    result = invoke("validate", "../outside/b.json", "--format", format_)
    assert NAMES[format_](result.stdout) == str(file)


def test_a_file_outside_of_the_checkout_is_a_whole_uri_in_sarif(tmp_path: Path) -> None:
    file = write_document(tmp_path / "outside" / "b.json", broken_document())
    result = invoke("validate", "../outside/b.json", "--format", "sarif")
    assert read_sarif(result.stdout) == {"uri": file.as_uri()}


@pytest.mark.parametrize("variable", ["GITHUB_WORKSPACE", "CI_PROJECT_DIR"])
def test_a_workspace_may_be_named_by_a_link(
    variable: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "link").symlink_to("repository")
    monkeypatch.setenv(variable, str(tmp_path / "link"))
    monkeypatch.chdir("sub")
    assert name_in_reports("a.json") == "sub/a.json"


def test_a_file_may_be_named_through_a_link_to_the_workspace(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("repository")
    assert name_in_reports(tmp_path / "link" / "sub" / "a.json") == "sub/a.json"
    assert name_in_reports("../link/sub/a.json") == "sub/a.json"


def test_a_link_in_the_checkout_is_a_file_of_it(tmp_path: Path) -> None:
    write_document(tmp_path / "outside" / "b.json", broken_document())
    Path("linked").symlink_to(tmp_path / "outside")
    assert name_in_reports("linked/b.json") == "linked/b.json"


@pytest.mark.parametrize(
    "name", ["HEAD:sub/a.json", ":sub/a.json", ":0:sub/a.json", "HEAD:./sub/a.json"]
)
def test_a_version_stands_at_its_file(name: str) -> None:
    assert name_in_reports(name) == "sub/a.json"


@pytest.mark.parametrize(
    "name", ["HEAD:sub/a.json", ":./a.json", "HEAD:../sub/a.json", "HEAD^{/fix: all}:sub/a.json"]
)
def test_a_version_stands_at_its_file_from_a_folder_as_well(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir("sub")
    assert name_in_reports(name) == "sub/a.json"


def test_a_version_of_a_repository_in_the_workspace_stands_at_its_file_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    assert name_in_reports("HEAD:sub/a.json") == "repository/sub/a.json"


def test_a_version_that_is_not_there_stands_where_its_file_would_be() -> None:
    for format_ in ("gitlab", "junit"):
        shown = invoke("validate", "HEAD:gone.json", "--format", format_).stdout
        assert NAMES[format_](shown) == "gone.json"
    shown = invoke("validate", "HEAD:gone.json", "--format", "sarif").stdout
    assert read_sarif(shown) == {"uri": "gone.json", "uriBaseId": "%SRCROOT%"}


def test_people_and_programs_read_the_name_that_was_typed() -> None:
    for format_ in ("text", "concise", "json", "github"):
        assert "HEAD:sub/a.json" in invoke("validate", "HEAD:sub/a.json", "-f", format_).stdout


@pytest.mark.parametrize(("name", "is_mended"), [("sub/a.json", True), ("HEAD:sub/a.json", False)])
def test_only_what_is_in_the_file_comes_with_changes_of_it(name: str, *, is_mended: bool) -> None:
    (run,) = json.loads(invoke("validate", name, "-f", "sarif").stdout)["runs"]
    assert ("fixes" in run["results"][0]) == is_mended


def test_the_standard_input_has_no_place() -> None:
    data = Path("sub/a.json").read_bytes()
    result = invoke("validate", "-", "--format", "gitlab", stdin=data)
    assert read_gitlab(result.stdout) == "<stdin>"


def test_settings_in_a_folder_know_a_version_by_the_path_of_its_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Path("sub/kvid-composition.toml").write_text('[per-file-ignores]\n"/a.json" = ["REF101"]\n')
    monkeypatch.chdir("sub")
    assert invoke("validate", "HEAD:sub/a.json").exit_code == 0


def test_a_working_directory_that_is_gone_has_no_places(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = Path("sub/a.json").absolute()
    monkeypatch.chdir(tmp_path)
    Path("gone").mkdir()
    monkeypatch.chdir("gone")
    os.rmdir("../gone")  # noqa: PTH106  the path is from a folder that goes
    result = invoke("validate", file, "--format", "gitlab")
    assert read_gitlab(result.stdout) == str(file)
