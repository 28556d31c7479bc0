"""Requests for Hypothesis: bodies of a PATCH, and JSON Patches, that apply to a document."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeAlias

from hypothesis import strategies as st

from kvid_composition.document.pointer import Path, format_pointer
from kvid_composition.document.values import JsonValue, is_array, is_object
from kvid_composition.patching.operations import OPERATION_NAMES
from kvid_composition.patching.patch_applier import apply_json_patch
from kvid_composition.testing.drawn.chance import DrawnRandom
from kvid_composition.testing.drawn.scripts import edit_scripts
from kvid_composition.testing.drawn.shapes import small_json
from kvid_composition.testing.seeded.compositions import make_random_asset, make_random_item
from kvid_composition.testing.seeded.fields import ASSET_TYPES, Document

__all__ = ["json_patches", "operations"]

Place: TypeAlias = tuple[Path, JsonValue]
"""A value inside a document, and the way to it."""


@st.composite
def operations(
    draw: st.DrawFn, document: Document, *, names: Sequence[str] = OPERATION_NAMES
) -> Document:
    """Give bodies of a PATCH that can be applied to a composition: `{"operation", "data"}`.

    A sound composition stays sound. They shrink to short bodies.

    Args:
        draw: given by Hypothesis.
        document: the composition that the body is for.
        names: the operations to draw from; all seven unless given. One that nothing in the
            composition can be the object of is not drawn.
    """
    unknown = [repr(name) for name in names if name not in OPERATION_NAMES]
    if unknown:
        known = ", ".join(OPERATION_NAMES)
        raise ValueError(f"{', '.join(unknown)} is no operation; there are {known}")
    possible = [name for name in names if _is_possible(name, document)]
    name = draw(st.sampled_from(possible))
    return {"operation": name, "data": _DATA[name](draw, document)}


def _is_possible(name: str, document: Document) -> bool:
    needed = {"update_item": "items", "delete_item": "items", "add_item": "tracks"}
    return name not in needed or bool(document[needed[name]])


def _draw_replacement(draw: st.DrawFn, document: Document) -> Document:
    return {"composition": draw(edit_scripts(document, max_edits=3)).after}


def _draw_merge(draw: st.DrawFn, document: Document) -> Document:
    """Draw the top-level members that a script changes."""
    after = draw(edit_scripts(document, max_edits=2)).after
    kept = {key: value for key, value in after.items() if document.get(key) is not value}
    return {"composition": kept}


def _draw_new_item(draw: st.DrawFn, document: Document) -> Document:
    chance = DrawnRandom(draw)
    name, start = _find_free_id(document["items"]), draw(st.integers(0, 300))
    item = make_random_item(chance, name, start=start, length=draw(st.integers(1, 300)))
    kind = ASSET_TYPES.get(item["type"])
    fitting = [asset for asset, each in document["assets"].items() if each.get("type") == kind]
    if fitting:
        item["assetId"] = draw(st.sampled_from(fitting))
    elif kind is not None:
        item["type"] = "solid"
    track: Document = draw(st.sampled_from(document["tracks"]))
    return {"trackId": track["id"], "item": item}


def _draw_update(draw: st.DrawFn, document: Document) -> Document:
    name = draw(st.sampled_from(list(document["items"])))
    updates = draw(st.dictionaries(st.sampled_from(tuple(_UPDATES)), st.none(), max_size=3))
    return {"itemId": name, "updates": {key: draw(_UPDATES[key]) for key in updates}}


def _draw_deletion(draw: st.DrawFn, document: Document) -> Document:
    return {"itemId": draw(st.sampled_from(list(document["items"])))}


def _draw_new_track(draw: st.DrawFn, document: Document) -> Document:
    name = _find_free_id([track["id"] for track in document["tracks"]])
    return {"track": {"id": name, "items": []} | draw(st.sampled_from(({}, {"name": "Main"})))}


def _draw_new_asset(draw: st.DrawFn, document: Document) -> Document:
    kind = draw(st.sampled_from(tuple(ASSET_TYPES.values())))
    name = _find_free_id(document["assets"])
    return {"asset": make_random_asset(DrawnRandom(draw), name, kind)}


def _find_free_id(taken: Any) -> str:
    number = 1
    while f"new-{number}" in taken:
        number += 1
    return f"new-{number}"


_UPDATES: Final[Mapping[str, st.SearchStrategy[Any]]] = {
    "opacity": st.sampled_from((1, 0, 0.5, 1.0)),
    "from": st.integers(0, 300),
    "durationInFrames": st.integers(1, 300),
    "left": st.integers(-100, 1920),
    "text": st.sampled_from(("Hello", "안녕하세요", "")),
    "metadata": small_json(),
}
_DATA: Final[Mapping[str, Callable[[st.DrawFn, Document], Document]]] = {
    "replace": _draw_replacement,
    "merge": _draw_merge,
    "add_item": _draw_new_item,
    "update_item": _draw_update,
    "delete_item": _draw_deletion,
    "add_track": _draw_new_track,
    "add_asset": _draw_new_asset,
}


@st.composite
def json_patches(
    draw: st.DrawFn, document: JsonValue, *, max_operations: int = 4
) -> list[Document]:
    """Give JSON Patches (RFC 6902) that apply to a document, any JSON value.

    Each of the six operations occurs, `test` only where it holds. The whole document is never
    removed or moved. They shrink to few operations on short paths.

    Args:
        draw: given by Hypothesis.
        document: the document that the patch is for.
        max_operations: how many operations there are at most.
    """
    patch: list[Document] = []
    # The end is drawn in any case: then any operation can be taken away, and the rest stays.
    while (operation := _draw_operation(draw, document)) and len(patch) < max_operations:
        document = apply_json_patch(document, [operation])
        patch.append(operation)
    return patch


def _draw_operation(draw: st.DrawFn, document: JsonValue) -> Document | None:
    """Draw one more operation, or None: then there are enough."""
    places = _list_places(document)
    holders = [place for place in places if is_object(place[1]) or is_array(place[1])]
    options: list[str | None] = [None, "test", "replace"]
    options += ["remove"] if len(places) > 1 else []
    options += ["add"] if holders else []
    options += ["copy", "move"] if holders and len(places) > 1 else []
    name = draw(st.sampled_from(options))
    if name is None:
        return None
    if name in {"add", "copy", "move"}:
        return _draw_addition(draw, name, places, holders)
    path, part = draw(st.sampled_from(places[1:] if name == "remove" else places))
    operation: Document = {"op": name, "path": format_pointer(path)}
    if name == "remove":
        return operation
    return operation | {"value": part if name == "test" else draw(small_json())}


def _draw_addition(
    draw: st.DrawFn,
    name: str,
    places: list[Place],
    holders: list[Place],
) -> Document:
    if name == "add":
        return {"op": "add", "path": _draw_target(draw, holders), "value": draw(small_json())}
    source, _ = draw(st.sampled_from(places[1:]))
    # Nothing moves into itself, and a list is shorter by what moves away from it.
    apart = [each for each in holders if _is_apart(source, each)]
    op = name if apart else "copy"
    target = _draw_target(draw, apart if op == "move" else holders)
    return {"op": op, "from": format_pointer(source), "path": target}


def _is_apart(source: Path, holder: Place) -> bool:
    """Tell whether a holder is where it was after something has moved away."""
    path = holder[0]
    if path[: len(source)] == source:
        return False
    return isinstance(source[-1], str) or path[: len(source) - 1] != source[:-1]


def _draw_target(draw: st.DrawFn, holders: list[Place]) -> str:
    path, holder = draw(st.sampled_from(holders))
    if is_array(holder):
        steps: list[str | int] = ["-", *range(len(holder) + 1)]
        return format_pointer((*path, draw(st.sampled_from(steps))))
    keys = ["new", *(holder if is_object(holder) else ())]
    return format_pointer((*path, draw(st.sampled_from(keys))))


def _list_places(value: JsonValue, path: Path = ()) -> list[Place]:
    """List the paths to all values, and the values; the whole first."""
    steps: Any = value.items() if is_object(value) else enumerate(value) if is_array(value) else ()
    below = (place for step, part in steps for place in _list_places(part, (*path, step)))
    return [(path, value), *below]
