"""How long telling what changed takes, in multiples of `a == b` on the same two documents.

Run: python -m benchmarks.diffing [--quick]
"""

import argparse
import json
from collections.abc import Callable
from random import Random
from typing import Any

from benchmarks.compositions import SHAPES, make_composition
from benchmarks.measure import time_call
from kvid_composition.diffing.apply import apply_changes
from kvid_composition.diffing.diff import diff_compositions

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
    sharing = change_some({**before, "items": dict(before["items"])})
    yardstick = time_call(lambda: before == same)
    print(f"  {'a == b':<44} {yardstick:9.1f} ms  1.00 x")
    diff = diff_compositions(before, after, exact=True)
    calls: dict[str, Callable[[], object]] = {
        "diff_compositions": lambda: diff_compositions(before, after),
        "diff_compositions, exact": lambda: diff_compositions(before, after, exact=True),
        "diff_compositions, structure shared": lambda: diff_compositions(before, sharing),
        "apply_changes": lambda: apply_changes(before, diff),
    }
    for name, call in calls.items():
        time = time_call(call)
        print(f"  {name:<44} {time:9.1f} ms  {time / yardstick:4.2f} x")


def change_some(document: dict[str, Any]) -> dict[str, Any]:
    """Give some items, spread over the document, another start, look or text."""
    names = Random(1).sample(list(document["items"]), CHANGES)
    for number, name in enumerate(names):
        item = document["items"][name]
        changes = ({"from": item["from"] + 5}, {"opacity": 0.25}, {"text": "Hello"})[number % 3]
        document["items"][name] = {**item, **changes}
    return document


def compare_growth(shape: str, small: int, large: int) -> None:
    costs = [measure_shape(shape, size) for size in (small, large)]
    growth, yardstick = (later / earlier for earlier, later in zip(*costs, strict=True))
    print(
        f"  {shape:<14} diff {costs[0][0]:8.1f} -> {costs[1][0]:9.1f} ms = {growth:5.1f} x"
        f"   a == b {yardstick:5.1f} x   quotient {growth / yardstick:4.2f}"
    )


def measure_shape(shape: str, size: int) -> tuple[float, float]:
    text = json.dumps(SHAPES[shape](size))
    before, same, after = json.loads(text), json.loads(text), json.loads(text)
    change_some(after)
    return (
        time_call(lambda: diff_compositions(before, after)),
        time_call(lambda: before == same),
    )


if __name__ == "__main__":
    main()
