"""POR: what works here and surprises elsewhere."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from kvid_composition.document.display import quote_text
from kvid_composition.document.order import is_array_index
from kvid_composition.document.pointer import Path
from kvid_composition.model.index import CompositionIndex
from kvid_composition.validation.issues import Severity
from kvid_composition.validation.rule import (
    Finding,
    Fix,
    Remedy,
    define_rule,
    plan_each,
    set_value,
)
from kvid_composition.validation.rules.examples import sketch_composition, sketch_item

__all__ = ["PORTABILITY_RULES"]


def _list_maps(index: CompositionIndex) -> Iterator[tuple[str, str, Iterable[str]]]:
    yield "Item", "items", index.items
    yield "Asset", "assets", index.assets


@define_rule(
    code="POR101",
    name="integer-like-id",
    severity=Severity.WARNING,
    summary="The id of an item or asset looks like an integer.",
    explanation='JavaScript puts such keys ("0", "12", up to 4294967294) first and in numeric '
    "order, so the order of the map changes when the editor saves, and with it the thumbnail.",
    advice="Put a letter in front of it.",
    example=sketch_composition(
        tracks=[{"id": "main", "items": ["12"]}], items={"12": sketch_item(id="12")}
    ),
)
def _find_integer_like_ids(index: CompositionIndex) -> Iterator[Finding]:
    for noun, key, names in _list_maps(index):
        if not any(map(str.isdecimal, names)):
            continue
        for name in filter(is_array_index, names):
            message = f"{noun} id {quote_text(name)} looks like an integer."
            yield Finding(path=(key, name), message=message)


def _fold(name: str) -> str:
    if name.isascii():
        return name.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


@define_rule(
    code="POR102",
    name="confusable-ids",
    severity=Severity.WARNING,
    summary="Two ids of one map differ only in case or in how an accent is encoded.",
    explanation="People, file systems and databases take them for one.",
    advice="Rename one of the two.",
    see_also=("REF103",),
    compares=("items", "assets"),
    example=sketch_composition(
        tracks=[{"id": "main", "items": ["a"]}, {"id": "more", "items": ["A"]}],
        items={"a": sketch_item(), "A": sketch_item(id="A")},
    ),
)
def _find_confusable_ids(index: CompositionIndex) -> Iterator[Finding]:
    for noun, key, names in _list_maps(index):
        joined = "".join(names)
        # Lower-case ASCII is its own fold, and the keys of a map are distinct.
        if joined.isascii() and joined == joined.lower():
            continue
        folded = list(map(_fold, names))
        if len(set(folded)) == len(folded):
            continue
        first: dict[str, str] = {}
        counts = Counter[str]()
        for name, plain in zip(names, folded, strict=True):
            earlier = first.setdefault(plain, name)
            counts[plain] += 1
            if earlier != name:
                yield Finding(
                    path=(key, name),
                    message=f"{noun} id {quote_text(name)} is easily taken for "
                    f"{quote_text(earlier)}.",
                    related=((key, earlier),),
                    reference=earlier,
                    # Which of them is the later one depends on the order of the keys.
                    identity=(key, plain, str(counts[plain])),
                )


def _stop_dragging(_index: CompositionIndex, finding: Finding) -> Remedy:
    return set_value(finding.path, False, "sets it to false", is_safe=True)


@define_rule(
    code="POR103",
    name="transient-flag",
    severity=Severity.INFO,
    summary="An item was saved while it was being dragged.",
    explanation="isDraggingInTimeline is a passing state of the editor, which may paint the item "
    "as a ghost until it is dragged again.",
    advice="Set it to false.",
    example=sketch_composition(items={"a": sketch_item(isDraggingInTimeline=True)}),
    fix=Fix(summary="sets the flag to false", safety="safe", plan=plan_each(_stop_dragging)),
)
def _find_transient_flags(index: CompositionIndex) -> Iterator[Finding]:
    for table in index.list_items():
        names, flags = table.select("isDraggingInTimeline")
        if any(flags):
            for name, flag in zip(names, flags, strict=True):
                if flag:
                    message = f"Item {quote_text(name)} is marked as being dragged."
                    yield Finding(path=("items", name, "isDraggingInTimeline"), message=message)


# C0, DEL and C1, and the controls of the Unicode bidirectional algorithm (UAX 9, section 2).
_CONTROL: Final = re.compile(
    "[\\x00-\\x1f\\x7f-\\x9f\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]"
)


def _list_ids(index: CompositionIndex) -> Iterator[tuple[Path, str]]:
    for _, key, names in _list_maps(index):
        # Nothing that steers is printable, and the C loop is much faster than the search.
        if not "".join(names).isprintable():
            yield from (((key, name), name) for name in names)
    yield from ((("tracks", track.position, "id"), track.id) for track in index.tracks if track.id)


@define_rule(
    code="POR104",
    name="control-character-in-id",
    severity=Severity.WARNING,
    summary="An id holds a control character or one that turns the direction of writing.",
    explanation="It cannot be seen, but breaks log lines, terminals, URLs and comparisons by eye.",
    advice="Remove the character from the id and from all references to it.",
    see_also=("DOC108", "POR102"),
    example=sketch_composition(
        tracks=[{"id": "main", "items": ["a\u202e"]}], items={"a\u202e": sketch_item(id="a\u202e")}
    ),
)
def _find_control_characters(index: CompositionIndex) -> Iterator[Finding]:
    for path, id_ in _list_ids(index):
        if _CONTROL.search(id_):
            message = f"The id {quote_text(id_)} holds a control character."
            yield Finding(path=path, message=message)


PORTABILITY_RULES: Final = (
    _find_integer_like_ids,
    _find_confusable_ids,
    _find_transient_flags,
    _find_control_characters,
)
