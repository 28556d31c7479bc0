"""The how-to for many documents, followed to the letter, on this machine alone."""

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.documents import SAMPLES
from tests.offline_project import ROOT

PAGE = (ROOT / "docs" / "how-to" / "validate-a-corpus.md").read_text("utf-8")
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND, SCRIPT, SESSION = (block[1] for block in BLOCK.findall(PAGE))
PROGRAMS = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
LOCAL = ("--host", "127.0.0.1", "--dashboard-address", "127.0.0.1:0")


@pytest.fixture(autouse=True)
def _stand_where_the_documents_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in ("archive", "compositions"):
        for name in ("promo.json", "sound.json"):
            (tmp_path / folder).mkdir(exist_ok=True)
            shutil.copy(SAMPLES / "docs" / name, tmp_path / folder)
    (tmp_path / "check_corpus.py").write_text(SCRIPT, "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", PROGRAMS)
    # Whatever an engine deprecates, the page must not show much longer.
    monkeypatch.setenv("PYTHONWARNINGS", "error")


def run(command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, shell=True, capture_output=True, text=True, timeout=240, check=False
    )


def test_the_command_for_one_machine_writes_its_report() -> None:
    result = run(COMMAND)
    assert (result.returncode, result.stdout, result.stderr) == (1, "", "")
    assert json.loads(Path("report.json").read_text())["summary"]["error"] == 1


def test_the_script_prints_what_the_page_says() -> None:
    command, _, printed = SESSION.removeprefix("$ ").partition("\n")
    result = run(command)
    assert (result.returncode, result.stdout, result.stderr) == (1, printed, "")


def test_the_script_finds_nothing_in_sound_documents() -> None:
    Path("compositions/promo.json").unlink()
    result = run("python check_corpus.py compositions/")
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")


@contextmanager
def run_cluster() -> Generator[str, None, None]:
    """Run a scheduler and a worker as one would on machines of a network; give the address."""
    file = Path("scheduler.json")
    common = (*LOCAL, "--scheduler-file", str(file))
    with (
        start_quietly("dask", "scheduler", "--port", "0", *common) as scheduler,
        start_quietly("dask", "worker", "--nthreads", "1", *common) as worker,
    ):
        try:
            while not file.exists() or not file.read_text().endswith("}"):
                assert scheduler.poll() is None
                time.sleep(0.05)
            yield json.loads(file.read_text())["address"]
        finally:
            worker.terminate()
            scheduler.terminate()


def start_quietly(*command: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def test_the_same_script_works_on_a_cluster() -> None:
    with run_cluster() as address:
        result = run(f"python check_corpus.py compositions/ {address}")
    assert result.stdout == SESSION.partition("\n")[2]
    assert result.returncode == 1
