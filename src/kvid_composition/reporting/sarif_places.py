"""Places in SARIF: files, regions and pointers; and the changes of a text that mend an issue."""

from typing import Final

from kvid_composition.checking.correction import Correction, TextChange
from kvid_composition.checking.run import CheckedFile
from kvid_composition.document.display import escape_text
from kvid_composition.document.values import JsonObject
from kvid_composition.reporting.issue_words import cut_pointer
from kvid_composition.reporting.locations import write_uri
from kvid_composition.reporting.render_settings import RenderSettings
from kvid_composition.reporting.sarif_text import write_message
from kvid_composition.validation.issues import Issue

__all__ = ["ROOT", "write_artifact", "write_fix", "write_location", "write_related"]

ROOT: Final = "%SRCROOT%"
"""What relative URIs are relative to; that this is the checkout is what services expect."""

_LONGEST_POINTER: Final = 1000


def write_artifact(path: str, settings: RenderSettings) -> JsonObject:
    """Write the file: relative to the checkout where it lies in it."""
    uri, is_relative = write_uri(path, settings)
    return {"uri": uri, "uriBaseId": ROOT} if is_relative else {"uri": uri}


def write_location(artifact: JsonObject, file: CheckedFile, issue: Issue) -> JsonObject:
    """Write where an issue is: the region of its line, if it has one, and its pointer."""
    location = _write_place(artifact, issue.path)
    region = _write_region(file, issue)
    if region:
        location["physicalLocation"] = {"artifactLocation": artifact, "region": region}
    return location


def _write_place(artifact: JsonObject, pointer: str) -> JsonObject:
    place: JsonObject = {"physicalLocation": {"artifactLocation": artifact}}
    if pointer:
        # A name that fills a screen identifies nothing, and a log has a size that is refused.
        name = escape_text(cut_pointer(pointer, _LONGEST_POINTER))
        place["logicalLocations"] = [{"fullyQualifiedName": name, "kind": "value"}]
    return place


def _write_region(file: CheckedFile, issue: Issue) -> JsonObject:
    if not issue.line:
        return {}
    region: JsonObject = {"startLine": issue.line}
    if issue.column:
        region["startColumn"] = issue.column
        excerpt = file.excerpts.get(issue)
        if excerpt:
            region["endColumn"] = issue.column + excerpt.extent
    return region


def write_related(artifact: JsonObject, pointer: str) -> JsonObject:
    """Write another place of the document that has to do with an issue."""
    return {**_write_place(artifact, pointer), "message": {"text": "This has to do with it."}}


def write_fix(artifact: JsonObject, correction: Correction) -> JsonObject:
    """Write what would mend an issue as replacements of stretches of the text."""
    replacements = [_write_replacement(change) for change in correction.changes]
    return {
        "description": write_message(correction.summary),
        "artifactChanges": [{"artifactLocation": artifact, "replacements": [*replacements]}],
    }


def _write_replacement(change: TextChange) -> JsonObject:
    replacement: JsonObject = {
        "deletedRegion": {
            "startLine": change.start.line,
            "startColumn": change.start.column,
            "endLine": change.end.line,
            "endColumn": change.end.column,
        }
    }
    if change.text:
        replacement["insertedContent"] = {"text": change.text}
    return replacement
