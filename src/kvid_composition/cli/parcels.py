"""Parcels: values on their way from one process to another, as bytes.

Only what this command has packed itself is ever unpacked.
"""

import io
import pickle
from collections.abc import Callable
from dataclasses import fields
from operator import attrgetter
from types import MappingProxyType
from typing import Any, Final

from kvid_composition.checking.correction import Correction, TextChange
from kvid_composition.checking.excerpt import Excerpt
from kvid_composition.checking.known_issues import KnownIssue
from kvid_composition.document.positions import Position
from kvid_composition.model.entity import Entity
from kvid_composition.validation.house_schema import HouseSchema
from kvid_composition.validation.issues import Issue

__all__ = ["pack", "unpack"]

# What a document can have ten thousand of: in rows, packing and unpacking takes half the time that
# pickle takes for dataclasses. Of a schema, what was worked out must stay behind: it holds `id`s.
_IN_ROWS: Final = (
    Correction,
    Entity,
    Excerpt,
    HouseSchema,
    Issue,
    KnownIssue,
    Position,
    TextChange,
)

_NAMES: Final[dict[type, tuple[str, ...]]] = {
    kind: tuple(field.name for field in fields(kind)) for kind in _IN_ROWS
}


def _make(kind: type, *row: Any) -> Any:
    return kind(**dict(zip(_NAMES[kind], row, strict=True)))


def _reduce_by_row(kind: type) -> Callable[[Any], tuple[Any, ...]]:
    read_row = attrgetter(*_NAMES[kind])
    return lambda value: (_make, (kind, *read_row(value)))


def _make_view(mapping: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(mapping)


def _reduce_view(view: MappingProxyType[Any, Any]) -> tuple[Any, ...]:
    return _make_view, (dict(view),)


_REDUCERS: Final[dict[type, Callable[[Any], tuple[Any, ...]]]] = {
    **{kind: _reduce_by_row(kind) for kind in _IN_ROWS},
    # Python cannot pickle these, nor refer to their type.
    MappingProxyType: _reduce_view,
}


def pack(value: object) -> bytes:
    """Pack a task, a configuration or a result."""
    buffer = io.BytesIO()
    pickler = pickle.Pickler(buffer, pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = _REDUCERS
    pickler.dump(value)
    return buffer.getvalue()


def unpack(data: bytes) -> Any:
    """Unpack what `pack` has packed."""
    return pickle.loads(data)  # noqa: S301  from our own processes
