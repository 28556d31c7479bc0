"""Lists of ids in another order: the fewest moves, and every index on the way."""

from collections import deque
from itertools import combinations, permutations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvid_composition.document.sequences import Rearrangement, pick_moved, pick_surely_moved

_id_lists = st.lists(st.sampled_from("abcdefghij"), unique=True)
_Ids = tuple[str, ...]


def _find_longest_increasing(numbers: list[int]) -> int:
    """Find the length by looking at every pair."""
    lengths: list[int] = []
    for index, number in enumerate(numbers):
        shorter = [lengths[i] for i in range(index) if numbers[i] < number]
        lengths.append(1 + max(shorter, default=0))
    return max(lengths, default=0)


def _count_fewest_moves(before: _Ids, after: _Ids) -> int:
    """Count by breadth-first search over single moves."""
    seen = {before}
    queue = deque([(before, 0)])
    while queue:
        ids, moves = queue.popleft()
        if ids == after:
            return moves
        for source in range(len(ids)):
            rest = ids[:source] + ids[source + 1 :]
            for target in range(len(ids)):
                moved = (*rest[:target], ids[source], *rest[target:])
                if moved not in seen:
                    seen.add(moved)
                    queue.append((moved, moves + 1))
    raise AssertionError


@pytest.mark.parametrize("length", range(6))
def test_no_order_needs_more_moves_than_a_search_over_all_finds(length: int) -> None:
    before = tuple("abcdef"[:length])
    for after in permutations(before):
        assert len(pick_moved(before, after)) == _count_fewest_moves(before, after)


@given(st.permutations(range(20)))
def test_what_stays_is_a_longest_increasing_subsequence(order: list[int]) -> None:
    before, after = list(map(str, range(20))), list(map(str, order))
    moved = pick_moved(before, after)
    assert len(moved) == 20 - _find_longest_increasing(order)
    stays = [int(id_) for id_ in after if id_ not in moved]
    assert stays == sorted(stays)


@given(_id_lists, _id_lists)
def test_only_ids_of_both_lists_move_and_come_in_the_new_order(
    before: list[str], after: list[str]
) -> None:
    moved = pick_moved(before, after)
    assert moved == [id_ for id_ in after if id_ in moved]
    assert set(moved) <= set(before)


@pytest.mark.parametrize(
    ("before", "after", "moved"),
    [
        ("", "", ""),
        ("abc", "abc", ""),
        ("abc", "", ""),
        ("", "abc", ""),
        ("abcd", "bcda", "a"),
        ("abcd", "dabc", "d"),
        ("abc", "axbyc", ""),
        ("axbyc", "cab", "c"),
        ("ab", "ba", "b"),
    ],
)
def test_the_fewest_ids_move(before: str, after: str, moved: str) -> None:
    assert pick_moved(before, after) == list(moved)


def _list_stayers(before: _Ids, after: _Ids) -> list[set[str]]:
    """List every largest set of ids that are in the same order in both lists."""
    for size in range(len(before), -1, -1):
        stayers = [
            set(ids)
            for ids in combinations(before, size)
            if ids == tuple(id_ for id_ in after if id_ in ids)
        ]
        if stayers:
            return stayers
    raise AssertionError


@pytest.mark.parametrize("length", range(7))
def test_what_surely_moved_stays_in_no_way_of_moving_the_fewest(length: int) -> None:
    before = tuple("abcdef"[:length])
    for after in permutations(before):
        may_stay = set[str]().union(*_list_stayers(before, after))
        expected = [id_ for id_ in after if id_ not in may_stay]
        assert pick_surely_moved(before, after) == expected


@pytest.mark.parametrize(
    ("before", "after", "moved"),
    [
        ("", "", ""),
        ("abc", "", ""),
        ("", "abc", ""),
        ("ab", "ba", ""),
        ("abc", "cab", "c"),
        ("abcd", "badc", ""),
        ("abcde", "xcabyde", "c"),
        ("axbcde", "cabde", "c"),
    ],
)
def test_of_two_neighbours_that_changed_places_none_surely_moved(
    before: str, after: str, moved: str
) -> None:
    assert pick_surely_moved(before, after) == [*moved]


@given(_id_lists, _id_lists)
def test_what_surely_moved_is_among_the_fewest_that_move(
    before: list[str], after: list[str]
) -> None:
    assert set(pick_surely_moved(before, after)) <= set(pick_moved(before, after))


def test_a_hundred_thousand_ids_are_sorted_out_without_comparing_all_pairs() -> None:
    before = [str(number) for number in range(100_000)]
    after = before.copy()
    Random(1).shuffle(after)
    assert 98_000 < len(pick_moved(before, after)) < 100_000
    assert 90_000 < len(pick_surely_moved(before, after)) < 100_000


@st.composite
def rearrangements(draw: st.DrawFn) -> tuple[list[str], list[str], Random]:
    """Give two lists of ids that have much in common, or little, and a source of chance."""
    before, after = draw(_id_lists), draw(_id_lists)
    if draw(st.booleans()):
        after = before.copy()
        for _ in range(draw(st.integers(0, 3))):
            if after:
                id_ = after.pop(draw(st.integers(0, len(after) - 1)))
                after.insert(draw(st.integers(0, len(after))), id_)
    return before, after, draw(st.randoms(use_true_random=False))


@given(rearrangements())
def test_every_index_is_that_of_the_moment(case: tuple[list[str], list[str], Random]) -> None:
    before, after, random = case
    rearrangement = Rearrangement(before, after)
    ids = before.copy()
    to_take = rearrangement.outgoing.copy()

    def take(id_: str) -> None:
        to_take.remove(id_)
        assert ids.pop(rearrangement.take(id_)) == id_

    for id_ in rearrangement.incoming:
        for other in random.sample(to_take, random.randint(0, len(to_take))):
            take(other)
        if id_ in to_take:
            take(id_)
        ids.insert(rearrangement.insert(id_), id_)
    assert [ids[rearrangement.locate(index)] for index in range(len(after))] == after
    for id_ in random.sample(to_take, len(to_take)):
        take(id_)
    assert ids == after


@given(_id_lists, _id_lists)
def test_no_more_is_taken_and_inserted_than_has_to(before: list[str], after: list[str]) -> None:
    rearrangement = Rearrangement(before, after)
    moved = pick_moved(before, after)
    came = [id_ for id_ in after if id_ not in before]
    left = [id_ for id_ in before if id_ not in after]
    assert rearrangement.incoming == [id_ for id_ in after if id_ in {*moved, *came}]
    assert rearrangement.outgoing == [id_ for id_ in before if id_ in {*moved, *left}]


def test_what_waits_in_front_of_entries_in_place_is_still_found() -> None:
    rearrangement = Rearrangement("wab", "abx")
    assert (rearrangement.outgoing, rearrangement.incoming) == (["w"], ["x"])
    assert rearrangement.insert("x") == 3
    assert [rearrangement.locate(index) for index in range(3)] == [1, 2, 3]
    assert rearrangement.find("w") == 0
    assert rearrangement.take("w") == 0
    assert [rearrangement.locate(index) for index in range(3)] == [0, 1, 2]


def test_what_waits_behind_is_found_behind() -> None:
    rearrangement = Rearrangement("abcw", "xabc")
    assert rearrangement.find("w") == 3
    assert rearrangement.insert("x") == 0
    assert rearrangement.find("w") == 4
