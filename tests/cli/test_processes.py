"""The command line as others run it: pipes, signals, a pseudo-terminal, a bare environment."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from kvid_composition.reporting.cells import measure_text
from tests.cli.harness import (
    COMMAND,
    NAUGHTY,
    broken_document,
    run_on_terminal,
    run_process,
    write_document,
)
from tests.cli.repositories import commit_all, make_repository
from tests.documents import sound_document


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    return write_document(tmp_path / "broken.json", broken_document())


def test_exit_codes_tell_sound_broken_and_unreadable(tmp_path: Path, broken: Path) -> None:
    sound = write_document(tmp_path / "sound.json", sound_document())
    codes = [run_process("validate", path).returncode for path in (sound, broken, "gone.json")]
    assert codes == [0, 1, 2]


def test_a_document_can_come_through_a_pipe() -> None:
    result = run_process("validate", "-", stdin=json.dumps(sound_document()).encode())
    assert (result.returncode, result.stderr) == (0, b"")


def test_a_document_can_come_from_a_named_pipe(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    command = [*COMMAND, "validate", str(path)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        path.write_text(json.dumps(sound_document()))
    assert process.returncode == 0


def test_json_in_a_pipe_is_one_object(broken: Path) -> None:
    result = run_process("validate", broken, "--format", "json", env={"FORCE_COLOR": "1"})
    assert json.loads(result.stdout)["summary"]["error"] == 1


def test_a_pipe_has_no_colour_unless_forced(broken: Path) -> None:
    assert b"\x1b" not in run_process("validate", broken).stdout
    assert b"\x1b" in run_process("validate", broken, env={"FORCE_COLOR": "1"}).stdout
    both = {"FORCE_COLOR": "1", "NO_COLOR": "1"}
    assert b"\x1b" not in run_process("validate", broken, env=both).stdout


def test_a_closed_pipe_ends_quietly(tmp_path: Path) -> None:
    document = sound_document()
    document["tracks"][0]["items"] += [f"gone-{number}" for number in range(5000)]
    path = write_document(tmp_path / "a.json", document)
    reading, writing = os.pipe()
    os.close(reading)
    result = subprocess.run(
        [*COMMAND, "validate", str(path), "--max-issues", "0"],
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writing)
    assert (result.returncode, result.stderr) == (141, b"")


@pytest.mark.parametrize("arguments", [["--help"], ["demo"], ["schema"]])
def test_help_and_results_into_a_closed_pipe_leave_no_traceback(arguments: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [*COMMAND, *arguments]
    result = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert result.stderr == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux has a full disk to try")
def test_a_full_disk_ends_with_2_and_a_line() -> None:
    with Path("/dev/full").open("wb") as full:
        command = [*COMMAND, "demo"]
        result = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
    assert result.returncode == 2
    assert result.stderr.startswith(b"error UNWRITABLE_OUTPUT: ")
    assert result.stderr.count(b"\n") == 1


def test_an_interrupt_ends_with_130_and_no_word() -> None:
    # The signal comes when the command has begun to read.
    script = (
        "import os, signal, sys\n"
        "from kvid_composition.cli import inputs\n"
        "inputs._read_stdin = lambda most: os.kill(os.getpid(), signal.SIGINT)\n"
        "from kvid_composition.cli import main\n"
        "main()\n"
    )
    command = [sys.executable, "-c", script, "validate", "-"]
    result = subprocess.run(command, capture_output=True, check=False)
    assert (result.returncode, result.stdout, result.stderr) == (130, b"", b"")


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("kvid_composition.cli.starting", ["rules"]),
        ("typer", ["rules"]),
        ("kvid_composition.cli.straight", ["rules"]),
        ("kvid_composition.cli.commands.rules", ["rules"]),
        ("kvid_composition.cli.app", ["rules", "--help"]),
    ],
)
def test_an_interrupt_while_the_command_line_is_loaded_ends_with_130_and_no_word(
    module: str, line: list[str]
) -> None:
    script = (
        "import os, signal, sys\n"
        "class Finder:\n"
        "    @staticmethod\n"
        "    def find_spec(name, *_):\n"
        f"        if name == {module!r}:\n"
        "            os.kill(os.getpid(), signal.SIGINT)\n"
        "sys.meta_path.insert(0, Finder)\n"
        "from kvid_composition.cli import main\n"
        "main()\n"
    )
    command = [sys.executable, "-c", script, *line]
    result = subprocess.run(command, capture_output=True, check=False)
    assert (result.returncode, result.stdout, result.stderr) == (130, b"", b"")


def test_an_encoding_without_the_characters_gets_escapes(tmp_path: Path) -> None:
    path = write_document(tmp_path / "a.json", broken_document("안녕"))
    result = run_process("validate", path, env={"PYTHONIOENCODING": "ascii"})
    assert result.returncode == 1
    assert b"'\\uc548\\ub155'" in result.stdout


@pytest.mark.parametrize("missing", ["typer", "rich"])
def test_without_the_extra_one_line_says_how_to_install_it(missing: str) -> None:
    script = (
        f"import sys; sys.modules[{missing!r}] = None; "
        "from kvid_composition.cli import main; main()"
    )
    command = [sys.executable, "-c", script, "demo"]
    result = subprocess.run(command, capture_output=True, check=False)
    assert (result.returncode, result.stdout) == (2, b"")
    assert b"pip install 'kvid-composition[cli]'" in result.stderr
    assert result.stderr.count(b"\n") == 1


def test_a_small_file_is_checked_without_importing_rich(tmp_path: Path) -> None:
    path = write_document(tmp_path / "a.json", sound_document())
    script = (
        "import atexit, sys\n"
        "atexit.register(lambda: print([m for m in sys.modules if m.split('.')[0] == 'rich']))\n"
        "from kvid_composition.cli import main\n"
        "main()\n"
    )
    command = [sys.executable, "-c", script, "validate", str(path)]
    result = subprocess.run(command, capture_output=True, check=True)
    assert result.stdout.endswith(b"[]\n")


def test_a_terminal_has_colour_and_rows_that_fit(broken: Path) -> None:
    code, shown = run_on_terminal("validate", broken, env={"COLUMNS": "60"})
    assert code == 1
    assert "\x1b[1;31merror\x1b[0m" in shown


def test_no_color_holds_on_a_terminal(broken: Path) -> None:
    _, shown = run_on_terminal("validate", broken, env={"NO_COLOR": "1"})
    assert "\x1b" not in shown


def test_a_terminal_shows_a_bar_for_many_files(tmp_path: Path) -> None:
    for number in range(25):
        write_document(tmp_path / f"{number}.json", sound_document())
    code, shown = run_on_terminal("validate", tmp_path)
    assert code == 0
    assert "Checking" in shown
    assert "All 25 files are sound" in shown


def test_a_terminal_shows_no_bar_for_one_file(broken: Path) -> None:
    assert "Checking" not in run_on_terminal("validate", broken)[1]


@pytest.fixture
def versions(tmp_path: Path) -> tuple[Path, Path]:
    """Give two files, the second with a Korean text, a hostile name, and an item shifted."""
    document = sound_document()
    document["items"]["txt1"]["text"] = "안녕히 가세요 " * 20
    document["items"]["img1"]["from"] = 42
    document["tracks"][0]["name"] = NAUGHTY
    before = write_document(tmp_path / "a.json", sound_document())
    return before, write_document(tmp_path / "b.json", document)


def test_a_diff_on_a_terminal_has_colour_and_rows_that_fit(versions: tuple[Path, Path]) -> None:
    code, shown = run_on_terminal("diff", *versions, env={"COLUMNS": "60"})
    assert code == 1
    assert "\x1b[35m>\x1b[0m shifted from frame 30 to 42" in shown
    plain = re.sub(r"\x1b\[[0-9;]*m", "", shown)
    assert max(map(measure_text, plain.splitlines())) <= 60
    assert plain.replace("\r\n", "").isprintable()


def test_a_diff_says_the_same_without_colour(versions: tuple[Path, Path]) -> None:
    _, shown = run_on_terminal("diff", *versions)
    _, plain = run_on_terminal("diff", *versions, env={"NO_COLOR": "1"})
    assert re.sub(r"\x1b\[[0-9;]*m", "", shown) == plain


@pytest.mark.parametrize("format_", ["text", "json", "json-patch", "markdown"])
def test_a_diff_into_a_closed_pipe_ends_quietly(format_: str, versions: tuple[Path, Path]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [*COMMAND, "diff", *map(str, versions), "-f", format_]
    result = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert (result.returncode, result.stderr) == (141, b"")


def test_a_diff_of_a_document_in_a_pipe_and_one_in_git(tmp_path: Path) -> None:
    folder = make_repository(tmp_path / "repository")
    write_document(folder / "a.json", sound_document())
    commit_all(folder)
    data = json.dumps({**sound_document(), "fps": 60}).encode()
    command = [*COMMAND, "diff", "HEAD:a.json", "-"]
    result = subprocess.run(command, input=data, cwd=folder, capture_output=True, check=False)
    assert (result.returncode, result.stderr) == (1, b"")
    assert b"fps 30 -> 60" in result.stdout


def test_naughty_names_do_not_steer_a_terminal(tmp_path: Path) -> None:
    write_document(tmp_path / NAUGHTY, broken_document(NAUGHTY))
    _, shown = run_on_terminal("validate", tmp_path / NAUGHTY, "--color", "never")
    assert shown.replace("\r\n", "").isprintable()


def test_the_demo_runs_on_a_terminal() -> None:
    code, shown = run_on_terminal("demo")
    assert code == 0
    assert "What will this PATCH destroy?" in shown
