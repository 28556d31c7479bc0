"""The laws of baselines, over generated documents."""

import json
from collections import Counter
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kvid_composition import ValidationConfig, validate_composition
from kvid_composition.checking.baseline import Baseline, accept_issues, name_issue
from kvid_composition.checking.baseline_reader import read_baseline, write_baseline
from kvid_composition.checking.check import check_text
from kvid_composition.checking.known_issues import KnownIssue
from kvid_composition.checking.run import CheckedFile
from kvid_composition.testing.drawn.shapes import bent_compositions, tangled_compositions
from tests.documents import shuffle_keys

CONFIG = ValidationConfig()

DOCUMENTS = bent_compositions() | tangled_compositions()

TEXTS = st.text(max_size=6)
BASELINES = st.dictionaries(
    TEXTS,
    st.dictionaries(st.builds(KnownIssue, TEXTS, TEXTS), st.integers(1, 10**9), min_size=1),
).map(Baseline)


def check(document: Any, baseline: Baseline) -> CheckedFile:
    return check_text("a", json.dumps(document).encode(), CONFIG, known=baseline.list_known("a"))


def adopt(document: Any, baseline: Baseline) -> Baseline:
    """Give the baseline after an update for one document."""
    file = check_text("a", json.dumps(document).encode(), CONFIG)
    return baseline.revise({"a": accept_issues(file, baseline.list_known("a"), CONFIG.reported)})


@given(DOCUMENTS, DOCUMENTS)
def test_after_an_update_nothing_is_reported_and_nothing_is_stale(
    document: Any, earlier: Any
) -> None:
    baseline = adopt(document, adopt(earlier, Baseline()))
    file = check(document, baseline)
    assert file.report.issues == ()
    assert file.stale == {}
    assert baseline == adopt(document, baseline)


@given(DOCUMENTS, DOCUMENTS)
def test_what_is_reported_is_what_is_there_without_what_is_known(before: Any, after: Any) -> None:
    known = Counter(map(name_issue, validate_composition(before).issues))
    found = Counter(map(name_issue, validate_composition(after).issues))
    file = check(after, adopt(before, Baseline()))
    assert Counter(map(name_issue, file.report.issues)) == found - known
    assert file.hidden == found & known


@given(tangled_compositions(), st.data())
def test_one_fault_more_is_one_issue_more(document: Any, data: st.DataObject) -> None:
    baseline = adopt(document, Baseline())
    tracks: list[dict[str, Any]] = [*document["tracks"]]
    place = data.draw(st.integers(0, len(tracks)))
    own: dict[str, Any] = {"id": "a track of its own", "items": []}
    track = tracks[place] if place < len(tracks) else own
    tracks[place : place + 1] = [{**track, "items": [*track["items"], "nowhere at all"]}]
    (issue,) = check({**document, "tracks": tracks}, baseline).report.issues
    assert (issue.code, issue.message) == ("REF101", "There is no item 'nowhere at all'.")


@given(tangled_compositions(), st.randoms(use_true_random=False), st.booleans())
def test_another_order_or_layout_is_nothing_new(document: Any, random: Random, wide: bool) -> None:
    baseline = adopt(document, Baseline())
    shuffled = shuffle_keys(document, random)
    random.shuffle(shuffled["tracks"])
    data = json.dumps(shuffled, indent=3 if wide else None).encode()
    file = check_text("a", data, CONFIG, known=baseline.list_known("a"))
    assert file.report.issues == ()
    assert file.stale == {}


@given(BASELINES)
def test_what_is_written_is_read_again(baseline: Baseline) -> None:
    assert read_baseline(write_baseline(baseline).encode()) == baseline


@given(BASELINES, st.randoms(use_true_random=False))
def test_a_baseline_is_written_the_same_in_whatever_order_it_was_made(
    baseline: Baseline, random: Random
) -> None:
    files = {
        path: dict(random.sample(list(known.items()), len(known)))
        for path, known in random.sample(list(baseline.files.items()), len(baseline.files))
    }
    assert write_baseline(Baseline(files)) == write_baseline(baseline)
