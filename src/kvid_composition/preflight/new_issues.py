"""New issues: what a document has wrong that an earlier one had not."""

from collections.abc import Iterable

from kvid_composition.validation.issues import Issue, Report, Severity

__all__ = ["has_errors", "list_new_issues"]


def list_new_issues(earlier: Report, later: Report) -> tuple[Issue, ...]:
    """List the issues whose fingerprint the earlier report does not have, of any severity."""
    known = {issue.fingerprint for issue in earlier.issues}
    return tuple(issue for issue in later.issues if issue.fingerprint not in known)


def has_errors(issues: Iterable[Issue]) -> bool:
    """Tell whether one of the issues breaks something."""
    return any(issue.severity is Severity.ERROR for issue in issues)
