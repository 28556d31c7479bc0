"""The laws of preflight: what it says is what happens, and what it offers is safe."""

import json
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kvid_composition import (
    OperationError,
    Report,
    apply_operation,
    derive_thumbnail,
    detach,
    validate_composition,
)
from kvid_composition.document.pointer import parse_pointer
from kvid_composition.document.values import are_same_text, is_array, is_object
from kvid_composition.patching.operations import OPERATION_NAMES, write_operation
from kvid_composition.plan.plan import plan_operation
from kvid_composition.preflight.preflight import preflight_operation
from kvid_composition.preflight.preflight_schema import preflight_schema
from kvid_composition.preflight.result import Preflight
from kvid_composition.testing.drawn.bodies import patch_bodies
from kvid_composition.testing.drawn.shapes import bent_compositions, sound_compositions
from tests.strategies.small_versions import small_compositions, small_versions

Document = dict[str, Any]
Case = tuple[Any, Document]

SMALL = sound_compositions(max_tracks=2, max_items_per_track=2)


@st.composite
def cases(draw: st.DrawFn, documents: st.SearchStrategy[Any]) -> Case:
    document = draw(documents)
    return document, draw(patch_bodies(document))


def _fly(case: Case, report: Report | None = None) -> Preflight | None:
    """Give the preflight; None where the operation cannot be applied."""
    try:
        return preflight_operation(*case, report=report)
    except OperationError:
        return None


def _write_canonically(document: Any) -> str:
    return json.dumps(document, sort_keys=True)


def _list_ids(document: Document, key: str) -> set[str]:
    member = document.get(key)
    if is_array(member):
        return {track["id"] for track in member}
    return set(member or {})


@given(cases(SMALL | small_compositions()))
def test_an_operation_is_ok_exactly_where_it_brings_no_error_that_was_not_there(case: Case) -> None:
    preflight = _fly(case)
    if preflight is not None:
        before, after = map(validate_composition, (case[0], apply_operation(*case)))
        known = {issue.fingerprint for issue in before.issues}
        new = [issue.severity.value for issue in after.issues if issue.fingerprint not in known]
        assert preflight.report == after
        assert [issue.severity.value for issue in preflight.new_issues] == new
        assert preflight.ok == ("error" not in new)
        assert (preflight.verdict == "breaks") == ("error" in new)


@given(cases(SMALL | small_compositions()))
def test_lost_is_what_is_gone_and_was_not_named(case: Case) -> None:
    preflight = _fly(case)
    if preflight is not None:
        document, data = case[0], case[1]["data"]
        named = {("items", data.get("itemId"))}
        for entry in data.get("composition", {}).get("deletedAssets", []):
            named.add(("assets", entry["assetId"]))
        after = apply_operation(*case)
        gone = [
            (key, id_)
            for key in ("tracks", "items", "assets")
            for id_ in _list_ids(document, key) - _list_ids(_drop_broken(after), key)
        ]
        lost = [_name(document, parse_pointer(pointer)) for pointer in preflight.lost]
        assert sorted(lost) == sorted(set(gone) - named)


def _drop_broken(document: Document) -> Document:
    """Leave out what identifies nothing, so that ids can be read without care."""
    kept: Document = {}
    for key, member in document.items():
        if is_object(member):
            kept[key] = {k: v for k, v in member.items() if is_object(v)}
        elif is_array(member):
            kept[key] = [t for t in member if is_object(t) and type(t.get("id")) is str]
    return kept


def _name(document: Document, path: tuple[str, ...]) -> tuple[str, str]:
    key, step = path
    return key, document["tracks"][int(step)]["id"] if key == "tracks" else step


@given(cases(SMALL | small_compositions()))
def test_an_operation_that_adds_or_updates_loses_nothing(case: Case) -> None:
    preflight = _fly(case)
    if preflight is not None and case[1]["operation"] not in {"replace", "merge"}:
        assert preflight.lost == ()


@given(small_versions(), st.sampled_from([("replace",), ("replace", "merge"), OPERATION_NAMES]))
def test_a_plan_loses_only_what_its_target_lacks(
    versions: tuple[Document, Document], allowed: tuple[str, ...]
) -> None:
    current, target = versions
    plan = plan_operation(current, target, allowed=allowed)
    if plan is not None:
        for pointer in preflight_operation(current, plan).lost:
            key, id_ = _name(current, parse_pointer(pointer))
            assert id_ not in _list_ids(_drop_broken(target), key)


@given(cases(SMALL | small_compositions()))
def test_what_is_offered_is_safe_and_has_the_size_that_is_said(case: Case) -> None:
    preflight = _fly(case)
    if preflight is not None and preflight.better is not None:
        body = write_operation(preflight.better)
        text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
        assert len(text.encode()) == preflight.bytes_needed
        assert preflight_operation(case[0], preflight.better).verdict == "safe"


@given(cases(SMALL | small_compositions()))
def test_what_is_offered_for_a_safe_operation_does_the_same_with_fewer_bytes(case: Case) -> None:
    preflight = _fly(case)
    if preflight is not None and preflight.verdict == "safe" and preflight.better is not None:
        result = apply_operation(case[0], preflight.better)
        assert _write_canonically(result) == _write_canonically(preflight.document)
        assert derive_thumbnail(result) == preflight.thumbnail_after
        assert preflight.bytes_needed < preflight.bytes_sent


@given(cases(SMALL | small_compositions()))
def test_nothing_is_needed_exactly_where_nothing_changes(case: Case) -> None:
    preflight = _fly(case)
    if preflight is not None:
        same = _write_canonically(case[0]) == _write_canonically(preflight.document)
        is_still = same and preflight.thumbnail_before == preflight.thumbnail_after
        assert (preflight.bytes_needed == 0) == is_still


@given(cases(SMALL))
def test_a_report_that_is_at_hand_changes_nothing_but_the_work(case: Case) -> None:
    assert _fly(case, validate_composition(case[0])) == _fly(case)


@given(cases(SMALL | small_compositions()))
def test_preflight_changes_neither_document_nor_body(case: Case) -> None:
    before: Any = detach(list(case))
    _fly(case)
    assert are_same_text(list(case), before)


@settings(max_examples=50)
@given(cases(bent_compositions() | st.sampled_from([None, [], 5, "x"])))
def test_any_document_gives_a_preflight_or_an_operation_error(case: Case) -> None:
    preflight = _fly(case)
    if preflight is not None:
        written = json.loads(json.dumps(preflight.to_dict()))
        validator: Any = jsonschema.Draft202012Validator(preflight_schema())
        assert list(validator.iter_errors(written)) == []
        assert written["summary"].isprintable()


@pytest.mark.parametrize("body", [None, {}, {"operation": "merge"}, {"operation": "x"}])
@settings(max_examples=10)
@given(document=bent_compositions())
def test_a_malformed_body_is_refused_whatever_the_document_is(document: Any, body: Any) -> None:
    with pytest.raises(OperationError):
        preflight_operation(document, body)
