"""Statistics of a run as a table for people, or as JSON."""

from collections.abc import Callable, Iterator
from typing import Final

from kvid_composition.checking.run import Run
from kvid_composition.checking.statistics import RuleCount, Statistics, count_rules
from kvid_composition.document.values import JsonObject
from kvid_composition.document.writer import TextStyle, write_json
from kvid_composition.reporting.formats import FormatName
from kvid_composition.reporting.render_settings import RenderSettings
from kvid_composition.reporting.styled import BLANK, Line, Span, Style, join_text
from kvid_composition.reporting.text import summarize_run
from kvid_composition.reporting.wording import count_nouns

__all__ = ["render_statistics", "write_statistics"]

_LONGEST_BAR: Final = 20
# Of ASCII: a bar of escapes, where an encoding has no blocks, would be no bar.
_MARK: Final = "#"
_JSON_STYLE: Final = TextStyle(ascii_only=True)


def write_statistics(
    format_: FormatName,
    run: Run,
    settings: RenderSettings,
    paint: Callable[[Line], str] = join_text,
) -> str:
    """Write how often each rule is broken: a table and the line that sums up, or JSON."""
    statistics = count_rules(run)
    if format_ == "json":
        return write_json({**statistics.to_dict(), "summary": _sum_up(run)}, _JSON_STYLE)
    lines = [*render_statistics(statistics)]
    if settings.with_summary:
        lines += [BLANK] if lines else []
        lines.append(summarize_run(run, is_partial=settings.is_partial))
    return "".join(f"{paint(line)}\n" for line in lines)


def _sum_up(run: Run) -> JsonObject:
    return {
        "files": len(run.files),
        "faulty": run.faulty,
        "unreadable": len(run.unreadable),
        **{severity.value: count for severity, count in run.counts.items()},
    }


def render_statistics(statistics: Statistics) -> Iterator[Line]:
    """Write a row for each rule that is broken: count, code, name, bar, and what can be repaired.

    The longest bar stands for the rule that is broken most often; no bar is empty.
    """
    rules = statistics.rules
    counts = [f"{rule.count:,}" for rule in rules]
    wide = max(map(len, counts), default=0)
    names = max((len(rule.name) for rule in rules), default=0)
    most = max((rule.count for rule in rules), default=1)
    for rule, count in zip(rules, counts, strict=True):
        yield (
            Span(count.rjust(wide), Style.STRONG),
            Span(f"  {rule.code}", Style.STRONG),
            Span(f"  {rule.name.ljust(names)}"),
            *_draw_bar(rule, most),
        )
    if statistics.uncounted:
        text = (
            f"... and {count_nouns(statistics.uncounted, 'more issue')}, of which only the number"
        )
        yield (Span(f"{text} is known. --max-issues 0 counts all.", Style.STRONG),)


def _draw_bar(rule: RuleCount, most: int) -> Iterator[Span]:
    length = max(1, round(_LONGEST_BAR * rule.count / most))
    bar = _MARK * length
    if not rule.repairable:
        yield Span(f"  {bar}", Style.FAINT)
        return
    yield Span(f"  {bar.ljust(_LONGEST_BAR)}", Style.FAINT)
    yield Span(f"  {rule.repairable:,} can be repaired", Style.GOOD)
