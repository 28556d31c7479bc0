"""The examples in README and docs are tests: Python runs, consoles show what they say.

Each page runs in a folder of its own that holds the documents which the page speaks of.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from sybil import Example, Sybil
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser, SkipParser

_DOCUMENTS = Path(__file__).parent / "tests" / "samples" / "docs"


def evaluate_console(example: Example) -> None:
    """Run each line behind `$ ` in a shell; what is printed must be what stands below it."""
    for block in f"\n{example.parsed}".split("\n$ ")[1:]:
        command, _, expected = block.partition("\n")
        printed = subprocess.run(
            command,
            shell=True,
            check=False,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        ).stdout
        assert printed.strip() == expected.strip(), printed


def enter_folder(namespace: dict[str, Any]) -> None:
    """Give the page a folder with the documents, and the installed command."""
    namespace["_home"] = Path.cwd()
    namespace["_folder"] = folder = tempfile.mkdtemp()
    shutil.copytree(_DOCUMENTS, folder, dirs_exist_ok=True)
    os.environ["PATH"] = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    os.environ["COLUMNS"] = "100"
    os.chdir(folder)


def leave_folder(namespace: dict[str, Any]) -> None:
    """Go back, and take the folder away."""
    os.chdir(namespace["_home"])
    shutil.rmtree(namespace["_folder"])


pytest_collect_file = Sybil(
    parsers=[
        PythonCodeBlockParser(),
        CodeBlockParser("console", evaluate_console),
        SkipParser(),
    ],
    patterns=["README.md", "docs/**/*.md"],
    setup=enter_folder,
    teardown=leave_folder,
).pytest()
