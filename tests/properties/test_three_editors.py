"""Three editors with stale bases on one project: every edit holds, or was shown as a conflict."""

from random import Random
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from kvid_composition import MergeResult, merge_three_way
from tests.merging import editors
from tests.merging.editors import Project, work_together


@pytest.mark.parametrize("seed", range(20))
def test_thirty_edits_of_each_of_three_are_there_or_were_shown(seed: int) -> None:
    project = work_together(Random(seed), edits=30)
    assert all(editor.edits >= 30 for editor in project.editors)
    assert project.saves > 3


class ThreeEditors(RuleBasedStateMachine):
    """Any order of edits and saves."""

    @initialize(seed=st.integers(0, 2**32))
    def begin(self, seed: int) -> None:
        self.project = Project.begin(Random(seed))

    @rule(number=st.integers(0, 2))
    def edit(self, number: int) -> None:
        self.project.edit(self.project.editors[number])

    @rule(number=st.integers(0, 2))
    def save(self, number: int) -> None:
        self.project.save(self.project.editors[number])

    def teardown(self) -> None:
        if hasattr(self, "project"):
            for editor in self.project.editors:
                self.project.save(editor)


TestThreeEditors = ThreeEditors.TestCase
TestThreeEditors.settings = settings(max_examples=30, stateful_step_count=90, deadline=None)


def test_a_save_that_overwrites_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    def forget_the_stored(base: Any, mine: Any, _: Any) -> MergeResult:
        return merge_three_way(base, mine, base)

    monkeypatch.setattr(editors, "merge_three_way", forget_the_stored)
    with pytest.raises(AssertionError, match="ought to be"):
        work_together(Random(3), edits=30)
