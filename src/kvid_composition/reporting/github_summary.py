"""A run as Markdown for the step summary of GitHub Actions."""

from collections.abc import Iterator
from typing import Final

from kvid_composition.checking.run import CheckedFile, Run
from kvid_composition.reporting.issue_words import (
    cut_pointer,
    name_file,
    name_place,
    word_repair,
)
from kvid_composition.reporting.markdown import mark_code, mark_prose
from kvid_composition.reporting.render_settings import RenderSettings
from kvid_composition.reporting.styled import join_text
from kvid_composition.reporting.text import summarize_run
from kvid_composition.reporting.wording import count_nouns
from kvid_composition.validation.issues import Issue

__all__ = ["write_step_summary"]

# GitHub takes 1 MiB for a step, whose other commands may want to write, too.
_MOST_BYTES: Final = 512 * 1024
_HEAD: Final = "| | place | rule | what is wrong | what to do |\n|---|---|---|---|---|\n"


def write_step_summary(run: Run, settings: RenderSettings) -> str:
    """Write a title and a table of the issues, the worst first, to be appended to the summary.

    At most half a mebibyte: of more rows the last are left out, and counted. Everything that comes
    from documents shows as it is: it mentions nobody, links nowhere and runs nothing.
    """
    title = mark_prose(join_text(summarize_run(run, is_partial=settings.is_partial)))
    rows = _fill(_list_rows(run, settings), _MOST_BYTES)
    paths = _fill(_list_paths(run), _MOST_BYTES // 8)
    left = run.total - len(rows)
    return "".join(
        (
            f"### Compositions\n\n{title}\n\n",
            *((*paths, "\n") if paths else ()),
            *((_HEAD, *rows, "\n") if rows else ()),
            f"... and {count_nouns(left, 'more issue')}.\n\n" if left and run.files else "",
        )
    )


def _fill(lines: Iterator[str], most: int) -> list[str]:
    """Take lines from the first as long as they fit."""
    taken: list[str] = []
    for line in lines:
        most -= len(line.encode())
        if most < 0:
            break
        taken.append(line)
    return taken


def _list_paths(run: Run) -> Iterator[str]:
    for path in run.unreadable:
        yield f"- {mark_code(name_file(path.path))}: {mark_prose(path.reason)}\n"


def _list_rows(run: Run, settings: RenderSettings) -> Iterator[str]:
    shown = run.pick_worst(settings.most)
    pairs = [
        (file, issue) for file, issues in zip(run.files, shown, strict=True) for issue in issues
    ]
    for file, issue in sorted(pairs, key=lambda pair: pair[1].severity.rank):
        yield f"| {' | '.join(_write_cells(file, issue))} |\n"


def _write_cells(file: CheckedFile, issue: Issue) -> tuple[str, ...]:
    repair = word_repair(file, issue)
    pointer = mark_code(cut_pointer(issue.path)) if issue.path else "the root"
    return (
        issue.severity.value,
        f"{mark_code(name_place(file, issue))}<br>{pointer}",
        f"{mark_code(issue.code)} {mark_prose(issue.name)}",
        mark_prose(issue.message),
        mark_prose(issue.hint) + (f"<br>Repair: {mark_prose(repair)}" if repair else ""),
    )
