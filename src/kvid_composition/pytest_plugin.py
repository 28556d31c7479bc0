"""For tests with pytest: an assertion on compositions, and the files that a test runs once for.

To have the package installed is all that is needed; pytest finds the plugin by itself.
"""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Final, Literal, TypeAlias

import pytest

from kvid_composition.checking.baseline import KnownIssues
from kvid_composition.checking.baseline_reader import read_baseline
from kvid_composition.checking.check import check_text
from kvid_composition.checking.run import CheckedFile, Run
from kvid_composition.reporting.issue_list import render_issues
from kvid_composition.reporting.styled import Span, join_text
from kvid_composition.reporting.text import summarize_run
from kvid_composition.reporting.wording import count_nouns
from kvid_composition.validation.config import ValidationConfig
from kvid_composition.validation.issues import IssueCounts, Report, Severity
from kvid_composition.validation.validate import validate_composition, validate_composition_text
from kvid_composition.workspace.baseline_names import name_for_baseline
from kvid_composition.workspace.finding import find_settings
from kvid_composition.workspace.loaded import LoadedSettings

__all__ = ["assert_valid_composition", "collect_files", "name_file"]

_MOST_SHOWN: Final = 50
_IN_HAND: Final = "<composition>"
_PASSED_BY: Final = "node_modules"
_NO_PATHS: Final = (
    "composition_file: nothing says which files: mark the test with composition_files(...), "
    "or set kvid_composition_paths"
)

_FailOn: TypeAlias = Literal["error", "warning", "info"]


def assert_valid_composition(
    document: object, *, config: ValidationConfig | None = None, fail_on: _FailOn | None = None
) -> None:
    """Do nothing for a sound composition; else fail with the issues, their places and what to do.

    Args:
        document: a `pathlib.Path`; a JSON text as str or bytes; any other value is the document.
        config: what to check. None takes the project's rules and baseline, whose configuration is
            looked for from the file upwards, or else from the working directory.
        fail_on: the mildest severity that fails. None takes the project's, which is "error" unless
            it says "warning" or "info".

    Raises:
        AssertionError: issues are that severe; the message has the worst 50 of them.
        OSError: the file or the baseline cannot be read.
        SettingsError: the project's configuration cannot be used.
        BaselineError: the project's baseline is none.
    """
    __tracebackhide__ = True
    file = document if isinstance(document, Path) else None
    project = _find_project(file)
    checked = (
        _check(document, config, project) if file is None else _check_file(file, config, project)
    )
    run = Run((_keep_severe(checked, _choose_threshold(fail_on, project)),))
    if run.total:
        raise AssertionError(_write_issues(run))


def _write_issues(run: Run) -> str:
    """Write three rows for each of the worst issues, and the sum."""
    (file,), (shown,) = run.files, run.pick_worst(_MOST_SHOWN)
    lines = [*render_issues(file, shown)]
    if run.total > len(shown):
        more = count_nouns(run.total - len(shown), "more issue")
        lines.append((Span(f"... and {more}"),))
    return "\n".join(map(join_text, (*lines, summarize_run(run))))


def _find_project(file: Path | None) -> LoadedSettings:
    # As on the command line, no link is followed: a file belongs to the project that it is seen in.
    folder = Path.cwd() if file is None else Path(os.path.abspath(file)).parent  # noqa: PTH100
    return find_settings(folder) or LoadedSettings.of_nothing(folder)


def _check(
    document: object, config: ValidationConfig | None, project: LoadedSettings
) -> CheckedFile:
    chosen = config or project.configure(None)
    if isinstance(document, str | bytes | bytearray):
        return CheckedFile(_IN_HAND, validate_composition_text(document, config=chosen))
    return CheckedFile(_IN_HAND, validate_composition(document, config=chosen))


def _check_file(
    file: Path, config: ValidationConfig | None, project: LoadedSettings
) -> CheckedFile:
    data = file.read_bytes()
    if config is not None:
        return check_text(str(file), data, config)
    known = _list_known(file, project)
    return check_text(str(file), data, project.configure(file), known=known)


def _list_known(file: Path, project: LoadedSettings) -> KnownIssues | None:
    """Give what the baseline of the project lets pass; None where it has none."""
    if project.baseline is None:
        return None
    name = name_for_baseline(file, project.baseline)
    return read_baseline(project.baseline.read_bytes()).list_known(name)


def _choose_threshold(fail_on: _FailOn | None, project: LoadedSettings) -> Severity:
    """Take what the call says, or the project; "never" is for reports, not for assertions."""
    chosen = fail_on or project.settings.fail_on
    return Severity.ERROR if chosen == "never" else Severity(chosen)


def _keep_severe(file: CheckedFile, threshold: Severity) -> CheckedFile:
    kept = [severity for severity in Severity if severity.rank <= threshold.rank]
    issues = tuple(issue for issue in file.report.issues if issue.severity in kept)
    omitted = {severity.value: getattr(file.report.omitted, severity) for severity in kept}
    return CheckedFile(file.path, Report(issues, IssueCounts(**omitted)))


def collect_files(paths: Iterable[str | os.PathLike[str]], root: Path) -> list[Path]:
    """Find the compositions that paths mean, each once.

    A path is a file or a folder: all `*.json` in it and below, sorted, but none in hidden folders
    and node_modules, and none that the project's configuration names as something else.

    Args:
        paths: absolute, or from `root`.
        root: the folder of the tests.

    Raises:
        CollectError: there is no path, or one means no file: a test that runs for nothing can
            never fail.
    """
    found = {file: None for path in paths for file in _find_files(root / path)}
    if not found:
        raise pytest.Collector.CollectError(_NO_PATHS)
    return list(found)


def _find_files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    owns = _find_project(path / "any.json").owns
    files = sorted(f for f in path.rglob("*.json") if _is_wanted(f, path) and not owns(f))
    if not files:
        reason = "there is no *.json file in it" if path.is_dir() else "there is no such path"
        raise pytest.Collector.CollectError(f"composition_file: {path}: {reason}")
    return files


def _is_wanted(file: Path, folder: Path) -> bool:
    parents = file.relative_to(folder).parts[:-1]
    hidden = any(part.startswith(".") or part == _PASSED_BY for part in parents)
    return not hidden and file.is_file()


def name_file(file: Path, root: Path) -> str:
    """Name a file in the name of a test: from the folder of the tests, or else in full."""
    return file.relative_to(root).as_posix() if file.is_relative_to(root) else file.as_posix()
