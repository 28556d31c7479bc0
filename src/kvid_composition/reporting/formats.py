"""The formats in which a run can be written, by name."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final, Literal, TypeAlias, get_args

from kvid_composition.checking.run import Run
from kvid_composition.reporting.render_settings import RenderSettings
from kvid_composition.reporting.styled import BLANK, Line, join_text
from kvid_composition.reporting.text import render_run, summarize_run

# ruff: noqa: PLC0415  what writes a format is loaded when it is asked for: most runs write text

__all__ = ["FORMATS", "RENDERERS", "FormatName", "write_format"]

FormatName: TypeAlias = Literal["text", "concise", "json", "github", "sarif", "junit", "gitlab"]
Renderer: TypeAlias = Callable[[Run, RenderSettings], Iterator[Line] | str]

FORMATS: Final[tuple[FormatName, ...]] = get_args(FormatName)
"""The names of all formats."""


def write_format(
    name: FormatName,
    run: Run,
    settings: RenderSettings,
    paint: Callable[[Line], str] = join_text,
) -> str:
    """Write a run in a format, whole, up to the line break at its end.

    What comes from documents and file names steers no terminal, whatever the format.

    Args:
        name: the format.
        run: what was found.
        settings: how much of it, and as seen from where.
        paint: writes one line of those formats that are for people: coloured, or as it stands.
    """
    written = RENDERERS[name](run, settings)
    return written if isinstance(written, str) else "".join(f"{paint(line)}\n" for line in written)


def _render_text(run: Run, settings: RenderSettings) -> Iterator[Line]:
    yield from render_run(run, most=settings.most, columns=settings.columns)
    if settings.with_summary:
        if run.total:
            yield BLANK
        yield summarize_run(run, is_partial=settings.is_partial)


def _render_concise(run: Run, settings: RenderSettings) -> Iterator[Line]:
    from kvid_composition.reporting.concise import render_concisely

    yield from render_concisely(run, most=settings.most)
    if settings.with_summary:
        yield summarize_run(run, is_partial=settings.is_partial)


def _write_json(run: Run, settings: RenderSettings) -> str:
    from kvid_composition.reporting.json_report import write_run
    from kvid_composition.reporting.json_text import write_report_text

    return write_report_text(write_run(run, most=settings.most))


def _write_github(run: Run, settings: RenderSettings) -> str:
    from kvid_composition.reporting.github import write_annotations

    return write_annotations(run, settings)


def _write_sarif(run: Run, settings: RenderSettings) -> str:
    from kvid_composition.reporting.json_text import write_report_text
    from kvid_composition.reporting.sarif import write_sarif

    return write_report_text(write_sarif(run, settings))


def _write_junit(run: Run, settings: RenderSettings) -> str:
    from kvid_composition.reporting.junit import write_junit

    return write_junit(run, settings)


def _write_gitlab(run: Run, settings: RenderSettings) -> str:
    from kvid_composition.reporting.gitlab import write_code_quality
    from kvid_composition.reporting.json_text import write_report_text

    return write_report_text(write_code_quality(run, settings))


RENDERERS: Final[Mapping[FormatName, Renderer]] = {
    "text": _render_text,
    "concise": _render_concise,
    "json": _write_json,
    "github": _write_github,
    "sarif": _write_sarif,
    "junit": _write_junit,
    "gitlab": _write_gitlab,
}
"""What writes each format: as lines where it is for people, else as text."""
