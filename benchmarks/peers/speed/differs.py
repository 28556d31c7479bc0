"""Differs: what changed between two versions, each library in its own words."""

from collections.abc import Callable
from importlib import import_module
from typing import Any, Final

from benchmarks.edits import change_fields, share
from benchmarks.operations import CHANGES, Call
from benchmarks.peers.speed.documents import Documents
from benchmarks.peers.speed.entry import Entry, Load
from benchmarks.peers.speed.timelines import make_timeline
from kvid_composition import diff_compositions

__all__ = ["DIFFERS"]


def _load_ours(documents: Documents) -> Call:
    before, after = documents.read("before"), documents.read("after")
    return lambda: diff_compositions(before, after).changes


def _load_ours_sharing(documents: Documents) -> Call:
    before = documents.read("before")
    after = change_fields(share(before), CHANGES)
    return lambda: diff_compositions(before, after).changes


def _load(module: str, pick: Callable[[Any], Callable[[Any, Any], object]]) -> Load:
    """Load a function that takes two documents."""

    def load(documents: Documents) -> Call:
        diff = pick(import_module(module))
        before, after = documents.read("before"), documents.read("after")
        return lambda: diff(before, after)

    return load


def _load_otio(documents: Documents) -> Call:
    document = documents.read("before")
    one, other = make_timeline(document), make_timeline(document)
    return lambda: one.is_equivalent_to(other)


DIFFERS: Final = (
    Entry(
        group="diff",
        name="kvid-composition",
        distribution="kvid-composition",
        call="`diff_compositions(before, after)`",
        load=_load_ours,
    ),
    Entry(
        group="diff",
        name="kvid-composition, shared",
        distribution="kvid-composition",
        call="`diff_compositions(before, after)`; after shares with before what is unchanged",
        load=_load_ours_sharing,
    ),
    Entry(
        group="diff",
        name="dictdiffer",
        distribution="dictdiffer",
        call="`list(diff(before, after))`",
        load=_load("dictdiffer", lambda m: lambda a, b: list(m.diff(a, b))),
    ),
    Entry(
        group="diff",
        name="nbdime",
        distribution="nbdime",
        call="`diff(before, after)`",
        load=_load("nbdime", lambda m: m.diff),
        is_slow=True,
    ),
    Entry(
        group="diff",
        name="OpenTimelineIO",
        distribution="opentimelineio",
        call="`is_equivalent_to`, on two equal timelines of as many clips: only yes or no",
        load=_load_otio,
        is_slow=True,
    ),
    Entry(
        group="diff",
        name="deepdiff",
        distribution="deepdiff",
        call="`DeepDiff(before, after)`",
        load=_load("deepdiff", lambda m: m.DeepDiff),
        is_slow=True,
    ),
    Entry(
        group="diff",
        name="jsondiff",
        distribution="jsondiff",
        call="`diff(before, after)`",
        load=_load("jsondiff", lambda m: m.diff),
        is_slow=True,
    ),
    Entry(
        group="diff",
        name="jsondiffpatch",
        distribution="jsondiffpatch",
        call="`create({objectHash: x => x.id}).diff(before, after)`",
    ),
)
