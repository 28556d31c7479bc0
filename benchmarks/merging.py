"""What a three-way merge costs, in multiples of `a == b` on two parsed copies of the base.

Run: python -m benchmarks.merging [--quick]
"""

import json
from collections.abc import Callable
from random import Random
from typing import Final

from benchmarks.compositions import SHAPES, make_composition, put_all_on_one_track
from benchmarks.edits import contest, delete_half
from benchmarks.measure import compare_growth, show_operations
from benchmarks.operations import (
    CHANGES,
    CONFLICTS,
    Call,
    Prepare,
    prepare_comparison,
    prepare_contested_merge,
    prepare_field_merge,
    prepare_merge,
    prepare_shared_merge,
    prepare_sides,
)
from benchmarks.options import read_sizes
from kvid_composition import merge_three_way

Edit = Callable[[list[str], Random], object]

_YARDSTICK: Final = "a == b", prepare_comparison


def main() -> None:
    sizes = read_sizes("benchmarks.merging", __doc__)
    for items in sizes:
        print(f"{CHANGES} changes a side, at {items:,} items")
        show_operations(json.dumps(make_composition(items)), _YARDSTICK, list_operations())
        print()
    compare_orders(sizes[1])
    print()
    # A merge refuses tracks with one id.
    shapes = [name for name in SHAPES if name != "ids collide"]
    compare_growth("merge", prepare_field_merge, sizes, shapes=shapes)


def list_operations() -> dict[str, Prepare]:
    return {
        "merge_three_way": prepare_merge,
        "merge_three_way, structure shared": prepare_shared_merge,
        f"merge_three_way, {CONFLICTS} conflicts": prepare_contested_merge,
        "merge_three_way, only theirs changed": prepare_one_side,
        "merge_three_way, half deleted": prepare_deletion,
        "reading all options of one conflict": prepare_options,
    }


def prepare_one_side(text: str) -> Call:
    base, _, theirs = prepare_sides(text)
    ours = json.loads(text)
    return lambda: merge_three_way(base, ours, theirs)


def prepare_deletion(text: str) -> Call:
    base, _, theirs = prepare_sides(text)
    ours = delete_half(json.loads(text))
    return lambda: merge_three_way(base, ours, theirs)


def prepare_options(text: str) -> Call:
    base, ours, theirs = prepare_sides(text)
    merged = merge_three_way(base, ours, contest(theirs, base, ours, CONFLICTS))
    conflicts = iter(merged.conflicts)
    return lambda: [option.patch for option in next(conflicts).options]


def compare_orders(items: int) -> None:
    """Time what both sides did to the order of the items of one track."""
    shuffled = items // 20
    edits: dict[str, tuple[int, Edit]] = {
        f"{CHANGES} items moved a side, of {items:,}": (items, move_some),
        f"all of {shuffled:,} items shuffled a side": (shuffled, lambda names, r: r.shuffle(names)),
    }
    print("both sides reorder one track, in multiples of a == b on that document")
    for name, (count, edit) in edits.items():
        text = json.dumps(put_all_on_one_track(count))
        show_operations(text, _YARDSTICK, {name: prepare_order(edit)})


def prepare_order(edit: Edit) -> Prepare:
    def prepare(text: str) -> Call:
        base, ours, theirs = (json.loads(text) for _ in range(3))
        for side, document in enumerate((ours, theirs)):
            edit(document["tracks"][0]["items"], Random(side))
        return lambda: merge_three_way(base, ours, theirs)

    return prepare


def move_some(names: list[str], random: Random) -> None:
    for _ in range(CHANGES):
        names.insert(random.randrange(len(names)), names.pop(random.randrange(len(names))))


if __name__ == "__main__":
    main()
