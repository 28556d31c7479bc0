import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvid_composition import Composition, detach
from kvid_composition.document.values import are_identical, are_same_text, is_object
from kvid_composition.patching.merge_patch import (
    NotRepresentableError,
    apply_merge_patch,
    make_merge_patch,
)
from kvid_composition.testing.drawn.plain_json import json_values
from tests.documents import sound_document

# RFC 7396, appendix A: the original, the patch, and the result.
_APPENDIX: list[tuple[str, str, str]] = [
    ('{"a":"b"}', '{"a":"c"}', '{"a":"c"}'),
    ('{"a":"b"}', '{"b":"c"}', '{"a":"b","b":"c"}'),
    ('{"a":"b"}', '{"a":null}', "{}"),
    ('{"a":"b","b":"c"}', '{"a":null}', '{"b":"c"}'),
    ('{"a":["b"]}', '{"a":"c"}', '{"a":"c"}'),
    ('{"a":"c"}', '{"a":["b"]}', '{"a":["b"]}'),
    ('{"a":{"b":"c"}}', '{"a":{"b":"d","c":null}}', '{"a":{"b":"d"}}'),
    ('{"a":[{"b":"c"}]}', '{"a":[1]}', '{"a":[1]}'),
    ('["a","b"]', '["c","d"]', '["c","d"]'),
    ('{"a":"b"}', '["c"]', '["c"]'),
    ('{"a":"foo"}', "null", "null"),
    ('{"a":"foo"}', '"bar"', '"bar"'),
    ('{"e":null}', '{"a":1}', '{"e":null,"a":1}'),
    ("[1,2]", '{"a":"b","c":null}', '{"a":"b"}'),
    ("{}", '{"a":{"bb":{"ccc":null}}}', '{"a":{"bb":{}}}'),
]


@pytest.mark.parametrize(("original", "patch", "result"), _APPENDIX)
def test_the_cases_of_the_standard(original: str, patch: str, result: str) -> None:
    patched = apply_merge_patch(json.loads(original), json.loads(patch))
    assert are_same_text(patched, json.loads(result))


@pytest.mark.parametrize(
    ("before", "after", "patch"),
    [
        ({"a": 1}, {"a": 1}, {}),
        ({"a": 1}, {"a": 1.0}, {"a": 1.0}),
        ({"a": 1}, {"a": True}, {"a": True}),
        ({"a": {"b": 1, "c": 2}}, {"a": {"b": 1, "d": 3}}, {"a": {"c": None, "d": 3}}),
        ({"a": [1, None]}, {"a": [None]}, {"a": [None]}),
        ({"a": None}, {"a": None, "b": {}}, {"b": {}}),
        ([1], {"a": {"b": []}}, {"a": {"b": []}}),
        ({"a": 5}, {"a": {"b": 1}}, {"a": {"b": 1}}),
        ({"a": 5}, None, None),
        ({}, [None], [None]),
    ],
)
def test_a_patch_says_only_what_changes(before: Any, after: Any, patch: Any) -> None:
    assert are_same_text(make_merge_patch(before, after), patch)


@pytest.mark.parametrize(
    ("before", "after", "pointer"),
    [
        ({"a": 1}, {"a": None}, "/a"),
        ({}, {"a": None}, "/a"),
        ({}, {"a": {"b/c": None}}, "/a/b~1c"),
        (None, {"a": None}, "/a"),
        ({"a": 1}, {"a": {"b": None}}, "/a/b"),
    ],
)
def test_a_member_that_becomes_null_is_refused_with_its_place(
    before: Any, after: Any, pointer: str
) -> None:
    with pytest.raises(NotRepresentableError) as caught:
        make_merge_patch(before, after)
    assert caught.value.pointer == pointer
    assert "null" in caught.value.reason


def test_retiming_one_item_takes_few_bytes() -> None:
    before, after = sound_document(), sound_document()
    name = next(iter(after["items"]))
    after["items"][name]["from"] = 4_000
    assert make_merge_patch(before, after) == {"items": {name: {"from": 4_000}}}


def test_models_are_patched_as_their_documents() -> None:
    document = sound_document()
    model = Composition.from_document(document)
    assert apply_merge_patch(model, {"fps": 25}) == {**document, "fps": 25}
    assert make_merge_patch(model, {**document, "fps": 25}) == {"fps": 25}


def test_what_a_patch_does_not_name_is_shared() -> None:
    document = sound_document()
    patched: Any = apply_merge_patch(document, {"fps": 25})
    assert patched["items"] is document["items"]


def test_nesting_of_any_depth_is_patched() -> None:
    before: Any = 1
    after: Any = 2
    for _ in range(1_100):
        before, after = {"a": before}, {"a": after}
    patched = apply_merge_patch(before, make_merge_patch(before, after))
    assert are_identical(patched, after)


@given(json_values(), json_values())
def test_the_patch_that_is_made_gives_the_document_that_is_wanted(before: Any, after: Any) -> None:
    try:
        patch = make_merge_patch(before, after)
    except NotRepresentableError:
        assert "null" in json.dumps(after)
    else:
        assert are_identical(apply_merge_patch(before, patch), after)


@given(json_values(), json_values())
def test_a_patch_is_applied_as_the_standard_says(document: Any, patch: Any) -> None:
    assert are_same_text(apply_merge_patch(document, patch), _follow_standard(document, patch))


def _follow_standard(target: Any, patch: Any) -> Any:
    """Apply a patch as the pseudo-code of RFC 7396, section 2, does."""
    if not is_object(patch):
        return patch
    result: dict[str, Any] = dict(target) if is_object(target) else {}
    for name, value in patch.items():
        if value is None:
            result.pop(name, None)
        else:
            result[name] = _follow_standard(result.get(name), value)
    return result


@given(st.tuples(json_values(), json_values()))
def test_purity_neither_document_nor_patch_is_changed(pair: tuple[Any, Any]) -> None:
    before = detach(list(pair))
    apply_merge_patch(*pair)
    assert are_same_text(list(pair), before)


def test_a_wide_object_is_patched_like_any_other() -> None:
    before: Any = {str(number): {"in": [number]} for number in range(100)}
    copied: Any = detach(before)
    after: Any = {**copied, "7": {"in": [7.0]}, "new": {"in": 1}}
    del after["50"]
    patch: Any = make_merge_patch(before, after)
    assert are_same_text(patch, {"50": None, "7": {"in": [7.0]}, "new": {"in": 1}})
    assert are_same_text(apply_merge_patch(before, patch), after)


def test_what_is_as_it_was_leaves_no_trace_at_any_depth() -> None:
    before: Any = {"a": {"b": {"c": {}, "d": 1}}, "e": {}}
    after: Any = {"e": {}, "a": {"b": {"d": 1, "c": {}}}}
    assert make_merge_patch(before, after) == {}
    assert make_merge_patch({"a": 1}, {"a": {}}) == {"a": {}}
