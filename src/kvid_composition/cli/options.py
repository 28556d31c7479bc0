"""Options that several commands have."""

from typing import Annotated, TypeAlias

from kvid_composition.cli.parameters import Option
from kvid_composition.cli.terminal import ColorChoice

__all__ = ["ColorOption"]

ColorOption: TypeAlias = Annotated[
    ColorChoice,
    Option(
        "--color",
        help="Colour the output; NO_COLOR and FORCE_COLOR in the environment are stronger.",
    ),
]
