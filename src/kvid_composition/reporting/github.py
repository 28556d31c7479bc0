"""A run as workflow commands of GitHub Actions, which become annotations.

Source: GitHub's documentation, "Workflow commands for GitHub Actions"; how values are escaped, from
the toolkit that GitHub publishes for them.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from kvid_composition.checking.run import CheckedFile, Run, Unreadable
from kvid_composition.document.display import escape_text
from kvid_composition.reporting.issue_words import name_file, name_place, name_pointer, word_repair
from kvid_composition.reporting.locations import locate_file
from kvid_composition.reporting.render_settings import RenderSettings
from kvid_composition.reporting.wording import count_nouns
from kvid_composition.validation.issues import Issue, Severity

__all__ = ["write_annotations"]

_COMMANDS: Final = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "notice",
}
_IN_MESSAGE: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTY: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def write_annotations(run: Run, settings: RenderSettings) -> str:
    """Write one command an issue, one a line: `::error file=...,line=...,title=...::message`.

    The most severe of all files come first, because GitHub shows ten annotations of a kind for a
    step; before them the paths that could not be read. Issues that are left out are a last notice.
    """
    shown = run.pick_worst(settings.most)
    pairs = [
        (file, issue) for file, issues in zip(run.files, shown, strict=True) for issue in issues
    ]
    pairs.sort(key=lambda pair: pair[1].severity.rank)
    lines = [_annotate_path(path) for path in run.unreadable]
    lines += [_annotate_issue(file, issue, settings) for file, issue in pairs]
    lines += _annotate_left(run, run.total - len(pairs))
    return "".join(f"{line}\n" for line in lines)


def _annotate_path(path: Unreadable) -> str:
    # Without a file: what could not be read may not be one of the checkout.
    message = f"{name_file(path.path)}: {escape_text(path.reason)}"
    return _write_command("error", {"title": "unreadable input"}, message)


def _annotate_issue(file: CheckedFile, issue: Issue, settings: RenderSettings) -> str:
    properties = {
        "file": escape_text(locate_file(file.address, settings)),
        **_write_place(file, issue),
        "title": f"{issue.code} {issue.name}",
    }
    return _write_command(
        _COMMANDS[issue.severity], properties, "\n".join(_word_issue(file, issue))
    )


def _write_place(file: CheckedFile, issue: Issue) -> Mapping[str, str]:
    if not issue.line:
        return {}
    place = {"line": str(issue.line), "endLine": str(issue.line), "col": str(issue.column)}
    excerpt = file.excerpts.get(issue)
    if excerpt and issue.column:
        place["endColumn"] = str(issue.column + excerpt.extent)
    return place


def _word_issue(file: CheckedFile, issue: Issue) -> Iterator[str]:
    # The log shows nothing but the message, so the place stands in it, too.
    yield f"{name_place(file, issue)}: {escape_text(issue.message)}"
    yield escape_text(issue.hint)
    yield f"At {name_pointer(issue.path)}"
    repair = word_repair(file, issue)
    if repair:
        yield f"Repair: {escape_text(repair)}"


def _annotate_left(run: Run, left: int) -> Iterator[str]:
    if left:
        least = "" if run.is_total_exact else "at least "
        message = f"{least}{count_nouns(left, 'more issue')} not shown"
        yield _write_command("notice", {"title": "omitted issues"}, message)


def _write_command(command: str, properties: Mapping[str, str], message: str) -> str:
    written = ",".join(
        f"{name}={value.translate(_IN_PROPERTY)}" for name, value in properties.items()
    )
    return f"::{command} {written}::{message.translate(_IN_MESSAGE)}"
