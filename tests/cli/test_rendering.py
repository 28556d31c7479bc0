"""Rendering: what formats have to know of the place where they are written."""

from importlib.metadata import version
from pathlib import Path

import pytest

from kvid_composition.checking.run import Run
from kvid_composition.cli.outputs import Output
from kvid_composition.cli.rendering import deliver_run, find_root, name_version
from kvid_composition.reporting.render_settings import RenderSettings


@pytest.mark.parametrize("name", ["GITHUB_WORKSPACE", "CI_PROJECT_DIR"])
def test_a_service_says_where_the_checkout_is(name: str, tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert find_root({name: "/checkout"}, str(tmp_path)) == "/checkout"


@pytest.mark.parametrize("git", ["folder", "file"])
def test_else_it_is_the_nearest_folder_of_a_repository(git: str, tmp_path: Path) -> None:
    place = tmp_path / ".git"
    place.mkdir() if git == "folder" else place.touch()
    (tmp_path / "a" / "b").mkdir(parents=True)
    assert find_root({"CI_PROJECT_DIR": ""}, str(tmp_path / "a" / "b")) == str(tmp_path)


def test_without_a_repository_there_is_none(tmp_path: Path) -> None:
    assert find_root({}, str(tmp_path)) == ""
    assert find_root({}, "") == ""


def test_the_version_is_that_of_the_package() -> None:
    assert name_version() == version("kvid-composition")


def test_files_are_there_even_if_the_standard_output_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("kvid_composition.cli.rendering.write_output", refuse)
    outputs = (Output("text"), Output("json", tmp_path / "report"))
    with pytest.raises(KeyboardInterrupt):
        deliver_run(Run(), outputs, RenderSettings(), "never")
    assert (tmp_path / "report").exists()
