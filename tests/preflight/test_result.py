"""The preflight as a value: its verdict and what it says."""

from dataclasses import replace
from typing import Any

import pytest

from kvid_composition import Issue, Report, Severity
from kvid_composition.diffing.composition_diff import CompositionDiff
from kvid_composition.diffing.diff import diff_compositions
from kvid_composition.patching.operations import MergeComposition, UpdateItem
from kvid_composition.preflight.result import Preflight
from tests.documents import sound_document

ERROR = Issue(
    code="REF101",
    name="track-item-missing",
    severity=Severity.ERROR,
    path="/tracks/0/items/3",
    message="",
    hint="",
    fingerprint="1",
)
WARNING = replace(ERROR, code="TIM105", severity=Severity.WARNING, path="/items/a")
INFO = replace(ERROR, code="REF111", severity=Severity.INFO)
BETTER = UpdateItem("clip-7", {"from": 5})


def _trim() -> CompositionDiff:
    after: Any = sound_document()
    after["items"]["img1"]["durationInFrames"] -= 12
    return diff_compositions(sound_document(), after)


def _make(**members: Any) -> Preflight:
    made: dict[str, Any] = {
        "operation": MergeComposition({}),
        "document": {},
        "report": Report(),
        "new_issues": (),
        "diff": _trim(),
        "lost": (),
        "thumbnail_before": None,
        "thumbnail_after": None,
        "bytes_sent": 63_537,
        "bytes_needed": 63_537,
        "better": None,
    }
    return Preflight(**made | members)


LOST = tuple(f"/items/{number}" for number in range(399))
SHORTER: dict[str, Any] = {"better": BETTER, "bytes_needed": 61}


@pytest.mark.parametrize(
    ("members", "ok", "verdict"),
    [
        ({}, True, "safe"),
        ({"new_issues": (WARNING, INFO)}, True, "safe"),
        ({"lost": LOST, "new_issues": (WARNING,)}, True, "loses"),
        ({"new_issues": (INFO, ERROR)}, False, "breaks"),
        ({"new_issues": (ERROR,), "lost": LOST}, False, "breaks"),
    ],
)
def test_the_verdict_is_the_worst_that_happens(
    members: dict[str, Any], ok: bool, verdict: str
) -> None:
    preflight = _make(**members)
    assert (preflight.ok, preflight.verdict) == (ok, verdict)


@pytest.mark.parametrize(
    ("members", "sentence"),
    [
        ({}, "Safe: 1 item trimmed by 12 frames."),
        ({"bytes_needed": 0}, "Safe: nothing changes, so nothing needs to be sent."),
        ({"diff": CompositionDiff()}, "Safe: nothing changes that is seen or heard."),
        (
            SHORTER,
            (
                "Safe: 1 item trimmed by 12 frames; update_item for 'clip-7' is enough "
                "(61 bytes instead of 63,537)."
            ),
        ),
        (
            {"new_issues": (INFO, WARNING, WARNING)},
            "Safe: 1 item trimmed by 12 frames, with 2 new warnings, first TIM105 at /items/a.",
        ),
        ({"lost": LOST}, "This merge would lose 399 items; send what is to stay, too."),
        (
            {"lost": LOST, **SHORTER},
            (
                "This merge would lose 399 items; send update_item for 'clip-7' instead "
                "(61 bytes instead of 63,537)."
            ),
        ),
        (
            {"lost": LOST, "new_issues": (WARNING, ERROR), **SHORTER},
            (
                "This merge would lose 399 items and bring 1 new error, "
                "REF101 at /tracks/0/items/3; send update_item for 'clip-7' instead "
                "(61 bytes instead of 63,537)."
            ),
        ),
        (
            {"new_issues": (WARNING, ERROR, ERROR)},
            "Breaks it: 2 new errors, first REF101 at /tracks/0/items/3.",
        ),
        (
            {"new_issues": (ERROR,), **SHORTER},
            (
                "Breaks it: 1 new error, REF101 at /tracks/0/items/3; "
                "send update_item for 'clip-7' instead (61 bytes instead of 63,537)."
            ),
        ),
    ],
)
def test_the_summary_is_one_sentence(members: dict[str, Any], sentence: str) -> None:
    assert _make(**members).summary() == sentence


def test_the_json_has_everything_but_the_document_and_what_was_sent() -> None:
    preflight = _make(lost=("/items/a",), new_issues=(ERROR,), report=Report((ERROR,)), **SHORTER)
    assert preflight.to_dict() == {
        "ok": False,
        "verdict": "breaks",
        "summary": preflight.summary(),
        "operation": "merge",
        "report": preflight.report.to_dict(),
        "new_issues": [ERROR.to_dict()],
        "diff": preflight.diff.to_dict(),
        "lost": ["/items/a"],
        "thumbnail_before": None,
        "thumbnail_after": None,
        "bytes_sent": 63_537,
        "bytes_needed": 61,
        "better": {
            "operation": "update_item",
            "data": {"itemId": "clip-7", "updates": {"from": 5}},
        },
    }


def test_the_json_has_null_where_nothing_is_better() -> None:
    assert _make().to_dict()["better"] is None
