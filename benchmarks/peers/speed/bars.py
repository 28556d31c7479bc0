"""Bars: what a chart shows of the race, before it is drawn."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from benchmarks.peers.speed.entry import GROUPS, Entry, Group
from benchmarks.peers.speed.race import Figure
from benchmarks.peers.speed.section import show_ratio, show_time

__all__ = ["Bar", "Kind", "list_bars"]

Kind: TypeAlias = Literal["ours", "python", "node"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """What is shown of a figure.

    Attributes:
        name: of the entry.
        kind: whose it is.
        ratio: to the yardstick; None if the library failed.
        words: the ratio, as it is read.
        time: of the call, as it is read.
        is_cut: it took longer than it was given.
    """

    name: str
    kind: Kind
    ratio: float | None
    words: str
    time: str = ""
    is_cut: bool = False


def list_bars(figures: Sequence[Figure], limit: float) -> dict[Group, list[Bar]]:
    """List the bars of each kind of work, the fastest first; who is absent is left out.

    Args:
        figures: of one size.
        limit: seconds after which a library was ended: how long the bar of such a one is.
    """
    units = _find_units(figures)
    bars: dict[Group, list[Bar]] = {group: [] for group in GROUPS}
    for figure in figures:
        unit = units.get((figure.entry.group, figure.entry.is_in_node))
        bars[figure.entry.group] += _make_bar(figure, unit, limit * 1000)
    return {group: sorted(mine, key=_rank) for group, mine in bars.items() if mine}


def _find_units(figures: Sequence[Figure]) -> dict[tuple[Group, bool], float]:
    """Find a time of each yardstick, in milliseconds: who was ended early has none of his own."""
    return {
        (figure.entry.group, figure.entry.is_in_node): figure.yardstick
        for figure in figures
        if figure.rounds
    }


def _make_bar(figure: Figure, unit: float | None, limit: float) -> Iterator[Bar]:
    name, kind = figure.entry.name, _sort(figure.entry)
    match figure.outcome:
        case "measured":
            ratio, time = figure.ratio or 0, show_time(figure.milliseconds)
            yield Bar(name=name, kind=kind, ratio=ratio, words=f"{show_ratio(ratio)} x", time=time)
        case "over the limit" if unit:
            ratio, words = limit / unit, f"over {show_ratio(limit / unit)} x"
            time = show_time(limit)
            yield Bar(name=name, kind=kind, ratio=ratio, words=words, time=time, is_cut=True)
        case "failed":
            yield Bar(name=name, kind=kind, ratio=None, words="fails")
        case _:
            pass


def _sort(entry: Entry) -> Kind:
    if entry.is_ours:
        return "ours"
    return "node" if entry.is_in_node else "python"


def _rank(bar: Bar) -> float:
    return float("inf") if bar.ratio is None else bar.ratio
