"""An entry: a library, and the call by which it does one kind of work."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from shutil import which
from typing import Final, Literal, TypeAlias

from benchmarks.operations import Call
from benchmarks.peers.speed.documents import Documents

__all__ = ["GROUPS", "NODE", "NODE_FOLDER", "Entry", "Group", "Load"]

Group: TypeAlias = Literal["validate", "diff", "make", "apply", "merge"]

GROUPS: Final[dict[Group, str]] = {
    "validate": "Parse and validate",
    "diff": "Diff",
    "make": "Make a patch",
    "apply": "Apply a patch",
    "merge": "Merge three ways",
}
"""The kinds of work, with their titles."""

Load: TypeAlias = Callable[[Documents], Call]
"""Imports a library, and makes its call; what the call gives is truthy if all went well."""

NODE: Final = which("node")
NODE_FOLDER: Final = Path(__file__).parents[1] / "node"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A library that does some work.

    Attributes:
        group: the kind of work.
        name: what the table calls it.
        distribution: the package that has to be installed: of Python, or of node.
        call: what is called, for those who want to do it themselves.
        load: makes the call; None if `node/time.mjs` does.
        is_slow: it is only asked at the small size.
    """

    group: Group
    name: str
    distribution: str
    call: str
    load: Load | None = None
    is_slow: bool = False

    @property
    def key(self) -> str:
        """What tells it from all others."""
        return f"{self.group}/{self.name}"

    @property
    def is_ours(self) -> bool:
        """Whether it is this library."""
        return self.distribution == "kvid-composition"

    @property
    def is_in_node(self) -> bool:
        """Whether it runs in node."""
        return self.load is None

    def find_version(self) -> str | None:
        """Give the version that is installed; None if there is none, or no node to run it."""
        return find_node_version(self.distribution) if self.is_in_node else self._find_version()

    def _find_version(self) -> str | None:
        try:
            return version(self.distribution)
        except PackageNotFoundError:
            return None


def find_node_version(package: str) -> str | None:
    """Give the version of a package that `make peers` has installed for node."""
    manifest = NODE_FOLDER / "node_modules" / package / "package.json"
    if NODE is None or not manifest.exists():
        return None
    return str(json.loads(manifest.read_text("utf-8"))["version"])
