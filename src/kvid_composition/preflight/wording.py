"""The words of a preflight: losses, issues and operations, short and harmless to a terminal."""

from collections import Counter
from collections.abc import Collection, Sequence
from typing import Final

from kvid_composition.document.display import cut_text, escape_text, quote_text
from kvid_composition.document.pointer import parse_pointer
from kvid_composition.patching.operations import (
    AddAsset,
    AddItem,
    AddTrack,
    DeleteItem,
    MergeComposition,
    Operation,
    UpdateItem,
)
from kvid_composition.validation.issues import Issue

__all__ = ["describe_issues", "describe_losses", "describe_operation"]

_LONGEST_LIST: Final = 3


def describe_losses(lost: Sequence[str]) -> str:
    """Count what is lost, by its kind; of a single entity, say where it is."""
    counts = Counter(parse_pointer(pointer)[0] for pointer in lost)
    counted = _join([f"{count:,} {_name(count, kind)}" for kind, count in counts.items()])
    return f"{counted} ({_show_pointer(lost[0])})" if len(lost) == 1 else counted


def _name(count: int, kind: str) -> str:
    return kind.removesuffix("s") if count == 1 else kind


def describe_issues(issues: Sequence[Issue], noun: str) -> str:
    """Count new issues, and say of the first what and where it is."""
    first = issues[0]
    where = f"{first.code} at {_show_pointer(first.path)}"
    if len(issues) == 1:
        return f"1 new {noun}, {where}"
    return f"{len(issues):,} new {noun}s, first {where}"


def _show_pointer(pointer: str) -> str:
    shown, is_whole = cut_text(pointer)
    return f"{escape_text(shown)}{'' if is_whole else '…'}" or "the root"


def describe_operation(operation: Operation) -> str:
    """Name an operation with what it is about."""
    match operation:
        case UpdateItem(id_) | DeleteItem(id_):
            about = f" for {quote_text(id_)}"
        case AddItem(_, entity) | AddTrack(entity) | AddAsset(entity):
            about = f" for {quote_text(str(entity['id']))}"
        case MergeComposition(sent):
            about = f" of {_list_keys(sent)}"
        case _:
            # Only `replace` is left, which is about everything.
            about = ""
    return f"{operation.name}{about}"


def _list_keys(keys: Collection[str]) -> str:
    said = [quote_text(key) for key in list(keys)[:_LONGEST_LIST]]
    more = len(keys) - len(said)
    return _join([*said, f"{more} more"] if more else said)


def _join(parts: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))
