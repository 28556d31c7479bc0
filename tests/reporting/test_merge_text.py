"""A merge as text."""

from typing import Any

import pytest

from kvid_composition.merging.kinds import ConflictKind
from kvid_composition.merging.merge import merge_three_way
from kvid_composition.merging.result import MergeResult
from kvid_composition.reporting.cells import measure_text
from kvid_composition.reporting.merge_text import (
    list_short_ids,
    render_brief_merge,
    render_conflict,
    render_conflicts,
    render_merge,
    summarize_open,
)
from kvid_composition.reporting.names import Names
from kvid_composition.reporting.styled import Style, join_text
from tests.documents import sound_document
from tests.merging.clashes import CLASHES
from tests.reporting.conflicts import make_conflict
from tests.reporting.hostile import NAUGHTY

Document = dict[str, Any]


def merge(
    ours: Document, theirs: Document, base: Document | None = None, **options: Any
) -> MergeResult:
    return merge_three_way(base or sound_document(), ours, theirs, **options)


def change(id_: str, **members: Any) -> Document:
    document = sound_document()
    document["items"][id_].update(members)
    return document


def render(result: MergeResult, **options: Any) -> list[str]:
    return [join_text(line) for line in render_merge(result, **options)]


def brief(result: MergeResult, **options: Any) -> list[str]:
    return [join_text(line) for line in render_brief_merge(result, **options)]


SUMMER, AUTUMN = change("txt1", text="Summer"), change("txt1", text="가을")


def test_a_clean_merge_is_one_line() -> None:
    assert render(merge(SUMMER, sound_document())) == ["CLEAN  Nothing is to be decided."]
    assert render(merge(SUMMER, change("txt1", left=5))) == [
        "CLEAN  Nothing is to be decided. 1 thing was settled without asking."
    ]


def test_a_conflict_says_what_it_is_about_what_each_has_and_what_can_be_picked() -> None:
    result = merge(SUMMER, AUTUMN)
    (conflict,) = result.conflicts
    assert render(result) == [
        "OPEN  1 conflict is to be decided.",
        "",
        "To be decided (1)",
        "  'Summer'  text txt1, on track 'trTxt', frame 0 (00:00:00:00)",
        f"    {conflict.id}  field: Both changed text of item 'txt1'.",
        "      base      'Hello 안녕'",
        "      ours      'Summer'",
        "      theirs    '가을'",
        "      pick      ours          takes what ours has (as it is now)",
        "                theirs        takes what theirs has",
        "                base          goes back to what base has",
    ]


def test_what_concerns_the_composition_is_called_so() -> None:
    ours, theirs = {**sound_document(), "fps": 25}, {**sound_document(), "fps": 60}
    assert "  Composition" in render(merge(ours, theirs))


def test_conflicts_stand_apart() -> None:
    ours, theirs = change("txt1", text="a", left=1), change("txt1", text="b", left=2)
    rows = render(merge(ours, theirs))
    assert rows.count("") == 2
    assert "OPEN  2 conflicts are to be decided." in rows[0]


def test_only_so_many_are_shown() -> None:
    ours, theirs = change("txt1", text="a", left=1), change("txt1", text="b", left=2)
    assert render(merge(ours, theirs), most=1)[-1] == ("  ... and 1 more; --format json has all.")


def test_a_strategy_has_its_decisions_told() -> None:
    result = merge(SUMMER, AUTUMN, strategy="theirs")
    assert render(result) == [
        "CLEAN  Nothing is to be decided. 1 thing was settled without asking.",
        "",
        "Decided beforehand (1)",
        "  ~ Both changed text of item 'txt1'. Decided: theirs.",
    ]


def test_what_is_worth_a_look_is_told() -> None:
    ours = {**sound_document(), "compositionWidth": 1000}
    rows = render(merge(ours, change("txt1", left=5)))
    assert rows[2] == "Worth a look (1)"
    assert rows[3].startswith("  ~ One side changed the size of the canvas")


def test_what_was_broken_before_is_told_apart() -> None:
    document = sound_document()
    document["tracks"][0]["items"].append("gone")
    rows = render(merge(document, document, document))
    assert rows[2] == "Broken before the merge (3)"
    assert rows[3].startswith("  base      REF101 There is no item 'gone'. (/tracks/0/items/2)")
    assert rows[4].startswith("  ours      REF101 ")
    assert render(merge(document, document, document), most=2)[-1].startswith("  ... and 1 more")


def test_items_that_are_concerned_are_named() -> None:
    paths = [f"/items/{number}" for number in range(7)]
    conflict = make_conflict("overlap", "shift", related=["/tracks/0", "", *paths])
    rows = [join_text(line) for line in render_conflict(conflict, Names({}), 4)]
    assert rows[2:8] == [
        "      concerns  '0'",
        "                '1'",
        "                '2'",
        "                '3'",
        "                '4'",
        "                and 2 more",
    ]


@pytest.mark.parametrize("kind", CLASHES)
def test_every_kind_of_conflict_has_all_its_parts(kind: ConflictKind) -> None:
    result = merge_three_way(*CLASHES[kind])
    rows = render(result, columns=80)
    (conflict,) = result.conflicts
    assert sum(conflict.id in row for row in rows) == 1
    for side in ("ours", "theirs"):
        assert any(row.startswith(f"      {side:<10}") and row[16:] for row in rows)
    for option in conflict.options:
        assert any(row[16:].startswith(f"{option.name} ") for row in rows)
    assert max(map(measure_text, rows)) <= 80


@pytest.mark.parametrize(
    ("kind", "held"),
    [
        ("field", "ours"),
        ("timing", "ours"),
        ("item.delete_edit", "keep"),
        ("track.delete_vs_use", "restore"),
        ("item.placement", "ours"),
        ("order", "ours"),
        ("fps_vs_timing", "keep_frames"),
        ("overlap", None),
        ("asset.type_vs_use", None),
    ],
)
def test_the_option_that_holds_meanwhile_is_marked(kind: ConflictKind, held: str | None) -> None:
    rows = render(merge_three_way(*CLASHES[kind]))
    marked = [row[16:].split()[0] for row in rows if row.endswith(" (as it is now)")]
    assert marked == ([held] if held else [])


def test_what_is_marked_is_what_changes_nothing() -> None:
    for triple in CLASHES.values():
        for conflict in merge_three_way(*triple).conflicts:
            names = Names({})
            rows = [join_text(line) for line in render_conflict(conflict, names, 4)]
            for option in conflict.options:
                row = next(row for row in rows if row[16:].startswith(f"{option.name} "))
                assert not row.endswith("(as it is now)") or option.patch == []


def test_ids_are_as_short_as_they_can_be() -> None:
    ids = ("abcdef", "abcdxx", "abzzzz", "0")
    conflicts = [make_conflict("field", "ours", id=id_) for id_ in ids]
    assert list_short_ids(conflicts) == {
        "abcdef": "abcde",
        "abcdxx": "abcdx",
        "abzzzz": "abzz",
        "0": "0",
    }
    assert list_short_ids(conflicts[:1] * 2) == {"abcdef": "abcd"}


def test_the_short_part_of_an_id_stands_out() -> None:
    conflict = make_conflict("field", "ours")
    line = list(render_conflict(conflict, Names({}), 5))[1]
    assert [(span.text, span.style) for span in line[1:3]] == [
        ("abcde", Style.INFO),
        ("f012345", Style.FAINT),
    ]


def test_in_brief_a_conflict_is_a_line() -> None:
    result = merge(SUMMER, AUTUMN)
    short = result.conflicts[0].id[:4]
    assert brief(result) == [
        f"conflict {short}: Both changed text of item 'txt1'. (ours, theirs, base)"
    ]
    assert brief(merge(SUMMER, SUMMER)) == []


def test_in_brief_a_note_is_a_line_and_the_rest_is_counted() -> None:
    ours = {**sound_document(), "compositionWidth": 1000}
    result = merge(ours, change("txt1", left=5))
    assert [row.partition(":")[0] for row in brief(result)] == ["note"]
    assert brief(result, most=0) == ["  ... and 1 more."]


def test_rows_fit_on_a_terminal() -> None:
    result = merge(change("txt1", text="안녕 " * 40), change("txt1", text="여름 " * 40))
    for rows in (render(result, columns=50), brief(result, columns=50)):
        assert max(map(measure_text, rows)) <= 50


def test_hostile_names_and_values_steer_no_terminal() -> None:
    ours, theirs = change("txt1", **{NAUGHTY: NAUGHTY}), change("txt1", **{NAUGHTY: 1})
    result = merge(ours, theirs)
    assert "".join(render(result)).isprintable()
    assert "".join(brief(result)).isprintable()
    conflict = make_conflict(
        "field", "ours", id=NAUGHTY, message=NAUGHTY, related=["/items/" + NAUGHTY]
    )
    rows = [join_text(line) for line in render_conflicts([conflict], Names({}))]
    assert "".join(rows).isprintable()


def test_open_conflicts_are_summed_up() -> None:
    assert [join_text(summarize_open(number)) for number in (0, 1, 2)] == [
        "CLEAN  Nothing is to be decided.",
        "OPEN  1 conflict is to be decided.",
        "OPEN  2 conflicts are to be decided.",
    ]
