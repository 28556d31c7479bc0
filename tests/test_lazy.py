"""Lazy names: imported when they are first asked for, by whoever asks, and clear about failures."""

import subprocess
import sys
import threading
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Give a package of its own that offers a name of a module, and names of modules that fail."""
    folder = tmp_path / "lazily"
    folder.mkdir()
    (folder / "__init__.py").write_text(
        "from kvid_composition.lazy import defer_imports\n"
        "HOMES = {'greet': 'home', 'gone': 'home', 'broken': 'broken', 'absent': 'nowhere'}\n"
        "__getattr__, __dir__ = defer_imports(__name__, HOMES)\n"
    )
    (folder / "home.py").write_text("import time\ntime.sleep(0.05)\ndef greet(): return 1\n")
    (folder / "broken.py").write_text("import collections\ncollections.no_such_thing\n")
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    for name in [name for name in sys.modules if name.partition(".")[0] == "lazily"]:
        monkeypatch.delitem(sys.modules, name)
    return __import__("lazily")


def test_a_name_is_imported_when_it_is_asked_for(package: ModuleType) -> None:
    assert "lazily.home" not in sys.modules
    assert package.greet() == 1
    assert "lazily.home" in sys.modules


def test_a_name_is_looked_up_once(package: ModuleType) -> None:
    assert "greet" not in vars(package)
    greet = package.greet
    assert vars(package)["greet"] is greet


def test_names_are_listed_before_they_are_imported(package: ModuleType) -> None:
    assert {"greet", "broken", "__doc__"} <= set(dir(package))
    assert dir(package) == sorted(dir(package))
    assert "lazily.home" not in sys.modules


def test_a_name_that_nobody_offers_is_an_attribute_error_with_the_module(
    package: ModuleType,
) -> None:
    with pytest.raises(AttributeError, match="module 'lazily' has no attribute 'gret'") as caught:
        _ = package.gret
    assert (caught.value.name, caught.value.obj) == ("gret", package)


def test_a_module_that_fails_is_no_name_that_is_not_there(package: ModuleType) -> None:
    with pytest.raises(ImportError, match=r"lazily\.broken cannot be imported: .*no_such_thing"):
        exec("from lazily import broken")
    with pytest.raises(ImportError, match=r"lazily\.home cannot be imported: .*'gone'"):
        _ = package.gone


def test_a_module_that_is_not_there_is_named(package: ModuleType) -> None:
    with pytest.raises(ModuleNotFoundError, match=r"lazily\.nowhere"):
        _ = package.absent


def test_threads_that_ask_at_once_get_the_same(package: ModuleType) -> None:
    barrier = threading.Barrier(8)
    found: list[Any] = []

    def ask() -> None:
        barrier.wait()
        found.append(package.greet)

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len({id(each) for each in found}) == 1


def test_a_misspelled_name_is_guessed() -> None:
    script = "import kvid_composition; kvid_composition.validate_compositon"
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert b"Did you mean: 'validate_composition'?" in result.stderr
