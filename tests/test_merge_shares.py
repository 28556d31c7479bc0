"""The shares of clean merges: counted right, and printed for every mix and kind."""

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from kvid_composition.merging.kinds import CONFLICT_KINDS
from kvid_composition.merging.merge import merge_three_way
from kvid_composition.merging.result import MergeResult
from kvid_composition.testing.edits.making import DRAWERS
from kvid_composition.testing.three_ways.making import MIXES
from tests.merge_shares import count_shares, main

_COUNT = 70


def test_every_triple_counts_once_for_its_mix_and_for_the_kinds_of_its_edits() -> None:
    shares = count_shares(_COUNT, 0)
    assert {mix: shares.tried[mix] for mix in MIXES} == dict.fromkeys(MIXES, _COUNT // 7)
    edits = sum(shares.tried[kind] for kind in DRAWERS)
    assert _COUNT // 7 <= edits <= 2 * _COUNT // 7
    assert {*shares.conflicting} <= {*shares.tried}
    assert {*shares.kinds} <= {*CONFLICT_KINDS}


def _report_nothing(*versions: Any) -> MergeResult:
    return replace(merge_three_way(*versions), conflicts=())


def test_conflicts_are_counted_by_the_merge_that_is_given() -> None:
    shares = count_shares(_COUNT, 0, _report_nothing)
    assert shares.conflicting == shares.kinds == Counter()
    assert count_shares(_COUNT, 0).conflicting.total() > 0


def test_single_moves_merge_clean() -> None:
    shares = count_shares(1400, 0)
    assert shares.tried["single_moves"] == 200
    assert shares.conflicting["single_moves"] < 2


def test_the_command_prints_every_mix_and_every_kind(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--count", "70", "--seed", "5"]) == 0
    first_words = [line.split(" ")[0] for line in capsys.readouterr().out.splitlines()]
    for name in (*MIXES, *DRAWERS, *CONFLICT_KINDS):
        assert first_words.count(name) == 1
