"""Gathering faults: what is kept, what is counted, and when there is no more to be said."""

from dataclasses import dataclass
from typing import Any

import pytest

from kvid_composition import Limits, ValidationConfig
from kvid_composition.validation.gathering import Gathering


@dataclass(frozen=True)
class Fault:
    code: str
    number: int = 0


def gather(*codes: str, most: int = 2, **options: Any) -> Gathering[Fault]:
    settings = ValidationConfig(limits=Limits(issues=most), **options)
    gathering = Gathering[Fault](settings)
    gathering.gather(Fault(code, number) for number, code in enumerate(codes))
    return gathering


def test_the_first_of_each_code_are_kept_and_the_others_counted() -> None:
    gathering = gather("DOC104", "DOC107", "DOC104", "DOC104", "DOC107", "DOC104")
    assert [fault.number for fault in gathering.kept] == [0, 1, 2, 4]
    assert gathering.omitted == {"DOC104": 2}


def test_what_is_kept_in_full_lets_the_search_go_on() -> None:
    gathering = gather("DOC104", "DOC104", "DOC107")
    assert not gathering.omits_some
    assert not gathering.ends_everything
    assert gathering.omitted == {}


def test_more_errors_than_are_kept_end_the_search() -> None:
    assert gather("STR102", "STR102", "STR102").ends_everything


def test_more_rounded_integers_than_are_kept_let_the_search_go_on() -> None:
    gathering = gather("DOC110", "DOC110", "DOC110")
    assert gathering.omits_some
    assert not gathering.ends_everything
    assert gathering.omitted == {"DOC110": 1}


@pytest.mark.parametrize(
    "options", [{"severities": {"DOC104": "info"}}, {"ignore": ["DOC104"]}, {"select": ["REF"]}]
)
def test_what_is_no_reported_error_is_kept_without_a_bound(options: dict[str, Any]) -> None:
    gathering = gather(*["DOC104"] * 9, **options)
    assert len(gathering.kept) == 9
    assert not gathering.omits_some


def test_two_gatherings_can_count_together() -> None:
    values = gather("DOC104", most=0)
    shape = Gathering[Fault](values.settings, values.omitted)
    shape.add(Fault("STR101"))
    assert values.omitted == {"DOC104": 1, "STR101": 1}
