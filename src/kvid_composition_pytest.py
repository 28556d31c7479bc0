"""The part of the pytest plugin that every run loads: it imports the package only when it is used.

pytest imports the plugins of all packages that are installed, in everybody's test runs. What ours
uses takes longer to import than many of them, so this stands outside of the package.
"""

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import pytest

__all__ = ["pytest_addoption", "pytest_configure", "pytest_generate_tests"]

_FIXTURE: Final = "composition_file"
_SETTING: Final = "kvid_composition_paths"
_MARKER: Final = "composition_files"


def pytest_addoption(parser: "pytest.Parser") -> None:
    """Tell of the setting that names the folders."""
    parser.addini(
        _SETTING,
        type="args",
        default=[],
        help="files and folders whose compositions a test gets that asks for composition_file",
    )


def pytest_configure(config: "pytest.Config") -> None:
    """Tell of the marker that names the folders for one test."""
    config.addinivalue_line(
        "markers",
        f"{_MARKER}(*paths): files and folders whose compositions the test gets as {_FIXTURE}",
    )


def pytest_generate_tests(metafunc: "pytest.Metafunc") -> None:
    """Let a test that asks for `composition_file` run once for each file."""
    if _FIXTURE not in metafunc.fixturenames:
        return
    marker = metafunc.definition.get_closest_marker(_MARKER)
    paths = marker.args if marker else metafunc.config.getini(_SETTING)
    from kvid_composition.pytest_plugin import collect_files, name_file  # noqa: PLC0415

    root = metafunc.config.rootpath
    files = collect_files(paths, root)
    metafunc.parametrize(_FIXTURE, files, ids=[name_file(file, root) for file in files])
