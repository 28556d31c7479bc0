"""A diff as Markdown for a comment. The oracle is a parser of Markdown."""

from typing import Any

from kvid_composition.diffing.diff import diff_compositions
from kvid_composition.reporting.diff_markdown import write_diff_markdown
from tests.documents import sound_document
from tests.reporting.hostile import NAUGHTY
from tests.reporting.test_diff_text import edited_document
from tests.reporting.test_markdown import PARSER, Cells
from tests.reporting.versions import make_versions

FILES = ("main:a.json", "a.json")


def write(before: Any, after: Any, **options: Any) -> str:
    diff = diff_compositions(before, after)
    return write_diff_markdown(diff, make_versions(before, after), FILES, **options)


def many_items(number: int, text: str = "x") -> dict[str, Any]:
    items = {f"i{k}": {"id": f"i{k}", "type": "text", "text": text} for k in range(number)}
    return {"fps": 30, "tracks": [], "items": items, "assets": {}}


def test_a_comment_is_a_sentence_the_files_and_a_table() -> None:
    assert write(sound_document(), edited_document()).splitlines() == [
        (
            "**Frame rate changed from 30 to 60, 1 track changed, 1 item transformed, "
            "1 text changed, 1 item added, 1 asset removed.**"
        ),
        "",
        "`main:a.json` → `a.json`, impact: structural",
        "",
        "| | What | How it changed |",
        "|---|---|---|",
        "| Composition |  | `~` frame rate: `fps` `30` → `60` |",
        (
            "| Track | `Titles`  track `trTxt`, layer 1 of 5, 2 items "
            "| `~` `name` `(absent)` → `'Titles'` |"
        ),
        (
            "| Item | `'Bye'`  text `txt1`, on track `'Titles'`, frame 0 (00:00:00:00) "
            "| `~` transformed: `left` `460` → `1`<br>"
            "`~` `text` `'Hello 안녕'` → `'Bye'` |"
        ),
        ("| Item | `sol2`  solid, on track `'trOvl'`, frame 0 (00:00:00:00) | `+` added |"),
        "| Asset | `wave.gif`  gif asset `aG` | `-` removed |",
    ]


def test_each_entity_has_a_row_with_its_title_and_its_changes() -> None:
    html = PARSER.render(write(sound_document(), edited_document()))
    cells = Cells(html.replace("</td>\n", "</td>")).cells
    assert [cell.strip() for cell in cells[3:6]] == [
        "Track",
        "Titles  track trTxt, layer 1 of 5, 2 items",
        "~ name (absent) → 'Titles'",
    ]
    assert cells[8].startswith("~ transformed: left 460 → 1~ text 'Hello 안녕' → 'Bye'")


def test_no_difference_is_a_sentence_without_a_table() -> None:
    text = write(sound_document(), sound_document())
    assert "Nothing changed" in text
    assert "|" not in text


def test_a_copy_says_what_it_is_a_copy_of() -> None:
    after = sound_document()
    after["items"]["txt2"] = {**after["items"]["txt1"], "id": "txt2"}
    assert "`+` added: a copy of `'txt1'`" in write(sound_document(), after)


def test_a_long_table_is_folded_up() -> None:
    few, many = write(many_items(20), many_items(0)), write(many_items(21), many_items(0))
    assert "<details>" not in few
    assert "<details>\n<summary>21 changes</summary>\n\n| |" in many
    assert many.endswith("|\n\n</details>\n")


def test_at_most_so_many_changes_are_shown() -> None:
    text = write(many_items(5), many_items(0), most=2)
    assert text.count("`-` removed") == 2
    assert text.endswith("\n\n... and 3 more changes.\n")


def test_a_table_is_no_longer_than_a_comment_may_be() -> None:
    text = write(many_items(900), many_items(0), longest=20_000)
    rows = text.count("`-` removed")
    assert len(text) < 20_500
    assert 100 < rows < 900
    assert text.endswith(f"... and {900 - rows} more changes.\n")


def test_what_is_hostile_stays_text() -> None:
    evil = f"|`</td></details><img src=x onerror=alert(1)>@octocat #1 \\| {NAUGHTY}\n\n# x"
    item = {"id": evil, "type": evil, "text": evil}
    before: dict[str, Any] = {"fps": evil, "tracks": [], "items": {}, "assets": {}}
    after: dict[str, Any] = {
        "tracks": [{"id": evil, "name": evil, "items": [evil]}],
        "items": {evil: {**item, evil: evil}},
        "assets": {evil: {evil: evil}},
        evil: [evil],
    }
    for pair in ((before, after), (after, before), (after, {**after, "items": {evil: item}})):
        html = PARSER.render(write(*pair))
        assert not set(Cells(html).tags) - {
            *("p", "strong", "code", "table", "thead", "tbody", "tr", "th", "td", "br"),
        }
        rows = html.count("<tr>") - 1
        assert html.count("<td>") == 3 * rows > 0


def test_nobody_is_mentioned_outside_of_code() -> None:
    before: dict[str, Any] = {"fps": "@octocat", "items": {"@octocat": {"type": "@octocat"}}}
    html = PARSER.render(write(before, {"fps": 30, "items": {}, "tracks": []}))
    outside = "".join(part.partition("</code>")[2] for part in f"</code>{html}".split("<code>"))
    assert "@octocat" not in outside
