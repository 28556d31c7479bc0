"""Strategies: decisions that are taken beforehand, as data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any, Final, TypeAlias, get_args

from kvid_composition.document.display import quote_text
from kvid_composition.document.pointer import PointerError, format_pointer, parse_pointer
from kvid_composition.document.values import JsonObject, is_object
from kvid_composition.merging.kinds import CONFLICT_KINDS, KindOfConflict, OptionName
from kvid_composition.merging.merge_error import StrategyError

__all__ = ["MANUAL", "MergeStrategy", "StrategyLike", "read_strategy"]

StrategyLike: TypeAlias = "str | Mapping[str, Any] | MergeStrategy | None"
"""A default by its name, the whole as data, or as it was read before."""

_DEFAULTS: Final = ("manual", "ours", "theirs", "base")
_OPTIONS: Final = get_args(OptionName)


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeStrategy:
    """What is to be decided, and how, before anybody is asked.

    A pattern of a path says more than a kind, and a kind more than the default. What is not offered
    for a conflict decides nothing. A side's name stands for what that side did: deleting where it
    deleted, keeping frames where the frame rate is in question; it never means its whole file.

    Attributes:
        default: `manual` leaves conflicts open; else a side.
        kinds: by kind of conflict, an option or `manual`.
        paths: the same by a pattern of the place, such as `/items/*/opacity`; the first that fits
            counts. Each step may have `*` and `?`; a track is named by its id. What is decided as
            one, such as the timing of an item, has the place of the item.
        fps: `rescale` to convert frame times when the other side has changed the frame rate.
    """

    default: str = "manual"
    kinds: Mapping[str, str] = field(default_factory=dict[str, str])
    paths: Mapping[str, str] = field(default_factory=dict[str, str])
    fps: str | None = None

    def to_dict(self) -> JsonObject:
        """Give the strategy as data."""
        return {
            "default": self.default,
            "kinds": {**self.kinds},
            "paths": {**self.paths},
            "fps": self.fps,
        }

    def choose(self, kind: str, path: Sequence[str]) -> str:
        """Give what the strategy says about a conflict: `manual`, a side or an option."""
        for pattern, option in self.paths.items():
            if _matches(parse_pointer(pattern), path):
                return option
        if kind == "fps_vs_timing" and self.fps is not None:
            return self.kinds.get(kind, self.fps)
        return self.kinds.get(kind, self.default)


MANUAL: Final = MergeStrategy()
"""Decides nothing."""


def _matches(pattern: Sequence[str], path: Sequence[str]) -> bool:
    # An id may have a bracket in it, which would mean a set of characters.
    plain = [step.replace("[", "[[]") for step in pattern]
    return len(plain) == len(path) and all(map(fnmatchcase, path, plain))


def read_strategy(written: StrategyLike) -> MergeStrategy:
    """Read a strategy.

    Raises:
        StrategyError: it names something that does not exist.
    """
    if isinstance(written, MergeStrategy):
        return written
    if written is None:
        return MANUAL
    if isinstance(written, str):
        return MergeStrategy(default=_read_choice("", written, _DEFAULTS))
    if not is_object(written):
        raise StrategyError("", "this must be a name or an object")
    for key in written:
        if key not in {"default", "kinds", "paths", "fps"}:
            raise StrategyError(format_pointer((key,)), "there is no such setting")
    fps = written.get("fps")
    return MergeStrategy(
        default=_read_choice("/default", written.get("default", "manual"), _DEFAULTS),
        kinds=_read_kinds(written.get("kinds", {})),
        paths=_read_paths(written.get("paths", {})),
        fps=None if fps is None else _read_choice("/fps", fps, ("rescale", "keep_frames")),
    )


def _read_choice(pointer: str, value: Any, choices: Sequence[str]) -> str:
    if isinstance(value, str) and value in choices:
        return value
    raise StrategyError(pointer, f"this must be one of {', '.join(choices)}")


def _read_table(key: str, table: Any) -> dict[str, Any]:
    if is_object(table):
        return table
    raise StrategyError(f"/{key}", "this must be an object")


def _read_kinds(table: Any) -> Mapping[str, str]:
    kinds: dict[str, str] = {}
    known: dict[str, KindOfConflict] = {str(kind): row for kind, row in CONFLICT_KINDS.items()}
    for kind, option in _read_table("kinds", table).items():
        pointer = format_pointer(("kinds", str(kind)))
        if kind not in known:
            raise StrategyError(
                pointer, f"there is no conflict of the kind {quote_text(str(kind))}"
            )
        choices = dict.fromkeys((*known[kind].options, *_DEFAULTS))
        kinds[kind] = _read_choice(pointer, option, tuple(choices))
    return kinds


def _read_paths(table: Any) -> Mapping[str, str]:
    paths: dict[str, str] = {}
    for pattern, option in _read_table("paths", table).items():
        pointer = format_pointer(("paths", str(pattern)))
        try:
            parse_pointer(str(pattern))
        except PointerError as error:
            raise StrategyError(pointer, "a pattern is a JSON Pointer") from error
        paths[pattern] = _read_choice(pointer, option, ("manual", *_OPTIONS))
    return paths
