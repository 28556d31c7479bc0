"""Errors of tools: short, and harmless to whoever shows them."""

import json

from kvid_composition.agent_tools.tool_error import ToolError


def test_an_error_says_what_where_why_and_what_now() -> None:
    error = ToolError("SOME_CODE", "/document", "it is wrong", "Make it right.")
    assert json.loads(error.write()) == {
        "code": "SOME_CODE",
        "place": "/document",
        "reason": "it is wrong",
        "hint": "Make it right.",
    }
    assert str(error) == "SOME_CODE at /document: it is wrong"


def test_what_comes_from_data_is_cut_escaped_and_without_passwords() -> None:
    error = ToolError("C", "a" * 10_000, "\x1b[31m\u202e", "https://me:secret@host/")
    written = json.loads(error.write())
    assert written["place"] == "a" * 400 + "…"
    assert written["reason"] == "\\u001b[31m\\u202e"
    assert "secret" not in written["hint"]


def test_an_error_is_written_in_ascii() -> None:
    assert ToolError("C", "안녕\ud800", "r", "h").write().isascii()
