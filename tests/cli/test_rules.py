"""`rules`: the catalogue in three formats."""

import json

import pytest

from kvid_composition import RULES
from tests.cli.harness import invoke


@pytest.mark.parametrize("format_", ["text", "json", "markdown"])
def test_each_format_has_every_rule(format_: str) -> None:
    result = invoke("rules", "--format", format_)
    assert result.exit_code == 0
    assert all(rule.code in result.stdout and rule.name in result.stdout for rule in RULES)


def test_json_can_be_read() -> None:
    assert len(json.loads(invoke("rules", "-f", "json").stdout)["rules"]) == len(RULES)


def test_a_row_in_a_pipe_is_one_line() -> None:
    rows = invoke("rules").stdout.splitlines()
    codes = [row[:6] for row in rows if row[3:6].isdigit()]
    assert codes == [rule.code for rule in RULES]
