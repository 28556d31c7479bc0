import json
import tracemalloc
from typing import Any

import jsonpatch
import pytest

from kvid_composition import Composition, detach
from kvid_composition.document.limits import LimitError, Limits
from kvid_composition.document.values import are_same_text
from kvid_composition.patching import patch_applier
from kvid_composition.patching.patch_applier import apply_json_patch
from kvid_composition.patching.patch_error import PatchError
from tests.documents import sound_document

# RFC 6902, appendix A: the document, the patch, the result.
_APPENDIX: dict[str, tuple[Any, Any, Any]] = {
    "A.1 adding an object member": (
        {"foo": "bar"},
        [{"op": "add", "path": "/baz", "value": "qux"}],
        {"foo": "bar", "baz": "qux"},
    ),
    "A.2 adding an array element": (
        {"foo": ["bar", "baz"]},
        [{"op": "add", "path": "/foo/1", "value": "qux"}],
        {"foo": ["bar", "qux", "baz"]},
    ),
    "A.3 removing an object member": (
        {"baz": "qux", "foo": "bar"},
        [{"op": "remove", "path": "/baz"}],
        {"foo": "bar"},
    ),
    "A.4 removing an array element": (
        {"foo": ["bar", "qux", "baz"]},
        [{"op": "remove", "path": "/foo/1"}],
        {"foo": ["bar", "baz"]},
    ),
    "A.5 replacing a value": (
        {"baz": "qux", "foo": "bar"},
        [{"op": "replace", "path": "/baz", "value": "boo"}],
        {"baz": "boo", "foo": "bar"},
    ),
    "A.6 moving a value": (
        {"foo": {"bar": "baz", "waldo": "fred"}, "qux": {"corge": "grault"}},
        [{"op": "move", "from": "/foo/waldo", "path": "/qux/thud"}],
        {"foo": {"bar": "baz"}, "qux": {"corge": "grault", "thud": "fred"}},
    ),
    "A.7 moving an array element": (
        {"foo": ["all", "grass", "cows", "eat"]},
        [{"op": "move", "from": "/foo/1", "path": "/foo/3"}],
        {"foo": ["all", "cows", "eat", "grass"]},
    ),
    "A.8 testing a value: success": (
        {"baz": "qux", "foo": ["a", 2, "c"]},
        [
            {"op": "test", "path": "/baz", "value": "qux"},
            {"op": "test", "path": "/foo/1", "value": 2},
        ],
        {"baz": "qux", "foo": ["a", 2, "c"]},
    ),
    "A.10 adding a nested member object": (
        {"foo": "bar"},
        [{"op": "add", "path": "/child", "value": {"grandchild": {}}}],
        {"foo": "bar", "child": {"grandchild": {}}},
    ),
    "A.11 ignoring unrecognized elements": (
        {"foo": "bar"},
        [{"op": "add", "path": "/baz", "value": "qux", "xyz": 123}],
        {"foo": "bar", "baz": "qux"},
    ),
    "A.14 escape ordering": (
        {"/": 9, "~1": 10},
        [{"op": "test", "path": "/~01", "value": 10}],
        {"/": 9, "~1": 10},
    ),
    "A.16 adding an array value": (
        {"foo": ["bar"]},
        [{"op": "add", "path": "/foo/-", "value": ["abc", "def"]}],
        {"foo": ["bar", ["abc", "def"]]},
    ),
    "4.1 the root": ({"a": 1}, [{"op": "add", "path": "", "value": [1]}], [1]),
    "4.3 the root": ({"a": 1}, [{"op": "replace", "path": "", "value": None}], None),
    "4.4 a value onto itself": ({"a": 1}, [{"op": "move", "from": "/a", "path": "/a"}], {"a": 1}),
    "4.5 copying": ({"a": [1]}, [{"op": "copy", "from": "/a", "path": "/b"}], {"a": [1], "b": [1]}),
    "4.6 numbers by value": ({"a": 1}, [{"op": "test", "path": "/a", "value": 1.0}], {"a": 1}),
    "a member called '-'": ({"-": 1}, [{"op": "remove", "path": "/-"}], {}),
    "a member called __proto__": (
        {},
        [{"op": "add", "path": "/__proto__", "value": 1}],
        {"__proto__": 1},
    ),
}

# The document, the patch, the code, the operation, and the place.
_REFUSED: dict[str, tuple[Any, Any, str, int | None, str]] = {
    "A.9 testing a value: error": (
        {"baz": "qux"},
        [{"op": "test", "path": "/baz", "value": "bar"}],
        "TEST_FAILED",
        0,
        "/baz",
    ),
    "A.12 adding to a nonexistent target": (
        {"foo": "bar"},
        [{"op": "add", "path": "/baz/bat", "value": "qux"}],
        "PATH_NOT_FOUND",
        0,
        "/baz",
    ),
    "A.15 comparing strings and numbers": (
        {"/": 9, "~1": 10},
        [{"op": "test", "path": "/~01", "value": "10"}],
        "TEST_FAILED",
        0,
        "/~01",
    ),
    "true is not 1": (
        {"a": 1},
        [{"op": "test", "path": "/a", "value": True}],
        "TEST_FAILED",
        0,
        "/a",
    ),
    "no array": ({}, {"op": "add"}, "INVALID_PATCH", None, ""),
    "a text": ({}, "[]", "INVALID_PATCH", None, ""),
    "no object": ({}, [5], "INVALID_OPERATION", 0, "/0"),
    "no op": ({}, [{"path": ""}], "INVALID_OPERATION", 0, "/0/op"),
    "unknown op": ({}, [{"op": "spam", "path": ""}], "UNKNOWN_OPERATION", 0, "/0/op"),
    "no path": ({}, [{"op": "remove"}], "INVALID_OPERATION", 0, "/0/path"),
    "path is no text": ({}, [{"op": "remove", "path": 1}], "INVALID_OPERATION", 0, "/0/path"),
    "no pointer": ({}, [{"op": "remove", "path": "a"}], "INVALID_POINTER", 0, "/0/path"),
    "no from": ({}, [{"op": "copy", "path": ""}], "INVALID_OPERATION", 0, "/0/from"),
    "no value": ({}, [{"op": "add", "path": ""}], "INVALID_OPERATION", 0, "/0/value"),
    "value is no JSON": (
        {},
        [{"op": "add", "path": "/a", "value": {"b": {1}}}],
        "INVALID_VALUE",
        0,
        "/0/value/b",
    ),
    "value is not finite": (
        {},
        [{"op": "test", "path": "", "value": float("nan")}],
        "INVALID_VALUE",
        0,
        "/0/value",
    ),
    "no member": ({"a": {}}, [{"op": "remove", "path": "/a/b"}], "PATH_NOT_FOUND", 0, "/a/b"),
    "no entry": (
        {"a": [1]},
        [{"op": "replace", "path": "/a/1", "value": 2}],
        "PATH_NOT_FOUND",
        0,
        "/a/1",
    ),
    "behind the end": (
        {"a": []},
        [{"op": "add", "path": "/a/1", "value": 2}],
        "PATH_NOT_FOUND",
        0,
        "/a/1",
    ),
    "leading zero": ({"a": [1]}, [{"op": "remove", "path": "/a/00"}], "PATH_NOT_FOUND", 0, "/a/00"),
    "the end is nothing": (
        {"a": [1]},
        [{"op": "remove", "path": "/a/-"}],
        "PATH_NOT_FOUND",
        0,
        "/a/-",
    ),
    "huge index": (
        {"a": []},
        [{"op": "remove", "path": "/a/" + "9" * 99}],
        "PATH_NOT_FOUND",
        0,
        "/a/" + "9" * 99,
    ),
    "inside a text": (
        {"a": "b"},
        [{"op": "test", "path": "/a/0", "value": 1}],
        "PATH_NOT_FOUND",
        0,
        "/a/0",
    ),
    "below a text": (
        {"a": "b"},
        [{"op": "add", "path": "/a/0", "value": 1}],
        "PATH_NOT_FOUND",
        0,
        "/a",
    ),
    "below the root": (5, [{"op": "add", "path": "/a", "value": 1}], "PATH_NOT_FOUND", 0, ""),
    "root removed": ({}, [{"op": "remove", "path": ""}], "ROOT_REMOVED", 0, ""),
    "into itself": (
        {"a": {}},
        [{"op": "move", "from": "/a", "path": "/a/b"}],
        "MOVE_INTO_ITSELF",
        0,
        "/a/b",
    ),
    "move of nothing": (
        {},
        [{"op": "move", "from": "/a", "path": "/b"}],
        "PATH_NOT_FOUND",
        0,
        "/a",
    ),
    "the second fails": (
        {"a": 1},
        [{"op": "remove", "path": "/a"}, {"op": "remove", "path": "/a"}],
        "PATH_NOT_FOUND",
        1,
        "/a",
    ),
}


@pytest.mark.parametrize("name", _APPENDIX)
def test_the_cases_of_the_standard(name: str) -> None:
    document, patch, result = _APPENDIX[name]
    assert are_same_text(apply_json_patch(document, patch), result)


@pytest.mark.parametrize("name", _REFUSED)
def test_what_cannot_be_applied_is_refused_with_code_and_place(name: str) -> None:
    document, patch, *expected = _REFUSED[name]
    with pytest.raises(PatchError) as caught:
        apply_json_patch(document, patch)
    error = caught.value
    assert [error.code, error.operation_index, error.pointer] == expected
    assert error.reason


def test_a_duplicate_op_member_cannot_reach_us() -> None:
    # RFC 6902, A.13: a parser keeps the last of two members, or refuses the text.
    patch = json.loads('[{"op":"add","path":"/baz","value":"qux","op":"remove"}]')
    with pytest.raises(PatchError, match="PATH_NOT_FOUND"):
        apply_json_patch({"foo": "bar"}, patch)


def test_a_refused_patch_leaves_the_document_as_it_was() -> None:
    document = sound_document()
    before = detach(document)
    patch = [{"op": "replace", "path": "/fps", "value": 1}, {"op": "remove", "path": "/gone"}]
    with pytest.raises(PatchError):
        apply_json_patch(document, patch)
    assert are_same_text(document, before)


def test_a_model_is_patched_as_its_document() -> None:
    document = sound_document()
    patch = [{"op": "replace", "path": "/fps", "value": 25}]
    assert apply_json_patch(Composition.from_document(document), patch) == {**document, "fps": 25}


def test_only_what_is_on_touched_paths_is_copied() -> None:
    document = sound_document()
    name = next(iter(document["items"]))
    patched = apply_json_patch(document, [{"op": "add", "path": f"/items/{name}/x", "value": 1}])
    assert patched["tracks"] is document["tracks"]
    others = [id_ for id_ in document["items"] if id_ != name]
    assert all(patched["items"][id_] is document["items"][id_] for id_ in others)


def test_a_later_operation_copies_a_value_of_the_patch_before_it_writes() -> None:
    patch = [
        {"op": "add", "path": "/a", "value": {"b": 1}},
        {"op": "replace", "path": "/a/b", "value": 2},
    ]
    before = detach(patch)  # type: ignore[arg-type]
    assert apply_json_patch({}, patch) == {"a": {"b": 2}}
    assert patch == before


def test_a_copy_and_its_original_go_their_own_ways() -> None:
    patch = [
        {"op": "add", "path": "/a/x", "value": 0},
        {"op": "copy", "from": "/a", "path": "/b"},
        {"op": "replace", "path": "/b/in/y", "value": 2},
        {"op": "remove", "path": "/a/x"},
    ]
    assert apply_json_patch({"a": {"in": {"y": 1}}}, patch) == {
        "a": {"in": {"y": 1}},
        "b": {"in": {"y": 2}, "x": 0},
    }


def test_a_patch_may_write_to_one_place_again_and_again() -> None:
    patch = [{"op": "add", "path": "/a/-", "value": number} for number in range(50)]
    assert apply_json_patch({"a": []}, patch) == {"a": list(range(50))}


def _nest(levels: int) -> Any:
    value: Any = 1
    for _ in range(levels):
        value = [value]
    return value


_DOUBLING: list[Any] = [{"op": "copy", "from": "/a", "path": "/a/-"}] * 16
_NEST_ONCE: list[Any] = [
    {"op": "add", "path": "/x", "value": {}},
    {"op": "move", "from": "/a", "path": "/x/a"},
    {"op": "move", "from": "/x", "path": "/a"},
]
_NESTING = _NEST_ONCE * 1_000

_UNBOUNDED: dict[str, tuple[Any, Any, str, str]] = {
    "copies of itself": ({"a": ["x" * 2_000]}, _DOUBLING, "TOO_LARGE", "text_bytes"),
    "10,001 operations": (
        {},
        [{"op": "add", "path": "", "value": 1}] * 10_001,
        "TOO_MANY_OPERATIONS",
        "patch_operations",
    ),
    "a move that nests": ({"a": 1}, _NESTING, "TOO_DEEP", "depth"),
    "a deep value": ({}, [{"op": "add", "path": "/a", "value": _nest(64)}], "TOO_DEEP", "depth"),
    "a copy into the deep": (
        {"a": _nest(63), "b": {"c": {}}},
        [{"op": "copy", "from": "/a", "path": "/b/c/a"}],
        "TOO_DEEP",
        "depth",
    ),
}


@pytest.mark.parametrize("name", _UNBOUNDED)
def test_a_patch_that_asks_for_too_much_is_refused(name: str) -> None:
    document, patch, code, limit = _UNBOUNDED[name]
    before = json.dumps(document)
    with pytest.raises(LimitError) as caught:
        apply_json_patch(document, patch)
    error = caught.value
    assert isinstance(error, PatchError)
    assert (error.code, error.limit) == (code, limit)
    assert json.dumps(document) == before


def test_the_patch_of_self_copies_is_small() -> None:
    assert len(json.dumps(_DOUBLING)) <= 742


def test_moving_much_about_again_and_again_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patch_applier, "DEFAULT_LIMITS", Limits(nodes=10_000))
    document: Any = {"a": {str(number): list[Any]() for number in range(600)}}
    steps: list[Any] = [
        {"op": "add", "path": "/a/0/-", "value": 1},
        {"op": "add", "path": "/x", "value": {}},
        {"op": "move", "from": "/a", "path": "/x/a"},
        {"op": "move", "from": "/x/a", "path": "/a"},
    ]
    assert apply_json_patch(document, steps * 10)
    with pytest.raises(LimitError, match="moves more than"):
        apply_json_patch(document, steps * 100)


@pytest.mark.parametrize("value", [{"__proto__": 1}, "\ud800", 2**60, [{"__proto__": "\ud800"}]])
def test_what_only_some_consumers_mind_may_be_put_anywhere(value: Any) -> None:
    assert apply_json_patch({}, [{"op": "add", "path": "/a", "value": value}]) == {"a": value}


def test_a_document_that_is_too_deep_can_be_patched_elsewhere() -> None:
    deep = _nest(5_000)
    assert apply_json_patch({"a": deep, "b": 1}, [{"op": "remove", "path": "/b"}])["a"] is deep


def test_patches_that_are_refused_take_little_memory() -> None:
    tracemalloc.start()
    try:
        for document, patch, code, _ in _UNBOUNDED.values():
            with pytest.raises(PatchError) as caught:
                apply_json_patch(document, patch)
            assert caught.value.code == code
            del caught
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 100 * 2**20


def test_the_deepest_caller_can_apply_a_patch() -> None:
    def descend(frames: int) -> Any:
        if frames:
            return descend(frames - 1)
        return apply_json_patch({"a": _nest(60)}, [{"op": "copy", "from": "/a", "path": "/b"}])

    assert set(descend(880)) == {"a", "b"}


@pytest.mark.parametrize("name", _APPENDIX)
def test_jsonpatch_agrees_on_the_cases_of_the_standard(name: str) -> None:
    document, patch, result = _APPENDIX[name]
    assert are_same_text(jsonpatch.JsonPatch(patch).apply(document), result)
