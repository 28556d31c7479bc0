"""Print the shapes of the models into the module that checks read: `python -m tools.print_shapes`.

This imports nothing that reads that module, so that it can be printed anew whatever is in it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from types import NoneType
from typing import Final, cast

from kvid_composition.document.values import Missing
from kvid_composition.model.assets import (
    ASSET_MODELS,
    BaseAsset,
    Caption,
    DeletedAsset,
    UnknownAsset,
)
from kvid_composition.model.base import JsonModel
from kvid_composition.model.composition import Composition
from kvid_composition.model.fields import AnyKind, FieldKind
from kvid_composition.model.items import ITEM_MODELS, BaseItem, FontStyle, UnknownItem
from kvid_composition.model.spec_reading import read_specs
from kvid_composition.model.specs import FieldSpec
from kvid_composition.model.tracks import Track

__all__ = ["TABLE", "main", "write_table", "write_types"]

TABLE: Final = Path(__file__).parents[1] / "src/kvid_composition/model/shape_table.py"

_HEAD: Final = '''\
"""The shapes of all entities, printed from the models by `make docs`: change those, not this.

To read them from the models themselves would take pydantic and a class for each, which is longer
than most documents take to be checked; docs/decisions/0020 has the figures.
"""

# fmt: off
# ruff: noqa: E501

from collections.abc import Mapping
from types import NoneType
from typing import Final

from kvid_composition.document.values import Missing
from kvid_composition.model.aspects import Aspect
from kvid_composition.model.fields import (
    AnyKind,
    FlagKind,
    NumberKind,
    ObjectKind,
    TextKind,
    UnknownTypeKind,
    WeightKind,
)
from kvid_composition.model.shape import Shape
from kvid_composition.model.specs import FieldSpec

__all__ = [
    "ASSET_SHAPES",
    "BASE_ASSET",
    "BASE_ITEM",
    "COMPOSITION",
    "DELETED_ASSET",
    "ITEM_SHAPES",
    "TRACK",
    "UNKNOWN_ASSET",
    "UNKNOWN_ITEM",
]

_ABSENT: Final = frozenset((Missing,))
_NULL: Final = frozenset((NoneType,))
_ARRAY: Final = frozenset((list,))
_FLAG: Final = frozenset((bool,))
_NUMBER: Final = frozenset((int, float))
_OBJECT: Final = frozenset((dict,))
_TEXT: Final = frozenset((str,))
'''

# The names of sets of types, the larger ones first.
_NAMES: Final[Mapping[str, frozenset[type]]] = {
    "AnyKind.types": AnyKind.types,
    "_NUMBER": frozenset((int, float)),
    "_TEXT": frozenset((str,)),
    "_FLAG": frozenset((bool,)),
    "_OBJECT": frozenset((dict,)),
    "_ARRAY": frozenset((list,)),
    "_ABSENT": frozenset((Missing,)),
    "_NULL": frozenset((NoneType,)),
}

# What stands in fields of others.
_NESTED: Final[Mapping[tuple[FieldSpec, ...], str]] = {
    read_specs(FontStyle): "_FONT_STYLE",
    read_specs(Caption): "_CAPTION",
    read_specs(Track): "TRACK",
    read_specs(DeletedAsset): "DELETED_ASSET",
}


def main() -> None:
    """Write the module."""
    TABLE.write_text(write_table(), "utf-8")


def write_table() -> str:
    """Write the text of the module."""
    parts = [
        *(_write_shape(name, specs) for specs, name in _NESTED.items()),
        _write_shape("BASE_ITEM", read_specs(BaseItem), "What every item has."),
        _write_shapes("ITEM_SHAPES", ITEM_MODELS, "The item types that are known, by `type`."),
        _write_shape("UNKNOWN_ITEM", read_specs(UnknownItem)),
        _write_shape("BASE_ASSET", read_specs(BaseAsset), "What every asset has."),
        _write_shapes("ASSET_SHAPES", ASSET_MODELS, "The asset types that are known, by `type`."),
        _write_shape("UNKNOWN_ASSET", read_specs(UnknownAsset)),
        _write_shape("COMPOSITION", read_specs(Composition)),
    ]
    return "\n".join((_HEAD, *parts))


def _write_shape(name: str, specs: Iterable[FieldSpec], about: str = "") -> str:
    said = f'"""{about}"""\n' if about else ""
    return f"{name}: Final = Shape({_write_tuple(specs)})\n{said}"


def _write_shapes(name: str, models: Mapping[str, type[JsonModel]], about: str) -> str:
    rows = (
        f'    "{key}": Shape({_write_tuple(read_specs(model), "    ")}),\n'
        for key, model in models.items()
    )
    return f'{name}: Final[Mapping[str, Shape]] = {{\n{"".join(rows)}}}\n"""{about}"""\n'


def _write_tuple(specs: Iterable[FieldSpec], indent: str = "") -> str:
    rows = (f"{indent}    {_write_spec(spec)},\n" for spec in specs)
    return f"(\n{''.join(rows)}{indent})"


def _write_spec(spec: FieldSpec) -> str:
    return f"FieldSpec({', '.join(_write_arguments(spec))})"


def _write_arguments(spec: FieldSpec) -> Iterator[str]:
    yield f'key="{spec.key}"'
    yield f"types={write_types(spec.types)}"
    if spec.kind is not None:
        yield f"kind={_write_kind(spec.kind)}"
    if spec.aspect is not None:
        yield f"aspect={spec.aspect}"
    if spec.members:
        yield f"members={_NESTED[spec.members]}.specs"
    if spec.entries is not None:
        yield f"entries={_write_spec(spec.entries)}"


def write_types(types: frozenset[type]) -> str:
    """Name a set of types; each name takes its types out of what is left to be named."""
    names: list[str] = []
    for name, named in _NAMES.items():
        if named <= types:
            names.append(name)
            types -= named
    if types:
        raise ValueError(f"no name for {types}")
    return " | ".join(names)


def _write_kind(kind: FieldKind) -> str:
    """Write how a kind is made, without what it has unless it is told otherwise."""
    values = {field.name: (getattr(kind, field.name), field.default) for field in fields(kind)}
    told = (f"{n}={_write_value(value)}" for n, (value, usual) in values.items() if value != usual)
    return f"{type(kind).__name__}({', '.join(told)})"


def _write_value(value: object) -> str:
    if isinstance(value, frozenset):
        texts = sorted(map(_write_value, cast("frozenset[str]", value)))
        return f"frozenset(({', '.join(texts)}))"
    return f'"{value}"' if isinstance(value, str) else repr(value)


if __name__ == "__main__":
    main()
