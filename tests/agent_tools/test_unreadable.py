"""Unreadable messages: whoever waits for an answer is found."""

import pytest

from kvid_composition.agent_tools.unreadable import find_request_id


@pytest.mark.parametrize(
    ("line", "id_"),
    [
        ('{"id": 7, "params": "\\ud800"}', 7),
        ('{"id": "a", "params": NaN}', "a"),
        (f'{{"id": 7, "params": {"[" * 300}{"]" * 300}}}', 7),
    ],
)
def test_the_id_of_a_request_that_python_reads_is_found(line: str, id_: object) -> None:
    assert find_request_id(line) == id_


@pytest.mark.parametrize(
    "line",
    ["", "{", "[]", "7", '{"id": null}', '{"id": true}', '{"id": 1.5}', "{}", "[" * 100_000],
)
def test_what_nobody_can_read_has_no_id(line: str) -> None:
    assert find_request_id(line) is None
