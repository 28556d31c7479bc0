"""Operations to be timed: each makes its call from the text of a composition.

What a call needs is made beforehand, of the text alone, so that any two can be timed on the same
document, and nothing is shared that would not be shared in use.
"""

import json
from collections.abc import Callable
from random import Random
from typing import Any, Final, TypeAlias

from benchmarks.edits import (
    break_references,
    break_some,
    change_field,
    change_fields,
    change_some,
    contest,
    edit_side,
    share,
)
from kvid_composition import (
    apply_json_patch,
    derive_thumbnail,
    diff_compositions,
    make_json_patch,
    merge_three_way,
    preflight_operation,
    repair_composition,
    validate_composition,
    validate_composition_text,
)

__all__ = ["CHANGES", "CONFLICTS", "Call", "Prepare"]

Call: TypeAlias = Callable[[], object]
Prepare: TypeAlias = Callable[[str], Call]

CHANGES: Final = 100
CONFLICTS: Final = 20
EDITED: Final = 10
"""Items that are edited before a document is validated again."""


def prepare_parsing(text: str) -> Call:
    """Yardstick: `json.loads` of the text."""
    return lambda: json.loads(text)


def prepare_comparison(text: str) -> Call:
    """Yardstick: `a == b` of two parsed copies."""
    a, b = _parse(text, 2)
    return lambda: a == b


def prepare_validation(text: str) -> Call:
    document = json.loads(text)
    return lambda: validate_composition(document)


def prepare_text_validation(text: str) -> Call:
    data = text.encode()
    return lambda: validate_composition_text(data)


def prepare_broken_validation(text: str) -> Call:
    document = json.loads(text)
    broken = break_some(document, len(document["items"]) // 100)
    return lambda: validate_composition(broken)


def prepare_revalidation(text: str) -> Call:
    """Validate again what shares all but some items with what was validated before."""
    earlier = json.loads(text)
    report = validate_composition(earlier)
    later = change_fields(share(earlier), EDITED)
    return lambda: validate_composition(later, since=(earlier, report))


def prepare_diff(text: str) -> Call:
    before, after = prepare_versions(text)
    return lambda: diff_compositions(before, after)


def prepare_shared_diff(text: str) -> Call:
    before = json.loads(text)
    after = change_fields(share(before), CHANGES)
    return lambda: diff_compositions(before, after)


def prepare_patch_making(text: str) -> Call:
    before, after = prepare_versions(text)
    return lambda: make_json_patch(before, after)


def prepare_mixed_patch_making(text: str) -> Call:
    """Make a patch of changes of all kinds."""
    before, after = _parse(text, 2)
    change_some(after, CHANGES)
    return lambda: make_json_patch(before, after)


def prepare_patch_applying(text: str) -> Call:
    before, after = prepare_versions(text)
    patch = make_json_patch(before, after)
    return lambda: apply_json_patch(before, patch)


def prepare_merge(text: str) -> Call:
    base, ours, theirs = prepare_sides(text)
    return lambda: merge_three_way(base, ours, theirs)


def prepare_shared_merge(text: str) -> Call:
    base = json.loads(text)
    ours, theirs = (edit_side(share(base), side, CHANGES) for side in range(2))
    return lambda: merge_three_way(base, ours, theirs)


def prepare_contested_merge(text: str) -> Call:
    base, ours, theirs = prepare_sides(text)
    contested = contest(theirs, base, ours, CONFLICTS)
    return lambda: merge_three_way(base, ours, contested)


def prepare_field_merge(text: str) -> Call:
    """Prepare to merge changes of fields: half of the items in question a side."""
    base, ours, theirs = _parse(text, 3)
    names = Random(3).sample(list(base["items"]), 2 * CHANGES)
    for number, name in enumerate(names):
        items = (ours if number % 2 else theirs)["items"]
        items[name] = change_field(items[name], number // 2 % 4)
    return lambda: merge_three_way(base, ours, theirs)


def prepare_preflight(text: str) -> Call:
    """Look at a `merge` that sends `tracks` only, with the report of the current document given."""
    current = json.loads(text)
    report = validate_composition(current)
    tracks = json.loads(json.dumps(current["tracks"]))
    tracks[0] |= {"name": "Front", "items": [*tracks[0]["items"][1:], tracks[0]["items"][0]]}
    body = {"operation": "merge", "data": {"composition": {"tracks": tracks}}}
    return lambda: preflight_operation(current, body, report=report)


def prepare_thumbnail(text: str) -> Call:
    document = json.loads(text)
    return lambda: derive_thumbnail(document)


def prepare_repair(text: str) -> Call:
    document = break_references(json.loads(text), CHANGES)
    return lambda: repair_composition(document)


def prepare_versions(text: str) -> tuple[Any, Any]:
    """Give a document and what it is after changes of fields; nothing is shared."""
    before, after = _parse(text, 2)
    return before, change_fields(after, CHANGES)


def prepare_sides(text: str) -> tuple[Any, Any, Any]:
    """Give a base and what two sides have made of it, in ten ways; nothing is shared."""
    base, ours, theirs = _parse(text, 3)
    return base, edit_side(ours, 0, CHANGES), edit_side(theirs, 1, CHANGES)


def _parse(text: str, count: int) -> tuple[Any, ...]:
    return tuple(json.loads(text) for _ in range(count))
