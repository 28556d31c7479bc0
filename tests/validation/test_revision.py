"""Looking again: what is not touched is not looked at, and what stays is where it now stands."""

import copy
import pickle
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import pytest

from kvid_composition import Limits, Report, ValidationConfig, validate_composition
from kvid_composition.model.index import CompositionIndex
from kvid_composition.validation import revision
from kvid_composition.validation.catalogue import RULES, find_rule
from kvid_composition.validation.house_schema import HouseSchema
from kvid_composition.validation.revision import revise_report
from kvid_composition.validation.rule import Finding, Rule
from tests.documents import sound_document

Document = dict[str, Any]


def make_document(*, tracks: int = 3, each: int = 3) -> Document:
    """Make a sound composition of solid items, one after another on each of some tracks."""
    lists = [[f"i{row}-{column}" for column in range(each)] for row in range(tracks)]
    return {
        "fps": 30,
        "compositionWidth": 640,
        "compositionHeight": 360,
        "durationInFrames": 30 * each,
        "tracks": [{"id": f"t{row}", "items": names} for row, names in enumerate(lists)],
        "items": {
            name: {"id": name, "type": "solid", "from": 30 * column, "durationInFrames": 30}
            for names in lists
            for column, name in enumerate(names)
        },
        "assets": {},
    }


def set_field(document: Document, name: str, key: str, value: Any) -> Document:
    """Give the document with one field of one item set; the rest is shared."""
    item = {**document["items"][name], key: value}
    return {**document, "items": {**document["items"], name: item}}


def put_in_front(document: Document) -> Document:
    """Give the document with a new, empty track in front of all."""
    track: Document = {"id": "new", "items": []}
    return {**document, "tracks": [track, *document["tracks"]]}


def revise(
    before: Document, after: Any, *, config: ValidationConfig | None = None
) -> Report | None:
    """Look again, with nothing to fall back on."""
    report = validate_composition(before, config=config)
    return revise_report(after, config or ValidationConfig(), before, report)


def list_seen_items(monkeypatch: pytest.MonkeyPatch, before: Document, after: Document) -> set[str]:
    """Give the items that rules were asked with."""
    seen: set[str] = set()

    def ask(rule: Rule, index: CompositionIndex) -> Iterable[Finding]:
        seen.update(index.items)
        return iter(()) if rule.find is None else ()

    monkeypatch.setattr(revision, "ask_rule", ask)
    assert revise(before, after) == Report()
    return seen


def test_only_what_shares_a_track_with_an_edit_is_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = make_document()
    after = set_field(before, "i1-0", "opacity", 0.5)
    assert list_seen_items(monkeypatch, before, after) == {"i1-0", "i1-1", "i1-2"}


def test_nothing_is_looked_at_where_nothing_is_another_object(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = make_document()
    assert list_seen_items(monkeypatch, before, {**before}) == set()


def test_an_object_that_is_another_and_yet_the_same_is_not_touched(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = make_document()
    after = {**set_field(before, "i1-0", "from", 0), "tracks": copy.deepcopy(before["tracks"])}
    assert list_seen_items(monkeypatch, before, after) == set()


def test_who_uses_a_changed_asset_is_looked_at() -> None:
    before = sound_document()
    image = before["items"]["img1"]["assetId"]
    asset = {**before["assets"][image], "type": "audio"}
    revised = revise(before, {**before, "assets": {**before["assets"], image: asset}})
    assert revised is not None
    assert "REF108" in [issue.code for issue in revised.issues]


def test_an_issue_elsewhere_stays() -> None:
    before = set_field(make_document(), "i0-0", "opacity", 3)
    revised = revise(before, set_field(before, "i2-0", "from", -1))
    assert revised is not None
    assert [(issue.code, issue.path) for issue in revised.issues] == [
        ("MED109", "/items/i0-0/opacity"),
        ("TIM104", "/items/i2-0/from"),
    ]


def test_an_issue_of_a_track_moves_along_with_it() -> None:
    document = make_document()
    empty: Document = {"id": "empty", "items": []}
    before: Document = {**document, "tracks": [*document["tracks"], empty]}
    after = put_in_front(before)
    revised = revise(before, after)
    assert revised is not None
    assert [issue.path for issue in revised.issues] == ["/tracks/0", "/tracks/4"]


def test_a_related_place_moves_along_with_its_track() -> None:
    document = make_document()
    twice = {"id": "t3", "items": ["i0-0"]}
    before: Document = {**document, "tracks": [*document["tracks"], twice]}
    after = put_in_front(before)
    revised = revise(before, after)
    assert revised is not None
    assert [issue.related for issue in revised.issues if issue.code == "REF106"] == [
        ("/tracks/1/items/0",)
    ]


def test_a_report_can_be_revised_again_and_again() -> None:
    before = make_document()
    report = validate_composition(before)
    for name in ("i0-0", "i1-1", "i2-2"):
        after = set_field(before, name, "opacity", 3)
        revised = revise_report(after, ValidationConfig(), before, report)
        assert revised is not None
        before, report = after, revised
    assert len(report.issues) == 3


def test_a_team_s_schema_is_asked_with_everything() -> None:
    schema = HouseSchema.from_document("brand.json", {"maxProperties": 0})
    config = ValidationConfig(schemas=(schema,))
    before = make_document()
    revised = revise(before, set_field(before, "i0-0", "opacity", 0.5), config=config)
    assert revised is not None
    assert [issue.code for issue in revised.issues] == ["HSE101"]


def test_the_frame_rate_bears_on_everything() -> None:
    before = make_document()
    assert revise(before, {**before, "fps": 25}) is None
    assert revise(before, {**before, "fps": 30.0}) is None


def test_tracks_that_change_places_bear_on_everything() -> None:
    before = make_document()
    assert revise(before, {**before, "tracks": before["tracks"][::-1]}) is None


def test_what_an_edit_breaks_is_left_to_a_look_at_everything() -> None:
    before = make_document()
    assert revise(before, set_field(before, "i0-0", "from", "0")) is None
    assert revise(before, set_field(before, "i0-0", "note", {1})) is None
    assert revise(before, {**before, "items": []}) is None
    assert revise(before, {**before, 1: 2}) is None
    assert revise(before, None) is None


def test_a_key_that_is_no_text_is_left_to_a_look_at_everything() -> None:
    before = make_document()
    assert revise(before, {**before, "items": {**before["items"], 1: {}}}) is None


def test_an_edit_of_nearly_everything_is_left_to_a_look_at_everything() -> None:
    before = make_document(each=100)
    assert revise(before, copy.deepcopy(before)) is None


def test_a_broken_document_is_no_basis() -> None:
    before = set_field(make_document(), "i0-0", "from", "0")
    assert validate_composition(before).basis is None
    assert revise(before, set_field(before, "i0-0", "from", 0)) is None


def test_a_report_with_omitted_issues_is_no_basis() -> None:
    config = ValidationConfig(limits=Limits(issues=1))
    before = set_field(set_field(make_document(), "i0-0", "from", -1), "i1-0", "from", -1)
    assert revise(before, set_field(before, "i2-0", "opacity", 0.5), config=config) is None


def test_more_issues_than_the_limit_are_left_to_a_look_at_everything() -> None:
    config = ValidationConfig(limits=Limits(issues=1))
    before = set_field(make_document(), "i0-0", "from", -1)
    assert revise(before, set_field(before, "i2-0", "from", -1), config=config) is None


def test_a_document_that_grows_beyond_the_limit_is_left_to_a_look_at_everything() -> None:
    before = make_document()
    basis = validate_composition(before).basis
    assert basis is not None
    after = set_field(before, "i0-0", "opacity", 0.5)
    for nodes in (basis.values, basis.values + 1):
        config = ValidationConfig(limits=Limits(nodes=nodes))
        assert (revise(before, after, config=config) is None) == (nodes == basis.values)


def test_another_configuration_is_no_basis() -> None:
    before = make_document()
    report = validate_composition(before, config=ValidationConfig(select=("DOC",)))
    assert revise_report({**before}, ValidationConfig(), before, report) is None


def test_the_report_of_another_object_is_no_basis() -> None:
    before = make_document()
    report = validate_composition(before)
    assert revise_report({**before}, ValidationConfig(), copy.deepcopy(before), report) is None


@pytest.mark.parametrize(
    "copied",
    [copy.copy, copy.deepcopy, replace, pickle.dumps],
    ids=["copy", "deepcopy", "replace", "pickle"],
)
def test_a_copied_report_is_equal_and_no_basis(copied: Callable[[Report], Any]) -> None:
    report = validate_composition(make_document())
    assert report.basis is not None
    made = copied(report)
    copy_: Report = pickle.loads(made) if isinstance(made, bytes) else made
    assert copy_ == report
    assert copy_.basis is None


def test_hints_are_given_anew_where_ids_have_come() -> None:
    document = make_document()
    before: Document = {
        **document,
        "tracks": [*document["tracks"], {"id": "more", "items": ["I9"]}],
    }
    item = {"id": "i9", "type": "solid", "from": 0, "durationInFrames": 30}
    revised = revise(before, {**before, "items": {**before["items"], "i9": item}})
    assert revised is not None
    assert [issue.hint for issue in revised.issues if issue.code == "REF101"] == [
        "Did you mean 'i9'?"
    ]


def test_a_dangling_reference_elsewhere_stays_with_its_hint() -> None:
    document = make_document()
    before: Document = {
        **document,
        "tracks": [*document["tracks"], {"id": "more", "items": ["I0-0"]}],
    }
    revised = revise(before, set_field(before, "i1-0", "opacity", 0.5))
    assert revised is not None
    assert revised == validate_composition(before)


@pytest.mark.parametrize(
    ("code", "members"),
    [
        ("REF101", ("items",)),
        ("REF102", ("assets",)),
        ("REF104", ("tracks",)),
        ("POR102", ("items", "assets")),
    ],
)
def test_a_rule_says_which_ids_it_compares(code: str, members: tuple[str, ...]) -> None:
    assert find_rule(code).compares == members


def test_few_rules_compare_ids() -> None:
    assert sum(bool(rule.compares) for rule in RULES) == 4
