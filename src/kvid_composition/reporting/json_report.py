"""A run as JSON, for programs (`schemas/run.schema.json`)."""

from kvid_composition.checking.known_issues import BaselineUse
from kvid_composition.checking.run import CheckedFile, Run
from kvid_composition.document.values import JsonObject, JsonValue
from kvid_composition.reporting.issue_words import find_fix
from kvid_composition.validation.issues import Issue, Severity

__all__ = ["write_run"]


def write_run(run: Run, *, most: int | None = None) -> JsonObject:
    """Write a run as plain JSON: `files` with a report each, `unreadable`, `summary`.

    An issue says in `repair` what would mend it and whether that is safe ("depends" where some
    remedies of its rule are, and it was not asked which this is); null where nothing would.

    Where there was a baseline, `baseline` says how many issues it hides and which of its entries
    are stale. In the summary `faulty` counts the files with an issue; `omitted` counts, there and
    for each file, the issues that are counted, but not in the lists.

    Args:
        run: what was found.
        most: how many issues to write in all; the worst are. None writes all.
    """
    shown = run.pick_worst(most)
    baseline = {"baseline": _write_baseline(run.baseline)} if run.baseline else {}
    return {
        "files": [_write_file(*pair) for pair in zip(run.files, shown, strict=True)],
        "unreadable": [{"path": path.path, "reason": path.reason} for path in run.unreadable],
        **baseline,
        "summary": _sum_up(run, omitted=run.total - sum(map(len, shown))),
    }


def _write_file(file: CheckedFile, issues: tuple[Issue, ...]) -> JsonObject:
    counts = file.report.count()
    return {
        "path": file.path,
        "ok": file.report.ok,
        "summary": {**counts},
        "issues": [_write_issue(file, issue) for issue in issues],
        "omitted": sum(counts.values()) - len(issues),
    }


def _write_issue(file: CheckedFile, issue: Issue) -> JsonObject:
    return {**issue.to_dict(), "repair": _write_repair(file, issue)}


def _write_repair(file: CheckedFile, issue: Issue) -> JsonObject | None:
    correction = file.corrections.get(issue)
    if correction:
        safety = "safe" if correction.is_safe else "unsafe"
        return {"summary": correction.summary, "safety": safety}
    fix = find_fix(issue)
    return {"summary": fix.summary, "safety": fix.safety} if fix else None


def _write_baseline(use: BaselineUse) -> JsonObject:
    stale: list[JsonValue] = [
        {
            "path": entry.path,
            "code": entry.issue.code,
            "fingerprint": entry.issue.fingerprint,
            "count": entry.count,
        }
        for entry in use.stale
    ]
    return {"hidden": use.hidden, "stale": stale}


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
