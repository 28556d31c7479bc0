"""The laws of JSON Patches, of any two JSON values; `jsonpatch` is the other opinion."""

import json
from collections.abc import Callable
from random import Random
from typing import Any, Final, TypeAlias

import jsonpatch
from jsonpointer import JsonPointerException

from kvid_composition.document.values import is_object
from kvid_composition.patching.patch_applier import apply_json_patch
from kvid_composition.patching.patch_error import PatchError
from kvid_composition.patching.patch_maker import make_json_patch
from kvid_composition.testing.seeded.patches import make_any_patch, make_versions, mutate

__all__ = ["Apply", "Make", "require", "spell", "try_any_patch", "try_made_patch"]

Make: TypeAlias = Callable[..., list[Any]]
Apply: TypeAlias = Callable[[Any, Any], Any]

_REFUSALS: Final = (jsonpatch.JsonPatchException, JsonPointerException)
# The result, where there is one; otherwise nothing.
_Outcome: TypeAlias = tuple[str, ...]


def spell(value: Any) -> str:
    """Spell a value so that two are identical if their spellings are."""
    return json.dumps(value, sort_keys=True)


def spell_in_order(value: Any) -> str:
    """Spell a value with the order of its keys, except inside arrays, where no patch keeps it."""
    if is_object(value):
        return ",".join(f"{json.dumps(key)}:{spell_in_order(value[key])}" for key in value).join(
            "{}"
        )
    return spell(value)


def arrange(before: Any, after: Any) -> Any:
    """Give a value with the keys that stay in their places, and behind them those that come."""
    if not is_object(before) or not is_object(after):
        return after
    kept = {key: arrange(before[key], after[key]) for key in before if key in after}
    return kept | {key: after[key] for key in after if key not in before}


def require(condition: bool, message: str) -> None:
    """Raise where a law does not hold."""
    if not condition:
        raise AssertionError(message)


def try_made_patch(
    random: Random, make: Make = make_json_patch, apply: Apply = apply_json_patch
) -> None:
    """Make the patch from one version to another: it applies, in whole and in part."""
    before, after = make_versions(random)
    texts, expected = json.dumps([before, after]), spell(after)
    patch = make(before, after)
    written = json.dumps(patch)
    result = apply(before, patch)
    require(spell(result) == expected, "applied, it gives something else")
    ordered = spell_in_order(arrange(before, after))
    require(spell_in_order(result) == ordered, "a key does not keep its place")
    require(_ask_jsonpatch(before, patch) == (expected,), "jsonpatch makes something else of it")
    require(json.dumps(make(before, after)) == written, "made again, it is another one")
    require(bool(patch) == (spell(before) != expected), "an empty patch for what differs")
    apply(before, patch[: random.randint(0, len(patch))])
    _require_guards(random, before, after, patch, make, apply)
    back = apply(after, make(after, before))
    require(spell(back) == spell(before), "the way back ends elsewhere")
    require(_require_agreement(before, _make_theirs(before, after), apply), "theirs is refused")
    require(json.dumps([before, after]) == texts, "an input was changed")
    require(json.dumps(patch) == written, "the patch was changed")


def _make_theirs(before: Any, after: Any) -> Any:
    return jsonpatch.make_patch(before, after).patch


def _require_guards(
    random: Random, before: Any, after: Any, patch: list[Any], make: Make, apply: Apply
) -> None:
    """Hold the guarded patch to be the same patch, and to take away only what it knows."""
    guarded = make(before, after, guards=True)
    require([step for step in guarded if step["op"] != "test"] == patch, "guards change the patch")
    require(spell(apply(before, guarded)) == spell(after), "guarded, it gives something else")
    tests: list[Any] = [{}, *guarded]
    for test, step in zip(tests, guarded, strict=False):
        if step["op"] in {"remove", "replace", "move"}:
            place = step.get("from", step["path"])
            require(test.get("op") == "test", "a step without a guard")
            require(test["path"] in {place, f"{place}/id"}, "a guard of another place")
    other = mutate(random, json.loads(json.dumps(before)))
    _require_agreement(other, guarded, apply)


def try_any_patch(random: Random, apply: Apply = apply_json_patch) -> None:
    """Apply any patch to any document: it does, or is refused, as `jsonpatch` has it."""
    document, _ = make_versions(random)
    patch = make_any_patch(random, document)
    texts = json.dumps([document, patch])
    _require_agreement(document, patch, apply)
    require(json.dumps([document, patch]) == texts, "an input was changed")


def _require_agreement(document: Any, patch: Any, apply: Apply) -> bool:
    """Hold the outcome against that of `jsonpatch`; tell whether there is a result."""
    theirs = _ask_jsonpatch(document, patch)
    ours: _Outcome
    try:
        ours = (spell(apply(document, patch)),)
    except PatchError:
        ours = ()
    require(ours == theirs, f"{ours or 'refused'}, where jsonpatch has {theirs or 'refused'}")
    return bool(ours)


def _ask_jsonpatch(document: Any, patch: Any) -> _Outcome:
    try:
        return (spell(jsonpatch.JsonPatch(patch).apply(document)),)
    except _REFUSALS:
        return ()
