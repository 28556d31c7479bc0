"""Classes that bite: their methods raise, lie or never end, and note in `CALLS` that they ran."""

import sys
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

__all__ = [
    "CALLS",
    "HOOKS",
    "ApartText",
    "HostileError",
    "Impostor",
    "LyingDict",
    "LyingList",
    "LyingText",
    "RaisingClass",
    "RaisingDict",
    "RaisingName",
    "RaisingText",
    "make_pretender",
    "make_trap",
]

CALLS: list[str] = []
"""The hostile methods that have been called, by name; clear it before the code under test runs."""


class HostileError(BaseException):
    """Raised by hostile code; `except Exception` does not stop it."""


HOOKS = (
    *("__getitem__", "__iter__", "__len__", "__contains__", "__reversed__", "__bool__"),
    *("__hash__", "__eq__", "__ne__", "__lt__", "__index__", "__float__", "__add__", "__or__"),
    *("__repr__", "__str__", "__format__", "__getattribute__", "__reduce_ex__", "__copy__"),
    *("__class__", "__deepcopy__", "__instancecheck__"),
    *("keys", "items", "values", "get", "copy", "encode", "isascii", "to_document"),
)


def _raise_from(name: str, error: Callable[[str], BaseException]) -> Callable[..., Any]:
    def hostile(*_: object, **__: object) -> Any:
        CALLS.append(name)
        raise error(name)

    return hostile


@cache
def make_trap(base: type, hooks: tuple[str, ...], error: Callable[[str], BaseException]) -> type:
    """Make a subclass of `base` whose methods `hooks` raise."""
    members: dict[str, Any] = {}
    for hook in hooks:
        method = _raise_from(f"{base.__name__}.{hook}", error)
        members[hook] = property(method) if hook == "__class__" else method
    return type(f"Trap{base.__name__.title()}", (base,), members)


class Impostor:
    """An object that says that it is of another class."""

    def __init__(self, claimed: type) -> None:
        self._claimed = claimed

    @property  # type: ignore[misc]
    def __class__(self) -> type:  # pyright: ignore[reportIncompatibleMethodOverride]
        return self._claimed


class LyingDict(dict[Any, Any]):
    """A dict that never agrees with itself."""

    def __len__(self) -> int:
        CALLS.append("LyingDict.__len__")
        return sys.maxsize

    def __iter__(self) -> Iterator[Any]:
        CALLS.append("LyingDict.__iter__")
        while True:
            yield "items"

    def __contains__(self, key: object) -> bool:
        CALLS.append("LyingDict.__contains__")
        return True

    def __eq__(self, other: object) -> bool:
        CALLS.append("LyingDict.__eq__")
        return True

    __hash__ = None


class LyingList(list[Any]):
    """A list that never ends."""

    def __len__(self) -> int:
        CALLS.append("LyingList.__len__")
        return 0

    def __iter__(self) -> Iterator[Any]:
        CALLS.append("LyingList.__iter__")
        while True:
            yield "text1"


class LyingText(str):
    """A text that equals everything, while it is armed."""

    __slots__ = ("armed",)
    armed: bool

    def __eq__(self, other: object) -> bool:
        if getattr(self, "armed", False):
            CALLS.append("LyingText.__eq__")
        return True

    def __hash__(self) -> int:
        return str.__hash__(self)


class RaisingText(str):
    """A text that can be a key like any other, until it is armed."""

    __slots__ = ("armed",)
    armed: bool

    def __eq__(self, other: object) -> bool:
        self._fire("__eq__")
        return str.__eq__(self, other)

    def __hash__(self) -> int:
        self._fire("__hash__")
        return str.__hash__(self)

    def _fire(self, name: str) -> None:
        if getattr(self, "armed", False):
            CALLS.append(f"RaisingText.{name}")
            raise HostileError(name)


class ApartText(str):
    """A text that stands in a dict beside the very key that it spells."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return False

    def __hash__(self) -> int:
        return str.__hash__(self)


class RaisingMeta(type):
    """A metaclass whose classes cannot be hashed, compared, named or asked."""

    def __hash__(cls) -> int:
        CALLS.append("RaisingMeta.__hash__")
        raise HostileError("__hash__")

    def __eq__(cls, other: object) -> bool:
        CALLS.append("RaisingMeta.__eq__")
        raise HostileError("__eq__")

    def __repr__(cls) -> str:
        CALLS.append("RaisingMeta.__repr__")
        raise HostileError("__repr__")

    def __instancecheck__(cls, instance: object) -> bool:
        CALLS.append("RaisingMeta.__instancecheck__")
        raise HostileError("__instancecheck__")

    def __getattribute__(cls, name: str) -> Any:
        # Python itself asks for these two when an object is made.
        if name in {"__new__", "__init__"}:
            return type.__getattribute__(cls, name)
        CALLS.append(f"RaisingMeta.{name}")
        raise HostileError(name)


class RaisingClass(metaclass=RaisingMeta):
    """A class of that metaclass."""


class RaisingDict(dict[Any, Any], metaclass=RaisingMeta):
    """A dict of that metaclass."""


class LyingMeta(type):
    """A metaclass whose classes pass for another in every set of types."""

    claimed: type

    def __hash__(cls) -> int:
        CALLS.append("LyingMeta.__hash__")
        return hash(type.__getattribute__(cls, "claimed"))

    def __eq__(cls, other: object) -> bool:
        CALLS.append("LyingMeta.__eq__")
        return True


@cache
def make_pretender(claimed: type) -> type:
    """Make a class that a set of types takes for `claimed`."""
    base = claimed if claimed in {dict, list, str, int, float} else object
    return LyingMeta("Pretender", (base,), {"claimed": claimed})


class RaisingName(str):
    """A name for a class, that cannot be written."""

    __slots__ = ()

    def __str__(self) -> str:
        CALLS.append("RaisingName.__str__")
        raise HostileError("__str__")

    def __getitem__(self, key: Any) -> str:
        CALLS.append("RaisingName.__getitem__")
        raise HostileError("__getitem__")
