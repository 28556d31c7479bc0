"""A preflight as text."""

from typing import Any

import pytest

from kvid_composition.preflight.preflight import preflight_operation
from kvid_composition.reporting.cells import measure_text
from kvid_composition.reporting.preflight_text import render_preflight
from kvid_composition.reporting.styled import Style, join_text
from tests.documents import sound_document
from tests.reporting.hostile import NAUGHTY


def merge(**members: Any) -> dict[str, Any]:
    return {"operation": "merge", "data": {"composition": members}}


def update(item_id: str = "txt1", **updates: Any) -> dict[str, Any]:
    return {"operation": "update_item", "data": {"itemId": item_id, "updates": updates}}


def partial_merge() -> dict[str, Any]:
    """Give the body that loses everything but one item."""
    return merge(items={"txt1": {**sound_document()["items"]["txt1"], "text": "Bye"}})


def render(body: dict[str, Any], current: Any = None, **options: Any) -> list[str]:
    document = sound_document() if current is None else current
    preflight = preflight_operation(document, body)
    return [join_text(line) for line in render_preflight(preflight, document, **options)]


def find_section(rows: list[str], title: str) -> list[str]:
    """Give the rows of a section; titles are given as they begin."""
    (start,) = (k for k, row in enumerate(rows) if row.startswith(title))
    rest = rows[start + 1 :]
    return rest[: rest.index("")] if "" in rest else rest


def test_what_is_safe_shows_the_verdict_and_the_changes() -> None:
    rows = render(update(text="Bye"))
    assert rows[0] == "SAFE  1 text changed."
    assert rows[1:] == [
        "",
        "Changes (1)",
        "    'Bye'  text txt1, on track 'trTxt', frame 0 (00:00:00:00)",
        "      ~ text 'Hello 안녕' -> 'Bye'",
        "",
        "The body takes 77 bytes.",
    ]


def test_what_changes_nothing_has_the_verdict_only() -> None:
    assert len([row for row in render(update(opacity=1)) if row]) <= 3


def test_what_breaks_shows_first_what_is_lost() -> None:
    rows = render(partial_merge())
    assert rows[0].startswith("BREAKS  This merge would lose 7 items")
    assert rows[2] == "Lost, though nothing says that it is deleted (7)"
    assert rows[3] == "  - clip.mp4  video vid1, on track 'trVid', frame 0 (00:00:00:00)"


def test_the_new_issues_are_shown_the_worst_first() -> None:
    section = find_section(render(partial_merge()), "New issues (12)")
    severities = [row.split()[1] for row in section if row.startswith("result:")]
    assert severities == ["error"] * 7 + ["info"] * 5


def test_what_was_lost_is_not_told_again_among_the_changes() -> None:
    assert find_section(render(partial_merge()), "Other changes (1)") == [
        "    'Bye'  text txt1, on track 'trTxt', frame 0 (00:00:00:00)",
        "      ~ text 'Hello 안녕' -> 'Bye'",
    ]


def test_the_better_body_can_be_copied() -> None:
    assert find_section(render(partial_merge()), "Send this instead (") == [
        '  {"operation": "update_item", "data": {"itemId": "txt1", "updates": {"text": "Bye"}}}'
    ]


def test_a_safe_body_that_could_be_smaller_is_told_so() -> None:
    document = sound_document()
    document["items"]["txt1"]["text"] = "Bye"
    body = {"operation": "replace", "data": {"composition": document}}
    (row,) = find_section(render(body), "The same with less (")
    assert row.startswith('  {"operation": "update_item"')


def test_a_better_body_that_is_too_long_is_not_shown() -> None:
    document = sound_document()
    document["items"]["txt1"] |= {"text": "x" * 3000}
    body = {"operation": "replace", "data": {"composition": document}}
    (row,) = find_section(render(body), "The same with less (")
    assert row == "  It is too long for here; --format json has it as `better`."


def test_half_of_an_emoji_in_a_body_is_an_escape() -> None:
    current, document = sound_document(), sound_document()
    current["items"]["txt1"] |= {"text": "\ud83d"}
    document["items"]["txt1"] |= {"text": "\ud83d!"}
    body = {"operation": "replace", "data": {"composition": document}}
    (row,) = find_section(render(body, current), "The same with less (")
    assert '"\\ud83d!"' in row


def test_another_thumbnail_is_told() -> None:
    assets = sound_document()["assets"]
    assets["aI"]["remoteUrl"] = "https://example.com/other.png"
    assert find_section(render(merge(assets=assets)), "Thumbnail") == [
        "  ~ 'https://example.com/logo.png' -> 'https://example.com/other.png'"
    ]
    assets["aI"]["remoteUrl"] = None
    assert find_section(render(merge(assets=assets)), "Thumbnail") == [
        "  ~ 'https://example.com/logo.png' -> none"
    ]


@pytest.mark.parametrize(
    ("body", "title"),
    [
        (merge(tracks=[]), "  - trTxt  track, layer 1 of 5, 2 items"),
        (merge(assets={}), "  - clip.mp4  video asset aV"),
        (merge(items={}), "  - sol1  solid, on track 'trBg', frame 0 (00:00:00:00)"),
    ],
)
def test_tracks_assets_and_items_that_are_lost_are_named(body: dict[str, Any], title: str) -> None:
    assert title in find_section(render(body), "Lost, though")


def test_only_so_many_are_shown_of_each_and_the_others_counted() -> None:
    rows = render(partial_merge(), most=2)
    assert find_section(rows, "Lost, though")[2:] == ["  ... and 5 more; --format json has all."]
    issues = find_section(rows, "New issues")
    assert sum(row.startswith("result:") for row in issues) == 2
    assert issues[-1] == "  ... and 10 more; --format json has all."
    body = merge(fps=60, compositionWidth=1, compositionHeight=1, a=1)
    assert find_section(render(body, most=2), "Changes (3)")[-1].startswith("  ... and 1 more")


def test_rows_fit_the_columns_but_for_what_is_to_be_copied() -> None:
    rows = render(partial_merge(), columns=60)
    assert max(measure_text(row) for row in rows if not row.startswith('  {"')) <= 60


def test_verdicts_have_styles_of_their_own() -> None:
    document = sound_document()
    bodies = (update(text="Bye"), merge(assets={"aI": document["assets"]["aI"]}, items={}))
    styles = [
        next(render_preflight(preflight_operation(document, body), document))[0].style
        for body in bodies
    ]
    assert styles == [Style.GOOD, Style.ERROR]


def test_nothing_hostile_is_shown() -> None:
    track = {"id": NAUGHTY, "name": NAUGHTY, "items": [NAUGHTY, f"{NAUGHTY}2"]}
    item = {"id": NAUGHTY, "type": "text", "text": NAUGHTY, "from": 0, "durationInFrames": 1}
    asset = {"id": NAUGHTY, "type": "image", "remoteUrl": f"https://example.com/{NAUGHTY}"}
    current: dict[str, Any] = {
        "fps": 30,
        "compositionWidth": 2,
        "compositionHeight": 2,
        "tracks": [track],
        "items": {NAUGHTY: item, f"{NAUGHTY}2": item},
        "assets": {NAUGHTY: asset},
    }
    body = merge(items={NAUGHTY: {**item, NAUGHTY: NAUGHTY}}, tracks=[], assets={})
    assert all(row.isprintable() for row in render(body, current))
    assert all(row.isprintable() for row in render(update(NAUGHTY, text=NAUGHTY * 2), current))
