"""Loading commands: each is imported when it is called, so that none pays for the others."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any, Final

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

__all__ = ["COMMANDS", "GIT_COMMANDS", "CommandGroup", "GitGroup"]

COMMANDS: Final[Mapping[str, str]] = {
    "validate": "validate_paths",
    "repair": "repair_paths",
    "explain": "explain_rule",
    "rules": "list_rules",
    "diff": "print_diff",
    "patch": "patch_document",
    "preflight": "check_operation",
    "plan": "print_plan",
    "merge": "merge_documents",
    "resolve": "resolve_document",
    "git": "git_group",
    "mcp": "serve_tools",
    "thumbnail": "print_thumbnail",
    "schema": "print_schema",
    "completion": "print_completion",
    "demo": "tell_demo",
}
"""The function of each command, or the group of those below it; it is in the module of its name."""

GIT_COMMANDS: Final[Mapping[str, str]] = {
    "enable": "enable_git",
    "disable": "disable_git",
    "diff": "print_git_diff",
    "textconv": "print_timeline",
    "merge": "merge_for_git",
}
"""The function of each command below `git`; it is in the module `git_` with the command's name."""

_NO_BRACES: Final = str.maketrans("", "", "{}")


class _Commands(Mapping[str, Any]):
    """The commands by name; help needs all of them, any other call one."""

    def __init__(self, functions: Mapping[str, str], prefix: str) -> None:
        self._functions = functions
        self._prefix = prefix

    def __getitem__(self, name: str) -> Any:
        function = self._functions[name]
        module = import_module(f"kvid_composition.cli.commands.{self._prefix}{name}")
        found = getattr(module, function)
        return get_command(found if isinstance(found, typer.Typer) else _wrap(name, found))

    def __iter__(self) -> Iterator[str]:
        return iter(self._functions)

    def __len__(self) -> int:
        return len(self._functions)


def _wrap(name: str, function: Any) -> typer.Typer:
    # Both would import rich, at the cost of as much time as checking takes.
    single = typer.Typer(
        add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False
    )
    single.command(name, cls=_Command)(function)
    return single


class _Command(TyperCommand):
    """A command whose usage names its arguments as its help does: `FILE`, not `{FILE}`."""

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        return [piece.translate(_NO_BRACES) for piece in super().collect_usage_pieces(ctx)]


class CommandGroup(TyperGroup):
    """The group of all commands."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        commands: Any = _Commands(COMMANDS, "")
        self.commands = commands


class GitGroup(TyperGroup):
    """The group of the commands below `git`."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        commands: Any = _Commands(GIT_COMMANDS, "git_")
        self.commands = commands
