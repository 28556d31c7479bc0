"""This checkout as others get it: a repository of its own that installs without a network."""

import os
import shutil
from pathlib import Path

import pytest

from tests.cli.repositories import commit_all, make_repository, run_git

__all__ = ["ROOT", "TAG", "WHEELS", "make_environment", "make_project", "needs_wheels"]

ROOT = Path(__file__).parents[1]
WHEELS = ROOT / ".venv" / "wheels"
TAG = "v0.1.0"

# Where `make test` has run, they are there; CI is not to pass by what it cannot try.
needs_wheels = pytest.mark.skipif(
    not WHEELS.is_dir() and "CI" not in os.environ, reason="`make .venv/wheels` gets what is needed"
)

_PARTS = (
    ".pre-commit-hooks.yaml",
    "LICENSE",
    "README.md",
    "action.yml",
    "pyproject.toml",
    "src",
)


def make_project(folder: Path) -> Path:
    """Make a repository of what an install needs, with a tag."""
    make_repository(folder)
    for part in _PARTS:
        if (ROOT / part).is_dir():
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / part, folder / part, ignore=ignored)
        else:
            shutil.copy(ROOT / part, folder / part)
    commit_all(folder)
    run_git(folder, "tag", TAG)
    return folder


def make_environment(**more: str) -> dict[str, str]:
    """Give an environment in which pip takes packages from a folder, and from nowhere else."""
    kept = {
        key: value
        for key, value in os.environ.items()
        # Nothing of a run that surrounds this one may matter.
        if not key.startswith(("PIP_", "GIT_", "GITHUB_", "PRE_COMMIT", "PYTHON", "COV_"))
    }
    return {
        **kept,
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_FIND_LINKS": str(WHEELS),
        "PIP_NO_INDEX": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        **more,
    }
