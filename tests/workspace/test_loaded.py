"""Loaded settings: which files a pattern means, from wherever one stands."""

import os
import shutil
from pathlib import Path

import pytest

from kvid_composition.checking.settings import DEFAULT_SETTINGS, Settings
from kvid_composition.workspace.loaded import LoadedSettings

IGNORING = Settings(per_file_ignores={"/drafts/*.json": ("REF",), "old.json": ("TIM",)})


def ignores(loaded: LoadedSettings, path: Path | None) -> set[str]:
    reported = loaded.configure(path).reported
    return {family for family in ("REF", "TIM") if f"{family}101" not in reported}


@pytest.fixture
def loaded(tmp_path: Path) -> LoadedSettings:
    folder = tmp_path / "team"
    (folder / "drafts").mkdir(parents=True)
    return LoadedSettings(settings=IGNORING, folder=folder)


def test_an_absolute_path_is_taken_from_the_folder(loaded: LoadedSettings) -> None:
    assert ignores(loaded, loaded.folder / "drafts" / "a.json") == {"REF"}
    assert ignores(loaded, loaded.folder / "x" / "old.json") == {"TIM"}


def test_a_relative_path_is_taken_from_the_working_directory(
    loaded: LoadedSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(loaded.folder / "drafts")
    assert ignores(loaded, Path("a.json")) == {"REF"}
    assert ignores(loaded, Path("./x/../a.json")) == {"REF"}
    assert ignores(loaded, Path("../a.json")) == set()
    assert ignores(loaded, Path("../drafts/old.json")) == {"REF", "TIM"}


def test_a_file_outside_of_the_folder_is_meant_by_no_pattern(loaded: LoadedSettings) -> None:
    assert ignores(loaded, loaded.folder.parent / "old.json") == set()
    assert ignores(loaded, Path(f"{loaded.folder}-2/drafts/old.json")) == set()


def test_what_has_no_name_is_meant_by_no_pattern(loaded: LoadedSettings) -> None:
    assert ignores(loaded, None) == set()


def test_links_to_the_folder_are_followed(loaded: LoadedSettings, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(loaded.folder)
    assert ignores(loaded, link / "drafts" / "a.json") == {"REF"}


@pytest.mark.parametrize("name", ["a\0b", "\udcff.json"])
def test_a_name_that_no_file_can_have_is_meant_by_no_pattern(
    loaded: LoadedSettings, name: str
) -> None:
    assert ignores(loaded, Path(name)) == set()


def test_where_the_working_directory_is_gone_no_pattern_means_a_relative_path(
    loaded: LoadedSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(loaded.folder / "drafts")
    shutil.rmtree(loaded.folder / "drafts")
    assert ignores(loaded, Path("a.json")) == set()


def test_without_patterns_nobody_asks_where_a_file_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_path: object) -> str:
        raise AssertionError

    monkeypatch.setattr(os.path, "abspath", refuse)
    plain = LoadedSettings(settings=Settings(ignore=("REF",)), folder=tmp_path)
    assert ignores(plain, Path("a.json")) == {"REF"}


def test_the_baseline_is_a_file_from_the_folder(tmp_path: Path) -> None:
    def find(name: str | None) -> Path | None:
        return LoadedSettings(settings=Settings(baseline=name), folder=tmp_path).baseline

    assert find(None) is None
    assert find("ci/known.json") == tmp_path / "ci" / "known.json"
    assert find("/srv/known.json") == Path("/srv/known.json")


def test_the_files_of_the_settings_are_no_compositions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("link.json").symlink_to("brand.json")
    loaded = LoadedSettings(
        settings=Settings(baseline="known.json"),
        folder=tmp_path,
        schema_files=(tmp_path / "brand.json",),
    )
    own = ("brand.json", "./x/../known.json", "link.json", str(tmp_path / "brand.json"))
    assert all(loaded.owns(Path(name)) for name in own)
    assert not any(loaded.owns(Path(name)) for name in ("a.json", "x/brand.json", "a\0b"))
    assert not LoadedSettings.of_nothing(tmp_path).owns(Path("a.json"))


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    nothing = LoadedSettings.of_nothing(tmp_path)
    assert nothing.settings is DEFAULT_SETTINGS
    assert (nothing.file, nothing.folder, dict(nothing.origins)) == (None, tmp_path, {})
