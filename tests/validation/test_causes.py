"""With which fix an issue came."""

from typing import Any

import pytest

from kvid_composition import ValidationConfig, find_rule
from kvid_composition.validation import causes
from kvid_composition.validation.batch import Batch, apply_fixes, line_up_edits
from kvid_composition.validation.causes import list_causes
from kvid_composition.validation.remedies import plan_fixes
from kvid_composition.validation.reporter import rank_paths
from kvid_composition.validation.rule import Rule
from kvid_composition.validation.rules.examples import sketch_composition, sketch_item
from kvid_composition.validation.state import State, examine_state

CONFIG = ValidationConfig()


def crowd(number: int, every: int = 1, **members: Any) -> dict[str, Any]:
    """Give so many items in a row, each with a track of its own; some without a length."""
    names = [f"i{k}" for k in range(number)]
    items = {
        name: sketch_item(id=name, **{"from": 30 * k}, durationInFrames=0 if k % every == 0 else 1)
        for k, name in enumerate(names)
    }
    tracks = [{"id": f"t{k}", "items": [name]} for k, name in enumerate(names)]
    return sketch_composition(items=items, tracks=tracks, **members)


def batch_of(document: Any, code: str) -> tuple[Batch, State, State]:
    before = examine_state(document, CONFIG)
    rule: Rule = find_rule(code)
    assert before.index is not None
    fixes = plan_fixes(document, before.index, rule, before.findings[code])
    # As they stand in the document.
    ranks = rank_paths(document, (fix.finding.path for fix in fixes))
    fixes = [fix for _, fix in sorted(zip(ranks, fixes, strict=True), key=lambda pair: pair[0])]
    after = examine_state(apply_fixes(document, fixes), CONFIG)
    added = frozenset(after.marks.keys() - before.marks.keys())
    edits = line_up_edits(fixes)
    return Batch(document=document, fixes=fixes, edits=edits, added=added), before, after


def find_causes(document: Any, code: str) -> dict[str, int]:
    """Give for the code of each new issue the number of the fix with which it came."""
    batch, before, after = batch_of(document, code)
    new = {mark: coded for mark, coded in after.marks.items() if mark not in before.marks}
    found = list_causes([batch], new, CONFIG)
    return {f"{new[mark].code} {new[mark].finding.path}": k for mark, (_, k) in found.items()}


def test_of_a_few_fixes_the_very_one_is_named() -> None:
    document = crowd(10, durationInFrames=1000)
    document["items"]["i5"]["from"] = 1000
    assert find_causes(document, "TIM101") == {"TIM106 ('durationInFrames',)": 5}


def test_one_fix_alone_is_the_cause_without_a_look(monkeypatch: pytest.MonkeyPatch) -> None:
    document = crowd(1, durationInFrames=0.5)
    document["durationInFrames"] = 30
    document["items"]["i0"]["fadeInDurationInSeconds"] = 1
    batch, before, after = batch_of(document, "TIM101")
    new = {mark: coded for mark, coded in after.marks.items() if mark not in before.marks}
    monkeypatch.setattr(causes, "examine_state", None)
    assert [*list_causes([batch], new, CONFIG).values()] == [(0, 0)]


def test_of_many_fixes_the_last_that_has_to_do_with_the_item_is_named() -> None:
    document = crowd(50, durationInFrames=3000)
    document["items"]["i7"]["fadeInDurationInSeconds"] = 1
    document["items"]["i9"]["fadeInDurationInSeconds"] = 1
    assert find_causes(document, "TIM101") == {
        "TIM108 ('items', 'i7')": 7,
        "TIM108 ('items', 'i9')": 9,
    }


def test_of_many_fixes_the_very_one_is_looked_for_where_none_is_related() -> None:
    document = crowd(50, durationInFrames=3000)
    document["items"]["i41"]["from"] = 3000
    assert find_causes(document, "TIM101") == {"TIM106 ('durationInFrames',)": 41}


def test_where_looking_takes_too_long_one_is_named_after_which_the_issue_is_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(causes, "_MOST_LOOKS", 2)
    document = crowd(64, durationInFrames=3000)
    document["items"]["i20"]["from"] = 3000
    assert find_causes(document, "TIM101") == {"TIM106 ('durationInFrames',)": 31}


def test_an_asset_belongs_to_the_item_that_was_removed() -> None:
    document = crowd(40, every=1000, durationInFrames=3000)
    for k in range(1, 40):
        document["tracks"][k]["items"] = ["i0"] if k == 1 else []
    document["items"]["i0"]["durationInFrames"] = 1
    document["items"]["i17"] |= {"type": "image", "assetId": "pic"}
    document["assets"]["pic"] = {"id": "pic", "type": "image", "filename": "a", "remoteUrl": None}
    causes_ = find_causes(document, "REF107")
    assert causes_["REF111 ('assets', 'pic')"] == 16


def test_an_item_belongs_to_the_entry_that_names_it() -> None:
    document = crowd(40, every=1000, durationInFrames=3000)
    document["items"]["i0"]["durationInFrames"] = 1
    for k in range(40):
        document["items"][f"i{k}"] |= {"id": f"old{k}"}
        document["tracks"][k]["items"] = [f"old{k}"]
    document["tracks"][30]["items"] = ["i20"]
    document["tracks"][20]["items"] = ["i20", "old30"]
    document["items"]["i30"] |= {"from": 600}
    found = find_causes(document, "REF101")
    assert found == {"TIM105 ('items', 'i30')": 20}


def test_of_several_batches_the_one_is_named_in_which_the_issue_came_last() -> None:
    document = crowd(3, durationInFrames=3000)
    document["items"]["i1"]["fadeInDurationInSeconds"] = 1
    batch, before, after = batch_of(document, "TIM101")
    new = {mark: coded for mark, coded in after.marks.items() if mark not in before.marks}
    empty = Batch(document=document, fixes=[], edits=[], added=frozenset())
    assert [*list_causes([batch, empty, batch], new, CONFIG).values()] == [(2, 1)]
