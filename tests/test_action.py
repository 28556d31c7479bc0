"""The GitHub action: its steps as GitHub's runner runs them, on a machine without GitHub.

Not covered: that the runner reads action.yml as we do, and what it shows of the annotations. The
file is held against the published schema of actions instead.
"""

import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cli.harness import broken_document, write_document
from tests.documents import sound_document
from tests.offline_project import ROOT, make_environment, make_project, needs_wheels

ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
STEPS: list[dict[str, Any]] = ACTION["runs"]["steps"]


class Runner:
    """What GitHub's runner does for a composite action, as far as ours asks for it."""

    def __init__(self, project: Path, folder: Path) -> None:
        self._project = project
        self._temporary = folder / "temporary"
        self._temporary.mkdir()
        self.summary = folder / "summary.md"

    def run_step(
        self, number: int, workspace: Path, inputs: Mapping[str, str]
    ) -> subprocess.CompletedProcess[str]:
        step = STEPS[number]
        assert step["shell"] == "bash"
        script = self._temporary / f"step-{number}.sh"
        script.write_text(step["run"], "utf-8")
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
            cwd=workspace,
            env=make_environment(
                GITHUB_ACTIONS="true",
                GITHUB_ACTION_PATH=str(self._project),
                GITHUB_STEP_SUMMARY=str(self.summary),
                GITHUB_WORKSPACE=str(workspace),
                RUNNER_TEMP=str(self._temporary),
                **{key: _fill_in(value, inputs) for key, value in step["env"].items()},
            ),
            capture_output=True,
            text=True,
            check=False,
        )


def _fill_in(value: str, inputs: Mapping[str, str]) -> str:
    """Put in what was given for an input, or else its default."""
    (name,) = re.fullmatch(r"\$\{\{ inputs\.([a-z-]+) \}\}", value).groups()  # type: ignore[union-attr]
    return inputs.get(name, ACTION["inputs"][name]["default"])


@pytest.fixture(scope="module")
def runner(tmp_path_factory: pytest.TempPathFactory) -> Runner:
    """Give a runner that has run the first step: the install."""
    folder = tmp_path_factory.mktemp("runner")
    runner = Runner(make_project(folder / "project"), folder)
    result = runner.run_step(0, folder, {"python": sys.executable})
    assert result.returncode == 0, result.stderr
    return runner


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    write_document(tmp_path / "videos" / "a.json", sound_document())
    write_document(tmp_path / "videos" / "b c.json", broken_document())
    return tmp_path


def check(runner: Runner, workspace: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    return runner.run_step(1, workspace, {k.replace("_", "-"): v for k, v in inputs.items()})


def test_it_is_what_the_schema_of_actions_wants() -> None:
    command = [sys.executable, "-m", "check_jsonschema"]
    schema = "vendor.github-actions"
    subprocess.run([*command, "--builtin-schema", schema, ROOT / "action.yml"], check=True)


def test_no_input_gets_into_the_text_of_a_script() -> None:
    assert not any("${{" in step["run"] for step in STEPS)


def test_every_input_is_used_and_says_what_it_is() -> None:
    used = {
        value.removeprefix("${{ inputs.").removesuffix(" }}")
        for step in STEPS
        for value in step["env"].values()
    }
    assert used == set(ACTION["inputs"])
    assert all(given["description"].endswith(".") for given in ACTION["inputs"].values())


@needs_wheels
def test_a_fault_fails_the_step_and_is_marked_in_its_line(runner: Runner, workspace: Path) -> None:
    result = check(runner, workspace)
    assert result.returncode == 1
    assert re.search(
        r"^::error file=videos/b c\.json,line=\d+,.*col=\d+.*REF101", result.stdout, re.MULTILINE
    )
    assert "REF101" in runner.summary.read_text("utf-8")


@needs_wheels
def test_what_is_sound_passes(runner: Runner, workspace: Path) -> None:
    assert check(runner, workspace, paths="videos/a.json").returncode == 0


@needs_wheels
def test_paths_and_arguments_stand_one_on_each_line(runner: Runner, workspace: Path) -> None:
    paths = "videos/a.json\n\nvideos/b c.json\n"
    assert check(runner, workspace, paths=paths).returncode == 1
    assert check(runner, workspace, paths=paths, args="--ignore=REF101\n--quiet").returncode == 0


@needs_wheels
def test_options_have_inputs_of_their_own(runner: Runner, workspace: Path) -> None:
    assert check(runner, workspace, fail_on="never").returncode == 0
    (workspace / "own.toml").write_text('ignore = ["REF101"]\n')
    assert check(runner, workspace, config="own.toml").returncode == 0
    assert check(runner, workspace, baseline="known.json", args="--update-baseline").returncode == 0
    assert check(runner, workspace, baseline="known.json").returncode == 0


@needs_wheels
def test_sarif_is_written_beside_the_annotations(runner: Runner, workspace: Path) -> None:
    result = check(runner, workspace, sarif="out.sarif")
    assert "::error " in result.stdout
    assert '"REF101"' in (workspace / "out.sarif").read_text("utf-8")


@needs_wheels
@pytest.mark.parametrize("name", ["paths", "args", "fail_on", "config", "baseline", "sarif"])
def test_an_input_is_never_run(name: str, runner: Runner, workspace: Path) -> None:
    hostile = "$(touch run)`touch run`\"; touch run; '\n; touch run #"
    # As a name of a file it is one: then the report goes there.
    assert check(runner, workspace, **{name: hostile}).returncode == (1 if name == "sarif" else 2)
    assert not list(workspace.rglob("run"))


@needs_wheels
def test_a_path_that_looks_like_an_option_is_a_path(runner: Runner, workspace: Path) -> None:
    write_document(workspace / "--help.json", broken_document())
    assert "file=--help.json" in check(runner, workspace, paths="--help.json").stdout
