"""Repairs as text for people."""

import json
from dataclasses import replace
from typing import Any

import pytest

from kvid_composition.checking.documents import Document, interpret_bytes
from kvid_composition.checking.repairing import RepairedFile, repair_document
from kvid_composition.reporting.cells import measure_text
from kvid_composition.reporting.repair_text import render_repairs, summarize_repairs
from kvid_composition.reporting.styled import Style, join_text
from kvid_composition.validation.issues import IssueCounts
from kvid_composition.validation.rules.examples import (
    sketch_asset,
    sketch_composition,
    sketch_item,
)
from tests.reporting.hostile import NAUGHTY


def repair(path: str = "a.json", *, unsafe: bool = False, **members: Any) -> RepairedFile:
    data = json.dumps(sketch_composition(**members), indent=2).encode()
    document = interpret_bytes(path, data)
    assert isinstance(document, Document)
    file = repair_document(document, unsafe=unsafe)
    assert isinstance(file, RepairedFile)
    return file


def render(*files: RepairedFile, **options: Any) -> list[str]:
    return [join_text(line) for line in render_repairs(files, **options)]


def summarize(*files: RepairedFile, **options: Any) -> str:
    return join_text(summarize_repairs(files, **options))


TRACKS = [{"id": "main", "items": ["a"]}, {"id": "main", "items": ["gone"]}]


def test_what_was_done_comes_first_with_what_came_with_it_and_then_what_is_left() -> None:
    assert render(repair(tracks=TRACKS)) == [
        "a.json",
        "  fixed REF101 track-item-missing: There is no item 'gone'.",
        "        at /tracks/1/items/0: drops the entry 'gone'.",
        "        with it came info REF112 empty-track: This track lists no item.",
        "  left  error REF104 duplicate-track-id: An earlier track has the id 'main' too.",
        "        at line 14, /tracks/1/id",
        "        --unsafe renames it to 'main-2'.",
        "  left  info REF112 empty-track: This track lists no item.",
        "        at line 13, /tracks/1",
        "        --unsafe removes it.",
    ]


def test_what_only_people_can_do_something_about_has_a_hint() -> None:
    assert render(repair(compositionWidth=641)) == [
        "a.json",
        "  left  warning MED106 odd-dimensions: compositionWidth is odd: 641 px.",
        "        at line 3, /compositionWidth",
        "        hint: Use an even number of pixels.",
    ]


def test_what_was_unsafe_is_marked() -> None:
    assert render(repair(unsafe=True, items={"a": sketch_item(), "b": sketch_item(id="b")})) == [
        "a.json",
        "  fixed REF107 item-unplaced (unsafe): Item 'b' is on no track.",
        "        at /items/b: removes item 'b'.",
    ]


def test_where_nothing_is_written_it_is_said_what_would_be_done() -> None:
    rows = render(repair(items={"a": sketch_item(opacity=2)}), would=True)
    assert rows[1:] == [
        "  would fix MED109 opacity-out-of-range: The opacity of item 'a' is 2.",
        "            at /items/a/opacity: sets it to 1.",
    ]


def test_a_fault_without_a_place_is_told_without_a_line() -> None:
    file = repair(compositionWidth=641)
    (issue,) = file.report.issues
    bare = replace(file.report, issues=(replace(issue, line=None, column=None, path=""),))
    assert render(replace(file, report=bare))[2] == "        at the root"


def test_files_are_set_apart_and_those_with_nothing_to_say_are_left_out() -> None:
    rows = render(repair("1"), repair("2", compositionWidth=1), repair("3", compositionWidth=3))
    assert [row for row in rows if not row.startswith(" ")] == ["2", "", "3"]


def test_of_many_fixes_and_issues_only_so_many_are_shown() -> None:
    names = [f"i{k}" for k in range(5)]
    items = {name: sketch_item(id=name, opacity=2, **{"from": -1}) for name in names}
    tracks = [{"id": name, "items": [name]} for name in names]
    rows = render(repair(items=items, tracks=tracks), most=2)
    assert [row for row in rows if "..." in row] == [
        "  ... and 3 more; --format json has all.",
        "  ... and 3 more; --format json has all.",
    ]


def test_issues_that_a_report_omits_are_counted() -> None:
    file = repair(compositionWidth=641)
    report = replace(file.report, omitted=IssueCounts(warning=7))
    assert render(replace(file, report=report))[-1] == "  ... and 7 more; --format json has all."


def test_rows_are_folded_under_their_words() -> None:
    rows = render(repair(tracks=TRACKS), columns=40)
    assert all(measure_text(row) <= 40 for row in rows)
    assert rows[1:4] == [
        "  fixed REF101 track-item-missing: There",
        "          is no item 'gone'.",
        "        at /tracks/1/items/0: drops the",
    ]


def test_a_very_long_summary_is_cut() -> None:
    url = f"https://example.com/{'n' * 900}.png"
    asset = {key: part for key, part in sketch_asset(remoteUrl=url).items() if key != "filename"}
    item = sketch_item(type="image", assetId="pic")
    rows = render(repair(items={"a": item}, assets={"pic": asset}))
    assert max(map(len, rows)) < 400


@pytest.mark.parametrize("unsafe", [True, False])
def test_nothing_of_a_document_steers_the_terminal(unsafe: bool) -> None:
    items = {
        NAUGHTY: sketch_item(id=f"{NAUGHTY}-", **{"from": 0.5}),
        "b": sketch_item(id="b", type="image", assetId=NAUGHTY),
    }
    tracks = [{"id": NAUGHTY, "items": [NAUGHTY, f"{NAUGHTY}!"]}, {"id": NAUGHTY, "items": ["b"]}]
    file = repair(NAUGHTY, unsafe=unsafe, items=items, tracks=tracks)
    assert file.repair.applied
    rows = [*render(file), *render(file, would=True), summarize(file)]
    assert all(row.isprintable() for row in rows)


def test_severities_have_their_colours() -> None:
    spans = [span for line in render_repairs([repair(tracks=TRACKS)]) for span in line]
    styles = {span.text.strip(): span.style for span in spans}
    assert (styles["fixed"], styles["error"]) == (Style.GOOD, Style.ERROR)


def test_the_summary_counts_fixes_and_what_is_left() -> None:
    fixed, sound = repair(tracks=TRACKS), repair()
    assert summarize(sound) == "Nothing to fix in 1 file."
    assert summarize(fixed) == (
        "Fixed 1 issue in 1 file; left: 1 error, 1 info (--unsafe fixes 2 of them)."
    )
    assert summarize(fixed, sound, would=True).startswith("Would fix 1 issue in 1 of 2 files;")
    assert summarize(repair(compositionWidth=1)) == "Nothing to fix in 1 file; left: 1 warning."


def test_the_summary_counts_what_could_not_be_repaired() -> None:
    assert summarize(refused=1) == "Nothing was repaired; 1 file could not be repaired."
    assert summarize(repair(), refused=2) == (
        "Nothing to fix in 1 file; 2 files could not be repaired."
    )
