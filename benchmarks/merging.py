"""What a three-way merge costs, in multiples of `a == b` on two parsed copies of the base.

Run: python -m benchmarks.merging [--quick]
"""

import json
from collections.abc import Callable
from functools import partial
from operator import eq
from random import Random
from typing import Any, Final

from benchmarks.compositions import SHAPES, make_composition, put_all_on_one_track
from benchmarks.measure import compare_growth, read_sizes, show_ratio, time_call
from kvid_composition import MergeResult, merge_three_way

CHANGES: Final = 100
CONFLICTS: Final = 20
SHUFFLED: Final = 5_000

Document = dict[str, Any]


def main() -> None:
    sizes = read_sizes(__doc__)
    for items in sizes:
        print(f"{CHANGES} changes a side, at {items:,} items")
        compare_calls(items)
        print()
    compare_orders(sizes[1])
    print()
    # A merge refuses tracks with one id.
    shapes = {name: make for name, make in SHAPES.items() if name != "ids collide"}
    compare_growth("merge", prepare_merge, sizes, shapes=shapes)


def compare_calls(items: int) -> None:
    text = json.dumps(make_composition(items))
    base, same = json.loads(text), json.loads(text)
    sharing = [edit_side(share(base), side) for side in range(2)]
    ours, theirs = (json.loads(json.dumps(side)) for side in sharing)
    contested = contest(share(theirs), base, ours)
    halved = delete_half(share(base))
    yardstick = time_call(lambda: base == same)
    show_ratio("a == b", yardstick, yardstick)
    calls: dict[str, Callable[[], MergeResult]] = {
        "merge_three_way": lambda: merge_three_way(base, ours, theirs),
        "merge_three_way, structure shared": lambda: merge_three_way(base, *sharing),
        "merge_three_way, conflicts": lambda: merge_three_way(base, ours, contested),
        "merge_three_way, only theirs changed": lambda: merge_three_way(base, same, theirs),
        "merge_three_way, half deleted": lambda: merge_three_way(base, halved, theirs),
    }
    for name, call in calls.items():
        show_merge(name, call, yardstick)
    conflicts = iter(merge_three_way(base, ours, contested).conflicts)
    reading = time_call(lambda: [option.patch for option in next(conflicts).options])
    show_ratio("reading all options of one conflict", reading, yardstick)


def show_merge(name: str, call: Callable[[], MergeResult], yardstick: float) -> None:
    found = len(call().conflicts)
    note = f"{found} conflicts" if found else "clean"
    show_ratio(name, time_call(call), yardstick, note=note)


def share(document: Document) -> Document:
    """Give a copy that shares every item, asset and track with the document."""
    copies = {key: document[key].copy() for key in ("tracks", "items", "assets")}
    return {**document, **copies}


def delete_half(document: Document) -> Document:
    """Delete every second item."""
    deleted = {*list(document["items"])[::2]}
    document["items"] = {k: v for k, v in document["items"].items() if k not in deleted}
    document["tracks"] = [
        {**track, "items": [name for name in track["items"] if name not in deleted]}
        for track in document["tracks"]
    ]
    return document


def edit_side(document: Document, side: int) -> Document:
    """Make changes of ten kinds to what one of two sides works on, every other track of all."""
    random = Random(side)
    rows = range(side, len(document["tracks"]), 2)
    homes = {name: row for row in rows for name in document["tracks"][row]["items"]}
    assets = random.sample(list(document["assets"])[side::2], CHANGES // 10)
    for number, name in enumerate(random.sample(sorted(homes), CHANGES)):
        match number % 10:
            case 4:
                unlist(document, homes[name], name)
                enlist(document, random.choice(rows), name)
            case 5:
                unlist(document, homes[name], name)
                enlist(document, homes[name], name)
            case 6:
                new = f"new-{side}-{number:06d}"
                document["items"][new] = {**document["items"][name], "id": new}
                enlist(document, homes[name], new)
            case 7:
                unlist(document, homes[name], name)
                del document["items"][name]
            case 8:
                asset = assets[number // 10]
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


def enlist(document: Document, row: int, name: str) -> None:
    """Put an item at the front of a track's list."""
    track = document["tracks"][row]
    document["tracks"][row] = {**track, "items": [name, *track["items"]]}


def unlist(document: Document, row: int, name: str) -> None:
    track = document["tracks"][row]
    document["tracks"][row] = {**track, "items": [each for each in track["items"] if each != name]}


def contest(document: Document, base: Document, ours: Document) -> Document:
    """Change the look and the text of items of which ours has changed the one or the other."""
    changed = [
        name
        for name, item in ours["items"].items()
        if name in base["items"] and (item["opacity"] == 0.25 or item.get("text") == "Hi")
    ]
    for name in changed[:CONFLICTS]:
        document["items"][name] = {**document["items"][name], "opacity": 0.5, "text": "Bye"}
    return document


def compare_orders(items: int) -> None:
    """Time what both sides did to the order of the items of one track."""
    shuffled = items // 20
    edits: dict[str, tuple[int, Callable[[list[str], Random], object]]] = {
        f"{CHANGES} items moved a side, of {items:,}": (items, move_some),
        f"all of {shuffled:,} items shuffled a side": (shuffled, lambda names, r: r.shuffle(names)),
    }
    print("both sides reorder one track, in multiples of a == b on that document")
    for name, (count, edit) in edits.items():
        text = json.dumps(put_all_on_one_track(count))
        base, same, ours, theirs = (json.loads(text) for _ in range(4))
        for side, document in enumerate((ours, theirs)):
            edit(document["tracks"][0]["items"], Random(side))
        yardstick = time_call(partial(eq, base, same))
        show_merge(name, partial(merge_three_way, base, ours, theirs), yardstick)


def move_some(names: list[str], random: Random) -> None:
    for _ in range(CHANGES):
        names.insert(random.randrange(len(names)), names.pop(random.randrange(len(names))))


def prepare_merge(text: str) -> Callable[[], object]:
    """Prepare to merge changes of fields: half of the items in question a side."""
    base, ours, theirs = (json.loads(text) for _ in range(3))
    names = Random(3).sample(list(base["items"]), 2 * CHANGES)
    for number, name in enumerate(names):
        items = (ours if number % 2 else theirs)["items"]
        items[name] = change_field(items[name], number // 2 % 4)
    return lambda: merge_three_way(base, ours, theirs)


if __name__ == "__main__":
    main()
