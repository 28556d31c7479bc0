"""Baselines on disk: how files are named in them, and which of them are gone."""

import os
from pathlib import Path

import pytest

from kvid_composition.checking.baseline import Baseline
from kvid_composition.checking.known_issues import KnownIssue
from kvid_composition.cli.baselines import BaselineFile, open_baseline
from kvid_composition.cli.exits import CommandEnd

KNOWN = {KnownIssue("REF101", "a"): 1}


pytestmark = pytest.mark.usefixtures("empty_directory")


def make_baseline(*paths: str, file: str = "known.json") -> BaselineFile:
    return BaselineFile(Path(file), Baseline(dict.fromkeys(paths, KNOWN)))


@pytest.mark.parametrize(
    ("file", "path", "name"),
    [
        ("known.json", "d/a.json", "d/a.json"),
        ("known.json", "./d/../a.json", "a.json"),
        ("ci/known.json", "d/a.json", "../d/a.json"),
        ("d/known.json", "d/a.json", "a.json"),
    ],
)
def test_a_file_is_named_from_the_folder_of_the_baseline(file: str, path: str, name: str) -> None:
    assert make_baseline(file=file).name_file(Path(path)) == name
    assert make_baseline(file=file).name_file(Path(path).absolute()) == name


def test_what_has_no_place_has_no_name() -> None:
    assert make_baseline().name_file(None) is None


def test_where_no_way_leads_from_here_a_baseline_is_called_by_its_path(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object) -> str:
        raise ValueError

    monkeypatch.setattr(os.path, "relpath", refuse)
    assert make_baseline(file="d/known.json").name == "d/known.json"


@pytest.mark.parametrize(
    ("argument", "gone"),
    [
        (".", {"a.json", "d/b.json", "d/e/c.json"}),
        ("d", {"d/b.json", "d/e/c.json"}),
        ("d/", {"d/b.json", "d/e/c.json"}),
        ("a.json", {"a.json"}),
        ("a.jso", set[str]()),
        ("*.json", {"a.json"}),
        ("d/*.json", {"d/b.json"}),
        ("*/*.json", {"d/b.json"}),
        ("d/*/*.json", {"d/e/c.json"}),
        ("**/*.json", {"a.json", "d/b.json", "d/e/c.json"}),
        ("d/**/c.json", {"d/e/c.json"}),
        ("**", {"a.json", "d/b.json", "d/e/c.json"}),
        ("d/**", {"d/b.json", "d/e/c.json"}),
        ("**/**/[bc].json", {"d/b.json", "d/e/c.json"}),
        ("?/e", {"d/e/c.json"}),
        ("D*", set[str]()),
        ("-", set[str]()),
        ("HEAD:a.json", set[str]()),
    ],
)
def test_gone_is_what_an_argument_would_mean(argument: str, gone: set[str]) -> None:
    baseline = make_baseline("a.json", "d/b.json", "d/e/c.json")
    assert baseline.find_gone([argument], ()) == gone


def test_an_argument_is_seen_from_the_folder_of_the_baseline() -> None:
    baseline = make_baseline("../d/b.json", "b.json", file="ci/known.json")
    assert baseline.find_gone(["d"], ()) == {"../d/b.json"}
    assert baseline.find_gone(["ci"], ()) == {"b.json"}
    assert baseline.find_gone(["."], ()) == {"b.json", "../d/b.json"}


def test_a_name_with_a_bracket_is_no_pattern_where_it_exists() -> None:
    Path("d[1]").mkdir()
    baseline = make_baseline("d[1]/a.json", "d1/a.json")
    assert baseline.find_gone(["d[1]"], ()) == {"d[1]/a.json"}


def test_what_was_found_or_is_there_is_not_gone() -> None:
    Path("a.json").touch()
    Path("link.json").symlink_to("nowhere")
    baseline = make_baseline("a.json", "b.json", "link.json")
    assert baseline.find_gone(["."], ["b.json", None]) == frozenset()


def test_many_stars_take_no_time() -> None:
    baseline = make_baseline("/".join("a" * 60))
    assert baseline.find_gone(["**/" * 30 + "b"], ()) == frozenset()


def test_a_baseline_is_called_as_it_is_seen_from_here() -> None:
    assert make_baseline(file=str(Path("d/known.json").absolute())).name == "d/known.json"
    assert make_baseline(file="/k.json").name == "/k.json"


def test_a_baseline_that_may_be_new_is_empty() -> None:
    opened = open_baseline(Path("known.json"), may_be_new=True, color="never")
    assert opened.baseline == Baseline()


def test_a_baseline_that_cannot_be_written_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert not make_baseline("a.json", file="gone/known.json").update({}, ["a.json"], "never")
    expected = "error UNWRITABLE_OUTPUT: gone/known.json: No such file or directory\n"
    assert capsys.readouterr().err == expected


def test_a_file_over_the_limit_is_no_baseline(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("known.json").write_bytes(b" " * (64 * 1024 * 1024 + 1))
    with pytest.raises(CommandEnd):
        open_baseline(Path("known.json"), may_be_new=True, color="never")
    assert "known.json: this is no baseline: the text is larger than" in capsys.readouterr().err


def test_ten_thousand_arguments_are_no_obstacle() -> None:
    baseline = make_baseline(*(f"d/{number}.json" for number in range(10_000)))
    gone = baseline.find_gone([f"d/{number}.json" for number in range(1, 10_000)], ())
    assert len(gone) == 9_999


def test_a_working_directory_that_is_gone_is_no_obstacle(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("gone").mkdir()
    monkeypatch.chdir("gone")
    Path("../gone").rmdir()
    baseline = make_baseline("a.json")
    assert baseline.find_gone(["a.json"], ()) == {"a.json"}
    assert baseline.name_file(Path("a.json")) == "a.json"
