"""JSON on a terminal: the same JSON, and harmless."""

import json

from hypothesis import given
from hypothesis import strategies as st

from kvid_composition.document.display import escape_text
from kvid_composition.reporting.json_text import harden_json, write_report_text
from tests.reporting.hostile import NAUGHTY


def test_what_could_steer_a_terminal_is_an_escape() -> None:
    hard = harden_json(json.dumps([NAUGHTY, "\x7f", "\U000e0001"], ensure_ascii=False))
    assert hard.isprintable()
    assert "\\u202e" in hard


def test_what_can_be_read_stays_as_it_is() -> None:
    text = json.dumps({"안녕": "é"}, ensure_ascii=False, indent=2)
    assert harden_json(text) == text


@given(st.text())
def test_the_text_says_the_same(text: str) -> None:
    hard = harden_json(json.dumps({text: text}, ensure_ascii=False))
    assert json.loads(hard) == {text: text}
    assert escape_text(hard) == hard


def test_nothing_steers_the_machine_of_a_ci_service() -> None:
    text = write_report_text({"id": "##[stop-commands]x"})
    assert "##[" not in text
    assert json.loads(text) == {"id": "##[stop-commands]x"}
