"""Patchers: making a patch of two versions, and applying it."""

from importlib import import_module
from typing import Any, Final

from benchmarks.operations import Call
from benchmarks.peers.speed.documents import Documents
from benchmarks.peers.speed.entry import Entry
from kvid_composition import apply_json_patch, make_json_patch

__all__ = ["PATCHERS"]


def _load_our_making(documents: Documents) -> Call:
    before, after = documents.read("before"), documents.read("after")
    return lambda: make_json_patch(before, after)


def _load_jsonpatch_making(documents: Documents) -> Call:
    jsonpatch: Any = import_module("jsonpatch")
    before, after = documents.read("before"), documents.read("after")
    return lambda: jsonpatch.make_patch(before, after)


def _load_our_applying(documents: Documents) -> Call:
    before, patch = documents.read("before"), documents.read("patch")
    return lambda: apply_json_patch(before, patch)


def _load_jsonpatch_applying(documents: Documents) -> Call:
    jsonpatch: Any = import_module("jsonpatch")
    before, patch = documents.read("before"), jsonpatch.JsonPatch(documents.read("patch"))
    return lambda: patch.apply(before)


def _load_dictdiffer_applying(documents: Documents) -> Call:
    dictdiffer: Any = import_module("dictdiffer")
    before = documents.read("before")
    patch = list(dictdiffer.diff(before, documents.read("after")))
    return lambda: dictdiffer.patch(patch, before)


PATCHERS: Final = (
    Entry(
        group="make",
        name="kvid-composition",
        distribution="kvid-composition",
        call="`make_json_patch(before, after)`",
        load=_load_our_making,
    ),
    Entry(
        group="make",
        name="jsonpatch",
        distribution="jsonpatch",
        call="`make_patch(before, after)`",
        load=_load_jsonpatch_making,
    ),
    Entry(
        group="make",
        name="fast-json-patch",
        distribution="fast-json-patch",
        call="`compare(before, after)`",
    ),
    Entry(
        group="apply",
        name="kvid-composition",
        distribution="kvid-composition",
        call="`apply_json_patch(before, patch)`",
        load=_load_our_applying,
    ),
    Entry(
        group="apply",
        name="jsonpatch",
        distribution="jsonpatch",
        call="`JsonPatch(patch).apply(before)`",
        load=_load_jsonpatch_applying,
    ),
    Entry(
        group="apply",
        name="dictdiffer",
        distribution="dictdiffer",
        call="`patch(list(diff(before, after)), before)`",
        load=_load_dictdiffer_applying,
    ),
    Entry(
        group="apply",
        name="fast-json-patch",
        distribution="fast-json-patch",
        call="`applyPatch(before, patch, false, false)`: before stays as it is",
    ),
    Entry(
        group="apply",
        name="jsondiffpatch",
        distribution="jsondiffpatch",
        call="`patch(clone(before), delta)`: it changes what it is given",
    ),
)
