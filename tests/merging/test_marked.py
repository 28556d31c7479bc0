"""The marked form: a document in which open conflicts are written down."""

import json
from typing import Any

import pytest

from kvid_composition import (
    MergeInputError,
    MergeResult,
    ResolutionError,
    detach,
    merge_three_way,
    resolve_conflicts,
    validate_composition,
)
from kvid_composition.merging.kinds import CONFLICT_KINDS, ConflictKind
from kvid_composition.merging.marked import pick_options, read_conflicts, write_conflicts
from tests.merging.clashes import CLASHES, merge_clash
from tests.merging.compositions import (
    Document,
    compose,
    list_kinds,
    list_on,
    merge_ways,
    only_conflict,
)

MARK = "_mergeConflicts"


def _write(result: MergeResult) -> Any:
    """Write the marked form as a file has it."""
    return json.loads(json.dumps(write_conflicts(result)))


def _clash_twice() -> tuple[Document, Document, Document]:
    base, one, other = (
        compose({"v": "ab"}, {"a": {"left": value}, "b": {"left": value}}) for value in (0, 1, 2)
    )
    return base, one, other


# Writing and reading.


def test_a_clean_merge_has_no_mark() -> None:
    result = merge_three_way(compose(), compose(x=1), compose())
    assert write_conflicts(result) is result.document
    assert read_conflicts(result.document) == ()


@pytest.mark.parametrize("kind", CLASHES)
def test_what_is_marked_is_read_again(kind: ConflictKind) -> None:
    result = merge_clash(kind)
    marked = _write(result)
    assert [*marked][-1] == MARK
    assert read_conflicts(marked) == result.conflicts


def test_validation_reports_the_mark_so_that_nobody_ships_it() -> None:
    report = validate_composition(_write(merge_clash("field")))
    assert [issue.code for issue in report.errors] == ["DOC111"]


def test_a_marked_document_is_not_merged_again() -> None:
    with pytest.raises(MergeInputError, match="still open"):
        merge_three_way(compose(), _write(merge_clash("field")), compose())


@pytest.mark.parametrize(
    ("mark", "pointer"),
    [
        ({}, ""),
        (None, ""),
        ([5], "/0/entity"),
        ([{"entity": {"kind": "item"}}], "/0/entity"),
        ([{"entity": {"kind": "item", "id": None}}], "/0/id"),
    ],
)
def test_a_mark_that_was_changed_is_refused_where_it_cannot_be_read(
    mark: Any, pointer: str
) -> None:
    with pytest.raises(MergeInputError) as caught:
        read_conflicts({MARK: mark})
    assert caught.value.pointer == f"/{MARK}{pointer}"


DAMAGED: list[tuple[ConflictKind, dict[str, Any]]] = [
    ("overlap", {"related": []}),
    ("overlap", {"related": ["/items/a", "/items/b"]}),
    ("overlap", {"path": ""}),
    ("overlap", {"related": ["items"]}),
    ("field", {"related": ["items"]}),
    ("track.delete_edit", {"path": "/tracks/" + "9" * 5_000}),
    ("track.delete_edit", {"path": "/tracks/\N{ARABIC-INDIC DIGIT ONE}"}),
    ("track.delete_edit", {"path": "/tracks/99"}),
    ("item.delete_edit", {"entity": {"kind": "item", "id": None}}),
    ("order", {"entity": {"kind": "composition", "id": "v"}}),
    ("timing", {"base": 5, "ours": None}),
]


@pytest.mark.parametrize(("kind", "members"), DAMAGED)
def test_a_mark_that_was_damaged_is_refused_or_followed_as_far_as_it_goes(
    kind: ConflictKind, members: dict[str, Any]
) -> None:
    versions = (
        {**version, "x": value} for version, value in zip(CLASHES[kind], "bot", strict=True)
    )
    result = merge_three_way(*versions)
    marked = _write(result)
    marked[MARK] = [
        {**written, **members} if written["path"] != "/x" else written for written in marked[MARK]
    ]
    picked = next(conflict for conflict in result.conflicts if conflict.path == "/x")
    outcome = _pick(marked, {picked.id: "theirs"})
    assert outcome["x"] == "t" if isinstance(outcome, dict) else outcome.startswith(f"/{MARK}")


def _pick(marked: Document, picks: dict[str, str]) -> Any:
    """Give the document, or the pointer to what is refused."""
    try:
        return pick_options(marked, picks)
    except MergeInputError as error:
        return error.pointer


# Picking.


OPTIONS = [(kind, option) for kind, row in CONFLICT_KINDS.items() for option in row.options]


@pytest.mark.parametrize(("kind", "option"), OPTIONS)
def test_picking_the_last_conflict_gives_what_resolving_it_gives(
    kind: ConflictKind, option: Any
) -> None:
    result = merge_clash(kind)
    picks = {only_conflict(result).id: option}
    marked = _write(result)
    before = detach(marked)
    assert pick_options(marked, picks) == resolve_conflicts(result, picks).document
    assert marked == before


def test_a_pick_leaves_the_other_conflicts_marked() -> None:
    result = merge_three_way(*_clash_twice())
    first, second = result.conflicts
    picked: Any = pick_options(_write(result), {first.id: "theirs"})
    assert read_conflicts(picked) == (second,)
    assert picked["items"]["a"]["left"] == 2
    assert MARK not in pick_options(picked, {second.id: "base"})


def test_several_picks_are_made_one_after_another() -> None:
    result = merge_three_way(*_clash_twice())
    first, second = result.conflicts
    picks = {second.id: "theirs", first.id: "base"}
    assert pick_options(_write(result), picks) == resolve_conflicts(result, picks).document


@pytest.mark.parametrize("kind", CLASHES)
def test_a_conflict_of_any_kind_is_the_same_after_another_was_picked(kind: ConflictKind) -> None:
    versions = (
        {**version, "x": value} for version, value in zip(CLASHES[kind], "bot", strict=True)
    )
    result = merge_three_way(*versions)
    picked = next(conflict for conflict in result.conflicts if conflict.path == "/x")
    (left,) = read_conflicts(pick_options(_write(result), {picked.id: "theirs"}))
    assert left == next(conflict for conflict in result.conflicts if conflict != picked)


def test_a_conflict_inside_a_list_is_the_same_after_another_was_picked() -> None:
    base, one, other = (
        compose(x=value, deletedAssets=[{"assetId": "m", "note": value}]) for value in "bot"
    )
    result = merge_three_way(base, one, other)
    entry, field = result.conflicts
    assert entry.path == "/deletedAssets/0/note"
    assert read_conflicts(pick_options(_write(result), {field.id: "theirs"})) == (entry,)


def test_options_that_stay_are_made_to_fit_what_was_picked() -> None:
    # Both options of the second replace a whole item, and the first has changed it meanwhile.
    base = compose({"v": "a", "w": "", "x": ""})
    one, other = compose({"v": "", "w": "a", "x": ""}), compose({"v": "", "w": "", "x": "a"})
    for document, left in ((base, 0), (one, 1), (other, 2)):
        document["items"]["a"]["left"] = left
    for result in merge_ways(base, one, other):
        place = next(each for each in result.conflicts if each.kind == "item.placement")
        field = next(each for each in result.conflicts if each.kind == "field")
        for first, second in ((place, field), (field, place)):
            picked = pick_options(_write(result), {first.id: "theirs"})
            done = pick_options(picked, {second.id: "theirs"})
            assert done in (one, other)
            assert done != result.document


def test_a_track_that_moves_takes_the_conflicts_about_it_along() -> None:
    base, one, other = (compose(dict.fromkeys(ids, "")) for ids in ("abcde", "cabde", "abdec"))
    for document, name in ((base, "x"), (one, "y"), (other, "z")):
        next(track for track in document["tracks"] if track["id"] == "c")["name"] = name
    result = merge_three_way(base, one, other)
    order, field = sorted(result.conflicts, key=lambda each: each.kind != "order")
    assert (order.path, field.path) == ("/tracks", "/tracks/0/name")
    picked = pick_options(_write(result), {order.id: "theirs"})
    (left,) = read_conflicts(picked)
    assert left.path == "/tracks/4/name"
    done: Any = pick_options(picked, {left.id: "theirs"})
    assert [track["id"] for track in done["tracks"]] == [*"abdec"]
    assert done["tracks"][4]["name"] == "z"


def _overlap_with_an_edited_item() -> tuple[MergeResult, str, str]:
    """Merge what overlaps only as long as an item is kept; give both conflicts' ids as well."""
    moved, added = (
        compose({"v": "a"}, {"a": {"from": 200}}),
        compose({"v": "c"}, {"c": {"from": 205}}),
    )
    result = merge_three_way(compose({"v": "a"}), added, moved)
    kinds = {conflict.kind: conflict for conflict in result.conflicts}
    assert kinds["overlap"].cause == (kinds["item.delete_edit"].id,)
    return result, kinds["item.delete_edit"].id, kinds["overlap"].id


def test_a_pick_that_leaves_another_conflict_nothing_to_do_takes_it_away() -> None:
    result, edited, _ = _overlap_with_an_edited_item()
    picks = {edited: "delete"}
    assert pick_options(_write(result), picks) == resolve_conflicts(result, picks).document


def test_what_an_earlier_pick_has_solved_is_passed_by() -> None:
    result, edited, overlap = _overlap_with_an_edited_item()
    picked = pick_options(_write(result), {edited: "delete", overlap: "shift"})
    assert picked == resolve_conflicts(result, {edited: "delete"}).document


def test_a_pick_that_keeps_what_is_there_leaves_what_hangs_on_it_open() -> None:
    result, edited, overlap = _overlap_with_an_edited_item()
    (left,) = read_conflicts(pick_options(_write(result), {edited: "keep"}))
    assert (left.id, left.cause) == (overlap, ())


def test_a_document_that_was_edited_meanwhile_keeps_the_edits() -> None:
    result = merge_three_way(*_clash_twice())
    marked = _write(result)
    marked["items"]["b"]["top"] = 7
    first, second = result.conflicts
    picked: Any = pick_options(marked, {first.id: "theirs", second.id: "theirs"})
    assert picked["items"]["b"] == {**_clash_twice()[2]["items"]["b"], "top": 7}


def test_an_option_that_does_not_fit_any_more_is_refused() -> None:
    result = merge_clash("field")
    marked = _write(result)
    del marked["items"]["a"]
    with pytest.raises(ResolutionError) as caught:
        pick_options(marked, {result.conflicts[0].id: "theirs"})
    assert "the document has been edited" in caught.value.reason
    assert caught.value.option == "theirs"


def test_a_document_that_cannot_be_merged_any_more_is_refused() -> None:
    result = merge_three_way(*_clash_twice())
    marked = _write(result)
    marked["tracks"].append(5)
    with pytest.raises(MergeInputError):
        pick_options(marked, {result.conflicts[0].id: "theirs"})


def test_an_option_that_does_not_fit_any_more_is_left_as_it_is_while_others_are_picked() -> None:
    result = merge_three_way(*_clash_twice())
    marked = _write(result)
    del marked["items"]["b"], marked["tracks"][0]["items"][1]
    first, second = result.conflicts
    picked = pick_options(marked, {first.id: "theirs"})
    (left,) = read_conflicts(picked)
    assert [option.patch for option in left.options] == [option.patch for option in second.options]
    with pytest.raises(ResolutionError, match="the document has been edited"):
        pick_options(picked, {second.id: "theirs"})


def test_what_is_not_open_or_not_offered_cannot_be_picked() -> None:
    result = merge_clash("field")
    marked = _write(result)
    with pytest.raises(ResolutionError, match="no conflict with this id is open"):
        pick_options(marked, {"0" * 12: "ours"})
    with pytest.raises(ResolutionError, match="no such option"):
        pick_options(marked, {result.conflicts[0].id: "keep"})


# What stands beside the first conflict, and what is edited by hand.


@pytest.mark.parametrize(
    ("inputs", "member"),
    [
        (None, "base"),
        ({"base": 5}, "base"),
        ({"ours": 5}, "ours"),
        ({"theirs": [{"op": "remove", "path": "/nothing"}]}, "theirs"),
        ({"strategy": "all"}, "strategy"),
        ({"picks": [1]}, "picks"),
        ({"picks": {"0": 1}}, "picks"),
    ],
)
def test_inputs_that_were_changed_are_refused(inputs: Any, member: str) -> None:
    result = merge_clash("field")
    marked = _write(result)
    first = marked[MARK][0]
    first["inputs"] = {**first["inputs"], **inputs} if inputs else inputs
    with pytest.raises(MergeInputError) as caught:
        pick_options(marked, {result.conflicts[0].id: "theirs"})
    assert caught.value.pointer == f"/{MARK}/0/inputs/{member}"


def test_an_edit_by_hand_stays_and_a_choice_still_means_what_it_says() -> None:
    deleted, moved = compose({"v": "b"}), compose({"v": "ab"}, {"a": {"left": 5}})
    result = merge_three_way(compose({"v": "ab"}), deleted, moved)
    marked = _write(result)
    marked["items"]["h"] = {**marked["items"]["b"], "id": "h"}
    marked["tracks"][0]["items"].insert(0, "h")
    picked: Document = pick_options(marked, {only_conflict(result).id: "delete"})
    assert list_on(picked) == {"v": "hb"}
    assert sorted(picked["items"]) == ["b", "h"]


def test_a_conflict_whose_entry_was_taken_out_is_not_asked_again() -> None:
    result = merge_three_way(*_clash_twice())
    marked = _write(result)
    marked[MARK].pop()
    picked = pick_options(marked, {result.conflicts[0].id: "theirs"})
    assert read_conflicts(picked) == ()


def test_picking_nothing_changes_nothing() -> None:
    marked = _write(merge_clash("field"))
    assert pick_options(marked, {}) is marked


def test_picking_is_what_resolving_is() -> None:
    base, ours = compose({"v": "ab"}), compose({"v": "ab"}, {"a": {"from": 5}, "b": {"from": 140}})
    theirs = compose({"v": "ab"}, {"a": {"from": 100}, "b": {"from": 160}})
    result = merge_three_way(base, ours, theirs)
    picks = {each.id: "theirs" if each.entity.id == "a" else "base" for each in result.conflicts}
    resolved = resolve_conflicts(result, picks)
    assert list_kinds(resolved) == ["overlap"]
    picked = pick_options(_write(result), picks)
    assert read_conflicts(picked) == resolved.conflicts
    one_by_one = _write(result)
    for id_, name in picks.items():
        one_by_one = pick_options(one_by_one, {id_: name})
    assert one_by_one == picked
