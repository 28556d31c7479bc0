"""The laws of house schemas: whatever is given as one, and whatever is held against it."""

from collections.abc import Mapping
from typing import Any, Final

from hypothesis import assume, given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from kvid_composition import ValidationConfig, detach, validate_composition
from kvid_composition.document.display import escape_text
from kvid_composition.document.pointer import parse_pointer, resolve_path
from kvid_composition.document.values import are_same_text, is_object
from kvid_composition.testing.drawn.shapes import bent_compositions, sound_compositions
from kvid_composition.testing.hostile.compositions import hostile_compositions
from kvid_composition.validation.house_schema import HouseSchema, HouseSchemaError
from kvid_composition.validation.issues import Report

_MEMBERS: Final = ("fps", "tracks", "items", "id", "type", "from", "durationInFrames", "brand")
_REFERENCES: Final = ("#", "#/$defs/a", "#/$defs/b", "#a", "urn:x", "other.json", "#/nowhere")

_scalars = (
    st.none() | st.booleans() | st.integers(-3, 40) | st.floats(-3, 40) | st.text("ab^", max_size=3)
)
_plain = st.recursive(
    _scalars,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(_MEMBERS), inner, max_size=3)
    ),
    max_leaves=5,
)
_counts = st.integers(0, 4)
_names = st.lists(st.sampled_from(_MEMBERS), max_size=3, unique=True)


def _extend(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    by_name = st.dictionaries(st.sampled_from(_MEMBERS), inner, max_size=3)
    several = st.lists(inner, min_size=1, max_size=3)
    keywords: Mapping[str, st.SearchStrategy[Any]] = {
        "$ref": st.sampled_from(_REFERENCES),
        "$dynamicRef": st.sampled_from(_REFERENCES),
        "$defs": st.fixed_dictionaries({"a": inner, "b": inner}),
        "$anchor": st.sampled_from(["a", "b"]),
        "$dynamicAnchor": st.sampled_from(["a", "b"]),
        "additionalProperties": inner,
        "allOf": several,
        "anyOf": several,
        "const": _plain,
        "contains": inner,
        "dependentRequired": st.dictionaries(st.sampled_from(_MEMBERS), _names, max_size=2),
        "dependentSchemas": by_name,
        "description": st.text(max_size=5),
        "else": inner,
        "enum": st.lists(_plain, max_size=3),
        "if": inner,
        "items": inner,
        "maximum": _counts,
        "maxItems": _counts,
        "maxProperties": _counts,
        "minContains": _counts,
        "minItems": _counts,
        "minLength": _counts,
        "minProperties": _counts,
        "multipleOf": st.sampled_from([1, 2, 0.5]),
        "not": inner,
        "oneOf": several,
        "pattern": st.sampled_from(["a", "^b", "[ab]$"]),
        "patternProperties": st.dictionaries(st.sampled_from(["^a", "i"]), inner, max_size=2),
        "prefixItems": several,
        "properties": by_name,
        "propertyNames": inner,
        "required": _names,
        "then": inner,
        "type": st.sampled_from(["array", "integer", "number", "object", "string"]),
        "unevaluatedItems": inner,
        "unevaluatedProperties": inner,
        "uniqueItems": st.booleans(),
    }
    return st.booleans() | st.lists(
        st.sampled_from(sorted(keywords)), max_size=4, unique=True
    ).flatmap(lambda chosen: st.fixed_dictionaries({key: keywords[key] for key in chosen}))


def _schemas() -> st.SearchStrategy[Any]:
    """Give JSON Schemas, most of them sound, with references that lead anywhere."""
    empty: dict[str, Any] = {}
    return st.recursive(st.booleans() | st.just(empty), _extend, max_leaves=8).filter(is_object)


def _take(schema: object) -> HouseSchema | None:
    try:
        return HouseSchema.from_document("brand.json", schema)
    except HouseSchemaError:
        return None


def _hold(schema: HouseSchema, document: object) -> Report:
    return validate_composition(document, config=ValidationConfig(schemas=(schema,)))


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=15,
)


@given(_json | _schemas())
def test_whatever_is_given_is_a_house_schema_or_an_error_of_ours(schema: object) -> None:
    taken = _take(schema)
    assert taken is None or _hold(taken, {}) is not None


@given(_schemas(), bent_compositions() | hostile_compositions())
def test_validation_by_any_schema_raises_nothing(schema: object, document: object) -> None:
    taken = _take(schema)
    assume(taken is not None)
    assert taken is not None
    for issue in _hold(taken, document).issues:
        assert escape_text(issue.message + issue.hint) == issue.message + issue.hint


@given(_schemas(), sound_compositions())
def test_a_schema_finds_something_exactly_where_jsonschema_does(
    schema: Any, document: dict[str, Any]
) -> None:
    taken = _take(schema)
    assume(taken is not None)
    assert taken is not None
    issues = _hold(taken, document).issues
    judge: Any = Draft202012Validator(schema)
    try:
        is_valid = next(judge.iter_errors(document), None) is None
    except RecursionError:
        assert any(issue.code == "HSE102" for issue in issues)
    else:
        assert is_valid == (not issues)


@given(_schemas(), bent_compositions())
def test_every_place_is_one_of_the_document(schema: Any, document: Any) -> None:
    taken = _take(schema)
    assume(taken is not None)
    assert taken is not None
    for issue in _hold(taken, document).issues:
        if issue.code == "HSE101":
            for pointer in (issue.path, *issue.related):
                resolve_path(document, parse_pointer(pointer))


@given(_schemas(), bent_compositions())
def test_no_issue_of_a_schema_stands_within_one_of_shape(schema: Any, document: Any) -> None:
    taken = _take(schema)
    assume(taken is not None)
    assert taken is not None
    issues = _hold(taken, document).issues
    shape = {f"{i.path}/" for i in issues if i.code in {"STR102", "STR103"}}
    asked = [f"{i.path}/" for i in issues if i.code == "HSE101"]
    assert not any(path.startswith(tuple(shape)) for path in asked)


@given(_schemas(), bent_compositions())
def test_neither_schema_nor_document_is_changed(schema: Any, document: Any) -> None:
    before = detach(schema), detach(document)
    taken = _take(schema)
    if taken is not None:
        _hold(taken, document)
        assert are_same_text(taken.document, before[0])
    assert are_same_text(schema, before[0])
    assert are_same_text(document, before[1])
