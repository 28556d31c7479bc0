"""`patch`: a document changed by a patch of any kind, in the style that it had."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, Any, Final, Literal, TypeAlias

from kvid_composition.cli.documents import Document, Pair, read_pair
from kvid_composition.cli.exits import CommandEnd, ExitCode
from kvid_composition.cli.inputs import make_source
from kvid_composition.cli.options import ColorOption
from kvid_composition.cli.parameters import Argument, Option
from kvid_composition.cli.results import write_like, write_result
from kvid_composition.cli.terminal import ColorChoice, fail, print_error
from kvid_composition.diffing.apply import apply_changes
from kvid_composition.diffing.composition_diff import CompositionDiff
from kvid_composition.document.errors import KvidCompositionError
from kvid_composition.document.values import JsonValue, is_array, is_object
from kvid_composition.patching.merge_patch import apply_merge_patch
from kvid_composition.patching.operations import apply_operation
from kvid_composition.patching.patch_applier import apply_json_patch

__all__ = ["patch_document"]

_Kind: TypeAlias = Literal["json-patch", "merge-patch", "operation", "diff"]


def patch_document(
    document: Annotated[str, Argument(metavar="DOC", hidden=True)],
    patch: Annotated[str, Argument(metavar="PATCH", hidden=True)],
    *,
    type: Annotated[  # noqa: A002  the option's name
        _Kind | None, Option(help="What PATCH is; else its shape tells.")
    ] = None,
    output: Annotated[
        str | None,
        Option("--output", "-o", metavar="FILE", help="Write the result to a file."),
    ] = None,
    in_place: Annotated[
        bool, Option("--in-place", "-i", help="Write the result to DOC itself.")
    ] = False,
    color: ColorOption = "auto",
) -> None:
    """Apply a patch to a composition: all of it, or nothing.

    DOC and PATCH are files, REV:path for a file in git, or - for the standard input, one of them.
    PATCH is told by its shape: an array is a JSON Patch (RFC 6902), an object with "operation" the
    body of an API call, one with "changes" what 'diff --format json' wrote, any other object a
    merge patch (RFC 7396).

    The result keeps the style of DOC: order, indentation, line ends. A file is replaced at once or
    stays as it was.

    Exit code: 0 applied, 1 refused, 2 wrong usage or an input that cannot be read.

    \b
    Examples:
      kvid-composition patch project.json patch.json --in-place
      kvid-composition patch project.json body.json -o patched.json
      kvid-composition diff old.json new.json -f json > changes.json
      kvid-composition patch other.json changes.json
    """  # noqa: D301  \b keeps the line breaks of the examples
    target = _choose_target(document, output, color, in_place=in_place)
    pair = read_pair(document, patch, color=color)
    kind = type or _tell_kind(pair.after, color)
    text = write_like(pair.before, _apply(pair, kind, color))
    write_result(text, target, color)


def _choose_target(
    document: str, output: str | None, color: ColorChoice, *, in_place: bool
) -> Path | None:
    """Give the file to write; None is the standard output."""
    if not in_place:
        return None if output in {None, "-"} else Path(str(output))
    if output is not None:
        raise fail("USAGE", "--in-place and --output name two places for one result", color)
    path = make_source(document).path
    if path is None:
        raise fail("USAGE", f"{document}: only a file can be changed in place", color)
    return path


def _tell_kind(patch: Document, color: ColorChoice) -> _Kind:
    if is_array(patch.value):
        return "json-patch"
    if is_object(patch.value):
        # No composition has these members.
        if "operation" in patch.value:
            return "operation"
        return "diff" if "changes" in patch.value else "merge-patch"
    # As a merge patch it would put a text or a number in the place of the whole document.
    raise fail("UNKNOWN_PATCH", f"{patch.name}: neither an array nor an object is no patch", color)


def _apply(pair: Pair, kind: _Kind, color: ColorChoice) -> JsonValue:
    document, patch = pair.values
    try:
        return _APPLY[kind](document, patch)
    except KvidCompositionError as error:
        # A change that does not fit has no code of its own.
        code = getattr(error, "code", "PATCH_REFUSED")
        reason = str(error).removeprefix(code).lstrip(", ")
        print_error(code, f"{pair.after.name}: {reason}", color)
        raise CommandEnd(ExitCode.FOUND) from error


def _apply_diff(document: JsonValue, written: Any) -> JsonValue:
    return apply_changes(document, CompositionDiff.from_dict(written))


_APPLY: Final[Mapping[_Kind, Callable[[Any, Any], JsonValue]]] = {
    "json-patch": apply_json_patch,
    "merge-patch": apply_merge_patch,
    "operation": apply_operation,
    "diff": _apply_diff,
}
