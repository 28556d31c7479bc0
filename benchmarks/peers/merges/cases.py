"""Three small merges that go wrong unless it is known what a composition is."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

__all__ = ["CASES", "Case"]

Document = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A base, and what each side made of it.

    Attributes:
        name: what the two sides did.
        base: where both began.
        ours: what one made of it.
        theirs: what the other made of it.
        added: the item that theirs has added.
        wanted: what has to come out; None where only people can decide.
    """

    name: str
    base: Document
    ours: Document
    theirs: Document
    added: str
    wanted: Document | None


def _make_item(name: str, **members: Any) -> Document:
    return {"id": name, "type": "solid", "from": 0, "durationInFrames": 30, **members}


def _compose(
    tracks: dict[str, list[str]], items: Iterable[Document], assets: Iterable[Document] = ()
) -> Document:
    return {
        "fps": 30,
        "compositionWidth": 1920,
        "compositionHeight": 1080,
        "tracks": [{"id": name, "items": listed} for name, listed in tracks.items()],
        "items": {item["id"]: item for item in items},
        "assets": {asset["id"]: asset for asset in assets},
    }


_A, _B, _NEW = _make_item("a"), _make_item("b"), _make_item("new", **{"from": 60})
_PICTURE: Final = _make_item("picture", type="image", assetId="photo")
_PHOTO: Final = {"id": "photo", "type": "image", "filename": "photo.png"}

CASES: Final = (
    Case(
        name="ours reorders tracks, theirs inserts in one",
        base=_compose({"front": ["a"], "back": ["b"]}, (_A, _B)),
        ours=_compose({"back": ["b"], "front": ["a"]}, (_A, _B)),
        theirs=_compose({"front": ["a"], "back": ["b", "new"]}, (_A, _B, _NEW)),
        added="new",
        wanted=_compose({"back": ["b", "new"], "front": ["a"]}, (_A, _B, _NEW)),
    ),
    Case(
        name="ours deletes a track, theirs inserts in it",
        base=_compose({"front": ["a"], "back": ["b"]}, (_A, _B)),
        ours=_compose({"back": ["b"]}, (_B,)),
        theirs=_compose({"front": ["a", "new"], "back": ["b"]}, (_A, _B, _NEW)),
        added="new",
        wanted=None,
    ),
    Case(
        name="ours deletes an asset, theirs adds an item that uses it",
        base=_compose({"front": ["a"]}, (_A,), (_PHOTO,)),
        ours=_compose({"front": ["a"]}, (_A,)),
        theirs=_compose({"front": ["a", "picture"]}, (_A, _PICTURE), (_PHOTO,)),
        added="picture",
        wanted=None,
    ),
)
"""The cases, each of them as small as it gets."""
