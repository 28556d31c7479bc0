"""What patches cost, in multiples of `a == b` on the same two documents.

Run: python -m benchmarks.patching [--quick]; beside other libraries: python -m benchmarks.peers
"""

import json

from benchmarks.compositions import make_composition
from benchmarks.edits import change_fields, share
from benchmarks.measure import compare_growth, show_operations
from benchmarks.operations import (
    CHANGES,
    Call,
    prepare_comparison,
    prepare_mixed_patch_making,
    prepare_patch_applying,
    prepare_patch_making,
    prepare_versions,
)
from benchmarks.options import read_sizes
from kvid_composition import make_json_patch, make_merge_patch
from kvid_composition.document.comparison import compare_members


def main() -> None:
    sizes = read_sizes("benchmarks.patching", __doc__)
    operations = {
        "make_json_patch, changes of all kinds": prepare_mixed_patch_making,
        "make_json_patch, fields only": prepare_patch_making,
        "make_json_patch, structure shared": prepare_shared_patch_making,
        "make_merge_patch, fields only": prepare_merge_patch_making,
        "apply_json_patch": prepare_patch_applying,
        "part: compare_members of the items": prepare_member_comparison,
    }
    for items in sizes:
        print(f"{CHANGES} changes, at {items:,} items")
        text = json.dumps(make_composition(items))
        show_operations(text, ("a == b", prepare_comparison), operations)
        print()
    compare_growth("make", prepare_mixed_patch_making, sizes)


def prepare_shared_patch_making(text: str) -> Call:
    before = json.loads(text)
    after = change_fields(share(before), CHANGES)
    return lambda: make_json_patch(before, after)


def prepare_merge_patch_making(text: str) -> Call:
    before, after = prepare_versions(text)
    return lambda: make_merge_patch(before, after)


def prepare_member_comparison(text: str) -> Call:
    before, after = prepare_versions(text)
    return lambda: compare_members(before["items"], after["items"], exact=True)


if __name__ == "__main__":
    main()
