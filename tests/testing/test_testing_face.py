"""The face of the room for tests: what it offers, and what it says where Hypothesis is missing."""

import subprocess
import sys

from kvid_composition import testing

_IMPORT_WITHOUT_HYPOTHESIS = """
import sys
from importlib.machinery import PathFinder

class Hider(PathFinder):
    @classmethod
    def find_spec(cls, name, path=None, target=None):
        if name.partition(".")[0] == "hypothesis":
            return None
        return super().find_spec(name, path, target)

sys.meta_path[:] = [f for f in sys.meta_path if f is not PathFinder] + [Hider]
try:
    import kvid_composition.testing
except ImportError as error:
    print(error)
"""


def test_the_face_is_sorted_and_has_what_it_says() -> None:
    names = testing.__all__
    classes = [name for name in names if name[0].isupper()]
    assert names == sorted(classes) + sorted({*names} - {*classes})
    assert all(callable(getattr(testing, name)) for name in names if not name.isupper())


def test_every_name_is_documented() -> None:
    assert [name for name in testing.__all__ if not getattr(testing, name).__doc__] == []


def test_without_hypothesis_the_error_says_what_to_install() -> None:
    command = [sys.executable, "-c", _IMPORT_WITHOUT_HYPOTHESIS]
    run = subprocess.run(command, check=False, capture_output=True, text=True)
    assert run.stderr == ""
    assert run.stdout == (
        "kvid_composition.testing needs Hypothesis: pip install 'kvid-composition[testing]'\n"
    )


def test_the_package_does_not_import_it() -> None:
    script = "import sys, kvid_composition; sys.exit('kvid_composition.testing' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
