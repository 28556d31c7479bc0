"""The ledger: results come in any order, and are given in that of the documents."""

from itertools import permutations

from kvid_composition.checking.run import Unreadable
from kvid_composition.cli.inputs import Found, make_source
from kvid_composition.cli.ledger import Ledger, Result
from tests.checking.runs import make_file

SOURCES: list[Found] = [
    make_source("a"),
    Unreadable("b", "why"),
    make_source("c"),
    make_source("d"),
]
RESULTS: list[Result] = [
    make_file("a", "error", "warning"),
    Unreadable("b", "why"),
    Unreadable("c", "gone"),
    make_file("d", "error", "error"),
]


def test_the_order_of_results_does_not_matter() -> None:
    for order in permutations(range(4)):
        ledger = Ledger(SOURCES)
        for number in order:
            ledger.enter(number, RESULTS[number])
        outcome = ledger.sum_up()
        assert list(outcome.files.items()) == [(SOURCES[0], RESULTS[0]), (SOURCES[3], RESULTS[3])]
        assert outcome.unreadable == (RESULTS[1], RESULTS[2])


def test_errors_count_as_soon_as_everything_before_them_is_known() -> None:
    ledger = Ledger(SOURCES)
    errors = [ledger.errors]
    for number in (3, 0, 2, 1):
        ledger.enter(number, RESULTS[number])
        errors.append(ledger.errors)
    assert errors == [0, 0, 1, 1, 3]
