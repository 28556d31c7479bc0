"""Groups: the commands as typer knows them, each translated when it is asked for."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from kvid_composition.cli.loading import COMMANDS, GIT_COMMANDS, load_command, load_git_command
from kvid_composition.cli.translation import translate_command

__all__ = ["CommandGroup", "GitGroup"]

_NO_BRACES: Final = str.maketrans("", "", "{}")


class _Commands(Mapping[str, Any]):
    """The commands by name; help needs all of them, any other call one."""

    def __init__(self, names: Iterable[str], load: Callable[[str], Any]) -> None:
        self._names = tuple(names)
        self._load = load

    def __getitem__(self, name: str) -> Any:
        found = self._load(name)
        return get_command(found if isinstance(found, typer.Typer) else _wrap(name, found))

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def _wrap(name: str, function: Any) -> typer.Typer:
    # Both would import rich, at the cost of as much time as checking takes.
    single = typer.Typer(
        add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False
    )
    single.command(name, cls=_Command)(translate_command(function))
    return single


class _Command(TyperCommand):
    """A command whose usage names its arguments as its help does: `FILE`, not `{FILE}`."""

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        return [piece.translate(_NO_BRACES) for piece in super().collect_usage_pieces(ctx)]


class CommandGroup(TyperGroup):
    """The group of all commands."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        commands: Any = _Commands(COMMANDS, load_command)
        self.commands = commands


class GitGroup(TyperGroup):
    """The group of the commands below `git`."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        commands: Any = _Commands(GIT_COMMANDS, load_git_command)
        self.commands = commands
