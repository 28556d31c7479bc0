"""Broken compositions from a plain `random.Random`: ids that identify nothing, and wrong shapes."""

from collections.abc import Callable
from contextlib import suppress
from random import Random
from typing import Any, Final

from kvid_composition.document.values import JsonValue, detach
from kvid_composition.testing.seeded.compositions import make_random_composition
from kvid_composition.testing.seeded.fields import Document, draw_value, pick

__all__ = ["break_composition", "damage_composition", "draw_root", "loosen_composition"]

_SHAPES: Final[tuple[Any, ...]] = (None, 3, "text", True, [], {}, [None], {"a": 1}, -0.0, 1.5)
_NUMBERS: Final[tuple[Any, ...]] = (
    *(None, "30", True, 0, -1, 0.0, -0.0, 1e308, -1e308, 5e-324, 10**400, -(10**400), 0.1, [], {}),
)
_TIMES: Final = (
    *("from", "durationInFrames", "playbackRate", "videoStartFromInSeconds", "type", "assetId"),
)


def draw_root(random: Random) -> JsonValue:
    """Draw a value that is no object, as if it were a composition."""
    roots: tuple[Any, ...] = (None, [], [make_random_composition(random)], "", 0, 1.0, True)
    root: JsonValue = pick(random, roots)
    return root


def loosen_composition(random: Random, document: Document) -> Document:
    """Loosen references: ids on a list that no item has, items that no list has, assets gone."""
    return damage_composition(random, document, _LOOSENINGS)


def break_composition(random: Random, document: Document) -> Document:
    """Damage a composition in one to four places; the given one stays as it is."""
    return damage_composition(random, document, _BREAKAGES)


def damage_composition(
    random: Random, document: Document, ways: tuple[Callable[[Random, Any], None], ...]
) -> Document:
    """Damage a composition by one to four of some ways; the given one stays as it is."""
    damaged: Any = detach(document)
    for _ in range(random.randrange(1, 5)):
        # What an earlier damage took away cannot be damaged again.
        with suppress(LookupError, TypeError, AttributeError, ValueError):
            pick(random, ways)(random, damaged)
    result: Document = damaged
    return result


def _forget_item(random: Random, document: Any) -> None:
    del document["items"][pick(random, list(document["items"]))]


def _unlist_item(random: Random, document: Any) -> None:
    items = pick(random, document["tracks"])["items"]
    del items[random.randrange(len(items))]


def _list_stranger(random: Random, document: Any) -> None:
    stranger, items = (
        pick(random, ("nobody", "새", "~/")),
        pick(random, document["tracks"])["items"],
    )
    if all(stranger not in track["items"] for track in document["tracks"]):
        items.insert(random.randrange(len(items) + 1), stranger)


def _forget_asset(random: Random, document: Any) -> None:
    del document["assets"][pick(random, list(document["assets"]))]


def _list_again(random: Random, document: Any) -> None:
    items = pick(random, document["tracks"])["items"]
    listed = pick(random, pick(random, document["tracks"])["items"])
    items.insert(random.randrange(len(items) + 1), listed)


def _list_all_again(random: Random, document: Any) -> None:
    track = pick(random, document["tracks"])
    document["tracks"].append({**track, "id": "again", "items": list(track["items"])})


def _repeat_track_id(random: Random, document: Any) -> None:
    pick(random, document["tracks"])["id"] = pick(random, document["tracks"])["id"]


def _bend_track_id(random: Random, document: Any) -> None:
    _bend(random, pick(random, document["tracks"]), "id")


def _bend_track(random: Random, document: Any) -> None:
    document["tracks"].insert(random.randrange(3), _draw(random, _SHAPES))


def _bend_list(random: Random, document: Any) -> None:
    _bend(random, pick(random, document["tracks"]), "items")


def _bend_entry(random: Random, document: Any) -> None:
    items = pick(random, document["tracks"])["items"]
    items.insert(random.randrange(len(items) + 1), _draw(random, _SHAPES))


def _bend_root(random: Random, document: Any) -> None:
    _bend(random, document, pick(random, ("tracks", "items", "assets")))


def _bend_member(random: Random, document: Any) -> None:
    entities = document[pick(random, ("items", "assets"))]
    _bend(random, entities, pick(random, list(entities)))


def _bend_number(random: Random, document: Any) -> None:
    item = pick(random, list(document["items"].values()))
    item[pick(random, _TIMES)] = _draw(random, _NUMBERS)


def _drop_number(random: Random, document: Any) -> None:
    del pick(random, list(document["items"].values()))[pick(random, _TIMES)]


def _bend_rate(random: Random, document: Any) -> None:
    document["fps"] = _draw(random, _NUMBERS)


def _rename_item(random: Random, document: Any) -> None:
    pick(random, list(document["items"].values()))["id"] = draw_value(random, "id")


def _bend(random: Random, holder: Any, key: str) -> None:
    """Take a member away, or put something else in its place."""
    if random.random() < 0.3:
        del holder[key]
    else:
        holder[key] = _draw(random, _SHAPES)


def _draw(random: Random, values: tuple[Any, ...]) -> JsonValue:
    """Draw a value of its own: later damage must not reach the others."""
    return detach(pick(random, values))


_LOOSENINGS: Final = (_forget_item, _unlist_item, _list_stranger, _forget_asset)
_BREAKAGES: Final = (
    *(*_LOOSENINGS, _list_again, _repeat_track_id, _bend_track_id, _bend_track, _bend_list),
    *(_bend_entry, _bend_root, _bend_member, _bend_number, _drop_number, _bend_rate, _rename_item),
    *(_list_again, _list_all_again, _bend_list, _bend_number, _bend_number),
)
