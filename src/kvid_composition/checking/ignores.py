"""Ignores: the lines of a configuration that would silence what a run found."""

from collections.abc import Iterable, Mapping

from kvid_composition.checking.file_patterns import escape_path
from kvid_composition.validation.issues import Issue

__all__ = ["add_ignores"]


def add_ignores(
    existing: Mapping[str, Iterable[str]], found: Mapping[str, Iterable[Issue]]
) -> dict[str, tuple[str, ...]]:
    """Add to per-file ignores what silences issues: one pattern for each file, sorted.

    Args:
        existing: the rules that are ignored already, by pattern; they are kept as they stand.
        found: the issues, by the path of the file from the folder of the configuration.
    """
    ignores = {pattern: tuple(references) for pattern, references in existing.items()}
    for path, issues in found.items():
        codes = {issue.code for issue in issues}
        if codes:
            pattern = escape_path(path)
            before = ignores.get(pattern, ())
            ignores[pattern] = (*before, *sorted(codes.difference(before)))
    return dict(sorted(ignores.items()))
