"""A diff as text."""

from typing import Any

from kvid_composition.diffing.diff import diff_compositions
from kvid_composition.reporting.cells import measure_text
from kvid_composition.reporting.diff_text import render_diff
from kvid_composition.reporting.styled import Style, join_text
from tests.documents import sound_document
from tests.reporting.hostile import NAUGHTY
from tests.reporting.versions import change_item, make_versions


def render(
    before: Any, after: Any, *, most: int | None = None, columns: int | None = None
) -> list[str]:
    diff = diff_compositions(before, after)
    versions = make_versions(before, after)
    return [join_text(line) for line in render_diff(diff, versions, most=most, columns=columns)]


def edited_document() -> dict[str, Any]:
    """Give a version in which something of every kind has changed."""
    document = change_item("txt1", text="Bye", left=1)
    document["fps"] = 60
    document["tracks"][0]["name"] = "Titles"
    document["items"]["sol2"] = {**document["items"]["sol1"], "id": "sol2", "color": "#000000"}
    document["tracks"][1]["items"].append("sol2")
    del document["assets"]["aG"]
    return document


def test_a_diff_is_a_sentence_and_its_changes_by_entity() -> None:
    assert render(sound_document(), edited_document()) == [
        (
            "Frame rate changed from 30 to 60, 1 track changed, 1 item transformed, "
            "1 text changed, 1 item added, 1 asset removed."
        ),
        "",
        "Composition",
        "  ~ frame rate: fps 30 -> 60",
        "",
        "Tracks",
        "    Titles  track trTxt, layer 1 of 5, 2 items",
        "      ~ name (absent) -> 'Titles'",
        "",
        "Items",
        "    'Bye'  text txt1, on track 'Titles', frame 0 (00:00:00:00)",
        "      ~ transformed: left 460 -> 1",
        "      ~ text 'Hello 안녕' -> 'Bye'",
        "  + sol2  solid, on track 'trOvl', frame 0 (00:00:00:00)",
        "",
        "Assets",
        "  - wave.gif  gif asset aG",
    ]


def test_what_is_gone_is_called_as_it_was() -> None:
    rows = render(edited_document(), sound_document())
    assert "  - sol2  solid, on track 'trOvl', frame 0 (00:00:00:00)" in rows


def test_an_item_that_is_gone_from_the_items_but_still_listed_has_both_said() -> None:
    after = sound_document()
    del after["items"]["txt1"]
    after["tracks"][0]["items"] = ["cap1"]
    after["tracks"][1]["items"].append("txt1")
    rows = render(sound_document(), after)
    title = rows.index("Items") + 1
    assert rows[title].startswith("    'Hello 안녕'  text txt1, on track 'trTxt'")
    assert rows[title + 1] == "      - removed"
    assert rows[title + 2] == "      > moved from track 'trTxt' to track 'trOvl'"


def test_a_copy_says_what_it_is_a_copy_of() -> None:
    after = sound_document()
    after["items"]["txt2"] = {**after["items"]["txt1"], "id": "txt2"}
    after["tracks"][0]["items"].append("txt2")
    assert render(sound_document(), after)[-1].endswith(
        "(00:00:00:00): a copy of 'txt1' ('Hello 안녕')"
    )


def test_at_most_so_many_changes_are_shown_and_the_others_counted() -> None:
    rows = render(sound_document(), edited_document(), most=2)
    assert rows[-2:] == ["", "... and 4 more changes. --max-changes 0 shows all."]
    assert "Items" not in rows


def test_changes_that_are_all_shown_are_not_counted() -> None:
    assert not any("more change" in row for row in render({"a": 1}, {"a": 2}, most=1))


def test_rows_fit_the_columns_and_hang_under_their_change() -> None:
    rows = render(sound_document(), edited_document(), columns=50)
    assert max(map(measure_text, rows)) <= 50
    assert any(row[:8].isspace() and row[8] != " " for row in rows)


def test_without_colour_a_sign_tells_the_kind_of_change() -> None:
    rows = render(sound_document(), edited_document())
    assert {row.lstrip()[0] for row in rows if row.startswith("  ") and row[2] != " "} == set("~+-")


def test_signs_have_styles_of_their_own() -> None:
    before, after = sound_document(), edited_document()
    lines = render_diff(diff_compositions(before, after), make_versions(before, after))
    signs = {span.text: span.style for line in lines for span in line if span.text in "+-~"}
    assert signs == {"+": Style.ADDED, "-": Style.REMOVED, "~": Style.CHANGED}


def test_nothing_hostile_is_shown() -> None:
    item = {"id": NAUGHTY, "type": NAUGHTY, "text": NAUGHTY, NAUGHTY: NAUGHTY}
    before: dict[str, Any] = {"fps": NAUGHTY, "items": {NAUGHTY: item}, "tracks": NAUGHTY}
    after: dict[str, Any] = {
        NAUGHTY: [NAUGHTY],
        "tracks": [{"id": NAUGHTY, "name": NAUGHTY, "items": [NAUGHTY]}],
        "items": {NAUGHTY: {**item, "text": 1, NAUGHTY: None}},
        "assets": {NAUGHTY: {NAUGHTY: NAUGHTY}},
    }
    rows = [*render(before, after), *render(after, before)]
    assert all(row.isprintable() for row in rows)
