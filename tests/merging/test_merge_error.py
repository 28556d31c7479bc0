"""The errors of merging survive copying and pickling with what they carry."""

import copy
import pickle

import pytest

from kvid_composition import (
    KvidCompositionError,
    MergeInputError,
    MergeIntegrityError,
    ResolutionError,
    StrategyError,
)

ERRORS = [
    MergeInputError("ours", "/tracks/0", "this must be an object"),
    StrategyError("", "this must be a name or an object"),
    ResolutionError("0123456789ab", "ours", "no conflict with this id is open"),
    MergeIntegrityError(("/items/a/assetId", "/tracks/0/items/1")),
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_an_error_survives_copying_and_pickling(error: KvidCompositionError) -> None:
    for again in (copy.copy(error), pickle.loads(pickle.dumps(error))):
        assert type(again) is type(error)
        assert (str(again), vars(again)) == (str(error), vars(error))


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (ERRORS[0], "ours at /tracks/0: this must be an object"),
        (ERRORS[1], "the strategy at the root: this must be a name or an object"),
        (ERRORS[2], "0123456789ab=ours: no conflict with this id is open"),
        (ERRORS[3], "the merge would break references at /items/a/assetId, /tracks/0/items/1"),
    ],
)
def test_an_error_says_where_and_what(error: KvidCompositionError, message: str) -> None:
    assert str(error) == message
