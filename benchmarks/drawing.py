"""How long it takes to draw what random tests need: `python -m benchmarks.drawing`."""

from random import Random
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings

from benchmarks.measure import time_call
from kvid_composition.testing import compositions, make_random_composition, make_random_triple

_COUNT = 200


def main() -> None:
    show_each("a composition of 20 items, by Hypothesis", time_call(draw_compositions))
    show_each("a composition of 20 items, by a seed", time_call(make_compositions))
    show_each("a triple, by a seed", time_call(make_triples))


def draw_compositions() -> None:
    @settings(
        max_examples=_COUNT,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(compositions(min_items=20, max_items=20))
    def draw(_: Any) -> None:
        pass

    draw()


def make_compositions() -> None:
    for seed in range(_COUNT):
        make_random_composition(Random(seed), items=20)


def make_triples() -> None:
    for seed in range(_COUNT):
        make_random_triple(Random(seed))


def show_each(name: str, time: float) -> None:
    """Print the time of one of so many, in milliseconds."""
    print(f"  {name:<44} {time / _COUNT:9.2f} ms")


if __name__ == "__main__":
    main()
