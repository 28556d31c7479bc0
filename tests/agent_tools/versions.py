"""Versions of one composition that a person and an agent have changed."""

from pathlib import Path
from typing import Any

from tests.cli.harness import write_document
from tests.documents import sound_document

__all__ = ["change_text", "clashing_versions", "clean_versions", "write_versions"]


def change_text(text: str, **members: Any) -> dict[str, Any]:
    """Give the sound document with another text, and other top-level members."""
    document = sound_document()
    document["items"]["txt1"]["text"] = text
    return {**document, **members}


def clean_versions() -> dict[str, Any]:
    """Give three versions whose changes have nothing to do with each other."""
    theirs = sound_document()
    theirs["items"]["img1"]["opacity"] = 0.25
    return {"base": sound_document(), "ours": change_text("Ours"), "theirs": theirs}


def clashing_versions(ours: Any = "Ours", theirs: Any = "Theirs") -> dict[str, Any]:
    """Give three versions of which both sides have changed one text."""
    return {"base": sound_document(), "ours": change_text(ours), "theirs": change_text(theirs)}


def write_versions(folder: Path, versions: dict[str, Any]) -> dict[str, Any]:
    """Write versions to files, and give what names them."""
    for name, document in versions.items():
        write_document(folder / f"{name}.json", document)
    return {name: {"file": f"{name}.json"} for name in versions}
