"""Pairs of versions to report on, and what is shown of them."""

from typing import Any

from kvid_composition.diffing.composition_diff import CompositionDiff
from kvid_composition.diffing.diff import diff_compositions
from kvid_composition.reporting.change_words import Versions, mark_change, word_change
from kvid_composition.reporting.names import Names
from kvid_composition.reporting.styled import join_text
from tests.documents import sound_document

__all__ = ["change_item", "make_versions", "say_changes", "say_item_changes"]


def make_versions(before: Any, after: Any) -> Versions:
    return Versions(Names(before), Names(after))


def change_item(id_: str, **members: Any) -> dict[str, Any]:
    """Give the sound document with other members of an item; None takes one away."""
    document = sound_document()
    item = {**document["items"][id_], **members}
    document["items"][id_] = {key: value for key, value in item.items() if value is not None}
    return document


def say_changes(before: Any, after: Any, **options: Any) -> list[str]:
    """Give sign and words of each change."""
    versions = make_versions(before, after)
    diff: CompositionDiff = diff_compositions(before, after, **options)
    return [
        f"{mark_change(change).text} {join_text(word_change(change, versions))}"
        for change in diff.changes
    ]


def say_item_changes(id_: str, **members: Any) -> list[str]:
    """Give the words of the changes that other members of an item make."""
    return say_changes(sound_document(), change_item(id_, **members))
