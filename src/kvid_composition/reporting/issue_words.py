"""Issues in words: where one is and how it can be mended, harmless and not too long."""

from typing import Final

from kvid_composition.checking.run import CheckedFile
from kvid_composition.document.display import cut_text, escape_text
from kvid_composition.document.urls import find_user_infos
from kvid_composition.validation.catalogue import RULES
from kvid_composition.validation.issues import Issue
from kvid_composition.validation.rule import Fix

__all__ = [
    "cut_pointer",
    "find_fix",
    "name_file",
    "name_place",
    "name_pointer",
    "name_related",
    "word_repair",
]

LONGEST_POINTER: Final = 200
LONGEST_NAME: Final = 400
MOST_RELATED: Final = 5

_FIXES: Final = {rule.code: rule.fix for rule in RULES}
_SAFETY: Final = {"safe": "safe", "unsafe": "unsafe", "depends": "safe or not"}


def name_file(path: str, longest: int = LONGEST_NAME) -> str:
    """Name a file for people; of a name that nobody can read to its end, the beginning."""
    shown, is_whole = cut_text(path, longest)
    return escape_text(shown) + ("" if is_whole else "…")


def name_pointer(pointer: str) -> str:
    """Name a place of a document for people; the root in words."""
    return escape_text(cut_pointer(pointer)) or "the root"


def name_place(file: CheckedFile, issue: Issue) -> str:
    """Name a place as terminals and editors open it: `path:line:column`."""
    # A text that is too large is not read, so there is no line to name.
    place = f":{issue.line}:{issue.column}" if issue.line else ""
    return name_file(file.path) + place


def name_related(pointers: tuple[str, ...]) -> str:
    """Name other places; of many, the first."""
    names = [name_pointer(pointer) for pointer in pointers[:MOST_RELATED]]
    left = len(pointers) - len(names)
    return ", ".join(names) + (f" and {left:,} more" if left else "")


def cut_pointer(pointer: str, longest: int = LONGEST_POINTER) -> str:
    """Give at most the beginning of a pointer, without the user info of URLs in its keys."""
    if len(pointer) <= longest and "@" not in pointer:
        return pointer
    shown, is_whole = cut_text(pointer, longest)
    # RFC 6901 writes "/" within a key as "~1", so the slashes of its URLs must be read again.
    infos = list(find_user_infos(shown.replace("~1", "//"), is_whole=is_whole))
    for start, end in reversed(infos):
        shown = f"{shown[:start]}***{shown[end:]}"
    return shown if is_whole else f"{shown}…"


def word_repair(file: CheckedFile, issue: Issue) -> str | None:
    """Say how `repair` mends an issue: "sets `id` to the key (safe)"; None where nothing does."""
    correction = file.corrections.get(issue)
    if correction:
        return f"{correction.summary} ({'safe' if correction.is_safe else 'unsafe'})"
    fix = find_fix(issue)
    return f"{fix.summary} ({_SAFETY[fix.safety]})" if fix else None


def find_fix(issue: Issue) -> Fix | None:
    """Find the fix of the rule that an issue breaks."""
    return _FIXES.get(issue.code)
