"""The laws of diffs: over edit scripts with their intent on record, and over any two values."""

from random import Random
from typing import Any

from hypothesis import given, reject
from hypothesis import strategies as st

from kvid_composition.diffing.diff import diff_compositions
from kvid_composition.diffing.facts import Split
from kvid_composition.testing.drawn.plain_json import json_values
from kvid_composition.testing.drawn.shapes import bent_compositions, shaped_compositions
from kvid_composition.testing.edits.desk import Desk, NothingFitsError
from kvid_composition.testing.edits.making import DRAWERS
from kvid_composition.testing.seeded.compositions import make_random_composition
from tests.strategies.edit_scripts_claims import require_net_effect
from tests.strategies.edit_scripts_laws import (
    Versions,
    draw_pair,
    draw_script,
    require_applying,
    require_emptiness,
    require_laws,
    require_meaning,
    require_paths,
    require_purity,
    require_refusal,
    require_round_trip,
    require_summary,
)

_SEEDS = st.integers(0, 2**64 - 1)


def _play(seed: int) -> Versions:
    script = draw_script(Random(seed))
    return Versions(script.before, script.after)


def two_versions() -> st.SearchStrategy[Versions]:
    """Give two versions that have much in common, sound or broken."""
    return st.one_of(
        _SEEDS.map(_play),
        _SEEDS.map(lambda seed: Versions(*draw_pair(Random(seed)))),
    )


def unlike_versions() -> st.SearchStrategy[Versions]:
    """Give two values of any shape that have little in common; they take long to draw."""
    return st.one_of(
        st.tuples(shaped_compositions(), shaped_compositions()),
        st.tuples(bent_compositions(), bent_compositions()),
        st.tuples(json_values(), bent_compositions() | json_values()),
    ).map(lambda pair: Versions(*pair))


@given(_SEEDS)
def test_net_effect_of_a_script_is_what_is_reported_and_nothing_else(seed: int) -> None:
    require_net_effect(draw_script(Random(seed)))


def _edit_four_items(seed: int, kind: str) -> tuple[Any, Any, Any]:
    """Give a composition, an edit of it, and the facts that are told of that edit."""
    random = Random(seed)
    before = make_random_composition(random, items=4)
    desk = Desk(random=random, before=before, mark="new")
    try:
        edit = DRAWERS[kind](desk)
    except NothingFitsError:
        reject()
    return before, edit, diff_compositions(before, edit.apply_to(before)).facts


@given(_SEEDS)
def test_facts_a_split_is_told(seed: int) -> None:
    before, split, facts = _edit_four_items(seed, "SplitItem")
    frame = before["items"][split.item_id]["from"] + split.frames
    assert facts == (Split(item_id=split.item_id, new_item_id=split.new_id, frame=frame),)


@given(_SEEDS)
def test_facts_a_copy_is_told(seed: int) -> None:
    before, copy, facts = _edit_four_items(seed, "DuplicateItem")
    assert [fact.copy_id for fact in facts] == [copy.copy_id]
    own = dict.fromkeys(("id", "from", "isDraggingInTimeline"), 0)
    origin, other = (before["items"][name] for name in (copy.item_id, facts[0].item_id))
    assert origin | own == other | own


@given(two_versions())
def test_applying_an_exact_diff_gives_the_version_after_and_its_inverse_the_one_before(
    versions: Versions,
) -> None:
    require_applying(versions)


@given(two_versions())
def test_emptiness_a_version_has_no_diff_with_itself_and_an_empty_one_means_identical(
    versions: Versions,
) -> None:
    require_emptiness(versions)


@given(two_versions())
def test_meaning_a_semantic_diff_gives_what_is_equal_passing_states_aside(
    versions: Versions,
) -> None:
    require_meaning(versions)


@given(two_versions())
def test_round_trip_a_diff_read_from_its_json_says_and_does_the_same(versions: Versions) -> None:
    require_round_trip(versions)


@given(two_versions())
def test_paths_lead_to_what_changed(versions: Versions) -> None:
    require_paths(versions)


@given(two_versions())
def test_summary_the_impact_is_that_of_the_weightiest_change(versions: Versions) -> None:
    require_summary(versions)


@given(two_versions())
def test_purity_comparing_and_applying_change_nothing(versions: Versions) -> None:
    require_purity(versions)


@given(two_versions())
def test_refusal_what_does_not_fit_is_refused_with_one_error(versions: Versions) -> None:
    require_refusal(versions)


@given(unlike_versions())
def test_all_laws_hold_for_values_of_any_shape(versions: Versions) -> None:
    require_laws(versions)
