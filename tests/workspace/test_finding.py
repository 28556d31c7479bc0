"""Finding settings: which file counts, and what is wrong with it."""

import os
import shutil
from pathlib import Path

import pytest

from kvid_composition.checking.settings import Settings
from kvid_composition.checking.settings_error import SettingsError
from kvid_composition.workspace.finding import find_settings, load_settings
from kvid_composition.workspace.loaded import LoadedSettings

OURS = 'fail-on = "info"\n'
PROJECT = f"[tool.kvid-composition]\n{OURS}"
OTHER = '[project]\nname = "x"\n'


@pytest.fixture
def deep(tmp_path: Path) -> Path:
    folder = tmp_path / "a" / "b"
    folder.mkdir(parents=True)
    return folder


def find(start: Path) -> LoadedSettings:
    loaded = find_settings(start)
    assert loaded is not None
    return loaded


def refuse(start: Path) -> tuple[str, str]:
    with pytest.raises(SettingsError) as caught:
        find_settings(start)
    (problem,) = caught.value.problems
    return problem.code, problem.reason


@pytest.mark.parametrize(
    ("name", "text"), [("kvid-composition.toml", OURS), ("pyproject.toml", PROJECT)]
)
def test_settings_are_found_upwards(tmp_path: Path, deep: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text)
    loaded = find(deep)
    assert loaded.settings == Settings(fail_on="info")
    assert (loaded.file, loaded.folder) == (tmp_path / name, tmp_path)


def test_the_nearest_file_counts_alone(tmp_path: Path, deep: Path) -> None:
    (tmp_path / "kvid-composition.toml").write_text('ignore = ["REF"]')
    (deep / "pyproject.toml").write_text(PROJECT)
    assert find(deep).settings == Settings(fail_on="info")


def test_our_own_file_comes_before_the_project(deep: Path) -> None:
    (deep / "pyproject.toml").write_text("this is not even TOML")
    (deep / "kvid-composition.toml").write_text(OURS)
    assert find(deep).file == deep / "kvid-composition.toml"


def test_a_project_without_our_table_is_passed_by(tmp_path: Path, deep: Path) -> None:
    (deep / "pyproject.toml").write_text(OTHER)
    (tmp_path / "pyproject.toml").write_text(PROJECT)
    assert find(deep).folder == tmp_path


def test_a_project_that_is_no_toml_ends_the_search(tmp_path: Path, deep: Path) -> None:
    (deep / "pyproject.toml").write_text("x = [")
    (tmp_path / "pyproject.toml").write_text(PROJECT)
    assert refuse(deep)[0] == "INVALID_TOML"


def test_where_there_are_no_settings_there_are_none(deep: Path) -> None:
    # Above the folder of the tests there might be some, but then not these.
    found = find_settings(deep)
    assert found is None or found.folder not in (deep, deep.parent)


def test_a_folder_of_the_name_is_no_file(tmp_path: Path, deep: Path) -> None:
    (deep / "kvid-composition.toml").mkdir()
    (tmp_path / "kvid-composition.toml").write_text(OURS)
    assert find(deep).folder == tmp_path


def test_a_relative_start_is_from_the_working_directory(
    tmp_path: Path, deep: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "kvid-composition.toml").write_text(OURS)
    monkeypatch.chdir(deep)
    assert find(Path()).folder == tmp_path
    assert find(Path("..")).folder == tmp_path


def test_files_are_named_from_the_working_directory(
    deep: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (deep / "kvid-composition.toml").write_text("x = 1")
    monkeypatch.chdir(deep)
    with pytest.raises(SettingsError, match=r"^kvid-composition\.toml:1:1: x: "):
        find_settings(Path())
    monkeypatch.chdir("/")
    with pytest.raises(SettingsError, match=r"b/kvid-composition\.toml:1:1: x: "):
        find_settings(deep)


def test_a_working_directory_that_is_gone_has_no_settings(
    deep: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(deep)
    shutil.rmtree(deep)
    assert find_settings(Path()) is None


def test_a_file_can_be_named_where_the_working_directory_is_gone(
    tmp_path: Path, deep: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "kvid-composition.toml"
    file.write_text(OURS)
    monkeypatch.chdir(deep)
    shutil.rmtree(deep)
    assert load_settings(file).origins == {"fail-on": str(file)}


def test_the_origins_name_the_file(deep: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (deep / "kvid-composition.toml").write_text(f"ignore = []\n{OURS}")
    monkeypatch.chdir(deep)
    assert find(deep).origins == dict.fromkeys(("fail-on", "ignore"), "kvid-composition.toml")


def test_a_byte_order_mark_changes_nothing(deep: Path) -> None:
    (deep / "kvid-composition.toml").write_bytes(b"\xef\xbb\xbf" + OURS.encode())
    assert find(deep).settings == Settings(fail_on="info")


def test_what_is_not_utf_8_is_refused(deep: Path) -> None:
    (deep / "kvid-composition.toml").write_bytes(b"x = '\xff'")
    assert refuse(deep) == ("INVALID_TOML", "this is no TOML: it is not UTF-8")


def test_a_huge_file_is_refused(deep: Path) -> None:
    (deep / "kvid-composition.toml").write_bytes(b"#" * (1024 * 1024 + 1))
    assert refuse(deep) == ("UNREADABLE_SETTINGS", "it has more than 1,048,576 bytes")


def test_a_file_that_cannot_be_read_is_refused(deep: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (deep / "kvid-composition.toml").write_text(OURS)

    def refuse_reading(*_arguments: object, **_options: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "open", refuse_reading)
    assert refuse(deep) == ("UNREADABLE_SETTINGS", "there is no permission to read it")


def test_a_named_file_is_read_whatever_it_is_called(deep: Path) -> None:
    file = deep / "ci.toml"
    file.write_text(OURS)
    loaded = load_settings(file)
    assert (loaded.settings.fail_on, loaded.folder) == ("info", deep)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("nowhere.toml", "there is no such file"),
        ("a\0b", "it cannot be read (embedded null byte)"),
        (".", "it cannot be read (Is a directory)"),
    ],
)
def test_a_named_file_that_cannot_be_read_is_refused(deep: Path, name: str, reason: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings(deep / name)
    assert caught.value.code == "UNREADABLE_SETTINGS"
    assert caught.value.problems[0].reason == reason


def test_a_named_project_needs_our_table(deep: Path) -> None:
    (deep / "pyproject.toml").write_text(OTHER)
    with pytest.raises(SettingsError, match=r"no table \[tool.kvid-composition\]") as caught:
        load_settings(deep / "pyproject.toml")
    assert caught.value.code == "NO_SETTINGS"


def test_house_schemas_are_read_from_the_folder_of_the_file(tmp_path: Path, deep: Path) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "brand.json").write_text('{"required": ["brand"]}')
    (tmp_path / "kvid-composition.toml").write_text('schemas = ["rules/brand.json"]')
    loaded = find(deep)
    (schema,) = loaded.settings.schemas
    assert (schema.name, schema.document) == ("rules/brand.json", {"required": ["brand"]})
    assert loaded.schema_files == (tmp_path / "rules" / "brand.json",)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (None, "SCHEMA_UNREADABLE"),
        (b"{", "SCHEMA_NOT_JSON"),
        (b'{"a": 1, "a": 2}', "SCHEMA_NOT_JSON"),
        (b'{"const": NaN}', "SCHEMA_NOT_JSON"),
        (b'\xff{"a": 1}', "SCHEMA_NOT_JSON"),
        (b'{"$ref": "https://example.com/x.json"}', "SCHEMA_REFERENCE"),
        (b'{"type": "text"}', "SCHEMA_INVALID"),
        (b"[" * 100_000, "SCHEMA_NOT_JSON"),
    ],
)
def test_a_house_schema_that_is_none_is_refused_at_its_key(
    deep: Path, data: bytes | None, code: str
) -> None:
    if data is not None:
        (deep / "brand.json").write_bytes(data)
    (deep / "kvid-composition.toml").write_text('\nschemas = ["brand.json"]')
    with pytest.raises(SettingsError) as caught:
        find_settings(deep)
    (problem,) = caught.value.problems
    assert (problem.code, problem.key, problem.line) == (code, "schemas", 2)


def test_a_house_schema_may_begin_with_a_byte_order_mark(deep: Path) -> None:
    (deep / "brand.json").write_bytes(b'\xef\xbb\xbf{"const": 1}')
    (deep / "kvid-composition.toml").write_text('schemas = ["brand.json"]')
    assert find(deep).settings.schemas[0].document == {"const": 1}


def test_what_is_wrong_with_a_schema_has_its_place_in_the_schema(deep: Path) -> None:
    (deep / "brand.json").write_text('{\n  "a": 1,,\n}')
    (deep / "kvid-composition.toml").write_text('schemas = ["brand.json"]')
    with pytest.raises(SettingsError, match="line 2, column 10"):
        find_settings(deep)


def test_a_folder_that_nobody_may_enter_is_passed_by(
    tmp_path: Path, deep: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "kvid-composition.toml").write_text(OURS)
    real = os.stat

    def stat(path: os.PathLike[str], *arguments: object, **options: object) -> os.stat_result:
        if str(path).startswith(str(deep)):
            raise PermissionError
        return real(path, *arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "stat", stat)
    assert find(deep).folder == tmp_path
