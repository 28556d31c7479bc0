"""The laws of the three-way merge: see `tests/merging/laws.py` for what each of them says.

Each is tried on seeded triples of its own, 5,000 in all; `make soak` tries all of them on more.
"""

import os
import subprocess
import sys
from random import Random

from hypothesis import given

from kvid_composition.testing.drawn.scripts import triples
from kvid_composition.testing.three_ways.making import make_random_triple
from kvid_composition.testing.three_ways.triple import Mix, Triple
from tests.fuzz import fuzz
from tests.merging.laws import LAWS, require_laws
from tests.merging.laws_trial import Trial

_CASES = 420


def _require(law: str, *, mix: Mix | None = None) -> None:
    """Try a law on triples that no other law is tried on."""

    def try_law(random: Random) -> None:
        LAWS[law](Trial(make_random_triple(random, mix=mix), random=random))

    tally = fuzz((try_law,), seed=_CASES * [*LAWS].index(law), cases=_CASES)
    assert {seed: repr(error) for seed, error in tally.failures.items()} == {}


def test_identity_an_unchanged_version_yields_to_the_other() -> None:
    _require("1 identity")


def test_idempotence_a_version_merged_with_itself_stays() -> None:
    _require("2 idempotence")


def test_symmetry_the_sides_exchanged_give_the_same() -> None:
    _require("3 symmetry")


def test_absorption_a_merge_holds_both_sides_already() -> None:
    _require("4 absorption")


def test_integrity_sound_references_stay_sound() -> None:
    _require("5 integrity")


def test_integrity_holds_where_one_side_destroys_what_the_other_works_on() -> None:
    _require("5 integrity", mix="destructive")


def test_no_invention_every_part_of_a_clean_merge_comes_from_an_input() -> None:
    _require("6 no invention")


def test_no_lost_update_every_edit_holds_or_is_named() -> None:
    _require("7 no lost update")


def test_no_lost_update_holds_where_both_edit_the_same_few_things() -> None:
    _require("7 no lost update", mix="same_spot")


def test_disjointness_edits_that_share_nothing_merge_clean() -> None:
    _require("8 disjointness")


def test_disjointness_holds_for_one_edit_a_side() -> None:
    _require("8 disjointness", mix="gentle")


def test_locality_an_edit_leads_to_no_conflict_elsewhere() -> None:
    _require("9 locality")


def test_determinism_the_order_of_keys_decides_nothing_and_inputs_stay() -> None:
    _require("10 determinism")


def test_options_each_can_be_applied_and_settles_its_conflict() -> None:
    _require("options")


def test_records_every_conflict_says_truly_what_it_is_about() -> None:
    _require("records")


def test_choices_an_option_does_what_its_name_says() -> None:
    _require("choices")


def test_picks_one_after_another_end_in_a_merge_without_conflicts() -> None:
    _require("picks")


@given(triples())
def test_all_laws_hold_for_triples_that_shrink(triple: Triple) -> None:
    require_laws(Trial(triple))


@given(triples(is_careful=False))
def test_all_laws_hold_for_careless_editors(triple: Triple) -> None:
    require_laws(Trial(triple))


_PRINT_MERGES = """
import json
from random import Random
from kvid_composition.merging.merge import merge_three_way
from kvid_composition.testing.three_ways.making import make_random_triple

for seed in range(60):
    print(json.dumps(merge_three_way(*make_random_triple(Random(seed)).versions).to_dict()))
"""


def test_determinism_the_seed_of_hashes_decides_nothing() -> None:
    printed = {
        subprocess.run(
            [sys.executable, "-c", _PRINT_MERGES],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(printed) == 1
