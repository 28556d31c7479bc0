"""The three-way merge: what it is told, what it gives, and the cases that others get wrong."""

import copy
import json
import pickle
from typing import Any

import pytest

from kvid_composition import (
    Composition,
    MergeInputError,
    apply_json_patch,
    detach,
    merge_three_way,
    resolve_conflicts,
)
from kvid_composition.document.values import is_array, is_object
from kvid_composition.merging.kinds import CONFLICT_KINDS, ConflictKind
from tests.documents import sound_document
from tests.merging.clashes import CLASHES, merge_clash
from tests.merging.compositions import (
    Document,
    change_root,
    compose,
    find_errors,
    list_on,
    merge_ways,
    only_conflict,
    only_note,
    read,
    solve,
)

# The cases in which a merge of plain JSON is silently wrong.


def test_an_item_stays_in_its_track_when_the_other_side_reorders_the_tracks() -> None:
    base = compose({"u": "a", "v": "b", "w": "c"})
    reordered, inserted = (
        compose({"w": "c", "u": "a", "v": "b"}),
        compose({"u": "ad", "v": "b", "w": "c"}),
    )
    for result in merge_ways(base, reordered, inserted):
        assert result.clean
        assert result.document == compose({"w": "c", "u": "ad", "v": "b"})
        assert [*list_on(result.document)] == ["w", "u", "v"]


def test_a_deleted_track_comes_back_for_an_item_that_the_other_side_inserts() -> None:
    base, deleted = compose({"v": "a", "w": "b"}), compose({"v": "a"})
    for result in merge_ways(base, deleted, compose({"v": "a", "w": "bc"})):
        assert only_conflict(result).kind == "track.delete_vs_use"
        assert result.document == compose({"v": "a", "w": "c"})
        assert solve(result, "restore").document == compose({"v": "a", "w": "c"})
        assert solve(result, "delete").document == deleted


def test_a_deleted_asset_comes_back_for_an_item_that_the_other_side_adds() -> None:
    base, deleted = compose({"v": "a"}, {}, {"m": {}}), compose({"v": "a"})
    used = compose({"v": "ab"}, {"b": {"assetId": "m"}}, {"m": {}})
    for result in merge_ways(base, deleted, used):
        assert only_conflict(result).kind == "asset.delete_vs_reference"
        assert result.document == used
        assert solve(result, "restore").document == used
        assert solve(result, "delete_items").document == deleted


# Every kind of conflict, and every option of it.


def test_there_is_a_smallest_triple_for_every_kind() -> None:
    assert CLASHES.keys() == CONFLICT_KINDS.keys()


@pytest.mark.parametrize("is_mirrored", [False, True])
@pytest.mark.parametrize("kind", CLASHES)
def test_a_clash_is_one_conflict_with_the_options_of_its_kind(
    kind: ConflictKind, is_mirrored: bool
) -> None:
    conflict = only_conflict(merge_clash(kind, is_mirrored=is_mirrored))
    assert conflict.kind == kind
    offered = {option.name: option.effect for option in conflict.options}
    assert offered.items() <= CONFLICT_KINDS[kind].options.items()
    # Going back to base is not offered where base has nothing.
    assert CONFLICT_KINDS[kind].options.keys() - offered.keys() <= {"base"}


OPTIONS = [(kind, option) for kind, row in CONFLICT_KINDS.items() for option in row.options]


@pytest.mark.parametrize("is_mirrored", [False, True])
@pytest.mark.parametrize(("kind", "option"), OPTIONS)
def test_every_option_decides_its_conflict_and_leaves_a_sound_document(
    kind: ConflictKind, option: Any, is_mirrored: bool
) -> None:
    result = merge_clash(kind, is_mirrored=is_mirrored)
    solved = solve(result, option)
    (note,) = (each for each in solved.resolutions if each.kind == "decided")
    assert (note.conflict_id, note.choice) == (result.conflicts[0].id, option)
    assert solved.picks == {result.conflicts[0].id: option}


@pytest.mark.parametrize("kind", CLASHES)
def test_the_first_option_is_what_the_document_holds_meanwhile(kind: ConflictKind) -> None:
    result = merge_clash(kind)
    first = only_conflict(result).options[0]
    assert CONFLICT_KINDS[kind].options.keys() >= {first.name}
    if kind not in {"overlap", "asset.type_vs_use"}:
        assert first.patch == []


@pytest.mark.parametrize("kind", CLASHES)
def test_mirrored_sides_make_the_mirrored_conflict(kind: ConflictKind) -> None:
    one, other = (only_conflict(merge_clash(kind, is_mirrored=flag)) for flag in (False, True))
    assert (one.base, one.ours, one.theirs) == (other.base, other.theirs, other.ours)
    assert one.entity == other.entity


@pytest.mark.parametrize("kind", CLASHES)
def test_a_conflict_has_the_same_id_wherever_it_stands(kind: ConflictKind) -> None:
    moved = (
        change_root(version, tracks=[{"id": "0", "items": []}, *version["tracks"]])
        for version in CLASHES[kind]
    )
    conflict = only_conflict(merge_three_way(*moved))
    if kind != "order":
        assert conflict.id == only_conflict(merge_clash(kind)).id


@pytest.mark.parametrize("kind", CLASHES)
def test_a_conflict_does_not_depend_on_the_order_of_keys(kind: ConflictKind) -> None:
    turned = merge_three_way(*map(_turn_keys, CLASHES[kind]))
    assert turned == merge_clash(kind)


def _turn_keys(value: Any) -> Any:
    if is_object(value):
        return {key: _turn_keys(part) for key, part in reversed(value.items())}
    return [*map(_turn_keys, value)] if is_array(value) else value


# Several at once.


def _clash_twice() -> tuple[Document, Document, Document]:
    base, one, other = (
        compose({"v": "ab"}, {"a": {"left": value}, "b": {"left": value}}) for value in (0, 1, 2)
    )
    return base, one, other


def test_conflicts_come_by_their_paths() -> None:
    result = merge_three_way(*_clash_twice())
    assert [each.path for each in result.conflicts] == ["/items/a/left", "/items/b/left"]


def test_an_option_is_for_one_conflict_and_leaves_the_others_open() -> None:
    result = merge_three_way(*_clash_twice())
    first, second = result.conflicts
    (patch,) = (option.patch for option in first.options if option.name == "theirs")
    document: Any = apply_json_patch(result.document, patch)
    assert (document["items"]["a"]["left"], document["items"]["b"]["left"]) == (2, 1)
    solved = resolve_conflicts(result, {first.id: "theirs"})
    assert only_conflict(solved) == second
    assert solve(solved, "theirs").document == _clash_twice()[2]


def test_choices_can_be_made_one_after_another_or_all_at_once() -> None:
    result = merge_three_way(*_clash_twice())
    first, second = result.conflicts
    at_once = resolve_conflicts(result, {first.id: "theirs", second.id: "base"})
    after = resolve_conflicts(resolve_conflicts(result, {second.id: "base"}), {first.id: "theirs"})
    assert at_once == after
    assert at_once.clean


def test_resolutions_come_by_their_paths() -> None:
    base = compose({"v": "ab"})
    result = merge_three_way(base, base, compose({"v": ""}))
    assert [each.path for each in result.resolutions] == ["/items/a", "/items/b"]


# What goes in.


def test_models_are_merged_as_their_documents() -> None:
    document = sound_document()
    changed: Any = detach(document)
    changed["items"]["img1"]["opacity"] = 0.5
    models = (Composition.from_document(each) for each in (document, document, changed))
    assert merge_three_way(*models).document == changed


def test_documents_with_no_base_are_merged_over_nothing() -> None:
    one, other = compose({"v": "a"}), compose({"w": "b"})
    for result in merge_ways({}, one, other):
        assert result.clean
        assert list_on(result.document) == {"v": "a", "w": "b"}


def _twice(**members: Any) -> Document:
    return {**compose({"v": "a"}), **members}


MALFORMED: list[tuple[Any, str, str]] = [
    (None, "", "a composition is an object"),
    ([], "", "a composition is an object"),
    (
        _twice(_mergeConflicts=[]),
        "/_mergeConflicts",
        "conflicts of an earlier merge are still open",
    ),
    (_twice(items=[]), "/items", "this must be an object, by ids"),
    (_twice(assets=None), "/assets", "this must be an object, by ids"),
    (_twice(tracks={}), "/tracks", "this must be an array of tracks"),
    (_twice(tracks=[5]), "/tracks/0", "this must be an object with an `id` that is a text"),
    (_twice(tracks=[{"id": 5}]), "/tracks/0", "this must be an object with an `id`"),
    (_twice(tracks=[{"id": "v"}, {"id": "v"}]), "/tracks/1/id", "there are two tracks with the id"),
    (_twice(tracks=[{"id": "v", "items": {}}]), "/tracks/0/items", "this must be an array of ids"),
    (_twice(tracks=[{"id": "v", "items": ["a", "a"]}]), "/tracks/0/items", "each of them once"),
    (_twice(tracks=[{"id": "v", "items": [5]}]), "/tracks/0/items", "this must be an array of ids"),
    (compose({"v": "ab", "w": "cb"}), "/tracks/1/items/1", "item 'b' is on two tracks"),
]


@pytest.mark.parametrize(("malformed", "pointer", "reason"), MALFORMED)
@pytest.mark.parametrize("position", [0, 1, 2])
def test_an_input_whose_ids_do_not_tell_what_is_what_is_refused(
    malformed: Any, pointer: str, reason: str, position: int
) -> None:
    versions: list[Any] = [compose(), compose(), compose()]
    versions[position] = malformed
    with pytest.raises(MergeInputError) as caught:
        merge_three_way(*versions)
    assert caught.value.input_name == ("base", "ours", "theirs")[position]
    assert caught.value.pointer == pointer
    assert reason in caught.value.reason
    assert (
        str(caught.value)
        == f"{caught.value.input_name} at {pointer or 'the root'}: " + caught.value.reason
    )


def test_members_of_the_composition_may_be_absent() -> None:
    assert merge_three_way({}, {"tracks": [{"id": "v"}]}, {"items": {}}).document == {
        "tracks": [{"id": "v"}],
        "items": {},
    }


# What comes out.


def test_a_merge_with_the_unchanged_base_is_the_other_version() -> None:
    document = sound_document()
    changed = {**document, "fps": 60}
    for result in merge_ways(document, document, changed):
        assert result.clean
        assert result.document == changed


def test_errors_that_inputs_have_are_handed_on_and_blamed_on_nobody() -> None:
    base = compose({"v": "ab"})
    broken = {**base, "items": {"b": base["items"]["b"]}}
    for result in merge_ways(broken, broken, {**broken, "x": 1}):
        assert result.clean
        assert find_errors(result.document) == ["REF101 /tracks/0/items/0"]
        assert [len(result.inherited[name]) for name in ("base", "ours", "theirs")] == [1, 1, 1]
    for result in merge_ways(base, broken, base):
        assert sum(map(len, result.inherited.values())) == 1


def test_a_note_alone_leaves_a_merge_clean() -> None:
    for result in merge_ways(compose({"v": "abc"}), compose({"v": "bca"}), compose({"v": "bc"})):
        assert result.clean
        assert only_note(result) == "delete_noted"


def test_a_result_is_written_as_json() -> None:
    for kind in CLASHES:
        written = json.loads(json.dumps(merge_clash(kind).to_dict()))
        assert written["clean"] is False
        assert [each["kind"] for each in written["conflicts"]] == [kind]
        assert written["inherited"] == {"base": [], "ours": [], "theirs": []}


def test_a_merge_made_again_is_equal() -> None:
    for kind in CLASHES:
        assert merge_clash(kind) == merge_clash(kind)


def test_a_conflict_is_found_by_its_id() -> None:
    result = merge_clash("field")
    assert result.find_conflict(result.conflicts[0].id) is result.conflicts[0]
    assert result.find_conflict("nothing") is None
    assert read(result, "items", "a", "opacity") == 0.5


def test_a_result_survives_being_copied_and_handed_over() -> None:
    result = merge_three_way(
        compose({"v": "a"}),
        compose({"v": "a"}, {"a": {"opacity": 0.5}}),
        compose({"v": "a"}, {"a": {"opacity": 0.2}}),
    )
    for copied in (copy.deepcopy(result), pickle.loads(pickle.dumps(result))):
        assert copied == result
        assert copied.conflicts[0].options[1].patch == result.conflicts[0].options[1].patch
