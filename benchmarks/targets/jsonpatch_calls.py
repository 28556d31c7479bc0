"""The calls of jsonpatch that this library's are held against."""

import jsonpatch

from benchmarks.operations import Call, prepare_versions
from kvid_composition import make_json_patch

__all__ = ["prepare_jsonpatch_applying", "prepare_jsonpatch_making"]


def prepare_jsonpatch_making(text: str) -> Call:
    before, after = prepare_versions(text)
    return lambda: jsonpatch.make_patch(before, after)


def prepare_jsonpatch_applying(text: str) -> Call:
    before, after = prepare_versions(text)
    patch = jsonpatch.JsonPatch(make_json_patch(before, after))
    return lambda: patch.apply(before)
