"""The examination: a look over any Python value, up to the index that rules are asked with."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from kvid_composition.document.limits import Limits
from kvid_composition.document.pointer import Path
from kvid_composition.document.scan import survey_document
from kvid_composition.document.tables import Table
from kvid_composition.document.values import is_object, is_of_class
from kvid_composition.document.walk import ValueFault, iterate_value_faults
from kvid_composition.model.check import iterate_structure_faults
from kvid_composition.model.documented import Documented
from kvid_composition.model.index import CompositionIndex
from kvid_composition.model.structure import StructureFault
from kvid_composition.validation.catalogue import RULES
from kvid_composition.validation.config import ValidationConfig
from kvid_composition.validation.gathering import Gathering
from kvid_composition.validation.house_check import (
    OBSTACLE,
    VIOLATION,
    find_house_faults,
    find_obstacle,
)
from kvid_composition.validation.house_schema import HouseSchema
from kvid_composition.validation.reporter import CodedFinding
from kvid_composition.validation.rule import Finding, Rule
from kvid_composition.validation.soundness import (
    SoundPart,
    is_within,
    round_integers,
    withhold_structure_faults,
    withhold_value_faults,
)

__all__ = ["Examination", "ask_rule", "ask_schemas", "examine_document", "write_model"]

_Tables: TypeAlias = Mapping[str, tuple[Table, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """What there is to be said about a value before rules are asked, and what they are asked with.

    Attributes:
        faults: what is no JSON in it, or of the wrong shape.
        omitted: by code, how many more of these there are.
        whole: the sound part, which a team's own schemas are asked with; None where nothing else
            can be said.
        index: the index over the sound part; None likewise, or where that is no object.
        values: how many values there are, containers included; counted only where all is sound.
    """

    faults: tuple[CodedFinding, ...]
    omitted: Counter[str] = field(default_factory=Counter[str])
    whole: SoundPart | None = None
    index: CompositionIndex | None = None
    values: int | None = None

    def iterate_findings(self, settings: ValidationConfig) -> Iterator[CodedFinding]:
        """Give the faults, then what the rules and the schemas of a configuration find."""
        yield from self.faults
        if self.index is not None and self.whole is not None:
            for rule in RULES:
                if rule.code in settings.reported:
                    yield from ask_rule(rule, self.index)
            yield from ask_schemas(self.whole, settings)


def examine_document(
    document: object, settings: ValidationConfig, repeated: Collection[Path] = ()
) -> Examination:
    """Look over any Python value, as far as faults that were found before let one look further.

    Args:
        document: the value, which is not changed.
        settings: the limits, and which faults are errors.
        repeated: the members that a text has twice, so that nobody knows what it says.

    Raises:
        Nothing.
    """
    survey = survey_document(document, settings.limits)
    omitted = Counter[str]()
    values = Gathering[ValueFault](settings, omitted)
    if not survey.is_plain:
        values.gather(_find_values(document, repeated, settings.limits))
    faults = tuple(map(_report_value_fault, values.kept))
    if values.ends_everything or any(map(_ends_everything, values.kept)):
        return Examination(faults=faults, omitted=omitted)
    inner = [fault for fault in values.kept if fault.path or fault.part == "key"]
    part = withhold_value_faults(document, inner, repeated)
    tables: _Tables = survey.tables if part.document is document else {}
    shape, known = _find_structure(part, tables, settings, omitted)
    faults += tuple(map(_report_structure_fault, shape.kept))
    if shape.ends_everything:
        return Examination(faults=faults, omitted=omitted)
    whole = withhold_structure_faults(part, (*shape.kept, *known))
    # Not all integers to be rounded may have been kept.
    left = iterate_value_faults(whole.document, settings.limits)
    sound = round_integers(whole, left if values.omits_some else inner)
    tables = survey.tables if sound.document is document else {}
    index = _make_index(sound, tables) if is_object(sound.document) else None
    count = survey.values if sound.document is document and not sound.withheld else None
    return Examination(faults=faults, omitted=omitted, whole=whole, index=index, values=count)


def write_model(document: object) -> object:
    """Write a model as a document; any other value is what it is.

    So is a model that was forced into a wrong state.
    """
    if not is_of_class(document, Documented):
        return document
    try:
        return document.to_document()
    except Exception:  # noqa: BLE001  pydantic lets models be built and changed unchecked
        return document


def _find_values(
    document: object, repeated: Collection[Path], limits: Limits
) -> Iterator[ValueFault]:
    """Find values that are no JSON, but in what a text says twice: nobody knows what it says."""
    for fault in iterate_value_faults(document, limits):
        if not is_within(fault.path, repeated):
            yield fault


def _ends_everything(fault: ValueFault) -> bool:
    """Tell whether nothing else can be said: the root is no JSON, or there is too much of it."""
    is_root = not fault.path and fault.part == "value" and fault.code != "DOC110"
    return is_root or fault.part == "document"


def _find_structure(
    part: SoundPart, tables: _Tables, settings: ValidationConfig, omitted: Counter[str]
) -> tuple[Gathering[StructureFault], list[StructureFault]]:
    """Find faults of shape: those to be reported, and those where an issue stands already."""
    shape = Gathering[StructureFault](settings, omitted)
    known: list[StructureFault] = []
    for fault in iterate_structure_faults(part.document, tables):
        if part.names(fault):
            known.append(fault)
        else:
            shape.add(fault)
    return shape, known


def _make_index(sound: SoundPart, tables: _Tables) -> CompositionIndex:
    return CompositionIndex(
        document=sound.document, withheld=sound.withheld, opened=sound.opened, tables=tables
    )


def ask_rule(rule: Rule, index: CompositionIndex) -> Iterator[CodedFinding]:
    """Give what a rule finds; nothing where it is none that an index can answer."""
    for finding in rule.find(index) if rule.find else ():
        # What an issue stands at already is not a rule's to speak of.
        if not is_within(finding.path, index.withheld):
            yield CodedFinding(rule.code, finding)


def ask_schemas(whole: SoundPart, settings: ValidationConfig) -> Iterator[CodedFinding]:
    """Give what a document does against the schemas of a configuration."""
    if settings.reported & {VIOLATION, OBSTACLE}:
        for schema in settings.schemas:
            yield from _ask_schema(schema, whole)


def _ask_schema(schema: HouseSchema, whole: SoundPart) -> Iterator[CodedFinding]:
    try:
        for finding in find_house_faults(schema, whole):
            yield CodedFinding(VIOLATION, finding)
    except Exception as error:  # noqa: BLE001  what a foreign library makes of foreign schemas
        yield CodedFinding(OBSTACLE, find_obstacle(schema, error))


def _report_value_fault(fault: ValueFault) -> CodedFinding:
    return CodedFinding(fault.code, Finding(path=fault.path, message=f"This is {fault.detail}."))


def _report_structure_fault(fault: StructureFault) -> CodedFinding:
    reference = fault.field if fault.code == "STR101" else None
    return CodedFinding(
        fault.code, Finding(path=fault.path, message=fault.message, reference=reference)
    )
