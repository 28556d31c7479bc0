"""Fingerprints of a report: distinct, and the same in every run."""

from kvid_composition.reporting.fingerprints import Fingerprints


def test_the_same_is_given_in_every_run() -> None:
    assert Fingerprints().take("a.json", "0") == "6782a02156d9afd3be69ea9390bcc27d"


def test_no_fingerprint_is_given_twice() -> None:
    fingerprints = Fingerprints()
    taken = [fingerprints.take(name, mark) for name in "ab" for mark in "xy" for _ in range(3)]
    assert len(set(taken)) == 12


def test_name_and_mark_are_kept_apart() -> None:
    assert Fingerprints().take("a", "bc") != Fingerprints().take("ab", "c")


def test_any_text_has_a_fingerprint() -> None:
    assert Fingerprints().take("\udcff", "\x00")
