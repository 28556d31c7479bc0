"""House schemas: what is accepted as one, and that nothing is ever fetched."""

import copy
import inspect
import pickle
import socket
import subprocess
import sys
from typing import Any

import pytest

from kvid_composition import (
    KvidCompositionError,
    ValidationConfig,
    composition_schema,
    validate_composition,
)
from kvid_composition.validation.house_schema import HouseSchema, HouseSchemaError
from tests.documents import sound_document

DIALECTS = (
    "https://json-schema.org/draft/2020-12/schema",
    "https://json-schema.org/draft/2019-09/schema",
    "http://json-schema.org/draft-07/schema#",
    "http://json-schema.org/draft-06/schema#",
    "http://json-schema.org/draft-04/schema#",
)


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_options: object) -> None:
        raise AssertionError("somebody asked for a connection")

    for name in ("socket", "create_connection", "getaddrinfo"):
        monkeypatch.setattr(socket, name, refuse)


def refuse(schema: object) -> HouseSchemaError:
    with pytest.raises(HouseSchemaError) as caught:
        HouseSchema.from_document("brand.json", schema)
    return caught.value


def list_places(schema: dict[str, Any], document: object) -> list[tuple[str, str]]:
    config = ValidationConfig(
        select=["HSE"], schemas=(HouseSchema.from_document("brand.json", schema),)
    )
    return [(i.code, i.path) for i in validate_composition(document, config=config).issues]


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_schema_of_each_known_dialect_is_held_against_a_document(dialect: str) -> None:
    schema = {"$schema": dialect, "properties": {"fps": {"maximum": 1}}}
    assert list_places(schema, sound_document()) == [("HSE101", "/fps")]


def test_a_schema_that_names_no_dialect_is_of_the_newest() -> None:
    schema = {"properties": {"tracks": {"prefixItems": [{"type": "string"}]}}}
    assert list_places(schema, sound_document()) == [("HSE101", "/tracks/0")]


@pytest.mark.parametrize("dialect", ["https://example.com/mine", "", 7, None, ["x"]])
def test_an_unknown_dialect_is_refused(dialect: object) -> None:
    error = refuse({"$schema": dialect})
    assert (error.code, error.pointer) == ("SCHEMA_DIALECT", "/$schema")


def test_a_part_in_another_dialect_is_refused() -> None:
    error = refuse({"$defs": {"old": {"$schema": DIALECTS[2], "$id": "urn:old"}}})
    assert (error.code, error.pointer) == ("SCHEMA_DIALECT", "/$defs/old/$schema")


def test_a_part_that_names_the_dialect_of_the_whole_is_taken() -> None:
    schema = {
        "$schema": DIALECTS[0],
        "$ref": "urn:inner",
        "$defs": {
            "inner": {
                "$schema": DIALECTS[0],
                "$id": "urn:inner",
                "properties": {"fps": {"const": 1}},
            }
        },
    }
    assert list_places(schema, sound_document()) == [("HSE101", "/fps")]


def test_a_place_that_only_a_reference_makes_a_schema_names_no_dialect() -> None:
    error = refuse({"$ref": "#/shelf/x", "shelf": {"x": {"$schema": DIALECTS[0]}}})
    assert (error.code, error.pointer) == ("SCHEMA_DIALECT", "/shelf/x/$schema")


@pytest.mark.parametrize(
    ("schema", "pointer", "words"),
    [
        ({"type": "strin"}, "/type", "'strin' is none of the values"),
        ({"properties": {"fps": 3}}, "/properties/fps", "an object or true or false"),
        ({"properties": {"a": {"pattern": "("}}}, "/properties/a/pattern", "format 'regex'"),
        ({"patternProperties": {"(": True}}, "/patternProperties", "format 'regex'"),
        ({"minimum": "3"}, "/minimum", "a number"),
        ({"$ref": 3}, "/$ref", "a text"),
        ({"required": ["a", "a"]}, "/required", "Two entries are equal"),
        (True, "", "an object"),
        ([], "", "an object"),
    ],
)
def test_what_is_no_schema_is_refused_with_its_place(
    schema: object, pointer: str, words: str
) -> None:
    error = refuse(schema)
    assert (error.code, error.pointer) == ("SCHEMA_INVALID", pointer)
    assert words in error.reason


@pytest.mark.parametrize("value", [{1, 2}, {"a": float("nan")}, {1: 2}, {"a": "\ud800"}, b"{}"])
def test_what_is_no_json_is_refused(value: object) -> None:
    assert refuse(value).code == "SCHEMA_NOT_JSON"


def test_integers_that_javascript_rounds_are_json() -> None:
    assert list_places({"properties": {"fps": {"maximum": 2**60}}}, sound_document()) == []


def nest(depth: int, part: str = "properties") -> dict[str, Any]:
    schema: dict[str, Any] = {}
    for _ in range(depth):
        schema = {part: {"a": schema}}
    return schema


@pytest.mark.parametrize("schema", [nest(40), nest(10_000), {"const": 10**400}])
def test_what_is_over_a_limit_is_refused(schema: object) -> None:
    assert refuse(schema).code == "SCHEMA_TOO_LARGE"


def test_a_caller_deep_in_the_stack_is_told_that_there_is_no_room() -> None:
    def call(depth: int) -> HouseSchemaError:
        return call(depth - 1) if depth else refuse(nest(20))

    room = sys.getrecursionlimit() - len(inspect.stack())
    assert call(room - 60).code == "SCHEMA_TOO_LARGE"


@pytest.mark.parametrize(
    ("entries", "is_unique"),
    [
        ([1, True, "1", None, [1], {"a": 1}], True),
        ([0, False], True),
        ([{"a": 1, "b": [2]}, {"b": [2.0], "a": 1}], False),
        ([[1, {"a": None}], [1, {"a": None}]], False),
        ([[1], [True]], True),
        ("aa", True),
    ],
)
def test_entries_are_equal_as_json_has_it(entries: object, is_unique: bool) -> None:
    schema = {"properties": {"brand": {"uniqueItems": True}}}
    assert (list_places(schema, {**sound_document(), "brand": entries}) == []) == is_unique


def test_entries_may_be_equal_where_nothing_forbids_it() -> None:
    schema = {"properties": {"brand": {"uniqueItems": False}}}
    assert list_places(schema, {**sound_document(), "brand": [1, 1]}) == []


@pytest.mark.usefixtures("no_network")
@pytest.mark.parametrize(
    ("schema", "pointer"),
    [
        ({"$ref": "https://example.com/brand.json"}, "/$ref"),
        ({"$ref": "other.json#/$defs/x"}, "/$ref"),
        ({"$ref": "file:///etc/passwd"}, "/$ref"),
        ({"$ref": "http://["}, "/$ref"),
        ({"$id": "https://example.com/a.json", "$ref": "b.json"}, "/$ref"),
        ({"$ref": DIALECTS[0]}, "/$ref"),
        ({"$dynamicRef": "https://example.com/#x"}, "/$dynamicRef"),
        ({"$schema": DIALECTS[1], "$recursiveRef": "x.json"}, "/$recursiveRef"),
        ({"properties": {"a": {"items": {"$ref": "x"}}}}, "/properties/a/items/$ref"),
        ({"$ref": "#/shelf", "shelf": {"not": {"$ref": "x"}}}, "/shelf/not/$ref"),
        ({"$schema": DIALECTS[2], "dependencies": {"a": ["b"], "c": {"$ref": "x"}}},
         "/dependencies/c/$ref"),
    ],
)  # fmt: skip
def test_a_reference_out_of_the_file_is_refused_and_nothing_is_asked_for(
    schema: dict[str, Any], pointer: str
) -> None:
    error = refuse(schema)
    assert (error.code, error.pointer) == ("SCHEMA_REFERENCE", pointer)
    assert "nothing is fetched" in error.reason


@pytest.mark.parametrize("reference", ["#/nowhere", "#name", "#/allOf/7", "#/allOf/x"])
def test_a_reference_to_nothing_is_refused(reference: str) -> None:
    error = refuse({"allOf": [{"$ref": reference}]})
    assert (error.code, error.pointer) == ("SCHEMA_REFERENCE", "/allOf/0/$ref")
    assert "nothing is there" in error.reason


def test_references_on_which_the_library_fails_are_refused() -> None:
    schema: dict[str, Any] = {
        "$schema": DIALECTS[2],
        "definitions": {"a": {"dependencies": {"a": {}, "b": ["c"]}}},
        "properties": {"x": {"$ref": "#name"}},
    }
    assert refuse(schema).code == "SCHEMA_REFERENCE"


def test_what_a_reference_makes_a_schema_has_to_be_one() -> None:
    error = refuse({"$ref": "#/shelf/x", "shelf": {"x": {"type": 5}}})
    assert (error.code, error.pointer) == ("SCHEMA_INVALID", "/shelf/x/type")
    error = refuse({"$ref": "#/title", "title": "no schema"})
    assert error.code == "SCHEMA_INVALID"


def test_a_value_that_looks_like_a_reference_is_none() -> None:
    schema: dict[str, Any] = {
        "const": {"$ref": "x"},
        "default": {"$ref": "y"},
        "properties": {"$ref": {}},
    }
    HouseSchema.from_document("brand.json", schema)


@pytest.mark.parametrize(
    "schema",
    [
        {"$ref": "#/$defs/x", "$defs": {"x": {"const": 1}}},
        {"$ref": "#x", "$defs": {"x": {"$anchor": "x", "const": 1}}},
        {"$dynamicRef": "#x", "$defs": {"x": {"$dynamicAnchor": "x", "const": 1}}},
        {"$ref": "inner", "$id": "urn:a:", "$defs": {"x": {"$id": "inner", "const": 1}}},
        {"$ref": "#/$defs/no", "$defs": {"no": False}},
        {"$ref": "#/x~1y", "x/y": {"const": 1}},
    ],
)
def test_a_reference_within_the_file_is_followed(schema: dict[str, Any]) -> None:
    assert list_places(schema, sound_document()) == [("HSE101", "")]


def test_a_recursive_reference_is_followed() -> None:
    schema = {
        "$schema": DIALECTS[1],
        "$recursiveAnchor": True,
        "properties": {"note": {"$recursiveRef": "#"}, "brand": {"const": 1}},
    }
    document = {**sound_document(), "note": {"note": {"brand": 2}}}
    assert list_places(schema, document) == [("HSE101", "/note/note/brand")]


def test_our_own_schema_is_a_house_schema_that_a_sound_document_fits() -> None:
    assert list_places(composition_schema(), sound_document()) == []


def test_a_schema_is_copied() -> None:
    given: dict[str, Any] = {"properties": {"fps": {"const": 1}}}
    schema = HouseSchema.from_document("brand.json", given)
    given["properties"]["fps"] = {"type": 5}
    assert schema.document == {"properties": {"fps": {"const": 1}}}


def test_a_schema_keeps_what_it_says_of_itself() -> None:
    given = {"$schema": DIALECTS[0], "properties": {"fps": False}}
    assert HouseSchema.from_document("brand.json", given).document == given


def test_schemas_are_equal_by_name_and_content() -> None:
    one, same = (HouseSchema.from_document("brand.json", {"const": 1}) for _ in range(2))
    assert one == same
    assert one != HouseSchema.from_document("other.json", {"const": 1})


def test_the_error_names_schema_place_and_reason_and_survives_copying() -> None:
    error = refuse({"properties": {"a": {"$ref": "x"}}})
    assert str(error).startswith("brand.json at /properties/a/$ref: this refers to 'x'")
    assert isinstance(error, KvidCompositionError)
    for other in (copy.copy(error), pickle.loads(pickle.dumps(error))):
        assert (other.code, other.pointer, other.reason) == (
            error.code,
            error.pointer,
            error.reason,
        )


def test_naughty_names_are_harmless_in_the_error() -> None:
    with pytest.raises(HouseSchemaError) as caught:
        HouseSchema.from_document("\x1b[31m" + "x" * 500, {"\u202e": {"$ref": "y"}, "$ref": "z"})
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 400


def test_the_package_does_not_import_jsonschema_before_there_is_a_schema() -> None:
    code = (
        "import sys, kvid_composition\n"
        "kvid_composition.validate_composition({})\n"
        "assert not {'jsonschema', 'referencing'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
