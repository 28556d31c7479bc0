"""A run as JSON, for programs."""

from kvid_composition.checking.run import CheckedFile, Run
from kvid_composition.document.values import JsonObject
from kvid_composition.validation.issues import Issue, Severity

__all__ = ["write_run"]


def write_run(run: Run, *, most: int | None = None) -> JsonObject:
    """Write a run as plain JSON: `files` with a report each, `unreadable`, `summary`.

    In the summary `faulty` counts the files with an issue; `omitted` counts, there and for each
    file, the issues that are counted, but not in the lists.

    Args:
        run: what was found.
        most: how many issues to write in all; the worst are. None writes all.
    """
    shown = run.pick_worst(most)
    return {
        "files": [_write_file(*pair) for pair in zip(run.files, shown, strict=True)],
        "unreadable": [{"path": path.path, "reason": path.reason} for path in run.unreadable],
        "summary": _sum_up(run, omitted=run.total - sum(map(len, shown))),
    }


def _write_file(file: CheckedFile, issues: tuple[Issue, ...]) -> JsonObject:
    counts = file.report.count()
    return {
        "path": file.path,
        "ok": file.report.ok,
        "summary": {**counts},
        "issues": [issue.to_dict() for issue in issues],
        "omitted": sum(counts.values()) - len(issues),
    }


def _sum_up(run: Run, omitted: int) -> JsonObject:
    return {
        "files": len(run.files),
        "faulty": run.faulty,
        "unreadable": len(run.unreadable),
        "error": run.counts[Severity.ERROR],
        "warning": run.counts[Severity.WARNING],
        "info": run.counts[Severity.INFO],
        "omitted": omitted,
    }
