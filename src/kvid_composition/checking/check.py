"""One file from its bytes to what is to be shown of it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from heapq import nsmallest
from json import detect_encoding

from kvid_composition.checking.baseline import KnownIssues, hide_known
from kvid_composition.checking.run import CheckedFile
from kvid_composition.document.reader import read_json
from kvid_composition.document.values import Missing
from kvid_composition.validation.config import ValidationConfig
from kvid_composition.validation.issues import Issue
from kvid_composition.validation.validate import validate_composition_text

__all__ = ["check_text", "confirm_stale"]


def check_text(
    path: str,
    data: bytes,
    config: ValidationConfig,
    *,
    known: KnownIssues | None = None,
    most: int | None = None,
    with_excerpts: bool = False,
    with_corrections: bool = False,
) -> CheckedFile:
    """Check a file; nothing of its text is kept but the excerpts.

    Args:
        path: how the file is called.
        data: what is in it.
        config: which rules report.
        known: what a baseline lets pass; None where there is none.
        most: how many issues can be shown at most: only the worst get excerpts and corrections.
        with_excerpts: whether the lines of the issues are to be shown.
        with_corrections: whether what would mend the issues is to be shown.

    Raises:
        Nothing. What is wrong with the file is in its report.
    """
    file = CheckedFile(path, validate_composition_text(data, config=config))
    if known is not None:
        file = confirm_stale(hide_known(file, known, config.reported), data, config)
    issues = _pick_worst(file.report.issues, most)
    if with_excerpts and issues:
        file = _add_excerpts(file, data, issues)
    if with_corrections and issues:
        file = _add_corrections(file, data, issues, config)
    return file


def confirm_stale(file: CheckedFile, data: bytes, config: ValidationConfig) -> CheckedFile:
    """Let nothing be stale in a file that could not be looked at whole.

    That is asked of the data: which rules report must not decide on it.
    """
    return file if not file.stale or _is_seen_whole(data, config) else replace(file, stale={})


def _is_seen_whole(data: bytes, config: ValidationConfig) -> bool:
    if isinstance(read_json(data, config.limits).value, Missing):
        return False
    asked = ValidationConfig(select=("DOC",), limits=config.limits)
    report = validate_composition_text(data, config=asked)
    # Behind a byte order mark all is read.
    return all(issue.path or issue.code == "DOC102" for issue in report.issues)


def _pick_worst(issues: tuple[Issue, ...], most: int | None) -> Sequence[Issue]:
    if most is None or len(issues) <= most:
        return issues
    return nsmallest(most, issues, key=lambda issue: issue.severity.rank)


def _add_excerpts(file: CheckedFile, data: bytes, issues: Iterable[Issue]) -> CheckedFile:
    # Most files are sound, and need not pay for these imports.
    from kvid_composition.checking.excerpts import cut_excerpts  # noqa: PLC0415

    # Of a text that is too large nothing was read; a byte that is no UTF-8 can be shown as such,
    # but UTF-16 would show as a null character after each letter.
    placed = [issue for issue in issues if issue.line]
    if not placed or not detect_encoding(data).startswith("utf-8"):
        return file
    text = data.decode("utf-8", "replace").removeprefix("\ufeff")
    return replace(file, excerpts=cut_excerpts(text, placed))


def _add_corrections(
    file: CheckedFile, data: bytes, issues: Iterable[Issue], config: ValidationConfig
) -> CheckedFile:
    from kvid_composition.checking.corrections import plan_corrections  # noqa: PLC0415

    reading = read_json(data, config.limits)
    if reading.text is None or isinstance(reading.value, Missing):
        return file
    return replace(file, corrections=plan_corrections(reading.text, reading.value, issues))
