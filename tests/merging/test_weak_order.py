"""The join of two arrangements: the smallest that turns round what either does."""

from itertools import combinations, permutations
from random import Random

import pytest

from kvid_composition.merging import weak_order
from kvid_composition.merging.weak_order import join_arrangements


def _list_turned(arrangement: list[int]) -> set[tuple[int, int]]:
    """List the pairs in which the greater number stands first."""
    return {(one, other) for one, other in combinations(arrangement, 2) if one > other}


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_it_is_the_smallest_that_has_every_pair_turned_round(count: int) -> None:
    arrangements = [list(each) for each in permutations(range(count))]
    for one in arrangements:
        for other in arrangements:
            wanted = _list_turned(one) | _list_turned(other)
            having = [each for each in arrangements if wanted <= _list_turned(each)]
            smallest = min(having, key=lambda each: len(_list_turned(each)))
            assert join_arrangements([one, other]) == smallest


@pytest.mark.parametrize("seed", range(20))
def test_what_has_to_be_labelled_anew_stays_where_it_is(
    monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    random = Random(seed)
    sides = [random.sample(range(60), 60) for _ in range(2)]
    joined = join_arrangements(sides)
    monkeypatch.setattr(weak_order, "_GAP", 2)
    assert join_arrangements(sides) == joined
    assert _list_turned(joined) >= _list_turned(sides[0]) | _list_turned(sides[1])


def test_a_rotation_of_many_is_joined() -> None:
    turned = [*range(5_000, 10_000), *range(5_000)]
    assert join_arrangements([turned, list(range(10_000))]) == turned
