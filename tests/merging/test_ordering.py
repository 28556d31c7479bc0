"""Order: the smallest arrangement that has every pair that a side has turned round."""

from functools import cache
from itertools import combinations, permutations
from random import Random
from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvid_composition.merging.ordering import Lead, MergedOrder, merge_order

_Ids: TypeAlias = tuple[str, ...]


def _merge(
    base: str, ours: str, theirs: str, members: str | None = None, lead: Lead | None = None
) -> MergedOrder:
    """Merge lists of letters; without members, those that nobody has deleted."""
    if members is None:
        lists = (base, ours), (base, theirs)
        gone = {id_ for before, after in lists for id_ in before if id_ not in after}
        members = "".join(dict.fromkeys(id_ for id_ in base + ours + theirs if id_ not in gone))
    return merge_order((base, ours, theirs), members, str, lead=lead)


def _arrange(base: str, ours: str, theirs: str, members: str | None = None) -> str:
    return "".join(_merge(base, ours, theirs, members).ids)


# The join, held against all arrangements there are.


def _list_pairs(arranged: _Ids) -> frozenset[_Ids]:
    """List the pairs that stand the other way round than in the alphabet."""
    return frozenset(pair for pair in combinations(arranged, 2) if pair[0] > pair[1])


@cache
def _list_arrangements(size: int) -> dict[_Ids, int]:
    """Give every arrangement of some letters, with the pairs that are turned round as bits."""
    letters = "abcdef"[:size]
    pairs: list[_Ids] = [*combinations(letters, 2)]
    bits = {pair[::-1]: 1 << bit for bit, pair in enumerate(pairs)}
    return {
        arranged: sum(bits[pair] for pair in _list_pairs(arranged))
        for arranged in permutations(letters)
    }


def _find_smallest(wanted: int, size: int) -> _Ids:
    """Find the one arrangement with all wanted pairs turned round, and the fewest others."""
    fitting = [
        (turned.bit_count(), arranged)
        for arranged, turned in _list_arrangements(size).items()
        if turned & wanted == wanted
    ]
    fitting.sort()
    assert len(fitting) == 1 or fitting[0][0] < fitting[1][0], "it is not the only one"
    return fitting[0][1]


def _require_smallest(size: int, ours: _Ids, theirs: _Ids) -> None:
    table = _list_arrangements(size)
    base = next(iter(table))
    merged = merge_order((base, ours, theirs), base, str)
    assert tuple(merged.ids) == _find_smallest(table[ours] | table[theirs], size)


@pytest.mark.parametrize("size", [1, 2, 3, 4])
def test_every_two_arrangements_have_one_smallest_join_and_it_is_given(size: int) -> None:
    for ours in _list_arrangements(size):
        for theirs in _list_arrangements(size):
            _require_smallest(size, ours, theirs)


@pytest.mark.parametrize("size", [5, 6])
def test_of_larger_lists_the_smallest_join_is_given_as_well(size: int) -> None:
    random, arrangements = Random(size), [*_list_arrangements(size)]
    for _ in range(1_000):
        _require_smallest(size, random.choice(arrangements), random.choice(arrangements))


def test_stretches_that_nobody_tears_apart_stay_in_one_piece() -> None:
    assert _arrange("abcdefgh", "efghabcd", "abefghcd") == "efghabcd"
    assert _arrange("abcdef", "cdabef", "abefcd") == "efcdab"


@st.composite
def _arrangements(draw: st.DrawFn) -> tuple[list[str], list[str], list[str]]:
    base = [*"abcdefghijkl"[: draw(st.integers(0, 12))]]
    return base, draw(st.permutations(base)), draw(st.permutations(base))


@given(_arrangements(), st.sampled_from(["ours", "theirs", "base", None]))
def test_whoever_leads_every_uncontested_pair_of_both_stays_turned_round(
    lists: tuple[list[str], list[str], list[str]], lead: Lead | None
) -> None:
    base, ours, theirs = lists
    merged = merge_order(lists, base, str, lead=lead)
    contested = set(merged.contested)
    turned = _list_pairs(tuple(merged.ids))
    for name, side in (("ours", ours), ("theirs", theirs)):
        for pair in _list_pairs(tuple(side)):
            if contested.isdisjoint(pair) or lead in (None, name):
                assert pair in turned


# What both sides have moved.


def test_what_one_moved_to_the_front_and_the_other_to_the_back_is_contested() -> None:
    merged = _merge("abcde", "cabde", "abdec")
    assert merged.contested == ("c",)
    assert "".join(merged.ids) == "decab"


def test_what_both_moved_to_the_front_is_not_contested() -> None:
    merged = _merge("abcde", "dabce", "adbce")
    assert (merged.contested, "".join(merged.ids)) == ((), "dabce")
    assert merged.is_merged


def test_neighbours_that_changed_places_are_not_contested() -> None:
    # Whoever did it moved the one or the other.
    merged = _merge("abc", "bac", "acb")
    assert (merged.contested, "".join(merged.ids)) == ((), "cba")


def test_two_that_moved_towards_each_other_are_not_contested() -> None:
    merged = _merge("abcdef", "bcdefa", "fabcde")
    assert (merged.contested, "".join(merged.ids)) == ((), "fbcdea")


@pytest.mark.parametrize(
    ("lead", "ids"), [("ours", "cabde"), ("theirs", "abdec"), ("base", "abcde"), (None, "decab")]
)
def test_whose_way_goes_for_what_is_contested_can_be_said(lead: Lead, ids: str) -> None:
    assert "".join(_merge("abcde", "cabde", "abdec", lead=lead).ids) == ids


def test_what_is_put_back_does_not_go_along_with_what_the_side_moves_besides() -> None:
    # Theirs puts b and c last; the way of ours for c leaves b alone there.
    assert "".join(_merge("abcdef", "cabdef", "adefcb", lead="ours").ids) == "cadefb"
    assert "".join(_merge("abcdef", "cabdef", "adefcb", lead="base").ids) == "acdefb"


def test_what_is_put_back_stands_to_what_both_have_moved_as_the_leading_side_has_it() -> None:
    # Both put e first; theirs puts c before it, ours puts c last.
    lists = ("abcdef", "eabdfc", "ceabdf")
    assert "".join(_merge(*lists, lead="theirs").ids) == "ceabdf"
    assert "".join(_merge(*lists, lead="ours").ids) == "eabdfc"


@pytest.mark.parametrize(
    ("lead", "ids"), [("ours", "ecabdf"), ("theirs", "eabdfc"), ("base", "eabcdf")]
)
def test_what_is_not_contested_holds_whoever_leads(lead: Lead, ids: str) -> None:
    # Theirs has moved e as well, and nobody else has.
    assert "".join(_merge("abcdef", "cabdef", "eabdfc", lead=lead).ids) == ids


def test_a_list_that_one_side_left_alone_is_the_others() -> None:
    assert not _merge("abc", "abc", "cab").is_merged
    assert _arrange("abc", "abc", "cab") == _arrange("abc", "cab", "abc") == "cab"
    assert not _merge("abc", "cab", "cab").is_merged
    assert _arrange("abc", "cab", "cab") == "cab"


# What comes and goes.


def test_what_somebody_put_in_stands_behind_its_left_neighbour() -> None:
    assert _arrange("abc", "axbc", "abyc") == "axbyc"
    assert _arrange("abc", "xabc", "abcy") == "xabcy"
    assert _arrange("abc", "abxc", "cab") == "cabx"


def test_what_both_put_at_one_place_stays_in_two_runs_by_their_first() -> None:
    assert _arrange("ab", "azxb", "apyb") == _arrange("ab", "apyb", "azxb") == "apyzxb"


def test_runs_are_sorted_by_the_given_key() -> None:
    lists = ["a"], ["a", "x"], ["a", "y"]
    assert merge_order(lists, "axy", lambda id_: -ord(id_)).ids == ["a", "y", "x"]


def test_what_both_put_in_is_there_once() -> None:
    assert _arrange("ab", "axb", "axb") == "axb"
    assert _arrange("ab", "apxqb", "aoxrb") == "aopxqrb"


def test_what_both_put_at_different_places_stands_at_the_earlier_one() -> None:
    assert _arrange("abc", "axbc", "abxc") == _arrange("abc", "abxc", "axbc") == "axbc"
    assert _arrange("abc", "xabc", "abcx") == "xabc"


def test_what_both_put_in_in_contradicting_orders_is_sorted() -> None:
    assert _arrange("a", "ayxq", "axyp") == _arrange("a", "axyp", "ayxq") == "apqxy"


def test_what_is_gone_is_no_neighbour() -> None:
    assert _arrange("abc", "abxc", "ac") == "axc"
    assert _arrange("abc", "bxc", "ac") == "xc"


def test_a_kept_id_of_a_deleted_list_stands_where_base_had_it() -> None:
    assert _arrange("abc", "", "", "abc") == "abc"
    assert _arrange("abcd", "ad", "ad", "abcd") == "abcd"
    assert _arrange("abcd", "axd", "ad", "abcxd") == "axbcd"


def test_what_no_list_has_comes_last() -> None:
    assert _arrange("ab", "ab", "ab", "abzy") == "abyz"


def test_something_between_two_that_the_other_separated_is_told() -> None:
    merged = _merge("abc", "axbc", "bca")
    assert ("".join(merged.ids), merged.separated) == ("bcax", ("x",))
    assert _merge("abc", "bca", "axyzbc").separated == ("x",)


def test_something_between_two_that_are_still_neighbours_is_not_told() -> None:
    assert _merge("abc", "axbc", "acb").separated == ("x",)
    assert _merge("abcd", "axbcd", "abdc").separated == ()
    assert _merge("abc", "axbc", "aybc").separated == ()
    assert _merge("abc", "abcx", "bca").separated == ()


# The laws of merging, for lists.


@st.composite
def _lists(draw: st.DrawFn) -> tuple[list[str], list[str], list[str]]:
    base = draw(st.permutations("abcdef").map(lambda ids: [*ids]))
    sides: list[list[str]] = []
    for own in ("pqz", "rsz"):
        side = [*base]
        for _ in range(draw(st.integers(0, 3))):
            side.remove(moved := draw(st.sampled_from(side)))
            if draw(st.booleans()):
                side.insert(draw(st.integers(0, len(side))), moved)
        for new in draw(st.lists(st.sampled_from(own), unique=True)):
            side.insert(draw(st.integers(0, len(side))), new)
        sides.append(side)
    return base, sides[0], sides[1]


def _merge_lists(base: list[str], ours: list[str], theirs: list[str]) -> list[str]:
    return _merge("".join(base), "".join(ours), "".join(theirs)).ids


@given(_lists())
def test_who_is_ours_makes_no_difference(lists: tuple[list[str], list[str], list[str]]) -> None:
    base, one, other = lists
    assert _merge_lists(base, one, other) == _merge_lists(base, other, one)


@given(_lists())
def test_a_list_merged_with_the_base_or_itself_is_itself(
    lists: tuple[list[str], list[str], list[str]],
) -> None:
    base, one, _ = lists
    assert _merge_lists(base, one, base) == _merge_lists(base, base, one) == one
    assert _merge_lists(base, one, one) == one


@given(_lists())
def test_a_merged_list_absorbs_what_it_was_made_of(
    lists: tuple[list[str], list[str], list[str]],
) -> None:
    base, one, other = lists
    merged = _merge_lists(base, one, other)
    assert _merge_lists(base, merged, other) == merged
    assert _merge_lists(base, one, merged) == merged
