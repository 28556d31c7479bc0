"""Integrity: whether every reference leads somewhere, before a merge and after."""

from typing import Any

import pytest

from kvid_composition import MergeIntegrityError, validate_composition
from kvid_composition.merging import integrity, merge
from kvid_composition.merging.integrity import (
    find_reference_errors,
    list_inherited,
    require_integrity,
)
from kvid_composition.merging.versions import Side, read_version
from tests.merging.compositions import Document, compose, find_errors

_SOUND = compose(
    {"v": "ab", "w": "cs"},
    {
        "a": {"assetId": "m"},
        "b": {"type": "never seen", "assetId": None},
        "c": {"type": "audio", "assetId": "s"},
        "s": {"type": "unheard of", "assetId": "m"},
    },
    {"m": {}, "s": {"type": "audio"}, "x": {"type": "unheard of"}},
)


def _with(**members: Any) -> Document:
    return {**_SOUND, **members}


def _with_item(id_: str, **special: Any) -> Document:
    return _with(items={**_SOUND["items"], id_: {**_SOUND["items"].get(id_, {}), **special}})


BROKEN: list[Document] = [
    _with(tracks=[{"id": "v", "items": ["nothing"]}]),
    _with_item("a", assetId="nothing"),
    _with_item("a", assetId="s"),
    _with_item("a", id="other"),
    _with_item("a", assetId=5),
    _with_item("a", type=5),
    _with_item("a", assetId="x"),
    _with_item("c", assetId="m"),
    _with(assets={**_SOUND["assets"], "m": {"id": "other", "type": "video"}}),
    _with(assets={**_SOUND["assets"], "m": 5}),
    _with(items={**_SOUND["items"], "a": 5}),
    _with(deletedAssets=[{"assetId": "m"}]),
    _with(deletedAssets=[{"assetId": "unused"}]),
    _with(deletedAssets=[{"assetId": 5}]),
    _with(deletedAssets=5),
    _with(deletedAssets=[5]),
]


@pytest.mark.parametrize("document", [_SOUND, {}, *BROKEN])
def test_the_errors_found_are_those_of_the_validator(document: Document) -> None:
    found = find_reference_errors(read_version("ours", document))
    assert [f"{issue.code} {issue.path}" for issue in found] == find_errors(document)
    known = {issue.fingerprint for issue in validate_composition(document).errors}
    assert {issue.fingerprint for issue in found} <= known


@pytest.mark.parametrize("document", BROKEN)
def test_the_errors_of_a_side_are_found_whatever_it_changed(document: Document) -> None:
    base = read_version("base", _SOUND)
    broken = Side("ours", base, read_version("ours", document))
    sound = Side("theirs", base, base)
    inherited = list_inherited(broken, sound)
    assert [f"{issue.code} {issue.path}" for issue in inherited["ours"]] == find_errors(document)
    assert (inherited["base"], inherited["theirs"]) == ((), ())


@pytest.mark.parametrize("document", BROKEN)
def test_the_errors_of_a_base_may_be_mended_by_a_side(document: Document) -> None:
    base = read_version("base", document)
    sides = Side("ours", base, read_version("ours", _SOUND)), Side("theirs", base, base)
    inherited = list_inherited(*sides)
    assert inherited["ours"] == ()
    assert inherited["base"] == inherited["theirs"]
    assert len(inherited["base"]) == len(find_errors(document))


def test_an_asset_that_went_is_missed_by_items_that_nobody_touched() -> None:
    base = read_version("base", _SOUND)
    assets = {id_: asset for id_, asset in _SOUND["assets"].items() if id_ != "m"}
    retyped = {**_SOUND["assets"], "m": {"id": "m", "type": "audio"}}
    for changed in (assets, retyped):
        document = _with(assets=changed)
        side = Side("ours", base, read_version("ours", document))
        inherited = list_inherited(side, Side("theirs", base, base))
        paths = {issue.path for issue in inherited["ours"]}
        assert paths == {error.split()[1] for error in find_errors(document)} != set()


def _require(document: Document, ours: Document = _SOUND, theirs: Document = _SOUND) -> None:
    base = read_version("base", _SOUND)
    require_integrity(
        document,
        Side("ours", base, read_version("ours", ours)),
        Side("theirs", base, read_version("theirs", theirs)),
    )


def test_a_merge_without_new_errors_passes() -> None:
    _require(_SOUND)
    _require(_with_item("a", left=5))
    _require({**_SOUND, "tracks": []})


@pytest.mark.parametrize("document", [each for each in BROKEN if find_errors(each)])
def test_a_merge_with_an_error_that_no_input_has_is_never_returned(document: Document) -> None:
    with pytest.raises(MergeIntegrityError) as caught:
        _require(document)
    assert [*caught.value.pointers] == [error.split()[1] for error in find_errors(document)]


@pytest.mark.parametrize("document", [each for each in BROKEN if find_errors(each)])
def test_an_error_that_an_input_has_is_not_blamed_on_the_merge(document: Document) -> None:
    _require(document, ours=document)
    _require(document, theirs=document)


def test_what_a_merge_shares_with_ours_is_not_validated_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_arguments: object, **_options: object) -> None:
        raise AssertionError

    monkeypatch.setattr(integrity, "validate_composition", refuse)
    for ours in (_with_item("a", assetId="nothing"), _with(deletedAssets=[{"assetId": "m"}])):
        items = {**ours["items"], "b": {**ours["items"]["b"], "left": 5}}
        _require({**ours, "items": items}, ours=ours)


def test_an_asset_that_came_to_an_item_it_does_not_fit_is_an_error_of_the_merge() -> None:
    ours = _with_item("a", assetId="new")
    document = {**ours, "assets": {**ours["assets"], "new": {"id": "new", "type": "audio"}}}
    with pytest.raises(MergeIntegrityError) as caught:
        _require(document, ours=ours)
    assert [*caught.value.pointers] == [error.split()[1] for error in find_errors(document)]


def test_an_item_that_names_what_ours_has_deleted_is_an_error_of_the_merge() -> None:
    ours = _with(deletedAssets=[{"assetId": "m"}])
    items = {**ours["items"], "b": {**ours["items"]["b"], "type": "image", "assetId": "m"}}
    document = {**ours, "items": items}
    with pytest.raises(MergeIntegrityError) as caught:
        _require(document, ours=ours)
    assert len(caught.value.pointers) == len(find_errors(document)) - len(find_errors(ours)) == 1


def test_an_error_beside_one_that_an_input_has_is_one_of_the_merge() -> None:
    known = _with_item("a", assetId="nothing")
    with pytest.raises(MergeIntegrityError) as caught:
        _require({**known, "tracks": [{"id": "v", "items": ["lost"]}]}, ours=known)
    assert caught.value.pointers == ("/tracks/0/items/0",)


def test_where_an_input_has_faults_of_shape_nobody_can_tell() -> None:
    # No rule has looked at what hangs on a part that has not the right shape.
    odd = _with_item("a", assetId=5)
    _require({**odd, "tracks": [{"id": "v", "items": ["lost"]}]}, ours=odd)


def test_a_fault_of_the_merge_itself_raises(monkeypatch: pytest.MonkeyPatch) -> None:
    def lose_an_item(_draft: object) -> Document:
        return _with(tracks=[{"id": "v", "items": ["lost"]}])

    monkeypatch.setattr(merge, "assemble_document", lose_an_item)
    with pytest.raises(MergeIntegrityError, match="/tracks/0/items/0"):
        merge.merge_three_way(_SOUND, _SOUND, _SOUND)


def test_a_sound_side_is_not_validated(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_options: object) -> None:
        raise AssertionError

    monkeypatch.setattr(integrity, "validate_composition", refuse)
    later = _with_item("a", left=5)
    assert merge.merge_three_way(_SOUND, later, _SOUND).document == later
