"""Outputs: the results of one run, in any number of formats, each where it is wanted."""

import difflib
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kvid_composition.cli.files import write_files
from kvid_composition.cli.terminal import ColorChoice, fail, print_error
from kvid_composition.document.display import quote_text
from kvid_composition.reporting.formats import FORMATS, FormatName

__all__ = ["Output", "append_output", "list_formats", "plan_outputs", "write_outputs"]

_STDOUT: Final = "-"


@dataclass(frozen=True, slots=True)
class Output:
    """One format, and where it goes: a file, or the standard output where there is none."""

    format: FormatName
    file: Path | None = None


def plan_outputs(
    format_: FormatName | None,
    output_file: str | None,
    outputs: Sequence[str],
    color: ColorChoice,
) -> tuple[Output, ...]:
    """Say what goes where: the main output first, then each `FORMAT=FILE`.

    `FORMAT=-` is the main output. Where no format is named for it, it is text.

    Raises:
        CommandEnd: REFUSED: a format that there is not, one place twice, or a place that no file
            can be written to.
    """
    named = [_parse_output(text, color) for text in outputs]
    streams = [output for output in named if output.file is None]
    asked = [format_ is not None or output_file not in {None, _STDOUT}, *streams]
    if sum(map(bool, asked)) > 1:
        raise fail("USAGE", "only one result can be the main one, on the standard output", color)
    main = streams or [Output(format_ or "text", _name_file(output_file))]
    planned = (*main, *(output for output in named if output.file is not None))
    _check_files([output.file for output in planned if output.file is not None], color)
    return planned


def _name_file(text: str | None) -> Path | None:
    return None if text is None or text == _STDOUT else Path(text)


def _parse_output(text: str, color: ColorChoice) -> Output:
    name, _, file = text.partition("=")
    if not name or not file:
        raise fail("USAGE", f"--output is FORMAT=FILE, not {quote_text(text)}", color)
    if name not in FORMATS:
        near = difflib.get_close_matches(name.lower(), FORMATS, n=1)
        hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(FORMATS)}"
        raise fail("USAGE", f"--output: no format is called {quote_text(name)}; {hint}", color)
    return Output(name, _name_file(file))


def _check_files(files: Sequence[Path], color: ColorChoice) -> None:
    """Refuse what cannot be written before anything is checked, which can take long."""
    seen: set[str] = set()
    for file in files:
        obstacle = _find_obstacle(file)
        if obstacle:
            raise fail("UNWRITABLE_OUTPUT", f"{file}: {obstacle}", color)
        place = os.path.realpath(file)
        if place in seen:
            raise fail("USAGE", f"{file}: two results cannot go to one file", color)
        seen.add(place)


def _find_obstacle(file: Path) -> str | None:
    try:
        target = os.path.realpath(file)
    except ValueError:
        return "no file can have this name"
    # The working directory has been deleted.
    except OSError:
        return "there is no such directory"
    if os.path.isdir(target):  # noqa: PTH112  Path.is_dir raises for a name that is too long
        return "this is a directory"
    # A pipe can be there and have no folder that anybody sees.
    if os.path.exists(file) or os.path.isdir(os.path.dirname(target)):  # noqa: PTH110, PTH112, PTH120
        return None
    return "there is no such directory"


def list_formats(outputs: Iterable[Output]) -> frozenset[FormatName]:
    """Give the formats that are wanted."""
    return frozenset(output.format for output in outputs)


def write_outputs(contents: Mapping[Path, str], color: ColorChoice) -> bool:
    """Write files, all of them or none; tell whether it was done, else print why not."""
    try:
        write_files({path: text.encode("utf-8", "replace") for path, text in contents.items()})
    # A name with a null character is no file's: that is a ValueError.
    except (OSError, ValueError) as error:
        _print_failure(getattr(error, "filename", None) or next(iter(contents)), error, color)
        return False
    return True


def append_output(file: Path, text: str, color: ColorChoice) -> bool:
    """Write behind what a file holds; tell whether it was done, else print why not."""
    try:
        with file.open("ab") as stream:
            stream.write(text.encode("utf-8", "replace"))
    except (OSError, ValueError) as error:
        _print_failure(file, error, color)
        return False
    return True


def _print_failure(file: Path | str, error: OSError | ValueError, color: ColorChoice) -> None:
    reason = getattr(error, "strerror", None) or error
    print_error("UNWRITABLE_OUTPUT", f"{file}: {reason}", color)
