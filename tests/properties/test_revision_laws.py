"""The law of `since`, on edits that are drawn by chance and on every fault that a rule knows."""

from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvid_composition import Report, ValidationConfig, detach, validate_composition
from kvid_composition.testing.drawn.shapes import bent_compositions, sound_compositions
from kvid_composition.testing.hostile.compositions import hostile_compositions
from kvid_composition.validation.revision import revise_report
from tests.documents import sound_document
from tests.strategies.faults import PLANTERS, PlantedFault, plant_fault, planted_faults
from tests.strategies.revision_laws import share_parts, try_revisions

# A hundredth of what `make soak` tries.
SAMPLE = 1000


def _look_again(before: Any, after: Any, config: ValidationConfig | None = None) -> Report:
    report = validate_composition(before, config=config)
    return validate_composition(after, config=config, since=(before, report))


@pytest.mark.parametrize("seeds", [range(start, start + 100) for start in range(0, SAMPLE, 100)])
def test_since_gives_the_report_of_looking_at_everything(seeds: range) -> None:
    for seed in seeds:
        try_revisions(Random(seed))


def test_most_drawn_edits_are_such_that_not_everything_is_looked_at() -> None:
    told: list[bool] = []

    def validate(document: Any, **options: Any) -> Report:
        if "since" in options:
            before, report = options["since"]
            config = options["config"] or ValidationConfig()
            told.append(revise_report(document, config, before, report) is not None)
        return validate_composition(document, **options)

    for seed in range(100):
        try_revisions(Random(seed), validate)
    assert sum(told) > len(told) / 2


@given(planted_faults())
def test_since_finds_a_fault_that_an_edit_makes(fault: PlantedFault) -> None:
    before = sound_document()
    after = share_parts(before, fault.document)
    whole = validate_composition(after, config=fault.config)
    assert _look_again(before, after, fault.config) == whole


@pytest.mark.parametrize("title", PLANTERS)
def test_since_sees_that_a_fault_is_mended(title: str) -> None:
    fault = plant_fault(title, sound_document())
    after = share_parts(fault.document, sound_document())
    whole = validate_composition(after, config=fault.config)
    assert _look_again(fault.document, after, fault.config) == whole


@given(sound_compositions(), bent_compositions() | hostile_compositions().map(lambda h: h.document))
def test_since_never_raises_and_takes_any_value(before: Any, after: Any) -> None:
    assert _look_again(before, after) == validate_composition(after)
    assert _look_again(after, before) == validate_composition(before)


@given(st.data())
def test_since_leaves_both_documents_as_they_are(data: st.DataObject) -> None:
    before = data.draw(sound_compositions())
    after = {**before, "items": dict(reversed(before["items"].items()))}
    copies = detach(before), detach(after)
    _look_again(before, after)
    assert (before, after) == copies
