"""Chance that Hypothesis decides: in its range, and shrinking to the plainest."""

from hypothesis import given
from hypothesis import strategies as st

from kvid_composition.testing.drawn.chance import DrawnRandom
from kvid_composition.testing.seeded.fields import pick
from tests.testing.drawn.finding import find_smallest


@st.composite
def _chances(draw: st.DrawFn) -> DrawnRandom:
    return DrawnRandom(draw)


@given(_chances())
def test_fractions_are_below_one_and_above_zero(chance: DrawnRandom) -> None:
    assert 0 < chance.random() < 1


@given(_chances(), st.integers(-30, 30), st.integers(1, 30), st.integers(1, 3))
def test_ranges_are_kept(chance: DrawnRandom, start: int, count: int, step: int) -> None:
    assert chance.randrange(start, start + count, step) in range(start, start + count, step)
    assert chance.randrange(count) in range(count)


@st.composite
def _numbers(draw: st.DrawFn) -> tuple[int, float, str]:
    chance = DrawnRandom(draw)
    return chance.randrange(-20, 20), chance.random(), pick(chance, ("a", "b", "c"))


def test_it_shrinks_to_zero_to_what_mostly_happens_and_to_the_first() -> None:
    number, fraction, option = find_smallest(_numbers(), lambda _: True)
    assert (number, option) == (0, "a")
    assert fraction > 0.99


def test_it_shrinks_no_further_than_it_may() -> None:
    number, fraction, option = find_smallest(
        _numbers(), lambda n: n[0] < -3 and n[1] < 0.5 and n[2] != "a"
    )
    assert (number, option) == (-4, "b")
    assert 0.49 < fraction < 0.5
