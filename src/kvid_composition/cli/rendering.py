"""Rendering: a run in each format that is wanted, delivered to the place that is wanted."""

import os
import sys
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final, TypeAlias

from kvid_composition.checking.run import Run
from kvid_composition.cli.outputs import Output, append_output, write_outputs
from kvid_composition.cli.terminal import (
    ColorChoice,
    decide_color,
    measure_columns,
    paint_line,
    write_bytes,
    write_output,
)
from kvid_composition.reporting.formats import FormatName, write_format
from kvid_composition.reporting.render_settings import RenderSettings
from kvid_composition.reporting.styled import Line, join_text

__all__ = ["FOR_PEOPLE", "Render", "deliver_run", "name_version"]

Render: TypeAlias = Callable[[FormatName, Run, RenderSettings, Callable[[Line], str]], str]
"""Writes a run in a format."""

FOR_PEOPLE: Final[Collection[FormatName]] = ("text", "concise")
"""The formats that a terminal may colour, and that are written in its encoding."""

_STEP_SUMMARY: Final = "GITHUB_STEP_SUMMARY"


def deliver_run(
    run: Run,
    outputs: Sequence[Output],
    settings: RenderSettings,
    color: ColorChoice,
    render_main: Render = write_format,
) -> bool:
    """Write a run to all places; tell whether all could be written.

    Files come first: they are there even if nobody reads the standard output to its end.

    Args:
        run: what was found.
        outputs: the formats and places; the first is the main one.
        settings: what a format has to know.
        color: the choice for the standard output.
        render_main: writes the main output; the others have the run itself.

    Raises:
        CommandEnd: the standard output cannot be written.
    """
    renders = [render_main] + [write_format] * (len(outputs) - 1)
    planned = list(zip(outputs, renders, strict=True))
    contents = {
        output.file: render(output.format, run, settings, join_text)
        for output, render in planned
        if output.file is not None
    }
    is_written = write_outputs(contents, color) & _append_summary(run, outputs, settings, color)
    for output, render in planned:
        if output.file is None:
            _print(output.format, run, settings, render, color)
    return is_written


def _print(
    format_: FormatName, run: Run, settings: RenderSettings, render: Render, color: ColorChoice
) -> None:
    if format_ in FOR_PEOPLE:
        paint = partial(paint_line, color=decide_color(color, sys.stdout))
        fitting = replace(settings, columns=measure_columns())
        write_output(render(format_, run, fitting, paint))
    else:
        # The encoding of the standard output is for people; these formats say theirs.
        write_bytes(render(format_, run, settings, join_text).encode("utf-8", "replace"))


def _append_summary(
    run: Run, outputs: Sequence[Output], settings: RenderSettings, color: ColorChoice
) -> bool:
    """Append a table to the page of the job, where GitHub says in which file it wants it."""
    file = os.environ.get(_STEP_SUMMARY)
    if not file or all(output.format != "github" for output in outputs):
        return True
    from kvid_composition.reporting.github_summary import write_step_summary  # noqa: PLC0415

    return append_output(Path(file), write_step_summary(run, settings), color)


def name_version() -> str:
    """Give the version of this package."""
    # To look it up costs more than to check a small file.
    from importlib.metadata import version  # noqa: PLC0415

    return version("kvid-composition")
