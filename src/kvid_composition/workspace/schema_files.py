"""Files of house schemas."""

from pathlib import Path

from kvid_composition.document.limits import DEFAULT_LIMITS
from kvid_composition.document.reader import read_json
from kvid_composition.document.values import Missing
from kvid_composition.validation.house_error import HouseSchemaError
from kvid_composition.validation.house_schema import HouseSchema
from kvid_composition.workspace.reading import explain_failure, read_start

__all__ = ["read_house_schema"]

# A byte order mark changes nothing of what a text says.
_BEARABLE = "DOC102"


def read_house_schema(file: Path, name: str) -> HouseSchema:
    """Read a house schema.

    Args:
        file: the file.
        name: how the schema is to be called.

    Raises:
        HouseSchemaError: the file cannot be read, or is no schema; see its codes.
    """
    try:
        data = read_start(file, DEFAULT_LIMITS.text_bytes + 1)
    except (OSError, ValueError) as error:
        raise HouseSchemaError("SCHEMA_UNREADABLE", name, (), explain_failure(error)) from error
    reading = read_json(data)
    for fault in reading.faults:
        if fault.code != _BEARABLE or isinstance(reading.value, Missing):
            position = fault.position
            place = f"line {position.line}, column {position.column}: " if position else ""
            reason = f"this is no JSON that can be relied on: {place}{fault.detail}"
            raise HouseSchemaError("SCHEMA_NOT_JSON", name, (), reason)
    return HouseSchema.from_document(name, reading.value)
