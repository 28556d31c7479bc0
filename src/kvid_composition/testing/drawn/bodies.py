"""Bodies of a PATCH: whole compositions, parts of one sent by mistake, and single edits."""

import json
from typing import Any

from hypothesis import strategies as st

from kvid_composition.document.values import is_array, is_object
from kvid_composition.preflight.losses import map_entities

__all__ = ["patch_bodies"]

Document = dict[str, Any]


@st.composite
def patch_bodies(draw: st.DrawFn, document: Any) -> Document:
    """Give a body for a document of any shape; it may be one that cannot be applied."""
    name = draw(st.sampled_from(["replace", "merge", "merge", "add", "update", "delete_item"]))
    if name in {"replace", "merge"}:
        return {"operation": name, "data": {"composition": _draw_composition(draw, document)}}
    if name == "update":
        data = {"itemId": _draw_id(draw, document, "items"), "updates": draw(_updates())}
        return {"operation": "update_item", "data": data}
    if name == "delete_item":
        return {"operation": name, "data": {"itemId": _draw_id(draw, document, "items")}}
    return _draw_addition(draw, document)


def _draw_composition(draw: st.DrawFn, document: Any) -> Document:
    """Give a part of a copy of the document, with or without an edit, an addition, a removal."""
    copy: Any = json.loads(json.dumps(document))
    if not is_object(copy):
        copy = {"fps": 30}
    keys = list(copy)
    if draw(st.booleans()) and keys:
        keys = draw(st.lists(st.sampled_from(keys), unique=True))
    sent = {key: _draw_part(draw, copy[key]) for key in keys}
    if draw(st.integers(0, 3)) == 0:
        sent["deletedAssets"] = [{"assetId": _draw_id(draw, document, "assets")}]
    return sent


def _draw_part(draw: st.DrawFn, member: Any) -> Any:
    """Give a member whole, or only some of its entries, or a part of each."""
    how = draw(st.sampled_from(["whole", "whole", "some", "edited"]))
    if how == "some" and is_object(member):
        return {key: value for key, value in member.items() if draw(st.booleans())}
    if how == "some" and is_array(member):
        return [value for value in member if draw(st.booleans())]
    if how == "edited" and is_object(member) and member:
        key = draw(st.sampled_from(list(member)))
        return {**member, key: _draw_edited(draw, member[key])}
    if how == "edited" and is_array(member) and member:
        return [*member[:-1], _draw_edited(draw, member[-1])]
    return member


def _draw_edited(draw: st.DrawFn, entity: Any) -> Any:
    if not is_object(entity):
        choices: list[Any] = [entity, 5, {}]
        return draw(st.sampled_from(choices))
    kept = {key: value for key, value in entity.items() if draw(st.integers(0, 4))}
    return {**kept, **draw(_updates())}


def _updates() -> st.SearchStrategy[Document]:
    values: st.SearchStrategy[Any] = st.sampled_from([0, 0.0, 5, -1, "x", None, {}])
    return st.dictionaries(st.sampled_from(["from", "opacity", "note"]), values, max_size=2)


def _draw_id(draw: st.DrawFn, document: Any, key: str) -> str:
    holder = document.get(key) if is_object(document) else None
    ids: list[str] = list(holder) if is_object(holder) else []
    return draw(st.sampled_from([*ids, "new"]))


def _draw_addition(draw: st.DrawFn, document: Any) -> Document:
    tracks: Any = document.get("tracks") if is_object(document) else None
    ids = list(map_entities(tracks)) if is_array(tracks) else []
    start = draw(st.sampled_from([0, 5000]))
    item = {"id": "new", "type": "solid", "from": start, "durationInFrames": 5}
    return draw(
        st.sampled_from(
            [
                {
                    "operation": "add_item",
                    "data": {"trackId": draw(st.sampled_from([*ids, "t"])), "item": item},
                },
                {"operation": "add_track", "data": {"track": {"id": "new", "items": []}}},
                {"operation": "add_asset", "data": {"asset": {"id": "new", "type": "image"}}},
            ]
        )
    )
