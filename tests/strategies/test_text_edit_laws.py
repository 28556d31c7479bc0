"""The laws of edits of a text find faults that are planted in them."""

import json
from collections.abc import Callable, Iterable
from random import Random
from typing import Any

import pytest

from kvid_composition.document.edits import Edit, apply_edits
from kvid_composition.document.text_edits import (
    TextSplice,
    apply_splices,
    edit_text,
    plan_splices,
)
from tests.strategies import text_edit_laws

EditText = Callable[[str, Any, Iterable[Edit]], str]


def _splice(change: Callable[[str, TextSplice], TextSplice]) -> EditText:
    def edit(text: str, value: Any, edits: Iterable[Edit]) -> str:
        splices = plan_splices(text, value, edits)
        return apply_splices(text, [change(text, splice) for splice in splices])

    return edit


def _take_blank_before(text: str, splice: TextSplice) -> TextSplice:
    start = splice.start
    if text[start - 1 : start] in {" ", "\n", "\t", "\r"}:
        start -= 1
    return TextSplice(start, splice.end, splice.text)


def _put_blank_behind(_text: str, splice: TextSplice) -> TextSplice:
    return TextSplice(splice.start, splice.end, f"{splice.text} ")


def _write_anew(_text: str, value: Any, edits: Iterable[Edit]) -> str:
    return json.dumps(apply_edits(value, edits))


def _forget_last(text: str, value: Any, edits: Iterable[Edit]) -> str:
    return edit_text(text, value, [*edits][:-1])


def _spell_shorter(text: str, value: Any, edits: Iterable[Edit]) -> str:
    return edit_text(text, value, edits).replace(".50", ".5")


FAULTS: dict[str, EditText] = {
    "the text is written anew": _write_anew,
    "the last edit is forgotten": _forget_last,
    "a blank before is taken away": _splice(_take_blank_before),
    "a blank is left behind": _splice(_put_blank_behind),
    "numbers are spelled anew": _spell_shorter,
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_wrong_edit_is_found(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_edit_laws, "edit_text", FAULTS[name])
    assert any(map(_fails, range(500)))


def _fails(seed: int) -> bool:
    try:
        text_edit_laws.try_text_edits(Random(seed))
    except AssertionError:
        return True
    return False
