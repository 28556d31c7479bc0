"""Edits of large compositions, from seeds: what operations are timed on."""

from random import Random
from typing import Any, Final

__all__ = [
    "break_references",
    "break_some",
    "change_field",
    "change_fields",
    "change_some",
    "contest",
    "delete_half",
    "edit_side",
    "share",
]

Document = dict[str, Any]

_KINDS: Final = 10


def share(document: Document) -> Document:
    """Give a copy that shares every item, asset and track with the document."""
    copies = {key: document[key].copy() for key in ("tracks", "items", "assets")}
    return {**document, **copies}


def change_fields(document: Document, count: int) -> Document:
    """Give some items, spread over the document, another start, look or text, in place."""
    for number, name in enumerate(Random(2).sample(list(document["items"]), count)):
        item = document["items"][name]
        changes = ({"from": item["from"] + 5}, {"opacity": 0.25}, {"text": "Hello"})[number % 3]
        document["items"][name] = {**item, **changes}
    return document


def change_some(document: Document, count: int) -> Document:
    """Make changes of all kinds: fields of items, places in lists, items that come and go."""
    random = Random(1)
    change_fields(document, count // 2)
    tracks = document["tracks"]
    for _ in range(count // 4):
        source, target = random.choice(tracks)["items"], random.choice(tracks)["items"]
        if source:
            target.insert(random.randint(0, len(target)), source.pop(random.randrange(len(source))))
    names = random.sample(list(document["items"]), count // 4)
    for number, name in enumerate(names):
        if number % 2:
            del document["items"][name]
        else:
            document["items"][f"new-{number}"] = {**document["items"][name], "id": f"new-{number}"}
    return document


def break_some(document: Document, count: int) -> Document:
    """Break every so many items, in four ways in turn."""
    for number, name in enumerate(_spread(document, count)):
        item = document["items"][name]
        match number % 4:
            case 0:
                item["opacity"] = "half"
            case 1:
                del item["from"]
            case 2:
                item["durationInFrames"] = 0
            case _:
                item["width"] = -4
    return document


def break_references(document: Document, count: int) -> Document:
    """Break what a repair mends: entries of tracks that name no item, ids that are no key."""
    for number, name in enumerate(_spread(document, count)):
        if number % 2:
            document["items"][name]["id"] = f"other-{number}"
        else:
            document["tracks"][number % len(document["tracks"])]["items"].append(f"gone-{number}")
    return document


def _spread(document: Document, count: int) -> list[str]:
    """List so many items, evenly spread over the document."""
    names = list(document["items"])
    return names[:: max(1, len(names) // count)][:count]


def delete_half(document: Document) -> Document:
    """Delete every second item."""
    deleted = {*list(document["items"])[::2]}
    document["items"] = {k: v for k, v in document["items"].items() if k not in deleted}
    document["tracks"] = [
        {**track, "items": [name for name in track["items"] if name not in deleted]}
        for track in document["tracks"]
    ]
    return document


def edit_side(document: Document, side: int, count: int) -> Document:
    """Make changes of ten kinds to what one of two sides works on, every other track of all."""
    random = Random(side)
    rows = range(side, len(document["tracks"]), 2)
    homes = {name: row for row in rows for name in document["tracks"][row]["items"]}
    assets = random.sample(list(document["assets"])[side::2], count // _KINDS)
    for number, name in enumerate(random.sample(sorted(homes), count)):
        match number % _KINDS:
            case 4:
                _unlist(document, homes[name], name)
                _enlist(document, random.choice(rows), name)
            case 5:
                _unlist(document, homes[name], name)
                _enlist(document, homes[name], name)
            case 6:
                new = f"new-{side}-{number:06d}"
                document["items"][new] = {**document["items"][name], "id": new}
                _enlist(document, homes[name], new)
            case 7:
                _unlist(document, homes[name], name)
                del document["items"][name]
            case 8:
                asset = assets[number // _KINDS]
                document["assets"][asset] = {**document["assets"][asset], "filename": "new"}
            case 9:
                track = document["tracks"][homes[name]]
                document["tracks"][homes[name]] = {**track, "name": f"Track {number}"}
            case kind:
                document["items"][name] = change_field(document["items"][name], kind)
    return document


def change_field(item: Document, kind: int) -> Document:
    """Give an item with another start, length, look or text."""
    changes: tuple[Document, ...] = (
        {"from": item["from"] + 5},
        {"durationInFrames": item["durationInFrames"] - 1},
        {"opacity": 0.25},
        {"text": "Hi"},
    )
    return {**item, **changes[kind]}


def _enlist(document: Document, row: int, name: str) -> None:
    """Put an item at the front of a track's list."""
    track = document["tracks"][row]
    document["tracks"][row] = {**track, "items": [name, *track["items"]]}


def _unlist(document: Document, row: int, name: str) -> None:
    track = document["tracks"][row]
    document["tracks"][row] = {**track, "items": [each for each in track["items"] if each != name]}


def contest(document: Document, base: Document, ours: Document, count: int) -> Document:
    """Change the look and the text of items of which ours has changed the one or the other."""
    changed = [
        name
        for name, item in ours["items"].items()
        if name in base["items"] and (item["opacity"] == 0.25 or item.get("text") == "Hi")
    ]
    for name in changed[:count]:
        document["items"][name] = {**document["items"][name], "opacity": 0.5, "text": "Bye"}
    return document
