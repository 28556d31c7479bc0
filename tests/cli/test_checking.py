"""Checking: one document after another, with excerpts for as many issues as can be shown."""

from pathlib import Path
from typing import Any

import pytest

from kvid_composition import Limits, ValidationConfig
from kvid_composition.checking.run import Unreadable
from kvid_composition.cli.checking import Wanted, check_sources
from kvid_composition.cli.inputs import Found, make_source
from tests.cli.harness import write_document
from tests.documents import sound_document

pytestmark = pytest.mark.usefixtures("empty_directory")


def write(name: str, errors: int = 0, height: int = 1080) -> None:
    document: dict[str, Any] = {**sound_document(), "compositionHeight": height}
    document["tracks"][0]["items"] += [f"x{number}" for number in range(errors)]
    write_document(Path(name), document)


def count_excerpts(*names: str, most: int | None) -> list[int]:
    config = ValidationConfig()
    wanted = Wanted(configure=lambda _: config, most=most, with_excerpts=True)
    files = check_sources(map(make_source, names), wanted).files
    return [len(file.excerpts) for file in files.values()]


def test_every_issue_that_is_shown_has_an_excerpt() -> None:
    write("a", 3)
    write("b", 2)
    assert count_excerpts("a", "b", most=None) == [3, 2]
    assert count_excerpts("a", "b", most=5) == [3, 2]


def test_behind_as_many_errors_as_are_shown_nothing_has_one() -> None:
    write("a", 3)
    write("b", 2)
    assert count_excerpts("a", "b", most=4) == [3, 1]
    assert count_excerpts("a", "b", most=2) == [2, 0]


def test_a_warning_takes_no_place_from_a_later_error() -> None:
    write("a", height=1081)
    write("b", 1)
    assert count_excerpts("a", "b", most=1) == [1, 1]


def test_what_cannot_be_read_is_kept_apart_in_its_order() -> None:
    write("a")
    wanted = Wanted(configure=lambda _: ValidationConfig())
    sources: list[Found] = [Unreadable("x", "why"), make_source("gone"), make_source("a")]
    outcome = check_sources(sources, wanted)
    assert [path.path for path in outcome.unreadable] == ["x", "gone"]
    assert [file.path for file in outcome.make_run().files] == ["a"]


def test_everything_has_its_place() -> None:
    write("a")
    wanted = Wanted(configure=lambda _: ValidationConfig(), place=lambda found: f"/{found}")
    sources: list[Found] = [Unreadable("x", "why"), make_source("gone"), make_source("a")]
    outcome = check_sources(sources, wanted)
    places = [each.place for each in outcome.unreadable]
    places += [each.place for each in outcome.files.values()]
    assert places == [f"/{source}" for source in sources]
    assert outcome.make_run().baseline is None


def test_each_document_has_its_own_configuration() -> None:
    write("a", 1)
    write("b", 1)
    ignoring, all_rules = ValidationConfig(ignore=["REF101"]), ValidationConfig()
    wanted = Wanted(configure=lambda source: ignoring if source.name == "a" else all_rules)
    files = check_sources([make_source("a"), make_source("b")], wanted).files
    assert [len(file.report.issues) for file in files.values()] == [0, 1]


def test_a_configured_limit_says_how_much_is_read() -> None:
    write("a")
    config = ValidationConfig(limits=Limits(text_bytes=10))
    (file,) = check_sources([make_source("a")], Wanted(configure=lambda _: config)).files.values()
    assert [issue.code for issue in file.report.issues] == ["DOC106"]
