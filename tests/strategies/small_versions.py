"""Two versions of a tiny composition: few members, so that everything about them can be tried.

The second version comes from the first by zero to three edits, some of which a fine-grained
operation says, some nearly, some not at all.
"""

import json
from collections.abc import Callable
from typing import Any, Final

from hypothesis import strategies as st

from kvid_composition.document.values import is_object

__all__ = ["small_compositions", "small_versions"]

Document = dict[str, Any]
Edit = Callable[[st.DrawFn, Document], None]

_NAMES: Final = ("a", "b", "c", "d")
_URLS: Final = ("https://example.com/1.png", "https://example.com/2.png", None)


@st.composite
def small_compositions(draw: st.DrawFn) -> Document:
    """Give compositions of at most two tracks, three items and three assets; not always sound."""
    items = draw(st.lists(st.sampled_from(_NAMES), max_size=3, unique=True))
    tracks: list[Document] = [
        {"id": f"t{number}", "items": []} for number in range(draw(st.integers(1, 2)))
    ]
    for name in items:
        draw(st.sampled_from(tracks))["items"].append(name)
    assets = draw(st.lists(st.sampled_from(_NAMES), max_size=3, unique=True))
    return {
        "fps": 30,
        "tracks": tracks,
        "items": {name: _draw_item(draw, name) for name in items},
        "assets": {name: _draw_asset(draw, name) for name in assets},
    }


def _draw_item(draw: st.DrawFn, name: str) -> Document:
    numbers = st.sampled_from([0, 0.0, -0.0, 1, 1.0, True, 500])
    return {"id": name, "from": draw(numbers), "style": {"size": draw(numbers)}}


def _draw_asset(draw: st.DrawFn, name: str) -> Document:
    kind = draw(st.sampled_from(["image", "image", "video"]))
    return {"id": name, "type": kind, "remoteUrl": draw(st.sampled_from(_URLS))}


@st.composite
def small_versions(draw: st.DrawFn) -> tuple[Document, Document]:
    """Give a tiny composition and what some edits made of it; they share nothing."""
    before = draw(small_compositions())
    after: Document = json.loads(json.dumps(before))
    for _ in range(draw(st.sampled_from([0, 1, 1, 1, 2, 3]))):
        draw(st.sampled_from(_EDITS))(draw, after)
    return before, after


def _put_item(draw: st.DrawFn, document: Document) -> None:
    name = draw(st.sampled_from(_NAMES))
    document["items"][name] = _draw_item(draw, draw(st.sampled_from([name, name, "a"])))


def _add_item(draw: st.DrawFn, document: Document) -> None:
    name = draw(st.sampled_from(_NAMES))
    document["items"][name] = _draw_item(draw, name)
    _list_item(draw, document, name)


def _list_ghost(draw: st.DrawFn, document: Document) -> None:
    _list_item(draw, document, "ghost")


def _list_item(draw: st.DrawFn, document: Document, name: str) -> None:
    listed = _draw_list(draw, document)
    listed.insert(draw(st.sampled_from([0, len(listed), len(listed)])), name)


def _draw_list(draw: st.DrawFn, document: Document) -> list[Any]:
    lists: list[list[Any]] = [
        track["items"] for track in document["tracks"] if is_object(track) and "items" in track
    ]
    return draw(st.sampled_from(lists)) if lists else []


def _remove_item(draw: st.DrawFn, document: Document) -> None:
    name = draw(st.sampled_from(_NAMES))
    document["items"].pop(name, None)
    tracks: list[Any] = document["tracks"] if draw(st.integers(0, 3)) else []
    for track in tracks:
        if is_object(track) and "items" in track:
            track["items"] = [entry for entry in track["items"] if entry != name]


def _unlist_something(draw: st.DrawFn, document: Document) -> None:
    listed = _draw_list(draw, document)
    if listed:
        del listed[draw(st.integers(0, len(listed) - 1))]


def _edit_item(draw: st.DrawFn, document: Document) -> None:
    for item in list(document["items"].values())[: draw(st.integers(1, 2))]:
        key = draw(st.sampled_from(["from", "style", "note", "id"]))
        if draw(st.booleans()):
            item[key] = draw(st.sampled_from([0, 0.0, -0.0, {"size": 1}, None]))
        else:
            item.pop(key, None)


def _add_track(draw: st.DrawFn, document: Document) -> None:
    choices: list[Any] = [{"id": "new", "items": []}, {"id": "t0"}, {}, 5]
    track, tracks = draw(st.sampled_from(choices)), document["tracks"]
    tracks.insert(draw(st.sampled_from([0, len(tracks), len(tracks)])), track)


def _remove_track(draw: st.DrawFn, document: Document) -> None:
    del document["tracks"][draw(st.integers(0, 1)) :]


def _put_asset(draw: st.DrawFn, document: Document) -> None:
    name = draw(st.sampled_from(_NAMES))
    document["assets"][name] = _draw_asset(draw, name)


def _reorder_assets(draw: st.DrawFn, document: Document) -> None:
    names = draw(st.permutations(list(document["assets"])))
    document["assets"] = {name: document["assets"][name] for name in names}


def _set_member(draw: st.DrawFn, document: Document) -> None:
    document[draw(st.sampled_from(["fps", "note"]))] = draw(st.sampled_from([30, 30.0, None, []]))


def _drop_member(draw: st.DrawFn, document: Document) -> None:
    document.pop(draw(st.sampled_from(["fps", "note"])), None)


_EDITS: Final[list[Edit]] = [
    _put_item,
    _add_item,
    _add_item,
    _list_ghost,
    _remove_item,
    _unlist_something,
    _edit_item,
    _add_track,
    _remove_track,
    _put_asset,
    _reorder_assets,
    _set_member,
    _drop_member,
]
