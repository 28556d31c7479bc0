"""Loading commands: each is imported when it is called, so that none pays for the others."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any, Final

__all__ = ["COMMANDS", "GIT_COMMANDS", "load_command", "load_git_command"]

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


def load_command(name: str) -> Any:
    """Load a command: its function, or the group of those below it."""
    return _load(name, COMMANDS[name])


def load_git_command(name: str) -> Any:
    """Load a command below `git`."""
    return _load(f"git_{name}", GIT_COMMANDS[name])


def _load(module: str, function: str) -> Any:
    return getattr(import_module(f"kvid_composition.cli.commands.{module}"), function)
