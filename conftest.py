"""What every test needs: how much Hypothesis tries, and that the docs are tests.

The examples in README and docs run: Python runs, consoles show what they say. Each page runs in a
folder of its own that holds the documents which the page speaks of.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from sybil import Example, Sybil
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser, SkipParser

# `HYPOTHESIS_MAX_EXAMPLES=5000 pytest` tries more; CI draws the same examples every time.
settings.register_profile(
    "kvid",
    deadline=None,
    max_examples=int(os.environ.get("HYPOTHESIS_MAX_EXAMPLES", "100")),
    derandomize="CI" in os.environ,
    print_blob=True,
    # The first example pays for Hypothesis's reading of our sources, which it looks for constants.
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("kvid")

# A shell lets what it starts in the background ignore interrupts, and that is inherited: the tests
# that interrupt a process would wait for ever.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

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
    # Nobody's own settings may change what git shows.
    os.environ |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
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
