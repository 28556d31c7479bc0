"""Completion: what a shell is told when it asks what may come next on a line."""

import os
from collections.abc import Iterator, Mapping, MutableMapping
from typing import Final

__all__ = [
    "PROGRAM",
    "VARIABLE",
    "complete_rules",
    "is_shell_asking",
    "prepare_completion",
    "write_completion",
]

PROGRAM: Final = "kvid-composition"
VARIABLE: Final = "_KVID_COMPOSITION_COMPLETE"
"""In the environment, it says that a shell is asking, and which; typer answers then."""

_BASH: Final = "complete_bash"


def is_shell_asking(environment: Mapping[str, str] = os.environ) -> bool:
    """Tell whether a shell is asking what may come next, and no person calls."""
    return bool(environment.get(VARIABLE))


def prepare_completion(environment: MutableMapping[str, str] = os.environ) -> None:
    """Let typer know the shell that is asking. No other call pays for that.

    Raises:
        KeyError, ValueError: bash is to be answered, and has not said what stands on its line.
    """
    # Typer has no public name for this; without it, it knows a shell only from its own options.
    from typer._completion_classes import completion_init  # noqa: PLC0415

    completion_init()
    if environment[VARIABLE] == _BASH:
        _join_equals_signs(environment)


def _join_equals_signs(environment: MutableMapping[str, str]) -> None:
    """Take out the `=` of `--option=value`, of which bash makes three words.

    Bash replaces only the word after the sign, so an option and its value are asked for as if a
    blank stood between them.
    """
    line = environment["COMP_WORDS"]
    current = int(environment["COMP_CWORD"])
    # Typer would take any number, count from the rear or past the end, and offer what is not meant.
    if not 0 < current <= len(line.split()):
        raise ValueError(f"there is no word {current}")
    words = line.split("\n")
    signs = {k for k, word in enumerate(words) if word == "=" and k < current}
    environment["COMP_WORDS"] = "\n".join(w for k, w in enumerate(words) if k not in signs)
    environment["COMP_CWORD"] = str(current - len(signs))


def write_completion(shell: str) -> str:
    """Write the script that makes a shell ask.

    Args:
        shell: "bash", "zsh", "fish" or "powershell".
    """
    # No other call needs it.
    from typer._completion_shared import get_completion_script  # noqa: PLC0415

    script = get_completion_script(prog_name=PROGRAM, complete_var=VARIABLE, shell=shell)
    return f"{script}\n"


def complete_rules(incomplete: str) -> Iterator[tuple[str, str]]:
    """Give the families, codes and names that begin as a text does, each with what it is about.

    Of a list with commas, the last one is completed.
    """
    # No call but that of a shell needs the rules for this.
    from kvid_composition.validation.catalogue import FAMILIES, RULES  # noqa: PLC0415

    before, comma, last = incomplete.rpartition(",")
    known = {**FAMILIES, **{rule.code: rule.summary for rule in RULES}}
    # By a name only who has begun to write one: else each rule would be there twice.
    if last:
        known |= {rule.name: rule.summary for rule in RULES}
    for name, summary in known.items():
        if name.startswith(last):
            yield f"{before}{comma}{name}", summary
