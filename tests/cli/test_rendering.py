"""Rendering: what formats have to know of the place where they are written."""

from importlib.metadata import version
from pathlib import Path

import pytest

from kvid_composition.checking.run import Run
from kvid_composition.cli.outputs import Output
from kvid_composition.cli.rendering import deliver_run, name_version
from kvid_composition.reporting.render_settings import RenderSettings


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
