"""Plain JSON of what was built by hand: documents in which some parts are models."""

from typing import Any, Final

from kvid_composition.document.values import are_all, is_array, is_object, is_of_class
from kvid_composition.model.documented import Documented, read_plain

__all__ = ["write_composition", "write_entity"]

_PARTS: Final = ("tracks", "items", "assets", "deletedAssets")


def write_composition(composition: object) -> Any:
    """Write a composition that is a model, or whose tracks, items or assets are.

    Anything else is given back as it is. A document of plain objects costs one look at their types.
    """
    plain = read_plain(composition)
    if not is_object(plain):
        return plain
    written = {key: part for key in _PARTS if (part := _write_parts(plain.get(key))) is not None}
    return {**plain, **written} if written else plain


def _write_parts(holder: object) -> Any:
    """Write the models that an array or object holds; None where it holds nothing but objects."""
    if is_object(holder) and not are_all(dict, holder.values()):
        return {key: read_plain(part) for key, part in holder.items()}
    if is_array(holder) and not are_all(dict, holder):
        return [read_plain(part) for part in holder]
    return None


def write_entity(entity: Any) -> Any:
    """Write an item, track or asset that is a model, or has members that are."""
    plain = read_plain(entity)
    if is_object(plain) and any(is_of_class(part, Documented) for part in plain.values()):
        return {key: read_plain(part) for key, part in plain.items()}
    return plain
