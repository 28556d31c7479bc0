"""Names in a baseline: from its folder, whatever links are on the way."""

import os
from pathlib import Path

import pytest

from kvid_composition.workspace.baseline_names import name_for_baseline


@pytest.mark.parametrize(
    ("baseline", "file", "name"),
    [
        ("known.json", "d/a.json", "d/a.json"),
        ("known.json", "./d/../a.json", "a.json"),
        ("ci/known.json", "d/a.json", "../d/a.json"),
        ("d/known.json", "d/a.json", "a.json"),
    ],
)
def test_a_file_is_named_from_the_folder_of_the_baseline(
    baseline: str, file: str, name: str
) -> None:
    assert name_for_baseline(Path(file), Path(baseline)) == name
    assert name_for_baseline(Path(file).absolute(), Path(baseline)) == name
    assert name_for_baseline(Path(file), Path(baseline).absolute()) == name


def test_no_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "project").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "project" / "videos").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "project" / "known.json").symlink_to(tmp_path / "elsewhere" / "known.json")
    file = tmp_path / "project" / "videos" / "a.json"
    assert name_for_baseline(file, tmp_path / "project" / "known.json") == "videos/a.json"


def test_where_no_way_leads_from_the_folder_the_path_is_the_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object) -> str:
        raise ValueError

    monkeypatch.setattr(os.path, "relpath", refuse)
    assert name_for_baseline(Path("d/a.json"), Path("known.json")) == "d/a.json"
