"""Validators: every rule here, the structure alone in all others."""

from importlib import import_module
from typing import Any, Final

from benchmarks.operations import Call
from benchmarks.peers.speed.documents import Documents
from benchmarks.peers.speed.entry import Entry
from benchmarks.peers.speed.structs import define_structs
from kvid_composition import validate_composition, validate_composition_text

__all__ = ["VALIDATORS"]


def _load_ours(documents: Documents) -> Call:
    document = documents.read("before")
    return lambda: validate_composition(document).ok


def _load_ours_with_parsing(documents: Documents) -> Call:
    data = documents.read_text("before").encode()
    return lambda: validate_composition_text(data).ok


def _load_jsonschema(documents: Documents) -> Call:
    jsonschema: Any = import_module("jsonschema")
    validator = jsonschema.Draft202012Validator(documents.read("schema"))
    document = documents.read("before")
    return lambda: validator.is_valid(document)


def _load_jsonschema_rs(documents: Documents) -> Call:
    jsonschema_rs: Any = import_module("jsonschema_rs")
    validator = jsonschema_rs.validator_for(documents.read("schema"))
    document = documents.read("before")
    return lambda: validator.is_valid(document)


def _load_fastjsonschema(documents: Documents) -> Call:
    fastjsonschema: Any = import_module("fastjsonschema")
    schema = documents.read("schema")
    # It knows no draft after the seventh; of the schema, these two members are all that is newer.
    validate = fastjsonschema.compile(
        {key: value for key, value in schema.items() if key not in {"$schema", "$id"}}
    )
    document = documents.read("before")
    return lambda: validate(document)


def _load_msgspec(documents: Documents) -> Call:
    msgspec: Any = import_module("msgspec")
    decoder = msgspec.json.Decoder(define_structs(documents.read("schema")))
    data = documents.read_text("before").encode()
    return lambda: decoder.decode(data)


VALIDATORS: Final = (
    Entry(
        group="validate",
        name="kvid-composition",
        distribution="kvid-composition",
        call="`validate_composition(document)`: all rules, references and times included",
        load=_load_ours,
    ),
    Entry(
        group="validate",
        name="kvid-composition, text",
        distribution="kvid-composition",
        call="`validate_composition_text(data)`: parsing, and keys that stand twice, included",
        load=_load_ours_with_parsing,
    ),
    Entry(
        group="validate",
        name="msgspec",
        distribution="msgspec",
        call="`json.Decoder(Structs).decode(data)`: structure only, parsing included",
        load=_load_msgspec,
    ),
    Entry(
        group="validate",
        name="jsonschema-rs",
        distribution="jsonschema-rs",
        call="`validator_for(schema).is_valid(document)`: structure only",
        load=_load_jsonschema_rs,
    ),
    Entry(
        group="validate",
        name="fastjsonschema",
        distribution="fastjsonschema",
        call="`compile(schema)(document)`: structure only",
        load=_load_fastjsonschema,
    ),
    Entry(
        group="validate",
        name="jsonschema",
        distribution="jsonschema",
        call="`Draft202012Validator(schema).is_valid(document)`: structure only",
        load=_load_jsonschema,
        is_slow=True,
    ),
    Entry(
        group="validate",
        name="ajv",
        distribution="ajv",
        call="`new Ajv2020().compile(schema)(document)`: structure only",
    ),
)
