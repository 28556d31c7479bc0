"""Progress: a bar on stderr, for people who wait."""

import sys
from collections.abc import Iterator, Sequence
from typing import Final

from kvid_composition.cli.inputs import Found, measure_source
from kvid_composition.cli.terminal import ColorChoice, decide_color, is_terminal

__all__ = ["track_progress"]

# What is checked in less than about half a second needs no bar.
_MANY_FILES: Final = 20
_MANY_BYTES: Final = 16 * 1024 * 1024


def track_progress(sources: Sequence[Found], *, quiet: bool, color: ColorChoice) -> Iterator[Found]:
    """Give each source in turn, with a bar if stderr is a terminal and there is much to do."""
    if quiet or not is_terminal(sys.stderr) or not _is_much(sources):
        yield from sources
        return
    # Importing rich takes longer than checking a composition.
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn  # noqa: PLC0415

    # File names stay out of the bar: it would have to be told what not to interpret in them.
    bar_column = BarColumn(complete_style="cyan", finished_style="green")
    columns = TextColumn("Checking"), bar_column, MofNCompleteColumn(), TextColumn("files")
    console = Console(stderr=True, no_color=not decide_color(color, sys.stderr))
    with Progress(*columns, console=console, transient=True) as bar:
        yield from bar.track(sources)


def _is_much(sources: Sequence[Found]) -> bool:
    return len(sources) >= _MANY_FILES or sum(map(measure_source, sources)) >= _MANY_BYTES
