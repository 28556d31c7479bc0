"""Everything that is typed wrong: files that are none, and lines that mean nothing."""

import os
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, Final, Literal, get_origin

from typer.main import get_command

from kvid_composition.cli.app import app
from tests.cli.harness import NAUGHTY, write_document
from tests.documents import sound_document

__all__ = ["CASES", "WrongCase", "prepare_folder"]

SOUND: Final = "sound.json"
OTHER: Final = "other.json"
BODY: Final = "body.json"


@dataclass(frozen=True, slots=True)
class WrongCase:
    """A line that is wrong in one way.

    Attributes:
        name: what is wrong with it, as the name of the test.
        arguments: what follows the program's name.
        stdin: what comes from the standard input.
        make: makes what is wrong in the folder of the test.
        codes: the exit codes that say so.
    """

    name: str
    arguments: tuple[str, ...]
    codes: frozenset[int]
    stdin: bytes = b""
    make: Callable[[Path], object] = lambda _folder: None


def prepare_folder(folder: Path) -> None:
    """Make what is right, so that one thing alone is wrong."""
    write_document(folder / SOUND, sound_document())
    write_document(folder / OTHER, {**sound_document(), "fps": 25})
    write_document(folder / BODY, {"operation": "merge", "data": {"composition": {"fps": 60}}})


def _write(data: bytes) -> Callable[[Path], object]:
    return lambda folder: (folder / "bad").write_bytes(data)


def _link_to(target: str) -> Callable[[Path], object]:
    return lambda folder: (folder / "bad").symlink_to(target)


def _link_to_folder(folder: Path) -> None:
    (folder / "folder").mkdir()
    (folder / "bad").symlink_to("folder")


def _open_socket(folder: Path) -> None:
    # Its address is short, so it is made where the test runs.
    with socket.socket(socket.AF_UNIX) as server:
        os.chdir(folder)
        server.bind("bad")


def _make_pipe_that_ends(folder: Path) -> None:
    os.mkfifo(folder / "bad")
    threading.Thread(target=(folder / "bad").write_bytes, args=(b"",), daemon=True).start()


def _make_closed_folder(folder: Path) -> None:
    (folder / "closed").mkdir()
    (folder / "closed" / "bad").write_bytes(b"{}")
    (folder / "closed").chmod(0)


FILES: Final[Mapping[str, tuple[str, Callable[[Path], object]]]] = {
    "missing": ("bad", lambda _folder: None),
    "a directory": ("bad", lambda folder: (folder / "bad").mkdir()),
    "binary": ("bad", _write(bytes(range(256)) * 8)),
    "bytes FF": ("bad", _write(b"\xff" * 100)),
    "an image": ("bad", _write(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")),
    "gzip": ("bad", _write(b"\x1f\x8b\x08\x00\x00\x00\x00\x00")),
    "empty": ("bad", _write(b"")),
    "blank": ("bad", _write(b" \n\t\r\n")),
    "a null character": ("bad", _write(b"\x00")),
    "null characters": ("bad", _write(b'{"fps": 30}' + b"\x00" * 100)),
    "UTF-16": ("bad", _write('{"fps": 30}'.encode("utf-16"))),
    "UTF-32": ("bad", _write('{"fps": 30}'.encode("utf-32"))),
    "a mark and nothing": ("bad", _write(b"\xef\xbb\xbf")),
    "Latin-1": ("bad", _write('{"name": "é"}'.encode("latin-1"))),
    "cut short": ("bad", _write(b'{"fps": 30, "tracks": [')),
    "cut within a character": ("bad", _write('{"name": "안'.encode()[:-1])),
    "two documents": ("bad", _write(b"{}{}")),
    "JSON lines": ("bad", _write(b'{"fps": 30}\n{"fps": 25}\n')),
    "YAML": ("bad", _write(b"fps: 30\n")),
    "HTML": ("bad", _write(b"<!doctype html><title>502 Bad Gateway</title>")),
    "a comment": ("bad", _write(b"// a\n{}")),
    "a bare word": ("bad", _write(b"undefined")),
    "too deep": ("bad", _write(b"[" * 100_000)),
    "too deep, closed": ("bad", _write(b"[" * 5_000 + b"]" * 5_000)),
    "a huge integer": ("bad", _write(b"1" * 10_000)),
    "infinity": ("bad", _write(b'{"fps": 1e999}')),
    "not a number": ("bad", _write(b'{"fps": NaN}')),
    "a line that steers": ("bad", _write(f'{{"{NAUGHTY}": '.encode())),
    "a link to nothing": ("bad", _link_to("nowhere")),
    "a link to itself": ("bad", _link_to("bad")),
    "a link to a directory": ("bad", _link_to_folder),
    "a pipe that ends": ("bad", _make_pipe_that_ends),
    "a socket": ("bad", _open_socket),
    "nothing at all": ("/dev/null", lambda _folder: None),
    "below a file": (f"{SOUND}/bad", lambda _folder: None),
    "a name of 5,000 characters": ("a" * 5_000, lambda _folder: None),
    "a path of 5,000 characters": ("a/" * 2_500, lambda _folder: None),
    "a name with a null character": ("a\x00b", lambda _folder: None),
    "a name that steers": (NAUGHTY, lambda _folder: None),
    "a name with half a character": ("\udcff", lambda _folder: None),
    "a name with a line break": ("a\nb", lambda _folder: None),
    "an empty name": ("", lambda _folder: None),
    "a blank name": (" ", lambda _folder: None),
    "a revision outside of git": ("HEAD:bad.json", lambda _folder: None),
    "a stage outside of git": (":bad.json", lambda _folder: None),
    "a colon": (":", lambda _folder: None),
    "a URL": ("https://example.com/a.json", lambda _folder: None),
    "a pattern that matches nothing": ("*.nosuch", lambda _folder: None),
    "a home": ("~nobody/bad.json", lambda _folder: None),
}
"""What is no document: how it is named, and what makes it."""

CLOSED: Final[Mapping[str, tuple[str, Callable[[Path], object]]]] = (
    {} if os.geteuid() == 0 else {"in a closed folder": ("closed/bad", _make_closed_folder)}
)
"""The same, which nobody but root could read."""

WRONG_STDIN: Final[Mapping[str, bytes]] = {
    "an empty stdin": b"",
    "a binary stdin": bytes(range(256)),
    "a stdin cut short": b'{"fps": ',
    "a stdin of FF": b"\xff" * 3,
}

REFUSED: Final = frozenset((2,))
FOUND_OR_REFUSED: Final = frozenset((1, 2))
DONE_OR_REFUSED: Final = frozenset((0, 2))
GAVE_UP: Final = frozenset((129,))
# A base that is empty says that there was none.
EMPTY_OR_REFUSED: Final = frozenset((0, 1, 2))
EMPTY_OR_GAVE_UP: Final = frozenset((0, 1, 129))

FILE: Final = "<file>"

PLACES: Final[tuple[tuple[tuple[str, ...], frozenset[int]], ...]] = (
    (("validate", FILE), FOUND_OR_REFUSED),
    (("validate", SOUND, "--config", FILE), DONE_OR_REFUSED),
    (("validate", SOUND, "--schema", FILE), FOUND_OR_REFUSED),
    (("validate", SOUND, "--baseline", FILE), REFUSED),
    (("repair", FILE), FOUND_OR_REFUSED),
    (("diff", FILE, SOUND), REFUSED),
    (("diff", SOUND, FILE, "-f", "json"), REFUSED),
    (("patch", FILE, BODY), REFUSED),
    (("patch", SOUND, FILE), FOUND_OR_REFUSED),
    (("preflight", FILE, BODY), REFUSED),
    (("preflight", SOUND, FILE), REFUSED),
    (("plan", FILE, SOUND), REFUSED),
    (("plan", SOUND, FILE), REFUSED),
    (("merge", FILE, SOUND, OTHER), EMPTY_OR_REFUSED),
    (("merge", SOUND, FILE, OTHER), REFUSED),
    (("merge", SOUND, OTHER, FILE), REFUSED),
    (("merge", SOUND, OTHER, SOUND, "--strategy", FILE), REFUSED),
    (("resolve", FILE), REFUSED),
    (("thumbnail", FILE), REFUSED),
    (("git", "textconv", FILE), DONE_OR_REFUSED),
    (("git", "diff", "a.json", FILE, "0", "100644", SOUND, "0", "100644"), DONE_OR_REFUSED),
    (("git", "merge", FILE, SOUND, OTHER, "7", "a.json"), EMPTY_OR_GAVE_UP),
    (("git", "merge", SOUND, FILE, OTHER, "7", "a.json"), GAVE_UP),
)
"""Where a command takes a file, and with which code it may end if that is none."""

VALUES: Final[Mapping[str, bytes]] = {
    "null": b"null",
    "a number": b"42",
    "a text": b'"composition"',
    "a list": b"[]",
    "a list of texts": b'["a"]',
    "an object with nothing in it": b"{}",
    "an object of lists": b'{"tracks": [], "items": [], "assets": []}',
    "an object of numbers": b'{"tracks": 1, "items": 2, "assets": 3}',
    "a broken composition": b"",
}
"""JSON that is no composition; what a command makes of it is its own business."""

ANY: Final = frozenset((0, 1, 2, 129))

LINES: Final[Mapping[tuple[str, ...], tuple[str, ...]]] = {
    ("validate",): (SOUND,),
    ("repair",): (SOUND,),
    ("explain",): ("REF101",),
    ("rules",): (),
    ("diff",): (SOUND, OTHER),
    ("patch",): (SOUND, BODY),
    ("preflight",): (SOUND, BODY),
    ("plan",): (SOUND, OTHER),
    ("merge",): (SOUND, OTHER, SOUND),
    ("resolve",): (SOUND,),
    ("thumbnail",): (SOUND,),
    ("schema",): ("report",),
    ("completion",): ("bash",),
    ("demo",): (),
    ("mcp",): (),
    ("git",): (),
    ("git", "enable"): (),
    ("git", "disable"): (),
    ("git", "textconv"): (SOUND,),
    ("git", "diff"): ("a.json", SOUND, "0", "100644", OTHER, "0", "100644"),
    ("git", "merge"): (SOUND, OTHER, SOUND, "7", "a.json"),
}
"""What follows each command where nothing is wrong."""

# What takes any number of arguments, none included, so that none can be too few or too many.
OPEN_ENDED: Final = frozenset((("validate",), ("repair",), ("git", "enable"), ("git", "disable")))

WRONG_OPTIONS: Final[Mapping[str, str]] = {
    "an unknown option": "--nosuch",
    "an unknown letter": "-Z",
    "an option in capitals": "--HELP",
    "three dashes": "---help",
    "a value for help": "--help=1",
    "an option that steers": f"--{NAUGHTY}",
    "an option of 5,000 characters": f"--{'a' * 5_000}",
    "an option with a null character": "--a\x00b",
    "an option with half a character": "--a\udcff",
    "an option with a long dash": "\u2013\u2013help",
}

WRONG_VALUES: Final[Mapping[str, str]] = {
    "no value": "",
    "a wrong value": "nosuch",
    "a value in capitals": "TEXT",
    "a value that steers": NAUGHTY,
    "a value of 5,000 characters": "a" * 5_000,
    "a value with a null character": "a\x00b",
}

LOOSE: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("no such command", ("nosuch",)),
    ("a command in capitals", ("VALIDATE",)),
    ("a command that steers", (NAUGHTY,)),
    ("a command of 5,000 characters", ("a" * 5_000,)),
    ("a command with a null character", ("a\x00b",)),
    ("an empty command", ("",)),
    ("a file for a command", (SOUND,)),
    ("an unknown option for a command", ("--nosuch",)),
    ("a value for the version", ("--version=1",)),
    ("an option before its command", ("--format", "json", "validate", SOUND)),
    ("no such command of git", ("git", "nosuch")),
    ("two times stdin for diff", ("diff", "-", "-")),
    ("two times stdin for patch", ("patch", "-", "-")),
    ("two times stdin for preflight", ("preflight", "-", "-")),
    ("two times stdin for plan", ("plan", "-", "-")),
    ("two times stdin for merge", ("merge", "-", "-", SOUND)),
    ("first and last stdin for merge", ("merge", "-", SOUND, "-")),
    ("three times stdin for merge", ("merge", "-", "-", "-")),
    ("no rule to select", ("validate", SOUND, "--select", ",")),
    ("an unknown rule to select", ("validate", SOUND, "--select", "REF999")),
    ("an unknown rule to ignore", ("validate", SOUND, "--ignore", NAUGHTY)),
    ("an unknown rule to explain", ("explain", "REF999")),
    ("a negative number of issues", ("validate", SOUND, "--max-issues", "-1")),
    ("no number of issues", ("validate", SOUND, "--max-issues", "many")),
    ("a huge number of issues", ("validate", SOUND, "--max-issues", "1" * 5_000)),
    ("an unknown operation", ("plan", SOUND, OTHER, "--allow", "nosuch")),
    ("no operation", ("plan", SOUND, OTHER, "--allow", ",")),
    ("an unknown strategy", ("merge", SOUND, OTHER, SOUND, "--strategy", "nosuch")),
    ("a strategy cut short", ("merge", SOUND, OTHER, SOUND, "--strategy", '{"fps": ')),
    ("a strategy that is a list", ("merge", SOUND, OTHER, SOUND, "--strategy", "[]")),
    ("a pick without an option", ("resolve", SOUND, "--pick", "f100")),
    ("a pick of nothing", ("resolve", SOUND, "--pick", "=")),
    ("a pick of no conflict", ("resolve", SOUND, "--pick", "f100=ours")),
    ("two places for a result", ("patch", SOUND, BODY, "-i", "-o", "x.json")),
    ("stdin in place", ("patch", "-", BODY, "-i")),
    ("a result below a file", ("patch", SOUND, BODY, "-o", f"{SOUND}/x.json")),
    ("a result that is a directory", ("patch", SOUND, BODY, "-o", ".")),
    ("a result without a name", ("merge", SOUND, OTHER, SOUND, "-o", "")),
    ("a result with a null character", ("merge", SOUND, OTHER, SOUND, "-o", "a\x00b")),
    ("a result of 5,000 characters", ("merge", SOUND, OTHER, SOUND, "-o", "a" * 5_000)),
    ("a result on a full disk", ("merge", SOUND, OTHER, SOUND, "-o", "/dev/full")),
    ("schemas below a file", ("schema", "--write", f"{SOUND}/x")),
    ("schemas with a null character", ("schema", "--write", "a\x00b")),
    ("a report below a file", ("validate", SOUND, "--output-file", f"{SOUND}/x")),
    ("a report with a null character", ("validate", SOUND, "--output-file", "a\x00b")),
    ("a report on a full disk", ("validate", SOUND, "--output-file", "/dev/full")),
    ("a report in no format", ("validate", SOUND, "--output", "report.sarif")),
    ("a report in an unknown format", ("validate", SOUND, "--output", "nosuch=report")),
    ("a report in no file", ("validate", SOUND, "--output", "sarif=")),
    ("git without a repository", ("git", "enable")),
    ("git with a pattern that is a comment", ("git", "enable", "#")),
    ("a diff of git with too few", ("git", "diff", "a.json", SOUND)),
    ("a driver of git with too few", ("git", "merge", SOUND, SOUND)),
    ("an agent's folder that is not there", ("mcp", "--root", "nosuch")),
    ("an agent's folder that is a file", ("mcp", "--root", SOUND)),
    ("an agent's folder with a null character", ("mcp", "--root", "a\x00b")),
)
"""Lines that are wrong in a way of their own."""


def _list_wrong_files() -> Iterator[WrongCase]:
    for place, codes in PLACES:
        for name, (argument, make) in {**FILES, **CLOSED}.items():
            # Git itself reads the two once more to compare them as text, and never gives a pipe.
            if place[:2] == ("git", "diff") and make is _make_pipe_that_ends:
                continue
            arguments = tuple(argument if part == FILE else part for part in place)
            yield WrongCase(f"{_shorten(place)}: {name}", arguments, codes, make=make)
        for name, stdin in WRONG_STDIN.items():
            arguments = tuple("-" if part == FILE else part for part in place)
            yield WrongCase(f"{_shorten(place)}: {name}", arguments, codes, stdin=stdin)
        for name, data in VALUES.items():
            arguments = tuple("bad" if part == FILE else part for part in place)
            yield WrongCase(f"{_shorten(place)}: {name}", arguments, ANY, make=_write(data))


def _shorten(place: tuple[str, ...]) -> str:
    return " ".join(part for part in place if part not in {"0", "100644", "7", "a.json"})


def _list_wrong_lines() -> Iterator[WrongCase]:
    for command, line in LINES.items():
        name = " ".join(command)
        for what, option in WRONG_OPTIONS.items():
            yield WrongCase(f"{name}: {what}", (*command, *line, option), REFUSED)
        if command not in OPEN_ENDED:
            yield WrongCase(f"{name}: one too many", (*command, *line, "more"), REFUSED)
            if line and command != ("schema",):
                yield WrongCase(f"{name}: one too few", (*command, *line[:-1]), REFUSED)
    for what, arguments in LOOSE:
        yield WrongCase(what, arguments, REFUSED)


def _list_wrong_values() -> Iterator[WrongCase]:
    """Give every option that takes a value without one, and those with few values with others."""
    for command, line in LINES.items():
        for option, is_narrow in list_options(command):
            name = f"{' '.join(command)} {option}"
            yield WrongCase(f"{name}: no value at the end", (*command, *line, option), REFUSED)
            if is_narrow:
                for what, value in WRONG_VALUES.items():
                    arguments = (*command, f"{option}={value}", *line)
                    yield WrongCase(f"{name}: {what}", arguments, REFUSED)


def list_options(command: tuple[str, ...]) -> list[tuple[str, bool]]:
    """Give the options of a command that take a value, and whether not any text will do."""
    found: Any = get_command(app)
    for name in command:
        found = found.commands[name]
    return [
        (parameter.opts[0], is_narrow(parameter.type_descriptor.annotation))
        for parameter in found.params
        if parameter.param_type_name == "option" and not parameter.is_flag
    ]


def is_narrow(annotation: Any) -> bool:
    """Tell whether a type of values is one that not any text is of."""
    return annotation is int or get_origin(annotation) is Literal


CASES: Final = tuple(chain(_list_wrong_files(), _list_wrong_lines(), _list_wrong_values()))
