"""REF, on placement: every item stands on exactly one track, once."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from kvid_composition.document.display import quote_text
from kvid_composition.document.edits import RemoveValue
from kvid_composition.document.pointer import Path
from kvid_composition.model.index import CompositionIndex
from kvid_composition.validation.issues import Severity
from kvid_composition.validation.rule import (
    Finding,
    Fix,
    Remedy,
    define_rule,
    find_keys_of_ids,
    plan_each,
    plan_removal,
    remove_value,
    set_value,
)
from kvid_composition.validation.rules.examples import sketch_composition, sketch_item
from kvid_composition.validation.suggest import Suggestions

__all__ = ["PLACEMENT_RULES", "plan_removal_of_items"]


def plan_removal_of_items(index: CompositionIndex, names: Sequence[str]) -> Iterator[Remedy]:
    """Plan to take each of some items out of `items` and of every track's list."""
    places: defaultdict[str, list[Path]] = defaultdict(list)
    wanted = frozenset(names)
    for path, id_ in _list_entries(index):
        if id_ in wanted:
            places[id_].append(path)
    for name in names:
        # From the rear, so that the positions before stay what they are.
        entries = [RemoveValue(path) for path in reversed(places[name])]
        also = " and takes it off its tracks" if entries else ""
        summary = f"removes item {quote_text(name)}{also}"
        yield Remedy((*entries, RemoveValue(("items", name))), is_safe=False, summary=summary)


def _name_keys_or_drop(index: CompositionIndex, findings: Sequence[Finding]) -> Iterator[Remedy]:
    keys = find_keys_of_ids(index.items)
    # What is listed already must not be listed a second time.
    listed = {key for key in keys.values() if index.rows[key] in index.placed_rows}
    for finding in findings:
        key = keys.get(str(finding.reference))
        if key is None or key in listed:
            yield _drop_entry(finding, is_safe=True)
        else:
            listed.add(key)
            summary = f"names {quote_text(key)}, under which that item stands"
            yield set_value(finding.path, key, summary, is_safe=True)


def _drop_entry(finding: Finding, *, is_safe: bool) -> Remedy:
    summary = f"drops the entry {quote_text(str(finding.reference))}"
    return remove_value(finding.path, summary, is_safe=is_safe)


def _drop_later_entry(_index: CompositionIndex, finding: Finding) -> Remedy:
    return _drop_entry(finding, is_safe=False)


@define_rule(
    code="REF101",
    name="track-item-missing",
    severity=Severity.ERROR,
    summary="A track lists an id that is no key of `items`.",
    explanation="The preview and the renderer look the item up and crash.",
    advice="Remove the entry from the track, or add the item.",
    compares=("items",),
    suggests=True,
    example=sketch_composition(tracks=[{"id": "main", "items": ["a", "b"]}]),
    fix=Fix(
        summary="names the key under which the item stands, or drops the entry",
        safety="safe",
        plan=_name_keys_or_drop,
    ),
)
def _find_missing_items(index: CompositionIndex) -> Iterator[Finding]:
    if None not in index.placed_rows or not index.is_complete("items"):
        return
    suggestions = Suggestions(index.items)
    for path, id_ in _list_entries(index):
        if id_ not in index.items:
            yield Finding(
                path=path,
                message=f"There is no item {quote_text(id_)}.",
                hint=suggestions.suggest(id_, otherwise=""),
                reference=id_,
            )


def _list_entries(index: CompositionIndex) -> Iterator[tuple[Path, str]]:
    for track in index.tracks:
        for position, id_ in enumerate(track.item_ids):
            if id_ is not None:
                yield ("tracks", track.position, "items", position), id_


def _find_repeats(index: CompositionIndex) -> Iterator[tuple[Path, str, Path]]:
    """Give every entry whose item is listed before, with the entry that comes first.

    The first is the one of the same track, where there is one there. An id that no item has is
    passed by: that it is listed at all is another rule's fault.
    """
    if not index.has_repeats:
        return
    seen: dict[str, Path] = {}
    seen_on_track: dict[tuple[str, str | int], Path] = {}
    entries = (entry for entry in _list_entries(index) if entry[1] in index.items)
    for path, id_ in entries:
        here = seen_on_track.setdefault((id_, path[1]), path)
        anywhere = seen.setdefault(id_, path)
        if here != path:
            yield path, id_, here
        elif anywhere != path:
            yield path, id_, anywhere


@define_rule(
    code="REF105",
    name="item-listed-twice",
    severity=Severity.ERROR,
    summary="A track lists an item twice.",
    explanation="The item is painted twice; dragging and trimming act on the first hit only.",
    advice="Keep one of the entries.",
    example=sketch_composition(tracks=[{"id": "main", "items": ["a", "a"]}]),
    fix=Fix(summary="keeps the first entry", safety="unsafe", plan=plan_each(_drop_later_entry)),
)
def _find_items_listed_twice(index: CompositionIndex) -> Iterator[Finding]:
    for path, id_, first in _find_repeats(index):
        if path[1] == first[1]:
            message = f"This track lists item {quote_text(id_)} twice."
            yield Finding(path=path, message=message, related=(first,), reference=id_)


@define_rule(
    code="REF106",
    name="item-on-two-tracks",
    severity=Severity.ERROR,
    summary="Two tracks list the same item.",
    explanation="The item is painted on both layers and heard twice; dragging and trimming act on "
    "the first hit only.",
    advice="Keep it on one track; for a second appearance, make a copy with an id of its own.",
    see_also=("REF105",),
    example=sketch_composition(
        tracks=[{"id": "front", "items": ["a"]}, {"id": "back", "items": ["a"]}]
    ),
    fix=Fix(
        summary="keeps the entry of the front track",
        safety="unsafe",
        plan=plan_each(_drop_later_entry),
    ),
)
def _find_items_on_two_tracks(index: CompositionIndex) -> Iterator[Finding]:
    counts = Counter[str]()
    for path, id_, first in _find_repeats(index):
        if path[1] != first[1]:
            counts[id_] += 1
            yield Finding(
                path=path,
                message=f"Item {quote_text(id_)} is on an earlier track too.",
                related=(first,),
                reference=id_,
                # Which of the tracks is the later one depends on their order.
                identity=(id_, str(counts[id_])),
            )


def _remove_items(index: CompositionIndex, findings: Sequence[Finding]) -> Iterable[Remedy]:
    return plan_removal_of_items(index, [str(finding.path[1]) for finding in findings])


@define_rule(
    code="REF107",
    name="item-unplaced",
    severity=Severity.WARNING,
    summary="An item is on no track.",
    explanation="It is neither seen nor heard, yet some consumers count it for the length.",
    advice="Put its id on a track, or remove the item.",
    see_also=("REF101",),
    example=sketch_composition(items={"a": sketch_item(), "b": sketch_item(id="b")}),
    fix=Fix(summary="removes the item", safety="unsafe", plan=_remove_items),
)
def _find_unplaced_items(index: CompositionIndex) -> Iterator[Finding]:
    if len(index.placed_rows - {None}) == len(index.items) or not index.placement_is_known:
        return
    for name in index.items:
        if index.rows[name] not in index.placed_rows:
            yield Finding(path=("items", name), message=f"Item {quote_text(name)} is on no track.")


@define_rule(
    code="REF112",
    name="empty-track",
    severity=Severity.INFO,
    summary="A track lists no item.",
    explanation="Normal while editing: an editor keeps the row.",
    advice="Remove the track if nothing is going to be put there.",
    see_also=("REF107",),
    example=sketch_composition(
        tracks=[{"id": "main", "items": ["a"]}, {"id": "spare", "items": []}]
    ),
    fix=Fix(summary="removes the track", safety="unsafe", plan=plan_each(plan_removal)),
)
def _find_empty_tracks(index: CompositionIndex) -> Iterator[Finding]:
    for track in index.tracks:
        if not track.item_ids and "items" in track.track:
            yield Finding(path=("tracks", track.position), message="This track lists no item.")


PLACEMENT_RULES: Final = (
    _find_missing_items,
    _find_items_listed_twice,
    _find_items_on_two_tracks,
    _find_unplaced_items,
    _find_empty_tracks,
)
