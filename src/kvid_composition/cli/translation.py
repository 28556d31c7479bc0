"""Translation: a command as typer wants it, made of one that knows nothing of typer."""

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any, get_args

import typer

from kvid_composition.cli.exits import CommandEnd
from kvid_composition.cli.parameters import Argument, Parameter

__all__ = ["translate_command"]


def translate_command(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command that takes what another takes, its parameters and its end told to typer."""

    @wraps(command)
    def call(*arguments: Any, **options: Any) -> None:
        try:
            command(*arguments, **options)
        except CommandEnd as end:
            raise typer.Exit(end.code) from end

    signature = inspect.signature(command)
    parameters = [
        parameter.replace(annotation=_translate_annotation(parameter.annotation))
        for parameter in signature.parameters.values()
    ]
    told: Any = call
    told.__signature__ = signature.replace(parameters=parameters)
    told.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return call


def _translate_annotation(annotation: Any) -> Any:
    type_, *details = get_args(annotation)
    translated = [_translate(each) if isinstance(each, Parameter) else each for each in details]
    return Annotated[type_, *translated]


def _translate(parameter: Parameter) -> Any:
    if isinstance(parameter, Argument):
        return typer.Argument(**parameter.settings)
    return typer.Option(*parameter.names, **parameter.settings)
