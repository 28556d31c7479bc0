"""What came of the race, as a section in Markdown and as JSON."""

from collections.abc import Iterator, Sequence
from statistics import median
from typing import Any, Final

from benchmarks.peers.markdown import draw_table
from benchmarks.peers.speed.entry import GROUPS, Entry, Group
from benchmarks.peers.speed.race import Figure

__all__ = [
    "YARDSTICKS",
    "list_absent",
    "show_ratio",
    "show_time",
    "write_figures",
    "write_section",
]

YARDSTICKS: Final[dict[Group, tuple[str, str]]] = {
    "validate": ("json.loads", "JSON.parse"),
    "diff": ("a == b", "fast-deep-equal"),
    "make": ("a == b", "fast-deep-equal"),
    "apply": ("a == b", "fast-deep-equal"),
    "merge": ("a == b", "fast-deep-equal"),
}
"""What times are multiples of, by the kind of work: in Python, and in node."""

_ABOUT: Final = """\
All get the same documents: compositions of seven item types, with assets for a third of the items;
two versions that differ in 100 fields; for merges, 100 changes a side. Every library runs in a
process of its own and takes turns there with a yardstick: `json.loads` of the text for validation,
else `a == b` of two parsed copies; in node, `JSON.parse` and `fast-deep-equal`. Times are medians
of five runs, or of as many as began within 20 seconds; *x* is the time as a multiple of the
yardstick's. A process is ended after {limit:.0f} s, in which it also reads the documents. A dash:
too slow for documents of that size, and not asked.

The schemas say what the parts of a composition look like, and no more: jsonschema, jsonschema-rs,
fastjsonschema, ajv and msgspec check the *structure only*. They follow no reference and compare no
times. The first four get `schemas/composition.schema.json`, msgspec its equivalent in Structs; they
say yes or no, where this library says what is wrong, where, and what to do."""


def write_section(figures: Sequence[Figure], limit: float) -> str:
    """Write a section with a table for each kind of work."""
    parts = ["## How fast", _ABOUT.format(limit=limit)]
    for group, title in GROUPS.items():
        mine = [figure for figure in figures if figure.entry.group == group]
        if mine:
            parts += [f"### {title}", _draw_group(group, mine, limit)]
    return "\n\n".join(parts)


def write_figures(figures: Sequence[Figure]) -> list[dict[str, Any]]:
    """Give the figures as JSON."""
    return [
        {
            "group": figure.entry.group,
            "name": figure.entry.name,
            "version": figure.entry.find_version(),
            "runtime": "node" if figure.entry.is_in_node else "python",
            "items": figure.items,
            "outcome": figure.outcome,
            "milliseconds": round(figure.milliseconds, 3),
            "yardstick": round(figure.yardstick, 3),
            "ratio": figure.ratio and round(figure.ratio, 3),
            "rounds": figure.rounds,
            "detail": figure.detail,
        }
        for figure in figures
    ]


def _draw_group(group: Group, figures: Sequence[Figure], limit: float) -> str:
    sizes = sorted({figure.items for figure in figures})
    entries = dict.fromkeys(figure.entry for figure in figures if figure.outcome != "absent")
    found = {(figure.entry, figure.items): figure for figure in figures}
    head = ["", "version", *(cell for items in sizes for cell in (f"{items:,} items", "x")), "call"]
    rows = [
        [
            entry.name if not entry.is_ours else f"**{entry.name}**",
            entry.find_version() or "",
            *(cell for items in sizes for cell in _show(found[entry, items], limit)),
            f"{entry.call}{', in node' if entry.is_in_node else ''}",
        ]
        for entry in sorted(entries, key=lambda entry: _rank(found[entry, sizes[0]]))
    ]
    return draw_table(head, [*_list_yardsticks(group, figures, sizes), *rows])


def _rank(figure: Figure) -> float:
    """Give the place in the table: the fastest first."""
    return float("inf") if figure.ratio is None else figure.ratio


def _list_yardsticks(
    group: Group, figures: Sequence[Figure], sizes: Sequence[int]
) -> Iterator[list[str]]:
    for name, is_in_node in zip(YARDSTICKS[group], (False, True), strict=True):
        times = [
            [
                figure.yardstick
                for figure in figures
                if figure.items == items and figure.rounds and figure.entry.is_in_node == is_in_node
            ]
            for items in sizes
        ]
        if any(times):
            cells = (cell for each in times for cell in _show_yardstick(each))
            place = ", in node" if is_in_node else ""
            yield [f"*{name}*", "", *cells, f"the yardstick{place}"]


def _show_yardstick(times: Sequence[float]) -> tuple[str, str]:
    return (show_time(median(times)), "1") if times else ("-", "")


def _show(figure: Figure, limit: float) -> tuple[str, str]:
    match figure.outcome:
        case "measured":
            return show_time(figure.milliseconds), show_ratio(figure.ratio or 0)
        case "over the limit":
            return f"over {limit:.0f} s", ""
        case "failed":
            return f"fails: {figure.detail}", ""
        case "not asked" | "absent":
            return "-", ""


def show_time(milliseconds: float) -> str:
    """Write a time with the figures that count."""
    if milliseconds >= 1000:
        return f"{show_ratio(milliseconds / 1000)} s"
    return f"{show_ratio(milliseconds)} ms"


def show_ratio(ratio: float) -> str:
    """Write a number with two figures, or three where there are as many before the point."""
    if ratio >= 10:
        return f"{float(f'{ratio:.3g}'):,.0f}"
    return f"{ratio:.1f}" if ratio >= 1 else f"{ratio:.2g}"


def list_absent(figures: Sequence[Figure]) -> list[Entry]:
    """List who could not be asked."""
    return [*dict.fromkeys(figure.entry for figure in figures if figure.outcome == "absent")]
