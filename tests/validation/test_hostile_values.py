"""Whatever a caller passes: coded issues at their places, and nothing raised."""

import json
import math
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvid_composition import validate_composition, validate_composition_text
from kvid_composition.testing.hostile import traps
from kvid_composition.testing.hostile.compositions import (
    HostileComposition,
    base_composition,
    hostile_compositions,
)
from kvid_composition.testing.hostile.traps import (
    HOOKS,
    ApartText,
    HostileError,
    LyingDict,
    LyingText,
    RaisingText,
    make_pretender,
    make_trap,
)
from kvid_composition.testing.hostile.values import HostileValue, hostile_values, nest
from tests.documents import sound_document
from tests.fuzz import try_hostile_text, try_hostile_value, validate_small

Places = list[tuple[str, str]]


def _places(document: Any) -> Places:
    return [(issue.code, issue.path) for issue in validate_composition(document).issues]


def _places_of_small(document: Any) -> Places:
    return [(issue.code, issue.path) for issue in validate_small(document).issues]


def _places_in_text(text: str | bytes) -> Places:
    return [(issue.code, issue.path) for issue in validate_composition_text(text).issues]


def _with_note(note: object) -> dict[Any, Any]:
    """Give a sound document with an unknown member, and a fault elsewhere that must be found."""
    document = sound_document()
    document["items"]["vid1"]["note"] = note
    document["tracks"][0]["items"].append("nobody")
    return document


NOBODY = ("REF101", "/tracks/0/items/2")
NOTE = "/items/vid1/note"


def _make_foreign() -> dict[str, object]:
    """Make values that pytest must not touch: it would look for a mock behind them."""
    return {
        "set": set[int](),
        "bytes": b"{}",
        "tuple": (),
        "complex": 1j,
        "class": dict,
        "module": math,
        "object": object(),
        "hostile dict": LyingDict(),
        "hostile class": traps.RaisingClass,
        "instance of a hostile class": traps.RaisingClass(),
        "pretender": make_pretender(bytes)(),
    }


@pytest.mark.parametrize("name", _make_foreign())
def test_a_root_that_is_no_json_is_one_issue(name: str) -> None:
    assert _places(_make_foreign()[name]) == [("DOC107", "")]


@pytest.mark.parametrize("value", [None, True, 5, 2.5, "text", []])
def test_a_root_that_is_another_kind_of_json_is_one_issue(value: object) -> None:
    assert _places(value) == [("STR102", "")]
    assert _places_in_text(json.dumps(value)) == [("STR102", "")]


def test_a_root_that_is_a_huge_integer_is_found_to_be_no_object_too() -> None:
    assert sorted(_places(2**60)) == [("DOC110", ""), ("STR102", "")]


@pytest.mark.parametrize("value", [math.nan, 10**5000, "\ud800"], ids=["nan", "huge", "lone"])
def test_a_root_that_is_a_bad_scalar_is_one_issue(value: object) -> None:
    assert len(_places(value)) == 1


@pytest.mark.parametrize("hook", HOOKS)
@pytest.mark.parametrize("base", [dict, list, str, int, float, object])
def test_a_root_of_a_class_that_raises_is_one_issue(base: type, hook: str) -> None:
    assert _places(make_trap(base, (hook,), HostileError)()) == [("DOC107", "")]


@pytest.mark.parametrize("name", sorted(_make_foreign().keys() - {"bytes"}))
def test_a_text_that_is_no_text_is_one_issue(name: str) -> None:
    data: Any = _make_foreign()[name]
    assert _places_in_text(data) == [("DOC107", "")]


@pytest.mark.parametrize("base", [bytes, bytearray, str])
def test_a_text_of_a_subclass_is_not_read(base: type) -> None:
    assert _places_in_text(make_trap(base, HOOKS, HostileError)()) == [("DOC107", "")]


@pytest.mark.parametrize("arrays", [True, False])
def test_depth_100_000_is_one_issue_where_the_limit_is_passed(arrays: bool) -> None:
    step = "0" if arrays else "a"
    # The note is at depth 4, so 61 levels of it are within the limit of 64.
    limit = NOTE + f"/{step}" * 61
    assert _places(_with_note(nest(100_000, arrays=arrays))) == [NOBODY, ("DOC105", limit)]


@pytest.mark.parametrize("arrays", [True, False])
def test_depth_100_000_as_the_root_is_reported(arrays: bool) -> None:
    step = "0" if arrays else "a"
    assert ("DOC105", f"/{step}" * 64) in _places(nest(100_000, arrays=arrays))


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"a":', "}")])
def test_depth_100_000_of_a_text_is_one_issue(opening: str, closing: str) -> None:
    text = opening * 100_000 + "1" + closing * 100_000
    assert [code for code, _ in _places_in_text(text)] == ["DOC105"]


def test_a_container_inside_itself_is_reported_where_it_is_met_again() -> None:
    note: dict[str, Any] = {"list": []}
    note["list"] += [note, 1]
    assert _places(_with_note(note)) == [NOBODY, ("DOC107", f"{NOTE}/list/0")]


def test_a_document_inside_itself_is_reported_where_it_is_met_again() -> None:
    document = sound_document()
    document["metadata"] = [document]
    assert _places(document) == [("DOC107", "/metadata/0")]


@pytest.mark.parametrize("number", [10**5000, -(10**400), 10**309], ids=["5000", "400", "309"])
def test_an_integer_of_thousands_of_digits_does_not_hide_the_rest(number: int) -> None:
    assert _places(_with_note(number)) == [NOBODY, ("DOC106", NOTE)]


@pytest.mark.parametrize("digits", [310, 5000])
def test_an_integer_of_thousands_of_digits_in_a_text_does_not_hide_the_rest(digits: int) -> None:
    text = json.dumps(_with_note("@")).replace('"@"', "7" * digits)
    assert _places_in_text(text) == [NOBODY, ("DOC106", NOTE)]


@pytest.mark.parametrize("field", ["from", "width", "opacity"])
def test_a_huge_integer_in_a_known_field_is_one_issue(field: str) -> None:
    document = sound_document()
    document["items"]["vid1"][field] = 10**5000
    assert _places(document) == [("DOC106", f"/items/vid1/{field}")]


def test_a_lone_surrogate_in_a_value_does_not_hide_the_rest() -> None:
    assert _places(_with_note("a\ud800")) == [NOBODY, ("DOC108", NOTE)]


def test_a_lone_surrogate_in_a_key_is_reported_at_its_object() -> None:
    assert _places(_with_note({"\udfff": {1}})) == [NOBODY, ("DOC108", NOTE)]


def test_the_name_of_an_item_can_be_a_lone_surrogate() -> None:
    document = base_composition()
    document["items"]["\ud800"] = document["items"].pop("text1")
    assert ("DOC108", "/items") in _places(document)


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_a_number_that_is_not_finite_does_not_hide_the_rest(number: float) -> None:
    assert _places(_with_note(number)) == [NOBODY, ("DOC104", NOTE)]
    assert _places_in_text(json.dumps(_with_note(number))) == [NOBODY, ("DOC104", NOTE)]


@pytest.mark.parametrize("base", [dict, list, str, int, float, object])
def test_an_object_of_a_class_that_raises_is_one_issue_at_its_place(base: type) -> None:
    trap = make_trap(base, HOOKS, HostileError)()
    assert _places(_with_note(trap)) == [NOBODY, ("DOC107", NOTE)]


@pytest.mark.parametrize("claimed", [dict, list, str, int, float, bool, type(None), object])
def test_a_class_that_equals_a_type_of_json_is_not_taken_for_it(claimed: type) -> None:
    pretender = make_pretender(claimed)()
    assert _places(_with_note(pretender)) == [NOBODY, ("DOC107", NOTE)]
    assert _places(_with_note([1, 2.5, "x", pretender, None])) == [NOBODY, ("DOC107", f"{NOTE}/3")]
    document = sound_document()
    document["items"]["vid1"] = pretender
    assert _places(document)[0] == ("DOC107", "/items/vid1")


@pytest.mark.parametrize("path", [("tracks",), ("items",), ("items", "vid1"), ("fps",)])
def test_a_set_is_one_issue_wherever_it_stands(path: tuple[str, ...]) -> None:
    document: Any = sound_document()
    holder = document
    for step in path[:-1]:
        holder = holder[step]
    holder[path[-1]] = {1}
    assert _places(document) == [("DOC107", "/" + "/".join(path))]


@pytest.mark.parametrize("key", [None, 1, 1.0, True, (1,), b"id", math.nan, object])
def test_a_key_that_is_no_text_is_one_issue_at_its_object(key: object) -> None:
    assert _places(_with_note({"a": 1, key: 2})) == [NOBODY, ("DOC107", NOTE)]


@pytest.mark.parametrize("make_key", [RaisingText, LyingText, ApartText])
@pytest.mark.parametrize("name", ["items", "tracks", "assets", "fps", "unknown"])
def test_a_hostile_key_at_the_root_is_never_compared(
    make_key: Callable[[str], Any], name: str
) -> None:
    document: dict[Any, Any] = sound_document()
    key = make_key(name)
    document = {(key if each == name else each): part for each, part in document.items()}
    document.setdefault(key, None)
    if not isinstance(key, ApartText):
        key.armed = True
    assert ("DOC107", "") in _places(document)


@pytest.mark.parametrize("name", ["items", "id"])
def test_a_hostile_key_of_a_track_is_never_compared(name: str) -> None:
    document = sound_document()
    key = RaisingText(name)
    track = {(key if each == name else each): part for each, part in document["tracks"][0].items()}
    document["tracks"][0] = track
    key.armed = True
    assert ("DOC107", "/tracks/0") in _places(document)


def test_the_name_of_a_foreign_type_is_harmless_and_short() -> None:
    value = type("\x1b[31m" + "x" * 5000, (), {})()
    (issue,) = validate_composition(value).issues
    assert issue.message.startswith("This is a Python value of type \\u001b[31mxxx")
    assert len(issue.message) < 150


def test_shared_containers_that_expand_without_end_are_found_in_time_and_memory() -> None:
    bomb: Any = ["boom"]
    for _ in range(60):
        bomb = [bomb] * 10
    start = time.perf_counter()
    tracemalloc.start()
    places = _places(_with_note(bomb))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert places == [("DOC106", "")]
    assert time.perf_counter() - start < 10
    assert peak < 300e6


def test_a_knot_of_lists_that_all_hold_each_other_is_found_in_time() -> None:
    knot: list[Any] = [[] for _ in range(15)]
    for strand in knot:
        strand.extend(knot)
    start = time.perf_counter()
    assert {code for code, _ in _places(_with_note(knot))} <= {"DOC106", "DOC107", "REF101"}
    assert time.perf_counter() - start < 10


DEEP_CALLER = """
import json, sys, warnings
warnings.simplefilter("error")
from kvid_composition import validate_composition, validate_composition_text
from tests.documents import sound_document
from kvid_composition.testing.hostile.values import (nest)

def dive(frames, call):
    return call() if frames == 0 else dive(frames - 1, call)

def frames_here():
    frame, count = sys._getframe(), 0
    while frame:
        frame, count = frame.f_back, count + 1
    return count

def places(validate, document):
    report = dive(900 - frames_here(), lambda: validate(document))
    json.dumps(report.to_dict())
    return [[issue.code, issue.path] for issue in report.issues]

def faulty():
    document = sound_document()
    document["fps"] = "30"
    document["items"]["vid1"]["opacity"] = None
    document["items"]["img1"] = {"id": "img1", "type": "image", "from": 2**60}
    document["items"]["odd"] = 5
    document["assets"]["aI"]["remoteUrl"] = "https://user:pw@b\u00fccher.example/\u202e"
    document["assets"]["aV"]["remoteUrl"] = "https://xn--/%zz"
    document["assets"]["aC"]["captions"] = [{"text": 5, "startMs": 9, "endMs": 1}]
    document["tracks"][0]["items"] += ["nobody", 5]
    document["note"] = nest(80)
    return document

cases = {"sound": sound_document(), "faulty": faulty()}
which, how = sys.argv[1:]
if how == "value":
    print(json.dumps(places(validate_composition, cases[which])))
elif how == "text":
    print(json.dumps(places(validate_composition_text, json.dumps(cases[which], indent=1))))
elif how == "slow text":
    text = json.dumps(cases[which])[:-1] + ', "big": ' + "9" * 5000 + "}"
    print(json.dumps(places(validate_composition_text, text)))
else:
    print(json.dumps(places(validate_composition, {"a": {1}, "c": {5: 6}, "b": nest(100)})))
"""


def _dive(*arguments: str) -> Places:
    """Run a fresh interpreter, in which everything is used for the first time 900 frames deep."""
    command = [sys.executable, "-c", DEEP_CALLER, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return [(code, path) for code, path in json.loads(done.stdout)]


@pytest.mark.parametrize("how", ["value", "text"])
def test_a_caller_900_frames_deep_gets_the_same_answer(how: str) -> None:
    assert _dive("sound", how) == []
    codes = {code for code, _ in _dive("faulty", how)}
    assert {"DOC105", "STR101", "STR102", "REF101", "MED102"} <= codes


def test_a_caller_900_frames_deep_gets_an_answer_for_a_text_that_is_read_slowly() -> None:
    assert _dive("sound", "slow text") == [("DOC106", "/big")]


def test_a_caller_900_frames_deep_gets_an_answer_for_what_is_no_json() -> None:
    assert {code for code, _ in _dive("hostile", "hostile")} >= {"DOC105", "DOC107", "STR101"}


@given(st.integers(0, 2**32))
def test_totality_any_value_gives_a_report_and_stays_as_it_is(seed: int) -> None:
    try_hostile_value(Random(seed))


@given(st.integers(0, 2**32))
def test_totality_any_bytes_give_a_report(seed: int) -> None:
    try_hostile_text(Random(seed))


@given(hostile_compositions(), st.sampled_from(["fps", "track", "asset"]))
def test_independence_a_hostile_part_does_not_hide_a_fault_elsewhere(
    hostile: HostileComposition, where: str
) -> None:
    document, path = hostile.document, hostile.path
    # Too much to look at, or nothing to look at: then nothing else can be said.
    if len(path) < 2 or "DOC106" in {
        code for code, place in _places_of_small(document) if not place
    }:
        return
    fault = _plant(document, where, path)
    if fault is not None:
        assert fault in _places_of_small(document)


def _plant(document: Any, where: str, path: tuple[str | int, ...]) -> tuple[str, str] | None:
    """Plant a fault in a part of a document that is apart from a path, if there is one."""
    if where == "fps":
        document["fps"] = 0
        return ("STR103", "/fps")
    if where == "track" and path[0] != "tracks":
        document["tracks"][1]["items"].append("nobody")
        return ("REF101", "/tracks/1/items/1")
    if where == "asset" and path[0] not in {"assets", "items"}:
        document["assets"]["aV"]["remoteUrl"] = "file:///clip.mp4"
        return ("MED102", "/assets/aV/remoteUrl")
    return None


@given(hostile_values(), st.sampled_from(["metadata", "_x"]))
def test_independence_an_unknown_member_adds_no_issue_but_its_own(
    hostile: HostileValue, key: str
) -> None:
    alone = _places_of_small({**base_composition(), "fps": 0})
    with_it = _places_of_small({**base_composition(), "fps": 0, key: hostile.value})
    own = [(code, path) for code, path in with_it if path.startswith(f"/{key}")]
    assert [place for place in with_it if place not in own] in (alone, [("DOC106", "")])
