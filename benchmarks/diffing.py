"""How long telling what changed takes, in multiples of `a == b` on the same two documents.

Run: python -m benchmarks.diffing [--quick]
"""

import json
from collections.abc import Callable

from benchmarks.compositions import change_fields, make_composition
from benchmarks.measure import compare_growth, read_sizes, show_ratio, time_call
from kvid_composition.diffing.apply import apply_changes
from kvid_composition.diffing.diff import diff_compositions

CHANGES = 100


def main() -> None:
    sizes = read_sizes(__doc__)
    for items in sizes:
        print(f"{CHANGES} changes, at {items:,} items")
        compare_calls(items)
        print()
    compare_growth("diff", prepare_diff, sizes)


def compare_calls(items: int) -> None:
    text = json.dumps(make_composition(items))
    before, same, after = (
        json.loads(text),
        json.loads(text),
        change_fields(json.loads(text), CHANGES),
    )
    sharing = change_fields({**before, "items": dict(before["items"])}, CHANGES)
    yardstick = time_call(lambda: before == same)
    show_ratio("a == b", yardstick, yardstick)
    diff = diff_compositions(before, after, exact=True)
    calls: dict[str, Callable[[], object]] = {
        "diff_compositions": lambda: diff_compositions(before, after),
        "diff_compositions, exact": lambda: diff_compositions(before, after, exact=True),
        "diff_compositions, structure shared": lambda: diff_compositions(before, sharing),
        "apply_changes": lambda: apply_changes(before, diff),
    }
    for name, call in calls.items():
        show_ratio(name, time_call(call), yardstick)


def prepare_diff(text: str) -> Callable[[], object]:
    before, after = json.loads(text), change_fields(json.loads(text), CHANGES)
    return lambda: diff_compositions(before, after)


if __name__ == "__main__":
    main()
