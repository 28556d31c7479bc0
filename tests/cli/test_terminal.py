"""The terminal: when there is colour, and writing that cannot fail loudly."""

import io
import json
import os
import sys

import pytest

from kvid_composition.cli import terminal
from kvid_composition.cli.exits import CommandEnd, ExitCode
from kvid_composition.cli.terminal import (
    ColorChoice,
    decide_color,
    fit_prose,
    is_terminal,
    measure_columns,
    paint_line,
    prepare_streams,
    print_aside,
    print_error,
    print_note,
    print_report,
    write_bytes,
    write_document,
    write_output,
)
from kvid_composition.document.values import JsonValue
from kvid_composition.reporting.styled import Span, Style
from tests.cli.harness import NAUGHTY, Terminal


@pytest.fixture(autouse=True)
def _forget_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")


@pytest.mark.parametrize(
    ("no_color", "force_color", "choice", "on_terminal", "expected"),
    [
        ("1", "1", "always", True, False),
        ("", "1", "never", False, True),
        ("", "", "always", False, True),
        ("", "", "never", True, False),
        ("", "", "auto", True, True),
        ("", "", "auto", False, False),
    ],
)
def test_no_color_beats_force_color_beats_the_option_beats_the_stream(
    monkeypatch: pytest.MonkeyPatch,
    no_color: str,
    force_color: str,
    choice: ColorChoice,
    on_terminal: bool,
    expected: bool,
) -> None:
    monkeypatch.setenv("NO_COLOR", no_color)
    monkeypatch.setenv("FORCE_COLOR", force_color)
    stream = Terminal() if on_terminal else io.StringIO()
    assert decide_color(choice, stream) is expected


def test_a_dumb_terminal_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    assert not is_terminal(Terminal())


def test_a_missing_stream_is_no_terminal() -> None:
    assert not is_terminal(None)


def test_columns_are_those_of_a_terminal_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "61")
    monkeypatch.setattr(sys, "stdout", Terminal())
    assert measure_columns() == 61
    assert measure_columns(io.StringIO()) is None
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    assert measure_columns() is None
    assert measure_columns(Terminal()) == 61


@pytest.mark.parametrize(("columns", "prose"), [("61", 61), ("200", 88)])
def test_prose_is_no_wider_than_one_likes_to_read(
    monkeypatch: pytest.MonkeyPatch, columns: str, prose: int
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setattr(sys, "stdout", Terminal())
    assert fit_prose() == prose


def test_prose_in_a_pipe_has_80_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    assert fit_prose() == 80


def test_each_style_is_ended_where_it_ends() -> None:
    line = Span("a", Style.ERROR), Span("b"), Span("", Style.STRONG)
    assert paint_line(line, color=True) == "\x1b[1;31ma\x1b[0mb"
    assert paint_line(line, color=False) == "ab"


def test_what_an_encoding_has_not_is_written_as_its_escape(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    buffer = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(buffer, "ascii"))
    prepare_streams()
    write_output("…\ud800")
    assert buffer.getvalue() == b"\\u2026\\ud800"


def test_a_stream_of_another_kind_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stdout", stream)
    prepare_streams()
    write_output("…")
    assert stream.getvalue() == "…"


class Failing(io.StringIO):
    """A stream that cannot be written to."""

    def __init__(self, error: OSError) -> None:
        super().__init__()
        self.error = error

    def write(self, text: str) -> int:
        raise self.error


def test_a_reader_that_is_gone_ends_the_command_quietly(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdout", Failing(BrokenPipeError()))
    with pytest.raises(CommandEnd) as exit_:
        write_output("x")
    assert exit_.value.code == ExitCode.OUTPUT_CLOSED
    assert capsys.readouterr().err == ""


def test_a_full_disk_is_reported(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdout", Failing(OSError(28, "No space left on device")))
    with pytest.raises(CommandEnd) as exit_:
        write_output("x")
    assert exit_.value.code == ExitCode.REFUSED
    expected = "error UNWRITABLE_OUTPUT: results cannot be written: No space left on device\n"
    assert capsys.readouterr().err == expected


def test_what_is_left_in_the_buffer_of_a_closed_pipe_goes_nowhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as stream:
        monkeypatch.setattr(sys, "stdout", stream)
        with pytest.raises(CommandEnd):
            write_output("x")
        stream.flush()


def test_without_a_standard_output_nothing_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    write_output("x")
    write_document("x")


class BytesStream(io.TextIOWrapper):
    """A stream whose bytes can be read, which may say that it is a terminal."""

    def __init__(self, encoding: str = "ascii", *, terminal: bool = False) -> None:
        self.bytes_below = io.BytesIO()
        super().__init__(self.bytes_below, encoding, newline="\r\n")
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal

    def read_bytes(self) -> bytes:
        self.flush()
        return self.bytes_below.getvalue()


def test_a_document_is_utf_8_with_its_own_line_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = BytesStream()
    monkeypatch.setattr(sys, "stdout", stream)
    write_document('"안\x9b"\n')
    assert stream.read_bytes() == '"안\x9b"\n'.encode()


def test_a_document_on_a_terminal_is_harmless(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = BytesStream(terminal=True)
    monkeypatch.setattr(sys, "stdout", stream)
    write_document('"안\x9b"\n')
    assert stream.read_bytes() == '"안\\u009b"\n'.encode()


def test_a_document_goes_into_a_stream_without_bytes_as_text(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stdout", stream)
    write_document("안")
    assert stream.getvalue() == "안"


def test_bytes_are_written_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = BytesStream()
    monkeypatch.setattr(sys, "stdout", stream)
    write_bytes(b"\xff\r\n\0")
    assert stream.read_bytes() == b"\xff\r\n\0"


def test_bytes_go_into_a_stream_without_any_as_text(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stdout", stream)
    write_bytes("안".encode() + b"\xff")
    assert stream.getvalue() == "안\ufffd"


def test_a_report_is_ascii_and_may_be_larger_and_deeper_than_a_document(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stdout", stream)
    value: JsonValue = "안"
    for _ in range(100):
        value = [value]
    print_report({"a": value})
    assert stream.getvalue().isascii()
    assert json.loads(stream.getvalue()) == {"a": value}


def test_a_figure_that_json_has_not_is_reported(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(CommandEnd) as exit_:
        print_report({"delta": float("inf")})
    assert exit_.value.code == ExitCode.REFUSED
    expected = (
        "error UNWRITABLE_OUTPUT: the result cannot be JSON: "
        "'/delta': JSON has no NaN and no infinity\n"
    )
    assert capsys.readouterr() == ("", expected)


@pytest.mark.parametrize("stream", [None, Failing(BrokenPipeError())], ids=["none", "gone"])
def test_failures_that_nobody_reads_are_no_failure(
    monkeypatch: pytest.MonkeyPatch, stream: Failing | None
) -> None:
    monkeypatch.setattr(sys, "stderr", stream)
    print_error("CODE", "x")


def test_what_accompanies_a_result_goes_to_stderr(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = (Span("a", Style.GOOD), Span("b")), (Span("c"),)
    print_aside(lines)
    assert capsys.readouterr() == ("", "ab\nc\n")
    print_aside(lines, "always")
    assert capsys.readouterr().err == "\x1b[32ma\x1b[0mb\nc\n"
    monkeypatch.setattr(sys, "stderr", Failing(BrokenPipeError()))
    print_aside(lines)


def test_failures_are_coded_and_harmless(capsys: pytest.CaptureFixture[str]) -> None:
    print_error("CODE", NAUGHTY)
    print_note(NAUGHTY)
    failure, note = capsys.readouterr().err.splitlines()
    assert failure.startswith("error CODE: a\\u001b[2J")
    assert note.startswith("note: a\\u001b[2J")
    assert failure.isprintable() and note.isprintable()  # noqa: PT018


def test_failures_are_coloured_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    print_error("CODE", "x")
    assert stream.getvalue() == "\x1b[1;31merror\x1b[0m CODE: x\n"


def test_every_style_has_a_look_but_the_plain_one() -> None:
    looks = {paint_line((Span("x", style),), color=True) for style in Style}
    assert len(looks) == len(Style)
    assert terminal.paint_line((Span("x"),), color=True) == "x"
