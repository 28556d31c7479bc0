import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from kvid_composition.diffing.change_error import ChangeError
from kvid_composition.diffing.changes import CHANGE_TYPES
from kvid_composition.diffing.composition_diff import CompositionDiff
from kvid_composition.diffing.diff import diff_compositions
from kvid_composition.diffing.diff_schema import diff_schema
from kvid_composition.document.values import MISSING
from kvid_composition.model.aspects import Impact
from tests.diffing.versions import Document, edit, rework, sample

SCHEMA: Any = Draft202012Validator(diff_schema())


def _write() -> Document:
    diff = diff_compositions(sample(), rework(), exact=True)
    written: Document = json.loads(json.dumps(diff.to_dict()))
    return written


def test_a_diff_without_changes_is_false() -> None:
    assert not CompositionDiff()
    assert CompositionDiff().impact is None


def test_the_impact_of_a_diff_is_the_highest_of_its_changes() -> None:
    later = edit(sample(), "tracks", 0, "name", to="x")
    assert diff_compositions(sample(), later).impact is Impact.COSMETIC
    assert diff_compositions(sample(), edit(later, "fps", to=1)).impact is Impact.STRUCTURAL


def test_a_diff_reads_back_from_json() -> None:
    diff = diff_compositions(sample(), rework(), exact=True)
    assert CompositionDiff.from_dict(_write()) == diff


def test_facts_read_back_from_json() -> None:
    later = sample()
    later["items"]["copy"] = {**later["items"]["a"], "id": "copy", "from": 700}
    diff = diff_compositions(sample(), later)
    assert CompositionDiff.from_dict(json.loads(json.dumps(diff.to_dict()))).facts == diff.facts


def test_a_rippled_track_reads_back_from_json() -> None:
    later = edit(edit(sample(), "items", "b", "from", to=112), "items", "c", "from", to=212)
    diff = diff_compositions(sample(), later)
    assert CompositionDiff.from_dict(diff.to_dict()) == diff


def test_what_is_written_is_what_the_schema_says() -> None:
    assert list(SCHEMA.iter_errors(_write())) == []


def test_the_schema_describes_every_type() -> None:
    assert set(CHANGE_TYPES) <= set(diff_schema()["$defs"])  # type: ignore[arg-type]


def test_an_absent_member_is_left_out_in_json() -> None:
    diff = diff_compositions(sample(), edit(sample(), "items", "a", "opacity", to=0.5))
    written = diff.changes[0].to_dict()
    assert (written["before"], written["after"]) == ({}, {"opacity": 0.5})
    assert CompositionDiff.from_dict(diff.to_dict()).changes[0].before == {"opacity": MISSING}


@pytest.mark.parametrize(
    ("pointer", "value"),
    [
        ("/changes", {}),
        ("/facts", {}),
        ("/changes/0", 5),
        ("/changes/0/type", "Exploded"),
        ("/changes/0/type", ["FpsChanged"]),
        ("/changes/0/entity", "item"),
        ("/changes/0/entity/kind", "planet"),
        ("/changes/0/entity/id", 5),
        ("/changes/0/path", "items"),
        ("/changes/0/path", 5),
        ("/changes/0/path_before", []),
        ("/changes/0/impact", "huge"),
        ("/changes/0/before", []),
        ("/changes/0/after", None),
    ],
)
def test_what_is_no_diff_is_refused_with_its_place(pointer: str, value: Any) -> None:
    written = _write()
    holder: Any = written
    *steps, last = pointer.split("/")[1:]
    for step in steps:
        holder = holder[int(step) if step.isdigit() else step]
    holder[int(last) if last.isdigit() else last] = value
    with pytest.raises(ChangeError) as caught:
        CompositionDiff.from_dict(written)
    assert caught.value.pointer.startswith(pointer)


@pytest.mark.parametrize(
    ("kind", "members", "place"),
    [
        ("TrackRippled", {"before": {}, "after": {"a": 1}}, "before"),
        ("TrackRippled", {"before": {"a": 1}, "after": {"a": "x"}}, "after"),
        ("ItemMoved", {"before": {"track_id": "a"}, "after": {}}, "before/index"),
        ("ItemShifted", {"before": {"from": 1}, "after": {"from": None}}, "after/from"),
        ("ItemReordered", {"before": {"index": 1}, "after": {"index": -1}}, "after/index"),
        ("TrackReordered", {"before": {"index": 1.5}, "after": {"index": 1}}, "before/index"),
        ("TrackAdded", {"after": {}, "index": True}, "index"),
        ("ItemAdded", {"after": {}, "track_id": 5, "index": 0}, "track_id"),
    ],
)
def test_a_change_without_what_its_type_needs_is_refused(
    kind: str, members: Document, place: str
) -> None:
    change = {**_write()["changes"][0], "type": kind, **members}
    with pytest.raises(ChangeError) as caught:
        CompositionDiff.from_dict({"changes": [change]})
    assert (caught.value.change_index, caught.value.pointer) == (0, f"/changes/0/{place}")


@pytest.mark.parametrize("written", [None, [], {}, "diff", {"changes": None}])
def test_what_has_no_changes_is_no_diff(written: Any) -> None:
    with pytest.raises(ChangeError, match="the diff at /changes"):
        CompositionDiff.from_dict(written)


def test_a_fact_of_no_known_type_is_refused() -> None:
    with pytest.raises(ChangeError) as caught:
        CompositionDiff.from_dict({"changes": [], "facts": [{"type": "Joined"}]})
    assert caught.value.pointer == "/facts/0/type"


def test_the_inverse_of_the_inverse_has_the_same_changes() -> None:
    diff = diff_compositions(sample(), rework(), exact=True)
    assert diff.invert().invert().changes == diff.changes
