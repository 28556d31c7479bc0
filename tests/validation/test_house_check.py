"""What a document does against a house schema: at which place, in which words, and only once."""

import json
from typing import Any

import pytest

from kvid_composition import (
    Issue,
    Limits,
    Report,
    ValidationConfig,
    validate_composition,
    validate_composition_text,
)
from kvid_composition.validation.house_schema import HouseSchema
from tests.documents import sound_document

Document = dict[str, Any]


def configure(*schemas: Document, **settings: Any) -> ValidationConfig:
    taken = tuple(HouseSchema.from_document("brand.json", schema) for schema in schemas)
    return ValidationConfig(schemas=taken, **settings)


def ask(schema: Document, **members: Any) -> Report:
    """Hold a sound document with some members of its own against a schema."""
    return validate_composition({**sound_document(), **members}, config=configure(schema))


def ask_value(schema: Document, value: Any) -> list[Issue]:
    """Hold one value against a schema, as the member `brand` of a sound document."""
    return list(ask({"properties": {"brand": schema}}, brand=value).issues)


def ask_one(schema: Document, value: Any) -> Issue:
    (issue,) = ask_value(schema, value)
    return issue


OLD = {"$schema": "http://json-schema.org/draft-04/schema#"}


@pytest.mark.parametrize(
    ("schema", "value", "message"),
    [
        ({"type": "number"}, "30", "This is the text '30', and {} wants a number."),
        ({"type": ["null", "integer"]}, [], ("This is an array, and {} wants null or a whole "
         "number.")),
        ({"type": ["array", "object", "boolean"]}, None, ("This is null, and {} wants an array, an "
         "object or true or false.")),
        ({"enum": ["a", 1, None]}, "b", ("The text 'b' is none of the values that {} allows: 'a', "
         "1, null.")),
        ({"enum": list("abcdefg")}, 1, ("1 is none of the values that {} allows: 'a', 'b', 'c', "
         "'d', 'e' and 2 more.")),
        ({"const": "kvid"}, {}, "An object stands where {} wants the text 'kvid'."),
        ({"minimum": 10}, 5, "5 is below 10, the least that {} allows."),
        ({"maximum": 10}, 10.5, "10.5 is above 10, the most that {} allows."),
        ({"exclusiveMinimum": 10}, 10, "10 is not above 10, as {} wants."),
        ({"exclusiveMaximum": 10}, 11, "11 is not below 10, as {} wants."),
        ({"multipleOf": 5}, 7, "7 is no multiple of 5, as {} wants it."),
        ({"minLength": 3}, "ab", "The text 'ab' has 2 characters; {} wants at least 3."),
        ({"maxLength": 1}, "ab", "The text 'ab' has 2 characters; {} wants at most 1."),
        ({"pattern": "^#"}, "red", "The text 'red' does not match the pattern '^#' of {}."),
        ({"minItems": 2}, [1], "This has 1 entry; {} wants at least 2."),
        ({"maxItems": 1}, [1, 2], "This has 2 entries; {} wants at most 1."),
        ({"uniqueItems": True}, [1, 1.0], "Two entries are equal, and {} wants each only once."),
        ({"contains": {"const": 1}}, [2], ("No entry, or not enough of them, is such as {} wants "
         "one to be.")),
        ({"contains": {"const": 1}, "minContains": 2}, [1], ("Too few entries are such as {} wants "
         "more of.")),
        ({"contains": {"const": 1}, "maxContains": 1}, [1, 1], ("Too many entries are such as {} "
         "wants few of.")),
        ({"minProperties": 1}, {}, "This has 0 members; {} wants at least 1."),
        ({"maxProperties": 0}, {"a": 1}, "This has 1 member; {} wants at most 0."),
        ({"not": {"type": "string"}}, "a", "This is what {} rules out."),
        ({"oneOf": [True, True]}, 1, ("This fits more than one of the 2 alternatives of {}, which "
         "wants just one.")),
        ({"unevaluatedProperties": False}, {"a": 1}, ("This has members that {} does not provide "
         "for.")),
        ({"unevaluatedItems": False}, [1], "This has entries that {} does not provide for."),
        ({"if": True, "then": {"const": 1}}, 2, "2 stands where {} wants 1."),
    ],
)  # fmt: skip
def test_each_keyword_has_words_of_its_own(schema: Document, value: Any, message: str) -> None:
    issue = ask_one(schema, value)
    assert (issue.code, issue.path) == ("HSE101", "/brand")
    assert issue.message == message.format("brand.json")


def test_the_schema_false_allows_nothing_at_its_very_place() -> None:
    schema = {"properties": {"brand": False}, "items": False}
    (issue,) = ask(schema, brand=1).issues
    assert (issue.path, issue.message) == ("/brand", "Nothing may stand here, says brand.json.")
    assert issue.hint == "See /properties/brand of brand.json."


@pytest.mark.parametrize(
    ("schema", "paths"),
    [
        ({"items": False}, ["/brand/0", "/brand/1"]),
        ({"prefixItems": [False]}, ["/brand/0"]),
        ({"prefixItems": [True], "items": False}, ["/brand/1"]),
        ({"allOf": [False]}, ["/brand"]),
        ({"if": False, "else": False}, ["/brand"]),
    ],
)
def test_the_schema_false_is_heard_wherever_it_stands(schema: Document, paths: list[str]) -> None:
    assert [issue.path for issue in ask_value(schema, [1, 2])] == paths


@pytest.mark.parametrize(
    ("schema", "message"),
    [
        ({"minimum": 3, "exclusiveMinimum": True}, "3 is not above 3, as brand.json wants."),
        ({"maximum": 3, "exclusiveMaximum": True}, "3 is not below 3, as brand.json wants."),
        ({"minimum": 4, "exclusiveMinimum": False}, ("3 is below 4, the least that brand.json "
         "allows.")),
    ],
)  # fmt: skip
def test_bounds_of_draft_4_are_made_strict_by_a_flag(schema: Document, message: str) -> None:
    (issue,) = ask({**OLD, "properties": {"brand": schema}}, brand=3).issues
    assert issue.message == message


@pytest.mark.parametrize("draft", ["draft-04", "draft-07"])
def test_entries_beyond_a_list_of_schemas_are_too_many(draft: str) -> None:
    dialect = f"http://json-schema.org/{draft}/schema#"
    inner: Document = {"items": [{}], "additionalItems": False}
    (issue,) = ask({"$schema": dialect, "properties": {"brand": inner}}, brand=[1, 2]).issues
    assert issue.message == "This has more entries than brand.json provides for."


def test_each_missing_member_is_an_issue_of_the_object() -> None:
    issues = ask_value({"required": ["a", "b", "c"]}, {"b": 1})
    assert [(i.path, i.message) for i in issues] == [
        ("/brand", "The member 'a' is missing, which brand.json wants."),
        ("/brand", "The member 'c' is missing, which brand.json wants."),
    ]
    assert len({issue.fingerprint for issue in issues}) == 2


@pytest.mark.parametrize(
    ("dialect", "keyword"),
    [
        ("https://json-schema.org/draft/2020-12/schema", "dependentRequired"),
        ("http://json-schema.org/draft-07/schema#", "dependencies"),
    ],
)
def test_a_member_that_another_one_needs_is_named(dialect: str, keyword: str) -> None:
    schema = {"$schema": dialect, "properties": {"brand": {keyword: {"a": ["b", "c"], "x": ["y"]}}}}
    issues = ask(schema, brand={"a": 1, "b": 2}).issues
    assert [i.message for i in issues] == ["The member 'c' is missing, which brand.json wants."]


def test_a_member_can_need_a_schema() -> None:
    schema = {"dependentSchemas": {"a": {"required": ["b"]}}}
    assert [issue.path for issue in ask_value(schema, {"a": 1})] == ["/brand"]
    old = {"properties": {"brand": {"dependencies": {"a": {"required": ["b"]}, "c": ["d"]}}}}
    issues = ask({"$schema": "http://json-schema.org/draft-07/schema#", **old}, brand={"a": 1})
    assert len(issues.issues) == 1


def test_each_member_too_many_is_an_issue_at_the_member() -> None:
    schema: Document = {
        "properties": {"a": {}},
        "patternProperties": {"^x-": {}, "^y-": {}},
        "additionalProperties": False,
    }
    issues = ask_value(schema, {"a": 1, "x-b": 2, "y-b": 2, "c": 3, "d": 4})
    assert [(i.path, i.message) for i in issues] == [
        ("/brand/c", "The member 'c' is none that brand.json allows."),
        ("/brand/d", "The member 'd' is none that brand.json allows."),
    ]


def test_additional_members_can_have_a_schema() -> None:
    issue = ask_one({"additionalProperties": {"type": "string"}}, {"a": 1})
    assert (issue.path, issue.hint) == (
        "/brand/a",
        "See /properties/brand/additionalProperties/type of brand.json.",
    )


def test_a_name_against_the_schema_is_an_issue_at_its_member() -> None:
    issue = ask_one({"propertyNames": {"maxLength": 2}}, {"abc": 1})
    assert (issue.path, issue.message) == (
        "/brand/abc",
        "The name 'abc' has 3 characters; brand.json wants at most 2.",
    )


def test_formats_ask_for_nothing() -> None:
    assert ask_value({"format": "email"}, "nobody") == []


ITEMS = {
    "oneOf": [
        {"properties": {"type": {"const": "text"}, "font": {"enum": ["Inter"]}}},
        {"properties": {"type": {"const": "image"}}, "required": ["alt", "credit"]},
        {"type": "array"},
    ]
}


def test_the_nearest_alternative_is_the_one_whose_constants_fit() -> None:
    issue = ask_one(ITEMS, {"type": "text", "font": "Comic"})
    assert issue.message == "This fits none of the 3 alternatives that brand.json allows."
    assert issue.hint == (
        "Nearest alternative: The text 'Comic' is none of the values that brand.json allows: "
        "'Inter'. See /properties/brand/oneOf of brand.json."
    )
    assert issue.related == ("/brand/font",)


def test_an_alternative_that_lacks_a_member_says_which() -> None:
    issue = ask_one(ITEMS, {"type": "image", "alt": "x"})
    assert "Nearest alternative: The member 'credit' is missing" in issue.hint
    assert issue.related == ()


def test_an_alternative_within_an_alternative_is_the_one_to_speak_of() -> None:
    inner = {"anyOf": [{"minimum": 9}, {"type": "string"}]}
    issue = ask_one({"anyOf": [inner, {"type": "array"}]}, 1)
    assert "Nearest alternative: 1 is below 9" in issue.hint


def test_what_a_schema_says_of_itself_is_in_the_hint() -> None:
    issue = ask_one({"const": 1, "description": " Only\x1b ours.\n"}, 2)
    assert issue.hint == "Only\\u001b ours. See /properties/brand/const of brand.json."


def test_long_descriptions_are_cut() -> None:
    issue = ask_one({"const": 1, "description": "x" * 1000}, 2)
    assert "…" in issue.hint
    assert len(issue.hint) < 400


def test_the_place_in_the_schema_is_behind_the_reference() -> None:
    schema = {"properties": {"fps": {"$ref": "#/$defs/low"}}, "$defs": {"low": {"maximum": 1}}}
    assert ask(schema).issues[0].hint == "See /$defs/low/maximum of brand.json."


def test_one_keyword_that_is_reached_twice_gives_one_issue() -> None:
    low = {"properties": {"fps": {"maximum": 1}}}
    schema = {"allOf": [{"$ref": "#/$defs/low"}, {"$ref": "#/$defs/low"}], "$defs": {"low": low}}
    assert len(ask(schema).issues) == 1


def test_two_schemas_are_both_asked() -> None:
    config = configure({"properties": {"fps": {"maximum": 1}}}, {"required": ["brand"]})
    issues = validate_composition(sound_document(), config=config).issues
    assert sorted(issue.path for issue in issues) == ["", "/fps"]


def test_rules_are_asked_besides() -> None:
    document = sound_document()
    document["tracks"][0]["items"].append("gone")
    report = validate_composition(document, config=configure({"required": ["brand"]}))
    assert [issue.code for issue in report.issues] == ["HSE101", "REF101"]


@pytest.mark.parametrize(
    "settings", [{"ignore": ["HSE"]}, {"select": ["REF"]}, {"ignore": ["HSE101", "HSE102"]}]
)
def test_the_rules_can_be_passed_by(settings: Document) -> None:
    config = configure({"required": ["brand"]}, {"$ref": "#"}, **settings)
    assert validate_composition(sound_document(), config=config).issues == ()


def test_the_severity_can_be_another() -> None:
    config = configure({"required": ["brand"]}, severities={"HSE101": "info"})
    report = validate_composition(sound_document(), config=config)
    assert report.ok
    assert len(report.infos) == 1


def test_of_many_issues_as_many_are_kept_as_the_limit_says() -> None:
    config = configure({"properties": {"brand": {"items": {"const": 1}}}}, limits=Limits(issues=10))
    report = validate_composition({**sound_document(), "brand": [2] * 1000}, config=config)
    assert len(report.issues) == 10
    assert report.omitted.total == 990


# One fault, one issue.


def test_a_field_of_the_wrong_shape_is_not_spoken_of_again() -> None:
    schema = {"properties": {"fps": {"type": "integer", "maximum": 1}}, "required": ["fps"]}
    assert [i.code for i in ask(schema, fps="30").issues] == ["STR102"]


def test_a_field_that_is_missing_is_not_spoken_of_again() -> None:
    document = sound_document()
    del document["fps"]
    report = validate_composition(document, config=configure({"required": ["fps"]}))
    assert [issue.code for issue in report.issues] == ["STR101"]


def test_a_value_that_is_no_json_is_not_spoken_of_again() -> None:
    schema = {"properties": {"brand": {"items": {"type": "integer"}}}}
    assert [i.code for i in ask(schema, brand=[1, float("nan"), {2}]).issues] == [
        "DOC104",
        "DOC107",
    ]


@pytest.mark.parametrize(
    "schema",
    [
        {"minProperties": 3},
        {"if": {"required": ["a"]}, "else": {"required": ["c"]}},
        {"anyOf": [{"required": ["a"]}, {"type": "string"}]},
        {"oneOf": [{"required": ["a"]}, {"type": "string"}]},
        {"not": {"required": ["b"]}},
        {"const": {"a": 1, "b": 1}},
        {"enum": [{"a": 1, "b": 1}]},
        {"dependentRequired": {"b": ["a"]}},
        {"dependentSchemas": {"b": {"required": ["a"]}}},
        {"unevaluatedProperties": False},
    ],
)
def test_what_depends_on_a_part_that_is_withheld_is_not_asked(schema: Document) -> None:
    value = {"a": float("inf"), "b": 1}
    assert [issue.code for issue in ask_value(schema, value)] == ["DOC104"]
    assert ask_value(schema, {"b": 1})


@pytest.mark.parametrize(
    "schema", [{"uniqueItems": True}, {"contains": {"const": 3}}, {"unevaluatedItems": False}]
)
def test_what_depends_on_all_entries_is_not_asked_without_one_of_them(schema: Document) -> None:
    assert [issue.code for issue in ask_value(schema, [1, 1, {2}])] == ["DOC107"]
    assert ask_value(schema, [1, 1, 2])


def test_what_does_not_depend_on_the_withheld_part_is_asked() -> None:
    schema = {
        "required": ["c"],
        "properties": {"d": {"anyOf": [{"const": 1}]}},
        "additionalProperties": False,
    }
    issues = ask_value(schema, {"a": float("inf"), "b": 1, "d": 2})
    assert [(i.code, i.path) for i in issues] == [
        ("HSE101", "/brand"),
        ("DOC104", "/brand/a"),
        ("HSE101", "/brand/b"),
        ("HSE101", "/brand/d"),
    ]


def test_an_object_that_lost_members_without_a_name_is_not_judged_as_a_whole() -> None:
    issues = ask_value({"minProperties": 2, "properties": {"a": {"const": 1}}}, {1: 2, "a": 2})
    assert [(i.code, i.path) for i in issues] == [("DOC107", "/brand"), ("HSE101", "/brand/a")]


def test_members_that_may_be_among_those_lost_are_not_missed() -> None:
    issues = ask_value({"required": ["b"]}, {1: 2, "a": 2})
    assert [issue.code for issue in issues] == ["DOC107"]


def test_keys_that_are_there_twice_are_withheld_on_every_level() -> None:
    text = json.dumps(sound_document())[:-1] + ', "brand": {"a": {"b": 1, "b": 2}, "a": 3}}'
    config = configure({"properties": {"brand": {"required": ["c"], "minProperties": 9}}})
    report = validate_composition_text(text, config=config)
    assert [(i.code, i.path) for i in report.issues] == [
        ("HSE101", "/brand"),
        ("DOC103", "/brand/a"),
        ("DOC103", "/brand/a/b"),
    ]


def test_a_root_that_is_no_object_is_not_spoken_of_again() -> None:
    report = validate_composition([1], config=configure({"type": "object", "required": ["x"]}))
    assert [issue.code for issue in report.issues] == ["STR102"]


# What cannot be applied.


def test_references_in_a_circle_are_one_issue() -> None:
    report = ask({"properties": {"fps": {"$ref": "#/properties/fps"}}})
    assert [(i.code, i.path) for i in report.issues] == [("HSE102", "")]
    assert "go round in a circle" in report.issues[0].message


def test_a_number_that_is_too_large_to_compute_with_is_one_issue() -> None:
    huge = 17 * 10**307
    report = ask({"properties": {"brand": {"multipleOf": 0.5}}}, brand=huge + 10**307)
    assert [issue.code for issue in report.issues] == ["HSE102", "DOC110"]
    assert "too large" in report.issues[0].message


def test_any_other_failure_of_the_library_is_one_issue(monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken:
        def iter_errors(self, _instance: object) -> Any:
            raise TypeError("secret of the document")

    def make_broken(_schema: HouseSchema, _opened: frozenset[int]) -> Broken:
        return Broken()

    monkeypatch.setattr(HouseSchema, "make_validator", make_broken)
    (issue,) = ask({"required": ["x"]}).issues
    assert issue.code == "HSE102"
    assert issue.message == (
        "brand.json cannot be applied to this document: the library that does it fails (TypeError)."
    )


def test_what_was_found_before_the_failure_is_kept() -> None:
    schema = {"required": ["x"], "allOf": [{"$ref": "#/$defs/a"}], "$defs": {"a": {"$ref": "#"}}}
    report = ask(schema)
    assert [issue.code for issue in report.issues] == ["HSE101", "HSE102"]


# Fingerprints and words.


def fingerprint(schema: Document, name: str = "brand.json", **members: Any) -> str:
    config = ValidationConfig(schemas=(HouseSchema.from_document(name, schema),))
    (issue,) = validate_composition({**sound_document(), **members}, config=config).issues
    return issue.fingerprint


def test_the_fingerprint_tells_keywords_apart() -> None:
    fps = {"properties": {"fps": {"maximum": 1}}}
    assert fingerprint(fps) != fingerprint({"properties": {"fps": {"const": 1}}})
    assert fingerprint(fps) == fingerprint({**fps, "title": "Brand"})


def test_the_fingerprint_does_not_depend_on_the_folder_of_the_schema() -> None:
    schema = {"required": ["x"]}
    names = ("brand.json", "../rules/brand.json", "..\\rules\\brand.json")
    assert len({fingerprint(schema, name) for name in names}) == 1
    assert fingerprint(schema, "other.json") != fingerprint(schema)


def test_the_fingerprint_does_not_depend_on_the_value() -> None:
    schema = {"properties": {"brand": {"const": 1}}}
    assert fingerprint(schema, brand=2) == fingerprint(schema, brand=3)


def test_an_issue_about_an_item_is_one_of_that_item() -> None:
    schema = {"properties": {"items": {"additionalProperties": {"required": ["label"]}}}}
    entities = {(i.entity.kind, i.entity.id) for i in ask(schema).issues}
    assert entities == {("item", id_) for id_ in sound_document()["items"]}


def test_the_document_is_left_as_it_is() -> None:
    document, config = sound_document(), configure({"properties": {"fps": {"const": 1}}})
    validate_composition(document, config=config)
    assert document == sound_document()


def test_values_in_messages_are_short_and_harmless() -> None:
    naughty = "\x1b[31m https://user:secret@example.com/ " + "x" * 10_000
    schemas = ({"const": 1}, {"enum": [f"{naughty}y"]}, {"pattern": "^a" * 300}, {"maxLength": 1})
    for schema in schemas:
        issue = ask_one(schema, naughty)
        assert issue.message.isprintable()
        assert "secret" not in issue.message
        assert len(issue.message) < 400
