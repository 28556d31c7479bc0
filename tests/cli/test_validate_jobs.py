"""`validate --jobs`: several processes, and not a byte of the results is another."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from kvid_composition.cli import sharing
from tests.cli.harness import (
    COMMAND,
    broken_document,
    invoke,
    make_environment,
    run_on_terminal,
    write_document,
)
from tests.cli.repositories import commit_all, make_repository
from tests.cli.test_validate_outputs import FORMATS
from tests.cli.threads import use_threads
from tests.documents import sound_document

# The command line, for which everything is worth a process, and which leaves all to the others.
_PATCHED = """\
from kvid_composition.cli import jobs, main, pile
jobs._WEIGHT_OF_START, pile._LIGHT = 1, 0
main()
"""
EAGER = (
    sys.executable,
    "-c",
    _PATCHED,
    "validate",
    "--jobs=2",
)


@pytest.fixture(autouse=True)
def _stand_in_empty_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE", "CI_PROJECT_DIR", "GITHUB_ACTIONS"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def corpus() -> str:
    """Give a folder of sound and broken files, large and small, good and bad JSON; configured."""
    make_repository(Path())
    folder = Path("corpus")
    for number in range(30):
        make = (sound_document, broken_document)[number % 3 == 1]
        write_document(folder / f"{number:02}.json", {**make(), "fps": 0 if number == 3 else 30})
    many = broken_document()
    many["tracks"][0]["items"] += [f"gone-{number}" for number in range(40)]
    write_document(folder / "29.json", many)
    (folder / "cut.json").write_text('{"fps": 30,\n "a": [1, 2', "utf-8")
    (folder / "dangling.json").symlink_to("nowhere")
    commit_all(Path())
    brand = {"properties": {"fps": {"const": 25}}, "required": ["owner"]}
    write_document(Path("brand.json"), brand)
    Path("kvid-composition.toml").write_text(
        'per-file-ignores = { "corpus/0*" = ["REF"], "corpus/1*" = ["HSE"] }\n'
        'severity = { HSE = "info" }\nschemas = ["brand.json"]\n',
        "utf-8",
    )
    return str(folder)


def run(command: Sequence[str], *arguments: str, stdin: bytes = b"") -> tuple[int, bytes, bytes]:
    result = subprocess.run(
        [*command, *arguments],
        input=stdin,
        capture_output=True,
        env=make_environment(),
        check=False,
    )
    return result.returncode, result.stdout, result.stderr


def stand_in_for_git(monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Let the workers call a script for every document that is named as git does."""
    file = Path("bin/git").absolute()
    file.parent.mkdir()
    file.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    file.chmod(0o755)
    monkeypatch.setenv("PATH", os.pathsep.join((str(file.parent), os.environ["PATH"])))


def test_real_processes_write_the_same_in_every_format(corpus: str) -> None:
    inputs = (corpus, "-", "HEAD:corpus/04.json", "gone.json", "nothing*.json")
    stdin = json.dumps(broken_document()).encode()

    def write(command: Sequence[str], folder: str) -> tuple[tuple[int, bytes, bytes], list[bytes]]:
        Path(folder).mkdir()
        outputs = [f"--output={name}={folder}/{name}" for name in FORMATS]
        ended = run(command, *inputs, *outputs, "--max-issues", "20", stdin=stdin)
        return ended, [Path(folder, name).read_bytes() for name in FORMATS]

    alone, shared = write((*COMMAND, "validate"), "1"), write(EAGER, "2")
    assert shared == alone
    code, printed, errors = shared[0]
    assert code == 2
    assert b"20 of" not in printed
    assert printed.count(b"REF101") > 10
    assert errors.count(b"error UNREADABLE_INPUT: ") == 3


def test_several_real_processes_work_for_a_terminal_as_one_does(corpus: str) -> None:
    for number in range(20):
        with Path(corpus, f"large-{number}.json").open("wb") as file:
            file.truncate(2 * 2**20)
    code, shown = run_on_terminal("validate", corpus, "-j", "2")
    assert code == 2
    assert "Checking" in shown
    printed = run((*COMMAND, "validate"), corpus, "--color=always")[1].decode()
    assert re.sub("\\s", "", printed)[-200:] in re.sub("\\s", "", shown)


@pytest.mark.parametrize(
    "options",
    [
        ("--baseline=known.json",),
        ("--baseline=known.json", "--max-issues=2", "--fail-on=info"),
        ("--statistics",),
        ("--print-ignores",),
        ("-f", "sarif", "--max-issues=3"),
        ("-f", "text", "--max-issues=0", "--ignore=HSE"),
        ("-f", "json", "--select=REF101", "--isolated"),
    ],
)
def test_every_option_holds_for_workers_too(
    options: Sequence[str], corpus: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    some = ["0*.json", "29.json"]
    known = ["--baseline=known.json", "--update-baseline"]
    invoke("validate", *(f"{corpus}/{name}" for name in some), *known)
    alone = invoke("validate", corpus, *options)
    use_threads(monkeypatch)
    shared = invoke("validate", corpus, *options, "--jobs=3")
    assert (shared.exit_code, shared.stdout, shared.stderr) == (
        alone.exit_code,
        alone.stdout,
        alone.stderr,
    )


def test_a_baseline_is_the_same(corpus: str, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = invoke("validate", corpus, "--baseline=1.json", "--update-baseline")
    use_threads(monkeypatch)
    shared = invoke("validate", corpus, "--baseline=2.json", "--update-baseline", "-j", "2")
    assert (shared.exit_code, alone.exit_code) == (2, 2)
    assert Path("2.json").read_bytes() == Path("1.json").read_bytes()


@pytest.mark.parametrize("jobs", ["0", "auto", "2"])
def test_one_document_is_checked_in_this_process(
    jobs: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(sharing, "start_workers")
    path = write_document(Path("a.json"), broken_document())
    assert invoke("validate", path, "--jobs", jobs).exit_code == 1


@pytest.mark.parametrize("jobs", ["-1", "many", ""])
def test_a_number_that_is_none_is_refused(jobs: str) -> None:
    result = invoke("validate", "a.json", f"--jobs={jobs}")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "error USAGE: --jobs: " in result.stderr


def test_a_worker_that_is_killed_costs_its_document_and_no_other(
    corpus: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in_for_git(monkeypatch, "kill -9 $PPID")
    options = ("-f", "concise", "--quiet")
    code, printed, errors = run(EAGER, corpus, "HEAD:a.json", "HEAD:b.json", *options)
    assert code == 2
    lost = b"the process that checked it was ended by SIGKILL; if memory ran out, fewer --jobs "
    assert errors.count(b"error UNREADABLE_INPUT: HEAD:") == errors.count(lost) == 2
    assert printed == run((*COMMAND, "validate"), corpus, *options)[1]


def test_an_interrupt_ends_all_processes_without_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in_for_git(monkeypatch, "echo $$ > pid.new; mv pid.new pid; exec sleep 60")
    with subprocess.Popen(
        [*EAGER, "HEAD:a", "HEAD:b"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        wait_until(Path("pid").exists)
        # An interrupt can be lost that comes between the look at signals and the wait.
        while process.poll() is None:
            os.killpg(process.pid, signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                process.wait(1)
        # All is read when nobody has the other end any more, so the workers are gone as well.
        printed = process.communicate(timeout=60)
    os.kill(int(Path("pid").read_text()), signal.SIGKILL)
    assert (process.returncode, *printed) == (130, b"", b"")


def wait_until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.05)
