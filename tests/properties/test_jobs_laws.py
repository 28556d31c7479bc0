"""The law of jobs, over drawn folders of files: however many processes, the results are the same.

The workers are threads here, which do all that processes do, at the other end of a pipe; how real
processes start, work and end is in tests/cli.
"""

import json
import os
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvid_composition.testing.drawn.shapes import bent_compositions, tangled_compositions
from tests.cli.harness import invoke
from tests.cli.threads import use_threads

# Beside text: whole reports, corrections, and where places end. Others say no more than these.
FORMATS = ("json", "sarif", "github")
DOCUMENTS = (bent_compositions() | tangled_compositions()).map(json.dumps)
TEXTS = st.one_of(DOCUMENTS, DOCUMENTS, st.text(max_size=20), DOCUMENTS.map(lambda text: text[:-9]))
FOLDERS = st.lists(TEXTS.map(lambda text: text.encode("utf-8", "surrogatepass")), max_size=5)
OPTIONS = st.sampled_from(
    [
        (),
        ("--max-issues=0",),
        ("--max-issues=1",),
        ("--max-issues=4", "--fail-on=info"),
        ("--ignore=REF", "--quiet"),
    ]
)


def run_with(jobs: int, options: Sequence[str]) -> tuple[object, ...]:
    """Check the folder; give all that is printed and written, and the exit code."""
    outputs = [f"--output={name}=../results/{name}" for name in FORMATS]
    result = invoke("validate", ".", *outputs, *options, "--jobs", str(jobs))
    files = {name: Path("../results", name).read_bytes() for name in FORMATS}
    return result.exit_code, result.stdout_bytes, result.stderr_bytes, files


@given(FOLDERS, OPTIONS, st.integers(2, 4))
def test_several_processes_give_the_bytes_of_one(
    folder: list[bytes], options: Sequence[str], jobs: int
) -> None:
    home = Path.cwd()
    with TemporaryDirectory() as place, pytest.MonkeyPatch.context() as monkeypatch:
        for name in ("folder", "results"):
            Path(place, name).mkdir()
        for number, data in enumerate(folder):
            Path(place, "folder", f"{number}.json").write_bytes(data)
        os.chdir(Path(place, "folder"))
        try:
            alone = run_with(1, options)
            use_threads(monkeypatch)
            assert run_with(jobs, options) == alone
        finally:
            os.chdir(home)
