"""What patches cost, in multiples of `a == b` on the same two documents, beside jsonpatch's.

Run: python -m benchmarks.patching [--quick]
"""

import argparse
import json
from collections.abc import Callable
from random import Random
from typing import Any

import jsonpatch

from benchmarks.compositions import SHAPES, make_composition
from benchmarks.measure import time_call
from kvid_composition import apply_json_patch, make_json_patch, make_merge_patch
from kvid_composition.document.comparison import compare_members

SMALL, LARGE = 10_000, 100_000
CHANGES = 100


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of the sizes")
    scale = 10 if parser.parse_args().quick else 1
    for items in (SMALL // scale, LARGE // scale):
        print(f"{CHANGES} changes, at {items:,} items")
        compare_calls(items)
        print()
    print(f"growth from {SMALL // scale:,} to {LARGE // scale:,} items, against that of a == b")
    for name in SHAPES:
        compare_growth(name, SMALL // scale, LARGE // scale)


def compare_calls(items: int) -> None:
    text = json.dumps(make_composition(items))
    before, same, after = json.loads(text), json.loads(text), change_some(json.loads(text))
    fields = change_fields(json.loads(text), CHANGES)
    sharing = change_fields({**before, "items": dict(before["items"])}, CHANGES)
    patch = make_json_patch(before, fields)
    yardstick = time_call(lambda: before == same)
    show("a == b", yardstick, yardstick)
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
        show(name, time, yardstick)
    compare_with_jsonpatch(before, fields, patch, yardstick, list(times.values()))


def compare_with_jsonpatch(
    before: Any, after: Any, patch: list[Any], yardstick: float, ours: list[float]
) -> None:
    theirs = jsonpatch.JsonPatch(patch)
    making = time_call(lambda: jsonpatch.make_patch(before, after), runs=1)
    applying = time_call(lambda: theirs.apply(before), runs=1)
    show("jsonpatch.make_patch, fields only", making, yardstick)
    show(f"jsonpatch's apply, {len(patch)} operations", applying, yardstick)
    print(
        f"  faster than jsonpatch: make {making / ours[1]:.0f} x, apply {applying / ours[4]:.0f} x"
    )


def show(name: str, time: float, yardstick: float) -> None:
    print(f"  {name:<44} {time:9.1f} ms  {time / yardstick:6.2f} x")


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


def change_fields(document: dict[str, Any], count: int) -> dict[str, Any]:
    """Give some items, spread over the document, another start, look or text."""
    for number, name in enumerate(Random(2).sample(list(document["items"]), count)):
        item = document["items"][name]
        changes = ({"from": item["from"] + 5}, {"opacity": 0.25}, {"text": "Hello"})[number % 3]
        document["items"][name] = {**item, **changes}
    return document


def compare_growth(shape: str, small: int, large: int) -> None:
    costs = [measure_shape(shape, size) for size in (small, large)]
    growth, yardstick = (later / earlier for earlier, later in zip(*costs, strict=True))
    print(
        f"  {shape:<14} make {costs[0][0]:8.1f} -> {costs[1][0]:9.1f} ms = {growth:5.1f} x"
        f"   a == b {yardstick:5.1f} x   quotient {growth / yardstick:4.2f}"
    )


def measure_shape(shape: str, size: int) -> tuple[float, float]:
    text = json.dumps(SHAPES[shape](size))
    before, same, after = json.loads(text), json.loads(text), change_some(json.loads(text))
    return (
        time_call(lambda: make_json_patch(before, after)),
        time_call(lambda: before == same),
    )


if __name__ == "__main__":
    main()
