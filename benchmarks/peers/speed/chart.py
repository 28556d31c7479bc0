"""A chart of the race: bars of ratios on a logarithmic axis, as an SVG that needs nothing else."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from math import floor, log10
from typing import Final

from benchmarks.peers.speed.bars import Bar, list_bars
from benchmarks.peers.speed.entry import GROUPS, Group
from benchmarks.peers.speed.race import Figure
from benchmarks.peers.speed.section import YARDSTICKS

__all__ = ["draw_chart"]

_WIDTH: Final = 880
_LEFT: Final = 216
_RIGHT: Final = 704
_TOP: Final = 84
_ROW: Final = 22
_BAR: Final = 12
_HEAD: Final = 52
_FOOT: Final = 44

_TITLE: Final = "How fast: kvid-composition and others at {items:,} items"
_NOTES: Final[dict[Group, str]] = {
    "validate": "; all others check the structure only",
}
_LEGEND: Final = (
    ("ours", "kvid-composition"),
    ("python", "others in Python"),
    ("node", "in node"),
)
_OPENING: Final = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" \
height="{height}" role="img" aria-labelledby="title desc">"""
_GROUND: Final = '<rect class="ground" x=".5" y=".5" width="{width}" height="{height}" rx="8"/>'

_STYLE: Final = """\
text { font: 13px system-ui, "Segoe UI", Helvetica, Arial, sans-serif; fill: #1f2328 }
.title { font-size: 18px; font-weight: 600 }
.head { font-size: 14px; font-weight: 600 }
.ground { fill: #ffffff; stroke: #d0d7de }
.value { paint-order: stroke; stroke: #ffffff; stroke-width: 4px; stroke-linejoin: round }
.name, .end { text-anchor: end }
.ours { fill: #d9480f; font-weight: 600 }
.soft, .tick { fill: #59636e; font-size: 12px; font-weight: 400 }
.tick { text-anchor: middle }
.grid { stroke: #e4e8ec }
.one { stroke: #59636e; stroke-dasharray: 3 3 }
.python { fill: #a8b3bf }
.node { fill: #b3c89c }
.bar.ours { fill: #f0662b }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3 }
  .ground { fill: #0d1117; stroke: #30363d }
  .value { stroke: #0d1117 }
  .ours { fill: #ff9a5c }
  .soft, .tick { fill: #8b949e }
  .grid { stroke: #262c36 }
  .one { stroke: #8b949e }
  .python { fill: #5b6672 }
  .node { fill: #5f7a4b }
  .bar.ours { fill: #f0773a }
}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Axis:
    """Decades from left to right."""

    first: int
    last: float

    @property
    def decades(self) -> range:
        """The powers of ten on it."""
        return range(self.first, floor(self.last) + 1)

    def place(self, ratio: float) -> float:
        """Give the x of a ratio."""
        share = (log10(ratio) - self.first) / (self.last - self.first)
        return round(_LEFT + share * (_RIGHT - _LEFT), 1)


def draw_chart(figures: Sequence[Figure], limit: float) -> str:
    """Draw who is how fast at the smallest size, where everyone was asked.

    A bar that was cut at the limit has an arrow. Who is absent is left out.
    """
    items = min(figure.items for figure in figures)
    groups = list_bars([figure for figure in figures if figure.items == items], limit)
    axis = _span([bar for bars in groups.values() for bar in bars])
    height = _TOP + sum(_HEAD + _ROW * len(bars) for bars in groups.values()) + _FOOT
    title = _TITLE.format(items=items)
    lines = (
        _OPENING.format(width=_WIDTH, height=height),
        f'<title id="title">{title}</title>',
        f'<desc id="desc">{escape(_describe(groups))}</desc>',
        f"<style>\n{_STYLE}\n</style>",
        _GROUND.format(width=_WIDTH - 1, height=height - 1),
        _write(24, 36, title, "title"),
        *_draw_legend(),
        *_draw_groups(axis, groups),
        *_draw_ticks(axis, height - _FOOT + 20),
        "</svg>\n",
    )
    return "\n".join(lines)


def _span(bars: Sequence[Bar]) -> _Axis:
    """Span an axis over all ratios, and over a decade at each side of 1 at least."""
    ratios = [bar.ratio for bar in bars if bar.ratio]
    first, last = (log10(pick(ratios, default=1)) for pick in (min, max))
    return _Axis(first=min(floor(first), -1), last=max(last, 1))


def _describe(groups: Mapping[Group, Sequence[Bar]]) -> str:
    """Say in words what the bars show."""
    return " ".join(
        f"{GROUPS[group]}, {_explain(group, bars)}: "
        f"{', '.join(f'{bar.name} {bar.words}' for bar in bars)}."
        for group, bars in groups.items()
    )


def _draw_legend() -> Iterator[str]:
    x = 24.0
    for kind, name in _LEGEND:
        yield f'<rect class="bar {kind}" x="{x}" y="52" width="12" height="12" rx="2"/>'
        yield _write(x + 18, 62, name, "soft")
        x += 40 + 7 * len(name)
    yield _write(_WIDTH - 24, 62, "logarithmic; shorter is faster", "soft end")


def _draw_groups(axis: _Axis, groups: Mapping[Group, Sequence[Bar]]) -> Iterator[str]:
    y = _TOP
    for group, bars in groups.items():
        y += _HEAD
        yield _write(24, y - 16, GROUPS[group], "head")
        yield _write(_LEFT, y - 16, _explain(group, bars), "soft")
        yield from _draw_grid(axis, y - 6, y + _ROW * len(bars) - 4)
        for bar in bars:
            yield from _draw_bar(axis, bar, y)
            y += _ROW


def _explain(group: Group, bars: Sequence[Bar]) -> str:
    """Say what the bars of a group are multiples of."""
    python, node = YARDSTICKS[group]
    in_node = f" (in node: {node})" if any(bar.kind == "node" for bar in bars) else ""
    return f"times {python}{in_node}{_NOTES.get(group, '')}"


def _draw_grid(axis: _Axis, top: float, bottom: float) -> Iterator[str]:
    for decade in axis.decades:
        x = axis.place(10**decade)
        kind = "grid" if decade else "one"
        yield f'<line class="{kind}" x1="{x}" x2="{x}" y1="{top}" y2="{bottom}"/>'


def _draw_ticks(axis: _Axis, y: float) -> Iterator[str]:
    for decade in axis.decades:
        yield _write(axis.place(10**decade), y, f"{10**decade:,g} x", "tick")


def _draw_bar(axis: _Axis, bar: Bar, y: int) -> Iterator[str]:
    x = axis.place(bar.ratio) if bar.ratio else _LEFT
    middle = y + _BAR - 2
    shade = " ours" if bar.kind == "ours" else ""
    yield _write(_LEFT - 10, middle, bar.name, f"name{shade}")
    box = f'x="{_LEFT}" y="{y}" width="{x - _LEFT:.1f}" height="{_BAR}" rx="2"'
    yield f'<rect class="bar {bar.kind}" {box}/>'
    if bar.is_cut:
        tip = f"M{x + 2} {y} l8 {_BAR / 2} l-8 {_BAR / 2} z"
        yield f'<path class="bar {bar.kind}" d="{tip}"/>'
        x += 10
    time = f'<tspan class="soft" dx="8">{bar.time}</tspan>'
    yield f'<text class="value{shade}" x="{x + 8:.1f}" y="{middle}">{bar.words}{time}</text>'


def _write(x: float, y: float, text: str, kind: str) -> str:
    return f'<text class="{kind}" x="{x}" y="{y}">{escape(text)}</text>'
