"""The documents that all get: files in a folder, so that node reads the same ones."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.compositions import make_composition
from benchmarks.operations import prepare_sides, prepare_versions
from kvid_composition import composition_schema, make_json_patch

__all__ = ["Documents", "write_documents"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Documents:
    """What there is for one size.

    `before` and `after` differ in 100 fields of items, `patch` leads from the one to the other;
    `ours` and `theirs` are `before` with 100 changes a side, of ten kinds; `schema` is the JSON
    Schema of compositions.

    Attributes:
        folder: where the files are.
    """

    folder: Path

    def read_text(self, name: str) -> str:
        """Read a file."""
        return (self.folder / f"{name}.json").read_text("utf-8")

    def read(self, name: str) -> Any:
        """Parse a file; each time anew."""
        return json.loads(self.read_text(name))


def write_documents(folder: Path, items: int) -> Documents:
    """Write the files for compositions of so many items."""
    text = json.dumps(make_composition(items), ensure_ascii=False)
    before, after = prepare_versions(text)
    _, ours, theirs = prepare_sides(text)
    patch = make_json_patch(before, after)
    files = {
        "before": before,
        "after": after,
        "patch": patch,
        "ours": ours,
        "theirs": theirs,
        "schema": composition_schema(),
    }
    folder.mkdir(parents=True)
    for name, value in files.items():
        (folder / f"{name}.json").write_text(json.dumps(value, ensure_ascii=False), "utf-8")
    return Documents(folder=folder)
