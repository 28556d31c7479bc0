"""One call of `validate`: what was asked for, done in its order, down to the exit code."""

import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

from kvid_composition.checking.run import Run, Unreadable
from kvid_composition.cli.baselines import BaselineFile
from kvid_composition.cli.checking import Outcome, Wanted, check_sources
from kvid_composition.cli.checkout import find_root, place_file
from kvid_composition.cli.configuring import configure_source, place_source
from kvid_composition.cli.exits import ExitCode
from kvid_composition.cli.inputs import Found, Source
from kvid_composition.cli.outputs import Output, list_formats
from kvid_composition.cli.own_files import OwnFiles, find_others
from kvid_composition.cli.progress import track_progress
from kvid_composition.cli.rendering import Render, deliver_run, name_version
from kvid_composition.cli.terminal import ColorChoice, print_error, print_note
from kvid_composition.reporting.formats import write_format
from kvid_composition.reporting.render_settings import RenderSettings
from kvid_composition.reporting.wording import count_nouns
from kvid_composition.validation.config import ValidationConfig
from kvid_composition.validation.issues import Severity
from kvid_composition.workspace.loaded import LoadedSettings

__all__ = ["Call", "run_call"]

_MOST_SHOWN: Final = 1000
_MOST_NAMED: Final = 3

# The formats that show the line of an issue, or where in it a place ends.
_WITH_EXCERPTS: Final = frozenset(("text", "github", "sarif"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """What was asked for.

    Attributes:
        paths: what is to be checked, as it was typed.
        outputs: the formats and where they go, the main one first.
        loaded: the settings.
        baseline: what is known already; None where everything is reported.
        updates_baseline: everything is to be known from now on.
        max_issues: how many issues to show, 0 for all; None where that was left open.
        counts_rules: statistics are wanted in place of the issues.
        prints_ignores: the lines that would silence all are wanted in place of the issues.
        jobs: how many processes may check documents at once.
        quiet: neither summary nor progress is wanted.
        color: whether to colour.
    """

    paths: Sequence[str]
    outputs: Sequence[Output]
    loaded: LoadedSettings
    baseline: BaselineFile | None = None
    updates_baseline: bool = False
    max_issues: int | None = None
    counts_rules: bool = False
    prints_ignores: bool = False
    jobs: int = 1
    quiet: bool = False
    color: ColorChoice = "auto"

    @property
    def most(self) -> int | None:
        """The number of issues to show in all; None for all."""
        return _MOST_SHOWN if self.max_issues is None else self.max_issues or None

    @property
    def threshold(self) -> Severity | None:
        """The mildest severity that fails; None where none does."""
        fail_on = self.loaded.settings.fail_on
        return None if fail_on == "never" else Severity(fail_on)

    def configure(self, source: Source) -> ValidationConfig:
        """Give the configuration of a document, which is to find at least as many as are shown."""
        config = configure_source(self.loaded, source)
        if self.max_issues is None or 0 < self.max_issues <= config.limits.issues:
            return config
        limits = replace(config.limits, issues=self.max_issues or sys.maxsize)
        return replace(config, limits=limits)

    def name(self, source: Source) -> str | None:
        """Give the path of a document in the baseline; None where there is none."""
        if self.baseline is None:
            return None
        return self.baseline.name_file(place_source(self.loaded, source))


def run_call(call: Call) -> ExitCode:
    """Check what was asked for, and write what was found.

    Raises:
        CommandEnd: REFUSED, where it cannot be begun; or the standard output cannot be written.
    """
    sources = find_others(call.paths, _list_own(call), quiet=call.quiet, color=call.color)
    settings = _describe(call)
    tracked = track_progress(sources, quiet=call.quiet, color=call.color)
    outcome = _check(call, sources, tracked, _want(call, settings))
    for path in outcome.unreadable:
        print_error("UNREADABLE_INPUT", f"{path.path}: {path.reason}", call.color)
    run, is_written = _apply_baseline(call, sources, outcome)
    if call.prints_ignores:
        from kvid_composition.cli.ignores import print_ignores  # noqa: PLC0415  seldom wanted

        placed = [(place_source(call.loaded, s), file) for s, file in outcome.files.items()]
        print_ignores(placed, call.loaded)
        return ExitCode.REFUSED if run.unreadable else ExitCode.DONE
    is_written &= _deliver(call, run, settings)
    if run.unreadable or not is_written:
        return ExitCode.REFUSED
    return ExitCode.FOUND if run.fails(call.threshold) else ExitCode.DONE


def _check(
    call: Call, sources: Sequence[Found], tracked: Iterable[Found], wanted: Wanted
) -> Outcome:
    if call.jobs == 1:
        return check_sources(tracked, wanted)
    from kvid_composition.cli.sharing import share_sources  # noqa: PLC0415  seldom wanted

    return share_sources(sources, tracked, wanted, call.jobs)


def _want(call: Call, settings: RenderSettings) -> Wanted:
    formats = list_formats(call.outputs)
    is_listed = not call.prints_ignores
    return Wanted(
        configure=call.configure,
        baseline=call.baseline.baseline if call.baseline else None,
        name=call.name,
        place=partial(_place, call, settings),
        update=call.updates_baseline,
        most=None if call.counts_rules else call.most,
        with_excerpts=is_listed and bool(formats & _WITH_EXCERPTS),
        with_corrections=is_listed and (call.counts_rules or "sarif" in formats),
    )


def _place(call: Call, settings: RenderSettings, found: Found) -> str:
    """Give where a document is, absolute, for the formats that name files from the checkout."""
    directory = settings.directory
    place = Path(found.path) if isinstance(found, Unreadable) else place_source(call.loaded, found)
    if not directory or place is None:
        return ""
    return place_file(os.path.join(directory, place), settings.root or directory)  # noqa: PTH118


def _list_own(call: Call) -> OwnFiles:
    loaded, baseline = call.loaded, call.baseline
    read = dict.fromkeys(loaded.schema_files, "a house schema")
    read |= {loaded.file: "the configuration"} if loaded.file else {}
    read |= {baseline.file: "the baseline"} if baseline else {}
    return OwnFiles(read, [output.file for output in call.outputs if output.file is not None])


def _apply_baseline(call: Call, sources: Iterable[Found], outcome: Outcome) -> tuple[Run, bool]:
    """Make the run; tell whether the baseline, if it was to be written, could be."""
    baseline = call.baseline
    if baseline is None:
        return outcome.make_run(), True
    named = ((call.name(source), file) for source, file in outcome.files.items())
    files = {path: file for path, file in named if path is not None}
    # What is there and cannot be read is not gone.
    found = {call.name(source) for source in sources if isinstance(source, Source)}
    gone = baseline.find_gone(call.paths, found)
    run = outcome.make_run(baseline.baseline, gone)
    if call.updates_baseline:
        return run, baseline.update(files, gone, call.color)
    if not call.quiet:
        _note_stale(run, baseline)
    return run, True


def _note_stale(run: Run, baseline: BaselineFile) -> None:
    use = run.baseline
    if not use or not use.stale:
        return
    named = [f"{entry.issue.code} in {entry.path}" for entry in use.stale[:_MOST_NAMED]]
    named += ["..."] if len(use.stale) > _MOST_NAMED else []
    what, whose = ("is", "it") if use.stale_count == 1 else ("are", "them")
    print_note(
        f"{baseline.name} knows {count_nouns(use.stale_count, 'issue')} that {what} gone "
        f"({', '.join(named)}); --update-baseline forgets {whose}"
    )


def _deliver(call: Call, run: Run, settings: RenderSettings) -> bool:
    render: Render = write_format
    if call.counts_rules:
        from kvid_composition.reporting.statistics_text import write_statistics  # noqa: PLC0415

        render = write_statistics
    return deliver_run(run, call.outputs, settings, call.color, render)


def _describe(call: Call) -> RenderSettings:
    """Say what the formats have to know; what takes time to find out only where it is asked for."""
    settings = call.loaded.settings
    formats = list_formats(call.outputs)
    directory = "" if formats <= {"text", "concise", "json"} else _name_directory()
    return RenderSettings(
        most=call.most,
        is_partial=bool(settings.select or settings.ignore or settings.per_file_ignores),
        with_summary=not call.quiet,
        directory=directory,
        root=find_root(os.environ, directory),
        fail_on=call.threshold,
        version=name_version() if "sarif" in formats else "",
    )


def _name_directory() -> str:
    try:
        return os.path.realpath(Path.cwd())
    # The working directory has been deleted.
    except OSError:
        return ""
