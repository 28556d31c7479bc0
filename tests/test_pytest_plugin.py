"""The pytest plugin, in test runs of its own."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from kvid_composition import ValidationConfig
from kvid_composition.pytest_plugin import assert_valid_composition
from tests.cli.harness import NAUGHTY, broken_document, write_document
from tests.documents import sound_document

pytest_plugins = ("pytester",)

ONE_TEST = """
from kvid_composition.pytest_plugin import assert_valid_composition


def test_composition(composition_file):
    assert_valid_composition(composition_file)
"""


def fail_with(document: object, **options: object) -> str:
    """Give the message with which the assertion fails."""
    with pytest.raises(AssertionError) as failure:
        assert_valid_composition(document, **options)  # type: ignore[arg-type]
    return str(failure.value)


@pytest.fixture(autouse=True)
def _stay_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work where no configuration of this checkout is found."""
    monkeypatch.chdir(tmp_path)


def with_warning() -> dict[str, object]:
    return {**sound_document(), "compositionWidth": 1919}


def test_a_sound_composition_passes() -> None:
    assert_valid_composition(sound_document())
    assert_valid_composition(json.dumps(sound_document()))
    assert_valid_composition(json.dumps(sound_document()).encode())


def test_a_failure_names_place_reason_and_advice() -> None:
    message = fail_with(broken_document())
    assert message.splitlines() == [
        "<composition>: error   REF101 track-item-missing: There is no item 'gone'.",
        "    at /tracks/0/items/2",
        "    hint: Remove the entry from the track, or add the item.",
        "1 error in 1 file.",
    ]


def test_a_text_has_lines_and_columns() -> None:
    assert fail_with(json.dumps(broken_document())).startswith("<composition>:1:")


def test_a_file_is_named_with_line_and_column(tmp_path: Path) -> None:
    file = write_document(tmp_path / "인트로.json", broken_document())
    assert fail_with(file).startswith(f"{file}:")
    assert ": error   REF101 " in fail_with(file)


def test_a_milder_issue_passes_unless_asked_for() -> None:
    assert_valid_composition(with_warning())
    assert "MED106" in fail_with(with_warning(), fail_on="warning")


def test_what_is_milder_than_asked_for_is_not_shown() -> None:
    message = fail_with({**broken_document(), "compositionWidth": 1919})
    assert "MED106" not in message
    assert message.endswith("\n1 error in 1 file.")


def test_a_configuration_can_be_given() -> None:
    config = ValidationConfig(ignore=["REF101"])
    assert_valid_composition(broken_document(), config=config)


def test_a_file_and_a_configuration_can_be_given(tmp_path: Path) -> None:
    file = write_document(tmp_path / "a.json", broken_document())
    assert_valid_composition(file, config=ValidationConfig(ignore=["REF101"]))


def test_of_many_issues_the_worst_fifty_are_shown() -> None:
    document = sound_document()
    document["tracks"][0]["items"] += [f"gone-{number}" for number in range(80)]
    message = fail_with(document)
    assert message.count("REF101") == 50
    assert "... and 30 more issues" in message
    assert message.endswith("\n80 errors in 1 file.")


def test_a_hostile_name_is_harmless_in_a_message() -> None:
    assert all(row.isprintable() for row in fail_with(broken_document(NAUGHTY)).splitlines())


def test_any_value_is_checked_and_never_changed() -> None:
    assert "DOC107" in fail_with({1, 2})
    document = broken_document()
    fail_with(document)
    assert document == broken_document()


def test_the_configuration_of_the_project_holds(tmp_path: Path) -> None:
    settings = '[tool.kvid-composition]\nignore = ["REF101"]\nfail-on = "warning"\n'
    (tmp_path / "pyproject.toml").write_text(settings)
    file = write_document(tmp_path / "videos" / "a.json", broken_document())
    assert_valid_composition(file)
    assert_valid_composition(broken_document())
    assert "MED106" in fail_with(with_warning())


def test_a_project_that_never_fails_does_not_make_the_assertion_pass(tmp_path: Path) -> None:
    (tmp_path / "kvid-composition.toml").write_text('fail-on = "never"\n')
    assert "REF101" in fail_with(broken_document())


def test_what_is_ignored_in_some_files_is_ignored_in_these(tmp_path: Path) -> None:
    settings = '[per-file-ignores]\n"drafts/**" = ["REF101"]\n'
    (tmp_path / "kvid-composition.toml").write_text(settings)
    assert_valid_composition(write_document(tmp_path / "drafts" / "a.json", broken_document()))
    assert "REF101" in fail_with(write_document(tmp_path / "b.json", broken_document()))


def update_baseline(folder: Path) -> None:
    command = [sys.executable, "-m", "kvid_composition.cli", "validate", "videos"]
    subprocess.run([*command, "--update-baseline"], cwd=folder, capture_output=True, check=False)


def test_the_baseline_of_the_project_lets_known_issues_pass(tmp_path: Path) -> None:
    file = write_document(tmp_path / "videos" / "a.json", broken_document())
    (tmp_path / "kvid-composition.toml").write_text('baseline = "known.json"\n')
    update_baseline(tmp_path)
    assert_valid_composition(file)
    assert "'other'" in fail_with(write_document(file, broken_document("other")))


@pytest.mark.parametrize("linked", ["videos", "known.json", "videos/a.json"])
def test_a_baseline_of_the_command_line_holds_in_tests_whatever_is_a_link(
    linked: str, tmp_path: Path
) -> None:
    project, elsewhere = tmp_path / "project", tmp_path / "elsewhere"
    file = write_document(project / "videos" / "a.json", broken_document())
    (project / "kvid-composition.toml").write_text('baseline = "known.json"\n')
    update_baseline(project)
    elsewhere.mkdir()
    (project / linked).rename(elsewhere / "real")
    (project / linked).symlink_to(elsewhere / "real")
    assert_valid_composition(file)
    update_baseline(project)
    assert_valid_composition(file)


def test_a_file_that_is_not_there_is_an_error_not_a_failure(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        assert_valid_composition(tmp_path / "gone.json")


def test_a_test_runs_once_for_each_file_of_the_folder_that_the_setting_names(
    pytester: pytest.Pytester,
) -> None:
    pytester.makeini("[pytest]\nkvid_composition_paths = videos\n")
    pytester.makepyfile(ONE_TEST)
    write_document(pytester.path / "videos" / "a.json", sound_document())
    write_document(pytester.path / "videos" / "below" / "b.json", broken_document())
    write_document(pytester.path / "videos" / ".hidden" / "c.json", broken_document())
    write_document(pytester.path / "videos" / "node_modules" / "d.json", broken_document())
    (pytester.path / "videos" / "folder.json").mkdir()
    result = pytester.runpytest_inprocess("-v")
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(
        [
            "*::test_composition?videos/a.json? PASSED*",
            "*::test_composition?videos/below/b.json? FAILED*",
            "E*AssertionError: *videos/below/b.json:*: error   REF101 track-item-missing*",
            "E * at /tracks/0/items/2",
            "E * hint: Remove the entry from the track, or add the item.",
        ]
    )


def test_what_the_project_names_as_its_baseline_is_no_composition(
    pytester: pytest.Pytester,
) -> None:
    pytester.makeini("[pytest]\nkvid_composition_paths = .\n")
    pytester.makepyfile(ONE_TEST)
    (pytester.path / "kvid-composition.toml").write_text('baseline = "known.json"\n')
    (pytester.path / "known.json").write_text('{"version": 1, "files": {}}')
    write_document(pytester.path / "a.json", sound_document())
    pytester.runpytest_inprocess().assert_outcomes(passed=1)


def test_a_marker_is_stronger_than_the_setting(pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]\nkvid_composition_paths = videos\naddopts = --strict-markers\n")
    pytester.makepyfile(
        "import pytest\n"
        "@pytest.mark.composition_files('one.json', 'folder')\n"
        f"{ONE_TEST.replace(ONE_TEST[: ONE_TEST.index('def ')], '')}"
        f"{ONE_TEST[: ONE_TEST.index('def ')]}"
    )
    write_document(pytester.path / "one.json", sound_document())
    write_document(pytester.path / "folder" / "two.json", sound_document())
    write_document(pytester.path / "videos" / "a.json", broken_document())
    pytester.runpytest_inprocess().assert_outcomes(passed=2)


def test_files_outside_of_the_folder_of_the_tests_are_named_in_full(
    pytester: pytest.Pytester, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("elsewhere")
    write_document(folder / "a.json", sound_document())
    pytester.makeini(f"[pytest]\nkvid_composition_paths = {folder}\n")
    pytester.makepyfile(ONE_TEST)
    result = pytester.runpytest_inprocess("-v")
    result.stdout.fnmatch_lines([f"*::test_composition?{folder.as_posix()}/a.json? PASSED*"])


def test_a_korean_name_is_found_and_shown_where_pytest_is_told_not_to_escape(
    pytester: pytest.Pytester,
) -> None:
    escaping = "disable_test_id_escaping_and_forfeit_all_rights_to_community_support"
    pytester.makeini(f"[pytest]\nkvid_composition_paths = videos\n{escaping} = true\n")
    pytester.makepyfile(ONE_TEST)
    write_document(pytester.path / "videos" / "HEAD:인트로.json", broken_document())
    result = pytester.runpytest_inprocess("-v")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            "*::test_composition?videos/HEAD:인트로.json? FAILED*",
            "E*videos/HEAD:인트로.json:*REF101*",
        ]
    )


@pytest.mark.parametrize(
    ("paths", "reason"),
    [
        ("", "*nothing says which files*composition_files*kvid_composition_paths*"),
        ("gone", "*composition_file: *gone: there is no such path"),
        ("empty", "*composition_file: *empty: there is no [*].json file in it"),
    ],
)
def test_a_test_that_would_run_for_nothing_is_an_error(
    paths: str, reason: str, pytester: pytest.Pytester
) -> None:
    (pytester.path / "empty").mkdir()
    pytester.makeini(f"[pytest]\nkvid_composition_paths = {paths}\n")
    pytester.makepyfile(ONE_TEST)
    result = pytester.runpytest_inprocess()
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines([reason])


def test_the_marker_is_listed_with_what_it_does(pytester: pytest.Pytester) -> None:
    result = pytester.runpytest_inprocess("--markers")
    result.stdout.fnmatch_lines(["@pytest.mark.composition_files(*paths): *composition_file"])


def test_other_tests_run_as_ever(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("def test_something():\n    pass\n")
    pytester.runpytest_inprocess().assert_outcomes(passed=1)


def test_who_does_not_use_it_does_not_import_the_package(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        "import sys\n"
        "def test_modules():\n"
        "    assert 'kvid_composition_pytest' in sys.modules\n"
        "    assert 'kvid_composition' not in sys.modules\n"
        "    assert 'pydantic' not in sys.modules\n"
    )
    pytester.runpytest_subprocess("-p", "no:hypothesispytest").assert_outcomes(passed=1)


def test_our_own_tests_run_without_it(pytestconfig: pytest.Config) -> None:
    assert not pytestconfig.pluginmanager.hasplugin("kvid-composition")


def test_the_how_to_works_as_it_stands(pytester: pytest.Pytester) -> None:
    page = Path(__file__).parents[1] / "docs" / "how-to" / "test-compositions.md"
    block = re.compile(r"^```\w+\n# (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
    blocks = block.findall(page.read_text("utf-8"))
    assert [name for name, _ in blocks] == ["test_compositions.py", "pyproject.toml"]
    for name, text in blocks:
        (pytester.path / name).write_text(text, "utf-8")
    write_document(pytester.path / "videos" / "a.json", sound_document())
    write_document(pytester.path / "videos" / "b.json", broken_document())
    pytester.runpytest_inprocess().assert_outcomes(passed=1, failed=1)
