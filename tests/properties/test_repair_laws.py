"""The laws of repair: see `tests/strategies/repair_laws.py` for what each of them says.

Each is tried on seeded documents of its own; `make soak` tries all of them on 50,000.
"""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvid_composition import RULES, detach, repair_composition
from tests.fuzz import fuzz
from tests.strategies.faults import PlantedFault, planted_faults
from tests.strategies.repair_laws import LAWS, draw_case, try_repair

_CASES = 60
_FIXABLE = {rule.code: rule.fix for rule in RULES if rule.fix}


@pytest.mark.parametrize("law", LAWS)
def test_a_law_holds_for_documents_that_no_other_law_is_tried_on(law: str) -> None:
    def try_law(random: Random) -> None:
        case = draw_case(random)
        LAWS[law](case, case.run())

    tally = fuzz((try_law,), seed=_CASES * [*LAWS].index(law), cases=_CASES)
    assert {seed: repr(error) for seed, error in tally.failures.items()} == {}


@given(st.integers(0, 2**32 - 1))
def test_all_laws_hold(seed: int) -> None:
    try_repair(Random(seed))


@given(planted_faults())
def test_one_fault_that_can_be_mended_leaves_a_sound_document(fault: PlantedFault) -> None:
    if fault.text is not None or fault.code not in _FIXABLE:
        return
    before = detach(fault.document)
    repair = repair_composition(fault.document, unsafe=True)
    assert [fix.code for fix in repair.applied][:1] == [fault.code]
    assert fault.code not in {issue.code for issue in repair.remaining}
    assert fault.document == before
