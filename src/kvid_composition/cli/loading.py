"""Loading commands: each is imported when it is called, so that none pays for the others."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any, Final

import typer
from typer.core import TyperGroup
from typer.main import get_command

__all__ = ["COMMANDS", "CommandGroup"]

COMMANDS: Final[Mapping[str, str]] = {
    "validate": "validate_paths",
    "explain": "explain_rule",
    "rules": "list_rules",
    "diff": "print_diff",
    "patch": "patch_document",
    "preflight": "check_operation",
    "plan": "print_plan",
    "thumbnail": "print_thumbnail",
    "schema": "print_schema",
    "demo": "tell_demo",
}
"""The function of each command; it is in the module of the command's name."""


class _Commands(Mapping[str, Any]):
    """The commands by name; help needs all of them, any other call one."""

    def __getitem__(self, name: str) -> Any:
        function = COMMANDS[name]
        module = import_module(f"kvid_composition.cli.commands.{name}")
        # Both would import rich, at the cost of as much time as checking takes.
        single = typer.Typer(
            add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False
        )
        single.command(name)(getattr(module, function))
        return get_command(single)

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)


class CommandGroup(TyperGroup):
    """The group of all commands."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        commands: Any = _Commands()
        self.commands = commands
