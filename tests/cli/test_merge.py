"""`merge`: where the document goes, where the words go, and what the exit code says."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

from tests.cli.harness import NAUGHTY, invoke, run_on_terminal, write_document
from tests.cli.repositories import commit_all, make_repository
from tests.documents import sound_document


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder with a base and four versions that grew from it."""
    monkeypatch.chdir(tmp_path)
    write_document(tmp_path / "base.json", sound_document())
    write("summer.json", text="Summer")
    write("autumn.json", text="가을")
    write("left.json", left=5)
    return tmp_path


def write(name: str, **members: Any) -> None:
    document = sound_document()
    document["items"]["txt1"].update(members)
    write_document(Path(name), document)


def merge(ours: str, theirs: str, *options: str, base: str = "base.json") -> Result:
    return invoke("merge", base, ours, theirs, *options)


def read_text(path: str) -> Any:
    return json.loads(Path(path).read_text("utf-8"))["items"]["txt1"]


def test_the_document_goes_to_stdout_and_the_words_to_stderr() -> None:
    result = merge("summer.json", "left.json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["items"]["txt1"]["text"] == "Summer"
    assert json.loads(result.stdout)["items"]["txt1"]["left"] == 5
    assert result.stderr == (
        "CLEAN  Nothing is to be decided. 1 thing was settled without asking.\n"
    )


def test_with_a_file_the_words_go_to_stdout() -> None:
    result = merge("summer.json", "left.json", "-o", "merged.json")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("CLEAN  ")
    assert (read_text("merged.json")["text"], read_text("merged.json")["left"]) == ("Summer", 5)


def test_a_dash_is_the_standard_output() -> None:
    with_dash = merge("summer.json", "left.json", "-o", "-")
    assert with_dash.stdout == merge("summer.json", "left.json").stdout


def test_conflicts_are_in_the_document_and_in_words() -> None:
    result = merge("summer.json", "autumn.json", "-o", "merged.json")
    assert result.exit_code == 1
    assert "Both changed text of item 'txt1'." in result.stdout
    assert result.stderr == "note: 'kvid-composition resolve merged.json' decides what is open\n"
    assert "_mergeConflicts" in json.loads(Path("merged.json").read_text("utf-8"))


def test_conflicts_in_a_document_on_stdout_are_noted() -> None:
    result = merge("summer.json", "autumn.json")
    assert result.exit_code == 1
    assert result.stderr.endswith("note: 'kvid-composition resolve FILE' decides what is open\n")
    assert list(json.loads(result.stdout))[-1] == "_mergeConflicts"


def test_json_is_the_result_in_one_object() -> None:
    result = merge("summer.json", "autumn.json", "--format", "json")
    assert (result.exit_code, result.stderr) == (1, "")
    report = json.loads(result.stdout)
    assert report["clean"] is False
    assert report["document"]["items"]["txt1"]["text"] == "Summer"
    assert [conflict["kind"] for conflict in report["conflicts"]] == ["field"]


def test_json_and_a_file_go_together() -> None:
    result = merge("summer.json", "left.json", "-f", "json", "-o", "merged.json")
    assert json.loads(result.stdout)["clean"] is True
    assert read_text("merged.json")["left"] == 5


def test_the_style_is_that_of_ours() -> None:
    document = sound_document()
    document["items"]["txt1"]["text"] = "안녕"
    text = json.dumps(document, indent="\t").replace("\n", "\r\n")
    Path("tabs.json").write_bytes(text.encode())
    stdout = merge("tabs.json", "left.json").stdout_bytes.decode()
    assert stdout == text.replace('"left": 460,', '"left": 5,')


def test_what_has_not_changed_is_the_very_text_of_ours() -> None:
    text = json.dumps(sound_document()).replace(', "', ',   "')
    Path("odd.json").write_text(text)
    assert merge("odd.json", "base.json").stdout == text


@pytest.mark.parametrize(
    ("strategy", "text"),
    [
        ("ours", "Summer"),
        ("theirs", "가을"),
        ("base", "Hello 안녕"),
        ('{"default": "base"}', "Hello 안녕"),
    ],
)
def test_a_strategy_decides(strategy: str, text: str) -> None:
    result = merge("summer.json", "autumn.json", "--strategy", strategy, "-o", "merged.json")
    assert result.exit_code == 0
    assert read_text("merged.json")["text"] == text
    assert "Decided beforehand (1)" in result.stdout


def test_a_strategy_can_be_in_a_file() -> None:
    Path("strategy.json").write_text('{"kinds": {"field": "theirs"}}')
    result = merge("summer.json", "autumn.json", "--strategy", "strategy.json")
    assert json.loads(result.stdout)["items"]["txt1"]["text"] == "가을"


@pytest.mark.parametrize(
    ("strategy", "message"),
    [
        ("our", "BAD_STRATEGY: 'our' is neither a strategy (manual, ours, theirs, base) nor a"),
        ('{"default": "our"}', "BAD_STRATEGY: the strategy at /default: "),
        ("{,}", "DOC101: strategy:1:2: a comma with nothing before it"),
        ("broken.json", "DOC101: broken.json:1:2: a comma with nothing before it"),
        ("list.json", "BAD_STRATEGY: the strategy at the root: "),
        ("\udcff", "BAD_STRATEGY: '\\udcff' is neither a strategy"),
        ('{"\udcff"}', "DOC102: strategy:1:3: the byte 0xFF is not UTF-8 here"),
    ],
)
def test_a_strategy_that_is_none_is_refused(strategy: str, message: str) -> None:
    Path("broken.json").write_text("{,}")
    Path("list.json").write_text("[]")
    result = merge("summer.json", "autumn.json", "--strategy", strategy)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"error {message}")


def test_without_a_base_there_is_an_empty_one() -> None:
    Path("empty.json").write_text(" \n")
    for base in ("empty.json", "/dev/null"):
        result = merge("summer.json", "left.json", "--format", "json", base=base)
        paths = [conflict["path"] for conflict in json.loads(result.stdout)["conflicts"]]
        assert paths == ["/items/txt1/left", "/items/txt1/text"]


def test_versions_can_be_in_git_and_in_a_pipe(folder: Path) -> None:
    make_repository(folder)
    commit_all(folder)
    result = invoke(
        "merge", "HEAD:base.json", "-", "HEAD:left.json", stdin=Path("summer.json").read_bytes()
    )
    assert result.exit_code == 0
    assert json.loads(result.stdout)["items"]["txt1"]["left"] == 5


def test_only_one_version_can_be_in_the_pipe() -> None:
    result = merge("-", "left.json", base="-")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "only one of the three can be -" in result.stderr


@pytest.mark.parametrize("place", [0, 1, 2])
@pytest.mark.parametrize(
    ("text", "message"),
    [
        (None, "UNREADABLE_INPUT: bad.json: there is no such file"),
        ("{,}", "DOC101: bad.json:1:2: a comma with nothing before it"),
        ("[]", "NOT_MERGEABLE: bad.json: at the root: a composition is an object"),
        ('{"tracks": [{}]}', "NOT_MERGEABLE: bad.json: at /tracks/0: "),
    ],
)
def test_what_cannot_be_merged_is_refused_and_nothing_is_written(
    place: int, text: str | None, message: str
) -> None:
    if text is not None:
        Path("bad.json").write_text(text)
    names = ["base.json", "summer.json", "left.json"]
    names[place] = "bad.json"
    result = invoke("merge", *names, "-o", "merged.json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"error {message}")
    assert not Path("merged.json").exists()


def test_an_input_with_open_conflicts_is_refused() -> None:
    merge("summer.json", "autumn.json", "-o", "merged.json")
    result = merge("merged.json", "left.json")
    assert result.exit_code == 2
    assert result.stderr.startswith("error NOT_MERGEABLE: merged.json: at /_mergeConflicts: ")


def test_a_merge_that_fails_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from kvid_composition.cli import merges  # noqa: PLC0415
    from kvid_composition.merging.merge_error import MergeIntegrityError  # noqa: PLC0415

    def fail(*_: object, **__: object) -> None:
        raise MergeIntegrityError(("/items/a",))

    monkeypatch.setattr(merges, "merge_three_way", fail)
    result = merge("summer.json", "left.json")
    assert result.exit_code == 2
    assert result.stderr == "error MERGE_FAILED: the merge would break references at /items/a\n"


def test_a_file_that_cannot_be_written_is_reported() -> None:
    result = merge("summer.json", "left.json", "-o", "gone/merged.json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("error UNWRITABLE_OUTPUT: gone/merged.json: ")


def test_a_terminal_shows_colour_and_rows_that_fit() -> None:
    write("summer.json", text="여름 " * 30)
    arguments = ("merge", "base.json", "summer.json", "autumn.json", "-o", "merged.json")
    code, shown = run_on_terminal(*arguments, env={"COLUMNS": "60"})
    assert code == 1
    assert shown.startswith("\x1b[1;31mOPEN\x1b[0m  1 conflict is to be decided.")


def test_words_beside_a_document_have_the_colour_of_stderr() -> None:
    _, shown = run_on_terminal("merge", "base.json", "summer.json", "left.json")
    assert "\x1b[32mCLEAN\x1b[0m  Nothing is to be decided." in shown


def test_naughty_values_steer_no_terminal() -> None:
    write("summer.json", text=NAUGHTY, **{NAUGHTY: NAUGHTY})
    write("autumn.json", text=NAUGHTY * 2, **{NAUGHTY: NAUGHTY * 2})
    result = merge("summer.json", "autumn.json", "-o", "merged.json")
    assert result.exit_code == 1
    assert result.stdout.replace("\n", "").isprintable()
