"""Picks: which option is to decide which open conflict, as it was typed."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Final

from kvid_composition.document.display import quote_text
from kvid_composition.document.values import MISSING
from kvid_composition.merging.conflict import Conflict

__all__ = ["PickError", "match_option", "read_picks"]

_ALL: Final = "all"

_DELETING: Final = frozenset(("delete", "delete_items"))
_KEEPING: Final = frozenset(("keep", "restore"))


class PickError(Exception):
    """What was typed names no open conflict, or no option of it.

    Attributes:
        message: what is wrong, and what may have been meant.
    """

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def read_picks(texts: Iterable[str], conflicts: Sequence[Conflict]) -> dict[str, str]:
    """Read texts of the form ID=OPTION; give the options by the ids of the conflicts.

    An id may be shortened as long as it is clear which is meant. Instead of one, `all` and a kind
    of conflict stand for each conflict (of that kind) that has the option and is not named itself.

    Raises:
        PickError: a text has another form, or names no open conflict or no option of it.
    """
    wide: dict[str, str] = {}
    named: dict[str, str] = {}
    for text in texts:
        selector, equals, name = text.partition("=")
        if not equals:
            raise PickError(f"{quote_text(text)} is not of the form ID=OPTION")
        many = [each for each in conflicts if selector in {_ALL, each.kind}]
        if many:
            wide |= _pick_for_many(many, selector, name)
        elif selector == _ALL:
            # All of nothing: what has been decided can be decided again.
            continue
        else:
            conflict = _find_conflict(selector, conflicts)
            named[conflict.id] = match_option(conflict, name)
    return wide | named


def _pick_for_many(conflicts: Sequence[Conflict], selector: str, name: str) -> dict[str, str]:
    found = {each.id: option for each in conflicts if (option := _find_option(each, name))}
    if not found:
        options = dict.fromkeys(option.name for each in conflicts for option in each.options)
        raise PickError(_explain_option(selector, name, options))
    return found


def _find_conflict(selector: str, conflicts: Sequence[Conflict]) -> Conflict:
    found = [each for each in conflicts if selector and each.id.startswith(selector)]
    if len(found) == 1:
        return found[0]
    if found:
        meant = " or ".join(each.id for each in found)
        raise PickError(f"{quote_text(selector)} may be {meant}: give more of the id")
    ids = [each.id for each in conflicts]
    near = get_close_matches(selector, [*ids, *sorted({each.kind for each in conflicts})], n=1)
    hint = f"did you mean {near[0]}?" if near else f"open: {', '.join(ids) or 'none'}"
    raise PickError(f"there is no open conflict {quote_text(selector)}; {hint}")


def match_option(conflict: Conflict, name: str) -> str:
    """Give the option that a name means.

    Raises:
        PickError: there is none.
    """
    found = _find_option(conflict, name)
    if found is None:
        options = [option.name for option in conflict.options]
        raise PickError(_explain_option(conflict.id, name, options))
    return found


def _find_option(conflict: Conflict, name: str) -> str | None:
    """Find an option by its name; a side's name stands for what that side did."""
    if conflict.find_option(name):
        return name
    meant = _lean(conflict, name)
    return next((option.name for option in conflict.options if option.name in meant), None)


def _lean(conflict: Conflict, name: str) -> frozenset[str]:
    """Give the options that would do what a side did, as in a strategy."""
    if name not in {"ours", "theirs"}:
        return frozenset()
    if conflict.kind == "fps_vs_timing":
        return frozenset(("keep_frames",))
    return _DELETING if getattr(conflict, name) is MISSING else _KEEPING


def _explain_option(selector: str, name: str, options: Iterable[str]) -> str:
    names = list(options)
    near = get_close_matches(name, names, n=1)
    hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(names)}"
    return f"{selector} has no option {quote_text(name)}; {hint}"
