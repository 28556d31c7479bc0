"""The how-to for CI, followed to the letter: what it promises is what happens.

`OWNER`, which on the page stands for where this repository is had from, is a repository on this
machine. Not covered: the machines of GitHub and GitLab. What the page has for them is held against
their published schemas, and the commands in it run here.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import yaml

from kvid_composition.cli.drivers import PATTERNS
from tests.documents import SAMPLES
from tests.offline_project import ROOT, TAG, make_environment, make_project, needs_wheels

PAGE = (ROOT / "docs" / "how-to" / "check-in-ci.md").read_text("utf-8")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FAULT = "videos/summer.composition.json"
LINE, COLUMN = 29, 17
OWNER = "https://github.com/OWNER/kvid-composition"


def split_sections(page: str) -> dict[str, str]:
    """Give what stands below each title; a `#` within a block of code begins none."""
    sections: dict[str, str] = {}
    title, is_code = "", False
    for row in page.splitlines(keepends=True):
        is_code ^= row.startswith("```")
        if row.startswith("#") and not is_code:
            title = row.strip("# \n")
        else:
            sections[title] = sections.get(title, "") + row
    return sections


SECTIONS = split_sections(PAGE)


class Reader:
    """Somebody who does what the page says, in a folder of their own."""

    def __init__(self, folder: Path, project: Path | None = None, **environment: str) -> None:
        programs = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
        self.folder = folder
        self._project = project
        self._environment = make_environment(PATH=programs, **environment)
        shutil.copytree(SAMPLES / "docs", folder, dirs_exist_ok=True)

    def run(self, command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["bash", "-c", command],
            cwd=self.folder,
            env=self._environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def follow(self, section: str) -> list[subprocess.CompletedProcess[str]]:
        """Write the files that a section shows, and run its commands; installs are done already."""
        results: list[subprocess.CompletedProcess[str]] = []
        for language, text in BLOCK.findall(SECTIONS[section]):
            if language == "yaml":
                self._write(text)
            results += map(self.run, _list_commands(language, text))
        return results

    def _write(self, text: str) -> None:
        name = text.partition("\n")[0].removeprefix("#").strip()
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace(OWNER, str(self._project)), "utf-8")


def _list_commands(language: str, text: str) -> Iterator[str]:
    if language == "console":
        yield from re.findall(r"^\$ (.+)$", text, re.MULTILINE)
    if language == "sh":
        yield from text.splitlines()


@pytest.fixture(scope="module")
def beginning(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of a reader at the point where the fault is there."""
    folder = tmp_path_factory.mktemp("beginning")
    *_, first, _, second = Reader(folder).follow("Check compositions in CI")
    assert (first.returncode, first.stderr) == (0, "")
    assert (second.stdout.endswith("\nexit 1\n"), second.stderr) == (True, "")
    return folder


@pytest.fixture
def reader(tmp_path: Path, beginning: Path) -> Reader:
    """Give a reader who has come that far."""
    shutil.copytree(beginning, tmp_path, dirs_exist_ok=True)
    return Reader(tmp_path)


def check(reader: Reader, format_: str) -> str:
    """Check in a format, which has to fail, and give what is printed."""
    result = reader.run(f"kvid-composition validate videos --format {format_}")
    assert (result.returncode, result.stderr) == (1, "")
    return result.stdout


@pytest.mark.parametrize("format_", ["text", "concise"])
def test_text_names_file_line_and_column(format_: str, reader: Reader) -> None:
    assert f"{FAULT}:{LINE}:{COLUMN}" in check(reader, format_)


def test_json_names_file_line_and_column(reader: Reader) -> None:
    files = json.loads(check(reader, "json"))["files"]
    (file,) = (file for file in files if file["path"] == FAULT)
    (issue,) = file["issues"]
    assert (issue["code"], issue["line"], issue["column"]) == ("REF101", LINE, COLUMN)


def test_github_names_file_line_and_column(reader: Reader) -> None:
    (command,) = re.findall(r"^::error (.*?)::", check(reader, "github"), re.MULTILINE)
    properties = dict(part.split("=", 1) for part in command.split(","))
    place = properties["file"], properties["line"], properties["col"]
    assert place == (FAULT, str(LINE), str(COLUMN))


def test_sarif_names_file_line_and_column(reader: Reader) -> None:
    (result,) = json.loads(check(reader, "sarif"))["runs"][0]["results"]
    place = result["locations"][0]["physicalLocation"]
    assert result["ruleId"] == "REF101"
    assert place["artifactLocation"]["uri"] == FAULT
    assert (place["region"]["startLine"], place["region"]["startColumn"]) == (LINE, COLUMN)


def test_junit_names_file_line_and_column(reader: Reader) -> None:
    (failure,) = ET.fromstring(check(reader, "junit")).iter("failure")
    assert (failure.text or "").startswith(f"{FAULT}:{LINE}:{COLUMN}: error REF101 ")


def test_gitlab_names_file_line_and_column(reader: Reader) -> None:
    (issue,) = json.loads(check(reader, "gitlab"))
    assert (issue["check_name"], issue["location"]["path"]) == ("REF101", FAULT)
    begin = issue["location"]["positions"]["begin"]
    assert (begin["line"], begin["column"]) == (LINE, COLUMN)


def test_every_workflow_is_what_the_schema_wants(reader: Reader) -> None:
    reader.follow("GitHub")
    workflows = sorted((reader.folder / ".github" / "workflows").iterdir())
    assert len(workflows) == 2
    check_schema("vendor.github-workflows", *workflows)


def test_every_action_that_a_workflow_uses_gets_inputs_that_it_has(reader: Reader) -> None:
    reader.follow("GitHub")
    workflow = read_yaml(reader.folder / ".github" / "workflows" / "compositions.yml")
    steps = workflow["jobs"]["compositions"]["steps"]
    (ours,) = (step for step in steps if step["uses"].startswith("OWNER/"))
    assert ours["uses"].partition("@")[2] == TAG
    assert set(ours["with"]) <= set(read_yaml(ROOT / "action.yml")["inputs"])


def test_the_page_names_every_input_of_the_action() -> None:
    for name in read_yaml(ROOT / "action.yml")["inputs"]:
        assert f"`{name}`" in SECTIONS["GitHub"] or f" {name}: " in SECTIONS["GitHub"]


def test_the_plain_step_of_github_fails_with_an_annotation(reader: Reader) -> None:
    reader.follow("GitHub")
    workflow = read_yaml(reader.folder / ".github" / "workflows" / "compositions-plain.yml")
    install, command = (s["run"] for s in workflow["jobs"]["compositions"]["steps"] if "run" in s)
    assert install == "pip install 'kvid-composition[cli]'"
    result = reader.run(command)
    assert result.returncode == 1
    assert f"file={FAULT},line={LINE}," in result.stdout


def test_the_job_of_gitlab_fails_and_leaves_the_report_that_it_names(reader: Reader) -> None:
    reader.follow("GitLab")
    check_schema("vendor.gitlab-ci", reader.folder / ".gitlab-ci.yml")
    job = read_yaml(reader.folder / ".gitlab-ci.yml")["compositions"]
    install, command = job["script"]
    assert install == "pip install 'kvid-composition[cli]'"
    assert reader.run(command).returncode == 1
    report = job["artifacts"]["reports"]["codequality"]
    assert json.loads((reader.folder / report).read_text("utf-8"))[0]["check_name"] == "REF101"


def test_elsewhere_there_is_a_report_of_junit(reader: Reader) -> None:
    (result,) = reader.follow("Anywhere else")
    assert result.returncode == 1
    report = ET.fromstring((reader.folder / "compositions.xml").read_text("utf-8"))
    assert [suite.get("name") for suite in report] == [FAULT, "videos/trailer.composition.json"]


def test_after_the_repair_the_check_passes(reader: Reader) -> None:
    repaired, checked = reader.follow("Mend it")
    assert repaired.returncode == 0
    assert checked.stdout == "All 2 files are sound: nothing to report.\n"
    assert '"vid3"' not in (reader.folder / FAULT).read_text("utf-8")


def test_with_a_baseline_only_what_is_new_fails(reader: Reader) -> None:
    assert [result.returncode for result in reader.follow("Begin with what is there")] == [0, 0]
    reader.run(f'sed -i \'s/"vid3"/"vid3", "vid4"/\' {FAULT}')
    again = reader.run("kvid-composition validate videos --baseline known-issues.json")
    assert again.returncode == 1
    assert "'vid4'" in again.stdout
    assert "'vid3'" not in again.stdout


@pytest.fixture(scope="module")
def committer(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """Give a reader who has set up pre-commit; its hook is installed at the first commit."""
    folder = tmp_path_factory.mktemp("committer")
    project = make_project(folder / "kvid-composition")
    (folder / "work").mkdir()
    home = str(folder / "pre-commit")
    reader = Reader(folder / "work", project, PRE_COMMIT_HOME=home, PRE_COMMIT_COLOR="never")
    reader.follow("Check compositions in CI")
    (result,) = reader.follow("Before the commit")
    assert result.returncode == 0, result.stdout
    return reader


def commit(reader: Reader) -> subprocess.CompletedProcess[str]:
    """Commit all that has changed."""
    return reader.run("git add videos .pre-commit-config.yaml && git commit --message 'A change'")


@needs_wheels
def test_pre_commit_blocks_the_commit_until_it_is_repaired(committer: Reader) -> None:
    blocked = commit(committer)
    assert blocked.returncode == 1, blocked.stderr
    assert "- hook id: kvid-composition\n- exit code: 1" in blocked.stderr
    assert "error REF101 " in blocked.stderr
    assert f"--> {FAULT}:{LINE}:{COLUMN}" in blocked.stderr
    assert committer.run("git rev-list --count HEAD").stdout == "1\n"
    committer.follow("Mend it")
    assert commit(committer).returncode == 0
    assert committer.run("git rev-list --count HEAD").stdout == "2\n"


@needs_wheels
def test_the_other_hook_repairs_and_stops_the_commit_for_a_look(committer: Reader) -> None:
    config = committer.folder / ".pre-commit-config.yaml"
    config.write_text(
        config.read_text().replace("id: kvid-composition", "id: kvid-composition-repair")
    )
    committer.run(f'sed -i \'s/"vid2"$/"vid2", "vid3"/\' {FAULT}')
    stopped = commit(committer)
    assert stopped.returncode == 1
    assert "- files were modified by this hook" in stopped.stderr
    assert '"vid3"' not in (committer.folder / FAULT).read_text("utf-8")
    committer.run("git add videos")
    assert commit(committer).returncode == 0


def test_the_hooks_are_what_pre_commit_wants() -> None:
    command = [sys.executable, "-m", "pre_commit", "validate-manifest"]
    subprocess.run([*command, ROOT / ".pre-commit-hooks.yaml"], check=True)


def test_the_page_names_every_hook() -> None:
    for hook in read_yaml(ROOT / ".pre-commit-hooks.yaml"):
        assert f"`{hook['id']}`" in PAGE or f"id: {hook['id']}\n" in PAGE


def test_the_hooks_look_at_what_git_enable_takes_for_compositions() -> None:
    for hook in read_yaml(ROOT / ".pre-commit-hooks.yaml"):
        found = [name for name in NAMES if re.search(hook["files"], name)]
        assert found == [name for name in NAMES if is_of_git(name)]


NAMES = (
    "composition.json",
    "a/composition.json",
    "a.composition.json",
    "a/b/c d.composition.json",
    ".composition.json",
    "decomposition.json",
    "a-composition.json",
    "composition.json.bak",
    "a/composition.jsonl",
    "package.json",
)


def is_of_git(name: str) -> bool:
    """Tell whether one of the patterns in .gitattributes means a file."""
    return any(fnmatchcase(name.rpartition("/")[2], pattern) for pattern in PATTERNS)


def read_yaml(path: Path) -> Any:
    return yaml.safe_load(path.read_text("utf-8"))


def check_schema(schema: str, *files: Path) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema]
    subprocess.run([*command, *files], check=True)
