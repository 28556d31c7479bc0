"""File patterns: which files a line of the configuration is about, as in `.gitignore`.

Source: gitignore(5), "PATTERN FORMAT". A pattern without a slash, but for one at its end, matches
the name of a file or folder at any depth; with one it is a path from the folder of the
configuration. A folder stands for everything in it, and with a slash at its end a pattern means
folders only. `*` and `?` match no slash, `[a-z]` and `[!a-z]` one character, `**` any number of
folders, and a backslash takes the meaning from the character behind it. Case counts. What gitignore
has besides is refused here: a pattern that takes back others, with `!` before it. `#` begins no
comment.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from kvid_composition.document.display import quote_text
from kvid_composition.document.errors import KvidCompositionError

__all__ = ["FilePatternError", "check_pattern", "escape_path", "matches_pattern"]


class FilePatternError(KvidCompositionError):
    """A text that is no pattern for files.

    Attributes:
        pattern: the text.
        reason: what is wrong with it, as a phrase.
    """

    def __init__(self, pattern: str, reason: str) -> None:
        super().__init__(f"{quote_text(pattern)}: {reason}")
        self.pattern = pattern
        self.reason = reason


def matches_pattern(pattern: str, path: str) -> bool:
    """Tell whether a pattern means a file.

    Args:
        pattern: the pattern.
        path: the file, from the folder of the configuration, with `/` between the steps and
            without `.` or `..` among them.

    Raises:
        FilePatternError: the pattern is none.
    """
    return _compile(pattern).fullmatch(path) is not None


def check_pattern(pattern: str) -> None:
    """Do nothing for a pattern.

    Raises:
        FilePatternError: it is none.
    """
    _compile(pattern)


def escape_path(path: str) -> str:
    """Write the pattern that means this one file; the path is one as in `matches_pattern`."""
    return "/" + re.sub(r"[\\*?\[]", r"\\\g<0>", path)


@lru_cache(maxsize=512)
def _compile(pattern: str) -> re.Pattern[str]:
    steps = pattern.rstrip("/").removeprefix("/").split("/")
    _refuse(pattern, steps)
    is_anchored = "/" in pattern.rstrip("/")
    start = "" if is_anchored else "(?:.*/)?"
    end = "/.+" if pattern.endswith("/") else "(?:/.*)?"
    try:
        return re.compile(start + "".join(_translate_steps(pattern, steps)) + end, re.DOTALL)
    except re.error as error:
        reason = "a range of characters ends before it begins"
        raise FilePatternError(pattern, reason) from error


def _refuse(pattern: str, steps: list[str]) -> None:
    if pattern.startswith("!"):
        raise FilePatternError(
            pattern, "'!' takes nothing back here; for the character write '\\!'"
        )
    if not any(steps):
        raise FilePatternError(pattern, "it names nothing")
    if not all(steps):
        raise FilePatternError(pattern, "two slashes stand side by side")
    if {".", ".."} & set(steps):
        reason = "a pattern starts at the folder of the configuration, without '.' and '..'"
        raise FilePatternError(pattern, reason)


def _translate_steps(pattern: str, steps: list[str]) -> Iterator[str]:
    last = len(steps) - 1
    for position, step in enumerate(steps):
        if step == "**":
            yield ".+" if position == last else "(?:.*/)?"
        else:
            yield from _translate_step(pattern, step)
            yield "" if position == last else "/"


def _translate_step(pattern: str, step: str) -> Iterator[str]:
    """Write one step of a pattern as a regular expression."""
    position = 0
    while position < len(step):
        character = step[position]
        position += 1
        match character:
            case "*":
                yield "[^/]*"
            case "?":
                yield "[^/]"
            case "[":
                end = _find_end(pattern, step, position)
                yield _translate_class(step[position:end])
                position = end + 1
            case "\\":
                if position == len(step):
                    raise FilePatternError(pattern, "nothing stands behind the last backslash")
                yield re.escape(step[position])
                position += 1
            case _:
                yield re.escape(character)


def _find_end(pattern: str, step: str, start: int) -> int:
    """Find the bracket that closes a class; one that comes first belongs to it."""
    position = start + step.startswith(("!", "^"), start)
    position += step.startswith("]", position)
    while position < len(step) and step[position] != "]":
        position += 2 if step[position] == "\\" else 1
    if position >= len(step):
        raise FilePatternError(pattern, "'[' is never closed; for the character write '\\['")
    return position


def _translate_class(text: str) -> str:
    is_negated = text.startswith(("!", "^"))
    characters = re.findall(r"\\.|[^\\]", text[is_negated:], re.DOTALL)
    parts: list[str] = []
    while characters:
        first, *rest = characters
        # A hyphen between two characters makes a range; anywhere else it is itself.
        if len(rest) >= 2 and rest[0] == "-":
            parts.append(f"{re.escape(first[-1])}-{re.escape(rest[1][-1])}")
            characters = rest[2:]
        else:
            parts.append(re.escape(first[-1]))
            characters = rest
    return f"(?!/)[{'^' if is_negated else ''}{''.join(parts)}]"
