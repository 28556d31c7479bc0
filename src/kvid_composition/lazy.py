"""Lazy names: what a package offers is imported when it is first asked for (PEP 562).

To import all of `kvid_composition` takes many times as long as to import its face, and who asks for
one function pays only for the rooms below it. docs/decisions/0020 has the figures.
"""

from __future__ import annotations

import sys
from importlib import import_module

# Not typing's, to import which would take most of the time that is left.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

__all__ = ["defer_imports"]


def defer_imports(
    package: str, homes: Mapping[str, str]
) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """Make the `__getattr__` and the `__dir__` of a package.

    Both may be called by several threads at once: the import system lets one of them import.

    Args:
        package: its `__name__`.
        homes: the module of each name, from the package on.
    """

    def load(name: str) -> Any:
        home = homes.get(name)
        module = sys.modules[package]
        if home is None:
            message = f"module {package!r} has no attribute {name!r}"
            raise AttributeError(message, name=name, obj=module)
        value = _import_name(f"{package}.{home}", name)
        # From now on the name is found without asking here.
        setattr(module, name, value)
        return value

    def list_names() -> list[str]:
        return sorted({*vars(sys.modules[package]), *homes})

    return load, list_names


def _import_name(module: str, name: str) -> Any:
    """Import a name from a module.

    Raises:
        ImportError: the module cannot be imported.
    """
    try:
        return getattr(import_module(module), name)
    except AttributeError as error:
        # `from package import name` would take it for "there is no such name", and say only that.
        raise ImportError(f"{module} cannot be imported: {error}", name=module) from error
