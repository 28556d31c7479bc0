"""Two versions of a document, and patches, from a plain `random.Random`: made in microseconds.

The values are small and confusable (`0`, `-0.0`, `False`; the keys `0`, `-`, `a/b`), so that what
differs only in type, in order or in an escape comes up in every other case.
"""

from collections.abc import Callable
from random import Random
from typing import Any, Final

from kvid_composition.document.pointer import format_pointer
from kvid_composition.document.values import are_identical, is_array, is_object

__all__ = ["make_any_json", "make_any_patch", "make_versions", "mutate"]

Document = dict[str, Any]
Path = tuple[str | int, ...]

_SCALARS: Final = (0, 0.0, -0.0, False, 1, 1.0, True, None, -1, 2.5, "", "0", "a", "1", "é", 10**20)
_KEYS: Final = ("a", "b", "c", "0", "1", "-", "a/b", "~", "~1", "", "id", "items", "__proto__", "é")
_IDS: Final = ("a", "b", "c", "d", "e", "f", "0")


def make_any_json(random: Random, depth: int = 3) -> Any:
    """Make any JSON value with at most so many levels."""
    choice = random.random()
    if depth == 0 or choice < 0.4:
        return random.choice(_SCALARS)
    parts = [make_any_json(random, depth - 1) for _ in range(random.randrange(4))]
    if choice < 0.65:
        return parts
    return dict(zip(random.sample(_KEYS, len(parts)), parts, strict=True))


def make_versions(random: Random) -> tuple[Any, Any]:
    """Make two values: most often one and what some edits made of it, in parts shared by both."""
    make = random.choice((make_any_json, _make_composition, _make_composition))
    before = make(random)
    if random.random() < 0.1:
        return before, random.choice((make_any_json, _make_composition))(random)
    after = _copy(before)
    for _ in range(random.choice((0, 1, 1, 2, 3, 6))):
        after = _edit(random, after)
    return before, _share(before, after) if random.random() < 0.3 else after


def _make_composition(random: Random) -> Document:
    """Make a composition, a little broken now and then."""
    ids = random.sample(_IDS, random.randrange(len(_IDS)))
    names = random.sample(("s", "t", "u"), random.randrange(4))
    tracks: list[Any] = [{"id": name, "items": []} for name in names]
    for id_ in ids:
        if tracks:
            random.choice(tracks)["items"].append(id_)
    items = {id_: _make_entity(random, id_) for id_ in ids}
    assets = {id_: _make_entity(random, id_) for id_ in random.sample(_IDS, 2)}
    return {"fps": random.choice((30, 30.0)), "tracks": tracks, "items": items, "assets": assets}


def _make_entity(random: Random, id_: str) -> Document:
    entity: Document = {"id": id_, "from": random.randrange(3), "opacity": random.choice((1, 1.0))}
    if random.random() < 0.5:
        entity[random.choice(("style", "text"))] = make_any_json(random, 2)
    return entity


def _edit(random: Random, document: Any) -> Any:
    """Make one edit, in place where there is a place; give the document."""
    tracks: Any = document.get("tracks") if is_object(document) else None
    if not is_array(tracks) or random.random() < 0.4:
        return mutate(random, document)
    lists = [track.get("items") for track in tracks if is_object(track)]
    random.choice(_TRACK_EDITS)(random, tracks, [*filter(is_array, lists), []])
    return document


def _move_entry(random: Random, _tracks: list[Any], lists: list[list[Any]]) -> None:
    source, target = random.choice(lists), random.choice(lists)
    if source:
        entry = source.pop(random.randrange(len(source)))
        target.insert(random.randint(0, len(target)), entry)


def _copy_entry(random: Random, _tracks: list[Any], lists: list[list[Any]]) -> None:
    source, target = random.choice(lists), random.choice(lists)
    if source and (source is not target or random.random() < 0.1):
        target.insert(random.randint(0, len(target)), random.choice(source))


def _add_entry(random: Random, _tracks: list[Any], lists: list[list[Any]]) -> None:
    random.choice(lists).append(random.choice(_IDS))


def _shuffle_list(random: Random, _tracks: list[Any], lists: list[list[Any]]) -> None:
    random.shuffle(random.choice(lists))


def _shuffle_tracks(random: Random, tracks: list[Any], _lists: list[list[Any]]) -> None:
    random.shuffle(tracks)


def _drop_track(random: Random, tracks: list[Any], lists: list[list[Any]]) -> None:
    if tracks:
        dropped = tracks.pop(random.randrange(len(tracks)))
        if is_object(dropped) and is_array(dropped.get("items")) and random.random() < 0.5:
            random.choice(lists).extend(dropped["items"])


def _add_track(random: Random, tracks: list[Any], lists: list[list[Any]]) -> None:
    track = {"id": random.choice(("s", "t", "u", "v")), "items": random.choice(lists).copy()}
    tracks.insert(random.randint(0, len(tracks)), track)
    if random.random() < 0.5:
        random.choice(lists).clear()


def _rename_track(random: Random, tracks: list[Any], _lists: list[list[Any]]) -> None:
    if tracks and is_object(track := random.choice(tracks)):
        track["name"] = random.choice(_SCALARS)


_TRACK_EDITS: Final[tuple[Callable[[Random, list[Any], list[list[Any]]], None], ...]] = (
    *(_move_entry, _move_entry, _copy_entry, _add_entry, _shuffle_list, _shuffle_tracks),
    *(_drop_track, _add_track, _rename_track),
)


def mutate(random: Random, value: Any) -> Any:
    """Change, remove or add one value somewhere, in place unless it is the root; give the root."""
    root = [value]
    holder: Any = root
    step: Any = 0
    while (part := holder[step]) and (is_object(part) or is_array(part)) and random.random() < 0.8:
        holder = part
        step = random.choice([*part] if is_object(part) else range(len(part)))
    if holder is root or random.random() < 0.5:
        holder[step] = _vary(random, holder[step])
    elif random.random() < 0.5:
        del holder[step]
    elif is_object(holder):
        holder[random.choice(_KEYS)] = make_any_json(random, 2)
    else:
        holder.insert(step, make_any_json(random, 1))
    return root[0]


def _vary(random: Random, value: Any) -> Any:
    """Give another value, most often one that Python calls equal."""
    if type(value) in {int, float, bool} and random.random() < 0.5:
        return random.choice([float(value), bool(value), -value])
    if is_object(value) and random.random() < 0.5:
        keys = random.sample([*value], len(value))
        return {key: value[key] for key in keys}
    return make_any_json(random, 2)


def make_any_patch(random: Random, document: Any) -> list[Document]:
    """Make a patch of some operations, of which many apply to the document and some cannot."""
    paths = list(_list_paths(document))
    return [_make_operation(random, paths) for _ in range(random.choice((1, 1, 2, 3, 5)))]


def _make_operation(random: Random, paths: list[Path]) -> Document:
    name = random.choice(("add", "add", "remove", "replace", "move", "copy", "test"))
    operation: Document = {"op": name, "path": _draw_pointer(random, paths)}
    if name in {"move", "copy"}:
        operation["from"] = _draw_pointer(random, paths)
    elif name != "remove":
        operation["value"] = make_any_json(random, 1)
    return operation


def _draw_pointer(random: Random, paths: list[Path]) -> str:
    path = random.choice(paths)
    if random.random() < 0.3:
        path = (*path, random.choice(("0", "1", "-", "a", "00", "01", "2")))
    return format_pointer(path)


def _list_paths(value: Any, path: Path = ()) -> list[Path]:
    steps = value.items() if is_object(value) else enumerate(value) if is_array(value) else ()
    return [path, *(each for step, part in steps for each in _list_paths(part, (*path, step)))]


def _copy(value: Any) -> Any:
    if is_object(value):
        return {key: _copy(part) for key, part in value.items()}
    return [_copy(part) for part in value] if is_array(value) else value


def _share(before: Any, after: Any) -> Any:
    """Give `after` with the very members of `before` where they are identical."""
    if not is_object(before) or not is_object(after):
        return before if are_identical(before, after) else after
    return {
        key: _share(before[key], value) if key in before else value for key, value in after.items()
    }
