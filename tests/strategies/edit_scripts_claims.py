"""What a diff has to say of an edit script: its net effect, each part of it once, and nothing else.

Claims are functions that raise AssertionError where one does not hold.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, Final

from kvid_composition.diffing.changes import CHANGE_TYPES
from kvid_composition.diffing.composition_diff import CompositionDiff
from kvid_composition.diffing.diff import diff_compositions
from kvid_composition.model.entity import Entity
from kvid_composition.testing.edits.registers import ORDER, Register, read_register
from kvid_composition.testing.edits.script import Script
from kvid_composition.testing.seeded.fields import Document
from tests.strategies.edit_scripts_effect import Expected, expect_changes, group_ripples, point_to
from tests.strategies.edit_scripts_spelling import are_one, spell, spell_meaning

__all__ = ["Compare", "count_longest_rise", "require", "require_net_effect"]

Compare = Callable[..., CompositionDiff]

_LISTED: Final = frozenset({"ItemReordered", "TrackReordered"})
_PLACED: Final = frozenset({"ItemMoved", "ItemReordered"})
_DERIVED: Final = ("delta", "edge", "frame", "head", "tail")
_TYPES: Final = tuple(CHANGE_TYPES)
_KINDS: Final = ("composition", "track", "item", "asset")


def require(condition: bool, message: str) -> None:
    """Raise an error that says what does not hold."""
    if not condition:
        raise AssertionError(message)


def require_net_effect(script: Script, compare: Compare = diff_compositions) -> None:
    """Make sure that exactly the net effect of a script is reported, at all levels."""
    for exact in (False, True):
        apart = expect_changes(script, exact=exact)
        grouped = group_ripples(script, apart)
        diffs = [compare(script.before, script.after, exact=exact, group=g) for g in (True, False)]
        reports = [[change.to_dict() for change in diff.changes] for diff in diffs]
        _require_reported(script, grouped, reports[0])
        # Without ripples both are the same, and one look is enough.
        if len(grouped) != len(apart) or not are_one(*reports):
            _require_reported(script, apart, reports[1])


def _require_reported(script: Script, expected: list[Expected], reported: list[Document]) -> None:
    _require_all(script, expected, reported)
    _require_least_moves(script, [each for each in reported if each["type"] in _LISTED])
    _require_order(script, reported)


def _require_all(script: Script, expected: list[Expected], reported: list[Document]) -> None:
    types = {(each["type"], spell(each["entity"])) for each in reported}
    wanted = Counter(
        _write_comparable(script, _complete(each, _choose_type(each, types))) for each in expected
    )
    given = Counter(
        _write_comparable(script, each) for each in reported if each["type"] not in _LISTED
    )
    lacking, surplus = list(wanted - given), list(given - wanted)
    require(not lacking and not surplus, f"not reported: {lacking}; reported: {surplus}")


def _choose_type(expected: Expected, reported: set[tuple[Any, str]]) -> str:
    """Take the type that was reported where any of several will do."""
    entity = spell(expected.written["entity"])
    named = (name for name in sorted(expected.types) if (name, entity) in reported)
    return next(named, min(expected.types))


def _complete(expected: Expected, name: str) -> Document:
    """Write an expected change with what its type derives from the values."""
    return {"type": name, **expected.written, **_derive(name, expected.written)}


def _derive(name: str, written: Document) -> Document:
    match name:
        case "ItemShifted":
            return {"delta": _subtract(written, "from")}
        case "TrackRippled":
            first = min(written["before"], key=lambda key: written["before"][key])
            return {"delta": _subtract(written, first), "frame": written["before"][first]}
        case "ItemTrimmed":
            head = _subtract(written, "from")
            tail = _round(-(head + _subtract(written, "durationInFrames")))
            edge = ("both" if head else "tail") if tail else "head"
            return {"edge": edge, "head": head, "tail": tail}
        case _:
            return {}


def _subtract(written: Document, key: str) -> Any:
    return written["after"].get(key, 0) - written["before"].get(key, 0)


def _write_comparable(script: Script, written: Document) -> str:
    """Write a change so that two that say the same give one text.

    What is derived may be spelled 5 or 5.0, and is rounded: 0.3 - 0.1 is not quite 0.2. An id that
    no item has is nowhere in `items`, and no rule says where else its change should point to.
    """
    plain = {key: value for key, value in written.items() if key not in _DERIVED}
    if written["type"] in _PLACED:
        item_id = written["entity"]["id"]
        if item_id not in script.after["items"]:
            del plain["path"]
        if item_id not in script.before["items"]:
            del plain["path_before"]
    return spell(plain) + spell_meaning({key: _round(written.get(key)) for key in _DERIVED})


def _round(value: Any) -> Any:
    return round(value, 6) if type(value) is float else value


def _require_least_moves(script: Script, reported: list[Document]) -> None:
    """Make sure that in each list as few entries as possible are said to have moved."""
    moved = {(each["type"], each["entity"]["id"]): each for each in reported}
    require(len(moved) == len(reported), "an entry is said to have moved twice")
    lists = [("TrackReordered", Register("composition", None, ORDER))]
    kept = {each["id"] for each in script.after["tracks"]}
    lists += [
        ("ItemReordered", Register("track", track["id"], ORDER))
        for track in script.before["tracks"]
        if track["id"] in kept
    ]
    for name, register in lists:
        old, new = (read_register(each, register) for each in (script.before, script.after))
        if old == new:
            continue
        for entry in set(old) & set(new):
            if (name, entry) in moved:
                added = {"track_id": register.id} if register.id else {}
                index = old.index(entry), new.index(entry)
                _require_move(script, moved[name, entry], index, added)
        chosen = {entry for entry in {*old, *new} if moved.pop((name, entry), None)}
        _require_least(old, new, chosen)
    require(not moved, f"said to have moved in a list: {list(moved)}")


def _require_move(
    script: Script, reported: Document, index: tuple[int, int], added: Document
) -> None:
    entity = Entity(reported["entity"]["kind"], reported["entity"]["id"])
    expected: Document = {
        "type": reported["type"],
        "entity": {"kind": entity.kind, "id": entity.id},
        "path": point_to(script.after, entity),
        "path_before": point_to(script.before, entity),
        "impact": "visible",
        "before": {"index": index[0]},
        "after": {"index": index[1]},
        **added,
    }
    wanted, given = (_write_comparable(script, each) for each in (expected, reported))
    require(wanted == given, f"not reported: {wanted}; reported: {given}")


def _require_least(old: Sequence[str], new: Sequence[str], moved: set[str]) -> None:
    common = set(old) & set(new)
    require(moved <= common, f"moved where they are not: {moved - common}")
    stayed = [[entry for entry in each if entry in common - moved] for each in (old, new)]
    require(stayed[0] == stayed[1], f"not all moves are reported: {old} to {new} by {moved}")
    places = [new.index(entry) for entry in old if entry in common]
    least = len(places) - count_longest_rise(places)
    require(len(moved) == least, f"{least} would do: {old} to {new} by {moved}")


def count_longest_rise(numbers: Sequence[int]) -> int:
    """Give the length of the longest rising subsequence."""
    ends: list[int] = []
    for number in numbers:
        place = bisect_left(ends, number)
        ends[place : place + 1] = [number]
    return len(ends)


def _require_order(script: Script, reported: list[Document]) -> None:
    """Make sure that the changes stand in the order that the rules give."""
    if len(reported) < 2:
        return
    homes = [_number_entities(each) for each in (script.before, script.after)]

    def rank(written: Document) -> tuple[int, ...]:
        key = (written["entity"]["kind"], written["entity"]["id"])
        is_here = key in homes[1]
        place = homes[1 if is_here else 0][key]
        return _KINDS.index(key[0]), is_here, place, _TYPES.index(written["type"])

    # Ids that no entity has are in no order.
    known = {*homes[0], *homes[1]}
    ranks = [
        rank(each) for each in reported if (each["entity"]["kind"], each["entity"]["id"]) in known
    ]
    require(ranks == sorted(ranks), f"changes out of order: {[each['type'] for each in reported]}")


def _number_entities(document: Document) -> dict[tuple[str, str | None], int]:
    numbers: dict[tuple[str, str | None], int] = {("composition", None): 0}
    numbers |= {("track", each["id"]): n for n, each in enumerate(document["tracks"])}
    numbers |= {("item", name): n for n, name in enumerate(document["items"])}
    return numbers | {("asset", name): n for n, name in enumerate(document["assets"])}
