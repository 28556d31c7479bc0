"""`schema`: the JSON Schemas of what is read and of what is written."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, Final, Literal, TypeAlias

from kvid_composition.checking.baseline_schema import baseline_schema
from kvid_composition.cli.parameters import Argument, Option
from kvid_composition.cli.terminal import fail, write_output
from kvid_composition.diffing.diff_schema import diff_schema
from kvid_composition.document.values import JsonObject
from kvid_composition.document.writer import write_json
from kvid_composition.merging.merge_result_schema import merge_result_schema
from kvid_composition.model.schema import composition_schema
from kvid_composition.patching.request_schema import patch_request_schema
from kvid_composition.preflight.preflight_schema import preflight_schema
from kvid_composition.reporting.repair_json import repair_run_schema
from kvid_composition.reporting.run_schema import run_schema
from kvid_composition.validation.repair_schema import repair_schema
from kvid_composition.validation.report_schema import report_schema

__all__ = ["print_schema"]

_Name: TypeAlias = Literal[
    "composition",
    "patch-request",
    "report",
    "run",
    "baseline",
    "repair",
    "repair-run",
    "diff",
    "preflight",
    "merge-result",
]

_SCHEMAS: Final[Mapping[_Name, Callable[[], JsonObject]]] = {
    "composition": composition_schema,
    "patch-request": patch_request_schema,
    "report": report_schema,
    "run": run_schema,
    "baseline": baseline_schema,
    "repair": repair_schema,
    "repair-run": repair_run_schema,
    "diff": diff_schema,
    "preflight": preflight_schema,
    "merge-result": merge_result_schema,
}


def print_schema(
    name: Annotated[_Name, Argument(metavar="NAME", hidden=True)] = "composition",
    *,
    write: Annotated[
        Path | None,
        Option(metavar="DIR", help="Write all of them to a directory, as NAME.schema.json."),
    ] = None,
) -> None:
    """Print a JSON Schema (2020-12).

    NAME is composition (unless you say otherwise), patch-request, report, run, baseline, repair,
    repair-run, diff, preflight or merge-result.

    Exit code: 0, or 2 where DIR cannot be written.

    \b
    Examples:
      kvid-composition schema > composition.schema.json
      kvid-composition schema report
      kvid-composition schema --write schemas
    """  # noqa: D301  \b keeps the line breaks of the examples
    if write is None:
        write_output(write_json(_SCHEMAS[name]()))
        return
    try:
        _write_all(write)
    except OSError as error:
        raise fail("UNWRITABLE_OUTPUT", f"{write}: {error.strerror}") from error


def _write_all(directory: Path) -> None:
    directory.mkdir(parents=True, exist_ok=True)
    for name, make in _SCHEMAS.items():
        text = write_json(make())
        (directory / f"{name}.schema.json").write_text(text, "utf-8", newline="\n")
