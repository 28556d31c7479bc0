"""The face: what the package offers, and what importing it costs."""

import subprocess
import sys

import pytest

import kvid_composition


def test_the_face_is_sorted() -> None:
    names = kvid_composition.__all__
    constants = [name for name in names if name.isupper()]
    classes = [name for name in names if name[0].isupper() and not name.isupper()]
    functions = [name for name in names if name.islower()]
    assert names == sorted(constants) + sorted(classes) + sorted(functions)


def test_the_face_has_what_it_says() -> None:
    assert all(hasattr(kvid_composition, name) for name in kvid_composition.__all__)


def test_every_name_of_the_face_is_documented() -> None:
    undocumented = [
        name
        for name in kvid_composition.__all__
        if callable(getattr(kvid_composition, name)) and not getattr(kvid_composition, name).__doc__
    ]
    assert undocumented == []


def test_every_exception_is_of_the_one_family() -> None:
    values = (getattr(kvid_composition, name) for name in kvid_composition.__all__)
    exceptions = [v for v in values if isinstance(v, type) and issubclass(v, Exception)]
    assert len(exceptions) > 5
    assert all(issubclass(e, kvid_composition.KvidCompositionError) for e in exceptions)


@pytest.mark.parametrize(
    "module", ["jsonschema", "jsonpatch", "typer", "rich", "hypothesis", "asyncio"]
)
def test_importing_the_package_does_not_import(module: str) -> None:
    script = f"import sys, kvid_composition; sys.exit({module!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
