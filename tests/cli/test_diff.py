"""`diff`: formats, verdict, what is shown; inputs from files, pipes and git."""

import json
from pathlib import Path
from typing import Any

import jsonpatch
import jsonschema
import pytest

from kvid_composition.diffing.apply import apply_changes
from kvid_composition.diffing.composition_diff import CompositionDiff
from kvid_composition.diffing.diff_schema import diff_schema
from tests.cli.harness import NAUGHTY, invoke, write_document
from tests.cli.repositories import commit_all, make_repository, run_git
from tests.documents import sound_document

Document = dict[str, Any]


@pytest.fixture(autouse=True)
def _stand_in_empty_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def edited_document() -> Document:
    """Give a version with a change of each impact."""
    document = sound_document()
    document["tracks"][0]["name"] = "제목"
    document["items"]["txt1"]["text"] = "안녕히"
    document["compositionWidth"] = 1080
    return document


def compare(before: object, after: object, *options: str) -> Any:
    write_document(Path("a.json"), before)
    write_document(Path("b.json"), after)
    return invoke("diff", "a.json", "b.json", *options)


def test_equal_documents_end_with_0_and_a_line() -> None:
    result = compare(sound_document(), sound_document())
    assert (result.exit_code, result.stdout, result.stderr) == (0, "No difference.\n", "")


def test_a_difference_ends_with_1_and_is_told() -> None:
    result = compare(sound_document(), edited_document())
    assert (result.exit_code, result.stderr) == (1, "")
    assert result.stdout.splitlines()[2:] == [
        "Composition",
        "  ~ canvas: compositionWidth 1920 -> 1080",
        "",
        "Tracks",
        "    제목  track trTxt, layer 1 of 5, 2 items",
        "      ~ name (absent) -> '제목'",
        "",
        "Items",
        "    '안녕히'  text txt1, on track '제목', frame 0 (00:00:00:00)",
        "      ~ text 'Hello 안녕' -> '안녕히'",
    ]


@pytest.mark.parametrize(
    ("fail_on", "codes"),
    [
        ("cosmetic", (1, 1, 1)),
        ("visible", (0, 1, 1)),
        ("structural", (0, 0, 1)),
        ("never", (0, 0, 0)),
    ],
)
def test_fail_on_sets_the_mildest_impact_that_fails(fail_on: str, codes: tuple[int, ...]) -> None:
    versions = [sound_document(), sound_document(), sound_document()]
    versions[0]["tracks"][0]["name"] = "x"
    versions[1]["items"]["txt1"]["text"] = "x"
    versions[2]["fps"] = 60
    found = (compare(sound_document(), v, "--fail-on", fail_on).exit_code for v in versions)
    assert tuple(found) == codes


@pytest.mark.parametrize(("impact", "shown"), [("cosmetic", 3), ("visible", 2), ("structural", 1)])
def test_impact_sets_the_mildest_change_that_is_shown(impact: str, shown: int) -> None:
    result = compare(sound_document(), edited_document(), "--impact", impact)
    assert result.stdout.count(" ~ ") == shown


def test_what_is_not_shown_does_not_fail_unless_asked() -> None:
    after = sound_document()
    after["tracks"][0]["name"] = "x"
    result = compare(sound_document(), after, "--impact", "visible")
    assert result.exit_code == 0
    assert result.stdout == "No difference that matters so much; 1 milder one.\n"


def test_what_means_the_same_is_no_difference_but_worth_a_note() -> None:
    after = sound_document()
    after["fps"] = 30.0
    after["items"]["txt1"]["isDraggingInTimeline"] = True
    result = compare(sound_document(), after)
    assert (result.exit_code, result.stdout) == (0, "No difference that matters.\n")
    expected = "note: the documents are equal but for 2 exact differences (--exact)\n"
    assert result.stderr == expected


def test_exact_counts_what_means_the_same() -> None:
    result = compare(sound_document(), {**sound_document(), "fps": 30.0}, "--exact")
    assert result.exit_code == 1
    assert "  ~ fps 30 -> 30.0\n" in result.stdout


def test_the_order_of_keys_is_no_difference_but_worth_a_note() -> None:
    after = dict(reversed(sound_document().items()))
    for options in ((), ("--exact",)):
        result = compare(sound_document(), after, *options)
        assert (result.exit_code, result.stdout) == (0, "No difference that matters.\n")
        assert result.stderr == "note: the documents are equal but for the order of keys\n"


def test_shifts_are_grouped_unless_asked() -> None:
    after = sound_document()
    for id_ in ("vid1", "vid2"):
        after["items"][id_]["from"] += 30
    assert "> 2 items from frame 0" in compare(sound_document(), after).stdout
    apart = compare(sound_document(), after, "--no-group").stdout
    assert apart.count("> shifted from frame") == 2


def test_json_is_the_diff_and_what_was_compared() -> None:
    result = compare(sound_document(), edited_document(), "-f", "json")
    written = json.loads(result.stdout)
    assert result.exit_code == 1
    assert written["files"] == {"before": "a.json", "after": "b.json"}
    jsonschema.validate(written, diff_schema())
    diff = CompositionDiff.from_dict(written)
    assert apply_changes(sound_document(), diff) == edited_document()


def test_json_is_ascii_so_that_any_pipe_holds_it() -> None:
    assert compare(sound_document(), edited_document(), "-f", "json").stdout.isascii()


def test_json_has_what_is_shown_only() -> None:
    result = compare(sound_document(), edited_document(), "-f", "json", "--impact", "structural")
    written = json.loads(result.stdout)
    assert [change["type"] for change in written["changes"]] == ["DimensionsChanged"]


def test_json_patch_is_one_that_others_apply() -> None:
    result = compare(sound_document(), edited_document(), "-f", "json-patch")
    assert result.exit_code == 1
    patched = jsonpatch.apply_patch(sound_document(), json.loads(result.stdout))
    assert patched == edited_document()
    assert "안녕히" in result.stdout


@pytest.mark.parametrize(("format_", "nothing"), [("json-patch", "[]\n"), ("merge-patch", "{}\n")])
def test_a_patch_between_equal_documents_is_empty(format_: str, nothing: str) -> None:
    result = compare(sound_document(), sound_document(), "-f", format_)
    assert (result.exit_code, result.stdout) == (0, nothing)


def test_a_patch_is_exact() -> None:
    result = compare(sound_document(), {**sound_document(), "fps": 30.0}, "-f", "json-patch")
    assert result.exit_code == 1
    assert json.loads(result.stdout) == [{"op": "replace", "path": "/fps", "value": 30.0}]


def test_merge_patch_has_the_differing_members() -> None:
    result = compare(sound_document(), {**sound_document(), "fps": 60}, "-f", "merge-patch")
    assert (result.exit_code, json.loads(result.stdout)) == (1, {"fps": 60})


def test_a_merge_patch_that_cannot_be_is_refused() -> None:
    after = {**sound_document(), "note": None}
    result = compare(sound_document(), after, "-f", "merge-patch")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("error NOT_REPRESENTABLE: ")
    assert "/note" in result.stderr


def test_a_patch_cannot_leave_out_what_is_mild() -> None:
    result = compare(sound_document(), edited_document(), "-f", "json-patch", "--impact", "visible")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "error USAGE: a patch says all that differs: leave out --impact\n"


def test_markdown_is_a_comment() -> None:
    result = compare(sound_document(), edited_document(), "-f", "markdown")
    assert result.exit_code == 1
    assert "`a.json` → `b.json`, impact: structural\n" in result.stdout
    assert "| Item | `'안녕히'`  text `txt1`" in result.stdout


def many_items(number: int) -> Document:
    items = {f"i{k}": {"id": f"i{k}", "type": "text", "text": "x"} for k in range(number)}
    return {**sound_document(), "items": items}


@pytest.mark.parametrize(("options", "shown"), [((), 1000), (("--max-changes", "0"), 1108)])
def test_a_thousand_changes_are_shown_unless_asked(options: tuple[str, ...], shown: int) -> None:
    result = compare(sound_document(), many_items(1100), *options)
    assert result.stdout.count("\n  + ") + result.stdout.count("\n  - ") == shown


def test_what_is_not_shown_is_counted() -> None:
    result = compare(sound_document(), many_items(1100), "--max-changes", "8")
    assert result.stdout.endswith("\n... and 1,100 more changes. --max-changes 0 shows all.\n")


def test_a_comment_fits_where_comments_go_unless_all_is_asked_for() -> None:
    short = compare(sound_document(), many_items(3000), "-f", "markdown", "--max-changes", "9999")
    assert len(short.stdout) < 65_536
    assert "more changes." in short.stdout
    whole = compare(sound_document(), many_items(3000), "-f", "markdown", "--max-changes", "0")
    assert whole.stdout.count("`+` added") == 3000


@pytest.mark.parametrize("format_", ["text", "json", "json-patch", "markdown"])
def test_quiet_prints_nothing(format_: str) -> None:
    result = compare(sound_document(), edited_document(), "-q", "-f", format_)
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", "")


def test_colour_is_on_when_asked_and_off_in_a_pipe() -> None:
    after = edited_document()
    assert "\x1b[33m~\x1b[0m" in compare(sound_document(), after, "--color", "always").stdout
    assert "\x1b" not in compare(sound_document(), after).stdout


@pytest.mark.parametrize("format_", ["json", "json-patch", "merge-patch", "markdown"])
def test_what_programs_read_is_never_coloured(format_: str) -> None:
    after = {**sound_document(), "fps": 60}
    assert "\x1b" not in compare(sound_document(), after, "-f", format_, "--color", "always").stdout


def test_one_of_the_two_can_come_through_a_pipe() -> None:
    path = write_document(Path("a.json"), sound_document())
    data = json.dumps({**sound_document(), "fps": 60}).encode()
    assert "fps 30 -> 60" in invoke("diff", path, "-", stdin=data).stdout
    assert "fps 60 -> 30" in invoke("diff", "-", path, stdin=data).stdout


def test_both_cannot_come_through_a_pipe() -> None:
    result = invoke("diff", "-", "-", stdin=b"{}")
    assert result.exit_code == 2
    assert result.stderr == "error USAGE: only one of the two can be -, the standard input\n"


@pytest.mark.parametrize("name", ["gone.json", "HEAD:gone.json", NAUGHTY, f"HEAD:{NAUGHTY}"])
def test_what_cannot_be_read_ends_with_2(name: str) -> None:
    path = write_document(Path("a.json"), sound_document())
    for arguments in ((path, name), (name, path)):
        result = invoke("diff", *arguments)
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.startswith("error UNREADABLE_INPUT: ")
        assert result.stderr.strip().isprintable()


def test_what_is_no_json_ends_with_2_and_its_place() -> None:
    path = write_document(Path("a.json"), sound_document())
    Path("b.json").write_text('{"fps": 30,\n}')
    result = invoke("diff", path, "b.json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "error DOC101: b.json:1:11: a comma after the last entry\n"


def test_any_json_can_be_compared() -> None:
    assert compare(1, [1]).exit_code == 1
    assert compare([1, {"a": None}], [1.0, {"a": None}]).exit_code == 0


def test_versions_in_git_can_be_compared() -> None:
    folder = make_repository(Path())
    write_document(Path("내 영상.json"), sound_document())
    commit_all(folder)
    write_document(Path("내 영상.json"), {**sound_document(), "fps": 50})
    run_git(folder, "add", "--all")
    write_document(Path("내 영상.json"), {**sound_document(), "fps": 60})
    for arguments, change in (
        (("HEAD:내 영상.json", "내 영상.json"), "fps 30 -> 60"),
        (("HEAD:내 영상.json", ":내 영상.json"), "fps 30 -> 50"),
        ((":내 영상.json", "내 영상.json"), "fps 50 -> 60"),
    ):
        assert change in invoke("diff", *arguments).stdout


@pytest.mark.parametrize("format_", ["text", "json", "markdown"])
def test_nothing_naughty_reaches_the_terminal(format_: str) -> None:
    before, after = sound_document(), sound_document()
    after["items"][NAUGHTY] = {"id": NAUGHTY, "type": NAUGHTY, "text": NAUGHTY}
    after["tracks"][0] |= {"name": NAUGHTY, "items": [NAUGHTY], NAUGHTY: NAUGHTY}
    after["assets"]["aV"] |= {"remoteUrl": f"https://u:secret@{NAUGHTY}", "filename": NAUGHTY}
    after[NAUGHTY] = {NAUGHTY: [NAUGHTY]}
    for result in (
        compare(before, after, "-f", format_),
        compare(after, before, "-f", format_),
    ):
        assert result.exit_code == 1
        assert result.stdout.replace("\n", "").isprintable()
        assert format_ == "json" or "secret" not in result.stdout


def test_a_figure_that_is_no_json_is_reported() -> None:
    before, after = sound_document(), sound_document()
    before["items"]["txt1"]["from"] = -1e308
    after["items"]["txt1"]["from"] = 1e308
    result = compare(before, after, "-f", "json")
    if result.exit_code != 1:
        assert result.exit_code == 2
        assert result.stderr.startswith("error UNWRITABLE_OUTPUT: the result cannot be JSON: ")


def test_a_large_document_is_compared_in_time() -> None:
    before, after = many_items(20_000), many_items(20_000)
    for item in after["items"].values():
        item["text"] = "y"
    result = compare(before, after)
    assert result.exit_code == 1
    assert result.stdout.count("~ text 'x' -> 'y'") == 1000
