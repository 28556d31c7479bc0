"""Timing in tests is about what is called, not about how long it takes."""

from types import SimpleNamespace

import pytest


@pytest.fixture(autouse=True)
def leave_garbage(monkeypatch: pytest.MonkeyPatch) -> None:
    """Collect no garbage before a call is timed: there is much of it in a run of tests."""
    monkeypatch.setattr("benchmarks.measure.gc", SimpleNamespace(collect=int))
