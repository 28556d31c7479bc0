"""Asking: one conflict after another, until all are decided or nobody answers any more."""

import io
import json
import sys
from typing import Any

import pytest

from kvid_composition.cli.asking import ask_about_conflicts
from kvid_composition.cli.commands import resolve
from kvid_composition.merging.marked import write_conflicts
from kvid_composition.merging.merge import merge_three_way
from tests.cli.harness import invoke, write_document
from tests.documents import sound_document


def say_yes(_: object) -> bool:
    return True


def torn_document() -> dict[str, Any]:
    """Give a document in which an opacity and a text are open."""
    ours, theirs = sound_document(), sound_document()
    ours["items"]["txt1"] |= {"text": "Summer", "opacity": 0.1}
    theirs["items"]["txt1"] |= {"text": "가을", "opacity": 0.2}
    return write_conflicts(merge_three_way(sound_document(), ours, theirs))


def ask(typed: str, monkeypatch: pytest.MonkeyPatch) -> tuple[Any, str]:
    """Give what the document is after some answers, and what was shown."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
    monkeypatch.setattr(sys, "stdout", shown := io.StringIO())
    return ask_about_conflicts(torn_document(), "never"), shown.getvalue()


def read_item(document: Any) -> tuple[str, float]:
    return document["items"]["txt1"]["text"], document["items"]["txt1"]["opacity"]


def test_each_answer_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    document, shown = ask("theirs\nours\n", monkeypatch)
    assert read_item(document) == ("Summer", 0.2)
    assert "_mergeConflicts" not in document
    assert shown.count("Pick ours, theirs, base; Enter leaves it open, q saves and ends: ") == 2


def test_the_beginning_of_an_option_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_item(ask("T\n  b \n", monkeypatch)[0]) == ("Hello 안녕", 0.2)


def test_what_is_passed_stays_open(monkeypatch: pytest.MonkeyPatch) -> None:
    document, _ = ask("\ntheirs\n", monkeypatch)
    assert [each["path"] for each in document["_mergeConflicts"]] == ["/items/txt1/opacity"]


@pytest.mark.parametrize("end", ["q\n", "quit\n", ""])
def test_an_end_keeps_what_was_decided(end: str, monkeypatch: pytest.MonkeyPatch) -> None:
    document, _ = ask(f"theirs\n{end}", monkeypatch)
    assert [each["path"] for each in document["_mergeConflicts"]] == ["/items/txt1/text"]


def test_another_word_is_explained_and_asked_for_again(monkeypatch: pytest.MonkeyPatch) -> None:
    document, shown = ask("thiers\ntheirs\nq\n", monkeypatch)
    assert "has no option 'thiers'; did you mean theirs?\n" in shown
    assert read_item(document)[1] == 0.2


def test_what_does_not_fit_any_more_stays_open(monkeypatch: pytest.MonkeyPatch) -> None:
    document = torn_document()
    del document["items"]["txt1"]
    monkeypatch.setattr(sys, "stdin", io.StringIO("theirs\nq\n"))
    monkeypatch.setattr(sys, "stdout", shown := io.StringIO())
    assert ask_about_conflicts(document, "never") == document
    assert "It stays open: the document has been edited" in shown.getvalue()


def test_without_answers_the_document_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    document = torn_document()
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    assert ask_about_conflicts(document, "never") is document


def test_resolve_writes_what_was_answered(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resolve, "is_terminal", say_yes)
    path = write_document(tmp_path / "a.json", torn_document())
    result = invoke("resolve", path, stdin=b"theirs\n\n")
    assert result.exit_code == 1
    assert result.stdout.endswith("OPEN  1 conflict is to be decided.\n")
    assert read_item(json.loads(path.read_text("utf-8"))) == ("Summer", 0.2)


def test_resolve_asks_about_no_document_that_it_cannot_write(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(resolve, "is_terminal", say_yes)
    result = invoke("resolve", "-", stdin=json.dumps(torn_document()).encode())
    assert result.exit_code == 2
    assert "Pick" not in result.stdout
