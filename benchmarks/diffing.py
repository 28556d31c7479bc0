"""How long telling what changed takes, in multiples of `a == b` on the same two documents.

Run: python -m benchmarks.diffing [--quick]
"""

import json

from benchmarks.compositions import make_composition
from benchmarks.measure import compare_growth, show_operations
from benchmarks.operations import (
    CHANGES,
    Call,
    prepare_comparison,
    prepare_diff,
    prepare_shared_diff,
    prepare_versions,
)
from benchmarks.options import read_sizes
from kvid_composition import apply_changes, diff_compositions


def main() -> None:
    sizes = read_sizes("benchmarks.diffing", __doc__)
    operations = {
        "diff_compositions": prepare_diff,
        "diff_compositions, exact": prepare_exact_diff,
        "diff_compositions, structure shared": prepare_shared_diff,
        "apply_changes": prepare_applying,
    }
    for items in sizes:
        print(f"{CHANGES} changes, at {items:,} items")
        text = json.dumps(make_composition(items))
        show_operations(text, ("a == b", prepare_comparison), operations)
        print()
    compare_growth("diff", prepare_diff, sizes)


def prepare_exact_diff(text: str) -> Call:
    before, after = prepare_versions(text)
    return lambda: diff_compositions(before, after, exact=True)


def prepare_applying(text: str) -> Call:
    before, after = prepare_versions(text)
    diff = diff_compositions(before, after, exact=True)
    return lambda: apply_changes(before, diff)


if __name__ == "__main__":
    main()
