"""Completion: what a shell is told when it asks what may come next on a line."""

import os
from collections.abc import Iterator, MutableMapping
from typing import Final

__all__ = ["PROGRAM", "VARIABLE", "complete_rules", "prepare_completion", "write_completion"]

PROGRAM: Final = "kvid-composition"
VARIABLE: Final = "_KVID_COMPOSITION_COMPLETE"
"""In the environment, it says that a shell is asking, and which; typer answers then."""

_BASH: Final = "complete_bash"


def prepare_completion(environment: MutableMapping[str, str] = os.environ) -> bool:
    """Tell whether a shell is asking; if so, typer will know it. No other call pays for that."""
    instruction = environment.get(VARIABLE)
    if not instruction:
        return False
    # Typer has no public name for this; without it, it knows a shell only from its own options.
    from typer._completion_classes import completion_init  # noqa: PLC0415

    completion_init()
    if instruction == _BASH:
        _join_equals_signs(environment)
    return True


def _join_equals_signs(environment: MutableMapping[str, str]) -> None:
    """Take out the `=` of `--option=value`, of which bash makes three words.

    Bash replaces only the word after the sign, so an option and its value are asked for as if a
    blank stood between them.
    """
    words = environment["COMP_WORDS"].split("\n")
    current = int(environment["COMP_CWORD"])
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
