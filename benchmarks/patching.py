"""What patches cost, in multiples of `a == b` on the same two documents, beside jsonpatch's.

Run: python -m benchmarks.patching [--quick]
"""

import json
from collections.abc import Callable
from random import Random
from typing import Any

import jsonpatch

from benchmarks.compositions import change_fields, make_composition
from benchmarks.measure import compare_growth, read_sizes, show_ratio, time_call
from kvid_composition import apply_json_patch, make_json_patch, make_merge_patch
from kvid_composition.document.comparison import compare_members

CHANGES = 100


def main() -> None:
    sizes = read_sizes(__doc__)
    for items in sizes:
        print(f"{CHANGES} changes, at {items:,} items")
        compare_calls(items)
        print()
    compare_growth("make", prepare_patch, sizes)


def compare_calls(items: int) -> None:
    text = json.dumps(make_composition(items))
    before, same, after = json.loads(text), json.loads(text), change_some(json.loads(text))
    fields = change_fields(json.loads(text), CHANGES)
    sharing = change_fields({**before, "items": dict(before["items"])}, CHANGES)
    patch = make_json_patch(before, fields)
    yardstick = time_call(lambda: before == same)
    show_ratio("a == b", yardstick, yardstick)
    calls: dict[str, Callable[[], object]] = {
        "make_json_patch, changes of all kinds": lambda: make_json_patch(before, after),
        "make_json_patch, fields only": lambda: make_json_patch(before, fields),
        "make_json_patch, structure shared": lambda: make_json_patch(before, sharing),
        "make_merge_patch, fields only": lambda: make_merge_patch(before, fields),
        f"apply_json_patch, {len(patch)} operations": lambda: apply_json_patch(before, patch),
        "part: compare_members of the items": lambda: compare_members(
            before["items"], fields["items"], exact=True
        ),
    }
    times = {name: time_call(call) for name, call in calls.items()}
    for name, time in times.items():
        show_ratio(name, time, yardstick)
    compare_with_jsonpatch(before, fields, patch, yardstick, list(times.values()))


def compare_with_jsonpatch(
    before: Any, after: Any, patch: list[Any], yardstick: float, ours: list[float]
) -> None:
    theirs = jsonpatch.JsonPatch(patch)
    making = time_call(lambda: jsonpatch.make_patch(before, after), runs=1)
    applying = time_call(lambda: theirs.apply(before), runs=1)
    show_ratio("jsonpatch.make_patch, fields only", making, yardstick)
    show_ratio(f"jsonpatch's apply, {len(patch)} operations", applying, yardstick)
    print(
        f"  faster than jsonpatch: make {making / ours[1]:.0f} x, apply {applying / ours[4]:.0f} x"
    )


def change_some(document: dict[str, Any]) -> dict[str, Any]:
    """Make changes of all kinds: fields of items, places in lists, items that come and go."""
    random = Random(1)
    change_fields(document, CHANGES // 2)
    tracks = document["tracks"]
    for _ in range(CHANGES // 4):
        source, target = random.choice(tracks)["items"], random.choice(tracks)["items"]
        if source:
            target.insert(random.randint(0, len(target)), source.pop(random.randrange(len(source))))
    names = random.sample(list(document["items"]), CHANGES // 4)
    for number, name in enumerate(names):
        if number % 2:
            del document["items"][name]
        else:
            document["items"][f"new-{number}"] = {**document["items"][name], "id": f"new-{number}"}
    return document


def prepare_patch(text: str) -> Callable[[], object]:
    before, after = json.loads(text), change_some(json.loads(text))
    return lambda: make_json_patch(before, after)


if __name__ == "__main__":
    main()
