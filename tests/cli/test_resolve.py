"""`resolve`: what is open is listed, asked about and decided, and no file is left half-written."""

import fcntl
import json
import os
import pty
import re
import select
import subprocess
import termios
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

from kvid_composition import validate_composition
from tests.cli.clones import isolate_git
from tests.cli.harness import COMMAND, NAUGHTY, invoke, make_environment, write_document
from tests.cli.repositories import make_repository
from tests.documents import sound_document


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder with a file in which three conflicts are open."""
    isolate_git(tmp_path, monkeypatch)
    monkeypatch.chdir(tmp_path)
    write_document(Path("base.json"), sound_document())
    write_versions("Summer", "가을")
    assert invoke("merge", "base.json", "ours.json", "theirs.json", "-o", "a.json").exit_code == 1
    return tmp_path


def write_versions(our_text: str, their_text: str) -> None:
    ours, theirs = sound_document(), sound_document()
    ours["items"]["txt1"]["text"] = our_text
    theirs["items"]["txt1"]["text"] = their_text
    del ours["items"]["img1"]
    ours["tracks"][1]["items"].remove("img1")
    theirs["items"]["img1"]["opacity"] = 0.5
    ours["items"]["vid1"]["opacity"] = 0.1
    theirs["items"]["vid1"]["opacity"] = 0.2
    write_document(Path("ours.json"), ours)
    write_document(Path("theirs.json"), theirs)


def resolve(*arguments: str) -> Result:
    return invoke("resolve", "a.json", *arguments)


def read(path: str = "a.json") -> Any:
    return json.loads(Path(path).read_text("utf-8"))


def find_ids(path: str = "a.json") -> dict[str, str]:
    """Give the ids of the open conflicts by their pointers."""
    return {each["path"]: each["id"] for each in read(path).get("_mergeConflicts", [])}


IMAGE, TEXT, FADE = "/items/img1", "/items/txt1/text", "/items/vid1/opacity"


def test_what_is_open_is_listed_and_nothing_is_written() -> None:
    before = Path("a.json").read_bytes()
    result = resolve()
    assert (result.exit_code, result.stderr) == (1, "")
    assert result.stdout.startswith(
        "OPEN  3 conflicts are to be decided.\n\n  logo.png  image img1"
    )
    for id_ in find_ids().values():
        assert id_ in result.stdout
    assert Path("a.json").read_bytes() == before


def test_where_nothing_is_open_that_is_said() -> None:
    result = invoke("resolve", "base.json")
    assert (result.exit_code, result.stdout) == (0, "CLEAN  Nothing is to be decided.\n")


def test_json_lists_what_is_open() -> None:
    result = resolve("--format", "json")
    assert result.exit_code == 1
    assert [conflict["path"] for conflict in json.loads(result.stdout)["open"]] == [
        IMAGE,
        TEXT,
        FADE,
    ]


def test_a_pick_decides_and_the_others_stay_open() -> None:
    result = resolve("--pick", f"{find_ids()[TEXT][:6]}=theirs")
    assert result.exit_code == 1
    assert "2 conflicts are to be decided" in result.stdout
    assert read()["items"]["txt1"]["text"] == "가을"
    assert list(find_ids()) == [IMAGE, FADE]


def test_after_the_last_pick_the_file_is_sound() -> None:
    ids = find_ids()
    picks = [f"{ids[TEXT]}=base", f"{ids[IMAGE]}=delete", "field=theirs"]
    result = resolve(*(part for pick in picks for part in ("--pick", pick)))
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "CLEAN  Nothing is to be decided.\n"
    document = read()
    assert document["items"]["txt1"]["text"] == "Hello 안녕"
    assert document["items"]["vid1"]["opacity"] == 0.2
    assert "img1" not in document["items"]
    assert validate_composition(document).ok


def test_picking_all_is_what_merging_with_that_strategy_gives() -> None:
    for side in ("ours", "theirs"):
        resolve("--pick", f"all={side}", "-o", f"{side}.done")
        merged = invoke("merge", "base.json", "ours.json", "theirs.json", "--strategy", side)
        assert Path(f"{side}.done").read_text("utf-8") == merged.stdout


def test_picking_all_again_changes_nothing() -> None:
    resolve("--pick", "all=ours")
    before = Path("a.json").read_bytes()
    assert resolve("--pick", "all=theirs").exit_code == 0
    assert Path("a.json").read_bytes() == before


def test_the_style_stays() -> None:
    text = json.dumps(read(), indent="\t", ensure_ascii=True)
    Path("a.json").write_text(text)
    resolve("--pick", "all=theirs")
    assert Path("a.json").read_text() == json.dumps(read(), indent="\t", ensure_ascii=True)


def test_a_result_can_go_elsewhere() -> None:
    before = Path("a.json").read_bytes()
    assert resolve("--pick", "all=ours", "-o", "b.json").exit_code == 0
    assert Path("a.json").read_bytes() == before
    assert find_ids("b.json") == {}


def test_a_result_on_stdout_has_the_words_on_stderr() -> None:
    result = resolve("--pick", f"{find_ids()[TEXT]}=ours", "-o", "-")
    assert len(json.loads(result.stdout)["_mergeConflicts"]) == 2
    assert result.stderr.startswith("OPEN  2 conflicts are to be decided.\n\n")


def test_without_picks_another_file_gets_the_same_text() -> None:
    resolve("-o", "b.json")
    assert Path("b.json").read_bytes() == Path("a.json").read_bytes()


def test_a_document_in_a_pipe_can_be_listed_and_resolved_elsewhere() -> None:
    data = Path("a.json").read_bytes()
    assert invoke("resolve", "-", stdin=data).exit_code == 1
    result = invoke("resolve", "-", "--pick", "all=ours", stdin=data)
    assert result.exit_code == 2
    assert "only a file can be changed; name another by --output" in result.stderr
    assert invoke("resolve", "-", "--pick", "all=ours", "-o", "b.json", stdin=data).exit_code == 0


@pytest.mark.parametrize(
    ("pick", "message"),
    [
        ("zz=ours", "there is no open conflict 'zz'; open: "),
        ("all=kep", "all has no option 'kep'; did you mean keep?"),
        ("all", "'all' is not of the form ID=OPTION"),
    ],
)
def test_a_pick_of_nothing_writes_nothing(pick: str, message: str) -> None:
    before = Path("a.json").read_bytes()
    result = resolve("--pick", "field=theirs", "--pick", pick)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"error UNKNOWN_PICK: {message}")
    assert Path("a.json").read_bytes() == before


def test_an_edit_that_leaves_one_conflict_without_its_item_leaves_the_others_alone() -> None:
    document = read()
    del document["items"]["txt1"]
    write_document(Path("a.json"), document)
    assert resolve("--pick", f"{find_ids()[IMAGE]}=delete").exit_code == 1
    assert list(find_ids()) == [TEXT, FADE]


def test_an_option_that_does_not_fit_any_more_writes_nothing() -> None:
    document = read()
    del document["items"]["txt1"]
    write_document(Path("a.json"), document)
    before = Path("a.json").read_bytes()
    result = resolve("--pick", f"{find_ids()[TEXT]}=theirs")
    assert result.exit_code == 2
    assert "the document has been edited" in result.stderr
    assert Path("a.json").read_bytes() == before


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[]", "NOT_MERGEABLE: bad.json: at the root: a composition is an object"),
        ('{"_mergeConflicts": 5}', "NOT_MERGEABLE: bad.json: at /_mergeConflicts: "),
        ('{"_mergeConflicts": [{}]}', "NOT_MERGEABLE: bad.json: at /_mergeConflicts/0"),
        ("{,}", "DOC101: bad.json:1:2: "),
    ],
)
def test_what_is_no_merged_composition_is_refused(text: str, message: str) -> None:
    Path("bad.json").write_text(text)
    result = invoke("resolve", "bad.json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"error {message}")


def test_a_file_that_cannot_be_written_is_reported() -> None:
    result = resolve("--pick", "all=ours", "-o", "gone/a.json")
    assert result.exit_code == 2
    assert result.stderr.startswith("error UNWRITABLE_OUTPUT: gone/a.json: ")


def test_outside_of_a_merge_git_is_not_mentioned(folder: Path) -> None:
    make_repository(folder)
    assert resolve("--pick", "all=ours").stderr == ""


def own_terminal() -> None:
    """Take the terminal on stdin for one's own, so that keys send signals."""
    os.setsid()
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def read_until(terminal: int, end: str, again: str = "") -> str:
    """Read what is shown until it ends so, or until there is no more.

    While nothing is shown, the keys of `again` are pressed every few seconds: an interrupt that
    comes between the last look at signals and the call that reads is seen at the next one only.
    """
    shown = bytearray()
    silences = 0
    while not shown.endswith(end.encode()) and silences < 12:
        if not select.select([terminal], [], [], 5)[0]:
            silences += 1
            os.write(terminal, again.encode())
            continue
        try:
            part = os.read(terminal, 65536)
        # Linux ends a pseudo-terminal that nobody writes to any more with an error.
        except OSError:
            break
        shown += part
    return shown.decode()


def talk(*answers: str, columns: int = 80, arguments: Sequence[str] = ()) -> tuple[int, str]:
    """Resolve on a pseudo-terminal, and answer; give the exit code and what was shown."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [*COMMAND, "resolve", "a.json", *arguments],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=make_environment({"COLUMNS": str(columns), "NO_COLOR": "1"}),
        preexec_fn=own_terminal,  # noqa: PLW1509  there is one thread
    )
    os.close(theirs)
    shown = ""
    for answer in answers:
        shown += read_until(ours, "ends: ")
        os.write(ours, answer.encode())
    shown += read_until(ours, "no end", again="\x03" if answers[-1:] == ("\x03",) else "")
    # A terminal that is closed hangs up on whoever has not quite ended.
    code = process.wait(timeout=60)
    os.close(ours)
    return code, shown.replace("\r\n", "\n")


def test_on_a_terminal_each_conflict_is_asked_about() -> None:
    code, shown = talk("keep\n", "t\n", "base\n")
    assert code == 0
    assert shown.count("Pick ") == 3
    assert "Pick keep, delete; Enter leaves it open, q saves and ends: " in shown
    assert "ours      deleted it" in shown
    assert shown.endswith("CLEAN  Nothing is to be decided.\n")
    document = read()
    assert document["items"]["txt1"]["text"] == "가을"
    assert document["items"]["vid1"]["opacity"] == 1
    assert "img1" in document["items"]
    assert "_mergeConflicts" not in document


def test_what_is_left_open_is_not_asked_again() -> None:
    code, shown = talk("\n", "ours\n", "\n")
    assert code == 1
    assert shown.count("Pick ") == 3
    assert "OPEN  2 conflicts are to be decided." in shown
    assert list(find_ids()) == [IMAGE, FADE]


@pytest.mark.parametrize("end", ["q\n", "QUIT\n", "\x04"])
def test_who_ends_keeps_what_was_decided(end: str) -> None:
    code, shown = talk("delete\n", end)
    assert code == 1
    assert shown.count("Pick ") == 2
    assert list(find_ids()) == [TEXT, FADE]


def test_who_interrupts_changes_nothing() -> None:
    before = Path("a.json").read_bytes()
    code, _ = talk("delete\n", "\x03")
    assert code == 130
    assert Path("a.json").read_bytes() == before


def test_an_answer_that_is_no_option_is_asked_for_again() -> None:
    code, shown = talk("kepp\n", "d\n", "q\n")
    assert code == 1
    assert "has no option 'kepp'; did you mean keep?" in shown
    assert list(find_ids()) == [TEXT, FADE]


def test_a_side_can_be_the_answer_to_what_was_deleted() -> None:
    talk("ours\n", "q\n")
    assert "img1" not in read()["items"]


def test_an_option_that_does_not_fit_leaves_its_conflict_open() -> None:
    document = read()
    del document["items"]["txt1"]
    write_document(Path("a.json"), document)
    code, shown = talk("keep\n", "theirs\n", "theirs\n")
    assert code == 1
    assert "It stays open: the document has been edited" in " ".join(shown.split())
    assert list(find_ids()) == [TEXT]


def test_with_picks_nothing_is_asked() -> None:
    code, shown = talk(arguments=["--pick", "field=ours"])
    assert code == 1
    assert "Pick " not in shown
    assert list(find_ids()) == [IMAGE]


def test_naughty_values_steer_no_terminal_and_rows_fit() -> None:
    write_versions(NAUGHTY, NAUGHTY * 2)
    invoke("merge", "base.json", "ours.json", "theirs.json", "-o", "a.json")
    _, shown = talk("\n", "\n", "\n", columns=60)
    assert shown.replace("\n", "").isprintable()
    rows = [row for row in shown.splitlines() if not re.search("Pick |\\\\u", row)]
    assert max(map(len, rows)) <= 60
