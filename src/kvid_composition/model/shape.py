"""The shape of an entity: what its model says of its fields, without the model."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from kvid_composition.model.aspects import Aspect
from kvid_composition.model.specs import FieldSpec

__all__ = ["Shape"]


@dataclass(frozen=True, eq=False)
class Shape:
    """What a model says of its fields.

    Attributes:
        specs: of each field, in the order of their declaration.
    """

    specs: tuple[FieldSpec, ...]

    @cached_property
    def keys(self) -> frozenset[str]:
        """The names of all fields in JSON."""
        return frozenset(spec.key for spec in self.specs)

    @cached_property
    def required(self) -> frozenset[str]:
        """The names of the fields that must be there."""
        return frozenset(spec.key for spec in self.specs if spec.is_required)

    @cached_property
    def aspects(self) -> Mapping[str, Aspect]:
        """The aspects of the fields by their names; LOOK is left out."""
        declared = {spec.key: spec.aspect for spec in self.specs if spec.aspect is not None}
        return MappingProxyType(declared)
