"""The pile: large documents first, the others in their order, a bounded amount at once."""

import pytest

from kvid_composition.cli.pile import Pile

KILOBYTE = 2**10
MEGABYTE = 2**20


def take_all(pile: Pile) -> list[list[int]]:
    taken: list[list[int]] = []
    while pile:
        taken.append(pile.take_some())
    return taken


def join(taken: list[list[int]]) -> list[int]:
    return [number for numbers in taken for number in numbers]


def test_documents_are_taken_in_their_order_about_half_a_megabyte_at_once() -> None:
    pile = Pile(dict.fromkeys(range(100, 300), 200 * KILOBYTE), 2)
    taken = take_all(pile)
    assert join(taken) == list(range(100, 300))
    assert set(map(len, taken[:-1])) == {3}


def test_a_document_that_all_would_wait_for_is_first_and_alone() -> None:
    weights = dict.fromkeys(range(2000), 40 * KILOBYTE)
    weights |= {7: 20 * MEGABYTE, 1999: 30 * MEGABYTE}
    taken = take_all(Pile(weights, 2))
    assert taken[:2] == [[1999], [7]]
    assert join(taken[2:]) == [number for number in range(1999) if number != 7]


def test_documents_of_one_size_stay_in_their_order_however_large_they_are() -> None:
    assert take_all(Pile(dict.fromkeys(range(5), 50 * MEGABYTE), 2)) == [[0], [1], [2], [3], [4]]


def test_nothing_is_taken_of_nothing() -> None:
    pile = Pile({}, 2)
    assert (bool(pile), pile.take_some(), pile.take_light()) == (False, [], [])


def test_a_light_document_is_the_next_if_that_is_light() -> None:
    weights = {0: 100 * KILOBYTE, 1: 2 * MEGABYTE, **dict.fromkeys(range(2, 100), 2 * MEGABYTE)}
    pile = Pile(weights, 1)
    assert [pile.take_light(), pile.take_light()] == [[0], []]


def test_a_large_document_is_not_light() -> None:
    assert Pile({0: KILOBYTE}, 1).take_light() == []


@pytest.mark.parametrize("count", [0, 1, 3])
def test_what_is_put_back_is_next_in_its_order(count: int) -> None:
    pile = Pile(dict.fromkeys(range(200), 100 * KILOBYTE), 1)
    taken = pile.take_some()
    pile.put_back(taken[len(taken) - count :])
    assert join(take_all(pile)) == list(range(len(taken) - count, 200))
