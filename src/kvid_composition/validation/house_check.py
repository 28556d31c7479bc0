"""Holding a document against house schemas: each fault once, and none of what is unknown."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from kvid_composition.document.display import cut_text, escape_text, quote_text
from kvid_composition.document.pointer import Path, format_pointer
from kvid_composition.document.values import is_array, is_object
from kvid_composition.validation.house_error import label_schema
from kvid_composition.validation.house_schema import HouseSchema
from kvid_composition.validation.house_words import SchemaFault, pick_nearest, word_fault
from kvid_composition.validation.rule import Finding
from kvid_composition.validation.soundness import SoundPart, has_part, is_within

__all__ = ["OBSTACLE", "VIOLATION", "find_house_faults", "find_obstacle"]

VIOLATION: Final = "HSE101"
"""The code of what a document does against a schema."""

OBSTACLE: Final = "HSE102"
"""The code of what keeps a schema from being applied."""

# A description is written for people by the team itself; a pointer can be as long as its keys.
_LONGEST_HINT: Final = 240


@dataclass(frozen=True, slots=True, kw_only=True)
class _Violation:
    """One fault, at the place that a person has to go to.

    Attributes:
        path: where the issue is to point.
        place: what the fault is about; may be a member that is not there.
        message: what is wrong.
        member: the member that the fault is about, where a keyword can have several faults.
    """

    path: Path
    place: Path
    message: str
    member: str = ""


def find_house_faults(schema: HouseSchema, sound: SoundPart) -> Iterator[Finding]:
    """Find what a document does against a schema, each fault once.

    What an issue stands at already, and what depends on it, is not spoken of.

    Args:
        schema: the schema.
        sound: the plain JSON of the document, and the places of what was withheld.

    Raises:
        Exception: the schema cannot be applied to these values. See `find_obstacle`.
    """
    validator = schema.make_validator(_find_opened(sound))
    said: set[tuple[Path, str]] = set()
    for fault in validator.iter_errors(sound.document):
        keyword = schema.locate(fault)
        for violation in _judge(fault, schema, sound.document):
            # Several ways through a schema can lead to one keyword.
            mark = (violation.path, f"{format_pointer(keyword)} {violation.member}".rstrip())
            if mark not in said and not _is_withheld(violation, sound):
                said.add(mark)
                hint, related = _advise(fault, violation, schema, sound.document)
                yield Finding(
                    path=violation.path,
                    message=violation.message,
                    hint=hint,
                    related=related,
                    reference=_name_for_good(schema, mark[1]),
                )


def _is_withheld(violation: _Violation, sound: SoundPart) -> bool:
    """Tell whether an issue stands already where the fault is, or is the reason for it."""
    is_missing = violation.place != violation.path
    # An object that lost members whose keys nobody can name may have had the one that it lacks.
    return is_within(violation.place, sound.withheld) or (
        is_missing and violation.path in sound.opened
    )


def _find_opened(sound: SoundPart) -> frozenset[int]:
    """Give the ids of the containers below which something is withheld."""
    around = {path[:end] for path in sound.withheld for end in range(len(path))}
    around |= {path[:end] for path in sound.opened for end in range(len(path) + 1)}
    found = (_reach(sound.document, path) for path in around)
    return frozenset(id(part) for part in found if part is not None)


def _reach(document: Any, path: Path) -> Any:
    """Give what is at a path; None where that was withheld with something around it."""
    part = document
    for step in path:
        if not has_part(part, step):
            return None
        part = part[step]
    return part


def _judge(fault: SchemaFault, schema: HouseSchema, document: Any) -> Iterator[_Violation]:
    """Tell what a fault is about: some keywords speak of members, one fault for all or for each."""
    label, path = label_schema(schema.name), tuple(fault.absolute_path)
    missing, extra = _list_missing(fault), _list_extra(fault)
    for key in missing:
        message = f"The member {quote_text(key)} is missing, which {label} wants."
        yield _Violation(path=path, place=(*path, key), message=message, member=key)
    for key in extra:
        message = f"The member {quote_text(key)} is none that {label} allows."
        yield _Violation(path=(*path, key), place=(*path, key), message=message)
    if missing or extra:
        return
    if isinstance(fault.instance, str) and is_object(_reach(document, path)):
        subject = f"the name {quote_text(fault.instance)}"
        path = (*path, fault.instance)
        yield _Violation(path=path, place=path, message=word_fault(fault, label, subject))
    else:
        yield _Violation(path=path, place=path, message=word_fault(fault, label))


def _list_missing(fault: SchemaFault) -> list[str]:
    """List the members that have to be there and are not."""
    match fault.validator:
        case "required":
            wanted = fault.validator_value
        case "dependentRequired" | "dependencies":
            listed = (
                names
                for key, names in fault.validator_value.items()
                if key in fault.instance and is_array(names)
            )
            wanted = [name for names in listed for name in names]
        case _:
            return []
    return [key for key in wanted if key not in fault.instance]


def _list_extra(fault: SchemaFault) -> list[str]:
    """List the members that must not be there."""
    if fault.validator != "additionalProperties":
        return []
    known = fault.schema.get("properties", {})
    patterns: list[str] = list(fault.schema.get("patternProperties", ()))
    return [
        key
        for key in fault.instance
        if key not in known and not any(re.search(pattern, key) for pattern in patterns)
    ]


def _advise(
    fault: SchemaFault, violation: _Violation, schema: HouseSchema, document: Any
) -> tuple[str, tuple[Path, ...]]:
    """Say what the schema has to say, and name the place that an alternative is about."""
    words: list[str] = []
    related: tuple[Path, ...] = ()
    description = fault.schema.get("description") if is_object(fault.schema) else None
    if isinstance(description, str):
        words.append(_cut(description.strip()))
    nearest = pick_nearest(fault)
    if nearest is not None:
        reason = next(_judge(nearest, schema, document))
        words.append(f"Nearest alternative: {reason.message}")
        related = (reason.path,) if reason.path != violation.path else ()
    place = _cut(format_pointer(schema.locate(fault))) or "the root"
    words.append(f"See {place} of {label_schema(schema.name)}.")
    return " ".join(words), related


def _cut(text: str) -> str:
    shown, is_whole = cut_text(text, _LONGEST_HINT)
    return f"{escape_text(shown)}{'' if is_whole else '…'}"


def _name_for_good(schema: HouseSchema, place: str = "") -> str:
    """Name a place in a schema without the schema's folders, which depend on where one stands."""
    file = schema.name.replace("\\", "/").rpartition("/")[2]
    return file + place


def find_obstacle(schema: HouseSchema, error: Exception) -> Finding:
    """Say that a schema cannot be applied to a document, and why."""
    match error:
        case RecursionError():
            reason = "its references go round in a circle, or something nests too deeply"
        case OverflowError():
            reason = "a number is too large for what it computes"
        case _:
            reason = f"the library that does it fails ({type(error).__name__})"
    message = f"{label_schema(schema.name)} cannot be applied to this document: {reason}."
    return Finding(path=(), message=message, identity=(_name_for_good(schema),))
