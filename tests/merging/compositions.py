"""Small compositions by hand, and what tests ask of a merge of them.

An id is a letter that says where its item plays: a at 0, b at 100 and so on, for ten frames. So
items of one track do not overlap, and an item does not depend on the others that a test names.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from kvid_composition import (
    Conflict,
    MergeResult,
    apply_json_patch,
    detach,
    merge_three_way,
    resolve_conflicts,
    validate_composition,
)

__all__ = [
    "Document",
    "Triple",
    "change_root",
    "compose",
    "find_errors",
    "list_kinds",
    "list_notes",
    "list_on",
    "merge_ways",
    "name_sides",
    "only_conflict",
    "only_note",
    "read",
    "solve",
]

Document: TypeAlias = dict[str, Any]

Triple: TypeAlias = tuple[Document, Document, Document]
"""Base, ours and theirs."""

GAP = 100
LENGTH = 10


def compose(
    tracks: Mapping[str, Iterable[str]] | None = None,
    items: Mapping[str, Document] | None = None,
    assets: Mapping[str, Document] | None = None,
    *,
    loose: str = "",
    **root: Any,
) -> Document:
    """Make a composition.

    Args:
        tracks: the ids of items by the ids of tracks, front first.
        items: what is special about some items; one with an asset is a video, others are solids.
        assets: what is special about assets; they are videos.
        loose: ids of items that are on no track.
        root: members of the root.
    """
    tracks, special = tracks or {}, items or {}
    ids = dict.fromkeys((*(id_ for listed in tracks.values() for id_ in listed), *loose))
    return {
        "fps": 30,
        "compositionWidth": 1080,
        "compositionHeight": 1920,
        "tracks": [{"id": id_, "items": [*listed]} for id_, listed in tracks.items()],
        "items": {id_: _make_item(id_, special.get(id_, {})) for id_ in ids},
        "assets": {
            id_: {"id": id_, "type": "video", **asset} for id_, asset in (assets or {}).items()
        },
        **root,
    }


def _make_item(id_: str, special: Document) -> Document:
    kind = "video" if "assetId" in special else "solid"
    start = GAP * (ord(id_[0]) - ord("a"))
    return {"id": id_, "type": kind, "from": start, "durationInFrames": LENGTH, **special}


def change_root(document: Document, **members: Any) -> Document:
    """Give a composition in which some members of the root are others."""
    return {**document, **members}


def merge_ways(
    base: Document, one: Document, other: Document, **options: Any
) -> Iterator[MergeResult]:
    """Merge one and the other, then the other and one; hold that no input changes."""
    for ours, theirs in ((one, other), (other, one)):
        before = detach([base, ours, theirs])
        yield merge_three_way(base, ours, theirs, **options)
        assert [base, ours, theirs] == before


def solve(result: MergeResult, option: str) -> MergeResult:
    """Decide the only conflict, and hold that its patch says the same as resolving it.

    The outcome is clean, and its references are sound.
    """
    conflict = only_conflict(result)
    found = conflict.find_option(option)
    assert found is not None, [each.name for each in conflict.options]
    solved = resolve_conflicts(result, {conflict.id: option})
    assert apply_json_patch(result.document, found.patch) == solved.document
    assert solved.clean, solved.conflicts
    assert find_errors(solved.document) == []
    assert "decided" in list_notes(solved)
    return solved


def only_conflict(result: MergeResult) -> Conflict:
    """Give the one conflict of a merge whose document is sound meanwhile."""
    (conflict,) = result.conflicts
    assert find_errors(result.document) == []
    return conflict


def only_note(result: MergeResult) -> str:
    """Give the kind of the one resolution of a clean merge."""
    assert result.clean, result.conflicts
    (note,) = result.resolutions
    return note.kind


def name_sides(conflict: Conflict) -> dict[Any, str]:
    """Name the sides of a conflict by what they have."""
    values: list[Any] = [conflict.ours, conflict.theirs]
    return dict(zip(values, ("ours", "theirs"), strict=True))


def list_kinds(result: MergeResult) -> list[str]:
    """List the kinds of the conflicts."""
    return [conflict.kind for conflict in result.conflicts]


def list_notes(result: MergeResult) -> list[str]:
    """List the kinds of the resolutions."""
    return [resolution.kind for resolution in result.resolutions]


def list_on(document: Mapping[str, Any]) -> dict[str, str]:
    """Give the ids on each track, as one text."""
    return {track["id"]: "".join(track["items"]) for track in document["tracks"]}


def read(result: MergeResult, *path: str | int) -> Any:
    """Read a part of the merged document."""
    part: Any = result.document
    for step in path:
        part = part[step]
    return part


def find_errors(document: Mapping[str, Any]) -> list[str]:
    """Find the broken references of a document, by the validator."""
    report = validate_composition(document)
    return [f"{issue.code} {issue.path}" for issue in report.errors if issue.code[:3] == "REF"]
