"""Reading the specs of a model's fields from their annotations, where they are declared.

What checks documents reads them in `shape_table`, which is printed from here.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from kvid_composition.document.values import Missing
from kvid_composition.model.aspects import Aspect
from kvid_composition.model.base import JsonModel
from kvid_composition.model.fields import FieldKind
from kvid_composition.model.specs import FieldSpec

__all__ = ["read_specs"]


@cache
def read_specs(model: type[JsonModel]) -> tuple[FieldSpec, ...]:
    """Read the specs of a model's fields, in the order of their declaration."""
    return tuple(
        _read_spec(info.alias or name, info.annotation, tuple(info.metadata))
        for name, info in model.model_fields.items()
    )


def _read_spec(key: str, annotation: Any, metadata: tuple[Any, ...]) -> FieldSpec:
    parts = list(_split_union(annotation, metadata))
    types: set[type] = set()
    described: dict[str, Any] = {}
    for part, details in parts:
        part_types, part_details = _read_part(part, details)
        types |= part_types
        described |= part_details
    aspect = next((entry for entry in metadata if isinstance(entry, Aspect)), None)
    return FieldSpec(key=key, types=frozenset(types), aspect=aspect, **described)


def _split_union(
    annotation: Any, metadata: tuple[Any, ...]
) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    """Give the parts of a union with the metadata around each; a kind covers its whole union."""
    if get_origin(annotation) is Annotated:
        inner, *more = get_args(annotation)
        yield from _split_union(inner, (*metadata, *more))
    elif get_origin(annotation) in (Union, UnionType) and _find_kind(metadata) is None:
        for part in get_args(annotation):
            yield from _split_union(part, ())
    else:
        yield annotation, metadata


def _find_kind(metadata: tuple[Any, ...]) -> FieldKind | None:
    return next((entry for entry in metadata if isinstance(entry, FieldKind)), None)


def _read_part(part: Any, metadata: tuple[Any, ...]) -> tuple[frozenset[type], dict[str, Any]]:
    kind = _find_kind(metadata)
    if kind is not None:
        return kind.types, {"kind": kind}
    if part is Missing or part is NoneType:
        return frozenset((part,)), {}
    if get_origin(part) is Literal:
        return frozenset((str,)), {}
    if get_origin(part) is Sequence:
        return frozenset((list,)), {"entries": _read_spec("", get_args(part)[0], ())}
    if isinstance(part, type) and issubclass(part, JsonModel):
        return frozenset((dict,)), {"members": read_specs(part)}
    # A map of entities: its values are checked by type, see `structure`.
    return frozenset((dict,)), {}
