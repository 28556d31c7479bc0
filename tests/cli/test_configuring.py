"""Configuring: files, options over them, and what is printed where they are wrong."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from kvid_composition.checking.settings import Settings
from kvid_composition.cli.configuring import (
    Overrides,
    configure_source,
    show_settings,
    take_settings,
)
from kvid_composition.cli.exits import CommandEnd
from kvid_composition.cli.inputs import STDIN, Source
from kvid_composition.workspace.loaded import LoadedSettings
from tests.cli.harness import invoke, write_document
from tests.documents import sound_document


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the working directory, within the folder of a configuration."""
    (tmp_path / "kvid-composition.toml").write_text(
        'select = ["REF"]\nfail-on = "info"\nbaseline = "known.json"\n'
        '[per-file-ignores]\n"/sub/*.json" = ["REF101"]\n'
    )
    folder = tmp_path / "sub"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def refuse(capsys: pytest.CaptureFixture[str], **arguments: Any) -> str:
    with pytest.raises(CommandEnd) as caught:
        take_settings(**arguments)
    assert caught.value.code == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    return captured.err


def test_the_nearest_configuration_is_taken(here: Path) -> None:
    loaded = take_settings()
    assert (loaded.settings.select, loaded.settings.fail_on) == (("REF",), "info")
    assert loaded.baseline == here.parent / "known.json"


def test_an_isolated_call_takes_none(here: Path) -> None:
    loaded = take_settings(isolated=True)
    assert (loaded.settings, loaded.file, loaded.folder) == (Settings(), None, here)


def test_where_nothing_is_configured_the_defaults_hold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    def find_nothing(_start: Path) -> None:
        return None

    monkeypatch.setattr("kvid_composition.cli.configuring.find_settings", find_nothing)
    assert take_settings() == LoadedSettings.of_nothing(tmp_path)


def test_another_file_can_be_named(here: Path) -> None:
    (here / "ci.toml").write_text('ignore = ["POR"]')
    loaded = take_settings(config="ci.toml")
    assert loaded.settings == Settings(ignore=("POR",))
    assert loaded.folder == here


def test_options_replace_what_a_file_says(here: Path) -> None:
    (here / "brand.json").write_text('{"const": 1}')
    loaded = take_settings(
        overrides=Overrides(
            select=["TIM,POR", " MED "],
            ignore=["TIM101"],
            schemas=["brand.json"],
            fail_on="never",
            baseline="mine.json",
        )
    )
    settings = loaded.settings
    assert (settings.select, settings.ignore) == (("TIM", "POR", "MED"), ("TIM101",))
    assert (settings.fail_on, settings.schemas[0].name) == ("never", "brand.json")
    assert loaded.baseline == here / "mine.json"
    assert dict(settings.per_file_ignores) == {"/sub/*.json": ("REF101",)}
    assert loaded.schema_files == (Path("brand.json"),)
    file = str(here.parent / "kvid-composition.toml")
    assert loaded.origins == {
        "select": "--select",
        "ignore": "--ignore",
        "schemas": "--schema",
        "fail-on": "--fail-on",
        "baseline": "--baseline",
        "per-file-ignores": file,
    }


def test_options_that_are_not_given_change_nothing(here: Path) -> None:
    assert take_settings(overrides=Overrides(ignore=["POR"])).settings.select == ("REF",)
    assert here.exists()


def test_everything_that_is_wrong_with_a_file_is_printed(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "kvid-composition.toml").write_text('selct = ["REF"]\nignore = ["TIM1O5"]')
    assert refuse(capsys, color="never") == (
        "error UNKNOWN_KEY: kvid-composition.toml:1:1: selct: there is no such key; "
        "did you mean select?\n"
        "error UNKNOWN_RULE: kvid-composition.toml:2:1: ignore: no rule is called 'TIM1O5'; "
        "did you mean TIM105?\n"
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"config": "nowhere.toml"}, "error UNREADABLE_SETTINGS: nowhere.toml: there is no such"),
        ({"config": "x", "isolated": True}, "error USAGE: --config and --isolated do not go"),
        ({"overrides": Overrides(select=["TIM1O5"])}, "error UNKNOWN_RULE: no rule is called"),
        ({"overrides": Overrides(select=[" , "])}, "error USAGE: --select names no rule"),
        ({"overrides": Overrides(ignore=["REF", ""])}, "error USAGE: --ignore names no rule"),
        ({"overrides": Overrides(baseline="")}, "error USAGE: --baseline names no file"),
        ({"overrides": Overrides(schemas=["gone.json"])}, "error SCHEMA_UNREADABLE: gone.json: "),
    ],
)
@pytest.mark.usefixtures("here")
def test_what_is_wrong_with_options_is_printed(
    capsys: pytest.CaptureFixture[str], arguments: dict[str, Any], message: str
) -> None:
    assert refuse(capsys, color="never", **arguments).startswith(message)


def test_a_remote_reference_of_a_schema_is_refused(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "brand.json").write_text('{"$ref": "https://example.com/x.json"}')
    printed = refuse(capsys, overrides=Overrides(schemas=["brand.json"]), color="never")
    assert printed.startswith("error SCHEMA_REFERENCE: brand.json at /$ref: this refers to")


def test_a_house_schema_among_the_compositions_is_not_taken_for_one(here: Path) -> None:
    (here / "brand.json").write_text('{"required": ["brand"]}')
    write_document(here / "a.json", sound_document())
    (here.parent / "kvid-composition.toml").write_text('schemas = ["sub/brand.json"]')
    for paths in ([Path()], [Path("a.json"), Path("brand.json")]):
        result = invoke("validate", *paths, "-f", "concise")
        assert result.stdout == (
            "a.json:1:1: error HSE101 The member 'brand' is missing, which sub/brand.json wants.\n"
            "1 error in 1 file.\n"
        )


def test_a_working_directory_that_is_gone_is_no_failure(here: Path) -> None:
    shutil.rmtree(here)
    loaded = take_settings(overrides=Overrides(baseline="known.json"))
    assert (loaded.folder, loaded.baseline) == (Path(), Path("known.json"))


def ignores_ref101(source: Source) -> bool:
    return "REF101" not in configure_source(take_settings(), source).reported


@pytest.mark.parametrize(
    ("name", "is_meant"),
    [
        ("HEAD:sub/a.json", True),
        ("HEAD~2:a.json", False),
        ("HEAD:./a.json", True),
        ("HEAD:../sub/a.json", True),
        ("HEAD:../a.json", False),
        (":sub/a.json", True),
        (":2:sub/a.json", True),
        (":2:./a.json", True),
        ("HEAD^{/fix: all}:sub/a.json", True),
        ("HEAD^{/fix: sub/a.json}", False),
        (STDIN, False),
    ],
)
@pytest.mark.usefixtures("here")
def test_a_file_in_git_is_meant_by_its_path(name: str, is_meant: bool) -> None:
    assert ignores_ref101(Source(name, None)) == is_meant


@pytest.mark.usefixtures("here")
def test_a_file_is_meant_from_wherever_one_stands() -> None:
    assert ignores_ref101(Source("a.json", Path("a.json")))
    assert not ignores_ref101(Source("../a.json", Path("../a.json")))


def test_the_settings_that_hold_are_shown(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    show_settings(take_settings(overrides=Overrides(ignore=["POR"])), "never")
    shown = capsys.readouterr().out
    assert 'ignore = ["POR"]  # --ignore\n' in shown
    assert f'fail-on = "info"  # {here.parent / "kvid-composition.toml"}\n' in shown
