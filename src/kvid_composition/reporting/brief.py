"""Values in few words: what a diff shows of what was there, and of what is there now."""

import json
from collections.abc import Callable, Iterator
from typing import Final, TypeAlias

from kvid_composition.document.display import describe_value, escape_text, quote_text
from kvid_composition.document.urls import redact_url
from kvid_composition.document.values import (
    MISSING,
    JsonObject,
    JsonValue,
    Missing,
    are_equal,
    are_identical,
    is_array,
    is_object,
)

__all__ = ["Leaf", "contrast_values", "list_leaves", "shorten_text", "show_value"]

_Maybe: TypeAlias = JsonValue | Missing

Leaf: TypeAlias = tuple[str, _Maybe, _Maybe]
"""The name of a member within members, with dots between, and its values."""

_LONGEST: Final = 40
_SHARED: Final = 12
"""How many characters of what two texts share are shown before the first that differs."""
_DEEPEST: Final = 3
_ABSENT: Final = "(absent)"


def shorten_text(text: str, longest: int = _LONGEST) -> str:
    """Give the beginning of a text on one line, without quotation marks or credentials."""
    whole = " ".join(_redact_credentials(text[: 2 * longest]).split())
    return escape_text(whole[:longest]) + ("…" if len(text) > longest else "")


def show_value(value: _Maybe) -> str:
    """Write a value on part of a line; credentials in URLs are left out."""
    if isinstance(value, Missing):
        return _ABSENT
    if isinstance(value, str):
        return quote_text(_redact_credentials(value), _LONGEST)
    if is_object(value) or is_array(value):
        return _show_container(value)
    return describe_value(value, _LONGEST)


def _show_container(value: JsonObject | list[JsonValue]) -> str:
    pieces = json.JSONEncoder(ensure_ascii=False, allow_nan=True).iterencode(value)
    text = ""
    for piece in pieces:
        text += _redact_credentials(piece)
        if len(text) > _LONGEST:
            what = "an object" if is_object(value) else "an array"
            return f"{what} of {len(value):,}"
    return escape_text(text)


def _redact_credentials(text: str) -> str:
    # Prose may well have a colon and an "at" sign in it; only what looks like a URL is touched.
    return redact_url(text) if "//" in text else text


def contrast_values(before: _Maybe, after: _Maybe) -> tuple[str, str]:
    """Write two values so that one sees where they differ: of long texts, that place."""
    if not isinstance(before, str) or not isinstance(after, str):
        return show_value(before), show_value(after)
    old, new = _redact_credentials(before), _redact_credentials(after)
    if max(len(old), len(new)) <= _LONGEST or old == new:
        return show_value(before), show_value(after)
    start = max(0, _count_shared(old, new) - _SHARED)
    return _show_window(old, start), _show_window(new, start)


def _count_shared(a: str, b: str) -> int:
    """Count the characters that two texts have in common at their beginnings."""
    low, high = 0, min(len(a), len(b))
    while low < high:
        middle = (low + high + 1) // 2
        if a[:middle] == b[:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _show_window(text: str, start: int) -> str:
    window = text[start : start + _LONGEST]
    left = "…" if start else ""
    right = "…" if start + _LONGEST < len(text) else ""
    return f"'{left}{escape_text(window)}{right}'"


def list_leaves(key: str, before: _Maybe, after: _Maybe) -> Iterator[Leaf]:
    """Give the innermost members that differ: ("fontStyle.weight", "400", "700").

    Numbers that are only spelled in another way count where nothing else differs.
    """
    exact = are_equal(before, after)
    yield from _walk_leaves(key, before, after, are_identical if exact else are_equal, 0)


def _walk_leaves(
    key: str, before: _Maybe, after: _Maybe, match: Callable[[_Maybe, _Maybe], bool], level: int
) -> Iterator[Leaf]:
    if match(before, after):
        return
    if not (is_object(before) and is_object(after)) or level == _DEEPEST:
        yield key, before, after
        return
    for part in dict.fromkeys((*before, *after)):
        old, new = before.get(part, MISSING), after.get(part, MISSING)
        yield from _walk_leaves(f"{key}.{part}", old, new, match, level + 1)
