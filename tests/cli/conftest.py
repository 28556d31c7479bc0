"""Where the tests of the command line stand."""

from pathlib import Path

import pytest


@pytest.fixture
def empty_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in an empty directory, below no configuration and in no repository."""
    monkeypatch.chdir(tmp_path)
    return tmp_path
