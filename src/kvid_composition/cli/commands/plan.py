"""`plan`: the smallest body of a PATCH that makes one document of another."""

from typing import Annotated

from kvid_composition.cli.documents import read_pair, write_text
from kvid_composition.cli.options import ColorOption
from kvid_composition.cli.parameters import Argument, Option
from kvid_composition.cli.terminal import fail, print_note, write_document
from kvid_composition.document.writer import TextStyle
from kvid_composition.patching.merge_patch import NotRepresentableError
from kvid_composition.patching.operations import OPERATION_NAMES, OperationError, write_operation
from kvid_composition.plan.plan import plan_operation

__all__ = ["print_plan"]

_COMPACT = TextStyle(indent=None, item_separator=",", key_separator=":")


def print_plan(
    current: Annotated[str, Argument(metavar="CURRENT", hidden=True)],
    target: Annotated[str, Argument(metavar="TARGET", hidden=True)],
    *,
    allow: Annotated[
        str,
        Option(metavar="NAMES", help="The operations to choose from, with commas, or 'all'."),
    ] = "replace,merge",
    color: ColorOption = "auto",
) -> None:
    """Print the smallest PATCH that makes one document of another.

    CURRENT and TARGET are files, REV:path for a file in git, or - for the standard input, one of
    them. The documented operations are replace and merge; 'all' adds add_item, update_item,
    delete_item, add_track and add_asset. Where nothing needs to be sent, nothing is printed but a
    note on stderr. The API wants an "email" beside what is printed.

    Exit code: 0, or 2 where no operation allowed can say it, or an input cannot be read.

    \b
    Examples:
      kvid-composition plan current.json target.json
      kvid-composition plan current.json target.json --allow all > body.json
    """  # noqa: D301  \b keeps the line breaks of the examples
    pair = read_pair(current, target, color=color)
    try:
        operation = plan_operation(*pair.values, allowed=_split_names(allow))
    except NotRepresentableError as error:
        raise fail("NOT_REPRESENTABLE", str(error), color) from error
    except OperationError as error:
        raise fail(error.code, error.reason, color) from error
    if operation is None:
        print_note("nothing needs to be sent: the two documents are the same")
    else:
        write_document(f"{write_text(write_operation(operation), _COMPACT)}")


def _split_names(text: str) -> tuple[str, ...]:
    if text.strip() == "all":
        return tuple(OPERATION_NAMES)
    return tuple(part for part in map(str.strip, text.split(",")) if part)
